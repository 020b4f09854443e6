"""Where a sentence tells of a happening, by any verb or noun that articles use for it: done, planned, denied.

Does not know who did it; `assistant.deeds` tells apart what countries did, for lists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.words import Word, stem, words

# A line a happening: its verbs : other words that tell of it ; words that tell of it from the other side, as
# "received from" does. Two words are written with a hyphen. A "!" marks what has happened once it is decided,
# a "~" verbs whose passive says something else, as in "was left open".
_HAPPENINGS = """
send give deliver supply ship donate transfer provide lend pass hand-over hand deploy export bring : delivery shipment donation gift handover contribution sending part-with take-part share fly ; arrive reach receive come-from
pledge promise offer commit ! announce : pledge promise offer commitment figure intend plan agree want
approve ! agree allow authorise authorize permit adopt back ratify support endorse embrace green-light clear : approval consent permission permit yes ratification accept pass vote decide decision adoption sign
refuse ! reject decline block veto oppose bar turn-down prevent hinder stop object : refusal rejection veto objection opposition resist resistance hold-up rule stand no prohibit obstruct against deny delay keep withhold threaten
join enter accede : become admit admission belong signatory
leave ~ quit withdraw exit abandon : withdrawal exit departure pull-out drop retreat secede
ban ! prohibit forbid outlaw : ban embargo prohibition halt stop suspend restrict restriction block shut-out exclude longer end
apply ! : application apply bid request
resign ~ step-down quit stand-down : resignation resign oust give-way leave-office predecessor
die : death dead die kill mourning funeral perish late body
kill murder assassinate slay poison : death dead kill murder assassination shoot assassin die
arrest ! detain jail imprison : arrest detention custody prison imprisonment sentence raid police seize charge
win : win victory champion winner triumph award beat defeat share gold title triumphant elect ; name honour honor award receive
lose : defeat loss concede resign resignation give-way oust fall drop ; beat
buy purchase acquire procure order : purchase acquisition owner own takeover deal buyer order procure sale
sell : sale sell export reseller buyer resell
attack invade strike bomb shell : attack strike invasion war raid assault bombardment missile fire offensive aggression hit
visit : visit trip travel arrive guest fly stay come stop address ; receive meet host welcome greet
condemn ! denounce : condemnation demand resolution criticise criticize blame
end stop halt suspend ! cancel cease : end stop halt suspension longer cancel cease more finish cut over
replace succeed : replace successor succeed predecessor take-over
"""  # noqa: E501 - one happening, one line

_NEGATIONS = frozenset(
    "not never no none neither nor without cannot hardly won't didn't doesn't don't hasn't haven't hadn't"
    " isn't aren't wasn't weren't wouldn't couldn't refused refuses refuse rejected rejects declined denied"
    " denies deny excluded unlike against".split()
)
_PLANS = frozenset(
    "to will would can could may might should must shall if whether unless until when i'll we'll they'll"
    " once".split()
)
_STILL_DONE = re.compile(
    r"\b(?:first\b[^,;.]{0,60}|last\b[^,;.]{0,40}|began|begun|started|continue[sd]?|managed|helped|proceeded|due"
    r"|able)\sto$",
    re.IGNORECASE,
)
_DENIED_BEHIND = re.compile(r"\s(?:(?:\w+)\s){0,2}(?:no|none|nothing|neither|nobody)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s(?:\w+\s)?$", re.IGNORECASE)
_BOUNDARY = re.compile(r"[,;:.!?\"“”()]|\b(?:and|but|while|although|because|that|who|which)\b", re.IGNORECASE)
_DETERMINERS = frozenset("the a an its his her their our this that these those any such of s".split())
"""Behind these a word that may be a verb is a noun: "the ban"."""

_REACH = 5
"""Words before a verb in which a modal or a negation turns it into something not done."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a sentence tells of a happening."""

    start: int
    end: int
    is_verb: bool
    other_side: bool
    """Whether the doer stands behind it: "arrived from Poland"."""
    is_denied: bool
    is_planned: bool
    """Whether it is only spoken of: "will send", "agreed to send", "if it sends"."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The stems of one happening; two words are two stems with a space."""

    verbs: frozenset[str]
    others: frozenset[str]
    other_side: frozenset[str]
    terms: tuple[str, ...]
    is_decided: bool
    is_active_only: bool


def happenings(verb: str, following: str = "") -> frozenset[str]:
    """What a verb of a question stands for, `following` the word behind it; empty where it is not known."""
    own = stem(verb)
    pair = f"{own} {stem(following)}"
    return frozenset(name for name, told in _table().items() if told.verbs & {own, pair})


def happenings_of_noun(noun: str) -> frozenset[str]:
    """What a noun such as "resignation" stands for."""
    return frozenset(name for name, told in _table().items() if stem(noun) in told.others)


def is_decided(name: str) -> bool:
    """Whether it has happened once it is decided or announced, as a ban has."""
    return _table()[name].is_decided


def terms(name: str) -> tuple[str, ...]:
    """The words and phrases that tell of a happening, to search for: its own verbs first."""
    return _table()[name].terms


def hits(sentence: str, names: frozenset[str]) -> Iterator[Hit]:
    """Where a sentence tells of one of the happenings, each word once."""
    found = list(words(sentence))
    wanted = [_table()[name] for name in sorted(names)]
    for index, word in enumerate(found):
        behind = found[index + 1].stem if index + 1 < len(found) else ""
        own = {word.stem, f"{word.stem} {behind}"}
        for told in wanted:
            if not own & (told.verbs | told.others | told.other_side):
                continue
            after = found[index - 1].text.lower() if index else ""
            is_verb = bool(own & told.verbs) and after not in _DETERMINERS
            if is_verb and told.is_active_only and _PASSIVE.search(sentence[: word.start]):
                continue
            denied, planned = _polarity(sentence, found, index)
            yield Hit(word.start, word.end, is_verb, bool(own & told.other_side), denied, planned)
            break


def _polarity(sentence: str, found: list[Word], index: int) -> tuple[bool, bool]:
    """Whether a word is denied, and whether it is only spoken of."""
    word = found[index]
    first = found[max(0, index - _REACH)].start
    before = _BOUNDARY.split(sentence[first : word.start])[-1]
    said = {part.text.lower().replace("’", "'") for part in words(before)}
    denied = bool(said & _NEGATIONS) or bool(_DENIED_BEHIND.match(sentence[word.end :]))
    planned = bool(said & _PLANS) and not _STILL_DONE.search(sentence[: word.start].rstrip()[-90:])
    return denied, planned


@cache
def _table() -> dict[str, _Told]:
    table = {}
    for line in _HAPPENINGS.strip().splitlines():
        own, _, more = re.sub("[!~]", "", line).partition(":")
        others, _, other_side = more.partition(";")
        table[own.split()[0]] = _Told(
            verbs=frozenset(map(_stem_of, own.split())),
            others=frozenset(map(_stem_of, others.split())),
            other_side=frozenset(map(_stem_of, other_side.split())),
            terms=tuple(
                term.replace("-", " ") for part in (own, others, other_side) for term in part.split()
            ),
            is_decided="!" in line,
            is_active_only="~" in line,
        )
    return table


def _stem_of(entry: str) -> str:
    return " ".join(stem(part) for part in entry.split("-"))

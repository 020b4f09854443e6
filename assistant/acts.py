"""What a sentence says was done and by whom or to whom: done, planned, refused, denied or only spoken of.

Does not know what is asked; reads one sentence at a time, by rule.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from assistant.deeds import Verb, verbs

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ARRIVING = frozenset({"arrived", "reached", "received"})
"""Said of the thing itself, or of who got it: who sent it stands after "from", not before the verb."""

_ONLY_SPOKEN_OF = frozenset(
    "to will would could can may might should must shall cannot if whether unless without hardly".split()
)
_NEGATION = frozenset(
    "not never won't wouldn't didn't hasn't haven't hadn't don't doesn't isn't aren't".split()
)
_FUTURE = frozenset("will would won't wouldn't".split())
_UNSAID = re.compile(
    r"\b(?:no|none|den(?:y|ies|ied|ying)\s(?:that|having)|why|whether|if)\b[^,;]*$", re.IGNORECASE
)
_NEITHER = re.compile(r"\b(?:neither|nor)\b[^,;]*$", re.IGNORECASE)
_NO_THING_WAS = re.compile(r"^No\b[^,;]*$")
_NONE_AFTER = re.compile(r"\s+(?:\w+\s+)?(?:(?:none|nothing|no|neither|zero)\b|0(?=\s[a-z]))", re.IGNORECASE)
_PLANNING = re.compile(
    r"\b(?:will(?:\s(?:also|soon|now|jointly))?|(?:is|are|was|were|wants?|intends?|plans?|decided|going|ready"
    r"|agreed|agrees?|promised?|promises|pledged?|pledges|offered|committed|vowed|willing|prepared|undertook)"
    r"\s(?:\w+\s)?to|would)\s$",
    re.IGNORECASE,
)
_REFUSING = re.compile(
    r"\b(?:refus(?:ed?|es|ing)|declin(?:ed?|es|ing))\s(?:\w+\s)?to\s$|\bruled?\sout\s$", re.IGNORECASE
)
_UNDER_WAY = re.compile(r"\b(?:is|are)\s(?:\w+\s)?$", re.IGNORECASE)
_IN_FACT = re.compile(r"\b(?:has|had|was|were|did|been)\s(?:\w+\s)?$", re.IGNORECASE)
_DESCRIBING = re.compile(
    r"\b(?:an?|the|its|their|his|her|of|with|many|more|most|some|all|\d+)\s$", re.IGNORECASE
)
"""Before a past form that is no verb: "a sanctioned executive", "the donated jets"."""

_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|is|are)\s(?:\w+ly\s|also\s|then\s|first\s)?$", re.IGNORECASE
)
_BY = re.compile(r"\bby\s(?:the\s)?$")
_BY_WHOM = re.compile(r"\s(?:[\w’'-]+\s){0,4}by\b")
_FROM = re.compile(r"\b(?:from|by)\s(?:the\s)?$")
_BEHIND_A_PREPOSITION = re.compile(
    r"\b(?:in|at|to|for|of|from|against|near|with|into|than|towards?|on|by|over|under|like)"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:\sitself)?\s*(?:,|and|, and|as well as|&|along with|or|nor|, or)\s*(?:the\s)?")
_CLOSED_ASIDE = re.compile(r"(?:[’']s\s[^,;:]{0,50})?,\s[^;:]{1,80},")
_OTHER_SUBJECT = re.compile(
    r"[;:()\"“”,]|\b(?:that|who|which|whom|where|when|while|because|before|after|as|if)\b"
)
_OF_ITS_OWN = re.compile(
    r"\b(?:it|they|he|she|(?:its|their|his|her)\s(?:country|government|army|forces|ministry|company|firm|party))\b"
    r"(?!.*\b(?:that|which|who)\b)"
    r"|^,?\s(?:who|which|that)\s|^\s(?:were|was|are|is)\samong\s",
    re.IGNORECASE,
)
_OTHER_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had)\b(?!(?:\s(?:\w+ly|been|being|also|not|never|already|thus|just|now|to|since|then"
    r"|only|all|both|\w+ed\sto))*\s$)(?!.*\b(?:and|but|to)\s(?:\w+\s){0,2}$)"
)
"""A verb that ends its own clause before the one that is looked at begins."""
_SAYING = re.compile(
    r"\b(?:said|says?|told|reported|confirmed|claimed|announced|wrote|believed?)\b", re.IGNORECASE
)

_NO_OBJECT = frozenset({"apply", "vote"})
_OBJECT = re.compile(r"\s(?:the|an?|its|their)\s")
"""Behind these verbs a thing shows another sense: "applied the brakes"."""

_BEFORE_A_VERB = 3
"""Words before a verb in which a modal or a negation turns it into something not done."""

_REACH = 90
"""Characters between a doer and the verb; further apart they belong to different clauses."""


class State(StrEnum):
    """Whether a sentence says that a deed was done."""

    DONE = "done"
    PLANNED = "planned"
    REFUSED = "refused"
    DENIED = "denied"
    """It was not done, whatever the reason."""
    SPOKEN_OF = "spoken of"


class Span(Protocol):
    """Anything that stands somewhere in a sentence."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Span)


@dataclass(frozen=True, slots=True)
class Act(Generic[S]):
    """A verb of a class in a sentence at its offsets, and which of the given spans did or underwent it."""

    name: str
    state: State
    start: int
    end: int
    doers: tuple[S, ...]
    undergone: tuple[S, ...]
    """Those it was done to: the subject of "were hit", or what follows "hit"."""


def acts(sentence: str, names: frozenset[str], spans: Sequence[S]) -> list[Act[S]]:
    """The deeds of these classes in a sentence, in order, and which of the spans did or underwent them."""
    found = []
    for verb in verbs(sentence, names):
        if verb.name in _NO_OBJECT and _OBJECT.match(sentence, verb.end):
            continue
        arriving = verb.form in _ARRIVING
        passive = verb.done and bool(_PASSIVE.search(sentence[: verb.start]))
        subjects = () if arriving else _subjects(sentence, verb, spans)
        doers = (
            _behind(sentence, verb, _FROM if arriving else _BY, spans) if passive or arriving else subjects
        )
        undergone = subjects if passive else _objects(sentence, verb, spans)
        found.append(Act(verb.name, _state(sentence, verb), verb.start, verb.end, doers, undergone))
    return found


def _state(sentence: str, verb: Verb) -> State:
    ahead, behind = sentence[: verb.start], sentence[verb.end :]
    clause = ahead[max(ahead.rfind(","), ahead.rfind(";")) + 1 :]
    near = {word.lower().replace("’", "'") for word in _WORD.findall(clause)[-_BEFORE_A_VERB:]}
    none = _NONE_AFTER.match(behind)
    if _REFUSING.search(ahead) or ((near & _NEGATION or none) and near & _FUTURE):
        return State.REFUSED
    if _NEITHER.search(ahead) or (_NO_THING_WAS.search(ahead) and _BY_WHOM.match(behind)):
        return State.DENIED
    if _UNSAID.search(ahead) or (verb.done and _DESCRIBING.search(ahead)):
        return State.SPOKEN_OF
    if near & _NEGATION or none:
        return State.SPOKEN_OF if near & _ONLY_SPOKEN_OF else State.DENIED
    if _PLANNING.search(ahead) or (verb.form.endswith("ing") and _UNDER_WAY.search(ahead)):
        return State.PLANNED
    if near & _ONLY_SPOKEN_OF and not (verb.done and _IN_FACT.search(ahead)):
        return State.SPOKEN_OF
    return State.DONE if verb.done else State.SPOKEN_OF


def _behind(sentence: str, verb: Verb, by: re.Pattern[str], spans: Sequence[S]) -> tuple[S, ...]:
    """Those after the verb behind "by", or "from", with those joined to them."""
    found: list[S] = []
    for span in spans:
        if verb.end <= span.start <= verb.end + _REACH:
            joined = found and _JOINED.fullmatch(sentence[found[-1].end : span.start])
            if joined or (not found and by.search(sentence[verb.end : span.start])):
                found.append(span)
    return tuple(found)


def _subjects(sentence: str, verb: Verb, spans: Sequence[S]) -> tuple[S, ...]:
    """Those before the verb, as its subject."""
    subject: list[S] = []
    for span in reversed([span for span in spans if span.end <= verb.start]):
        between = sentence[span.end : subject[-1].start if subject else verb.start]
        if len(between) > _REACH or (subject and not _JOINED.fullmatch(between)):
            break
        behind_preposition = _BEHIND_A_PREPOSITION.search(sentence[: span.start])
        if not subject and not behind_preposition and not _may_act(between):
            break
        if not behind_preposition:
            subject.append(span)
        elif subject:
            break
    return tuple(reversed(subject))


def _may_act(between: str) -> bool:
    """Whether words between a name and a verb leave the name the verb's subject."""
    rest = between[aside.end() :] if (aside := _CLOSED_ASIDE.match(between)) else between
    return bool(_OF_ITS_OWN.search(rest)) or not (
        _OTHER_SUBJECT.search(rest) or _OTHER_VERB.search(rest) or _SAYING.search(rest)
    )


def _objects(sentence: str, verb: Verb, spans: Sequence[S]) -> tuple[S, ...]:
    """Those after the verb, as what it is done to."""
    found: list[S] = []
    for span in spans:
        if span.start >= verb.end:
            between = sentence[found[-1].end if found else verb.end : span.start]
            if len(between) > _REACH or (not _JOINED.fullmatch(between) if found else ";" in between):
                break
            found.append(span)
    return tuple(found)

"""Words that are opposites: whether a claim has the one where its source has the other of the same thing.

Does not know who did what to whom: see `assistant.binding`.
"""

import re
from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from assistant.countries import mentions
from assistant.negation import is_denied
from assistant.words import STOP_WORDS, Word, stem, words

# A line a pair of opposites: words of the one side : words of the other.
_OPPOSITES = """
rise raise grow climb jump surge gain expand increase : fall lower drop decline shrink cut reduce decrease
rise raise grow : sink halve
more : less fewer
above over exceed : below under
win won victory beat : lose lost
buy bought purchase import : sell sold export
join accede : leave left quit withdraw exit
support back favour favor endorse welcome : oppose resist reject condemn criticise criticize
approve accept allow permit authorise authorize : reject refuse forbid ban block deny bar veto
begin began start launch open : end stop finish close conclude halt
lift remove drop : impose introduce add
arrive : depart
strengthen : weaken
higher : lower
larger bigger greater more : smaller lesser fewer less
longer : shorter
faster quicker sooner : slower later
better : worse
heavier : lighter
nearer closer : farther further
early earlier : late later
confirm admit acknowledge concede : deny dispute reject
offensive : defensive
northern north : southern south
eastern east : western west
private : public
military : civilian
domestic : foreign
lend lent : borrow
appoint hire : dismiss fire sack
guilty convicted : acquitted innocent
majority : minority
exclude : include
for : against
accelerate hasten : delay slow postpone
optimistic : pessimistic
success succeed : fail failure
sign : veto
grant : strip deny
help enable : prevent hinder
offer : ask request
give gave supply provide deliver send : refuse deny withhold
give gave donate : sell sold
deliver delivery : cancel cancellation
confirm : unconfirmed
lethal : nonlethal non-lethal
with : without
like : unlike
submit : withdraw
war : peace
man men male : woman women female
boy : girl
husband : wife
son : daughter
brother : sister
father : mother
king : queen
prince : princess
"""

_SIDES_OF_A_VOTE = frozenset({"for", "against"})

_CONVERSES = frozenset(
    map(
        stem,
        "buy bought purchase sell sold lend borrow win won beat lose husband wife brother sister".split(),
    )
)
"""What is said of one deed or tie from its two sides: "bought from Osaka", "sold to Samsung"."""

_NEARLY = re.compile(r"\bclose\s(?:to|by)\b", re.IGNORECASE)
"""Ends nothing."""

_OF_A_NOUN = re.compile(r"\b(?:the|an?|its|his|her|their|this|that|of|in|on|at)\s$", re.IGNORECASE)

_OF_WHAT = re.compile(r"\s(?:in|of)\s", re.IGNORECASE)

_ADVERBS = frozenset("early earlier late later sooner more less further".split())
"""Of what is behind them: "was later downgraded"."""

_PRONOUNS = frozenset({"he", "she", "it", "they"})

_REFUSED = re.compile(
    r"\b(?:declin(?:e[sd]?|ing)|refus(?:e[sd]?|al|ing)|fail(?:s|ed|ing|ure)?)\sto\s(?:\w+\s)?$", re.IGNORECASE
)

_RELATION = re.compile(
    r"\b(?P<word>before|after|until|since|prior\sto|ahead\sof|following)\s(?P<rest>[^,;:.]{1,60})",
    re.IGNORECASE,
)

_EARLIER = frozenset({"before", "until", "prior to", "ahead of"})


_VOTED = re.compile(
    r"\b(?:vot\w+|ballot\w*|referendum|speak\w*|spoke|argu\w+|campaign\w*|demonstrat\w+|protest\w*|ruled|decided|evidence|case)\b",
    re.IGNORECASE,
)
"""Tells that "for" and "against" are sides: one also plays against somebody, for the third time."""


class Turned(NamedTuple):
    """A word of a claim and its opposite in the source; `is_certain` where both stand in the same place."""

    here: str
    there: str
    is_certain: bool


def turned(claim: str, source: str) -> Turned | None:
    """A word of a claim and its opposite in the source, where neither has a word of the other's side."""
    own, had = ({word.stem: word.text for word in words(_NEARLY.sub(" ", text))} for text in (claim, source))
    is_converse = _first(claim) != _first(source)
    for one, other in _opposites():
        for side, against in ((one, other), (other, one)):
            mine, theirs = side & own.keys(), against & had.keys()
            if not mine or not theirs or side & had.keys() or _kin(theirs) & own.keys():
                continue
            if is_converse and mine | theirs <= _CONVERSES:
                continue
            if mine | theirs <= _SIDES_OF_A_VOTE and not _VOTED.search(f"{claim} {source}"):
                continue
            if not _is_denied_once(claim, source, mine, theirs) and _share(claim, source, mine | theirs):
                here, there = _places(claim, mine), _places(source, theirs)
                alike = [(a, b) for a in here for b in there if a.is_noun == b.is_noun]
                is_certain = any(a.beside & b.beside for a, b in alike)
                if is_certain or (alike and own[min(mine)].lower() not in _ADVERBS):
                    return Turned(own[min(mine)], had[min(theirs)], is_certain)
    pair_of_relations = _relation_turned(claim, source)
    return Turned(*pair_of_relations, True) if pair_of_relations else None


def are_opposite(one: str, other: str) -> bool:
    """Whether two stems stand on the two sides of a pair."""
    return any(({one} & a and {other} & b) or ({one} & b and {other} & a) for a, b in _opposites())


def _kin(stems: Set[str]) -> frozenset[str]:
    """All words of every side that has one of these: who disputes a thing denies it."""
    return frozenset().union(*(side for pair in _opposites() for side in pair if side & stems))


class _Place(NamedTuple):
    is_noun: bool
    """Or of one: behind an article, as in "the lower part". "A rise in prices" says that prices rose."""
    beside: frozenset[tuple[str, str]]
    """The next words that say something, each with its side."""


def _places(text: str, stems: Set[str]) -> list[_Place]:
    found = _telling(text, stems)
    places = []
    for index, word in enumerate(found):
        if word.stem not in stems:
            continue
        is_adverb = word.text.lower() in _ADVERBS
        ahead = [] if is_adverb else found[max(0, index - 2) : index]
        behind = found[index + 1 : index + 2 if is_adverb else index + 4]
        beside = {("ahead", one.stem) for one in ahead} | {("behind", one.stem) for one in behind}
        is_noun = bool(_OF_A_NOUN.search(text[: word.start]))
        if is_noun and _OF_WHAT.match(text, word.end):
            is_noun, beside = False, beside | {("ahead", one.stem) for one in behind}
        places.append(_Place(is_noun, frozenset(beside)))
    return places


def _telling(text: str, stems: Set[str]) -> list[Word]:
    """The words that say something, and those of the given stems."""
    return [word for word in words(text) if word.text.lower() not in STOP_WORDS or word.stem in stems]


def _share(claim: str, source: str, but: Set[str]) -> bool:
    """Whether opposites stand beside the same word in both."""
    return bool(_beside(claim, but) & _beside(source, but))


def _beside(text: str, stems: Set[str]) -> set[str]:
    found = _telling(text, stems)
    near = set[str]()
    for index, word in enumerate(found):
        if word.stem in stems:
            near |= {other.stem for other in found[max(0, index - 2) : index + 4]}
    return near - set(stems)


def _is_denied_once(claim: str, source: str, mine: Set[str], theirs: Set[str]) -> bool:
    one = any(w.stem in mine and _is_not(claim, w) for w in words(claim))
    other = any(w.stem in theirs and _is_not(source, w) for w in words(source))
    return one != other


def _is_not(text: str, word: Word) -> bool:
    return is_denied(text, word) or bool(_REFUSED.search(text[: word.start]))


def _first(text: str) -> str:
    """Whom it names first, be it by a pronoun; of a country its name, however it is called."""
    found = (word.text for word in words(text) if word.text[0].isupper() or word.text in _PRONOUNS)
    first = next((word for word in found if word.lower() in _PRONOUNS or word.lower() not in STOP_WORDS), "")
    return next((place.country.name for place in mentions(first)), first)


def _relation_turned(claim: str, source: str) -> tuple[str, str] | None:
    """ "after the meeting" of a source's "before the meeting"."""
    for mine in _RELATION.finditer(claim):
        for theirs in _RELATION.finditer(source):
            sides = [m["word"].lower() in _EARLIER for m in (mine, theirs)]
            first = [
                [w.stem for w in words(m["rest"]) if w.text.lower() not in STOP_WORDS][:3]
                for m in (mine, theirs)
            ]
            if sides[0] != sides[1] and first[0] and first[1] and first[0][0] == first[1][0]:
                return mine["word"], theirs["word"]
    return None


@lru_cache(maxsize=1)
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    lines = (line.partition(":") for line in _OPPOSITES.strip().splitlines())
    return tuple(
        (frozenset(w.stem for w in words(one)), frozenset(w.stem for w in words(other)))
        for one, _, other in lines
    )

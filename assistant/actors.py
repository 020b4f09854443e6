"""The names in a sentence, each with whether it can be who acts there: "Poland" in "in Poland" cannot.

Does not know what was done or said.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.countries import Mention, mentions
from assistant.words import STOP_WORDS, words

_RUN = re.compile(
    r"\b[A-Z][\w’'-]*(?:\.[A-Z]\.?)*(?:\.(?=\s[A-Z]))?"
    r"(?:\s(?:(?:de|von|van|der|den|al|bin|ibn|da|di)\s){0,2}[A-Z][\w’'-]*(?:\.[A-Z]\.?)*(?:\.(?=\s[A-Z]))?)*"
)
_TITLES = frozenset(
    """
    president prime minister chancellor king queen prince princess sir dame lord mr mrs ms dr gen general col
    lt maj capt sgt sen rep gov secretary foreign defence defense spokesman spokeswoman chief chairman senator
    congressman justice judge pope patriarch director professor government parliament ministry
    """.split()
)
_DATES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
    """.split()
)
"""Words of titles and dates stand in many names and tell none of them apart."""

_BEFORE_NO_ACTOR = re.compile(
    r"\b(?P<preposition>in|at|to|for|of|from|against|near|with|into|than|towards?|on|by|after|before|since|over|via|through"
    r"|about|between|without|under|including|like|unlike|despite|outside|inside|across|around|among|beyond"
    r"|behind|during|until|within)"
    r"\s[\"“'‘]?(?:(?:the|its|his|her|their|our|a|an|both|all|some|most|other|many|former|eastern|western|southern"
    r"|northern|central|late|last|next|early)\s){0,2}[\"“'‘]?$",
    re.IGNORECASE,
)
_CLAUSE_OR_PHRASE = re.compile(r"\b(?:after|before|since|until|than)\s\S*\s?$", re.IGNORECASE)
_DOES = re.compile(
    r"\s(?:had|has|have|was|were|is|are|will|would|[a-z]{2,}ed|sent|gave|left|took|made|said|told|won|lost|bought|sold"
    r"|began|became|went|came)\b"
)
_AHEAD = 60
"""Characters before a name in which a preposition to it stands."""

_AND = re.compile(r",?\s(?:and|or|&)\s(?:the\s)?")
_JOINED = re.compile(r"\s*(?:,|,?\sand|,?\sor|\sas well as|\s&|\salong with|\stogether with)\s*(?:the\s)?")

ALIASES = {
    "European Union": ("EU", "E.U.", "Brussels", "European Commission", "European Council", "the bloc"),
    "United Nations": ("UN", "U.N.", "General Assembly", "Security Council"),
    "NATO": ("the alliance", "the Alliance", "Nato"),
    "United States": ("Congress", "Senate", "Biden administration", "Pentagon"),
    "United Kingdom": ("Commons", "Whitehall"),
    "Russia": ("Kremlin",),
}
"""What stands for an organisation or a government besides its name and what `countries` has."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A name with its offsets in the sentence, and its `keys`: stems of its words, names of countries."""

    start: int
    end: int
    keys: frozenset[str]
    acts: bool
    """Whether it can be the subject of a verb: it does not stand behind a preposition."""


def actors(sentence: str) -> list[Actor]:
    """All names and countries of a sentence in order; words written next to each other are one name."""
    places = list(mentions(sentence))
    found = [_actor(sentence, *match.span(), places) for match in _RUN.finditer(sentence)]
    named = [actor for actor in found if actor.keys]
    return [_as_joined(sentence, named, index) for index in range(len(named))]


def preposition(ahead: str) -> str:
    """The preposition behind which what follows these words stands, in lower case; empty where none."""
    found = _BEFORE_NO_ACTOR.search(ahead[-_AHEAD:])
    return found["preposition"].lower() if found else ""


def keys(name: str) -> frozenset[str]:
    """What a name and every other form of it share: compare them with `Actor.keys`."""
    return _keys(name, 0, len(name), list(mentions(name)))


def group(sentence: str, named: Sequence[Actor], index: int) -> list[Actor]:
    """An actor with those it is joined to by commas and "and", before and behind it."""
    first = last = index
    while first and _JOINED.fullmatch(sentence[named[first - 1].end : named[first].start]):
        first -= 1
    while last + 1 < len(named) and _JOINED.fullmatch(sentence[named[last].end : named[last + 1].start]):
        last += 1
    return list(named[first : last + 1])


def is_meant(wanted: frozenset[str], found: Iterable[Actor]) -> bool:
    """Whether one of the actors is the wanted one."""
    return any(wanted & actor.keys for actor in found)


def _actor(sentence: str, start: int, end: int, places: Sequence[Mention]) -> Actor:
    first = start
    for word in words(sentence[start:end]):  # "In Poland", "On Tuesday Poland"
        if word.text.lower() not in STOP_WORDS | _DATES:
            break
        first = start + word.end
    while first < end and not sentence[first].isalnum():
        first += 1
    before = sentence[max(0, first - _AHEAD) : first]
    acts = not preposition(before) or bool(_CLAUSE_OR_PHRASE.search(before) and _DOES.match(sentence[end:]))
    return Actor(first, end, _keys(sentence, first, end, places), acts)


def _keys(text: str, start: int, end: int, places: Sequence[Mention]) -> frozenset[str]:
    inside = [place for place in places if start <= place.start < end]
    found = {place.country.name for place in inside}
    found |= {
        word.stem
        for word in words(text[start:end])
        if word.text.lower() not in _TITLES | _DATES | STOP_WORDS
        and len(word.text) > 1
        and not any(place.start <= start + word.start < place.end for place in inside)
    }
    return frozenset(found | {_of_alias()[match] for match in _aliases().findall(text, start, end)})


@cache
def _of_alias() -> dict[str, str]:
    return {form: name for name, forms in ALIASES.items() for form in (name, *forms)}


@cache
def _aliases() -> re.Pattern[str]:
    longest_first = sorted(_of_alias(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _as_joined(sentence: str, named: Sequence[Actor], index: int) -> Actor:
    """Of "from Poland and Germany" neither acts."""
    actor = named[index]
    if index and actor.acts and not named[index - 1].acts:
        before = named[index - 1]
        if _AND.fullmatch(sentence[before.end : actor.start]):
            return replace(actor, acts=False)
    return actor

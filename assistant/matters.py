"""What a deed is done with, to or about: the words of a question that an article must have in some form.

Does not know what the deed is, nor who does it.
"""

import re
from dataclasses import dataclass
from functools import cache

from assistant.actors import keys
from assistant.countries import mentions
from assistant.words import STOP_WORDS, Word, stem, words

_PREPOSITION = re.compile(
    r"\b(in|on|at|by|as|after|before|during|because|despite|over|with|without|until|since|when|while|within|under"
    r"|if|and|through|for|to|from|of|against|into|about|amid|following|instead|between)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\b[A-Z][\w.-]*[’']s?\s")
"""Sentences seldom repeat whose thing it is."""

_TOWARDS = frozenset("to from of against into".split())
_NO_THING = frozenset(
    """
    year month week day time date decade century hour minute spring summer autumn winter
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday today yesterday
    reason way kind sort type part number many much war invasion place country people thing world matter idea
    old new first last modern heavy own large big small several additional extra remaining long far
    often exactly away back again together version model total rest half dozen hundred thousand
    one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty
    text plan step measure move decision deal agreement document proposal attempt request
    application objection report claim offer
    """.split()
)
"""Words of an object that a sentence leaves out or puts otherwise."""

_KINDS = """
weapon arm armament munition ammunition missile tank howitzer gun jet system rocket shell artillery
arm weapon armament munition ammunition missile tank howitzer gun jet system rocket shell artillery
jet plane aircraft fighter warplane f-16 mig-29 typhoon
fighter jet plane aircraft f-16 mig-29
plane jet aircraft fighter
tank leopard abrams challenger t-72
troop soldier force army
soldier troop force army officer serviceman
aid help assistance support weapon arm money
help aid assistance support
money fund euro dollar billion million loan
inflation price
people person civilian man woman child
vaccine jab dose shot
"""
"""A line a thing: its word, then those that a sentence may have instead."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a deed is about: its word in the question, and `keys`, one of which a text must have for it."""

    form: str
    keys: frozenset[str]
    is_name: bool
    is_place: bool


def things(phrase: str) -> tuple[Thing, ...]:
    """The words of an object, and the names behind it that it goes to, comes from or is of."""
    parts = _PREPOSITION.split(f" {phrase}")
    first = _OWNER.sub(" ", parts[0])
    own = [thing for word in words(first) for thing in _thing(word.text, phrase)]
    return (*own, *towards(phrase[len(parts[0]) - 1 :]))


def named(noun: str) -> tuple[Thing, ...]:
    """The last word of a noun as a thing, however little it says: "people" in "how many people"."""
    last = list(words(noun))[-1:]
    return tuple(Thing(w.text, frozenset({w.stem}) | _alternatives(w.stem), False, False) for w in last)


def towards(phrase: str) -> tuple[Thing, ...]:
    """The names in a phrase behind "to", "from", "of", "against" or "into"."""
    parts = _PREPOSITION.split(f" {phrase}")
    named = []
    for preposition, part in zip(parts[1::2], parts[2::2], strict=False):
        if preposition.lower() in _TOWARDS:
            named += [t for w in words(part) for t in _thing(w.text, phrase) if t.is_name]
    return tuple(named)


def is_thing(word: Word) -> bool:
    """Whether a word can say with what something is done: no number, no time, nothing said of anything."""
    plain = word.text.lower() in STOP_WORDS or word.stem in _stems_of_no_things()
    return not (plain or word.text.isdigit() or len(word.text) < 2 or word.text.endswith("ly"))


def may_be_called(thing: Thing, counted: frozenset[str]) -> bool:
    """Whether words with these stems may stand for a thing: "jets" for F-16s."""
    return bool(counted & (thing.keys | _kinds_of(thing.keys)))


@cache
def _kinds_of(own: frozenset[str]) -> frozenset[str]:
    lines = (line.split() for line in _KINDS.strip().splitlines())
    return frozenset(stem(line[0]) for line in lines if own & set(map(stem, line[1:])))


def _thing(word: str, phrase: str) -> list[Thing]:
    own = stem(word)
    plain = word.lower() in STOP_WORDS or own in _stems_of_no_things() or word.isdigit() or len(word) < 2
    if plain and not (word.isupper() and len(word) > 1 and not word.isdigit()):
        return []
    is_name = not word[0].islower()
    place = next((p for p in mentions(phrase) if word in phrase[p.start : p.end]), None)
    if place is not None:
        return [Thing(word, frozenset({place.country.name}), True, True)]
    alternatives = frozenset({own}) | _alternatives(own) | (keys(word) if is_name else frozenset())
    return [Thing(word, alternatives, is_name, False)]


@cache
def _stems_of_no_things() -> frozenset[str]:
    return frozenset(map(stem, _NO_THING))


@cache
def _alternatives(own: str) -> frozenset[str]:
    lines = (line.split() for line in _KINDS.strip().splitlines())
    return next((frozenset(map(stem, line)) for line in lines if stem(line[0]) == own), frozenset())

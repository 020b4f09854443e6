"""How much of a claim its sources say: the share of its words they have in some form, and how near they mean.

Does not know numbers, days or names, which either follow or do not: see `assistant.facts`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.amounts import UNITS
from assistant.countries import mentions
from assistant.deeds import class_of
from assistant.grounds import Ground
from assistant.happenings import happenings, happenings_of_noun
from assistant.synonyms import classes_of
from assistant.things import covers, is_covered
from assistant.words import STOP_WORDS, Word, stem, words
from index.embedding import Vectors

Embed = Callable[[Sequence[str]], Vectors]

_LIGHT = frozenset(
    """
    would could january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday mr mrs ms day week month year today yesterday according
    however also meanwhile including around roughly nearly almost approximately about
    dollars euros percent first one two three four five six seven eight nine ten eleven twelve
    """.split()
)
_SEGMENT = re.compile(
    r"[;:]\s|,\s(?:and|but|while|which|who|where|as|so|with|adding|saying|although|because)\s|\s(?:while|because|although|whereas)\s|,\s|\sand\s(?=(?:has|have|had|was|were|is|are|will|would|then|[a-z]+ed)\b)"
)
_END = re.compile(r"(?<=[a-z0-9)\"'][;.!?])\s+")
"""Between clauses that say something each, whatever the one before says."""

_SAYS_WHO = re.compile(
    r"(?:\w+ing\s)?according\sto\b.*|(?:[\w'.-]+\s){1,8}(?:sa(?:id|ys?)|report(?:s|ed)|told\s.*|announced|writes?|wrote|tweeted"
    r"|confirmed|show(?:s|ed)|found)(?:\s(?:on|in)\s.*)?[.,]?|(?:citing|quoting)\s.*",
    re.IGNORECASE,
)
"""A part that only tells who says the rest."""

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")

_IN_CONTEXT = 0.5
"""Of a word that only the title or the sentences before have."""

_MOSTLY_SAID = 0.5
"""Of the words of a part: with more it is said, however far its few words are from a whole sentence."""

_HARDLY_SAID = 0.3
"""The same: with no more it may be called unsaid."""

_PART = 3
"""Words that a part of a claim must have to count by itself."""


@dataclass(frozen=True, slots=True)
class Support:
    """How much of a claim is said: shares from 0 to 1, and cosines."""

    share: float
    """Of its words."""
    nearness: float
    """Cosine of the claim and the nearest of: a source, all together, a source with its context."""
    least: float
    """Both together of that part of it that has least; 2 where each part has most of its words."""
    unsaid: float
    """The same of those parts that have hardly a word of them and do not only tell who says the rest."""


def parts(claim: str) -> list[str]:
    """The parts of a claim that say something each."""
    found = [part.strip() for part in _SEGMENT.split(claim) if part and part.strip()]
    merged: list[str] = []
    for part in found:
        if merged and (len(content(part)) < _PART or len(content(merged[-1])) < _PART):
            merged[-1] = f"{merged[-1]}, {part}"
        else:
            merged.append(part)
    return merged


def texts(claim: str, grounds: Sequence[Ground]) -> list[str]:
    """All that must be embedded to weigh a claim against its sources."""
    return [claim, *parts(claim), *_readings(grounds)]


def support(claim: str, grounds: Sequence[Ground], vectors: dict[str, Vectors]) -> Support:
    """Weighs a claim; `vectors` has a row of unit length for each of `texts`."""
    rows = np.stack([vectors[text] for text in _readings(grounds)])
    own = parts(claim)
    weighed = [(share(part, grounds), float((rows @ vectors[part]).max())) for part in own]
    doubtful = [one for one in weighed if one[0] <= _MOSTLY_SAID and len(own) > 1]
    said_by = [bool(_SAYS_WHO.fullmatch(part)) for part in own]
    unsaid = [
        sum(one)
        for part, one, is_who in zip(own, weighed, said_by, strict=True)
        if one[0] <= _HARDLY_SAID
        and not is_who
        and len(own) > 1
        # A part with a figure of its source may say otherwise what that says of it.
        and not _shares_a_figure(part, grounds)
    ]
    return Support(
        share=share(claim, grounds),
        nearness=float((rows @ vectors[claim]).max()),
        least=min(map(sum, doubtful), default=2.0),
        unsaid=min(unsaid, default=2.0),
    )


def _shares_a_figure(part: str, grounds: Sequence[Ground]) -> bool:
    figures = set(_FIGURE.findall(part))
    return any(figures & set(_FIGURE.findall(ground.text)) for ground in grounds)


def share(claim: str, grounds: Sequence[Ground]) -> float:
    """The share of a claim's words that its sources have in some form; 1 where it has none to speak of."""
    found = content(claim)
    if not found:
        return 1.0
    had = frozenset().union(*(_had(f"{ground.text} {ground.about}") for ground in grounds))
    around = frozenset().union(*(_had(ground.context) for ground in grounds))
    total = sum(1.0 if _has(word, had) else _IN_CONTEXT if _has(word, around) else 0.0 for word in found)
    return total / len(found)


def lacking(claim: str, grounds: Sequence[Ground]) -> list[Word]:
    """The words of a claim that no source has in any form, nor what stands before it."""
    had = frozenset().union(*(_had(ground.text) | _had(ground.context) for ground in grounds))
    return [word for word in content(claim) if not _has(word, had)]


def riders(claim: str, grounds: Sequence[Ground]) -> list[str]:
    """The clauses of a claim of which its sources have no word at all, where it has others."""
    own = [part for part in _END.split(claim) if content(part)]
    return [part for part in own if len(own) > 1 and len(lacking(part, grounds)) == len(content(part))]


def content(text: str) -> list[Word]:
    """The words of a text that say something, without numbers and days."""
    found = dict[str, Word]()
    for word in words(text):
        plain = word.text.lower()
        if plain not in STOP_WORDS | _LIGHT and not plain[0].isdigit() and plain.split("-")[0] not in UNITS:
            found.setdefault(word.stem, word)
    return list(found.values())


def _readings(grounds: Sequence[Ground]) -> list[str]:
    own = [ground.text for ground in grounds]
    return [*own, *([" ".join(own)] if len(own) > 1 else []), *(_with_context(ground) for ground in grounds)]


def _with_context(ground: Ground) -> str:
    return " ".join((f"{ground.title}.", *ground.before[-1:], ground.text))


@lru_cache(maxsize=4000)
def _had(text: str) -> frozenset[str]:
    """The stems of a text, what its verbs are classed as, and its countries."""
    found = set[str]()
    for word in words(text):
        found.add(word.stem)
        found |= _classes(word.text)
        if "-" in word.text:
            found |= {stem(part) for part in word.text.split("-")}
    found |= {f"country:{place.country.name}" for place in mentions(text)}
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _classes(word: str) -> frozenset[str]:
    named = {f"deed:{class_of(word)}"} if class_of(word) != stem(word) or word.islower() else set()
    told = {f"told:{name}" for name in (*happenings(word), *happenings_of_noun(word))}
    alike = {f"alike:{number}" for number in classes_of(stem(word))}
    return frozenset(named | told | alike)


def _has(word: Word, had: frozenset[str]) -> bool:
    if word.stem in had or _classes(word.text) & had:
        return True
    if any(f"country:{place.country.name}" in had for place in mentions(word.text)):
        return True
    if covers(word.stem, had) or is_covered(word.stem, had):
        return True
    if "-" in word.text and all(stem(part) in had for part in word.text.split("-") if part):
        return True
    return len(word.stem) > 5 and any(other.startswith(word.stem[:6]) for other in had)

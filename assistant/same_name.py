"""Whether a text has a name, in whatever form: alias, surname, acronym, another spelling.

Does not know what is said of those named, nor which of two did what: see `assistant.binding`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant import aliases
from assistant.grounds import Ground
from assistant.naming import NO_NAMES, TITLES, Name, countries_of
from assistant.words import STOP_WORDS, stem, words
from index.sentences import Span

_WHERE = ("own", "topic", "context")

_LONG = 6
"""Letters of a word that says enough by itself: names that differ in one of so many are one misspelt."""

_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]{0,4}[A-Z]\b")
_MOST = 10
"""Acronyms of a text that are read."""

_GENERIC = frozenset("party group inc corp co ltd plc llc company corporation".split())

_ADJECTIVE_ENDINGS = ("n", "an", "ian", "s", "es", "ese", "ish", "i", "ic", "er", "ers")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name of a claim was found: "own" of the cited sentence, "context", "topic" or nowhere.

    A topic is a name of the context that takes the place of none in the cited sentence.
    """

    name: Name
    where: str
    lacking: tuple[str, ...] = ()
    """Those of its words that are nowhere, though its last one is found."""


def find(name: Name, grounds: Sequence[Ground]) -> Place:
    """Where the sources have a name of a claim."""
    best = Place(name, "")
    for ground in grounds:
        for where, text in (("own", f"{ground.text} {ground.about}"), ("context", ground.around)):
            if _has(name, text):
                lacking = _lacking(name, f"{text} {ground.around} {' '.join(g.text for g in grounds)}")
                if where == "context":
                    where = _known_as(name, ground)
                if not best.where or _WHERE.index(where) < _WHERE.index(best.where):
                    best = Place(name, where, lacking)
                break
        if best.where == "own" and not best.lacking:
            return best
    if not best.where and any(_has_alone(name, ground.text) for ground in grounds):
        return Place(name, "own", name.words[:-1])
    if not best.where and any(aliases.is_own_word(name, ground) for ground in grounds):
        return Place(name, "own")
    return best


def _has_alone(name: Name, text: str) -> bool:
    """Whether a text has the last word of a longer name with no other before it: "Hall" of "Anna Hall"."""
    if name.kind == "country" or len(name.words) < 2 or name.number:
        return False
    ahead = r"(?:^|[^\w\s]\s|\b[a-z][\w'-]*\s|\bThe\s)"
    alone = rf"{ahead}{re.escape(name.words[-1])}(?![\w-])(?!\s[A-Z])"
    return name.words[-1].lower() not in TITLES | NO_NAMES and bool(re.search(alone, text))


def _known_as(name: Name, ground: Ground) -> str:
    """Where a name is that its article has and the cited sentence has not in any form that words tell."""
    if aliases.is_called(name, ground) or aliases.is_outlet(name, ground):
        return "own"
    return "topic" if aliases.is_topic(name, ground) else "context"


def has_name(name: Name, text: str) -> bool:
    """Whether a text has a name in any form."""
    return _has(name, text)


def _has(name: Name, text: str) -> bool:
    if name.country:
        return _has_country(name, text)
    stems = _stems(text)
    if len(name.words) > 1 and (_has_acronym(name, text) or _has_joined(name, text)):
        return True
    if name.words[1:] and name.words[-1].lower() in _GENERIC:  # "Labour Party" is also called Labour
        name = replace(name, words=name.words[:-1])
    if any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in aliases.other_forms(name.text)):
        return True
    if not _has_word(name.words[-1], text, stems):
        return name.kind == "person" and len(name.words) > 1 and _is_misspelt(name, text)
    if name.kind == "other" and len(name.words) > 1 and not _has_all(name, text):
        return False
    return not name.number or _has_number(name, text)


def _is_misspelt(name: Name, text: str) -> bool:
    """Whether a text has behind the same first names a last one that differs in a letter."""
    ahead = re.escape(" ".join(name.words[:-1]))
    others = re.findall(rf"(?<!\w){ahead}\s([^\W\d_a-z][\w'-]{{3,}})", text)
    bare = _bare(name.words[-1])
    return any(_differ_by_one(*sorted((bare, _bare(other)), key=len)) for other in others)


def _has_all(name: Name, text: str) -> bool:
    """Whether a text has all words of a name: next to one another, or with capitals."""
    sequence = r"\W{1,3}(?:\w+\W{1,3})?".join(re.escape(word) for word in name.words[:_LONG])
    capitals = _bare_words(text)
    return bool(re.search(sequence, text, re.IGNORECASE)) or all(
        _bare(word) in capitals or any(_is_form(_bare(word), other) for other in capitals)
        for word in name.words
    )


def _has_number(name: Name, text: str) -> bool:
    """Whether a text has it with its number, or without any: Leopard 2 is no Leopard 1."""
    numbers = re.findall(rf"\b{re.escape(name.words[-1])}s?\s(\d\w*)", text)
    if not numbers or any(number.startswith(name.number) for number in numbers):
        return True
    return bool(re.search(rf"\b(?:version|type|model)\s{re.escape(name.number)}", text))


def _has_country(name: Name, text: str) -> bool:
    return name.text in text or name.country in countries_of(text)


@lru_cache(maxsize=4000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text)) | frozenset(
        part.stem for word in words(text) if "-" in word.text for part in words(word.text.replace("-", " "))
    )


def _has_word(word: str, text: str, stems: frozenset[str]) -> bool:
    if word.partition("-")[2].islower():  # "Milan-based"
        word = word.partition("-")[0]
    own = stem(word)
    if own in stems or stem(word.replace("-", "")) in stems:
        return True
    bare = _bare(word)
    others = _bare_words(text)
    if bare in others:
        return True
    if any(c.isdigit() for c in bare):
        return any(other.startswith(bare) and not other[len(bare)].isdigit() for other in others)
    if len(word) <= 6 and sum(c.isupper() for c in word) > 1 and spelt_out(word, text):
        return True
    shortened = len(bare) >= 3 and any(len(o) > len(bare) + 3 and o.startswith(bare) for o in others)
    return shortened or any(_is_form(bare, other) for other in others)


def _is_form(one: str, other: str) -> bool:
    """Whether two names are one in another form or spelling: "Bavarian" of Bavaria, Zelenskyy."""
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and short[:3] == long[:3] and _is_abbreviated(short, long):
        return True
    base = short.removesuffix("a").removesuffix("e")
    ending = long[len(base) :] if len(base) >= 4 and long.startswith(base) else ""
    if ending and (ending in _ADJECTIVE_ENDINGS or ending[1:] in _ADJECTIVE_ENDINGS):
        return True
    return len(short) >= _LONG and one[0] == other[0] and _differ_by_one(short, long)


def _is_abbreviated(short: str, long: str) -> bool:
    letters = iter(long)
    is_cut = len(short) >= _LONG and long.startswith(short)  # Travelzoo is no Travel
    return len(long) > len(short) + 2 and all(letter in letters for letter in short) and not is_cut


def _differ_by_one(short: str, long: str) -> bool:
    if len(long) - len(short) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


@lru_cache(maxsize=4000)
def _bare_words(text: str) -> frozenset[str]:
    """Its capitalised words without accents, hyphens, plural and possessive."""
    own = {_bare(word.text) for word in words(text) if not word.text.islower()}
    return frozenset(own | {_bare(word) for word in aliases.of_party(text)})


def _bare(word: str) -> str:
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():  # "RCs"
        word = word[:-1]
    plain = unicodedata.normalize("NFKD", word.lower().replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    kept = "".join(c for c in plain if c.isalnum())
    return kept.removesuffix("s") if len(kept) > 3 else kept


@lru_cache(maxsize=2000)
def spelt_out(acronym: str, text: str) -> tuple[Span, ...]:
    """Where a text has the words that an acronym is made of: "Bank of England" of BoE."""
    initials = r"\W{1,2}(?:(?:of|the|and|for|on|in)\W)*".join(rf"{c}\w*" for c in acronym if c.isalpha())
    return tuple(match.span() for match in re.finditer(rf"\b{initials}", text))


def abbreviated(claim: str, text: str) -> Iterator[Span]:
    """Where a claim spells out an acronym of a text: "European Central Bank" of a source's ECB."""
    for acronym in dict.fromkeys(_ACRONYM.findall(text)[:_MOST]):
        yield from spelt_out(acronym, claim)


def _has_joined(name: Name, text: str) -> bool:
    """Whether a text has all of it in one word: "RottenTomatoes.com"."""
    joined = "".join(map(_bare, name.words))
    return len(joined) >= _LONG and any(other.startswith(joined) for other in _bare_words(text))


def _has_acronym(name: Name, text: str) -> bool:
    letters = "".join(word[0] for word in name.words)
    return len(letters) > 1 and bool(re.search(rf"\b{re.escape(letters)}\b", text))


def _lacking(name: Name, text: str) -> tuple[str, ...]:
    """Words before a name that no text has before it, where the texts have another there."""
    if name.country or len(name.words) < 2 or _has_acronym(name, text):
        return ()
    others = re.findall(rf"(?<!\w)([^\W\d_a-z][\w'-]+)\s{re.escape(name.words[-1])}\b", text)
    if not any(other.lower() not in TITLES | STOP_WORDS | NO_NAMES for other in others):
        return ()
    stems = _stems(text)
    return tuple(
        word for word in name.words[:-1] if word.lower() not in TITLES and not _has_word(word, text, stems)
    )

"""The names of outlets and of authors, found however a question writes them: short, misspelt, as a domain.

Does not know whether a question names its source or speaks of something else.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

NEAR = 84.0
"""Per cent of letters in common (an insertion-deletion ratio) from which a name counts as misspelt.
Of the made cases in `tests/test_bylines.py` the slips have 85.7 and more, other names 81.5 and less."""

_SHORTEST_MISSPELT = 5
"""Letters: of shorter names too many words are only a letter away."""

_ORDINARY = frozenset(
    """
    age atlantic business conversation courier economist express forbes fortune globe herald hill independent
    intercept journal ledger life mail mirror money nation nature observer people polygon post press record
    register roar science scotsman slate spectator sputnik staff standard star sun telegraph time times today
    tribune variety vox week welt wired wire world
    """.split()
)
"""Names of one word that a sentence has more often in its plain sense."""

_NO_INITIALS = frozenset("eu uk un us usa nato who imf ep pm".split())
_SECTION = re.compile(r"\s[|–—-]\s|:\s")
"""What stands between an outlet's name and its section or motto."""
_AGENCY = re.compile(r",\s")
_DOMAIN = re.compile(
    r"(?:https?://)?(?:(?:www|edition|m|en|news)\.)?([\w-]+(?:\.[\w-]+)??)"
    r"\.(?:com|org|net|info|example|co|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})"
)
_THE = re.compile(r"the\s+", re.IGNORECASE)


class Care(StrEnum):
    """How a form must stand in a question before it may be taken for the name."""

    NONE = "none"
    ORDINARY = "ordinary"
    """A word of the language: capitalised where a sentence would not be."""
    CAPITALS = "capitals"
    """Initials: as capitals."""
    LAST_WORD = "last word"
    """"The Ledger" for "Continental Ledger": with "the" and capitalised. Of an author: one name only."""


class Form(NamedTuple):
    """A way of writing a name, and the library's names for it: none where it lacks a well-known outlet."""

    names: tuple[str, ...]
    care: Care
    known: str
    """The outlet's usual name."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """All forms by their `key`."""

    forms: Mapping[str, Form]
    whole: tuple[str, ...]
    """The keys of names that are given in full, which alone may be misspelt."""

    def exact(self, written: str) -> Form | None:
        return self.forms.get(key(written))

    def near(self, written: str) -> tuple[float, Form] | None:
        """The name that is misspelt so, and how near it is; its first letter must be right."""
        plain = key(written)
        if len(plain) < _SHORTEST_MISSPELT:
            return None
        alike = [whole for whole in self.whole if whole[0] == plain[0]]
        best = process.extractOne(plain, alike, scorer=fuzz.ratio, score_cutoff=NEAR)
        return None if best is None else (best[1], self.forms[best[0]])


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """A name's letters and digits, without case, accents, a leading "The" and a domain's ending."""
    plain = _THE.sub("", name.strip(), count=1) if _THE.match(name.strip()) else name.strip()
    if match := _DOMAIN.fullmatch(plain.casefold()):
        plain = match[1].removeprefix("the") if len(match[1]) > 5 else match[1]
    letters = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(character for character in letters if character.isalnum())


@lru_cache(maxsize=8)
def of_outlets(outlets: tuple[str, ...]) -> Spellings:
    """How the outlets of a library may be written; the well-known ones that it lacks have forms too."""
    forms = dict[str, Form]()
    bases = _by_base(outlets, _SECTION)
    for base, names in bases.items():
        for name in names:
            _put(forms, name, (name,), _care(name), base)
        for written in (base, *_known().get(key(base), ())):
            _put(forms, written, names, _care(written), base)
    whole = tuple(plain for plain in forms if len(plain) >= _SHORTEST_MISSPELT)
    for shortened, care in ((_initials, Care.CAPITALS), (_last_word, Care.LAST_WORD)):
        for written, base in _alone(shortened, bases):
            if key(written) not in _NO_INITIALS:
                forms.setdefault(key(written), Form(bases[base], care, base))
    for plain, ways in _known().items():
        own = next(way for way in ways if key(way) == plain)
        forms.setdefault(plain, Form((), _care(own), ways[0]))
    return Spellings(forms, whole)


@lru_cache(maxsize=8)
def of_authors(authors: tuple[str, ...]) -> Spellings:
    """How the authors of a library may be written: in full, or by a surname that only one of them has."""
    forms = dict[str, Form]()
    bases = _by_base(authors, _AGENCY)
    for base, names in bases.items():
        for written in (*names, base):
            _put(
                forms,
                written,
                names,
                Care.NONE if " " in base or key(base) in _known() else Care.LAST_WORD,
                base,
            )
    whole = tuple(plain for plain in forms if len(plain) >= _SHORTEST_MISSPELT)
    for written, base in _alone(_last_word, bases):
        forms.setdefault(key(written), Form(bases[base], Care.LAST_WORD, base))
    return Spellings(forms, whole)


def _by_base(names: tuple[str, ...], ending: re.Pattern[str]) -> dict[str, tuple[str, ...]]:
    """The names by what they begin with: an outlet without its section, an author without an agency."""
    found = dict[str, tuple[str, ...]]()
    for name in names:
        base = ending.split(name)[0].strip()
        found[base] = (*found.get(base, ()), name)
    return found


def _put(forms: dict[str, Form], written: str, names: tuple[str, ...], care: Care, known: str) -> None:
    if plain := key(written):
        had = forms[plain].names if plain in forms else ()
        forms[plain] = Form(tuple(dict.fromkeys((*had, *names))), care, known)


def _alone(shortened: Callable[[str], str], bases: Iterable[str]) -> list[tuple[str, str]]:
    """The short forms that only one of the names has, with that name."""
    given = [(shortened(base), base) for base in bases]
    counts = Counter(key(written) for written, _ in given)
    return [(written, base) for written, base in given if written and counts[key(written)] == 1]


def _care(written: str) -> Care:
    plain = key(written)
    if plain in _ORDINARY:
        return Care.ORDINARY
    return Care.CAPITALS if len(plain) <= 3 else Care.NONE


def _initials(name: str) -> str:
    parts = _THE.sub("", name, count=1).split() if _THE.match(name) else name.split()
    letters = "".join(part[0] for part in parts if part[0].isupper())
    return letters if len(letters) > 1 else ""


def _last_word(name: str) -> str:
    parts = name.split()
    return parts[-1] if len(parts) > 1 and len(parts[-1]) > 2 else ""


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """The well-known outlets: all ways of writing one, its usual name first, by the key of each."""
    found = dict[str, tuple[str, ...]]()
    with Path(__file__).with_name("outlets.tsv").open(encoding="utf-8", newline="") as file:
        for name, others in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            written = (name, *(other.strip() for other in others.split(",") if other.strip()))
            found |= {key(one): written for one in written}
    return found

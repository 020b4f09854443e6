"""A question as the archive would spell it: names with their capitals, slips of the keyboard put right.

Does not know what is asked. Only words that no article has are changed, and whoever asked is told so.
"""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from assistant.countries import countries
from assistant.types import Slip
from assistant.words import STOP_WORDS, stem, words
from index.catalogue import Catalogue

_NEAR = 80.0
"""Per cent of letters in common (an insertion-deletion ratio) from which a word is a slip of another."""

_SHORTEST = 5
"""Letters: of shorter words too many others are only a letter away."""

_READ = 10
"""Passages in which the forms of a word are looked for."""

_NOT_NAMES = frozenset({"us", "georgia", "jordan", "chad", "polish", "may", "march"})
"""Lower-case words that are more often something else than a country or its people."""


def worded(library: Catalogue, question: str, sources: Iterable[str] = ()) -> tuple[str, tuple[Slip, ...]]:
    """The question with the names of countries capitalised and words unknown to the library put right.

    Words of `sources`, the names of outlets and authors, are known too.
    """
    countries_by_name = _names_of_countries()
    of_sources = {word.text.lower() for name in sources for word in words(name)}
    slips = []
    pieces, position = [], 0
    for word in words(question):
        meant, plain = word.text, word.text.lower()
        if word.text == plain and plain in countries_by_name:
            meant = countries_by_name[plain]
        elif _may_be_a_slip(word.text) and plain not in of_sources and not library.has_word(plain):
            meant = _nearest(library, word.text) or word.text
            if meant != word.text:
                slips.append(Slip(word.text, meant))
        pieces += [question[position : word.start], meant]
        position = word.end
    return "".join([*pieces, question[position:]]), tuple(slips)


def told(slips: Iterable[Slip]) -> tuple[str, ...]:
    """What whoever asked is told of the words that were put right."""
    return tuple(f"No article has “{slip.written}”: searched for “{slip.meant}”." for slip in slips)


def _may_be_a_slip(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and word.lower() not in STOP_WORDS


def _nearest(library: Catalogue, word: str) -> str:
    """The name of a country, or else the library's word, that differs least; empty where none is near."""
    own = stem(word)
    names = {plain: name for plain, name in _names_of_countries().items() if plain[0] == word[0].lower()}
    near = process.extractOne(word.lower(), names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    other = process.extractOne(own, library.words_like(own), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if near is not None and (other is None or near[1] >= other[1]):
        return names[near[0]]
    written = "" if other is None else _as_written(library, other[0], word)
    return written if fuzz.ratio(word.lower(), written.lower()) >= _NEAR else ""


def _as_written(library: Catalogue, wanted: str, written: str) -> str:
    """Of the words with this stem in some articles, the one that differs least from what was written."""
    found = library.passages([passage_id for passage_id, _ in library.search([wanted], _READ)])
    texts = (f"{passage.headline.title}\n{passage.text}" for passage in found)
    forms = dict.fromkeys(word.text for text in texts for word in words(text) if word.stem == wanted)
    return max(forms, key=lambda form: fuzz.ratio(written.lower(), form.lower()), default="")


def _names_of_countries() -> dict[str, str]:
    """Names of one word by their lower-case form."""
    names = (name for country in countries() for name in (country.name, *country.aliases, *country.seats))
    return {name.lower(): name for name in names if name.isalpha() and name.lower() not in _NOT_NAMES}

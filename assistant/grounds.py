"""A sentence that is cited with what its reader knows: title, outlet, day, and what stands before it.

Does not know what it is cited for.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.types import Source
from assistant.words import Word, words
from index.article import Passage

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‑": "-"})
_KNOWN = 8
"""Passages of its article besides its own that tell whom a sentence means: the nearest."""

READ = 3000
"""Characters of a sentence that are read: longer ones are no sentences."""


LONGEST = 12_000
"""Characters of a passage with its neighbours that are read."""

_ODD = re.compile(r"[^\x00-\x7f]")
_FRACTIONS = frozenset("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")


def plain(text: str) -> str:
    """A text on one line with straight quotation marks, and letters and digits of every shape plain."""
    return _on_one_line(text[:READ])


def plain_long(text: str) -> str:
    """The same of a whole passage."""
    return _on_one_line(text[:LONGEST])


def _on_one_line(text: str) -> str:
    return " ".join(_ODD.sub(_usual, text.translate(_PLAIN)).split())


def _usual(match: re.Match[str]) -> str:
    """Of "⑮", "５" or "ｎ" what a reader takes it for; letters of other scripts and fractions stay."""
    character = match.group()
    is_shape = (
        unicodedata.category(character) in ("No", "Nl") or unicodedata.east_asian_width(character) == "F"
    )
    return unicodedata.normalize("NFKC", character) if is_shape and character not in _FRACTIONS else character


@dataclass(frozen=True)
class Ground:
    """What a claim may rest on."""

    source: Source
    article: tuple[Passage, ...] = ()
    """Other passages of its article that are known."""

    @cached_property
    def text(self) -> str:
        """The cited sentence."""
        return plain(self.source.quote)

    @cached_property
    def before(self) -> tuple[str, ...]:
        """The sentences before it in its passage, in order."""
        return tuple(text for start, text in self._sentences if start < self.source.start)

    @cached_property
    def behind(self) -> tuple[str, ...]:
        """Those behind it."""
        return tuple(text for start, text in self._sentences if start >= self.source.end)

    @cached_property
    def title(self) -> str:
        return plain(self.source.passage.headline.title)

    @cached_property
    def about(self) -> str:
        """Outlet and authors."""
        headline = self.source.passage.headline
        return plain(" ".join((headline.outlet, *headline.authors)))

    @property
    def published(self) -> date | None:
        return self.source.passage.headline.published

    @cached_property
    def context(self) -> str:
        """The title and what stands before the sentence."""
        return " ".join((f"{self.title}.", *self.before))

    @cached_property
    def around(self) -> str:
        """All that is known of its article but the sentence itself."""
        return f"{self.title}. {self.body} {self.about}"

    @cached_property
    def body(self) -> str:
        """The same of its text, in which capitals tell names: titles may capitalise every word."""
        return " ".join((*self.before, *self.behind, *(plain_long(one.text) for one in self.article)))

    @cached_property
    def earlier(self) -> tuple[str, ...]:
        """The sentences of the passages before its own, the last first."""
        own = self.source.passage
        found = [
            (start, plain(passage.quote(start, end)))
            for passage in self.article
            for start, end in passage.sentences
            if end <= own.start
        ]
        return tuple(text for _, text in sorted(found, reverse=True))

    @cached_property
    def article_id(self) -> str:
        return self.source.passage.headline.article_id

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(words(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)

    @cached_property
    def _sentences(self) -> tuple[tuple[int, str], ...]:
        passage = self.source.passage
        return tuple((start, plain(passage.quote(start, end))) for start, end in passage.sentences)


def grounds(cited: Sequence[Source], known: Sequence[Source] = ()) -> list[Ground]:
    """The cited sentences, each with the passages of its article that are known; each once."""
    passages = dict[str, dict[str, Passage]]()
    for one in (*cited, *known):
        passages.setdefault(one.passage.headline.article_id, {})[one.passage.passage_id] = one.passage
    made = []
    for source in dict.fromkeys(cited):
        others = dict(passages[source.passage.headline.article_id])
        others.pop(source.passage.passage_id, None)
        near = sorted(others.values(), key=lambda one: abs(one.start - source.start))[:_KNOWN]
        made.append(Ground(source, tuple(near)))
    return made

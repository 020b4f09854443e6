"""One news text with its title, outlet, authors, publication day and URL; and an agency's word against one.

Knows nothing of files or storage.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader makes of a file or a row.

    `text` is the body that every offset points into: it is stored and shown as it is, never rewritten.
    Empty strings, `None` and `()` mean that the source does not say.
    """

    text: str
    title: str
    url: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    given_id: str = ""
    """The id that the source itself gives this article; unique within one file, perhaps not beyond it."""
    origin: str = ""
    """Where it was read: the file's resolved path, with `#row` where one file holds several."""
    revision: int = 0
    """Which version its agency counts it as, from 1: the higher replaces the lower. 0 where nobody counts."""


@dataclass(frozen=True, slots=True)
class Kill:
    """An agency's demand, a mandatory kill, that the article of an id be used no more.

    It is meant for every version up to `revision`; a higher one may be used.
    """

    given_id: str
    revision: int
    origin: str = ""
    """Where it was read, as of an article."""


@dataclass(frozen=True, slots=True)
class Headline:
    """An article as it appears in a list or a citation: all but its text."""

    article_id: str
    title: str
    url: str
    outlet: str
    authors: tuple[str, ...]
    published: date | None
    version: str = ""
    """The hash of the article's content: another text has another one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article: the unit that is embedded and retrieved.

    `start`, `end` and the pairs in `sentences` are character offsets into the article's text; `text` is
    the article's text from `start` to `end`.
    """

    passage_id: str
    headline: Headline
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...]

    def quote(self, start: int, end: int) -> str:
        """The article's text between two offsets, which must lie within the passage."""
        return self.text[start - self.start : end - self.start]

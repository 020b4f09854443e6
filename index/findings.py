"""What is found while a source is looked through, one thing after another.

Does not know how a source is read, nor what becomes of a finding.
"""

from dataclasses import dataclass

from index.article import Article
from index.readers import Unreadable
from index.sources import Place


@dataclass(frozen=True, slots=True)
class Found:
    """An article at a place."""

    place: str
    article: Article


@dataclass(frozen=True, slots=True)
class Settled:
    """A place has been read, and its articles given; what else it held before it has no more."""

    place: Place


@dataclass(frozen=True, slots=True)
class Same:
    """A place is as it was, or need not be looked at yet."""

    place: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A place was looked at, and the articles that it held before stay."""

    place: Place


@dataclass(frozen=True, slots=True)
class Left:
    """A place is no more."""

    place: str


@dataclass(frozen=True, slots=True)
class Named:
    """The source says what it is called."""

    name: str


Finding = Found | Settled | Same | Noted | Left | Named | Unreadable

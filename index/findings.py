"""What is found while a source is looked through, one thing after another.

Does not know how a source is read, nor what becomes of a finding.
"""

from dataclasses import dataclass

from index.article import Article, Kill
from index.readers import Read, Unreadable
from index.sources import Place


@dataclass(frozen=True, slots=True)
class Found:
    """An article at a place."""

    place: str
    article: Article


@dataclass(frozen=True, slots=True)
class Killed:
    """An article's agency demands, at a place, that it be used no more."""

    place: str
    kill: Kill


@dataclass(frozen=True, slots=True)
class Settled:
    """A place has been read, and its articles and kills given; what else it held before it has no more."""

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


Finding = Found | Killed | Settled | Same | Noted | Left | Named | Unreadable


def as_finding(read: Read, place: str) -> Finding:
    """What was read in the file at a place."""
    match read:
        case Article():
            return Found(place, read)
        case Kill():
            return Killed(place, read)
        case Unreadable():
            return read

"""What a source is, what is known of each of its places, and whether it is silent for longer than usual.

Does not know how a source is read, nor where any of this is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

BY_HAND = 0
"""The source of what was added as files, by whoever added them."""

_ARRIVALS = 8
"""Times at which a source brought something, from which its silence can be judged."""
_SILENT = 3.0
"""Times the longest pause of late: less would warn of every long weekend."""
_LEAST_SILENCE = timedelta(days=1)


class Kind(StrEnum):
    """What a source is."""

    FILES = "files"
    """A folder with all that is in it, or one file."""
    FEED = "feed"
    """RSS, Atom, JSON Feed or a sitemap."""
    PAGE = "page"
    """One article's page."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it is registered, and how bringing it up to date went. Times are in UTC."""

    number: int
    kind: Kind
    location: str
    name: str
    articles: int
    tried_at: datetime | None = None
    succeeded_at: datetime | None = None
    failing_since: datetime | None = None
    failure: str = ""
    arrivals: tuple[datetime, ...] = ()
    """When it last brought something new, newest first; what came within an hour of the clock counts once."""
    unread: int = 0
    """Files and pages that could not be read, or not whole, when they were last looked at."""
    failures: tuple[tuple[str, str], ...] = ()
    """The first of these, each with the reason."""

    @property
    def silent_for(self) -> timedelta | None:
        """How long it had brought nothing when it was last read, where that is much longer than usual."""
        return None if self.succeeded_at is None else silence(self.arrivals, self.succeeded_at)

    @property
    def brought_at(self) -> datetime | None:
        return self.arrivals[0] if self.arrivals else None


@dataclass(frozen=True, slots=True)
class Place:
    """A file or a page of a source, as it was when it was last looked at."""

    place: str
    """A file's path, or the URL that all variants of a page's have in common."""
    url: str = ""
    """Where to fetch it; empty where a file, or the feed itself, has all of it."""
    stamp: str = ""
    """Of a file its size and time; of a page what its feed says of it. The same stamp is the same content."""
    etag: str = ""
    last_modified: str = ""
    since: datetime | None = None
    """When its content was first seen as it is."""
    looked_at: datetime | None = None
    missing_since: datetime | None = None
    failure: str = ""


def silence(arrivals: Sequence[datetime], now: datetime) -> timedelta | None:
    """How long a source has brought nothing, where that is much longer than usual; `arrivals` newest first.

    `None` where it is not, and where too little is known of it.
    """
    if len(arrivals) < _ARRIVALS:
        return None
    pauses = [later - earlier for later, earlier in pairwise(arrivals)]
    silent = now - arrivals[0]
    return silent if silent > max(_SILENT * max(pauses), _LEAST_SILENCE) else None

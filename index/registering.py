"""A location becomes a registered source: a folder, a file, a feed or a page, as it turns out to be.

Does not know how sources are read later.
"""

from pathlib import Path

from index import feeds
from index.errors import ReadingError, SourceError
from index.fetch import Fetcher
from index.links import checked
from index.readers import page
from index.register import Register
from index.sources import Kind, Source
from index.urls import is_fetchable


def registered(register: Register, location: str, kind: Kind | None, fetcher: Fetcher) -> Source:
    """Registers a source; a URL is fetched once to see what it is, unless its kind is given.

    Raises `SourceError` where it is none, cannot be had, or is registered already.
    """
    location = known_as(location)
    if is_fetchable(location):
        if kind is Kind.FILES:
            raise SourceError(f"{location} is a URL: say --kind {Kind.FEED} or --kind {Kind.PAGE}")
        if kind is not None:
            return register.register(kind, location)
        return register.register(*_found(location, fetcher))
    if not Path(location).exists():
        raise SourceError(f"{location} is no file and no folder that is there: check how it is written")
    if kind not in (None, Kind.FILES):
        raise SourceError(f"{location} is no URL: leave --kind out, or give the address of the {kind}")
    return register.register(Kind.FILES, location)


def known_as(location: str) -> str:
    """How a location is registered: a URL without its fragment, or a resolved path.

    Raises `SourceError` for what can be neither.
    """
    if not location.strip():
        raise SourceError("no location is given: name a folder, a file, or the URL of a feed or page")
    if "://" in location:
        return str(checked(location))
    try:
        path = Path(location).expanduser().resolve()
        path.exists()
        str(path).encode()
    except (OSError, RuntimeError, ValueError) as error:
        raise SourceError(
            f"{location[:200]!a} cannot be a file or a folder ({error}): check how it is written"
        ) from None
    return str(path)


def _found(url: str, fetcher: Fetcher) -> tuple[Kind, str, str]:
    """What a URL is, where it is for good, and what it calls itself."""
    fetched = fetcher.get(url)
    lasting = fetched.moved or url
    try:
        feed = feeds.parse(fetched.content, fetched.url, fetched.content_type, fetched.charset)
        return Kind.FEED, lasting, feed.title
    except ReadingError as no_feed:
        try:
            page(fetched.content, fetched.url, fetched.charset)
            return Kind.PAGE, lasting, ""
        except ReadingError:
            raise SourceError(f"{url} {no_feed}, and it is no article's page either") from no_feed

"""A location becomes a registered source: a folder, a file, a feed or a page, as it turns out to be.

Does not know how sources are read later.
"""

from pathlib import Path

from index import feeds
from index.errors import ReadingError, SourceError
from index.fetch import Fetcher
from index.readers import page
from index.register import Register
from index.sources import Kind, Source
from index.urls import is_fetchable


def registered(register: Register, location: str, kind: Kind | None, fetcher: Fetcher) -> Source:
    """Registers a source; a URL is fetched once to see what it is, unless its kind is given.

    Raises `SourceError` where it is none, cannot be had, or is registered already.
    """
    if is_fetchable(location):
        if kind is Kind.FILES:
            raise SourceError(f"{location} is a URL: say --kind {Kind.FEED} or --kind {Kind.PAGE}")
        if kind is not None:
            return register.register(kind, location)
        return register.register(*_found(location, fetcher))
    path = Path(location).expanduser()
    if not path.exists():
        raise SourceError(
            f"{location} is neither a file nor a folder that is there, nor an http or https URL: "
            "check how it is written"
        )
    if kind not in (None, Kind.FILES):
        raise SourceError(f"{location} is no URL: leave --kind out, or give the address of the {kind}")
    return register.register(Kind.FILES, str(path.resolve()))


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

"""Looks through a registered feed, sitemap or page: what is new, what was corrected, what was withdrawn.

Does not know how a server is asked politely, how a feed or a page is written, or where articles are stored.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from index import feeds
from index.article import Article
from index.errors import FetchError, ReadingError, SourceError
from index.fetch import Fetched, Fetcher, Gone
from index.findings import Finding, Found, Left, Named, Noted, Same, Settled
from index.identity import content_hash
from index.readers import Unreadable, page
from index.register import Register
from index.sources import Kind, Place, Source
from index.urls import canonical, is_fetchable

PAGES_AT_ONCE = 200
"""Pages of one source that are fetched in one run; the others wait for the next."""

_SOONEST, _LATEST = timedelta(hours=1), timedelta(days=7)
"""A page is looked at again after as long a time as it had been the same at the last look, within these."""
_SETTLED_AFTER = timedelta(days=30)
"""Without a change for so long, a page is not looked at again: corrections come within days."""
_MISSING_FOR = timedelta(days=1)
"""How long a page must not be found (404) until it counts as withdrawn; 410 says so at once."""
_SITEMAPS = 5
"""Of an index, the first, which by custom are the latest."""


@dataclass(frozen=True, slots=True)
class Web:
    """What is needed to look through sources that servers have."""

    fetcher: Fetcher
    register: Register
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def looked_through(self, source: Source) -> Iterator[Finding]:
        """All that is to be known of a feed or page since the last time.

        Raises `SourceError` where its server does not give it, or gives something else.
        """
        if source.kind is Kind.PAGE:
            yield from self._only_page(source)
        else:
            yield from self._feed(source)

    def _only_page(self, source: Source) -> Iterator[Finding]:
        known = self.register.known_place(source.number, source.location)
        for finding in self._page(source, feeds.Entry(source.location), known):
            if isinstance(finding, Unreadable):
                raise SourceError(finding.reason)
            yield finding

    def _feed(self, source: Source) -> Iterator[Finding]:
        known = self.register.known_place(source.number, source.location) or Place(source.location)
        fetched = self.fetcher.get(source.location, etag=known.etag, last_modified=known.last_modified)
        seen, left = set[str](), PAGES_AT_ONCE
        if not fetched.unchanged:
            feed = _parsed(fetched)
            yield Named(feed.title)
            source = replace(source, name=feed.title or source.name)
            if feed.damage:
                yield Unreadable(source.location, feed.damage)
            entries = chain(feed.entries, *(self._further(url) for url in feed.more[:_SITEMAPS]))
            for entry in entries:
                place = _place(entry, source)
                if canonical(place) in seen:
                    continue
                seen.add(canonical(place))
                known_entry = self.register.known_place(source.number, place)
                if known_entry is not None and not self._is_due(known_entry, _stamp(entry)):
                    yield Same(place)
                elif left > 0 or entry.is_full:
                    left -= not entry.is_full
                    yield from self._entry(source, entry, known_entry)
                else:
                    left = -1
        for earlier in self.register.places(source.number):
            if left <= 0:
                break
            is_page = earlier.place != source.location and canonical(earlier.place) not in seen
            if is_page and self._is_due(earlier, earlier.stamp):
                left -= 1
                yield from self._page(source, feeds.Entry(earlier.place), earlier)
        if left >= 0:  # else it is read again the next time, for the pages that are left
            etag, modified = fetched.etag or known.etag, fetched.last_modified or known.last_modified
            yield Noted(Place(source.location, etag=etag, last_modified=modified, looked_at=self.now()))

    def _further(self, url: str) -> Iterator[feeds.Entry]:
        yield from _parsed(self.fetcher.get(url)).entries

    def _is_due(self, known: Place, stamp: str) -> bool:
        """Whether to look at a page again: its feed says something else of it, or enough time has passed."""
        if stamp and stamp != known.stamp:
            return True
        if known.looked_at is None or not is_fetchable(known.place):
            return False
        since = known.since or known.looked_at
        pause = min(max(known.looked_at - since, _SOONEST), _LATEST)
        return self.now() - since < _SETTLED_AFTER and self.now() - known.looked_at >= pause

    def _entry(self, source: Source, entry: feeds.Entry, known: Place | None) -> Iterator[Finding]:
        """An entry's article: the feed's own where that is whole, or else that of its page."""
        place = _place(entry, source)
        if entry.article is not None and (entry.is_full or not is_fetchable(entry.url)):
            yield Found(place, _own(entry.article, entry.url, source))
            yield Settled(Place(place, _stamp(entry), looked_at=self.now()))
            return
        for finding in self._page(source, entry, known):
            if isinstance(finding, Unreadable) and entry.article is not None and known is None:
                # its summary is better than nothing, and gives way once the page can be had
                yield Found(place, _own(entry.article, entry.url, source))
                reason = finding.reason
                yield Settled(Place(place, _stamp(entry), looked_at=self.now(), failure=reason))
                return
            yield finding

    def _page(self, source: Source, entry: feeds.Entry, known: Place | None) -> Iterator[Finding]:
        place = _place(entry, source)
        before = known or Place(place)
        try:
            fetched = self.fetcher.get(entry.url, etag=before.etag, last_modified=before.last_modified)
            if fetched.unchanged:
                looked_at = self.now()
                yield Noted(replace(before, stamp=_stamp(entry) or before.stamp, looked_at=looked_at,
                                    missing_since=None, failure=""))  # fmt: skip
                return
            article = page(fetched.content, fetched.url, fetched.charset)
        except Gone as gone:
            missing = before.missing_since or self.now()
            if gone.permanent or self.now() - missing >= _MISSING_FOR:
                yield Left(place)
            else:
                yield Noted(replace(before, looked_at=self.now(), missing_since=missing, failure=str(gone)))
            yield Unreadable(entry.url, str(gone))
            return
        except (FetchError, ReadingError) as error:
            yield Noted(replace(before, looked_at=self.now(), failure=str(error)))
            yield Unreadable(entry.url, str(error))
            return
        yield Found(place, _completed(article, entry.said, source))
        yield Settled(
            Place(place, _stamp(entry) or before.stamp, fetched.etag, fetched.last_modified,
                  since=before.since, looked_at=self.now())
        )  # fmt: skip


def _parsed(fetched: Fetched) -> feeds.Feed:
    try:
        return feeds.parse(fetched.content, fetched.url, fetched.content_type, fetched.charset)
    except ReadingError as error:
        raise SourceError(f"{fetched.url} {error}") from error


def _place(entry: feeds.Entry, source: Source) -> str:
    if source.kind is Kind.PAGE:
        return source.location
    return entry.url or f"{source.location}#{entry.said.given_id if entry.said else ''}"


def _stamp(entry: feeds.Entry) -> str:
    if entry.updated or entry.article is None:
        return entry.updated
    return content_hash(entry.article)


def _own(article: Article, url: str, source: Source) -> Article:
    """The article by the feed's own words; what is fetched is known by its URL, whoever numbers it.

    Without a URL it is known by its number in the feed.
    """
    given_id = "" if url else article.given_id
    outlet = article.outlet or source.name
    return replace(article, url=url, outlet=outlet, given_id=given_id, origin=source.location)


def _completed(article: Article, said: Article | None, source: Source) -> Article:
    """The article of a page, with what its feed says of it where the page does not, and the feed's day."""
    article = replace(article, given_id="", origin=source.location)
    if said is None:
        return article
    return replace(
        article,
        title=article.title or said.title,
        outlet=article.outlet or said.outlet,
        authors=article.authors or said.authors,
        published=said.published or article.published,
    )

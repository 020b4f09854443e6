"""Looks through a registered feed, sitemap or page: what is new, what was corrected, what was withdrawn.

Does not know how a server is asked politely, how a feed or a page is written, or where articles are stored.
"""

import heapq
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from index import feeds
from index.article import Article, Headline
from index.errors import FetchError, ReadingError, SourceError
from index.fetch import Fetched, Fetcher, Gone
from index.fields import clean, one_line, shortened
from index.findings import Finding, Found, Left, Named, Noted, Same, Settled
from index.identity import content_hash
from index.readers import Unreadable, page
from index.register import Register
from index.sources import Kind, Place, Source
from index.urls import canonical, is_fetchable, of_one_site

PAGES_AT_ONCE = 200
"""Pages of one source that are fetched in one run; the others wait for the next."""

TIME_AT_ONCE = timedelta(minutes=10)
"""For one source in one run, so that a slow server holds nobody up for hours."""
_LARGEST_PAGE = 4 * 2**20
"""Bytes: what takes longer to be read than a minute is no article."""

_SOONEST, _LATEST = timedelta(hours=1), timedelta(days=7)
"""A page is looked at again after as long a time as it had been the same at the last look, within these."""
_SETTLED_AFTER = timedelta(days=30)
"""Without a change for so long, a page is not looked at again: corrections come within days."""
_MISSING_FOR = timedelta(days=1)
"""How long a page must not be found (404) until it counts as withdrawn; 410 says so at once."""
_SITEMAPS = 5
"""Of an index, the first, which by custom are the latest."""

_Looked = Generator[Finding, None, "FetchError | ReadingError | None"]
"""What is found at a page, and in the end why it could not be had."""


class _AwayFromPage(FetchError):
    """The address leads elsewhere now: to the front page, as many do once an article is withdrawn, or to a
    notice of maintenance or of consent."""


@dataclass(frozen=True, slots=True)
class Web:
    """What is needed to look through sources that servers have."""

    fetcher: Fetcher
    register: Register
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    at_once: bool = False
    """Whether pages are looked at again however lately they were, the longest ago first."""

    def looked_through(self, source: Source) -> Iterator[Finding]:
        """All that is to be known of a feed or page since the last time.

        Raises `SourceError` where its server does not give it, or gives something else.
        """
        if source.kind is Kind.PAGE:
            known = self.register.known_place(source.number, source.location)
            entry = feeds.Entry(source.location)
            if (failed := (yield from self._page(source, entry, source.location, known))) is not None:
                raise SourceError(str(failed)) from failed
        else:
            yield from self._feed(source)

    def _feed(self, source: Source) -> Iterator[Finding]:
        known = self.register.known_place(source.number, source.location) or Place(source.location)
        fetched = self.fetcher.get(source.location, etag=known.etag, last_modified=known.last_modified)
        seen, left, is_whole, damage = set[str](), PAGES_AT_ONCE, True, known.failure
        until = self.now() + TIME_AT_ONCE
        if not fetched.unchanged:
            feed = _parsed(fetched)
            name = shortened(one_line(clean(feed.title)))
            yield Named(name)
            source = replace(source, name=name or source.name)
            if damage := feed.damage:
                yield Unreadable(source.location, damage)
            is_whole = not feed.more  # what those list may change while their list does not
            entries = [*feed.entries]
            for url in feed.more[:_SITEMAPS]:
                try:
                    entries += _parsed(self.fetcher.get(url)).entries
                except SourceError as error:
                    yield Unreadable(url, str(error))
            for entry in entries:
                place = _place(entry, source)
                if place in seen:
                    continue
                before = self.register.known_place(source.number, place)
                is_same = before is not None and not self._is_due(before, _stamp(entry))
                if before is not None and is_same and self._is_due_at_once(before):
                    continue  # it takes its turn among all the pages below
                seen.add(place)
                if is_same:
                    yield Same(place)
                elif left > 0 and self.now() < until:
                    left -= not entry.is_full
                    is_whole = (yield from self._entry(source, entry, place, before)) and is_whole
                else:
                    is_whole = False
        others = (
            earlier
            for earlier in self.register.places(source.number)
            if earlier.place != source.location and earlier.place not in seen
        )
        due = (one for one in others if self._is_due_at_once(one) or self._is_due(one, one.stamp))
        for earlier in heapq.nsmallest(left, due, key=lambda one: one.looked_at or self.now()):
            if self.now() >= until:
                break
            entry = feeds.Entry(earlier.url)
            if (failed := (yield from self._page(source, entry, earlier.place, earlier))) is not None:
                yield Unreadable(earlier.url, str(failed))
        # kept only where all that it lists was taken: else it is read again the next time
        etag, modified = (fetched.etag, fetched.last_modified) if is_whole else ("", "")
        yield Noted(
            Place(source.location, etag=etag, last_modified=modified, looked_at=self.now(), failure=damage)
        )

    def _is_due(self, known: Place, stamp: str) -> bool:
        """Whether to look at a page again: its feed says something else of it, or enough time has passed."""
        if stamp and stamp != known.stamp:
            return True
        if known.looked_at is None or not known.url:  # the feed itself had all of it
            return False
        since = known.missing_since or known.since or known.looked_at
        pause = min(max(known.looked_at - since, _SOONEST), _LATEST)
        return self.now() - since < _SETTLED_AFTER and self.now() - known.looked_at >= pause

    def _is_due_at_once(self, known: Place) -> bool:
        missing = self.now() - (known.missing_since or self.now())
        return self.at_once and bool(known.url) and missing < _SETTLED_AFTER

    def _entry(
        self, source: Source, entry: feeds.Entry, place: str, known: Place | None
    ) -> Generator[Finding, None, bool]:
        """An entry's article: the feed's own where that is whole, or else its page's; whether it was had."""
        # what a feed writes under another site's address is not that site's word: the page is asked
        own = entry.article if not entry.url or of_one_site(entry.url, source.location) else None
        if own is not None and (entry.is_full or not is_fetchable(entry.url)):
            yield Found(place, _own(own, entry.url, source))
            yield Settled(Place(place, stamp=_stamp(entry)))
            return True
        failed = yield from self._page(source, entry, place, known)
        if failed is None:
            return True
        if own is not None and known is None and not isinstance(failed, Gone):
            # its summary is better than nothing, and gives way once the page can be had
            yield Found(place, _own(own, entry.url, source))
            yield Settled(Place(place, entry.url, _stamp(entry), looked_at=self.now(), failure=str(failed)))
            return True
        yield Unreadable(entry.url, str(failed))
        return False

    def _page(self, source: Source, entry: feeds.Entry, place: str, known: Place | None) -> _Looked:
        before = replace(known or Place(place), url=entry.url, looked_at=self.now())
        stamp = _stamp(entry) or before.stamp
        held = self.register.held(source.number, place)
        try:
            fetched = self.fetcher.get(
                entry.url, etag=before.etag, last_modified=before.last_modified, largest=_LARGEST_PAGE
            )
            if fetched.unchanged:
                yield Same(place)
                yield Noted(replace(before, stamp=stamp, missing_since=None, failure=""))
                return None
            expected = held.url if held else entry.url if _is_withdrawn(before) else None
            if _leads_away(entry.url, fetched, expected):
                raise _AwayFromPage(f"{entry.url} leads to another page, {fetched.url}: check the address")
            article = page(fetched.content, fetched.url, fetched.charset)
        except (Gone, _AwayFromPage) as gone:
            is_as_before = _is_withdrawn(before) or before.failure == str(gone)
            missing = (before.missing_since if is_as_before else None) or self.now()
            is_final = _is_withdrawn(before) or (isinstance(gone, Gone) and gone.permanent)
            if known is None or not (is_final or self.now() - missing >= _MISSING_FOR):
                yield Noted(replace(before, stamp=stamp, missing_since=missing, failure=str(gone)))
                return gone
            yield Left(place)
            # all of it is asked for again, should it come back: nothing is held that could be "unchanged"
            yield Noted(
                replace(before, stamp=stamp, etag="", last_modified="", missing_since=missing, failure="")
            )
            return None if source.kind is Kind.FEED else gone
        except (FetchError, ReadingError) as error:
            missing = before.missing_since or self.now()
            yield Noted(replace(before, stamp=stamp, missing_since=missing, failure=str(error)))
            return error
        said = entry.said or _as_said(held)
        if entry.said is not None and not of_one_site(fetched.url, source.location):
            said = replace(entry.said, title=article.title or entry.said.title, published=article.published)
        yield Found(place, _completed(article, said, source))
        yield Settled(
            replace(before, stamp=stamp, etag=fetched.etag, last_modified=fetched.last_modified,
                    missing_since=None, failure="")
        )  # fmt: skip
        return None


def _parsed(fetched: Fetched) -> feeds.Feed:
    try:
        return feeds.parse(fetched.content, fetched.url, fetched.content_type, fetched.charset)
    except ReadingError as error:
        raise SourceError(f"{fetched.url} {error}") from error


def _place(entry: feeds.Entry, source: Source) -> str:
    """The variants of a page's URL are one place; an entry without one has its number in the feed."""
    if entry.url:
        return canonical(entry.url)
    return f"{source.location}#{(entry.said.given_id if entry.said else '') or _stamp(entry)}"


def _stamp(entry: feeds.Entry) -> str:
    if entry.updated or entry.article is None:
        return entry.updated
    return content_hash(entry.article)


def _is_withdrawn(known: Place) -> bool:
    """Whether its article has left for its page being gone, as every look finds it since."""
    return known.missing_since is not None and not known.failure


def _leads_away(url: str, fetched: Fetched, expected: str | None) -> bool:
    """Whether an address leads to a front page, or, where one is expected, to another, but not for good."""
    found = canonical(fetched.url)
    if found == canonical(url):
        return False
    is_elsewhere = expected is not None and found != canonical(expected) and not fetched.moved
    return is_elsewhere or (_is_front(fetched.url) and not _is_front(url))


def _is_front(url: str) -> bool:
    parts = urlsplit(canonical(url))
    return parts.path in ("", "/") and not parts.query


def _own(article: Article, url: str, source: Source) -> Article:
    """The article by the feed's own words; what is fetched is known by its URL, whoever numbers it.

    Without a URL it is known by its number in the feed.
    """
    given_id = "" if url else article.given_id
    outlet = article.outlet or source.name
    return replace(article, url=url, outlet=outlet, given_id=given_id, origin=source.location)


def _as_said(held: Headline | None) -> Article | None:
    """What its feed once said of a page that is looked at again, as far as it was kept with its article."""
    if held is None:
        return None
    return Article("", held.title, outlet=held.outlet, authors=held.authors, published=held.published)


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

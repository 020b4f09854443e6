"""Registered sources and their places in SQLite: what there is, what was seen there, how it went.

Does not know how a source is read, nor what its articles say.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from index.article import Headline
from index.catalogue import Catalogue
from index.errors import SourceError
from index.sources import BY_HAND, Kind, Place, Source
from index.urls import canonical
from index.versions import HEADLINE, headline_of

_ARRIVALS_KEPT = 30
_FAILURES_KEPT = 3
_READ_AT_ONCE = 1000  # places


class Register(Catalogue):
    """Where the articles of a library come from."""

    def begin_run(self) -> int:
        """The number of a new run: larger than that of all before."""
        with self._change() as connection:
            return int(
                connection.execute(
                    "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'run' RETURNING value"
                ).fetchone()[0]
            )

    def register(self, kind: Kind, location: str, name: str = "") -> Source:
        """Registers a source; raises `SourceError` where it is registered already."""
        with self._change() as connection:
            for (other,) in connection.execute("SELECT location FROM sources").fetchall():
                if _is_same(location, other):
                    raise SourceError(f"{other} is registered already: python -m index sync reads it")
            connection.execute(
                "INSERT INTO sources (kind, location, name, added_at) VALUES (?, ?, ?, ?)",
                (kind.value, location, name, now()),
            )
        return self.source(location)

    def sources(self) -> tuple[Source, ...]:
        """All registered sources, in the order in which they were registered."""
        rows = self._rows(
            """
            SELECT id, kind, location, name,
                   (SELECT count(DISTINCT article) FROM holdings WHERE source = id),
                   (SELECT count(*) FROM places WHERE source = id AND places.failure <> ''),
                   tried_at, succeeded_at, failing_since, failure
            FROM sources WHERE id <> ? ORDER BY id
            """,
            (BY_HAND,),
        )
        return tuple(self._source(row) for row in rows)

    def source(self, location: str) -> Source:
        """The source that is registered with this location, or else the one with a variant of its URL.

        Raises `SourceError` where none is, or several are.
        """
        variants = [source for source in self.sources() if _is_same(source.location, location)]
        exact = [source for source in variants if source.location == location]
        if len(found := exact or variants) > 1:
            raise SourceError(
                f"{location} may be several sources: name one as python -m index sources lists it"
            )
        if not found:
            raise SourceError(f"{location} is no registered source: python -m index sources lists them")
        return found[0]

    def _source(self, row: Any) -> Source:
        number, kind, location, name, articles, unread, tried, succeeded, failing, failure = row
        arrivals = self._rows(
            "SELECT max(since) FROM holdings WHERE source = ? GROUP BY substr(since, 1, 13) "
            "ORDER BY 1 DESC LIMIT ?",  # an ISO time's first 13 characters are its hour
            (number, _ARRIVALS_KEPT),
        )
        failures = self._rows(
            "SELECT CASE url WHEN '' THEN place ELSE url END, failure FROM places "
            "WHERE source = ? AND failure <> '' ORDER BY place LIMIT ?",
            (number, _FAILURES_KEPT if unread else 0),
        )
        return Source(
            number,
            Kind(kind),
            location,
            name,
            articles,
            tried_at=_time(tried),
            succeeded_at=_time(succeeded),
            failing_since=_time(failing),
            failure=failure,
            unread=unread,
            failures=tuple(failures),
            arrivals=tuple(datetime.fromisoformat(since) for (since,) in arrivals),
        )

    def note_outcome(self, number: int, *, failure: str = "", name: str = "") -> None:
        """Keeps how bringing a source up to date went: that it worked, or why not and since when."""
        with self._change() as connection:
            if failure:
                connection.execute(
                    "UPDATE sources SET tried_at = ?1, failure = ?2, "
                    "failing_since = coalesce(failing_since, ?1) WHERE id = ?3",
                    (now(), failure, number),
                )
            else:
                connection.execute(
                    "UPDATE sources SET tried_at = ?1, succeeded_at = ?1, failure = '', "
                    "failing_since = NULL, name = CASE ?2 WHEN '' THEN name ELSE ?2 END WHERE id = ?3",
                    (now(), name, number),
                )

    def known_place(self, source: int, place: str) -> Place | None:
        """What is known of a place of a source; `None` where it has not been looked at."""
        rows = self._rows(f"{_PLACE} WHERE source = ? AND place = ?", (source, place))
        return _place(rows[0]) if rows else None

    def places(self, source: int) -> Iterator[Place]:
        """All places of a source, in the order of their names; they may be changed meanwhile."""
        last = ""
        while rows := self._rows(
            f"{_PLACE} WHERE source = ? AND place > ? ORDER BY place LIMIT ?", (source, last, _READ_AT_ONCE)
        ):
            yield from map(_place, rows)
            last = rows[-1][0]

    def count_held(self, source: int, place: str) -> int:
        """How many articles a source holds at a place."""
        statement = "SELECT count(*) FROM holdings WHERE source = ? AND place = ?"
        return int(self._rows(statement, (source, place))[0][0])

    def held(self, source: int, place: str) -> Headline | None:
        """What a source holds at a place, the first of several."""
        rows = self._rows(
            f"SELECT {HEADLINE} FROM holdings JOIN articles ON articles.id = holdings.article "
            "WHERE holdings.source = ? AND holdings.place = ? LIMIT 1",
            (source, place),
        )
        return headline_of(rows[0]) if rows else None

    def has_moved(self, source: int, gone: Sequence[str]) -> bool:
        """Whether a source has any article of these places at another one now."""
        statement = """
            SELECT 1 FROM holdings AS here JOIN holdings AS there USING (source, article)
            WHERE here.source = ?1 AND here.place IN (SELECT value FROM json_each(?2))
            AND there.place NOT IN (SELECT value FROM json_each(?2)) LIMIT 1
        """
        return bool(self._rows(statement, (source, json.dumps(list(gone)))))

    def note_place(self, source: int, seen: Place) -> None:
        """Keeps what was seen at a place."""
        with self._change() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    source,
                    seen.place,
                    seen.url,
                    seen.stamp,
                    seen.etag,
                    seen.last_modified,
                    *(None if time is None else time.isoformat(timespec="seconds")
                      for time in (seen.since, seen.looked_at, seen.missing_since)),
                    seen.failure,
                ),
            )  # fmt: skip


_PLACE = "SELECT place, url, stamp, etag, last_modified, since, looked_at, missing_since, failure FROM places"


def _is_same(one: str, other: str) -> bool:
    """Whether two locations are one; a path is no URL, and has no variants.

    Parameters that tell how a reader came to an article may choose a feed.
    """
    if canonical(one) != canonical(other):
        return False
    first, second = (dict(parse_qsl(urlsplit(location).query)) for location in (one, other))
    return all(first[name] == second[name] for name in first.keys() & second.keys())


def _place(row: Any) -> Place:
    place, url, stamp, etag, last_modified, since, looked_at, missing, failure = row
    times = _time(since), _time(looked_at), _time(missing)
    return Place(place, url, stamp, etag, last_modified, *times, failure)


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def now() -> str:
    """The time as it is stored."""
    return datetime.now(UTC).isoformat(timespec="seconds")

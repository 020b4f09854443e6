"""Which source holds an article and at which place, in SQLite; and which stored article a new one is.

Does not know when an article is added or removed.
"""

import sqlite3
from typing import NamedTuple

from index.article import Article
from index.register import now
from index.sources import BY_HAND, Kind

_VERSIONS_KEPT = 50
"""Of an article: a page that reads otherwise at each look would fill the disk."""


class Known(NamedTuple):
    """An article that the library has already."""

    number: int
    article_id: str
    content_hash: str
    key: str


_KNOWN = "SELECT id, article_id, content_hash, key FROM articles"


def with_key(connection: sqlite3.Connection, own_key: str) -> Known | None:
    row = connection.execute(f"{_KNOWN} WHERE key = ?", (own_key,)).fetchone()
    return None if row is None else Known(*row)


def known(connection: sqlite3.Connection, article: Article, own_key: str, content: str) -> Known | None:
    if (known := with_key(connection, own_key)) is not None:
        return known
    if not article.url:  # its file may have been moved or copied
        row = connection.execute(
            f"{_KNOWN} WHERE content_hash = ?1 "
            "AND (?2 = '' OR article_id = ?2 OR article_id LIKE ?2 || '-%')",
            (content, article.given_id),
        ).fetchone()
    elif not article.given_id:  # its URL may have come with an id before
        row = connection.execute(
            f"{_KNOWN} WHERE key > ?1 AND key < ?2 ORDER BY content_hash = ?3 DESC, id",
            (own_key, own_key.removesuffix("#") + "$", content),  # "$" comes after "#"
        ).fetchone()
    else:
        row = None
    return None if row is None else Known(*row)


def is_beside(connection: sqlite3.Connection, number: int, run: int, source: int, place: str) -> bool:
    """Whether an article stands beside another text under its key: in one run, or in another file."""
    statement = (
        "SELECT 1 FROM holdings JOIN sources ON sources.id = source WHERE article = ? AND source = ? "
        "AND (seen = ? OR (kind = ? AND place <> ?)) LIMIT 1"
    )
    asked = (number, source, run, Kind.FILES.value, place)
    return connection.execute(statement, asked).fetchone() is not None


def twin_at(connection: sqlite3.Connection, own_key: str, run: int, source: int, place: str) -> Known | None:
    """The twin that a source held under a key at a place before this run."""
    row = connection.execute(
        f"{_KNOWN} JOIN holdings ON holdings.article = articles.id WHERE source = ? AND place = ? "
        "AND seen < ? AND key > ? AND key < ? LIMIT 1",
        (source, place, run, own_key + "#", own_key + "$"),  # "$" comes after "#"
    ).fetchone()
    return None if row is None else Known(*row)


def follows_another(connection: sqlite3.Connection, number: int, source: int) -> bool:
    first = connection.execute(
        "SELECT source FROM holdings WHERE article = ? AND source <> ? ORDER BY since, source LIMIT 1",
        (number, BY_HAND),
    ).fetchone()
    return source != BY_HAND and first is not None and first[0] != source


def hold(connection: sqlite3.Connection, number: int, run: int, source: int, place: str) -> None:
    connection.execute(
        "INSERT INTO holdings VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (source, place, article) DO UPDATE SET seen = excluded.seen",
        (source, place, number, now(), run),
    )
    if source != BY_HAND:  # from now on it is this source that says whether it is there
        connection.execute(
            "DELETE FROM holdings WHERE source = ? AND place = ? AND article = ?", (BY_HAND, place, number)
        )


def keep_version(connection: sqlite3.Connection, number: int) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO versions SELECT article_id, content_hash, title, url, outlet, authors, "
        "published, text, ? FROM articles WHERE id = ?",
        (now(), number),
    )
    connection.execute(
        """
        DELETE FROM versions WHERE article_id = (SELECT article_id FROM articles WHERE id = ?1)
        AND content_hash NOT IN (
            SELECT content_hash FROM versions
            WHERE article_id = (SELECT article_id FROM articles WHERE id = ?1) ORDER BY left_at DESC LIMIT ?2
        )
        """,
        (number, _VERSIONS_KEPT),
    )


def read_again(connection: sqlite3.Connection, number: int, *, but: int = BY_HAND) -> None:
    """All places of other sources that hold an article are to be read again: its text is no longer theirs."""
    connection.execute(
        """
        UPDATE places SET stamp = '', etag = '', last_modified = '', looked_at = coalesce(since, looked_at)
        WHERE (source, place) IN (
            SELECT source, place FROM holdings WHERE article = ?1 AND source <> ?2
            UNION SELECT source, location FROM holdings JOIN sources ON sources.id = source
            WHERE article = ?1 AND source <> ?2
        )
        """,
        (number, but),
    )

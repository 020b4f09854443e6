"""Which source holds an article, or the kill of one, and where, in SQLite; which stored article a new one is.

Does not know when an article is added or removed.
"""

import json
import sqlite3
from typing import NamedTuple

from index.article import Article, Kill
from index.identity import given_in, is_lasting, own_id
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
    revision: int
    """The highest version that any place has of it; its text is of that one."""


_KNOWN = """
    SELECT id, article_id, content_hash, key,
           (SELECT coalesce(max(revision), 0) FROM holdings AS own WHERE own.article = articles.id)
    FROM articles
"""


def with_key(connection: sqlite3.Connection, own_key: str) -> Known | None:
    row = connection.execute(f"{_KNOWN} WHERE key = ?", (own_key,)).fetchone()
    return None if row is None else Known(*row)


def with_given_id(connection: sqlite3.Connection, given_id: str) -> list[Known]:
    """The articles that came with an id, each under an article id that begins with it."""
    rows = connection.execute(
        f"{_KNOWN} WHERE article_id = ?1 OR article_id > ?1 || '-' AND article_id < ?1 || '.' ORDER BY id",
        (given_id,),  # "." comes after "-"
    )
    return [known for row in rows if given_in((known := Known(*row)).key) == given_id]


def known(connection: sqlite3.Connection, article: Article, own_key: str, content: str) -> Known | None:
    if (known := with_key(connection, own_key)) is not None:
        return known
    if is_lasting(article.given_id):
        for named in with_given_id(connection, article.given_id):
            if article.revision or named.revision:  # who counts versions is exact about ids, whatever the URL
                return named
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


def follows_another(connection: sqlite3.Connection, known: Known, source: int) -> bool:
    """Whether another source was the first to have the version that is stored."""
    first = connection.execute(
        "SELECT source FROM holdings WHERE article = ? AND source <> ? AND revision = ? "
        "ORDER BY since, source LIMIT 1",
        (known.number, BY_HAND, known.revision),
    ).fetchone()
    return source != BY_HAND and first is not None and first[0] != source


def store(
    connection: sqlite3.Connection, article: Article, own_key: str, content: str, before: Known | None
) -> tuple[int, str]:
    """Writes an article down, in the place of the one that it was before; returns its number and id."""
    article_id = _new_id(connection, article, own_key) if before is None else before.article_id
    row = {
        "id": None if before is None else before.number,
        "article_id": article_id,
        "key": own_key,
        "content_hash": content,
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet,
        "authors": json.dumps(article.authors),
        "published": None if article.published is None else article.published.isoformat(),
        "origin": article.origin,
        "text": article.text,
        "changed_at": now(),
    }
    changed = ", ".join(f"{column} = excluded.{column}" for column in row if column != "id")
    (number,) = connection.execute(
        f"INSERT INTO articles ({', '.join(row)}) VALUES ({', '.join('?' * len(row))}) "
        f"ON CONFLICT (id) DO UPDATE SET {changed} RETURNING id",
        [*row.values()],
    ).fetchone()
    return number, article_id


def _new_id(connection: sqlite3.Connection, article: Article, own_key: str) -> str:
    taken = connection.execute("SELECT 1 FROM articles WHERE article_id = ?", (article.given_id,))
    return own_id(article, own_key) if not article.given_id or taken.fetchone() else article.given_id


def hold(
    connection: sqlite3.Connection, number: int, revision: int, run: int, source: int, place: str
) -> None:
    # a file that an older version has overwritten still holds the newer one
    connection.execute(
        "INSERT INTO holdings (source, place, article, since, seen, revision) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (source, place, article) "
        "DO UPDATE SET seen = excluded.seen, revision = max(revision, excluded.revision)",
        (source, place, number, now(), run, revision),
    )
    if source != BY_HAND:  # from now on it is this source that says whether it is there
        connection.execute(
            "DELETE FROM holdings WHERE source = ? AND place = ? AND article = ?", (BY_HAND, place, number)
        )


def hold_kill(connection: sqlite3.Connection, kill: Kill, run: int, source: int, place: str) -> None:
    connection.execute(
        "INSERT INTO kills (source, place, given_id, revision, seen) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (source, place, given_id) "
        "DO UPDATE SET seen = excluded.seen, revision = max(revision, excluded.revision)",
        (source, place, kill.given_id, kill.revision, run),
    )
    if source != BY_HAND:
        connection.execute(
            "DELETE FROM kills WHERE source = ? AND place = ? AND given_id = ?",
            (BY_HAND, place, kill.given_id),
        )


def is_killed(connection: sqlite3.Connection, given_id: str, revision: int) -> bool:
    """Whether any place says that this version of an article is to be used no more."""
    statement = "SELECT 1 FROM kills WHERE given_id = ? AND revision >= ? LIMIT 1"
    return connection.execute(statement, (given_id, revision)).fetchone() is not None


def see_kill(connection: sqlite3.Connection, given_id: str, run: int, source: int, place: str) -> None:
    """The kill stays that a file brought, though an older version of the article has overwritten it."""
    connection.execute(
        "UPDATE kills SET seen = ? WHERE source = ? AND place = ? AND given_id = ?",
        (run, source, place, given_id),
    )


_TABLES = {"holdings": "place, article, since, seen, revision", "kills": "place, given_id, revision, seen"}
"""What a source has at its places."""


def hand_over(connection: sqlite3.Connection, source: int) -> None:
    """What a source has is had by hand, too."""
    for table, columns in _TABLES.items():
        connection.execute(
            f"INSERT OR IGNORE INTO {table} (source, {columns}) "
            f"SELECT ?, {columns} FROM {table} WHERE source = ?",
            (BY_HAND, source),
        )


def let_go(
    connection: sqlite3.Connection, source: int, place: str | None = None, before: int | None = None
) -> list[tuple[int, str]]:
    """A source has nothing any more, at all or at one place, but for what was seen there since a run.

    Returns the articles and their places.
    """
    asked = {"source = ?": source, "place = ?": place, "seen < ?": before}
    values = [value for value in asked.values() if value is not None]
    where = " AND ".join(condition for condition, value in asked.items() if value is not None)
    connection.execute(f"DELETE FROM kills WHERE {where}", values)
    return connection.execute(
        f"DELETE FROM holdings WHERE {where} RETURNING article, place", values
    ).fetchall()


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

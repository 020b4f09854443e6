"""Everything stored about one archive, in SQLite: the truth that the vector index follows.

Does not know how files are read, how vectors are made, or what is asked.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum

from index.article import Article, Passage
from index.catalogue import PASSAGE, Catalogue, passage_of
from index.identity import content_hash, key, own_id
from index.passages import passage_id, runs
from index.sentences import split
from index.stories import DAYS, SHARED_HASHES, Telling, is_copy, sketch, telling

_COMMON = 500
"""Articles within some days whose sketches have the same hash: so many have a phrase of their own pages in
common, and are not looked at for it."""

_COMPARED = 50
"""Stories that an article is compared with, the most alike first; no real one has come near."""


class Change(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Library(Catalogue):
    """Articles, their passages and the index of their words; which passages have reached Chroma."""

    def add(self, article: Article, *, twin: bool = False) -> Change:
        """Stores an article with its sentences and passages, or brings the stored one up to date.

        A twin has the URL or id of another article, as `identity.key` says, and is kept beside it.
        """
        with self._change() as connection:
            content, own_key = content_hash(article), key(article, twin=twin)
            known = connection.execute(
                "SELECT id, article_id, content_hash FROM articles WHERE key = ?", (own_key,)
            ).fetchone()
            if known is None and not article.url:  # its file may have been moved or copied
                known = connection.execute(
                    """
                    SELECT id, article_id, content_hash FROM articles
                    WHERE content_hash = ?1 AND (?2 = '' OR article_id = ?2 OR article_id LIKE ?2 || '-%')
                    """,
                    (content, article.given_id),
                ).fetchone()
            if known is not None and known[2] == content:
                return Change.UNCHANGED
            if known is None:
                number, article_id = None, self._new_id(connection, article, twin)
            else:
                number, article_id = known[0], known[1]
                self._take_out_of_story(connection, number)
                self._take_out_passages(connection, number)
            number = connection.execute(
                """
                INSERT INTO articles (id, article_id, key, content_hash, title, url, outlet, authors,
                                      published, origin, text, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    content_hash = excluded.content_hash, title = excluded.title, url = excluded.url,
                    outlet = excluded.outlet, authors = excluded.authors, published = excluded.published,
                    origin = excluded.origin, text = excluded.text, changed_at = excluded.changed_at
                RETURNING id
                """,
                (
                    number,
                    article_id,
                    own_key,
                    content,
                    article.title,
                    article.url,
                    article.outlet,
                    json.dumps(article.authors),
                    None if article.published is None else article.published.isoformat(),
                    article.origin,
                    article.text,
                    datetime.now(UTC).isoformat(timespec="seconds"),
                ),
            ).fetchone()[0]
            self._put_in_passages(connection, number, article_id, article.text)
            return Change.ADDED if known is None else Change.CHANGED

    def _new_id(self, connection: sqlite3.Connection, article: Article, twin: bool) -> str:
        taken = connection.execute("SELECT 1 FROM articles WHERE article_id = ?", (article.given_id,))
        return own_id(article, twin=twin) if not article.given_id or taken.fetchone() else article.given_id

    def _put_in_passages(
        self, connection: sqlite3.Connection, number: int, article_id: str, text: str
    ) -> None:
        for position, run in enumerate(runs(text, split(text))):
            identifier = passage_id(article_id, position, text[run.start : run.end])
            connection.execute("DELETE FROM stale_vectors WHERE passage_id = ?", (identifier,))
            connection.execute(
                "INSERT INTO passages (passage_id, article, start, stop, sentences) VALUES (?, ?, ?, ?, ?)",
                (identifier, number, run.start, run.end, json.dumps(run.sentences)),
            )
        connection.execute(
            """
            INSERT INTO words (rowid, title, body)
            SELECT id, title, body FROM passage_texts
            WHERE id IN (SELECT id FROM passages WHERE article = ?)
            """,
            (number,),
        )

    def _take_out_passages(self, connection: sqlite3.Connection, number: int) -> None:
        connection.execute(
            """
            INSERT INTO words (words, rowid, title, body)
            SELECT 'delete', id, title, body FROM passage_texts
            WHERE id IN (SELECT id FROM passages WHERE article = ?)
            """,
            (number,),
        )
        connection.execute(
            "INSERT OR IGNORE INTO stale_vectors SELECT passage_id FROM passages WHERE article = ?", (number,)
        )
        connection.execute("DELETE FROM passages WHERE article = ?", (number,))

    def unplaced(self) -> list[int]:
        """The row ids of the articles that no story has taken in yet, oldest first."""
        rows = self._rows("SELECT id FROM articles WHERE id NOT IN (SELECT article FROM stories) ORDER BY id")
        return [row[0] for row in rows]

    def place(self, number: int) -> None:
        """Puts an article into one story with its near-copies, or into one of its own.

        Stories do not depend on the order of this: they are the articles that copies of copies link.
        """
        with self._change() as connection:
            article = _telling(connection, number)
            hashes = [(h, _ordinal(article.published), number) for h in sketch(article.words)]
            connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?, ?)", hashes)
            joined, compared = {number}, 0
            for other, story in _candidates(connection, number, article.published):
                if story not in joined and compared < _COMPARED:
                    compared += 1
                    if is_copy(article, _telling(connection, other)):
                        joined.add(story)
            connection.execute("INSERT INTO stories VALUES (?, ?)", (number, number))
            connection.execute(
                "UPDATE stories SET story = ? WHERE story IN (SELECT value FROM json_each(?))",
                (min(joined), json.dumps([*joined])),
            )

    def _take_out_of_story(self, connection: sqlite3.Connection, number: int) -> None:
        """All articles of the story are to be placed again: this one may have been all that linked them."""
        connection.execute(
            "DELETE FROM stories WHERE story = (SELECT story FROM stories WHERE article = ?)", (number,)
        )
        connection.execute("DELETE FROM sketches WHERE article = ?", (number,))

    def split_again(self) -> None:
        """Makes all passages anew from the stored texts, none of them embedded, in one transaction."""
        with self._change() as connection:
            numbers = connection.execute("SELECT id, article_id FROM articles").fetchall()
            for number, article_id in numbers:
                (text,) = connection.execute("SELECT text FROM articles WHERE id = ?", (number,)).fetchone()
                self._take_out_of_story(connection, number)
                self._take_out_passages(connection, number)
                self._put_in_passages(connection, number, article_id, text)
            connection.executemany(
                "UPDATE meta SET value = ? WHERE name = ?",
                [(value, name) for name, value in self.made_with.items()],
            )

    def unembedded(self, count: int) -> list[Passage]:
        """Up to `count` passages that have no vector yet, oldest first."""
        rows = self._rows(f"{PASSAGE} WHERE embedded = 0 ORDER BY passages.id LIMIT ?", (count,))
        return [passage_of(row) for row in rows]

    def mark_unembedded(self, kept: set[str]) -> int:
        """Says that Chroma has no vectors but those of these passages; how many it was thought to have."""
        marked = self._rows("SELECT passage_id FROM passages WHERE embedded = 1")
        lost = [row for row in marked if row[0] not in kept]
        with self._change() as connection:
            connection.executemany("UPDATE passages SET embedded = 0 WHERE passage_id = ?", lost)
        return len(lost)

    def mark_embedded(self, passage_ids: Sequence[str]) -> None:
        """Says that Chroma has the vectors of these passages."""
        with self._change() as connection:
            connection.executemany(
                "UPDATE passages SET embedded = 1 WHERE passage_id = ?", [(i,) for i in passage_ids]
            )

    def stale_vectors(self) -> list[str]:
        """The ids of passages that are gone but may still have a vector."""
        return [row[0] for row in self._rows("SELECT passage_id FROM stale_vectors")]

    def forget_stale(self, passage_ids: Sequence[str]) -> None:
        """Says that Chroma no longer has these vectors."""
        with self._change() as connection:
            connection.executemany(
                "DELETE FROM stale_vectors WHERE passage_id = ?", [(i,) for i in passage_ids]
            )


def _candidates(
    connection: sqlite3.Connection, number: int, published: date | None
) -> Iterator[tuple[int, int]]:
    """Other articles whose sketches share enough with this one's, and their stories; the most alike first."""
    day = _ordinal(published)
    days = () if published is None else (0, *range(day - DAYS, day + DAYS + 1))
    near = f"AND day IN ({', '.join(map(str, days))})" if days else ""
    shared = Counter[int]()
    hashes = connection.execute("SELECT hash FROM sketches WHERE article = ?", (number,)).fetchall()
    for (own,) in hashes:
        statement = f"SELECT article FROM sketches WHERE hash = ? {near} LIMIT ?"
        having = connection.execute(statement, (own, _COMMON)).fetchall()
        if len(having) < _COMMON:
            shared.update(row[0] for row in having)
    del shared[number]
    for other, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if count < SHARED_HASHES:
            return
        placed = connection.execute("SELECT story FROM stories WHERE article = ?", (other,)).fetchone()
        if placed is not None:  # else it finds this one when it is placed itself
            yield other, placed[0]


def _telling(connection: sqlite3.Connection, number: int) -> Telling:
    title, outlet, published, text = connection.execute(
        "SELECT title, outlet, published, text FROM articles WHERE id = ?", (number,)
    ).fetchone()
    passages = connection.execute("SELECT sentences FROM passages WHERE article = ? ORDER BY id", (number,))
    sentences = [(start, end) for (spans,) in passages for start, end in json.loads(spans)]
    day = None if published is None else date.fromisoformat(published)
    return telling(title, outlet, day, text, sentences)


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()

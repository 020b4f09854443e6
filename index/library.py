"""Everything stored about one archive, in SQLite: the truth that the vector index follows.

Does not know how files are read, how vectors are made, or what is asked.
"""

import json
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from index.article import Article, Headline, Passage
from index.database import Database
from index.identity import content_hash, key, own_id
from index.passages import passage_id, runs
from index.sentences import split

TITLE_WEIGHT = 2.0
"""Of a word in the title against one in the passage, in BM25."""

_HEADLINE = "articles.article_id, title, url, outlet, authors, published"
_PASSAGE = f"""
    SELECT passage_id, start, substr(text, start + 1, stop - start), sentences, {_HEADLINE}
    FROM passages JOIN articles ON articles.id = passages.article
"""


class Change(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the library holds it."""

    headline: Headline
    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """What the library holds; `outlets` are (name, articles), most articles first."""

    articles: int
    passages: int
    embedded: int
    undated: int
    outlets: tuple[tuple[str, int], ...]
    first: date | None
    last: date | None
    embedding_model: str
    updated: datetime | None


class Library(Database):
    """Articles, their passages and the index of their words; which passages have reached Chroma."""

    def add(self, article: Article) -> Change:
        """Stores an article with its sentences and passages, or brings the stored one up to date."""
        with self._change() as connection:
            content = content_hash(article)
            known = connection.execute(
                "SELECT id, article_id, content_hash FROM articles WHERE key = ?", (key(article),)
            ).fetchone()
            if known is None and not article.url:  # its file may have been moved or copied
                known = connection.execute(
                    "SELECT id, article_id, content_hash FROM articles WHERE content_hash = ?", (content,)
                ).fetchone()
            if known is not None and known[2] == content:
                return Change.UNCHANGED
            if known is None:
                number, article_id = None, self._new_id(connection, article)
            else:
                number, article_id = known[0], known[1]
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
                    key(article),
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

    def _new_id(self, connection: sqlite3.Connection, article: Article) -> str:
        taken = connection.execute("SELECT 1 FROM articles WHERE article_id = ?", (article.given_id,))
        return own_id(article) if not article.given_id or taken.fetchone() else article.given_id

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

    def split_again(self) -> None:
        """Makes all passages anew from the stored texts, none of them embedded, in one transaction."""
        with self._change() as connection:
            numbers = connection.execute("SELECT id, article_id FROM articles").fetchall()
            for number, article_id in numbers:
                (text,) = connection.execute("SELECT text FROM articles WHERE id = ?", (number,)).fetchone()
                self._take_out_passages(connection, number)
                self._put_in_passages(connection, number, article_id, text)
            connection.executemany(
                "UPDATE meta SET value = ? WHERE name = ?",
                [(value, name) for name, value in self.made_with.items()],
            )

    def unembedded(self, count: int) -> list[Passage]:
        """Up to `count` passages that have no vector yet, oldest first."""
        rows = self._connection().execute(
            f"{_PASSAGE} WHERE embedded = 0 ORDER BY passages.id LIMIT ?",
            (count,),
        )
        return [_passage(row) for row in rows]

    def mark_embedded(self, passage_ids: Sequence[str]) -> None:
        """Says that Chroma has the vectors of these passages."""
        with self._change() as connection:
            connection.executemany(
                "UPDATE passages SET embedded = 1 WHERE passage_id = ?", [(i,) for i in passage_ids]
            )

    def stale_vectors(self) -> list[str]:
        """The ids of passages that are gone but may still have a vector."""
        return [row[0] for row in self._connection().execute("SELECT passage_id FROM stale_vectors")]

    def forget_stale(self, passage_ids: Sequence[str]) -> None:
        """Says that Chroma no longer has these vectors."""
        with self._change() as connection:
            connection.executemany(
                "DELETE FROM stale_vectors WHERE passage_id = ?", [(i,) for i in passage_ids]
            )

    def search(
        self, terms: Sequence[str], count: int, *, until: date | None = None, beside: str = ""
    ) -> list[tuple[str, float]]:
        """The best passages by BM25 as (passage id, score), best first; a larger score is better.

        Any of the terms may occur, each a word or a phrase. With `until`, only articles of that day or
        before, and undated ones; with `beside`, only passages or titles that have that word or phrase too.
        """
        if not terms:
            return []
        matching = f"{_quoted(beside)} AND ({_any_of(terms)})" if beside else _any_of(terms)
        rows = self._connection().execute(
            """
            SELECT passage_id, -bm25(words, ?, 1.0) AS score
            FROM words JOIN passages ON passages.id = words.rowid JOIN articles ON articles.id = article
            WHERE words MATCH ? AND (published IS NULL OR published <= ?)
            ORDER BY score DESC, passage_id LIMIT ?
            """,
            (TITLE_WEIGHT, matching, (until or date.max).isoformat(), count),
        )
        return rows.fetchall()

    def rarity(self, forms: Sequence[str]) -> float:
        """log(1 + passages / (1 + passages with one of the forms)): 0.7 where all have it, more if rare."""
        with_one, highest = (
            self._connection()
            .execute(
                "SELECT (SELECT count(*) FROM words WHERE words MATCH ?), (SELECT max(id) FROM passages)",
                (_any_of(forms),),
            )
            .fetchone()
        )
        return math.log(1 + (highest or 0) / (1 + with_one))

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        """These passages in this order; those that are gone are left out."""
        rows = self._connection().execute(
            f"{_PASSAGE} WHERE passage_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passage_ids)),),
        )
        found = {row[0]: _passage(row) for row in rows}
        return [found[i] for i in passage_ids if i in found]

    def article(self, article_id: str) -> StoredArticle | None:
        """One article, or `None` where the library has none of that id."""
        row = (
            self._connection()
            .execute(f"SELECT {_HEADLINE}, text FROM articles WHERE article_id = ?", (article_id,))
            .fetchone()
        )
        return None if row is None else StoredArticle(_headline(row[:-1]), row[-1])

    def list_articles(
        self,
        words: str = "",
        outlet: str = "",
        first: date | None = None,
        last: date | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[tuple[Headline, ...], int]:
        """One page of the articles that have all the words, newest first, and how many there are in all."""
        conditions, values = ["TRUE"], list[str]()
        if terms := [_quoted(word) for word in words.split() if any(c.isalnum() for c in word)]:
            conditions.append(
                "id IN (SELECT article FROM words JOIN passages ON passages.id = words.rowid "
                "WHERE words MATCH ?)"
            )
            values.append(" AND ".join(terms))
        if outlet:
            conditions.append("outlet = ?")
            values.append(outlet)
        if first is not None:
            conditions.append("published >= ?")
            values.append(first.isoformat())
        if last is not None:
            conditions.append("published <= ?")
            values.append(last.isoformat())
        where = " AND ".join(conditions)
        connection = self._connection()
        (total,) = connection.execute(f"SELECT count(*) FROM articles WHERE {where}", values).fetchone()
        rows = connection.execute(
            f"SELECT {_HEADLINE} FROM articles WHERE {where} "
            "ORDER BY published IS NULL, published DESC, id LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return tuple(_headline(row) for row in rows), total

    def known_on(self, day: date) -> int:
        """How many articles were published on a day or before it, or on a day that nobody knows."""
        rows = self._connection().execute(
            "SELECT count(*) FROM articles WHERE published IS NULL OR published <= ?", (day.isoformat(),)
        )
        return int(rows.fetchone()[0])

    def outlets(self) -> tuple[str, ...]:
        """The names of all outlets, in alphabetical order."""
        rows = self._connection().execute(
            "SELECT DISTINCT outlet FROM articles WHERE outlet <> '' ORDER BY outlet COLLATE NOCASE"
        )
        return tuple(row[0] for row in rows)

    def status(self) -> Status:
        """What the library holds at this moment."""
        connection = self._connection()
        articles, undated, first, last, updated = connection.execute(
            """
            SELECT count(*), count(*) - count(published), min(published), max(published), max(changed_at)
            FROM articles
            """
        ).fetchone()
        total, pending = connection.execute(
            "SELECT (SELECT count(*) FROM passages), (SELECT count(*) FROM passages WHERE embedded = 0)"
        ).fetchone()
        outlets = connection.execute(
            "SELECT outlet, count(*) FROM articles WHERE outlet <> '' GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        return Status(
            articles=articles,
            passages=total,
            embedded=total - pending,
            undated=undated,
            outlets=tuple(outlets),
            first=_day(first),
            last=_day(last),
            embedding_model=self.made_with["embedding_model"],
            updated=None if updated is None else datetime.fromisoformat(updated),
        )


def _quoted(term: str) -> str:
    """As FTS5 wants a word or phrase, whatever is in it; what no text can have becomes a space or `?`."""
    plain = term.replace("\0", " ").encode(errors="replace").decode()
    return '"' + plain.replace('"', '""') + '"'


def _any_of(terms: Sequence[str]) -> str:
    return " OR ".join(map(_quoted, terms))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _headline(row: Sequence[str]) -> Headline:
    article_id, title, url, outlet, authors, published = row
    return Headline(article_id, title, url, outlet, tuple(json.loads(authors)), _day(published))


def _passage(row: Sequence[str]) -> Passage:
    identifier, start, text, sentences, *headline = row
    return Passage(
        passage_id=identifier,
        headline=_headline(headline),
        start=int(start),
        end=int(start) + len(text),
        text=text,
        sentences=tuple((s, e) for s, e in json.loads(sentences)),
    )

"""What the library holds, for whoever asks: passages by their words, articles by id, lists and counts.

Does not know how any of it came in, how vectors are made, or what is asked.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from index.article import Headline, Passage
from index.database import Database

TITLE_WEIGHT = 2.0
"""Of a word in the title against one in the passage, in BM25."""

_HEADLINE = "articles.article_id, title, url, outlet, authors, published"
PASSAGE = f"""
    SELECT passage_id, start, substr(text, start + 1, stop - start), sentences, {_HEADLINE}
    FROM passages JOIN articles ON articles.id = passages.article
"""


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


class Catalogue(Database):
    """The reading side of a library."""

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
        return self._rows(
            """
            SELECT passage_id, -bm25(words, ?, 1.0) AS score
            FROM words JOIN passages ON passages.id = words.rowid JOIN articles ON articles.id = article
            WHERE words MATCH ? AND (published IS NULL OR published <= ?)
            ORDER BY score DESC, passage_id LIMIT ?
            """,
            (TITLE_WEIGHT, matching, (until or date.max).isoformat(), count),
        )

    def rarity(self, forms: Sequence[str]) -> float:
        """log(1 + passages / (1 + passages with one of the forms)): 0.7 where all have it, more if rare."""
        ((with_one, highest),) = self._rows(
            "SELECT (SELECT count(*) FROM words WHERE words MATCH ?), (SELECT max(id) FROM passages)",
            (_any_of(forms),),
        )
        return math.log(1 + (highest or 0) / (1 + with_one))

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        """These passages in this order; those that are gone are left out."""
        rows = self._rows(
            f"{PASSAGE} WHERE passage_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passage_ids)),),
        )
        found = {row[0]: passage_of(row) for row in rows}
        return [found[i] for i in passage_ids if i in found]

    def article(self, article_id: str) -> StoredArticle | None:
        """One article, or `None` where the library has none of that id."""
        rows = self._rows(f"SELECT {_HEADLINE}, text FROM articles WHERE article_id = ?", (article_id,))
        return StoredArticle(_headline(rows[0][:-1]), rows[0][-1]) if rows else None

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
        ((total,),) = self._rows(f"SELECT count(*) FROM articles WHERE {where}", values)
        rows = self._rows(
            f"SELECT {_HEADLINE} FROM articles WHERE {where} "
            "ORDER BY published IS NULL, published DESC, id LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return tuple(_headline(row) for row in rows), total

    def known_on(self, day: date) -> int:
        """How many articles were published on a day or before it, or on a day that nobody knows."""
        ((count,),) = self._rows(
            "SELECT count(*) FROM articles WHERE published IS NULL OR published <= ?", (day.isoformat(),)
        )
        return int(count)

    def outlets(self) -> tuple[str, ...]:
        """The names of all outlets, in alphabetical order."""
        rows = self._rows(
            "SELECT DISTINCT outlet FROM articles WHERE outlet <> '' ORDER BY outlet COLLATE NOCASE"
        )
        return tuple(row[0] for row in rows)

    def status(self) -> Status:
        """What the library holds at this moment."""
        ((articles, undated, first, last),) = self._rows(
            "SELECT count(*), count(*) - count(published), min(published), max(published) FROM articles"
        )
        ((updated, total, pending),) = self._rows(
            """
            SELECT (SELECT max(changed_at) FROM articles), (SELECT count(*) FROM passages),
                   (SELECT count(*) FROM passages WHERE embedded = 0)
            """
        )
        outlets = self._rows(
            "SELECT outlet, count(*) FROM articles WHERE outlet <> '' GROUP BY 1 ORDER BY 2 DESC, 1"
        )
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


def _headline(row: Sequence[Any]) -> Headline:
    article_id, title, url, outlet, authors, published = row
    return Headline(article_id, title, url, outlet, tuple(json.loads(authors)), _day(published))


def passage_of(row: Sequence[Any]) -> Passage:
    """The passage of a row of `PASSAGE`."""
    identifier, start, text, sentences, *headline = row
    return Passage(
        passage_id=identifier,
        headline=_headline(headline),
        start=start,
        end=start + len(text),
        text=text,
        sentences=tuple((s, e) for s, e in json.loads(sentences)),
    )

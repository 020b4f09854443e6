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
from index.conditions import any_of, quoted, within
from index.scope import EVERYTHING, Scope
from index.versions import HEADLINE, Versions, day_of, headline_of

TITLE_WEIGHT = 2.0
"""Of a word in the title against one in the passage, in BM25."""

PASSAGE = f"""
    SELECT passage_id, start, substr(text, start + 1, stop - start), sentences, {HEADLINE}
    FROM passages JOIN articles ON articles.id = passages.article
"""


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
    copies: int = 0
    """Articles for which another one of their story can stand."""


class Catalogue(Versions):
    """The reading side of a library."""

    def search(
        self, terms: Sequence[str], count: int, *, scope: Scope = EVERYTHING, beside: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The best passages by BM25 as (passage id, score), best first; a larger score is better.

        Any of the terms may occur, each a word or a phrase. With `beside`, only passages or titles that
        have one of those words or phrases too.
        """
        if not terms:
            return []
        matching = f"({any_of(beside)}) AND ({any_of(terms)})" if beside else any_of(terms)
        condition, values = within(scope)
        return self._rows(
            f"""
            SELECT passage_id, -bm25(words, ?, 1.0) AS score
            FROM words JOIN passages ON passages.id = words.rowid JOIN articles ON articles.id = article
            WHERE words MATCH ? AND {condition}
            ORDER BY score DESC, passage_id LIMIT ?
            """,
            (TITLE_WEIGHT, matching, *values, count),
        )

    def rarity(self, forms: Sequence[str]) -> float:
        """log(1 + passages / (1 + passages with one of the forms)): 0.7 where all have it, more if rare."""
        ((with_one, highest),) = self._rows(
            "SELECT (SELECT count(*) FROM words WHERE words MATCH ?), (SELECT max(id) FROM passages)",
            (any_of(forms),),
        )
        return math.log(1 + (highest or 0) / (1 + with_one))

    def has_word(self, word: str) -> bool:
        """Whether any title or passage has a word, in any of its regular forms."""
        return bool(self._rows("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (quoted(word),)))

    def words_like(self, stem: str) -> list[str]:
        """The stems of all words in the library with the same first letter and about the same length."""
        self._rows(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'row')"
        )
        rows = self._rows(
            "SELECT term FROM temp.vocabulary WHERE term >= ?1 AND term < ?1 || char(0x10FFFF) "
            "AND length(term) BETWEEN ?2 - 2 AND ?2 + 2 ORDER BY doc DESC",
            (stem[:1], len(stem)),
        )
        return [row[0] for row in rows]

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        """These passages in this order; those that are gone are left out."""
        rows = self._rows(
            f"{PASSAGE} WHERE passage_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passage_ids)),),
        )
        found = {row[0]: passage_of(row) for row in rows}
        return [found[i] for i in passage_ids if i in found]

    def leads(self, scope: Scope, count: int) -> list[Passage]:
        """The first passages of articles within a scope, by day: of many, as many spread evenly over them."""
        condition, values = within(scope)
        firsts = self._rows(
            f"SELECT passage_id, min(start) FROM passages JOIN articles ON articles.id = article "
            f"WHERE {condition} GROUP BY article ORDER BY published, article",
            values,
        )
        step = max(1.0, len(firsts) / count)
        return self.passages([firsts[int(n * step)][0] for n in range(min(count, len(firsts)))])

    def stories(self, article_ids: Sequence[str]) -> dict[str, int]:
        """Each article's story: near-copies have the same number, until articles are next added.

        An article that has left since it was found has a number of its own.
        """
        known = dict(
            self._rows(
                """
                SELECT article_id, coalesce(story, id) FROM articles LEFT JOIN stories ON article = id
                WHERE article_id IN (SELECT value FROM json_each(?))
                """,
                (json.dumps(list(article_ids)),),
            )
        )
        return {article_id: known.get(article_id, -n) for n, article_id in enumerate(article_ids, 1)}

    def copies(self, article_ids: Sequence[str]) -> dict[str, tuple[Headline, ...]]:
        """For each article the others of its story, earliest first, undated last; most have none."""
        rows = self._rows(
            f"""
            SELECT asked.article_id, {HEADLINE} FROM articles AS asked
            JOIN stories AS own ON own.article = asked.id
            JOIN stories AS other ON other.story = own.story AND other.article <> own.article
            JOIN articles ON articles.id = other.article
            WHERE asked.article_id IN (SELECT value FROM json_each(?))
            ORDER BY articles.published IS NULL, articles.published, articles.id
            """,
            (json.dumps(list(article_ids)),),
        )
        found = dict[str, tuple[Headline, ...]]((article_id, ()) for article_id in article_ids)
        for article_id, *headline in rows:
            found[article_id] += (headline_of(headline),)
        return found

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
        where, values = within(Scope(first, last, (outlet,) if outlet else ()))
        if terms := [quoted(word) for word in words.split() if any(c.isalnum() for c in word)]:
            where += (
                " AND id IN (SELECT article FROM words JOIN passages ON passages.id = words.rowid "
                "WHERE words MATCH ?)"
            )
            values.append(" AND ".join(terms))
        ((total,),) = self._rows(f"SELECT count(*) FROM articles WHERE {where}", values)
        rows = self._rows(
            f"SELECT {HEADLINE} FROM articles WHERE {where} "
            "ORDER BY published IS NULL, published DESC, id LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return tuple(headline_of(row) for row in rows), total

    def count(self, scope: Scope = EVERYTHING) -> int:
        """How many articles a search within the scope looks in."""
        condition, values = within(scope)
        ((count,),) = self._rows(f"SELECT count(*) FROM articles WHERE {condition}", values)
        return int(count)

    def outlets(self) -> tuple[str, ...]:
        """The names of all outlets, in alphabetical order."""
        rows = self._rows(
            "SELECT DISTINCT outlet FROM articles WHERE outlet <> '' ORDER BY outlet COLLATE NOCASE"
        )
        return tuple(row[0] for row in rows)

    def authors(self) -> tuple[str, ...]:
        """The names of all authors, in alphabetical order."""
        rows = self._rows(
            "SELECT DISTINCT value FROM articles, json_each(authors) WHERE value <> '' "
            "ORDER BY value COLLATE NOCASE"
        )
        return tuple(row[0] for row in rows)

    def status(self) -> Status:
        """What the library holds at this moment."""
        ((articles, undated, first, last),) = self._rows(
            "SELECT count(*), count(*) - count(published), min(published), max(published) FROM articles"
        )
        ((updated, total, pending, copies),) = self._rows(
            """
            SELECT (SELECT max(changed_at) FROM articles), (SELECT count(*) FROM passages),
                   (SELECT count(*) FROM passages WHERE embedded = 0),
                   (SELECT count(*) - count(DISTINCT story) FROM stories)
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
            first=day_of(first),
            last=day_of(last),
            embedding_model=self.made_with["embedding_model"],
            updated=None if updated is None else datetime.fromisoformat(updated),
            copies=copies,
        )


def passage_of(row: Sequence[Any]) -> Passage:
    """The passage of a row of `PASSAGE`."""
    identifier, start, text, sentences, *headline = row
    return Passage(
        passage_id=identifier,
        headline=headline_of(headline),
        start=start,
        end=start + len(text),
        text=text,
        sentences=tuple((s, e) for s, e in json.loads(sentences)),
    )

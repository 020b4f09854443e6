"""What articles say, and what they said before they were changed or withdrawn.

Does not know when either happens, nor who cites what.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from index.article import Headline
from index.database import Database

HEADLINE = ", ".join(
    f"articles.{column}"
    for column in ("article_id", "title", "url", "outlet", "authors", "published", "content_hash")
)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the library holds it, or an earlier text of it, which left the archive at `left_at`."""

    headline: Headline
    text: str
    left_at: datetime | None = None
    is_withdrawn: bool = False
    """Whether no text of this article is in the archive any more."""


@dataclass(frozen=True, slots=True)
class Since:
    """What became of an article's text since: another took its place, or the article was withdrawn."""

    at: datetime | None
    """`None` where the library does not know when."""
    is_withdrawn: bool


class Versions(Database):
    """The articles of a library with their present texts and their earlier ones."""

    def article(self, article_id: str, version: str = "") -> StoredArticle | None:
        """One article with its text of that version, or the present one; `None` where there never was one.

        A version that is not kept is answered by the text of today, and a withdrawn article by its last text.
        """
        rows = self._rows(
            """
            SELECT article_id, title, url, outlet, authors, published, content_hash, text FROM articles
            WHERE article_id = ?
            """,
            (article_id,),
        )
        present = StoredArticle(headline_of(rows[0][:-1]), rows[0][-1]) if rows else None
        if present is not None and version in ("", present.headline.version):
            return present
        earlier = self._rows(
            """
            SELECT article_id, title, url, outlet, authors, published, content_hash, text, left_at
            FROM versions
            WHERE article_id = ?1 ORDER BY content_hash = ?2 DESC, left_at DESC LIMIT 1
            """,
            (article_id, version),
        )
        if not earlier or (present is not None and earlier[0][6] != version):
            return present
        *headline, text, left_at = earlier[0]
        return StoredArticle(headline_of(headline), text, datetime.fromisoformat(left_at), present is None)

    def changes(self, texts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Since]:
        """What became of these texts, each an article's id and version; what stands as it did is left out.

        Of an empty version it is known only whether the article was withdrawn.
        """
        rows = self._rows(
            """
            SELECT asked.id, asked.version, present.id IS NULL, iif(present.id IS NULL,
                (SELECT max(left_at) FROM versions WHERE article_id = asked.id),
                coalesce((SELECT left_at FROM versions WHERE article_id = asked.id AND
                          versions.content_hash = asked.version), present.changed_at))
            FROM (SELECT DISTINCT json_extract(value, '$[0]') AS id,
                         json_extract(value, '$[1]') AS version FROM json_each(?)) AS asked
            LEFT JOIN articles AS present ON present.article_id = asked.id
            WHERE present.id IS NULL OR present.content_hash <> asked.version AND asked.version <> ''
            """,
            (json.dumps([*texts]),),
        )
        return {
            (article_id, version): Since(None if at is None else datetime.fromisoformat(at), bool(is_gone))
            for article_id, version, is_gone, at in rows
        }


def headline_of(row: Sequence[Any]) -> Headline:
    """The headline of a row with the columns of `HEADLINE`."""
    article_id, title, url, outlet, authors, published, version = row
    return Headline(article_id, title, url, outlet, tuple(json.loads(authors)), day_of(published), version)


def day_of(text: str | None) -> date | None:
    """The day that is stored as this text."""
    return None if text is None else date.fromisoformat(text)

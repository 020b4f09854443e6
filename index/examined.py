"""A library that is looked at, table by table, for what should not be there, and put right.

Does not know of vectors, nor of the sources that articles came from.
"""

import sqlite3
from collections.abc import Generator, Iterator

from index import holdings, placing
from index.errors import LibraryError
from index.faults import Fault
from index.identity import stored_hash
from index.library import Library, cut
from index.progress import Progress

_READ_AT_ONCE = 20
"""Articles."""
_TOLD = 3
"""Of many damages, those that are named."""

_RECORDS = (
    (
        "holdings of no source or of no article",
        "taken out",
        "DELETE FROM holdings WHERE source NOT IN (SELECT id FROM sources) "
        "OR article NOT IN (SELECT id FROM articles)",
    ),
    (
        "kills of no source",
        "taken out",
        "DELETE FROM kills WHERE source NOT IN (SELECT id FROM sources)",
    ),
    (
        "places of no source",
        "taken out",
        "DELETE FROM places WHERE source NOT IN (SELECT id FROM sources)",
    ),
    (
        "passages of no article",
        "taken out",
        "DELETE FROM passages WHERE article NOT IN (SELECT id FROM articles)",
    ),
    (
        "sketches of no article",
        "taken out",
        "DELETE FROM sketches WHERE article NOT IN (SELECT id FROM articles)",
    ),
    (
        "stories of no article, or with a number of none of theirs",
        "taken apart",
        "DELETE FROM stories WHERE article NOT IN (SELECT id FROM articles) "
        "OR story NOT IN (SELECT min(article) FROM stories GROUP BY story)",
    ),
    (
        "articles that nobody holds",
        "held as if added by hand",
        """
        INSERT INTO holdings (source, place, article, since, seen)
        SELECT 0, substr(origin, 1, instr(origin || '#', '#') - 1), id, changed_at, 0
        FROM articles WHERE id NOT IN (SELECT article FROM holdings)
        """,
    ),
    (
        "articles with authors that cannot be read",
        "left without authors",
        "UPDATE articles SET authors = '[]' WHERE NOT json_valid(authors)",
    ),
    (
        "articles with a day that is none",
        "left without a day",
        "UPDATE articles SET published = NULL WHERE published <> coalesce(date(published, '+0 days'), '')",
    ),
)
"""What should not be, what is done about it, and the statement that does it to each."""


class Examined(Library):
    """To be used while nobody else writes; each fault is mended before it is told."""

    def file(self) -> Iterator[Fault]:
        """SQLite's own check of its pages, constraints and indexes.

        Raises `LibraryError` where it is damaged and making the indexes anew does not mend it.
        """
        with self._change() as connection:
            damage = _damage(connection)
            if damage:
                self._reindex(connection)
        if damage:
            yield Fault("damages of SQLite's indexes", len(damage), "made anew")

    def _reindex(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("REINDEX")
            damage = _damage(connection)
        except sqlite3.DatabaseError as error:
            damage = [str(error)]
        if damage:
            raise LibraryError(
                f"the library in {self.path.parent} is damaged ({'; '.join(damage[:_TOLD])}): note what "
                "python -m index sources lists, move the folder aside, and add sources and articles again"
            )

    def records(self) -> Iterator[Fault]:
        """Rows that refer to nothing, or that are referred to by nothing that should."""
        for what, done, statement in _RECORDS:
            with self._change() as connection:
                count = connection.execute(statement).rowcount
            if count:
                yield Fault(what, count, done)

    def words(self) -> Iterator[Fault]:
        """The index of words against the passages."""
        try:
            with self._change() as connection:
                connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
            return
        except LibraryError as error:
            damaged = getattr(error.__cause__, "sqlite_errorcode", None)
            if damaged != sqlite3.SQLITE_CORRUPT_VTAB:
                raise
        with self._change() as connection:
            connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
        yield Fault("indexes of words that are not those of the passages", 1, "made anew")

    def texts(self) -> Generator[Progress, None, list[Fault]]:
        """Each article against the hash of its content, and its passages against its text."""
        altered = misfits = read = last = 0
        while rows := self._rows(
            "SELECT id, article_id, text, content_hash, title, url, outlet, published, authors "
            "FROM articles WHERE id > ? ORDER BY id LIMIT ?",
            (last, _READ_AT_ONCE),
        ):
            yield Progress(read=read)
            for number, article_id, text, content, title, url, outlet, published, authors in rows:
                found = stored_hash(title, text, url, outlet, published, authors)
                if found != content:
                    altered += 1
                    self._read_again(number, found)
                if not self._has_its_passages(number, article_id, text):
                    misfits += 1
                    self._cut_again(number, article_id, text)
            read += len(rows)
            last = rows[-1][0]
        faults = (
            Fault(
                "articles whose content is not what was stored",
                altered,
                "to be read again",
                "python -m index sync, and add for what was added by hand",
            ),
            Fault("articles whose passages are not those of their text", misfits, "cut again"),
        )
        return [fault for fault in faults if fault.count]

    def _read_again(self, number: int, content: str) -> None:
        """Its file is not taken to be known, and what stands there not to be what the library has."""
        with self._change() as connection:
            connection.execute("UPDATE articles SET content_hash = ? WHERE id = ?", (content, number))
            holdings.read_again(connection, number)

    def _has_its_passages(self, number: int, article_id: str, text: str) -> bool:
        statement = "SELECT passage_id, start, stop, sentences FROM passages WHERE article = ? ORDER BY start"
        return self._rows(statement, (number,)) == cut(article_id, text)

    def _cut_again(self, number: int, article_id: str, text: str) -> None:
        with self._change() as connection:
            placing.take_out(connection, number)
            self._take_out_passages(connection, number)
            self._put_in_passages(connection, number, article_id, text)

    def passage_ids(self) -> dict[str, bool]:
        """The ids of all passages, and whether each is marked as embedded."""
        rows = self._rows("SELECT passage_id, embedded FROM passages")
        return {passage_id: bool(embedded) for passage_id, embedded in rows}


def _damage(connection: sqlite3.Connection) -> list[str]:
    """What SQLite's own check finds; newer ones check indexes of words too, for which see `words`."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return [str(error)]
    return [told for told in found if told != "ok" and "FTS5" not in told]

"""Everything stored about one archive, in SQLite: the truth that the vector index follows.

Does not know how files are read, how vectors are made, or what is asked.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from enum import StrEnum

from index import holdings, placing
from index.article import Article, Kill, Passage
from index.catalogue import PASSAGE, passage_of
from index.identity import content_hash, counted_revision, given_in, is_anywhere, key
from index.passages import passage_id, runs
from index.register import Register
from index.sentences import split
from index.sources import BY_HAND, Source

_READ_AT_ONCE = 256
"""Passages."""


class Change(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT_OUT = "kept_out"
    """Its agency has killed it."""


class Library(Register):
    """Articles, their passages and the index of their words; which passages have reached Chroma."""

    def add(
        self, article: Article, *, run: int | None = None, source: int = BY_HAND, place: str = ""
    ) -> Change:
        """Stores an article that a source has at a place, or brings the stored one up to date.

        Another text under the same key within one run is a twin, such as a site's home page, and is kept
        beside the first. An article that several sources have follows the first of them, and the highest of
        the versions that its agency counts; one that was killed is kept out.
        """
        run = self.begin_run() if run is None else run
        place = place or article.origin.partition("#")[0]
        content = content_hash(article)
        revision, at = counted_revision(article), (run, source, place)
        with self._change() as connection:
            own_key = key(article)
            known = holdings.known(connection, article, own_key, content)
            if known is not None and revision < known.revision:
                holdings.hold(connection, known.number, revision, *at)
                return Change.UNCHANGED
            if holdings.is_killed(connection, article.given_id, revision):
                holdings.see_kill(connection, article.given_id, *at)
                return Change.KEPT_OUT
            if known is not None and known.content_hash != content:
                if not is_anywhere(article) and holdings.is_beside(connection, known.number, *at):
                    before = None if source == BY_HAND else holdings.twin_at(connection, own_key, *at)
                    own_key = key(article, twin=True)
                    known = holdings.with_key(connection, own_key) or before
                else:
                    own_key = known.key
                    is_newer = revision > known.revision
                    if not is_newer and holdings.follows_another(connection, known, source):
                        holdings.hold(connection, known.number, revision, *at)
                        return Change.UNCHANGED
            if known is not None and known.content_hash == content:
                holdings.hold(connection, known.number, revision, *at)
                return Change.UNCHANGED
            if known is not None:
                holdings.keep_version(connection, known.number)
                holdings.read_again(connection, known.number, but=source)
                placing.take_out(connection, known.number)
                self._take_out_passages(connection, known.number)
            number, article_id = holdings.store(connection, article, own_key, content, known)
            self._put_in_passages(connection, number, article_id, article.text)
            holdings.hold(connection, number, revision, *at)
            return Change.ADDED if known is None else Change.CHANGED

    def withdraw(self, kill: Kill, *, run: int | None = None, source: int = BY_HAND, place: str = "") -> int:
        """Keeps out what an agency has killed, for as long as the source has the kill at its place.

        Returns how many articles were removed, whoever held them; their texts are kept as versions.
        """
        run = self.begin_run() if run is None else run
        place = place or kill.origin.partition("#")[0]
        with self._change() as connection:
            holdings.hold_kill(connection, kill, run, source, place)
            named = holdings.with_given_id(connection, kill.given_id)
            killed = [known.number for known in named if known.revision <= kill.revision]
            for number in killed:
                self._take_out(connection, number)
            return len(killed)

    def release(self, source: int, place: str, *, before: int | None = None) -> int:
        """Says that a source has nothing at a place any more, or only what it was seen with since a run.

        Returns how many articles nobody holds now: they are removed, and their texts kept as versions.
        """
        with self._change() as connection:
            gone = holdings.let_go(connection, source, place, before)
            if before is None:
                connection.execute("DELETE FROM places WHERE source = ? AND place = ?", (source, place))
            return sum(self._let_go(connection, number, place) for number, _ in gone)

    def unregister(self, source: Source, *, keep: bool) -> int:
        """Takes out a source; its articles stay as if added by hand, or leave where nobody else holds them.

        Returns how many were removed.
        """
        with self._change() as connection:
            if keep:
                holdings.hand_over(connection, source.number)
            gone = holdings.let_go(connection, source.number)
            removed = sum(self._let_go(connection, number, place) for number, place in gone)
            connection.execute("DELETE FROM places WHERE source = ?", (source.number,))
            connection.execute("DELETE FROM sources WHERE id = ?", (source.number,))
            return removed

    def _let_go(self, connection: sqlite3.Connection, number: int, place: str) -> bool:
        """Removes an article that nobody holds; one that is held elsewhere is known by its place there.

        Where that has only a version that was killed, it is removed too.
        """
        row = connection.execute(
            "SELECT key, place, max(revision) FROM articles LEFT JOIN holdings ON article = id WHERE id = ? "
            "GROUP BY id",
            (number,),
        ).fetchone()
        if row is None:  # it was at this place twice
            return False
        own_key, elsewhere, revision = row
        if elsewhere is not None and not holdings.is_killed(connection, given_in(own_key), revision):
            holdings.read_again(connection, number)
            if own_key.partition("#")[0] == f"file:{place}":
                # to be known there when it changes
                moved = f"file:{elsewhere}" + own_key.removeprefix(f"file:{place}")
                connection.execute("UPDATE OR IGNORE articles SET key = ? WHERE id = ?", (moved, number))
            return False
        self._take_out(connection, number)
        return True

    def _take_out(self, connection: sqlite3.Connection, number: int) -> None:
        """Removes an article from wherever it is held; it is looked for there again."""
        holdings.read_again(connection, number)
        holdings.keep_version(connection, number)
        placing.take_out(connection, number)
        self._take_out_passages(connection, number)
        connection.execute("DELETE FROM holdings WHERE article = ?", (number,))
        connection.execute("DELETE FROM articles WHERE id = ?", (number,))

    def _put_in_passages(
        self, connection: sqlite3.Connection, number: int, article_id: str, text: str
    ) -> None:
        for identifier, start, stop, sentences in cut(article_id, text):
            connection.execute("DELETE FROM stale_vectors WHERE passage_id = ?", (identifier,))
            connection.execute(
                "INSERT INTO passages (passage_id, article, start, stop, sentences) VALUES (?, ?, ?, ?, ?)",
                (identifier, number, start, stop, sentences),
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
        """Puts an article that no story has taken in yet into one, if it is still there."""
        with self._change() as connection:
            if connection.execute(
                "SELECT 1 FROM articles WHERE id = ?1 "
                "AND NOT EXISTS (SELECT 1 FROM stories WHERE article = ?1)",
                (number,),
            ).fetchone():
                placing.place(connection, number)

    def split_again(self) -> None:
        """Makes all passages anew from the stored texts, none of them embedded, in one transaction."""
        with self._change() as connection:
            numbers = connection.execute("SELECT id, article_id FROM articles").fetchall()
            for number, article_id in numbers:
                (text,) = connection.execute("SELECT text FROM articles WHERE id = ?", (number,)).fetchone()
                placing.take_out(connection, number)
                self._take_out_passages(connection, number)
                self._put_in_passages(connection, number, article_id, text)
            connection.executemany(
                "UPDATE meta SET value = ? WHERE name = ?",
                [(value, name) for name, value in self.made_with.items()],
            )

    def count_unembedded(self) -> int:
        """How many passages have no vector yet."""
        return int(self._rows("SELECT count(*) FROM passages WHERE embedded = 0")[0][0])

    def count_embedded(self) -> int:
        """How many passages have one."""
        return int(self._rows("SELECT count(*) FROM passages WHERE embedded = 1")[0][0])

    def unembedded(self) -> Iterator[Passage]:
        """The passages that have no vector yet, oldest first; they may be marked meanwhile."""
        last = 0
        while numbers := self._rows(
            "SELECT id FROM passages WHERE embedded = 0 AND id > ? ORDER BY id LIMIT ?", (last, _READ_AT_ONCE)
        ):
            last = numbers[-1][0]
            rows = self._rows(
                f"{PASSAGE} WHERE passages.id IN (SELECT value FROM json_each(?)) ORDER BY passages.id",
                (json.dumps([number for (number,) in numbers]),),
            )
            yield from map(passage_of, rows)

    def mark_unembedded(self, kept: set[str]) -> int:
        """Says that Chroma has no vectors but those of these passages; how many it was thought to have."""
        marked = self._rows("SELECT passage_id FROM passages WHERE embedded = 1")
        lost = [row for row in marked if row[0] not in kept]
        with self._change() as connection:
            connection.executemany("UPDATE passages SET embedded = 0 WHERE passage_id = ?", lost)
        return len(lost)

    def mark_embedded(self, passages: Sequence[Passage]) -> None:
        """Says that Chroma has the vectors of these passages, unless their article has changed meanwhile."""
        with self._change() as connection:
            connection.executemany(
                "UPDATE passages SET embedded = 1 WHERE passage_id = ? "
                "AND article IN (SELECT id FROM articles WHERE content_hash = ?)",
                [(passage.passage_id, passage.headline.version) for passage in passages],
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


def cut(article_id: str, text: str) -> list[tuple[str, int, int, str]]:
    """An article's passages as they are stored, in order: id, start, stop and the sentences as JSON."""
    return [
        (
            passage_id(article_id, position, text[run.start : run.end]),
            run.start,
            run.end,
            json.dumps(run.sentences),
        )
        for position, run in enumerate(runs(text, split(text)))
    ]

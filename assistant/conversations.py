"""Keeps what each reader asked and was answered, in SQLite.

Knows nothing of pages: a reader is whoever holds an unguessable token, and sees only what was asked with it.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.errors import AssistantError
from assistant.types import Answer, Limits, Turn

SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    conversation_id TEXT PRIMARY KEY,
    reader TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS conversation_reader ON conversation (reader);
CREATE TABLE IF NOT EXISTS turn (
    turn_id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE,
    question TEXT NOT NULL,
    as_of TEXT,
    asked TEXT NOT NULL,
    answer TEXT,
    failure TEXT NOT NULL DEFAULT '',
    rating INTEGER NOT NULL DEFAULT 0 CHECK (rating IN (-1, 0, 1)),
    replaces INTEGER,  -- the first of the turns that are removed once this one has its answer
    limits TEXT  -- what the reader set in place of what the question says
) STRICT;
CREATE INDEX IF NOT EXISTS turn_conversation ON turn (conversation_id);
"""

OTHER_VERSION = "This answer was stored by another version of Dateline. Ask again to see it."


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was stored. Neither `answer` nor `failure` means that it was stopped or cut off."""

    turn_id: int
    question: str
    as_of: date | None
    asked: datetime
    answer: Answer | None = None
    failure: str = ""
    rating: int = 0
    """1 for a thumb up, -1 for a thumb down, 0 for neither."""
    limits: Limits | None = None
    """What the reader set in place of what the question says; `None` where nothing was set."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it appears in a list: its first question and when it was last used."""

    conversation_id: str
    title: str
    asked: datetime


class Conversations:
    """Every method that takes a reader answers for that reader's conversations alone."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file; raises `AssistantError` where it is not one of ours."""
        self._path = path
        with self._open() as database:
            database.executescript(SCHEMA)
            columns = [row[1] for row in database.execute("PRAGMA table_info(turn)")]
            if "limits" not in columns:  # a file of release 0.1
                database.execute("ALTER TABLE turn ADD COLUMN limits TEXT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # a connection a call, because calls come from many threads
        try:
            begun = self._path.is_file() and self._path.stat().st_size > 0
            if not begun:  # or it was removed while the window is open
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.touch(mode=0o600)  # questions are private: nobody else here may read them
            with closing(sqlite3.connect(self._path, timeout=10)) as database:
                if not begun:
                    database.executescript(SCHEMA)
                database.execute("PRAGMA foreign_keys = ON")
                with database:
                    yield database
        except OSError as error:
            raise AssistantError(
                f"the conversations cannot be kept in {self._path.parent} ({error}): see that it is a folder "
                "that you can write to, or set DATELINE_HOME to another one"
            ) from error
        except sqlite3.Error as error:
            raise AssistantError(
                f"the conversations in {self._path} cannot be used ({error}): make room and see that nothing "
                "else holds the file, or move it away to begin anew"
            ) from error

    def begin(
        self,
        reader: str,
        conversation_id: str,
        question: str,
        as_of: date | None = None,
        *,
        limits: Limits | None = None,
        replacing: int | None = None,
    ) -> tuple[str, int]:
        """Stores a question before it is answered and returns the ids of its conversation and turn.

        A conversation that is not this reader's is not touched: a new one is begun. With `replacing`, that
        turn and those after it are removed once this one has its answer.
        """
        with self._open() as database:
            if not self._owns(database, reader, conversation_id):
                conversation_id = secrets.token_hex(16)
                database.execute("INSERT INTO conversation VALUES (?, ?)", (conversation_id, reader))
            asked = datetime.now(UTC).isoformat()
            turn_id = database.execute(
                "INSERT INTO turn (conversation_id, question, as_of, limits, asked, replaces)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (conversation_id, question, as_of and as_of.isoformat(), _dumped(limits), asked, replacing),
            ).lastrowid
        assert turn_id is not None
        return conversation_id, turn_id

    def finish(self, turn_id: int, answer: Answer) -> None:
        """Stores the whole answer of a turn that was begun, and removes the turns that it replaces."""
        with self._open() as database:
            conversation_id, replaces = database.execute(
                "UPDATE turn SET answer = ? WHERE turn_id = ? RETURNING conversation_id, replaces",
                (dump(answer), turn_id),
            ).fetchone() or (None, None)
            database.execute(
                "DELETE FROM turn WHERE conversation_id = ? AND turn_id >= ? AND turn_id < ?",
                (conversation_id, replaces, turn_id),
            )

    def fail(self, turn_id: int, message: str) -> None:
        """Stores why a turn that was begun has no answer."""
        with self._open() as database:
            database.execute("UPDATE turn SET failure = ? WHERE turn_id = ?", (message, turn_id))

    def exchanges(self, reader: str, conversation_id: str) -> tuple[Exchange, ...]:
        """A conversation's questions in order; empty where it is not this reader's."""
        with self._open() as database:
            rows = database.execute(
                "SELECT turn_id, question, as_of, asked, answer, failure, rating, limits"
                " FROM turn JOIN conversation USING (conversation_id)"
                " WHERE reader = ? AND conversation_id = ? ORDER BY turn_id",
                (reader, conversation_id),
            ).fetchall()
        return tuple(_exchange(*row) for row in rows)

    def turns(self, reader: str, conversation_id: str, before: int | None = None) -> tuple[Turn, ...]:
        """What a question may refer to: those before it that got an answer or an abstention."""
        return tuple(
            Turn(exchange.question, exchange.answer)
            for exchange in self.exchanges(reader, conversation_id)
            if exchange.answer is not None and (before is None or exchange.turn_id < before)
        )

    def listing(self, reader: str) -> tuple[Conversation, ...]:
        """This reader's conversations, the last used first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT first.conversation_id, first.question, span.last FROM"
                " (SELECT min(turn_id) AS first_id, max(asked) AS last"
                "  FROM turn JOIN conversation USING (conversation_id) WHERE reader = ?"
                "  GROUP BY conversation_id) AS span"
                " JOIN turn AS first ON first.turn_id = span.first_id ORDER BY span.last DESC",
                (reader,),
            ).fetchall()
        return tuple(
            Conversation(conversation_id, title, datetime.fromisoformat(asked))
            for conversation_id, title, asked in rows
        )

    def rate(self, reader: str, turn_id: int, rating: int) -> None:
        """Stores a thumb up (1), down (-1) or neither (0), if the turn is this reader's."""
        with self._open() as database:
            database.execute(
                "UPDATE turn SET rating = ? WHERE turn_id = ? AND conversation_id IN"
                " (SELECT conversation_id FROM conversation WHERE reader = ?)",
                (max(-1, min(1, rating)), turn_id, reader),
            )

    def delete(self, reader: str, conversation_id: str) -> None:
        """Removes a conversation with its turns, if it is this reader's."""
        with self._open() as database:
            database.execute(
                "DELETE FROM conversation WHERE conversation_id = ? AND reader = ?", (conversation_id, reader)
            )

    @staticmethod
    def _owns(database: sqlite3.Connection, reader: str, conversation_id: str) -> bool:
        row = database.execute(
            "SELECT 1 FROM conversation WHERE conversation_id = ? AND reader = ?", (conversation_id, reader)
        ).fetchone()
        return row is not None


def dump(answer: Answer) -> str:
    """An answer as JSON from which `restore` makes an equal one."""
    return TypeAdapter(Answer).dump_json(answer).decode()


def restore(text: str) -> Answer:
    """Raises `pydantic.ValidationError` where the text is not a whole answer.

    What an earlier release did not store yet has its default.
    """
    return TypeAdapter(Answer).validate_json(text)


def _dumped(limits: Limits | None) -> str | None:
    return None if limits is None else TypeAdapter(Limits).dump_json(limits).decode()


def _exchange(
    turn_id: int,
    question: str,
    as_of: str | None,
    asked: str,
    answer: str | None,
    failure: str,
    rating: int,
    limits: str | None,
) -> Exchange:
    restored = None
    if answer is not None:
        try:
            restored = restore(answer)
        except ValidationError:
            failure = OTHER_VERSION
    return Exchange(
        turn_id,
        question,
        date.fromisoformat(as_of) if as_of else None,
        datetime.fromisoformat(asked),
        restored,
        failure,
        rating,
        None if limits is None else TypeAdapter(Limits).validate_json(limits),
    )

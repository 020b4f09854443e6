"""The library's SQLite file: opened, checked for how it was made, and changed in transactions.

Does not know what its tables mean; `schema.sql` says what they are.
"""

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from index.errors import LibraryBusy, LibraryError
from index.identity import rekeyed, stored_hash
from index.passages import LIMIT
from index.sentences import SPLITTING
from index.settings import Settings

_SCHEMAS = {"1": "schema.sql", "2": "schema-2.sql", "3": "schema-3.sql", "4": "schema-4.sql"}
"""What each version adds to the one before, oldest first: an older library is brought up to date as it is."""
_VERSION = [*_SCHEMAS][-1]

_PATIENCE = 30
"""Seconds: each change of another process is over in far less."""


def library_file(settings: Settings) -> Path:
    """Where a library is, or would be begun."""
    return settings.home / "library.sqlite"


def is_begun(settings: Settings) -> bool:
    """Whether there is a library; where that cannot be told, to open it says why."""
    try:
        return library_file(settings).exists()
    except OSError:
        return True


class Database:
    """Thread-safe; several processes may read and write one file, each change a transaction of its own."""

    def __init__(self, settings: Settings, *, rebuilding: bool = False) -> None:
        """Opens the library in `settings.home`, or begins one.

        Raises `LibraryError` where the folder cannot be used, or was made with an unknown schema, or,
        unless it is being rebuilt, with another embedding model or other passages.
        """
        self.path = library_file(settings)
        self.made_with = {"embedding_model": settings.embedding_model, "passages": f"{LIMIT}/{SPLITTING}"}
        self._local = threading.local()
        self._opened: list[tuple[weakref.ref[threading.Thread], sqlite3.Connection]] = []
        self._opening = threading.Lock()
        with self._translated():
            settings.home.mkdir(parents=True, exist_ok=True)
            meta = self._described()
            if meta.get("schema") != _VERSION:  # only then is there anything to write, and to wait for
                with self._change() as connection:
                    meta = self._brought_up(connection)
        if meta.get("schema") != _VERSION:
            raise LibraryError(
                f"the library in {settings.home} was made by another version of Dateline (schema "
                f"{meta.get('schema')}, not {_VERSION}): move the folder aside and add the articles "
                "again with python -m index add"
            )
        for name, wanted in self.made_with.items():
            if meta.get(name) != wanted and not rebuilding:
                raise LibraryError(
                    f"the library in {settings.home} was made with {name.replace('_', ' ')} "
                    f"{meta.get(name)}, not {wanted}: go back to that one, or make the library anew with "
                    "python -m index rebuild"
                )

    def _described(self) -> dict[str, str]:
        """The library's description of itself; empty where it has not begun."""
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            return {}
        return dict(self._rows("SELECT name, value FROM meta"))

    def _brought_up(self, connection: sqlite3.Connection) -> dict[str, str]:
        """The description, once the tables are those of today; as it is, where its schema is unknown."""
        meta = self._described()
        if meta and meta.get("schema") not in _SCHEMAS:
            return meta
        connection.create_function("content_hash", 6, stored_hash, deterministic=True)
        connection.create_function("rekeyed", 2, rekeyed, deterministic=True)
        versions = [*_SCHEMAS]
        for version in versions[versions.index(meta["schema"]) + 1 if meta else 0 :]:
            for statement in Path(__file__).with_name(_SCHEMAS[version]).read_text().split(";\n"):
                connection.execute(statement)
        described = {**(meta or self.made_with), "schema": _VERSION}
        if described != meta:
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [*described.items()])
        return described

    def close(self) -> None:
        """Closes every thread's connection; the library is not to be used after."""
        with self._opening:
            opened, self._opened = self._opened, []
        for _, connection in opened:
            connection.close()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # one connection a thread; another thread only closes it
            connection = sqlite3.connect(
                self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            # SQLite does not wait where two processes begin one file at the same moment
            with FileLock(self.path.with_suffix(".lock")):
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._local.connection = connection
            self._remember(connection)
        return connection

    def _remember(self, connection: sqlite3.Connection) -> None:
        """Notes whose it is, and closes those of threads that have ended: a server has many short ones."""
        living, left = [(weakref.ref(threading.current_thread()), connection)], []
        with self._opening:
            for owner, opened in self._opened:
                thread = owner()
                if thread is not None and thread.is_alive():
                    living.append((owner, opened))
                else:
                    left.append(opened)
            self._opened = living
        for opened in left:
            opened.close()

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows that a reading statement finds."""
        with self._translated():
            return self._connection().execute(statement, values).fetchall()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it happens, or nothing, whatever ends the process."""
        with self._translated():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk has ended it already
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise  # a fault of ours, which keeps its traceback
        except (OSError, sqlite3.DatabaseError) as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise LibraryBusy(
                    f"another process has been changing the library in {self.path.parent} for longer than "
                    f"{_PATIENCE} seconds: try again when it has finished; nothing of this was kept"
                ) from error
            raise LibraryError(
                f"the library in {self.path.parent} cannot be used ({error}): see that its disk has room and "
                "that you can write to it, or set DATELINE_HOME to another folder; a damaged one move aside, "
                "and add the articles again with python -m index add"
            ) from error

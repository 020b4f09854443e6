"""Vectors of passages in Chroma: put in, taken out, searched; safe when several processes share the folder.

Does not know the text of a passage, nor which passages the library holds.
"""

import hashlib
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast
from uuid import uuid4

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from index.errors import LibraryError
from index.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    import chromadb
    from chromadb import Where
    from chromadb.api.client import Client

UPSERT_AT_MOST = 2000
"""Rows; Chroma 1.5 refuses more than 5,461 in one call."""

_IDS_AT_ONCE = 50_000

_UNDATED = 0
"""Chroma refuses `None` in metadata; no day comes before this one."""


class Row(NamedTuple):
    """What Chroma holds beside a vector, so that a search can be narrowed."""

    passage_id: str
    article_id: str
    published: date | None
    outlet: str


class Vectors:
    """The vector index of one library.

    An open Chroma client never sees what another process wrote, and two writers can hurt the index. So
    each use takes a lock on the folder, and opens Chroma anew where another process has written since.
    """

    def __init__(self, folder: Path, embedding_model: str) -> None:
        self._folder = folder
        # a collection has one dimension for ever: vectors of another model go to another one
        self._name = "passages-" + hashlib.sha256(embedding_model.encode()).hexdigest()[:16]
        self._written = folder / "written"  # another token after each change, whoever makes it
        self._threads = threading.RLock()
        self._processes = FileLock(folder.with_name(folder.name + ".lock"))
        self._client: Client | None = None
        self._opened: chromadb.Collection | None = None
        self._seen: str | None = None

    def upsert(self, rows: Sequence[Row], vectors: NDArray[np.float32]) -> None:
        """Puts in one vector a row; `vectors` has the shape (rows, dimension)."""
        with self._collection(writing=True) as collection:
            for start in range(0, len(rows), UPSERT_AT_MOST):
                part = rows[start : start + UPSERT_AT_MOST]
                collection.upsert(
                    ids=[row.passage_id for row in part],
                    embeddings=vectors[start : start + UPSERT_AT_MOST],
                    metadatas=[
                        {"article_id": row.article_id, "day": _day(row.published), "outlet": row.outlet}
                        for row in part
                    ],
                )

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Takes out what is there of these; an id that is not there is no error."""
        with self._collection(writing=True) as collection:
            for start in range(0, len(passage_ids), UPSERT_AT_MOST):
                collection.delete(ids=list(passage_ids[start : start + UPSERT_AT_MOST]))

    def search(
        self, vector: NDArray[np.float32], count: int, *, scope: Scope = EVERYTHING
    ) -> list[tuple[str, float]]:
        """The nearest passages as (passage id, cosine similarity), nearest first.

        The scope's authors are not looked at: no vector knows them. A filter costs time with the rows that
        it lets through, so give a scope only where it lets through few.
        """
        with self._collection() as collection:
            held = collection.count()
            if held == 0:
                return []
            found = collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=min(count, held),
                where=_where(scope),
                include=["distances"],
            )
        distances = found["distances"]
        assert distances is not None
        return [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], distances[0], strict=True)]

    def similarities(self, vector: NDArray[np.float32], passage_ids: Sequence[str]) -> dict[str, float]:
        """The cosine similarity of each of these passages that has a vector; the given one has length 1."""
        with self._collection() as collection:
            found = collection.get(ids=list(passage_ids), include=["embeddings"])
        if not found["ids"]:
            return {}
        products = np.asarray(found["embeddings"], dtype=np.float32) @ vector
        return dict(zip(found["ids"], map(float, products), strict=True))

    def stored(self, passage_ids: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
        """Those of these passages that have a vector, and the vectors: shape (passages, dimension)."""
        with self._collection() as collection:
            found = collection.get(ids=list(passage_ids), include=["embeddings"])
        rows = np.asarray(found["embeddings"], dtype=np.float32)
        return found["ids"], rows.reshape(len(found["ids"]), -1)

    def count(self) -> int:
        """How many passages have a vector."""
        with self._collection() as collection:
            return collection.count()

    def ids(self) -> set[str]:
        """The ids of all passages that have a vector."""
        found = set[str]()
        with self._collection() as collection:
            # in parts: one answer with all ids of a large library would hold each of them several times
            for start in range(0, collection.count(), _IDS_AT_ONCE):
                found.update(collection.get(include=[], limit=_IDS_AT_ONCE, offset=start)["ids"])
        return found

    def clear(self) -> None:
        """Takes out everything: vectors of other models too, and an index that can no longer be opened."""
        with self._threads, self._processes:
            self.close()
            if self._folder.exists():
                shutil.rmtree(self._folder)
            self._folder.mkdir(parents=True)
            self._written.write_text(uuid4().hex)

    def close(self) -> None:
        with self._threads:
            if self._client is not None:
                self._client.close()
                self._client = self._opened = None
                self._seen = None

    @contextmanager
    def _collection(self, *, writing: bool = False) -> "Iterator[chromadb.Collection]":
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._threads, self._processes, self._locked(writing) as collection:
                yield collection
        except OSError as error:
            raise LibraryError(
                f"the vector index in {self._folder} cannot be used ({error}): see that its disk has room "
                "and that you can write to it"
            ) from error

    @contextmanager
    def _locked(self, writing: bool) -> "Iterator[chromadb.Collection]":
        import chromadb.errors

        written = self._last_write()
        if written != self._seen:
            self.close()
        if writing:
            # said before the change: a process killed in the middle of one has still changed something
            written = uuid4().hex
            self._written.write_text(written)
        self._seen = written
        collection = self._open()
        try:
            yield collection
        except chromadb.errors.ChromaError as error:
            raise self._unusable(error) from error

    def _last_write(self) -> str:
        try:
            return self._written.read_text(errors="replace")
        except FileNotFoundError:
            return ""

    def _open(self) -> "chromadb.Collection":
        import chromadb
        import chromadb.config
        from chromadb.api.shared_system_client import SharedSystemClient

        try:
            if self._client is None:
                self._client = cast(
                    "Client",
                    chromadb.PersistentClient(
                        str(self._folder), settings=chromadb.config.Settings(anonymized_telemetry=False)
                    ),
                )
            if self._opened is None:
                # the defaults found .70 of the ten nearest of 100,000 hard vectors, these 1.0 of 20,000
                self._opened = self._client.get_or_create_collection(
                    self._name,
                    embedding_function=None,
                    configuration={
                        "hnsw": {
                            "space": "cosine",
                            "ef_construction": 200,
                            "max_neighbors": 32,
                            "ef_search": 200,
                        }
                    },
                )
            return self._opened
        except Exception as error:  # Chroma's own errors have no common class below this one
            # what it failed to open it would hand out again, half made
            SharedSystemClient.clear_system_cache()
            self._client = self._opened = None
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> LibraryError:
        return LibraryError(
            f"the vector index in {self._folder} cannot be used ({error}): see that its disk has room, then "
            "have it made anew from the stored articles with python -m index check"
        )


def _where(scope: Scope) -> "Where | None":
    """Chroma's condition for a scope: a given first day also excludes undated rows, a last day does not."""
    conditions: list[dict[str, object]] = []
    if scope.first is not None:
        conditions.append({"day": {"$gte": _day(scope.first)}})
    if scope.last is not None:
        conditions.append({"day": {"$lte": _day(scope.last)}})
    if scope.outlets:
        conditions.append({"outlet": {"$in": list(scope.outlets)}})
    if not conditions:
        return None
    # Chroma refuses "$and" of one
    return cast("Where", conditions[0] if len(conditions) == 1 else {"$and": conditions})


def _day(day: date | None) -> int:
    return _UNDATED if day is None else day.year * 10_000 + day.month * 100 + day.day

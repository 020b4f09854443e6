"""Runs a library in processes of their own, which can be killed at any instant or be short of room.

Knows nothing of what is tested with it. One process imports everything and is forked for each run, before
any database is opened in it: a run takes hundredths of a second to begin.
"""

import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from index.faults import Fault
from index.settings import Settings
from index.sources import Kind
from index.sync import Store
from tests.fakes import WordEmbedder

ROOT = Path(__file__).parents[1]
Dump = dict[str, list[Any]]
Task = tuple[str, *tuple[object, ...]]
"""The name of one of the functions below, and what it is given beside the library."""


class Processes:
    """Runs tasks in processes of their own, one process after the other."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.crashing"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            # a process with threads cannot be forked safely
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        self.seconds = 0.0
        """From the start of the last process to the end of its first task."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._server:
            assert self._server.stdin is not None
            self._server.stdin.close()

    def run(self, home: Path, *tasks: Task) -> list[Any]:
        """What each task gives, all in one process; raises `AssertionError` with what ended one of them."""
        ended = self._ended(home, tasks)
        assert "error" not in ended, ended["error"]
        self.seconds = ended["seconds"]
        results: list[Any] = ended["results"]
        return results

    def failure(self, home: Path, task: Task, *, largest_file: int | None = None) -> str:
        """The type and the message of the error that ends a task; empty where none does.

        `largest_file` are the bytes beyond which no file can grow, from when the library has been opened.
        """
        ended = self._ended(home, [task], largest_file=largest_file)
        return str(ended.get("error", "")).strip().rpartition("\n")[2]

    def kill(
        self, home: Path, task: Task, *, after: float | None = None, before_commit: int | None = None
    ) -> bool:
        """Whether a task was killed before its end: so many seconds after its process began, or just before
        it commits for the nth time, from 1, what it has changed in SQLite.
        """
        ended = self._ended(home, [task], after=after, before_commit=before_commit)
        assert "error" not in ended, ended["error"]
        return bool(ended["killed"])

    def _ended(self, home: Path, tasks: Sequence[Task], **how: float | None) -> dict[str, Any]:
        assert self._server.stdin is not None and self._server.stdout is not None
        self._server.stdin.write(json.dumps([str(home), tasks, how], default=str) + "\n")
        self._server.stdin.flush()
        ended: dict[str, Any] = json.loads(self._server.stdout.readline())
        return ended


def sync(store: Store, *folders: str) -> None:
    registered = {source.location for source in store.library.sources()}
    for folder in folders:
        if folder not in registered:
            store.library.register(Kind.FILES, folder)
    for _ in store.sync():
        pass


def add(store: Store, *paths: str) -> None:
    for _ in store.add(map(Path, paths)):
        pass


def remove(store: Store, *folders: str) -> None:
    """As often as one likes: a run before may have been killed after it had taken them out."""
    for source in store.library.sources():
        if source.location in folders:
            store.remove(source, keep=False)
    add(store)


def rebuild(store: Store) -> None:
    for _ in store.rebuild():
        pass


def check(store: Store) -> list[dict[str, Any]]:
    return [asdict(step) for step in store.check() if isinstance(step, Fault)]


def look(store: Store, *words: str) -> dict[str, str]:
    """What anyone may do at any time: the text of each article that is found by words and by vectors."""
    found = {passage_id for passage_id, _ in store.library.search(words, 10_000)}
    found |= {passage_id for passage_id, _ in store.vectors.search(store.embedder.encode(words)[0], 5)}
    texts = dict[str, str]()
    for passage in store.library.passages(sorted(found)):
        article = store.library.article(passage.headline.article_id)
        assert article is not None and passage.text == article.text[passage.start : passage.end]
        texts[passage.headline.article_id] = article.text
    return texts


_HELD = {
    "articles": """
        SELECT article_id, key, content_hash, title, url, outlet, authors, published, text FROM articles
    """,
    "passages": """
        SELECT passage_id, article_id, start, stop, sentences, embedded
        FROM passages JOIN articles ON articles.id = article
    """,
    "sources": "SELECT kind, location, failure FROM sources",
    "holdings": """
        SELECT location, place, article_id, revision
        FROM holdings JOIN sources ON sources.id = source JOIN articles ON articles.id = article
    """,
    "kills": "SELECT location, place, given_id, revision FROM kills JOIN sources ON sources.id = source",
    "places": "SELECT location, place, places.failure FROM places JOIN sources ON sources.id = source",
    "versions": "SELECT article_id, content_hash, title, text FROM versions",
    "stale": "SELECT passage_id FROM stale_vectors",
    "sketches": "SELECT hash, day, article_id FROM sketches JOIN articles ON articles.id = article",
}


def dump(store: Store, *words: str) -> Dump:
    """All that a library holds, whatever the order in which it came in, without times and numbers of runs.

    A place's stamp only says whether it need be read again, which an article that was also elsewhere decides.
    """
    rows = store.library._rows
    held: Dump = {name: sorted(map(list, rows(statement))) for name, statement in _HELD.items()}
    told = rows(
        "SELECT json_group_array(article_id) FROM stories JOIN articles ON id = article GROUP BY story"
    )
    held["stories"] = sorted(sorted(json.loads(members)) for (members,) in told)
    held["found"] = [store.library.search([word], 50) for word in words]
    with store.vectors._collection() as collection:
        stored = collection.get(include=["embeddings", "metadatas"])
    assert stored["embeddings"] is not None and stored["metadatas"] is not None
    vectors = zip(stored["ids"], stored["embeddings"], stored["metadatas"], strict=True)
    held["vectors"] = sorted(
        [i, hashlib.md5(bytes(memoryview(vector))).hexdigest(), json.dumps(said, sort_keys=True)]
        for i, vector, said in vectors
    )
    return held


_TASKS: dict[str, Callable[..., object]] = {
    task.__name__: task for task in (sync, add, remove, rebuild, check, look, dump)
}


def _serve() -> None:
    import chromadb.api.shared_system_client
    import chromadb.config  # noqa: F401

    for line in sys.stdin:
        home, tasks, how = json.loads(line)
        began = time.monotonic()
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            _run(Path(home), tasks, how, began, writing)
        os.close(writing)
        if (after := how.get("after")) is not None:
            time.sleep(after)
            os.kill(process, signal.SIGKILL)
        with os.fdopen(reading) as reply:
            said = reply.read()
        _, status = os.waitpid(process, 0)
        killed = os.WIFSIGNALED(status)
        print(json.dumps({"killed": killed} | ({} if killed else json.loads(said))), flush=True)


def _run(home: Path, tasks: Sequence[Task], how: dict[str, int], began: float, writing: int) -> None:
    ended: dict[str, Any] = {"results": []}
    try:
        settings = Settings(home=home, embedding_model="words")
        store = Store(settings, embedder=WordEmbedder(settings))
        if (largest := how.get("largest_file")) is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        if (number := how.get("before_commit")) is not None:
            store.library._connection().set_trace_callback(_killing(number))
        try:
            for name, *values in tasks:
                ended["results"].append(_TASKS[name](store, *values))
                ended.setdefault("seconds", time.monotonic() - began)
        finally:
            store.close()
    except BaseException:
        ended["error"] = traceback.format_exc()
    with os.fdopen(writing, "w") as reply:
        json.dump(ended, reply)
    os._exit(0)


def _killing(number: int) -> Callable[[str], None]:
    left = iter(range(number - 1))

    def trace(statement: str) -> None:
        if statement == "COMMIT" and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    return trace


if __name__ == "__main__":
    _serve()

"""Many texts become vectors: in worker processes where there are enough of them, and a repeated one once.

Does not know what is embedded, where vectors are kept, or how a model computes them.
"""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import ExitStack, suppress
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from index.embedding import Embedder, Source, Vectors
from index.errors import EmbeddingError
from index.worker import FAILED, TEXTS, packed, read, unpacked, write

Key = TypeVar("Key")

POOL = 2048
"""Texts sorted by length together."""

BATCH = 64
"""Texts that are embedded at a time: about a second's work of one process, all of like length."""

_TRIES = 2
"""Processes that may end over one batch: the second is no accident."""


def embed_all(
    embedder: Embedder, texts: Iterable[tuple[Key, str]], expected: int
) -> Generator[tuple[list[Key], Vectors], None, None]:
    """Vectors of texts that each come with a key: (keys, rows of unit length) as they are made, in any order.

    `expected` says about how many there are. They are read some thousands ahead, by the thread that takes the
    vectors; while it does something else, the next ones are made. Closing the iterator ends the processes.
    Raises `EmbeddingError` where the model cannot be loaded, or where no process can embed.
    """
    keys = dict[str, list[Key]]()  # of each text that is on its way
    source = iter(texts)
    with ExitStack() as stack:
        threads = embedder.processes(expected)
        maker: _Maker = (
            stack.enter_context(_Workers(embedder.source(), threads)) if threads else _Here(embedder)
        )
        while True:
            while maker.waiting < POOL // 2 and (pool := [*islice(source, POOL)]):
                new = dict.fromkeys(text for _, text in pool if text not in keys)
                for key, text in pool:
                    keys.setdefault(text, []).append(key)
                in_order = sorted(new, key=len, reverse=True)
                for start in range(0, len(in_order), BATCH):
                    maker.put(in_order[start : start + BATCH])
            if not keys:
                return
            done, rows = maker.take()
            owners = [keys.pop(text) for text in done]
            yield [key for own in owners for key in own], np.repeat(rows, [*map(len, owners)], axis=0)


class _Maker(Protocol):
    @property
    def waiting(self) -> int:
        """Texts that nobody has begun with."""

    def put(self, batch: list[str]) -> None: ...

    def take(self) -> tuple[list[str], Vectors]:
        """Waits for the next batch that is done; there must be one that was put in."""


class _Here:
    """Makes vectors in this process, when they are taken."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._batches = queue.SimpleQueue[list[str]]()

    @property
    def waiting(self) -> int:
        return self._batches.qsize() * BATCH

    def put(self, batch: list[str]) -> None:
        self._batches.put(batch)

    def take(self) -> tuple[list[str], Vectors]:
        batch = self._batches.get()
        return batch, self._embedder.encode(batch)


class _Workers:
    """Makes vectors in processes, each led by a thread of this one."""

    def __init__(self, source: Source, threads: Sequence[int]) -> None:
        """`threads` has a number for each process: how many of its own it computes with."""
        self._batches = queue.SimpleQueue[list[str] | None]()
        self._made = queue.SimpleQueue[tuple[list[str], Vectors] | Exception]()
        self._source = source
        self._changing = threading.Lock()
        self._running = set[subprocess.Popen[bytes]]()
        self._closed = False
        self._leaders = [threading.Thread(target=self._lead, args=(own,), daemon=True) for own in threads]

    def __enter__(self) -> "_Workers":
        for leader in self._leaders:
            leader.start()
        return self

    def __exit__(self, *_error: object) -> None:
        with self._changing:
            self._closed = True
            for process in self._running:
                process.kill()  # it has nothing to lose
        for _ in self._leaders:
            self._batches.put(None)
        for leader in self._leaders:
            leader.join()

    @property
    def waiting(self) -> int:
        return self._batches.qsize() * BATCH

    def put(self, batch: list[str]) -> None:
        self._batches.put(batch)

    def take(self) -> tuple[list[str], Vectors]:
        made = self._made.get()
        if isinstance(made, Exception):
            raise made
        return made

    def _lead(self, threads: int) -> None:
        process: subprocess.Popen[bytes] | None = None
        try:
            while (batch := self._batches.get()) is not None:
                for left in reversed(range(_TRIES)):
                    process = process or self._started(threads)
                    try:
                        rows = self._asked(process, batch)
                    except (EOFError, OSError):
                        code, process = self._ended(process), None
                        if self._closed:
                            return
                        if not left:
                            raise _no_process(
                                f"ended over the same passages {_TRIES} times, code {code}"
                            ) from None
                    else:
                        self._made.put((batch, rows))
                        break
        except Exception as error:  # is raised where the vectors are taken
            self._made.put(error)
        finally:
            if process is not None:
                self._ended(process)

    def _started(self, threads: int) -> subprocess.Popen[bytes]:
        folder = "" if self._source.folder is None else str(self._source.folder)
        with self._changing:
            if self._closed:
                raise _no_process("is no longer wanted")
            try:
                process = subprocess.Popen(  # noqa: S603
                    [sys.executable, "-m", "index.worker", self._source.name, folder, str(threads)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=Path(__file__).parents[1],
                    # no threads of the tokenizer's beside those of torch
                    env={**os.environ, "TOKENIZERS_PARALLELISM": "false"},
                )
            except OSError as error:
                raise _no_process(f"cannot be started ({error})") from error
            self._running.add(process)
        return process

    def _asked(self, process: subprocess.Popen[bytes], batch: list[str]) -> Vectors:
        assert process.stdin is not None and process.stdout is not None
        write(process.stdin, TEXTS, packed(batch))
        kind, content = read(process.stdout)
        if kind == FAILED:
            raise self._source.unusable(content.decode())
        return unpacked(content)

    def _ended(self, process: subprocess.Popen[bytes]) -> int:
        with self._changing:
            self._running.discard(process)
        process.kill()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with suppress(OSError):  # there may be something left to write
                pipe.close()
        return process.wait()


def _no_process(why: str) -> EmbeddingError:
    return EmbeddingError(
        f"a process that embeds passages {why}: where memory is short, embed in one process with "
        "DATELINE_THREADS=1; what is embedded so far is kept"
    )

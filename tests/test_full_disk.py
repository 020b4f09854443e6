"""A disk that is full stops a run with a clear error; once there is room, the next one finishes it.

Really full: a file system of a few megabytes, or files that the system lets grow no further.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crashing import Dump, Processes, Task

WORDS = ("country", "tanks", "w3")
LOOK: Task = ("look", *WORDS)
DUMP: Task = ("dump", *WORDS)
CHECK: Task = ("check",)
FEW, MANY = 20, 120  # articles that are there before, and in all
LONG_AGO = 1_700_000_000  # as a file's time, which tells whether it has changed
KB = 1024
ENOUGH = 64 * KB * KB


@dataclass(frozen=True)
class Archive:
    """What is added first, while there is room, and then; and the library that this makes undisturbed."""

    first: Task
    then: Task
    made: Dump


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with Processes() as processes:
        yield processes


@pytest.fixture(scope="module")
def archive(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("source")
    paths = [folder / f"{number:03}.json" for number in range(MANY)]
    for number, path in enumerate(paths):
        body = " ".join(f"Sentence {n} of {number} is w{n} here." for n in range(60))
        row = {"id": f"n{number}", "title": f"Country {number}", "text": f"It sent {number} tanks. {body}"}
        path.write_text(json.dumps(row))
        os.utime(path, (LONG_AGO, LONG_AGO))
    first: Task = ("add", *paths[:FEW])
    then: Task = ("sync", folder)
    made: Dump = processes.run(tmp_path_factory.mktemp("undisturbed"), first, then, DUMP)[2]
    return Archive(first, then, made)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ENOUGH}", "dateline-test", str(disk)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"only who may mount a small disk can fill one: {error}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def resize(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def used(disk: Path) -> int:
    found = os.statvfs(disk)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def assert_clear(failure: str) -> None:
    assert failure.startswith("index.errors.LibraryError: ")
    assert "see that its disk has room" in failure


def assert_nothing_lost(processes: Processes, home: Path, archive: Archive, before: dict[str, str]) -> None:
    assert before.items() <= processes.run(home, LOOK)[0].items()
    _, nothing, _, held = processes.run(home, CHECK, CHECK, archive.then, DUMP)
    assert nothing == []
    assert held == archive.made


@pytest.mark.parametrize("largest", [0, 4, 40, 100, 300, 500, 700, 1000, 1500])
def test_where_files_cannot_grow_a_run_stops_clearly_and_the_next_one_finishes_it(
    processes: Processes, archive: Archive, tmp_path: Path, largest: int
) -> None:
    home = tmp_path / "home"
    before = processes.run(home, archive.first, LOOK)[1]
    assert_clear(processes.failure(home, archive.then, largest_file=largest * KB))
    assert_nothing_lost(processes, home, archive, before)


@pytest.mark.parametrize("task", ["add", "sync", "rebuild", "check"])
def test_each_command_says_that_there_is_no_room_at_all(
    processes: Processes, archive: Archive, tmp_path: Path, task: str
) -> None:
    home = tmp_path / "home"
    before = processes.run(home, archive.first, LOOK)[1]
    assert_clear(processes.failure(home, (task,), largest_file=0))
    assert_nothing_lost(processes, home, archive, before)


@pytest.mark.parametrize("room", [0, 20, 200, 800, 1500, 2200])
def test_a_disk_that_is_full_loses_nothing(
    processes: Processes, archive: Archive, small_disk: Path, room: int
) -> None:
    home = small_disk / "home"
    before = processes.run(home, archive.first, LOOK)[1]
    resize(small_disk, used(small_disk) + room * KB)
    assert_clear(processes.failure(home, archive.then))
    assert_clear(processes.failure(home, CHECK))
    resize(small_disk, ENOUGH)
    assert_nothing_lost(processes, home, archive, before)

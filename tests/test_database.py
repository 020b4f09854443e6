"""The library's file: refused where it cannot be used or was made otherwise, and safe with many writers."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from index import passages
from index.article import Article
from index.database import Database
from index.errors import LibraryError
from index.library import Change, Library
from index.settings import Settings

ROOT = Path(__file__).parents[1]
WRITER = """
import sys
from pathlib import Path
from index.article import Article
from index.library import Library
from index.settings import Settings

home, writer = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.read()
library = Library(Settings(home=home))
for number in range(40):
    library.add(Article(text=f"Article {number} by {writer}.", title="T", origin=f"/{writer}/{number}"))
    library.add(Article(text=f"Article {number} by either.", title="T", origin=f"/either/{number}"))
library.close()
"""


def made(home: Path, **settings: str) -> Path:
    library = Library(Settings(home=home, **settings))  # type: ignore[arg-type]
    library.add(Article(text="Poland sent tanks.", title="Tanks"))
    library.close()
    return home


def described(home: Path, name: str, value: str) -> None:
    connection = sqlite3.connect(home / "library.sqlite")
    connection.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))
    connection.commit()
    connection.close()


def test_another_model_is_refused_with_the_command_that_rebuilds(tmp_path: Path) -> None:
    home = made(tmp_path, embedding_model="one")
    with pytest.raises(LibraryError, match=r"model one, not two.* python -m index rebuild"):
        Library(Settings(home=home, embedding_model="two"))


def test_another_passage_size_is_refused_with_the_command_that_rebuilds(tmp_path: Path) -> None:
    home = made(tmp_path)
    described(home, "passages", "500/1")
    with pytest.raises(
        LibraryError, match=rf"passages 500/1, not {passages.LIMIT}/.* python -m index rebuild"
    ):
        Library(Settings(home=home))


def test_another_schema_is_refused_even_for_rebuilding_with_the_command_that_adds_again(
    tmp_path: Path,
) -> None:
    home = made(tmp_path)
    described(home, "schema", "0")
    for rebuilding in (False, True):
        with pytest.raises(LibraryError, match=r"schema 0, not \d.* python -m index add"):
            Library(Settings(home=home), rebuilding=rebuilding)


def test_a_library_being_rebuilt_may_have_had_another_model_until_it_is_split_again(tmp_path: Path) -> None:
    home = made(tmp_path, embedding_model="one")
    library = Library(Settings(home=home, embedding_model="two"), rebuilding=True)
    library.split_again()
    library.close()
    Library(Settings(home=home, embedding_model="two")).close()
    with pytest.raises(LibraryError, match="model two, not one"):
        Library(Settings(home=home, embedding_model="one"))


def test_a_folder_that_cannot_be_one_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(LibraryError, match="or set DATELINE_HOME to another folder"):
            Library(Settings(home=home))


@pytest.mark.parametrize(
    "content", [b"this is no database, however long it may be" * 100, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.sqlite").write_bytes(content)
    with pytest.raises(LibraryError, match="cannot be used"):
        Library(Settings(home=tmp_path))
    assert (tmp_path / "library.sqlite").read_bytes() == content


def test_a_library_without_its_description_is_refused(tmp_path: Path) -> None:
    home = made(tmp_path)
    connection = sqlite3.connect(home / "library.sqlite")
    connection.execute("DELETE FROM meta")
    connection.commit()
    connection.close()
    with pytest.raises(LibraryError):
        Library(Settings(home=home))


def test_a_change_that_fails_in_the_middle_leaves_everything_as_it_was(tmp_path: Path) -> None:
    library = Library(Settings(home=tmp_path))
    article = Article(text="One came.", title="T", url="https://courier.example/1")
    library.add(article)
    changed = replace(article, text="Two came.")
    with pytest.raises(sqlite3.ProgrammingError):  # after the old passages were taken out
        library.add(changed, place=object())  # type: ignore[arg-type]
    assert library.search(["one"], 1)
    assert library.stale_vectors() == []
    assert library.add(replace(article, text="Two came.")) is Change.CHANGED
    library.close()


def test_a_library_that_was_moved_is_the_same(tmp_path: Path) -> None:
    home = made(tmp_path / "old")
    shutil.move(home, tmp_path / "new")
    library = Library(Settings(home=tmp_path / "new"))
    assert library.search(["tanks"], 1)
    library.close()


def test_two_threads_add_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    library = Library(Settings(home=tmp_path))
    failed: list[BaseException] = []

    def add(writer: str) -> None:
        try:
            for number in range(60):
                library.add(Article(text=f"Tank {number} {writer}.", title="T", origin=f"/{writer}/{number}"))
                library.search([str(number)], 3)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=add, args=(writer,)) for writer in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert library.status().articles == library.status().passages == 120
    assert len(library.search(["tank"], 200)) == 120
    library.close()


def test_processes_begin_one_library_and_add_at_once_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "home"), writer],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        for writer in "abc"
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.close()
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()
    library = Library(Settings(home=tmp_path / "home"))
    assert library.status().articles == library.status().passages == 40 * 4
    assert len(library.search(["article"], 500)) == 40 * 4
    library.close()


def test_a_closed_database_lets_go_of_its_file(tmp_path: Path) -> None:
    database = Database(Settings(home=tmp_path))
    database.close()
    assert not list(tmp_path.glob("*-wal"))


def test_a_thread_that_has_ended_leaves_no_connection_open(tmp_path: Path) -> None:
    library = Library(Settings(home=tmp_path))
    before = files_open(tmp_path)
    for _ in range(20):
        thread = threading.Thread(target=library.status)
        thread.start()
        thread.join()
    assert before <= files_open(tmp_path) <= 3 * before
    library.close()
    assert files_open(tmp_path) == 0


def files_open(home: Path) -> int:
    """How often this process holds files of the library open."""
    links = Path("/proc/self/fd")
    if not links.is_dir():
        pytest.skip("this system does not list the files that a process holds open")
    held = 0
    for link in links.iterdir():
        with contextlib.suppress(OSError):
            held += link.readlink().parent == home
    return held

"""What cannot be read for a while takes nothing out of a library that it brought in before."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.faults import Fault
from index.progress import Progress
from index.showing import sources_as_text
from index.sources import Kind
from index.sync import Store
from tests.crashing import dump

WORDS = ("harbour", "bridge", "ferry")
ROWS = [
    {"id": word, "title": word.capitalize(), "text": f"The {word} number {number} was opened today."}
    for number, word in enumerate(WORDS)
]
LONG_AGO = 1_700_000_000  # as a file's time, which tells whether it has changed


def lines(*rows: object) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    os.utime(path, (LONG_AGO, LONG_AGO))


def synced(store: Store) -> Progress:
    *_, last = store.sync()
    assert last.done
    assert [step for step in store.check() if isinstance(step, Fault)] == []
    return last


def replaced(does: Callable[[Path], object]) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        path.unlink()
        does(path)

    return replace


def without_permission(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("an administrator may read everything")
    path.chmod(0)


UNREADABLE: dict[str, Callable[[Path], object]] = {
    "no permission": without_permission,
    "a pipe in its place": replaced(os.mkfifo),
    "a folder in its place": replaced(Path.mkdir),
    "a link to itself": replaced(lambda path: path.symlink_to(path)),
    "cut short": lambda path: write(path, path.read_bytes()[:-40]),
    "bytes of nothing": lambda path: write(path, bytes(range(256))),
    "empty": lambda path: write(path, b""),
}


@pytest.mark.parametrize("how", UNREADABLE)
def test_a_file_that_cannot_be_read_for_a_while_keeps_its_articles(
    store: Store, tmp_path: Path, how: str
) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    path, packed = folder / "articles.jsonl.gz", gzip.compress(lines(*ROWS), mtime=0)
    write(path, packed)
    write(folder / "other.txt", b"Another article stays where it is, and so it should.")
    store.library.register(Kind.FILES, str(folder.resolve()))
    synced(store)
    before = dump(store, *WORDS)
    UNREADABLE[how](path)
    unread = synced(store)
    assert (unread.removed, unread.changed, unread.added) == (0, 0, 0)
    during = dump(store, *WORDS)
    assert {**during, "places": before["places"]} == before
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    write(path, packed)
    synced(store)
    assert dump(store, *WORDS) == before


@pytest.mark.parametrize(
    "broken", [b"{broken", b"\xff\xfe\x00", b"[]", b'{"title": "no text"}', b'{"id": "bridge"'], ids=repr
)
def test_a_corrupt_line_keeps_the_articles_of_its_file_and_the_other_lines_are_taken_in(
    store: Store, tmp_path: Path, broken: bytes
) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    path = folder / "articles.jsonl"
    write(path, lines(*ROWS))
    store.library.register(Kind.FILES, str(folder.resolve()))
    synced(store)
    changed = ROWS[2] | {"text": "The ferry number 7 was sold."}
    write(path, lines(ROWS[0], broken, changed))
    progress = synced(store)
    assert (progress.skipped, progress.changed, progress.removed) == (1, 1, 0)
    for _ in range(2):  # told until it is mended, though the file is not read again
        (source,) = store.library.sources()
        ((place, reason),) = source.failures
        assert (
            (source.unread, place) == (1, str(path))
            and reason.startswith("#2 ")
            and reason in sources_as_text([source])
        )
        synced(store)
    assert [bool(store.library.search([word], 1)) for word in (*WORDS, "sold")] == [True] * 4
    write(path, lines(ROWS[0], changed))
    progress = synced(store)
    assert (progress.skipped, progress.removed) == (0, 1)
    assert store.library.sources()[0].failures == ()
    assert not store.library.search(["bridge"], 1)

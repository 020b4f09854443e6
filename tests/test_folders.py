"""A registered folder and what becomes of its articles as files come, change, move and go."""

import json
import os
import time
from pathlib import Path

import pytest

from index.progress import Progress
from index.sources import Kind
from index.sync import Store
from tests.dispatches import XHTML, item

OLD = time.time() - 3600  # files written just now are looked at again, whatever their time


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def write(path: Path, text: str, age: float = 0) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (OLD + age, OLD + age))
    return path


def rows(path: Path, *texts: str, age: float = 0) -> Path:
    lines = [json.dumps({"id": text.split()[0], "title": "T", "text": text}) for text in texts]
    return write(path, "".join(line + "\n" for line in lines), age)


def synced(store: Store, folder: Path) -> Progress:
    if not store.library.sources():
        store.library.register(Kind.FILES, str(folder))
    *_, last = store.sync()
    assert last.done and store.vectors.ids() == {
        row[0] for row in store.library._rows("SELECT passage_id FROM passages")
    }, "both indexes have the same"
    return last


def counts(progress: Progress) -> tuple[int, int, int, int]:
    return progress.added, progress.changed, progress.unchanged, progress.removed


def texts(store: Store) -> set[str]:
    listed, _ = store.library.list_articles()
    stored = [store.library.article(headline.article_id) for headline in listed]
    return {one.text.strip() for one in stored if one is not None}


def test_files_are_told_apart_as_added_changed_unchanged_and_removed(store: Store, folder: Path) -> None:
    first = write(folder / "first.txt", "Poland sent tanks.")
    second = write(folder / "second.txt", "Latvia sent guns.")
    assert counts(synced(store, folder)) == (2, 0, 0, 0)
    assert counts(synced(store, folder)) == (0, 0, 2, 0)
    write(first, "Poland sent more tanks.", age=1)
    assert counts(synced(store, folder)) == (0, 1, 1, 0)
    second.unlink()
    assert counts(synced(store, folder)) == (0, 0, 1, 1)
    assert texts(store) == {"Poland sent more tanks."}
    assert store.library.search(["Latvia"], 5) == []


def test_what_may_pass_by_itself_is_looked_at_again_and_what_is_broken_is_not(
    store: Store, folder: Path
) -> None:
    write(folder / "later.xml", item(XHTML, meta="<embargoed/>"))
    write(folder / "broken.json", "{")
    assert synced(store, folder).skipped == 2
    assert synced(store, folder).skipped == 1
    assert store.library.sources()[0].unread == 2


def test_files_without_articles_may_all_go(store: Store, folder: Path) -> None:
    write(folder / "ferry.pdf", "%PDF-1.7")
    assert synced(store, folder).skipped == 1
    (folder / "ferry.pdf").unlink()
    write(folder / "ferry.txt", "Poland sent tanks.")
    last = synced(store, folder)
    assert (*counts(last), last.failed) == (1, 0, 0, 0, 0)


def test_a_file_that_is_as_it_was_is_not_read_again(store: Store, folder: Path) -> None:
    path = write(folder / "first.txt", "Poland sent tanks.")
    synced(store, folder)
    stamp = path.stat()
    path.write_text("Poland sent tonks.", encoding="utf-8")  # of the same length, and made to look as old
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert counts(synced(store, folder)) == (0, 0, 1, 0)
    os.utime(path, (OLD + 5, OLD + 5))
    assert counts(synced(store, folder)) == (0, 1, 0, 0)


def test_a_file_written_at_this_moment_is_looked_at_again(store: Store, folder: Path) -> None:
    path = folder / "first.txt"
    path.write_text("Poland sent tanks.", encoding="utf-8")
    synced(store, folder)
    stamp = path.stat()
    path.write_text("Poland sent tonks.", encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert counts(synced(store, folder)) == (0, 1, 0, 0)


def test_a_moved_file_is_the_same_article(store: Store, folder: Path) -> None:
    path = write(folder / "first.txt", "Poland sent tanks.")
    synced(store, folder)
    (before,), _ = store.library.list_articles()
    (folder / "older").mkdir()
    path.rename(folder / "older" / "renamed.txt")
    assert counts(synced(store, folder)) == (0, 0, 1, 0)
    assert store.library.list_articles()[0] == (before,)
    write(folder / "older" / "renamed.txt", "Poland sent more.", age=9)
    assert counts(synced(store, folder)) == (0, 1, 0, 0)
    assert store.library.list_articles()[0][0].article_id == before.article_id


def test_rows_that_leave_a_file_leave_the_library_wherever_they_stood(store: Store, folder: Path) -> None:
    path = rows(folder / "wire.jsonl", "One came.", "Two came.", "Three came.")
    synced(store, folder)
    rows(path, "Four came.", "Three came.", "One came.", age=1)
    assert counts(synced(store, folder)) == (1, 0, 2, 1)
    assert texts(store) == {"Four came.", "Three came.", "One came."}


def test_a_row_that_cannot_be_read_takes_no_article_away(store: Store, folder: Path) -> None:
    path = rows(folder / "wire.jsonl", "One came.", "Two came.")
    synced(store, folder)
    whole = path.read_text(encoding="utf-8")
    write(path, whole.replace('{"id": "Two"', '{"id": "Tw', 1), age=1)
    last = synced(store, folder)
    assert (last.removed, last.skipped) == (0, 1)
    assert texts(store) == {"One came.", "Two came."}
    write(path, whole, age=2)
    assert counts(synced(store, folder)) == (0, 0, 2, 0)


def test_a_folder_that_is_not_there_fails_and_nothing_is_removed(store: Store, folder: Path) -> None:
    write(folder / "first.txt", "Poland sent tanks.")
    synced(store, folder)
    folder.rename(folder.with_name("unmounted"))
    last = synced(store, folder)
    assert (last.failed, last.removed) == (1, 0)
    (source,) = store.library.sources()
    assert source.failing_since is not None and "is not there" in source.failure
    folder.with_name("unmounted").rename(folder)
    assert synced(store, folder).failed == 0
    assert store.library.sources()[0].failing_since is None


def test_a_folder_that_has_lost_everything_at_once_fails_and_nothing_is_removed(
    store: Store, folder: Path
) -> None:
    path = write(folder / "first.txt", "Poland sent tanks.")
    synced(store, folder)
    path.unlink()
    last = synced(store, folder)
    assert (last.failed, last.removed) == (1, 0)
    assert "remove-source" in store.library.sources()[0].failure
    assert texts(store) == {"Poland sent tanks."}


def test_a_source_that_fails_does_not_hold_up_the_others(store: Store, folder: Path) -> None:
    store.library.register(Kind.FILES, str(folder / "nowhere"))
    write(folder / "first.txt", "Poland sent tanks.")
    store.library.register(Kind.FILES, str(folder))
    *_, last = store.sync()
    assert (last.failed, last.added) == (1, 1)


def test_a_copy_that_goes_leaves_the_article_with_the_other_copy(store: Store, folder: Path) -> None:
    write(folder / "first.txt", "Poland sent tanks.")
    copy = write(folder / "second.txt", "Poland sent tanks.")
    synced(store, folder)
    assert len(texts(store)) == 1
    copy.unlink()
    assert counts(synced(store, folder)) == (0, 0, 1, 0)
    assert texts(store) == {"Poland sent tanks."}


def test_a_file_whose_name_is_no_utf_8_is_known_again(store: Store, folder: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/f\xe9rry.txt"))
    try:
        write(odd, "The ferry was late.")
    except OSError:
        pytest.skip("this file system takes no such name")
    write(folder / "other.txt", "The bus was late.")
    synced(store, folder)
    assert counts(synced(store, folder)) == (0, 0, 2, 0)
    odd.unlink()
    assert counts(synced(store, folder)) == (0, 0, 1, 1)

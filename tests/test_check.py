"""A check finds what is wrong with a library, mends it, and finds nothing the second time."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from index.__main__ import main
from index.errors import LibraryBusy
from index.examined import _RECORDS
from index.faults import Fault
from index.sources import Kind
from index.sync import Store
from tests.crashing import dump
from tests.damages import DAMAGES, execute, home, lost_vectors, no_database_of_vectors

ARTICLES = 12
WORDS = ("country", "tanks", "w3")
LONG_AGO = 1_700_000_000


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    for number in range(ARTICLES):
        body = " ".join(f"Sentence {n} of {number // 2} is w{n} here." for n in range(40))
        row = {
            "id": f"n{number}",
            "title": f"Country {number}",
            "date": "2023-02-24",
            "author": ["Ann Lee"],
            "text": f"Country {number} sent tanks. {body}",
        }
        path = folder / f"{number}.json"
        path.write_text(json.dumps(row))
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def filled(store: Store, source: Path) -> Store:
    store.library.register(Kind.FILES, str(source.resolve()))
    synced(store)
    return store


def synced(store: Store) -> None:
    *_, last = store.sync()
    assert (last.done, last.failed, last.skipped) == (True, 0, 0)


def faults(store: Store) -> list[Fault]:
    return [step for step in store.check() if isinstance(step, Fault)]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_told_and_mended_and_the_library_is_what_it_was(
    filled: Store, damage: str
) -> None:
    before = dump(filled, *WORDS)
    assert faults(filled) == []
    does, told = DAMAGES[damage]
    does(filled)
    found = faults(filled)
    assert told in {fault.what for fault in found}
    assert all(fault.count > 0 and fault.done and not fault.command for fault in found)
    assert faults(filled) == []
    assert dump(filled, *WORDS) == before


def test_every_reference_of_the_schema_is_among_those_that_are_checked(filled: Store) -> None:
    checked = " ".join(statement for _, _, statement in _RECORDS)
    tables = [row[0] for row in filled.library._rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    references = [
        (table, key[3], key[2])
        for table in tables
        for key in filled.library._rows(f"PRAGMA foreign_key_list({table})")
    ]
    assert len(references) > 5
    for table, column, parent in references:
        assert f"DELETE FROM {table} WHERE" in checked
        assert f"{column} NOT IN (SELECT id FROM {parent})" in checked


def test_a_library_that_is_as_it_should_be_is_left_as_it_is(filled: Store) -> None:
    before, asked = dump(filled, *WORDS), len(filled.embedder.asked)  # type: ignore[attr-defined]
    assert faults(filled) == []
    assert dump(filled, *WORDS) == before
    assert len(filled.embedder.asked) - asked <= 24  # type: ignore[attr-defined]


def test_an_empty_library_has_no_faults(store: Store) -> None:
    assert faults(store) == []


def test_a_text_that_was_altered_in_the_database_is_told_and_read_again_by_the_next_run(
    filled: Store,
) -> None:
    before = dump(filled, *WORDS)
    execute(filled, "UPDATE articles SET text = replace(text, 'tanks', 'roses') WHERE id = 3")
    execute(filled, "UPDATE articles SET authors = 'no list', published = '2023-02-31' WHERE id = 4")
    found = {fault.what: fault for fault in faults(filled)}
    altered = found["articles whose content is not what was stored"]
    assert (altered.count, altered.command[:20]) == (2, "python -m index sync")
    assert found["articles with authors that cannot be read"].count == 1
    assert found["articles with a day that is none"].count == 1
    assert faults(filled) == []
    assert len(filled.library.search(["roses"], 5)) == 1
    synced(filled)
    mended = dump(filled, *WORDS)
    del before["versions"], mended["versions"]  # what stood there meanwhile is kept, as anything
    assert mended == before


def test_an_article_that_nobody_holds_is_kept_as_if_added_by_hand(filled: Store, source: Path) -> None:
    execute(filled, "DELETE FROM holdings WHERE article = 1")
    (fault,) = faults(filled)
    assert (fault.what, fault.count) == ("articles that nobody holds", 1)
    rows = filled.library._rows("SELECT source, place FROM holdings WHERE article = 1")
    assert rows == [(0, str(source.resolve() / "0.json"))]
    filled.remove(filled.library.sources()[0], keep=False)
    assert filled.library.status().articles == 1


def test_a_damaged_index_of_sqlite_is_made_anew(filled: Store) -> None:
    before = dump(filled, *WORDS)
    execute(
        filled,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, '(outlet)', '(title)') "
        "WHERE name = 'articles_by_outlet'",
    )
    filled.close()
    again = Store(filled.settings, embedder=filled.embedder)
    assert [fault.what for fault in faults(again)] == ["damages of SQLite's indexes"]
    assert faults(again) == []
    assert dump(again, *WORDS) == before
    again.close()


def test_a_database_that_is_damaged_beyond_mending_says_what_to_do_and_nothing_is_changed(
    filled: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    filled.close()
    path = filled.library.path
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles'").fetchone()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = bytes(4096)
    path.write_bytes(data)
    code = main(["check", "--home", str(home(filled)), "--model", "words"])
    told = capsys.readouterr().err
    assert code == 2
    assert "damaged" in told and "add sources and articles again" in told and "Traceback" not in told
    assert path.read_bytes() == data


def test_it_is_refused_while_another_process_adds_or_embeds(filled: Store) -> None:
    for name, reason in (("writer.lock", "are being added"), ("embedding.lock", "vectors are being made")):
        lost_vectors(filled)
        with FileLock(home(filled) / name, thread_local=False), pytest.raises(LibraryBusy, match=reason):
            faults(filled)
        assert len(faults(filled)) == 2


def test_questions_are_answered_all_the_while(filled: Store) -> None:
    """Though the whole vector index is made anew beside them."""
    asking = Store(filled.settings, embedder=filled.embedder)
    vector = filled.embedder.encode(["Country 3 sent tanks"])[0]
    assert len(asking.vectors.search(vector, 5)) == 5
    no_database_of_vectors(filled)
    steps = iter(filled.check())
    told = [fault for fault in steps if isinstance(fault, Fault) and fault.done == "made anew"][:1]
    for _ in steps:
        assert len(asking.library.search(["country"], 99)) == filled.library.status().passages
        asking.vectors.search(vector, 5)
    assert told
    assert len(asking.vectors.search(vector, 5)) == 5
    asking.close()


def test_the_command_says_what_it_found_in_words_or_json_and_by_its_exit_code(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["check", "--home", str(home(store)), "--model", "words"]
    assert main(command) == 0
    assert capsys.readouterr().out == "nothing is wrong\n"
    execute(store, "INSERT INTO places (source, place) VALUES (55, '/nowhere')")
    assert main([*command, "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {"what": "places of no source", "count": 1, "done": "taken out", "command": ""}
    ]
    execute(store, "INSERT INTO places (source, place) VALUES (55, '/nowhere')")
    assert main(command) == 1
    assert capsys.readouterr().out == "1 places of no source: taken out\n"
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []

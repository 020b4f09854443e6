"""Vectors in a real Chroma: what is put in is found as an exact search would find it, by every process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import LibraryError
from index.scope import EVERYTHING, Scope
from index.vectors import Row, Vectors

ROOT = Path(__file__).parents[1]
OTHER_PROCESS = """
import json, sys
from pathlib import Path
import numpy as np
from index.vectors import Row, Vectors

vectors = Vectors(Path(sys.argv[1]), "model")
for line in sys.stdin:
    name, axis = json.loads(line)
    seen = sorted(vectors.ids())
    vectors.upsert([Row(name, "a", None, "")], np.eye(4, dtype=np.float32)[axis : axis + 1])
    print(json.dumps(seen), flush=True)
vectors.close()
"""


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    vectors = Vectors(tmp_path / "vectors", "model")
    yield vectors
    vectors.close()


def row(name: str, published: date | None = None, outlet: str = "The Courier") -> Row:
    return Row(name, f"article of {name}", published, outlet)


def axes(*numbers: int) -> NDArray[np.float32]:
    return np.eye(4, dtype=np.float32)[list(numbers)]


def names(vectors: Vectors, axis: int = 0, count: int = 9, scope: Scope = EVERYTHING) -> list[str]:
    return [name for name, _ in vectors.search(axes(axis)[0], count, scope=scope)]


def random_units(count: int, seed: int) -> NDArray[np.float32]:
    made = np.random.default_rng(seed).standard_normal((count, 32))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def test_the_nearest_come_first_with_their_cosine(vectors: Vectors) -> None:
    near = np.array([[0.8, 0.6, 0, 0]], dtype=np.float32)
    vectors.upsert([row("same"), row("far"), row("near")], np.vstack([axes(0, 1), near]))
    found = vectors.search(axes(0)[0], 9)
    assert [name for name, _ in found] == ["same", "near", "far"]
    assert [similarity for _, similarity in found] == pytest.approx([1, 0.8, 0], abs=1e-5)
    assert names(vectors, count=2) == ["same", "near"]


def test_nothing_is_found_where_nothing_is(vectors: Vectors) -> None:
    assert vectors.search(axes(0)[0], 5) == []
    assert vectors.ids() == set()


def test_putting_in_again_replaces(vectors: Vectors) -> None:
    vectors.upsert([row("a"), row("b")], axes(0, 1))
    vectors.upsert([row("a")], axes(2))
    assert vectors.ids() == {"a", "b"}
    ((name, similarity),) = vectors.search(axes(2)[0], 1)
    assert name == "a"
    assert similarity == pytest.approx(1)


def test_what_is_taken_out_is_not_found_and_unknown_ids_are_no_error(vectors: Vectors) -> None:
    vectors.upsert([row("a"), row("b")], axes(0, 1))
    vectors.delete(["a", "nobody"])
    vectors.delete([])
    assert vectors.ids() == {"b"}
    assert names(vectors) == ["b"]


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(), {"old", "new", "undated"}),
        (Scope(last=date(2023, 2, 24)), {"old", "new", "undated"}),
        (Scope(last=date(2023, 2, 23)), {"old", "undated"}),
        (Scope(last=date(1999, 12, 30)), {"undated"}),
        (Scope(first=date(1999, 12, 31)), {"old", "new"}),
        (Scope(first=date(2000, 1, 1), last=date(2023, 2, 24)), {"new"}),
        (Scope(outlets=("Northline Daily",)), {"new"}),
        (Scope(outlets=("Northline Daily", "The Courier")), {"old", "new", "undated"}),
        (Scope(last=date(2023, 2, 23), outlets=("Northline Daily",)), set()),
        (Scope(authors=("Nobody",)), {"old", "new", "undated"}),
    ],
)
def test_only_days_and_outlets_of_the_scope_are_found(
    vectors: Vectors, scope: Scope, found: set[str]
) -> None:
    rows = [row("old", date(1999, 12, 31)), row("new", date(2023, 2, 24), "Northline Daily"), row("undated")]
    vectors.upsert(rows, axes(0, 0, 0))
    assert set(names(vectors, scope=scope)) == found


def test_the_search_finds_what_an_exact_one_finds(vectors: Vectors) -> None:
    held, queries = random_units(600, seed=1), random_units(40, seed=2)
    vectors.upsert([row(str(number)) for number in range(len(held))], held)
    exact = np.argsort(-(queries @ held.T), axis=1)[:, :10]
    found = [{int(name) for name, _ in vectors.search(query, 10)} for query in queries]
    recall = np.mean([len(set(nearest) & got) / 10 for nearest, got in zip(exact, found, strict=True)])
    assert recall >= 0.99


def test_more_rows_than_chroma_takes_at_once_are_put_in_and_taken_out(vectors: Vectors) -> None:
    rows = [row(str(number)) for number in range(5_600)]
    vectors.upsert(rows, np.ones((len(rows), 2), dtype=np.float32))
    assert len(vectors.ids()) == len(rows)
    vectors.delete([entry.passage_id for entry in rows])
    assert vectors.ids() == set()


def test_ids_are_all_there_whatever_part_is_read_at_once(
    vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.vectors._IDS_AT_ONCE", 7)
    held = {str(number) for number in range(50)}
    vectors.upsert([row(name) for name in sorted(held)], random_units(50, seed=5))
    vectors.delete(["3", "30", "31"])
    assert vectors.ids() == held - {"3", "30", "31"}


def test_a_folder_that_cannot_be_written_is_refused_saying_what_mends_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError, match=r"disk has room and that you can write to it"):
        Vectors(tmp_path / "file" / "vectors", "model").ids()


def test_clearing_takes_out_the_vectors_of_every_model(tmp_path: Path) -> None:
    one, two = Vectors(tmp_path / "vectors", "one"), Vectors(tmp_path / "vectors", "two")
    one.upsert([row("a")], axes(0))
    two.upsert([row("b")], np.ones((1, 9), dtype=np.float32))  # another dimension
    two.clear()
    assert one.ids() == two.ids() == set()
    one.upsert([row("c")], axes(0))
    assert one.ids() == {"c"}
    one.close()
    two.close()


def test_what_was_put_in_is_there_after_reopening(tmp_path: Path) -> None:
    for axis, known in ((0, set()), (1, {"0"})):
        vectors = Vectors(tmp_path / "vectors", "model")
        assert vectors.ids() == known
        vectors.upsert([row(str(axis))], axes(axis))
        vectors.close()


def test_a_closed_index_opens_itself_again(vectors: Vectors) -> None:
    vectors.upsert([row("a")], axes(0))
    vectors.close()
    assert names(vectors) == ["a"]


def test_two_processes_that_write_in_turn_see_and_keep_what_the_other_wrote(
    vectors: Vectors, tmp_path: Path
) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS, str(tmp_path / "vectors")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with other:
        assert other.stdin is not None and other.stdout is not None
        known: set[str] = set()
        for turn in range(6):
            vectors.upsert([row(f"mine {turn}")], axes(turn % 4))
            known.add(f"mine {turn}")
            other.stdin.write(json.dumps([f"other {turn}", turn % 4]) + "\n")
            other.stdin.flush()
            assert set(json.loads(other.stdout.readline())) == known
            known.add(f"other {turn}")
            assert {f"mine {turn}", f"other {turn}"} <= set(names(vectors, axis=turn % 4))
            assert vectors.ids() == known
        other.stdin.close()
    assert other.returncode == 0


def test_passages_are_compared_that_no_search_has_found(vectors: Vectors) -> None:
    made = random_units(50, seed=3)
    vectors.upsert([row(str(n)) for n in range(50)], made)
    query = random_units(1, seed=4)[0]
    searched = dict(vectors.search(query, 50))
    compared = vectors.similarities(query, ["31", "no such passage", "7"])
    assert compared == pytest.approx({name: searched[name] for name in ("7", "31")}, abs=1e-5)
    assert vectors.similarities(query, ["no such passage"]) == {}


def test_an_index_that_cannot_be_opened_is_refused_with_the_command_that_makes_it_anew(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "vectors"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"this is no database" * 100)
    with pytest.raises(LibraryError, match="python -m index check"):
        Vectors(folder, "model").ids()

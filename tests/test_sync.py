"""Files become a searchable library: only what is new is embedded, what is broken is named, one writes."""

import json
import os
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from index.errors import EmbeddingError, LibraryBusy, LibraryError
from index.filling import embedded_text
from index.progress import Progress
from index.scope import Scope
from index.settings import Settings
from index.sync import Store
from tests.fakes import WordEmbedder

TANKS = {"id": "tanks", "title": "Tanks", "date": "2023-02-24", "text": "Poland sent four Leopard tanks."}
BRIDGE = {
    "id": "bridge",
    "title": "Bridge",
    "source": "Northline Daily",
    "text": "The harbour bridge closed.",
}


def written(folder: Path, *rows: object) -> Path:
    path = folder / "articles.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def added(store: Store, *paths: Path) -> Progress:
    return last(store.add(paths))


def last(steps: Iterable[Progress]) -> Progress:
    *_, progress = steps
    assert progress.done
    return progress


def asked(store: Store) -> list[str]:
    assert isinstance(store.embedder, WordEmbedder)
    return store.embedder.asked


def test_every_passage_has_a_vector_afterwards_and_no_other_vector_is_there(
    store: Store, tmp_path: Path
) -> None:
    progress = added(store, written(tmp_path, TANKS, BRIDGE))
    assert (progress.read, progress.added, progress.embedded, progress.to_embed) == (2, 2, 2, 2)
    status = store.library.status()
    assert (status.articles, status.passages, status.embedded) == (2, 2, 2)
    assert len(store.vectors.ids()) == 2
    assert [*store.library.unembedded()] == []


def test_adding_the_same_folder_again_embeds_nothing(store: Store, tmp_path: Path) -> None:
    written(tmp_path, TANKS, BRIDGE)
    added(store, tmp_path)
    vectors, asked(store)[:] = store.vectors.ids(), []
    progress = added(store, tmp_path)
    assert (progress.read, progress.added, progress.unchanged, progress.embedded) == (2, 0, 2, 0)
    assert asked(store) == []
    assert store.vectors.ids() == vectors


def test_only_the_article_that_changed_is_embedded_and_its_old_vectors_leave(
    store: Store, tmp_path: Path
) -> None:
    added(store, written(tmp_path, TANKS, BRIDGE))
    before, asked(store)[:] = store.vectors.ids(), []
    progress = added(store, written(tmp_path, TANKS | {"text": "Poland sent ten Leopard tanks."}, BRIDGE))
    assert (progress.changed, progress.unchanged) == (1, 1)
    assert asked(store) == ["Tanks\nPoland sent ten Leopard tanks."]
    assert len(store.vectors.ids()) == 2
    assert len(store.vectors.ids() & before) == 1
    assert store.library.stale_vectors() == []


def test_an_article_that_changes_and_changes_back_keeps_its_vector(store: Store, tmp_path: Path) -> None:
    added(store, written(tmp_path, TANKS))
    before = store.vectors.ids()
    changing = store.add([written(tmp_path, TANKS | {"text": "Another text."})])
    next(changing)  # read, and not embedded
    changing.close()  # type: ignore[attr-defined]
    assert len(store.library.stale_vectors()) == 1
    added(store, written(tmp_path, TANKS))
    assert store.vectors.ids() == before
    assert store.library.status().embedded == 1


def test_broken_rows_and_files_are_named_and_the_rest_is_added(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, TANKS, "{broken", {"title": "No text"}, BRIDGE)
    missing = tmp_path / "nowhere.txt"
    reports = list(store.add([missing, path]))
    assert (reports[-1].read, reports[-1].added, reports[-1].skipped) == (5, 2, 3)
    problems = [problem for report in reports for problem in report.problems]
    assert [problem.origin for problem in problems] == [
        str(missing.resolve()),
        f"{path.resolve()}#2",
        f"{path.resolve()}#3",
    ]
    assert all(problem.reason for problem in problems)
    assert store.library.status().embedded == 2


def test_progress_counts_up_while_reading_and_embedding(store: Store, tmp_path: Path) -> None:
    rows = [TANKS | {"id": str(n), "text": f"Tank number {n} came."} for n in range(300)]
    steps = [*store.add([written(tmp_path, *rows)])]
    assert len({step.read for step in steps}) > 5
    assert [step.read for step in steps] == sorted(step.read for step in steps)
    assert [step.embedded for step in steps] == sorted(step.embedded for step in steps)
    assert len({step.embedded for step in steps}) > 2
    assert [step.done for step in steps] == [False] * (len(steps) - 1) + [True]


def test_words_can_be_searched_before_anything_is_embedded(store: Store, tmp_path: Path) -> None:
    steps = store.add([written(tmp_path, TANKS)])
    next(steps)
    assert store.library.search(["leopard"], 1)
    assert asked(store) == []
    last(steps)


def test_what_was_stored_but_not_embedded_is_embedded_by_the_next_run(store: Store, tmp_path: Path) -> None:
    steps = store.add([written(tmp_path, TANKS, BRIDGE)])
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert store.library.status().embedded == 0
    progress = added(store, written(tmp_path, TANKS))
    assert (progress.added, progress.unchanged, progress.embedded) == (0, 1, 2)


def test_a_second_writer_is_told_who_is_writing_and_adds_nothing(store: Store, tmp_path: Path) -> None:
    source = written(tmp_path, TANKS)
    steps = store.add([source])
    next(steps)
    second = Store(Settings(home=tmp_path / "home", embedding_model="words"), embedder=store.embedder)
    for attempt in (second.add([source]), second.rebuild()):
        with pytest.raises(
            LibraryBusy, match=rf"\(process {os.getpid()}\): try again when that has finished"
        ):
            last(attempt)
    last(steps)
    assert last(second.add([source])).unchanged == 1
    second.close()


def test_one_adding_may_be_carried_on_by_several_threads(store: Store, tmp_path: Path) -> None:
    """As a web server does, which has a thread for each step."""
    source = written(tmp_path, *(TANKS | {"id": str(n), "text": f"Tank {n}."} for n in range(50)))
    steps = iter(store.add([source]))
    finished: list[bool] = []
    while not finished:
        thread = threading.Thread(target=lambda: finished.append(True) if next(steps, None) is None else None)
        thread.start()
        thread.join()
    assert added(store, source).unchanged == 50


def test_rebuilding_with_another_model_embeds_everything_anew_and_nothing_is_read(
    store: Store, tmp_path: Path
) -> None:
    source = written(tmp_path, TANKS, BRIDGE)
    added(store, source)
    before = store.vectors.ids()
    store.close()
    source.unlink()
    settings = Settings(home=tmp_path / "home", embedding_model="other words")
    other = Store(settings, rebuilding=True, embedder=WordEmbedder(settings))
    progress = last(other.rebuild())
    assert (progress.read, progress.embedded) == (0, 2)
    assert other.vectors.ids() == before
    other.close()
    again = Store(settings, embedder=WordEmbedder(settings))
    assert again.library.status().embedding_model == "other words"
    assert len(again.library.search(["leopard"], 5)) == 1
    assert again.vectors.search(again.embedder.encode(["Leopard tanks"])[0], 5)
    again.close()


def test_a_rebuilding_that_is_broken_off_is_finished_by_the_next_adding(store: Store, tmp_path: Path) -> None:
    source = written(tmp_path, TANKS, BRIDGE)
    added(store, source)
    steps = store.rebuild()
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert added(store, source).embedded == 2
    assert len(store.vectors.ids()) == 2


@pytest.mark.parametrize("damaged", ["chroma.sqlite3", "*/header.bin"])
def test_rebuilding_mends_a_vector_index_that_cannot_be_used(
    store: Store, tmp_path: Path, damaged: str
) -> None:
    rows = [TANKS | {"id": str(number), "text": f"Tank {number} came."} for number in range(1_100)]
    added(store, written(tmp_path, *rows))
    store.close()
    for path in (tmp_path / "home" / "vectors").glob(damaged):
        path.write_bytes(b"nothing of use" * 100)
    again = Store(Settings(home=tmp_path / "home", embedding_model="words"), embedder=store.embedder)
    vector = again.embedder.encode(["Tank 7 came."])[0]
    with pytest.raises(LibraryError, match="python -m index check"):
        again.vectors.search(vector, 1)
    assert last(again.rebuild()).embedded == len(rows)
    assert len(again.vectors.search(vector, 5)) == 5
    assert len(again.vectors.ids()) == len(rows)
    again.close()


def test_what_is_embedded_is_the_title_and_the_sentences_without_furniture(
    store: Store, tmp_path: Path
) -> None:
    text = "One came.\nSign up for our newsletter\nTwo came."
    added(store, written(tmp_path, TANKS | {"text": text}))
    assert asked(store) == ["Tanks\nOne came. Two came."]


def test_a_vector_knows_the_day_of_its_article(store: Store, tmp_path: Path) -> None:
    added(store, written(tmp_path, TANKS, BRIDGE))
    vector = store.embedder.encode(["Leopard bridge"])[0]
    assert len(store.vectors.search(vector, 5, scope=Scope(last=date(2023, 2, 24)))) == 2
    (undated,) = store.vectors.search(vector, 5, scope=Scope(last=date(2023, 2, 23)))
    (passage,) = store.library.passages([undated[0]])
    assert passage.headline.title == "Bridge"
    assert embedded_text(passage) == "Bridge\nThe harbour bridge closed."


def test_two_articles_of_one_url_are_both_kept_and_then_unchanged(store: Store, tmp_path: Path) -> None:
    home = {"url": "https://courier.example/", "title": "News", "text": "A bridge was opened today."}
    path = written(tmp_path, home, home | {"text": "A harbour was closed today."}, home)
    first = added(store, path)
    assert (first.added, first.changed, first.unchanged) == (2, 0, 1)
    again = added(store, path)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)


def test_a_rebuilding_whose_model_cannot_be_loaded_changes_nothing(store: Store, tmp_path: Path) -> None:
    added(store, written(tmp_path, TANKS, BRIDGE))
    before = store.library.status()
    other = Settings(home=tmp_path / "home", embedding_model=str(tmp_path / "no-model"))
    wrong = Store(other, rebuilding=True)
    with pytest.raises(EmbeddingError):
        list(wrong.rebuild())
    wrong.close()
    assert store.library.status() == before
    assert len(store.vectors.ids()) == before.passages


def test_a_vector_index_that_was_lost_is_made_again_by_the_next_adding(store: Store, tmp_path: Path) -> None:
    added(store, written(tmp_path, TANKS, BRIDGE))
    store.vectors.clear()
    progress = added(store)
    assert progress.embedded == 2
    assert len(store.vectors.ids()) == 2

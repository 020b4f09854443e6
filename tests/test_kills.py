"""Corrections and kills of a news agency: what stands in the archive, in whatever order files are read."""

import json
import os
import shutil
import tempfile
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.article import Article, Kill
from index.faults import Fault
from index.library import Library
from index.progress import Progress
from index.settings import Settings
from index.showing import result_as_json, result_as_text, show
from index.sources import BY_HAND, Kind
from index.sync import Store
from tests.crashing import Processes, Task
from tests.dispatches import GUID, item, kill, message, nitf, text, usable
from tests.fakes import WordEmbedder
from tests.test_folders import counts, synced, texts, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path / "articles"


def added(store: Store, *paths: Path) -> Progress:
    *_, last = store.add(paths)
    return last


# --- the order in which they come


@given(
    items=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.booleans()), min_size=1, max_size=6),
    gone=st.sets(st.integers(0, 5)),
)
@example(items=[(1, 3, False), (2, 1, False), (2, 2, True)], gone={0})
@example(items=[(1, 1, False), (2, 2, False), (2, 4, False)], gone={2})
def test_the_highest_version_stands_unless_it_was_killed_whatever_comes_first_and_wherever(
    items: list[tuple[int, int, bool]], gone: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as home, closing(Library(Settings(home=Path(home)))) as library:
        sources = [BY_HAND, *(library.register(Kind.FILES, f"/{name}").number for name in "ab")]

        def read(number: int) -> None:
            source, version, is_kill = items[number]
            at = {"source": sources[source], "place": f"/{number}.xml"}
            if is_kill:
                library.withdraw(Kill(GUID, version), **at)  # type: ignore[arg-type]
            else:
                article = Article(text(version), "Ferry", given_id=GUID, revision=version)
                library.add(article, **at)  # type: ignore[arg-type]

        def stands() -> set[str]:
            listed, _ = library.list_articles()
            return {library.article(one.article_id).text for one in listed}  # type: ignore[union-attr]

        def wanted(numbers: set[int]) -> set[str]:
            said = [items[number][1:] for number in numbers]
            killed = max((version for version, is_kill in said if is_kill), default=0)
            newest = max((version for version, is_kill in said if not is_kill), default=0)
            return {text(newest)} if newest > killed else set()

        for number in range(len(items)):
            read(number)
        assert stands() == wanted({*range(len(items))})
        left = {number for number in range(len(items)) if number not in gone or not items[number][0]}
        for number in {*range(len(items))} - left:
            library.release(sources[items[number][0]], f"/{number}.xml")
        killed = [items[number][1] for number in left if items[number][2]]
        assert not stands() & {text(version) for version in range(1, max(killed, default=0) + 1)}
        for number in left:
            if not items[number][2]:  # the file of a kill is as it was
                read(number)
        assert stands() == wanted(left)


@pytest.mark.parametrize(
    ("files", "stands"),
    [
        ([usable(9), usable(10)], {text(10)}),
        ([usable(1), kill(1)], set()),
        ([usable(2), kill(1)], {text(2)}),
        ([message(usable(1), usable(1, "The bus was late.", "urn:wire:2")), kill(3)], {"The bus was late."}),
    ],
)
def test_files_are_read_in_any_order_in_one_run_or_in_several(
    tmp_path: Path, files: list[str], stands: set[str]
) -> None:
    settings = Settings(home=tmp_path / "home", embedding_model="words")
    for in_one_run in (True, False):
        for order in permutations(files):
            shutil.rmtree(tmp_path)
            (folder := tmp_path / "articles").mkdir(parents=True)
            with closing(Store(settings, embedder=WordEmbedder(settings))) as store:
                for number, content in enumerate(order):
                    write(folder / f"{number}.xml", content)
                    if not in_one_run:
                        synced(store, folder)
                synced(store, folder)
                assert texts(store) == stands
                synced(store, folder)
                assert texts(store) == stands


def test_a_file_that_an_older_version_overwrites_changes_nothing(store: Store, folder: Path) -> None:
    path = write(folder / "latest.xml", usable(2))
    synced(store, folder)
    for age in (1, 2):
        write(path, usable(1), age)
        assert counts(synced(store, folder)) == (0, 0, 1, 0)
        assert texts(store) == {text(2)}
    write(path, kill(3), age=3)
    assert counts(synced(store, folder)) == (0, 0, 0, 1)
    for age in (4, 5):
        write(path, usable(1), age)
        last = synced(store, folder)
        assert (*counts(last), last.kept_out) == (0, 0, 0, 0, 1)
        assert texts(store) == set()


def test_a_correction_replaces_what_another_source_brought(store: Store, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, version in ((first, 1), (second, 2)):
        folder.mkdir()
        write(folder / "a.xml", usable(version))
        store.library.register(Kind.FILES, str(folder))
    for _ in range(2):
        *_, last = store.sync()
    assert counts(last) == (0, 0, 2, 0)
    assert texts(store) == {text(2)}


def test_a_version_counts_though_its_story_names_a_page(store: Store, folder: Path) -> None:
    page = '<pubdata ex-ref="https://wire.example/1"/>'
    for number, version in enumerate((2, 1)):
        story = nitf(body=f"<p>{text(version)}</p>", head=page)
        content = f'<inlineXML contenttype="application/nitf+xml">{story}</inlineXML>'
        write(folder / f"{number}.xml", item(content, version=str(version)))
    assert counts(synced(store, folder)) == (1, 0, 1, 0)
    assert texts(store) == {text(2)}
    write(folder / "kill.xml", kill(2))
    assert counts(synced(store, folder))[3] == 1
    assert texts(store) == set()


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_an_export_gives_way_to_the_version_that_the_agency_counts(
    store: Store, folder: Path, names: str
) -> None:
    row = {"id": GUID, "text": "The ferry may have sunk.", "url": "https://courier.example/ferry"}
    write(folder / f"{names[0]}.json", json.dumps(row))
    write(folder / f"{names[1]}.xml", usable(1))
    for _ in range(2):
        synced(store, folder)
        assert texts(store) == {text(1)}


# --- what a kill does


def test_a_kill_takes_out_what_was_added_by_hand_and_a_citation_shows_it_as_withdrawn(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    by_hand = tmp_path / "by hand.jsonl"
    row = {"id": GUID, "title": "Ferry", "text": text(1), "url": "https://courier.example/ferry"}
    by_hand.write_text(json.dumps(row) + "\n" + json.dumps(row | {"id": "urn:wire:12", "url": ""}))
    assert added(store, by_hand).added == 2
    (cited,) = (one for one in store.library.list_articles()[0] if one.url)
    write(folder / "kill.xml", kill(1))
    last = synced(store, folder)
    assert (last.removed, last.skipped, last.failed) == (1, 0, 0)
    assert [one.article_id for one in store.library.list_articles()[0]] == ["urn:wire:12"]
    opened = store.library.article(cited.article_id, cited.version)
    assert opened is not None and opened.is_withdrawn and opened.text == text(1)
    last = added(store, by_hand)
    assert (last.added, last.unchanged, last.kept_out) == (0, 1, 1), "it is not brought back"
    assert "kept out 1" in result_as_text(show([last]))
    assert len(store.library.list_articles()[0]) == 1


@pytest.mark.parametrize("url", ["", "https://courier.example/ferry", "https://courier.example/#!/ferry"])
def test_an_article_is_killed_by_its_id_whatever_stands_in_it(
    store: Store, folder: Path, tmp_path: Path, url: str
) -> None:
    row = {"id": "tag:wire.example,2022:ferry#1", "title": "Ferry", "text": text(1), "url": url}
    by_hand = write(tmp_path / "by hand.jsonl", json.dumps(row))
    assert added(store, by_hand).added == 1
    write(folder / "kill.xml", kill(1).replace(GUID, row["id"]))
    assert synced(store, folder).removed == 1
    assert texts(store) == set()


@pytest.mark.parametrize("held_back", ["canceled", "withheld"])
def test_what_its_agency_holds_back_takes_the_place_of_what_its_file_said_before(
    store: Store, folder: Path, held_back: str
) -> None:
    numbered = '><doc-id id-string="FERRY-1"/>'  # an id of its own agency alone: no other file is meant
    path = write(folder / "ferry.xml", nitf(numbered))
    write(folder / "other.xml", usable(2))
    assert synced(store, folder).added == 2
    write(path, nitf(f' management-status="{held_back}"{numbered}'), age=1)
    last = synced(store, folder)
    assert (last.removed, last.skipped) == (1, 1)
    assert texts(store) == {text(2)}
    assert store.library.sources()[0].unread == 0, "nothing is wrong with the file"


def test_a_version_above_the_kill_is_the_same_article_again(store: Store, folder: Path) -> None:
    write(folder / "1.xml", usable(1))
    synced(store, folder)
    (before,), _ = store.library.list_articles()
    write(folder / "2.xml", kill(2))
    synced(store, folder)
    write(folder / "3.xml", usable(3))
    assert counts(synced(store, folder))[:2] == (1, 0)
    (after,), _ = store.library.list_articles()
    assert after.article_id == before.article_id and texts(store) == {text(3)}


def test_an_article_returns_once_the_kill_has_gone(store: Store, folder: Path, tmp_path: Path) -> None:
    write(folder / "1.xml", usable(1))
    write(folder / "other.txt", "The bus was late.")
    by_kill = write(folder / "0.xml", kill(1))
    synced(store, folder)
    by_kill.unlink()
    for _ in range(2):
        synced(store, folder)
    assert texts(store) == {text(1), "The bus was late."}
    (elsewhere := tmp_path / "elsewhere").mkdir()
    write(elsewhere / "kill.xml", kill(1))
    source = store.library.register(Kind.FILES, str(elsewhere))
    synced(store, folder)
    assert texts(store) == {"The bus was late."}
    store.remove(source, keep=False)
    synced(store, folder)
    assert texts(store) == {text(1), "The bus was late."}


def test_a_kill_stays_with_the_articles_of_a_source_that_is_taken_out(store: Store, folder: Path) -> None:
    path = write(folder / "1.xml", usable(1))
    write(folder / "2.xml", kill(1))
    synced(store, folder)
    store.remove(store.library.sources()[0], keep=True)
    assert added(store, path).added == 0
    assert texts(store) == set()


def test_nothing_that_maintains_a_library_brings_back_what_was_killed(store: Store, folder: Path) -> None:
    path = write(folder / "1.xml", usable(1))
    write(folder / "other.txt", "The bus was late.")
    synced(store, folder)
    write(folder / "2.xml", kill(1))
    synced(store, folder)
    for _ in store.rebuild():
        pass
    assert not [step for step in store.check() if isinstance(step, Fault)]
    os.utime(path)
    synced(store, folder)
    added(store, path)
    assert texts(store) == {"The bus was late."}


def test_a_kill_is_told_and_is_no_trouble(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write(tmp_path / "1.xml", usable(1))
    second = write(tmp_path / "2.xml", message(kill(2), kill(7, "urn:wire:unknown")))
    result = show(store.add([first, second]))
    told = capsys.readouterr().err
    assert f"killed {GUID} up to version 2: its agency says so in {second}#1" in told
    assert "killed urn:wire:unknown" in told
    came_to = json.loads(result_as_json(result))
    assert (came_to["added"], came_to["removed"], came_to["skipped"], came_to["problems"]) == (1, 1, 0, [])
    assert [one["given_id"] for one in came_to["kills"]] == [GUID, "urn:wire:unknown"]


# --- a process that ends


@pytest.mark.timeout(300)
def test_a_run_that_is_killed_while_it_takes_a_kill_is_finished_by_the_next(
    tmp_path: Path, folder: Path
) -> None:
    begun, undisturbed, disturbed = (tmp_path / name for name in ("begun", "undisturbed", "disturbed"))
    write(folder / "1.xml", usable(1))
    write(folder / "other.txt", "The bus was late.")
    sync: Task = ("sync", folder)
    dump: Task = ("dump", "ferry", "bus")
    with Processes() as processes:
        processes.run(begun, sync)
        write(folder / "0.xml", kill(1))
        write(folder / "2.xml", usable(1))
        shutil.copytree(begun, undisturbed)
        *_, wanted = processes.run(undisturbed, sync, sync, dump)
        commits = 0
        while True:
            shutil.copytree(begun, disturbed)
            if not processes.kill(disturbed, sync, before_commit=commits + 1):
                break
            commits += 1
            *_, held = processes.run(disturbed, sync, sync, dump)
            assert held == wanted
            shutil.rmtree(disturbed)
    assert commits > 5
    assert [row[2] for row in wanted["kills"]] == [GUID] and len(wanted["articles"]) == 1

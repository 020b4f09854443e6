"""Articles that come through the window: kept under safe names, added, named where they cannot be read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.desk import Desk
from assistant.uploads import given_name, keep
from index.errors import LibraryBusy
from index.progress import Progress
from tests.desks import opened


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = opened(tmp_path_factory.mktemp("home"))
    yield desk
    desk.opening.close()


def test_uploads_are_kept_and_what_cannot_be_read_is_named_as_it_was(desk: Desk, tmp_path: Path) -> None:
    good, bad = tmp_path / "new one.txt", tmp_path / "bad.json"
    good.write_text("date 2023-05-05 A whale in the harbour\n\nA whale swam into the harbour.", "utf-8")
    bad.write_text("{nope", "utf-8")
    *_, last = desk.add([good, bad])
    assert "1 added" in last and "<b>bad.json</b>" in last and 'data-done="true"' in last
    good.unlink()
    assert "A whale in the harbour" in desk.archive({"words": "whale"})
    kept = sorted(path.name[13:] for path in (desk.settings.home / "uploads").iterdir())
    assert kept == ["bad.json", "new-one.txt"]


def test_while_another_process_adds_an_upload_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_: Sequence[Path]) -> Iterator[Progress]:
        raise LibraryBusy("another process is adding articles: try again when it is done")
        yield Progress()

    monkeypatch.setattr(desk.opening.assistant, "add", busy)
    assert "another process is adding" in list(desk.add([]))[-1]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a b.txt", "a-b.txt"),
        ("..hidden", "hidden"),
        ("статья.txt", "статья.txt"),
        ("x\x00\n<b>'\".csv", "x-b-.csv"),
        ("...", "article.txt"),
        ("y" * 300 + ".jsonl", "y" * 94 + ".jsonl"),
    ],
)
def test_a_kept_file_has_a_safe_name_with_its_content_in_it(tmp_path: Path, name: str, safe: str) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"text")

    class Upload(type(source)):  # type: ignore[misc]
        """A path whose file system would not take its name."""

        @property
        def name(self) -> str:
            return name

    kept = keep(Upload(source), tmp_path / "uploads")
    assert kept.name == f"982d9e3eb996-{safe}"
    assert keep(Upload(source), tmp_path / "uploads") == kept
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [kept.name]
    assert given_name(f"{kept}#3") == f"{safe}#3"

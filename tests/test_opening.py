"""Opening a library while the window is up: one that cannot be read, one that goes away, a missing model."""

import shutil
import threading
import time
from pathlib import Path

import pytest

from assistant import chosen
from assistant.desk import Desk
from assistant.pipeline import Assistant
from assistant.settings import Settings
from index import demo
from index.errors import EmbeddingError, LibraryError
from tests.desks import READER, Quick, opened, question


def test_an_unreadable_library_is_explained_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.opening._TRIED_AGAIN_AFTER", 0.05)
    mended = threading.Event()

    def opener(settings: Settings) -> Assistant:
        if not mended.is_set():
            raise LibraryError("made with another model: run `python -m index rebuild`")
        return Quick(settings)

    desk = Desk(Settings(home=tmp_path), opener)
    desk.opening.start()
    deadline = time.monotonic() + 60
    while not desk.opening.trouble and time.monotonic() < deadline:
        time.sleep(0.02)
    assert "python -m index rebuild" in desk.library()["notice"]
    (refused,) = desk.ask(question())
    assert "python -m index rebuild" in refused["refused"]
    assert "python -m index rebuild" in list(desk.add([]))[-1]
    mended.set()
    while not desk.library()["settled"] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "python -m index rebuild" not in desk.library()["notice"]
    desk.opening.close()


def test_a_library_that_is_removed_under_the_window_is_missed_and_opened_once_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.opening._TRIED_AGAIN_AFTER", 0.05)
    home = tmp_path / "home"
    desk = opened(home)
    shutil.rmtree(home)
    (refused,) = desk.ask(question())
    assert f"The library in {home} is gone" in refused["refused"]
    assert "python -m index add FOLDER" in desk.library()["notice"]
    assert "python -m index add FOLDER" in list(desk.add([]))[-1]
    assert desk.conversation({"reader": READER})["turns"] == []
    assert not (home / "library.sqlite").exists()  # it may be put back

    made = Quick(Settings(home=home))
    *_, last = made.add(demo.paths())
    made.close()
    deadline = time.monotonic() + 60
    while not desk.library()["settled"] and time.monotonic() < deadline:
        time.sleep(0.02)
    assert desk.library()["line"].startswith(f"{last.added} articles") and not desk.library()["notice"]
    *_, answered = desk.ask(question())
    assert 'data-state="answered"' in answered["html"]
    desk.opening.close()


def test_a_model_that_cannot_be_loaded_is_explained(tmp_path: Path) -> None:
    class Modelless(Quick):
        def warm_up(self) -> None:
            raise EmbeddingError("no such model: check DATELINE_EMBEDDING_MODEL")

    desk = opened(tmp_path, Modelless)
    assert "check DATELINE_EMBEDDING_MODEL" in desk.library()["notice"]
    desk.opening.close()


def test_the_model_that_was_chosen_is_used_at_the_next_start_unless_the_settings_name_one(
    tmp_path: Path,
) -> None:
    chosen.keep(tmp_path, "ollama:llama3.2")
    heard: list[str] = []

    def opener(settings: Settings) -> Assistant:
        heard.append(settings.llm)
        return Quick(settings)

    opened(tmp_path, opener).opening.close()
    opened(tmp_path, opener, llm="openai:local").opening.close()
    assert heard == ["ollama:llama3.2", "openai:local"]


def test_a_choice_that_cannot_be_read_is_said_and_answers_are_quotations(tmp_path: Path) -> None:
    opened(tmp_path).opening.close()
    (tmp_path / chosen.NAME).write_bytes(b"\xff{")
    desk = opened(tmp_path)
    told = desk.library()
    assert "choose it again" in told["notice"] and told["model"]["name"] == ""
    assert "choose it again" in told["model"]["trouble"]
    desk.opening.close()

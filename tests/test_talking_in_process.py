"""What a model inside this process may do to whoever talks to it, and that a stop stops it."""

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import (
    BaseChatModel,
    FakeListChatModel,
    GenericFakeChatModel,
    SimpleChatModel,
)
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from assistant.errors import ModelError
from assistant.listening import TRIES
from assistant.llm import Chat
from assistant.talking import HEARTBEAT, WORDS, Trial, Usage, talk, trial
from tests.fakes import StreamingModel, chat
from tests.openai_server import wait_until

ROOT = Path(__file__).parents[1]


class ChunkModel(BaseChatModel):
    """Streams chunks as they are given."""

    chunks: list[AIMessageChunk]

    @property
    def _llm_type(self) -> str:
        return "chunk-fake"

    def _generate(self, *_: Any, **__: Any) -> ChatResult:
        raise AssertionError("the answer is streamed")

    def _stream(self, *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        for chunk in self.chunks:
            yield ChatGenerationChunk(message=chunk)


class WholeModel(SimpleChatModel):
    """Cannot stream."""

    @property
    def _llm_type(self) -> str:
        return "whole-fake"

    def _call(self, messages: list[BaseMessage], *_: Any, **__: Any) -> str:
        return f"To {messages[0].text}"


class BlockedModel(ChunkModel):
    """Says one word and then nothing, until it is released; it knows nothing of `async`."""

    blocked: Any

    def _stream(self, *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        yield ChatGenerationChunk(message=AIMessageChunk(content="One "))
        self.blocked.wait(60)
        yield ChatGenerationChunk(message=AIMessageChunk(content="two"))


def heard(chat: Chat, usage: Usage | None = None) -> str:
    return "".join(talk(chat, "Who?", Usage() if usage is None else usage))


def threads() -> list[str]:
    """Those of models that know nothing of `async`; the one of all others stays."""
    return [thread.name for thread in threading.enumerate() if thread.name == "dateline-model"]


@pytest.mark.parametrize(
    "model",
    [
        StreamingModel(pieces=["Poland ", "did."]),
        FakeListChatModel(responses=["Poland did."]),
        GenericFakeChatModel(messages=iter([AIMessage("Poland did.")])),
    ],
)
def test_a_fake_of_any_kind_is_heard(model: BaseChatModel) -> None:
    usage = Usage()
    assert heard(chat(model), usage) == "Poland did."
    assert usage.first_token_ms is not None
    assert usage.tokens_read is None


def test_a_model_that_cannot_stream_is_heard_at_once() -> None:
    assert heard(chat(WholeModel())) == "To Who?"


def test_a_model_says_no_more_than_is_listened_to_and_knows_that_it_is_stopped() -> None:
    model = StreamingModel(pieces=["word "] * 1000)
    talking = talk(chat(model), "Who?", Usage())
    assert next(piece for piece in talking if piece) == "word "
    talking.close()
    assert model.stopped
    assert model.written == 1
    wait_until(lambda: not threads(), "its thread ends")


def test_a_model_that_nobody_listens_to_is_not_asked() -> None:
    model = StreamingModel(pieces=["word "])
    talk(chat(model), "Who?", Usage()).close()
    assert model.asked == []


def test_a_model_that_blocks_does_not_block_whoever_stops_it() -> None:
    blocked = threading.Event()
    model = BlockedModel(chunks=[], blocked=blocked)
    talking = talk(chat(model), "Who?", Usage())
    assert next(piece for piece in talking if piece) == "One "
    assert next(talking) == ""
    assert threads()
    talking.close()
    blocked.set()
    wait_until(lambda: not threads(), "its thread ends with its word")


def test_a_model_that_blocks_is_given_up_in_time() -> None:
    blocked = threading.Event()
    model = BlockedModel(chunks=[], blocked=blocked)
    silent = Chat("fake:model", model, 4096, len, timeout=3 * HEARTBEAT)
    with pytest.raises(ModelError, match="did not answer within"):
        heard(silent)
    blocked.set()


def test_a_model_that_thinks_without_end_is_given_up() -> None:
    thinking = StreamingModel(pieces=[""] * 10**5)
    with pytest.raises(ModelError, match=r"wrote no word within 5 seconds"):
        heard(Chat("fake:model", thinking, 4096, len, timeout=1))
    wait_until(lambda: thinking.stopped, "the model to be stopped")


def test_one_talk_does_not_wait_for_another() -> None:
    blocked = threading.Event()
    slow = talk(chat(BlockedModel(chunks=[], blocked=blocked)), "Who?", Usage())
    assert "One " in (next(slow), next(slow))
    assert heard(chat(StreamingModel(pieces=["Poland."]))) == "Poland."
    blocked.set()
    assert "".join(slow).endswith("two")


def test_pieces_may_be_fetched_by_one_thread_after_another() -> None:
    talking = talk(chat(StreamingModel(pieces=list("abcdefgh"))), "Who?", Usage())
    got: list[str] = []

    def fetch() -> None:
        got.append(next(piece for piece in talking if piece))

    for _ in range(8):
        thread = threading.Thread(target=fetch)
        thread.start()
        thread.join()
    assert "".join(got) == "abcdefgh"
    talking.close()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ([{"type": "text", "text": "Po"}, "land"], "Poland"),
        ([{"type": "reasoning", "reasoning": "hm"}, {"type": "image_url", "image_url": {"url": "x"}}], ""),
        ([{"type": "text"}, {"type": "text", "text": None}, {}], ""),
        ("Pol\x00and\x1b[2J \ud800and\udfff", "Poland[2J and"),
        ("x" * 150_000, "x" * 150_000),
    ],
)
def test_only_text_that_can_be_written_is_heard(content: Any, text: str) -> None:
    model = ChunkModel(chunks=[AIMessageChunk(content=content), AIMessageChunk(content="!")])
    written = heard(chat(model))
    assert written == text + "!"
    written.encode()


def test_a_character_that_comes_in_two_halves_is_whole() -> None:
    model = ChunkModel(chunks=[AIMessageChunk(content="\ud83c"), AIMessageChunk(content="\udf89 \ud83c")])
    assert heard(chat(model)) == "🎉 "


@pytest.mark.parametrize(
    "ends", [{"stop_reason": "refusal"}, {"finish_reason": "SAFETY"}, {"finish_reason": "content_filter"}]
)
def test_a_refusal_is_known_in_the_words_of_every_provider(ends: dict[str, str]) -> None:
    last = AIMessageChunk(content="", response_metadata=ends)
    model = ChunkModel(chunks=[AIMessageChunk(content="I "), last])
    with pytest.raises(ModelError, match="fake:model declined to answer"):
        heard(chat(model))


def test_a_model_that_says_nothing_at_all_is_told() -> None:
    with pytest.raises(ModelError, match="fake:model wrote nothing"):
        heard(chat(ChunkModel(chunks=[])))


def test_tokens_of_several_messages_are_added() -> None:
    def chunk(read: int, written: int) -> AIMessageChunk:
        counted = {"input_tokens": read, "output_tokens": written, "total_tokens": read + written}
        return AIMessageChunk(content="a", usage_metadata=counted)  # type: ignore[arg-type]

    usage = Usage()
    heard(chat(ChunkModel(chunks=[chunk(70, 1), chunk(0, 5)])), usage)
    assert (usage.tokens_read, usage.tokens_written) == (70, 6)


def test_a_connection_that_fails_is_tried_again_and_an_error_of_the_program_is_not() -> None:
    for error, tries in ((ConnectionError("x"), TRIES), (KeyError("x"), 1)):
        model = StreamingModel(pieces=[error])
        with pytest.raises(ModelError):
            heard(chat(model))
        assert len(model.asked) == tries


def test_a_failure_keeps_nothing_in_memory() -> None:
    freed = threading.Event()

    class Count:
        def __call__(self, _: str) -> int:
            return 1

        def __del__(self) -> None:
            freed.set()

    gc.disable()  # a cycle would wait for the collector, and a model file with it
    try:
        failing = Chat("fake:model", StreamingModel(pieces=["a", ValueError("x")]), 4096, Count())
        with pytest.raises(ModelError):
            heard(failing)
        del failing
        assert freed.is_set()
    finally:
        gc.enable()


def tried(chat: Chat) -> Trial:
    trying = trial(chat)
    while True:
        try:
            next(trying)
        except StopIteration as ended:
            assert isinstance(ended.value, Trial)
            return ended.value


def test_a_trial_says_how_soon_how_fast_and_what() -> None:
    began = time.perf_counter()
    result = tried(chat(StreamingModel(pieces=["I am\n", "ready", "."])))
    assert 0 < result.seconds < time.perf_counter() - began
    assert result.speed is not None
    assert result.words == "I am ready."
    assert tried(chat(StreamingModel(pieces=["Yes."]))).speed is None


def test_a_trial_stops_a_model_that_goes_on() -> None:
    model = StreamingModel(pieces=["word "] * 1000)
    assert len(tried(chat(model)).words) == WORDS
    assert model.stopped


@pytest.mark.parametrize("pieces", [[], [" ", "\n"], [ValueError("x")]])
def test_a_trial_of_a_model_that_cannot_be_used_fails(pieces: list[str | Exception]) -> None:
    with pytest.raises(ModelError):
        tried(chat(StreamingModel(pieces=pieces)))


def test_a_process_ends_although_somebody_forgot_to_hang_up() -> None:
    script = """
import threading
from assistant.talking import Usage, talk
from tests.fakes import StreamingModel, chat
from tests.test_talking_in_process import BlockedModel
forgotten = []
for model in (StreamingModel(pieces=["a"] * 9), BlockedModel(chunks=[], blocked=threading.Event())):
    talking = talk(chat(model), "Who?", Usage())
    assert any(talking)
    next(talking)
    forgotten.append(talking)
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=50
    )
    assert (done.returncode, done.stderr) == (0, "")

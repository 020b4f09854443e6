"""What answers in a model's place is hostile or broken: it is told, briefly, and the next talk works.

Does not know how a good server is heard; `test_talking.py` does.
"""

import asyncio
import gzip
import json
import threading
from itertools import repeat
from typing import Any

import pytest
from langchain_openai import ChatOpenAI

from assistant import background, listening, llm
from assistant.clients import LARGEST
from assistant.errors import ModelError
from assistant.llm import Chat
from assistant.talking import Usage, talk
from tests.openai_server import READ, Reply, serving, wait_until

pytestmark = pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
KEY = "sk-made-up-0123456789abcdef"
GOOD = Reply(pieces=["Slovakia ", "sent it."])
PROMPT = "Who sent it?"


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The chat of an address, made as Dateline makes it."""

    def made(address: str) -> Chat:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        return llm.load("openai:local")

    return made


def heard(chat: Chat, usage: Usage | None = None) -> str:
    return "".join(talk(chat, PROMPT, Usage() if usage is None else usage))


def failing(chat: Chat) -> str:
    with pytest.raises(ModelError) as caught:
        heard(chat)
    assert KEY not in str(caught.value)
    return str(caught.value)


def events(*given: object, last: bytes = b"data: [DONE]\n\n") -> Reply:
    said = b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in given)
    return Reply(raw=said + last)


def chunk(content: object, **more: object) -> dict[str, object]:
    choice = {"index": 0, "delta": {"role": "assistant", "content": content}, "finish_reason": None}
    return {"id": "x", "object": "chat.completion.chunk", "choices": [choice], **more}


END = {
    "id": "x",
    "object": "chat.completion.chunk",
    "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}],
}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_is_sent_on_to_another_address(at: Any, status: int) -> None:
    with serving(GOOD) as elsewhere:
        location = {"Location": f"{elsewhere.address}/chat/completions"}
        with serving(Reply(status=status, headers=location), GOOD) as server:
            assert "openai:local sends elsewhere: check its address" in failing(at(server.address))
            assert len(server.requests) == 1
        assert elsewhere.requests == []


@pytest.mark.parametrize("status", [200, 400])
def test_what_is_compressed_is_not_unpacked(at: Any, status: int) -> None:
    bomb = gzip.compress(b"data: " + b" " * 200_000_000, compresslevel=1)
    with serving(Reply(raw=bomb, headers={"Content-Encoding": "gzip"}), GOOD) as server:
        chat = at(server.address)
        assert "speaks another protocol" in failing(chat)
        assert server.headers[0]["accept-encoding"] == "identity"
        assert heard(chat) == "Slovakia sent it."


@pytest.mark.parametrize(
    "raw",
    [b"data: " + b"x" * LARGEST, b"data: x\n" * (LARGEST // 8 + 1), b": ping\n\n" * (LARGEST // 8 + 1)],
    ids=["one endless line", "one endless event", "nothing but comments"],
)
def test_a_reply_without_end_is_given_up_and_the_next_talk_works(at: Any, raw: bytes) -> None:
    with serving(Reply(raw=raw), GOOD) as server:
        chat = at(server.address)
        assert "sent far more than an answer has" in failing(chat)
        assert len(server.requests) == 1
        assert heard(chat) == "Slovakia sent it."


def test_a_reply_of_more_words_than_an_answer_has_is_stopped(at: Any) -> None:
    with serving(Reply(pieces=repeat("word " * 1000))) as server:
        assert "wrote more than 200,000 characters" in failing(at(server.address))
        wait_until(lambda: server.hung_up == 1, "the server notices")


def test_no_cookie_is_kept(at: Any) -> None:
    setting = Reply(pieces=["Yes."], headers={"Set-Cookie": "reader=1; Path=/"})
    with serving(setting) as server:
        chat = at(server.address)
        assert [heard(chat), heard(chat)] == ["Yes.", "Yes."]
        assert all("cookie" not in headers for headers in server.headers)


@pytest.mark.parametrize(
    "event",
    [
        {"choices": [None]},
        {"choices": ["x"]},
        {"choices": {"x": 1}},
        {"choices": [{"delta": "x"}]},
        {"choices": [{"delta": {"content": {"x": 1}}}]},
        "text",
        [1],
        7,
    ],
    ids=str,
)
def test_another_protocol_is_told_with_what_to_check(at: Any, event: object) -> None:
    with serving(events(event)) as server:
        said = failing(at(server.address))
        assert "openai:local" in said and ("check its address" in said or "wrote nothing" in said)
        assert "Error" not in said


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": -5, "completion_tokens": -1, "total_tokens": -6},
        {"prompt_tokens": "many", "completion_tokens": "2", "total_tokens": "x"},
        {"prompt_tokens": "many", "completion_tokens": 2},
        {"prompt_tokens": [1], "completion_tokens": None, "total_tokens": {}},
        {"prompt_tokens": 1.5, "completion_tokens": 1e400, "total_tokens": True},
        "text",
    ],
    ids=str,
)
def test_counts_that_are_none_break_no_answer(at: Any, usage: object) -> None:
    counts = {"id": "x", "object": "chat.completion.chunk", "choices": [], "usage": usage}
    with serving(events(chunk("Slovakia."), END, counts)) as server:
        used = Usage()
        assert heard(at(server.address), used) == "Slovakia."
        for counted in (used.tokens_read, used.tokens_written):
            assert counted is None or (isinstance(counted, int) and counted >= 0)


def test_a_talk_that_cannot_be_begun_is_told_and_asks_nobody(
    at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "_DIALLING", 0.1)
    busy, freed = threading.Event(), threading.Event()

    def freeze() -> None:
        busy.set()
        freed.wait(20)

    with serving(GOOD) as server:
        chat = at(server.address)
        background.loop().call_soon_threadsafe(freeze)
        assert busy.wait(20)
        assert "keeps Dateline busy" in failing(chat)
        freed.set()
        background.run(lambda: asyncio.sleep(0.2))
        assert server.requests == []
        assert heard(chat) == "Slovakia sent it."


def test_a_proxy_of_openais_variable_is_used(at: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(GOOD) as proxy:
        monkeypatch.setenv("OPENAI_PROXY", proxy.address.removesuffix("/v1"))
        chat = at("http://models.invalid/v1")
        assert isinstance(chat.model, ChatOpenAI)
        usage = Usage()
        assert heard(chat, usage) == "Slovakia sent it." and usage.tokens_read == READ

"""A model behind a server is heard, tried again, timed and stopped; the server counts what it sends."""

import asyncio
import time
from collections.abc import Iterator
from itertools import islice
from traceback import format_exception

import pytest
from langchain_openai import ChatOpenAI

from assistant import background, llm
from assistant.errors import ModelError, PromptTooLong
from assistant.listening import TRIES
from assistant.llm import Chat
from assistant.talking import HEARTBEAT, Usage, talk
from tests.openai_server import ENDLESS, READ, SILENT, Reply, serving, wait_until

KEY = "sk-made-up-0123456789abcdef"


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A key that is looked for in everything that is logged, at whatever level."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    caplog.set_level(0)
    yield
    assert KEY not in caplog.text


def served(address: str, timeout: float = 30) -> Chat:
    chat = llm.load("openai:local")
    assert isinstance(chat.model, ChatOpenAI)
    model = ChatOpenAI(model="local", base_url=address, max_retries=0, stream_usage=True)
    return Chat(chat.name, model, chat.context, chat.count, timeout)


def heard(chat: Chat, usage: Usage | None = None) -> str:
    return "".join(talk(chat, "Who?", Usage() if usage is None else usage))


def failing(chat: Chat) -> ModelError:
    with pytest.raises(ModelError) as caught:
        heard(chat)
    error = caught.value
    assert KEY not in "".join(format_exception(error))
    return error


def test_the_pieces_of_a_reply_come_in_their_order_and_are_counted() -> None:
    with serving(Reply(pieces=["Slovakia ", "sent ", "it."])) as server:
        usage = Usage()
        assert heard(served(server.address), usage) == "Slovakia sent it."
        assert (usage.tokens_read, usage.tokens_written) == (READ, 3)
        assert usage.first_token_ms is not None
        first = usage.first_token_ms
        heard(served(server.address), usage)
        assert (usage.tokens_read, usage.tokens_written) == (2 * READ, 6)
        assert usage.first_token_ms == first


def test_a_stop_while_the_model_writes_is_noticed_by_its_server_which_writes_no_more() -> None:
    with serving(ENDLESS) as server:
        talking = talk(served(server.address), "Who?", Usage())
        assert any(piece for piece in islice(talking, 20))
        talking.close()
        wait_until(lambda: server.hung_up == 1, "the server notices")
        sent = server.sent
        time.sleep(0.2)
        assert server.sent == sent


def test_a_stop_while_the_model_reads_its_prompt_is_noticed_by_its_server() -> None:
    with serving(SILENT) as server:
        talking = talk(served(server.address), "Who?", Usage())
        assert next(talking) == ""
        wait_until(lambda: len(server.requests) == 1, "the server is asked")
        talking.close()
        wait_until(lambda: server.hung_up == 1, "the server notices")
        assert server.sent == 0


def test_a_silent_model_gives_signs_of_life_and_then_is_given_up() -> None:
    with serving(SILENT) as server:
        talking = talk(served(server.address, timeout=5 * HEARTBEAT), "Who?", Usage())
        signs = list[str]()
        with pytest.raises(ModelError, match=r"openai:local did not answer within 0\.5 seconds"):
            for sign in talking:
                signs.append(sign)
        assert len(signs) > 1
        assert set(signs) == {""}
        wait_until(lambda: server.hung_up == 1, "the server notices")
        assert len(server.requests) == 1


def test_a_model_that_stops_writing_in_the_middle_is_given_up_too() -> None:
    pieces = (piece for piece in ["One ", "two "])
    with serving(Reply(pieces=pieces, pause=30)) as server:
        assert "did not answer within 0.5 seconds" in str(failing(served(server.address, timeout=0.5)))


@pytest.mark.parametrize(
    "refusal",
    [
        Reply(status=429, error="Rate limit reached", headers={"Retry-After": "0"}),
        Reply(status=500, error="odd"),
        Reply(status=503, error="loading"),
        Reply(silence=0.01, broken=True),
    ],
)
def test_what_fails_for_a_reason_that_may_pass_is_tried_again(refusal: Reply) -> None:
    with serving(refusal, Reply(pieces=["Here."])) as server:
        assert heard(served(server.address)) == "Here."
        assert len(server.requests) == 2


def test_after_three_tries_it_is_told() -> None:
    with serving(Reply(status=500, error="odd")) as server:
        assert "the server of openai:local failed" in str(failing(served(server.address)))
        assert len(server.requests) == TRIES


@pytest.mark.parametrize("refusal", [Reply(status=400, error="odd"), Reply(status=401), Reply(status=404)])
def test_what_will_not_pass_is_not_tried_again(refusal: Reply) -> None:
    with serving(refusal) as server:
        failing(served(server.address))
        assert len(server.requests) == 1


def test_a_used_up_quota_will_not_pass() -> None:
    with serving(Reply(status=429, error="You exceeded it", code="insufficient_quota")) as server:
        assert "used up" in str(failing(served(server.address)))
        assert len(server.requests) == 1


def test_no_pause_is_begun_that_is_longer_than_the_timeout() -> None:
    with serving(Reply(status=429, error="Rate limit", headers={"Retry-After": "3600"})) as server:
        assert "asked too often" in str(failing(served(server.address, timeout=20)))
        assert len(server.requests) == 1


def test_a_stop_is_heard_between_two_tries() -> None:
    with serving(Reply(status=429, error="Rate limit", headers={"Retry-After": "20"})) as server:
        talking = talk(served(server.address), "Who?", Usage())
        wait_until(lambda: next(talking) == "" and len(server.requests) == 1, "it is refused")
        talking.close()
        assert len(server.requests) == 1


def test_nothing_is_tried_again_after_the_first_word() -> None:
    with serving(Reply(pieces=["Slovakia "], broken=True), Reply(pieces=["Poland."])) as server:
        assert "broke off in the middle" in str(failing(served(server.address)))
        assert len(server.requests) == 1


def test_a_reply_that_ends_without_its_reason_was_cut_off() -> None:
    with serving(Reply(pieces=["Slovakia "], finish=None)) as server:
        assert "broke off in the middle" in str(failing(served(server.address)))


def test_a_reply_at_its_greatest_length_is_no_failure() -> None:
    with serving(Reply(pieces=["Slovakia"], finish="length")) as server:
        assert heard(served(server.address)) == "Slovakia"


@pytest.mark.parametrize(
    "refusal",
    [
        Reply(pieces=["Well, "], finish="content_filter"),
        Reply(status=400, error="The prompt was blocked by the content filter", code="content_filter"),
    ],
)
def test_what_a_filter_stops_was_declined(refusal: Reply) -> None:
    with serving(refusal) as server:
        assert "declined" in str(failing(served(server.address)))
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("This model's maximum context length is 8192 tokens.", "context_length_exceeded"),
        ("request (9031 tokens) exceeds the available context size (8192 tokens)", None),
        ("prompt is too long: 210000 tokens > 200000 maximum", None),
    ],
)
def test_a_prompt_that_is_too_long_is_an_error_of_its_own(message: str, code: str | None) -> None:
    with serving(Reply(status=400, error=message, code=code)) as server:
        assert isinstance(failing(served(server.address)), PromptTooLong)
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"<html><body>Sign in</body></html>",
        b"data: {not json\n\n",
        b"data: [1, 2]\n\n",
        b"\xff\x00" * 999,
    ],
)
def test_garbage_is_told_and_nothing_else_happens(garbage: bytes) -> None:
    with serving(Reply(raw=garbage)) as server:
        assert "openai:local" in str(failing(served(server.address)))


def test_a_server_that_is_not_there_is_told() -> None:
    with serving(SILENT) as server:
        address = server.address
    assert "cannot be reached" in str(failing(served(address)))


def test_an_address_that_is_none_is_told() -> None:
    assert "openai:local" in str(failing(served(f"http://me:{KEY}@[nowhere")))


def test_no_key_is_told_although_the_server_repeats_it() -> None:
    for status in (400, 401, 403, 404, 418, 500):
        with serving(Reply(status=status, error=f"Incorrect API key provided: {KEY}")) as server:
            failing(served(server.address))
            assert server.keys[0] == f"Bearer {KEY}"


def test_no_password_of_an_address_is_told_or_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(Reply(pieces=["Yes."]), Reply(status=400, error="no")) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address.replace("//", "//me:hunter2@"))
        chat = llm.load("openai:local")
        assert heard(chat) == "Yes."
        assert "hunter2" not in str(failing(chat))
    with pytest.raises(ModelError) as caught:
        heard(chat)
    assert "hunter2" not in "".join(format_exception(caught.value))
    assert "hunter2" not in caplog.text
    assert caplog.text


def test_no_task_is_left_when_all_is_said() -> None:
    with serving(ENDLESS) as server:
        talking = talk(served(server.address), "Who?", Usage())
        assert any(islice(talking, 20))
        talking.close()
    wait_until(lambda: background.run(other_tasks) == 1, "only what keeps the loop running is left")


async def other_tasks() -> int:
    return len(asyncio.all_tasks() - {asyncio.current_task()})

"""A prompt is sent to a language model and its reply fetched message by message, on the models' loop.

Does not know what is said. It knows that a request may fail for a reason that passes, and that a stop must be
heard at any time.
"""

import asyncio
import queue
import re
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import Future
from contextlib import aclosing, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_random_exponential

from assistant import background, failures
from assistant.errors import ModelError
from assistant.llm import Chat

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

TRIES = 3
_BACK_OFF = wait_random_exponential(multiplier=1, max=8)
"""Seconds between two tries: at random, so that many who were refused at once do not come back at once."""

_HANGING_UP = 2
"""Seconds that a stop waits for the connection to be closed; what has not ended by then is left to itself."""

_DIALLING = 5
"""Seconds in which the loop takes up a talk; it does at once unless another talk keeps it busy."""

_DECLINED = re.compile("content.?filter|safety|refusal|prohibited|blocklist|guardrail|spii", re.IGNORECASE)
_ENDS = ("finish_reason", "stop_reason", "done_reason", "stopReason", "incomplete_details", "status")
"""What says why a reply ended, by provider, and the reasons that are a refusal."""

_SAYS_WHY_IT_ENDS = {"openai-chat", "azure-openai-chat"}
"""LangChain's names of protocols in which a reply without such a reason was cut off."""

SILENCE: Any = object()
"""Stands for a message that has not come yet."""


class Line:
    """A line to a model. A message of its reply is fetched only once the one before has been dealt with."""

    def __init__(self, chat: Chat, prompt: str) -> None:
        # not the chat: what an error's traceback keeps alive must not keep a model file in memory
        self._name, self._model, self._timeout = chat.name, chat.model, chat.timeout
        self._prompt = prompt
        self._messages: queue.SimpleQueue[BaseMessage | ModelError | None] = queue.SimpleQueue()
        self._wanted = asyncio.Event()
        self._begun = False
        self._reason = ""
        self._deadline = time.perf_counter() + self._timeout
        self._listening: asyncio.Task[None] | None = None
        try:
            background.run(self._dial, timeout=_DIALLING)
        except TimeoutError:
            with suppress(TimeoutError):
                background.run(self._end, timeout=0)  # comes after the dialling, whenever that is
            raise ModelError(
                f"{self._name} cannot be asked: what another model sends keeps Dateline busy; try again"
            ) from None

    def message(self, seconds: float) -> "BaseMessage | None":
        """The next one, `None` after the last, or `SILENCE`; raises `ModelError` where there is none."""
        try:
            message = self._messages.get(timeout=seconds)
        except queue.Empty:
            return cast("BaseMessage", SILENCE)
        try:
            if isinstance(message, ModelError):
                raise message
            return message
        finally:
            del message  # or the error would keep this frame, and with it the caller's chat, in memory

    def go_on(self) -> None:
        background.loop().call_soon_threadsafe(self._wanted.set)

    def hang_up(self) -> None:
        with suppress(TimeoutError):
            background.run(self._end, timeout=_HANGING_UP)

    async def _dial(self) -> None:
        self._listening = asyncio.create_task(self._listen())

    async def _end(self) -> None:
        assert self._listening is not None
        self._listening.cancel()
        await asyncio.wait([self._listening])

    async def _listen(self) -> None:
        try:
            async for attempt in AsyncRetrying(
                stop=stop_after_attempt(TRIES),
                wait=_pause,
                retry=retry_if_exception(self._is_worth_another_try),
                reraise=True,
            ):
                with attempt:
                    await self._hear_out()
            self._messages.put(None)
        except asyncio.CancelledError:  # by a stop, when nobody reads this, or by the provider's client
            self._messages.put(failures.failed(self._name, ConnectionError(), begun=self._begun))
            raise
        except Exception as error:  # each provider has errors of its own
            self._messages.put(failures.failed(self._name, error, seconds=self._timeout, begun=self._begun))

    async def _hear_out(self) -> None:
        try:
            await self._hear()
        except (TypeError, ValueError, AttributeError, LookupError):
            # what comes after a whole reply is the provider's counts, and may make no sense
            if not (self._begun and self._reason):
                raise
        if _DECLINED.search(self._reason):
            raise _ContentFilterError(self._reason)
        if self._begun and not self._reason and self._model._llm_type in _SAYS_WHY_IT_ENDS:
            raise ConnectionError

    async def _hear(self) -> None:
        async with aclosing(_stream(self._model, self._prompt)) as stream:
            async for message in stream:
                self._begun = self._begun or bool(message.text)
                self._reason = _reason(message) or self._reason
                self._wanted.clear()
                self._messages.put(message)
                await self._wanted.wait()

    def _is_worth_another_try(self, error: BaseException) -> bool:
        if self._begun or not failures.is_transient(error):
            return False
        return time.perf_counter() + failures.pause_asked(error) < self._deadline


class _ContentFilterError(Exception):
    """The provider took the rest of the reply away."""


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    assert error is not None
    return failures.pause_asked(error) + _BACK_OFF(state)


def _stream(model: "BaseChatModel", prompt: str) -> "AsyncGenerator[BaseMessage, None]":
    from langchain_core.language_models import BaseChatModel

    if type(model)._astream is BaseChatModel._astream:
        return _in_threads(model, prompt)
    # LangChain's streams are generators, although their types do not say so
    return cast("AsyncGenerator[BaseMessage, None]", model.astream(prompt))


async def _in_threads(model: "BaseChatModel", prompt: str) -> "AsyncGenerator[BaseMessage, None]":
    """The reply of a model that only knows how to block. Where it does, it is stopped at its next word."""
    stream = cast("Generator[BaseMessage, None, None]", model.stream(prompt))
    step = Future[Any]()

    def close(_: Future[Any]) -> None:
        with suppress(Exception):  # nobody listens any more
            stream.close()

    try:
        while True:
            step = _in_a_thread(partial(next, stream, None))
            message = await asyncio.wrap_future(step)
            if message is None:
                break
            yield message
    finally:
        step.add_done_callback(close)


def _in_a_thread(work: Callable[[], Any]) -> Future[Any]:
    """What it comes to. The process may end meanwhile; the threads of a pool would keep it waiting."""
    coming = Future[Any]()
    coming.set_running_or_notify_cancel()  # whoever waits may give up, but the work goes on

    def run() -> None:
        try:
            coming.set_result(work())
        except BaseException as error:
            coming.set_exception(error)

    threading.Thread(target=run, name="dateline-model", daemon=True).start()
    return coming


def _reason(message: "BaseMessage") -> str:
    return " ".join(
        str(message.response_metadata[end]) for end in _ENDS if message.response_metadata.get(end)
    )

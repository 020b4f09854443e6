"""A prompt becomes a stream of text from a language model, which can be stopped at any time.

Does not know what the prompts ask, nor what the text means.
"""

import codecs
import re
import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant import failures, prompts
from assistant.errors import ModelError
from assistant.listening import SILENCE, Line
from assistant.llm import Chat

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

HEARTBEAT = 0.1
"""Seconds between signs of life while the model is silent: a stop is heard that soon."""

_PATIENCE = 5
"""Times the timeout that a model may think, with signs of life but no word of an answer."""

_LONGEST = 200_000
"""Characters of a reply; more is no answer, and would only fill the memory."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(slots=True)
class Usage:
    """What a talk has used so far; tokens are the provider's count, where it counts."""

    tokens_read: int | None = None
    tokens_written: int | None = None
    first_token_ms: float | None = None

    def add(self, other: "Usage") -> None:
        """Adds the tokens of another talk; the first token is that of each talk alone."""
        self.tokens_read = _sum(self.tokens_read, other.tokens_read)
        self.tokens_written = _sum(self.tokens_written, other.tokens_written)


@dataclass(frozen=True, slots=True)
class Trial:
    """How a model did when it was tried."""

    seconds: float
    """Until its first word."""
    speed: float | None
    """Tokens a second from then on, by the chat's count; `None` where all came in one piece."""
    words: str
    """The beginning of what it said, at most `WORDS` characters."""


WORDS = 80


def talk(chat: Chat, prompt: str, usage: Usage) -> Generator[str, None, None]:
    """Yields pieces of the reply as they come, and empty ones while the model is silent.

    What is no text, and characters that no file or page can hold, are left out. Closing the generator hangs
    up, also before the first piece. `usage` is added to. A request that fails for a reason that may pass is
    made again before the first word, up to `TRIES` times within the chat's timeout. Raises `PromptTooLong` or
    another `ModelError`, neither of which carries the provider's error, since that may repeat the request
    with its key.
    """
    began = heard = spoken = time.perf_counter()
    written = 0
    decoder = codecs.getincrementaldecoder("utf-16-le")("ignore")
    line = Line(chat, prompt)
    try:
        while (message := line.message(HEARTBEAT)) is not None:
            now, text = time.perf_counter(), ""
            if message is SILENCE:
                if now - heard > chat.timeout:
                    raise failures.failed(chat.name, TimeoutError(), seconds=chat.timeout)
            else:
                heard = now
                _add(usage, message)
                text = _clean(decoder, message.text)
            if text:
                spoken = now
                written += len(text)
                if written > _LONGEST:
                    raise ModelError(f"{chat.name} wrote more than {_LONGEST:,} characters and was stopped")
                if usage.first_token_ms is None:
                    usage.first_token_ms = round(1000 * (now - began), 1)
            elif now - spoken > _PATIENCE * chat.timeout:
                raise ModelError(f"{chat.name} wrote no word within {_PATIENCE * chat.timeout:g} seconds")
            yield text
            if message is not SILENCE:
                line.go_on()
    finally:
        line.hang_up()


def trial(chat: Chat) -> Generator[str, None, Trial]:
    """Asks for one short sentence; yields its pieces, and empty ones in between, as `talk` does.

    Raises `ModelError` where the model cannot be used.
    """
    began = time.perf_counter()
    came: list[float] = []
    said: list[str] = []
    with closing(talk(chat, prompts.fill("trial"), Usage())) as pieces:
        for piece in pieces:
            if piece:
                came.append(time.perf_counter())
                said.append(piece)
            if sum(map(len, said)) > WORDS:
                break
            yield piece
    words = " ".join("".join(said).split())
    if not words:
        raise ModelError(f"{chat.name} wrote nothing")
    writing = came[-1] - came[0]
    speed = chat.count("".join(said[1:])) / writing if writing > 0 else None
    return Trial(came[0] - began, speed, words[:WORDS])


def _add(usage: Usage, message: "BaseMessage") -> None:
    counted = getattr(message, "usage_metadata", None)
    if counted:
        usage.tokens_read = _sum(usage.tokens_read, _tokens(counted.get("input_tokens")))
        usage.tokens_written = _sum(usage.tokens_written, _tokens(counted.get("output_tokens")))


def _tokens(counted: object) -> int | None:
    """What a provider counts, where that is a number of tokens."""
    return counted if isinstance(counted, int) and counted >= 0 else None


def _sum(before: int | None, more: int | None) -> int | None:
    """Of what was counted."""
    return more if before is None else before + (more or 0)


def _clean(decoder: codecs.IncrementalDecoder, text: str) -> str:
    """The text without what cannot be written; the two halves of a character may come in two pieces."""
    return _UNPRINTABLE.sub("", decoder.decode(text.encode("utf-16-le", "surrogatepass")))

"""A prompt becomes a stream of text from a language model, which can be stopped at any time.

Does not know what the prompts ask, nor what the text means.
"""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from assistant import llm
from assistant.errors import ModelError
from assistant.llm import Chat

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk


@dataclass(slots=True)
class Usage:
    """What a talk has used so far; tokens are the provider's count, where it counts."""

    tokens_read: int | None = None
    tokens_written: int | None = None
    first_token_ms: float | None = None


def talk(chat: Chat, prompt: str, usage: Usage) -> Generator[str, None, None]:
    """Yields pieces of the reply as they come, and empty ones while the model is silent.

    Closing the generator hangs up, also before the first piece. `usage` is added to. Raises `PromptTooLong`
    or another `ModelError`.
    """
    stream = cast("Generator[AIMessageChunk, None, None]", chat.model.stream(prompt))
    with closing(stream):
        try:
            for chunk in stream:
                yield chunk.text
        except Exception as error:  # each provider has errors of its own
            raise ModelError(llm.failure(chat.name, error)) from error

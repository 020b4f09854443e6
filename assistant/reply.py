"""A short prompt becomes the whole reply of a language model, without the thoughts before it.

Does not know what is asked, nor what the reply means.
"""

from collections.abc import Callable, Generator
from contextlib import closing

from assistant.llm import Chat
from assistant.talking import Usage, talk

MOST_WRITTEN = 20_000
"""Characters with thoughts, some 5,000 tokens: a model without an answer by then goes in circles."""

_OPENS, THOUGHTS_END = "<think>", "</think>"


def reply(
    chat: Chat, prompt: str, usage: Usage, is_enough: Callable[[str], bool]
) -> Generator[None, None, str]:
    """Waits for the reply, and hangs up once `is_enough` says so of what there is of it.

    Each yield is a moment at which it can be closed, also while the model only thinks. Raises `ModelError`.
    """
    text = said = ""
    with closing(talk(chat, prompt, usage)) as pieces:
        for piece in pieces:
            yield
            if piece:
                text += piece
                said = after_thoughts(text)
                if is_enough(said) or len(text) > MOST_WRITTEN:
                    break
    return said


def after_thoughts(text: str) -> str:
    """What follows the thoughts that some models write down first, between tags; nothing while they last."""
    begins = text.lstrip()
    if not _OPENS.startswith(begins[: len(_OPENS)]):
        return text
    return begins.partition(THOUGHTS_END)[2]

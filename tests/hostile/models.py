"""A language model that replies as it is told to by a test, and the reply of one that obeys no article.

Know nothing of how a prompt is made, beyond its fence of passages and their markers.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from pydantic import Field

from assistant.words import content_words
from tests.fakes import StreamingModel

MARKER = re.compile(r"\[\d+\.\d+\]")
_PIECE = 16
"""Characters: no border of a marker or a tag is where a piece ends."""


class Replying(StreamingModel):
    """Answers each prompt with what `reply` makes of it."""

    pieces: list[str | Exception] = Field(default_factory=list)
    reply: Callable[[str], str]

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        prompt = messages[0].text
        self.asked.append(prompt)
        text = self.reply(prompt)
        for at in range(0, len(text), _PIECE):
            yield ChatGenerationChunk(message=AIMessageChunk(content=text[at : at + _PIECE]))


def fenced(prompt: str) -> tuple[str, str]:
    """What stands between the two lines of the fence, and the prompt without it; both empty without one."""
    before, opened, rest = prompt.partition("\n<passages>\n")
    inside, closed, after = rest.partition("\n</passages>\n")
    return (inside, before + after) if opened and closed else ("", "")


def nearest(prompt: str) -> str:
    """The passage sentence that shares most words with the question, and its marker; empty without one."""
    inside, _ = fenced(prompt)
    asked = {word.stem for word in content_words(prompt.rpartition("uestion: ")[2])}
    lines = [line for line in inside.split("\n") if MARKER.search(line)]
    if not lines:
        return ""
    best = max(lines, key=lambda line: len(asked & {word.stem for word in content_words(line)}))
    marker = MARKER.findall(best)[-1]
    return f"{MARKER.sub('', best).strip()} {marker}"

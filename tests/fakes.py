"""Stand-ins for the models, where a model is plugged in, and evidence that needs no library.

Know nothing of what is tested with them.
"""

import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, SimpleChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from pydantic import Field

from assistant.llm import Chat
from assistant.types import Evidence
from assistant.words import content_words
from index.article import Headline, Passage
from index.embedding import Embedder, Vectors
from index.sentences import split
from index.settings import Settings

_DIMENSION = 256


class WordEmbedder(Embedder):
    """Texts that share words are near one another, the same on every machine; no model is loaded.

    `asked` has every text that was embedded.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.asked: list[str] = []

    @property
    def loaded(self) -> bool:
        return True

    def load(self) -> None:
        return None

    def processes(self, texts: int) -> tuple[int, ...]:
        return ()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = np.zeros((len(texts), _DIMENSION), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in content_words(text):
                row[zlib.crc32(word.stem.encode()) % _DIMENSION] += 1
            row /= np.linalg.norm(row) or 1
        return rows


class StreamingModel(SimpleChatModel):
    """Writes the given pieces one by one, and keeps what it was asked and whether it was stopped.

    A piece that is an exception is raised.
    """

    pieces: list[str | Exception]
    asked: list[str] = Field(default_factory=list)
    written: int = 0
    stopped: bool = False

    @property
    def _llm_type(self) -> str:
        return "streaming-fake"

    def _call(self, *_: Any, **__: Any) -> str:
        raise AssertionError("the answer is streamed")

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.asked.append(messages[0].text)
        try:
            for piece in self.pieces:
                if isinstance(piece, Exception):
                    raise piece
                self.written += 1
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        except GeneratorExit:
            self.stopped = True
            raise


class QuotingModel(StreamingModel):
    """Answers with the first sentence that it is shown, word for word, and its marker."""

    pieces: list[str | Exception] = Field(default_factory=list)

    def _stream(self, messages: list[BaseMessage], *rest: Any, **named: Any) -> Iterator[ChatGenerationChunk]:
        marked = next(line for line in messages[0].text.splitlines() if line.endswith("[1.1]"))
        self.pieces = [marked]
        yield from super()._stream(messages, *rest, **named)


class Script(StreamingModel):
    """Writes one reply after the other, the last one again and again; raises one that is an exception."""

    pieces: list[str | Exception] = Field(default_factory=list)
    replies: list[str | Exception]

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        self.asked.append(messages[0].text)
        reply = self.replies[min(len(self.asked), len(self.replies)) - 1]
        if isinstance(reply, Exception):
            raise reply
        for piece in reply.split(" "):
            yield ChatGenerationChunk(message=AIMessageChunk(content=f"{piece} "))


def chat(model: BaseChatModel, *, context: int = 4096, name: str = "fake:model") -> Chat:
    """A model as the pipeline takes it; a token is four characters."""
    return Chat(name, model, context, count=lambda text: len(text) // 4 + 1)


def evidence(*texts: str, title: str = "Title", published: date | None = date(2022, 4, 7)) -> list[Evidence]:
    """A passage for each text, best first, in articles where it does not stand at the beginning."""
    found = []
    for number, text in enumerate(texts, start=1):
        start = 100 * number
        sentences = tuple((start + s, start + e) for s, e in split(text))
        headline = Headline(
            f"a{number}", title, f"https://example.org/{number}", "The Courier", (), published
        )
        passage = Passage(f"p{number}", headline, start, start + len(text), text, sentences)
        found.append(Evidence(passage, 1 / number))
    return found

"""An article's sentences become passages: runs of whole sentences, the unit that is embedded and retrieved.

Does not know how a passage is stored or turned into a vector.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from index.sentences import Span

LIMIT = 800
"""Characters: about 180 tokens, so that a passage with its title stays within the 256 tokens that
all-MiniLM-L6-v2 reads (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2)."""

_PARAGRAPH_FROM = 0.6
"""Past this share of the limit a passage ends with its paragraph."""


@dataclass(frozen=True, slots=True)
class Run:
    """A passage before it has an article: offsets of the whole and of each of its sentences."""

    start: int
    end: int
    sentences: tuple[Span, ...]


def runs(text: str, sentences: Sequence[Span]) -> list[Run]:
    """Groups sentences into runs of at most `LIMIT` characters; each sentence is in exactly one.

    A sentence longer than the limit is a run of its own.
    """
    grouped: list[list[Span]] = []
    for span in sentences:
        if grouped and not _ends_before(text, grouped[-1], span):
            grouped[-1].append(span)
        else:
            grouped.append([span])
    return [Run(group[0][0], group[-1][1], tuple(group)) for group in grouped]


def _ends_before(text: str, group: list[Span], span: Span) -> bool:
    length = span[1] - group[0][0]
    if length > LIMIT:
        return True
    new_paragraph = "\n" in text[group[-1][1] : span[0]]
    return new_paragraph and group[-1][1] - group[0][0] >= _PARAGRAPH_FROM * LIMIT


def passage_id(article_id: str, position: int, text: str) -> str:
    """The same article, position and text always have the same id: adding again changes nothing."""
    return hashlib.sha256(f"{article_id}\0{position}\0{text}".encode()).hexdigest()[:32]

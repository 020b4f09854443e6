"""Sources for sentences that are verified: articles of a few sentences, each of which can be cited.

Knows nothing of how they are verified.
"""

from datetime import date

from assistant.grounds import Ground, grounds
from assistant.types import Source
from index.article import Headline, Passage

THURSDAY = date(2022, 4, 7)


def sources(
    *sentences: str,
    title: str = "A title",
    outlet: str = "The Courier",
    published: date | None = THURSDAY,
    article: str = "a1",
) -> list[Source]:
    """A source for each sentence of one passage, which does not begin its article."""
    start, spans = 100, list[tuple[int, int]]()
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    text = " ".join(sentences)
    headline = Headline(article, title, "https://example.org/1", outlet, ("Ada Quill",), published)
    passage = Passage(f"{article}-0", headline, 100, 100 + len(text), text, tuple(spans))
    return [Source(passage, first, last) for first, last in spans]


def cited(
    *sentences: str,
    which: int = -1,
    title: str = "A title",
    outlet: str = "The Courier",
    published: date | None = THURSDAY,
) -> list[Ground]:
    """One sentence of a passage as a ground: the last of them, unless given."""
    return grounds([sources(*sentences, title=title, outlet=outlet, published=published)[which]])

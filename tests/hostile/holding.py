"""What holds for every answer, whatever the articles say and whatever the model writes.

Knows nothing of which articles or models there are.
"""

import unicodedata
from collections.abc import Iterator

from assistant.pipeline import Assistant
from assistant.types import Answer, Sentence, Verdict
from assistant.words import content_words
from tests.hostile.archive import LIMIT, drawn, texts
from tests.hostile.pages import strange

ASSURED = (Verdict.SUPPORTED, Verdict.QUOTED)
_JOINERS = "\u200c\u200d"
"""Which emoji and some scripts are spelt with."""


def faults(answer: Answer, assistant: Assistant) -> list[str]:
    """What is wrong with an answer that is shown to a reader; nothing, it is hoped."""
    return [
        *_citations(answer, assistant),
        *_assured(answer),
        *_markup(answer, assistant),
        *_characters(answer),
    ]


def _citations(answer: Answer, assistant: Assistant) -> Iterator[str]:
    """Each number is that of a source, and each source stands word for word in its article."""
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"numbers {numbers}"
    for sentence in answer.sentences:
        if not {*sentence.citations} <= {*numbers}:
            yield f"no source has a number of {sentence.citations}"
    for citation in answer.citations:
        article = assistant.library.article(citation.headline.article_id)
        if article is None or article.text[citation.start : citation.end] != citation.quote:
            yield f"{citation.quote!r} does not stand in its article"
        elif article.headline != citation.headline:
            yield f"{citation.headline} is not of its article"


def _assured(answer: Answer) -> Iterator[str]:
    """Each word of a sentence that is called supported stands in what it cites, or says where that stands.

    Stricter than support: none of the models of these tests says anything in words of its own that is true.
    """
    for sentence in answer.sentences:
        if sentence.verdict in ASSURED:
            missing = _stems(sentence.text) - _stems(_cited(sentence, answer))
            if missing or not sentence.citations:
                yield f"{sentence.text!r} is {sentence.verdict}, and {sorted(missing)} stand in no source"


def _cited(sentence: Sentence, answer: Answer) -> str:
    cited = [one for one in answer.citations if one.number in sentence.citations]
    return " ".join(
        f"{one.quote} {one.headline.title} {one.headline.outlet} {one.headline.published}" for one in cited
    )


def _stems(text: str) -> set[str]:
    return {word.stem for word in content_words(text)}


def _markup(answer: Answer, assistant: Assistant) -> Iterator[str]:
    ids = dict.fromkeys(one.headline.article_id for one in answer.citations)
    articles = [article for one in ids if (article := assistant.library.article(one)) is not None]
    html = drawn(answer, articles)
    yield from strange(html, *(one.headline.url for one in articles))
    if len(html) > LIMIT:
        yield f"the page has {len(html):,} characters"


def _characters(answer: Answer) -> Iterator[str]:
    for name, text in texts(answer).items():
        odd = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs")} - {"\n", *_JOINERS}
        if odd:
            yield f"{name} has {sorted(map(ascii, odd))}"

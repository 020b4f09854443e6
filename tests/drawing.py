"""An answer to draw, and what can be seen of a drawn page.

Knows nothing of what is tested with them.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

from assistant.conversations import Exchange
from assistant.types import (
    Answer,
    Citation,
    Evidence,
    Kind,
    Limits,
    Outcome,
    Query,
    Sentence,
    Verdict,
    Window,
    Writing,
)
from index.article import Headline, Passage

TEXT = "Tanks were discussed. Poland sent 14 Leopards, Duda said. More will follow."
QUOTE = "Poland sent 14 Leopards, Duda said."
START = TEXT.index(QUOTE)
HEADLINE = Headline(
    "a1", "Leopards leave", "https://example.org/1", "Baltic Courier", ("Ann Ash",), date(2022, 4, 7)
)
PASSAGE = Passage(
    "p1",
    HEADLINE,
    0,
    len(TEXT),
    TEXT,
    ((0, START - 1), (START, START + len(QUOTE)), (START + len(QUOTE) + 1, len(TEXT))),
)
QUERY = Query(
    "Who sent tanks?",
    "Who sent tanks?",
    date(2023, 2, 7),
    Kind.FACT,
    "Who sent tanks?",
    "Who sent tanks?",
    0.0,
)
ANSWER = Answer(
    QUERY,
    Outcome.ANSWERED,
    (Sentence(QUOTE, (1,), Verdict.QUOTED, ((0, 6),)),),
    (Citation(1, PASSAGE, START, START + len(QUOTE), QUOTE),),
    (Evidence(PASSAGE, 1.0),),
)
WRITTEN = replace(
    ANSWER,
    sentences=(
        Sentence("Quoted.", (1,), Verdict.QUOTED, reason="Why quoted."),
        Sentence("Supported.", (1,), Verdict.SUPPORTED),
        Sentence("Weak.", (1,), Verdict.WEAK, reason="Why weak."),
        Sentence("Unsupported.", (1,), Verdict.UNSUPPORTED, reason="Why unsupported."),
        Sentence("Uncited.", (), Verdict.UNCITED),
    ),
    writer="fake:model",
    removed=(Sentence("Removed.", (1,), Verdict.UNSUPPORTED, reason="Why removed."),),
    parts=("Who sent?", "Who did not?"),
    writing=Writing("answer@3f2a91c0b7d1", 8, 2100, 96, 812.0, 1, 2, 3, "rules and similarity"),
)
IN_VAIN = replace(
    ANSWER, removed=WRITTEN.removed, writing=WRITTEN.writing, notes=("The model wrote nothing that holds.",)
)
"""The quoted answer that is shown where no sentence of the model's has support."""
DAY = date(2022, 4, 1)
APRIL = Window(DAY, date(2022, 4, 30), "in April 2022")
HELD = replace(ANSWER, query=replace(QUERY, limits=Limits(APRIL, ("Baltic Courier",), ("Ann Ash",))))


class Page(HTMLParser):
    """The tags, attributes and text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if ("class", "dot") in attrs:
            self.text += "·"  # as the style draws it

    def handle_data(self, data: str) -> None:
        self.text += data


def exchange(
    answer: Answer | None = ANSWER, question: str = "Who sent tanks?", failure: str = ""
) -> Exchange:
    return Exchange(7, question, date(2023, 2, 7), datetime(2023, 2, 7, tzinfo=UTC), answer, failure)


def within(html: str, tag: str) -> list[str]:
    return [Page(found).text for found in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", html, re.S)]

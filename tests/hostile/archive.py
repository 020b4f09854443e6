"""A library with every attack and a part of the demo archive in it, and everything that is made of an answer.

Knows nothing of what is looked for in it.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from assistant import render
from assistant.conversations import Exchange
from assistant.llm import Chat
from assistant.opened import Cited, Opened
from assistant.pipeline import Assistant
from assistant.plain import plain
from assistant.printed import printed
from assistant.record import dumped, record
from assistant.settings import Settings
from assistant.types import Answer
from index import demo
from index.versions import StoredArticle
from tests.fakes import WordEmbedder
from tests.hostile import ARTICLES, oversized

AS_OF = date(2023, 12, 31)
LIMIT = 1_000_000
"""Characters of what is drawn of one answer: what the longest article here could flood the page with."""


def opened(home: Path, *, hostile: bool = True, chat: Callable[[], Chat] | None = None) -> Assistant:
    """Answers with quotations, or with the model that `chat` gives for each question."""
    settings = Settings(home=home, embedding_model="words", llm="" if chat is None else "fake:model")
    embedder = WordEmbedder(settings)
    if chat is None:
        assistant = Assistant(settings, embedder=embedder)
    else:
        made = chat
        assistant = Assistant(settings, embedder=embedder, load_model=lambda *_: made())
    paths = list(demo.paths())
    if hostile:
        long = home / "oversized.jsonl"
        long.write_text("\n".join(map(json.dumps, oversized())), encoding="utf-8")
        paths += [ARTICLES, long]
    *_, last = assistant.add(paths)
    assert (last.skipped, last.problems) == (0, ())
    return assistant


def drawn(answer: Answer, articles: list[StoredArticle]) -> str:
    """The answer, its sources, and each of the articles as the page shows them."""
    exchange = Exchange(1, answer.query.question, AS_OF, datetime(2023, 12, 31, tzinfo=UTC), answer, "")
    pages = [render.turn(exchange), render.sources(exchange)]
    for one in articles:
        cited = Cited(one.headline.article_id, 0, 40, one.headline.version, one.text[:40])
        pages.append(render.article(Opened(cited, one, 0, 40, ("It was changed.",), is_changed=True), AS_OF))
    pages.append(render.headlines([one.headline for one in articles], len(articles), 0, 25, filtered=False))
    return "".join(pages)


def texts(answer: Answer) -> dict[str, str]:
    """The answer as it leaves Dateline other than through the page."""
    return {
        "record": dumped(record(answer, "q")),
        "plain": plain(answer.query.question, answer),
        "printed": "\n".join(printed(answer)),
    }

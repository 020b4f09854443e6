"""Draws answers, sources, articles and lists as HTML that is safe to put on a page.

Knows nothing of gradio or storage: all it is given is hostile text, which its templates escape.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant import freshness
from assistant.cards import cited_card, near_copies, nearest_cards, newest, standing
from assistant.chips import chips, in_words, invitation, sent_back
from assistant.conversations import Conversation, Exchange
from assistant.dating import age, day, long_day
from assistant.freshness import State, listed
from assistant.plain import LABELS, describe, plain
from assistant.since import NONE, Changes, badge, cited_since, told
from assistant.types import Answer, Kind, Limits, Outcome, Sentence, Stage, Verdict
from assistant.verdicts import MARKS, counted, taken_out, why
from index.article import Headline
from index.fields import web_address

if TYPE_CHECKING:
    from assistant.filling import Filling
    from assistant.opened import Opened
    from index.progress import Progress
    from index.sources import Source

PAGE = Path(__file__).parent / "page"
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
NEAREST = 4
"""How many articles an abstention shows."""


def marked(text: str, ranges: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cuts a text into pieces that are marked or not; together they are the text, whatever the ranges."""
    pieces, position = [], 0
    for start, end in sorted(ranges):
        start, end = max(start, position), min(end, len(text))
        if start < end:
            pieces += [(text[position:start], False), (text[start:end], True)]
            position = end
    return [piece for piece in [*pieces, (text[position:], False)] if piece[0]]


def inert(text: str) -> str:
    """A text without what turns the writing direction, which would reach beyond its end."""
    return _DIRECTIONS.sub("", text)


def paragraphs(text: str, start: int, end: int) -> list[list[tuple[str, bool]]]:
    """The lines of an article with `text[start:end]` marked."""
    return [
        marked(line.group(), [(start - line.start(), end - line.start())])
        for line in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)
    ]


def blocks(answer: Answer) -> list[tuple[Headline | None, list[Sentence]]]:
    """The sentences as they are set: quotations from one article together, a model's text whole."""
    if answer.writer:
        return [(None, list(answer.sentences))]
    sources = {citation.number: citation.headline for citation in answer.citations}
    found = [(next((sources.get(n) for n in one.citations), None), one) for one in answer.sentences]
    if answer.query.kind is Kind.LIST:
        return [(source, [one]) for source, one in found]
    return [(source, [one for _, one in group]) for source, group in groupby(found, key=lambda pair: pair[0])]


_templates = Environment(
    loader=FileSystemLoader(PAGE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters.update(
    day=day,
    long_day=long_day,
    url=web_address,
    marked=marked,
    describe=describe,
    sent_back=sent_back,
    why=why,
    inert=inert,
    badge=badge,
    told=told,
    articles=lambda count: freshness.counted(count, "article"),
)
_templates.globals.update(
    {one.__name__: one for one in (age, near_copies, Outcome, Stage, Verdict, chips)},
    LABELS=LABELS,
    MARKS=MARKS,
    counted=counted,
    taken_out=taken_out,
)


_STAGES = (Stage.SEARCHING, Stage.READING, Stage.ANSWERING, Stage.CHECKING)


def fill(template: str, /, **values: object) -> str:
    """One of the page's templates, with its values escaped."""
    return _templates.get_template(template).render(values)


def turn(
    exchange: Exchange,
    stage: Stage | None = None,
    *,
    waiting: str = "",
    written: bool = False,
    changes: Changes = NONE,
) -> str:
    """A question and where it stands: `stage` while it is being answered, `waiting` for what it waits.

    `written` is whether a model answers, whose sentences are checked before the answer is whole; `changes`
    are of the cited texts since.
    """
    answer = exchange.answer
    limits = (answer.query.limits if answer else exchange.limits) or Limits()
    return fill(
        "turn.html",
        exchange=exchange,
        answer=answer,
        stage=stage,
        working=stage is not None and stage is not Stage.DONE,
        waiting=waiting,
        stages=_STAGES if written or stage is Stage.CHECKING else _STAGES[:-1],
        limits=limits,
        scope=in_words(limits),
        **(_shown(exchange.question, answer, changes) if answer else {}),
    )


def _shown(question: str, answer: Answer, changes: Changes) -> dict[str, object]:
    """What of an answer its templates are filled with."""
    wider = answer.wider
    return {
        "blocks": blocks(answer),
        "sources": {citation.number: citation.headline for citation in answer.citations},
        "count": len(nearest_cards(answer.evidence)[:NEAREST] if answer.abstained else answer.citations),
        "newest": None if answer.abstained else newest(answer.citations),
        "invitation": "" if wider is None else invitation(answer.query.limits, wider),
        "cited_since": cited_since(answer, changes),
        "plain": plain(question, answer, changes),
    }


def sources(exchange: Exchange, changes: Changes = NONE) -> str:
    """The cards of an answer; of an abstention, the nearest articles. `changes` are of their texts since."""
    answer = exchange.answer
    if answer is None:
        return ""
    cited = {citation.headline.article_id for citation in answer.citations}
    others = nearest_cards(answer.evidence, without=cited)
    return fill(
        "sources.html",
        exchange=exchange,
        answer=answer,
        cards=others[:NEAREST] if answer.abstained else [cited_card(one) for one in answer.citations],
        standing=standing(answer.citations),
        others=[] if answer.abstained else others,
        changes=changes,
    )


def article(opened: "Opened", as_of: date | None) -> str:
    """A whole article with what was cited marked, and what became of it since."""
    return fill(
        "article.html",
        opened=opened,
        headline=opened.stored.headline,
        paragraphs=paragraphs(opened.stored.text, opened.start, opened.end),
        as_of=as_of,
    )


def headlines(page: Sequence[Headline], total: int, offset: int, limit: int, *, filtered: bool) -> str:
    """One page of the archive's list."""
    return fill("headlines.html", page=page, total=total, offset=offset, limit=limit, filtered=filtered)


def conversations(listing: Sequence[Conversation], now: datetime) -> str:
    """A reader's conversations, grouped by how long ago they were used."""

    def group(one: Conversation) -> str:
        days = (now.astimezone().date() - one.asked.astimezone().date()).days
        return "Today" if days <= 0 else "Yesterday" if days == 1 else "Earlier"

    return fill(
        "conversations.html", groups=[(name, list(found)) for name, found in groupby(listing, key=group)]
    )


def library_sources(sources: "Sequence[Source]", now: datetime) -> str:
    """The registered sources with how they are, and how another one is added."""
    return fill(
        "library.html",
        sources=[listed(source, now) for source in sources],
        age=freshness.age(sources, now),
        State=State,
    )


def filling(filling: "Filling") -> str:
    """How far the vectors are that are still being made."""
    return fill("filling.html", filling=filling)


def progress(report: "Progress", what: str) -> str:
    """How far adding articles is, and each file that could not be read, with its reason."""
    return fill("progress.html", report=report, what=what)


def warning(title: str, *paragraphs: str) -> str:
    """A box that says what is the matter with sources; it stays in sight while questions are asked."""
    return fill("warning.html", title=title, paragraphs=paragraphs)


def notice(kind: str, title: str, *paragraphs: str) -> str:
    """A box that says what is the matter and what to do; `kind` is `info` or `error`."""
    return fill("notice.html", kind=kind, title=title, paragraphs=paragraphs)


def welcome(suggestions: Sequence[str], *, written: bool = False) -> str:
    """What a conversation shows before its first question; `written` is whether a model answers."""
    return fill("welcome.html", suggestions=suggestions, written=written)

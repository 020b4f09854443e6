"""Draws answers, sources, articles and lists as HTML that is safe to put on a page.

Knows nothing of gradio or storage: all it is given is hostile text, which its templates escape.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.conversations import Conversation, Exchange
from assistant.types import Answer, Citation, Evidence, Kind, Sentence, Stage, Verdict
from index.article import Headline
from index.fields import web_address

if TYPE_CHECKING:
    from index.catalogue import Status, StoredArticle
    from index.sync import Progress

PAGE = Path(__file__).parent / "page"
CONTEXT = 170
"""How many characters beside a cited sentence a card shows until it is selected."""
NEAREST = 4
"""How many articles an abstention shows."""


@dataclass(frozen=True, slots=True)
class Card:
    """A source as it is drawn; `number` is 0 where it is cited by nothing. `parts` make up the passage:
    far before, before, the cited sentence, after, far after."""

    number: int
    headline: Headline
    start: int
    end: int
    parts: tuple[str, str, str, str, str]


def day(value: date | None) -> str:
    """`7 Apr 2022`, in every locale."""
    return f"{value.day} {value:%b} {value.year}" if value else "undated"


def age(published: date | None, as_of: date | None) -> str:
    """How long before the as-of day an article appeared, in the largest unit that says something."""
    if published is None or as_of is None or published > as_of:
        return ""
    days = (as_of - published).days
    if days == 0:
        return "the same day"
    for unit, length in (("year", 365.25), ("month", 30.44), ("week", 7), ("day", 1)):
        count = int(days / length)
        # 1 to 23 months say more than "1 year"
        if count >= (2 if unit in ("year", "week") else 1):
            return f"{count} {unit}{'s' if count > 1 else ''} earlier"
    raise AssertionError("a day is a unit of one day")


def marked(text: str, ranges: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cuts a text into pieces that are marked or not; together they are the text, whatever the ranges."""
    pieces, position = [], 0
    for start, end in sorted(ranges):
        start, end = max(start, position), min(end, len(text))
        if start < end:
            pieces += [(text[position:start], False), (text[start:end], True)]
            position = end
    return [piece for piece in [*pieces, (text[position:], False)] if piece[0]]


def paragraphs(text: str, start: int, end: int) -> list[list[tuple[str, bool]]]:
    """The lines of an article with `text[start:end]` marked."""
    return [
        marked(line.group(), [(start - line.start(), end - line.start())])
        for line in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)
    ]


def cited_card(citation: Citation) -> Card:
    """The card of a citation: its passage, with the cited sentence and what stands right beside it apart."""
    passage = citation.passage
    start = min(max(citation.start - passage.start, 0), len(passage.text))
    end = min(max(citation.end - passage.start, start), len(passage.text))
    before, after = passage.text[:start], passage.text[end:]
    near, far = _cut(after)
    behind, beyond = _cut(before[::-1])
    return Card(
        citation.number,
        citation.headline,
        citation.start,
        citation.end,
        (beyond[::-1], behind[::-1], passage.text[start:end], near, far),
    )


def _cut(text: str) -> tuple[str, str]:
    """Splits a text at the last space before `CONTEXT`; what would save less than a line is kept whole."""
    if len(text) <= CONTEXT + 60:
        return text, ""
    space = text.rfind(" ", 0, CONTEXT)
    return (text[:space], text[space:]) if space > 0 else (text[:CONTEXT], text[CONTEXT:])


def nearest_cards(evidence: Sequence[Evidence], *, without: Iterable[str] = ()) -> list[Card]:
    """One card an article, best first, for what was read but is cited by nothing."""
    cards, seen = [], set(without)
    for passage in (one.passage for one in evidence):
        if passage.headline.article_id not in seen:
            seen.add(passage.headline.article_id)
            near, far = _cut(passage.text)
            cards.append(Card(0, passage.headline, passage.start, passage.end, ("", near, "", "", far)))
    return cards


def blocks(answer: Answer) -> list[tuple[Headline | None, list[Sentence]]]:
    """The sentences as they are set: quotations from one article together, a model's text whole."""
    if answer.writer:
        return [(None, list(answer.sentences))]
    sources = {citation.number: citation.headline for citation in answer.citations}
    found = [(next((sources.get(n) for n in one.citations), None), one) for one in answer.sentences]
    if answer.query.kind is Kind.LIST:
        return [(source, [one]) for source, one in found]
    return [(source, [one for _, one in group]) for source, group in groupby(found, key=lambda pair: pair[0])]


def describe(headline: Headline) -> str:
    """A source in words, for those who hear the page, and for a copied answer."""
    return ", ".join(filter(None, (headline.title, headline.outlet, day(headline.published))))


def plain(question: str, answer: Answer) -> str:
    """An answer as text to paste elsewhere, with its sources beneath."""
    lines = [question, "", answer.text or answer.reason]
    for one in answer.citations:
        lines += [
            f"[{one.number}] “{one.quote}” {describe(one.headline)} {web_address(one.headline.url)}".rstrip()
        ]
    return "\n".join(lines)


_templates = Environment(
    loader=FileSystemLoader(PAGE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters.update(day=day, url=web_address, marked=marked, describe=describe)
_templates.globals.update(age=age, Stage=Stage, Verdict=Verdict)


def fill(template: str, /, **values: object) -> str:
    """One of the page's templates, with its values escaped."""
    return _templates.get_template(template).render(values)


def turn(exchange: Exchange, stage: Stage | None = None, *, waiting: str = "") -> str:
    """A question and where it stands: `stage` while it is being answered, `waiting` for what it waits."""
    answer = exchange.answer
    cards = nearest_cards(answer.evidence)[:NEAREST] if answer and answer.abstained else []
    return fill(
        "turn.html",
        exchange=exchange,
        answer=answer,
        stage=stage,
        waiting=waiting,
        blocks=blocks(answer) if answer else [],
        sources={citation.number: citation.headline for citation in answer.citations} if answer else {},
        count=len(cards) or (len(answer.citations) if answer else 0),
        plain=plain(exchange.question, answer) if answer else "",
    )


def sources(exchange: Exchange) -> str:
    """The cards of an answer; of an abstention, the nearest articles."""
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
        articles=len(cited),
        others=[] if answer.abstained else others,
    )


def article(stored: "StoredArticle", start: int, end: int, as_of: date | None) -> str:
    """A whole article with the text between two offsets marked."""
    return fill(
        "article.html",
        headline=stored.headline,
        paragraphs=paragraphs(stored.text, start, end),
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


def library_line(status: "Status") -> str:
    """`64 articles · 6 outlets · 5 Feb 2022 – 1 Oct 2023`, as text and not as HTML."""
    parts = [_count(status.articles, "article")]
    if status.outlets:
        parts.append(_count(len(status.outlets), "outlet"))
    if status.first and status.last:
        parts.append(f"{day(status.first)} – {day(status.last)}")
    return " · ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def progress(report: "Progress", what: str) -> str:
    """How far adding articles is, and each file that could not be read, with its reason."""
    return fill("progress.html", report=report, what=what)


def notice(kind: str, title: str, *paragraphs: str) -> str:
    """A box that says what is the matter and what to do; `kind` is `info` or `error`."""
    return fill("notice.html", kind=kind, title=title, paragraphs=paragraphs)


def welcome(suggestions: Sequence[str]) -> str:
    """What a conversation shows before its first question."""
    return fill("welcome.html", suggestions=suggestions)

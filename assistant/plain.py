"""An answer as plain lines: to paste elsewhere, and for a terminal to print.

Does not know where the lines go, nor which characters are safe there.
"""

from collections.abc import Iterator, Sequence

from assistant.cards import newest
from assistant.chips import in_words
from assistant.dating import day, long_day
from assistant.since import NONE, Changes, cited_since
from assistant.types import Answer, Comparison, Difference, Outcome, Row
from assistant.verdicts import said, summary
from index.article import Headline
from index.fields import web_address

LABELS = {
    Difference.UPDATED: ("Updated", "A later article replaces what an earlier one said."),
    Difference.DISPUTED: ("Disputed", "Sources of the same days do not agree."),
}
"""What a reader is told of each kind of difference: a word, and a line."""


def describe(headline: Headline) -> str:
    """A source in words, for those who hear the page, and for a copied answer."""
    return ", ".join(filter(None, (headline.title, headline.outlet, day(headline.published))))


def cells(row: Row) -> tuple[str, str, str, str]:
    """Item, what happened, day, `[n]`."""
    return row.item, row.what, day(row.day), f"[{row.citation}]"


def heading(answer: Answer) -> str:
    """`As of 7 April 2022, the newest article cited`; empty where none has a day."""
    latest = newest(answer.citations)
    return f"As of {long_day(latest)}, the newest article cited" if latest else ""


def compared(comparison: Comparison, answer: Answer) -> Iterator[str]:
    """What the values are of and why they differ, then each value with its day, outlet and `[n]`."""
    label, why = LABELS[comparison.difference]
    yield f"{label}: {comparison.about}. {why}"
    outlets = {one.number: one.headline.outlet for one in answer.citations}
    for value in comparison.values:
        about = filter(None, (value.text, day(value.day), outlets.get(value.citation, "")))
        yield f"  {' · '.join(about)} [{value.citation}]"


def searched(answer: Answer) -> str:
    """`412 articles searched: 1–30 Apr 2022, Harbour Wire`; empty where neither is known."""
    limits = in_words(answer.query.limits)
    if answer.searched is None:
        return f"Searched: {limits}" if limits else ""
    count = answer.searched.articles
    text = f"{count:,} article{'' if count == 1 else 's'} searched"
    return f"{text}: {limits}" if limits else text


def says_it_in_rows(answer: Answer) -> bool:
    """Whether the sentences would only repeat what the rows say and the sources quote; a model's do not."""
    return bool(answer.rows) and not answer.writer and answer.outcome is Outcome.ANSWERED


def plain(question: str, answer: Answer, changes: Changes = NONE) -> str:
    """An answer as text to paste elsewhere, with its sources beneath; `changes` are of their texts since."""
    rows = [" · ".join(cells(row)) for row in answer.rows]
    text = [] if says_it_in_rows(answer) else [said(answer) or answer.reason]
    parts: list[Sequence[str]] = [
        [question],
        [] if answer.abstained else [heading(answer)],
        cited_since(answer, changes),
        [answer.caution],
        *([text, rows] if answer.writer else [rows, text]),
        *(list(compared(one, answer)) for one in answer.comparisons),
        [
            f"[{one.number}] “{one.quote}” {describe(one.headline)} {web_address(one.headline.url)}".rstrip()
            for one in answer.citations
        ],
        [summary(answer)],
        [searched(answer)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if any(lines))

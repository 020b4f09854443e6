"""An answer as a terminal shows it: its text with `[n]`, then what each number stands for.

Knows nothing of arguments or files; what a terminal would obey instead of showing is left out.
"""

import unicodedata
from collections.abc import Iterator

from assistant.cards import cited_card
from assistant.plain import cells, compared, heading, says_it_in_rows, searched
from assistant.types import Answer
from assistant.verdicts import said, summary
from index.article import Headline

NEAREST = 5
"""Articles that are named where there is no answer."""


def printed(answer: Answer) -> Iterator[str]:
    """The lines, which may be empty ones."""
    if answer.caution:
        yield f"{safe(answer.caution)}\n"
    yield from _abstention(answer) if answer.abstained else _answer(answer)
    for note in answer.notes:
        yield f"\nNote: {safe(note)}"
    if told := searched(answer):
        yield f"\n{safe(told)}"


def _abstention(answer: Answer) -> Iterator[str]:
    yield safe(answer.reason)
    nearest = {one.passage.headline.article_id: one.passage.headline for one in answer.evidence}
    if nearest:
        yield "\nThe nearest articles:"
    for headline in list(nearest.values())[:NEAREST]:
        yield f"  · {_about(headline)}"


def _answer(answer: Answer) -> Iterator[str]:
    if told := heading(answer):
        yield f"{told}\n"
    if answer.writer:  # its words come before the table that it did not write
        yield safe(said(answer))
    if answer.writer and answer.rows:
        yield ""
    yield from _table(answer)
    if not answer.writer and not says_it_in_rows(answer):
        yield safe(answer.text)
    if told := summary(answer):
        yield f"\n{safe(told)}"
    for comparison in answer.comparisons:
        yield ""
        for line in compared(comparison, answer):
            yield f"{'  ' if line.startswith(' ') else ''}{safe(line)}"
    yield "\nSources:"
    for citation in answer.citations:
        yield f"  [{citation.number}] {_about(citation.headline)}"
        yield f"      “{safe(citation.quote)}”"
        if also := cited_card(citation).also:
            yield f"      {safe(also)}"


def _table(answer: Answer) -> Iterator[str]:
    rows = [tuple(map(safe, cells(row))) for row in answer.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    if rows and not answer.writer and not says_it_in_rows(answer):
        yield ""


def _about(headline: Headline) -> str:
    day = "no date" if headline.published is None else headline.published.isoformat()
    return " · ".join(safe(part) for part in (headline.outlet, day, headline.title, headline.url) if part)


def safe(text: str) -> str:
    """Text on one line, without the characters that a terminal would obey instead of showing."""
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))

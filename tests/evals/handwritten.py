"""The questions written by hand over the demo archive, and whether an answer to one is right.

Does not know how answers are made. Each question was written from reading the articles, never from answers.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from assistant.types import Answer, Comparison, Difference, Outcome
from index import demo
from index.readers import read
from tests.evals.measures import says

FOLDER = Path(__file__).with_name("demo")


class Expected(StrEnum):
    """What a right answer does."""

    ANSWER = "answer"
    """Cites a gold article and says the answer."""
    ABSTAIN = "abstain"
    PREMISE = "premise"
    """Says that no article bears out what the question takes for granted, and cites a gold article."""
    LIST = "list"
    """Cites a gold article and names every item and no wrong one."""
    UPDATED = "updated"
    """Shows the values side by side, the newest first."""
    DISPUTED = "disputed"
    """Shows the values side by side."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One question, asked on a day after others. `kind` is the file's name, `half` is "tune" or "test"."""

    id: str
    kind: str
    half: str
    question: str
    as_of: date
    expect: Expected = Expected.ANSWER
    turns: tuple[str, ...] = ()
    """The questions before it in the conversation."""
    full: str = ""
    """Of a follow-up: the same question, made to stand by itself."""
    gold: tuple[str, ...] = ()
    """Files of the demo archive, without their ending: each is a right citation."""
    answer: tuple[str, ...] = ()
    """Ways to say it; one of them must be quoted."""
    both: tuple[tuple[str, ...], ...] = ()
    """Sides of a matter, each with ways to say it; one of each must be quoted."""
    items: tuple[tuple[str, ...], ...] = ()
    """Of a list: each with its names."""
    also: tuple[str, ...] = ()
    """Of a list: further items that are not wrong."""
    values: tuple[str, ...] = ()
    """Of a comparison: what must be among its values, the newest first."""
    first: date | None = None
    """Nothing published before it may be cited."""
    last: date | None = None
    outlets: tuple[str, ...] = ()
    """Nothing else may be cited, and each must be."""


def questions() -> list[Asking]:
    """All of them, file by file."""
    return [
        _asking(path.stem, json.loads(line))
        for path in sorted(FOLDER.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def files_by_url() -> dict[str, str]:
    """The file of each article of the demo archive, without its ending."""
    return {article.url: path.stem for path in demo.paths() for article in read(path)}  # type: ignore[union-attr]


def is_right(asking: Asking, answer: Answer, files: dict[str, str]) -> bool:
    """Whether an answer is what a careful reader of the archive would give."""
    if asking.expect is Expected.ABSTAIN:
        return answer.abstained
    if answer.abstained or not _is_held_to_limits(asking, answer):
        return False
    if asking.gold and not is_cited(asking, answer, files):
        return False
    said = " ".join(sentence.text for sentence in answer.sentences)
    match asking.expect:
        case Expected.PREMISE:
            return answer.outcome is Outcome.UNSUPPORTED_PREMISE
        case Expected.LIST:
            return recall(asking, answer) == 1.0 and precision(asking, answer) == 1.0
        case Expected.UPDATED | Expected.DISPUTED:
            return any(_compares(asking, comparison) for comparison in answer.comparisons)
        case _:
            sides = [*asking.both, *([asking.answer] if asking.answer else [])]
            return all(any(says(said, way) for way in side) for side in sides)


def is_cited(asking: Asking, answer: Answer, files: dict[str, str]) -> bool:
    """Whether an answer cites a gold article, or a story that one is of."""
    headlines = [h for citation in answer.citations for h in (citation.headline, *citation.copies)]
    return any(files.get(headline.url) in asking.gold for headline in headlines)


def recall(asking: Asking, answer: Answer) -> float:
    """The share of a list's items that an answer names."""
    named = _named(answer)
    return sum(any(says(n, name) for n in named for name in item) for item in asking.items) / len(
        asking.items
    )


def precision(asking: Asking, answer: Answer) -> float:
    """The share of what an answer names that belongs to the list; 0 where it names nothing."""
    named, right = _named(answer), [*(name for item in asking.items for name in item), *asking.also]
    return sum(any(says(n, name) for name in right) for n in named) / len(named) if named else 0.0


def _named(answer: Answer) -> list[str]:
    """The items of a list: its rows, or without rows the words that its sentences stress."""
    stressed = [s.text[start:end] for s in answer.sentences for start, end in s.emphasis]
    return [row.item for row in answer.rows] or stressed


def _compares(asking: Asking, comparison: Comparison) -> bool:
    if comparison.difference is not Difference(asking.expect.value) or len(comparison.values) < 2:
        return False
    if asking.expect is Expected.UPDATED and not says(comparison.values[0].text, asking.values[0]):
        return False
    return all(any(says(value.text, wanted) for value in comparison.values) for wanted in asking.values)


def _is_held_to_limits(asking: Asking, answer: Answer) -> bool:
    cited = [citation.headline for citation in answer.citations]
    days = [headline.published for headline in cited if headline.published is not None]
    return all(
        day >= (asking.first or day) and day <= min(asking.last or day, asking.as_of) for day in days
    ) and (not asking.outlets or {headline.outlet for headline in cited} == set(asking.outlets))


def _asking(kind: str, row: dict[str, object]) -> Asking:
    fields = {name: _frozen(value) for name, value in row.items()}
    for name in ("as_of", "first", "last"):
        if name in fields:
            fields[name] = date.fromisoformat(str(fields[name]))
    fields["expect"] = Expected(str(fields.get("expect", Expected.ANSWER)))
    return Asking(kind=kind, **fields)  # type: ignore[arg-type]


def _frozen(value: object) -> object:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value

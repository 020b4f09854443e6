"""Measures the questions written by hand over the demo archive, by kind and half.

Does not know what the figures should be. Needs no data from outside the project.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tqdm import tqdm

from assistant.pipeline import Assistant
from assistant.types import Answer, Outcome, Turn
from index import demo
from tests.evals import handwritten, libraries
from tests.evals.handwritten import Asking, Expected
from tests.evals.measures import says
from tests.evals.sets import Measured, record
from tests.evals.table import Table

NAME = "demo"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer; of a follow-up also the answer to the question in full."""

    asking: Asking
    answer: Answer
    is_right: bool
    in_full: Answer | None = None


def measured(data: Path | None) -> Iterator[Measured]:
    """One table; `data` is not needed."""
    paths, files = demo.paths(), handwritten.files_by_url()
    settings = libraries.cached(*(path.read_bytes() for path in paths))
    with libraries.opened(settings, paths) as archive:
        askings = tqdm(handwritten.questions(), desc=NAME, unit=" questions")
        asked = [ask(archive.assistant, asking, files) for asking in askings]
    yield Measured(str(table(asked, files)), [_record(one) for one in asked])


def ask(assistant: Assistant, asking: Asking, files: dict[str, str]) -> Asked:
    """Asks one question after its turns; `files` are those of the archive, by URL."""
    turns: list[Turn] = []
    for question in asking.turns:
        turns.append(Turn(question, assistant.answer(question, turns=turns, as_of=asking.as_of)))
    answer = assistant.answer(asking.question, turns=turns, as_of=asking.as_of)
    asked = Asked(asking, answer, handwritten.is_right(asking, answer, files))
    if not asking.full:
        return asked
    return replace(asked, in_full=assistant.answer(asking.full, as_of=asking.as_of))


def table(asked: Sequence[Asked], files: dict[str, str]) -> Table[Asked]:
    """The share of right answers by kind, then by what may go wrong."""
    halves = {half: [one for one in asked if one.asking.half == half] for half in ("tune", "test")}
    made = Table(f"{NAME}: {len(asked)} questions written by hand", {"all": asked} | halves)
    for kind in sorted({one.asking.kind for one in asked}):
        made.mean(f"{kind}: right", partial(_is_right_of, kind))
    made.mean("all kinds: right", lambda one: float(one.is_right))
    made.mean("abstained, answerable", lambda one: _abstained(one, answerable=True))
    made.mean("abstained, unanswerable", lambda one: _abstained(one, answerable=False))
    made.mean("false premise not gone along with", _is_not_misled)
    made.mean("newest of the values quoted", _has_newest)
    made.mean("list items named", lambda one: _of_list(one, handwritten.recall))
    made.mean("named items right", lambda one: _of_list(one, handwritten.precision))
    made.mean("follow-up's evidence has a gold article", lambda one: _finds(one, one.answer, files))
    made.mean("  the question in full has", lambda one: _finds(one, one.in_full, files))
    made.mean("  evidence of the full question that it keeps", _kept)
    return made


def _is_right_of(kind: str, asked: Asked) -> float | None:
    return float(asked.is_right) if asked.asking.kind == kind else None


def _abstained(asked: Asked, *, answerable: bool) -> float | None:
    is_answerable = asked.asking.expect not in (Expected.ABSTAIN, Expected.PREMISE)
    return float(asked.answer.abstained) if is_answerable is answerable else None


def _is_not_misled(asked: Asked) -> float | None:
    if asked.asking.expect is not Expected.PREMISE:
        return None
    return float(asked.answer.outcome is not Outcome.ANSWERED)


def _has_newest(asked: Asked) -> float | None:
    """Of values that were superseded, whether or not the older one stands beside it."""
    if asked.asking.expect is not Expected.UPDATED:
        return None
    said = " ".join(sentence.text for sentence in asked.answer.sentences)
    return float(says(said, asked.asking.values[0]))


def _of_list(asked: Asked, measure: Callable[[Asking, Answer], float]) -> float | None:
    return measure(asked.asking, asked.answer) if asked.asking.items else None


def _finds(asked: Asked, answer: Answer | None, files: dict[str, str]) -> float | None:
    if asked.in_full is None or answer is None:
        return None
    found = [h for e in answer.evidence for h in (e.passage.headline, *e.copies)]
    return float(any(files.get(headline.url) in asked.asking.gold for headline in found))


def _kept(asked: Asked) -> float | None:
    """The share of the passages found for the full question that the follow-up finds too."""
    if asked.in_full is None or not asked.in_full.evidence:
        return None
    full = {evidence.passage.passage_id for evidence in asked.in_full.evidence}
    return len(full & {evidence.passage.passage_id for evidence in asked.answer.evidence}) / len(full)


def _record(asked: Asked) -> dict[str, object]:
    scores = {"kind": asked.asking.kind, "half": asked.asking.half, "right": asked.is_right}
    return record(NAME, asked.asking.id, asked.answer, scores)

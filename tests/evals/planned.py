"""Measures what a model adds to the rules: follow-ups written out by it, and hard questions split by it.

Does not know what the figures should be. Needs no data from outside the project; without a model it measures
the rules, and what a perfect split would reach.
"""

import json
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from tqdm import tqdm

from assistant import llm
from assistant.llm import Chat
from assistant.parts import interleaved
from assistant.pipeline import Assistant
from assistant.rewrites import fault, fault_of_part
from assistant.said import said
from assistant.settings import Settings
from assistant.standalone import Plan, needed, plan
from assistant.talking import Usage
from assistant.types import Turn
from index import demo
from index.article import Headline
from tests.evals import handwritten, libraries
from tests.evals.sets import Measured
from tests.evals.table import Table

NAME = "planned"
HARD = Path(__file__).with_name("hard.jsonl")
FIRST = (3, 10)
"""Passages of the evidence that are looked at; of so small an archive, ten hold nearly everything."""


@dataclass(frozen=True, slots=True)
class Task:
    """A question with what must be found for it: of each side one article of the demo archive."""

    id: str
    kind: str
    question: str
    as_of: date
    sides: tuple[frozenset[str], ...]
    full: str = ""
    """The perfect rewrite."""
    parts: tuple[str, ...] = ()
    """The perfect split."""
    turns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Files of articles: of each passage of the evidence in rank order, and of all that is quoted."""

    ranked: tuple[frozenset[str], ...]
    quoted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found for one task by the rules, by the perfect split, and as the model planned it."""

    task: Task
    is_needed: bool
    wrongly_refused: str
    """Why the perfect rewrite, or a part of the perfect split, would be refused."""
    by_rules: Found
    by_split: Found | None = None
    by_model: Found | None = None
    plan: Plan | None = None
    seconds: float = 0.0
    usage: Usage = field(default_factory=Usage)


def tasks() -> list[Task]:
    """The follow-ups of the demo archive, and hard questions that need two searches over it."""
    asked = [one for one in handwritten.questions() if one.kind == "followup"]
    follow_ups = [
        Task(one.id, "follow-up", one.question, one.as_of, (frozenset(one.gold),), one.full, turns=one.turns)
        for one in asked
    ]
    rows = [json.loads(line) for line in HARD.read_text(encoding="utf-8").splitlines()]
    return follow_ups + [
        Task(
            row["id"],
            "hard",
            row["question"],
            date.fromisoformat(row["as_of"]),
            tuple(map(frozenset, row["gold"])),
            parts=tuple(row["parts"]),
        )
        for row in rows
    ]


def measured(setting: str) -> Iterator[Measured]:
    """One table; `setting` names the model as DATELINE_LLM does, or is empty. Raises `ModelError`."""
    chat = llm.load(setting, Settings.from_environment()) if setting else None
    paths, files = demo.paths(), handwritten.files_by_url()
    settings = libraries.cached(*(path.read_bytes() for path in paths))
    with libraries.opened(settings, paths) as archive:
        tried = [tried_out(archive.assistant, chat, task, files) for task in tqdm(tasks(), desc=NAME)]
    yield Measured(table(tried, chat.name if chat else "no model"), [_record(one) for one in tried])


def tried_out(assistant: Assistant, chat: Chat | None, task: Task, files: dict[str, str]) -> Tried:
    """Searches for one task by the rules, by the perfect split, and as the model plans it."""
    turns = list[Turn]()
    for question in task.turns:
        turns.append(Turn(question, assistant.answer(question, turns=turns, as_of=task.as_of)))

    def searched(whole: str, parts: Sequence[str]) -> Found:
        answers = [assistant.answer(part, as_of=task.as_of) for part in parts]
        answers.append(assistant.answer(whole, turns=turns, as_of=task.as_of))
        ranked = interleaved([answer.evidence for answer in answers], FIRST[-1])
        quoted = (headline for a in answers for c in a.citations for headline in (c.headline, *c.copies))
        return Found(
            tuple(_files((one.passage.headline, *one.copies), files) for one in ranked), _files(quoted, files)
        )

    known = said(task.question, turns, task.as_of)
    refused = [fault_of_part(part, known) for part in task.parts]
    refused += [fault(task.full, known)] if task.full else []
    is_needed, wrongly = needed(task.question, turns), " ".join(filter(None, refused))
    by_rules = searched(task.question, ())
    by_split = searched(task.question, task.parts) if task.parts else None
    if chat is None:
        return Tried(task, is_needed, wrongly, by_rules, by_split)
    usage, began = Usage(), perf_counter()
    made = _finished(plan(chat, task.question, turns, task.as_of, usage))
    seconds = perf_counter() - began
    is_same = made.question == task.question and not made.parts
    by_model = by_rules if is_same else searched(made.question, made.parts)
    return Tried(task, is_needed, wrongly, by_rules, by_split, by_model, made, seconds, usage)


def table(tried: Sequence[Tried], model: str) -> str:
    """Figures by kind, and then why what the model wrote was refused."""
    kinds = {kind: [one for one in tried if one.task.kind == kind] for kind in ("follow-up", "hard")}
    made = Table(f"{NAME}: {len(tried)} questions, {model}", kinds)
    made.mean("worth asking a model", lambda one: float(one.is_needed))
    made.mean("the perfect reply would be refused", lambda one: float(bool(one.wrongly_refused)))
    for name, way in _WAYS.items():
        for count in FIRST:
            made.mean(f"{name}: all sides among the first {count}", partial(_all, way, count))
        made.mean(f"{name}: all sides quoted", partial(_all, way, 0))
    for name, holds in _OF_PLANS.items():
        made.mean(f"model: {name}", partial(_of_plan, holds))
    made.mean("model: seconds", lambda one: one.seconds if one.plan else None)
    made.mean("model: tokens written", lambda one: one.usage.tokens_written if one.plan else None)
    why = Counter(one.plan.problem for one in tried if one.plan and one.plan.problem)
    return "\n".join([str(made), *(f"  {count} × {problem}" for problem, count in why.most_common())])


_WAYS: dict[str, Callable[[Tried], Found | None]] = {
    "rules": lambda one: one.by_rules,
    "perfect split": lambda one: one.by_split,
    "model": lambda one: one.by_model,
}
_OF_PLANS: dict[str, Callable[[Task, Plan], bool]] = {
    "question rewritten": lambda task, made: made.question != task.question,
    "split": lambda task, made: bool(made.parts),
    "refused or failed": lambda task, made: bool(made.problem),
}


def _all(way: Callable[[Tried], Found | None], count: int, tried: Tried) -> float | None:
    """Whether each side has an article among the first passages or, of a count of 0, is quoted."""
    if (found := way(tried)) is None:
        return None
    files = set().union(*found.ranked[:count]) if count else found.quoted
    return float(all(side & files for side in tried.task.sides))


def _of_plan(holds: Callable[[Task, Plan], bool], tried: Tried) -> float | None:
    return None if tried.plan is None else float(holds(tried.task, tried.plan))


def _files(headlines: Iterable[Headline], files: dict[str, str]) -> frozenset[str]:
    return frozenset(files[headline.url] for headline in headlines if headline.url in files)


def _finished(work: Generator[None, None, Plan]) -> Plan:
    while True:
        try:
            next(work)
        except StopIteration as ended:
            made: Plan = ended.value
            return made


def _record(one: Tried) -> dict[str, Any]:
    return {
        "set": NAME,
        "kind": one.task.kind,
        "question_id": one.task.id,
        "question": one.task.question,
        "needed": one.is_needed,
        "wrongly_refused": one.wrongly_refused,
        **{name: _all(way, FIRST[0], one) for name, way in _WAYS.items()},
        "planned": one.plan and one.plan.question,
        "parts": one.plan and list(one.plan.parts),
        "problem": one.plan and one.plan.problem,
        "seconds": round(one.seconds, 2),
    }

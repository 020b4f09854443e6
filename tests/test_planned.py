"""The questions by which a planning model is measured: each has what it needs, its perfect reply is taken."""

from datetime import date

import pytest

from assistant.standalone import needed, plan
from assistant.talking import Usage
from index import demo
from tests.evals.planned import Task, tasks
from tests.fakes import StreamingModel, chat

TASKS = tasks()
HARD = [task for task in TASKS if task.kind == "hard"]
each_hard = pytest.mark.parametrize("task", HARD, ids=[task.id for task in HARD])


def test_what_must_be_found_is_in_the_demo_archive() -> None:
    files = {path.stem for path in demo.paths()}
    for task in TASKS:
        assert task.sides
        assert all(side and side <= files for side in task.sides), task.id


def test_there_are_enough_of_both_kinds_and_no_name_twice() -> None:
    assert len({task.id for task in TASKS}) == len(TASKS)
    assert len(HARD) == 24
    assert len(TASKS) - len(HARD) >= 20


@each_hard
def test_a_hard_question_is_worth_asking_a_model_and_has_a_part_for_each_side(task: Task) -> None:
    assert needed(task.question, ())
    assert len(task.parts) == len(task.sides) >= 2
    assert task.as_of == date(2023, 12, 28)


@each_hard
def test_the_perfect_split_passes_the_checks(task: Task) -> None:
    reply = "\n".join([f"Question: {task.question}", *(f"Part: {part}" for part in task.parts)])
    work = plan(chat(StreamingModel(pieces=[reply])), task.question, (), task.as_of, Usage())
    with pytest.raises(StopIteration) as ended:
        while True:
            next(work)
    assert ended.value.value.parts == task.parts

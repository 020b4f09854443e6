"""How far back a query looks: within the time of an event, and for the latest step by step."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.question import understand
from assistant.reach import attempts, dated, found_at
from assistant.types import Answer, Limits, Outcome, Query, Searched
from index.sync import Store

AS_OF = date(2023, 12, 28)


def query(question: str) -> Query:
    return understand(question, (), AS_OF)


def test_a_question_that_does_not_ask_for_the_latest_is_searched_once_as_it_is() -> None:
    asked = query("Who won the World Cup?")
    assert [(one.step, one.query) for one in attempts(asked)] == [("", asked)]


def test_a_question_that_names_its_time_is_searched_in_that_time_only() -> None:
    asked = query("What was the latest count of tanks in April 2022?")
    assert asked.limits.window is not None
    assert [one.query for one in attempts(asked)] == [asked]


def test_the_latest_is_looked_for_step_by_step_further_back_and_at_last_without_any_window() -> None:
    asked = query("What is the latest on tanks?")
    steps = list(attempts(asked))
    assert len(steps) > 2
    assert len({one.step for one in steps}) == len(steps) and all(one.step for one in steps)
    windows = [one.query.limits.window for one in steps]
    firsts = [window.first for window in windows if window and window.first]
    assert firsts == sorted(firsts, reverse=True) and len(set(firsts)) == len(steps) - 1
    assert all(window.last == AS_OF for window in windows if window)
    assert steps[-1].query == asked


def test_outlets_hold_at_every_step() -> None:
    limits = Limits(outlets=("Harbour Wire",), authors=("Staff",))
    for one in attempts(replace(query("What is the latest on tanks?"), limits=limits)):
        assert replace(one.query.limits, window=None) == limits


def test_an_answer_has_the_step_at_which_it_was_found_and_an_abstention_none() -> None:
    first, *_ = attempts(query("What is the latest on tanks?"))
    found = Answer(first.query, Outcome.ANSWERED, searched=Searched(4))
    assert found_at(first, found).searched == Searched(4, first.step)
    silent = replace(found, outcome=Outcome.NOT_ANSWERABLE)
    assert found_at(first, silent) == silent


def test_an_event_that_the_archive_dates_is_a_window(demo: Store) -> None:
    asked = dated(demo.library, query("What did Germany decide before the invasion?"))
    assert asked.limits.window is not None
    assert (asked.limits.window.first, asked.limits.window.last) == (None, date(2022, 2, 23))


def test_what_the_archive_had_not_yet_reported_dates_nothing(demo: Store) -> None:
    question = "What was said after the Kakhovka dam burst?"
    later, earlier = query(question), understand(question, (), date(2023, 6, 1))
    window = dated(demo.library, later).limits.window
    assert window is not None
    assert (window.first, window.last) == (date(2023, 6, 6), None)
    assert dated(demo.library, earlier) == earlier


@pytest.mark.parametrize(
    "question",
    [
        "What did Germany decide in 2023 before the invasion?",  # names a time of its own
        "What happened before the wedding of the mayor of Lisbon?",  # is in no article
        "Who won the World Cup?",
    ],
)
def test_another_question_stays_as_it_was(demo: Store, question: str) -> None:
    assert dated(demo.library, query(question)) == query(question)

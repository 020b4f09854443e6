"""What is said where nothing is quoted: what was searched, in which days, why, and what to try."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.question import understand
from assistant.silence import listed, not_answered, not_named, nothing_found, searched
from assistant.types import Answer, Limits, Outcome, Searched, Window
from index.sync import Store
from tests.shelf import put

AS_OF = date(2023, 12, 28)
QUERY = understand("Who won the World Cup?", (), AS_OF)
EVERYTHING = Limits()
MARCH = Window(date(2022, 3, 1), date(2022, 3, 31), "in March 2022")


def asked(articles: int = 121, limits: Limits = EVERYTHING) -> Answer:
    return Answer(replace(QUERY, limits=limits), Outcome.ANSWERED, searched=Searched(articles))


@pytest.fixture
def shelf(store: Store, tmp_path: Path) -> Store:
    put(
        store,
        tmp_path,
        {"text": "Snow fell.", "date": "2022-03-01", "outlet": "North", "author": "Ana Lind"},
        {"text": "Snow fell again.", "date": "2022-03-31", "outlet": "South"},
        {"text": "Rain fell.", "date": "2022-04-01", "outlet": "North"},
        {"text": "Hail fell.", "date": "", "outlet": "North"},
    )
    return store


@pytest.mark.parametrize(
    ("as_of", "limits", "count"),
    [
        (AS_OF, Limits(), 4),
        (AS_OF, Limits(MARCH), 2),  # both ends belong to it, what has no day does not
        (date(2022, 3, 15), Limits(MARCH), 1),
        (AS_OF, Limits(Window(None, date(2022, 3, 31))), 2),
        (AS_OF, Limits(outlets=("North",)), 3),
        (AS_OF, Limits(outlets=("North", "South")), 4),
        (AS_OF, Limits(MARCH, ("North",), ("Ana Lind",)), 1),
        (date(1999, 1, 1), Limits(), 1),
    ],
)
def test_the_articles_that_the_limits_and_the_day_let_through_are_counted(
    shelf: Store, as_of: date, limits: Limits, count: int
) -> None:
    assert searched(shelf, replace(QUERY, as_of=as_of, limits=limits)) == Searched(count)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(), "up to 28 December 2023"),
        (Limits(MARCH), "from 1 March 2022 to 31 March 2022"),
        (Limits(Window(date(2022, 3, 1), date(2022, 3, 1))), "of 1 March 2022"),
        (Limits(Window(date(2022, 3, 1), None)), "from 1 March 2022 to 28 December 2023"),
        (Limits(Window(None, date(2022, 3, 1))), "up to 1 March 2022"),
        (Limits(Window(date(2022, 3, 1), date(2030, 1, 1))), "to 28 December 2023"),
        (Limits(outlets=("North", "South"), authors=("Ana Lind",)), "of North or South by Ana Lind up to"),
    ],
)
def test_the_reason_says_in_what_was_searched(limits: Limits, said: str) -> None:
    for silent in (
        nothing_found(asked(7, limits)),
        not_answered(asked(7, limits)),
        not_named(asked(7, limits), ["X"]),
    ):
        assert said in silent.reason
        assert "7 articles" in silent.reason


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(), " up to 28 December 2023"),
        (
            Limits(Window(date(2031, 1, 1), date(2031, 12, 31)), ("North",)),
            " of North from 1 January 2031 to 31 December 2031",
        ),
        (Limits(Window(date(2031, 1, 1), None)), " from 1 January 2031 on"),
        (Limits(Window(date(2031, 1, 1), date(2031, 1, 1))), " of 1 January 2031"),
    ],
)
def test_where_there_is_no_article_to_be_searched_that_is_the_reason(limits: Limits, said: str) -> None:
    assert nothing_found(asked(0, limits)).reason == f"The archive has no article{said}."


def test_numbers_of_articles_read_as_english_does() -> None:
    assert "the one article up" in nothing_found(asked(1)).reason
    assert "the 12,345 articles up" in nothing_found(asked(12345)).reason


def test_each_kind_of_silence_has_its_outcome_and_nothing_is_quoted() -> None:
    silent = [nothing_found(asked()), not_answered(asked()), not_named(asked(), ["Peru", "Macron"])]
    assert [one.outcome for one in silent] == [
        Outcome.NOTHING_FOUND,
        Outcome.NOT_ANSWERABLE,
        Outcome.NOT_ANSWERABLE,
    ]
    assert all(one.abstained and one.text == "" for one in silent)
    assert len({one.reason for one in silent}) == 3
    assert "Peru or Macron" in silent[2].reason


@pytest.mark.parametrize(
    ("limits", "wider"),
    [
        (Limits(), None),
        (Limits(MARCH), Limits()),
        (Limits(MARCH, ("North",)), Limits(outlets=("North",))),
        (Limits(outlets=("North",), authors=("Ana Lind",)), Limits()),
    ],
)
def test_wider_limits_are_offered_where_there_are_any(limits: Limits, wider: Limits | None) -> None:
    assert not_answered(asked(limits=limits)).wider == wider
    assert nothing_found(asked(limits=limits)).wider == wider


def test_names_are_listed_with_or() -> None:
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == ["A", "A or B", "A, B or C"]

"""Days in words: how long ago, and from when until when."""

from datetime import date

import pytest

from assistant.dating import age, day, long_day, span

APRIL = date(2022, 4, 1)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (APRIL, date(2022, 4, 30), "1–30 Apr 2022"),
        (APRIL, APRIL, "1 Apr 2022"),
        (date(2022, 3, 1), date(2022, 5, 31), "1 Mar – 31 May 2022"),
        (date(2021, 12, 1), date(2022, 2, 28), "1 Dec 2021 – 28 Feb 2022"),
        (date(2022, 4, 1), date(2023, 4, 1), "1 Apr 2022 – 1 Apr 2023"),
        (APRIL, None, "since 1 Apr 2022"),
        (None, APRIL, "until 1 Apr 2022"),
        (None, None, "all days"),
    ],
)
def test_a_stretch_of_days_says_month_and_year_no_more_often_than_needed(
    first: date | None, last: date | None, said: str
) -> None:
    assert span(first, last) == said


def test_a_day_is_written_without_a_leading_nought() -> None:
    assert (day(APRIL), long_day(APRIL), day(None)) == ("1 Apr 2022", "1 April 2022", "undated")


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (date(2023, 2, 7), "the same day"),
        (date(2023, 2, 6), "1 day earlier"),
        (date(2023, 1, 25), "13 days earlier"),
        (date(2023, 1, 20), "2 weeks earlier"),
        (date(2022, 4, 7), "10 months earlier"),
        (date(2021, 6, 1), "20 months earlier"),
        (date(2020, 2, 6), "3 years earlier"),
        (date(2023, 2, 8), ""),
        (None, ""),
    ],
)
def test_an_age_is_counted_from_the_as_of_day(published: date | None, said: str) -> None:
    assert age(published, date(2023, 2, 7)) == said

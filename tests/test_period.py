"""Questions that ask for nothing but days or outlets, and which day "on Monday" is."""

from datetime import date

import pytest

from assistant.period import SHOWN, asks_what_happened, leads
from assistant.pipeline import Assistant
from assistant.question import understand
from assistant.reach import proposed_day
from assistant.settings import Settings
from assistant.types import Limits, Outcome, Query, Window
from index.sync import Store

AS_OF = date(2023, 12, 28)


def query(demo: Store, question: str) -> Query:
    return understand(question, (), AS_OF, outlets=demo.library.outlets())


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What happened in April 2022?", True),
        ("What was in the news last spring?", True),
        ("What is new?", False),  # no days
        ("What happened to the Kakhovka dam in June 2023?", False),
        ("What did Harbour Wire report in May 2023?", True),
    ],
)
def test_a_question_without_a_subject_asks_for_whatever_there_is(
    demo: Store, question: str, asks: bool
) -> None:
    assert asks_what_happened(query(demo, question)) is asks


def test_a_period_is_told_by_how_its_articles_begin_in_order_and_a_story_once(demo: Store) -> None:
    found = leads(demo, query(demo, "What happened in December 2022?"))
    days = [passage.headline.published for passage in found]
    assert days == sorted(days, key=str)
    assert all(day is not None and (day.year, day.month) == (2022, 12) for day in days)
    assert len({passage.headline.title for passage in found} & NEAR_COPIES) == 1
    assert len(leads(demo, query(demo, "What happened in 2022?"))) == SHOWN


NEAR_COPIES = {
    "Oil price cap and EU embargo on Russian crude take effect",
    "West's ceiling for Russian oil now applies",
}


def test_days_that_a_reader_sets_are_kept_to(demo: Store) -> None:
    assistant = Assistant(Settings(home=demo.library.path.parent), embedder=demo.embedder)
    january = Limits(Window(date(2023, 1, 1), date(2023, 1, 31)))
    answer = assistant.answer("What did the US do with tanks?", as_of=AS_OF, limits=january)
    overview = assistant.answer("What happened in April 2022?", as_of=AS_OF)
    named = assistant.answer("When did Finland join NATO?", as_of=AS_OF)
    assistant.close()
    for one, first, last in (
        (answer, date(2023, 1, 1), date(2023, 1, 31)),
        (overview, date(2022, 4, 1), date(2022, 4, 30)),
    ):
        assert one.outcome is Outcome.ANSWERED
        assert all(c.headline.published and first <= c.headline.published <= last for c in one.citations)
    assert "“Tuesday” is 4 April 2023." in named.notes


@pytest.mark.parametrize(
    ("last", "day"),
    [
        (None, date(2024, 6, 1)),
        (date(2024, 5, 30), date(2024, 6, 1)),
        (date(2023, 12, 28), date(2023, 12, 28)),
    ],
)
def test_an_old_archive_is_asked_as_of_its_last_day(last: date | None, day: date) -> None:
    assert proposed_day(last, date(2024, 6, 1)) == day

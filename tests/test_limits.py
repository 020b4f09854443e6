"""What a question is held to, and what a follow-up keeps of the times and sources of the turns before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from assistant.question import understand
from assistant.types import Answer, Citation, Limits, Outcome, Query, Sentence, Turn, Verdict, Window
from assistant.words import words
from index.article import Headline, Passage

AS_OF = date(2023, 12, 28)
OUTLETS = ("Baltic Courier", "Harbour Wire")
AUTHORS = ("Anna Berg", "Jan Holm")


def understood(question: str, turns: Sequence[Turn] = ()) -> Query:
    return understand(question, turns, AS_OF, outlets=OUTLETS, authors=AUTHORS)


def turns(*questions: str, cited: date | None = None) -> tuple[Turn, ...]:
    """Turns whose answers cite an article of the day that is given."""
    had: tuple[Turn, ...] = ()
    passage = Passage("p", Headline("a", "Title", "", "", (), cited), 0, 4, "Text", ((0, 4),))
    citations = (Citation(1, passage, 0, 4, "Text"),) if cited else ()
    for question in questions:
        answer = Answer(understood(question, had), Outcome.ANSWERED, citations=citations)
        had = (*had, Turn(question, answer))
    return had


def days(query: Query) -> tuple[date | None, date | None] | None:
    held = query.limits.window
    return None if held is None else (held.first, held.last)


@pytest.mark.parametrize(
    ("before", "follow_up", "first", "last"),
    [
        ("Who sent tanks in January 2023?", "And Poland?", date(2023, 1, 1), date(2023, 1, 31)),
        ("Who sent tanks in January 2023?", "Why did they?", date(2023, 1, 1), date(2023, 1, 31)),
        ("Who sent tanks in January 2023?", "What about in March?", date(2023, 3, 1), date(2023, 3, 31)),
        ("Who sent tanks in April 2022?", "What about in May?", date(2022, 5, 1), date(2022, 5, 31)),
        ("Who sent tanks in March 2022?", "And in October?", date(2022, 10, 1), date(2022, 10, 31)),
        ("Who sent tanks in December 2022?", "And in January?", date(2023, 1, 1), date(2023, 1, 31)),
        ("Who sent tanks in May 2022?", "And in May 2023?", date(2023, 5, 1), date(2023, 5, 31)),
        ("Who sent tanks in April 2022?", "And after that?", date(2022, 5, 1), None),
        ("Who sent tanks in April 2022?", "And before that?", None, date(2022, 3, 31)),
        (
            "Who sent tanks in April 2022?",
            "Who led Britain at the time?",
            date(2022, 4, 1),
            date(2022, 4, 30),
        ),
    ],
)
def test_a_follow_up_has_its_own_time_or_that_of_the_turn_before(
    before: str, follow_up: str, first: date | None, last: date | None
) -> None:
    assert days(understood(follow_up, turns(before))) == (first, last)


@pytest.mark.parametrize(
    ("follow_up", "first", "last"),
    [
        ("And after that?", date(2022, 10, 26), None),
        ("What happened afterwards?", date(2022, 10, 26), None),
        ("And before that?", None, date(2022, 10, 24)),
        ("What else happened that week?", date(2022, 10, 18), date(2022, 11, 1)),
        ("Who led Italy at the time?", date(2022, 9, 25), date(2022, 11, 24)),
    ],
)
def test_where_no_window_was_asked_for_the_day_of_what_was_cited_counts(
    follow_up: str, first: date | None, last: date | None
) -> None:
    had = turns("Who became prime minister after Truss?", cited=date(2022, 10, 25))
    assert days(understood(follow_up, had)) == (first, last)


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("follow_up", ["And after that?", "And before that?", "What about in May?"])
def test_after_the_last_day_there_is_and_before_the_first_no_follow_up_fails(
    day: date, follow_up: str
) -> None:
    (turn,) = turns("Who sent tanks?")
    query = replace(turn.answer.query, limits=Limits(Window(day, day)))
    had = (Turn(turn.question, replace(turn.answer, query=query)),)
    assert days(understood(follow_up, had)) is not None


def test_a_new_topic_at_the_same_time_keeps_the_time_alone() -> None:
    made = understood("Who led Britain at the time?", turns("Who sent tanks in April 2022?"))
    assert made.text == "Who led Britain?"


def test_a_time_that_takes_the_place_of_another_leaves_none_of_its_words() -> None:
    made = understood("What about in May?", turns("Who sent tanks in April 2022?"))
    assert made.text == "Who sent tanks?"
    assert made.limits.window is not None and made.limits.window.first == date(2022, 5, 1)


def test_sources_are_carried_until_another_is_named() -> None:
    had = turns("What did Harbour Wire report about tanks?", "And Poland?")
    assert had[-1].answer.query.limits.outlets == ("Harbour Wire",)
    for follow_up in (
        "And according to Baltic Courier?",
        "And Baltic Courier?",
        "What did Baltic Courier say?",
    ):
        made = understood(follow_up, had)
        assert made.limits.outlets == ("Baltic Courier",)
        assert {"Poland", "tanks"} <= {word.text for word in words(made.text)}
    by_author = understood("What did Jan Holm write?", turns("What did Anna Berg write about tanks?"))
    assert by_author.limits.authors == ("Jan Holm",)


def test_what_a_reader_set_by_hand_is_left_to_the_page() -> None:
    (turn,) = turns("Who sent tanks?")
    by_hand = Limits(Window(date(2022, 1, 1), None), ("Harbour Wire",), ("Anna Berg",))
    query = replace(turn.answer.query, limits=by_hand)
    had = (Turn(turn.question, replace(turn.answer, query=query)),)
    assert understood("And Poland?", had).limits == Limits()


def test_what_a_reader_took_away_does_not_come_back() -> None:
    (turn,) = turns("What did Harbour Wire report about tanks in April 2022?")
    had = (Turn(turn.question, replace(turn.answer, query=replace(turn.answer.query, limits=Limits()))),)
    assert understood("And Poland?", had).limits == Limits()


def test_the_time_by_which_somebody_was_found_does_not_hold_for_what_he_did() -> None:
    (turn,) = turns("Who became prime minister in October 2022?")
    said = Sentence("It was Rishi Sunak.", (), Verdict.UNCITED, ((7, 18),))
    had = (Turn(turn.question, replace(turn.answer, sentences=(said,))),)
    made = understood("When did he visit Kyiv?", had)
    assert made.limits == Limits()
    assert "Rishi Sunak" in made.text
    assert "October" not in made.text

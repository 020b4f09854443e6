"""A question becomes a query: what form of answer it asks for, what a follow-up carries, how recent."""

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.errors import QuestionError
from assistant.question import LONGEST, asks_for_list, understand
from assistant.recency import ASKED, LATEST, UNSAID, freshness
from assistant.types import Answer, Kind, Outcome, Query, Turn
from assistant.words import words

DAY = date(2023, 12, 28)


def query(question: str, *before: str) -> Query:
    turns: Sequence[Turn] = ()
    for earlier in before:
        turns = (*turns, Turn(earlier, Answer(understand(earlier, turns, DAY), Outcome.ANSWERED)))
    return understand(question, turns, DAY)


@pytest.mark.parametrize(
    "question",
    [
        "Which NATO members sent tanks?",
        "which countries have sent tanks to Ukraine?",
        "What companies left Russia?",
        "List the countries that sent tanks",
        "Name all members of NATO",
        "Which allies of Ukraine gave jets?",
        "Who are the donors?",
        "And which states joined?",
    ],
)
def test_a_question_for_all_of_a_kind_asks_for_a_list(question: str) -> None:
    assert asks_for_list(question)
    assert query(question).kind is Kind.LIST


@pytest.mark.parametrize(
    "question",
    [
        "Who won the World Cup?",
        "Which country sent tanks first?",
        "Which two countries joined?",
        "What is the news?",
        "What happened in Bucha?",
        "What are the reasons?",
        "How many tanks did Germany send?",
        "What was this?",
    ],
)
def test_a_question_for_one_thing_asks_for_a_fact(question: str) -> None:
    assert not asks_for_list(question)


@pytest.mark.parametrize("question", ["", "   ", "?!", "…\n\t"])
def test_nothing_to_ask_is_refused_with_what_to_do(question: str) -> None:
    with pytest.raises(QuestionError, match="type one"):
        query(question)


def test_a_text_that_was_pasted_is_refused_with_its_length() -> None:
    assert query("why " * (LONGEST // 4 - 1)).kind is Kind.FACT
    with pytest.raises(QuestionError, match=r"2,999 characters, and at most 2,000"):
        query("why " * 750)


def test_white_space_is_made_plain_and_the_day_kept() -> None:
    made = query("  Who\n won\tthe   Cup? ")
    assert (made.question, made.text, made.as_of) == ("Who won the Cup?", "Who won the Cup?", DAY)


@pytest.mark.parametrize("follow_up", ["And Canada?", "Why?", "When did they arrive?", "What about Norway?"])
def test_a_follow_up_carries_the_subject_of_the_question_before(follow_up: str) -> None:
    made = query(follow_up, "How many Leopard tanks did Germany send?")
    assert made.question == follow_up
    assert {"Leopard", "tanks"} <= {word.text for word in words(made.text)}


def test_a_subject_is_carried_through_several_follow_ups() -> None:
    made = query("And Spain?", "How many Leopard tanks did Germany send?", "And Norway?")
    assert made.text == "How many Leopard tanks did Spain send?"


@pytest.mark.parametrize("question", ["Who won the World Cup?", "Who is the president of Finland?"])
def test_a_question_that_stands_alone_carries_nothing(question: str) -> None:
    assert query(question, "How many Leopard tanks did Germany send?").text == question


def test_a_first_question_carries_nothing_though_it_refers_to_something() -> None:
    assert query("And Canada?").text == "And Canada?"


@pytest.mark.parametrize(
    ("question", "recency"),
    [
        ("What is the latest on the grain deal?", LATEST),
        ("What was said this week of the grain deal?", ASKED),
        ("Who won this week?", ASKED),
        ("What happened yesterday?", ASKED),
        ("Who won the World Cup?", UNSAID),
        ("May ships leave Odesa?", UNSAID),
        ("What happened in May?", 0.0),
        ("Who won in 2018?", 0.0),
        ("Who sent tanks first?", 0.0),
        ("What was decided in January?", 0.0),
    ],
)
def test_recent_articles_are_preferred_by_what_the_question_says_of_time(
    question: str, recency: float
) -> None:
    assert query(question).recency == recency


def test_freshness_falls_with_age_and_an_undated_article_has_none() -> None:
    ages = [freshness(day, DAY) for day in (DAY, date(2023, 12, 1), date(2023, 1, 1), None)]
    assert ages[0] == 1
    assert ages[-1] == 0
    assert ages == sorted(ages, reverse=True)
    assert len(set(ages)) == 4


def answered(question: str, *before: Turn) -> Turn:
    """A turn whose answer does not matter."""
    return Turn(question, Answer(understand(question, before, date(2023, 12, 28)), Outcome.ANSWERED))


def test_a_follow_up_of_a_follow_up_keeps_what_it_is_about() -> None:
    first = answered("Which NATO members sent tanks to Ukraine?")
    second = answered("And Canada?", first)
    third = answered("When was that?", first, second).answer.query
    assert {"Canada", "tanks", "Ukraine"} <= {word.text for word in words(third.text)}
    assert (third.about, third.asks) == ("Canada sent tanks to Ukraine?", "When was that?")


def test_a_country_takes_the_place_of_who_acted_before_and_keeps_the_question_word() -> None:
    query = answered("And Poland?", answered("How many tanks did Germany send to Ukraine?")).answer.query
    assert "Germany" not in query.text and "Ukraine" in query.text
    assert query.asks == query.about == "How many tanks did Poland send to Ukraine?"


@pytest.mark.parametrize(
    ("question", "recency"),
    [
        ("And Poland?", LATEST),
        ("When was that?", LATEST),
        ("And in May 2022?", 0.0),
        ("And this week?", ASKED),
    ],
)
def test_a_follow_up_prefers_recent_articles_as_the_question_before_unless_it_says_a_time(
    question: str, recency: float
) -> None:
    assert understand(question, [answered("What is the latest on German tanks?")], DAY).recency == recency


def test_a_follow_up_that_names_nobody_still_asks_about_whom_the_question_before_named() -> None:
    made = query("When did they arrive?", "How many Leopard tanks did Germany send?")
    assert "Germany" in made.about
    assert made.asks == "When did they arrive?"
    assert "Germany" not in query("When did Norway's arrive?", "How many tanks did Germany send?").about


def test_sources_and_times_are_limits_and_no_words_to_search_for() -> None:
    made = understand(
        "How many tanks did Poland send in 2022, according to harbour wire?",
        (),
        DAY,
        outlets=("Harbour Wire", "Baltic Courier"),
    )
    assert made.limits.outlets == ("Harbour Wire",)
    assert made.text == made.about == "How many tanks did Poland send?"
    assert made.asks == "How many tanks did Poland send in 2022?"
    assert made.limits.window is not None and made.limits.window.said == "in 2022"
    assert made.question.endswith("according to harbour wire?")

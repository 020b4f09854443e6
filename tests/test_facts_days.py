"""The days of a claim: each is in the cited sentence, follows from it or from its article, or is a fault."""

from datetime import date

import pytest

from assistant.grounds import grounds
from tests.cited import cited, sources
from tests.faults import faults


@pytest.mark.parametrize(
    "claim",
    [
        "The train left on 5 April 2022.",
        "On Tuesday, 5 April 2022, the train left.",
        "In April 2022 the train left.",
        "The train left in 2022.",
        "The train left on Tuesday.",
    ],
)
def test_the_day_that_a_weekday_means_is_in_the_source_as_are_its_month_and_year(claim: str) -> None:
    assert faults(claim, cited("The train left on Tuesday.")) == []


@pytest.mark.parametrize(
    "claim",
    [
        "The train left on 7 April 2022.",
        "The train left on 5 May 2022.",
        "The train left on 5 April 2021.",
        "On Wednesday, 5 April 2022, the train left.",
        "The train left on Monday.",
        "The train left by 5 March.",
    ],
)
def test_another_day_is_a_fault_the_articles_own_too(claim: str) -> None:
    assert faults(claim, cited("The train left on Tuesday.")) != []


def test_the_articles_day_is_that_of_a_sentence_that_names_none() -> None:
    assert faults("On 7 April 2022 the house voted.", cited("The house voted.")) == []
    assert faults("On 8 April 2022 the house voted.", cited("The house voted.")) != []


def test_a_sentence_without_a_day_has_that_of_the_sentences_before_it() -> None:
    held = cited("The house met on Tuesday.", "It voted at noon.")
    assert faults("On 5 April 2022 it voted at noon.", held) == []


def test_days_are_counted_from_others() -> None:
    held = cited("One day after Oslo had closed the border, the army moved on Tuesday.")
    assert faults("Oslo had closed the border on 4 April 2022.", held) == []
    assert faults("The army moved on 4 April 2022.", held) != []


def test_a_claim_may_say_how_long_lies_between_two_articles() -> None:
    first = sources("The tanks were promised.", published=date(2023, 1, 25), article="a1")
    second = sources("The tanks have arrived.", published=date(2023, 8, 27), article="a2")
    held = grounds([*first, *second])
    assert faults("Seven months after they were promised the tanks arrived.", held) == []
    assert faults("Three months after they were promised the tanks arrived.", held) != []


def test_the_other_side_of_a_day_is_a_fault() -> None:
    held = cited("No tank leaves before 12 May.")
    assert faults("No tank leaves after 12 May.", held) != []
    assert faults("No tank leaves before 12 May.", held) == []


def test_two_days_that_have_changed_places_are_a_fault() -> None:
    held = cited("The house was informed on Tuesday although the error was noticed in March.")
    assert faults("The house was informed in March although the error was noticed on Tuesday.", held) != []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The stadium opens in 2023.", "The stadium opens next year."),
        ("The stadium opens in May 2022.", "The stadium opens next month."),
        ("The trial begins on 12 April 2022.", "The trial begins next Tuesday."),
        ("The stadium opens later in 2022.", "The stadium opens later this year."),
        ("In 2017 the bank failed.", "The bank failed five years ago."),
        ("The bank failed five years ago.", "The bank failed in 2017."),
        ("On 7 April 2022 the bank spoke.", "The bank spoke today, after losses on Monday."),
        ("In late March the dam broke.", "The dam broke on 19 March."),
        ("As of 5 April, 20 cases were known.", "By 5 April, 20 cases were known."),
        ("It was the hottest March since 2012.", "It was the hottest March in 10 years."),
        ("Sales were higher than in March 2021.", "Sales in March were higher than a year before."),
        (
            "Trams end on 5 May 2022 and buses follow two months later, on 5 July 2022.",
            "Trams end after six months (that is, from 5 May) and buses after eight (5 July 2022).",
        ),
        ("It ended two months later, on 24 July 2019.", "It began on May 24, 2019 and ended on July 24."),
        ("She was mayor between 2008 and 2016.", "She was mayor from 2008 to 2016."),
        ("She was mayor from 2008 to 2016.", "She was mayor from May 2008 to June 2016."),
        ("It rained between 3 and 9 April.", "It rained on 5 April."),
    ],
)
def test_a_day_reckoned_from_the_articles_own_or_from_another_is_no_fault(claim: str, source: str) -> None:
    assert faults(claim, cited(source)) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The stadium opens in 2024.", "The stadium opens next year."),
        ("The stadium opens in June 2022.", "The stadium opens next month."),
        ("The trial begins on 13 April 2022.", "The trial begins next Tuesday."),
        ("In 2015 the bank failed.", "The bank failed five years ago."),
        ("In late March the dam broke.", "The dam broke on 3 March."),
        ("The club had not won since 2002.", "The club won for the first time in 10 years."),
        ("They agreed a day before Oslo joined.", "They agreed one day after Oslo joined."),
        ("She was mayor from 2006 to 2018.", "She was mayor from 2008 to 2016."),
        ("It rained from 3 to 9 April.", "It rained from 4 to 6 April."),
        ("It rained from 4 to 9 April.", "It rained from 4 to 6 April."),
    ],
)
def test_another_day_than_can_be_reckoned_is_a_fault(claim: str, source: str) -> None:
    assert faults(claim, cited(source)) != []


@pytest.mark.parametrize(
    ("claim", "other", "source"),
    [
        ("It may be on June 23 or 27.", "It may be on June 23 or 25.", "It may be on June 23 or June 27."),
        ("It may be on 27 June.", "It may be on 25 June.", "It may be on June 23 or 27."),
        ("It closed on 4 May 2022.", "It closed on 5 May 2022.", "It closed on May 3, 4 and 7."),
        ("It closes on 9 August 2022.", "It closes on 8 August 2022.", "It closes Aug.9, its owner said."),
        ("The poll of April 2022 was bad.", "The poll of March 2022 was bad.", "An April poll was bad."),
        ("The poll of May 2022 was bad.", "The poll of April 2022 was bad.", "A May poll was bad."),
    ],
)
def test_days_in_a_row_or_in_a_short_form_are_read(claim: str, other: str, source: str) -> None:
    held = cited(source, published=date(2022, 5, 29))
    assert faults(claim, held) == []
    assert faults(other, held) != []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Harrow plays Northgate on 31 May 2020.", "Harrow will play in Sunday's final against Northgate."),
        ("The mayor was calmer on 29 May 2020 than on 28 May.", "The mayor was calmer than the day before."),
        ("The mayor was calmer on 29 May 2020.", "The mayor was calmer than the day before."),
        ("It is the worst drought since 2008.", "It is the worst drought since 2008."),
    ],
)
def test_a_day_that_its_source_only_compares_with_is_not_when_it_was(claim: str, source: str) -> None:
    held = cited(source, published=date(2020, 5, 29))
    assert faults(claim, held) == []


def test_since_another_year_is_a_fault_though_the_article_has_that_year() -> None:
    held = cited("In 2006 the river had dried up.", "It is the worst drought since 2008.")
    assert faults("It is the worst drought since 2006.", held) != []


def test_the_day_after_is_counted_from_the_day_before_it() -> None:
    held = cited("He was seen on 7 May.")
    claim = "He left on {} May 2022 and was seen the day after."
    assert faults(claim.format(6), held + cited("He left on 6 May.")) == []
    wrong = faults(claim.format(4), held + cited("He left on 4 May."))
    assert wrong and "the day after" in wrong[0]


def test_a_day_in_a_heading_is_of_the_year_that_begins_the_line() -> None:
    heading = cited("June 28") + cited("1997 — Ada Holm wins her first race.")
    assert faults("On June 28, 1997, Ada Holm won her first race.", heading) == []
    assert faults("On June 29, 1997, Ada Holm won her first race.", heading) != []

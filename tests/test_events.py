"""Events that questions count from, dated by what an archive says: the demo archive, and made ones."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.events import Bound, bound, resolved
from assistant.types import Window
from index.article import Article
from index.library import Library
from index.sync import Store

DAY = date(2023, 12, 28)


@pytest.mark.parametrize(
    ("question", "relation", "event"),
    [
        ("What did Germany supply before the invasion?", "before", "the invasion"),
        ("What has changed since the Queen's death?", "since", "the Queen's death"),
        ("After the Vilnius summit, who spoke?", "after", "the Vilnius summit"),
        ("Following the Kakhovka dam breach did water rise?", "after", "the Kakhovka dam breach"),
        ("Who led until the coronation?", "until", "the coronation"),
        ("Who was prime minister at the time of the coronation?", "during", "the coronation"),
        ("What changed since Finland joined NATO?", "since", "Finland joined NATO"),
        ("What came since the beginning of Russia's invasion?", "since", "Russia's invasion"),
        ("Before a match, or before the final, who sang?", "before", "the final"),
    ],
)
def test_a_question_is_bound_to_the_event_that_it_names(question: str, relation: str, event: str) -> None:
    found = bound(question)
    assert found is not None
    assert (found.relation, found.event) == (relation, event)
    assert found.said in question


@pytest.mark.parametrize(
    "question",
    [
        "Who won?",
        "Who was hurt after being attacked?",
        "Who left after a vote?",
        "Who resigned after his election?",
        "Who spoke after the vote on Tuesday?",
        "What happened since the war?",
        "Who won during the World Cup?",
        "Which of the following elections was first?",
        "Who led since Thatcher?",
        "",
    ],
)
def test_what_is_no_single_event_that_everybody_knows_binds_nothing(question: str) -> None:
    assert bound(question) is None


@pytest.mark.parametrize(
    ("question", "first", "last", "when"),
    [
        ("What did Germany supply before the invasion?", None, "2022-02-23", "24 February 2022"),
        ("since Russia invaded Ukraine", "2022-02-24", None, "24 February 2022"),
        ("after the Vilnius summit", "2023-07-11", None, "11 July 2023"),
        ("since the Queen's death", "2022-09-08", None, "8 September 2022"),
        ("until the Queen died", None, "2022-09-08", "8 September 2022"),
        ("after the Kakhovka dam breach", "2023-06-06", None, "6 June 2023"),
        ("before the destruction of the Kakhovka dam", None, "2023-06-05", "6 June 2023"),
        ("since Finland's accession", "2023-04-04", None, "4 April 2023"),
        ("before Finland joined NATO", None, "2023-04-03", "4 April 2023"),
        ("at the time of the coronation", "2023-05-03", "2023-05-09", "6 May 2023"),
        ("after the earthquakes in Turkey", "2023-02-06", None, "6 February 2023"),
    ],
)
def test_the_demo_archive_dates_its_events(
    demo: Store, question: str, first: str | None, last: str | None, when: str
) -> None:
    found = bound(question)
    assert found is not None
    assert resolved(demo.library, found, DAY) == Window(
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        said=f"{found.said} ({when})",
    )


@pytest.mark.parametrize(
    "question",
    ["after the summit", "before the attack on Mars", "before the 2020 election", "after the Danish vote"],
)
def test_what_the_archive_does_not_date_or_not_alone_has_no_window(demo: Store, question: str) -> None:
    found = bound(question)
    assert found is not None
    assert resolved(demo.library, found, DAY) is None


def test_articles_after_the_as_of_day_date_nothing(demo: Store) -> None:
    found = bound("after the Kakhovka dam breach")
    assert found is not None
    assert resolved(demo.library, found, date(2023, 6, 5)) is None


def archive(store: Store, *articles: tuple[str, str, str]) -> Library:
    for title, published, text in articles:
        store.library.add(Article(text, title, url=f"x:{title}", published=date.fromisoformat(published)))
    return store.library


LANDING = Bound("before", "the Zuber landing", "before the Zuber landing")


def last_day_before(library: Library) -> date | None:
    found = resolved(library, LANDING, DAY)
    return None if found is None else found.last


def test_the_day_that_most_articles_give_wins_over_one_that_errs(store: Store) -> None:
    library = archive(
        store,
        ("Moon probe", "2023-03-08", "The Zuber craft landed on Tuesday."),
        (
            "Probe on the moon",
            "2023-03-09",
            "Cheers followed. Engineers said Zuber had landed on 7 March 2023.",
        ),
        ("Notes", "2023-03-20", "It is said that Zuber landed on 2 March."),
    )
    assert last_day_before(library) == date(2023, 3, 6)


def test_days_that_articles_dispute_are_none(store: Store) -> None:
    library = archive(
        store,
        ("Zuber landing", "2023-03-08", "Zuber landed on Tuesday."),
        ("Zuber landing again", "2023-03-16", "Zuber landed on Wednesday."),
    )
    assert last_day_before(library) is None


def test_news_of_a_day_weighs_more_than_looking_back(store: Store) -> None:
    library = archive(
        store,
        ("Zuber landing", "2023-03-08", "Zuber landed on Tuesday."),
        ("Zuber landing seen", "2023-03-08", "Zuber landed on Tuesday, at last."),
        ("A history", "2023-03-20", "An earlier Zuber landing of 5 May 1999 failed."),
        ("Failures", "2023-03-21", "There was the Zuber landing of 5 May 1999."),
    )
    found = resolved(library, LANDING, DAY)
    assert found == Window(None, date(2023, 3, 6), "before the Zuber landing (7 March 2023)")


@pytest.mark.parametrize(
    "sentence",
    [
        "Shares fell on Tuesday, days after the Zuber landing.",
        "Parliament approved the Zuber landing on a stormy Tuesday.",
        "The Zuber landing is what people far away from there spoke of on Tuesday.",
        "On Tuesday guests wished Zuber would be landed.",
        "Zuber landed; the crew of another ship left on Tuesday.",
    ],
)
def test_a_day_of_something_else_is_not_the_event_s(store: Store, sentence: str) -> None:
    library = archive(
        store, ("Markets", "2023-03-08", sentence), ("Parliament", "2023-03-09", f"Hear this. {sentence}")
    )
    assert last_day_before(library) is None


def test_an_anniversary_tells_the_day_years_before(store: Store) -> None:
    library = archive(
        store,
        ("A feast", "2023-03-07", "On Tuesday, the first anniversary of the Zuber landing, bells rang."),
        ("Bells", "2023-03-08", "Bells rang on Tuesday, exactly one year after the Zuber landing."),
        ("A dinner", "2023-03-08", "There was cake on Tuesday, one year after the Zuber landing, for all."),
    )
    assert last_day_before(library) == date(2022, 3, 6)


def test_titles_of_one_week_date_an_event_about_where_no_sentence_does(store: Store) -> None:
    library = archive(
        store,
        ("Zuber landing delights", "2023-03-08", "Nobody slept."),
        ("How the Zuber landing went", "2023-03-09", "Nobody slept well."),
    )
    found = resolved(library, LANDING, DAY)
    assert found == Window(None, date(2023, 3, 6), "before the Zuber landing (about 8 March 2023)")


def test_a_year_in_the_event_s_name_is_its_year(store: Store) -> None:
    library = archive(
        store,
        ("Zuber landing", "2022-03-09", "Zuber landed on Tuesday."),
        ("Zuber landing again", "2023-03-08", "Zuber landed on Tuesday."),
    )
    found = resolved(library, Bound("after", "the 2023 Zuber landing", "after the 2023 Zuber landing"), DAY)
    assert found is not None
    assert found.first == date(2023, 3, 7)


def test_an_empty_archive_dates_nothing(store: Store) -> None:
    assert last_day_before(store.library) is None


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    bound(text)
    bound(f"after the {text} vote")


@pytest.mark.parametrize("piece", ["before the ", "since ", "after the vote ", "a"])
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    bound(piece * (2000 // len(piece)))

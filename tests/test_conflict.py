"""Values that differ: shown where an article corrects another or two outlets disagree, hardly ever else."""

from datetime import date

import pytest

from assistant.conflict import Found, comparisons
from assistant.extract import READ, quote
from assistant.question import understand
from assistant.retrieve import retrieve
from assistant.types import Difference, Evidence
from index.article import Headline, Passage
from index.sentences import split
from index.sync import Store

AS_OF = date(2023, 12, 28)
TANKS = "How many tanks did Norway send?"


def asked(store: Store, question: str) -> list[Found]:
    query = understand(question, (), AS_OF)
    evidence = retrieve(store, query, READ[query.kind])
    answer = quote(store, query, evidence)
    return comparisons(query, [(c.passage, c.start, c.end) for c in answer.citations], evidence)


def texts(found: Found) -> list[str]:
    return [value.text for value in found.values]


def article(name: str, day: date | None, text: str, outlet: str = "") -> Passage:
    headline = Headline(name, f"Article {name}", "", outlet or name, (), day)
    return Passage(name, headline, 0, len(text), text, tuple(split(text)))


def compared(question: str, *articles: Passage, copies: tuple[Headline, ...] = ()) -> list[Found]:
    """What is found in these articles, of which the first sentence of the first is the answer."""
    evidence = [Evidence(one, 1.0, copies=copies if index == 0 else ()) for index, one in enumerate(articles)]
    start, end = articles[0].sentences[0]
    return comparisons(understand(question, (), AS_OF), [(articles[0], start, end)], evidence)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many Leopard 2 tanks did Germany send?", ["18", "14"]),
        ("How many tanks did the Czech Republic send?", ["89", "more than a dozen"]),
        ("How large was the Pentagon's accounting error?", ["$6.2 billion", "at least $3 billion"]),
        ("How many F-16s will the Netherlands give Ukraine?", ["18", "42"]),
        ("How many Leopards did Canada promise?", ["eight", "four"]),
        ("Did Ukraine shoot down a Kinzhal missile?", ["confirmed", "denied"]),
        ("Which version of the Abrams will Ukraine get?", ["M1A1", "M1A2"]),
    ],
)
def test_a_correction_of_the_archive_is_shown_newest_first(
    demo: Store, question: str, expected: list[str]
) -> None:
    (found,) = asked(demo, question)
    assert found.difference is Difference.UPDATED
    assert texts(found) == expected
    days = [value.day for value in found.values if value.day]
    assert days == sorted(days, reverse=True)
    for value in found.values:
        assert value.sentence[slice(*value.span)] == value.text


@pytest.mark.parametrize(
    "question",
    [
        "How many tanks did Spain send?",
        "How many tanks did Norway send?",
        "How many tanks did Slovenia send?",
        "How many tanks did Poland deliver?",
        "How many tanks did Portugal send?",
        "How many MiG-29s did Slovakia give?",
        "How many Challenger 2 tanks did Britain pledge?",
        "How many Abrams tanks did the United States send?",
        "How many countries met at Ramstein?",
        "How many states voted for the UN resolution?",
        "How many people were killed in the earthquakes?",
        "How many F-16s did Denmark promise?",
        "How much did the Webb telescope cost?",
        "How much did Musk pay for Twitter?",
        "How much aid has the United States pledged?",
        "What is the oil price cap?",
        "How high was US inflation in June?",
        "How many Leopard 1 tanks will be sent?",
        "How many T-72B tanks will be overhauled?",
        "How many Marders did Germany send?",
        "How many shells will the EU send?",
        "How long is Finland's border with Russia?",
        "How old was Queen Elizabeth when she died?",
        "How many people live in India?",
        "How many Leopards does Greece have?",
        "How far can Storm Shadow fly?",
        "How many votes did Bulgaria's parliament give?",
        "When did Finland join NATO?",
        "When was the Kakhovka dam destroyed?",
        "Who won the World Cup?",
        "Why did Hungary veto the budget?",
        "What did Stoltenberg say about Finland?",
    ],
)
def test_where_nothing_is_corrected_nothing_is_shown(demo: Store, question: str) -> None:
    assert asked(demo, question) == []


def test_two_outlets_of_the_same_days_dispute() -> None:
    (found,) = compared(
        TANKS,
        article("a", date(2023, 3, 1), "Norway has sent eight tanks."),
        article("b", date(2023, 3, 2), "Norway has sent twelve tanks, a ministry said."),
    )
    assert found.difference is Difference.DISPUTED
    assert texts(found) == ["twelve", "eight"]
    assert found.about == "tanks"


@pytest.mark.parametrize(
    "other",
    [
        article("b", date(2023, 3, 1), "Norway has sent eight tanks."),
        article("b", date(2023, 3, 1), "Norway will send twelve tanks."),
        article("b", date(2023, 3, 1), "Norway has sent at least four tanks."),
        article("b", date(2023, 3, 1), "Norway has sent the first four tanks."),
        article("b", date(2023, 3, 1), "Norway has sent four of the tanks."),
        article("b", date(2023, 3, 1), "Norway has sent four more tanks."),
        article("b", date(2023, 3, 1), "Norway has sent twelve lorries."),
        article("b", date(2023, 3, 1), "Denmark has sent twelve tanks. Norway was pleased."),
        article("b", date(2023, 3, 1), "Norway welcomed that Denmark has sent twelve tanks."),
        article("b", date(2023, 3, 1), "Norway was glad of twelve tanks from Denmark."),
        article("b", date(2023, 9, 1), "Norway has sent twelve tanks."),
        article("b", date(2023, 3, 1), "Norway has sent twelve tanks.", outlet="a"),
        article("b", None, "Norway has sent twelve tanks."),
    ],
)
def test_what_may_be_right_beside_it_is_no_dispute(other: Passage) -> None:
    assert compared(TANKS, article("a", date(2023, 3, 1), "Norway has sent eight tanks."), other) == []


def test_copies_of_one_story_do_not_dispute() -> None:
    one = article("a", date(2023, 3, 1), "Norway has sent eight tanks.")
    copy = article("b", date(2023, 3, 1), "Norway has sent twelve tanks.")
    assert compared(TANKS, one, copy, copies=(copy.headline,)) == []


def test_a_later_article_updates_what_it_says_was_otherwise() -> None:
    earlier = article("a", date(2023, 1, 1), "Norway will send eight tanks.")
    later = article(
        "b", date(2023, 3, 1), "Norway has sent twelve tanks. The number was raised from eight to twelve."
    )
    (found,) = compared(TANKS, later, earlier)
    assert (found.difference, texts(found)) == (Difference.UPDATED, ["twelve", "eight"])
    assert compared(TANKS, earlier, later) == [found]
    silent = article("b", date(2023, 3, 1), "Norway has sent twelve tanks.")
    assert compared(TANKS, silent, earlier) == []


def test_a_toll_that_grows_is_updated() -> None:
    (found,) = compared(
        "How many people were killed in the fire in Bergen?",
        article("a", date(2023, 1, 1), "A fire in Bergen killed 12 people."),
        article("b", date(2023, 1, 5), "The fire in Bergen killed 19 people."),
    )
    assert (found.difference, texts(found)) == (Difference.UPDATED, ["19", "12"])


def test_a_toll_of_something_else_is_no_update() -> None:
    assert not compared(
        "How many people were arrested in the protests in Bergen?",
        article("a", date(2023, 1, 1), "Protests in Bergen killed 12 people."),
        article("b", date(2023, 1, 5), "The protests in Bergen killed 19 people."),
    )
    assert not compared(
        "How many people were arrested in the protests in Bergen?",
        article(
            "a", date(2023, 1, 1), "In the protests in Bergen many were arrested, and 12 people were killed."
        ),
        article("b", date(2023, 1, 5), "In the protests in Bergen 19 people were arrested."),
    )


def test_what_was_said_years_ago_is_history() -> None:
    later = "Norway has sent twelve tanks. The number was raised from eight to twelve."
    for year, count in ((2022, 1), (2019, 0)):
        earlier = article("a", date(year, 12, 1), "Norway will send eight tanks.")
        assert len(compared(TANKS, article("b", date(2023, 3, 1), later), earlier)) == count


def test_a_toll_of_another_event_is_no_update() -> None:
    assert not compared(
        "How many people were killed in the fire?",
        article("a", date(2023, 1, 1), "A fire in Bergen killed 12 people."),
        article("b", date(2023, 1, 5), "An earthquake killed 19 people."),
    )
    assert not compared(
        "How many people were killed?",
        article("a", date(2023, 1, 1), "A fire in Bergen killed 12 people."),
        article("b", date(2023, 1, 5), "An earthquake killed 19 people."),
    )


def test_a_figure_may_be_said_to_count_something_else() -> None:
    (found,) = compared(
        "How many soldiers were killed in Ukraine?",
        article("a", date(2022, 11, 30), "Some 100,000 soldiers were killed in Ukraine."),
        article("b", date(2022, 12, 1), "The 100,000 does not stand for soldiers killed but for casualties."),
    )
    assert texts(found) == ["casualties", "Some 100,000"]


def test_what_first_reports_spoke_of_is_set_against_what_the_correction_says() -> None:
    (found,) = compared(
        "Whose missile struck the farm in Bergen?",
        article(
            "b",
            date(2022, 11, 16),
            "The missile that struck a farm in Bergen was stray. First reports, which had spoken of "
            "Russian missiles, were wrong.",
        ),
        article("a", date(2022, 11, 15), "Russian missiles struck a farm in Bergen."),
    )
    assert texts(found) == ["The missile that struck a farm in Bergen was stray.", "Russian missiles"]


@pytest.mark.parametrize("question", ["tanks", "¿Cuántos tanques envió Noruega?", "How many " + "x " * 900])
def test_a_question_that_cannot_be_read_compares_nothing(question: str) -> None:
    one = article("a", date(2023, 3, 1), "Norway has sent eight tanks.")
    assert compared(question, one, article("b", date(2023, 3, 1), "Norway has sent twelve tanks.")) == []


def test_nothing_is_compared_without_evidence() -> None:
    assert comparisons(understand(TANKS, (), AS_OF), [], ()) == []

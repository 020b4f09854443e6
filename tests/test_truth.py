"""Questions that tempt to mislead on the demo archive: others' deeds, wrong ways, denials, false premises.

Knows nothing of how they are told apart.
"""

from datetime import date

import pytest

from assistant.extract import READ, quote
from assistant.names import missing, names
from assistant.question import understand
from assistant.retrieve import retrieve
from assistant.types import Answer, Outcome
from index.sync import Store

AS_OF = date(2023, 12, 28)


def ask(store: Store, question: str) -> Answer:
    query = understand(question, (), AS_OF)
    return quote(store, query, retrieve(store, query, READ[query.kind]))


@pytest.mark.parametrize(
    "question",
    [
        "Which countries sent tanks to Russia?",
        "Which countries sent nuclear weapons?",
        "When did Austria join NATO?",
        "How many Abrams did France send?",
        "Did Scholz resign?",
        "Did Brazil send tanks?",
        "What is the capital of Peru?",
    ],
)
def test_what_the_archive_does_not_say_is_not_answered_with_something_like_it(
    demo: Store, question: str
) -> None:
    answer = ask(demo, question)
    assert answer.outcome in (Outcome.NOT_ANSWERABLE, Outcome.UNSUPPORTED_PREMISE)
    assert answer.reason or answer.caution
    assert answer.evidence


@pytest.mark.parametrize(
    ("question", "items", "others"),
    [
        ("Which NATO members did not send tanks to Ukraine?", {"Greece", "Turkey"}, {"Germany", "Norway"}),
        ("Which countries never sent any weapons?", {"Hungary"}, {"Poland", "Slovakia"}),
        ("Which countries refused to send tanks?", {"Greece", "Hungary"}, {"Canada", "Sweden"}),
    ],
)
def test_who_did_not_are_those_of_whom_an_article_says_so_and_the_answer_says_that(
    demo: Store, question: str, items: set[str], others: set[str]
) -> None:
    answer = ask(demo, question)
    assert answer.outcome is Outcome.ANSWERED
    named = {row.item for row in answer.rows}
    assert items <= named
    assert not others & named
    assert any("of whom an article says so" in note for note in answer.notes)


def test_a_weapons_number_is_no_count_and_a_year_no_thing(demo: Store) -> None:
    answer = ask(demo, "Which countries sent Leopard 2 tanks to Ukraine in 2023?")
    text = answer.text
    assert all(country in text for country in ("Canada", "Poland", "Norway", "Germany", "Portugal", "Spain"))
    assert "Challenger" not in text
    assert "Leopard 1" not in text


def test_the_united_states_are_no_group_of_countries(demo: Store) -> None:
    answer = ask(demo, "Which weapons have the United States sent to Ukraine?")
    assert "Norway has delivered" not in answer.text


def test_an_answer_that_lacks_a_name_of_the_question_says_so(demo: Store) -> None:
    answer = ask(demo, "What did the explosion in Przewodow cost Gazprom?")
    assert answer.abstained or any("Gazprom" in note for note in answer.notes)


def test_names_are_countries_in_any_form_and_capitalised_words_inside_a_question() -> None:
    found = {name.meaning: name for name in names("What did Stoltenberg tell the Dutch about Kherson?")}
    assert {name.form for name in found.values()} == {"Stoltenberg", "Dutch", "Kherson"}
    assert found["Netherlands"].form == "Dutch"
    assert [name.form for name in found.values() if name.is_essential] == ["Stoltenberg"]
    assert missing(list(found.values()), "The Netherlands and Stoltenberg agreed.") == [
        name for name in found.values() if name.form == "Kherson"
    ]


@pytest.mark.parametrize(
    "question", ["When did Germany agree?", "Why did Macron call?", "Is Austria in NATO?"]
)
def test_a_country_or_who_acts_is_essential(question: str) -> None:
    assert names(question)[0].is_essential

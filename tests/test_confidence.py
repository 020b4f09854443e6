"""How sure it is that the evidence answers: what raises it and what lowers it."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from assistant.candidates import candidates
from assistant.confidence import WEIGHTS, Signs, confidence, signs
from assistant.question import understand
from assistant.retrieve import query_rarities, retrieve
from assistant.types import Query
from index.sync import Store
from tests.fakes import evidence
from tests.shelf import put

AS_OF = date(2023, 12, 28)
SIGNS = Signs(**{field.name: 1.0 for field in fields(Signs)})
AGAINST = {"uncovered", "unnamed", "unnumbered", "articles"}
ARTICLES = 2


def query(question: str) -> Query:
    return understand(question, (), AS_OF)


def seen(store: Store, question: str) -> Signs:
    asked = query(question)
    rarities = query_rarities(store, asked)
    found = retrieve(store, asked)
    return signs(asked, rarities, found, candidates(store, asked, found, rarities), ARTICLES)


@pytest.fixture
def shelf(store: Store, tmp_path: Path) -> Store:
    put(
        store,
        tmp_path,
        {
            "text": "Poland sent 14 tanks to Ukraine in 2023. Andrzej Duda spoke of 4,800 shells.",
            "title": "Tanks",
        },
        {"text": "The harvest was good this year. Farmers rejoiced.", "title": "Wheat", "date": "2021-08-01"},
    )
    return store


@pytest.mark.parametrize("name", [field.name for field in fields(Signs)])
def test_each_sign_speaks_for_an_answer_or_against_one(name: str) -> None:
    more = confidence(replace(SIGNS, **{name: getattr(SIGNS, name) + 0.5}))
    assert 0 < more < 1
    assert (more < confidence(SIGNS)) is (name in AGAINST)
    assert getattr(WEIGHTS, name) != 0


def test_a_question_in_the_words_of_an_article_is_surer_than_one_about_something_else(shelf: Store) -> None:
    near, far = (
        seen(shelf, q) for q in ("Did Poland send tanks to Ukraine?", "Did the orchestra play Mozart?")
    )
    assert confidence(near) > confidence(far)
    assert near.uncovered < far.uncovered
    assert near.similarity > far.similarity


def test_words_that_the_best_passage_and_its_title_lack_are_uncovered(shelf: Store) -> None:
    assert seen(shelf, "Poland tanks shells?").uncovered == 0
    assert 0 < seen(shelf, "Poland tanks submarines?").uncovered < 1


def test_names_that_no_sentence_has_are_counted(shelf: Store) -> None:
    assert seen(shelf, "Did Poland send tanks?").unnamed == 0
    assert seen(shelf, "Did Poland and Brazil send tanks?").unnamed == 1
    assert seen(shelf, "What did Duda say in Warsaw with Macron?").unnamed == 2


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Did Poland send 14 tanks?", 0),
        ("Were there 4800 shells?", 0),
        ("Were the 2022 tanks sent?", 0),  # the year of the article
        ("Did Poland send 15 tanks and 2030 shells?", 2),
        ("Did Poland send its 14th tank?", 1),
    ],
)
def test_numbers_that_no_evidence_has_are_counted(shelf: Store, question: str, lacking: int) -> None:
    asked, rarities = query(question), query_rarities(shelf, query(question))
    found = [one for one in retrieve(shelf, asked) if one.passage.headline.title == "Tanks"]
    assert (
        signs(asked, rarities, found, candidates(shelf, asked, found, rarities), ARTICLES).unnumbered
        == lacking
    )


def test_evidence_without_a_sentence_to_quote_is_weighed_too(shelf: Store) -> None:
    asked = query("Did Poland send tanks?")
    found = signs(asked, query_rarities(shelf, asked), evidence("Where is Poland?"), [], ARTICLES)
    assert (found.similarity, found.unnamed) == (0.0, 1.0)
    assert 0 < confidence(found) < 1


def test_an_old_article_counts_no_less_where_nothing_recent_is_asked_for(shelf: Store) -> None:
    asked = query("Did Poland send tanks?")
    later = replace(asked, as_of=date(2029, 12, 28))
    first, second = (signs(q, {}, retrieve(shelf, q), [], ARTICLES).relevance for q in (asked, later))
    assert first == pytest.approx(second)


def test_more_articles_make_an_accident_likelier_but_among_few_their_number_says_nothing() -> None:
    asked, given = query("Did Poland send tanks?"), evidence("Poland sent tanks.")
    sure = [confidence(signs(asked, {}, given, [], articles)) for articles in (0, 1, 50, 1_000, 100_000)]
    assert sure[0] == sure[1] == sure[2] > sure[3] > sure[4]

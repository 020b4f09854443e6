"""Votes on what the answer is: what counts as one thing, what is a name, and who has a vote."""

import pytest

from assistant.focus import Focus
from assistant.votes import capitalised_inside, is_name, key, shares


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President Biden", "Biden's"),
        ("Prime Minister Rishi Sunak", "Rishi Sunak"),
        ("former President Trump", "Trump"),
        ("Mr. Scholz", "Scholz’s"),
        ("The Courts", "the court"),
    ],
)
def test_a_name_is_counted_whatever_its_ending_and_its_bearers_title(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1.5 million", "15 million"), ("$60", "60"), ("T-72", "T-64"), ("Biden", "Trump")]
)
def test_what_differs_is_counted_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_an_article_has_one_vote_for_a_thing_of_the_weight_of_its_best_passage() -> None:
    found = shares([("a", "1", 0.4), ("a", "1", 0.3), ("b", "2", 0.3), ("b", "3", 0.3), ("c", "4", 0.3)])
    assert found == pytest.approx({"a": 0.4 / 0.6, "b": 1.0, "c": 0.5})


def test_without_votes_there_are_no_shares() -> None:
    assert shares([]) == {}
    assert shares([("a", "1", 0.0)]) == {"a": 0.0}


def test_the_first_word_of_a_sentence_is_a_name_only_where_it_is_one_elsewhere() -> None:
    sentences = [
        "Officials said that Poland had sent tanks.",
        "Poland had waited.",
        "NATO met.",
        "Rishi Sunak won.",
    ]
    inside = capitalised_inside(sentences)
    assert not is_name(sentences[0], (0, 9), Focus.NAME, inside)
    assert is_name(sentences[1], (0, 6), Focus.NAME, inside)
    assert is_name(sentences[2], (0, 4), Focus.ORGANISATION, inside)  # all capitals
    assert is_name(sentences[3], (0, 11), Focus.PERSON, inside)  # more than one word
    assert is_name("18 tanks left.", (0, 2), Focus.NUMBER, inside)


def test_a_name_is_one_after_a_quotation_mark_only_where_it_is_one_elsewhere() -> None:
    assert not is_name("“Tanks matter,” he said.", (1, 6), Focus.NAME, set())
    assert is_name(
        "“Poland’s turn,” he said.", (1, 9), Focus.NAME, capitalised_inside(["He told Poland’s army."])
    )

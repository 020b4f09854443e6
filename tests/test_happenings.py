"""Happenings in sentences: by verb or noun, done, planned or denied."""

import pytest

from assistant.happenings import happenings, happenings_of_noun, hits, is_decided, terms

SEND = frozenset({"send"})


def told(sentence: str, names: frozenset[str] = SEND) -> list[tuple[str, bool, bool]]:
    """The words of the hits, each with whether it is denied and whether it is planned."""
    return [(sentence[h.start : h.end], h.is_denied, h.is_planned) for h in hits(sentence, names)]


def test_verbs_in_any_form_and_two_words_stand_for_one_happening() -> None:
    assert happenings("send") == happenings("gave") == happenings("supplied") == {"send"}
    assert happenings("step", "down") == {"resign"}
    assert happenings("leave") == {"leave"}
    assert happenings("celebrate") == frozenset()


def test_nouns_stand_for_what_they_name() -> None:
    assert "resign" in happenings_of_noun("resignation")
    assert "die" in happenings_of_noun("death")
    assert happenings_of_noun("table") == frozenset()


@pytest.mark.parametrize(
    ("sentence", "denied", "planned"),
    [
        ("Poland sent tanks.", False, False),
        ("Poland is sending tanks.", False, False),
        ("Poland was the first to send tanks.", False, False),
        ("Poland has begun to send tanks.", False, False),
        ("Poland will send tanks.", False, True),
        ("Poland might send tanks.", False, True),
        ("Poland agreed to send tanks.", False, True),
        ("Poland has not sent tanks.", True, False),
        ("Poland hasn’t sent tanks.", True, False),
        ("Poland sent no tanks.", True, False),
        ("Poland refused to send tanks.", True, True),
    ],
)
def test_done_is_told_apart_from_denied_and_planned(sentence: str, denied: bool, planned: bool) -> None:
    assert [found[1:] for found in told(sentence)] == [(denied, planned)]


def test_a_negation_of_another_clause_denies_nothing() -> None:
    assert told("It was not easy, but Poland sent tanks.") == [("sent", False, False)]


def test_a_passive_that_says_something_else_is_left_out() -> None:
    assert told("The number was left open.", frozenset({"leave"})) == []
    assert told("Britain left the union.", frozenset({"leave"})) == [("left", False, False)]


def test_a_verb_behind_a_determiner_is_a_noun() -> None:
    assert [hit.is_verb for hit in hits("The ban holds, and they ban gold.", frozenset({"ban"}))] == [
        False,
        True,
    ]


def test_what_arrives_is_told_from_the_other_side() -> None:
    assert [hit.other_side for hit in hits("Tanks arrived, and Poland sent more.", SEND)] == [True, False]


def test_decisions_happen_when_they_are_made() -> None:
    assert is_decided("ban")
    assert not is_decided("send")


def test_terms_to_search_for_are_words_and_phrases() -> None:
    assert {"send", "delivery", "hand over"} <= set(terms("send"))

"""Evidence of several searches in one ranking: every search has its turn, and nothing stands there twice."""

from dataclasses import replace

from assistant.parts import interleaved
from assistant.types import Evidence
from tests.fakes import evidence

FOUND = evidence(*(f"Sentence {letter}." for letter in "abcdefgh"))
A, B, C, D, E, F, G, H = FOUND


def test_each_list_gives_its_best_then_each_its_next_best() -> None:
    assert interleaved([[A, B, C], [D, E, F], [G]], 10) == (A, D, G, B, E, C, F)


def test_a_passage_stands_once_and_its_list_gives_the_next_one_instead() -> None:
    assert interleaved([[A, B, C], [A, B, D], [B, A, E]], 10) == (A, B, E, C, D)


def test_a_copy_of_a_story_that_is_there_does_not_come_again() -> None:
    told: Evidence = replace(A, copies=(D.passage.headline,))
    assert interleaved([[told, B], [D, E]], 10) == (told, E, B)


def test_there_are_never_more_than_asked_for_and_the_last_place_is_the_first_lists() -> None:
    assert interleaved([[A, B], [C, D]], 3) == (A, C, B)
    assert interleaved([[A, B], [C, D]], 0) == ()
    assert interleaved([], 3) == interleaved([[], []], 3) == ()


def test_one_list_stays_as_it_is() -> None:
    assert interleaved([FOUND], 8) == tuple(FOUND)

"""Conversations are kept whole, in order, and for the reader alone who had them.

Knows nothing of pages.
"""

import sqlite3
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.conversations import OTHER_VERSION, Conversations, dump, restore
from assistant.errors import AssistantError
from assistant.types import (
    Answer,
    Citation,
    Evidence,
    Kind,
    Outcome,
    Query,
    Sentence,
    Verdict,
)
from index.article import Headline, Passage

ANN, BOB = "a" * 32, "b" * 32
HEADLINE = Headline("a1", "Title “quoted”", "https://x.org", "Outlet", ("Ann", "Bob"), date(2022, 4, 7))
PASSAGE = Passage("p1", HEADLINE, 3, 8, "Tanks", ((3, 8),))
ANSWER = Answer(
    Query("q", "q subject", date(2023, 1, 1), Kind.LIST, asks="q", about="q", recency=0.5),
    Outcome.ANSWERED,
    (Sentence("Tanks \U0001f600", (1,), Verdict.QUOTED, ((0, 5),)),),
    (Citation(1, PASSAGE, 3, 8, "Tanks"),),
    (Evidence(PASSAGE, 0.031), Evidence(replace(PASSAGE, headline=replace(HEADLINE, published=None)), 0.03)),
    notes=("note",),
    writer="tiny",
    timings_ms={"search": 1.5},
)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "home" / "conversations.sqlite")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_answer_comes_back_equal(outcome: Outcome) -> None:
    answer = replace(ANSWER, outcome=outcome, reason="because")
    assert restore(dump(answer)) == answer


def test_a_conversation_survives_a_restart_in_its_order(kept: Conversations, tmp_path: Path) -> None:
    conversation, first = kept.begin(ANN, "", "first?", date(2023, 1, 1))
    kept.finish(first, ANSWER)
    same, second = kept.begin(ANN, conversation, "second?", None)
    kept.fail(second, "The model is away.")
    again = Conversations(tmp_path / "home" / "conversations.sqlite")
    found = again.exchanges(ANN, conversation)
    assert same == conversation
    assert [(one.question, one.answer, one.failure, one.as_of) for one in found] == [
        ("first?", ANSWER, "", date(2023, 1, 1)),
        ("second?", None, "The model is away.", None),
    ]


def test_a_follow_up_refers_only_to_what_was_answered(kept: Conversations) -> None:
    conversation, first = kept.begin(ANN, "", "first?")
    kept.finish(first, ANSWER)
    kept.begin(ANN, conversation, "stopped?")
    assert [turn.question for turn in kept.turns(ANN, conversation)] == ["first?"]


def test_two_readers_never_see_or_change_each_others(kept: Conversations) -> None:
    conversation, turn = kept.begin(ANN, "", "private?")
    kept.finish(turn, ANSWER)
    kept.rate(BOB, turn, 1)
    kept.delete(BOB, conversation)
    others, _ = kept.begin(BOB, conversation, "mine?", replacing=turn)
    assert others != conversation
    assert kept.exchanges(BOB, conversation) == ()
    assert [one.title for one in kept.listing(BOB)] == ["mine?"]
    (mine,) = kept.exchanges(ANN, conversation)
    assert (mine.question, mine.rating) == ("private?", 0)


def test_asking_again_replaces_the_turn_and_those_after_it(kept: Conversations) -> None:
    conversation, _ = kept.begin(ANN, "", "one?")
    _, second = kept.begin(ANN, conversation, "two?")
    kept.begin(ANN, conversation, "three?")
    _, better = kept.begin(ANN, conversation, "two, better?", replacing=second)
    kept.finish(better, ANSWER)
    assert [one.question for one in kept.exchanges(ANN, conversation)] == ["one?", "two, better?"]


def test_the_list_has_first_questions_the_last_used_on_top(kept: Conversations) -> None:
    older, _ = kept.begin(ANN, "", "older?")
    kept.begin(ANN, "", "newer?")
    assert [one.title for one in kept.listing(ANN)] == ["newer?", "older?"]
    kept.begin(ANN, older, "and then?")
    assert [one.title for one in kept.listing(ANN)] == ["older?", "newer?"]
    kept.delete(ANN, older)
    assert [one.title for one in kept.listing(ANN)] == ["newer?"]
    assert kept.exchanges(ANN, older) == ()


def test_a_rating_can_be_changed_and_taken_back(kept: Conversations) -> None:
    conversation, turn = kept.begin(ANN, "", "q?")
    for rating, stored in ((1, 1), (-1, -1), (0, 0), (99, 1)):
        kept.rate(ANN, turn, rating)
        assert kept.exchanges(ANN, conversation)[0].rating == stored


def test_an_answer_of_another_version_is_said_to_be_one(kept: Conversations, tmp_path: Path) -> None:
    conversation, turn = kept.begin(ANN, "", "q?")
    kept.finish(turn, ANSWER)
    with sqlite3.connect(tmp_path / "home" / "conversations.sqlite") as database:
        database.execute('UPDATE turn SET answer = \'{"outcome": "guessed"}\'')
    database.close()
    (found,) = kept.exchanges(ANN, conversation)
    assert (found.answer, found.failure) == (None, OTHER_VERSION)


def test_nobody_else_on_the_machine_may_read_the_file(kept: Conversations, tmp_path: Path) -> None:
    mode = (tmp_path / "home" / "conversations.sqlite").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_file_that_is_something_else_is_named_with_what_mends_it(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    path.write_text("This is no database, and it is longer than the header of one would have to be. " * 9)
    with pytest.raises(AssistantError, match="move it away"):
        Conversations(path)


def test_a_hostile_question_is_only_text(kept: Conversations) -> None:
    question = "'); DROP TABLE turn; --"
    conversation, _ = kept.begin(ANN, "' OR 1=1 --", question)
    assert [one.question for one in kept.exchanges(ANN, conversation)] == [question]
    assert kept.exchanges(ANN, "' OR 1=1 --") == ()


def test_an_answer_that_is_asked_for_again_is_kept_until_the_new_one_is_there(kept: Conversations) -> None:
    conversation, first = kept.begin(ANN, "", "Who?")
    kept.finish(first, ANSWER)
    _, again = kept.begin(ANN, conversation, "Who?", replacing=first)
    kept.fail(again, "The model is down.")
    assert [one.turn_id for one in kept.exchanges(ANN, conversation)] == [first, again]

    _, third = kept.begin(ANN, conversation, "Who?", replacing=first)
    kept.finish(third, ANSWER)
    assert [one.turn_id for one in kept.exchanges(ANN, conversation)] == [third]

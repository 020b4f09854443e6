"""Conversations are kept whole, in order, and for the reader alone who had them.

Knows nothing of pages.
"""

import json
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
    Comparison,
    Difference,
    Evidence,
    Kind,
    Limits,
    Outcome,
    Query,
    Row,
    Searched,
    Sentence,
    Value,
    Verdict,
    Window,
)
from index.article import Headline, Passage

ANN, BOB = "a" * 32, "b" * 32
HEADLINE = Headline("a1", "Title “quoted”", "https://x.org", "Outlet", ("Ann", "Bob"), date(2022, 4, 7))
PASSAGE = Passage("p1", HEADLINE, 3, 8, "Tanks", ((3, 8),))
LIMITS = Limits(Window(date(2022, 4, 1), None, "since April"), ("Outlet",), ("Ann",))
ANSWER = Answer(
    Query("q", "q subject", date(2023, 1, 1), Kind.LIST, asks="q", about="q", recency=0.5, limits=LIMITS),
    Outcome.ANSWERED,
    (Sentence("Tanks \U0001f600", (1,), Verdict.QUOTED, ((0, 5),)),),
    (Citation(1, PASSAGE, 3, 8, "Tanks", (HEADLINE,)),),
    (
        Evidence(PASSAGE, 0.031, copies=(HEADLINE,)),
        Evidence(replace(PASSAGE, headline=replace(HEADLINE, published=None)), 0.03),
    ),
    notes=("note",),
    writer="tiny",
    timings_ms={"search": 1.5},
    confidence=0.5,
    caution="No article says so.",
    rows=(Row("Poland", "sent", date(2022, 4, 7), 1),),
    comparisons=(Comparison(Difference.UPDATED, "tanks", (Value("14", None, 1),)),),
    searched=Searched(412, "the last 30 days"),
    wider=Limits(),
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


EARLIER = json.dumps(
    {
        "query": {
            **dict.fromkeys(("question", "text", "asks", "about"), "q"),
            **{"as_of": "2023-01-01", "kind": "list", "recency": 0.5},
        },
        "outcome": "answered",
        "sentences": [{"text": "Tanks", "citations": [1], "verdict": "quoted", "emphasis": [[0, 5]]}],
        "citations": [
            {
                "number": 1,
                "passage": {
                    "passage_id": "p1",
                    "headline": {
                        **{"article_id": "a1", "title": "T", "url": "", "outlet": "O"},
                        **{"authors": ["Ann"], "published": "2022-04-07"},
                    },
                    **{"start": 3, "end": 8, "text": "Tanks", "sentences": [[3, 8]]},
                },
                **{"start": 3, "end": 8, "quote": "Tanks"},
            }
        ],
        **{"evidence": [], "reason": "", "notes": ["note"], "writer": "", "timings_ms": {"search": 1.5}},
    }
)
"""An answer as release 0.1 stored it at first: without limits, rows and what else came later."""


def test_a_file_of_the_first_release_is_read_and_can_be_asked_again_with_limits(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript(
            """
            CREATE TABLE conversation (conversation_id TEXT PRIMARY KEY, reader TEXT NOT NULL) STRICT;
            CREATE TABLE turn (
                turn_id INTEGER PRIMARY KEY AUTOINCREMENT,
                conversation_id TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE,
                question TEXT NOT NULL, as_of TEXT, asked TEXT NOT NULL, answer TEXT,
                failure TEXT NOT NULL DEFAULT '', rating INTEGER NOT NULL DEFAULT 0, replaces INTEGER
            ) STRICT;
            """
        )
        database.execute("INSERT INTO conversation VALUES ('c1', ?)", (ANN,))
        database.execute(
            "INSERT INTO turn (conversation_id, question, asked, answer) VALUES ('c1', 'q', ?, ?)",
            ("2023-01-01T00:00:00+00:00", EARLIER),
        )
    database.close()
    kept = Conversations(path)
    (found,) = kept.exchanges(ANN, "c1")
    assert found.failure == "" and found.limits is None
    assert found.answer is not None and found.answer.text == "Tanks [1]"
    assert found.answer.query.limits == Limits() and found.answer.rows == ()
    _, again = kept.begin(ANN, "c1", "q", limits=LIMITS, replacing=found.turn_id)
    kept.finish(again, ANSWER)
    assert [one.limits for one in Conversations(path).exchanges(ANN, "c1")] == [LIMITS]


@pytest.mark.parametrize("limits", [None, Limits(), LIMITS, Limits(Window(None, date(2022, 4, 30)))])
def test_what_the_reader_set_is_kept_apart_from_having_set_nothing(
    kept: Conversations, limits: Limits | None
) -> None:
    conversation, _ = kept.begin(ANN, "", "q?", limits=limits)
    (found,) = kept.exchanges(ANN, conversation)
    assert found.limits == limits and (found.limits is None) is (limits is None)


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

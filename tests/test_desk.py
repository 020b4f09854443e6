"""What the window asks for, without a window: checked input, whole answers, honest messages.

The library and its indexes are real; only the model that embeds is a stand-in.
"""

import stat
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.desk import Desk
from assistant.errors import MessageError, ModelError
from assistant.types import Limits, Stage, Step, Turn, Window
from index import demo
from tests.desks import READER, STRANGER, TANKS, Quick, opened, question


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = opened(tmp_path_factory.mktemp("home"))
    yield desk
    desk.opening.close()


def test_an_empty_library_gets_the_demo_archive_and_says_so(desk: Desk) -> None:
    told = desk.library()
    assert told["line"].startswith(f"{len(demo.paths())} articles · ")
    assert "This is the demo archive" in told["notice"]
    assert told["settled"] and told["outlets"]
    assert told["as_of"] == "2023-12-28" and told["as_of_hint"] == "the archive’s last day"


def test_a_question_goes_through_its_stages_and_is_stored_with_its_answer(desk: Desk) -> None:
    messages = list(desk.ask(question()))
    assert [one["stage"] for one in messages] == ["Searching", "Reading", "Answering", ""]
    assert [one["working"] for one in messages] == [True, True, True, False]
    assert {one["ticket"] for one in messages} == {"t"}
    kept = desk.conversation({"reader": READER, "conversation": messages[-1]["conversation"]})
    assert {one["summary"] for one in messages} == {""}, "quotations need no verdicts"
    assert kept["turns"] == [{key: messages[-1][key] for key in ("turn", "html", "sources")}]
    assert TANKS in kept["list"]
    stranger = desk.conversation({"reader": STRANGER, "conversation": messages[-1]["conversation"]})
    assert stranger["turns"] == [] and TANKS not in stranger["list"]


def test_a_follow_up_carries_the_turns_before_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[str]] = []
    first = list(desk.ask(question()))[-1]
    assert desk.opening.assistant is not None
    real = desk.opening.assistant.ask

    def listen(text: str, *, turns: Sequence[Turn], **more: Any) -> Generator[Step, None, None]:
        heard.append([turn.question for turn in turns])
        return real(text, turns=turns, **more)

    monkeypatch.setattr(desk.opening.assistant, "ask", listen)
    list(desk.ask(question("When?", conversation=first["conversation"])))
    list(desk.ask(question("When?", conversation=first["conversation"], reader=STRANGER)))
    assert heard == [[TANKS], []]


APRIL = {"window": {"first": "2022-04-01", "last": "2022-04-30", "said": ""}, "outlets": ["Harbour Wire"]}


def test_limits_that_the_reader_set_are_what_is_searched_and_stay_with_the_turn(desk: Desk) -> None:
    first = list(desk.ask(question()))[-1]
    *_, changed = desk.ask(
        question(limits=APRIL, conversation=first["conversation"], replacing=first["turn"])
    )
    (turn,) = desk.conversation({"reader": READER, "conversation": first["conversation"]})["turns"]
    assert turn["html"] == changed["html"]
    assert "1–30 Apr 2022" in turn["html"] and "set by you" in turn["html"]
    (kept,) = desk.conversations.exchanges(READER, first["conversation"])
    limits = Limits(Window(date(2022, 4, 1), date(2022, 4, 30)), ("Harbour Wire",))
    assert kept.limits == limits
    assert kept.answer is not None and kept.answer.query.limits == limits


def test_without_limits_the_question_says_what_is_searched(desk: Desk) -> None:
    message = list(desk.ask(question()))[-1]
    (kept,) = desk.conversations.exchanges(READER, message["conversation"])
    assert kept.limits is None and "set by you" not in message["html"]


def test_limits_stay_with_a_question_that_failed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Generator[Step, None, None]:
        yield Step(Stage.SEARCHING)
        raise ModelError("Start the model.")

    monkeypatch.setattr(desk.opening.assistant, "ask", fail)
    *_, last = desk.ask(question(limits=APRIL))
    assert "1–30 Apr 2022" in last["html"] and 'data-state="failed"' in last["html"]


@pytest.mark.parametrize(
    "limits", ["x", {"window": {"first": "x"}}, {"window": {"first": "2023-01-02", "last": "2023-01-01"}}]
)
def test_limits_that_are_none_are_refused_and_nothing_is_asked_without_them(
    desk: Desk, limits: object
) -> None:
    before = desk.conversation({"reader": READER})["list"]
    (message,) = desk.ask(question("Who was that now?", limits=limits))
    assert message["refused"] and not message["working"]
    assert desk.conversation({"reader": READER})["list"] == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((nothing, "Type a question first") for nothing in ("", " \n", "?!?", "\U0001f600", "- …")),
        ("x" * 2001, "2,001"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_not_stored(desk: Desk, text: str, said: str) -> None:
    before = desk.conversation({"reader": READER})["list"]
    (message,) = desk.ask(question(text))
    assert said in message["refused"] and not message["working"]
    assert desk.conversation({"reader": READER})["list"] == before


@pytest.mark.parametrize("reader", ["", "short", "A" * 32, "' OR 1=1 --", None])
def test_whoever_has_no_token_is_nobody(desk: Desk, reader: object) -> None:
    with pytest.raises(MessageError, match="token"):
        desk.conversation({"reader": reader})
    (message,) = desk.ask(question(reader=reader))
    assert "token" in message["refused"]


@pytest.mark.parametrize("data", [None, [], "text", 7, {}, {"reader": [READER]}])
def test_a_message_that_is_none_is_refused_by_whatever_gets_it(desk: Desk, data: object) -> None:
    for method in (desk.conversation, desk.delete, desk.rate, desk.article, desk.export):
        with pytest.raises(MessageError):
            method(data)
    (message,) = desk.ask(data)
    assert message["refused"] and not message["working"]


@pytest.mark.parametrize("number", [None, "", "x", "1.5", 1.5, True, 10**30, "9" * 30, "٣", -1, [], {}])
def test_a_number_that_is_none_or_out_of_bounds_is_refused_and_named(desk: Desk, number: object) -> None:
    with pytest.raises(MessageError, match="turn"):
        desk.rate({"reader": READER, "turn": number, "rating": 1})
    with pytest.raises(MessageError, match="start"):
        desk.article({"article": "a", "start": number, "end": 5})
    if number is not None:  # these two may be left out
        with pytest.raises(MessageError, match="offset"):
            desk.archive({"offset": number})
        before = desk.conversation({"reader": READER})["list"]
        (message,) = desk.ask(question(replacing=number))
        assert "replacing" in message["refused"]
        assert desk.conversation({"reader": READER})["list"] == before


@pytest.mark.parametrize("text", [7, ["words"], {}, True, "\ud800"])
def test_a_text_that_cannot_be_stored_is_refused_and_named(desk: Desk, text: object) -> None:
    with pytest.raises(MessageError, match="words"):
        desk.archive({"words": text})
    (message,) = desk.ask(question() | {"question": text})
    assert "question is not a text" in message["refused"]


def test_the_largest_numbers_and_those_written_in_digits_are_taken(desk: Desk) -> None:
    desk.rate({"reader": READER, "turn": str(2**63 - 1), "rating": "-1"})
    assert "No article fits" in desk.archive({"offset": 2**63 - 1, "words": "zzzz"})
    html = desk.article({"article": "none", "start": 2**63 - 1, "end": 0})
    assert "no longer in the archive" in html


def test_closing_the_stream_stops_the_work_and_keeps_the_question(tmp_path: Path) -> None:
    ended = threading.Event()

    class Endless(Quick):
        def ask(self, question: str, **_: Any) -> Generator[Step, None, None]:
            try:
                while True:
                    yield Step(Stage.READING)
                    time.sleep(0.1)
            finally:
                ended.set()

    desk = opened(tmp_path, Endless)
    asking = desk.ask(question("Endless?"))
    message = [next(asking), next(asking)][-1]
    asking.close()  # type: ignore[attr-defined]
    assert ended.is_set()
    (turn,) = desk.conversation({"reader": READER, "conversation": message["conversation"]})["turns"]
    assert 'data-state="stopped"' in turn["html"]
    desk.opening.close()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ModelError("Start the model."), "Start the model."),
        (RuntimeError("a secret"), "the terminal shows what"),
    ],
)
def test_a_failure_is_stored_as_one_and_leaks_nothing_unexpected(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(*_: object, **__: object) -> Generator[Step, None, None]:
        yield Step(Stage.SEARCHING)
        raise error

    monkeypatch.setattr(desk.opening.assistant, "ask", fail)
    *_, last = desk.ask(question())
    assert said in last["html"] and 'data-state="failed"' in last["html"]
    assert "a secret" not in last["html"] and not last["working"]


def test_conversations_that_are_removed_under_the_window_begin_anew_and_stay_private(desk: Desk) -> None:
    list(desk.ask(question("Who sent the tanks of old?")))
    kept = desk.settings.home / "conversations.sqlite"
    kept.unlink()
    assert desk.conversation({"reader": READER})["turns"] == []
    *_, last = desk.ask(question())
    assert 'data-state="answered"' in last["html"]
    kept_list = desk.conversation({"reader": READER})["list"]
    assert TANKS in kept_list and "of old" not in kept_list
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_an_article_that_is_gone_and_one_that_never_was_are_said_to_be(desk: Desk) -> None:
    for article in ("", "../../etc/passwd", "' OR 1=1 --"):
        html = desk.article({"article": article, "start": "0", "end": "5", "as_of": "nonsense"})
        assert "no longer in the archive" in html


def test_the_archive_is_listed_by_words_outlet_and_days(desk: Desk) -> None:
    assert "showing 26–50" in desk.archive({"offset": 25})
    one_day = desk.archive({"first": "2022-04-07", "last": "2022-04-07"})
    assert "7 Apr 2022" in one_day and "5 Apr 2022" not in one_day
    assert "No article fits" in desk.archive({"words": "zzzz", "first": "not a day"})


def test_an_answer_of_the_readers_own_is_exported_and_nobody_elses(desk: Desk) -> None:
    last = list(desk.ask(question()))[-1]
    wanted = {"reader": READER, "conversation": last["conversation"], "turn": last["turn"], "form": "md"}
    file = desk.export(wanted)
    assert file["name"] == "dateline-2023-12-28-which-nato-members-sent-tanks-to-ukraine.md"
    assert file["type"] == "text/markdown" and file["text"].startswith(f"# {TANKS}\n")
    assert "all-MiniLM-L6-v2" in file["text"], "the model that the library was made with"
    assert desk.export(wanted | {"form": "json"})["type"] == "application/json"
    for other in ({"reader": STRANGER}, {"conversation": ""}, {"turn": last["turn"] + 1}):
        assert list(desk.export(wanted | other)) == ["refused"]
    for wrong in ({"form": "html"}, {"form": "../md"}, {"form": None}, {"turn": "x"}, {"reader": ""}):
        with pytest.raises(MessageError):
            desk.export(wanted | wrong)


def test_only_where_a_model_writes_is_its_checking_a_stage(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Checking" not in next(iter(desk.ask(question())))["html"]
    monkeypatch.setattr(type(desk.opening.assistant), "model_name", property(lambda _: "fake:model"))
    asking = desk.ask(question())
    assert "Checking" in next(asking)["html"]
    asking.close()  # type: ignore[attr-defined]

"""What the window says of its library, and of cited texts that changed: nothing stale in silence."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.desk import Desk
from assistant.filling import STALLED_AFTER
from assistant.overview import Overview
from assistant.settings import Settings
from index.article import Article
from index.library import Library
from index.sources import Kind
from index.sync import Store
from tests.desks import READER, opened, question
from tests.drawing import Page, within
from tests.fakes import WordEmbedder
from tests.hostile import attacks

TANKS = Article(
    "It was cold in the east. Poland sent fourteen tanks to Ukraine on Monday. They came by rail.",
    "Poland sends tanks",
    url="https://courier.example/tanks",
    outlet="The Courier",
)
ASKED = "Which country sent fourteen tanks to Ukraine?"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """On a library with one article that a feed brought."""
    settings = Settings(home=tmp_path / "home")
    store = Store(settings, embedder=WordEmbedder(settings))
    wire = store.library.register(Kind.FEED, "https://wire.example/feed.xml", "Harbour Wire")
    store.library.add(TANKS, source=wire.number, place="p")
    store.library.note_outcome(wire.number)
    assert list(store.add([]))[-1].done
    store.close()
    desk = opened(settings.home)
    yield desk
    desk.opening.close()


def library(desk: Desk) -> Library:
    assert desk.opening.assistant is not None
    return desk.opening.assistant.library


def test_the_window_tells_how_fresh_the_library_is(desk: Desk) -> None:
    told = desk.library()
    assert told["line"] == "1 article · 1 outlet" and told["age"] == "brought up to date just now"
    assert told["notice"] == "" and not told["is_filling"]
    text = " ".join(Page(told["sources"]).text.split())
    assert "Harbour Wire up to date https://wire.example/feed.xml 1 article·newest came just now" in text
    assert "python -m index add-source" in text


def test_a_library_without_sources_tells_how_one_is_added_and_warns_of_nothing(tmp_path: Path) -> None:
    desk = opened(tmp_path)  # the demo archive
    told = desk.library()
    assert told["age"] == "" and "warning" not in told["notice"]
    assert "none is registered" in told["sources"] and "python -m index sync --watch" in told["sources"]
    desk.opening.close()


def test_a_source_that_fails_is_warned_of_with_since_when_and_why_until_it_does_not(desk: Desk) -> None:
    wire = library(desk).sources()[0].number
    library(desk).note_outcome(wire, failure="https://wire.example/feed.xml answers 503")
    told = desk.library()
    for html in (told["notice"], told["sources"]):
        assert "has been failing since" in html and "Harbour Wire" in html and "answers 503." in html
    assert "1 failing" in told["sources"] and 'class="notice warning"' in told["notice"]
    library(desk).note_outcome(wire)
    assert desk.library()["notice"] == ""


def test_of_many_sources_in_trouble_the_top_of_the_page_names_a_few_and_the_archive_all(desk: Desk) -> None:
    for number in range(8):
        source = library(desk).register(Kind.FEED, f"https://{number}.example/feed")
        library(desk).note_outcome(source.number, failure="answers 503")
    told = desk.library()
    assert told["notice"].count("has been failing") == 3 and "And 5 more." in told["notice"]
    assert told["sources"].count("has been failing") == 8


@pytest.mark.parametrize("text", [*(attack.text for attack in attacks()[:8]), "<img src=x onerror=alert(1)>"])
def test_what_a_feed_calls_itself_and_how_it_fails_is_text(desk: Desk, text: str) -> None:
    source = library(desk).register(Kind.FEED, f"https://bad.example/{text}", text)
    library(desk).note_outcome(source.number, failure=text)
    told = desk.library()
    allowed = {"summary", "b", "span", "ul", "li", "p", "bdi", "code", "div", "h3", "button"}
    assert {tag for tag, _ in Page(told["sources"] + told["notice"]).tags} <= allowed


def unembed(desk: Desk) -> None:
    with library(desk)._change() as connection:
        connection.execute("UPDATE passages SET embedded = 0")


def test_vectors_that_are_still_being_made_are_told_with_how_far_they_are(desk: Desk) -> None:
    unembed(desk)
    told = desk.library()
    assert told["is_filling"] and "Vectors are being made" in told["notice"]
    (bar,) = [attributes for tag, attributes in Page(told["notice"]).tags if tag == "progress"]
    assert (bar["value"], bar["max"]) == ("0", "1")


def test_vectors_that_nobody_makes_are_told_with_the_command_that_does(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    unembed(desk)
    monkeypatch.setattr("assistant.filling.STALLED_AFTER", -STALLED_AFTER)
    told = Overview(desk.opening).told()
    assert "Nobody is making the vectors" in told["notice"] and "python -m index add" in told["notice"]


def asked(desk: Desk) -> dict[str, Any]:
    *_, last = desk.ask(question(ASKED))
    assert 'data-state="answered"' in last["html"] and "since</span>" not in last["sources"]
    return last


def reloaded(desk: Desk, last: dict[str, Any]) -> dict[str, Any]:
    (turn,) = desk.conversation({"reader": READER, "conversation": last["conversation"]})["turns"]
    return dict(turn)


def sent(turn: dict[str, Any]) -> dict[str, Any]:
    """What the page sends when the first card is pressed."""
    card = next(one for _, one in Page(turn["sources"]).tags if one.get("class") == "card")
    names = ("article", "start", "end", "version", "quote")
    return {name: card[f"data-{name}"] for name in names}


def test_a_citation_of_a_text_that_changed_says_so_and_opens_it_as_it_was_cited(desk: Desk) -> None:
    last = asked(desk)
    library(desk).add(replace(TANKS, text=TANKS.text.replace("fourteen tanks", "four tanks")))
    turn = reloaded(desk, last)
    assert "changed since" in within(turn["sources"], "span")
    html = desk.article(sent(turn))
    assert within(html, "mark") == ["Poland sent fourteen tanks to Ukraine on Monday."]
    assert "This is the text that was cited." in html and "Show the present text" in html
    html = desk.article(sent(turn) | {"present": "yes"})
    assert within(html, "mark") == [] and "four tanks" in html and "are not in it any more" in html
    assert "Show the text that was cited" in html


def test_a_citation_of_a_text_that_was_withdrawn_still_opens_it(desk: Desk) -> None:
    last = asked(desk)
    version = desk.library()["version"]
    library(desk).release(1, "p")
    assert desk.library()["version"] != version, "the page looks at its cards again"
    turn = reloaded(desk, last)
    assert "withdrawn since" in within(turn["sources"], "span")
    html = desk.article(sent(turn))
    assert within(html, "mark") == ["Poland sent fourteen tanks to Ukraine on Monday."]
    assert "withdrawn from the archive on" in html and "Show the present text" not in html


def test_an_export_tells_that_a_cited_text_changed(desk: Desk) -> None:
    last = asked(desk)
    library(desk).release(1, "p")
    wanted = {"reader": READER, "conversation": last["conversation"], "turn": last["turn"]}
    assert "withdrawn from the archive on" in desk.export(wanted | {"form": "md"})["text"]
    assert '"change": "withdrawn"' in desk.export(wanted | {"form": "json"})["text"]


def test_an_answer_of_an_earlier_release_opens_at_its_words_and_marks_no_others(desk: Desk) -> None:
    last = asked(desk)
    kept = desk.conversations._path
    with sqlite3.connect(kept) as database:
        (answer,) = database.execute("SELECT answer FROM turn").fetchone()
        older = re.sub(r',"version":"[0-9a-f]*"', "", answer)
        assert older != answer
        database.execute("UPDATE turn SET answer = ?", (older,))
    turn = reloaded(desk, last)
    assert sent(turn)["version"] == "" and "changed since" not in turn["sources"]
    library(desk).add(replace(TANKS, text=f"Corrected at noon. {TANKS.text}"))
    assert within(desk.article(sent(turn)), "mark") == ["Poland sent fourteen tanks to Ukraine on Monday."]
    library(desk).add(replace(TANKS, text="Poland sent nothing at all, it turned out on Tuesday morning."))
    html = desk.article(sent(turn))
    assert within(html, "mark") == [] and "The cited words are not in it any more." in html


def test_a_source_that_is_silent_or_that_nobody_reads_is_told(desk: Desk) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=30)
    with library(desk)._change() as connection:
        connection.execute("UPDATE sources SET succeeded_at = ? WHERE id = 1", (long_ago.isoformat(),))
    told = desk.library()
    assert told["age"] == "brought up to date 30 days ago"
    assert "The sources were last read 30 days ago: python -m index sync" in told["notice"]

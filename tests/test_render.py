"""What the page is given: every text escaped, every mark where it belongs, every outcome told apart.

Knows nothing of gradio.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import render
from assistant.conversations import Conversation
from assistant.freshness import warnings
from assistant.opened import Cited, Opened
from assistant.types import (
    Citation,
    Comparison,
    Difference,
    Evidence,
    Kind,
    Limits,
    Outcome,
    Row,
    Searched,
    Sentence,
    Stage,
    Value,
    Verdict,
    Window,
)
from index.article import Kill, Passage
from index.progress import Progress
from index.readers import Unreadable
from index.sources import Kind as SourceKind
from index.sources import Source
from index.versions import Since, StoredArticle
from tests.drawing import (
    ANSWER,
    DAY,
    HEADLINE,
    PASSAGE,
    QUERY,
    QUOTE,
    START,
    TEXT,
    WRITTEN,
    Page,
    exchange,
    within,
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "${alert(1)} {{7*7}} {% raw %}",
    "</mark></article><iframe src=javascript:alert(1)>",
)


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SINCE = Since(NOW, is_withdrawn=False)


def opened(stored: StoredArticle, start: int = 0, end: int = 0, text: str = "") -> Opened:
    """As if `text` were all that a browser could send with it."""
    return Opened(
        Cited(text, start, end, text, text), stored, start, end, (text,) if text else (), bool(text)
    )


def broken(text: str) -> Source:
    return Source(1, SourceKind.FEED, text, text, 3, failing_since=NOW, failure=text)


def everything_about(text: str) -> str:
    """Every piece of the page, with `text` wherever somebody else's text can stand."""
    headline = replace(HEADLINE, title=text, outlet=text, authors=(text,), url=text)
    passage = Passage("p", headline, 0, len(text), text, ((0, len(text)),))
    answer = replace(
        ANSWER,
        sentences=tuple(Sentence(text, (1,), one, ((0, 3),), reason=text) for one in Verdict),
        removed=(Sentence(text, (1,), Verdict.UNSUPPORTED, reason=text),),
        parts=(text, text),
        query=replace(QUERY, limits=Limits(Window(DAY, None, text), (text,), (text,))),
        citations=(Citation(1, passage, 0, len(text), text, (headline,)),),
        evidence=(Evidence(passage, 1.0, copies=(headline,)),),
        notes=(text,),
        reason=text,
        caution=text,
        rows=(Row(text, text, None, 1),),
        comparisons=(Comparison(Difference.DISPUTED, text, (Value(text, None, 1),)),),
        searched=Searched(1, text),
        wider=Limits(outlets=(text,)),
    )
    answers = [answer, replace(answer, writer=text)]
    answers += [replace(answer, outcome=outcome, writer=who) for outcome in Outcome for who in ("", text)]
    pieces = [
        piece
        for one in answers
        for limits in (None, Limits(outlets=(text,)))
        for piece in (
            render.turn(
                replace(exchange(one, text), limits=limits),
                changes={(headline.article_id, headline.version): SINCE},
            ),
            render.sources(exchange(one, text), {(headline.article_id, headline.version): SINCE}),
        )
    ]
    status_free = [
        render.turn(exchange(None, text), Stage.SEARCHING, waiting=text),
        render.turn(exchange(replace(answer, writer=text), text), Stage.CHECKING, written=True),
        render.turn(exchange(None, text, failure=text)),
        render.article(opened(StoredArticle(headline, text + "\n" + text), 0, 4, text), date(2023, 1, 1)),
        render.headlines([headline], 99, 25, 25, filtered=True),
        render.conversations([Conversation("c1", text, datetime.now(UTC))], datetime.now(UTC)),
        render.progress(
            Progress(skipped=1, problems=(Unreadable(text, text),), kills=(Kill(text, 1, text),)), text
        ),
        render.notice("error", text, text),
        render.welcome((text,)),
        render.library_sources([broken(text)], NOW),
        render.warning("", *warnings([broken(text)], NOW)),
    ]
    return "".join(pieces + status_free)


def test_an_answer_shows_its_sentence_its_number_and_what_is_emphasised() -> None:
    html = render.turn(exchange())
    assert "Poland sent 14 Leopards, Duda said." in " ".join(Page(html).text.split())
    assert within(html, "strong") == ["Poland"]
    cites = [attributes for _, attributes in Page(html).tags if attributes.get("data-do") == "cite"]
    assert [(one["data-turn"], one["data-number"]) for one in cites] == [("7", "1")]
    assert cites[0]["aria-label"] == "Source 1: Leopards leave, Baltic Courier, 7 Apr 2022"


def test_a_card_marks_exactly_the_cited_sentence_inside_its_passage() -> None:
    html = render.sources(exchange())
    assert within(html, "mark") == [QUOTE]
    assert TEXT in Page(html).text
    assert "10 months earlier" in Page(html).text


def test_an_opened_article_marks_the_sentence_at_its_offsets() -> None:
    article = StoredArticle(HEADLINE, f"A heading\n\n{TEXT}\nThe end.")
    html = render.article(opened(article, 11 + START, 11 + START + len(QUOTE)), date(2023, 2, 7))
    assert within(html, "mark") == [QUOTE]
    assert len(re.findall(r"<p>", html.partition('class="text"')[2])) == 3


def test_a_link_to_the_original_leaves_nothing_behind() -> None:
    html = render.article(opened(StoredArticle(HEADLINE, TEXT)), None)
    link = next(attributes for tag, attributes in Page(html).tags if tag == "a")
    assert link["href"] == "https://example.org/1"
    assert link["rel"] == "noopener noreferrer nofollow"
    assert link["target"] == "_blank"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//x.org",
        "file:///etc/passwd",
        "http:",
        "",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    html = render.article(opened(StoredArticle(replace(HEADLINE, url=url), TEXT)), None)
    assert "<a " not in html


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_somebody_wrote_becomes_a_tag_an_attribute_or_a_template(text: str) -> None:
    hostile, harmless = Page(everything_about(text)), Page(everything_about("x" * len(text)))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in harmless.tags]
    assert [sorted(one) for _, one in hostile.tags] == [sorted(one) for _, one in harmless.tags]
    assert text in hostile.text


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=4))
def test_marking_never_changes_a_text(text: str, ranges: list[tuple[int, int]]) -> None:
    assert "".join(piece for piece, _ in render.marked(text, ranges)) == text


@given(st.text(alphabet="ab \n\r", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_the_marks_of_an_article_are_the_text_between_the_offsets(text: str, start: int, end: int) -> None:
    pieces = [piece for line in render.paragraphs(text, start, end) for piece, mark in line if mark]
    lines = [line.strip("\r\n") for line in re.split(r"[\r\n]", text[start:end]) if line]
    assert "".join("".join(pieces).split()) == "".join("".join(lines).split())


def test_the_outcomes_and_a_failure_look_different() -> None:
    answers = [ANSWER] + [replace(ANSWER, outcome=one, reason="Why.") for one in list(Outcome)[1:]]
    seen = [render.turn(exchange(answer)) for answer in answers]
    seen += [render.turn(exchange(None, failure="Why.")), render.turn(exchange(None))]
    states = [re.search(r'data-state="(\w+)"', html) for html in seen]
    assert [state and state[1] for state in states] == [
        "answered", "nothing_found", "not_answerable", "unsupported_premise", "declined", "failed", "stopped",
    ]  # fmt: skip
    shown = {
        "answer": (0, 3),
        "abstention": (1, 2, 4),
        "caution": (3,),
        "notice error": (5,),
        "stopped": (6,),
    }
    for name, where in shown.items():
        assert [bool(re.search(rf'class="{name}\b', html)) for html in seen] == [
            number in where for number in range(7)
        ], name
    titles = [within(html, "h3") for html in seen]
    assert len({str(title) for title in titles}) == 7 - 1  # an answer and a stopped question have none


def test_an_abstention_shows_the_nearest_articles_once_each_and_marks_nothing() -> None:
    other = replace(PASSAGE, passage_id="p2", headline=replace(HEADLINE, article_id="a2"))
    answer = replace(
        ANSWER,
        outcome=Outcome.NOT_ANSWERABLE,
        sentences=(),
        citations=(),
        evidence=(Evidence(PASSAGE, 3.0), Evidence(PASSAGE, 2.0), Evidence(other, 1.0)),
    )
    html = render.sources(exchange(answer))
    assert within(html, "h2") == ["Nearest articles, which do not answer it"]
    assert html.count('class="card"') == 2
    assert "<mark>" not in html


def test_what_was_read_but_not_cited_is_listed_apart() -> None:
    other = replace(PASSAGE, passage_id="p2", headline=replace(HEADLINE, article_id="a2", title="Other"))
    html = render.sources(exchange(replace(ANSWER, evidence=(Evidence(PASSAGE, 2.0), Evidence(other, 1.0)))))
    assert within(html, "summary") == ["Also read, not cited (1)"]


def test_quotations_of_one_article_stand_together_and_list_items_apart() -> None:
    two = replace(ANSWER, sentences=ANSWER.sentences * 2)
    assert len(render.blocks(two)) == 1
    assert len(render.blocks(replace(two, query=replace(QUERY, kind=Kind.LIST)))) == 2


def test_who_wrote_the_answer_is_said() -> None:
    assert "Quoted word for word from the archive" in render.turn(exchange())
    written = render.turn(exchange(WRITTEN))
    assert "Written by fake:model" in within(written, "b")
    assert "a model’s words, not quotations" in written and "Quoted word for word" not in written


def test_while_an_answer_is_made_the_stage_is_shown_and_nothing_can_be_rated() -> None:
    html = render.turn(exchange(), Stage.ANSWERING)
    assert '<li class="now">Answering</li>' in html
    assert 'aria-busy="true"' in html
    assert 'data-do="rate"' not in html and "Quoted word for word" not in html


def test_each_skipped_file_is_named_with_its_reason() -> None:
    html = render.progress(
        Progress(read=2, added=1, skipped=1, problems=(Unreadable("b.json", "is not JSON"),)), "Adding"
    )
    assert "b.json is not JSON" in Page(html).text
    assert "2 read·1 added" in Page(html).text.replace("\n", "") or "1 added" in html
    assert "removed" not in html and "illed" not in html


def test_what_an_upload_takes_away_is_told_with_the_kill_that_says_so() -> None:
    kill = Kill("urn:wire:1", 2, "b.xml")
    text = Page(render.progress(Progress(read=2, removed=1, kept_out=1, kills=(kill,)), "Adding")).text
    assert "1 removed" in text and "1 kept out" in text and "urn:wire:1 as b.xml says" in text


def test_an_empty_archive_says_what_to_do() -> None:
    assert "python -m index add" in render.headlines([], 0, 0, 25, filtered=False)
    assert "Take one of them away" in render.headlines([], 0, 0, 25, filtered=True)

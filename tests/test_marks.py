"""A model's answer on the page: a mark for each sentence, its reason within reach, and what was removed.

Knows nothing of gradio.
"""

from dataclasses import replace
from datetime import date

import pytest

from assistant import render
from assistant.types import Comparison, Difference, Row, Sentence, Stage, Value, Verdict
from assistant.verdicts import MARKS
from tests.drawing import ANSWER, IN_VAIN, WRITTEN, Page, exchange, within

CHECKED = render.turn(exchange(WRITTEN))
UNCHECKED = replace(
    WRITTEN, sentences=tuple(replace(one, verdict=Verdict.CITED, reason="") for one in WRITTEN.sentences)
)


def marks(html: str) -> list[dict[str, str | None]]:
    return [one for tag, one in Page(html).tags if tag == "button" and one.get("data-do") == "why"]


def test_each_sentence_of_a_model_has_one_button_that_points_to_its_reason() -> None:
    found = marks(CHECKED)
    assert [one["class"] for one in found] == [f"verdict {one.verdict}" for one in WRITTEN.sentences]
    tips = [one for _, one in Page(CHECKED).tags if one.get("role") == "tooltip"]
    assert [one["aria-describedby"] for one in found] == [tip["id"] for tip in tips]
    assert len({tip["id"] for tip in tips}) == len(WRITTEN.sentences)
    for sentence in WRITTEN.sentences:
        assert (sentence.reason or MARKS[sentence.verdict].meaning) in Page(CHECKED).text


def test_a_mark_says_its_verdict_in_words_also_where_a_tick_is_seen() -> None:
    words = [one.get("aria-label") for one in marks(CHECKED)]
    assert words == ["word for word", "supported", None, None, None]
    buttons = [text.strip() for text in within(CHECKED, "button")]
    assert [one for one in buttons if one in ("weak", "not supported", "no source")] == [
        *("weak", "not supported", "no source")
    ]


def test_the_reasons_of_two_answers_do_not_share_a_name() -> None:
    other = render.turn(replace(exchange(WRITTEN), turn_id=8))
    assert not {one["aria-describedby"] for one in marks(CHECKED)} & {
        one["aria-describedby"] for one in marks(other)
    }


def test_quotations_have_no_marks() -> None:
    html = render.turn(exchange())
    assert not marks(html) and 'class="support"' not in html


def test_below_the_answer_stands_who_wrote_it_and_how_much_is_supported() -> None:
    line = " ".join(Page(CHECKED[CHECKED.index('class="support"') :].partition("</p>")[0]).text.split())
    assert line.partition(">")[2] == ("Written by fake:model·2 of 5 sentences supported")


def test_what_was_removed_is_folded_away_apart_from_the_answer() -> None:
    before, _, after = CHECKED.partition('<details class="removed">')
    folded, _, behind = after.partition("</details>")
    assert "1 sentence for which no support was found was removed" in folded
    assert "<s>Removed.</s> Why removed." in folded
    assert "Removed." not in before.replace("Removed.</s>", "") and "Removed." not in behind


def test_a_quoted_answer_in_a_models_stead_is_drawn_as_quotations_with_its_note() -> None:
    html = render.turn(exchange(IN_VAIN))
    noted = replace(ANSWER, notes=IN_VAIN.notes)
    assert html == render.turn(exchange(noted))
    assert "The model wrote nothing that holds." in within(html, "li")
    assert "sentences supported" not in html and "Removed." not in html and not marks(html)


def test_the_parts_of_a_hard_question_are_listed() -> None:
    assert [item for item in within(CHECKED, "li") if item in WRITTEN.parts] == list(WRITTEN.parts)
    assert "Searched as" in Page(CHECKED).text
    assert "Searched as" not in render.turn(exchange())


@pytest.mark.parametrize(
    ("stage", "said"), [(Stage.ANSWERING, "not checked yet"), (Stage.CHECKING, "being checked")]
)
def test_while_it_is_written_nothing_is_called_supported_or_not(stage: Stage, said: str) -> None:
    html = render.turn(exchange(UNCHECKED), stage, written=True)
    assert not marks(html)
    assert said in html and "of 5" not in html
    assert f'<li class="now">{stage.capitalize()}</li>' in html


def test_a_sentence_that_is_checked_shows_it_while_the_others_wait() -> None:
    sentences = (WRITTEN.sentences[0], *UNCHECKED.sentences[1:])
    html = render.turn(exchange(replace(WRITTEN, sentences=sentences)), Stage.CHECKING, written=True)
    assert [one["class"] for one in marks(html)] == ["verdict quoted"]


def test_an_answer_of_an_earlier_release_says_that_nobody_checked_it() -> None:
    html = render.turn(exchange(UNCHECKED))
    assert {one["class"] for one in marks(html)} == {"verdict cited"}
    assert "not checked sentence by sentence" in html


def test_checking_is_a_stage_only_where_a_model_writes() -> None:
    assert "Checking" in render.turn(exchange(None), Stage.SEARCHING, written=True)
    assert "Checking" not in render.turn(exchange(None), Stage.SEARCHING)


def test_a_models_text_comes_first_then_its_table_then_what_differs() -> None:
    rows = (Row("Poland", "delivered", date(2022, 4, 7), 1),)
    differ = (Comparison(Difference.UPDATED, "tanks", (Value("18", None, 1),)),)
    html = render.turn(exchange(replace(WRITTEN, rows=rows, comparisons=differ)))
    order = [html.index(one) for one in ("Supported.", "<table", 'class="comparison', 'class="support"')]
    assert order == sorted(order)
    assert '<details class="sentences"' not in html
    assert "Found by Dateline, not written by the model" in html
    quoted = render.turn(exchange(replace(ANSWER, rows=rows)))
    assert quoted.index("<table") < quoted.index("<details")


def test_what_turns_the_writing_direction_is_left_out_of_a_models_words() -> None:
    text = "a\u202eb\u2066c"
    sentence = Sentence(text, (1,), Verdict.WEAK, ((0, 1),), reason=text)
    answer = replace(WRITTEN, sentences=(sentence,), parts=(text, text), writer=text)
    seen = render.turn(exchange(answer))
    assert Page(seen).text.count("abc") == 5 and "\u202e" not in Page(seen).text

"""An answer in a terminal: aligned, whole, and with nothing in it that a terminal obeys."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.printed import printed
from assistant.types import (
    Answer,
    Comparison,
    Difference,
    Evidence,
    Limits,
    Outcome,
    Row,
    Searched,
    Sentence,
    Value,
    Verdict,
    Window,
)
from tests.drawing import ANSWER, HEADLINE, IN_VAIN, PASSAGE, QUOTE, WRITTEN

ROWS = (Row("North Macedonia", "sent", date(2022, 7, 29), 1), Row("Spain", "delivered", None, 12))
VALUES = (Value("18", date(2023, 3, 27), 1), Value("14", None, 9))
HOSTILE = "\x1b[31mred\x9b2J\u202e\r\nbelow"


def blocks(answer: Answer) -> list[str]:
    return "\n".join(printed(answer)).split("\n\n")


def test_a_list_is_an_aligned_table_whose_sentences_stand_under_the_sources() -> None:
    made = blocks(replace(ANSWER, rows=ROWS))
    assert made[1].splitlines()[:2] == [
        "North Macedonia  sent       29 Jul 2022  [1]",
        "Spain            delivered  undated      [12]",
    ]
    assert "\n".join(made).count(QUOTE) == 1


def test_what_a_model_wrote_is_printed_above_its_table_and_then_how_much_of_it_is_supported() -> None:
    made = blocks(replace(WRITTEN, rows=ROWS))
    assert made[1].startswith("Quoted. [1] Supported. [1] Weak. [1] [weak: Why weak] Unsupported. [1] [not")
    assert made[2].startswith("North Macedonia  sent")
    assert made[3].startswith("Written by fake:model · 2 of 5 sentences supported · 1 sentence")
    assert made[4].startswith("Sources:")
    assert "Removed." not in "".join(made)


def test_quotations_are_printed_without_verdicts() -> None:
    made = "\n".join(printed(ANSWER))
    assert f"{QUOTE} [1]\n\nSources:" in made and "supported" not in made


def test_a_quoted_answer_in_a_models_stead_is_printed_as_quotations_and_a_note() -> None:
    quoted = list(printed(ANSWER))
    assert list(printed(IN_VAIN)) == [*quoted, "\nNote: The model wrote nothing that holds."]


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.UNSUPPORTED_PREMISE, Outcome.NOT_ANSWERABLE])
def test_a_caution_is_printed_first(outcome: Outcome) -> None:
    answer = replace(ANSWER, outcome=outcome, caution="No article says so.")
    assert blocks(answer)[0] == "No article says so."


def test_values_that_differ_copies_and_what_was_searched_are_printed() -> None:
    limits = Limits(Window(date(2022, 4, 1), date(2022, 4, 30)), ("Harbour Wire",))
    citation = replace(ANSWER.citations[0], copies=(replace(HEADLINE, outlet="The Post"),))
    made = blocks(
        replace(
            ANSWER,
            query=replace(ANSWER.query, limits=limits),
            citations=(citation,),
            comparisons=(Comparison(Difference.UPDATED, "tanks", VALUES),),
            searched=Searched(412),
        )
    )
    assert made[2].splitlines() == [
        "Updated: tanks. A later article replaces what an earlier one said.",
        "  18 · 27 Mar 2023 · Baltic Courier [1]",
        "  14 · undated [9]",
    ]
    assert made[3].splitlines()[-1] == "      Also in The Post"
    assert made[-1] == "412 articles searched: 1–30 Apr 2022, Harbour Wire"


def test_nothing_in_any_field_is_obeyed_by_a_terminal() -> None:
    headline = replace(HEADLINE, title=HOSTILE, outlet=HOSTILE, url=HOSTILE)
    passage = replace(PASSAGE, headline=headline)
    citation = replace(ANSWER.citations[0], passage=passage, quote=HOSTILE, copies=(headline,))
    answer = replace(
        ANSWER,
        query=replace(ANSWER.query, limits=Limits(None, (HOSTILE,), (HOSTILE,))),
        citations=(replace(citation, copies=(replace(headline, outlet=HOSTILE * 2),)),),
        evidence=(Evidence(passage, 1.0),),
        caution=HOSTILE,
        reason=HOSTILE,
        notes=(HOSTILE,),
        sentences=tuple(Sentence(HOSTILE, (1,), one, reason=HOSTILE) for one in Verdict),
        rows=(Row(HOSTILE, HOSTILE, None, 1),),
        comparisons=(Comparison(Difference.UPDATED, HOSTILE, (Value(HOSTILE, None, 1),)),),
    )
    for one in (answer, replace(answer, writer=HOSTILE), replace(answer, outcome=Outcome.NOTHING_FOUND)):
        text = "\n".join(printed(one))
        assert "below" in text
        assert not [c for c in text if c != "\n" and not c.isprintable()]
        assert not [line for line in text.splitlines() if line.startswith("below")]

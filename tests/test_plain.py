"""An answer as plain lines, with everything that its reader needs to check it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.plain import plain, searched
from assistant.types import (
    Answer,
    Citation,
    Comparison,
    Difference,
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
from index.versions import Since
from tests.drawing import ANSWER as QUOTED
from tests.drawing import IN_VAIN, WRITTEN
from tests.fakes import evidence

QUOTE = "Poland sent 14 Leopards."
(FOUND,) = evidence(QUOTE)
ANSWER = Answer(
    Query("Who?", "Who?", date(2023, 2, 7), Kind.FACT, "Who?", "Who?", 0.0),
    Outcome.ANSWERED,
    (Sentence(QUOTE, (1,), Verdict.QUOTED),),
    (Citation(1, FOUND.passage, 100, 124, QUOTE),),
)
SOURCE = f"[1] “{QUOTE}” Title, The Courier, 7 Apr 2022 https://example.org/1"
ROWS = (Row("Poland", "delivered", date(2022, 4, 7), 1), Row("Spain", "pledged", None, 1))


def test_a_copied_answer_carries_its_day_and_its_sources() -> None:
    assert plain("Who?", ANSWER).split("\n\n") == [
        "Who?",
        "As of 7 April 2022, the newest article cited",
        f"{QUOTE} [1]",
        SOURCE,
    ]


def test_a_copied_answer_tells_what_became_of_its_sources_since() -> None:
    text = (FOUND.passage.headline.article_id, FOUND.passage.headline.version)
    withdrawn = Since(datetime(2023, 2, 9, 12, tzinfo=UTC), is_withdrawn=True)
    parts = plain("Who?", ANSWER, {text: withdrawn}).split("\n\n")
    assert parts[2].startswith("[1] The article was withdrawn from the archive on 9 February 2023")
    assert plain("Who?", ANSWER, {("another", ""): withdrawn}) == plain("Who?", ANSWER)


def test_a_caution_comes_first_and_the_rows_stand_for_their_sentences() -> None:
    answer = replace(ANSWER, caution="No article says so.", rows=ROWS)
    assert plain("Who?", answer).split("\n\n")[2:] == [
        "No article says so.",
        "Poland · delivered · 7 Apr 2022 · [1]\nSpain · pledged · undated · [1]",
        SOURCE,
    ]


@pytest.mark.parametrize("more", [{"writer": "tiny"}, {"outcome": Outcome.UNSUPPORTED_PREMISE}])
def test_sentences_that_rows_do_not_replace_are_kept(more: dict[str, object]) -> None:
    assert f"{QUOTE} [1]" in plain("Who?", replace(ANSWER, rows=ROWS, **more)).split("\n\n")  # type: ignore[arg-type]


def test_what_a_model_wrote_comes_before_its_table_with_its_warnings_and_who_wrote_it() -> None:
    parts = plain("Who?", replace(WRITTEN, rows=ROWS)).split("\n\n")
    assert parts[2].startswith("Quoted. [1] Supported. [1] Weak. [1] [weak: Why weak]")
    assert parts[3].startswith("Poland · delivered")
    assert parts[-1].startswith("Written by fake:model · 2 of 5 sentences supported")
    assert "Removed." not in "".join(parts)


def test_a_quoted_answer_in_a_models_stead_is_copied_as_quotations() -> None:
    assert plain("Who?", IN_VAIN) == plain("Who?", QUOTED)


def test_values_that_differ_are_listed_with_why() -> None:
    values = (Value("18", date(2023, 3, 27), 1), Value("14", None, 9))
    text = plain("Who?", replace(ANSWER, comparisons=(Comparison(Difference.DISPUTED, "tanks", values),)))
    assert text.split("\n\n")[3].splitlines() == [
        "Disputed: tanks. Sources of the same days do not agree.",
        "  18 · 27 Mar 2023 · The Courier [1]",
        "  14 · undated [9]",
    ]


def test_an_abstention_says_why_and_what_was_searched() -> None:
    query = replace(ANSWER.query, limits=Limits(Window(None, date(2022, 4, 30)), ("The Courier",)))
    answer = Answer(query, Outcome.NOTHING_FOUND, reason="Nothing.", searched=Searched(1412))
    last = "1,412 articles searched: until 30 Apr 2022, The Courier"
    assert plain("Who?", answer).split("\n\n") == ["Who?", "Nothing.", last]


def test_what_was_searched_is_said_as_far_as_it_is_known() -> None:
    assert searched(ANSWER) == ""
    assert searched(replace(ANSWER, searched=Searched(1))) == "1 article searched"
    held = replace(ANSWER, query=replace(ANSWER.query, limits=Limits(authors=("Ann",))))
    assert searched(held) == "Searched: by Ann"

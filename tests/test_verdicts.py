"""Verdicts in words: every verdict has a mark, and the counts are those of the sentences."""

from dataclasses import replace

import pytest

from assistant.types import Outcome, Sentence, Verdict
from assistant.verdicts import MARKS, counted, markers, said, summary, taken_out, why
from tests.drawing import ANSWER, IN_VAIN, WRITTEN


def test_every_verdict_has_a_word_of_its_own_and_a_meaning() -> None:
    assert set(MARKS) == set(Verdict)
    assert len({mark.word for mark in MARKS.values()}) == len(Verdict)
    assert why(Sentence("a", (), Verdict.WEAK, reason="Because.")) == "Because."
    assert why(Sentence("a", (), Verdict.WEAK)) == MARKS[Verdict.WEAK].meaning


def test_quoted_and_supported_sentences_count_as_supported_and_no_others() -> None:
    assert counted(WRITTEN) == "2 of 5 sentences supported"
    assert counted(replace(WRITTEN, sentences=WRITTEN.sentences[:1])) == "1 of 1 sentence supported"
    assert counted(replace(WRITTEN, sentences=())) == ""


def test_a_sentence_that_nobody_checked_makes_no_count() -> None:
    one = Sentence("a", (1,), Verdict.CITED)
    assert "not checked" in counted(replace(WRITTEN, sentences=(*WRITTEN.sentences, one)))


def test_the_summary_says_who_wrote_how_much_is_supported_and_what_was_removed() -> None:
    assert summary(WRITTEN) == (
        "Written by fake:model · 2 of 5 sentences supported"
        " · 1 sentence for which no support was found was removed"
    )
    assert taken_out(replace(WRITTEN, removed=WRITTEN.removed * 3)).startswith("3 sentences")
    assert taken_out(replace(WRITTEN, removed=())) == ""


@pytest.mark.parametrize("answer", [ANSWER, IN_VAIN, replace(WRITTEN, outcome=Outcome.DECLINED)])
def test_quotations_and_abstentions_have_no_summary(answer: object) -> None:
    assert summary(answer) == ""  # type: ignore[arg-type]


def test_what_is_not_supported_says_so_behind_its_sentence_in_a_models_text_only() -> None:
    assert said(WRITTEN) == (
        "Quoted. [1] Supported. [1] Weak. [1] [weak: Why weak]"
        " Unsupported. [1] [not supported: Why unsupported] Uncited. [no source]"
    )
    for answer in (ANSWER, IN_VAIN):
        assert said(answer) == answer.text


def test_the_markers_stand_as_an_answers_own_text_has_them() -> None:
    cited = Sentence("a", (1, 12), Verdict.WEAK)
    assert f"a{markers(cited)}" == replace(WRITTEN, sentences=(cited,)).text == "a [1] [12]"
    assert markers(replace(cited, citations=())) == ""

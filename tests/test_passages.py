"""Sentences become passages: whole sentences, each in exactly one, within the limit, under ids that stay."""

from itertools import pairwise

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.passages import LIMIT, passage_id, runs
from index.sentences import split

GAPS = st.sampled_from([" ", "\n", "\n\n", "\n \n\n"])
LENGTHS = st.lists(st.tuples(st.integers(1, LIMIT + 200), GAPS), max_size=30)


def text_and_spans(lengths: list[tuple[int, str]]) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for length, gap in lengths:
        spans.append((len(text), len(text) + length))
        text += "x" * length + gap
    return text, spans


@hypothesis_settings(deadline=None)
@given(LENGTHS.map(text_and_spans))
def test_each_sentence_is_in_exactly_one_passage_in_order(given: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = given
    found = runs(text, spans)
    assert [span for run in found for span in run.sentences] == spans
    assert all((run.start, run.end) == (run.sentences[0][0], run.sentences[-1][1]) for run in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@hypothesis_settings(deadline=None)
@given(LENGTHS.map(text_and_spans))
def test_a_passage_keeps_the_limit_unless_it_is_one_long_sentence(
    given: tuple[str, list[tuple[int, int]]],
) -> None:
    assert all(run.end - run.start <= LIMIT or len(run.sentences) == 1 for run in runs(*given))


def test_sentences_share_a_passage_while_they_fit() -> None:
    text = "One came. Two came.\nThree came."
    assert [text[run.start : run.end] for run in runs(text, split(text))] == [text]


def test_a_passage_that_is_long_enough_ends_with_its_paragraph() -> None:
    text = "x" * (LIMIT * 7 // 10) + "\n" + "y" * 50
    end = LIMIT * 7 // 10
    assert [(run.start, run.end) for run in runs(text, [(0, end), (end + 1, len(text))])] == [
        (0, end),
        (end + 1, len(text)),
    ]


def test_a_text_without_sentences_has_no_passages() -> None:
    assert runs("", []) == []


def test_an_id_is_the_same_in_every_run_and_another_for_each_article_position_and_text() -> None:
    assert passage_id("a", 0, "One came.") == "5db7a62f4cd4b34c8746356420c2bdb0"
    varied = [("a", 0, "One came."), ("b", 0, "One came."), ("a", 1, "One came."), ("a", 0, "Two came.")]
    assert len({passage_id(*parts) for parts in varied}) == 4

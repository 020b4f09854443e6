"""Sentences and tables get the numbers of their sources: each once, by first use, exact."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.numbering import Numbers, renumbered, source_of, sources, with_sources, with_tables
from assistant.question import understand
from assistant.types import (
    Answer,
    Comparison,
    Difference,
    Outcome,
    Row,
    Sentence,
    Source,
    Value,
    Verdict,
)
from index.article import Headline
from tests.fakes import evidence

EVIDENCE = tuple(
    evidence("Poland sent 14 tanks. More would follow.", "Germany sent 18. Berlin had hesitated.")
)
PLACES = [Source(one.passage, *span) for one in EVIDENCE for span in one.passage.sentences]
BEGUN = Answer(understand("Who sent tanks?", (), date(2023, 1, 31)), Outcome.ANSWERED, evidence=EVIDENCE)


def said(*places: int) -> tuple[Sentence, list[Source]]:
    return Sentence(f"Sentence of {places}.", (), Verdict.SUPPORTED), [PLACES[place] for place in places]


@given(st.lists(st.lists(st.integers(0, 3), max_size=3), max_size=6))
def test_numbers_count_sources_by_first_use_and_stand_for_them(used: list[list[int]]) -> None:
    answer = with_sources(BEGUN, [said(*places) for places in used])
    first_used = list(dict.fromkeys(place for places in used for place in places))
    assert [c.number for c in answer.citations] == list(range(1, len(first_used) + 1))
    assert [source_of(c) for c in answer.citations] == [PLACES[place] for place in first_used]
    assert [c.quote for c in answer.citations] == [PLACES[place].quote for place in first_used]
    assert sources(answer) == [tuple(PLACES[p] for p in dict.fromkeys(places)) for places in used]


def test_the_same_sentence_of_overlapping_passages_has_one_number() -> None:
    other = replace(PLACES[0].passage, passage_id="another")
    answer = with_sources(BEGUN, [(said(0)[0], [PLACES[0], replace(PLACES[0], passage=other)])])
    assert answer.sentences[0].citations == (1,)
    assert len(answer.citations) == 1


def quoted() -> Answer:
    """Cites the third place as 1 and the first as 2, in a row and in a comparison."""
    made = with_sources(BEGUN, [said(2), said(0)])
    values = (Value("18", None, 1), Value("14", None, 2))
    return replace(
        made,
        rows=(Row("Germany", "sent", None, 1), Row("Poland", "sent", None, 2)),
        comparisons=(Comparison(Difference.UPDATED, "tanks", values),),
    )


def test_a_models_answer_keeps_its_numbers_and_the_tables_come_after() -> None:
    written = with_sources(BEGUN, [said(1), said(0)])
    joined = with_tables(written, quoted())
    assert joined.sentences == written.sentences
    assert joined.citations[:2] == written.citations
    meant = {c.number: source_of(c) for c in joined.citations}
    assert [meant[row.citation] for row in joined.rows] == [PLACES[2], PLACES[0]]
    assert [meant[v.citation] for v in joined.comparisons[0].values] == [PLACES[2], PLACES[0]]
    assert len(joined.citations) == 3


def test_what_only_the_quoted_sentences_cite_gets_no_number() -> None:
    assert with_tables(
        with_sources(BEGUN, [said(1)]), replace(quoted(), rows=(), comparisons=())
    ).citations == (with_sources(BEGUN, [said(1)]).citations)


def test_copies_of_an_article_stand_with_each_of_its_citations() -> None:
    copy = Headline("copy", "Copy", "", "Other Wire", (), None)
    with_copy = (replace(EVIDENCE[0], copies=(copy,)), EVIDENCE[1])
    answer = with_sources(replace(BEGUN, evidence=with_copy), [said(0, 1, 2)])
    assert [c.copies for c in answer.citations] == [(copy,), (copy,), ()]


def test_numbers_go_on_from_one_answer_to_the_next() -> None:
    numbers = Numbers()
    first = renumbered(with_sources(BEGUN, [said(0)]), numbers)
    second = renumbered(with_sources(BEGUN, [said(2), said(0)]), numbers)
    assert [s.citations for s in (*first.sentences, *second.sentences)] == [(1,), (2,), (1,)]

"""Markers in a model's text: found however the stream is cut, checked against what was shown, renumbered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import Reading, Shown, parse, read, settled
from assistant.types import Verdict
from tests.fakes import evidence

SHOWN = [
    Shown(one.passage, one.passage.sentences)
    for one in evidence(
        "Poland sent 14 Leopard tanks. The minister said more would follow.",
        "Germany sent 18 Leopard tanks. Berlin had hesitated. Spain sent six.",
    )
]

RECORDED = [
    "Poland sent 14 tanks. [1.1] Germany sent 18. [2.1]",
    "Poland sent 14 tanks [1.1]. Germany hesitated at first [2.2][2.1].",
    "**Senders:**\n\n- Poland, 14 tanks [1.1]\n- Germany, 18 tanks [2.1, 2.2]\n1. Spain [2.3]\n12 more [9.9]",
    "[1.1] Poland sent 14 tanks.\n[2.1] Germany sent 18 tanks.",
    "# Answer\nPoland [sic] sent 14.5% more [1.1; 2.1] in 2022 [2022], [a] [ 1.2 ] and [1.1–1.2] so [",
    "* Poland * sent ** 14\n*\n- \n7.\n7. [1.1] [1.",
    "No marker at all",
    "",
]

texts = st.lists(
    st.sampled_from(
        ["[", "]", "1", ".", "2.1", "[1.2]", ", ", " ", "\n", "-", "*", "#", "Poland", "sent", "**", "–"]
    )
).map("".join)


def sentences(reading: Reading) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.citations) for sentence in reading.sentences]


def quotes(reading: Reading) -> list[str]:
    return [citation.quote for citation in reading.citations]


def assert_nothing_is_taken_back(text: str) -> None:
    whole, marks = parse(text)
    for end in range(len(text) + 1):
        plain, so_far = parse(settled(text[:end]))
        assert whole.startswith(plain)
        assert marks[: len(so_far)] == so_far


@pytest.mark.parametrize("text", RECORDED)
def test_what_is_read_of_a_growing_text_is_never_taken_back(text: str) -> None:
    assert_nothing_is_taken_back(text)


@given(texts)
def test_what_is_read_of_any_growing_text_is_never_taken_back(text: str) -> None:
    assert_nothing_is_taken_back(text)


@given(texts)
def test_only_a_possible_marker_and_white_space_are_held_back(text: str) -> None:
    held = text[len(settled(text)) :].strip()
    assert len(held) <= 62
    assert not any(character.isalpha() for character in held)


@given(texts)
def test_every_reference_is_a_citation_of_a_shown_sentence_or_counted_as_unknown(text: str) -> None:
    reading = read(text, SHOWN)
    assert [citation.number for citation in reading.citations] == list(range(1, len(reading.citations) + 1))
    used = {number for sentence in reading.sentences for number in sentence.citations}
    assert used == {citation.number for citation in reading.citations}
    for citation in reading.citations:
        passage = citation.passage
        assert (citation.start, citation.end) in passage.sentences
        assert citation.quote == passage.text[citation.start - passage.start : citation.end - passage.start]


@pytest.mark.parametrize(
    "text",
    [
        "Poland sent 14 tanks. [1.1] Germany sent 18. [2.1]",
        "Poland sent 14 tanks [1.1]. Germany sent 18 [2.1].",
        "Poland sent 14 tanks.[1.1] Germany sent 18.[2.1]",
        "Poland sent 14 tanks [ 1.1 ].\nGermany sent 18 [2.1].",
        "- Poland sent 14 tanks. [1.1]\n- Germany sent 18. [2.1]",
        "1. Poland sent 14 tanks. [1.1]\n2. Germany sent 18. [2.1]",
        "[1.1] Poland sent 14 tanks.\n[2.1] Germany sent 18.",
        "Poland sent 14 tanks.\n[1.1]\nGermany sent 18.\n[2.1]",
        "Poland sent **14** tanks. [1.1]\n\n## Germany sent 18. [2.1]",
    ],
)
def test_a_marker_belongs_to_the_sentence_that_it_was_written_for(text: str) -> None:
    reading = read(text, SHOWN)
    assert sentences(reading) == [("Poland sent 14 tanks.", (1,)), ("Germany sent 18.", (2,))]
    assert quotes(reading) == ["Poland sent 14 Leopard tanks.", "Germany sent 18 Leopard tanks."]


@pytest.mark.parametrize("markers", ["[1.1, 2.1]", "[1.1][2.1]", "[1.1] [2.1]", "[1.1; 2.1]", "[1.1,2.1]"])
def test_a_sentence_can_have_several_sources(markers: str) -> None:
    assert sentences(read(f"Both sent tanks. {markers}", SHOWN)) == [("Both sent tanks.", (1, 2))]


def test_a_source_named_twice_is_cited_once() -> None:
    assert sentences(read("Poland sent tanks [1.1] in spring [1.1].", SHOWN)) == [
        ("Poland sent tanks in spring.", (1,))
    ]


def test_numbers_follow_first_use_and_stay_with_their_sentence() -> None:
    reading = read("Spain. [2.3] Poland. [1.1] Spain again. [2.3]", SHOWN)
    assert [numbers for _, numbers in sentences(reading)] == [(1,), (2,), (1,)]
    assert quotes(reading) == ["Spain sent six.", "Poland sent 14 Leopard tanks."]


@pytest.mark.parametrize(
    "marker",
    ["[0.1]", "[1.0]", "[3.1]", "[1.3]", "[0]", "[3]", "[2022]", "[0.0]", "[99999999999999999999.1]"],
)
def test_a_marker_out_of_bounds_is_removed_and_counted(marker: str) -> None:
    reading = read(f"Poland sent tanks {marker}.", SHOWN)
    assert reading.unknown == 1
    assert reading.citations == ()
    assert reading.sentences[0].text == "Poland sent tanks."
    assert reading.sentences[0].verdict is Verdict.UNCITED


def test_the_known_part_of_a_partly_unknown_marker_is_kept() -> None:
    reading = read("Poland sent tanks. [1.1, 7.7]", SHOWN)
    assert (sentences(reading), reading.unknown) == ([("Poland sent tanks.", (1,))], 1)


def test_a_marker_of_a_passage_alone_means_the_sentence_with_the_same_words() -> None:
    assert quotes(read("In Berlin they hesitated. [2]", SHOWN)) == ["Berlin had hesitated."]
    assert quotes(read("Nothing alike. [2]", SHOWN)) == ["Germany sent 18 Leopard tanks."]


@pytest.mark.parametrize("text", ["[sic]", "[a.1]", "[1.1", "1.1]", "[]", "[.1]", "[1.1 Poland]"])
def test_other_brackets_stay_text(text: str) -> None:
    assert parse(f"Poland {text} sent")[0] == f"Poland {text} sent"


def test_a_sentence_repeated_word_for_word_is_said_once() -> None:
    assert sentences(read("Poland sent tanks. [1.1] " * 5, SHOWN)) == [("Poland sent tanks.", (1,))]


def test_a_number_may_be_the_whole_answer() -> None:
    assert sentences(read("14. [1.1]", SHOWN)) == [("14.", (1,))]


def test_a_text_of_markers_alone_says_nothing() -> None:
    assert read("[1.1] [2.1]", SHOWN) == Reading((), (), 0)

"""Markers become citations: of the right sentence, checked against what was shown, renumbered."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.citations import MOST_OF_A_SENTENCE, Reading, Shown, read
from assistant.types import Verdict
from tests.fakes import evidence

SHOWN = [
    Shown(one.passage, one.passage.sentences)
    for one in evidence(
        "Poland sent 14 Leopard tanks. The minister said more would follow.",
        "Germany sent 18 Leopard tanks. Berlin had hesitated. Spain sent six.",
    )
]
PIECES = (
    *(
        "[1.1]",
        "[1.2, 2.1]. ",
        " [2.1]",
        "[9.9]",
        "[1.1-2]",
        "[",
        "]",
        "[2]",
        " ",
        "\n",
        ". ",
        ",",
        "! ",
        "?",
        "...",
    ),
    *(
        '"',
        "“",
        "”",
        "'",
        "(",
        ")",
        " Poland",
        " sent",
        " it",
        "He said",
        "Gov. ",
        "9 a.m. ",
        "Wednesday",
        "’s",
    ),
    *("14. ", "- ", "**", "Mr. ", "U.S. ", "e.g. ", "x"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def sentences(reading: Reading) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.citations) for sentence in reading.sentences]


def quotes(reading: Reading) -> list[str]:
    return [citation.quote for citation in reading.citations]


@settings(deadline=None)
@given(texts)
@example("'[1.2, 2.1].  Poland Poland[1.1]Mr. U.S. '")
@example("Poland it...'Mr.  it[1.2, 2.1]. Gov. - \"He saide.g. ? ' \"")
@example(")- ( it[1.2, 2.1]. «Mr. - e.g. Mr. »- ”.(”[1.1]«Wednesday)' «")
def test_of_a_growing_text_all_but_the_last_sentence_is_as_it_will_be(text: str) -> None:
    whole = sentences(read(text, SHOWN))
    for end in range(len(text) + 1):
        settled = sentences(read(text[:end], SHOWN, growing=True))[:-1]
        assert settled == whole[: len(settled)]


@settings(deadline=None)
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
        "Poland sent 14 tanks.[1.1]Germany sent 18.[2.1]",
        "Poland sent 14 tanks [ 1.1 ].\nGermany sent 18 [2.1].",
        "- Poland sent 14 tanks. [1.1]\n- Germany sent 18. [2.1]",
        "1. Poland sent 14 tanks. [1.1]\n2. Germany sent 18. [2.1]",
        "[1.1] Poland sent 14 tanks.\n[2.1] Germany sent 18.",
        "Poland sent 14 tanks.\n[1.1]\nGermany sent 18.\n[2.1]",
        "Poland sent **14** tanks. [1.1]\n\n## Germany sent 18. [2.1]",
        "Poland sent 14 tanks. (1.1) Germany sent 18. (2.1)",
    ],
)
def test_a_marker_belongs_to_the_sentence_that_it_was_written_for(text: str) -> None:
    reading = read(text, SHOWN)
    assert sentences(reading) == [("Poland sent 14 tanks.", (1,)), ("Germany sent 18.", (2,))]
    assert quotes(reading) == ["Poland sent 14 Leopard tanks.", "Germany sent 18 Leopard tanks."]


def test_a_marker_that_begins_a_line_is_nobodys_until_the_line_shows_whose_it_is() -> None:
    text = "Poland sent 14 tanks. [1.1]\n[2.1]"
    assert sentences(read(text, SHOWN, growing=True)) == [("Poland sent 14 tanks.", (1,))]
    assert sentences(read(text, SHOWN)) == [("Poland sent 14 tanks.", (1, 2))]
    assert sentences(read(f"{text} Germany", SHOWN))[1] == ("Germany", (2,))


def test_lines_as_long_as_wrapped_ones_are_sentences_of_their_own() -> None:
    lines = "Poland sent fourteen Leopard tanks in the second week of April", "Germany sent eighteen in all"
    assert [text for text, _ in sentences(read(f"- {lines[0]} [1.1]\n- {lines[1]} [2.1]", SHOWN))] == [*lines]


def test_a_source_named_twice_is_cited_once() -> None:
    assert sentences(read("Poland sent tanks [1.1] in spring [1.1].", SHOWN)) == [
        ("Poland sent tanks in spring.", (1,))
    ]


def test_numbers_follow_first_use_and_stay_with_their_sentence() -> None:
    reading = read("Spain. [2.3] Poland. [1.1] Spain again. [2.3]", SHOWN)
    assert [numbers for _, numbers in sentences(reading)] == [(1,), (2,), (1,)]
    assert quotes(reading) == ["Spain sent six.", "Poland sent 14 Leopard tanks."]


def test_a_range_is_the_sentences_between_its_ends() -> None:
    assert quotes(read("All. [2.1-2.3]", SHOWN)) == [
        *("Germany sent 18 Leopard tanks.", "Berlin had hesitated.", "Spain sent six.")
    ]


@pytest.mark.parametrize(
    "marker",
    [
        "[0.1]",
        "[1.0]",
        "[3.1]",
        "[1.3]",
        "[0]",
        "[3]",
        "[2022]",
        "[0.0]",
        "[99999999999999999999.1]",
        "(9.9)",
    ],
)
def test_a_marker_out_of_bounds_is_removed_and_counted(marker: str) -> None:
    reading = read(f"Poland sent tanks {marker}.", SHOWN)
    assert reading.unknown == 1
    assert reading.citations == ()
    assert reading.sentences[0].text == "Poland sent tanks."
    assert reading.sentences[0].verdict is Verdict.UNCITED


@pytest.mark.parametrize("marker", ["[1.1, 7.7]", "[1.1-1.9999]", "[1.1]-[1.999999999]", "[1.1][9]"])
def test_the_known_part_of_a_partly_unknown_marker_is_kept(marker: str) -> None:
    reading = read(f"Poland sent tanks. {marker}", SHOWN)
    assert quotes(reading)[0] == "Poland sent 14 Leopard tanks."
    assert len(reading.citations) <= 2
    assert reading.unknown == 1


def test_a_sentence_cites_so_many_places_and_no_more() -> None:
    (one,) = evidence(" ".join(f"This is fact number {n}." for n in range(40)))
    shown = [Shown(one.passage, one.passage.sentences)]
    for markers in ("[1.1-1.40]", "".join(f"[1.{n}]" for n in range(1, 41))):
        reading = read(f"All of it is so. {markers}", shown)
        assert quotes(reading) == [f"This is fact number {n}." for n in range(MOST_OF_A_SENTENCE)]
        assert reading.unknown == 0


def test_a_marker_of_a_passage_alone_means_the_sentence_with_the_same_words() -> None:
    assert quotes(read("In Berlin they hesitated. [2]", SHOWN)) == ["Berlin had hesitated."]
    assert quotes(read("Nothing alike. [2]", SHOWN)) == ["Germany sent 18 Leopard tanks."]


def test_a_sentence_repeated_word_for_word_is_said_once() -> None:
    assert sentences(read("Poland sent tanks. [1.1] " * 5, SHOWN)) == [("Poland sent tanks.", (1,))]


def test_a_text_that_is_cut_ends_with_its_last_whole_sentence_where_it_has_one() -> None:
    cut = read("Poland sent tanks. [1.1] Spain se", SHOWN, is_cut=True)
    assert sentences(cut) == [("Poland sent tanks.", (1,))]
    assert sentences(read("Poland se", SHOWN, is_cut=True)) == [("Poland se", ())]
    cut = read("Spain. [2.3] Berlin hesi [2.2]", SHOWN, is_cut=True)
    assert quotes(cut) == ["Spain sent six."]


def test_what_taking_markup_out_makes_a_marker_of_is_not_shown() -> None:
    reading = read("Poland sent tanks [1.<b>1].", SHOWN)
    assert sentences(reading) == [("Poland sent tanks.", ())]
    assert reading.unknown == 1


def test_a_number_may_be_the_whole_answer() -> None:
    assert sentences(read("14. [1.1]", SHOWN)) == [("14.", (1,))]


def test_a_text_of_markers_alone_says_nothing() -> None:
    assert read("[1.1] [2.1]", SHOWN) == Reading((), (), 0)

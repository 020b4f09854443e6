"""What of a model's reply is an answer: no thoughts, no opening phrases, nothing behind its end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafts import LONGEST, SENTINEL, End, draft
from assistant.reply import MOST_WRITTEN
from tests.streams import STREAMS

PIECES = (
    *(
        "<think>",
        "</think>",
        "NOT_IN_",
        "ARCHIVE",
        "NOT",
        "NOT\\_IN\\_ARCHIVE",
        "Sure",
        "! ",
        "Here is",
        " it:",
        "\n",
    ),
    *(
        "**",
        "Answer:",
        "Sources:",
        "[1.1]",
        "Poland sent 14 tanks. ",
        "It did. ",
        "and so on ",
        " ",
        ".",
        "word " * 30,
    ),
)
replies = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def assert_the_end_is_where_it_is_however_much_follows(reply: str) -> None:
    whole = draft(reply)
    for end in range(len(reply) + 1):
        so_far = draft(reply[:end], growing=True)
        if so_far.end is not None:
            assert so_far == whole


@pytest.mark.parametrize("reply", [stream.reply for stream in STREAMS])
def test_once_a_reply_has_its_end_nothing_that_follows_changes_it(reply: str) -> None:
    assert_the_end_is_where_it_is_however_much_follows(reply)


@settings(deadline=None)
@given(replies)
def test_once_any_reply_has_its_end_nothing_that_follows_changes_it(reply: str) -> None:
    assert_the_end_is_where_it_is_however_much_follows(reply)


@settings(deadline=None)
@given(replies)
def test_what_is_given_of_a_growing_reply_without_thoughts_or_circles_is_never_taken_back(reply: str) -> None:
    reply = reply.replace("think>", "")
    whole = draft(reply)
    if whole.end is not End.REPEATS:
        for end in range(len(reply) + 1):
            assert (whole.text + "\n").startswith(draft(reply[:end], growing=True).text.rstrip())


@pytest.mark.parametrize(
    "opening",
    [
        *("", "Sure! ", "Certainly, ", "Okay. Here are the facts:\n\n", "Here's what the archive has:\n"),
        *(
            "Answer: ",
            "**Answer:** ",
            "## Answer:\n",
            "Final answer: ",
            "Based on the passages:\n",
            "Of course!\nAnswer: ",
        ),
    ],
)
def test_opening_phrases_are_no_part_of_the_answer(opening: str) -> None:
    assert draft(f"{opening}Poland sent 14. [1.1]").text == "Poland sent 14. [1.1]"


@pytest.mark.parametrize(
    "text",
    [
        "According to the minister: no more.",
        "Based on the talks, Poland agreed.",
        "Surely not.",
        "Answers came late.",
    ],
)
def test_a_sentence_that_begins_like_an_opening_phrase_is_kept(text: str) -> None:
    assert draft(text).text == text


@pytest.mark.parametrize(
    "reply",
    [
        "<think>Is it [1.1]?</think>\n\nPoland did.",
        "<think></think>Poland did.",
        "Is it [1.1]? Is it?\n</think>\n\nPoland did.",  # a server may have opened the thoughts
    ],
)
def test_thoughts_are_no_part_of_the_answer(reply: str) -> None:
    assert draft(reply).text.strip() == "Poland did."


@pytest.mark.parametrize(
    "sentinel", [SENTINEL, "NOT\\_IN\\_ARCHIVE", "not_in_archive", "NOT IN ARCHIVE", "NOT_IN_THE_ARCHIVE"]
)
def test_the_sentinel_ends_an_answer_in_each_of_its_spellings(sentinel: str) -> None:
    ended = draft(f"Poland. [1.1] {sentinel} Peru. [2.1]")
    assert (ended.text, ended.end, ended.is_cut) == ("Poland. [1.1] ", End.GAVE_UP, False)


def test_words_of_the_sentinel_in_a_sentence_are_words() -> None:
    text = "The record is not in the archive, the keeper said."
    assert draft(text).text == text


@pytest.mark.parametrize(
    "heading", ["Sources:\n[1.1] The Courier", "**References**\n- a", "Sources: [1.1], [2.1]", "Sources:"]
)
def test_a_list_of_sources_behind_an_answer_is_no_part_of_it(heading: str) -> None:
    ended = draft(f"Poland sent 14. [1.1]\n\n{heading}")
    assert (ended.text, ended.end) == ("Poland sent 14. [1.1]", End.SOURCES)


def test_sources_that_say_something_are_a_sentence() -> None:
    assert draft("Poland did.\nSources: officials in Warsaw.").end is None


def test_a_model_that_says_a_sentence_for_the_third_time_has_ended() -> None:
    ended = draft(
        "Poland sent tanks. [1.1] It did so. Poland sent tanks. [1.2] So. Poland sent tanks. [1.1] More."
    )
    assert ended.end is End.REPEATS
    assert ended.text.endswith("So. ")


def test_short_sentences_may_come_again() -> None:
    assert draft("Did it? Yes. Did they? Yes. Did all? Yes. Did he? Yes. ").end is None


@pytest.mark.parametrize("run", ["and then ", "na", "x", "the tanks of the army of the north of "])
def test_a_run_of_text_without_an_end_is_said_once(run: str) -> None:
    ended = draft("It went on " + run * 200)
    assert (ended.end, ended.is_cut) == (End.REPEATS, True)
    assert len(ended.text) < len("It went on ") + 2 * len(run)


def test_an_answer_has_its_longest_and_thoughts_theirs() -> None:
    long = " ".join(f"So it is said, for the {n}th time." for n in range(2000))
    assert (len(draft(long).text), draft(long).end) == (LONGEST, End.TOO_LONG)
    assert draft("<think>" + long[:MOST_WRITTEN]).end is End.TOO_LONG
    assert draft(f"<think>{long[: MOST_WRITTEN - 100]}</think>Poland.").text == "Poland."

"""Recorded replies become the same answer however their stream is cut, and what is shown only grows."""

import re
from collections.abc import Generator, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.citations import Shown
from assistant.question import understand
from assistant.types import Answer, Outcome, Verdict
from assistant.write import answered
from tests.streams import EVIDENCE, STREAMS, Stream

BEGUN = Answer(
    understand("What is known of the tram line?", (), date(2023, 1, 31)),
    Outcome.ANSWERED,
    writer="fake:model",
)
SHOWN = [Shown(one.passage, one.passage.sentences) for one in EVIDENCE]
_PART_OF_A_MARKER = re.compile(r"[\[【［]\s*\d|†|\\|\*\*|<\w|NOT_|think>")

every = pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.style)


def answers(pieces: Sequence[str]) -> list[Answer]:
    def spoken() -> Generator[str, None, None]:
        yield from pieces

    return list(answered(spoken(), BEGUN, SHOWN))


def assert_it_only_grows(grown: Sequence[Answer]) -> None:
    last = grown[-1]
    whole = " ".join(sentence.text for sentence in last.sentences)
    for one in grown[:-1]:
        assert one.outcome is Outcome.ANSWERED
        settled = [(s.text, s.citations) for s in one.sentences[:-1]]
        assert settled == [(s.text, s.citations) for s in last.sentences[: len(settled)]]
        shown = " ".join(sentence.text for sentence in one.sentences)
        # what goes in circles is found out after it has been shown
        assert whole.startswith(shown) or any("repeat" in note for note in last.notes)
        assert not _PART_OF_A_MARKER.search(shown)


@every
def test_a_reply_in_any_style_is_read_as_the_answer_that_it_is(stream: Stream) -> None:
    assert answers([stream.reply])[-1].text == stream.answer


@every
def test_a_stream_that_comes_character_by_character_gives_the_same_answer_and_only_grows(
    stream: Stream,
) -> None:
    grown = answers(list(stream.reply))
    assert grown[-1] == answers([stream.reply])[-1]
    assert_it_only_grows(grown)
    assert len({one.text for one in grown}) > 5


@every
def test_a_stream_cut_in_two_anywhere_gives_the_same_answer(stream: Stream) -> None:
    whole = answers([stream.reply])[-1]
    for cut in range(1, len(stream.reply)):
        grown = answers([stream.reply[:cut], stream.reply[cut:]])
        assert grown[-1] == whole
        assert_it_only_grows(grown)


@settings(deadline=None)
@given(st.data())
def test_a_stream_cut_into_many_pieces_gives_the_same_answer(data: st.DataObject) -> None:
    reply = data.draw(st.sampled_from(STREAMS)).reply
    cuts = sorted(data.draw(st.lists(st.integers(0, len(reply)), max_size=12)))
    pieces = [reply[start:end] for start, end in zip([0, *cuts], [*cuts, len(reply)], strict=True)]
    grown = answers(pieces)
    assert grown[-1] == answers([reply])[-1]
    assert_it_only_grows(grown)


@every
def test_no_growing_answer_calls_its_last_sentence_uncited(stream: Stream) -> None:
    for one in answers(list(stream.reply))[:-1]:
        assert not one.sentences or one.sentences[-1].verdict is Verdict.CITED

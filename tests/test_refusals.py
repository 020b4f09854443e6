"""Replies that answer nothing, told from answers."""

import pytest

from assistant.refusals import Refusal, refusal


@pytest.mark.parametrize(
    "text",
    [
        "The passages do not say who won.",
        "The provided passages contain no information about it.",
        "The articles provided in the archive don't mention the minister.",
        "None of the passages answers the question.",
        "There is no information about tanks.",
        "I could not find an answer.",
        "Sorry, the archive does not mention it.",
        "Unfortunately, the passages do not say.",
        "I’m sorry, but the sources do not address this.",
    ],
)
def test_that_the_passages_are_silent_is_understood(text: str) -> None:
    assert refusal(text) is Refusal.FOUND_NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I cannot help with that.",
        "I’m unable to discuss elections.",
        "As an AI language model, I have no opinions.",
        "I can't assist with this request.",
        "I apologize, but this is not possible.",
    ],
)
def test_that_a_model_will_not_answer_is_understood(text: str) -> None:
    assert refusal(text) is Refusal.WOULD_NOT


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "Poland sent 14 tanks.",
            "The passages say no tanks were sent.",
            "The minister said he was sorry.",
        ),
        *(
            "Unfortunately, Poland sent only four.",
            "Information came late.",
            "As an airport, it failed.",
            "a " * 5000,
        ),
    ],
)
def test_an_answer_is_no_refusal(text: str) -> None:
    assert refusal(text) is None

"""Characters that nobody sees are taken out, whatever piece of a text they come in."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.unseen import seen


@settings(deadline=None)
@given(st.text(), st.text())
def test_it_does_not_matter_where_a_text_is_cut(one: str, other: str) -> None:
    assert seen(one + other) == seen(one) + seen(other)


@settings(deadline=None)
@given(st.text())
def test_nothing_unseen_is_left_and_nothing_new_comes(text: str) -> None:
    left = seen(text)
    assert set(left) <= set(text) | {" ", "\n"}
    assert not any(unicodedata.category(c)[0] == "C" for c in left if c != "\n")
    assert seen(left) == left


@pytest.mark.parametrize(
    "hidden",
    [
        "\u200b",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u00ad",
        "\U000e0041",
        "\ufe0f",
        "\x1b",
        "\x00",
        "\ud800",
        "\u3164",
    ],
)
def test_hidden_characters_leave_no_gap(hidden: str) -> None:
    assert seen(f"[1.{hidden}1]") == "[1.1]"


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85"])
def test_every_line_end_is_one(end: str) -> None:
    assert seen(f"a{end}b") == "a\nb"


def test_letters_of_all_scripts_stay() -> None:
    text = "Łódź, Київ, 北京, القاهرة 😀 12½ m² “x”"
    assert seen(text) == text
    assert seen("a\u00a0b\tc") == "a b c"

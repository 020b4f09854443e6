"""What is cited is read as a reader sees it, however its characters are shaped."""

import pytest

from assistant.grounds import LONGEST, READ, plain, plain_long


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("⑮ tanks", "15 tanks"),
        ("５ tanks", "5 tanks"),
        ("has ｎｏｔ sent", "has not sent"),
        ("Ⅷ", "VIII"),
        ("½ of “it”\n is Київ’s", '½ of "it" is Київ\'s'),
        ("Zelenskyy – ’22", "Zelenskyy – '22"),
    ],
)
def test_letters_and_digits_of_odd_shapes_are_the_plain_ones(text: str, seen: str) -> None:
    assert plain(text) == plain_long(text) == seen


def test_only_so_much_is_read_as_a_sentence_or_a_passage_can_have() -> None:
    assert len(plain("x" * 10 * READ)) == READ
    assert len(plain_long("x" * 10 * LONGEST)) == LONGEST

"""Words, their stems and their irregular forms."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.words import content_words, forms, stem, stems, words


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ?!… ",
        "Poland's tanks won't leave; the U.S. sent $60 billion’s worth — “today”.",
        "Słowacja przekazała S-300. 日本 Ørsted's",
        "the'the''s ’s 's a's.b's " * 20,
    ],
)
def test_the_stems_of_a_text_are_those_of_its_words(text: str) -> None:
    assert stems(text) == {word.stem for word in words(text)}


def test_a_word_stands_where_it_says_and_has_no_possessive() -> None:
    text = "Germany's cabinet and Biden’s aides"
    found = list(words(text))
    assert [word.text for word in found] == ["Germany", "cabinet", "and", "Biden", "aides"]
    assert all(text[word.start : word.end] == word.text for word in found)


def test_all_forms_of_a_word_share_a_stem() -> None:
    assert stem("sent") == stem("sends") == stem("sending")
    assert stems("He chose tanks") & stems("choosing a tank") == {stem("choose"), stem("tank")}
    assert "sent" in forms("send")
    assert "send" in forms("sent")


def test_words_that_say_nothing_are_left_out_and_each_stem_comes_once() -> None:
    assert [word.text for word in content_words("Who sent the tanks, and which tank was it?")] == [
        "sent",
        "tanks",
    ]
    assert content_words("What is it?") == []


def test_questions_that_are_asked_at_once_get_the_stems_of_their_own_words() -> None:
    many = [f"{letter}{number % 7 * 'o'}{number}ationalizing" for letter in "bcdfg" for number in range(4000)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            at_once = list(pool.map(stem, many, chunksize=50))
    finally:
        sys.setswitchinterval(interval)
    stem.cache_clear()
    assert at_once == [stem(word) for word in many]

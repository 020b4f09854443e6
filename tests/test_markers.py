"""Markers and markup in a model's text: told from what is text, wherever the stream is cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.markers import MOST_PASSAGES_OF_A_RANGE, Place, disarmed, parse
from tests.streams import STREAMS, Stream

PIECES = (
    *(
        "[",
        "]",
        "[1.2]",
        "[[",
        "【",
        "†",
        "］",
        "(1.2)",
        "(",
        ")",
        "（",
        "1",
        ".",
        "2.1",
        ", ",
        "-",
        "–",
        "to",
    ),
    *(
        " ",
        "\n",
        "*",
        "**",
        "_",
        "#",
        "> ",
        "1. ",
        "|",
        "`",
        "```",
        "~~",
        "<b>",
        "<",
        "![",
        "](",
        "http:",
        "\\",
    ),
    *("Poland", "sent", "and", "(source 2)", "Passage 3", "é", "”", '"', "!", "?", "½"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


def places(text: str) -> list[tuple[Place, ...]]:
    return [mark.places for mark in parse(text)[1]]


def assert_nothing_is_taken_back(text: str) -> None:
    whole, marks = parse(text)
    for end in range(len(text) + 1):
        plain, so_far = parse(text[:end], growing=True)
        assert whole.startswith(plain)
        assert marks[: len(so_far)] == so_far


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.style)
def test_what_is_read_of_a_growing_reply_is_never_taken_back(stream: Stream) -> None:
    assert_nothing_is_taken_back(stream.reply)


@settings(deadline=None)
@given(texts)
def test_what_is_read_of_any_growing_text_is_never_taken_back(text: str) -> None:
    assert_nothing_is_taken_back(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_read(text: str) -> None:
    assert_nothing_is_taken_back(text)


@settings(deadline=None)
@given(st.text("abc ,;:", max_size=400))
def test_words_are_shown_as_they_come(text: str) -> None:
    assert parse(text, growing=True)[0] == text.rstrip()


@pytest.mark.parametrize(
    ("marker", "meant"),
    [
        ("[1.2]", [(1, 2)]),
        ("[ 1.2 ]", [(1, 2)]),
        ("[1.2, 3.1]", [(1, 2), (3, 1)]),
        ("[1.2; 3.1]", [(1, 2), (3, 1)]),
        ("[1.2 and 3.1]", [(1, 2), (3, 1)]),
        ("[1.2][3.1]", [(1, 2), (3, 1)]),
        ("[1.2], [3.1]", [(1, 2), (3, 1)]),
        ("【1.2】", [(1, 2)]),
        ("【1.2†source】", [(1, 2)]),
        ("【1.2†L3-L9】", [(1, 2)]),
        ("［１．２］", [(1, 2)]),
        ("[1.2-1.4]", [(1, 2), (1, 3, 4)]),
        ("[1.2–4]", [(1, 2), (1, 3, 4)]),
        ("[1.2 to 1.4]", [(1, 2), (1, 3, 4)]),
        ("[1.2]-[1.4]", [(1, 2), (1, 3, 4)]),
        ("[1.2] to [1.4]", [(1, 2), (1, 3, 4)]),
        ("[1.2-2.4]", [(1, 2), (2, 4)]),
        ("[1.4-2]", [(1, 4), (2,)]),
        ("[2-4]", [(2,), (3,), (4,)]),
        ("[3]", [(3,)]),
        ("[^3]", [(3,)]),
        ("[#3.1]", [(3, 1)]),
        ("[Passage 3]", [(3,)]),
        ("[source 3.1]", [(3, 1)]),
        ("[Sources: 1.2, 3.1]", [(1, 2), (3, 1)]),
        ("[Passage 3, sentence 2]", [(3, 2)]),
        ("(source 3.1)", [(3, 1)]),
        ("(Passage 3)", [(3,)]),
        ("([1.2], [3.1])", [(1, 2), (3, 1)]),
        ("(see [1.2])", [(1, 2)]),
        ("[[1.2]]", [(1, 2)]),
        ("[1.2](#passage-1)", [(1, 2)]),
        ("[1.2](https://example.org/x)", [(1, 2)]),
        ("`[1.2]`", [(1, 2)]),
        ("**[1.2]**", [(1, 2)]),
        ("[**1.2**]", [(1, 2)]),
        (r"\[1.2\]", [(1, 2)]),
        ("<sup>[1.2]</sup>", [(1, 2)]),
    ],
)
def test_a_marker_is_known_in_each_form_that_models_write(marker: str, meant: list[tuple[int, ...]]) -> None:
    for text, plain in (
        (f"Poland sent tanks. {marker}", "Poland sent tanks."),
        (f"Poland sent tanks {marker}.", "Poland sent tanks."),
        (f"Poland sent tanks {marker} to Kyiv", "Poland sent tanks to Kyiv"),
    ):
        left, marks = parse(text)
        assert left == plain
        found = [tuple(part for part in place if part is not None) for m in marks for place in m.places]
        assert found == meant


@pytest.mark.parametrize(
    "text",
    [
        *(
            "It rose (1.2) last year.",
            "It rose by 1.2 (2022).",
            "NATO (Article 5) says so.",
            "It fell (1.2 percent).",
        ),
        *(
            "On Monday [2022-04-07] it rose.",
            "He said so [sic].",
            "A [1.1 Poland] b.",
            "[1.1",
            "1.1]",
            "[]",
            "[.1]",
        ),
        *(
            "About 12 m² were sold.",
            "He paid 5*3 and a_b.",
            "The 'first' <3 won.",
            "1 < 2 > 0",
            "x [a.1] y",
            "[1.1 Po]",
        ),
    ],
)
def test_what_is_no_marker_and_shapes_nothing_stays_as_it_is(text: str) -> None:
    assert parse(text) == (text, ())


def test_a_bare_number_in_round_brackets_is_a_marker_only_where_one_stands() -> None:
    assert parse("It rose. (1.2) It fell. (2.1)")[0] == "It rose. It fell."
    assert parse("It rose (1.2). It fell (2.1, 2.2).")[0] == "It rose. It fell."
    assert places("It rose [1.1] (1.2).") == [(Place(1, 1),), (Place(1, 2),)]
    # who uses square brackets has a figure there
    assert parse("It rose. [1.1] It fell (1.2).") == ("It rose. It fell (1.2).", parse("It rose. [1.1]")[1])


@pytest.mark.parametrize(
    "text", ["[1.1-1.999999999]", "[1-999999999]", f"[{'9' * 70}.1]", "[1.1" + ", 1.1" * 15 + "]"]
)
def test_a_marker_never_means_more_places_than_it_has_characters(text: str) -> None:
    assert 0 < len(places(text)[0]) <= max(MOST_PASSAGES_OF_A_RANGE, len(text) // 4)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Poland** *sent* _14_ __tanks__ ~~now~~", "Poland sent 14 tanks now"),
        ("# Title\n## **More**\ntext", "Title\nMore\ntext"),
        ("- a\n* b\n• c\n1. d\n2) e\n> f", "a\nb\nc\nd\ne\nf"),
        ("[said](https://a.b/c_(d)) by ![him](http://a.b/c.png) all", "said by  all"),
        ('[a *b* c](http://x.y "title") d', "a b c d"),
        ("<b>a</b><script src=x>b</script><!-- c -->d<|im_end|>", "abd"),
        ("a<br>b", "a\nb"),
        ("```json\na\n```", "\na"),
        ("a\n---\nb\n***\nc", "a\n\nb\n\nc"),
        ("tanks.[1.1]Germany sent [2.1]more", "tanks. Germany sent more"),
    ],
)
def test_markup_is_taken_out_and_its_text_kept(text: str, plain: str) -> None:
    assert parse(text)[0] == plain


@settings(deadline=None)
@given(texts)
def test_nothing_in_a_disarmed_text_is_a_marker_wherever_it_is_copied_to(text: str) -> None:
    harmless = disarmed(text.replace("[", "(").replace("]", ")").replace("【", "(").replace("］", ")"))
    for copied in (harmless, f"He said. {harmless}.", f"He said {harmless}. "):
        assert parse(copied)[1] == ()

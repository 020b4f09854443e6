"""Somebody else's text in Markdown: read as it was written, shaping nothing, by a parser that is not ours."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.markdown import code, inline
from assistant.printed import safe

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "[x][1] [1]: https://evil.example",
    "<script>alert(1)</script> <b>",
    "<https://evil.example>",
    "# Heading",
    "- item",
    "+ item",
    "1986. A great year",
    "7) item",
    "> quote",
    "=== ",
    "---",
    "***",
    "___",
    "```\ncode",
    "~~~",
    "    code",
    "| a | b |",
    "*a* **b** _c_ ~~d~~ `e`",
    "\\*not\\*",
    "a\\",
    "&lt;script&gt; &copy;",
    "Write to a@b.example or www.evil.example or evil.example/x",
    "`` ` `` https://e.example/`x`",
    "{{7*7}} {% raw %} ${x} $x$",
    "{{https://evil.example}}",
    "a\n\n# b\r\n---\u2028- c",
    "[^1]: note",
    ": definition",
    "\u202eabc\u2066",
)


def shown(markdown: str) -> tuple[list[str], str]:
    """The kinds of tokens of one line of a quotation, and the text that a reader sees."""
    _, paragraph, line, *rest = PARSER.parse(f"> {markdown}")
    children = line.children or []
    kinds = [paragraph.type, *(one.type for one in (*children, *rest))]
    return kinds, "".join(one.content for one in children)


PLAIN = ["paragraph_open", "paragraph_close", "blockquote_close"]


@given(text=st.text(alphabet=st.sampled_from("\\`*_{}[]()<>#+-.!|~&$:=@^ \n19ab/\"'wth"), max_size=40))
@example("")
@pytest.mark.parametrize("hostile", ["", *HOSTILE])
def test_a_text_is_read_as_written_and_shapes_nothing(hostile: str, text: str) -> None:
    for one in (hostile, text, hostile + text, text + hostile):
        if not safe(one):
            continue
        kinds, seen = shown(inline(one))
        assert [kind for kind in kinds if kind not in ("text", "code_inline", "text_special")] == PLAIN
        assert seen == safe(one)


@pytest.mark.parametrize("text", ["`", "``a", "a`", "a``b`c", " ", "", "{{x}}", "a|b"])
def test_a_code_span_shows_its_text(text: str) -> None:
    made = code(text)
    if safe(text):
        assert shown(made) == (
            ["paragraph_open", "code_inline", "paragraph_close", "blockquote_close"],
            safe(text),
        )
    else:
        assert made == ""


@pytest.mark.parametrize(
    "address", ["https://e.example", "a@b.example", "www.e.example", "e.example", "ftp://x"]
)
def test_what_a_renderer_may_take_for_an_address_is_code(address: str) -> None:
    assert inline(f"See {address} now") == f"See `{address}` now"


def test_numbers_abbreviations_and_quotations_stay_readable() -> None:
    text = "“3.5 million,” the U.S. said at 5 p.m. – Mi-8, 14%: it’s (so far) 1/2."
    assert inline(text) == text


def test_no_template_sees_its_braces() -> None:
    for text in ("{{7*7}}", "{% raw %}", "{{https://e.example}}", "a{{b@c.example}}"):
        assert "{{" not in inline(text) and "{%" not in inline(text)


@pytest.mark.parametrize("text", ["a" * 10**6, "`" * 10**5, "a.b@" * 10**5, "{" * 10**5, "1" * 10**5 + "."])
def test_a_text_of_any_length_is_escaped_in_a_moment(text: str) -> None:
    began = time.process_time()
    assert inline(text)
    assert time.process_time() - began < 20

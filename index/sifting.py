"""Leaves of a page what a reader may see of it, and refuses a page that would take long to read.

Does not know where in it the article is, nor what it states about it.
"""

import re
from typing import Any

from index.errors import ReadingError

DATA = "application/ld+json"
"""The type of a script that holds no program, but what a page states about its article."""

MOST_COMPARED = 3000
"""Elements of a page whose text may be looked for in several ways, which takes the square of their number."""

# What a page may be at most. Libraries go over it dozens of times, now and then for each element over all
# that it holds or stands beside: a page of these sizes takes seconds, a hostile one of 4 MB would take hours.
_MOST_TAGS = 400_000  # before anything is left out
_MOST_ATTRIBUTES = 200  # of one tag
_MOST_ELEMENTS = 20_000  # a long article has 5,000
_MOST_NESTED = 400_000  # pairs of an element and one around it
_MOST_BESIDE = 5000  # elements within one other
_MOST_WORDS_BESIDE = 10**9  # each of those with each character beside it
_LONGEST_PAGE = 1_000_000  # characters of text and of attributes
_LONGEST_DATA = 20_000  # characters of what a page states as data
_SHORTEST_DATA = 1000  # what each piece of it counts as at least
_LONGEST_VALUE = 2000  # characters of an attribute

_UNSEEN_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|font-size)\s*:\s*0{0,3}\.?0{1,3}(?:[a-z]{1,4}|%)?)\s*(?:!|;|$)",
    re.I,
)
_WHOLE = ("html", "body", "main", "article")  # which a script may show once it has run
_UNREAD = ("style", "template", "svg", "canvas", "img", "picture", "source", "track", "audio", "video")
# Each cell that spans others would be read as up to a hundred cells, each with a hundred below.
_UNREAD_OF = {"a": ("href",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_ATTRIBUTE = (
    r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+"""
)
# As HTML5 cuts a page up, nothing tried twice: neither in a script nor in a value does "<" begin a tag.
_TAG = re.compile(
    rf"""<!--(?:-?>|.*?(?:--!?>|\Z))
    |(?P<endless></?[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{{_MOST_ATTRIBUTES}}})
    |<(?P<raw>script|style|title|textarea|iframe|noembed|noframes|xmp)(?=[\s/>])(?:{_ATTRIBUTE})*+
     [\s/]*+(?:>.*?(?:</(?P=raw)(?=[\s/>])|\Z))?+
    |</?[a-z][^\s/>]*+(?:{_ATTRIBUTE})*+""",
    re.I | re.S | re.X,
)


def parsable(html: str) -> str:
    """A page without the characters that a tree cannot hold.

    Raises `ReadingError` where it has so many tags, or attributes of one, that to parse it takes long.
    """
    _refuse(html.count("<"), _MOST_TAGS, "tags")
    if any(found["endless"] for found in _TAG.finditer(html)):  # each is compared with all before it
        raise ReadingError(
            f"is HTML with a tag of {_MOST_ATTRIBUTES} attributes or more, the most that is read: "
            "save the article as .txt"
        )
    return _CONTROL.sub("", html)


def remove_unseen(tree: Any) -> None:
    """Takes out what a browser does not show: text for machines alone, which no reader could check."""
    for element in tree.xpath("//*[@hidden or @style]"):
        hides = "hidden" in element.attrib or _UNSEEN_STYLE.search(element.get("style"))
        if hides and element.tag not in _WHOLE:
            element.tag = "template"
    _remove(tree, "template")


def remove_unread(tree: Any) -> int:
    """Takes out what holds no text, and overlong attributes and data; gives how many elements are left.

    Raises `ReadingError` where what is left would take long.
    """
    left = _LONGEST_DATA
    for script in tree.iter("script"):
        length = len(script.text or "")
        if script.get("type") == DATA and length <= left:
            left -= max(length, _SHORTEST_DATA)
        else:
            script.tag = "style"
    _remove(tree, *_UNREAD)
    elements = int(tree.xpath("count(//*)"))
    _refuse(elements, _MOST_ELEMENTS, "elements")
    for element in tree.iter("*"):
        # What stood around something removed becomes one text again: lxml joins its pieces for each of them.
        element.text, element.tail = (
            said and _CONTROL.sub("", said) for said in (element.text, element.tail)
        )
        unread = _UNREAD_OF.get(element.tag, ())
        for name, value in element.attrib.items():
            if len(value) > _LONGEST_VALUE or name in unread:
                del element.attrib[name]
    _refuse_slow(tree)
    return elements


def _remove(tree: Any, *tags: str) -> None:
    from lxml.etree import strip_elements  # type: ignore[import-untyped]

    # lxml's `drop_tree` would copy the text before and after an element, for each element beside another.
    strip_elements(tree, *tags, with_tail=False)


def _refuse_slow(tree: Any) -> None:
    from lxml.etree import iterwalk

    depth = nested = beside = words = length = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        nested += depth
        within, tails = len(element), sum(len(child.tail or "") for child in element)
        beside, words = max(beside, within), words + within * tails
        length += len(element.text or "") + tails + sum(map(len, element.attrib.values()))
    _refuse(nested, _MOST_NESTED, "elements within one another")
    _refuse(beside, _MOST_BESIDE, "elements side by side")
    _refuse(words, _MOST_WORDS_BESIDE, "characters beside elements")
    _refuse(length, _LONGEST_PAGE, "characters of text and attributes")


def _refuse(count: int, most: int, of: str) -> None:
    if count > most:
        raise ReadingError(
            f"is HTML of {count:,} {of}, {most:,} are the most that is read: save the article as .txt"
        )

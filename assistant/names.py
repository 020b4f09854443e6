"""The names in a question, and which of them a text does not have.

Does not know who or what a name stands for, but for countries, which have many.
"""

import re
from typing import NamedTuple

from assistant.countries import mentions
from assistant.words import STOP_WORDS, words

_SUBJECT = re.compile(
    r"\b(?:did|does|do|has|have|had|is|was|will|would|should)\s(?:the\s)?(?P<names>(?:[A-Z][\w’'-]*\s?)+)"
)


class Name(NamedTuple):
    """A name in a question: its `form` there, and what a text must have for it, whatever form it uses."""

    form: str
    meaning: str
    is_essential: bool
    """A country, or who is said to act: what is said of Poland, or by Biden, is no answer about Germany, or
    of what Macron said."""


def names(question: str) -> list[Name]:
    """The countries and the other capitalised words of a question, but for the word it begins with."""
    places = [place for place in mentions(question) if not place.by_seat]
    first, last = match.span("names") if (match := _SUBJECT.search(question)) else (0, 0)
    # "American" and "in the US" set a scene more often than they ask for it
    found = [
        Name(form, p.country.name, form == p.country.name != "United States" or first <= p.start < last)
        for p in places
        for form in (question[p.start : p.end],)
    ]
    for word in words(question):
        inside = any(place.start <= word.start < place.end for place in places)
        plain = word.text.lower() in STOP_WORDS or len(word.text) < 3
        if word.start > 0 and word.text[0].isupper() and not inside and not plain:
            found.append(Name(word.text, word.stem, first <= word.start < last))
    return list({name.meaning: name for name in found}.values())


def missing(wanted: list[Name], text: str) -> list[Name]:
    """Those of the names that a text does not have in any form."""
    had = {word.stem for word in words(text)} | {mention.country.name for mention in mentions(text)}
    return [name for name in wanted if name.meaning not in had]

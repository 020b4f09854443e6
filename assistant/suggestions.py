"""First questions, made from the archive itself: of the deeds and the names that its headlines speak of most.

Does not know whether anybody asks them.
"""

import re
from collections import Counter
from collections.abc import Iterable

from assistant.countries import countries, mentions
from assistant.deeds import deed_classes, done_forms
from assistant.words import content_words
from index.library import Library

_HEADLINES = 400
"""The newest headlines that are looked at."""

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’-]*\w(?: (?:[A-Z][\w’-]*\w|\d+))*")
_ABOUT_A_NAME = ("What is the latest on {}?", "What do the articles say about {}?")
_TOO_COMMON = 0.05
"""Of the headlines: a name that more of them have is what the whole archive is about."""


def suggest(library: Library) -> tuple[str, ...]:
    """Up to three questions, a list first; fewer from a small archive, none from an empty one."""
    titles = [headline.title for headline in library.list_articles(limit=_HEADLINES)[0]]
    most = max(3, _TOO_COMMON * len(titles))
    names = (name for name, count in _names(titles).most_common() if 1 < count <= most)
    about = [form.format(name) for form, name in zip(_ABOUT_A_NAME, names, strict=False)]
    return (*_list_question(titles), *about)


def _list_question(titles: Iterable[str]) -> list[str]:
    """Which countries did the deed that headlines tell of most countries, with what they did it most."""
    doers = dict[tuple[str, str], set[str]]()
    for title in titles:
        places = list(mentions(title))
        named = {word.lower() for place in places for word in title[place.start : place.end].split()}
        for deed in deed_classes(title):
            for word in content_words(title):
                thing = word.text.lower()
                if thing.isalpha() and thing.endswith("s") and thing not in named and not deed_classes(thing):
                    doers.setdefault((deed, thing), set()).update(place.country.name for place in places)
    if not doers:
        return []
    (deed, thing), countries = max(doers.items(), key=lambda entry: (len(entry[1]), entry[0]))
    return [f"Which countries {done_forms(deed)[0]} {thing}?"] if len(countries) > 2 else []


def _names(titles: Iterable[str]) -> Counter[str]:
    """How many headlines have each name; names at a headline's beginning may be ordinary words."""
    peoples = {form for country in countries() for form in country.aliases}  # "Russian" is half a name
    return Counter(name for title in titles for name in set(_NAME.findall(title)) - peoples)

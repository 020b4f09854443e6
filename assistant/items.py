"""Lists: the countries that did what a question asks about, each with the sentence that says so.

Does not know how an answer is put together; other kinds of items are not told apart yet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.countries import Country, Mention, countries, mentions
from assistant.deeds import deed_classes, done_by, done_forms
from assistant.types import Query
from assistant.words import content_words, words
from index.article import Passage
from index.sync import Store

_GROUP = re.compile(
    r"\b(?:which|what|list|name)\b(?P<group>.{0,60}?\b(?:countries|nations|states|governments|members|allies|capitals))\b",
    re.IGNORECASE,
)
_SWEPT = 12
"""Passages looked at for each country of which the evidence does not say it in a sentence of its own."""

_SWEPT_COUNTRIES = 35
"""As many as the largest alliance has, at some 10 ms each; of more, those that the evidence names most."""


@dataclass(frozen=True, slots=True)
class Item:
    """A country and the best sentence that says it did the deed; offsets are into the article's text."""

    country: Country
    mention: Mention
    passage: Passage
    start: int
    end: int
    text: str
    is_shared: bool
    """Whether the sentence says the same of other countries."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a list question asks for."""

    members: frozenset[str]
    deeds: frozenset[str]
    things: frozenset[str]
    """Stems of what the deed is done with: all of them must be in the sentence."""
    places: frozenset[str]
    """Countries that the question itself names: the deed is done to them."""
    terms: tuple[str, ...]
    """What to search for beside a country's name: the deed in its forms and what it is done with."""


def listed(store: Store, query: Query, passages: Sequence[Passage]) -> list[Item]:
    """The countries of the group asked about, by day of their sentence; none where none is asked about."""
    wanted = _wanted(query)
    if wanted is None:
        return []
    best = dict[str, tuple[float, Item]]()
    seen = set[str]()

    def sweep(passages: Iterable[Passage]) -> None:
        for passage in passages:
            if passage.passage_id not in seen:
                seen.add(passage.passage_id)
                for score, item in _items(wanted, passage):
                    if score > best.get(item.country.name, (0.0, item))[0]:
                        best[item.country.name] = score, item

    sweep(passages)
    named = Counter(m.country.name for passage in passages for m in mentions(passage.text))
    by_mentions = sorted(wanted.members, key=lambda name: (-named[name], name))
    for name in by_mentions[:_SWEPT_COUNTRIES]:
        if name not in best or best[name][1].is_shared:
            found = store.library.search([name, *wanted.terms], _SWEPT, until=query.as_of)
            sweep(store.library.passages([i for i, _ in found]))
    return sorted((item for _, item in best.values()), key=_by_day)


def _wanted(query: Query) -> _Wanted | None:
    group = _GROUP.search(query.question)
    if group is None:
        return None
    deed = next(iter(deed_classes(query.question[group.end() :])), None)  # "applied" in "applied to join"
    if deed is None:
        return None
    named = group["group"].lower()
    members = [
        country
        for country in countries()
        if ("nato" not in named.split() and "allies" not in named)
        or (country.nato_since is not None and country.nato_since <= query.as_of)
    ]
    if "eu" in named.split() or "european union" in named:
        members = [c for c in members if c.eu_since is not None and c.eu_since <= query.as_of]
    rest = query.question[group.end() :]
    places = {mention.country.name for mention in mentions(rest)}
    named_places = {
        word.stem for mention in mentions(rest) for word in words(rest[mention.start : mention.end])
    }
    things = {word.stem for word in content_words(rest) if deed not in deed_classes(word.text)} - named_places
    return _Wanted(
        frozenset(c.name for c in members if c.name not in places),
        frozenset({deed}),
        frozenset(things),
        frozenset(places),
        tuple(dict.fromkeys((*(word.text for word in content_words(rest)), *done_forms(deed)))),
    )


def _items(wanted: _Wanted, passage: Passage) -> Iterable[tuple[float, Item]]:
    for index, (start, end) in enumerate(passage.sentences):
        text = passage.text[start - passage.start : end - passage.start]
        stems = {word.stem for word in words(text)}
        if not wanted.things <= stems:
            continue
        doers = {c: m for c, m in done_by(text, wanted.deeds).items() if c.name in wanted.members}
        recipients = wanted.places & {mention.country.name for mention in mentions(text)}
        for country, mention in doers.items():
            # a sentence of its own, that names whom it was done to, early in its article, and short
            score = (
                4.0
                + 2.0 * (len(recipients) == len(wanted.places))
                + 1.0 * (len(doers) == 1)
                + 0.5 * (index == 0 and passage.start < 200)
                - len(text) / 400
            )
            yield score, Item(country, mention, passage, start, end, text, len(doers) > 1)


def _by_day(item: Item) -> tuple[bool, str, str, int]:
    headline = item.passage.headline
    day = "" if headline.published is None else headline.published.isoformat()
    return not day, day, headline.article_id, item.start

"""Lists: the countries that did what a question asks about, each with the sentence that says so.

Does not know how an answer is put together; other kinds of items are not told apart yet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.countries import Country, Mention, countries, mentions
from assistant.deeds import deed_classes, done_by, done_forms
from assistant.types import Query
from assistant.words import content_words, words
from index.article import Passage
from index.sync import Store

_GROUP = re.compile(
    r"""
    ^(?:and\s|so\s|but\s|please\s)?(?:which|what|list|name)\s(?:of\s)?(?:all\s)?(?:the\s)?
    (?P<group>
        (?:(?!(?:have|has|had|did|do|does|are|is|was|were|will|united)\b)[\w’'-]+\s){0,3}?
        (?:countries|nations|states|governments|members|allies|capitals)
        (?:\s(?:of|in)\s(?:the\s)?(?:NATO|EU|European\sUnion|alliance))?
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NATO = re.compile(r"\bnato\b|\balliance\b|^allies$", re.IGNORECASE)
_EU = re.compile(r"\beu\b|\beuropean union\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no)\b|n[’']t\b", re.IGNORECASE)
_GOES_TO = re.compile(r"\b(?:to|for|in|into)\s(?:the\s)?$", re.IGNORECASE)
_NO_THING = re.compile(
    r"\d.*|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|winter|year|month|week|war|invasion",
    re.IGNORECASE,
)
"""Words that say when: sentences of a dated article leave them out."""

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
class ListedDeed:
    """What a list question says that its countries did."""

    group: str
    """The countries as the question names them: "NATO members"."""
    deed: str
    things: frozenset[str]
    """Stems of what the deed is done with: all of them must be in the sentence."""
    towards: bool
    """Whether the places are where it goes: "to Russia" is not "since Russia's invasion"."""
    against: bool
    """Whether the deed was done against them: a vote for a thing and one against it are not the same."""
    places: frozenset[str]
    """Countries that the question itself names: the deed is done to them."""
    terms: tuple[str, ...]
    """What to search for beside a country's name: the deed in its forms and what it is done with."""


def listed(store: Store, query: Query, wanted: ListedDeed, passages: Sequence[Passage]) -> list[Item]:
    """The countries of the group asked about, by day of their sentence; none where no thing is named."""
    if not wanted.things:
        return []
    members = {country.name for country in countries() if _is_member(country, wanted.group, query.as_of)}
    members -= wanted.places
    best = dict[str, tuple[float, Item]]()
    seen = set[str]()

    def sweep(passages: Iterable[Passage]) -> None:
        for passage in passages:
            if passage.passage_id not in seen:
                seen.add(passage.passage_id)
                for score, item in _items(wanted, members, passage):
                    if item.country.name not in best or score > best[item.country.name][0]:
                        best[item.country.name] = score, item

    sweep(passages)
    named = Counter(m.country.name for passage in passages for m in mentions(passage.text))
    by_mentions = sorted(members, key=lambda name: (-named[name], name))
    for name in by_mentions[:_SWEPT_COUNTRIES]:
        if name not in best or best[name][1].is_shared:
            found = store.library.search(wanted.terms, _SWEPT, until=query.as_of, beside=name)
            sweep(store.library.passages([i for i, _ in found]))
    return sorted((item for _, item in best.values()), key=_by_day)


def asks_who_did_not(query: Query) -> bool:
    """Whether the question is of whom something is not true: articles say that of few, never of all."""
    group = _GROUP.search(query.question)
    return group is not None and bool(_DENIED.search(query.question, group.end()))


def listed_deed(query: Query) -> ListedDeed | None:
    """The deed that a question about a group of countries asks for, or `None` where it asks for none."""
    group = _GROUP.search(query.question)
    rest = query.question[group.end() :] if group else ""
    deed = next(iter(deed_classes(rest)), None)  # "applied" in "applied to join"
    if group is None or deed is None:
        return None
    places = list(mentions(rest))
    of_places = {word.stem for place in places for word in words(rest[place.start : place.end])}
    things = {
        word.stem
        for word in content_words(rest)
        if deed not in deed_classes(word.text) and not _NO_THING.fullmatch(word.text)
    }
    return ListedDeed(
        group=group["group"],
        deed=deed,
        things=frozenset(things - of_places),
        towards=bool(re.search(r"\bto\s", rest)),
        against="against" in rest,
        places=frozenset(place.country.name for place in places),
        terms=tuple(dict.fromkeys((*(word.text for word in content_words(rest)), *done_forms(deed)))),
    )


def says_the_deed(wanted: ListedDeed, sentence: str, passage: Passage) -> bool:
    """Whether a sentence has the deed of a list question, done or not, and its passage the things."""
    stems = {word.stem for word in words(f"{passage.headline.title} {passage.text}")}
    return (
        wanted.deed in deed_classes(sentence)
        and wanted.things <= stems
        and wanted.places <= _places(sentence, wanted.towards)
        and wanted.against <= ("against" in sentence)
    )


def _is_member(country: Country, group: str, day: date) -> bool:
    """Whether a country belongs to the group that a question names; to "countries" all belong."""
    if _NATO.search(group):
        return country.nato_since is not None and country.nato_since <= day
    if _EU.search(group):
        return country.eu_since is not None and country.eu_since <= day
    return True


def _items(wanted: ListedDeed, members: set[str], passage: Passage) -> Iterable[tuple[float, Item]]:
    for index, (start, end) in enumerate(passage.sentences):
        text = passage.quote(start, end)
        stems = {word.stem for word in words(text)}
        if not wanted.things <= stems or wanted.against != ("against" in stems):
            continue
        if not wanted.places <= _places(text, wanted.towards):
            continue
        done = done_by(text, frozenset({wanted.deed}))
        doers = {country: mention for country, mention in done.items() if country.name in members}
        for country, mention in doers.items():
            # a sentence of its own, early in its article, and short
            score = (len(doers) == 1) + 0.5 * (index == 0 and passage.start < 200) - len(text) / 400
            yield score, Item(country, mention, passage, start, end, text, len(doers) > 1)


def _places(text: str, towards: bool) -> set[str]:
    """The countries that a sentence names, or only those that something goes to, as in "sent Ukraine"."""
    return {
        mention.country.name
        for mention in mentions(text)
        if not towards or _GOES_TO.search(text[: mention.start]) or _ends_with_a_deed(text[: mention.start])
    }


def _ends_with_a_deed(text: str) -> bool:
    last = text.split()[-1:]
    return bool(last and deed_classes(last[0]))


def _by_day(item: Item) -> tuple[bool, str, str, int]:
    headline = item.passage.headline
    day = "" if headline.published is None else headline.published.isoformat()
    return not day, day, headline.article_id, item.start

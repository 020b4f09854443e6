"""Lists: sweeps the library for the items that a question asks for, until a round brings no new one.

Does not know how an answer is put together, nor what a sentence says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from assistant.countries import Country, countries
from assistant.finds import Item, finds
from assistant.kinds import Kind, named
from assistant.things import kinds_of, wider
from assistant.times import stated
from assistant.types import Query, Row
from assistant.wanted import Wanted, wanted
from assistant.windows import scope_of, tells_of
from assistant.words import words
from index.article import Passage
from index.sentences import Span
from index.sync import Store

_BESIDE = 12
"""Passages looked at for each name of which the evidence does not say it in a sentence of its own."""

_WIDE = 60
"""Passages that a search for the deed itself brings, in each round that much more."""

_NAMES = 30
"""Names searched for in a round; of more, those that the passages read so far name most."""

_THINGS = 3
"""Things that the deed is searched beside."""

_TEXT = 4000
"""Characters of an article in which it says to whom things went."""

_LEAST = 3
"""Rounds: the evidence, what it names, and what the first searches named."""

_SEARCHES = 50
"""In all, at some 10 ms each."""

_OF_WHOM = "Only those are listed of whom an article says so; of the others the archive says nothing."

_NATO = re.compile(r"\bnato\b|\balliance\b|^allies$", re.IGNORECASE)
_EU = re.compile(r"\beu\b|\beuropean union\b", re.IGNORECASE)
_REGIONS = {
    "baltic": frozenset({"Estonia", "Latvia", "Lithuania"}),
    "nordic": frozenset({"Denmark", "Finland", "Iceland", "Norway", "Sweden"}),
    "scandinavian": frozenset({"Denmark", "Norway", "Sweden"}),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a list, by day, and how far was searched for them."""

    wanted: Wanted
    items: tuple[Item, ...]
    rounds: int
    passages: int
    articles: int
    notes: tuple[str, ...]


def listed(store: Store, query: Query, passages: Sequence[Passage]) -> Listing | None:
    """The items that a list question asks for, `passages` being its evidence; `None` where none was found.

    The same library, query and passages always give the same listing.
    """
    sought = wanted(query.text)
    if sought is None or not (sweep := _Sweep(store, query, sought)).can_begin:
        return None
    sweep.read(passages)
    while sweep.goes_on:
        sweep.round()
    items = sweep.items()
    notes = (_OF_WHOM,) if sought.is_denied else ()
    return Listing(sought, items, sweep.rounds, len(sweep.seen), sweep.articles, notes) if items else None


def groups(listing: Listing) -> list[list[Item]]:
    """The items by the sentence that says them, so that each is quoted once."""
    found = dict[tuple[str, int, int], list[Item]]()
    for item in listing.items:
        found.setdefault((item.passage.headline.article_id, item.start, item.end), []).append(item)
    return list(found.values())


def quoted(group: Sequence[Item]) -> tuple[Passage, int, int, tuple[Span, ...]]:
    """The sentence of one of `groups`: passage, offsets, and where in its text the items are named."""
    first = group[0]
    places = {item.mention for item in group if item.mention[0] < item.mention[1]}
    return first.passage, first.start, first.end, tuple(sorted(places))


def rows(grouped: Sequence[Sequence[Item]]) -> tuple[Row, ...]:
    """The table of `groups`, whose sentences are cited as 1, 2, 3 in this order; by day and item."""
    found = [
        Row(item.name, item.what, item.day, number)
        for number, group in enumerate(grouped, start=1)
        for item in group
    ]
    return tuple(sorted(found, key=lambda row: (row.day is None, row.day or date.min, row.citation)))


def how_far(listing: Listing) -> str:
    """How far was searched, in a sentence."""
    return (
        f"{len(listing.items)} found in {_count(listing.passages, 'passage')} of "
        f"{_count(listing.articles, 'article')}, in {_count(listing.rounds, 'round')} of searching."
    )


def how_many(listing: Listing) -> str:
    """What may be said of a number that no article states."""
    return f"The archive names {len(listing.items)} of them; no article found states the number."


class _Sweep:
    """What has been read so far, and the best sentence of each item."""

    def __init__(self, store: Store, query: Query, sought: Wanted) -> None:
        self._store, self._sought = store, sought
        self._scope, self._window = scope_of(query), query.limits.window
        self._members = {c.name for c in countries() if _is_member(c, sought.group, query.as_of)}
        self._best = dict[str, Item]()
        self._did = dict[str, list[date]]()
        self._texts = dict[str, str]()
        self._named = Counter[str]()
        self._looked_for = set[str]()
        self._searches = 0
        self._brought = 1
        self.seen = set[str]()
        self._articles = set[str]()
        self.rounds = 0

    @property
    def can_begin(self) -> bool:
        return self._sought.kind is not Kind.COUNTRY or bool(self._members)

    @property
    def goes_on(self) -> bool:
        """Whether the last round, or the first search, brought something, and another may be made."""
        return (self._brought > 0 or self.rounds < _LEAST) and self._searches < _SEARCHES

    @property
    def articles(self) -> int:
        return len(self._articles)

    def read(self, passages: Iterable[Passage]) -> None:
        """Takes the items of passages that were not read before."""
        self.rounds += self.rounds == 0
        for passage in passages:
            if passage.passage_id in self.seen:
                continue
            self.seen.add(passage.passage_id)
            self._articles.add(passage.headline.article_id)
            self._named.update({one.name for one in named(self._sought.kind, passage.text)})
            article = partial(self._text, passage.headline.article_id)
            for item in finds(self._sought, passage, article):
                if self._is_meant(item.name) and self._is_of_then(item):
                    known = self._best.get(item.name)
                    if known is None or _rank(item) > _rank(known):
                        self._best[item.name] = item
            if self._sought.is_denied:
                for item in finds(self._sought, passage, article, done=True):
                    self._did.setdefault(item.name, []).append(item.day or date.min)

    def round(self) -> None:
        """Searches for what is named but not yet found by itself, then wider for the deed."""
        known = set(self._best)
        self.rounds += 1
        for name in self._candidates()[:_NAMES]:
            self._looked_for.add(name)
            self._search(_BESIDE, (name,))
        for beside in self._about():
            self._search(_WIDE * self.rounds, beside)
        self._brought = len(set(self._best) - known)

    def items(self) -> tuple[Item, ...]:
        """What was found, by day; of those who did not, without those who later did."""
        found = _without_parts(self._best) if self._sought.kind is Kind.ARMS else [*self._best.values()]
        kept = [item for item in found if not self._later_did(item)]
        return tuple(sorted((replace(item, day=_day(item)) for item in kept), key=_by_day))

    def _text(self, article_id: str) -> str:
        if article_id not in self._texts:
            stored = self._store.library.article(article_id)
            self._texts[article_id] = "" if stored is None else stored.text[:_TEXT]
        return self._texts[article_id]

    def _is_meant(self, name: str) -> bool:
        return self._sought.kind is not Kind.COUNTRY or name in self._members

    def _is_of_then(self, item: Item) -> bool:
        """Whether a sentence that says when something happened says a day of the query's window."""
        window, headline = self._window, item.passage.headline
        return (
            window is None
            or not stated(item.text, headline.published)
            or tells_of(window, item.text, headline)
        )

    def _later_did(self, item: Item) -> bool:
        days = self._did.get(item.name, ())
        return any(item.day is None or item.day <= day for day in days)

    def _candidates(self) -> list[str]:
        """The names to search beside, those that the passages name most first."""
        names = self._members if self._sought.kind is Kind.COUNTRY else set(self._named)
        waiting = [
            name
            for name in names - self._looked_for
            if name not in self._sought.places and (name not in self._best or self._best[name].is_shared)
        ]
        return sorted(waiting, key=lambda name: (-self._named[name], name))

    def _about(self) -> list[tuple[str, ...]]:
        """What the deed's words are searched beside: the things in any of their words, and who did it."""
        things = [
            (thing, *kinds_of(thing), *(wider(thing) if self._sought.is_denied else ()))
            for thing in sorted(self._sought.things)
        ]
        given = [(self._sought.doer,)] if self._sought.doer else []
        return [*given, *things[:_THINGS]] or [tuple(sorted(self._sought.places))]

    def _search(self, count: int, beside: Sequence[str]) -> None:
        if self._searches < _SEARCHES:
            self._searches += 1
            found = self._store.library.search(self._sought.terms, count, scope=self._scope, beside=beside)
            self.read(self._store.library.passages([i for i, _ in found if i not in self.seen]))


def _is_member(country: Country, group: str, day: date) -> bool:
    """Whether a country belongs to the group that a question names; to "countries" all belong."""
    if _NATO.search(group) and not (country.nato_since is not None and country.nato_since <= day):
        return False
    if _EU.search(group) and not (country.eu_since is not None and country.eu_since <= day):
        return False
    regions = [name for name in group.lower().split() if name in _REGIONS]
    return all(country.name in _REGIONS[name] for name in regions)


def _rank(item: Item) -> tuple[int, float]:
    return -item.advance, item.score


def _by_day(item: Item) -> tuple[bool, str, str, int]:
    day = "" if item.day is None else item.day.isoformat()
    return not day, day, item.passage.headline.article_id, item.start


def _day(item: Item) -> date | None:
    """The one day that a sentence says, or else that of its article."""
    told = {one.first for one in stated(item.text, item.day) if one.first == one.last and not one.ahead}
    return told.pop() if len(told) == 1 else item.day


def _without_parts(best: dict[str, Item]) -> list[Item]:
    """Without names that are part of a longer one: "tanks" where there are "T-72 tanks"."""
    stems = {name: {word.stem for word in words(name)} for name in best}
    return [item for name, item in best.items() if not any(stems[name] < other for other in stems.values())]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

"""Says of a question such as "Why did Hungary send tanks?" that no article has what it takes for granted.

Does not know how the question is answered; it is silent where a rule cannot be sure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.actors import ALIASES, keys
from assistant.bearing import Bearing, bearing
from assistant.countries import countries
from assistant.dating import long_day
from assistant.happenings import terms
from assistant.presupposed import Premise, Role, premise
from assistant.types import Evidence, Query
from assistant.words import forms, words
from index.article import Passage
from index.scope import Scope
from index.sync import Store

_SWEPT = 60
"""Passages looked at beside the evidence before it is said that no article says it."""

_COUNTED = 400
"""Passages in which two names are looked for together; where one has so many, nothing is concluded."""

_COMMON = 1.6
"""Rarity below which a place stands in so many passages that a sentence need not name it again."""


def check(store: Store, query: Query, evidence: Sequence[Evidence]) -> str:
    """What to say before an answer whose question takes for granted what no article says; "" where none is.

    Every article up to the as-of day is searched, whatever else the query is limited to. Nothing is said of
    whom the archive does not know at all: that is for the abstention to say.
    """
    found = premise(query.asks)
    if found is None or not _is_known(store, found.subject):
        return ""
    narrowed = _narrowed(store, found)
    if narrowed is None:
        return ""
    scope = Scope(last=query.as_of)
    if not narrowed.happenings and narrowed.role is not Role.SPEAKER:
        unsupported = _are_never_together(store, narrowed, scope)
    else:
        near = [item.passage for item in evidence]
        unsupported = _is_refuted(narrowed, [*near, *_swept(store, narrowed, scope)])
    return f"No article up to {long_day(query.as_of)} {found.claim}." if unsupported else ""


def _is_refuted(found: Premise, passages: Iterable[Passage]) -> bool:
    """Whether no passage bears a premise out, and it is denied somewhere or never even comes near."""
    borne = set[Bearing]()
    for passage in passages:
        borne.add(bearing(found, passage))
        if Bearing.SAYS in borne:
            return False
    return Bearing.DENIES in borne or Bearing.MAY not in borne


def _is_known(store: Store, name: str) -> bool:
    return bool(store.library.search(_names(name), 1))


def _narrowed(store: Store, found: Premise) -> Premise | None:
    """The premise without what sentences leave out: places that the whole archive is about.

    Of what somebody is asked to have spoken about, the names and the first word: in "nuclear weapons" it
    tells more. `None` where the archive lacks a thing: it may say the same in other words.
    """
    kept = [t for t in found.things if not (t.is_place and store.library.rarity(forms(t.form)) < _COMMON)]
    if found.role is Role.SPEAKER:
        kept = [t for t in kept if t.is_name or t is next(p for p in kept if not p.is_name)]
        if not kept:
            return None
    return replace(found, things=tuple(kept)) if all(_is_known(store, thing.form) for thing in kept) else None


def _swept(store: Store, found: Premise, scope: Scope) -> list[Passage]:
    """The passages of the whole archive that have the subject, and most of what it is said to have done."""
    named = [form for thing in found.things for form in forms(thing.form)]
    told = [form for name in sorted(found.happenings) for term in terms(name) for form in forms(term)]
    hit = store.library.search([*named, *told], _SWEPT, scope=scope, beside=_names(found.subject))
    return store.library.passages([passage_id for passage_id, _ in hit])


def _are_never_together(store: Store, found: Premise, scope: Scope) -> bool:
    """Whether no article has both the subject and what it is said to have done something with."""
    named = [thing for thing in found.things if thing.is_name and not thing.is_place]
    if not named:
        return False
    articles = [_articles(store, _names(name), scope) for name in (found.subject, *(t.form for t in named))]
    return None not in articles and not frozenset.intersection(*(ids for ids in articles if ids is not None))


def _articles(store: Store, names: Sequence[str], scope: Scope) -> frozenset[str] | None:
    """The articles that have one of the names; `None` where they are too many to be counted."""
    found = store.library.search(names, _COUNTED, scope=scope)
    if len(found) == _COUNTED:
        return None
    passages = store.library.passages([passage_id for passage_id, _ in found])
    return frozenset(passage.headline.article_id for passage in passages)


def _names(name: str) -> tuple[str, ...]:
    """A name's forms, to search for: those of a country, what stands for an organisation, or a last name."""
    own = keys(name)
    for country in countries():
        if country.name in own:
            return country.name, *country.aliases, *country.seats, *ALIASES.get(country.name, ())
    for alias, others in ALIASES.items():
        if alias in own:
            return alias, *others
    last = [word.text for word in words(name) if word.stem in own][-1:]
    return tuple(form for word in last for form in forms(word))

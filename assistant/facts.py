"""What a claim says that its sources lack: its numbers, days and names, each in a line for a reader.

Does not know whether the sources say what the claim makes of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from assistant import binding, dates, levels, measures, pairing, quantities, reckoning, scores, timing
from assistant.aliases import OF_A_PERSON, stands_for_somebody
from assistant.grounds import Ground
from assistant.kinds import Named
from assistant.naming import Name, countries_of, names
from assistant.quantities import Quantity
from assistant.same_name import Place, abbreviated, find, has_name
from assistant.standing import is_a_state
from assistant.words import stem
from index.sentences import Span

_PRONOUN_FIRST = re.compile(r"[\"']?(?:He|She|It|They)\b")


_MIXED = re.compile(rf"(?<![\w.,-])\d+(?!(?i:st|nd|rd|th|s|k|b|bn|mn|tn|d|{measures.SHORT})\b)[^\W\d_]\w*")
"""Digits and letters in one: "5O" is no number that can be read."""

_RATE = re.compile(
    r"\d+(?:[,.]\d+)*(?:\s(?!in|within|over|for|about|than|after|once|twice)[a-z]+){0,2}\s(?:a|per|each|every)"
    r"\s(?P<time>hour|day|week|month|year)\b(?!\s(?:ago|later|earlier|before|after|long|late|early|off))",
    re.IGNORECASE,
)

_RATED = r"\b(?:an?|per|each|every)\s{0}\b|/\s?{0}|\b{0}ly\b|\b(?:annual\w*|daily|mph|kph)\b|/\s?h\b|-a-{0}\b"

_LENGTH = re.compile(r"\w+\s\w+(?:\s(?:after|before|later|earlier|ago)\b)?")

_NAME_AHEAD = re.compile(r"[A-Z][\w.-]*\s$")

_OF_IT = re.compile(r"(?:'s)?\s([A-Za-z]\w+)")

_TAKES_UP = re.compile(r"\b(?:the|these|those|its|their)\s$", re.IGNORECASE)

_MOST = 40
"""Numbers of a sentence that are read: one with more is a table."""


class Fault(NamedTuple):
    """Why a claim does not follow; `is_certain` where no reading of its source helps."""

    reason: str
    is_certain: bool


def lacking(claim: str, grounds: Sequence[Ground], as_of: date | None) -> Iterator[Fault]:
    """The facts of a claim that its sources taken together do not have, the plainest first."""
    known = " ".join(f"{ground.body} {ground.text}" for ground in grounds)
    named = names(claim, known)
    yield from _numbers(claim, named, grounds, as_of)
    yield from _days(claim, grounds, as_of)
    yield from _names(claim, named, grounds, known)


def numbers_of(text: str, known: str = "") -> list[Quantity]:
    """The numbers of a text that stand in no date and no name."""
    return quantities.quantities(text, [*dates.spans(text), *_numbered(names(text, known))])


def _numbered(named: Sequence[Name]) -> list[Span]:
    return [(one.start, one.end) for one in named if any(c.isdigit() for c in one.text) or " " in one.country]


def _numbers(
    claim: str, named: Sequence[Name], grounds: Sequence[Ground], as_of: date | None
) -> Iterator[Fault]:
    claimed = quantities.quantities(claim, [*dates.spans(claim), *_numbered(named)])
    for mixed in _MIXED.finditer(claim):
        is_name = not _NAME_AHEAD.search(claim, 0, mixed.start()) and any(
            re.search(rf"(?<!\w){re.escape(mixed.group())}(?!\w)", ground.around) for ground in grounds
        )
        if not is_name and not any(
            mixed.group().lower().removesuffix("s") in _joined(ground.text) for ground in grounds
        ):
            yield Fault(f"The number {mixed.group()} is not in the cited {_sentence(grounds)}.", True)
    for rate in _RATE.finditer(claim):
        rated = re.compile(_RATED.format(rate["time"].lower()), re.IGNORECASE)
        if not any(rated.search(ground.text) for ground in grounds):
            yield Fault(f"The source does not give this by the {rate['time'].lower()}.", True)
    if not claimed and not pairing.NTH.search(claim):
        return
    if len(claimed) > _MOST:
        yield Fault("It has more numbers than can be checked.", False)
        claimed = claimed[:_MOST]
    each = [numbers_of(ground.text, ground.around)[:_MOST] for ground in grounds]
    had = [number for own in each for number in own]
    case = reckoning.Case(claim, claimed, had, grounds)
    for number in reckoning.missing(case):
        yield Fault(_where(number, claim, grounds), not _is_known(number, case))
    plain = [number for number in claimed if not reckoning.is_difference(number, case)]
    if pair := quantities.exchanged(plain, each, claim, [ground.text for ground in grounds]):
        is_once = all(sum(one.is_same(other) for other in had) == 1 for one in pair)
        yield Fault(f"The source has {pair[0].text} and {pair[1].text} the other way round.", is_once)
    for number in plain:
        other = pairing.of_another_thing(number, case)
        if other is not None:
            yield Fault(
                f"In the source {number.text} is of something else; of this it says {other.text}.", True
            )
        elif bound := next((o for o in had if number.is_same(o) and pairing.bounds_differ(number, o)), None):
            yield Fault(f"The source gives {bound.text} as a bound on the other side.", True)
        else:
            same = [
                (g.text, o) for g, own in zip(grounds, each, strict=True) for o in own if number.is_same(o)
            ]
            if reason := levels.other_role(claim, number, same):
                yield Fault(reason, True)
            if same and levels.is_other_sign(claim, number, same):
                yield Fault(f"Only one of them has {number.text} with a minus.", True)
            for ground, own in zip(grounds, each, strict=True):
                if part := levels.part_of(claimed, number, own, ground.text):
                    yield Fault(f"The source says this of {part.text} of the {number.text}.", False)
    for ground in grounds:
        if score := scores.turned(claim, ground.text):
            yield Fault(f"The source has the {score} the other way round.", True)
    for one, instead in (*pairing.in_another_place(case), *pairing.moved(claim, grounds, as_of)):
        yield Fault(f"In the source {one} is of something else; of this it says {instead}.", True)


def _joined(text: str) -> str:
    return re.sub(r"[\s-]", "", text).lower()


def _is_known(number: Quantity, case: reckoning.Case) -> bool:
    """Whether it takes up a number of the article for the same things: "along with the eight tanks"."""
    return bool(_TAKES_UP.search(case.claim, 0, number.start)) and any(
        number.is_same(other) and number.noun & other.noun
        for ground in case.grounds
        for other in numbers_of(ground.around)
    )


def _where(number: Quantity, claim: str, grounds: Sequence[Ground]) -> str:
    if number.is_article:
        length = _LENGTH.match(claim, number.start)
        said = length.group() if length else number.text
        return f"The time “{said}” is not in the cited {_sentence(grounds)}."
    for ground in grounds:
        if any(number.is_same(other) for other in numbers_of(ground.around)):
            return (
                f"The number {number.text} stands in another sentence of the article, not in the cited one."
            )
    return f"The number {number.text} is not in the cited {_sentence(grounds)}."


def _sentence(grounds: Sequence[Ground]) -> str:
    return "sentence" if len(grounds) == 1 else "sentences"


def _days(claim: str, grounds: Sequence[Ground], as_of: date | None) -> Iterator[Fault]:
    published = next((ground.published for ground in grounds if ground.published), as_of)
    if wrong := dates.wrong_weekday(claim, published):
        yield Fault(f"“{wrong}” is another day of the week.", True)
    for time, why in timing.missing(claim, grounds, as_of):
        yield Fault(why or f"The day “{time.text}” is not in the cited {_sentence(grounds)}.", True)
    for day, other in (*pairing.exchanged_days(claim, grounds, as_of), *pairing.turned(claim, grounds)):
        yield Fault(f"The source says this of “{other}”, not of “{day}”.", True)


def _names(claim: str, named: Sequence[Name], grounds: Sequence[Ground], known: str) -> Iterator[Fault]:
    places = [find(name, grounds) for name in named]
    spelt = [span for ground in grounds for span in abbreviated(claim, ground.text)]
    places = [
        replace(one, where="own") if any(s <= one.name.start and one.name.end <= e for s, e in spelt) else one
        for one in places
    ]
    for place in places:
        if not place.where:
            reason = f"“{place.name.text}” is not named in the cited {_sentence(grounds)}."
            yield Fault(reason, not _is_understood(place.name, claim, grounds))
        elif place.lacking:
            yield Fault(f"The source does not call “{place.name.text}” {' '.join(place.lacking)}.", False)
    for place in places:
        if place.where == "context" and (instead := _displaced(place, places, claim, grounds, known)):
            reason = f"The cited {_sentence(grounds)} names {instead.reason}, not “{place.name.text}”."
            yield Fault(reason, instead.is_certain)
    for one, other in binding.swapped(claim, named, grounds):
        yield Fault(f"The source says this of {other}, not of {one}.", True)
    for one, other in binding.of_another(claim, named, grounds):
        yield Fault(f"The source says this of {other}, not “{one}”.", True)
    for one, other in binding.exchanged(claim, named, grounds):
        yield Fault(f"The source has {one} and {other} the other way round.", True)


def _is_understood(name: Name, claim: str, grounds: Sequence[Ground]) -> bool:
    """Whether sources that name no country may leave out whose it is: "the Navy" of "the US Navy"."""
    following = _OF_IT.match(claim, name.end)
    return bool(name.country and following) and not any(
        countries_of(ground.text) or (following and stem(following[1]) not in ground.stems)
        for ground in grounds
    )


def _displaced(
    place: Place, places: Sequence[Place], claim: str, grounds: Sequence[Ground], known: str
) -> Fault | None:
    """The name of a source that a claim leaves out for one of the context; none where it may mean it."""
    other = None
    for ground in grounds:
        if not has_name(place.name, ground.around):
            continue
        if place.name.text.split()[-1] in {word.text for word in ground.words}:
            return None  # by its last word: "the Commission"
        own = [one for one in names(ground.text, known) if _alike(one, place.name)]
        left_out = [
            one
            for one in own
            if not any(_same(one, its.name) for its in places)
            and _is_adjective(ground.text, one) == _is_adjective(claim, place.name)
        ]
        meant = _nearest(ground, place.name, known)
        explained = stands_for_somebody(ground.text) and has_name(place.name, meant)
        begins = _PRONOUN_FIRST.match(ground.text) and claim.startswith(place.name.text)
        explained = explained and not any(
            binding.stand_alike(claim, place.name, ground.text, one) for one in left_out
        )
        if explained or (not left_out and not (begins and meant)):
            return None
        instead = next((o for o in left_out if binding.stand_alike(claim, place.name, ground.text, o)), None)
        first = instead or (left_out[0] if left_out else None)
        stand_alike = instead is not None
        is_certain = place.name.kind == "country" or stand_alike or _is_person(place.name, first, stand_alike)
        other = Fault(first.text if first else "somebody else", is_certain)
    return other


def _is_person(name: Name, other: Name | None, stand_alike: bool) -> bool:
    """Whether they are people, who are not called by another's name: a club is also called by its town."""
    if other is None or "person" not in (name.kind, other.kind):
        return False
    return stand_alike or len(other.words) > 1


def _nearest(ground: Ground, name: Name, known: str) -> str:
    """The nearest sentence before that names anybody of a kind, where a pronoun's name stands."""
    for sentence in (*reversed(ground.before), *ground.earlier, ground.title):
        if any(_alike(one, name) for one in names(sentence, known)):
            return f"{sentence} {ground.title}"
    return ""


def _is_adjective(text: str, name: Name) -> bool:
    """Whether a country's name is only of something that is there: "Ukrainian regions"."""
    return name.kind == "country" and not is_a_state(text, Named(name.start, name.end, name.country))


def _alike(one: Name, other: Name) -> bool:
    """Whether one may have been put for the other: two people, two countries, two other names."""
    kinds = {one.kind, other.kind}
    if kinds == {"person", "other"}:
        return all(len(n.words) in OF_A_PERSON and not any(c.isdigit() for c in n.text) for n in (one, other))
    return len(kinds) == 1


def _same(one: Name, other: Name) -> bool:
    return has_name(one, other.text) or has_name(other, one.text)

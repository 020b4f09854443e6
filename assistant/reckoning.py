"""Whether the numbers of a claim are those of its sources, of the same things, or follow from them.

Does not know how numbers are read from a text, nor what is said of the things.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import NamedTuple

from assistant import dates, measures, numerals, timing
from assistant.grounds import Ground
from assistant.quantities import Quantity, quantities

_QUARTERLY = re.compile(r"\b(?:every\squarter|quarterly|each\squarter)\b", re.IGNORECASE)
_EQUALLY = re.compile(r"\b(?:equal\w*|half|halves|each|evenly|fifty-fifty)\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:equal\w*|each|apiece|evenly|shared?|fifty-fifty|halves|halved)\b", re.IGNORECASE)

_CHANGES = re.compile(
    r"\b(?:more|fewer|less|above|below|by|difference|margin|r[aio]se\w*|rais\w+|gap|lead|leads|ahead|behind|left|leav\w+|remain\w*"
    r"|rest|others?|bring\w*|add\w*|increas\w*|up|down|f[ae]ll\w*|gr[eo]w\w*|another|additional|short|apart|cut|cuts|cutting|drop\w*"
    r"|declin\w*|climb\w*|jump\w*|surg\w*|gain\w*|lost|los[st]\w*|shr[aiu]nk\w*|widen\w*|narrow\w*|improv\w*|expand\w*|advantage"
    r"|deficit|surplus|went|worsen\w*|(?!number|member|other|after|over|under|per)\w{2,}er(?=\sthan)|older|younger|later|earlier|taller"
    r"|longer|shorter|higher|lower|faster|slower|heavier)\b",
    re.IGNORECASE,
)

_OTHERS = re.compile(r"\s(?:others?|(?:other|more|further|additional)\s[a-z]+)\b", re.IGNORECASE)

_MORE_THAN = re.compile(r"\b(?:more|less|fewer|other)\sthan\s$", re.IGNORECASE)
"""Before a number it only bounds it."""

_TOTAL = re.compile(
    r"\b(?:total\w*|altogether|in\sall|combined|together|sum(?:s|med)?|overall|both|adding|plus|in\ssum|makes?\sup|making|complete[sd]?|bring\w*)\b",
    re.IGNORECASE,
)
_THE_FIGURE = re.compile(
    r"\b(?:the|this|that|both)\s(?:figure|number|rate|sum|amount|total|share|price|count)s?\b"
)

_ANNIVERSARY = re.compile(
    r"anniversar|\bjubilee|\bbirthday|\d(?:st|nd|rd|th)\s(?:minute|day|week|month|year)\b", re.IGNORECASE
)

_EXACT = 1e-6
"""Values nearer than this are one."""

_NEAR, _MOST = 12, 8
"""Characters between two numbers of one unit, and numbers of which some may be added up."""

_OFF = {"least": (1.0, 1.3), "most": (0.8, 1.0), "about": (0.9, 1.1)}
"""How far a ratio may be from "at least three times", as a share; from "three times" it is 0.04."""


class Case(NamedTuple):
    """A claim with its numbers, and those of what it is held against."""

    claim: str
    claimed: Sequence[Quantity]
    had: Sequence[Quantity]
    grounds: Sequence[Ground]

    @property
    def sources(self) -> str:
        return " ".join(ground.text for ground in self.grounds)


def missing(case: Case) -> list[Quantity]:
    """Those numbers of a claim that are none of a source's, nor rounder numbers, nor follow from them."""
    near = [(one, other) for one, other in pairwise(case.had) if 0 <= other.start - one.end < _NEAR]
    had = [*case.had, *(full for one, other in near for full in _in_full(other, [one]))]
    return [
        one
        for one in case.claimed
        if not any(one.is_same(other) or one.may_round(other) for other in had)
        and not any(way(each, case) for way in _WAYS for each in (one, *_in_full(one, case.claimed)))
    ]


def _in_full(number: Quantity, beside: Sequence[Quantity]) -> Iterator[Quantity]:
    """With the unit of the number before it, where it has none: "by 3 points in May and two in June"."""
    before = [one for one in beside if one.end <= number.start]
    if before and before[-1].unit and not number.unit and not number.noun & before[-1].noun:
        yield replace(number, unit=before[-1].unit, value=number.raw * before[-1].measure)


def _is_there(number: Quantity, case: Case) -> bool:
    """Whether a source has it in full, or as a length within words that tell when: "the past nine months"."""
    told = [one for ground in case.grounds for one in quantities(ground.text) if one.unit == measures.TIME]
    if any(number.is_same(one) for one in (*case.had, *told)):
        return True
    if number.unit != measures.TIME or number.measure < measures.DAY:
        return False
    return any(
        number.is_same(replace(number, value=length, raw=1.0))
        for match in measures.ONE_LENGTH.finditer(case.sources)
        for length in [measures.behind(match["time"])[1]]
    )


def _is_anniversary(number: Quantity, case: Case) -> bool:
    """Whether "55 years after" is the 55th anniversary, or the other way round."""
    if not _ANNIVERSARY.search(f"{case.claim} {case.sources}"):
        return False
    others = [one for one in case.had if {one.unit, number.unit} == {"ordinal", measures.TIME}]
    return any(abs(one.raw - number.raw) < _EXACT for one in others)


def _is_sum(number: Quantity, case: Case) -> bool:
    """Of the numbers that the claim adds up, or else of some of the sources'."""
    listed = [one for one in case.claimed if one is not number and one.unit == number.unit]
    if len(listed) > 1:
        return _adds_up(number, listed[:_MOST], 2)
    alike = [one for one in case.had if one.unit == number.unit][:_MOST]
    if _TOTAL.search(case.claim):
        return _adds_up(number, alike, 2)
    return len(alike) in (2, 3) and _adds_up(number, alike, len(alike))


def _adds_up(total: Quantity, parts: Sequence[Quantity], least: int) -> bool:
    return (
        any(
            abs(sum(one.value for one in some) - total.value) < _EXACT * max(1.0, total.value)
            for count in range(least, min(len(parts), max(4, least)) + 1)
            for some in combinations(parts, count)
        )
        or abs(sum(one.value for one in parts) - total.value) < _EXACT
    )


def is_difference(number: Quantity, case: Case) -> bool:
    """Whether it is by how much two numbers of the sources differ, where a claim compares."""
    before = _MORE_THAN.sub("", case.claim[max(0, number.start - 30) : number.start])
    if not _CHANGES.search(before) and not _CHANGES.search(case.claim[number.end : number.end + 40]):
        return False
    cents = 0.01 if number.unit in ("cent", "penny") else 1.0
    return any(
        abs(abs(one.value - other.value) - (number.value * cents if one.unit else number.raw)) < _EXACT
        for one, other in combinations(case.had, 2)
        if one.unit == other.unit and one.unit in _differences_of(number.unit)
    )


def _differences_of(unit: str) -> tuple[str, ...]:
    """Between what numbers there may be so many: "six points" between 98 and 92, or between 4% and 3.6%."""
    if unit == "points":
        return ("points", "", "%")
    return measures.COINS.get(unit, (unit, "") if unit else ("",))


def _is_change(number: Quantity, case: Case) -> bool:
    """Whether it is what percentage of another a number or the difference of two is."""
    if number.unit != "%":
        return False
    return any(
        abs(100 * amount / whole - number.value) < 1
        or (amount is low and number.may_round(replace(number, text="", value=100 * amount / whole)))
        for one, other in combinations(case.had, 2)
        if one.unit == other.unit and one.unit not in ("%", "ordinal") and one.value > 0 and other.value > 0
        for low, high in [sorted((one.value, other.value))]
        for amount, whole in ((high - low, low), (high - low, high), (low, high))
    )


def _is_share(number: Quantity, case: Case) -> bool:
    """Whether it is so many percent of another number, as a source says."""
    return any(
        abs(part.value / 100 * whole.value - number.value) < _EXACT * whole.value
        for part in case.had
        if part.unit == "%"
        for whole in case.had
        if whole.unit == number.unit != "%"
    )


def _is_multiple(number: Quantity, case: Case) -> bool:
    """Whether a claim says how many times as much a number is, or a text that there is twice as much."""
    low, high = _OFF.get(number.bound, (0.96, 1.04))
    if number.unit == "times":
        return any(
            low * number.value
            <= max(one.value, other.value) / min(one.value, other.value)
            <= high * number.value
            for one, other in combinations(case.had, 2)
            if one.unit == other.unit and min(one.value, other.value) > 0
        )
    return any(
        abs(number.value * times.value - one.value) < _EXACT
        or abs(number.value - one.value * times.value) < _EXACT
        for times in (*case.claimed, *case.had)
        if times.unit == "times"
        for one in case.had
        if one.unit == number.unit
    )


def _is_shared_out(number: Quantity, case: Case) -> bool:
    """Whether a source says it in another way: by equal shares, or by the quarter of a year."""
    if number.value == 4 and not number.unit and _QUARTERLY.search(case.sources):
        return True
    if number.unit == "%" and number.value == 50 and _EQUALLY.search(case.sources):
        return True
    had = [one for one in case.had if one.unit == number.unit]
    counts = [2.0, *(few.raw for few in case.had if not few.unit and few.raw in range(2, 13))]
    if _EACH.search(case.sources) and not _EACH.search(case.claim):
        return any(
            abs(few * one.value - number.value) < _EXACT * number.value for few in counts for one in had
        )
    if not _EACH.search(f"{case.claim} {case.sources}"):
        return False
    return any(abs(few * number.value - one.value) < _EXACT * one.value for few in counts for one in had)


def _is_rest(number: Quantity, case: Case) -> bool:
    """Whether it is a source's total less those named beside it: "China and 34 others" of 35."""
    names_beside = numerals.named_before(case.claim, number.start)
    if names_beside and _OTHERS.match(case.claim, number.end):
        return any(one.value == number.value + names_beside for one in case.had if one.unit == number.unit)
    return any(
        one.value + named == number.value
        for ground in case.grounds
        for one in case.had
        if one.unit == number.unit == "" and ground.text.startswith(one.text, one.start)
        for named in [numerals.named_before(ground.text, one.start)]
        if named and _OTHERS.match(ground.text, one.end)
    )


def _is_listed(number: Quantity, case: Case) -> bool:
    """Whether a source lists so many things without counting them: "Latvia, Estonia and Poland" are three."""
    compares = case.claim.startswith((" more", " fewer", " less"), number.end)
    if number.unit or compares or number.value not in range(2, 9) or _is_counted(number, case):
        return False
    return any(
        number.value in numerals.lists(text)
        for text in (case.claim, *(ground.text for ground in case.grounds))
    )


def _is_counted(number: Quantity, case: Case) -> bool:
    """Whether a source says how many there are."""
    return any(number.noun & one.noun for one in case.had if one.unit == number.unit)


def _is_meant(number: Quantity, case: Case) -> bool:
    """Whether a source speaks of it as "the figure" that stands before, or of a time by its measure alone."""
    if number.is_article:
        unit = measures.word_for(number.unit, number.value)
        is_counted = any(one.unit == number.unit for one in case.had)  # "two weeks" are not "a week"
        return bool(unit and not is_counted and re.search(rf"\b{unit}", case.sources, re.IGNORECASE))
    worded = numerals.WORDED.get(number.value)
    if (
        worded
        and number.unit in ("", "times")
        and worded.search(case.sources)
        and not _is_counted(number, case)
    ):
        return True
    return any(
        _THE_FIGURE.search(ground.text)
        and any(number.is_same(other) for other in quantities(before, dates.spans(before)))
        for ground in case.grounds
        for before in [" ".join(ground.before)]
    )


def _is_decade(number: Quantity, case: Case) -> bool:
    """Whether a number or year of a source is one of "the 1990s" or "his thirties"."""
    if number.unit != "decade":
        return False
    years = [
        float(year) for ground in case.grounds for year in re.findall(r"\b(?:1[6-9]|20)\d\d\b", ground.text)
    ]
    had = [*years, *(one.value for one in case.had)]
    had += [1900 + value for value in had if value < 100]
    return any(0 <= value - number.value - century < 10 for value in had for century in (0, 1900))


def _is_time(number: Quantity, case: Case) -> bool:
    """Whether so much time lies between days or years that the sources name."""
    ways = (timing.is_since, timing.is_between, timing.is_next)
    return any(way(number, case.claim, case.grounds) for way in ways)


_WAYS = (
    _is_there,
    _is_anniversary,
    _is_sum,
    is_difference,
    _is_change,
    _is_share,
    _is_multiple,
    _is_shared_out,
    _is_rest,
    _is_listed,
    _is_meant,
    _is_decade,
    _is_time,
)

"""Every number of a text but those of its dates and names, with its unit, and whether another text has it.

Does not know which days or names a text has; `assistant.amounts` reads figures more narrowly, for comparing
what articles report.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from assistant import measures, numerals
from assistant.amounts import BOUNDS
from assistant.words import STOP_WORDS, words
from index.sentences import Span

_CLOCKS = frozenset({"clock", "hour of day"})

_LENGTHS = frozenset({"metre", measures.SPEED})

_JOINS = re.compile(r"\s?(?:[-–—]|to|and|or)\s?(?:[$€£])?", re.IGNORECASE)
"""Between two numbers that share the unit of the second: "5 to 10%"."""

_BOUNDARY = re.compile(r"[;:()\"]|,(?!\d)|\.\s|\b(?:and|plus|but|while|or|which|who)\b")

_PHRASE = re.compile(r"\b(?:with|from|against|of|in|for|by|at|on)\b")

_NOUN_END = re.compile(
    rf"{_BOUNDARY.pattern}|\b(?:against|for|in|on|at|by|from|with|is|are|was|were|has|have|had|will)\b"
)

_BOUND_BEHIND = re.compile(
    r"(?:\s?\w+)?\s(?:(?:or|and)\s(?:(?P<least>more|over|older|above)|(?P<most>less|fewer|under|younger|below))|or\s(?P<about>so))\b"
)

_DENIED = re.compile(
    r"\b(?:not|never|cannot)\s(?:\w+\s)?(?:more\sthan|over|above|exceed)\s(?:an?\s)?$", re.IGNORECASE
)
"""A bound turned round: "not take more than"."""

_FROM = re.compile(r"\bfrom\s[$€£¥]?$", re.IGNORECASE)

_TO = re.compile(r"(?:\s[a-z]+)?\sto\s[$€£¥]?", re.IGNORECASE)
"""Between two numbers of which the one became the other."""

_OF = re.compile(r"^\s(?:[\w'-]+\s){0,2}?of\s(?:[\w'-]+\s){0,2}$|^\s(?:out\s)?of\s")
"""Between a number and the whole that it is a part of."""

_OF_AHEAD = re.compile(
    r"(?:^|[,;:]\s|\bthat\s)of\s(?:(?:the|all|its|their|his|her|some|about|those|these)\s){0,2}$",
    re.IGNORECASE,
)

_OF_THEM = re.compile(r"\sof\s(?:all\s)?(?:the\s|its\s|their\s|our\s)?(?:\S+'s?\s)?")

_OF_WHICH = re.compile(r"\sof\s(?:which|it|them|that|these|those)\b", re.IGNORECASE)
"""Behind a number that shares the unit of the one before: "50 billion euros, 33 billion of which"."""

_EXACT = 1e-6

_ROUGH = 0.085
"""How far apart lengths of two systems may be, as a share: four weeks and a month, 100 km and 60 miles."""

_AROUND = 5
"""Words on each side of a number that may say what it counts."""

_NOUN = 3
"""Words behind it that say what it counts."""

_ABOUT = 0.07
"""How far "about 40,000" may be from the number of the source, as a share of it."""

_BEYOND = 0.25
"""The same of "more than 40,000"."""

_POINTS_OFF = {"about": (-4.0, 4.0), "least": (0.0, 12.0), "most": (-12.0, 0.0)}
"""The same of "about a third", in percent of the whole."""

_VAGUELY = 1.5, 50.0
"""Of how many times a hundred one may say "hundreds"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its offsets; `unit` is a measure, a currency, "%", or nothing where things count."""

    start: int
    end: int
    text: str
    value: float
    unit: str
    bound: str
    """ "least", "most", "about" or nothing."""
    around: frozenset[str]
    """Stems near it within its clause: what it counts."""
    raw: float = 0.0
    """Its value as written, in whatever measure."""
    noun: frozenset[str] = frozenset()
    """Those of the words behind it, which are what it counts, if there are any."""

    @property
    def measure(self) -> float:
        """How many of its unit the measure is that it is written in: 60 where a time is in minutes."""
        return self.value / self.raw if self.raw else 1.0

    def is_same(self, other: "Quantity") -> bool:
        """Whether another number is as much of the same unit."""
        units = {self.unit, other.unit}
        if numerals.ANY in units:
            return abs(self.raw - other.raw) <= _EXACT * abs(other.raw)
        if units == _LENGTHS:  # "65 kilometres (40 miles) an hour"
            return abs(self.value - other.value) <= _EXACT * abs(other.value)
        if units <= _CLOCKS:
            return (self.value - other.value) % (1440 if units == {"hour of day"} else 720) == 0
        if {self.text.lower(), other.text.lower()} == {"two", "twice"}:
            return True
        if self._are_metres_of(other) or other._are_metres_of(self):
            return True
        if not self._may_be_of_unit(other):
            return False
        if not (self.unit and other.unit):
            return abs(self.raw - other.raw) <= _EXACT * abs(other.raw)
        if self.unit == "%" and (self._is_part or other._is_part):
            return abs(self.value - other.value) < 1
        ratio = max(self.measure, other.measure) / (min(self.measure, other.measure) or 1.0)
        off = _EXACT if abs(ratio - round(ratio)) < _EXACT * ratio else _ROUGH
        return abs(self.value - other.value) <= off * max(abs(self.value), abs(other.value))

    @property
    def is_article(self) -> bool:
        """Whether it only says one: "a week later", "the day after"."""
        return self.text.lower() in ("a", "an", "one", "the")

    @property
    def _is_part(self) -> bool:
        """Whether it is said as a part of a whole: "two-thirds", "one in five"."""
        return self.unit == "%" and re.fullmatch(r"[\d.,]+", self.text) is None

    def _are_metres_of(self, other: "Quantity") -> bool:
        """Whether the m of "100m" means metres."""
        is_short = other.unit == "metre" and not self.unit and re.fullmatch(r"\d[\d.,]*m", self.text)
        return bool(is_short) and abs(self.raw / 1e6 - other.value) < _EXACT

    def _may_be_of_unit(self, other: "Quantity") -> bool:
        if self.unit == other.unit or {self.unit, other.unit} == {"ordinal", ""}:
            return True
        if measures.STRICT & {self.unit, other.unit} or (self.unit and other.unit):
            return False
        bare = other if self.unit else self
        return not bare.noun

    def may_round(self, other: "Quantity") -> bool:
        """Whether it is a rounder number for another: "about 40,000" of 39,700, "hundreds" of 340."""
        if self.unit == "vague":
            low, high = _VAGUELY
            return other.unit in ("", "vague") and low * self.value <= other.value < high * self.value
        if self.unit != other.unit:
            return False
        if self._is_part and self.bound:
            low, high = _POINTS_OFF[self.bound]
            return low <= other.value - self.value <= high
        if not self.bound:
            return _is_rounded(self.raw, other.raw) and self.measure == other.measure
        if self.measure == other.measure and _figures(self.raw) >= _figures(other.raw):
            return False
        low, high = {
            "about": (1 - _ABOUT, 1 + _ABOUT),
            "least": (1, 1 + _BEYOND),
            "most": (1 - _BEYOND, 1),
        }[self.bound]
        return low * self.value <= other.value <= high * self.value


def quantities(text: str, without: Sequence[Span] = ()) -> list[Quantity]:
    """The numbers of a text in order, but for those inside the given spans; a bare "one" says too little."""
    matches = [
        match
        for match in numerals.NUMBER.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in without)
        and match.group().lower().strip() != "one"
        and (
            not match["about_one"]
            or any(BOUNDS[b].search(text[: match.start("about_one")]) for b in ("least", "most", "about"))
        )
    ]
    found = []
    for index, match in enumerate(matches):
        first = matches[index - 1].end() if index else 0
        last = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        found.append(_quantity(text, match, first, last))
    for index in range(len(found) - 1, 0, -1):
        one, following = found[index - 1], found[index]
        if not one.unit and following.unit and _JOINS.fullmatch(text, one.end, following.start):
            around = one.around | following.around
            value = one.value * following.measure
            found[index - 1] = replace(one, unit=following.unit, value=value, around=around)
            found[index] = replace(following, around=around)
    for index, (one, following) in enumerate(pairwise(found)):
        if _OF_THEM.fullmatch(text, one.end, following.start):  # "thirteen of its 31 members"
            found[index] = replace(one, noun=following.noun, around=one.around | following.around)
            found[index + 1] = replace(following, around=following.noun)
        if one.unit and not following.unit and _OF_WHICH.match(text, following.end):
            value = following.raw * one.measure
            found[index + 1] = replace(following, unit=one.unit, value=value)
    return found


def exchanged(
    claimed: Sequence[Quantity], of_each: Sequence[Sequence[Quantity]], claim: str, sources: Sequence[str]
) -> tuple[Quantity, Quantity] | None:
    """Two numbers of a claim that have changed places: what it says of each one source says of the other.

    `of_each` are the numbers of each of the `sources`: what stands in two sentences differs in more than
    the number.
    """
    for one, other in combinations(claimed, 2):
        if one.is_same(other) or one.unit != other.unit or other.start - one.end < 2:
            continue
        pairs = [
            (a, b, source)
            for source, had in zip(sources, of_each, strict=True)
            for a in had
            if one.is_same(a)
            for b in had
            if other.is_same(b) and a is not b
        ]
        if not pairs:
            continue
        kept = max(len(one.around & a.around) + len(other.around & b.around) for a, b, _ in pairs)
        turned = [len(one.around & b.around) + len(other.around & a.around) for a, b, _ in pairs]
        first, second, source = pairs[turned.index(max(turned))]
        if _is_from_to(claim, one, other) and _is_from_to(source, second, first):
            return one, other
        if max(turned) >= kept + 2 and not _are_kept(claim, (one, other), source, (first, second)):
            return one, other
    return None


def _is_from_to(text: str, one: Quantity, other: Quantity) -> bool:
    return bool(_FROM.search(text, 0, one.start) and _TO.fullmatch(text, one.end, other.start))


def _are_kept(
    claim: str, mine: tuple[Quantity, Quantity], source: str, theirs: tuple[Quantity, Quantity]
) -> bool:
    """Whether two numbers go with one another as they do in the source: "from 4 to 6", "52 of the 62"."""
    first, second = sorted(theirs, key=lambda one: one.start)
    between = source[first.end : second.start]
    if _TO.fullmatch(between) and _TO.fullmatch(claim, mine[0].end, mine[1].start):
        return theirs[0] is first
    if not (_OF.search(between) or _OF_AHEAD.search(source, 0, first.start)):
        return False
    part, whole = sorted(mine, key=lambda one: one.value)
    return part.start > whole.start and bool(_OF_AHEAD.search(claim, 0, whole.start))


def _quantity(text: str, match: re.Match[str], first: int, last: int) -> Quantity:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    behind = text[match.end() : match.end() + 80]
    raw, (unit, factor) = numerals.value(match, behind), numerals.unit(match, behind)
    if match["part"] and measures.is_of_a_point(behind):
        raw, unit = raw / 100, "points"
    ahead = text[max(0, start - 60) : start]
    bound = next((kind for kind in ("least", "most", "about") if BOUNDS[kind].search(ahead)), "")
    if bound == "least" and _DENIED.search(ahead):
        bound = "most"
    if not bound and (follows := _BOUND_BEHIND.match(behind)):
        bound = follows.lastgroup or ""
    noun = frozenset(_stems(_NOUN_END.split(text[match.end() : min(last, match.end() + 60)])[0])[:_NOUN])
    around = _around(text, match, first, last)
    return Quantity(start, match.end(), match.group().strip(), raw * factor, unit, bound, around, raw, noun)


def _around(text: str, match: re.Match[str], first: int, last: int) -> frozenset[str]:
    """Stems of the words behind it and before it, up to the next number or the end of its clause."""
    ahead = _BOUNDARY.split(text[max(first, match.start() - 60) : match.start()])[-1]
    if first:  # what stands between two numbers belongs to the one before, but for its last phrase
        ahead = _PHRASE.split(ahead)[
            -2 if _PHRASE.search(ahead) and not _PHRASE.split(ahead)[-1].strip() else -1
        ]
    behind = _BOUNDARY.split(text[match.end() : min(last, match.end() + 80)])[0]
    near = [*_stems(behind)[:_AROUND], *_stems(ahead)[-_AROUND:]]
    return frozenset(near)


def _stems(text: str) -> list[str]:
    return [measures.plain_word(word.text) for word in words(text) if word.text.lower() not in STOP_WORDS]


def _figures(value: float) -> float:
    """How many significant digits a number has; a last 5 is half of one."""
    digits = f"{value:.10g}".replace(".", "").partition("e")[0].strip("0")
    return len(digits) - 0.5 * digits.endswith("5")


def _is_rounded(value: float, exact: float) -> bool:
    """Whether it is another cut to fewer figures: 1.2 million of 1,234,567."""
    figures = len(f"{value:.10g}".replace(".", "").partition("e")[0].strip("0"))
    return 2 <= figures <= _figures(exact) - 2 and float(f"{exact:.{figures}g}") == value

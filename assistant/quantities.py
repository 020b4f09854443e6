"""Every number of a text but those of its dates and names, with its unit, and whether another text has it.

Does not know which days or names a text has; `assistant.amounts` reads figures more narrowly, for comparing
what articles report.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.amounts import BOUNDS, SCALES, UNITS
from assistant.measures import BY_STEM, MEASURED, STRICT
from assistant.words import STOP_WORDS, stem, words
from index.sentences import Span

_ORDINALS = {
    word: number
    for number, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
        " sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=3,
    )
}

_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4}

_PARTS |= {"fifth": 5, "fifths": 5, "sixth": 6, "tenth": 10, "tenths": 10}

_TIMES = {"doubl": 2.0, "twice": 2.0, "twofold": 2.0, "tripl": 3.0, "threefold": 3.0, "quadrupl": 4.0}

_VAGUE = {"dozens": 12.0, "scores": 20.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}

_SMALL = "|".join(sorted(UNITS, key=len, reverse=True))

_LARGE = "|".join(word for word in SCALES if len(word) > 2)

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BELOW_HUNDRED = rf"(?:(?:{_TENS})[\s-](?:one|two|three|four|five|six|seven|eight|nine)\b|(?:{_SMALL}))"
_SPELT = (
    rf"(?:{_BELOW_HUNDRED}|(?<=\ba\s)(?:{_LARGE}))(?:[\s-](?:{_LARGE}))*"
    r"(?:(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))(?:\sand)?\s"
    rf"{_BELOW_HUNDRED}(?:[\s-](?:{_LARGE}))*){{0,4}}"
)
_TIME_UNITS = "day|week|fortnight|month|year|decade|century|hour"

_SIDE = r"before|after|earlier|later|ago"

_NUMBER = re.compile(
    rf"""
    (?P<sign>US\$|[A-Z]{{1,2}}\$|[$€£¥])?\s?
    (?<![\w/])(?<!(?:19|20)\d\d[-–])(?<![^\W\d]-)(?<!\d[.,:])
    (?: (?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?|\d+(?:[.]\d+)?)(?!\d)
        (?P<ordinal>st|nd|rd|th)?(?P<decade>s\b)?
        (?:[\s-]?(?P<scale>{_LARGE}|bn|mn|tn)|(?P<letter>[km])(?=[\s.,;:)]|$))?
        (?: (?![^\W\d_])|(?=(?:mm|cm|km|kg|kw|mw|gw|mph|m|h)\b))
      | (?P<of>(?:half|(?:an?|one|three)[\s-]quarters?)\s(?:of\s)?an?\s(?P<whole>{_LARGE}))\b
      | (?P<halved>half\san?)(?=\s(?:{_TIME_UNITS})\b)
      | (?P<part>(?:an?|{_SMALL})[\s-](?P<denominator>{"|".join(_PARTS)})
            (?=\s(?:of|as|the|over|in|by|more|less|to|from|were|was|is|are|have|had|said)\b|-|\s*[.,;]|$)
          |half(?=\s(?:of|the|its|their|his|her|all)\b))
      | (?P<spelt>{_SPELT})(?![\w])
      | (?P<nth>{"|".join(_ORDINALS)})\b
      | (?P<vague>{"|".join(_VAGUE)})\b
      | (?P<times>doubl(?:e[ds]?|ing)|twice|twofold|tripl(?:e[ds]?|ing)|threefold|quadrupl(?:e[ds]?|ing))\b
      | (?P<one>an?|the)(?=\s(?:{_TIME_UNITS})\s(?:{_SIDE})\b)
      | (?P<about_one>an?)(?=\s(?:{_TIME_UNITS})\b)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)

_OF_A_POINT = re.compile(r"\sof\sa\s(?:percentage\s)?point\b|\sa\s(?:percentage\s)?point\b", re.IGNORECASE)

_SIGNS = {"$": "dollar", "us$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}

_PERCENT = re.compile(r"\s?(?:%|-?per\s?cent(?:age)?\b(?!\spoint)|pc\b)", re.IGNORECASE)

_POINTS = re.compile(r"\s?-?(?:percentage\s)?points?\b", re.IGNORECASE)

_CLOCK = re.compile(r":\d\d\b|\s?[ap]\.?m\b|\sGMT\b", re.IGNORECASE)

_AGE = re.compile(r"[\s-]years?[\s-](?:old|of\sage)\b", re.IGNORECASE)

_JOINS = re.compile(r"\s?(?:[-–—]|to|and|or)\s?(?:[$€£])?", re.IGNORECASE)
"""Between two numbers that share the unit of the second: "5 to 10%"."""

_NEXT_WORD = re.compile(r"[\s-]?([^\W\d_]+)(?!\w)")

_BOUNDARY = re.compile(r"[;:()\"]|,(?!\d)|\.\s|\b(?:and|plus|but|while|or|which|who)\b")

_PHRASE = re.compile(r"\b(?:with|from|against|of|in|for|by|at|on)\b")

_NOUN_END = re.compile(
    rf"{_BOUNDARY.pattern}|\b(?:against|for|in|on|at|by|from|with|is|are|was|were|has|have|had|will)\b"
)

_DAYS_OF_A_MONTH = 30.44

_AROUND = 5
"""Words on each side of a number that may say what it counts."""

_NOUN = 3
"""Words behind it that say what it counts."""

_ABOUT = 0.05
"""How far "about 40,000" may be from the number of the source, as a share of it."""

_BEYOND = 0.25
"""The same of "more than 40,000"."""


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

    def is_same(self, other: "Quantity") -> bool:
        """Whether another number is as much of the same unit."""
        if {self.unit, other.unit} == {"part", "%"}:
            return abs(self.value - other.value) < 1
        if {self.unit, other.unit} == {"day", "month"}:
            days, months = (self, other) if self.unit == "day" else (other, self)
            return months.value > 0 and abs(days.value / _DAYS_OF_A_MONTH - months.value) < 0.3
        if {self.text.lower(), other.text.lower()} == {"two", "twice"}:
            return True
        if not self._may_be_of_unit(other):
            return False
        if not (self.unit and other.unit):
            return abs(self.raw - other.raw) <= 1e-6 * abs(other.raw)
        return abs(self.value - other.value) <= 1e-6 * abs(other.value)

    def _may_be_of_unit(self, other: "Quantity") -> bool:
        if self.unit == other.unit or {self.unit, other.unit} == {"ordinal", ""}:
            return True
        if STRICT & {self.unit, other.unit} or (self.unit and other.unit):
            return False
        bare = other if self.unit else self
        return not bare.noun

    def may_round(self, other: "Quantity") -> bool:
        """Whether it is a rounder number for another: "about 40,000" of 39,700, "hundreds" of 340."""
        if self.unit == "vague":
            return other.unit in ("", "vague") and 1.5 * self.value <= other.value < 1000 * self.value
        if self.unit != other.unit or not self.bound or _figures(self.raw) >= _figures(other.raw):
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
        for match in _NUMBER.finditer(text)
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
            found[index - 1] = replace(one, unit=following.unit, around=around)
            found[index] = replace(following, around=around)
    return found


def measure_behind(number: Quantity) -> str:
    """The stem of the measure of "a week" and "the day before"."""
    return next(
        (word for word, (unit, factor) in BY_STEM.items() if (unit, factor) == (number.unit, number.value)),
        "",
    )


def _quantity(text: str, match: re.Match[str], first: int, last: int) -> Quantity:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    behind = text[match.end() : match.end() + 80]
    value, unit = _value(match), _unit(match, behind)
    if unit == "part" and _OF_A_POINT.match(behind):
        value, unit = value / 100, "points"
    raw = value
    if unit in MEASURED and not match["sign"] and (following := _NEXT_WORD.match(behind)):
        value *= BY_STEM.get(stem(following[1]), ("", 1.0))[1]
    ahead = text[max(0, start - 60) : start]
    bound = next((kind for kind in ("least", "most", "about") if BOUNDS[kind].search(ahead)), "")
    noun = frozenset(_stems(_NOUN_END.split(text[match.end() : min(last, match.end() + 60)])[0])[:_NOUN])
    around = _around(text, match, first, last)
    return Quantity(start, match.end(), match.group().strip(), value, unit, bound, around, raw, noun)


def _value(match: re.Match[str]) -> float:
    if digits := match["digits"]:
        scale = (match["scale"] or match["letter"] or "").lower()
        plain = float(re.sub(r"[,\u00a0\u202f]", "", digits))
        return plain * {"tn": 1e12}.get(scale, SCALES.get(scale, 1.0))
    if whole := match["whole"]:
        share = 0.5 if match["of"].lower().startswith("half") else 0.25
        return SCALES[whole.lower()] * (3 * share if match["of"].lower().startswith("three") else share)
    if match["one"] or match["about_one"]:
        return 1.0
    if match["halved"]:
        return 0.5
    if match["part"]:
        numerator, _, name = re.sub(r"[\s-]", " ", match["part"].lower()).rpartition(" ")
        return 100 * UNITS.get(numerator, 1) / _PARTS[name]
    if match["nth"]:
        return float(_ORDINALS[match["nth"].lower()])
    if match["vague"]:
        return _VAGUE[match["vague"].lower()]
    if match["times"]:
        return next(times for begin, times in _TIMES.items() if match["times"].lower().startswith(begin))
    return _spelt(match["spelt"])


def _spelt(text: str) -> float:
    total = current = 0.0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in UNITS:
            current += UNITS[word]
        elif word != "and":
            current = max(current, 1.0) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0.0
    return total + current


def _unit(match: re.Match[str], behind: str) -> str:
    for group, unit in (("part", "part"), ("nth", "ordinal"), ("ordinal", "ordinal"), ("decade", "decade")):
        if match[group]:
            return unit
    for group, unit in (("vague", "vague"), ("times", "times")):
        if match[group]:
            return unit
    if _AGE.match(behind):
        return ""
    if sign := match["sign"]:
        return _SIGNS.get(sign.lower(), "dollar")
    for pattern, unit in ((_PERCENT, "%"), (_POINTS, "points"), (_CLOCK, "clock")):
        if pattern.match(behind):
            return unit
    following = _NEXT_WORD.match(behind)
    return BY_STEM.get(stem(following[1]), ("", 1.0))[0] if following else ""


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
    return [word.stem for word in words(text) if word.text.lower() not in STOP_WORDS]


def _figures(value: float) -> int:
    """How many significant digits a number has."""
    return len(f"{value:.10g}".replace(".", "").partition("e")[0].strip("0"))

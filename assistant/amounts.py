"""The figures of a sentence: how much they are, what they count, and how exactly they are meant.

Does not know what is asked, nor which figure is right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.words import stem, words

UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "trillion": 1e12,
}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SPELT = "|".join(UNITS)
_FIGURE = re.compile(
    rf"(?P<money>[$€£¥])?(?<![\w.,/-])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?"
    rf"|(?:{_SPELT})(?:-(?:{_SPELT}))?|(?<=\ba\s)(?:dozen|hundred|thousand|million|billion))"
    rf"(?:[\s-](?P<scale>{'|'.join(SCALES)}))?(?P<percent>\s?%|\sper\s?cent)?(?![\w]|[.,]\d|-\d)",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r"\s(?P<money>dollars|euros|pounds|rubles|roubles|yen|yuan|crowns|kroner|zlotys)\b", re.IGNORECASE
)
_NO_COUNT = re.compile(
    rf"(?:\b(?:{_MONTHS}|page|no\.?|number|article|chapter|section|version|type|aged?|phase|round|week|day)\s$)",
    re.IGNORECASE,
)
_DATE_BEHIND = re.compile(rf"\s(?:{_MONTHS}|[ap]\.?m\b)|\s?%?\s?(?:years?|year)\sold\b", re.IGNORECASE)
_MODEL_BEFORE = re.compile(r"\b[A-Z][\w’'-]*\s$")
"""A numeral behind a name is a part of it: "Leopard 2", "Stream 2"; but "The 14" is none."""

_COUNTED = re.compile(r"(?:\s+[\w’'.-]+){1,5}")
_COUNTED_END = re.compile(
    r"\b(?:in|on|at|by|as|after|before|during|for|to|from|against|into|about|that|which|who|and|but|or|with|was|were"
    r"|is|are|had|has|have|will|would|could|may|should|more|than|the|a|an|because|when|while|where|until|since)\b",
    re.IGNORECASE,
)
_KINDS = {
    "least": r"(?:at\sleast|(?<!\bno\s)(?<!\bnot\s)more\sthan|(?<!\ball\s)over|no\s(?:fewer|less)\sthan"
    r"|upwards\sof|above|beyond|exceed(?:s|ed|ing)?|in\sexcess\sof|north\sof|(?:topp|surpass)(?:ed|es|ing)|a\sminimum\sof)",
    "most": r"(?:up\sto|at\smost|(?<!\bno\s)(?:fewer|less)\sthan|no\smore\sthan|not\smore\sthan|under|below"
    r"|short\sof|as\smany\sas|a\smaximum\sof)",
    "about": r"(?:about|around|some|roughly|nearly|almost|approximately|an\sestimated|close\sto"
    r"|approaching|circa)",
    "part": r"(?:first|another|additional|further|last|remaining|other|next|each|per|every|extra|only|these"
    r"|those|of\sthe|of\sthem|final|his|her|its|their|all\sof)",
}
BOUNDS = {
    kind: re.compile(rf"\b{words}\s(?:an?\s|the\s)?[$€£¥]?$", re.IGNORECASE) for kind, words in _KINDS.items()
}
_ARTICLE = re.compile(r"\ban?\s$", re.IGNORECASE)
_PART_BEHIND = re.compile(
    r"\s(?:of\s(?:the|them|its|their|his|her|those|these|which)\b|more\b|others?\b|each\b|(?:\w+\s)?per\b"
    r"|(?:\w+\s)?an?\s(?:hour|day|week|month|year)\b|additional\b|extra\b|further\b|times\b|in\sten\b|out\sof\b)",
    re.IGNORECASE,
)


_COMPOUND_BEHIND = re.compile(
    r"[-\s](?:thirds?|quarters?|fifths?|tenths?|halves)\b|\s(?:hundred|thousand|million)?\s?and\s(?:a\shalf\b|[a-z]+(?:teen|ty)\b)",
    re.IGNORECASE,
)
_COMPOUND_BEFORE = re.compile(r"\bhalf\san?\s$|\b(?:hundred|thousand|million)\sand\s$", re.IGNORECASE)
"""Of "two-thirds", "half a dozen" and "a hundred and fifty" the parts are no figures."""

_ROUNDING = 1.05
"""Times the smaller figure: what two reports of the same may differ by when one of them rounds."""

_ABOUT = 1.25
"""The same where one says "about"."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as a number; its offsets in the sentence take in "more than a" before it."""

    start: int
    end: int
    value: float
    unit: str
    """A sign or name of a currency, "%", or nothing where things are counted."""
    counted: frozenset[str]
    """Stems of the words behind it: what is counted."""
    phrase: str
    """These words."""
    exactness: str
    """ "least", "most", "about", "part" (some of a whole, or so much at a time), or nothing."""


def amounts(sentence: str) -> Iterator[Amount]:
    """The figures of a sentence in order; dates, years, ordinals and numbers in names are left out."""
    for match in _FIGURE.finditer(sentence):
        before, behind = sentence[: match.start()], sentence[match.end() :]
        if _COMPOUND_BEHIND.match(behind) or _COMPOUND_BEFORE.search(before):
            continue
        currency = _CURRENCY.match(behind)
        money = match["money"] or (currency and currency["money"].lower()) or ""
        unit = "%" if match["percent"] else money
        value = _value(match["number"], match["scale"])
        if not unit and (_NO_COUNT.search(before) or _DATE_BEHIND.match(behind) or _is_year(match)):
            continue
        if match["number"][0].isdigit() and not unit and _is_in_a_name(before):
            continue
        end = match.end() + (currency.end() if currency else 0)
        phrase = _counted(sentence[end:])
        said = {kind: found for kind, pattern in BOUNDS.items() if (found := pattern.search(before))}
        exactness = next(iter(said), "")
        start = _ARTICLE.search(before) if exactness in ("", "part") else said[exactness]
        if _PART_BEHIND.match(sentence[end:]):
            exactness = "part"
        counted = frozenset(word.stem for word in words(phrase))
        yield Amount(start.start() if start else match.start(), end, value, unit, counted, phrase, exactness)


def differ(one: Amount, other: Amount) -> bool:
    """Whether two figures cannot both be right: "at least three" and "four" can."""
    low, high = sorted((one, other), key=lambda amount: amount.value)
    if one.unit != other.unit or "part" in (one.exactness, other.exactness) or low.value == high.value:
        return False
    if low.exactness == "least" or high.exactness == "most":
        return False
    if "about" in (one.exactness, other.exactness):
        return high.value > _ABOUT * low.value
    return high.value > _ROUNDING * low.value


def _value(number: str, scale: str | None) -> float:
    plain = number.lower().replace(",", "")
    if plain[0].isdigit():
        value = float(plain)
    elif plain in SCALES:
        value = SCALES[plain]
    else:
        value = float(sum(UNITS[part] for part in plain.split("-")))
    return value * (SCALES[scale.lower()] if scale else 1.0)


def _is_year(match: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"1[5-9]\d\d|20\d\d", match["number"])) and not match["scale"]


def _is_in_a_name(before: str) -> bool:
    name = _MODEL_BEFORE.search(before)
    return name is not None and name.start() > 0 and stem(name.group().strip()) not in ("the", "all")


def _counted(behind: str) -> str:
    found = _COUNTED.match(behind)
    if found is None:
        return ""
    ended = _COUNTED_END.search(found.group())
    return (found.group()[: ended.start()] if ended else found.group()).strip(" .")

"""The forms in which English texts write numbers, how much each is, and of what unit.

Does not know what is counted, nor which numbers of a text are parts of its days and names.
"""

import re

from assistant import measures
from assistant.amounts import SCALES, UNITS

_ORDINALS = {
    word: number
    for number, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
        " sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=3,
    )
}

_PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4}

_PARTS |= {"fifth": 5, "fifths": 5, "sixth": 6, "tenth": 10, "tenths": 10}

_TIMES = {"doubl": 2.0, "twice": 2.0, "twofold": 2.0, "tripl": 3.0, "threefold": 3.0, "quadrupl": 4.0}

_VAGUE = {"dozen": 12.0, "score": 20.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}

_SMALL = "|".join(sorted(UNITS, key=len, reverse=True))

_LARGE = "|".join(word for word in SCALES if len(word) > 2)

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BELOW_HUNDRED = rf"(?:(?:{_TENS})[\s-](?:one|two|three|four|five|six|seven|eight|nine)\b|(?:{_SMALL}))"
_SPELT = (
    rf"(?:{_BELOW_HUNDRED}|(?<=\ba\s)(?:{_LARGE})|(?<=\bthe\s)dozen)(?:[\s-](?:{_LARGE}))*"
    r"(?:(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))(?:\sand)?\s"
    rf"{_BELOW_HUNDRED}(?:[\s-](?:{_LARGE}))*){{0,4}}"
)
_TIME_UNITS = "day|week|fortnight|month|year|decade|century|hour"

_SIDE = r"before|after|earlier|later|ago"

_FEW = "one two three four five six seven eight nine ten".split()

_ONE_IN_TEN = "|".join(
    rf"(?:{word}|{few})\s(?:in|out\sof)\s(?:every\s)?"
    rf"(?:{'|'.join([*_FEW[few:], *map(str, range(few + 1, 11)), '20', '100'])})"
    for few, word in enumerate(_FEW[:-1], start=1)
)

_AND_A_HALF = r"(?:an?|one)[\s-](?:half|quarter)|three[\s-]quarters"

NUMBER = re.compile(
    rf"""
    (?P<sign>US\$|[A-Z]{{1,2}}\$|[$€£¥₹₽₺₴₪₦]|\b(?:USD|EUR|GBP|CHF|JPY|CNY|INR|RUB|Rs\.?)(?=\s\d))?\s?
    (?<![\w/])(?<!(?:19|20)\d\d[-–])(?<![^\W\d]-)(?<!\d[.,:])
    (?: (?P<clock>\d{{1,2}}[:.]\d\d(?=\s?[ap]\.?m\b)|\d{{1,2}}:\d\d(?!\d)(?:[:.]\d+)?
            |\d{{1,2}}(?=\s?[ap]\.?m\b)
            |(?:[01]\d|2[0-3])[0-5]\d(?=\s(?:GMT|UTC|BST|CES?T|E[DS]?T|P[DS]?T|hours|local)\b)|noon\b|midday\b|midnight\b)
      | (?P<share>{_ONE_IN_TEN})\b
            (?!\s(?:{_TIME_UNITS}|minute|second|game|match|inning|set|start|season|attempt|test|race)|[.,]?\d|-)
      | (?P<times>doubl(?:e[ds]?|ing)|twice|twofold|tripl(?:e[ds]?|ing)|threefold|quadrupl(?:e[ds]?|ing)
            |(?:{_SMALL}|\d{{1,3}}(?:\.\d+)?)(?:\stimes(?=\s(?:as|the|more|higher|larger|bigger|greater|that|what|its|their)\b)|-?fold))\b
      | (?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?|\d+(?:[.]\d+)?)(?!\d)
        (?P<ordinal>st|nd|rd|th)?(?P<decade>s\b)?
        (?:[\s-]?(?P<scale>{_LARGE}|bn|mn|tn)|(?P<letter>[kmb])(?=[\s.,;:)-]|$))?
        (?: (?![^\W\d_])|(?={measures.SHORT}))
      | (?P<of>(?:half|(?:an?|one|three)[\s-]quarters?)\s(?:of\s)?an?\s(?P<whole>{_LARGE}))\b
      | (?P<halved>(?:half|(?:an?|three)[\s-]quarters?)\s(?:of\s)?an?)(?=\s(?:{_TIME_UNITS})\b)
      | (?!(?<=and\s)an?\shalf\b)(?P<part>(?:an?|{_SMALL})[\s-](?P<denominator>{"|".join(_PARTS)})
            (?=\s(?:of|as|the|over|in|by|more|less|to|from|were|was|is|are|have|had|said|point|percentage\spoint)\b|-|\s*[.,;]|$)
          |half(?=\s(?:of|the|its|their|his|her|all|a\s(?:percentage\s)?point)\b|-(?:percentage-)?point))
      | (?P<whole_and>{_BELOW_HUNDRED}|\d{{1,2}})\sand\s(?P<and_part>{_AND_A_HALF})\b
            (?:\s(?P<and_scale>{_LARGE})\b)?
      | (?P<one_and>an?)(?=\s(?:{_TIME_UNITS})\sand\s(?:a\s)?half\b)
      | (?:(?<=\bfirst\s)|(?<=\bsecond\s)|(?<=\bthird\s)|(?<=\banother\s)|(?<=\bnext\s)|(?<=\blast\s))
            (?P<elliptic>{_LARGE})\b
      | (?P<vague>(?:(?:several|(?:a\s)?few|many)\s(?:{"|".join(_VAGUE)})
            |(?:(?:ten|hundred)s\sof\s)?(?:{"|".join(_VAGUE)})s))\b
      | (?P<spelt>{_SPELT})(?![\w])
      | (?P<nth>{"|".join(_ORDINALS)})\b
      | (?<!\bto\s)(?P<one>an?|the)(?=\s(?:{_TIME_UNITS})\s(?:{_SIDE})\b)
      | (?P<about_one>an?|one)(?=\s(?:{_TIME_UNITS})\b)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)

_AFTERNOON = re.compile(r"\s?(?P<half>[ap])\.?m\b", re.IGNORECASE)


_JOINT = re.compile(r",?\s(?P<and>and|or)\s|,\s")

_ITEM = 40
"""Characters of an item of a list."""

_AND = re.compile(r",?\s(?:and|plus|besides|(?:along|together)\swith|as\swell\sas)\s$", re.IGNORECASE)
_COMMA = re.compile(r",\s")
_IS_NAME = re.compile(r"(?:the\s)?[A-Z][\w'.-]*(?:\s(?:of\s)?[A-Z][\w'.-]*){0,3}")
_ENDS_WITH_NAME = re.compile(r"(?:^|\s)[A-Z][\w'.-]*$")

_LIST = 200
"""Characters of a list of names."""

_LISTED = re.compile(r"\w(?:,\s(?:and\s)?|\sand\s)(?=\w)")


WORDED = {
    0.0: re.compile(r"\b(?:no|none|nil|never|nobody|without|not)\b", re.IGNORECASE),
    1.0: re.compile(
        r"\b(?:one|single|sole|once|apiece|only|lone|another|first|atop|top|tops|topp(?:ed|ing))\b",
        re.IGNORECASE,
    ),
    2.0: re.compile(r"\b(?:pair|couple|duo|both|brace|twins?|second|either|half|halves)\b", re.IGNORECASE),
    3.0: re.compile(r"\b(?:trio|triple|treble|hat-trick|triplets)\b", re.IGNORECASE),
    4.0: re.compile(r"\b(?:quartet|quadruple|quadruplets)\b", re.IGNORECASE),
}
"""Words that say a number without a figure; a bare "one" is no quantity, as it says too little."""


def value(match: re.Match[str], behind: str) -> float:
    """How much a match of `NUMBER` is; `behind` is what stands behind it."""
    if match["clock"]:
        return _minutes(match["clock"].lower(), behind)
    if digits := match["digits"]:
        scale = (match["scale"] or match["letter"] or "").lower()
        plain = float(re.sub(r"[,\u00a0\u202f]", "", digits))
        return plain * {"tn": 1e12, "b": 1e9}.get(scale, SCALES.get(scale, 1.0))
    if whole := match["whole"]:
        return SCALES[whole.lower()] * _part(match["of"])
    if match["one"] or match["about_one"]:
        return 1.0
    if match["one_and"]:
        return 1.5
    if match["halved"]:
        return _part(match["halved"])
    if match["share"]:
        first, *_, last = match["share"].split()
        return 100 * _spelt(first) / _spelt(last)
    if match["part"]:
        numerator, _, name = re.sub(r"[\s-]", " ", match["part"].lower()).rpartition(" ")
        return 100 * UNITS.get(numerator, 1) / _PARTS[name]
    if match["whole_and"]:
        scale = SCALES[match["and_scale"].lower()] if match["and_scale"] else 1.0
        return (_spelt(match["whole_and"]) + _part(match["and_part"])) * scale
    if match["nth"]:
        return float(_ORDINALS[match["nth"].lower()])
    if vague := match["vague"]:
        times = (
            {"tens": 10.0, "hundreds": 100.0}.get(vague.lower().split()[0], 1.0) if " of " in vague else 1.0
        )
        return times * _VAGUE[vague.lower().split()[-1].removesuffix("s")]
    if match["times"]:
        known = [times for begin, times in _TIMES.items() if match["times"].lower().startswith(begin)]
        count = re.split(r"\s|-?fold", match["times"])[0]
        return known[0] if known else float(count) if count[0].isdigit() else _spelt(count)
    return _spelt(match["elliptic"] or match["spelt"])


def _part(text: str) -> float:
    """What part "half", "a quarter" and "three-quarters" are."""
    share = 0.5 if "half" in text.lower() else 0.25
    return 3 * share if text.lower().startswith("three") else share


def _minutes(clock: str, behind: str) -> float:
    """Minutes since midnight."""
    if clock in ("noon", "midday", "midnight"):
        return 0.0 if clock == "midnight" else 720.0
    parts = [float(part) for part in re.split(r"[:.]", clock)]
    if len(clock) == 4 and clock.isdigit():
        parts = [float(clock[:2]), float(clock[2:])]
    minutes = (
        60 * parts[0] + (parts[1] if len(parts) > 1 else 0.0) + (parts[2] / 100 if len(parts) > 2 else 0.0)
    )
    half = _AFTERNOON.match(behind)
    return minutes if half is None else minutes % 720 + (720 if half["half"].lower() == "p" else 0)


def _spelt(text: str) -> float:
    if text.isdigit():
        return float(text)
    total = current = 0.0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in UNITS:
            current += UNITS[word]
        elif word != "and":
            current = max(current, 1.0) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0.0
    return total + current


ANY = "any"
"""The unit of what leaves it to the reader: "the first billion pays for roads"."""

_UNIT_OF = {
    "part": "%", "share": "%", "nth": "ordinal", "ordinal": "ordinal", "decade": "decade", "vague": "vague",
    "times": "times",
}  # fmt: skip


def unit(match: re.Match[str], behind: str) -> tuple[str, float]:
    """Its unit, with how many of the first of its kind that is; nothing where things are counted."""
    for group, known in _UNIT_OF.items():
        if match[group]:
            return known, 1.0
    if clock := match["clock"]:
        is_known = _AFTERNOON.match(behind) or not clock[0].isdigit() or int(re.split(r"[:.]", clock)[0]) > 12
        return ("hour of day" if is_known else "clock"), 1.0
    if sign := match["sign"]:
        return measures.SIGNS.get(sign.lower().rstrip("."), "dollar"), 1.0
    found, factor = measures.behind(behind)
    return (ANY, factor) if match["elliptic"] and not found else (found, factor)


def named_before(text: str, start: int) -> int:
    """How many names are listed right before what stands there: two in "China, India and 33 others"."""
    joined = _AND.search(text, max(0, start - 12), start)
    count = 0
    for item in reversed(_COMMA.split(text[max(0, start - _LIST) : joined.start()]) if joined else []):
        if not _ENDS_WITH_NAME.search(item):
            break
        count += 1
        if not _IS_NAME.fullmatch(item.strip()):
            break
    return count


def lists(text: str) -> set[int]:
    """How many things each list of a text has: "Alabama, Arkansas and Missouri" is one of three."""
    found = {len(_LISTED.findall(text)) + 1}
    run, end = 0, 0
    for match in _JOINT.finditer(text):
        near = match.start() - end < _ITEM
        if match["and"]:
            found |= {run + 2, 2}
            run = 0
        else:
            run = run + 1 if near or not run else 1
        end = match.end()
    return found

"""Measures and currencies by the words for them, each as so many of the first of its kind.

Does not know any number.
"""

import re

from assistant.words import stem

# A line a kind of measure: words of one unit, and how many of the first unit of its line it is.
_MEASURES = """
second=1 sec=1 minute=60 min=60 hour=3600 hr=3600 h=3600 day=86400 week=604800 fortnight=1209600 month=2629800
 year=31557600 yr=31557600 decade=315576000 century=3155760000
metre=1 meter=1 m=1 kilometre=1000 kilometer=1000 km=1000 kph=1000 kmh=1000 cm=0.01 centimetre=0.01
 centimeter=0.01 mm=0.001 millimetre=0.001 millimeter=0.001 mile=1609.344 mph=1609.344 yard=0.9144 foot=0.3048
 ft=0.3048 inch=0.0254 knot=1852
kilo=1 kilogram=1 kg=1 kilogramme=1 gram=0.001 tonne=1000 ton=1000 lb=0.4536 ounce=0.02835 oz=0.02835
litre=1 liter=1 millilitre=0.001 milliliter=0.001 ml=0.001 gallon=3.785 pint=0.568 barrel=158.99
degree=1
hectare=1 acre=0.4047
joule=1 j=1 kilojoule=1e3 kj=1e3 megajoule=1e6 mj=1e6 gigajoule=1e9 gj=1e9
psi=1
watt=1 kilowatt=1e3 kw=1e3 kwh=1e3 megawatt=1e6 mw=1e6 mwh=1e6 gigawatt=1e9 gw=1e9 gwh=1e9
 terawatt=1e12 twh=1e12
megabyte=1 mb=1 gigabyte=1e3 gb=1e3 terabyte=1e6 tb=1e6
dollar=1 usd=1
euro=1 eur=1
pound=1 gbp=1
rouble=1 ruble=1 rub=1
yen=1 jpy=1
yuan=1 renminbi=1 cny=1
crown=1 krona=1 kronor=1 kroner=1
zloty=1 zlotys=1
franc=1 chf=1
hryvnia=1
rupee=1 inr=1
peso=1
lira=1
rand=1
dirham=1
riyal=1
shekel=1
naira=1
rupiah=1
ringgit=1
baht=1
reais=1
bitcoin=1
cent=1
penny=1 pence=1 p=1
"""

_OF_MONEY = frozenset(
    "dollar euro pound rouble yen yuan crown zloty franc hryvnia rupee peso lira rand dirham riyal shekel"
    " naira rupiah ringgit baht reais bitcoin cent penny".split()
)

_BY_STEM = {
    stem(word): (line.split("=")[0].strip(), float(factor))
    for line in re.sub(r"\n ", " ", _MEASURES).split("\n")
    if line
    for word, _, factor in (entry.partition("=") for entry in line.split())
}

_FIRST = {known: word for word, known in reversed(_BY_STEM.items())}

STRICT = _OF_MONEY | {"%", "points", "ordinal", "decade", "times", "vague", "clock", "hour of day"}
"""Units without which a number is another: 40% of them are not 40."""

COINS = {"cent": ("cent", "dollar", "euro"), "penny": ("penny", "pound")}
"""What may differ by so many of them."""

DAY, WEEK, MONTH, YEAR = 86_400.0, 604_800.0, 2_629_800.0, 31_557_600.0
"""In seconds, which are the unit of every length of time; a month is a twelfth of a year."""

SPEED = "speed"
"""In metres an hour."""

TIME = "second"

SIGNS = {
    "€": "euro", "eur": "euro", "£": "pound", "gbp": "pound", "¥": "yen", "jpy": "yen", "₹": "rupee",
    "inr": "rupee", "rs": "rupee", "₽": "rouble", "rub": "rouble", "chf": "franc", "cny": "yuan", "₺": "lira",
    "₴": "hryvnia", "₪": "shekel", "₦": "naira",
}  # fmt: skip
"""Signs and codes before a number; every other is of some dollar."""

SHORT = (
    r"(?:mm|cm|km|kg|kw|mw|gw|kwh|mwh|gwh|twh|mph|kph|kmh|m|h|ft|lbs?|oz|sec|min|hrs?|yrs?|ml|mb|gb|tb|pp|pc"
    r"|[cfpx]|am|pm)\b"
)
"""Units that may stand right behind a figure."""

ONE_LENGTH = re.compile(
    r"\b(?:an?|one|the|next|past|last|this|single|per|every|each)\s(?P<time>day|week|fortnight|month|year|decade|century)\b",
    re.IGNORECASE,
)

_DEGREES = re.compile(r"\s?(?:[°º]\s?[cf]?\b|degrees?\b)|[cf]\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(?:%|-?per\s?cent(?:age)?\b(?!\spoint)|pc\b)", re.IGNORECASE)
_PRESSURE = re.compile(r"[\s-]pounds?\sper\ssquare\sinch\b", re.IGNORECASE)
_POINTS = re.compile(r"\s?-?(?:percentage[\s-]|(?P<basis>basis[\s-]))?points?\b|\s?pp\b", re.IGNORECASE)
_OF_A_POINT = re.compile(
    r"\s(?:of\s)?an?\s(?:percentage\s)?point\b|[\s-](?:percentage[\s-])?point\b", re.IGNORECASE
)
_AGE = re.compile(r"[\s-]years?[\s-](?:olds?|of\sage)\b", re.IGNORECASE)
_WORD = re.compile(
    r"(?:\s(?:more|further|other|full|whole|straight|consecutive|long|short|extra|square|sq\.?|cubic|metric|nautical|solid)(?=\s))?"
    r"[\s-]?([^\W\d_]+)(?!\w|-\d)"
)
"""But no letter of a model: "28 M-55S tanks"."""

_AN_HOUR = re.compile(
    r"(?:\s?/\s?|\s(?:an?|per|each)\s|-(?:an|per)-)(?:(?P<second>s|sec|second)|h|hr|hour)\b", re.IGNORECASE
)
_SPEEDS = frozenset({"mph", "kph", "kmh", "knot"})
_BY_THE = {"annual": "year", "annually": "year", "yearly": "year", "annum": "year", "monthly": "month"}
_BY_THE |= {"weekly": "week", "daily": "day", "hourly": "hour"}
_WHOSE_MONEY = re.compile(r"\s(?:[A-Z]\S*\s){1,2}([a-z]+)(?!\w)")
"""Behind a number: "US dollars", "New Zealand dollars"."""


def behind(text: str) -> tuple[str, float]:
    """The unit that stands right behind a number with how many of its first kind it is; or nothing and 1."""
    if _AGE.match(text):
        return "", 1.0
    for pattern, unit in ((_PERCENT, "%"), (_DEGREES, "degree"), (_PRESSURE, "psi")):
        if pattern.match(text):
            return unit, 1.0
    if points := _POINTS.match(text):
        return "points", 0.01 if points["basis"] else 1.0
    if (whose := _WHOSE_MONEY.match(text)) and stem(whose[1]) in map(stem, _OF_MONEY):
        return _BY_STEM[stem(whose[1])]
    following = _WORD.match(text)
    unit, factor = _BY_STEM.get(stem(following[1]), ("", 1.0)) if following else ("", 1.0)
    if following and unit == "metre":
        if stem(following[1]) in _SPEEDS:
            return SPEED, factor
        if rate := _AN_HOUR.match(text, following.end()):
            return SPEED, factor * (3600 if rate["second"] else 1)
    return unit, factor


def plain_word(text: str) -> str:
    """The stem of a word, where it is one for a measure that of its first word: "km" is a kilometre."""
    found = stem(_BY_THE.get(text.lower(), text))
    return word_for(*_BY_STEM[found]) if found in _BY_STEM else found


def is_of_a_point(text: str) -> bool:
    """Whether a part is one of a percentage point: "a quarter" before this."""
    return _OF_A_POINT.match(text) is not None


def word_for(unit: str, factor: float) -> str:
    """The stem of the first word for a measure; empty where there is none."""
    return _FIRST.get((unit, factor), "")

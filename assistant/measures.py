"""Measures and currencies by the words for them, each as so many of the first of its kind.

Does not know any number.
"""

from assistant.words import stem

# A line a kind of measure: words of one unit, and how many of the first unit of its line it is.
_MEASURES = """
day=1 week=7 fortnight=14
month=1 year=12 decade=120 century=1200
minute=1 hour=60
second=1
mile=1
metre=1 meter=1 kilometre=1000 kilometer=1000 km=1000 m=1 cm=0.01 mm=0.001 centimetre=0.01 millimetre=0.001
foot=1 feet=1
tonne=1 ton=1
kilo=1 kilogram=1 kg=1
litre=1 liter=1
barrel=1
degree=1
hectare=1
acre=1
megawatt=1 mw=1 gigawatt=1000 gw=1000
dollar=1 usd=1
euro=1 eur=1
pound=1 gbp=1
rouble=1 ruble=1 rub=1
yen=1
yuan=1
crown=1 krona=1 kronor=1 kroner=1
zloty=1 zlotys=1
franc=1
hryvnia=1
"""

BY_STEM = {
    stem(word): (line.split("=")[0], float(factor))
    for line in _MEASURES.split("\n")
    if line
    for word, _, factor in (entry.partition("=") for entry in line.split())
}

MEASURED = frozenset(unit for unit, _ in BY_STEM.values())

_MONEY = frozenset("dollar euro pound rouble yen yuan crown zloty franc hryvnia".split())

STRICT = _MONEY | {"%", "part", "points", "ordinal", "decade", "times", "vague", "clock"}
"""Units without which a number is another: 40% of them are not 40."""

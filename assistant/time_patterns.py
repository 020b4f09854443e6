"""The forms in which English texts say days, and what only looks like them: two tables of named patterns.

Does not know how the patterns are searched for, nor how days are reckoned.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from assistant import days
from assistant.days import Days, Said


class Pattern(NamedTuple):
    """A form in which texts say days."""

    name: str
    needs: frozenset[str]
    """Kinds of word in `KINDS` without which a text cannot have it."""
    regex: re.Pattern[str]
    days: Callable[[Said], Days | None]
    led: bool = False
    """Whether it counts only after a preposition of time, or in a range: "in 2022", not "Agenda 2030"."""


class FalseFriend(NamedTuple):
    """Words that look like a time: what matches a pattern within them is none."""

    name: str
    needs: frozenset[str]
    regex: re.Pattern[str]


MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)

_FULL_MONTHS = "|".join(MONTHS)
_YEAR = r"(?P<year>1[6-9][0-9]{2}|20[0-9]{2})(?![0-9]|[.,/-][0-9]|%)"
_DAY = r"(?<![0-9.,$€£])(?P<day>[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_TO = r"(?:\s?(?:-|–|—|{words})\s?(?P<to>[12][0-9]|3[01]|[1-9])(?:st|nd|rd|th)?)?"
_MONTH = rf"(?P<month>(?:{_FULL_MONTHS})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_BARE_MONTH = rf"(?P<month>{_FULL_MONTHS}|Sept)\b(?!\s[0-9])"
_PART = (
    r"(?:(?:the\s)?(?:(?P<part>early|mid|late|beginning|start|middle|end|first\shalf|second\shalf)"
    r"(?:(?<=early)|(?<=mid)|(?<=late)|\sof)(?:\sin)?[\s-]))"
)
_PART_OF_SEASON = r"(?:(?:early|mid|late)[\s-])?"
_DAYS_OF_WEEK = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_ANY_WEEKDAY = rf"(?:(?:{_DAYS_OF_WEEK}),?\s(?:the\s)?)?"
_SEASON = "(?P<season>spring|summer|autumn|fall|winter)"
_COUNT = (
    r"(?P<count>[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:a\s)?(?:few|couple\sof|several))"
)
_UNIT = "(?P<unit>day|week|fortnight|month|quarter|year|decade)"
_MONTH_DAY = rf"\b{_MONTH}(?:\s|(?<=\.)){_DAY}{_TO.format(words='to|through')}"
_DAY_MONTH = rf"(?:\bthe\s)?{_DAY}{_TO.format(words='to|and|through|until|till')}(?:\sof)?\s{_MONTH}"
_NO_YEAR = r"(?!,?\s(?:of\s)?(?:1[6-9]|20)[0-9]{2}\b)(?![0-9]|[.,:][0-9]|%)"
_LIKE_A_TIME = (  # what follows where a time ends, rather than the noun that it is the name of
    r"(?=\s*(?:$|[.,;:?!)\]–—-]|['’]s\b)|\s(?:of\s(?:last|this|[0-9])|(?:when|after|before|in|at|and|or|that|who"
    r"|which|by|to|until|with|as|while|for|from|because|but|did|was|were|is|are|has|have|had|following|during"
    r"|on|over|about|the|what|how|why|where)\b))"
)


KINDS = re.compile(
    r"(?P<number>[0-9])|(?P<month>\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"|(?P<weekday>\b(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?P<season>\b(?:spring|summer|autumn|fall|winter))"
    r"|(?P<near>\b(?:yesterday|last\snight|weekend))|(?P<unit>\b(?:week|month|quarter|year|decade|fortnight|hour|day))"
    r"|(?P<coming>\b(?:tomorrow|next|coming|later))",
    re.IGNORECASE,
)
"""Kinds of word: most sentences have none, and are not searched for the patterns, which takes longer."""


def _pattern(
    name: str, needs: str, regex: str, found: Callable[[Said], Days | None], led: bool = False
) -> Pattern:
    return Pattern(name, frozenset(needs.split()), re.compile(regex, re.IGNORECASE), found, led)


PATTERNS = (
    _pattern(
        "numeric day",
        "number",
        r"(?<![\w/.-])(?:[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([/.])[0-9]{1,2}\2[0-9]{4})(?![\w/-])",
        days.written_day,
    ),
    _pattern("day month year", "number month", rf"{_ANY_WEEKDAY}{_DAY_MONTH},?\s{_YEAR}", days.named_day),
    _pattern("month day year", "number month", rf"{_ANY_WEEKDAY}{_MONTH_DAY},?\s{_YEAR}", days.named_day),
    _pattern("day month", "number month", rf"{_ANY_WEEKDAY}{_DAY_MONTH}{_NO_YEAR}", days.named_day, led=True),
    _pattern("month day", "number month", rf"{_ANY_WEEKDAY}{_MONTH_DAY}{_NO_YEAR}", days.named_day, led=True),
    _pattern(
        "month day, ending",
        "number month",
        rf"{_ANY_WEEKDAY}{_MONTH_DAY}{_NO_YEAR}{_LIKE_A_TIME}",
        days.named_day,
    ),
    _pattern(
        "week of a month",
        "unit month",
        r"(?:\bthe\s)?\b(?P<which>first|second|third|fourth|last)\sweek\s(?:of|in)\s"
        rf"{_MONTH}(?:,?\s(?:of\s)?{_YEAR})?",
        days.week_of_month,
    ),
    _pattern("month year", "number month", rf"\b{_PART}?{_MONTH},?\s(?:of\s)?{_YEAR}", days.named_month),
    _pattern("part of a month", "month", rf"\b{_PART}{_BARE_MONTH}", days.named_month),
    _pattern("last month by name", "month", rf"\b(?:last|this(?:\spast)?)\s{_BARE_MONTH}", days.named_month),
    _pattern("month", "month", rf"\b{_BARE_MONTH}", days.named_month, led=True),
    _pattern(
        "season of a year",
        "season number",
        rf"(?:\bthe\s)?\b{_PART_OF_SEASON}{_SEASON}(?:\sof)?,?\s"
        r"(?P<year>1[6-9][0-9]{2}|20[0-9]{2})(?:[-–/](?P<to>[0-9]{2}|[0-9]{4}))?(?![\w-])",
        days.season,
    ),
    _pattern(
        "last season",
        "season",
        rf"(?<!\bthe\s)\b(?P<which>last|this)(?:\spast)?\s{_PART_OF_SEASON}{_SEASON}\b",
        days.season,
    ),
    _pattern(
        "season",
        "season",
        rf"(?:\bthe\s)?\b{_PART_OF_SEASON}{_SEASON}\b{_LIKE_A_TIME}",
        days.season,
        led=True,
    ),
    _pattern(
        "quarter",
        "unit",
        r"(?:\bthe\s)?\b(?P<which>first|second|third|fourth|last)\squarter\s(?:of\s)?"
        rf"(?:{_YEAR}|(?P<of>this|last|the)\syear\b)",
        days.quarter,
    ),
    _pattern("numbered quarter", "number", rf"\bQ(?P<which>[1-4])\s(?:of\s)?{_YEAR}", days.quarter),
    _pattern(
        "years",
        "number",
        r"\b(?P<year>1[6-9][0-9]{2}|20[0-9]{2})[-–/](?P<to>(?:1[6-9]|20)?[0-9]{2})(?![\w-])",
        days.years,
        led=True,
    ),
    _pattern("part of a year", "number", rf"\b{_PART}(?:the\s)?(?:year\s)?{_YEAR}", days.year),
    _pattern("year", "number", rf"\b(?:the\syear\s)?{_YEAR}(?!\w|-[a-z])", days.year, led=True),
    _pattern(
        "this or last",
        "unit",
        rf"\b{_PART}?(?:(?<!the\s)(?P<which>last)\s(?P<unit>week|month|quarter|year)"
        r"|this\s(?P<this>month|quarter|year))\b(?!\sof\b|-)",
        days.this_or_last,
    ),
    _pattern("part of the year", "unit", rf"\b{_PART}the\s(?P<this>month|year)\b(?!-)", days.this_or_last),
    _pattern(
        "past units",
        "unit",
        rf"\b(?:last|past)\s{_COUNT}\s(?:{_UNIT}|(?P<hours>hour))s\b(?!\sof\b)",
        days.past,
    ),
    _pattern(
        "past unit",
        "unit",
        rf"\b(?:the\s(?:last|past)|past)\s{_UNIT}\b(?!\s(?:of|in|that)\b|['’-])",
        days.past,
    ),
    _pattern("ago", "unit", rf"(?<!-)\b{_COUNT}\s{_UNIT}s?\sago\b", days.ago),
    _pattern(
        "two days back", "near", r"(?:\bthe\s)?\bday\sbefore\syesterday\b", lambda said: days.back(2, said)
    ),
    _pattern("yesterday", "near", r"\b(?:yesterday|last\snight)\b", lambda said: days.back(1, said)),
    _pattern(
        "weekend",
        "near",
        r"\blast\sweekend\b|(?:(?<=\bover\s)|(?<=\bat\s)|(?<=\bduring\s))the\sweekend\b",
        days.weekend,
    ),
    _pattern(
        "weekday",
        "weekday",
        rf"\b(?:(?P<which>last)\s|this\s(?:past\s)?)?(?P<weekday>{_DAYS_OF_WEEK})\b"
        r"(?:\s(?-i:morning|afternoon|evening|night)\b)?",
        days.weekday,
    ),
    _pattern(
        "to come",
        "coming",
        rf"\b(?:tomorrow|{_PART}?(?:next|coming)\s(?:(?P<few>few\s)?(?P<unit>day|week|month|quarter|year|decade)(?P<several>s)?"
        rf"|{_SEASON}|{_BARE_MONTH}|(?P<weekday>{_DAYS_OF_WEEK}))\b|later\sthis\s(?P<rest>week|month|year))\b",
        days.to_come,
    ),
)


def _false_friend(name: str, needs: str, regex: str) -> FalseFriend:
    return FalseFriend(name, frozenset(needs.split()), re.compile(regex, re.IGNORECASE))


FALSE_FRIENDS = (
    _false_friend(
        "may and march, the verbs",
        "month",
        r"(?<!\bin\s)(?<!\blast\s)(?<!\bsince\s)(?<!\buntil\s)(?<!\bof\s)(?<!\bthis\s)(?-i:\b(?:may|march)\b)",
    ),
    _false_friend(
        "May, who acts", "month", r"\b(?:by|with|for|of|Theresa|Mrs\.?|Ms\.?|Brian|James|Elaine)\s(?-i:May)\b"
    ),
    _false_friend(
        "May, who acted",
        "month",
        rf"\b(?:before|after|until|when|did|does|has|had)\s(?-i:May)\b(?!{_LIKE_A_TIME[3:]}",
    ),
    _false_friend(
        "months, the first names",
        "month",
        r"(?-i:\b(?:March|April|May|June|August)\s(?!(?:I|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)\b)[A-Z]\w*)",
    ),
    _false_friend(
        "a march for something",
        "month",
        r"\b(?:the|['’]s|protest|peace|long)\s(?-i:March)\s(?:on|for|of|to)\b",
    ),
    _false_friend("the holiday", "month", r"\b(?:fourth|4th)\sof\sJuly\b"),
    _false_friend(
        "days, the names",
        "month number",
        rf"\b(?:{_MONTH.replace('?P<month>', '?:')})\s[0-9]{{1,2}}(?:th)?\s(?:weekend|holiday|celebrations?"
        r"|fireworks|attacks?|attackers|committee|riots?|rioters|insurrection|hearings?|panel|massacre|parade|uprising"
        r"|protests|movement)\b",
    ),
    _false_friend(
        "weekdays, the names",
        "weekday",
        rf"\bin\s(?:{_DAYS_OF_WEEK})\b(?!['’]s)|\b(?:every|each|any|a|Ash|Fat|Good|Holy|Palm|Black|Cyber|Super|Bloody|Easter|Giving|Shrove"
        rf"|Maundy|Sheffield|Bowl)\s(?:{_DAYS_OF_WEEK})\b",
    ),
    _false_friend(
        "weekdays, the papers and shows",
        "weekday",
        rf"\b(?:{_DAYS_OF_WEEK})\s(?-i:Times|Mirror|Telegraph|Mail|Post|Express|Herald|Independent|Review|World"
        r"|Night|Addams|Briefing|Football|the\s13)",
    ),
    _false_friend(
        "its year",
        "number",
        rf"\b(?:its|his|her|their|our)\s(?:{_MONTH.replace('?P<month>', '?:')}\s)?(?:1[6-9]|20)[0-9]{{2}}\b",
    ),
    _false_friend("falls and springs", "season", r"\b(?:fall|spring)\sof\s(?!last\b|this\b|[0-9])"),
    _false_friend(
        "seasons in names",
        "season",
        r"(?-i:[A-Z]\w*\s(?:Spring|Summer|Fall|Winter)\b|the\s(?:Summer|Winter)\s(?:and|or)\s[A-Z])",
    ),
    _false_friend(
        "seasons of events",
        "season",
        r"\b(?:last|this|in|the|during)\s(?:spring|summer|fall|autumn|winter)\s(?-i:[A-Z])",
    ),
    _false_friend(
        "years, the amounts",
        "number",
        r"\b[0-9]{4}\s?(?:people|men|women|children|soldiers|troops|votes|tons|tonnes|euros|dollars|pounds|miles"
        r"|feet|kilomet|met(?:re|er)s|km\b|days|hours|years|points|tanks|GMT|BC\b|AD\b|words|pages|times|units)",
    ),
    _false_friend(
        "years of events",
        "number",
        r"\b[0-9]{4}\s(?:[A-Z]\w+\s)?(?:(?:World|European?|Asian?)\s(?:Cup|Championships?)|(?:Summer\s|Winter\s)?"
        r"Olympics|Super\sBowl|Finals?|(?:presidential\s|general\s|midterm\s)?elections?|census|budget|season)\b",
    ),
)

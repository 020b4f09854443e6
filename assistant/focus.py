"""What kind of thing a question asks for, and where such things stand in a sentence.

Does not know which sentences are looked at, nor which answer is right.
"""

import re
from enum import StrEnum

from assistant.words import STOP_WORDS, content_words, stem
from index.sentences import Span


class Focus(StrEnum):
    """The kind of thing that answers a question."""

    NAME = "name"
    NUMBER = "number"
    DAY = "day"
    OTHER = "other"


_NUMBER_ASKED = re.compile(
    r"\bhow\s(?:many|much|long|old|far|big|large|high|often|tall|heavy)\b"
    r"|\bwhat\s(?:percentage|share|number|proportion|amount|price|age)\b|\bpercent(?:age)?\sof\b",
    re.IGNORECASE,
)
_DAY_ASKED = re.compile(
    r"\bwhen\b(?!.*\b(?:who|what|which|how|where)\b)|\b(?:which|what)\s(?:\w+\s)?(?:year|month|day|date|decade|century)\b",
    re.IGNORECASE,
)
_NAME_ASKED = re.compile(r"\b(?:who|whom|whose|where|which|what)\b", re.IGNORECASE)
_OTHER_ASKED = re.compile(
    r"^(?:and\s|so\s|but\s)?(?:why|how)\b|^what\s(?:did|does|do|is|was|are|were|happened|has|have|will)\b"
    r"|\bdo(?:es|ing)?\swhat\b",
    re.IGNORECASE,
)

_NUMBER = re.compile(
    r"[$€£¥]?\d[\d,.]*\d(?:\s?(?:%|percent|per\scent|trillion|billion|million|thousand|bn|m|k)\b)?%?"
    r"|[$€£¥]?\d%?"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|millions?"
    r"|billions?|half|third|thirds|quarter|quarters)(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine|hundred"
    r"|thousand|million|billion|trillion|percent|thirds|quarters|dozen))*\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)(?:\s\d{1,2}(?:st|nd|rd|th)?\b)?"
    r"(?:,?\s\d{4})?"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:1[5-9]|20)\d\d\b|\b(?:yesterday|today|tomorrow|tonight)\b"
)
_CAPITALISED = r"(?:[A-Z][\w’'&.-]*\w|[A-Z])"
_NAME = re.compile(
    rf"{_CAPITALISED}(?:\s(?:(?:of|de|the|van|von|al|bin|and|for|du|la)\s)?(?:{_CAPITALISED}|\d+\w*(?![-–]\d)))*"
)


def focus(question: str) -> Focus:
    """What a question asks for, by its question word."""
    if _NUMBER_ASKED.search(question):
        return Focus.NUMBER
    if _DAY_ASKED.search(question):
        return Focus.DAY
    if _OTHER_ASKED.search(question):
        return Focus.OTHER
    return Focus.NAME if _NAME_ASKED.search(question) else Focus.OTHER


def spans(sentence: str, wanted: Focus, question: str) -> list[Span]:
    """Where things of the wanted kind stand in a sentence, those that the question itself names left out."""
    if wanted is Focus.OTHER:
        return []
    known = {word.stem for word in content_words(question)}
    pattern = {Focus.NUMBER: _NUMBER, Focus.DAY: _DAY, Focus.NAME: _NAME}[wanted]
    found = (_without_small_words(sentence, match.span(), wanted) for match in pattern.finditer(sentence))
    return [
        span
        for span in found
        if span is not None
        and any(stem(word) not in known for word in re.findall(r"[\w’'-]+", sentence[slice(*span)]))
    ]


def _without_small_words(sentence: str, span: Span, wanted: Focus) -> Span | None:
    """A name without the article or pronoun that a sentence began with; `None` where nothing is left."""
    start, end = span
    if wanted is Focus.NAME:
        while match := re.match(r"[\w’']+", sentence[start:end]):
            if match.group().lower().replace("’", "'") not in STOP_WORDS:
                break
            start += match.end()
            while start < end and not sentence[start].isalnum():
                start += 1
        if _DAY.fullmatch(sentence[start:end]):
            return None
    return (start, end) if start < end else None

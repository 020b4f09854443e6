"""What kind of thing a question asks for, and where such things stand in a sentence.

Does not know which sentences are looked at, nor which answer is right.
"""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

from assistant.countries import mentions
from assistant.words import STOP_WORDS, stems
from index.sentences import Span, split_all


class Focus(StrEnum):
    """The kind of thing that answers a question."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    WORK = "work"
    NAME = "name"
    """A name of some other kind, or of a kind that the question does not tell."""
    MONEY = "money"
    PERCENTAGE = "percentage"
    LENGTH = "length"
    AGE = "age"
    NUMBER = "number"
    DAY = "day"
    OTHER = "other"


NAMES = frozenset({Focus.PERSON, Focus.PLACE, Focus.ORGANISATION, Focus.WORK, Focus.NAME})
"""The kinds whose things are written with a capital letter."""

_NOUNS = {
    Focus.PLACE: """
        country countries nation nations state states city cities town towns village villages
        continent continents region regions province provinces county counties capital capitals
        place places island islands park parks airport airports river rivers border
    """,
    Focus.ORGANISATION: """
        company companies airline airlines bank banks firm firms brand brands retailer retailers
        store stores chain chains automaker automakers carmaker carmakers manufacturer manufacturers
        team teams club clubs party parties agency agencies organisation organisations organization
        organizations university universities studio studios network networks platform platforms
        outlet outlets newspaper newspapers giant giants startup startups group groups supermarket
        supermarkets side sides
    """,
    Focus.WORK: """
        movie movies film films book books novel novels song songs album albums show shows series
        play plays podcast podcasts painting paintings game games sitcom musical
    """,
    Focus.PERSON: """
        person people woman women man men president presidents minister ministers leader leaders
        actor actors actress singer singers musician musicians player players athlete athletes star
        stars celebrity celebrities senator senators judge judges justice billionaire author authors
        director comedian rapper lawmaker lawmakers politician politicians candidate candidates
        royal royals champion golfer swimmer host guest
    """,
    Focus.DAY: "year years month day date decade century season",
    Focus.PERCENTAGE: "percentage share proportion percent",
    Focus.MONEY: "price sum fine",
    Focus.NUMBER: "number amount age score speed temperature magnitude",
}
"""The noun of "which company …" that tells the kind; of several, the first."""

_NOUN_ASKED = re.compile(
    r"\b(?:which|what|whose)\b(?:\s(?!(?:is|was|are|were|did|does|do|has|have|had|will|would|can|of|at|in|on|for|to|from"
    r"|with|that|who|next|last|this)\b)[\w’'&.-]+){0,4}?\s(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(nouns.split())})" for kind, nouns in _NOUNS.items())
    + r")\b",
    re.IGNORECASE,
)

_ASKED: tuple[tuple[Focus, str], ...] = (
    (
        Focus.MONEY,
        r"\bhow\smuch\b(?=.*\b(?:money|cost|costs|pay|paid|raised?|spen[dt]|fetch|sell|sold|debt|worth|fined|price|aid"
        r"|damages|donated?|owe[ds]?|earn(?:ed|s)?|charge[ds]?)\b)"
        r"|\bwhat\s(?:does|do|did|will|would)\b.*\b(?:cost|costs|pay|earn)\b",
    ),
    (Focus.AGE, r"\bhow\sold\b"),
    (Focus.LENGTH, r"\bhow\s(?:far|high|tall|deep|wide)\b"),
    (Focus.NUMBER, r"\bhow\s(?:many|much|long(?!\sago)|big|large|often|heavy|fast|hot)\b"),
    (Focus.DAY, r"\bwhen\b(?!.*\b(?:who|what|which|how|where)\b)|\bhow\slong\sago\b"),
    (Focus.PLACE, r"\bwhere\b"),
    (Focus.WORK, r"\bwhat\s(?:is|was)\sthe\s(?:title|name)\sof\b"),
    (Focus.NAME, r"\bwho\s(?:won|wins|beat|beats|defeated|lost|qualified|invaded|attacked)\b"),
    (Focus.PERSON, r"\b(?:who|whom|whose)\b"),
    (
        Focus.OTHER,
        r"^(?:and\s|so\s|but\s)?(?:why|how)\b|^what\s(?:did|does|do|is|was|are|were|happened|has|have|will)\b"
        r"|\bdo(?:es|ing)?\swhat\b",
    ),
    (Focus.NAME, r"\b(?:which|what)\b"),
)
"""For questions whose noun does not tell: the first that fits says what is asked for."""

_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ASKED)

_SCALE = r"(?:trillion|billion|million|thousand|bn|m|k)"
_WRITTEN_NUMBER = (
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|millions?"
    r"|billions?|half|third|thirds|quarter|quarters)(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine|hundred"
    r"|thousand|million|billion|trillion|percent|thirds|quarters|dozen))*\b"
)
_NUMBER = re.compile(
    rf"[$€£¥]?\d[\d,.]*\d(?:\s?(?:%|percent|per\scent|{_SCALE})\b)?%?|[$€£¥]?\d%?(?:\s?{_SCALE}\b)?|{_WRITTEN_NUMBER}",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"[$€£¥]\s?\d[\d,.]*(?:\s?{_SCALE}\b)?|\b(?:\d[\d,.]*|{_WRITTEN_NUMBER})(?:\s{_SCALE})?\s"
    r"(?:dollars?|euros?|pounds?|cents?|rubles?|roubles?|yen|yuan|kroner?)\b",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(
    rf"\b\d[\d,.]*\s?(?:%|percent\b|per\scent\b|percentage\spoints?\b)|{_WRITTEN_NUMBER}\s(?:percent|per\scent)\b"
    r"|\b(?:half|(?:two-|three-)?(?:thirds?|quarters?|fifths?))\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"(?:\b\d[\d,.]*|{_WRITTEN_NUMBER})(?:\s{_SCALE})?[\s-]?(?:light[\s-]years?|kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?"
    r"|feet|foot|ft|inch(?:es)?|yards?|centimet(?:er|re)s?|cm|mm|storeys|stories)\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    rf"\b(?:aged?|age\sof|turn(?:s|ed|ing)?)\s\d{{1,3}}\b|(?:\b\d[\d,]*|{_WRITTEN_NUMBER})[\s-](?:years?|months?|weeks?)[\s-]old\b"
    r"|,\s\d{1,3}(?=[,.])",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)(?:\s\d{1,2}(?:st|nd|rd|th)?\b)?"
    r"(?:,?\s\d{4})?"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:1[5-9]|20)\d\d\b|\b(?:yesterday|today|tomorrow|tonight)\b"
)
_CAPITALISED = r"(?:St\.(?=\s[A-Z])|[A-Z][\w’'&.-]*\w|[A-Z])"
_NAME = re.compile(
    rf"{_CAPITALISED}(?:\s(?:(?:of|de|the|van|von|al|bin|and|for|du|la)\s)?(?:{_CAPITALISED}|\d+\w*(?![-–]\d)))*"
)
_TITLED = re.compile(r"[“\"‘']\s?(?=[A-Z\d])[^“”\"]{2,60}?[”\"’'](?!\w)")
_BYLINE = re.compile(
    r"(?:CNN(?:\sBusiness)?|USA\sTODAY|AP|AFP|Reuters|The\sAssociated\sPress|Associated\sPress|BBC(?:\sNews)?|NPR|ABC\sNews"
    r"|CBS\sNews|NBC\sNews|Fox\sNews|Bloomberg|The\s(?:New\sYork\sTimes|Washington\sPost|Wall\sStreet\sJournal|Guardian)"
    r"|Getty(?:\sImages)?|E[DS]?T|GMT|P[DS]?T|Editor[’']s\sNote|Correction|Read|Watch|Related|News|Opinion|Photos?)"
)
"""What stands in a news text about the text itself: never what was asked for."""

_ORGANISATION_WORD = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|Group|Bank|University|College|Agency|Department|Ministry|Committee|Commission|Council|Court"
    r"|Party|Union|Association|Airlines|Airways|Motors?|Company|Organization|Organisation|Institute|Foundation|Center|Centre"
    r"|Service|Administration|Office|Senate|House|Congress|Parliament|Times|Post|Journal|League|Police|Army|Force|School"
    r"|Hospital|Museum|Press|Network|Studios?|Energy|Industries|Holdings|Technologies|Systems)\b"
)
_HONORIFIC = re.compile(
    r"^(?:(?:President|Prime|Minister|Chancellor|Sen\.?|Senator|Rep\.?|Gov\.?|Governor|Gen\.?|General|King|Queen|Prince"
    r"|Princess|Pope|Dr|Mr|Mrs|Ms|Sir|Judge|Justice|Secretary|Mayor|Foreign|Defen[cs]e|Former|Vice|US|U\.S|Associate|Chief"
    r"|CEO|Republican|Democratic|House|Speaker|Lt|Col|Capt|Duchess|Duke|Lord|Lady|Dame)\.?\s)+"
)


def focus(question: str) -> Focus:
    """What a question asks for, by its question word and the noun that goes with it."""
    asking = asked_clause(question)
    if noun := _NOUN_ASKED.search(asking):
        return Focus(noun.lastgroup or "")
    return next((kind for kind, pattern in _PATTERNS if pattern.search(asking)), Focus.OTHER)


def asked_clause(question: str) -> str:
    """The sentence that asks, where others before it tell what it is about; the whole where none does."""
    sentences = [question[start:end] for start, end in split_all(question)]
    return next((one for one in reversed(sentences) if one.rstrip().endswith(("?", ":"))), question)


def spans(sentence: str, wanted: Focus, question: str) -> list[Span]:
    """Where things of the wanted kind stand in a sentence, those that the question itself names left out."""
    if wanted is Focus.OTHER:
        return []
    known = stems(question)
    return [span for span in _of_kind(sentence, wanted) if not stems(sentence[slice(*span)]) <= known]


def _of_kind(sentence: str, wanted: Focus) -> list[Span]:
    if wanted not in NAMES:
        pattern = {
            Focus.NUMBER: _NUMBER,
            Focus.MONEY: _MONEY,
            Focus.PERCENTAGE: _PERCENTAGE,
            Focus.LENGTH: _LENGTH,
            Focus.AGE: _AGE,
            Focus.DAY: _DAY,
        }[wanted]
        return [match.span() for match in pattern.finditer(sentence)]
    if wanted is Focus.WORK and (titled := [match.span() for match in _TITLED.finditer(sentence)]):
        return titled
    found = (_trimmed(sentence, *match.span()) for match in _NAME.finditer(sentence))
    names = [span for span in found if span is not None]
    if wanted is Focus.PERSON:
        return [span for span in names if _may_be_a_person(sentence, span)]
    if wanted is Focus.PLACE:
        return [span for span in names if _may_be_a_place(sentence, span)]
    if wanted is Focus.ORGANISATION:
        return [span for span in names if not _is_a_known_place(sentence[slice(*span)])]
    return names


def _trimmed(sentence: str, start: int, end: int) -> Span | None:
    """A name without the article or pronoun that a sentence began with; `None` where nothing is left."""
    while match := re.match(r"[\w’']+", sentence[start:end]):
        if match.group().lower().replace("’", "'") not in STOP_WORDS:
            break
        start += match.end()
        while start < end and not sentence[start].isalnum():
            start += 1
    name = sentence[start:end]
    if not name or _DAY.fullmatch(name) or _BYLINE.fullmatch(name):
        return None
    return start, end


def _may_be_a_person(sentence: str, span: Span) -> bool:
    name = _HONORIFIC.sub("", sentence[slice(*span)])
    return not (
        _ORGANISATION_WORD.search(name) or _is_a_known_place(name) or name.isupper() or name[:1].isdigit()
    )


def _may_be_a_place(sentence: str, span: Span) -> bool:
    name = sentence[slice(*span)]
    if _is_a_known_place(name) or any(True for _ in mentions(name)) or _places().search(name):
        return True
    return bool(
        re.search(
            r"\b(?:in|at|near|from|to|of|off|across|outside|into|around)\s(?:the\s)?$", sentence[: span[0]]
        )
    )


def _is_a_known_place(name: str) -> bool:
    place = next(mentions(name), None)
    return _places().fullmatch(name) is not None or (
        place is not None and (place.start, place.end) == (0, len(name.rstrip("’'s")))
    )


@cache
def _places() -> re.Pattern[str]:
    lines = Path(__file__).with_name("places.txt").read_text(encoding="utf-8").splitlines()
    names = (name.strip() for line in lines if not line.startswith("#") for name in line.split(","))
    bare = (name.removeprefix("The ") for name in names if name)  # as `_trimmed` leaves a name
    longest_first = sorted(bare, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

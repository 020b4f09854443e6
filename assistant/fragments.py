"""A fragment such as "And Poland?" takes the place of its like in the question before.

Does not know whether a question is a fragment, nor what is searched.
"""

import re

from assistant.countries import Mention, mentions
from assistant.deeds import deed_classes
from assistant.words import content_words, words
from index.sentences import Span

_LEAD = re.compile(
    r"^(?:(?:and|but|or|so|then|ok|okay|also|well|yes|no)\b,?\s*)*(?:(?:what|how)\sabout\b\s?)?",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"^(?P<word>in|from|of|for|to|with|at|on|by|against|into|near|under)\s", re.IGNORECASE
)
_NAME = r"(?:[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)"
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    r"|fourteenth|fifteenth|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(r"\b(?:it|them|these|those|ones?|others?|that|this|rest)\b", re.IGNORECASE)
_AUXILIARY = r"(?:did|does|do|has|have|had|is|are|was|were|will|would|can|could|should)"
_ACTS = re.compile(rf"\b{_AUXILIARY}\s(?:the\s)?$", re.IGNORECASE)
_GOES_TO = re.compile(r"\b(?:to|into|for|against|with)\s(?:the\s)?$", re.IGNORECASE)
_SUBJECT = re.compile(rf"\b{_AUXILIARY}\s(?P<name>(?:the\s)?{_NAME})")
_STATES = re.compile(
    r"\b(?:which|what|who|name|list)\s(?:[\w-]+\s){0,3}?(?:countries|nations|states|members|allies|governments)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"^(?:how\s(?:many|much)|which|what)\s(?P<thing>[a-z][^?]*?)\s(?={_AUXILIARY}\b)", re.IGNORECASE
)
_THING_ENDS = re.compile(
    r"(?=\s(?:to|from|in|for|of|with|at|on|by|against|into|since|after|before|during|and)\b|[?,.]|$)"
)


def in_place(fragment: str, before: str) -> str | None:
    """The question before, with what a fragment names instead of its like; `None` where it has none.

    "Poland" takes the place of the country that acted or of the group that was asked for, "to Moldova" of the
    country that something went to, "Macron" of who acted, "jets" of what something was done with, and "the
    eleventh" of another number.
    """
    preposition = _PREPOSITION.match(fragment)
    thing = fragment[preposition.end() if preposition else 0 :].rstrip("?!. ")
    if place := next((place for place in mentions(thing) if not place.by_seat), None):
        span = _like(place, preposition["word"].lower() if preposition else "", before)
        if span is None:
            return None
        article = "the " if thing.lower().startswith("the ") else ""
        replaced = _put(before, span, article + place.country.name)
        more = _besides(thing, place)
        return (in_place(more, replaced) or f"{replaced} {more}") if more else replaced
    if _SAYS_NOTHING.search(thing):
        return None
    if thing[:1].isupper():
        pattern = re.compile(rf"\b{preposition['word']}\s(?P<name>{_NAME})") if preposition else _SUBJECT
        spot = None if (match := pattern.search(before)) is None else match.span("name")
    elif preposition:
        spot = None
    elif (ordinal := _ORDINAL.search(thing)) and (other := _ORDINAL.search(before)):
        spot, thing = other.span(), ordinal.group()
    else:
        spot, thing = _thing(before), thing.removeprefix("the ")
    return None if spot is None else _put(before, spot, thing)


def led(question: str) -> int:
    """Where a question begins after "and", "what about" and the like."""
    match = _LEAD.match(question)
    return match.end() if match else 0


def acting_countries(question: str) -> list[Mention]:
    """The countries of which a question says that they acted: "How many did Poland send?"."""
    return [place for place in mentions(question) if _ACTS.search(question[: place.start])]


def acting_names(question: str) -> set[str]:
    """The words, without case, of the names of which a question says that they acted."""
    return {word.text.lower() for match in _SUBJECT.finditer(question) for word in words(match["name"])}


def group_of_states(question: str) -> str:
    """The words that ask for countries, "Which NATO members"; empty where none do."""
    match = _STATES.search(question)
    return "" if match is None else match.group()


def _like(place: Mention, preposition: str, before: str) -> Span | None:
    """Where the question before has the country, or the group of them, whose place another takes."""
    others = [other for other in mentions(before) if other.country != place.country]
    found = [o for o in others if preposition and _ends_with(before[: o.start], preposition)]
    if not found and preposition in ("", "in"):
        if group := _STATES.search(before):
            return group.span()
        free = [other for other in others if not _GOES_TO.search(before[: other.start])]
        found = [other for other in free if _ACTS.search(before[: other.start])] or free
    if not found:
        return None
    article = re.search(r"\bthe\s$", before[: found[0].start], re.IGNORECASE)
    return (found[0].start if article is None else article.start()), found[0].end


def _ends_with(text: str, preposition: str) -> bool:
    return re.search(rf"\b{preposition}\s(?:the\s)?$", text, re.IGNORECASE) is not None


def _besides(thing: str, place: Mention) -> str:
    """What a fragment names besides a country: "jets" of "Poland's jets"."""
    rest = (word.text for word in content_words(thing) if not place.start <= word.start < place.end)
    return " ".join(word for word in rest if not _SAYS_NOTHING.fullmatch(word))


def _thing(before: str) -> Span | None:
    """Where the question before has what something was done with: "tanks" in "Who sent tanks to Ukraine?"."""
    if counted := _COUNTED.match(before):
        return counted.span("thing")
    for word in words(before):
        end = _THING_ENDS.search(before, word.end)
        start = word.end + 1
        if (
            end
            and start < end.start()
            and deed_classes(word.text)
            and not any(mentions(before[start : end.start()]))
        ):
            return start, end.start()
    return None


def _put(text: str, span: Span, instead: str) -> str:
    return text[: span[0]] + instead + text[span[1] :]

"""What a number is of a change or a whole: how much it was, where it began or ended; a part; below zero.

Does not know how numbers are read from a text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.quantities import Quantity

_ABOUT = (
    r"(?:(?:about|around|roughly|nearly|almost|some|just|only|over|under|above|below|at\s(?:least|most)|up\sto"
    r"|more\sthan|less\sthan|an?\s(?:estimated|record|total\sof))\s)*[$€£¥]?"
)

_CHANGE = (
    r"increas\w*|r[io]s(?:e[sn]?|ing)|rais(?:e[sd]?|ing)|gr[eo]w\w*|climb\w*|jump\w*|surg(?:e[sd]?|ing)|soar\w*|gain(?:s|ed)?"
    r"|f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin\w*|decreas\w*|shr[aiu]nk\w*|slip(?:s|ped)?|s[aiu]nk|tumbl\w*|plung\w*|cuts?"
    r"|cutting|lower(?:s|ed|ing)?|reduc\w*|slash\w*|widen\w*|narrow\w*|edged|dip(?:s|ped)?|(?:went|going|goe?s?|is|was|are|were)\s(?:up|down)"
)

_NOUN = "increase|rise|growth|jump|surge|gain|fall|drop|decline|decrease|dip|cut|reduction"

_AHEAD = re.compile(
    rf"\b(?:{_CHANGE})\b(?:[^;:()]{{0,70}}\s(?P<role>to|by|from)\s{_ABOUT}|\s{_ABOUT})$"
    rf"|\b(?:{_NOUN})\sof\s{_ABOUT}$",
    re.IGNORECASE,
)

_BETWEEN_TWO = re.compile(
    rf"(?P<from>\bfrom\s)?{_ABOUT}\d[\d.,]*(?:\s?%|\s\w+)?\sto\s{_ABOUT}$", re.IGNORECASE
)
"""The second of two that may bound a change: "declined 5 to 8 percent"."""

_BEHIND = re.compile(rf"[\s-](?:[a-z]+[\s-]){{0,2}}?(?:{_NOUN})s?\b")
"""As in "an 8 percent rise"."""

_FAR = 110
"""Characters ahead of a number that are read."""

_MINUS = re.compile(r"(?:\bminus\s|\bnegative\s|(?<![\w)])[-−–])[$€£¥]?$", re.IGNORECASE)
_BELOW_ZERO = re.compile(r"[^.,;:]{0,20}\bbelow\s(?:zero|freezing)", re.IGNORECASE)

_IN_THE_RED = re.compile(
    r"\b(?:fell|fall\w*|drop\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|contract\w*|los[est]\w*|loss\w*|deficit|negative|minus|down"
    r"|below|frost|cold\w*|sank|slip\w*|less|lower)\b",
    re.IGNORECASE,
)
"""Says of a plain number that it is less than nothing."""

_OF_A_WHOLE = re.compile(
    r"\s(?:[\w'-]+\s){0,2}?(?:out\s)?of\s(?:(?:the|its|their|all|some|about|his|her|our)\s){0,2}$"
)

_SAID = {"by": "how much it changed by", "to": "what it came to", "from": "what it began at"}


def other_role(claim: str, number: Quantity, sources: Sequence[tuple[str, Quantity]]) -> str:
    """What a number of a claim is in its sources, told for a reader, where the claim takes it otherwise.

    `sources` are texts, each with the same number in it; one that gives it no role leaves all open.
    """
    own = _role(claim, number)
    had = {_role(text, other) for text, other in sources}
    if not own or not had or "" in had or own in had:
        return ""
    return f"In the source {number.text} is {_SAID[min(had)]}, not {_SAID[own]}."


def _role(text: str, number: Quantity) -> str:
    ahead = text[max(0, number.start - _FAR) : number.start]
    if found := _AHEAD.search(ahead):
        role = (found["role"] or "by").lower()
        range_ = _BETWEEN_TWO.search(ahead) if role == "to" else None
        return "" if range_ and not range_["from"] else role
    return "by" if _BEHIND.match(text, number.end) else ""


def is_other_sign(claim: str, number: Quantity, sources: Sequence[tuple[str, Quantity]]) -> bool:
    """Whether a number is below zero in a claim and in no source, however said, or the other way round."""
    own = _is_negative(claim, number)
    had = {_is_negative(text, other) for text, other in sources}
    told = _IN_THE_RED.search(claim) or any(_IN_THE_RED.search(text) for text, _ in sources if own)
    return had == {not own} and not told


def part_of(
    claim: Sequence[Quantity], number: Quantity, had: Sequence[Quantity], text: str
) -> Quantity | None:
    """The part of which a source speaks where a claim has only the whole: 300 "of the 1,000 boats"."""
    for part, whole in pairwise(had):
        is_whole = number.is_same(whole) and _OF_A_WHOLE.fullmatch(text, part.end, whole.start)
        if is_whole and not any(one.is_same(part) or one.unit == "%" for one in claim):
            return part
    return None


def _is_negative(text: str, number: Quantity) -> bool:
    return bool(_MINUS.search(text, 0, number.start) or _BELOW_ZERO.match(text, number.end))

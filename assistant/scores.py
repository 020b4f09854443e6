"""Scores and votes: whether a claim gives the higher number to the other side.

Does not know who played, nor who won.
"""

import re

from assistant.words import STOP_WORDS, words

_SCORE = re.compile(r"(?<![\w./-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\w/-]|\.\d)")

_LOST = re.compile(
    r"\b(?:los[est]\w*|los(?:ses|ing)|beaten|defeat(?:ed)?\s(?:by|to|at)|defeat|fell\sto|down|trail\w*|reject\w*|against)\b",
    re.IGNORECASE,
)


def turned(claim: str, source: str) -> str:
    """A score of a claim that its source has only the other way round, told of the same side; or nothing."""
    had = {match.groups() for match in _SCORE.finditer(source)}
    if _first(claim) != _first(source) or any(_LOST.search(text) for text in (claim, source)):
        return ""  # "lost 3-2" and "lost 2-3" say the same
    for match in _SCORE.finditer(claim):
        own = match.groups()
        if own not in had and own[::-1] in had:
            return match.group()
    return ""


def _first(text: str) -> str:
    return next((word.stem for word in words(text) if word.text.lower() not in STOP_WORDS), "")

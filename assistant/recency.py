"""How much a question prefers recent articles, and how recent an article is on the as-of day.

Does not know the rankings that it shifts, nor the windows that a question names: see `assistant.times`.
"""

import math
import re
from datetime import date

FADES_IN = 30.0
"""Days until an article's freshness has fallen to 1/e: weeks matter, one old year is like another."""

LATEST = 3.0
"""Of "the latest": the newest article that speaks of it goes before older ones that speak of it more."""

ASKED = 1.0
UNSAID = 0.3
"""Of a question that says nothing of time: sentences are weighed by it. For passages it is only the mark of
such questions, whose freshness has a weight of its own: see `assistant.relevance`."""

_RECENT = re.compile(
    r"\b(?:this\s(?:week|month|year|season|summer|winter|spring|autumn|fall|morning|weekend)"
    r"|(?:last|past|next)\s(?:week|night|weekend|month)"
    r"|today|yesterday|tonight|recent(?:ly)?|current(?:ly)?|now|newly|just|upcoming)\b",
    re.IGNORECASE,
)
_LATEST = re.compile(r"\b(?:latest|newest|most\srecent)\b", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\bMay\s\d|\b(?:in|last|since|until|by|of)\sMay\b|\bfirst\b",
)


def preference(question: str) -> float:
    """From 0, where the question names its own time, over 1, for what is recent, to 3, for the latest."""
    if _LATEST.search(question):
        return LATEST
    if _RECENT.search(question):
        return ASKED
    return 0.0 if _DATED.search(question) else UNSAID


def freshness(published: date | None, as_of: date) -> float:
    """From 1, for an article of the as-of day, towards 0 with age; 0 where the day is not known."""
    return 0.0 if published is None else math.exp(-max(0, (as_of - published).days) / FADES_IN)

"""Where an article says that something reported before was otherwise, and what it says was reported.

Does not know what was asked, nor whether the earlier report is at hand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.sentences import Span

_CHANGED = (
    r"rais(?:es?|ed|ing)\b[^.;]{0,60}\bto|lowered\b[^.;]{0,60}\bto|(?:was|were|been)\s(?:raised|lowered|doubled)",
    r"doubl(?:es?|ed|ing)\s(?:its|the|their|that)|twice\sas\smany",
    r"at\sthat\stime\b[^.;]{0,60}\b(?:planned|promised|pledged|expected)",
)
"""That a number is another now, without the old one having been wrong."""

_CORRECTED = (
    r"corrects?|corrected|correcting|correction",
    r"revis(?:es?|ed|ing)|updat(?:es?|ed|ing)\s(?:its|the|their)\s(?:count|toll|figures?|estimate|number)",
    r"clarif(?:y|ies|ied)|retract(?:s|ed)|withdrew\s(?:its|the|their)\s(?:report|statement|account|claim)",
    r"(?:twice\sas\s(?:many|much|large|high|big)\sas|than)\sfirst\s(?:thought|reported|said)",
    r"(?:is|are|was|were|now)\s(?:replaced|superseded)|replaces?\s(?:all|that|those|the\s(?:earlier|previous|old))",
    r"out\sof\sdate|no\slonger\sstands?|no\slonger\s(?:holds?|true|correct)|never\s(?:been\s)?confirmed",
    r"not,?\sas\s(?:announced|reported|planned|promised|stated|said|claimed|thought)",
    r"now\s(?:puts?|says?|estimates?|counts?|believes?)|preliminary\s(?:figure|count|number|estimate|toll)",
    r"(?:first|initial|earlier|original|previous)\s(?:reports?|figures?|counts?|estimates?|accounts?|offer|plan|announcement"
    r"|toll|number|statement|denial|version)",
    r"originally\s(?:said|reported|planned|announced|promised|put)|initially\s(?:said|reported|put|announced|planned)",
    r"(?:wrong|mistaken|inaccura\w+|miscount\w*|overstated|understated|overcount\w*)",
    r"(?:one|a)\s(?:day|week)\safter\b[^.;]{0,60}\bdenied",
)
_CUES = {
    is_changed: re.compile("|".join(rf"\b(?:{cue})\b" for cue in cues), re.IGNORECASE)
    for is_changed, cues in ((False, _CORRECTED), (True, (*_CHANGED, *_CORRECTED)))
}

_MODEL = r"[A-Z]+-?\d+[A-Z]*-?\d*"
_INSTEAD = (
    re.compile(rf"\b(?P<new>{_MODEL})s?\b[^.;]{{0,40}}\bnot\b[^.;]{{0,60}}?\b(?P<old>{_MODEL})(?:s\b|\b)"),
    re.compile(
        rf"\b(?P<new>{_MODEL})s?\b[^.;]{{0,30}}\b(?:instead\sof|rather\sthan)\b[^.;]{{0,40}}?\b(?P<old>{_MODEL})(?:s\b|\b)"
    ),
    re.compile(
        r"\bnot\s(?:stand\sfor|mean|refer\sto|include|count)\s(?P<old>[^.;,]{3,60}?)\sbut\s(?:for\s|to\s)?(?P<new>[^.;,]{3,60})"
    ),
)
_REPORTED = re.compile(
    r"\b(?:spoken|spoke)\sof\s(?P<old>(?:[A-Z][\w-]*|[a-z]+)(?:\s(?!and\b|or\b|in\b|at\b|on\b|but\b)[\w-]+){0,2})"
)
_DENIED = re.compile(r"\b(?:den(?:y|ied|ies|ial)|dismissed|rejected)\b")
_CONFIRMED = re.compile(r"\b(?:confirm(?:s|ed)|admits?|admitted|acknowledge[sd]?|conceded)\b")
_TOOK_BACK = re.compile(r"\b(?:after\b[^.;]{0,60}\bdenied|had\s(?:first\s|earlier\s)?denied|corrected)\b")


@dataclass(frozen=True, slots=True)
class Change:
    """What an article says in a sentence that it corrects; `new` are offsets there."""

    old: str
    """What was reported before, in the words of this article."""
    new: Span
    is_stance: bool
    """Whether a denial was taken back: then an earlier article denies, in whatever words."""


def has_cue(sentence: str, *, or_changed: bool = False) -> bool:
    """Whether a sentence says that something is otherwise than it was reported, or only that it changed."""
    return bool(_CUES[or_changed].search(sentence))


def changes(sentence: str) -> Iterator[Change]:
    """What a sentence says is now otherwise, where it says both."""
    for pattern in _INSTEAD:
        for match in pattern.finditer(sentence):
            if match["old"] != match["new"]:
                yield Change(match["old"], match.span("new"), False)
    if (confirmed := _CONFIRMED.search(sentence)) and _TOOK_BACK.search(sentence):
        yield Change("", confirmed.span(), True)


def reported_before(sentence: str) -> str:
    """What a correcting sentence says first reports spoke of; "" where it does not say."""
    match = _REPORTED.search(sentence)
    return match["old"] if match and has_cue(sentence) else ""


def denial(sentence: str) -> Span | None:
    """Where a sentence denies something."""
    match = _DENIED.search(sentence)
    return match.span() if match else None

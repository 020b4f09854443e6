"""How a claim takes what its source says: denied or planned there and done here, some there and all here.

Does not know who says it, nor whether the two speak of the same: see `assistant.attribution` and
`assistant.support`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from assistant.modality import (
    done_as_plan,
    plan_as_done,
    possible_as_certain,
    promise_as_deed,
    weighed_as_done,
    weighed_as_promised,
)
from assistant.negation import content, denial_added, denial_lost
from assistant.opposites import turned


@dataclass(frozen=True, slots=True)
class Contrast:
    """A pair of readings; `in_claim` and `in_source` are patterns of words, the reason is for a reader."""

    in_claim: re.Pattern[str]
    in_source: re.Pattern[str]
    reason: str
    is_certain: bool


def _contrast(in_claim: str, in_source: str, reason: str, is_certain: bool) -> Contrast:
    claimed, had = (re.compile(words, re.IGNORECASE) for words in (in_claim, in_source))
    return Contrast(claimed, had, reason, is_certain)


_STRONGER = (
    _contrast(
        r"(?<!\babove\s)(?<!\bafter\s)(?<!\bin\s)(?<!\bat\s)(?<!\bas\sa\s)(?<!\bnot\s)\b(?:all(?!\s(?:out\sof|from|taken|of\sit|of\sthem\sfrom)\b)(?!\s(?:the\s|of\sthe\s)?(?:\d|two|three|four|five|six|seven|eight|nine|ten|of\sthis\b))|every|everyone|everybody|entire|entirely|whole|wholly"
        r"|completely|fully|always|unanimous(?:ly)?|without\sexception|to\sa\s(?:man|woman))\b(?!\s(?:but|along|over|the\sway|the\ssame|too))",
        r"\b(?:all|every\w*|entire\w*|whole\w*|complete\w*|full\w*|always|unanimous\w*|both|each|any|none|nobody|no|neither|total\w*"
        r"|without\s(?:exception|a\svote)|\d+\s(?:votes\s)?to\s(?:0|zero|nil|none)|never|out\sof|of\sthe|altogether|everything)\b",
        "The source does not say this of all of them.",
        True,
    ),
    _contrast(
        r"\b(?:everything|everywhere|nobody|nothing(?!\s(?:but|more|less|\w+er\sthan)\b)|none)\b",
        r"\b(?:all|every\w*|entire\w*|whole\w*|always|both|each|any\w*|none|no|nobody|not|nothing|nowhere|never|neither|nor|cannot"
        r"|\w+n't|without|unanimous\w*|zero|0)\b",
        "The source does not say this of all.",
        False,
    ),
    _contrast(
        r"(?<!\bnot\s)(?<!\bthe\s)\b(?:only|solely|sole|exclusively|nothing\sbut|no\sone\sbut)\b|\bthe\s(?:only|sole)\b",
        r"\b(?:only|sole\w*|exclusive\w*|just|alone|merely|nothing\s(?:but|other)|no\sother|single|but|not|no|few\w*|little|until|first"
        r"|except|limited|less|later)\b",
        "The source does not say that it is the only one.",
        False,
    ),
    _contrast(
        r"\bthe\s(?:very\s)?first\b(?!\s(?:anniversary|half|quarter|day|week|month|year)s?\b)|\bfor\sthe\sfirst\stime\b",
        r"\b(?:first|never\s(?:before|yet)|1st|initial\w*|earliest|new|opening|unprecedented|before|begin\w*|began|start\w*|so\sfar"
        r"|debut|breaks?|broke|history|maiden|pioneer\w*|no\sother|not\syet|until\snow)\b",
        "The source does not say that it is the first.",
        False,
    ),
    _contrast(
        r"\bmost\s(?:of|[a-z]+s\b)|\bmajority\b",
        r"\b(?:most\w*|majority|two-thirds|three-quarters|more\sthan\shalf|bulk|larg\w+|much|all|over\shalf|chiefly|mainly|nearly"
        r"|almost|percent|per\scent|\d+\s?%)",
        "The source does not say this of most of them.",
        False,
    ),
)

_OF_NOT_ALL = _contrast(
    r"\b(?:none\sof|not\s(?:one|a\ssingle\sone)\sof|in\s(?:every|all|each)\scases?|every\stime)\b",
    r"\b(?:not\s(?:all|every|each)|some\sof|few\sof|(?:in\s)?(?:many|some|most|several|few)\s(?:of|cases?))\b",
    "The source says this of some of them.",
    True,
)
_OF_SOME = re.compile(
    r"\b(?:some|several|many|most|part(?:s|ly)?|partial\w*|half|certain|various|a\s(?:few|number|handful|majority)|majority"
    r"|nearly|almost|mostly|largely|mainly|often|sometimes|usually|not|one\sof|first|two|three|four|five|six|seven|eight|nine|ten|(?!19|20)\d+(?!\s[A-Z]))\b|%|\bper\s?cent\b",
    re.IGNORECASE,
)
"""Says that it is not of all: without it the source may mean all without saying so."""

_PLAIN_CAUSE = re.compile(
    r"\b(?:(?:because|owing\sto|as\sa\s(?:result|consequence)\sof|in\s(?:revenge|retaliation|response))\b(?P<cause>[^,;:.]{1,120})"
    r"|as\sa\s(?:result|consequence)\b|caused|therefore|consequently|for\sthat\sreason)",
    re.IGNORECASE,
)

_FOREIGN = 0.5
"""Of the words of a cause, how many its source must lack to be told to give no such cause."""

_CAUSE = _contrast(
    r"\b(?:because|owing\sto|as\sa\sresult|caused|thanks\sto|therefore|consequently|resulted\sin|led\sto|which\sled|prompted"
    r"|triggered|brought\sabout|forced|so\sthat|for\sthat\sreason|due\sto(?!\s(?:be|\w+e)\b)|as\sa\sconsequence|in\sresponse\sto"
    r"|in\srevenge|in\sretaliation|driven\sby|blamed\son)\b",
    r"\b(?:because|owing|result\w*|caus\w+|thanks\sto|therefore|thus|consequen\w+|led\sto|leads?\sto|leading|prompt\w*|trigger\w*|brought"
    r"|bring\w*|forc\w+|so|since|as|reasons?|due|respon\w+|after|following|over|for\sfear|given|make|makes|made|making|explain\w*|why|want"
    r"|thereby|meant|means|dr[io]ven?|blam\w+|out\sof|for|with|with\w*|in\sview|partly|hence|react\w*|answer\w*|retaliat\w*|revenge|by|that|so\sthat|under\spressure)\b",
    "The source does not say that the one was because of the other.",
    True,
)

_REASONED = re.compile(
    r"\b(?:because|owing|result\w*|caus\w+|thanks\sto|therefore|thus|consequen\w+|led\sto|leads?\sto|prompt\w*|trigger\w*|forc\w+|so\b|since"
    r"|reasons?|due|respon\w+|for\sfear|given|makes?|made|explain\w*|why|thereby|meant|means|driven|blam\w+|hence|react\w*|answer\w*"
    r"|retaliat\w*|revenge|pressure|in\sview\sof|partly|as\b|over\b|on\sthe\sgrounds?|argu\w+|fear\w*|when\b|follow\w+)",
    re.IGNORECASE,
)


_FULL = re.compile(r"\b(?:all|every\w*|whole|entire\w*)\b", re.IGNORECASE)

_ALL_OF_A_PART = _contrast(
    r"\b(?:all(?!\s(?:along|over|but|\d))|every)\s(?:of\s)?(?:the\s|its\s|their\s)?[a-z]+",
    r"\b(?:half|thirds?|quarters?|three-fifths|four-fifths)\b",
    "The source says this of a part of them.",
    True,
)

_PARTS = ((_ALL_OF_A_PART, _FULL), (_OF_NOT_ALL, _OF_NOT_ALL.in_claim))
"""Here what the source has is the fault, unless it also has the second."""


def _is_made_up(claim: str, source: str) -> bool:
    """Whether a claim gives as a cause what its source does not speak of: two facts may be joined."""
    plain = _PLAIN_CAUSE.search(claim)
    if plain is None:
        return False
    cause, had = content(plain["cause"] or ""), content(source)
    return not cause or len(cause - had) > _FOREIGN * len(cause)


class Departure(NamedTuple):
    """In what a claim departs from its source, in a line for a reader; it may only seem so."""

    reason: str
    is_certain: bool


def departures(claim: str, source: str) -> Iterator[Departure]:
    """In what a claim departs from its source, where both are about the same."""
    if lost := denial_lost(claim, source):
        yield Departure("The source denies it.", lost > 0.5)
    if added := denial_added(claim, source):
        yield Departure("The source does not deny it.", added > 0.5)
    if promise_as_deed(claim, source):
        yield Departure("The source speaks of a promise, not of something handed over.", True)
    if done := plan_as_done(claim, source):
        yield Departure("The source speaks of a plan or a possibility, not of something done.", done > 0.5)
    if weighed_as_promised(claim, source):
        yield Departure("The source speaks of something considered, not of a promise.", True)
    if done_as_plan(claim, source):
        yield Departure("The source speaks of something done, not of a plan.", False)
    if possible_as_certain(claim, source):
        yield Departure("The source says that it may be, not that it will be.", True)
    for stronger in _STRONGER:
        if stronger.in_claim.search(claim) and not stronger.in_source.search(source):
            yield Departure(stronger.reason, bool(stronger.is_certain and _OF_SOME.search(source)))
    for part, unless in _PARTS:
        is_part = part.in_source.search(source) and not part.in_source.search(claim)
        if is_part and part.in_claim.search(claim) and not unless.search(source):
            yield Departure(part.reason, part.is_certain)
    if _CAUSE.in_claim.search(claim) and not _REASONED.search(source):
        yield Departure(_CAUSE.reason, _is_made_up(claim, source))
    if weighed_as_done(claim, source):
        yield Departure(
            "The source speaks of something considered or asked for, not of something done.", True
        )
    if pair := turned(claim, source):
        yield Departure(f"The source says “{pair.there}”, not “{pair.here}”.", pair.is_certain)

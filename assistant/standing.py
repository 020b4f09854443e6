"""How a name stands at a verb: as the state itself or something of it, right there or far away, looking back.

Does not know which deed is asked for.
"""

import re
from collections.abc import Sequence

from assistant.acts import Act
from assistant.deeds import verbs
from assistant.kinds import Named
from assistant.words import words

_DIRECTLY = re.compile(
    r"(?:,\s[^,.;:“”\"]{1,60},)?"
    r"(?:,?\s(?:who|which|that))?"
    r"(?:\s(?:has|have|had|was|were|is|are|been|be|also|already|since|then|later|now|formally|officially|not|never|will"
    r"|would|did|do|does|\w+ly|(?:on|last|this|earlier\sthis|late)\s\w+))*\s"
)
"""What may stand between a name and its verb; more may make another name the subject."""

_OBJECT_OF = re.compile(
    r"(?:\s(?!(?:in|on|at|with|for|of|by|to|from|against|that|who|after|before|and)\b)[\w’'.-]+){0,6}\s"
)
_ADJECTIVE = re.compile(r".*(?:an|ish|ese|ch|ss|i|ek|ic|US|U\.S\.|UK|U\.K\.)")
_NOUNS_OF_STATE = re.compile(
    r"(?:\s[\w’'-]+){0,3}?\s(?:government|parliament|ministr?y|minister|army|forces|military|navy|president|chancellor"
    r"|premier|authorities|administration|cabinet|lawmakers|deputies|leaders?|troops|officials|state|council|senate"
    r"|congress|house)\b",
    re.IGNORECASE,
)
_NOT_A_NOUN = frozenset(
    "has have had was were is are will would did does do also now then thus therefore already still never not"
    " just only soon later first alone itself again recently and or but in on at to for from with as by of"
    " who which that own".split()
)
_LOOKING_BACK = re.compile(
    r"\bhad\s(?:\w+\s){0,2}$|\b(?:that|which)\s(?:the\s)?(?:[\w’'-]+\s){1,4}$", re.IGNORECASE
)
_TOLD = re.compile(r"\b(?:said|says|told|announced|confirmed|declared)\b[^,;]{0,40}\bthat\b[^,;]*$")
_ROLE = 60
"""Characters before or behind a name in which its bearer's office stands."""
_TO_ANOTHER = re.compile(r"\s(?:it|them|him|her|us)\b")


def is_a_state(text: str, span: Named) -> bool:
    """Whether a country's name is not that of something else of it: "German companies", "US states"."""
    behind = re.match(r"\s([\w’'-]+)", text[span.end :])
    form = text[span.start : span.end]
    if form == span.name or not _ADJECTIVE.fullmatch(form) or behind is None:
        return True
    if behind[1] in _NOT_A_NOUN or verbs(behind[1]):
        return True
    return bool(_NOUNS_OF_STATE.match(text[span.end :]))


def is_direct(text: str, deed: Act[Named], spans: Sequence[Named]) -> bool:
    """Whether names stand right at their verb."""
    if not spans:
        return True
    if spans[-1].end <= deed.start:
        return bool(_DIRECTLY.fullmatch(text[spans[-1].end : deed.start]))
    return bool(_OBJECT_OF.fullmatch(text[deed.end : spans[0].start])) or text[: spans[0].start].endswith(
        "by "
    )


def has_role(name: str, roles: frozenset[str], around: str) -> bool:
    """Whether a text calls somebody all of these (stems): "Minister Ada Lund", "Lund, the minister"."""
    for match in re.finditer(rf"\b{re.escape(name.split()[-1])}\b", around):
        ahead = re.split(r"[.,;:]|\bthat\b", around[max(0, match.start() - _ROLE) : match.start()])[-1]
        aside = re.match(r",[^,.;]*", around[match.end() : match.end() + _ROLE])
        stems = {word.stem for word in words(f"{ahead} {aside.group() if aside else ''}")}
        if roles <= stems:
            return True
    return False


def is_looking_back(text: str, deed: Act[Named]) -> bool:
    """Whether a sentence speaks of a deed in passing: of something earlier, or done for some "it"."""
    ahead = text[: deed.start]
    in_passing = _LOOKING_BACK.search(ahead) and not _TOLD.search(ahead)
    return bool(in_passing or _TO_ANOTHER.match(text, deed.end))

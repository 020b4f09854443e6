"""A reply that answers nothing, in whatever words, is told from an answer by how it begins.

Does not know what was asked, nor whether the reply cites anything.
"""

from enum import StrEnum

import regex

_SORRY = r"(?:i(?:['’]m|\ am)\ (?:very\ |truly\ )?(?:sorry|afraid)|sorry|i\ apologi[sz]e)\b"
_TEXTS = r"(?:passages?|articles?|excerpts?|texts?|archive|sources?|context|information)\b"
_SAY = r"(?:say|tell|contain|mention|provide|answer|address|include|give|state|specify|discuss|name|indicate)"
_HAVE = r"(?:contain|mention|provide|include|give|offer)s?"  # "the passages say no tanks came" is an answer
_AND_SO_ON, _NOT = r"(?:\ \w+){0,6}?", r"(?:do|does|did)(?:\ not|n['’]t)"
_CANNOT = (
    r"(?:cannot|can['’]t|can\ not|could\ not|couldn['’]t|do\ not|don['’]t|am\ unable\ to|was\ unable\ to)"
)


class Refusal(StrEnum):
    """How a reply fails to answer, as the end of "the model read the passages and…"."""

    FOUND_NOTHING = "found no answer in them"
    WOULD_NOT = "would not answer"


_BEGINNINGS = {
    Refusal.FOUND_NOTHING: rf"""
        (?:(?:{_SORRY}|unfortunately)[^.\n]{{0,15}}?)?
        (?: (?:the|these|those)\ (?:[\w-]+\ ){{0,2}}{_TEXTS}{_AND_SO_ON}\ {_NOT}\ {_SAY}
          | (?:the|these|those)\ (?:[\w-]+\ ){{0,2}}{_TEXTS}{_AND_SO_ON}\ {_HAVE}\ (?:no|nothing)\b
          | (?:none\ of|nothing\ in)\ (?:the|these|those)\ (?:[\w-]+\ ){{0,2}}{_TEXTS}
          | there\ (?:is|are)\ (?:no|not\ enough|insufficient)\ (?:\w+\ )?(?:information|mention|passages?)\b
          | no\ (?:relevant\ )?(?:information|mention|passages?|answer)\b
          | i\ {_CANNOT}\ (?:find|see|locate|have)\b
        )""",
    Refusal.WOULD_NOT: rf"""
        {_SORRY}
        | as\ an?\ (?:ai|artificial|(?:large\ )?language|assistant)\b
        | i\ (?:{_CANNOT}|won['’]t|will\ not|am\ not\ able|must\ decline)\b
        | i['’]m\ (?:not\ able|unable|not\ allowed)\b
        """,
}
_TABLE = {kind: regex.compile(words, regex.IGNORECASE | regex.VERBOSE) for kind, words in _BEGINNINGS.items()}


def refusal(text: str) -> Refusal | None:
    """How this reply fails to answer; `None` for an answer, good or bad."""
    return next((kind for kind, pattern in _TABLE.items() if pattern.match(text)), None)

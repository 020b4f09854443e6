"""A question, the turns before it and the day it is asked become a query that stands by itself.

Does not know what the library holds.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.errors import QuestionError
from assistant.follow_ups import full, is_follow_up
from assistant.limits import Read, carried, read, read_after
from assistant.recency import UNSAID, preference
from assistant.types import Kind, Query, Turn
from assistant.words import content_words

LONGEST = 2000
"""Characters. More than this is a text that somebody pasted, not a question."""

_LIST = re.compile(
    r"""
      ^(?:please\s)?(?:list|name|enumerate)\s
    | ^(?:who|what)\sall\b | \bwho\sare\sthe\b | \bgive\sme\sa\slist\b
    | ^(?:and\s|so\s|but\s)?(?:which|what)\s
      (?:(?!(?:of|is|was|has|have|are|were|did|does|in|for|percentage)\b)[\w-]+\s){0,3}?
      (?!(?:is|was|has|does|this|its|news)\b)(?:[\w-]*[^\Wsu]s|people|men|women)\s  # a plural
      (?:(?:of|in|from|to|with|for)\s(?:the\s)?\w+\s)?   # "allies of Ukraine"
      (?:are|were|have|had|did|do|will|would|can|could|should|has\snot|[a-z]+ed|sent|gave|left|met|took|made|said|
         bought|won|lost|went|fell|became|began|built|held|got|paid|put|sold|spoke|still|also|now|never)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COUNTED = re.compile(
    r"^(?:which|what|name|list)\s(?:of\s)?(?:the\s)?(?:one|two|three|four|five|six|\d+|first|largest|biggest|most)\b"
    r"|\b(?:of\sthe\sfollowing|of\sthese|one\sof)\b",
    re.IGNORECASE,
)


def understand(
    text: str,
    turns: Sequence[Turn],
    as_of: date,
    *,
    outlets: Sequence[str] = (),
    authors: Sequence[str] = (),
) -> Query:
    """Makes the query; raises `QuestionError` where there is nothing to ask, or far too much.

    `outlets` and `authors` are the library's names, among which those that the question names are looked for.
    """
    question = " ".join(text.split())
    if not any(character.isalnum() for character in question):
        raise QuestionError("There is no question yet: type one, such as who did what, where or when.")
    if len(question) > LONGEST:
        raise QuestionError(
            f"The question has {len(question):,} characters, and at most {LONGEST:,} can be searched for: "
            "ask for one thing at a time. Long texts can be added to the archive as articles."
        )
    own = read(question, as_of, outlets, authors)
    if turns:
        told = read_after(own, turns[-1], as_of, outlets, authors)
        if is_follow_up(told.bare, turns[-1], is_dated=told.is_dated):
            return _follow_up(question, told, turns, as_of, outlets, authors)
        if told.points:
            own = replace(own, searched=told.bare, bare=told.bare, limits=told.limits)
    # the words of a time are no words to search for: the window does what they ask
    plain = own.bare if content_words(own.bare) else own.searched
    return Query(
        question=question,
        text=plain,
        as_of=as_of,
        kind=Kind.LIST if asks_for_list(own.searched) else Kind.FACT,
        asks=own.searched,
        about=plain,
        recency=preference(own.searched),
        limits=own.limits,
        unknown_outlets=own.unknown_outlets,
    )


def _follow_up(
    question: str,
    own: Read,
    turns: Sequence[Turn],
    as_of: date,
    outlets: Sequence[str],
    authors: Sequence[str],
) -> Query:
    """The query of a question that leaves something to the turn before."""
    before = turns[-1].answer.query
    asked = own.limits.window
    whole = full(own.bare, turns[-1], before.limits.window if asked else None)
    recency = preference(own.searched)
    limits = carried(own.limits, turns, outlets, authors)
    return Query(
        question=question,
        text=whole.text,
        as_of=as_of,
        kind=Kind.LIST if asks_for_list(whole.asks) else Kind.FACT,
        asks=whole.asks,
        about=whole.about,
        recency=before.recency if recency == UNSAID else recency,
        limits=replace(limits, window=asked) if whole.of_answer else limits,
        unknown_outlets=own.unknown_outlets,
    )


def asks_for_list(question: str) -> bool:
    """Whether the answer is every item that the archive holds rather than one fact."""
    return bool(_LIST.search(question)) and not _COUNTED.search(question)

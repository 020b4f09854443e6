"""A question, the turns before it and the day it is asked become a query that stands by itself.

Does not know what the library holds.
"""

import re
from collections.abc import Sequence
from datetime import date

from assistant.countries import mentions
from assistant.errors import QuestionError
from assistant.recency import preference
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
      (?:are|were|have|did|do|will|would|can|could|should|has\snot|[a-z]+ed|sent|gave|left|met|took|made|said|
         bought|won|lost|went|fell|became|began|built|held|got|paid|put|sold|spoke|still|also|now|never)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COUNTED = re.compile(
    r"^(?:which|what|name|list)\s(?:of\s)?(?:the\s)?(?:one|two|three|four|five|six|\d+|first|largest|biggest|most)\b"
    r"|\b(?:of\sthe\sfollowing|of\sthese|one\sof)\b",
    re.IGNORECASE,
)

_REFERS_BACK = re.compile(
    r"""
      ^(?:and|but|so|then|ok|also|what\sabout|how\sabout)\b
    | \b(?:he|she|it|they|him|them|his|hers?|its|their|that|this|those|these|there|then|one|ones|others?)\b
    | ^(?:why|when|where|who|how|how\s(?:many|much)|since\swhen|which(?:\sones?)?|by\swhom|really)
      (?:\s(?:not|so|else))?\??$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GONE_TO = re.compile(r"\b(?:to|in|into|for|from|of|on|against|with)\s(?:the\s)?$", re.IGNORECASE)
_QUESTION_WORD = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b(?!\sabout)", re.IGNORECASE)

_NEW_TOPIC_FROM = 4
"""Content words; a question with so many of its own that only refers within itself stands alone."""


def understand(text: str, turns: Sequence[Turn], as_of: date) -> Query:
    """Makes the query; raises `QuestionError` where there is nothing to ask, or far too much."""
    question = " ".join(text.split())
    if not any(character.isalnum() for character in question):
        raise QuestionError("There is no question yet: type one, such as who did what, where or when.")
    if len(question) > LONGEST:
        raise QuestionError(
            f"The question has {len(question):,} characters, and at most {LONGEST:,} can be searched for: "
            "ask for one thing at a time. Long texts can be added to the archive as articles."
        )
    before = turns[-1].answer.query if turns and _refers_back(question) else None
    return Query(
        question=question,
        text=question if before is None else f"{question} {_unsaid(question, before.text)}".strip(),
        as_of=as_of,
        kind=Kind.LIST if asks_for_list(question) else Kind.FACT,
        asks=question if before is None or _QUESTION_WORD.search(question) else before.asks,
        about=question if before is None or content_words(question) else before.about,
        recency=preference(question),
    )


def asks_for_list(question: str) -> bool:
    """Whether the answer is every item that the archive holds rather than one fact."""
    return bool(_LIST.search(question)) and not _COUNTED.search(question)


def _refers_back(question: str) -> bool:
    return bool(_REFERS_BACK.search(question)) and len(content_words(question)) <= _NEW_TOPIC_FROM


def _unsaid(question: str, before: str) -> str:
    """The words of the previous query that a follow-up does not repeat.

    A country that it names takes the place of who acted before: "And Poland?" is no longer about Germany.
    """
    said = {word.stem for word in content_words(question)}
    actors = [place for place in mentions(before) if not _GONE_TO.search(before[: place.start])]
    replaced = actors[:1] if any(mentions(question)) else []
    return " ".join(
        word.text
        for word in content_words(before)
        if word.stem not in said and not any(place.start <= word.start < place.end for place in replaced)
    )

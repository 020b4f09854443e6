"""A question, the turns before it and the day it is asked become a query that stands by itself.

Does not know what the library holds.
"""

import re
from collections.abc import Sequence
from datetime import date

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
    subject = _carried_subject(question, turns)
    return Query(
        question=question,
        text=f"{question} {subject}".strip(),
        as_of=as_of,
        kind=Kind.LIST if asks_for_list(question) else Kind.FACT,
        recency=preference(question),
    )


def asks_for_list(question: str) -> bool:
    """Whether the answer is every item that the archive holds rather than one fact."""
    return bool(_LIST.search(question)) and not _COUNTED.search(question)


def _carried_subject(question: str, turns: Sequence[Turn]) -> str:
    """What a follow-up leaves unsaid: the words of the previous query that it does not repeat."""
    if not turns:
        return ""
    own = content_words(question)
    if not _REFERS_BACK.search(question) or len(own) > _NEW_TOPIC_FROM:
        return ""
    stems = {word.stem for word in own}
    return " ".join(
        word.text for word in content_words(turns[-1].answer.query.text) if word.stem not in stems
    )

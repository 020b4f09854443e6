"""A question that a model rewrote is held against what was really said: nothing added, nothing of it lost.

Does not know who rewrote it, nor what is searched. Stricter than it must be: a rewrite that is refused costs
little, since the rules write the question out, and one that adds a fact would be searched for and answered.
"""

import re
import unicodedata

from assistant.fragments import led
from assistant.question import LONGEST
from assistant.said import ASKS, Said, Text
from assistant.words import content_words, stem, stems, words

_MARKUP = re.compile(r"[<>{}\[\]|\\`*#~^=]|https?:|www\.")
_QUESTION_WORDS = (
    frozenset(("who", "whom", "whose", "which", "what")),
    frozenset(("when",)),
    frozenset(("where",)),
    frozenset(("why",)),
    frozenset(("how",)),
)
"""Words that ask for the same."""
_POINTS = re.compile(
    r"\b(?:it|they|them|he|she|him|his|hers|their|theirs|its|this|these|those)\b"
    r"|\b(?:that|there|then)\b(?=\W*$)|\bthat\s(?:one|time|day|week|month|year)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<!^)\b[A-Z]")
_MORE = 300
"""Characters that a short question may need to say what it leaves unsaid."""

_LEAST_KEPT = 0.5
"""The share of the question's own words that a rewrite must keep."""


def fault(rewrite: str, said: Said) -> str:
    """Why a rewrite of the whole question cannot be used; empty where it can."""
    text = Text(rewrite, said.question.day)
    return _form(text, said) or _added(text, said) or _lost(text, said)


def fault_of_part(part: str, said: Said) -> str:
    """Why a part cannot be searched for: of the question it may leave out, but not leave unsaid."""
    text = Text(part, said.question.day)
    return _form(text, said) or _added(text, said) or _unsaid(part)


def _form(text: Text, said: Said) -> str:
    plain = text.text
    if len(plain) > min(LONGEST, _MORE + 2 * len(said.question.text)):
        return f"it has {len(plain):,} characters"
    if _MARKUP.search(plain):
        return "it has markup"
    known = {character for one in said.texts for character in one.text}
    if any(c.isalpha() and c not in known and not _is_latin(c) for c in plain):
        return "it is not in English"
    if not content_words(plain) or not (plain.endswith("?") or ASKS.match(plain)):
        return "it is no question"
    return ""


def _added(text: Text, said: Said) -> str:
    for time in text.times:
        if not said.has_time(text.text, time):
            return f"nobody said “{text.text[time.start : time.end]}”"
    for number, value in text.numbers.items():
        if stem(number) not in said.stems and value not in (1.0, *said.values):
            return f"nobody said “{number}”"
    for keys, name in text.names.items():
        if not (keys <= said.keys or stems(name) <= said.stems):
            return f"nobody said “{name}”"
    if strangers := sorted(text.countries - said.keys):
        return f"nobody said “{strangers[0]}”"
    return ""


def _lost(text: Text, said: Said) -> str:
    question = said.question
    kept = text.stems.union(*text.names)
    for keys, name in question.names.items():
        if not (keys <= kept or stems(name) <= text.stems):
            return f"it lost “{name}”"
    for number, value in question.numbers.items():
        if stem(number) not in text.stems and value not in (1.0, *filter(None, text.numbers.values())):
            return f"it lost “{number}”"
    if said.meant and not said.meant & text.days:
        return "it lost the time that is asked for"
    own = question.rest[led(question.rest) :]
    before, behind = ({word.text.lower() for word in words(one)} for one in (own, text.text))
    for alike in _QUESTION_WORDS:
        if before & alike and not behind & alike:
            return f"it lost “{min(before & alike)}”"
    have = [word.stem in text.stems for word in content_words(own)]
    return "it asks something else" if have and sum(have) < _LEAST_KEPT * len(have) else ""


def _unsaid(part: str) -> str:
    for match in _POINTS.finditer(part):
        if not _NAMED.search(part[: match.start()]):
            return f"it leaves unsaid what “{match.group()}” is"
    return ""


def _is_latin(character: str) -> bool:
    return "LATIN" in unicodedata.name(character, "")

"""What one passage says of the items of a list: who did the deed that is asked for, in which sentence.

Does not know which passages are looked at, nor which of several sentences about an item is shown.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.acts import Act, State, acts
from assistant.countries import Mention, mentions
from assistant.deeds import class_of, deed_classes, verbs
from assistant.kinds import Kind, Named, named
from assistant.standing import has_role, is_a_state, is_direct, is_looking_back
from assistant.things import covers, covers_directly, is_covered
from assistant.wanted import Wanted
from assistant.words import words
from index.article import Passage
from index.sentences import Span

_GOES_TO = re.compile(r"\b(?:to|for|in|into)\s(?:the\s)?$", re.IGNORECASE)
_CLAUSE = re.compile(r";|\bbut\b|,\s(?:although|though|while|whereas)\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|not|never|without|nor)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_REACH = 60
"""Characters before a word that are looked at, however long the text is."""
_ONLY_A_PRONOUN = re.compile(
    r"(?:It|They|The\scountry)\s(?:(?:has|have|had|is|are|also|never|not|did|does|do|will|would|since|already)\s)*"
)
_TO_DO = re.compile(r"\s(?:also\s)?to\s(?P<verb>\w+)")
_COLON = re.compile(r"[^:.;]{0,40}:\s(?:the\s)?")
_NO_RECIPIENT = re.compile(r"\b(?:from|in|by|with|of|and)\s(?:the\s)?$")
_NONE = re.compile(r"\s(?:none|any)\b")
_AGAINST = re.compile(r"\bagainst\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:states|countries|nations|members|governments)\b")
_LIST = re.compile(r"(?:\sitself)?(?:,\s|,?\sand\s)(?:the\s)?")

_DEED_SUFFICES = frozenset({"vote", "abstain", "apply", "resign"})
"""Deeds that say so much that what they were about may stand anywhere in the passage."""

_DIRECT = frozenset({Kind.PERSON, Kind.ORGANISATION})
"""Kinds whose names are told from other capitalised words by rule only."""

_LEAD = 400
"""Characters: what an article says there is what it reports."""

_ANTECEDENT = 2
"""Sentences before one that begins with "It" in which its country is looked for."""

_ALONE, _LEADING, _SELF_CONTAINED, _LOOKING_BACK = 1.0, 0.5, 0.5, 0.5
_BY_ITS_PASSAGE, _BY_ITS_ARTICLE = 0.7, 0.4
_PER_CHARACTER = 1 / 400


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a sentence says the deed of; offsets are into the article's text.

    `mention` is where the item is named, as offsets into the text from `start` to `end`; an outlet is named
    nowhere in its own sentence, and its mention is empty.
    """

    name: str
    what: str
    """What happened, in a word for a table: "delivered"."""
    advance: int
    """How far that goes among what the question accepts; 0 is furthest."""
    day: date | None
    passage: Passage
    start: int
    end: int
    mention: Span
    is_shared: bool
    """Whether the sentence says the same of others."""
    score: float
    """How well the sentence says it: larger is better, of the same item."""

    @property
    def text(self) -> str:
        return self.passage.quote(self.start, self.end)


def finds(
    sought: Wanted, passage: Passage, article: Callable[[], str], *, done: bool = False
) -> Iterator[Item]:
    """All items that a passage says the deed of, one for each sentence and item.

    `article` gives the text of its article, which may say to whom where the passage does not. With `done`,
    those of whom it says the opposite of a question for who did not: that they did.
    """
    if sought.kind is Kind.OUTLET:
        yield from _reports(sought, passage)
        return
    accepts = _opposite(sought) if done else sought.accepts
    names = frozenset(name for name, _, _ in accepts)
    advances = list(dict.fromkeys(what for _, _, what in accepts))
    if not verbs(passage.text, names):
        return
    around = f"{passage.headline.title} {passage.text}"
    for index, (start, end) in enumerate(passage.sentences):
        text = passage.quote(start, end)
        if not verbs(text, names):
            continue
        if sought.against != (_AGAINST.search(text) is not None) or not _is_narrowed(sought, around):
            continue
        if not all(re.search(rf"\b{re.escape(model)}(?!\d)", text) for model in sought.models):
            continue
        there = _placed(sought, text, around, article)
        if not there:
            continue
        for deed, spans in _deeds(sought, names, passage, index):
            entry = next((entry for entry in accepts if entry[:2] == (deed.name, deed.state)), None)
            if entry is None or not _has_things(sought, deed, text, around):
                continue
            first = start
            if not spans and sought.kind is Kind.COUNTRY and not sought.undergone:
                spans, first = antecedent(passage, index, text[: deed.start])
            own = {
                span.name: span
                for span in spans
                if span.name not in sought.places
                and (sought.kind is not Kind.PERSON or has_role(span.name, sought.narrower, around))
            }
            for name, span in own.items():
                leads = index == 0 and passage.start < 200
                score = _ALONE * (len(own) == 1) + _LEADING * leads - (end - first) * _PER_CHARACTER
                score += _SELF_CONTAINED * (first == start) + (there - 1)
                score -= _LOOKING_BACK * is_looking_back(text, deed)
                mention = (span.start, span.end)
                day = passage.headline.published
                yield Item(
                    name,
                    entry[2],
                    advances.index(entry[2]),
                    day,
                    passage,
                    first,
                    end,
                    mention,
                    len(own) > 1,
                    score,
                )


def says(sought: Wanted, sentence: str, passage: Passage) -> bool:
    """Whether a sentence has the deed of a list question, done or not, and its passage the things."""
    stems = frozenset(word.stem for word in words(f"{passage.headline.title} {passage.text}"))
    return (
        bool(verbs(sentence, sought.deeds))
        and all(covers(thing, stems) for thing in sought.things)
        and sought.places <= _places(sentence, sought.towards)
        and sought.against <= (_AGAINST.search(sentence) is not None)
    )


def _reports(sought: Wanted, passage: Passage) -> Iterator[Item]:
    """The outlet of a passage by each sentence near its article's beginning that has all that is asked."""
    headline = passage.headline
    for start, end in passage.sentences:
        text = passage.quote(start, end)
        stems = frozenset(word.stem for word in words(text))
        has_things = bool(sought.things) and all(covers(thing, stems) for thing in sought.things)
        if headline.outlet and start < _LEAD and has_things and sought.places <= _places(text, False):
            what, score = sought.accepts[0][2], -start * _PER_CHARACTER
            yield Item(
                headline.outlet, what, 0, headline.published, passage, start, end, (0, 0), False, score
            )


def _opposite(sought: Wanted) -> tuple[tuple[str, State, str], ...]:
    names = dict.fromkeys(name for name, state, _ in sought.accepts if state is State.DENIED)
    return tuple((name, State.DONE, name) for name in names if name != "pledge")


def _deeds(
    sought: Wanted, names: frozenset[str], passage: Passage, index: int
) -> Iterator[tuple[Act[Named], Sequence[Named]]]:
    """The deeds of a sentence, each with the spans of the wanted kind that are its items."""
    text = passage.quote(*passage.sentences[index])
    spans = [
        span
        for span in named(sought.kind, text, f"{passage.headline.title} {passage.text}")
        if sought.kind is not Kind.COUNTRY or is_a_state(text, span)
    ]
    found = [act for act in acts(text, names, spans) if _is_meant(act, names, text)]
    if sought.undergone and sought.doer:
        by = {act.start: act.doers for act in acts(text, names, named(Kind.COUNTRY, text))}
        given = {mention.country.name for mention in mentions(sought.doer)}
        for deed in found:
            ahead = text[: deed.start]
            said = {one.name for one in by[deed.start] or antecedent(passage, index, ahead)[0]}
            if said & given if given else all(part in ahead for part in sought.doer.split()):
                yield deed, deed.undergone
    else:
        for deed in found:
            spans_of = deed.undergone if sought.undergone else deed.doers
            if sought.kind in _DIRECT and not is_direct(text, deed, spans_of):
                continue
            yield deed, spans_of or _behind_colon(text, deed, spans)


def _is_meant(deed: Act[Named], names: frozenset[str], text: str) -> bool:
    """Whether a refusal is of the deed that is asked for: "refused to discuss tanks" is none to send them."""
    to_do = _TO_DO.match(text, deed.end) if deed.name == "refuse" else None
    return to_do is None or class_of(to_do["verb"]) in names


def _behind_colon(text: str, deed: Act[Named], spans: Sequence[Named]) -> list[Named]:
    """Of "Five states voted against: Russia, Belarus and Syria" those behind the colon."""
    colon = _COLON.match(text, deed.end)
    if colon is None or not _GROUP.search(text[: deed.start]):
        return []
    found: list[Named] = []
    for span in spans:
        between = text[found[-1].end : span.start] if found else ""
        if span.start == colon.end() or (found and _LIST.fullmatch(between)):
            found.append(span)
    return found


def antecedent(passage: Passage, index: int, ahead: str) -> tuple[list[Named], int]:
    """The country that "It" before a verb stands for, and where the sentence that names it begins.

    `ahead` is the sentence with this index up to the verb; none where that is more than a pronoun.
    """
    if _ONLY_A_PRONOUN.fullmatch(ahead):
        for start, end in reversed(passage.sentences[max(0, index - _ANTECEDENT) : index]):
            text = passage.quote(start, end)
            subject = next((m for m in mentions(text) if not _is_behind_a_preposition(text, m)), None)
            if subject is not None:
                return [Named(subject.start, subject.end, subject.country.name)], start
    return [], passage.sentences[index][0]


def _is_behind_a_preposition(text: str, mention: Mention) -> bool:
    return bool(
        re.search(r"\b(?:in|of|to|from|for|with|by|at|on|against)\s(?:the\s)?$", text[: mention.start])
    )


def _is_narrowed(sought: Wanted, around: str) -> bool:
    """Whether a passage has what narrows the group: "Russian" of "Russian banks"."""
    if sought.kind in (Kind.COUNTRY, Kind.PERSON) or not sought.narrower:
        return True
    stems = frozenset(word.stem for word in words(around))
    return all(covers(word, stems) for word in sought.narrower)


def _has_things(sought: Wanted, deed: Act[Named], text: str, around: str) -> bool:
    """Whether the clause of a deed has all things that it must be done with, and does not deny them."""
    start = max((m.end() for m in _CLAUSE.finditer(text) if m.end() <= deed.start), default=0)
    end = min((m.start() for m in _CLAUSE.finditer(text) if m.start() >= deed.end), default=len(text))
    found = [word for word in words(text[start:end]) if not word.start <= deed.start - start < word.end]
    stems = frozenset(word.stem for word in found)
    if deed.name in _DEED_SUFFICES:
        stems |= {word.stem for word in words(around)}
        return not sought.things or any(covers(thing, stems) for thing in sought.things)
    if deed.state in (State.DENIED, State.REFUSED):
        own = _NONE.match(text, deed.end) is not None  # "own Leopards and gave none": of those
        return all(
            thing in stems or is_covered(thing, stems) or (own and covers_directly(thing, stems))
            for thing in sought.things
        )
    starts = ((word, start + word.start) for word in found)
    denied = {word.stem for word, at in starts if _NO.search(text[max(start, at - _REACH) : at])}
    return all(covers(thing, stems - denied) for thing in sought.things)


def _placed(sought: Wanted, text: str, around: str, article: Callable[[], str]) -> float:
    """How well a sentence says to whom: 0 where to others, less than 1 where only its article says it."""
    said = _places(text, sought.towards)
    if sought.places <= said:
        return 1.0
    behind = min((verb.end for verb in verbs(text, sought.deeds)), default=0)
    others = (mention for mention in mentions(text) if mention.start > behind)
    if not sought.towards or not all(_NO_RECIPIENT.search(text[: other.start]) for other in others):
        return 0.0
    if sought.places <= _places(around, True):
        return _BY_ITS_PASSAGE
    return _BY_ITS_ARTICLE if sought.places <= _places(article(), True) else 0.0


@lru_cache(maxsize=64)
def _places(text: str, towards: bool) -> frozenset[str]:
    """The countries that a text names, or only those that something goes to, as in "sent Ukraine"."""
    before = ((mention, text[max(0, mention.start - _REACH) : mention.start]) for mention in mentions(text))
    return frozenset(
        mention.country.name
        for mention, ahead in before
        if not towards or _GOES_TO.search(ahead) or _ends_with_a_deed(ahead)
    )


def _ends_with_a_deed(text: str) -> bool:
    last = text.split()[-1:]
    return bool(last and deed_classes(last[0]))

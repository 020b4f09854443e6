"""The figures of articles that may be what a question counts: of the same thing, and of the same doer.

Does not know which of them is right, nor why they differ.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.actors import Actor, actors, group, is_meant, keys
from assistant.amounts import Amount, amounts
from assistant.focus import Focus, focus
from assistant.happenings import happenings, hits
from assistant.matters import Thing, may_be_called, named, things
from assistant.names import names
from assistant.presupposed import Role, premise
from assistant.types import Query
from assistant.words import content_words, words
from index.article import Passage
from index.sentences import Span

_COUNTED = re.compile(
    r"\bhow\smany\s(?P<noun>(?:[\w’'.-]+\s){0,4}?[\w’'.-]+?)\s"
    r"(?:did|does|do|has|have|had|will|would|is|are|was|were|can|could|died|in|from|of|that|who|went|came|took)\b",
    re.IGNORECASE,
)
_MODEL = re.compile(r"\b(?P<name>[A-Z][a-z]+)\s(?P<number>\d)")
_REACH = 40
"""Characters between a figure and "from Portugal" behind it."""

_FROM = re.compile(r"\b(?:from|by|of)\s(?:the\s)?$")
_RECEIVED = re.compile(r"\b(?:get|gets|got|receives?|received|receiving)\b")
_GIVEN_TO = re.compile(
    r"\b(?:giv(?:e|es|en|ing)|gave|sen[dt]|sends|provid(?:e|es|ed|ing)|suppl(?:y|ies|ied|ying)|offer(?:s|ed)?"
    r"|len[dt]|hand(?:s|ed)?|promis(?:e|es|ed)|grant(?:s|ed)?)\s(?:the\s)?$"
)


@dataclass(frozen=True, slots=True)
class Reported:
    """What one article says: the offsets of a sentence in the article's text, and `span` in the sentence."""

    passage: Passage
    start: int
    end: int
    span: Span

    @property
    def sentence(self) -> str:
        return self.passage.quote(self.start, self.end)

    @property
    def text(self) -> str:
        return self.sentence[slice(*self.span)]

    @property
    def day(self) -> date | None:
        return self.passage.headline.published


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the evidence with what stands around it; the offsets are into the article's text."""

    passage: Passage
    start: int
    end: int
    text: str
    window: frozenset[str]
    """Stems and names of the title, the sentence before and the sentence."""

    @property
    def article(self) -> str:
        return self.passage.headline.article_id

    def reported(self, span: Span) -> Reported:
        """What it says there; `span` is into the sentence."""
        return Reported(self.passage, self.start, self.end, span)


def said_in(passage: Passage) -> Iterator[Said]:
    """The sentences of a passage in order."""
    title, before = passage.headline.title, ""
    for start, end in passage.sentences:
        text = passage.quote(start, end)
        yield Said(passage, start, end, text, _keys_of(f"{title} {before} {text}"))
        before = text


def _keys_of(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text)) | keys(text)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence."""

    said: Said
    amount: Amount

    @property
    def day(self) -> date | None:
        return self.said.passage.headline.published


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question counts, and of whom."""

    noun: str
    """What stands behind "how many"; nothing where a sum or a size is asked for."""
    counted: tuple[Thing, ...]
    of_whom: tuple[frozenset[str], ...]
    """The keys of those who must be named near a figure."""
    topic: frozenset[str]
    """Stems of what else the question speaks of, one of which must stand near a figure."""
    doer: frozenset[str] | None
    deeds: frozenset[str]
    kind: Focus
    stems: frozenset[str]
    """Of its words."""

    @classmethod
    def of(cls, query: Query) -> "Asked":
        """Reads the question."""
        found, noun = premise(query.asks), _COUNTED.search(query.asks)
        subject = (found.keys,) if found else tuple(frozenset({n.meaning}) for n in names(query.about))
        deeds = (
            found.happenings
            if found
            else frozenset().union(*(happenings(w.text) for w in content_words(query.asks)))
        )
        return cls(
            noun=noun["noun"] if noun else "",
            counted=things(noun["noun"]) or named(noun["noun"]) if noun else (),
            of_whom=subject,
            topic=frozenset() if found else _topic(query.asks, noun["noun"] if noun else ""),
            doer=found.keys if found and found.role is Role.DOER else None,
            deeds=deeds,
            kind=focus(query.asks),
            stems=frozenset(word.stem for word in content_words(query.asks)),
        )

    def figures(self, one: Said) -> Iterator[Figure]:
        """The figures of a sentence that may be what is asked for."""
        if not all(own & one.window for own in self.of_whom) or not (self.topic or self.of_whom):
            return
        if self.counted and self.topic and not self.topic & one.window:
            return
        acting = actors(one.text)
        for amount in amounts(one.text):
            if self._fits(one, amount) and self._is_theirs(one.text, amount, acting):
                yield Figure(one, amount)

    def _is_theirs(self, sentence: str, amount: Amount, named: Sequence[Actor]) -> bool:
        """Whether a figure is not said of somebody else: "three from Portugal", "Canada offered eight"."""
        if self.doer is None or not self.counted:
            return True
        behind = [a for a in named if 0 <= a.start - amount.end < _REACH]
        if any(_FROM.search(sentence[amount.end : a.start]) and not self.doer & a.keys for a in behind):
            return False
        acting = [
            index
            for index, actor in enumerate(named)
            if actor.acts and actor.end <= amount.start and not _GIVEN_TO.search(sentence[: actor.start])
        ]
        if not acting or _RECEIVED.search(sentence[named[acting[-1]].end : amount.start]):
            return True
        return is_meant(self.doer, group(sentence, named, acting[-1]))

    def _fits(self, one: Said, amount: Amount) -> bool:
        if self.kind is Focus.PERCENTAGE or amount.unit == "%":
            return self.kind is Focus.PERCENTAGE and amount.unit == "%"
        if self.kind is Focus.MONEY or not self.counted:
            return amount.unit != ""
        if amount.unit or not self._is_same_model(amount):
            return False
        around = amount.counted | one.window
        last = len(self.counted) - 1
        return all(
            thing.keys & around and (index < last or may_be_called(thing, amount.counted))
            for index, thing in enumerate(self.counted)
        )

    def _is_same_model(self, amount: Amount) -> bool:
        """Leopard 2 and Leopard 1 are two things."""
        asked, counted = _MODEL.search(self.noun), _MODEL.search(amount.phrase)
        return not (
            asked and counted and asked["name"] == counted["name"] and asked["number"] != counted["number"]
        )


def _topic(question: str, noun: str) -> frozenset[str]:
    """The stems of a question but for what it counts, what was done, and names."""
    left_out = {word.stem for word in words(noun)}
    return frozenset(
        word.stem
        for word in content_words(question)
        if word.stem not in left_out and word.text[0].islower() and not happenings(word.text)
    )


def of_articles(asked: "Asked", said: Sequence[Said]) -> dict[str, Figure]:
    """The first figure of each article that may be what is asked for: what it says next is about others."""
    figures = dict[str, Figure]()
    for one in sorted(said, key=lambda one: one.start):
        if one.article not in figures and (figure := next(asked.figures(one), None)):
            figures[one.article] = figure
    return {one.article: figures[one.article] for one in said if one.article in figures}


def state(asked: Asked, figure: Figure) -> str:
    """Whether a figure is of what was done or of what is planned: these are two things."""
    told = [hit for hit in hits(figure.said.text, asked.deeds) if not hit.is_denied]
    if not told:
        return ""
    return "done" if any(not hit.is_planned for hit in told) else "planned"

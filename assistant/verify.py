"""Whether a sentence of a model's answer follows from what it cites, or else from the other evidence.

Does not know how the sentence was written, nor what is done with one that does not follow.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from math import log

from assistant import attribution, facts, graver, near_copies, stance
from assistant.facts import Fault
from assistant.grounds import Ground, grounds, plain
from assistant.opposites import are_opposite
from assistant.support import Embed, Support, content, riders, share, support, texts
from assistant.types import Source, Verdict
from assistant.words import content_words, is_english
from index.embedding import Vectors

Entail = Callable[[Sequence[tuple[str, str]]], Sequence[float]]
"""Pairs of a premise and a claim, each to the probability that the one says the other."""

ENTAILED = 0.5
"""The probability from which HHEM-2.1 and MiniCheck themselves call a claim consistent with its source."""

CONTRARY = 0.2
"""Below this an entailment model is as sure that it is not; between the two a reader must judge."""

_SUPPORTED, _UNSUPPORTED = 1.1, 0.4
"""Of the share of a claim's words that its sources have and its nearness to them together: from the one it is
supported, below the other it is not. Fixed on the half `tune` of tests/evals/support."""

_PART_SUPPORTED, _PART_UNSUPPORTED = 0.8, 0.55
"""The same of the part of a claim that has least."""

_FOUND = 1.55
"""What takes the place of `_SUPPORTED` where a source is found and not cited: it may be of something else."""

_TRIED = 4
"""Sentences of the other evidence against which a claim is held: those that share most of its words."""

_CONTRIBUTES = 0.04
"""Of a claim's words that a source must add to the others to be kept."""

_ADDRESS = re.compile(r"\b(?:https?|ftp|file|data|javascript|mailto):\S|\bwww\.\w|\w//\w", re.IGNORECASE)

_OF_A_PART = "A part of this is not in the cited text."

LONGEST = 600
"""Characters of a claim that is checked: with more it is no sentence."""

MOST_FACTS = 40
"""Its numbers, days and names together: with more it is a table, and each is held against each."""

_A_FACT = re.compile(r"\d[\d.,]*|(?<!\w)[^\W\d_a-z]\w*(?:\s[^\W\d_a-z]\w*)*")

_ORDER = (Verdict.UNSUPPORTED, Verdict.WEAK, Verdict.SUPPORTED, Verdict.QUOTED)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a sentence's support.

    `reason` is a line for a reader, empty where it is quoted or supported. `sources` are what it rests on:
    those cited that support it, or others that were found where these do not. `score` is from 0 to 1.
    """

    verdict: Verdict
    reason: str
    sources: tuple[Source, ...]
    score: float


_TOO_LONG = Finding(Verdict.UNSUPPORTED, "It is too long to be checked.", (), 0.0)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with what it cites, and the other evidence that it may rest on."""

    text: str
    cited: tuple[Source, ...]
    rest: tuple[Source, ...] = ()


class Verifier:
    """Checks sentences by rule and by how near they are to their sources; several threads may use it."""

    def __init__(self, embed: Embed, entail: Entail | None = None) -> None:
        """`embed` gives a row of unit length a text, as `Embedder.encode` does."""
        self._embed = embed
        self._entail = entail

    def check(
        self, text: str, cited: Sequence[Source], rest: Sequence[Source] = (), *, as_of: date | None = None
    ) -> Finding:
        """Checks one sentence; `as_of` is the day of the question, which "today" in it may mean."""
        return self.checked([Claim(text, tuple(cited), tuple(rest))], as_of=as_of)[0]

    def checked(self, claims: Sequence[Claim], *, as_of: date | None = None) -> list[Finding]:
        """Checks the sentences of an answer, a finding each; embeds all that it must in few batches."""
        found = iter(self._found([one for one in claims if not _is_too_long(one.text)], as_of))
        return [_TOO_LONG if _is_too_long(one.text) else next(found) for one in claims]

    def _found(self, claims: Sequence[Claim], as_of: date | None) -> list[Finding]:
        tried = [_Try(claim, grounds(claim.cited, claim.rest), as_of) for claim in claims]
        alone = [[_Try(one.claim, [ground], as_of) for ground in one.several] for one in tried]
        self._judge([one for one in (*tried, *chain.from_iterable(alone)) if one.held])
        found = [_best_of(whole, each) for whole, each in zip(tried, alone, strict=True)]
        lost = [
            i for i, finding in enumerate(found) if finding.verdict in (Verdict.UNSUPPORTED, Verdict.WEAK)
        ]
        others = {i: list(_others(claims[i], as_of)) for i in lost}
        self._judge([one for each in others.values() for one in each])
        for i, each in others.items():
            findings = [one.finding for one in each if one.is_borne_out and one.finding.score >= _FOUND / 2]
            if findings:
                found[i] = max(findings, key=lambda finding: (_ORDER.index(finding.verdict), finding.score))
        return found

    def _judge(self, tried: Sequence["_Try"]) -> None:
        """Finds a verdict for each, embedding every text once."""
        wanted = dict.fromkeys(text for one in tried if one.is_open for text in one.texts)
        vectors = dict(zip(wanted, self._embed(list(wanted)), strict=True)) if wanted else {}
        asked = [one for one in tried if one.is_open and self._entail]
        entailed = self._entail([one.pair for one in asked]) if self._entail and asked else []
        chances = dict(zip(map(id, asked), entailed, strict=True))
        for one in tried:
            one.finding = one.judged(vectors, chances.get(id(one)))


class _Try:
    """A claim held against some sentences."""

    def __init__(self, claim: Claim, held: Sequence[Ground], as_of: date | None) -> None:
        self.claim = claim
        self.text = plain(claim.text)
        self.held = list(held)
        self.as_of = as_of
        self.finding = Finding(Verdict.UNSUPPORTED, "", (), 0.0)
        self.quoted = [ground for ground in self.held if _bare(ground.text) == _bare(self.text)]
        self.is_english = all(is_english(text) for text in (self.text, *(g.text for g in self.held)))
        faults = [] if self.quoted else _faults(self.text, self.held, as_of)
        self.faults = [fault._replace(is_certain=fault.is_certain and self.is_english) for fault in faults]

    @property
    def is_open(self) -> bool:
        """Whether it takes more than the rules to tell."""
        return not self.quoted and not any(fault.is_certain for fault in self.faults)

    @property
    def texts(self) -> list[str]:
        return texts(self.text, self.held)

    @property
    def pair(self) -> tuple[str, str]:
        """For an entailment model: the sources with their days and titles, and the claim."""
        return " ".join(_told(ground) for ground in self.held), self.text

    def judged(self, vectors: dict[str, Vectors], chance: float | None) -> Finding:
        if self.quoted:
            return Finding(Verdict.QUOTED, "", tuple(ground.source for ground in self.quoted), 1.0)
        if not self.is_open:
            certain = next(fault for fault in self.faults if fault.is_certain)
            return Finding(Verdict.UNSUPPORTED, certain.reason, (), 0.0)
        weighed = support(self.text, self.held, vectors)
        verdict, reason = _of_chance(chance) if chance is not None else _of_support(weighed)
        if self.faults and verdict is Verdict.SUPPORTED:
            verdict, reason = Verdict.WEAK, self.faults[0].reason
        if verdict is Verdict.UNSUPPORTED and chance is None and not self.is_english:
            verdict = Verdict.WEAK
        score = chance if chance is not None else min(1.0, (weighed.share + weighed.nearness) / 2)
        return Finding(verdict, reason, self._sources(verdict), round(score, 3))

    def _sources(self, verdict: Verdict) -> tuple[Source, ...]:
        if verdict is Verdict.UNSUPPORTED:
            return ()
        if verdict is Verdict.SUPPORTED and len(self.held) > 2:
            return tuple(_contributing(self.text, self.held, self.as_of))
        return tuple(ground.source for ground in self.held)

    @property
    def several(self) -> list[Ground]:
        """The sentences it is held against, where they are more than one."""
        return self.held if len(self.held) > 1 else []

    @property
    def is_borne_out(self) -> bool:
        return self.finding.verdict in (Verdict.SUPPORTED, Verdict.QUOTED)

    def says_as_much_as(self, whole: "_Try") -> bool:
        return share(self.text, self.held) >= share(whole.text, whole.held) - _CONTRIBUTES


def _is_too_long(text: str) -> bool:
    return len(text) > LONGEST or sum(1 for _ in _A_FACT.finditer(text)) > MOST_FACTS


def _best_of(whole: _Try, alone: Sequence[_Try]) -> Finding:
    """What the cited sentences say together, or one of them alone; without those that add nothing."""
    if not whole.held:
        return Finding(Verdict.UNSUPPORTED, "It cites no source.", (), 0.0)
    enough = [one for one in alone if one.is_borne_out and one.says_as_much_as(whole)]
    if not enough:
        return whole.finding
    best = max(enough, key=lambda one: (_ORDER.index(one.finding.verdict), one.finding.score))
    return replace(best.finding, sources=tuple(one.held[0].source for one in enough))


def _faults(claim: str, held: Sequence[Ground], as_of: date | None) -> Iterator[Fault]:
    if _ADDRESS.search(claim) and not any(_bare(claim) in ground.text for ground in held):
        yield Fault("It leads to an address, and is not word for word what the source says.", True)
    if not any(word.text.islower() or word.text.isdigit() for word in content_words(claim)):
        yield Fault("It is no whole sentence: nothing in it can be compared.", False)
    yield from facts.lacking(claim, held, as_of)
    if riders(claim, held):
        yield Fault(_OF_A_PART, True)
    for words in attribution.misquoted(claim, held):
        yield Fault(f"The words “{words}” do not stand so in the source.", True)
    if other := attribution.other_speaker(claim, held):
        yield Fault(f"In the source it is {other[1]} who says this, not {other[0]}.", True)
    for departure in stance.departures(claim, " ".join(ground.text for ground in held)):
        yield Fault(*departure)
    if verb := attribution.opinion_as_fact(claim, held):
        yield Fault("The source gives this as somebody's words, not as a fact.", attribution.is_strong(verb))
    for word in (*graver.added(claim, held), *near_copies.added(claim, held)):
        yield Fault(f"The cited text does not say “{word}”.", False)
    for one, turned in near_copies.exchanged(claim, held):
        reason = f"The source has “{turned.text}” and “{one.text}” the other way round."
        yield Fault(reason, are_opposite(one.stem, turned.stem))
    for way, instead in near_copies.turned_way(claim, held):
        yield Fault(f"The source says “{instead}”, not “{way}”.", True)
    for word in near_copies.left_out(claim, held):
        yield Fault(f"The cited text says “{word}”, which is left out here.", False)


def _of_support(weighed: Support) -> tuple[Verdict, str]:
    whole, part = weighed.share + weighed.nearness, weighed.least
    if whole < _UNSUPPORTED:
        return Verdict.UNSUPPORTED, "The cited text does not speak of this."
    if weighed.unsaid < _PART_UNSUPPORTED:
        return Verdict.UNSUPPORTED, _OF_A_PART
    if whole < _SUPPORTED:
        return Verdict.WEAK, "The cited text says only something like it."
    if part < _PART_SUPPORTED:
        return Verdict.WEAK, "A part of this may not be in the cited text."
    return Verdict.SUPPORTED, ""


def _of_chance(chance: float) -> tuple[Verdict, str]:
    if chance >= ENTAILED:
        return Verdict.SUPPORTED, ""
    if chance >= CONTRARY:
        return Verdict.WEAK, "The cited text may not say this."
    return Verdict.UNSUPPORTED, "The cited text does not say this."


def _contributing(claim: str, held: Sequence[Ground], as_of: date | None) -> Iterator[Source]:
    """The sources without which some fact or word of a claim would stand nowhere."""
    for ground in held:
        others = [other for other in held if other is not ground]
        gain = share(claim, held) - share(claim, others)
        if gain >= _CONTRIBUTES or any(fault.is_certain for fault in facts.lacking(claim, others, as_of)):
            yield ground.source


def _others(claim: Claim, as_of: date | None) -> Iterator[_Try]:
    """The claim held against each of those sentences of the other evidence that share most of its words."""
    stems = [frozenset(word.stem for word in content(plain(one.quote))) for one in claim.rest]
    rarity = Counter(stem for each in stems for stem in each)
    own = {word.stem for word in content(plain(claim.text))}

    def shared(index: int) -> float:
        return sum(log(1 + len(stems) / rarity[stem]) for stem in own & stems[index])

    best = sorted((i for i in range(len(stems)) if own & stems[i]), key=lambda i: -shared(i))[:_TRIED]
    for index in best:
        yield _Try(claim, grounds([claim.rest[index]], (*claim.cited, *claim.rest)), as_of)


def _told(ground: Ground) -> str:
    day = f" ({ground.published.isoformat()})" if ground.published else ""
    before = ground.before[-1:] if ground.before else ()
    return " ".join((f"{ground.title}{day}.", *before, ground.text))


def _bare(text: str) -> str:
    return " ".join(text.strip(" \"'.").split())

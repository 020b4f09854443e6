"""A model's answer is checked sentence by sentence, and what has no support is mended or taken out.

Does not know how support is told, nor what is shown when nothing is left.
"""

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten

from assistant import citations, prompts
from assistant.dating import day
from assistant.drafts import SENTINEL, End, draft
from assistant.errors import ModelError
from assistant.fitting import fitted, passages_text, plain_data
from assistant.judge import judge
from assistant.llm import Chat
from assistant.numbering import source_of, sources, with_sources
from assistant.reply import reply
from assistant.retrieve import retrieve
from assistant.settings import JUDGE
from assistant.talking import Usage
from assistant.types import Answer, Evidence, Sentence, Source, Verdict
from assistant.unseen import seen
from assistant.verify import Claim, Finding, Verifier
from assistant.waiting import while_waiting
from index.sync import Store

FOUND_AGAIN = 5
"""Passages that a sentence without support is looked for in, beyond those the model was shown."""

MOST_REWRITTEN = 4
"""Sentences of one answer that the model is asked to write anew: each costs a reader the time of another
reply, and a model that needs more of them is not helped by it."""

AT_ONCE = 3
"""Sentences that are checked together."""

MOST_TOLD = 2
"""Citations of a removed sentence that an auditor is told."""

PATIENCE = 60.0
"""Seconds since the model was first asked for an answer after which nothing is written anew any more."""

_LONGEST_TOLD = 200
"""Characters of a citation of a removed sentence."""

_LONGEST_REWRITTEN = 600
"""Characters of a reply that is to be one sentence."""


@dataclass(frozen=True, slots=True)
class Checker:
    """What a model's sentences are checked with."""

    store: Store
    chat: Chat
    verifier: Verifier
    entailment: str = ""
    """The setting: what else tells support. With `JUDGE` the language model itself is asked, too: it can
    doubt a sentence, and never assure one."""

    @property
    def is_judge(self) -> bool:
        return self.entailment == JUDGE

    @property
    def name(self) -> str:
        """What an auditor is told: `rules and similarity`, and the entailment model's own name."""
        more = self.chat.name if self.is_judge else Path(self.entailment).name
        return " and ".join(filter(None, ("rules and similarity", more)))


def mended(
    checker: Checker, answer: Answer, shown: Sequence[Evidence], usage: Usage, waited: float = 0.0
) -> Generator[Answer, None, None]:
    """Yields the answer as it is checked, the last one whole; closing the generator stops the model.

    A sentence that neither what it cites nor the rest of `shown` supports is searched for once more, then
    written anew once from what was found, then removed. The sentences of the last answer are those with
    support, perhaps none. `usage` is added to; `waited` are the seconds since the model was first asked.
    """
    yield answer
    mending = _Mending(checker, answer, usage, time.monotonic() + PATIENCE - waited)
    yield from mending.through(shown)
    yield mending.whole()


class _Mending:
    """One answer on its way: what is said so far, what is still to be checked, what was removed."""

    def __init__(self, checker: Checker, answer: Answer, usage: Usage, until: float) -> None:
        self._checker = checker
        self._answer = answer
        self._usage = usage
        self._until = until
        self._left = list(zip(answer.sentences, sources(answer), strict=True))
        self._said: list[tuple[Sentence, tuple[Source, ...]]] = []
        self._removed: list[Sentence] = []
        self._found: dict[str, Evidence] = {}
        self._again = self._asked = self._rewritten = 0

    def through(self, shown: Sequence[Evidence]) -> Iterator[Answer]:
        """Says, mends or removes each sentence; yields the answer so far while that takes time."""
        rest = tuple(_sentences(shown))
        claims = [Claim(sentence.text, cited, rest) for sentence, cited in self._left]
        for finding in self._checked(claims):
            yield self._so_far()
            sentence, cited = self._left[0]
            finding = yield from self._doubted(sentence.text, _told(finding, cited))
            if finding.verdict.holds:
                self._say(sentence, finding)
            else:
                yield from self._mend(sentence, cited, finding)
            self._left.pop(0)  # not before: a reader sees it for as long as it is worked on

    def _checked(self, claims: Sequence[Claim]) -> Iterator[Finding]:
        """A few at a time: all at once would be faster, but a stop is heard only in between."""
        for start in range(0, len(claims), AT_ONCE):
            some = claims[start : start + AT_ONCE]
            yield from self._checker.verifier.checked(some, as_of=self._answer.query.as_of)

    def _mend(self, sentence: Sentence, cited: Sequence[Source], finding: Finding) -> Iterator[Answer]:
        found = self._searched(sentence.text)
        better = yield from self._check(sentence.text, (), _sentences(found))
        if better.verdict.holds:
            self._again += 1
            self._say(sentence, _told(better, cited), found)
            return
        passages = self._worth_reading(cited, found)
        anew = yield from self._written_anew(sentence.text, finding.reason, passages)
        if anew is not None:
            self._rewritten += 1
            self._say(*anew, passages)
            return
        verdict = Verdict.UNSUPPORTED if cited else Verdict.UNCITED
        reason = " ".join((finding.reason, *map(_cited, cited[:MOST_TOLD])))
        self._removed.append(replace(sentence, citations=(), verdict=verdict, reason=reason))

    def whole(self) -> Answer:
        """The answer of what has support, with what came of the rest."""
        once = {sentence.text: (sentence, cited) for sentence, cited in self._said}  # two may become alike
        known = {one.passage.passage_id for one in self._answer.evidence}
        more = [one for passage_id, one in self._found.items() if passage_id not in known]
        whole = replace(self._answer, evidence=(*self._answer.evidence, *more))
        versions = ("rewrite",) * bool(self._asked) + ("judge",) * self._checker.is_judge
        writing = whole.writing and replace(
            whole.writing,
            prompt=" + ".join((whole.writing.prompt, *map(prompts.version, versions))),
            found_again=self._again,
            rewritten=self._rewritten,
        )
        whole = replace(whole, removed=tuple(self._removed), writing=writing)
        return with_sources(whole, list(once.values()))

    def _so_far(self) -> Answer:
        return with_sources(self._answer, [*self._said, *self._left])

    def _say(self, sentence: Sentence, finding: Finding, found: Sequence[Evidence] = ()) -> None:
        said = replace(sentence, verdict=finding.verdict, reason=finding.reason)
        self._said.append((said, finding.sources))
        cited = {source.passage.passage_id for source in finding.sources}
        self._found |= {one.passage.passage_id: one for one in found if one.passage.passage_id in cited}

    def _check(
        self, text: str, cited: Sequence[Source], rest: Sequence[Source]
    ) -> Generator[Answer, None, Finding]:
        finding = self._checker.verifier.check(text, cited, rest, as_of=self._answer.query.as_of)
        return (yield from self._doubted(text, finding))

    def _doubted(self, text: str, finding: Finding) -> Generator[Answer, None, Finding]:
        """What is left of a finding when the model has been asked, too, where it is asked."""
        if not self._checker.is_judge or finding.verdict not in (Verdict.SUPPORTED, Verdict.WEAK):
            return finding
        chat = self._checker.chat
        asking = judge(chat, text, finding.sources, self._usage)
        if (yield from while_waiting(asking, self._so_far())) != 0:
            return finding
        verdict = Verdict.WEAK if finding.verdict is Verdict.SUPPORTED else Verdict.UNSUPPORTED
        return replace(finding, verdict=verdict, reason=f"{chat.name} does not find this in its source.")

    def _searched(self, text: str) -> tuple[Evidence, ...]:
        """Passages for a sentence as if it were asked for, within the limits of the question."""
        query = replace(self._answer.query, text=text, asks=text, about=text)
        return retrieve(self._checker.store, query, FOUND_AGAIN)

    def _worth_reading(self, cited: Sequence[Source], found: Sequence[Evidence]) -> list[Evidence]:
        """What a sentence is written anew from: the passages that it cited, then those that were found."""
        first = [Evidence(one.passage, 0.0) for one in cited]
        return list({one.passage.passage_id: one for one in (*first, *found)}.values())[:FOUND_AGAIN]

    def _written_anew(
        self, text: str, fault: str, passages: Sequence[Evidence]
    ) -> Generator[Answer, None, tuple[Sentence, Finding] | None]:
        """The model's second try at a sentence; `None` where it is not asked, fails or invents again."""
        if not passages or self._asked == MOST_REWRITTEN or time.monotonic() > self._until:
            return None
        self._asked += 1
        chat = self._checker.chat
        asking = {"sentinel": SENTINEL, "sentence": plain_data(text), "fault": plain_data(fault)}
        shown = fitted(chat, passages, prompts.fill("rewrite", passages="", **asking))
        prompt = prompts.fill("rewrite", passages=passages_text(shown), **asking)
        waiting = reply(chat, prompt, self._usage, lambda said: len(said) > _LONGEST_REWRITTEN)
        try:
            said = yield from while_waiting(waiting, self._so_far())
        except ModelError:
            return None  # what stands so far is none the worse for it
        written = draft(seen(said))
        reading = citations.read(written.text, shown, is_cut=written.is_cut)
        if written.end is End.GAVE_UP or not reading.sentences:
            return None
        first = reading.sentences[0]
        named = [source_of(one) for one in reading.citations if one.number in first.citations]
        finding = yield from self._check(first.text, named, _sentences(passages))
        if not finding.verdict.is_sure:  # once only: what it makes of it must hold as it stands
            return None
        return first, finding


def _told(finding: Finding, cited: Sequence[Source]) -> Finding:
    """A finding that says so where a sentence rests on another source than the model named.

    In another article than those it named, the same words may be about another matter.
    """
    if not finding.verdict.holds or set(finding.sources) & set(cited):
        return finding
    says = "says so" if finding.verdict.is_sure else "says something like it"
    if not cited:
        return replace(finding, reason=f"The model named no source: this one {says}.")
    if finding.verdict is Verdict.SUPPORTED and not _articles(finding.sources) & _articles(cited):
        reason = "The model named another article: this one says so, perhaps of another matter."
        return replace(finding, verdict=Verdict.WEAK, reason=reason)
    return replace(finding, reason=f"The model named another source: this one {says}.")


def _articles(sources: Iterable[Source]) -> set[str]:
    return {source.passage.headline.article_id for source in sources}


def _cited(source: Source) -> str:
    """`It cited “Poland sent 14 tanks.” (Baltic Courier, 7 Apr 2022).`"""
    about = ", ".join(filter(None, (source.passage.headline.outlet, day(source.passage.headline.published))))
    return f"It cited “{shorten(source.quote, _LONGEST_TOLD, placeholder=' …')}” ({about})."


def _sentences(evidence: Sequence[Evidence]) -> list[Source]:
    return [Source(one.passage, *span) for one in evidence for span in one.passage.sentences]

"""The whole flow: question + turns + as-of day → query → evidence → answer, step by step.

Does not know how any step works, nor who shows what it yields.
"""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import llm, suggestions
from assistant.confidence import LEAST
from assistant.errors import ModelError
from assistant.extract import READ, quote
from assistant.question import understand
from assistant.reach import attempts, dated, found_at, proposed_day
from assistant.rerank import Reranker
from assistant.retrieve import retrieve
from assistant.settings import Settings
from assistant.types import Answer, Evidence, Limits, Outcome, Query, Stage, Step, Turn
from assistant.wording import told, worded
from assistant.write import write
from index.embedding import Embedder
from index.library import Library
from index.sync import Progress, Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class Assistant:
    """Answers questions from one library; may be used by several threads at once."""

    def __init__(
        self,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        load_model: "Callable[[str], BaseChatModel]" = llm.load,
    ) -> None:
        """Opens the library; raises `LibraryError` as it does. No model is loaded yet.

        `embedder` takes the place of the one that the settings name, as in `Store`.
        """
        self._store = Store(settings, embedder=embedder)
        self._model_setting = settings.llm
        self._least = LEAST if settings.least_confidence is None else settings.least_confidence
        self._load_model = load_model
        self._rerank = Reranker(settings.reranker)

    @property
    def library(self) -> Library:
        return self._store.library

    @property
    def ready(self) -> bool:
        """Whether the embedding model is loaded, so that a question need not wait for it."""
        return self._store.embedder.loaded

    def warm_up(self) -> None:
        """Loads the embedding model; raises `EmbeddingError` where it cannot."""
        self._store.embedder.load()

    def ask(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        as_of: date | None = None,
        limits: Limits | None = None,
    ) -> Generator[Step, None, None]:
        """Answers step by step; the last step is DONE, with the whole answer. Closing the iterator stops it.

        `as_of` is today unless given, or an old archive's last day, and `limits` are what the question says.
        Raises `QuestionError` and `IndexingError`; an outcome that is not an answer is no error.
        """
        clock = _Clock()
        query = self._query(question, turns, as_of, limits)
        yield Step(Stage.SEARCHING)
        for attempt in attempts(query):
            evidence = self._rerank(attempt.query, retrieve(self._store, attempt.query, READ[query.kind]))
            clock.lap("search")
            yield Step(Stage.READING)
            answer = quote(self._store, attempt.query, evidence, self._least)
            clock.lap("read")
            if not answer.abstained:
                break
        answer = found_at(attempt, replace(answer, query=query))
        if self._model_setting and not answer.abstained:
            yield Step(Stage.ANSWERING)
            with closing(self._written(answer)) as answers:
                for answer in answers:
                    yield Step(Stage.ANSWERING, answer)
            clock.lap("write")
        else:
            yield Step(Stage.ANSWERING, answer)
        yield Step(Stage.DONE, replace(answer, timings_ms=clock.laps_ms))

    def _query(
        self, question: str, turns: Sequence[Turn], as_of: date | None, limits: Limits | None
    ) -> Query:
        """What is searched for, within the limits that the reader set, or else that the question names."""
        library = self._store.library
        outlets, authors = library.outlets(), library.authors()
        text, slips = worded(library, question, (*outlets, *authors))
        today = datetime.now().astimezone().date()
        day = proposed_day(library.status().last, today) if as_of is None else as_of
        query = understand(text, turns, day, outlets=outlets, authors=authors)
        query = replace(query, question=" ".join(question.split()), slips=slips)
        return dated(library, query) if limits is None else replace(query, limits=limits, unknown_outlets=())

    def _written(self, quoted: Answer) -> Generator[Answer, None, None]:
        """The answer in the model's words as it grows, or in the end the quoted one where the model fails."""
        try:
            for answer in write(self._model, self._model_setting, quoted.query, _quoted_first(quoted)):
                yield _with_known(answer, quoted)
        except ModelError as error:
            yield replace(quoted, notes=(*quoted.notes, f"The quoted answer is shown: {error}."))

    @cached_property
    def _model(self) -> "BaseChatModel":
        return self._load_model(self._model_setting)

    def answer(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        as_of: date | None = None,
        limits: Limits | None = None,
    ) -> Answer:
        """The whole answer at once; raises what `ask` raises."""
        *_, last = self.ask(question, turns=turns, as_of=as_of, limits=limits)
        assert last.answer is not None
        return last.answer

    def add(self, paths: Sequence[Path]) -> Iterator[Progress]:
        """Adds files and folders of articles, as `Store.add` does."""
        return self._store.add(paths)

    def suggestions(self) -> tuple[str, ...]:
        """Questions that this archive can answer."""
        return suggestions.suggest(self.library)

    def close(self) -> None:
        self._store.close()


def _quoted_first(quoted: Answer) -> list[Evidence]:
    """The passages that the quoted answer rests on, then the others: a model reads only the first few."""
    scores = {one.passage.passage_id: one.score for one in quoted.evidence}
    cited = [Evidence(c.passage, scores.get(c.passage.passage_id, 0.0)) for c in quoted.citations]
    return list({one.passage.passage_id: one for one in (*cited, *quoted.evidence)}.values())


def _with_known(written: Answer, quoted: Answer) -> Answer:
    """A model's answer with what is known of its evidence: how sure, how far, what to doubt."""
    copies = {one.passage.headline.article_id: one.copies for one in quoted.evidence}
    copies |= {one.headline.article_id: one.copies for one in quoted.citations}
    return replace(
        written,
        outcome=quoted.outcome if written.outcome is Outcome.ANSWERED else written.outcome,
        notes=(*told(quoted.query.slips), *written.notes),
        citations=tuple(replace(c, copies=copies.get(c.headline.article_id, ())) for c in written.citations),
        evidence=quoted.evidence,
        confidence=quoted.confidence,
        caution=quoted.caution,
        searched=quoted.searched,
    )


class _Clock:
    """Milliseconds of each stage and of the whole."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self.laps_ms = dict[str, float]()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps_ms[name] = round(1000 * (now - self._last), 1)
        self.laps_ms["total"] = round(1000 * (now - self._began), 1)
        self._last = now

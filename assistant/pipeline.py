"""The whole flow: question + turns + as-of day → query → evidence → answer → verified, step by step.

Does not know how any step works, nor who shows what it yields.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from assistant import coverage, llm, prompts, standalone, suggestions
from assistant.composing import composed
from assistant.confidence import LEAST
from assistant.entail import Entailment
from assistant.errors import ModelError, UnusableReply
from assistant.extract import READ, quote
from assistant.llm import Chat
from assistant.mending import Checker
from assistant.parts import joined
from assistant.question import understand
from assistant.reach import attempts, dated, found_at, proposed_day
from assistant.rerank import Reranker
from assistant.retrieve import retrieve
from assistant.settings import JUDGE, Settings
from assistant.standalone import Plan
from assistant.talking import Usage
from assistant.types import Answer, Limits, Query, Stage, Step, Turn
from assistant.verify import Verifier
from assistant.waiting import while_waiting
from assistant.wording import worded
from index.embedding import Embedder
from index.library import Library
from index.progress import Progress
from index.sync import Store


class Assistant:
    """Answers questions from one library; may be used by several threads at once."""

    def __init__(
        self,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        load_model: Callable[[str, Settings], Chat] = llm.load,
    ) -> None:
        """Opens the library; raises `LibraryError` as it does. No model is loaded yet.

        `embedder` takes the place of the one that the settings name, as in `Store`.
        """
        self._store = Store(settings, embedder=embedder)
        self._settings = settings
        self._least = LEAST if settings.least_confidence is None else settings.least_confidence
        self._load_model = load_model
        self._choosing = threading.Lock()
        self._model_name = settings.llm
        self._loaded: Chat | None = None
        self._rerank = Reranker(settings.reranker)
        entail = Entailment(settings.entailment) if settings.entailment not in ("", JUDGE) else None
        self._verifier = Verifier(self._store.embedder.encode, entail)

    @property
    def library(self) -> Library:
        return self._store.library

    @property
    def ready(self) -> bool:
        """Whether a question need not wait for the embedding model."""
        return self._store.embedder.loaded

    def warm_up(self) -> None:
        """Loads what a question needs; raises `EmbeddingError` or `LibraryError` where it cannot."""
        self._store.embedder.load()
        self._store.vectors.count()  # importing Chroma alone takes a third of a second

    def ask(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        as_of: date | None = None,
        limits: Limits | None = None,
        at_once: bool = False,
    ) -> Generator[Step, None, None]:
        """Answers step by step; the last step is DONE, with the whole answer. Closing the iterator stops it.

        `as_of` is today unless given, or an old archive's last day, and `limits` are what the question says.
        With `at_once` the embedding model is not waited for while it is being loaded: words alone are
        searched. Raises `QuestionError` and `IndexingError`; an outcome that is not an answer is no error.
        """
        clock, usage = _Clock(), Usage()
        yield Step(Stage.SEARCHING)
        day = proposed_day(self.library.status().last, _today()) if as_of is None else as_of
        words_alone = at_once and not self.ready
        chat, problem = self._chat()
        if self._model_name:
            clock.lap("load")
        question = " ".join(question.split())
        text, slips = worded(self.library, question, (*self.library.outlets(), *self.library.authors()))
        plan = Plan(text)
        is_planned = chat is not None and standalone.needed(text, turns)
        if chat is not None and is_planned:
            planning = standalone.plan(chat, text, turns, day, usage)
            plan = yield from while_waiting(planning, Step(Stage.SEARCHING))
            clock.lap("plan")
        before = turns if plan.question == text else ()  # what it left unsaid is said now
        query = self._query(plan.question, before, day, limits, words_alone)
        unseen = coverage.notes(self.library, query)
        query = replace(query, question=question, slips=slips)
        answer = yield from self._quoted(query, clock)
        if plan.parts:
            found: list[Answer] = []
            for part in plan.parts:
                asked = self._query(part, (), day, limits, words_alone)
                found += [(yield from self._quoted(asked, clock))]
            answer = joined(answer, found)
        elif plan.question != text:
            answer = replace(answer, parts=(plan.question,))
        if plan == Plan(text, problem=plan.problem) and plan.problem:
            problem = (*problem, f"The model’s rewording of the question was not used: {plan.problem}.")
        if chat is not None and not answer.abstained:
            answer = yield from self._in_its_words(chat, answer, usage)
            if is_planned and answer.writing is not None:
                used = f"{prompts.version('standalone')} + {answer.writing.prompt}"
                answer = replace(answer, writing=replace(answer.writing, prompt=used))
            clock.lap("write")
        else:
            yield Step(Stage.ANSWERING, answer)
        notes = (*answer.notes, *unseen, *problem)
        yield Step(Stage.DONE, replace(answer, notes=notes, timings_ms=clock.laps_ms))

    def _quoted(self, query: Query, clock: "_Clock") -> Generator[Step, None, Answer]:
        """query → evidence → quoted answer; of "the latest" step by step further back until there is one."""
        for attempt in attempts(query):
            evidence = retrieve(self._store, attempt.query, READ[query.kind])
            if not query.words_alone:  # or another model would be waited for
                evidence = self._rerank(attempt.query, evidence)
            clock.lap("search")
            yield Step(Stage.READING)
            answer = quote(self._store, attempt.query, evidence, self._least)
            clock.lap("read")
            if not answer.abstained:
                break
        return found_at(attempt, replace(answer, query=query))

    def _in_its_words(self, chat: Chat, quoted: Answer, usage: Usage) -> Generator[Step, None, Answer]:
        """evidence → a model's answer → verified; or the quoted answer, with why it is shown."""
        yield Step(Stage.ANSWERING)
        checker = Checker(self._store, chat, self._verifier, self._settings.entailment)
        try:
            return (yield from composed(checker, quoted, usage))
        except UnusableReply as error:
            tried = error.answer
            instead = replace(quoted, notes=(*quoted.notes, _instead(error)))
            return replace(instead, removed=tried.removed, writing=tried.writing) if tried else instead
        except ModelError as error:
            return replace(quoted, notes=(*quoted.notes, _instead(error)))

    def _query(
        self, text: str, turns: Sequence[Turn], day: date, limits: Limits | None, words_alone: bool
    ) -> Query:
        """What is searched for, within the limits that the reader set, or else that the question names."""
        library = self._store.library
        query = understand(text, turns, day, outlets=library.outlets(), authors=library.authors())
        query = replace(query, words_alone=words_alone)
        return dated(library, query) if limits is None else replace(query, limits=limits, unknown_outlets=())

    @property
    def model_name(self) -> str:
        """The setting of the model that writes; empty where answers are quotations."""
        return self._model_name

    def use_model(self, setting: str) -> None:
        """Has this model write from the next question on; with an empty setting answers are quotations.

        Raises `ModelError` where it cannot be loaded, and leaves the one before.
        """
        with self._choosing:
            # let go of first: two model files may be more than the memory holds
            self._loaded = None
            self._loaded = self._load_model(setting, self._settings) if setting else None
            self._model_name = setting

    def _chat(self) -> tuple[Chat | None, tuple[str, ...]]:
        """The model that writes, loaded when first needed, or why there is none although one is set."""
        with self._choosing:
            if self._model_name and self._loaded is None:
                try:
                    self._loaded = self._load_model(self._model_name, self._settings)
                except ModelError as error:
                    return None, (_instead(error),)
            return self._loaded, ()

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


def _today() -> date:
    return datetime.now().astimezone().date()


def _instead(error: ModelError) -> str:
    return f"The quoted answer is shown: {error}."


class _Clock:
    """Milliseconds of each stage and of the whole."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self.laps_ms = dict[str, float]()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps_ms[name] = round(self.laps_ms.get(name, 0.0) + 1000 * (now - self._last), 1)
        self.laps_ms["total"] = round(1000 * (now - self._began), 1)
        self._last = now

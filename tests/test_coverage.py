"""Answers while vectors are still being made, or the model is being loaded: as good, and honest about it."""

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from assistant.confidence import BY_WORDS_WEIGHTS, WEIGHTS
from assistant.coverage import LOADING
from assistant.desk import Desk
from assistant.export import Export
from assistant.pipeline import Assistant
from assistant.printed import printed
from assistant.question import understand
from assistant.retrieve import EMBEDDED_NOW, retrieve
from assistant.settings import Settings
from assistant.types import Answer, Evidence
from index import demo
from index.embedding import Vectors
from index.errors import EmbeddingError
from index.sync import Store
from tests.desks import question
from tests.fakes import WordEmbedder
from tests.shelf import put
from tests.test_export import ASKED

AS_OF = date(2023, 12, 28)


class Slow(WordEmbedder):
    """Its model is still being loaded, and never will be: whoever needs it fails."""

    @property
    def loaded(self) -> bool:
        return False

    def load(self) -> NoReturn:
        raise EmbeddingError("the model was waited for")

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.load()


def unmark(store: Store, which: str = "1") -> int:
    """Takes the vectors of some passages away, as if they had not been made yet; returns of how many."""
    rows = store.library._rows(f"SELECT passage_id FROM passages WHERE {which}")
    store.vectors.delete([row[0] for row in rows])
    with store.library._change() as connection:
        connection.execute(f"UPDATE passages SET embedded = 0 WHERE {which}")
    return len(rows)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo archive, every vector made."""
    home = tmp_path_factory.mktemp("home")
    settings = Settings(home=home, embedding_model="words")
    store = Store(settings, embedder=WordEmbedder(settings))
    assert list(store.add(demo.paths()))[-1].done
    store.close()
    return home


@pytest.fixture
def loading(home: Path) -> Iterator[Assistant]:
    settings = Settings(home=home, embedding_model="words", reranker="/none/that/can/be/loaded")
    assistant = Assistant(settings, embedder=Slow(settings))
    yield assistant
    assistant.close()


def at_once(assistant: Assistant, question: str) -> Answer:
    *_, last = assistant.ask(question, as_of=AS_OF, at_once=True)
    assert last.answer is not None
    return last.answer


def test_while_the_model_is_loaded_words_alone_answer_and_the_answer_says_so(loading: Assistant) -> None:
    answer = at_once(loading, "Who won the World Cup?")
    assert not answer.abstained and "Argentina" in answer.text and answer.query.words_alone
    assert LOADING in answer.notes
    assert any(LOADING in line for line in printed(answer))
    assert all(LOADING in Export(answer, ASKED).text(form) for form in ("md", "json"))


def test_what_words_alone_find_too_little_of_is_not_said_to_have_been_searched_by_meaning(
    loading: Assistant,
) -> None:
    answer = at_once(loading, "Who won the Eurovision song contest in Liverpool?")
    assert answer.abstained and answer.sentences == () and LOADING in answer.notes
    assert "searched by words," in answer.reason and "meaning" not in answer.reason


def test_whoever_does_not_ask_at_once_waits_for_the_model(loading: Assistant) -> None:
    with pytest.raises(EmbeddingError, match="waited for"):
        loading.answer("Who won the World Cup?", as_of=AS_OF)


def test_a_model_that_is_loaded_is_used_and_nothing_is_said(home: Path) -> None:
    settings = Settings(home=home, embedding_model="words")
    assistant = Assistant(settings, embedder=WordEmbedder(settings))
    answer = at_once(assistant, "Who won the World Cup?")
    assert not answer.query.words_alone and answer.notes == ()
    assistant.close()


def test_meaning_has_no_weight_where_it_is_not_known() -> None:
    assert BY_WORDS_WEIGHTS.similarity == 0 != WEIGHTS.similarity


def found(store: Store, question: str) -> tuple[Evidence, ...]:
    return retrieve(store, understand(question, (), AS_OF))


def scores(evidence: tuple[Evidence, ...]) -> dict[str, float]:
    return {one.passage.passage_id: one.score for one in evidence}


def test_a_passage_without_a_vector_is_weighed_as_if_it_had_one(store: Store, tmp_path: Path) -> None:
    put(
        store,
        tmp_path,
        *({"text": f"Poland sent {n} tanks by rail.", "title": f"Part {n}"} for n in range(8)),
    )
    whole = scores(found(store, "Did Poland send tanks?"))
    assert unmark(store, "id % 2 = 0") == 4
    assert scores(found(store, "Did Poland send tanks?")) == pytest.approx(whole)


def test_only_the_most_promising_of_many_are_embedded_for_a_question(store: Store, tmp_path: Path) -> None:
    many = [{"text": f"Poland sent tanks, train {n}.", "title": f"Part {n}"} for n in range(3 * EMBEDDED_NOW)]
    put(store, tmp_path, *many)
    unmark(store)
    assert isinstance(store.embedder, WordEmbedder)
    store.embedder.asked.clear()
    evidence = found(store, "Did Poland send tanks?")
    assert len(store.embedder.asked) == 1 + EMBEDDED_NOW
    assert len(evidence) == 10


def test_where_no_passage_lacks_its_vector_none_is_embedded_for_a_question(
    store: Store, tmp_path: Path
) -> None:
    put(store, tmp_path, {"text": "Poland sent tanks."})
    assert isinstance(store.embedder, WordEmbedder)
    store.embedder.asked.clear()
    found(store, "Did Poland send tanks?")
    assert store.embedder.asked == ["Did Poland send tanks?"]


def test_an_answer_tells_how_many_passages_lack_their_vectors(home: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "partly", embedding_model="words")
    store = Store(settings, embedder=WordEmbedder(settings))
    list(store.add(demo.paths()))
    lacking, whole = unmark(store, "id % 3 = 0"), store.library.status().passages
    store.close()
    assistant = Assistant(settings, embedder=WordEmbedder(settings))
    for text in ("Who won the World Cup?", "Who won the Eurovision song contest in Liverpool?"):
        answer = assistant.answer(text, as_of=AS_OF)
        told = (
            f"{lacking} of {whole} passages can so far be found by words alone: not all vectors are made yet."
        )
        assert answer.notes[-1] == told, answer.outcome
    assistant.close()


def test_the_window_answers_from_words_while_the_model_is_being_loaded(home: Path) -> None:
    may_load = threading.Event()

    class Loading(Assistant):
        def __init__(self, settings: Settings) -> None:
            super().__init__(settings, embedder=Slow(settings))

        def warm_up(self) -> None:
            may_load.wait(30)

    desk = Desk(Settings(home=home, embedding_model="words"), Loading)
    desk.opening.start()
    while desk.opening.preparing:
        time.sleep(0.01)
    assert desk.opening.busy
    *_, last = desk.ask(question("Who won the World Cup?", as_of=AS_OF.isoformat()))
    assert 'data-state="answered"' in last["html"] and LOADING in last["html"]
    may_load.set()
    desk.opening.close()

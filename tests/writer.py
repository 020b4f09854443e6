"""A model that is scripted asks the demo archive through the whole flow.

Knows nothing of what is tested with it.
"""

from collections.abc import Generator
from datetime import date

from langchain_core.language_models import BaseChatModel

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Step
from index.sync import Store
from tests.fakes import chat

AS_OF = date(2023, 12, 28)
QUESTION = "When did Finland join NATO?"
TRUE = "Finland joined NATO on 4 April 2023."
INVENTED = "Iceland sent 77 helicopters to Peru."


class Writer:
    """Asks one library with one model after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self, model: BaseChatModel, question: str = QUESTION, *, context: int = 8192, entailment: str = ""
    ) -> Answer:
        *_, last = self.steps(model, question, context=context, entailment=entailment)
        assert last.answer is not None
        return last.answer

    def steps(
        self, model: BaseChatModel, question: str = QUESTION, *, context: int = 8192, entailment: str = ""
    ) -> Generator[Step, None, None]:
        """Closing the iterator closes the question."""
        settings = Settings(home=self._store.library.path.parent, llm="fake:model", entailment=entailment)
        assistant = Assistant(
            settings,
            embedder=self._store.embedder,
            load_model=lambda name, _: chat(model, name=name, context=context),
        )
        try:
            yield from assistant.ask(question, as_of=AS_OF)
        finally:
            assistant.close()


def texts(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


def assert_numbers_count_by_first_use(answer: Answer) -> None:
    """In the sentences, then in the table, then in the values that differ; and nothing else has a number."""
    used = [number for sentence in answer.sentences for number in sentence.citations]
    used += [row.citation for row in answer.rows]
    used += [value.citation for one in answer.comparisons for value in one.values]
    assert [one.number for one in answer.citations] == list(dict.fromkeys(used))
    assert list(dict.fromkeys(used)) == list(range(1, len(answer.citations) + 1))

"""Dateline's retrieval for any LangChain program.

Does not know how evidence is found.
"""

from datetime import UTC, date, datetime

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.question import understand
from assistant.record import source
from assistant.retrieve import retrieve
from assistant.types import Evidence
from index.sync import Store


class ArchiveRetriever(BaseRetriever):
    """The same retrieval for any LangChain program: `ArchiveRetriever(store=store).invoke(question)`.

    Each document is a passage; its metadata are `article_id, url, title, outlet, published, start, end,
    score`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    count: int = 10
    as_of: date | None = None
    """The day on which questions are asked; today unless given."""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it by name
    ) -> list[Document]:
        library = self.store.library
        asked = understand(
            query,
            (),
            self.as_of or datetime.now(UTC).date(),
            outlets=library.outlets(),
            authors=library.authors(),
        )
        return [_document(evidence) for evidence in retrieve(self.store, asked, self.count)]


def _document(evidence: Evidence) -> Document:
    passage = evidence.passage
    position = {"start": passage.start, "end": passage.end, "score": evidence.score}
    return Document(
        id=passage.passage_id, page_content=passage.text, metadata={**source(passage.headline), **position}
    )

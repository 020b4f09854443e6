"""Dateline's retrieval in the form that LangChain programs use."""

from datetime import date

from langchain_core.retrievers import BaseRetriever

from assistant.question import understand
from assistant.retrieve import retrieve
from assistant.retriever import ArchiveRetriever
from index.sync import Store

AS_OF = date(2023, 12, 28)


def test_any_langchain_program_can_retrieve(demo: Store) -> None:
    retriever = ArchiveRetriever(store=demo, count=3, as_of=AS_OF)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("Who won the World Cup?")
    evidence = retrieve(demo, understand("Who won the World Cup?", (), AS_OF), 3)
    assert [document.page_content for document in documents] == [item.passage.text for item in evidence]
    assert [document.id for document in documents] == [item.passage.passage_id for item in evidence]
    first, headline = documents[0].metadata, evidence[0].passage.headline
    assert first == {
        "article_id": headline.article_id,
        "url": headline.url,
        "title": headline.title,
        "outlet": headline.outlet,
        "published": "2022-12-18",
        "start": evidence[0].passage.start,
        "end": evidence[0].passage.end,
        "score": evidence[0].score,
    }


def test_the_retriever_asks_as_of_its_day(demo: Store) -> None:
    documents = ArchiveRetriever(store=demo, as_of=date(2022, 12, 17)).invoke("Who won the World Cup?")
    assert documents
    assert all((document.metadata["published"] or "") <= "2022-12-17" for document in documents)


def test_without_a_day_it_asks_today(demo: Store) -> None:
    assert ArchiveRetriever(store=demo, count=1).invoke("Who won the World Cup?")


def test_the_times_and_outlets_that_a_question_names_hold(demo: Store) -> None:
    retriever = ArchiveRetriever(store=demo, as_of=AS_OF)
    question = "Which tanks were delivered in March 2023 according to Harbour Wire?"
    found = [document.metadata for document in retriever.invoke(question)]
    assert {metadata["outlet"] for metadata in found} == {"Harbour Wire"}
    assert any(metadata["published"].startswith("2023-03") for metadata in found)
    assert all(metadata["published"] >= "2023-03" for metadata in found)

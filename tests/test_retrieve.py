"""Evidence from the demo archive: the right passages first, nothing from later days, the same every time."""

import json
from datetime import date
from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever

from assistant.question import understand
from assistant.retrieve import ArchiveRetriever, retrieve
from assistant.types import Evidence
from index.sync import Store

AS_OF = date(2023, 12, 28)


def found(store: Store, question: str, count: int = 10, as_of: date = AS_OF) -> tuple[Evidence, ...]:
    return retrieve(store, understand(question, (), as_of), count)


def slugs(evidence: tuple[Evidence, ...]) -> list[str]:
    return [item.passage.headline.url.rsplit("/", 1)[-1] for item in evidence]


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("Who won the World Cup?", "argentina-world-champions"),
        ("How many tanks has Slovenia delivered?", "slovenian-tanks-delivered"),
        ("Which spacecraft hit the asteroid Dimorphos?", "dart-hits-dimorphos"),
        ("When was the king crowned?", "coronation-of-charles"),  # neither word is in the article's title
        ("Who became prime minister after Truss?", "sunak-third-prime-minister"),
    ],
)
def test_the_article_that_answers_is_among_the_first(demo: Store, question: str, slug: str) -> None:
    assert slug in slugs(found(demo, question, 3))


def test_evidence_is_ranked_by_score_and_as_much_as_is_asked_for(demo: Store) -> None:
    evidence = found(demo, "Which countries sent tanks?", 25)
    assert len(evidence) == 25
    assert [item.score for item in evidence] == sorted((item.score for item in evidence), reverse=True)
    assert len({item.passage.passage_id for item in evidence}) == 25
    assert evidence[:5] == found(demo, "Which countries sent tanks?", 5)


def test_a_passage_is_a_slice_of_its_article(demo: Store) -> None:
    for item in found(demo, "Which countries sent tanks?"):
        passage = item.passage
        article = demo.library.article(passage.headline.article_id)
        assert article is not None
        assert passage.text == article.text[passage.start : passage.end]


def test_the_same_question_finds_the_same(demo: Store) -> None:
    assert found(demo, "What caps the price of oil?") == found(demo, "What caps the price of oil?")


@pytest.mark.parametrize("as_of", [date(2022, 3, 2), date(2022, 12, 31), date(2023, 6, 6)])
def test_nothing_published_after_the_day_of_the_question_is_found(demo: Store, as_of: date) -> None:
    evidence = found(demo, "Which countries sent tanks to Ukraine?", 60, as_of)
    published = [item.passage.headline.published for item in evidence]
    assert evidence
    assert all(day is None or day <= as_of for day in published)


def test_an_undated_article_is_found_on_any_day(demo: Store) -> None:
    assert slugs(found(demo, "What is a ring swap?", 1, date(1999, 1, 1))) == [
        "from-pledge-to-delivery-explained"
    ]


def test_a_question_for_what_is_recent_brings_up_newer_articles(demo: Store) -> None:
    def newest(question: str) -> date:
        days = (item.passage.headline.published for item in found(demo, question, 3))
        return max(day for day in days if day is not None)

    as_asked = newest("What is the latest on sanctions against Russia?")
    assert as_asked > newest("What sanctions against Russia were decided in March 2022?")
    assert as_asked.year == 2023


def test_the_same_text_in_two_outlets_is_found_once(store: Store, tmp_path: Path) -> None:
    text = "Poland sent four tanks."
    rows = (
        {"id": str(n), "text": t, "title": f"T{n}"} for n, t in enumerate([text, text, f"{text} Ten more."])
    )
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    for _ in store.add([path]):
        pass
    texts = [item.passage.text for item in found(store, "Who sent tanks?")]
    assert sorted(texts) == [text, f"{text} Ten more."]


def test_a_question_of_stop_words_only_raises_nothing(demo: Store) -> None:
    assert found(demo, "What is it?")


def test_any_langchain_program_can_retrieve(demo: Store) -> None:
    retriever = ArchiveRetriever(store=demo, count=3, as_of=AS_OF)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("Who won the World Cup?")
    evidence = found(demo, "Who won the World Cup?", 3)
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
    assert all((document.metadata["published"] or "") <= "2022-12-17" for document in documents)


def test_an_empty_library_gives_no_evidence(store: Store) -> None:
    assert found(store, "Who won the World Cup?") == ()

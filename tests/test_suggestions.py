"""First questions come from the archive itself, and the archive answers them."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.extract import READ, quote
from assistant.question import understand
from assistant.retrieve import retrieve
from assistant.suggestions import suggest
from assistant.types import Kind, Outcome
from index.sync import Store

AS_OF = date(2023, 12, 28)


def test_the_demo_archive_suggests_a_list_first_and_other_questions_then(demo: Store) -> None:
    suggested = suggest(demo.library)
    assert len(suggested) == len(set(suggested)) == 3
    assert understand(suggested[0], (), AS_OF).kind is Kind.LIST
    assert all(question.endswith("?") for question in suggested)


def test_the_same_archive_always_suggests_the_same(demo: Store) -> None:
    assert suggest(demo.library) == suggest(demo.library)


def test_every_suggested_question_is_answered_by_the_archive(demo: Store) -> None:
    for question in suggest(demo.library):
        query = understand(question, (), AS_OF)
        answer = quote(demo, query, retrieve(demo, query, READ[query.kind]))
        assert answer.outcome is Outcome.ANSWERED, question


def test_an_empty_library_suggests_nothing(store: Store) -> None:
    assert suggest(store.library) == ()


@pytest.mark.parametrize(
    "titles", [["Bridge closed"], ["Storm over Kyiv ends", "After storm, Kyiv rebuilds"]]
)
def test_a_small_archive_suggests_few_questions_and_only_of_names_that_come_up_twice(
    store: Store, tmp_path: Path, titles: list[str]
) -> None:
    path = tmp_path / "articles.jsonl"
    rows = ({"id": str(n), "title": title, "text": "Something happened."} for n, title in enumerate(titles))
    path.write_text("\n".join(map(json.dumps, rows)))
    for _ in store.add([path]):
        pass
    assert suggest(store.library) == (("What is the latest on Kyiv?",) if len(titles) > 1 else ())

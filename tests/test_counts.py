"""Numbers that articles state of what a question counts: the right one first, never one of something else.

Knows nothing of how they are shown.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from assistant.counts import Stated, is_count, stated_counts
from assistant.question import understand
from assistant.retrieve import retrieve
from index.article import Article
from index.sync import Store

AS_OF = date(2023, 12, 28)
FILE = Path(__file__).parent / "evals" / "counts.tsv"


def ask(store: Store, question: str) -> list[Stated]:
    query = understand(question, (), AS_OF)
    return stated_counts(query, [e.passage for e in retrieve(store, query, 40)])


def number(stated: Stated) -> str:
    return stated.passage.quote(stated.number_start, stated.number_end)


@pytest.mark.parametrize(("half", "least"), [("tuned", 1.0), ("untouched", 0.8)])
def test_the_number_that_was_read_in_the_articles_comes_first(demo: Store, half: str, least: float) -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        asked = [row for row in csv.DictReader(file, delimiter="\t") if row["half"] == half]
    right = 0
    for row in asked:
        found = ask(demo, row["question"])
        wanted = [text for text in row["numbers"].split("; ") if text]
        right += any(text in number(found[0]) for text in wanted) if found else not wanted
    assert right / len(asked) >= least


def sentences(store: Store, question: str, *texts: str) -> list[str]:
    for day, text in enumerate(texts, start=1):
        store.library.add(Article(text, f"Report {day}", published=date(2023, 1, day)))
    ids = [i for i, _ in store.library.search(["tanks", "countries", "people", "jets"], 50)]
    found = stated_counts(understand(question, (), AS_OF), store.library.passages(ids))
    return [number(one) for one in found]


def test_of_numbers_of_the_same_thing_the_newest_comes_first(store: Store) -> None:
    texts = ("Germany has sent 14 tanks.", "Germany has sent 18 tanks.")
    assert sentences(store, "How many tanks did Germany send?", *texts) == ["18", "14"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many tanks did Germany send?", "Norway has sent eight tanks."),
        ("How many tanks did Germany send?", "Germany will send 14 tanks."),
        ("How many tanks did Germany send?", "In Germany it is said that Norway has sent eight tanks."),
        ("How many tanks did Germany send?", "Germany has sent Leopard 2 tanks."),
        ("How many tanks did Germany send?", "Germany has sent tanks on 14 March 2023."),
        ("How many tanks did Germany send?", "Germany has sent 40 lorries and tanks."),
        ("How many countries voted for the resolution?", "35 countries voted against the resolution."),
        ("Who sent tanks?", "Germany has sent 14 tanks."),
    ],
)
def test_a_number_of_something_else_is_none(store: Store, question: str, text: str) -> None:
    assert sentences(store, question, text) == []


@pytest.mark.parametrize(
    ("question", "text", "stated"),
    [
        ("How many tanks did Germany send?", "Germany has sent about 18 Leopard 2A6 tanks.", "about 18"),
        ("How many countries abstained?", "The vote was 141 to 5, while 35 countries abstained.", "35"),
        ("How many countries voted against?", "In all, 141 countries voted for it and 5 against.", "5"),
        ("How many countries sent tanks?", "Two-thirds of the countries have sent tanks.", "Two-thirds"),
        ("How many countries sent tanks?", "Thirteen of NATO's 31 countries have sent tanks.", "Thirteen"),
        ("How many people were killed?", "Dozens of people were killed.", "Dozens"),
        (
            "How many jets did Norway promise?",
            "The jets are old. Norway has promised 19; more may come.",
            "19",
        ),
    ],
)
def test_numbers_are_digits_words_and_shares(store: Store, question: str, text: str, stated: str) -> None:
    assert sentences(store, question, text)[:1] == [stated]


def test_the_number_stands_where_it_says_in_its_sentence(demo: Store) -> None:
    for stated in ask(demo, "How many NATO members sent tanks?"):
        text = stated.passage.quote(stated.start, stated.end)
        assert text[slice(*stated.emphasis)] == number(stated)


def test_only_questions_of_how_many_count() -> None:
    assert is_count("How many tanks did Germany send?")
    assert is_count("What share of the allies sent weapons?")
    assert not is_count("Which countries sent tanks?")
    assert not is_count("How many?")
    assert not is_count("Combien de chars ?")

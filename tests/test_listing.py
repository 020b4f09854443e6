"""Lists over the demo archive: which items they have, what they say of each, and how far they searched.

Knows nothing of how an answer shows them.
"""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.deeds import deed_classes
from assistant.finds import says
from assistant.listing import Listing, groups, how_far, how_many, listed, quoted, rows
from assistant.question import understand
from assistant.retrieve import retrieve
from assistant.types import Limits, Window
from assistant.wanted import wanted
from index.article import Article
from index.sync import Store

AS_OF = date(2023, 12, 28)
FILE = Path(__file__).parent / "evals" / "lists.tsv"
TANKS = "Which NATO members sent tanks to Ukraine?"


def ask(store: Store, question: str, as_of: date = AS_OF) -> Listing | None:
    query = understand(question, (), as_of)
    return listed(store, query, [e.passage for e in retrieve(store, query, 40)])


def names(listing: Listing | None) -> set[str]:
    return {item.name for item in listing.items} if listing else set()


def cell(text: str) -> set[str]:
    return {item.strip() for item in text.split(";") if item.strip()}


@pytest.fixture(scope="module")
def tanks(demo: Store) -> Listing:
    listing = ask(demo, TANKS)
    assert listing is not None
    return listing


@pytest.mark.parametrize(("half", "least"), [("tuned", 0.95), ("untouched", 0.88), ("second", 0.85)])
def test_lists_have_no_wrong_item_and_most_of_the_right_ones(demo: Store, half: str, least: float) -> None:
    """The items were written down by reading the articles, `also right` are those that may be counted too."""
    with FILE.open(encoding="utf-8", newline="") as file:
        asked = [row for row in csv.DictReader(file, delimiter="\t") if row["half"] == half]
    assert len(asked) >= 13
    found = {row["question"]: names(ask(demo, row["question"])) for row in asked}
    wrong = {
        row["question"]: extra
        for row in asked
        if (extra := found[row["question"]] - cell(row["items"]) - cell(row["also right"]))
    }
    assert wrong == {}
    right = sum(len(found[row["question"]] & cell(row["items"])) for row in asked)
    assert right / sum(len(cell(row["items"])) for row in asked) >= least


def test_each_item_is_cited_by_a_sentence_that_names_it_and_has_the_deed(tanks: Listing) -> None:
    assert len(tanks.items) == 13
    for item in tanks.items:
        assert "send" in deed_classes(item.text)
        assert item.text[slice(*item.mention)]
        assert item.what == "delivered"


def test_rows_give_each_item_its_day_and_the_number_of_its_sentence(tanks: Listing) -> None:
    grouped = groups(tanks)
    table = rows(grouped)
    assert sorted(row.item for row in table) == sorted(names(tanks))
    assert [row.day for row in table] == sorted(row.day for row in table if row.day)
    for row in table:
        passage, start, end, emphasis = quoted(grouped[row.citation - 1])
        assert any(item.name == row.item for item in grouped[row.citation - 1])
        assert all(0 <= first < last <= end - start for first, last in emphasis)
        assert passage.quote(start, end)


def test_items_of_one_sentence_share_its_number(tanks: Listing) -> None:
    table = {row.item: row.citation for row in rows(groups(tanks))}
    assert table["Denmark"] == table["Netherlands"] != table["Norway"]


def test_what_was_pledged_and_later_delivered_is_delivered_unless_pledges_are_asked_for(demo: Store) -> None:
    both = ask(demo, "Which countries pledged or delivered tanks to Ukraine?")
    pledged = ask(demo, "Which countries pledged tanks to Ukraine?")
    assert both is not None and pledged is not None
    what = {item.name: item.what for item in both.items}
    assert (what["Canada"], what["Sweden"]) == ("delivered", "pledged")
    assert {item.what for item in pledged.items} == {"pledged"}


def test_a_pledge_has_the_day_on_which_it_was_made(demo: Store) -> None:
    listing = ask(demo, "Which countries pledged tanks to Ukraine?")
    assert listing is not None
    days = {item.name: item.day for item in listing.items}
    assert days["United Kingdom"] == date(2023, 1, 14)
    assert days["United States"] == date(2023, 1, 25)
    assert days["Norway"] == date(2023, 2, 14)


def test_those_who_did_not_are_only_those_of_whom_an_article_says_so(demo: Store) -> None:
    listing = ask(demo, "Which NATO members did not send tanks?")
    assert listing is not None
    assert {"Greece", "Turkey", "Hungary"} <= names(listing)
    assert not names(listing) & {"Germany", "Norway", "Italy", "Belgium"}
    assert any("of whom an article says so" in note for note in listing.notes)
    assert {item.what for item in listing.items} <= {"did not", "refused"}


def test_who_refused_and_later_did_it_is_not_listed_as_refusing(store: Store) -> None:
    add(store, "Germany refused to send tanks.", date(2023, 1, 2))
    add(store, "Hungary refused to send tanks.", date(2023, 1, 3))
    add(store, "Germany has sent tanks.", date(2023, 2, 1))
    assert names(by_words(store, "Which countries refused to send tanks?")) == {"Hungary"}
    assert names(by_words(store, "Which countries refused to send tanks?", date(2023, 1, 20))) == {
        "Germany",
        "Hungary",
    }


def test_a_list_says_how_far_was_searched(tanks: Listing) -> None:
    assert tanks.rounds >= 3
    assert how_far(tanks) == (
        f"13 found in {tanks.passages} passages of {tanks.articles} articles, "
        f"in {tanks.rounds} rounds of searching."
    )
    assert "13" in how_many(tanks)


def test_rounds_find_what_the_evidence_does_not_have(demo: Store, tanks: Listing) -> None:
    query = understand(TANKS, (), AS_OF)
    alone = listed(demo, query, [])
    assert names(alone) == names(tanks)


def test_the_same_question_gives_the_same_list(demo: Store, tanks: Listing) -> None:
    assert ask(demo, TANKS) == tanks


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(Window(date(2022, 4, 1), date(2022, 5, 31))), {"Czech Republic", "Poland"}),
        (Limits(outlets=("The Capitol Record",)), {"Czech Republic", "United States"}),
    ],
)
def test_a_list_stays_within_the_limits_of_its_query(demo: Store, limits: Limits, expected: set[str]) -> None:
    query = replace(understand("Which countries sent tanks?", (), AS_OF), limits=limits)
    assert names(listed(demo, query, [])) == expected


def test_nothing_after_the_as_of_day_is_listed(demo: Store) -> None:
    query = understand("Which countries sent tanks?", (), date(2022, 6, 1))
    assert names(listed(demo, query, [])) == {"Czech Republic", "Poland"}


@pytest.mark.parametrize(
    ("question", "articles", "expected"),
    [
        (
            "Which companies left Russia?",
            [
                "McDonald's has left Russia.",
                "The retailer Mellow left Russia on Monday.",
                "Ada Lund left Russia.",
            ],
            {"McDonald's", "Mellow"},
        ),
        (
            "Which ministers resigned?",
            [
                "Finance Minister Ada Lund resigned on Friday.",
                "President Piet Brom has resigned.",
                "Health Minister Olaf Grue said that President Carl Vest resigned.",
            ],
            {"Ada Lund"},
        ),
        (
            "Which cities were hit by missiles?",
            ["Odesa and Lviv were hit by missiles.", "Missiles were made in Milan."],
            {"Odesa", "Lviv"},
        ),
        (
            "What weapons did Norway send to Ukraine?",
            ["Norway has sent eight Leopard 2A4 tanks and 20 howitzers to Ukraine.", "Sweden sent drones."],
            {"Leopard 2A4 tanks", "howitzers"},
        ),
        ("Which outlets reported the flood?", ["The flood reached the old bridge."], {"Harbour Wire"}),
    ],
)
def test_items_are_people_companies_places_things_and_outlets_too(
    store: Store, question: str, articles: list[str], expected: set[str]
) -> None:
    for text in articles:
        add(store, text, date(2023, 1, 1))
    assert names(by_words(store, question)) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Which countries sent tanks?", "German companies have sent tanks.", set()),
        ("Which countries sent tanks?", "The German government has sent tanks.", {"Germany"}),
        ("Which countries sent tanks?", "US states have sent tanks.", set()),
        ("Which countries refused to send tanks?", "Norway refused to discuss tanks.", set()),
        ("Which countries refused to send tanks?", "Norway refused to deliver tanks.", {"Norway"}),
        ("Which countries sent tanks?", "Norway has sent howitzers and no tanks.", set()),
        ("Which countries sent tanks?", "Norway sent howitzers, while tanks stayed at home.", set()),
        ("Which countries sent tanks?", "Norway has sent Leopards.", {"Norway"}),
        ("Which countries sent no weapons?", "Norway sent no tanks.", set()),
        ("Which countries sent no tanks?", "Norway sent no weapons.", {"Norway"}),
        (
            "What weapons did Norway send?",
            "Norway sent tanks. It has sent Leopard 2 tanks.",
            {"Leopard 2 tanks"},
        ),
        ("Which countries sent tanks to Ukraine?", "Help for Ukraine. Norway gave tanks to Poland.", set()),
        ("Which countries sent tanks to Ukraine?", "Help went to Ukraine. Norway gave tanks.", {"Norway"}),
        (
            "Which countries sent tanks to Ukraine?",
            "Help went to Ukraine in May. "
            + "The road was long and the weather was bad. " * 30
            + "Norway gave tanks.",
            {"Norway"},
        ),
        (
            "Which countries voted against the text?",
            "Two states voted against the text: Norway and Chad.",
            {"Norway", "Chad"},
        ),
        ("Which countries voted for the text?", "Two states voted against the text: Norway and Chad.", set()),
        ("Which Nordic countries sent tanks?", "Norway and Spain have sent tanks.", {"Norway"}),
    ],
)
def test_an_item_is_one_of_whom_the_sentence_says_just_that(
    store: Store, question: str, text: str, expected: set[str]
) -> None:
    add(store, text, date(2023, 1, 1))
    assert names(by_words(store, question)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Which countries sent tanks to Russia?",
        "Which countries sent nuclear weapons?",
        "Which countries are large?",
        "What happened in Kyiv?",
        "Welche Länder haben Panzer geschickt?",
        "坦克",
        "which",
        "which countries sent " + "x " * 900,
        "which " + "a" * 1900,
    ],
)
def test_what_cannot_be_listed_by_rule_is_no_list(demo: Store, question: str) -> None:
    assert listed(demo, understand(question, (), AS_OF), []) is None


def test_a_sentence_says_the_deed_only_with_its_places_and_its_passages_things(demo: Store) -> None:
    sought = wanted("Which countries sent tanks to Russia?")
    to_ukraine = wanted(TANKS)
    assert sought is not None and to_ukraine is not None
    listing = ask(demo, TANKS)
    assert listing is not None
    for item in listing.items:
        assert not says(sought, item.text, item.passage)
    assert any(says(to_ukraine, item.text, item.passage) for item in listing.items)


def add(store: Store, text: str, published: date) -> None:
    store.library.add(Article(text, f"Report of {len(text)}", outlet="Harbour Wire", published=published))


def by_words(store: Store, question: str, as_of: date = AS_OF) -> Listing | None:
    return listed(store, understand(question, (), as_of), [])

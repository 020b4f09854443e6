"""Sources as cards: every part of the passage, every copy, and how many stories there are."""

from dataclasses import replace
from datetime import date

from assistant.cards import CONTEXT, Card, cited_card, nearest_cards, newest, standing
from assistant.types import Citation, Evidence
from index.article import Headline
from tests.fakes import evidence

QUOTE = "Poland sent 14 Leopards, Duda said."
(FOUND,) = evidence(QUOTE)
PASSAGE = FOUND.passage


def copy(article_id: str, outlet: str) -> Headline:
    return replace(PASSAGE.headline, article_id=article_id, outlet=outlet)


def cited(article_id: str, *copies: Headline, published: date | None = None) -> Citation:
    headline = replace(PASSAGE.headline, article_id=article_id, published=published)
    passage = replace(PASSAGE, headline=headline)
    return Citation(1, passage, PASSAGE.start, PASSAGE.end, QUOTE, copies)


def test_a_long_passage_keeps_its_far_parts_for_when_the_card_is_selected() -> None:
    text = f"{'before ' * 80}{QUOTE}{' after' * 80}"
    start = text.index(QUOTE)
    passage = replace(PASSAGE, text=text, start=1000, end=1000 + len(text))
    card = cited_card(Citation(1, passage, 1000 + start, 1000 + start + len(QUOTE), QUOTE))
    assert "".join(card.parts) == text
    assert card.parts[2] == QUOTE
    assert max(len(card.parts[1]), len(card.parts[3])) <= CONTEXT
    assert card.parts[0] and card.parts[4]


def test_a_card_says_how_many_other_outlets_have_the_story() -> None:
    def also(*copies: Headline) -> str:
        return Card(1, copy("a", "Wire"), 0, 0, ("",) * 5, copies).also

    assert also() == ""
    assert also(copy("b", "Ledger")) == "Also in Ledger"
    assert (
        also(copy("b", "Ledger"), copy("c", "Post"), copy("d", "Post"), copy("e", "Wire"))
        == "Also in 2 outlets"
    )
    assert also(copy("b", "Wire")) == "And 1 near-copy"
    assert also(copy("b", "Wire"), copy("c", "")) == "And 2 near-copies"


def test_a_card_keeps_the_copies_of_what_it_shows() -> None:
    copies = (copy("b", "Ledger"),)
    assert cited_card(cited("a", *copies)).copies == copies
    (card,) = nearest_cards([Evidence(PASSAGE, 1.0, copies=copies)])
    assert card.copies == copies


def test_articles_that_are_copies_of_one_another_are_one_story_however_they_are_linked() -> None:
    a, b, _, d = (copy(name, name) for name in "abcd")
    counted = standing([cited("a", b), cited("c", b), cited("d"), cited("d")])
    assert (counted.passages, counted.articles, counted.stories, counted.copies) == (4, 3, 2, 1)
    counted = standing([cited("a"), cited("b"), cited("c", a, b, d)])
    assert (counted.articles, counted.stories, counted.copies) == (3, 1, 1)
    assert standing([]) == standing([]) and standing([]).stories == 0


def test_the_newest_cited_day_leaves_out_articles_without_one() -> None:
    days = [date(2022, 4, 7), None, date(2022, 4, 9)]
    assert newest([cited("a", published=day) for day in days]) == date(2022, 4, 9)
    assert newest([cited("a")]) is None

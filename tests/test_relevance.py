"""How relevant each passage that was found is: what raises it and what lowers it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

import pytest

from assistant.question import understand
from assistant.recency import ASKED, LATEST
from assistant.relevance import Features, features, score, unasked
from assistant.types import Query
from index.article import Passage
from tests.fakes import evidence

AS_OF = date(2023, 12, 28)
RARITIES = {"tank": 3.0, "poland": 1.0}
SEEN = Features(**{field.name: 0.5 for field in fields(Features)})


def query(question: str) -> Query:
    return understand(question, (), AS_OF)


def passages(*texts: str, title: str = "Title", published: date | None = date(2022, 4, 7)) -> list[Passage]:
    return [one.passage for one in evidence(*texts, title=title, published=published)]


def seen(
    *given: Passage,
    question: str = "Did Poland send tanks?",
    by_words: Mapping[str, float] = {},
    similarities: Mapping[str, float] = {},
) -> list[Features]:
    return features(query(question), given, by_words, similarities, RARITIES)


@pytest.mark.parametrize("name", [field.name for field in fields(Features)])
def test_every_feature_makes_a_passage_likelier_but_its_depth(name: str) -> None:
    more = replace(SEEN, **{name: 0.6})
    assert (score(more) > score(SEEN)) is (name != "depth")


def test_words_are_a_share_of_the_best_score_found() -> None:
    one, other, third = passages("Tanks.", "Snow.", "Rain.")
    found = seen(one, other, third, by_words={"p1": 8.0, "p2": 2.0})
    assert [each.words for each in found] == [1.0, 0.25, 0.0]


def test_a_passage_without_a_vector_is_taken_to_be_like_the_others() -> None:
    found = seen(*passages("Tanks.", "Snow.", "Rain."), similarities={"p1": 0.8, "p2": 0.1})
    assert [each.meaning for each in found] == pytest.approx([0.8, 0.1, 0.45])


def test_an_article_is_about_what_its_nearest_passage_is_about() -> None:
    one, other, third = passages("Tanks.", "Snow.", "Rain.")
    other = replace(other, headline=one.headline)
    found = seen(one, other, third, similarities={"p1": 0.8, "p2": 0.1, "p3": 0.3})
    assert [each.article for each in found] == [0.8, 0.8, 0.3]


def test_rare_words_cover_more_and_a_title_counts() -> None:
    both, rare, common, none = seen(*passages("Tanks of Poland.", "A tank.", "Poland.", "Snow."))
    assert (both.coverage, rare.coverage, common.coverage, none.coverage) == (1.0, 0.75, 0.25, 0.0)
    (titled,) = seen(*passages("Snow.", title="Polish army: Poland"))
    assert titled.coverage == 0.25


def test_freshness_counts_as_asked_or_as_unsaid_or_not_at_all() -> None:
    def fresh(question: str, published: date | None = AS_OF) -> tuple[float, float]:
        (found,) = seen(*passages("Tanks.", published=published), question=question)
        return found.asked_freshness, found.unsaid_freshness

    assert fresh("Who sent tanks?") == (0.0, 1.0)
    assert fresh("Who sent tanks in 2022?") == (0.0, 0.0)
    assert fresh("Who sent tanks this week?")[0] > 0
    assert fresh("What is the latest on tanks?")[0] > fresh("Who sent tanks this week?")[0]
    assert fresh("Who sent tanks?", date(2022, 4, 7))[1] < 0.01
    assert fresh("What is the latest on tanks?", None) == fresh("Who sent tanks?", None) == (0.0, 0.0)


def test_what_stands_further_down_in_its_article_is_deeper() -> None:
    (passage,) = passages("Tanks.")
    depths = [seen(replace(passage, start=start))[0].depth for start in (0, 500, 5000)]
    assert depths[0] == 0 and depths == sorted(depths) and len(set(depths)) == 3


def test_a_passage_with_the_kind_of_thing_that_is_asked_for_is_wanted() -> None:
    found = seen(
        *passages("Poland sent 14 tanks.", "Poland sent tanks."), question="How many tanks did Poland send?"
    )
    assert [each.wanted for each in found] == [1.0, 0.0]


def test_a_preference_that_nobody_asked_for_is_taken_out() -> None:
    plain = replace(SEEN, unsaid_freshness=0.0)
    assert unasked(plain) == 0
    assert score(SEEN) - unasked(SEEN) == pytest.approx(score(plain))


def test_of_the_latest_only_what_goes_beyond_asking_for_recent_ones_is_taken_out() -> None:
    recent, latest = (replace(SEEN, asked_freshness=value) for value in (ASKED, LATEST))
    assert unasked(recent) == unasked(SEEN)
    assert score(latest) - unasked(latest) == pytest.approx(score(recent) - unasked(recent))


def test_nothing_found_has_no_features() -> None:
    assert seen() == []
    assert features(query("What is it?"), passages("Snow."), {}, {}, {})[0].coverage == 0

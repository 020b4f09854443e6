"""Evidence from the demo archive: the right passages first, nothing from later days, the same every time."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.question import understand
from assistant.retrieve import DEPTH, retrieve, scopes, search, weighed
from assistant.types import Evidence, Limits, Window
from index.errors import LibraryError
from index.scope import Scope
from index.sync import Store
from tests.shelf import put

AS_OF = date(2023, 12, 28)
LEOPARDS = {"german-leopards-delivered", "eighteen-leopards-at-the-border"}
MANY = 4 * DEPTH + 10
"""More than are looked at before a search is narrowed."""

MAY = Window(date(2022, 5, 1), date(2022, 5, 31), "in May 2022")


def found(
    store: Store, question: str, count: int = 10, as_of: date = AS_OF, limits: Limits | None = None
) -> tuple[Evidence, ...]:
    query = understand(question, (), as_of)
    return retrieve(store, query if limits is None else replace(query, limits=limits), count)


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
    put(store, tmp_path, {"text": text}, {"text": text, "outlet": "North"}, {"text": f"{text} Ten more."})
    texts = [item.passage.text for item in found(store, "Who sent tanks?")]
    assert sorted(texts) == [text, f"{text} Ten more."]


def test_a_story_is_told_by_one_article_that_names_the_others(demo: Store) -> None:
    evidence = found(demo, "How many Leopard 2 tanks did Germany deliver?", 60)
    tellers = [item for item in evidence if slugs((item,))[0] in LEOPARDS]
    assert len({item.passage.headline.article_id for item in tellers}) == 1
    (copies,) = {item.copies for item in tellers}
    assert {copy.url.rsplit("/", 1)[-1] for copy in copies} | set(slugs(tuple(tellers))) == LEOPARDS
    everything = weighed(demo, understand("How many Leopard 2 tanks did Germany deliver?", (), AS_OF))
    assert set(slugs(tuple(everything))) >= LEOPARDS


def test_a_copy_that_appears_later_is_not_known_yet(demo: Store) -> None:
    evidence = found(demo, "How many Leopard 2 tanks did Germany deliver?", 60, date(2023, 3, 27))
    used = [headline for item in evidence for headline in (item.passage.headline, *item.copies)]
    assert "german-leopards-delivered" in slugs(evidence)
    assert all(headline.published is None or headline.published <= date(2023, 3, 27) for headline in used)


def test_a_question_of_stop_words_only_raises_nothing(demo: Store) -> None:
    assert found(demo, "What is it?")


def test_an_empty_library_gives_no_evidence(store: Store) -> None:
    assert found(store, "Who won the World Cup?") == ()


def test_several_outlets_have_their_turns_however_much_better_one_of_them_is(
    store: Store, tmp_path: Path
) -> None:
    good = "Poland sent tanks, tanks and tanks"
    put(
        store,
        tmp_path,
        *({"text": f"{good} to place {n}.", "title": "Tanks", "outlet": "North"} for n in range(8)),
        {"text": "A report on winter sport mentions tanks once.", "outlet": "South"},
        {"text": f"{good} in the east.", "title": "Tanks", "outlet": "West"},
    )
    evidence = found(store, "Did Poland send tanks?", 4, limits=Limits(outlets=("North", "South")))
    assert [item.passage.headline.outlet for item in evidence] == ["North", "South", "North", "North"]
    alone = found(store, "Did Poland send tanks?", limits=Limits(outlets=("South",)))
    assert [item.passage.headline.outlet for item in alone] == ["South"]


def test_of_authors_only_theirs_is_found(demo: Store) -> None:
    for item in found(demo, "Which countries sent tanks?", 30, limits=Limits(authors=("Jonas Brekkeli",))):
        assert item.passage.headline.authors == ("Jonas Brekkeli",)


def test_within_a_window_is_what_appeared_in_it_or_tells_of_it_later(store: Store, tmp_path: Path) -> None:
    put(
        store,
        tmp_path,
        {"text": "Poland sent tanks.", "title": "in it", "date": "2022-05-31"},
        {"text": "Poland sent more tanks.", "title": "before", "date": "2022-04-30"},
        {"text": "Poland sent other tanks.", "title": "after", "date": "2022-06-01"},
        {"text": "In May 2022 Poland sent tanks.", "title": "told later", "date": "2023-01-01"},
        {"text": "In May 2021 Poland sent tanks.", "title": "another May", "date": "2023-01-01"},
        {"text": "In May 2022 Poland sent tanks again.", "title": "too late", "date": "2024-01-01"},
        {"text": "Poland sent tanks some day.", "title": "undated", "date": ""},
    )
    evidence = found(store, "Did Poland send tanks?", limits=Limits(MAY))
    assert {item.passage.headline.title for item in evidence} == {"in it", "told later"}


def test_a_window_reaches_no_further_than_the_day_of_the_question(demo: Store) -> None:
    evidence = found(demo, "Which tanks were sent?", 60, date(2022, 5, 18), Limits(MAY))
    days = {item.passage.headline.published for item in evidence}
    assert days and all(day is not None and day <= date(2022, 5, 18) for day in days)


def test_each_outlet_is_searched_by_itself() -> None:
    query = understand("Who sent tanks?", (), AS_OF)
    assert [scope.outlets for scope in scopes(query)] == [()]
    limited = replace(query, limits=Limits(MAY, ("North", "South"), ("Ana Lind",)))
    assert [scope.outlets for scope in scopes(limited)] == [("North",), ("South",)]
    assert all(scope.authors == ("Ana Lind",) and scope.first == MAY.first for scope in scopes(limited))
    assert all(scope.last is not None and scope.last <= AS_OF for scope in scopes(limited))


def test_an_old_article_loses_score_where_newer_ones_are_preferred_but_no_relevance(
    store: Store, tmp_path: Path
) -> None:
    put(store, tmp_path, {"text": "Poland sent tanks."})
    (fresh,) = found(store, "Did Poland send tanks?", as_of=date(2022, 4, 7))
    (stale,) = found(store, "Did Poland send tanks?", as_of=AS_OF)
    assert fresh.score > stale.score
    assert fresh.relevance == pytest.approx(stale.relevance)


def test_what_few_outlets_say_is_found_by_its_meaning_among_many_nearer_passages(
    store: Store, tmp_path: Path
) -> None:
    many = ({"text": f"Poland sent tanks {n} to {n % 47}.", "outlet": "North"} for n in range(MANY))
    put(
        store,
        tmp_path,
        *many,
        {"text": "Poland sent tanks while snow fell on the far harbour.", "outlet": "South"},
    )
    query = understand("Did Poland send tanks?", (), AS_OF)
    near = search(store, query, Scope(outlets=("South",))).by_meaning
    assert [p.headline.outlet for p in store.library.passages([*near])] == ["South"]
    assert len(search(store, query, Scope(outlets=("North",))).by_meaning) == DEPTH


def test_a_lost_vector_index_is_an_error_that_says_what_mends_it(store: Store, tmp_path: Path) -> None:
    put(store, tmp_path, {"text": "Poland sent tanks."})
    store.vectors.clear()
    with pytest.raises(LibraryError, match="python -m index add"):
        found(store, "Did Poland send tanks?")

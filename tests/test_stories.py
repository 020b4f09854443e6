"""Stories: near-copies find one another, in any order, and what only resembles them stays apart."""

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.article import Article
from index.library import Change, Library
from index.sentences import split
from index.settings import Settings
from index.stories import DAYS, SKETCH, Telling, are_near, is_copy, sketch, telling
from index.sync import Store
from tests.evals.edits import KNOWN, pairs
from tests.evals.stories import is_found

DAY = date(2022, 12, 5)


def words(first: int, count: int) -> str:
    """A sentence of words that no other range of numbers has."""
    return " ".join(f"word{number}" for number in range(first, first + count)) + "."


def article(name: str, *sentences: str, outlet: str = "", published: date | None = DAY) -> Article:
    """An article with an outlet of its own, unless it is given one."""
    return Article(
        text="\n\n".join(sentences),
        title=sentences[0][:40] if sentences else "",
        outlet=outlet or f"The {name}",
        published=published,
        given_id=name,
        origin=f"/{name}.json#1",
    )


def told(article: Article) -> Telling:
    return telling(article.title, article.outlet, article.published, article.text, split(article.text))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(Settings(home=tmp_path / "home"))
    yield library
    library.close()


def place(library: Library) -> None:
    for number in library.unplaced():
        library.place(number)


def stories(library: Library) -> set[frozenset[str]]:
    """The stories of two articles or more."""
    copies = library.copies([headline.article_id for headline in library.list_articles(limit=999)[0]])
    return {frozenset({i, *(other.article_id for other in others)}) for i, others in copies.items() if others}


WIRE, BODY, OTHER = words(0, 30), words(100, 60), words(200, 60)
COPY = article("copy", words(300, 20), BODY)
ORIGINAL = article("original", WIRE, BODY)


def test_articles_of_two_outlets_that_share_their_narration_are_copies_both_ways_round() -> None:
    assert is_copy(told(ORIGINAL), told(COPY))
    assert is_copy(told(COPY), told(ORIGINAL))
    assert not is_copy(told(ORIGINAL), told(article("other", WIRE[:60], OTHER)))


def test_articles_of_one_outlet_are_copies_only_where_one_has_nearly_all_of_the_other() -> None:
    page = replace(ORIGINAL, outlet="One")
    assert is_copy(told(page), told(replace(ORIGINAL, outlet="One", text=ORIGINAL.text + words(400, 20))))
    assert not is_copy(told(page), told(replace(COPY, outlet="One")))
    assert not is_copy(told(replace(ORIGINAL, outlet="")), told(COPY)), "nobody knows that it is another"


def test_a_statement_that_both_quote_makes_no_copies_whatever_the_marks() -> None:
    for opening, closing in ("“”", "„“", "«»", '""'):
        statement = f"It said: {opening}{words(500, 80)}{closing}"
        one = article("one", words(0, 60), statement)
        other = article("other", words(200, 60), statement)
        assert len(told(one).words & told(other).words) > 70
        assert not is_copy(told(one), told(other))


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    after = told(article("one", "He said “" + words(0, 9), words(100, 9))).narration
    assert "word100 word101 word102" in after
    assert "word0 word1 word2" not in after
    wrapped = told(
        article("one", "He said: “" + words(0, 9).replace("word5", "\nword5") + "” " + words(20, 9))
    )
    assert "word20 word21 word22" in wrapped.narration
    assert "word5 word6 word7" not in wrapped.narration


def test_copies_of_an_article_that_is_all_quotation_are_copies() -> None:
    interview = f"“{words(0, 90)}”"
    assert is_copy(told(article("one", interview)), told(article("other", interview)))


def test_articles_published_further_apart_are_no_copies_and_undated_ones_may_be() -> None:
    for days, near in ((DAYS, True), (DAYS + 1, False)):
        later = replace(COPY, published=DAY + timedelta(days=days))
        assert is_copy(told(ORIGINAL), told(later)) is is_copy(told(later), told(ORIGINAL)) is near
    assert is_copy(told(ORIGINAL), told(replace(COPY, published=None)))
    assert are_near(None, None)


def test_a_short_text_within_a_long_page_is_no_copy_of_it() -> None:
    page = article("page", *(words(1000 * number, 60) for number in range(12)))
    assert not is_copy(told(article("short", words(1000, 60))), told(page))


def test_what_stands_in_place_of_articles_is_no_copy_where_the_titles_speak_of_something_else() -> None:
    wall = "Would you like to receive our newsletter each morning? " + words(0, 90)
    one = replace(article("one", wall), title="Volcano erupts in Iceland")
    other = replace(article("other", wall), title="Minister resigns after scandal")
    assert not is_copy(told(one), told(other))
    assert is_copy(told(one), told(replace(other, title="CNN —"))), "a title that says nothing denies nothing"


def test_a_few_words_in_common_are_too_few() -> None:
    short = words(0, 30)
    assert not is_copy(told(article("one", short)), told(article("other", short)))


def test_furniture_of_a_page_is_not_compared() -> None:
    assert told(article("one", WIRE, "Sign up for our newsletter", BODY)).words == told(ORIGINAL).words


def test_a_sketch_is_the_same_on_every_machine_and_has_the_smallest_hashes() -> None:
    grams = told(ORIGINAL).words
    assert sketch(frozenset({"one two three", "two three four"})) == [1854496611, 2532063634]
    assert len(sketch(grams)) == SKETCH < len(grams)
    assert sketch(grams)[0] == min(sketch(frozenset({gram}))[0] for gram in grams)


@hypothesis_settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=40))
@example("", "")
@example("“" * 2000, "")
@example('"\n' * 1000, "")
@example("„«“" * 700 + "\n" * 2000, "«")
@example("\ud800 \ud800 \ud800", "\ud800")
@example("波兰向乌克兰派出了坦克。" * 40, "波兰")
def test_any_text_whatever_can_be_compared(text: str, title: str) -> None:
    made = telling(title, "", None, text, split(text))
    assert made.narration <= made.words or '"' in text or "“" in text or "„" in text or "«" in text
    assert not is_copy(made, telling("", "Other", None, "", []))
    sketch(made.words)


def test_of_the_pairs_made_from_the_demo_archive_few_are_mistaken() -> None:
    reported = [pair for pair in pairs() if not pair.is_tuned_on]
    assert sum(pair.are_copies for pair in pairs()) >= 150
    assert sum(not pair.are_copies for pair in pairs()) >= 300
    found = [pair for pair in reported if is_found(pair)]
    right = sum(pair.are_copies for pair in found)
    assert right >= 0.97 * len(found)
    assert right >= 0.97 * sum(pair.are_copies for pair in reported)


def test_the_near_copies_of_the_demo_archive_and_no_others_are_stories(demo: Store) -> None:
    ids = {h.article_id: h.url.rpartition("/")[2] for h in demo.library.list_articles(limit=999)[0]}
    assert {frozenset(ids[i] for i in story) for story in stories(demo.library)} == set(map(frozenset, KNOWN))
    assert demo.library.status().copies == len(KNOWN)


def test_copies_are_told_earliest_first_and_an_article_without_any_has_none(library: Library) -> None:
    late, undated = (
        article("late", BODY, published=DAY + timedelta(days=1)),
        article("undated", BODY, published=None),
    )
    alone = article("alone", OTHER)
    for each in (undated, late, ORIGINAL, alone):
        library.add(each)
    place(library)
    copies = library.copies(["original", "alone", "undated", "nobody"])
    assert [other.article_id for other in copies["original"]] == ["late", "undated"]
    assert [other.article_id for other in copies["undated"]] == ["original", "late"]
    assert (copies["alone"], copies["nobody"]) == ((), ())
    told = library.stories(["original", "late", "alone", "nobody"])
    assert told["original"] == told["late"] != told["alone"]
    assert len({told["original"], told["alone"], told["nobody"]}) == 3
    assert library.status().copies == 2


def chain() -> list[Article]:
    """Each has a third of its narration from the one before; the first and the last share nothing."""
    return [
        article(str(number), words(10_000 + 100 * number, 60), words(10_100 + 100 * number, 60))
        for number in range(4)
    ]


def test_stories_do_not_depend_on_the_order_in_which_articles_come_in(tmp_path: Path) -> None:
    articles = [*chain(), ORIGINAL, replace(COPY, text=words(900, 70) + " " + BODY)]
    assert not is_copy(told(articles[0]), told(articles[3]))
    orders = random.Random(7).sample([*permutations(articles)], 24)
    for number, order in enumerate(orders):
        library = Library(Settings(home=tmp_path / str(number)))
        for each in order:
            library.add(each)
            if number % 2:
                place(library)
        place(library)
        assert stories(library) == {frozenset("0123"), frozenset({"original", "copy"})}
        library.close()


def test_a_story_falls_apart_where_the_article_that_links_it_changes_and_joins_again(
    library: Library,
) -> None:
    for each in chain():
        library.add(each)
    place(library)
    assert stories(library) == {frozenset("0123")}
    assert library.add(replace(chain()[1], text=OTHER + words(7000, 60))) is Change.CHANGED
    place(library)
    assert stories(library) == {frozenset("23")}
    library.add(chain()[1])
    place(library)
    assert stories(library) == {frozenset("0123")}


def test_an_article_that_comes_from_another_day_now_leaves_its_story(library: Library) -> None:
    library.add(ORIGINAL)
    library.add(COPY)
    place(library)
    assert len(stories(library)) == 1
    library.add(replace(COPY, published=DAY + timedelta(days=30)))
    place(library)
    assert stories(library) == set()
    connection = sqlite3.connect(library.path)
    ((held,),) = connection.execute(
        "SELECT count(DISTINCT day) FROM sketches GROUP BY article HAVING article = 2"
    )
    connection.close()
    assert held == 1, "what the article was is forgotten"


def test_articles_split_again_are_placed_again_and_then_nothing_is_left_to_place(library: Library) -> None:
    library.add(ORIGINAL)
    library.add(COPY)
    place(library)
    library.split_again()
    assert len(library.unplaced()) == 2
    place(library)
    assert stories(library) == {frozenset({"original", "copy"})}
    assert library.unplaced() == []


def test_before_it_is_placed_an_article_is_a_story_of_its_own(library: Library) -> None:
    library.add(ORIGINAL)
    library.add(COPY)
    assert stories(library) == set()
    assert len(set(library.stories(["original", "copy"]).values())) == 2
    assert library.status().copies == 0


def test_a_page_that_many_articles_have_does_not_hide_a_copy(library: Library) -> None:
    wall = words(5000, 90)
    for number in range(40):
        library.add(replace(article(f"w{number}", wall, outlet="One"), title=f"Volcano{number} erupting"))
    library.add(ORIGINAL)
    library.add(COPY)
    place(library)
    assert stories(library) == {frozenset({"original", "copy"})}


def added(store: Store, path: Path, articles: Sequence[Article]) -> list[int]:
    """Adds, and returns how many articles each step had placed."""
    rows = [
        {"id": a.given_id, "title": a.title, "source": a.outlet, "date": str(a.published), "text": a.text}
        for a in articles
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    steps = list(store.add([path]))
    assert steps[-1].placed == steps[-1].to_place
    return [step.placed for step in steps]


def test_adding_places_only_what_is_new_and_what_an_earlier_run_has_left(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "articles.jsonl"
    many = [article(f"n{number}", words(30_000 + 100 * number, 60)) for number in range(50)]
    placed = added(store, path, [ORIGINAL, *many])
    assert placed == sorted(placed)
    assert len(set(placed)) > 2
    assert placed[-1] == 51
    assert added(store, path, [ORIGINAL, COPY, *many])[-1] == 1
    assert stories(store.library) == {frozenset({"original", "copy"})}
    for step in store.add([path]):
        assert step.placed == 0
    store.library.add(article("late", BODY))
    assert list(store.add([]))[-1].placed == 1
    assert stories(store.library) == {frozenset({"original", "copy", "late"})}

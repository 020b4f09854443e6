"""The library in SQLite: what is added is found again, exactly, whatever the words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.article import Article
from index.library import Change, Library
from index.scope import EVERYTHING, Scope, allows
from index.settings import Settings

TANKS = Article(
    text="Poland sent four Leopard tanks to Ukraine on Friday. Ten more will follow, Morawiecki said.",
    title="Warsaw hands over first vehicles",
    url="https://courier.example/leopards",
    outlet="The Courier",
    authors=("Ana Ruiz", "Bo Ek"),
    published=date(2023, 2, 24),
    given_id="7",
    origin="/news/a.jsonl#1",
)
BRIDGE = Article(
    text="The harbour bridge closed on Thursday for repairs.",
    title="Bridge closed",
    outlet="Northline Daily",
    published=date(2023, 3, 2),
    given_id="8",
    origin="/news/a.jsonl#2",
)
UNDATED = Article(text="A volcano is a mountain that erupts.", title="Volcano", origin="/news/volcano.txt")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(Settings(home=tmp_path / "home"))
    yield library
    library.close()


@pytest.fixture
def full(library: Library) -> Library:
    for article in (TANKS, BRIDGE, UNDATED):
        assert library.add(article) is Change.ADDED
    return library


def found(library: Library, *terms: str, scope: Scope = EVERYTHING, beside: Sequence[str] = ()) -> list[str]:
    """The titles of the articles that a search finds, best first."""
    ids = [i for i, _ in library.search(terms, 10, scope=scope, beside=beside)]
    return [passage.headline.title for passage in library.passages(ids)]


def test_an_article_comes_back_as_it_was_given(full: Library) -> None:
    stored = full.article("7")
    assert stored is not None
    assert stored.text == TANKS.text
    headline = stored.headline
    assert (headline.title, headline.url, headline.outlet) == (TANKS.title, TANKS.url, TANKS.outlet)
    assert (headline.authors, headline.published) == (TANKS.authors, TANKS.published)


def test_an_article_that_is_not_there_is_none(full: Library) -> None:
    assert full.article("nobody") is None


def test_a_passage_is_a_slice_of_its_article_and_so_is_each_of_its_sentences(full: Library) -> None:
    odd = replace(
        TANKS, text="Ünïcode 🛡️ came.\r\n\r\n  “Two,” he said. \n Three… ended.", url="u", given_id="9"
    )
    full.add(odd)
    for passage in full.unembedded():
        article = full.article(passage.headline.article_id)
        assert article is not None
        assert passage.text == article.text[passage.start : passage.end]
        assert all(passage.start <= s < e <= passage.end for s, e in passage.sentences)
    assert [odd.text[s:e] for s, e in [*full.unembedded()][-1].sentences] == [
        "Ünïcode 🛡️ came.",
        "“Two,” he said.",
        "Three… ended.",
    ]


def test_an_article_added_again_is_unchanged(full: Library) -> None:
    before = full.status()
    assert full.add(TANKS) is Change.UNCHANGED
    assert full.status() == before


@pytest.mark.parametrize(
    "changed",
    [
        replace(TANKS, text="Poland sent five Leopard tanks to Ukraine."),
        replace(TANKS, title="Warsaw hands over five vehicles"),
        replace(TANKS, published=date(2023, 2, 25)),
        replace(TANKS, outlet="The Other"),
    ],
)
def test_an_article_that_reads_otherwise_takes_the_place_of_the_old_one(
    full: Library, changed: Article
) -> None:
    assert full.add(changed) is Change.CHANGED
    assert full.status().articles == 3
    stored = full.article("7")
    assert stored is not None
    assert (stored.text, stored.headline.title) == (changed.text, changed.title)
    assert (stored.headline.published, stored.headline.outlet) == (changed.published, changed.outlet)


def test_words_that_a_changed_article_no_longer_has_are_no_longer_found(full: Library) -> None:
    full.add(replace(TANKS, text="Poland sent howitzers.", title="Guns"))
    assert found(full, "leopard") == found(full, "Warsaw") == []
    assert full.rarity(["leopard"]) == full.rarity(["unheard"])
    assert found(full, "howitzers") == found(full, "guns") == ["Guns"]


def test_a_changed_article_has_its_old_passages_among_the_stale_vectors(full: Library) -> None:
    passages = [passage for passage in full.unembedded() if passage.headline.article_id == "7"]
    full.mark_embedded(passages)
    old = {passage.passage_id for passage in passages}
    full.add(replace(TANKS, text="Poland sent howitzers."))
    assert set(full.stale_vectors()) == old
    full.add(TANKS)
    assert not old & set(full.stale_vectors())
    assert old <= {passage.passage_id for passage in full.unembedded()}


def test_the_same_id_in_two_files_is_two_articles(full: Library) -> None:
    other = replace(BRIDGE, text="Something else happened.", origin="/news/b.jsonl#1")
    assert full.add(other) is Change.ADDED
    assert full.status().articles == 4
    assert {h.title for h in full.list_articles()[0]} == {"Bridge closed", TANKS.title, "Volcano"}


def test_a_file_that_was_moved_is_unchanged(full: Library) -> None:
    assert full.add(replace(UNDATED, origin="/elsewhere/volcano.txt")) is Change.UNCHANGED
    assert full.status().articles == 3


def test_two_articles_under_one_url_with_ids_of_their_own_are_two(full: Library) -> None:
    assert full.add(replace(TANKS, given_id="70", text="Another text.")) is Change.ADDED


def test_words_of_title_and_body_are_found_in_any_form(full: Library) -> None:
    assert found(full, "warsaw") == found(full, "leopards") == found(full, "Morawiecki") == [TANKS.title]
    assert found(full, "volcano", "bridge")[0] in ("Volcano", "Bridge closed")
    assert found(full, "lighthouse") == []


def test_a_word_in_the_title_outweighs_the_same_word_in_the_text(library: Library) -> None:
    library.add(replace(UNDATED, text="The strike ended.", title="Ports open", origin="/a"))
    library.add(replace(UNDATED, text="The ports open again.", title="Strike ended", origin="/b"))
    assert found(library, "strike") == ["Strike ended", "Ports open"]


@pytest.mark.parametrize(
    ("scope", "titles"),
    [
        (Scope(), {TANKS.title, "Volcano", "Bridge closed"}),
        (Scope(last=date(2023, 3, 2)), {TANKS.title, "Volcano", "Bridge closed"}),
        (Scope(last=date(2023, 3, 1)), {TANKS.title, "Volcano"}),
        (Scope(last=date(1999, 1, 1)), {"Volcano"}),
        (Scope(first=date(2023, 2, 24)), {TANKS.title, "Bridge closed"}),
        (Scope(first=date(2023, 2, 25)), {"Bridge closed"}),
        (Scope(first=date(2023, 2, 25), last=date(2023, 3, 1)), set()),
        (Scope(outlets=("The Courier",)), {TANKS.title}),
        (Scope(outlets=("The Courier", "Northline Daily")), {TANKS.title, "Bridge closed"}),
        (Scope(outlets=("the courier",)), set()),
        (Scope(authors=("Bo Ek",)), {TANKS.title}),
        (Scope(authors=("Nobody", "Ana Ruiz")), {TANKS.title}),
        (Scope(authors=("Bo",)), set()),
        (Scope(outlets=("Northline Daily",), authors=("Bo Ek",)), set()),
    ],
)
def test_a_search_a_count_and_a_check_look_in_the_same_articles_of_a_scope(
    full: Library, scope: Scope, titles: set[str]
) -> None:
    assert set(found(full, "leopard", "bridge", "volcano", scope=scope)) == titles
    assert full.count(scope) == len(titles)
    assert {h.title for h in full.list_articles()[0] if allows(scope, h)} == titles


def test_beside_keeps_passages_that_have_one_of_the_phrases_in_text_or_title(full: Library) -> None:
    words = "leopard", "bridge", "volcano"
    assert found(full, *words, beside=("four leopard tanks",)) == [TANKS.title]
    assert found(full, *words, beside=("leopard four",)) == []
    assert found(full, *words, beside=("bridge closed", "warsaw")) == ["Bridge closed", TANKS.title]
    assert found(full, "nothing", beside=("warsaw",)) == []


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=30))
@example('"')
@example("bridge*")
@example("NEAR(a b)")
@example("-bridge OR (")
@example("title:bridge")
@example("^")
@example("\x00bridge")
@example("\ud800")
def test_no_search_words_whatever_raise(full: Library, words: str) -> None:
    full.search([words, "bridge"], 5, beside=[words])
    full.count(Scope(outlets=(words,), authors=(words,)))
    full.list_articles(words=words)
    full.rarity([words])


def test_no_search_words_find_nothing(full: Library) -> None:
    assert full.search([], 5) == []
    assert full.search([""], 5) == []
    assert found(full, "...") == []


def test_a_rare_word_is_rarer_than_a_common_one(full: Library) -> None:
    assert full.rarity(["lighthouse"]) > full.rarity(["leopard"]) > full.rarity(["the", "a", "poland"])


def test_articles_are_listed_newest_first_undated_last(full: Library) -> None:
    listed, total = full.list_articles()
    assert [headline.title for headline in listed] == ["Bridge closed", TANKS.title, "Volcano"]
    assert total == 3


def test_a_list_has_only_what_fits_every_condition(full: Library) -> None:
    def titles(**conditions: object) -> list[str]:
        listed, total = full.list_articles(**conditions)  # type: ignore[arg-type]
        assert len(listed) == total
        return [headline.title for headline in listed]

    assert titles(words="leopard poland") == [TANKS.title]
    assert titles(words="leopard bridge") == []
    assert titles(words=' "closed* ) ') == ["Bridge closed"]
    assert titles(outlet="The Courier") == [TANKS.title]
    assert titles(first=date(2023, 2, 25)) == ["Bridge closed"]
    assert titles(last=date(2023, 2, 24)) == [TANKS.title, "Volcano"]
    assert titles(first=date(2023, 3, 1), outlet="The Courier") == []


def test_pages_of_a_list_follow_one_another_and_know_the_total(full: Library) -> None:
    pages = [full.list_articles(offset=offset, limit=2) for offset in (0, 2, 4)]
    assert [len(listed) for listed, _ in pages] == [2, 1, 0]
    assert {total for _, total in pages} == {3}


def test_status_says_what_is_held(full: Library) -> None:
    full.mark_embedded([next(full.unembedded())])
    status = full.status()
    assert (status.articles, status.passages, status.embedded, status.undated) == (3, 3, 1, 1)
    assert status.outlets == (("Northline Daily", 1), ("The Courier", 1))
    assert (status.first, status.last) == (date(2023, 2, 24), date(2023, 3, 2))
    assert status.updated is not None
    assert full.outlets() == ("Northline Daily", "The Courier")
    assert full.authors() == ("Ana Ruiz", "Bo Ek")


def test_an_empty_library_has_nothing_and_says_so(library: Library) -> None:
    status = library.status()
    assert (status.articles, status.passages, status.first, status.updated) == (0, 0, None, None)
    assert library.list_articles() == ((), 0)
    assert library.search(["bridge"], 5) == []

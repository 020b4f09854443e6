"""Who holds an article, what it said before, and when it leaves: as `Library` keeps it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.errors import SourceError
from index.library import Change, Library
from index.settings import Settings
from index.sources import BY_HAND, Kind, Place

TANKS = Article(
    "Poland sent tanks. They came by rail.",
    "Tanks",
    url="https://courier.example/tanks",
    outlet="The Courier",
    published=date(2023, 2, 24),
)
NOTE = Article("The ferry was late.", "Ferry", origin="/desk/ferry.txt")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(Settings(home=tmp_path))
    yield library
    library.close()


def wire(library: Library, name: str = "https://courier.example/feed") -> int:
    return library.register(Kind.FEED, name).number


def words(library: Library, word: str) -> int:
    return len(library.search([word], 10))


def test_a_changed_article_can_still_be_read_as_it_was_cited(library: Library) -> None:
    library.add(TANKS)
    (headline,), _ = library.list_articles()
    library.add(replace(TANKS, text="Poland sent howitzers.", title="Howitzers"))
    cited = library.article(headline.article_id, headline.version)
    assert cited is not None and cited.text == TANKS.text and cited.headline.title == "Tanks"
    assert cited.left_at is not None and not cited.is_withdrawn
    present = library.article(headline.article_id)
    assert present is not None and present.text == "Poland sent howitzers." and present.left_at is None
    assert library.article(headline.article_id, "unknown") == present
    assert words(library, "tanks") == 0, "it is not searched"


def test_a_removed_article_is_in_no_index_and_can_still_be_read_as_withdrawn(library: Library) -> None:
    source = wire(library)
    library.add(TANKS, source=source, place="p")
    (headline,), _ = library.list_articles()
    (passage,) = library.unembedded()
    library.mark_embedded([passage])
    assert library.release(source, "p") == 1
    assert words(library, "tanks") == 0 and library.status().articles == 0
    assert library.stale_vectors() == [passage.passage_id]
    for version in ("", headline.version):
        withdrawn = library.article(headline.article_id, version)
        assert withdrawn is not None and withdrawn.is_withdrawn and withdrawn.text == TANKS.text


def test_an_article_that_comes_back_is_the_same_article(library: Library) -> None:
    source = wire(library)
    library.add(TANKS, source=source, place="p")
    (before,), _ = library.list_articles()
    library.release(source, "p")
    assert library.add(TANKS, source=source, place="p") is Change.ADDED
    (after,), _ = library.list_articles()
    assert after == before
    found = library.article(after.article_id, after.version)
    assert found is not None and found.left_at is None


def test_an_article_stays_while_any_source_holds_it(library: Library) -> None:
    first, second = wire(library), wire(library, "https://other.example/feed")
    library.add(TANKS, source=first, place="a")
    library.add(TANKS, source=second, place="b")
    assert library.release(first, "a") == 0
    assert words(library, "tanks") == 1
    assert library.release(second, "b") == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://courier.example/tanks",
        "https://www.courier.example/tanks?utm_source=feed",
        "https://courier.example/tanks#top",
        "https://courier.example/tanks/amp/",
    ],
)
def test_variants_of_a_url_are_one_article(library: Library, url: str) -> None:
    library.add(TANKS)
    assert library.add(replace(TANKS, url=url)) is Change.UNCHANGED
    assert library.add(replace(TANKS, url=url, text="Poland sent more.")) is Change.CHANGED
    assert library.status().articles == 1


def test_a_page_is_the_article_that_a_file_gave_an_id(library: Library) -> None:
    library.add(replace(TANKS, given_id="17"))
    assert library.add(TANKS, source=wire(library), place="p") is Change.UNCHANGED
    assert library.status().articles == 1


def test_two_texts_under_one_url_in_one_run_are_both_kept_run_after_run(library: Library) -> None:
    other = replace(TANKS, text="Another front page altogether.")
    for expected in (Change.ADDED, Change.UNCHANGED):
        run = library.begin_run()
        assert library.add(TANKS, run=run) is expected
        assert library.add(other, run=run) is expected
    assert library.status().articles == 2


def test_an_article_of_two_sources_follows_the_first_of_them(library: Library) -> None:
    first, second = wire(library), wire(library, "https://other.example/feed")
    library.add(TANKS, source=first, place="a")
    short = replace(TANKS, text="Poland sent tanks.")
    assert library.add(short, source=second, place="b") is Change.UNCHANGED
    assert library.add(short, source=first, place="a") is Change.CHANGED
    library.release(first, "a")
    assert library.add(TANKS, source=second, place="b") is Change.CHANGED, "now the second leads"


def test_what_a_place_no_longer_has_leaves_and_the_rest_stays(library: Library) -> None:
    source = wire(library)
    others = [replace(NOTE, text=f"Note {number}.", given_id=str(number)) for number in range(3)]
    for note in others:
        library.add(note, source=source, place="/desk/notes.jsonl", run=library.begin_run())
    run = library.begin_run()
    library.add(others[1], source=source, place="/desk/notes.jsonl", run=run)
    assert library.release(source, "/desk/notes.jsonl", before=run) == 2
    (left,), total = library.list_articles()
    assert total == 1 and library.article(left.article_id).text == "Note 1."  # type: ignore[union-attr]


def test_a_moved_file_is_the_same_article_and_may_change_at_its_new_place(library: Library) -> None:
    source = library.register(Kind.FILES, "/desk").number
    moved = replace(NOTE, origin="/desk/old/ferry.txt")
    library.add(NOTE, source=source, place=NOTE.origin)
    (before,), _ = library.list_articles()
    assert library.add(moved, source=source, place=moved.origin) is Change.UNCHANGED
    assert library.release(source, NOTE.origin) == 0
    late = replace(moved, text="The ferry was very late.")
    assert library.add(late, source=source, place=moved.origin) is Change.CHANGED
    (after,), total = library.list_articles()
    assert total == 1 and after.article_id == before.article_id


def test_a_source_takes_over_what_was_added_by_hand_from_the_same_place(library: Library) -> None:
    library.add(NOTE)
    source = library.register(Kind.FILES, "/desk").number
    library.add(NOTE, source=source, place=NOTE.origin)
    assert library.release(source, NOTE.origin) == 1


@pytest.mark.parametrize("keep", [True, False])
def test_articles_of_a_source_that_is_taken_out_stay_where_that_is_wanted(
    library: Library, keep: bool
) -> None:
    source = library.register(Kind.FEED, "https://courier.example/feed")
    library.add(TANKS, source=source.number, place="p")
    library.add(NOTE)
    library.note_place(source.number, Place("p", stamp="stamp"))
    assert library.unregister(source, keep=keep) == (not keep)
    assert library.sources() == () and words(library, "tanks") == keep
    assert words(library, "ferry") == 1
    again = library.register(Kind.FEED, source.location)
    assert library.known_place(again.number, "p") is None
    if keep:
        assert library.count_held(BY_HAND, "p") == 1


def test_a_source_is_registered_once_and_an_unknown_one_is_named(library: Library) -> None:
    wire(library)
    with pytest.raises(SourceError, match="registered already"):
        wire(library)
    with pytest.raises(SourceError, match="index sources"):
        library.source("https://unknown.example/")


def test_variants_of_an_address_are_one_source(library: Library) -> None:
    registered = library.register(Kind.FEED, "https://www.courier.example/feed")
    with pytest.raises(SourceError, match="registered already"):
        library.register(Kind.FEED, "http://courier.example/feed/?utm_source=page")
    assert library.source("http://courier.example/feed") == registered
    library.register(Kind.FEED, "https://www.courier.example/feed/sport")


def test_feeds_that_a_parameter_chooses_are_several_sources(library: Library) -> None:
    chosen = [f"https://www.reuters.com/r/top?feedName={name}" for name in ("politics", "sport")]
    registered = [library.register(Kind.FEED, url) for url in chosen]
    assert [library.source(url) for url in chosen] == registered
    with pytest.raises(SourceError, match="several"):
        library.source("https://reuters.com/r/top")


def test_a_source_fails_since_it_failed_first_until_it_works(library: Library) -> None:
    number = wire(library)
    library.note_outcome(number, failure="HTTP 500")
    (failing,) = library.sources()
    library.note_outcome(number, failure="HTTP 503")
    (later,) = library.sources()
    assert later.failing_since == failing.failing_since is not None and later.failure == "HTTP 503"
    library.note_outcome(number, name="The Courier")
    library.note_outcome(number)
    (well,) = library.sources()
    assert well.failing_since is None and not well.failure and well.name == "The Courier"
    assert well.succeeded_at is not None

"""A citation whose article has changed: the cited text, the right words marked, nothing claimed falsely."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dating import long_day
from assistant.opened import Cited, Opened, opened, placed
from index.article import Article
from index.library import Library
from index.settings import Settings
from index.sources import Kind

QUOTE = "Poland sent tanks."
TEXT = f"It was cold. {QUOTE} They came by rail."
FIRST = Article(TEXT, "Tanks", url="https://courier.example/tanks", outlet="The Courier")
SECOND = replace(FIRST, text=f"It was a cold morning. {QUOTE} They came by sea.")
THIRD = replace(FIRST, text="It was cold. Poland sent howitzers. They came by rail.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(Settings(home=tmp_path))
    yield library
    library.close()


def cited(library: Library, *, is_old: bool = False) -> Cited:
    """A citation of the article as it is now; an old one does not say which text it is of."""
    ((headline,), _) = library.list_articles()
    start = TEXT.index(QUOTE)
    return Cited(headline.article_id, start, start + len(QUOTE), "" if is_old else headline.version, QUOTE)


def marks(found: Opened | None) -> str:
    assert found is not None
    return found.stored.text[found.start : found.end]


def notes(found: Opened | None) -> str:
    assert found is not None
    return " ".join(found.notes)


TODAY = long_day(datetime.now(UTC).astimezone().date())


def test_an_unchanged_article_opens_without_a_word_about_it(library: Library) -> None:
    library.add(FIRST)
    found = opened(library, cited(library))
    assert marks(found) == QUOTE and notes(found) == "" and found is not None and not found.is_changed


def test_a_changed_article_opens_as_it_was_cited_and_says_so(library: Library) -> None:
    library.add(FIRST)
    citation = cited(library)
    library.add(SECOND)
    found = opened(library, citation)
    assert found is not None and found.stored.text == TEXT and marks(found) == QUOTE and found.is_changed
    assert notes(found) == (
        f"The article was changed on {TODAY}, after this answer. This is the text that was cited."
    )


def test_its_present_text_marks_the_cited_words_where_they_stand_now_or_not_at_all(library: Library) -> None:
    library.add(FIRST)
    citation = cited(library)
    library.add(SECOND)
    found = opened(library, citation, present=True)
    assert found is not None and found.stored.text == SECOND.text and marks(found) == QUOTE
    assert found.is_present and found.is_changed and "stand in it as they did" in notes(found)
    library.add(THIRD)
    found = opened(library, citation, present=True)
    assert marks(found) == "" and "The cited words are not in it any more." in notes(found)


def test_a_text_that_came_back_is_not_changed(library: Library) -> None:
    library.add(FIRST)
    citation = cited(library)
    library.add(SECOND)
    library.add(FIRST)
    assert notes(opened(library, citation)) == ""


def test_a_withdrawn_article_opens_as_it_was_cited_and_offers_no_present_text(library: Library) -> None:
    source = library.register(Kind.FEED, "https://courier.example/feed").number
    library.add(FIRST, source=source, place="p")
    citation, old = cited(library), cited(library, is_old=True)
    library.add(SECOND, source=source, place="p")
    with library._change() as connection:  # time is kept in seconds, and a test takes less
        connection.execute("UPDATE versions SET left_at = '2026-01-01T00:00:00+00:00'")
    library.release(source, "p")
    found = opened(library, citation)
    assert found is not None and found.stored.text == TEXT and marks(found) == QUOTE and not found.is_changed
    assert notes(found) == (
        f"The article was withdrawn from the archive on {TODAY}, after this answer. "
        "This is the text that was cited."
    )
    last = opened(library, old)
    assert last is not None and last.stored.text == SECOND.text and marks(last) == QUOTE
    assert notes(last).startswith(f"The article was withdrawn from the archive on {TODAY}. This is its last")


def test_a_text_that_is_not_kept_is_never_passed_off_as_the_cited_one(library: Library) -> None:
    library.add(SECOND)
    found = opened(library, replace(cited(library), version="of another library"))
    assert marks(found) == QUOTE and found is not None and not found.is_changed
    assert "The text that was cited is not kept: this is the present one." in notes(found)


def test_an_old_citation_marks_its_words_wherever_they_stand_and_no_others(library: Library) -> None:
    library.add(FIRST)
    citation = cited(library, is_old=True)
    library.add(SECOND)
    assert marks(opened(library, citation)) == QUOTE
    library.add(THIRD)
    found = opened(library, citation)
    assert marks(found) == "" and notes(found) == "The cited words are not in it any more."


def test_an_article_that_never_was_is_not_opened(library: Library) -> None:
    assert opened(library, Cited("none", 0, 5, "v", "words")) is None


def test_of_two_places_the_nearest_is_marked_and_white_space_does_not_matter() -> None:
    text = f"{QUOTE} And again:\r\nPoland sent\r\ntanks. The end."
    later = text.index("Poland sent\r\n")
    assert placed(text, Cited("a", 0, 5, quote=QUOTE)) == (0, len(QUOTE))
    place = placed(text, Cited("a", later + 3, later + 9, quote=QUOTE))
    assert place is not None and text[slice(*place)] == "Poland sent\r\ntanks."


@given(st.text(max_size=80), st.integers(0, 100), st.integers(0, 100), st.text(max_size=20))
def test_what_is_marked_is_what_was_cited_whatever_a_browser_sends(
    text: str, start: int, end: int, quote: str
) -> None:
    place = placed(text, Cited("a", start, end, quote=quote))
    if quote.split() and place is not None:
        assert text[slice(*place)].split() == quote.split()
    if quote.strip() and quote in text:
        assert place is not None

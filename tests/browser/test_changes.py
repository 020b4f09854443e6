"""What the window says of sources that fail, of vectors that are being made, and of cited texts that changed.

Knows nothing of how the window is built beyond what its HTML calls things.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.article import Article
from index.library import Library
from index.settings import Settings
from index.sources import BY_HAND, Kind
from tests.browser.looking import ask, contrast, in_view, sideways

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

FIRST = "It was cold. The otters of Vinterhavn counted ninety lanterns on Friday. Then it snowed."
SECOND = FIRST.replace("ninety lanterns", "nine lanterns")
PLACE = "https://otters.example/lanterns"
OTTERS = "How many lanterns did the otters of Vinterhavn count?"
HOSTILE = '<img src=x onerror="window.broken=8"></summary><script>window.broken=9</script>'


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    """The window's library, as another process sees it; sources that a test registers are taken out after."""
    library = Library(Settings(home=home))
    yield library
    for source in library.sources():
        library.unregister(source, keep=False)
    library.release(BY_HAND, PLACE)
    library.close()


def add(library: Library, text: str) -> None:
    """Adds an article about otters, or changes it; its words alone find it."""
    library.add(Article(text, "Otters", url=PLACE, outlet="Harbour Wire"), place=PLACE)
    library.mark_embedded([*library.unembedded()])


def look(page: "Page") -> None:
    """Has the page look at its library now rather than in some seconds."""
    page.evaluate("document.dispatchEvent(new CustomEvent('dateline:added'))")


def test_a_cited_text_that_changed_is_told_and_opens_as_it_was_cited(page: "Page", library: Library) -> None:
    add(library, FIRST)
    look(page)
    slot = ask(page, OTTERS)
    assert slot.locator(".turn").get_attribute("data-state") == "answered"
    assert page.locator(".card .since").count() == 0
    add(library, SECOND)
    look(page)  # without a reload
    badge = page.locator(".card[data-number='1'] .since")
    badge.wait_for()
    assert badge.inner_text() == "changed since"
    noted = slot.locator(".turn .caution")
    noted.wait_for()
    assert "[1] The article was changed on " in noted.inner_text()
    page.locator(".card[data-number='1']").click()
    mark = page.locator("#reader-body mark")
    mark.wait_for()
    assert mark.inner_text() == "The otters of Vinterhavn counted ninety lanterns on Friday." and in_view(
        mark
    )
    told = page.locator("#reader-body .changed")
    assert "after this answer. This is the text that was cited." in told.inner_text()
    assert contrast(page, "#reader-body .changed p") >= 4.5
    told.locator("button").click()
    page.wait_for_function("document.querySelector('#reader-body').innerText.includes('nine lanterns')")
    assert page.locator("#reader-body mark").count() == 0, "other words are never marked"
    assert "The cited words are not in it any more." in told.inner_text()
    told.locator("button").click()
    page.locator("#reader-body mark").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("#reader", state="hidden")
    page.reload()
    page.locator(".card[data-number='1'] .since").wait_for()


@pytest.mark.parametrize("width", [390, 1400])
def test_a_source_that_fails_is_warned_of_and_its_words_are_text(
    page: "Page", library: Library, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    source = library.register(Kind.FEED, "https://bad.example/feed.xml", HOSTILE)
    library.note_outcome(source.number, failure=f"{HOSTILE} answers 503")
    look(page)
    warning = page.locator("#notice .warning")
    warning.wait_for()
    assert "has been failing since" in warning.inner_text() and "<img src=x" in warning.inner_text()
    assert contrast(page, "#notice .warning p") >= 4.5 and sideways(page) == 0
    warning.locator("button").click()
    sources = page.locator("#feeds")
    assert "1 failing" in sources.locator("summary").inner_text()
    sources.locator("summary").click()
    assert "answers 503." in sources.inner_text() and "python -m index add-source" in sources.inner_text()
    assert page.locator("#feeds img, #feeds script, #notice img, #notice script").count() == 0
    assert sideways(page) == 0
    page.click(".views [data-view=ask]")
    ask(page, "Who is Olaf Scholz?")
    assert warning.is_visible() and not warning.locator("p").first.is_visible(), "it stays, and is small"
    library.note_outcome(source.number)
    look(page)
    warning.wait_for(state="hidden")
    assert "brought up to date just now" in page.locator("#library-age").text_content()  # type: ignore[operator]


def test_vectors_that_are_being_made_are_told_until_they_are(page: "Page", library: Library) -> None:
    with library._change() as connection:
        connection.execute("UPDATE passages SET embedded = 0 WHERE id % 2 = 0")
    lacking = library.count_unembedded()
    look(page)
    bar = page.locator("#notice progress")
    bar.wait_for()
    whole = int(bar.get_attribute("max") or 0)
    assert int(bar.get_attribute("value") or 0) == whole - lacking
    slot = ask(page, "Who is Olaf Scholz?")
    assert f"{lacking} of {whole} passages can so far be found by words alone" in slot.inner_text()
    with library._change() as connection:
        connection.execute("UPDATE passages SET embedded = 1")
    look(page)
    bar.wait_for(state="detached")

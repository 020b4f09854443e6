"""The worst articles on the real page, quoted or told by a model that obeys them: all of it is text.

Knows nothing of how the page is built beyond what its HTML calls things.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Window
from tests.browser.looking import ask, sideways
from tests.hostile import Attack, attacks
from tests.hostile.pages import FORBIDDEN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

WORST = (
    *(attack for attack in attacks() if attack.kind == "markup"),
    *(attack for attack in attacks() if attack.kind == "exfiltration"),
    *(
        attack
        for attack in attacks()
        if attack.id in ("attack-021", "attack-025", "attack-043", "attack-064")
    ),
    *(
        attack
        for attack in attacks()
        if attack.id in ("attack-070", "attack-071", "attack-076", "attack-081")
    ),
    *(attack for attack in attacks() if attack.kind == "length"),
)
DRAWN = "#exchanges .slot, #sources-body, #reader-body, .headlines"
FOREIGN = """([selector, forbidden]) => [...document.querySelectorAll(selector)].flatMap(root =>
  [...root.querySelectorAll('*')].flatMap(e => [
    ...(forbidden.includes(e.localName) ? [e.outerHTML] : []),
    ...[...e.attributes].map(a => a.name).filter(n => /^(on|(src|srcset|style|(form)?action)$)/.test(n)),
    ...(e.href && !/^https:\\/\\/[a-z0-9-]+\\.example\\//.test(e.href) ? [e.href] : []),
    ...(e.href && new URL(e.href).hostname === 'evil.example' ? [e.href] : [])]))"""
"""What is drawn that no template has, and links that lead elsewhere than to the articles."""
DAYS = """name => [...document.querySelectorAll('.dateline, figcaption')].flatMap(line => {
  const places = new Map();
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    for (const [what, pattern] of [['name', name], ['day', /\\d+ [A-Z][a-z]+ \\d{4}/]]) {
      const found = node.data.match(pattern);
      if (!found) continue;
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + (what === 'day' ? 1 : found[0].length));
      places.set(what, range.getBoundingClientRect());
    }
  }
  const drawn = places.size === 2 && places.get('name').width > 0;
  return drawn ? [[places.get('name').right, places.get('day').left]] : [];
})"""
"""Of each name with a day beside it: where the name ends and where the day begins."""


@pytest.fixture(scope="module", params=["quoted", "obedient"])
def window(
    request: pytest.FixtureRequest, chromium: "Browser", tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """A window on the attacks, in the place of the one on the demo archive."""
    home = tmp_path_factory.mktemp("hostile")
    script = Path(__file__).with_name("served_hostile.py")
    with subprocess.Popen(
        [sys.executable, str(script), str(home), request.param],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:"), "the window did not start"
        page = chromium.new_page()
        page.goto(url)
        page.wait_for_function(
            "/^\\d+ articles/.test(document.getElementById('library-line')?.textContent)", timeout=60_000
        )
        page.close()
        yield Window(url, home)
        process.stdin.close()
        process.wait(timeout=20)


def foreign(page: "Page") -> list[str]:
    return list(page.evaluate(FOREIGN, [DRAWN, sorted(FORBIDDEN)]))


@pytest.mark.parametrize("attack", WORST, ids=lambda attack: attack.id)
def test_an_answer_its_sources_and_its_article_are_text_and_the_page_stays_whole(
    attack: Attack, page: "Page"
) -> None:
    slot = ask(page, attack.question)
    assert slot.locator(".turn").get_attribute("data-state") in ("answered", "declined")
    assert sideways(page) <= 0
    assert foreign(page) == []
    card = page.locator(f".card[data-article='{attack.id}']").first
    card.evaluate("e => { const all = e.closest('details'); if (all) all.open = true; }")
    card.click()
    page.wait_for_selector("#reader[open] #reader-body .text p")
    assert foreign(page) == []
    assert sideways(page) <= 0
    if attack.fact:
        assert attack.fact in " ".join(page.locator("#reader-body .text").inner_text().split())
    page.keyboard.press("Escape")
    page.wait_for_selector("#reader", state="hidden")
    assert page.locator("#question").is_visible()
    assert page.locator(".masthead .wordmark").inner_text() == "Dateline"


def test_the_archives_list_shows_hostile_titles_and_outlets_as_text(page: "Page") -> None:
    page.click('[data-do="view"][data-view="archive"]')
    page.wait_for_selector(".headlines .title")
    seen = 0
    while True:
        assert foreign(page) == []
        assert sideways(page) <= 0
        seen += page.locator(".headlines .title").count()
        following = page.locator(".paging button", has_text="Next")
        if following.is_disabled():
            break
        first = page.locator(".headlines .title").first.inner_text()
        following.click()
        page.wait_for_function(
            "before => document.querySelector('.headlines .title').innerText !== before", arg=first
        )
    assert seen >= len(attacks())


def test_a_name_written_from_right_to_left_leaves_the_day_beside_it_in_order(page: "Page") -> None:
    (attack,) = (attack for attack in attacks() if "Darqala" in attack.question)
    ask(page, attack.question)
    page.locator(f".card[data-article='{attack.id}']").first.click()
    page.wait_for_selector("#reader[open] .dateline")
    places = page.evaluate(DAYS, "صوت درقلة")
    assert len(places) >= 2
    assert [one for one in places if one != sorted(one)] == []

"""What a reader can do with limits, tables, differences and copies, in a real browser.

The answers are scripted, so that each has what is looked at; see `scripted`.
"""

import re
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser import scripted
from tests.browser.looking import ask, contrast, sideways

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Scheme = Literal["light", "dark"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def chips(page: "Page") -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".slot:last-child .chip").all_inner_texts()]


def wait_for_chips(page: "Page", count: int) -> list[str]:
    page.wait_for_function(
        "count => document.querySelectorAll('.slot:last-child .chip').length === count"
        " && document.querySelector('.slot:last-child .actions')",
        arg=count,
    )
    return chips(page)


def set_days(page: "Page", first: str, last: str) -> None:
    page.fill(".days [name=first]", first)
    page.fill(".days [name=last]", last)
    page.keyboard.press("Enter")


def test_taking_a_chip_away_asks_again_without_it_and_keeps_the_others(page: "Page") -> None:
    ask(page, scripted.LIMITED)
    assert chips(page) == [
        "1–30 Apr 2022 read from “in April 2022” ×",
        *("Harbour Wire ×", "Baltic Courier ×", "by Wanda Olszowiec ×"),
    ]
    page.get_by_label("Search without Harbour Wire").click()
    left = ["1–30 Apr 2022 read from “in April 2022” ×", "Baltic Courier ×", "by Wanda Olszowiec ×"]
    assert wait_for_chips(page, 3) == left
    assert page.locator(".question").all_inner_texts() == [scripted.LIMITED]
    page.get_by_label("Search without 1–30 Apr 2022").click()
    assert wait_for_chips(page, 2) == left[1:]
    page.reload()
    page.locator(".slot .actions").wait_for()
    assert chips(page) == left[1:]
    page.click("[data-do=again]")
    page.wait_for_selector(".slot[tabindex]:not([hidden]) .actions")
    assert wait_for_chips(page, 2) == left[1:], "asking again keeps what the reader set"
    page.get_by_role("button", name="Search as asked").click()
    assert len(wait_for_chips(page, 4)) == 4


def test_the_days_can_be_changed_by_keyboard_alone(page: "Page") -> None:
    ask(page, scripted.LIMITED)
    chip = page.locator(".chip button.what")
    chip.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.name === 'first'")
    assert page.input_value(".days [name=first]") == "2022-04-01"
    assert page.input_value(".days [name=last]") == "2022-04-30"
    page.keyboard.press("Escape")
    assert page.locator(".days").count() == 0
    assert chip.evaluate("e => document.activeElement === e"), "focus goes back to the chip"
    page.keyboard.press("Enter")
    set_days(page, "2022-05-02", "2022-04-01")
    assert page.locator(".days [role=alert]").is_visible()
    set_days(page, "2022-03-01", "2022-04-15")
    page.wait_for_function("/set by you/.test(document.querySelector('.slot:last-child .chip')?.innerText)")
    assert wait_for_chips(page, 4)[0] == "1 Mar – 15 Apr 2022 set by you ×"
    assert page.locator(".question").count() == 1
    assert page.evaluate("document.activeElement.classList.contains('slot')"), "the keyboard goes on there"


def test_days_can_be_set_where_the_question_says_none(page: "Page") -> None:
    ask(page, scripted.COMPARED)
    assert chips(page) == []
    page.get_by_role("button", name="Set days").click()
    set_days(page, "2023-01-01", "")
    assert wait_for_chips(page, 1) == ["since 1 Jan 2023 set by you ×"]


def test_changing_an_earlier_answer_says_first_what_it_replaces(page: "Page") -> None:
    first = ask(page, scripted.LIMITED)
    ask(page, scripted.COMPARED)
    first.get_by_label("Search without Harbour Wire").click()
    assert "the question after it will be replaced" in page.inner_text(".edit p")
    assert page.locator(".question:visible").all_inner_texts() == [scripted.COMPARED]
    page.click(".edit .send")
    assert len(wait_for_chips(page, 3)) == 3
    page.wait_for_function("document.querySelectorAll('.slot').length === 1")


def test_an_edited_question_says_for_itself_what_it_is_held_to(page: "Page") -> None:
    ask(page, scripted.LIMITED)
    page.get_by_label("Search without Harbour Wire").click()
    wait_for_chips(page, 3)
    page.click("[data-do=edit]")
    page.fill(".edit textarea", scripted.EMPTY)
    page.click(".edit .send")
    assert wait_for_chips(page, 1) == ["1–30 Apr 2022 read from “in April 2022” ×"]


def test_nothing_found_offers_the_wider_search_and_does_it(page: "Page") -> None:
    slot = ask(page, scripted.EMPTY)
    assert slot.locator(".turn").get_attribute("data-state") == "nothing_found"
    assert "9 articles searched within these limits" in slot.locator(".byline").inner_text()
    page.get_by_role("button", name="Search without “in April 2022”").click()
    page.wait_for_selector(".answer .sentence")
    assert chips(page) == []
    assert "121 articles searched" in page.inner_text(".byline")
    assert "Everything is searched, as you set it." in page.inner_text(".limits")


def test_a_list_is_a_table_whose_numbers_open_their_sentences(page: "Page") -> None:
    ask(page, scripted.LISTED)
    rows = page.locator(".items tbody tr")
    assert rows.nth(1).locator("th, td").all_inner_texts() == ["Poland", "delivered", "29 Apr 2022", "2"]
    rows.nth(1).locator(".cite").click()
    assert "200 T-72" in page.inner_text(".card.marked mark")
    assert not page.locator(".answer blockquote").first.is_visible()
    page.click(".sentences summary")
    assert page.locator(".answer blockquote").first.is_visible()


def test_values_that_differ_open_their_sources(page: "Page") -> None:
    ask(page, scripted.COMPARED)
    assert page.locator(".comparison .label").all_inner_texts() == ["Updated", "Disputed"]
    page.locator(".comparison.updated .cite").nth(1).click()
    assert "with 14 Leopard" in page.inner_text(".card.marked mark")


def test_a_premise_that_no_article_says_is_neither_answer_nor_abstention(page: "Page") -> None:
    slot = ask(page, scripted.PREMISE)
    assert slot.locator(".turn").get_attribute("data-state") == "unsupported_premise"
    assert slot.locator(".abstention").count() == 0
    assert "No article says that Hungary" in slot.locator(".caution[role=note]").inner_text()
    assert page.inner_text("#status").startswith("No article says")


def test_copies_are_listed_and_each_opens_its_article(page: "Page") -> None:
    ask(page, scripted.COMPARED)
    page.click(".copies summary")
    copy = page.locator(".copies li button")
    assert "Northline Daily" in copy.inner_text()
    copy.click()
    page.wait_for_selector("#reader[open] .text")
    assert page.inner_text("#reader-title") == "Berlin has kept its word on Leopards"
    page.keyboard.press("Escape")
    page.wait_for_selector("#reader", state="hidden")


def test_hostile_text_in_every_field_is_shown_as_text(page: "Page") -> None:
    slot = ask(page, scripted.LOUD)  # the context sees whether any of it ran
    assert slot.inner_text().count(scripted.HOSTILE) >= 8
    assert slot.locator("script").count() == page.locator(".turn-sources script").count() == 0
    page.get_by_label(re.compile("Search without by ")).click()
    assert len(wait_for_chips(page, 2)) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_nothing_overflows_sideways_and_text_has_contrast(page: "Page", width: int, scheme: "Scheme") -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.wait_for_selector(".suggestions button")
    names = ("LIMITED", "LISTED", "COMPARED", "PREMISE", "EMPTY", "LOUD")
    for name in names:
        ask(page, getattr(scripted, name)).locator("[data-do=window]").first.click()
        beyond = page.evaluate(
            """() => {
              const right = (element) => element.getBoundingClientRect().right;
              return [...document.querySelectorAll('#turns *')].filter(e => !e.closest('.unseen')
                && right(e) > right(document.getElementById('turns'))).map(e => e.className);
            }"""
        )
        assert (name, beyond, sideways(page)) == (name, [], 0)
    page.locator(".slot").first.locator("[data-do=window]").first.click()
    for selector in (
        *(".chip .what", ".chip small", ".chip .away", ".days label", ".wider button", ".sentences summary"),
        *(".newest", ".caution p", ".caution h3", ".items td", ".items .day", ".items thead th"),
        *(".comparison .label", ".comparison.disputed .label", ".comparison li b", ".copies summary"),
    ):
        assert contrast(page, selector) >= 4.5, selector

"""What a reader sees of a model's answer: marks and their reasons, hostile text as text, an export as a file.

The answers are scripted, so that each has every verdict; see `written`.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser import scripted, written
from tests.browser.looking import ask, contrast, in_view, sideways

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Scheme = Literal["light", "dark"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

WEAK = "turning point"


def seen(page: "Page") -> list[str]:
    """The reasons that are on the page to be read now."""
    return [one.inner_text() for one in page.locator(".why").all() if one.is_visible()]


def test_a_model_answer_is_told_from_quotations_at_once(page: "Page") -> None:
    slot = ask(page, scripted.WRITTEN)
    assert "a model’s words, not quotations" in slot.inner_text()
    line = " ".join(slot.locator(".support").inner_text().split())
    assert line.startswith(f"Written by {written.WRITER}") and "3 of 6 sentences supported" in line
    removed = slot.locator("details.removed")
    assert removed.locator("summary").inner_text() == "1 sentence for which no support was found was removed"
    assert not removed.get_by_text("Nine hundred").is_visible()
    removed.locator("summary").click()
    assert removed.get_by_text("Nine hundred").is_visible()
    assert slot.locator(".parts li").all_inner_texts() == [
        "Which tanks were sent?",
        "Which tanks were only promised?",
    ]
    assert "3 of 6 sentences supported" in page.inner_text("#status"), "it is read out, too"
    words = [one.inner_text() for one in slot.locator(".verdict:not(:has(svg))").all()]
    assert words == ["weak", "not supported", "no source"]
    assert ask(page, scripted.COMPARED).locator(".verdict").count() == 0


def test_the_text_comes_first_then_the_table_open_then_what_differs(page: "Page") -> None:
    slot = ask(page, scripted.WRITTEN)
    tops = [
        slot.locator(one).first.bounding_box()["y"]  # type: ignore[index]
        for one in (".sentence", ".items tbody tr", ".comparison", ".support")
    ]
    assert tops == sorted(tops)


def test_a_reason_is_shown_while_its_mark_is_pointed_at(page: "Page") -> None:
    slot = ask(page, scripted.WRITTEN)
    assert seen(page) == []
    slot.locator(".verdict.weak").hover()
    (reason,) = seen(page)
    assert WEAK in reason
    page.locator(".why:visible").hover()
    assert seen(page) == [reason], "the pointer may go to it"
    slot.locator(".question").hover()
    assert seen(page) == []
    slot.locator(".sentence.unsupported .words").hover()
    assert seen(page) == ["No source names the weekday."]


def test_a_reason_is_reached_read_and_dismissed_by_keyboard(page: "Page") -> None:
    slot = ask(page, scripted.WRITTEN)
    slot.locator(".sentence.weak .cite").last.focus()
    page.keyboard.press("Tab")
    mark = slot.locator(".verdict.weak")
    assert mark.evaluate("e => document.activeElement === e")
    assert WEAK in seen(page)[0] and len(seen(page)) == 1
    described = mark.get_attribute("aria-describedby")
    assert WEAK in (page.locator(f"#{described}").text_content() or "")
    assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid", "the focus is seen"
    page.keyboard.press("Escape")
    assert seen(page) == []
    page.keyboard.press("Enter")
    assert len(seen(page)) == 1 and mark.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert mark.get_attribute("aria-expanded") == "false"


def test_on_a_phone_a_tap_shows_a_reason_within_the_screen_and_another_takes_it_away(
    chromium: "Browser", page: "Page"
) -> None:
    phone = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    small = phone.new_page()
    small.goto(page.url)
    small.wait_for_selector(".suggestions button")
    ask(small, scripted.WRITTEN)
    for kind in ("weak", "uncited", "supported"):
        mark = small.locator(f".verdict.{kind}").first
        mark.tap()
        tip = mark.locator("xpath=ancestor::span[contains(@class,'sentence')]").locator(".why")
        assert tip.is_visible() and in_view(tip) and sideways(small) == 0
        small.locator(".question").tap()
        assert seen(small) == []
    phone.close()


def test_while_it_is_written_nothing_is_called_supported(page: "Page") -> None:
    page.fill("#question", scripted.WRITTEN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".sentence.cited")
    assert page.locator("button.verdict").count() == 0
    assert "not checked yet" in page.inner_text(".support")
    page.wait_for_function("document.querySelector('.stages .now')?.textContent === 'Checking'")
    page.locator(".slot .actions").wait_for()


def test_whatever_a_model_writes_is_shown_as_text(page: "Page") -> None:
    slot = ask(page, scripted.LOUDLY_WRITTEN)  # the context sees whether any of it ran or was fetched
    shown = [" ".join(one.split()) for one in slot.locator(".words").all_inner_texts()]
    plain = [text.translate(dict.fromkeys((0x202E, 0x2066))) for text in written.HOSTILE]
    assert shown == plain
    assert [one.strip() for one in slot.locator(".parts li").all_inner_texts()] == plain
    for mark in slot.locator("button.verdict").all():
        mark.click()
        page.keyboard.press("Escape")  # or it would cover the next one
    assert slot.locator("img, script, iframe, a, em, .answer code").count() == 0
    for form in ("Markdown", "JSON"):
        with page.expect_download():
            slot.get_by_role("button", name=form).click()
    page.reload()
    page.locator(".slot .actions").wait_for()
    assert page.locator(".words").count() == len(written.HOSTILE)


def test_an_answer_is_exported_as_a_file_with_a_name_that_says_what_it_is(
    page: "Page", tmp_path: Path
) -> None:
    slot = ask(page, scripted.WRITTEN)
    name = "dateline-2023-12-28-which-tanks-were-sent-and-which-were-only-promised-by-the-script"
    for label, form in (("Markdown", "md"), ("JSON", "json")):
        with page.expect_download() as download:
            slot.get_by_role("button", name=label).click()
        file = download.value
        assert file.suggested_filename.rpartition(".")[2] == form
        assert name.startswith(file.suggested_filename.rpartition(".")[0])
        file.save_as(tmp_path / form)
    assert "Nine hundred were sent" in (tmp_path / "md").read_text("utf-8"), (
        "an auditor sees what was removed"
    )
    made = json.loads((tmp_path / "json").read_text("utf-8"))
    assert made["removed"][0]["reason"] == "No source says 900."
    assert made["writing"]["tokens_written"] == 96


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_nothing_overflows_and_text_has_contrast(page: "Page", width: int, scheme: "Scheme") -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.wait_for_selector(".suggestions button")
    for question in (scripted.WRITTEN, scripted.LOUDLY_WRITTEN):
        slot = ask(page, question)
        for mark in slot.locator("button.verdict").all():
            mark.click()
            tip = slot.locator(".why:visible").first.bounding_box()
            assert tip is not None and tip["x"] >= 0 and tip["x"] + tip["width"] <= width
            page.keyboard.press("Escape")
        slot.locator(".verdict").first.click()
        assert sideways(page) == 0
    for selector in (
        ".verdict.weak",
        ".verdict.unsupported",
        ".verdict.supported",
        ".why",
        ".support",
        ".parts li",
    ):
        assert contrast(page, selector) >= 4.5, selector

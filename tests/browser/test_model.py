"""Choosing who writes the answers, in a real browser: by keyboard, with a trial that can be stopped.

The models are scripted; see `served`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser import scripted
from tests.browser.looking import ask, contrast, in_view, sideways

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Scheme = Literal["light", "dark"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture(autouse=True)
def _quotations_again(page: "Page") -> Iterator[None]:
    yield
    if not page.locator("#model[open]").count():
        page.click("#writer")
    page.check("#model-quotations")
    page.click("#model-use")
    page.wait_for_selector("#model", state="hidden")


def name(page: "Page", setting: str) -> None:
    if not page.locator("#model[open]").count():
        page.click("#writer")
    page.check("#model-written")
    page.fill("#model-setting", setting)


def told(page: "Page", words: str) -> str:
    page.wait_for_function(
        "words => document.getElementById('model-told').textContent.includes(words)", arg=words
    )
    return page.inner_text("#model-told")


def test_a_model_is_tried_used_and_kept_and_its_answers_are_checked(page: "Page", home: Path) -> None:
    assert page.inner_text("#writer-name") == "quotations"
    name(page, "fake:quick")
    page.click("#model-test")
    assert "“Yes, I am here.”" in told(page, "Answered in")
    page.click("#model-use")
    page.wait_for_selector("#model", state="hidden")
    assert page.inner_text("#writer-name") == "fake:quick"
    assert json.loads((home / "model.json").read_text()) == {"llm": "fake:quick"}
    page.fill("#question", scripted.WRITTEN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".stages li:text-is('Checking')")
    page.locator(".slot .actions").wait_for()
    page.reload()
    page.wait_for_function("document.getElementById('writer-name')?.textContent === 'fake:quick'")


def test_a_model_that_does_not_answer_says_what_mends_it_and_is_not_used(page: "Page") -> None:
    name(page, "openai:gpt-5-mini")
    page.click("#model-test")
    assert "check that its server runs." in told(page, "cannot be reached")
    page.click("#model-use")
    page.wait_for_selector("#model-refused:not([hidden])")
    assert "cannot be reached" in page.inner_text("#model-refused")
    assert page.locator("#model[open]").count() == 1
    assert page.inner_text("#writer-name") == "quotations"


def test_where_the_passages_go_is_said_before_it_is_used(page: "Page") -> None:
    name(page, "openai:gpt-5-mini")
    page.wait_for_selector("#model-where.remote")
    assert "sent to OpenAI, outside this machine" in page.inner_text("#model-where")
    page.fill("#model-setting", "ollama:llama3.2")
    page.wait_for_selector("#model-where:not(.remote)")
    assert "Nothing leaves this machine" in page.inner_text("#model-where")


def test_a_key_typed_into_the_page_is_refused_and_not_sent_on(page: "Page", home: Path) -> None:
    name(page, "openai:sk-proj-abcdefghijklmnop0123")
    page.click("#model-use")
    page.wait_for_selector("#model-refused:not([hidden])")
    assert "looks like a key" in page.inner_text("#model-refused")
    assert not (home / "model.json").exists() or "sk-proj" not in (home / "model.json").read_text()


def test_a_trial_can_be_stopped_and_does_not_block_the_window(page: "Page") -> None:
    name(page, "fake:slow")
    page.click("#model-test")
    told(page, "Waiting")
    page.wait_for_selector("#model-stop:not([hidden])")
    page.keyboard.press("Escape")
    page.wait_for_selector("#model", state="hidden")
    ask(page, scripted.COMPARED)
    name(page, "fake:slow")
    page.click("#model-test")
    told(page, "Waiting")
    page.click("#model-stop")
    assert page.inner_text("#model-told") == "Stopped."
    page.fill("#model-setting", "fake:quick")
    page.click("#model-test")
    told(page, "Answered in")  # the one that was stopped holds nothing up
    page.wait_for_timeout(700)
    assert "Answered in" in page.inner_text("#model-told"), "nothing comes after a stop"


def test_the_dialog_works_by_keyboard_alone(page: "Page") -> None:
    page.focus("#writer")
    page.keyboard.press("Enter")
    page.wait_for_selector("#model[open]")
    assert page.evaluate("document.activeElement.id") == "model-quotations"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "model-setting"
    page.keyboard.type("fake:quick")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told(page, "Answered in")
    assert page.evaluate("document.activeElement.id") == "model-test", "the keyboard goes on from there"
    page.keyboard.press("Escape")
    page.wait_for_selector("#model", state="hidden")
    assert page.evaluate("document.activeElement.id") == "writer", "focus goes back"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_the_dialog_fits_and_its_text_has_contrast(page: "Page", width: int, scheme: "Scheme") -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.wait_for_selector(".suggestions button")
    assert in_view(page.locator("#writer")) and in_view(page.locator("#send"))
    name(page, "openai:" + "x" * 200)
    page.wait_for_selector("#model-where.remote")
    page.click("#model-test")
    told(page, "cannot be reached")
    assert sideways(page) == 0 and in_view(page.locator("#model-use"))
    for selector in (
        *(".model h2", ".option b", ".option small", "#model-setting", "#model-test", "#model-told"),
        *(
            "#model-where",
            "#model-keys",
            ".model code",
            "#model-use",
            ".model .quiet",
            "#writer",
            "#writer b",
        ),
    ):
        assert contrast(page, selector) >= 4.5, selector

"""Asking on a page, and looking at what is there.

Knows nothing of what is tested.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def ask(page: "Page", question: str) -> "Locator":
    before = page.locator(".slot").count()
    page.fill("#question", question)
    page.keyboard.press("Enter")
    slot = page.locator(".slot").nth(before)
    slot.locator(".actions").wait_for()
    return slot


def in_view(target: "Locator") -> bool:
    return bool(
        target.evaluate(
            "e => { const r = e.getBoundingClientRect();"
            " return r.top >= 0 && r.top < innerHeight && r.left >= 0 && r.right <= innerWidth + 1; }"
        )
    )


def sideways(page: "Page") -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def contrast(page: "Page", selector: str) -> float:
    return float(
        page.evaluate(
            """selector => {
              const parse = (text) => (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
              const light = (rgb) => rgb.slice(0, 3).map(v => v / 255)
                .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
              let element = document.querySelector(selector);
              const ink = light(parse(getComputedStyle(element).color));
              let ground = [0, 0, 0, 0];
              for (; element; element = element.parentElement) {
                ground = parse(getComputedStyle(element).backgroundColor);
                if (ground.length === 3 || ground[3] === 1) break;
              }
              const other = light(ground);
              return (Math.max(ink, other) + .05) / (Math.min(ink, other) + .05);
            }""",
            selector,
        )
    )

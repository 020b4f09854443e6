"""A real window on the demo archive and a real Chromium; every page is watched for what it must never do.

Knows nothing of what a test looks at.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

REQUIRED = os.environ.get("DATELINE_REQUIRE_BROWSER") == "1"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
HOSTILE = {
    "title": "Bridge <script>window.broken=1</script> opens ${window.broken=2} {{7*7}}",
    "outlet": '<img src=x onerror="window.broken=3">',
    "text": (
        'The "><img src=https://evil.example/x.png onerror=window.broken=4> zebrafish bridge in'
        " Quillburg opened."
        " Mayor Xanthe Vole cut a ribbon </mark></div><script>window.broken=5</script> on Monday."
    ),
    "url": "javascript:window.broken=6",
    "date": "2023-06-01",
}


def _missing(what: str) -> None:
    if REQUIRED:
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


try:
    from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
except ImportError:
    sync_playwright = None  # type: ignore[assignment]


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    if sync_playwright is None:
        _missing("playwright is not installed: pip install playwright")
    path = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
    if path is None:
        _missing("chromium is not installed: apt install chromium, or set DATELINE_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Window:
    """The running window: its address and its library's folder."""

    def __init__(self, url: str, home: Path) -> None:
        self.url = url
        self.home = home


@pytest.fixture(scope="session")
def window(chromium: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """The library is empty at first, so the window adds the demo archive; a hostile article comes later."""
    home = tmp_path_factory.mktemp("home")
    script = Path(__file__).with_name("served.py")
    with subprocess.Popen(
        [sys.executable, str(script), str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:"), "the window did not start"
        window = Window(url, home)
        _wait_until_ready(chromium, url)
        hostile = home.parent / "hostile.jsonl"
        hostile.write_text(json.dumps(HOSTILE), encoding="utf-8")
        environment = {**os.environ, "DATELINE_HOME": str(home)}
        subprocess.run([sys.executable, "-m", "index", "add", str(hostile)], env=environment, check=True)
        yield window
        process.stdin.close()
        process.wait(timeout=20)


@pytest.fixture
def home(window: Window) -> Path:
    """The folder of the window's library."""
    return window.home


def _wait_until_ready(browser: "Browser", url: str) -> None:
    page = browser.new_page()
    page.goto(url)
    page.wait_for_function(
        "/^\\d+ articles/.test(document.getElementById('library-line')?.textContent)", timeout=120_000
    )
    page.close()


class Watched:
    """What happened on a page that nobody may ever see."""

    def __init__(self, context: "BrowserContext") -> None:
        self.outside: list[str] = []
        self.broken: list[str] = []
        context.on("request", self._asked)
        context.on("dialog", lambda dialog: self.broken.append(dialog.message))
        context.on("weberror", lambda error: self.broken.append(str(error.error)))

    def _asked(self, request: "Request") -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.outside.append(request.url)


@pytest.fixture
def context(chromium: "Browser", window: Window) -> "Iterator[BrowserContext]":
    context = chromium.new_context(viewport={"width": 1400, "height": 900}, base_url=window.url)
    watched = Watched(context)
    yield context
    scripted = [page.evaluate("window.broken ?? null") for page in context.pages]
    context.close()
    assert watched.outside == [], "the page asked for something outside this machine"
    assert watched.broken == [], "the page raised a dialog or an error"
    assert scripted == [None] * len(scripted), "text from an article ran as a script"


@pytest.fixture
def page(context: "BrowserContext") -> "Page":
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/")
    page.wait_for_selector(".suggestions button")
    return page

"""How long a user waits: from `python app.py` to a page that can be used, and from a question to its answer.

Does not know why: `python -m tests.evals.startup [--home FOLDER]` starts the window some times, on the demo
archive unless told otherwise, each time with a browser that has never seen it, and prints the seconds.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS

ROOT = Path(__file__).parents[2]
QUESTION = "Which NATO members sent tanks?"
OFTEN = 0.02
"""Seconds between two looks."""
LONGEST = 120
"""Seconds that anything may take."""

Steps = dict[str, float]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.evals.startup", description=__doc__)
    parser.add_argument(
        "--home", type=Path, metavar="FOLDER", help="a library; the demo archive unless given"
    )
    parser.add_argument("--question", default=QUESTION, help=f"asked as soon as one can be; {QUESTION!r}")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often; 5")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        if given.home is None:
            adding = [sys.executable, "-m", "index", "add", "--demo", "--home", folder]
            subprocess.run(adding, cwd=ROOT, check=True, capture_output=True)
        with sync_playwright() as playwright:
            path = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
            browser.new_context().new_page().goto("about:blank")
            rounds = [started(browser, home, given.question) for _ in range(given.rounds)]
            browser.close()
    print(f"{'':44}{'best':>8}{'median':>8}")
    for step in rounds[0]:
        taken = [one[step] for one in rounds]
        print(f"{step:44}{min(taken):8.2f}{statistics.median(taken):8.2f}")


def started(browser: Browser, home: Path, question: str) -> Steps:
    """One start of the window; a browser with nothing in its cache goes there as soon as it is named."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    began = time.perf_counter()
    steps = Steps()

    def reached(step: str, since: float = began) -> None:
        steps[step] = time.perf_counter() - since

    command = [sys.executable, str(ROOT / "app.py"), "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    try:
        knocking = threading.Thread(target=_knock, args=(port, lambda: reached("the port accepts")))
        knocking.start()
        process.stdout.readline()
        knocking.join()
        reached("the address is printed")
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        page.set_default_timeout(LONGEST * 1000)
        page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
        reached("the page's first byte is there")
        _until(page, "document.getElementById('question')?.offsetHeight > 0")
        reached("a question can be typed")
        _until(page, "/^[\\d,]+ articles/.test(document.getElementById('library-line')?.textContent)")
        reached("the library's line stands: the page is usable")
        for name in ("first", "second"):
            asked = time.perf_counter()
            page.fill("#question", question)
            page.keyboard.press("Enter")
            answered = "document.querySelectorAll('#exchanges .turn[data-state]:not([aria-busy])').length"
            _until(page, f"{answered} === {1 if name == 'first' else 2}")
            reached(f"from a {name} question to its answer", asked)
        context.close()
    finally:
        steps |= _ended(process)
    return steps


def _until(page: Page, condition: str) -> None:
    page.wait_for_function(condition, polling=1000 * OFTEN)


def _knock(port: int, opened: Callable[[], None]) -> None:
    deadline = time.perf_counter() + LONGEST
    while time.perf_counter() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(OFTEN)
        else:
            opened()
            return


def _ended(process: "subprocess.Popen[str]") -> Steps:
    """What the window has used of the processor, which other processes disturb less, and of the memory."""
    process.terminate()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    size = used.ru_maxrss if sys.platform == "darwin" else used.ru_maxrss * 1024
    return {"processor time, all in all": used.ru_utime + used.ru_stime, "memory at most, GB": size / 1e9}


if __name__ == "__main__":
    main()

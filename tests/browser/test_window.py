"""What a reader can do in the window, in a real browser on the demo archive.

Knows nothing of how the window is built beyond what its HTML calls things.
"""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.looking import ask, contrast, in_view, sideways

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page, Route

    Scheme = Literal["light", "dark"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

TANKS = "Which NATO members sent tanks to Ukraine?"


def test_every_citation_opens_its_sentence_in_its_article(page: "Page") -> None:
    slot = ask(page, TANKS)
    assert slot.locator(".turn").get_attribute("data-state") == "answered"
    numbers = [cite.get_attribute("data-number") for cite in slot.locator(".cite").all()]
    assert len(numbers) >= 2
    for number in dict.fromkeys(numbers[:4]):
        slot.locator(f".cite[data-number='{number}']").first.click()
        card = page.locator(f".card[data-number='{number}']")
        assert "marked" in (card.get_attribute("class") or "")
        page.wait_for_function("e => document.activeElement === e", arg=card.element_handle())
        quote = card.locator("mark").inner_text()
        card.click()
        mark = page.locator("#reader-body mark").first
        mark.wait_for()
        assert " ".join(page.locator("#reader-body mark").all_inner_texts()).split() == quote.split()
        assert in_view(mark)
        page.keyboard.press("Escape")
        page.wait_for_selector("#reader", state="hidden")
        assert card.evaluate("e => document.activeElement === e"), "focus goes back to the card"


def test_a_question_asked_before_the_conversation_is_there_is_answered_below_it(page: "Page") -> None:
    ask(page, TANKS)

    held: list[Route] = []

    def late(route: "Route") -> None:
        if '"conversation"' in (route.request.post_data or "") and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/component_server**", late)
    page.reload(wait_until="commit")
    page.wait_for_selector("#question")
    page.wait_for_function("document.getElementById('as-of').value")
    page.fill("#question", "Who is Olaf Scholz?")
    page.keyboard.press("Enter")
    held[0].continue_()
    page.locator(".slot").nth(1).locator(".actions").wait_for()
    assert page.locator(".slot .question").all_inner_texts() == [TANKS, "Who is Olaf Scholz?"]
    assert page.input_value("#question") == ""


def test_a_quoted_sentence_is_the_sentence_that_its_number_marks(page: "Page") -> None:
    slot = ask(page, TANKS)
    sentence = slot.locator(".sentence").first
    said = sentence.evaluate(
        "e => { const copy = e.cloneNode(true);"
        " copy.querySelectorAll('button').forEach(b => b.remove()); return copy.textContent; }"
    )
    number = sentence.locator(".cite").first.get_attribute("data-number")
    quote = page.locator(f".card[data-number='{number}'] mark").inner_text()
    assert said.split() == quote.split()


def test_a_citation_and_a_card_work_by_keyboard(page: "Page") -> None:
    slot = ask(page, TANKS)
    slot.locator(".cite").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.classList.contains('card')")
    page.keyboard.press("Space")
    page.wait_for_selector("#reader[open] mark")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.classList.contains('card')")


def test_a_follow_up_and_the_first_question_survive_a_reload_with_their_sources(page: "Page") -> None:
    ask(page, TANKS)
    second = ask(page, "When did Poland send them?")
    shown = second.inner_text()
    page.reload()
    page.locator(".slot").nth(1).wait_for()
    assert page.locator(".question").all_inner_texts() == [TANKS, "When did Poland send them?"]
    assert page.locator(".slot").nth(1).locator(".turn").inner_text().split() == shown.split()
    page.locator(".slot").first.locator(".sources-opener").click()
    assert page.locator(".turn-sources:not([hidden]) .card").count() >= 1


def test_another_reader_sees_nothing_of_it(page: "Page", chromium: "Browser") -> None:
    ask(page, TANKS)
    page.wait_for_function("document.querySelectorAll('.rail li').length === 1")
    stranger = chromium.new_page()
    conversation = page.evaluate("sessionStorage.getItem('dateline.conversation')")
    stranger.add_init_script(f"sessionStorage.setItem('dateline.conversation', '{conversation}')")
    stranger.goto(page.url)
    stranger.wait_for_selector(".suggestions button")
    stranger.wait_for_selector(".rail .none")
    assert stranger.locator(".slot").count() == 0
    stranger.close()


def test_stopping_ends_the_work_and_the_question_can_be_asked_again(page: "Page") -> None:
    page.fill("#question", "Which tanks did Poland send, slowly?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".stages .now")
    page.click("#stop")
    page.wait_for_selector(".stopped")
    assert page.is_visible("#send") and not page.is_visible("#stop")
    page.wait_for_timeout(2500)  # nothing may come after a stop
    assert page.locator(".turn").get_attribute("data-state") == "stopped"
    page.click("[data-do=edit]")
    page.fill(".edit textarea", TANKS)
    page.click(".edit .send")
    page.wait_for_selector(".answer ~ .actions")
    assert page.locator(".question").all_inner_texts() == [TANKS]


def test_the_stages_are_shown_while_it_works(page: "Page") -> None:
    page.fill("#question", "Which tanks did Poland send, slowly?")
    page.keyboard.press("Enter")
    for stage in ("Searching", "Reading", "Answering"):
        page.wait_for_function(
            "stage => document.querySelector('.stages .now')?.textContent === stage"
            " && document.getElementById('status').textContent === stage",
            arg=stage,
        )
    page.wait_for_selector(".actions")


def test_an_abstention_offers_the_nearest_articles_and_quotes_nothing(page: "Page") -> None:
    slot = ask(page, "Who won the Eurovision song contest in Liverpool?")
    assert slot.locator(".turn").get_attribute("data-state") in ("not_answerable", "nothing_found")
    assert slot.locator(".answer").count() == 0
    assert slot.locator(".abstention p").inner_text()


def test_a_failure_is_no_answer_and_says_what_mends_it(page: "Page") -> None:
    slot = ask(page, "What happens when the model fails?")
    assert slot.locator(".answer").count() == 0
    assert "Start it, then ask again." in slot.locator(".notice.error").inner_text()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        *((nothing, "Type a question") for nothing in ("", "?!?", "\U0001f600")),
        ("x" * 2001, "2,000 is the most"),
    ],
)
def test_what_cannot_be_asked_is_said_and_not_sent(page: "Page", question: str, said: str) -> None:
    page.fill("#question", question)
    page.click("#send")
    assert said in page.inner_text("#composer-error")
    assert page.locator(".slot").count() == 0
    assert page.input_value("#question") == question


def test_a_hostile_article_is_shown_as_text(page: "Page") -> None:
    slot = ask(page, 'What opened in Quillburg <img src=x onerror="window.broken=9">?')
    assert "<img" in slot.locator(".question").inner_text()
    page.click("[data-view=archive]")
    page.fill("#filter-words", "zebrafish")
    title = page.locator(".headlines .title", has_text="<script>window.broken=1</script>")
    assert "${window.broken=2} {{7*7}}" in title.inner_text()
    title.click()
    page.wait_for_selector("#reader[open] .text")
    assert "</mark></div><script>" in page.inner_text("#reader-body")
    assert page.locator("#reader-body a").count() == 0, "a javascript: address is no link"
    assert page.locator("#reader-body img, #reader-body script").count() == 0
    page.keyboard.press("Escape")


def test_articles_added_elsewhere_are_in_the_archive_without_a_restart(page: "Page") -> None:
    page.click("[data-view=archive]")
    page.fill("#filter-words", "Quillburg")
    page.wait_for_function("document.querySelectorAll('.headlines li').length === 1")
    page.select_option("#filter-outlet", label="Harbour Wire")
    page.wait_for_selector(".headlines .none")
    page.click("#filters [type=reset]")
    page.wait_for_selector(".paging")
    first = page.locator(".headlines .title").first.inner_text()
    page.click(".paging button:last-child")
    page.wait_for_function(
        "first => document.querySelector('.headlines .title').textContent !== first", arg=first
    )


def test_uploaded_articles_are_kept_added_and_reported(page: "Page", home: Path) -> None:
    page.click("[data-view=archive]")
    walrus = b"date 2023-07-01 Walrus visits Rotterdam harbour\n\nA walrus swam into Rotterdam's harbour."
    uploads: list[FilePayload] = [
        {"name": "../walrus <b>.txt", "mimeType": "text/plain", "buffer": walrus},
        {"name": "broken.json", "mimeType": "application/json", "buffer": b"{nope"},
    ]
    page.set_input_files("#drop input[type=file]", uploads)
    report = page.locator("#report [data-done=true]")
    report.wait_for()
    assert "1 added" in report.inner_text()
    assert "broken.json" in report.inner_text()
    page.fill("#filter-words", "walrus")
    page.locator(".headlines .title", has_text="Walrus visits Rotterdam harbour").wait_for()
    kept = [path.name.partition("-")[2] for path in (home / "uploads").iterdir()]
    assert sorted(kept) == ["broken.json", "walrus-b.txt"]


def test_a_page_on_another_port_of_this_machine_reads_nothing_and_leaves_nothing(
    page: "Page", home: Path, tmp_path: Path
) -> None:
    own = page.url
    (tmp_path / "index.html").write_text(f'<title>Other</title><a href="{own}">Dateline</a>', "utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{other.server_port}/index.html")
        tried = page.evaluate(
            """async own => {
              const form = new FormData();
              form.append('files', new Blob(['text']), 'left-by-another-page.txt');
              const tries = [
                ['config', { credentials: 'include' }],
                ['gradio_api/upload', { method: 'POST', body: form, mode: 'no-cors' }],
                ['gradio_api/component_server', { method: 'POST', body: '{}' }],
              ];
              return Promise.all(tries.map(([path, how]) => fetch(own + path, how).then(
                async answer => [answer.type, await answer.text()], () => 'failed')));
            }""",
            own,
        )
        assert tried == ["failed", ["opaque", ""], "failed"]
        page.click("a")  # but a link to the window works
        page.wait_for_selector(".suggestions button")
        other.shutdown()
    assert not list(home.parent.rglob("left-by-another-page.txt"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_nothing_overflows_sideways_and_text_has_contrast(page: "Page", width: int, scheme: "Scheme") -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.wait_for_selector(".suggestions button")
    assert page.evaluate("document.body.classList.contains('dark')") is (scheme == "dark")
    slot = ask(page, TANKS)
    assert sideways(page) == 0
    for selector in (".question", ".answer", ".byline", ".cite", ".actions .quiet", "#library-line"):
        assert contrast(page, selector) >= 4.5, selector
    slot.locator(".cite").first.click()
    card = page.locator(".card.marked")
    page.wait_for_timeout(400)  # the sheet slides in
    assert in_view(card)
    card.click()
    page.wait_for_selector("#reader[open] mark")
    assert sideways(page) == 0
    assert contrast(page, "#reader-body mark") >= 4.5
    page.keyboard.press("Escape")


def test_nothing_moves_that_has_been_shown_while_an_answer_comes(page: "Page") -> None:
    ask(page, TANKS)
    page.evaluate(
        """() => {
          window.shifts = 0;
          new PerformanceObserver(list => list.getEntries().forEach(one => {
            if (!one.hadRecentInput) window.shifts += one.value;
          })).observe({ type: 'layout-shift' });
        }"""
    )
    page.fill("#question", "Which tanks did Poland send, slowly?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".stages .now")
    page.wait_for_timeout(700)  # the question has come to the top
    top = page.locator(".question").nth(1).bounding_box()
    page.locator(".slot").nth(1).locator(".actions").wait_for()
    assert page.locator(".question").nth(1).bounding_box() == top
    assert page.evaluate("window.shifts") < 0.1

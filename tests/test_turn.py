"""What an answer shows beside its sentences: limits, a table, what differs, copies, and what no article says.

Knows nothing of gradio.
"""

import json
import re
from dataclasses import replace
from datetime import date

from assistant import render
from assistant.chips import sent_back
from assistant.message import Sent
from assistant.types import Citation, Comparison, Difference, Limits, Outcome, Row, Searched, Stage, Value
from tests.drawing import ANSWER, APRIL, HEADLINE, HELD, PASSAGE, QUERY, QUOTE, Page, exchange, within


def chips_of(html: str) -> list[str]:
    items = re.findall(r'<li class="chip">(.*?)</li>', html, re.S)
    return [" ".join(Page(item).text.split()) for item in items]


def sent_by(html: str, deed: str) -> list[object]:
    """What each button that does this would send, as the server reads it."""
    found = [one for _, one in Page(html).tags if one.get("data-do") == deed]
    assert {one["data-turn"] for one in found} <= {"7"}
    return [json.loads(one["data-limits"] or "null") for one in found]


def read_back(limits: object) -> Limits | None:
    return Sent({"limits": limits}).limits("limits")


def test_each_limit_is_a_chip_that_says_where_it_is_from_and_can_be_taken_away_alone() -> None:
    html = render.turn(exchange(HELD))
    assert chips_of(html) == [
        "1–30 Apr 2022 read from “in April 2022” ×",
        "Baltic Courier ×",
        "by Ann Ash ×",
    ]
    assert [read_back(sent) for sent in sent_by(html, "limit")] == [
        Limits(None, ("Baltic Courier",), ("Ann Ash",)),
        Limits(APRIL, (), ("Ann Ash",)),
        Limits(APRIL, ("Baltic Courier",)),
    ]


def test_what_the_reader_set_says_so_and_leads_back_to_the_question() -> None:
    limits = Limits(replace(APRIL, said=""))
    answer = replace(ANSWER, query=replace(QUERY, limits=limits))
    html = render.turn(replace(exchange(answer), limits=limits))
    assert chips_of(html) == ["1–30 Apr 2022 set by you ×"]
    assert sent_by(html, "limit") == [json.loads(sent_back(Limits())), None]
    everything = render.turn(replace(exchange(), limits=Limits()))
    assert "Everything is searched, as you set it." in Page(everything).text
    assert "Search as asked" not in render.turn(exchange(HELD))


def test_the_turn_holds_the_limits_that_are_changed_and_those_that_were_set() -> None:
    def held(html: str) -> list[Limits | None]:
        turn = next(one for tag, one in Page(html).tags if tag == "article")
        return [read_back(json.loads(turn[name] or "null")) for name in ("data-limits", "data-set")]

    assert held(render.turn(exchange(HELD))) == [HELD.query.limits, None]
    set_by_reader = Limits(outlets=("Baltic Courier",))
    stopped = replace(exchange(None), limits=set_by_reader)
    assert held(render.turn(stopped)) == [set_by_reader, set_by_reader]


def test_without_limits_there_is_no_chip_and_days_can_be_set() -> None:
    assert 'class="limits"' not in render.turn(exchange())
    assert 'data-do="window"' in render.turn(exchange())
    assert render.turn(exchange(HELD)).count('data-do="window"') == 1  # the chip itself


def test_while_it_works_no_chip_can_be_pressed() -> None:
    html = render.turn(exchange(HELD), Stage.ANSWERING)
    assert len(chips_of(html)) == 3
    assert 'data-do="limit"' not in html and 'data-do="window"' not in html


def test_an_abstention_says_how_much_was_searched_and_offers_the_wider_search() -> None:
    answer = replace(
        HELD,
        outcome=Outcome.NOTHING_FOUND,
        reason="None says so.",
        searched=Searched(1412),
        wider=Limits(None, ("Baltic Courier",), ("Ann Ash",)),
    )
    html = render.turn(exchange(answer))
    assert "1,412 articles searched within these limits" in " ".join(Page(html).text.split())
    assert "Search without “in April 2022”" in within(html, "button")
    assert read_back(sent_by(html, "limit")[-1]) == answer.wider


def test_how_far_back_it_had_to_look_and_the_newest_article_are_said() -> None:
    html = " ".join(
        Page(render.turn(exchange(replace(ANSWER, searched=Searched(1, "the last 30 days"))))).text.split()
    )
    assert "As of 7 April 2022, the newest article cited" in html
    assert "found in the last 30 days·1 article searched·asked as of 7 Feb 2023" in html.replace(" ·", "·")
    undated = replace(PASSAGE, headline=replace(HEADLINE, published=None))
    assert "As of" not in render.turn(exchange(replace(ANSWER, citations=(Citation(1, undated, 0, 5, ""),))))


def test_a_list_is_a_table_with_headings_and_its_sentences_below() -> None:
    rows = (Row("Poland", "delivered", date(2022, 4, 7), 1), Row("Spain", "pledged", None, 1))
    html = render.turn(exchange(replace(ANSWER, rows=rows)))
    assert len(within(html, "caption")) == 1
    assert within(html, "th") == ["Who or what", "What happened", "Day", "Source", "Poland", "Spain"]
    assert [one.get("scope") for tag, one in Page(html).tags if tag == "th"] == 4 * ["col"] + 2 * ["row"]
    assert [cell.strip() for cell in within(html, "td")] == [
        *("delivered", "7 Apr 2022", "1"),
        *("pledged", "undated", "1"),
    ]
    assert QUOTE in within(html.replace("\n", " "), "details")[0]
    assert "<table" not in render.turn(exchange())


def test_values_that_differ_stand_side_by_side_with_their_sources() -> None:
    values = (Value("18", date(2023, 3, 27), 1), Value("14", None, 9))
    html = render.turn(
        exchange(replace(ANSWER, comparisons=(Comparison(Difference.UPDATED, "tanks", values),)))
    )
    section = html[html.index('<section class="comparison updated"') :].partition("</section>")[0]
    assert [" ".join(item.split()) for item in within(section, "li")] == [
        "18 1 27 Mar 2023·Baltic Courier",
        "14 9 undated",
    ]
    assert within(section, "h3") == ["Updated tanks"]
    assert "A later article replaces" in section
    disputed = Comparison(Difference.DISPUTED, "tanks", values)
    assert "do not agree" in render.turn(exchange(replace(ANSWER, comparisons=(disputed,))))


def test_a_caution_comes_before_the_sentences_as_a_note() -> None:
    for outcome in (Outcome.ANSWERED, Outcome.UNSUPPORTED_PREMISE):
        html = render.turn(exchange(replace(ANSWER, outcome=outcome, caution="No article says it.")))
        assert html.index('role="note"') < html.index("No article says it.") < html.index(QUOTE)
    assert 'role="note"' not in render.turn(exchange())


def test_copies_are_listed_under_the_card_and_each_opens() -> None:
    copies = tuple(
        replace(HEADLINE, article_id=f"c{n}", title=f"Copy {n}", outlet=f"Outlet {n % 2}") for n in range(3)
    )
    answer = replace(ANSWER, citations=(replace(ANSWER.citations[0], copies=copies),))
    html = render.sources(exchange(answer))
    assert within(html, "summary") == ["Also in 2 outlets"]
    opened = [one["data-article"] for tag, one in Page(html).tags if tag == "button"]
    assert opened == ["c0", "c1", "c2"]
    assert "1 passage from 1 article·3 near-copies not counted" in Page(html).text.replace("\n", "")


def test_confidence_is_no_number_on_the_page() -> None:
    sure = replace(ANSWER, confidence=0.8765)
    assert render.turn(exchange(sure)) == render.turn(exchange())
    assert render.sources(exchange(sure)) == render.sources(exchange())

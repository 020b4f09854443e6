"""What of the news agencies' XML is no article, or not yet, or wants to be more than a text."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.article import Article
from index.readers import Unreadable, read
from tests.dispatches import PARAGRAPHS, TEXT, XHTML, item, message, nitf
from tests.reading import only, reason, write

LATER = (datetime.now(UTC) + timedelta(days=2)).isoformat(timespec="seconds")
EARLIER = "2022-04-06T08:00:00Z"


@pytest.mark.parametrize(
    ("meta", "says"),
    [
        ('<pubStatus qcode="stat:canceled"/>', "canceled"),
        ('<pubStatus qcode="stat:withheld"/>', "withheld"),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/>', "withheld"),
        (f"<embargoed>{LATER}</embargoed>", LATER),
        ("<embargoed/>", "further notice"),
        ("<embargoed>tomorrow</embargoed>", "tomorrow"),
    ],
)
def test_what_is_cancelled_withheld_or_under_embargo_is_no_article(
    tmp_path: Path, meta: str, says: str
) -> None:
    held_back = item(XHTML, guid="HW-1", meta=meta)  # an id of its own agency alone
    path = write(tmp_path / "a.xml", message(held_back, item(XHTML, guid="urn:wire:2")))
    first, second = read(path)
    assert isinstance(first, Unreadable) and says in first.reason and first.origin.endswith("#1")
    assert isinstance(second, Article)


@pytest.mark.parametrize(
    ("docdata", "says"),
    [
        (' management-status="canceled">', "canceled"),
        (' management-status="embargoed">', "embargo"),
        (f'<date.release norm="{LATER}"/>', LATER),
    ],
)
def test_a_story_in_nitf_may_be_held_back_too(tmp_path: Path, docdata: str, says: str) -> None:
    assert says in reason(write(tmp_path / "a.xml", nitf(docdata)))


def test_an_embargo_that_has_passed_holds_nothing_back(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.xml", item(XHTML, meta=f"<embargoed>{EARLIER}</embargoed>"))).text == TEXT
    docdata = f' management-status="embargoed"><date.release norm="{EARLIER}"/>'
    assert only(write(tmp_path / "b.xml.gz", nitf(docdata))).text == TEXT


# --- what is wrong with one


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<rss><channel><item><title>A</title></item></channel></rss>", "add-source"),
        ("<config/>", "no kind that is read"),
        ("<nitf><body>", "not XML"),
        ("words", "not XML"),
        ("<nitf/>", "no text"),
        (message(), "no text"),
        (item('<remoteContent href="a.jpg"/>'), "no text"),
        (item('<inlineData contenttype="text/plain"> </inlineData>'), "no text"),
        (item('<inlineData encoding="base64" contenttype="text/plain">QQ==</inlineData>'), "no text"),
        ("<a>" * 5000 + "</a>" * 5000, "not XML"),
        (message("<newsItem/>" * 20_001), "20,001 items"),
        ("<nitf " + " ".join(f'a{n}="1"' for n in range(9)) + "/>", "no text"),
    ],
)
def test_a_file_without_an_article_says_why(tmp_path: Path, content: str, says: str) -> None:
    assert says in reason(write(tmp_path / "a.xml", content))


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        ('<!ENTITY l0 "ha">' + LAUGHS, "&l9;"),
        (f'<!ENTITY l0 "{"ha" * 50_000}">', "&l0;" * 9999),
        ('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        ('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "&x;"),
        ('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;', "harmless"),
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
    ],
)
def test_entities_of_a_document_stand_for_nothing(tmp_path: Path, declared: str, used: str) -> None:
    text = nitf(body=f"<p>Before {used} after.</p>", start=f"<!DOCTYPE nitf [{declared}]>")
    (found,) = read(write(tmp_path / "a.xml", text))
    assert isinstance(found, Article)
    assert found.text == f"Before {used} after."


def test_text_that_is_hidden_from_readers_is_left_out(tmp_path: Path) -> None:
    body = PARAGRAPHS + '<p style="display:none">Only for machines.</p>'
    assert only(write(tmp_path / "a.xml", item(XHTML.replace(PARAGRAPHS, body)))).text == TEXT


def test_what_a_document_type_would_add_is_not_taken_for_what_the_agency_said(tmp_path: Path) -> None:
    start = '<!DOCTYPE nitf [<!ATTLIST doc.copyright holder CDATA "The Post">]>'
    assert only(write(tmp_path / "a.xml", nitf("<doc.copyright/>", start=start))).outlet == ""

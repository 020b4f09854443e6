"""The news agencies' XML: what NITF and NewsML-G2 say of an article."""

from datetime import date
from pathlib import Path

import pytest

from index.article import Article, Kill
from index.readers import read
from tests.dispatches import IN_NITF, PARAGRAPHS, TEXT, XHTML, item, message, nitf
from tests.reading import articles, only, write

# --- NITF


def test_nitf_says_all_of_an_article(tmp_path: Path) -> None:
    docdata = (
        '<doc-id id-string="W-17" regsrc="HW"/><date.issue norm="20220407T233000-0500"/>'
        '<doc.copyright holder="Harbour Wire Ltd"/>'
    )
    byline = (
        "<byline>By <person>Jane Doe</person> and <person>Jo Roe</person>, <byttl>Reporters</byttl></byline>"
    )
    byline += "<distributor>Harbour Wire</distributor>"
    path = write(tmp_path / "a.xml", nitf(docdata, byline=byline))
    assert only(path) == Article(
        text=TEXT,
        title="Ferry is back",
        outlet="Harbour Wire",
        authors=("Jane Doe", "Jo Roe"),
        published=date(2022, 4, 7),
        given_id="W-17",
        origin=str(path.resolve()),
    )


def test_what_stands_within_a_text_is_read_once(tmp_path: Path) -> None:
    nested = "<body.content>" * 200 + PARAGRAPHS + "</body.content>" * 200
    assert only(write(tmp_path / "a.xml", nitf(body=nested))).text == TEXT


@pytest.mark.parametrize(
    ("docdata", "head", "day"),
    [
        ('<date.issue norm="20220407"/>', "", date(2022, 4, 7)),
        ('<date.release norm="20220407T120000Z"/>', "", date(2022, 4, 7)),
        ('<date.issue norm="20220407"/>', '<pubdata date.publication="20220409"/>', date(2022, 4, 9)),
        ("", "", date(2022, 4, 5)),
    ],
)
def test_the_day_is_when_it_was_published_or_else_issued_or_written(
    tmp_path: Path, docdata: str, head: str, day: date
) -> None:
    assert only(write(tmp_path / "a.xml", nitf(docdata, head=head))).published == day


@pytest.mark.parametrize(
    ("docdata", "head", "byline", "outlet"),
    [
        ("", '<pubdata name="The Post" ex-ref="https://post.example/1"/>', "", "The Post"),
        (
            '<doc.copyright holder="HW"/>',
            "",
            "<distributor><org>Harbour Wire</org></distributor>",
            "Harbour Wire",
        ),
        ('<doc.copyright holder="HW"/>', "", "", "HW"),
        ("", "", "", ""),
    ],
)
def test_the_outlet_is_who_published_or_sent_it(
    tmp_path: Path, docdata: str, head: str, byline: str, outlet: str
) -> None:
    assert only(write(tmp_path / "a.xml", nitf(docdata, head=head, byline=byline))).outlet == outlet


def test_captions_are_left_out_and_headings_tables_and_quotes_stand_apart(tmp_path: Path) -> None:
    body = (
        "<block><p>One.</p><hl2>Two</hl2><bq><block><p>Three.</p></block></bq></block>"
        "<media media-type='image'><media-caption>A picture.</media-caption></media>Four."
        "<table><tr><td>5</td><td>6</td></tr></table>"
    )
    assert only(write(tmp_path / "a.xml", nitf(body=body))).text == "One.\n\nTwo\n\nThree.\n\nFour.\n\n5 | 6"


def test_the_abstract_is_the_text_only_where_there_is_no_other(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.xml", nitf(body=""))).text == "A ferry came home."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_declared_encoding_is_believed_and_a_wrong_one_does_no_harm(
    tmp_path: Path, encoding: str
) -> None:
    for declared in (encoding, "utf-8"):
        start = f'\n<?xml version="1.0" encoding="{declared}"?>\n'
        text = nitf(body="<p>Señor Muñoz, who owns the café, said that nobody had told him.</p>", start=start)
        article = only(write(tmp_path / "a.xml", text.encode(encoding)))
        assert article.text == "Señor Muñoz, who owns the café, said that nobody had told him."


def test_a_document_type_is_passed_over_and_its_entities_of_html_are_read(tmp_path: Path) -> None:
    start = '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://example.org/nitf-3-6.dtd">'
    body = "<p>The crew &mdash; tired&nbsp;&amp; hungry &#8211; slept &lt;late&gt;.</p>"
    assert (
        only(write(tmp_path / "a.xml", nitf(body=body, start=start))).text
        == "The crew — tired & hungry – slept <late>."
    )


# --- NewsML-G2


@pytest.mark.parametrize(
    "content",
    [
        XHTML,
        IN_NITF,
        f'<inlineData contenttype="text/html"><![CDATA[{PARAGRAPHS}]]></inlineData>',
        f'<inlineData contenttype="text/plain">{TEXT.replace("&", "&amp;")}</inlineData>',
        f'<remoteContent href="a.jpg"/><inlineData contenttype="image/png">iVBORw0KGgo=</inlineData>{XHTML}',
    ],
)
def test_a_news_item_says_all_of_an_article_whatever_its_text_is_written_in(
    tmp_path: Path, content: str
) -> None:
    meta = '<provider qcode="nprov:x"><name>Harbour Wire</name></provider><pubStatus qcode="stat:usable"/>'
    about = (
        "<contentCreated>2022-04-07T23:30:00-05:00</contentCreated><headline>Ferry is back</headline>"
        "<creator><name>Desk</name></creator><by>By Jane Doe</by>"
    )
    path = write(tmp_path / "a.xml", item(content, meta=meta, about=about))
    assert only(path) == Article(
        text=TEXT,
        title="Ferry is back",
        outlet="Harbour Wire",
        authors=("Jane Doe",),
        published=date(2022, 4, 7),
        given_id="urn:wire:1",
        origin=str(path.resolve()),
        revision=1,
    )


def test_what_a_news_item_does_not_say_its_story_does(tmp_path: Path) -> None:
    article = only(write(tmp_path / "a.xml", item(IN_NITF, about="")))
    assert (article.title, article.authors, article.published) == (
        "Ferry is back",
        ("Jane Doe",),
        date(2022, 4, 8),
    )


@pytest.mark.parametrize(
    ("meta", "outlet"),
    [
        ('<provider literal="Harbour Wire"/>', "Harbour Wire"),
        ('<provider qcode="nprov:HW"/>', "HW"),
        ('<provider uri="https://www.wire.example/about"/>', "wire.example"),
        ("", ""),
    ],
)
def test_the_outlet_is_the_provider_however_it_is_named(tmp_path: Path, meta: str, outlet: str) -> None:
    assert only(write(tmp_path / "a.xml", item(XHTML, meta=meta))).outlet == outlet


def test_a_message_gives_each_text_with_its_number_and_passes_over_pictures(tmp_path: Path) -> None:
    picture = item('<remoteContent contenttype="image/jpeg" href="a.jpg"/>', guid="urn:wire:2")
    path = write(tmp_path / "a.xml", message(item(XHTML), picture, item(XHTML, guid="urn:wire:3")))
    assert [(a.given_id, a.origin.rpartition("#")[2]) for a in articles(path)] == [
        ("urn:wire:1", "1"),
        ("urn:wire:3", "3"),
    ]


def test_of_several_versions_in_a_message_the_last_is_given(tmp_path: Path) -> None:
    versions = [
        item(XHTML.replace("Monday", day), version=v)
        for v, day in [("9", "Friday"), ("10", "Sunday"), ("2", "x")]
    ]
    assert "Sunday" in only(write(tmp_path / "a.xml", message(*versions))).text


@pytest.mark.parametrize(
    ("written", "revision"),
    [("3", 3), ("20220408103000", 20220408103000), ("", 1), ("0", 1), ("x", 1), ("9" * 40, 1)],
)
def test_the_version_of_a_news_item_is_counted_from_one(tmp_path: Path, written: str, revision: int) -> None:
    assert only(write(tmp_path / "a.xml", item(XHTML, version=written))).revision == revision


# --- kills


@pytest.mark.parametrize("content", ["", XHTML, '<inlineData contenttype="text/plain">KILL</inlineData>'])
@pytest.mark.parametrize(
    "status",
    [
        'qcode="stat:canceled"',
        'qcode="s:Cancelled"',
        'uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"',
    ],
)
def test_a_cancelled_item_is_a_kill_with_a_text_or_without(tmp_path: Path, content: str, status: str) -> None:
    killed = item(content, version="4", meta=f"<pubStatus {status}/>")
    path = write(tmp_path / "a.xml", killed)
    assert [*read(path)] == [Kill("urn:wire:1", 4, str(path.resolve()))]
    path = write(tmp_path / "b.xml", message(item(XHTML, guid="tag:wire.example,2022:2"), killed))
    first, second = read(path)
    assert isinstance(first, Article)
    assert second == Kill("urn:wire:1", 4, f"{path.resolve()}#2")


def test_in_one_message_a_later_version_undoes_a_kill_and_an_earlier_one_does_not(tmp_path: Path) -> None:
    for version, kind in (("3", Kill), ("5", Article)):
        killed = item("", version="4", meta='<pubStatus qcode="stat:canceled"/>')
        path = write(tmp_path / "a.xml", message(killed, item(XHTML, version=version)))
        assert [type(found) for found in read(path)] == [kind]


def test_a_story_in_nitf_is_killed_where_its_id_is_one_of_the_whole_world(tmp_path: Path) -> None:
    docdata = ' management-status="canceled"><doc-id id-string="urn:wire:9"/>'
    path = write(tmp_path / "a.xml", nitf(docdata))
    assert [*read(path)] == [Kill("urn:wire:9", 0, str(path.resolve()))]

"""What an entry of a feed says: an article with its title, text, authors and day, however it is written."""

from datetime import date
from xml.sax.saxutils import escape

import pytest

from index.article import Article
from tests.feed_writing import ITEM, SPACES, URL, atom, only, parsed, rss, said

# --- what an entry says


def test_an_item_of_rss_becomes_an_article_with_all_that_it_says() -> None:
    body = (
        "<p>It came &amp; went.</p><script>spy()</script><p style='display:none'>No.</p><p>All was well.</p>"
    )
    entry = only(
        rss(
            ITEM.format(
                f"<description>It came.</description><content:encoded><![CDATA[{body}]]></content:encoded>"
                "<dc:creator>Jo Bloggs and Al Fresco</dc:creator><guid isPermaLink='false'>77</guid>"
                "<pubDate>Thu, 07 Apr 2022 23:30:00 -0500</pubDate>"
            )
        )
    )
    assert entry.is_full
    assert entry.url == "https://paper.example/1"
    assert entry.article == Article(
        text="It came & went.\n\nAll was well.",
        title="Ferry returns",
        url="https://paper.example/1",
        outlet="The Harbour Wire",
        authors=("Jo Bloggs", "Al Fresco"),
        published=date(2022, 4, 7),
        given_id="77",
        origin=URL,
    )


def test_an_entry_of_atom_with_xhtml_says_when_it_was_changed() -> None:
    content = "<div xmlns='http://www.w3.org/1999/xhtml'><p>It c<b>a</b>me.</p><p>All was well.</p></div>"
    entry = only(
        atom(
            f"<entry><title>Ferry</title><link href='/1'/><content type='xhtml'>{content}</content>"
            "<author><name>Jo Bloggs</name></author><updated>2022-04-08T01:00:00Z</updated>"
            "<published>2022-04-07T23:30:00-05:00</published></entry>"
        )
    )
    assert (entry.url, entry.is_full, entry.updated) == (
        "https://paper.example/1",
        True,
        "2022-04-08T01:00:00Z",
    )
    assert entry.article is not None
    assert entry.article.text == "It came.\n\nAll was well."
    assert (entry.article.authors, entry.article.published) == (("Jo Bloggs",), date(2022, 4, 7))


def test_rss_1_and_what_stands_in_a_namespace_not_declared_are_read() -> None:
    item = "<item><title>A</title><dc:date>2022-04-07</dc:date><description>b</description></item>"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    one = f"<rdf:RDF xmlns:rdf='{rdf}' xmlns='http://purl.org/rss/1.0/' {SPACES}><channel/>{item}</rdf:RDF>"
    undeclared = f"<rss><channel>{item}</channel></rss>"
    assert said(one).published == said(undeclared).published == date(2022, 4, 7)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("AT&amp;amp;T", "AT&T"),
        ("AT&amp;T", "AT&T"),
        ("AT&T", "AT&T"),
        ("Caf&eacute; &mdash; open", "Café — open"),
        ("&lt;b&gt;Ferry&lt;/b&gt; returns", "Ferry returns"),
        ("<![CDATA[<i>Ferry</i> &amp; crew]]>", "Ferry & crew"),
        ("3 &lt; 4", "3 < 4"),
        ("How &amp;lt;b&amp;gt; works", "How <b> works"),
        ("  Ferry\n returns ", "Ferry returns"),
    ],
)
def test_a_title_loses_its_tags_and_has_its_characters_read_once(written: str, meant: str) -> None:
    feed = rss(f"<item><title>{written}</title><description>b</description></item>")
    assert said(feed).title == meant


def test_atom_says_itself_what_is_html() -> None:
    plain = "<entry><title>How &lt;b&gt; works</title><summary>b</summary></entry>"
    html = "<entry><title type='html'>&lt;b&gt;Ferry&lt;/b&gt;</title><summary>b</summary></entry>"
    assert said(atom(plain)).title == "How <b> works"
    assert said(atom(html)).title == "Ferry"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        *(("Thu, 07 Apr 2022 23:30:00 -0500", 7), ("Thu, 07 Apr 22 00:10:00 EST", 7)),
        *(("7 April 2022", 7), ("2022-04-07T23:59:59-11:00", 7), ("2022-04-07T00:00:01+14:00", 7)),
        *(("20220407T233000Z", 7), ("Thu Apr  7 23:30:00 2022", 7), ("1649374200", 7)),
        *(("jeu., 07 avr. 2022 23:30:00 +0200", 7), ("Thu, 07 Apr 2022 24:00:00 GMT", 7)),
        *(("Thu, 32 Apr 2022", None), ("2022-04", None), ("yesterday", None), ("2022-W14-4", None)),
    ],
)
def test_the_day_is_the_one_written_whatever_the_zone(written: str, day: int | None) -> None:
    found = said(rss(ITEM.format(f"<pubDate>{written}</pubDate><description>b</description>"))).published
    assert found == (None if day is None else date(2022, 4, day))


def test_a_feed_whose_dates_cannot_be_read_still_gives_the_days_in_numbers() -> None:
    odd = "".join(ITEM.format(f"<pubDate>foo {i} 2002 bar</pubDate>") for i in range(20))
    last = parsed(rss(odd + ITEM.format("<pubDate>2022-04-07 10:00</pubDate>"))).entries[-1]
    assert last.said is not None
    assert last.said.published == date(2022, 4, 7)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("<author>jo@paper.example (Jo Bloggs)</author>", ("Jo Bloggs",)),
        ("<author>Jo Bloggs &lt;jo@paper.newspaper&gt;</author>", ("Jo Bloggs",)),
        ("<author>jo@paper.example</author>", ()),
        ("<dc:creator>Jo Bloggs</dc:creator><dc:creator>Al Fresco</dc:creator>", ("Jo Bloggs", "Al Fresco")),
        ("<dc:creator>By Jo Bloggs</dc:creator><author>Jo Bloggs</author>", ("Jo Bloggs",)),
        ("<category>a</category><category>b</category>", ()),
    ],
)
def test_authors_are_named_without_their_addresses(written: str, names: tuple[str, ...]) -> None:
    assert said(rss(ITEM.format(written + "<description>b</description>"))).authors == names


def test_links_are_seen_from_the_base_of_the_document_or_else_from_the_feed() -> None:
    entries = "<entry xml:base='2022/'><title>A</title><link href='1?a=1&amp;b=2'/></entry>"
    assert (
        only(atom(entries, "xml:base='https://wire.example/en/'")).url
        == "https://wire.example/en/2022/1?a=1&b=2"
    )
    assert only(rss("<item><title>A</title><link>../1</link></item>")).url == "https://paper.example/1"


def test_a_guid_is_a_link_unless_it_says_that_it_is_none() -> None:
    item = "<item><title>A</title><guid{}>https://paper.example/9</guid></item>"
    assert only(rss(item.format(""))).url == "https://paper.example/9"
    assert only(rss(item.format(" isPermaLink='false'"))).url == ""


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "https://a@evil.example/", "https://["]
)
def test_a_link_that_must_not_be_followed_is_none(link: str) -> None:
    assert (
        only(rss(f"<item><title>A</title><link>{link}</link><description>b</description></item>")).url == ""
    )


def test_a_summary_and_a_text_that_breaks_off_are_not_whole() -> None:
    assert not only(rss(ITEM.format("<description>It came.</description>"))).is_full
    for end in ("[…]", "…", "...", "Read more", "Continue reading <b>Ferry</b> →", "[&hellip;]"):
        teaser = escape(f"<p>It came.</p><p>{end}</p>")
        assert not only(rss(ITEM.format(f"<content:encoded>{teaser}</content:encoded>"))).is_full, end


def test_an_entry_of_a_title_alone_says_it_but_is_no_article() -> None:
    entry = only(
        rss(
            ITEM.format(
                "<pubDate>Thu, 07 Apr 2022 10:00:00 GMT</pubDate><content:encoded> </content:encoded>"
            )
        )
    )
    assert (entry.article, entry.is_full) == (None, False)
    assert entry.said is not None
    assert (entry.said.title, entry.said.text, entry.said.published) == (
        "Ferry returns",
        "",
        date(2022, 4, 7),
    )


def test_an_article_passed_on_keeps_the_outlet_that_wrote_it() -> None:
    source = "<source url='https://wire.example/feed'>Wire</source><description>b</description>"
    assert said(rss(ITEM.format(source))).outlet == "Wire"


# --- encodings


@pytest.mark.parametrize("charset", ["", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252", "iso-8859-2"]
)
def test_the_encoding_is_found_whatever_the_server_says_by_default(encoding: str, charset: str) -> None:
    item = "<item><title>Łódź</title><description>é “b”</description></item>"
    if encoding == "windows-1252":
        item = item.replace("Łódź", "Lódz")
    elif encoding == "iso-8859-2":
        item = item.replace("“b”", "b")
    document = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?>{rss(item)}"
    assert said(document.encode(encoding), charset=charset).title in item


def test_a_server_that_names_an_encoding_of_its_own_is_believed() -> None:
    document = rss("<item><title>Паром вернулся</title><description>b</description></item>")
    assert said(document.encode("koi8-r"), charset="koi8-r").title == "Паром вернулся"


def test_no_document_chooses_an_encoding_that_is_none() -> None:
    feed = rss(ITEM.format(r"<description>caf\u00e9</description>"))
    for name in ("unicode_escape", "punycode", "zip", "rot13"):
        document = f"<?xml version='1.0' encoding='{name}'?>{feed}"
        assert said(document.encode("latin-1"), charset=name).text == "caf\\u00e9"

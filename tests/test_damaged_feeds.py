"""Feeds that are damaged, huge or made to do harm: what is whole in them is read, and the rest is told."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import feeds
from index.entries import MOST_ENTRIES, Feed
from index.errors import ReadingError
from tests.feed_writing import ITEM, URL, atom, only, parsed, reason, rss, said

GOOD = ITEM.format("<description>It came.</description>")


def titles(feed: Feed) -> list[str]:
    return [entry.said.title for entry in feed.entries if entry.said]


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_of_a_feed_cut_short_the_whole_entries_are_kept_and_the_damage_is_told(kept: int) -> None:
    whole = rss(
        "".join(f"<item><title>No {n}</title><description>All of it.</description></item>" for n in range(3))
    )
    start = whole.index(f"No {kept}")
    for cut in range(start, start + 60, 7):
        feed = parsed(whole[:cut])
        assert titles(feed) == [f"No {n}" for n in range(whole[:cut].count("</item>"))]
        assert feed.damage.startswith("is cut short")


def test_a_feed_packed_and_cut_short_is_read_as_far_as_it_goes() -> None:
    packed = gzip.compress(rss("".join(ITEM.format(f"<guid>{n}</guid>") for n in range(2000))).encode())
    feed = parsed(packed[: len(packed) // 2])
    assert 0 < len(feed.entries) <= MOST_ENTRIES
    assert "gzip" in feed.damage
    assert parsed(packed).damage.startswith("has 2,000 entries")


def test_html_that_was_not_escaped_damages_no_entry_beside_it() -> None:
    feed = parsed(rss(ITEM.format("<description><p>One<br>two</p></description>") + GOOD))
    assert titles(feed) == ["Ferry returns"] * 2
    assert feed.damage.startswith("is not well-formed XML (mismatched tag")
    assert feed.entries[0].article is not None
    assert feed.entries[0].article.text == "One\ntwo"


def test_what_many_feeds_get_wrong_is_mended_without_a_word() -> None:
    feed = parsed(
        "\n\n"
        + rss(ITEM.format("<description>A&nbsp;b & c\x0b&#11;&bogus; &#x110000;</description>"))
        + "\nWarning: <br>"
    )
    assert feed.damage == ""
    assert feed.entries[0].article is not None
    assert feed.entries[0].article.text.startswith("A b & c")


def test_the_first_entries_of_many_are_read_and_the_rest_is_told() -> None:
    feed = parsed(rss("".join(f"<item><title>No {n}</title></item>" for n in range(100_000))))
    assert titles(feed) == [f"No {n}" for n in range(MOST_ENTRIES)]
    assert feed.damage == "has 100,000 entries: the first 1,000 were read"
    assert feed.title == "The Harbour Wire"


BOMB = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "subset",
    [
        BOMB,
        '<!ENTITY i SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:1/x">%p;',
        '<!ENTITY i "]>">',
    ],
)
def test_no_entity_is_expanded_or_fetched(subset: str) -> None:
    document = f"<?xml version='1.0'?><!DOCTYPE rss [{subset}]>"
    text = said(document + rss(ITEM.format("<description>It came. &i;</description>"))).text
    assert text == "It came. &i;"
    assert (
        said(document + atom("<entry><title>A</title><summary>It came. &i;</summary></entry>")).text == text
    )


HUGE = {
    "an author": "<author>" + "a" * 500_000 + "</author>",
    "a creator in pieces": "<dc:creator>" + ("a" * 99 + "<b/>") * 5000 + "</dc:creator>",
    "categories": "".join(f"<category>{n}</category>" for n in range(80_000)),
    "nested elements": "<a>" * 30_000,
    "nested HTML": "<description>It came." + "&lt;div&gt;" * 50_000 + "</description>",
    "brackets": "<description>It came." + "&lt;" * 500_000 + "</description>",
    "a title": "<title>" + "&lt;b" * 300_000 + "</title>",
    "a date": "<pubDate>" + "1 " * 300_000 + "</pubDate>",
    "a link": "<link>" + "&amp;a" * 300_000 + "</link>",
    "CDATA": "<![CDATA[" * 100_000,
    "blank lines": "<description>It came." + "\n " * 500_000 + "</description>",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HUGE)
def test_no_size_of_one_part_hinders_the_others(name: str) -> None:
    # each takes minutes where the cost grows with the square of the size
    assert titles(parsed(rss(GOOD + f"<item>{HUGE[name]}<title>Last</title></item>")))[0] == "Ferry returns"


@pytest.mark.parametrize(
    "start",
    ["\n" * 2_000_000, "<?a" * 500_000 + "?>", "<!--" * 500_000 + "-->", "<!DOCTYPE a" * 200_000 + ">"],
)
def test_no_length_of_what_comes_before_the_feed_hinders_it(start: str) -> None:
    assert only(start + rss(GOOD)).url == "https://paper.example/1"


def test_more_tags_than_can_be_read_are_refused() -> None:
    assert "is too large" in reason(rss("<item>" + "<a/>" * 200_001 + "</item>"))


def test_a_large_feed_of_whole_articles_is_read() -> None:
    html = "<p>It <b>came</b> on Monday.</p>" * 100
    feed = parsed(rss(ITEM.format(f"<description><![CDATA[{html}]]></description>") * MOST_ENTRIES))
    assert [entry.article is not None for entry in feed.entries] == [True] * MOST_ENTRIES
    assert not feed.damage


@pytest.mark.timeout(60)
def test_a_feed_cut_short_names_no_more_containers_than_one_can_have() -> None:
    # each that is not closed is looked for in the whole of it
    document = rss(GOOD).removesuffix("</channel></rss>")
    many = "".join(f"<a{n}:rss>" for n in range(6000))
    assert titles(parsed(f"{document}{many}" + "word " * 4_000_000)) == ["Ferry returns"]


pieces = st.sampled_from(
    """<rss> <channel> <item> </item> </channel> </rss> <title> </title> <link> </link> <description>
    </description> <feed> <entry> </entry> </feed> <author> </author> <pubDate> </pubDate> <![CDATA[ ]]> <!--
    --> & &amp; &lt; < > &#0; <urlset> <url> <loc> </loc> </url> {" "items" : [ ] } 2022-04-07 é <!DOCTYPE <?
    https://x.example/1""".split()
)
soups = st.lists(pieces, max_size=25).map(" ".join).map(str.encode)


@given(soups | st.binary() | st.binary().map(gzip.compress))
def test_any_bytes_are_a_feed_or_refused(content: bytes) -> None:
    try:
        feed = feeds.parse(content, URL)
    except ReadingError as error:
        assert str(error)
    else:
        assert len(feed.entries) <= MOST_ENTRIES


@given(st.text(), st.text(), st.text(), st.text())
def test_any_words_of_a_feed_leave_its_entries_apart(title: str, link: str, body: str, day: str) -> None:
    def cdata(text: str) -> str:
        return f"<![CDATA[{text.replace(']]>', '')}]]>"

    odd = f"<item><title>{cdata(title)}</title><link>{cdata(link)}</link><pubDate>{cdata(day)}</pubDate>"
    feed = feeds.parse(
        rss(GOOD + odd + f"<description>{cdata(body)}</description></item>" + GOOD).encode(
            "utf-8", "replace"
        ),
        URL,
    )
    assert len(feed.entries) == 3
    assert feed.entries[0] == feed.entries[2]

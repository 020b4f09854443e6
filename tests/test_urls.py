"""Which addresses are one article's, and which never may be."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.fields import LONGEST_ADDRESS
from index.urls import canonical, is_fetchable

STORY = "https://www.paper.example/2022/04/07/ferry-returns"


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.paper.example/2022/04/07/ferry-returns",
        "HTTPS://WWW.Paper.Example/2022/04/07/ferry-returns",
        "https://paper.example/2022/04/07/ferry-returns",
        "https://paper.example./2022/04/07/ferry-returns",
        "https://m.paper.example/2022/04/07/ferry-returns",
        "https://mobile.paper.example/2022/04/07/ferry-returns",
        "https://amp.paper.example/2022/04/07/ferry-returns",
        "https://www.m.paper.example/2022/04/07/ferry-returns",
        "http://www.paper.example:80/2022/04/07/ferry-returns",
        "https://www.paper.example:443/2022/04/07/ferry-returns",
        f"  {STORY}\n",
        f"{STORY}/",
        f"{STORY}#comments",
        f"{STORY}?",
        f"{STORY}/index.html",
        f"{STORY}/amp",
        f"{STORY}/amp/",
        f"{STORY}.amp",
        f"{STORY}?amp",
        f"{STORY}?amp=1",
        f"{STORY}?outputType=amp",
        f"{STORY}?utm_source=rss&utm_medium=feed&UTM_Campaign=x",
        f"{STORY}?fbclid=abc&gclid=d&dclid=e&msclkid=f&mc_cid=g&mc_eid=h&igshid=i",
        f"{STORY}?at_medium=RSS&at_campaign=KARANGA&xtor=AL-72&ocid=wsnews&cmpid=s",
        f"{STORY}/?ref_src=twsrc%5Etfw&__twitter_impression=true",
        "https://www.paper.example/2022/04/07/ferry%2Dreturns",
        "https://www.paper.example/2022/04/07/f%65rry-returns",
        "https://www-paper-example.cdn.ampproject.org/c/s/www.paper.example/2022/04/07/ferry-returns/amp",
        "https://www-paper-example.cdn.ampproject.org/v/s/paper.example/2022/04/07/ferry-returns?amp_js_v=a6&usqp=m",
        "https://cdn.ampproject.org/c/www.paper.example/2022/04/07/ferry-returns",
        "https://www-paper-example.bing-amp.com/c/s/www.paper.example/2022/04/07/ferry-returns",
        "https://www.google.com/amp/s/www.paper.example/2022/04/07/ferry-returns?amp",
        "https://google.co.uk/amp/paper.example/2022/04/07/ferry-returns/amp/",
    ],
)
def test_variants_of_an_address_are_one(variant: str) -> None:
    assert canonical(variant) == canonical(STORY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://cnn.com/2022/a?iref=top", "https://edition.cnn.com/2022/a/index.html"),
        ("https://cnn.com/2022/a?cid=external", "https://amp.cnn.com/cnn/2022/a"),
        ("https://www.bbc.co.uk/news/world-1.amp", "https://bbc.com/news/world-1?at_medium=RSS"),
        ("https://nytimes.com/a.html?smid=tw", "https://mobile.nytimes.com/a.html?partner=rss&emc=rss"),
        ("https://x.example/a?b=2&a=1", "http://x.example/a?a=1&b=2"),
        ("https://x.example/a?a=%2f", "https://x.example/a?a=%2F"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%c3%a9"),
        ("https://x.example/story.amp.html", "https://x.example/story.html"),
        ("https://x.example", "https://x.example/index.html"),
    ],
)
def test_what_single_sites_and_spellings_do_makes_no_other_article(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/story?id=1", "https://x.example/story?id=2"),
        ("https://x.example/?p=1", "https://x.example/?p=2"),
        ("https://x.example/?p=1", "https://x.example/"),
        ("https://x.example/news.php?story=1", "https://x.example/news.php"),
        ("https://x.example/a?cid=1", "https://x.example/a?cid=2"),  # a category, but for CNN
        ("https://x.example/a?partner=1", "https://x.example/a?partner=2"),
        ("https://x.example/a?ref=v1", "https://x.example/a?ref=v2"),
        ("https://x.example/a?x=1&x=2", "https://x.example/a?x=2&x=1"),
        ("https://x.example/a?amp=2", "https://x.example/a"),
        ("https://x.example/Story", "https://x.example/story"),
        ("https://x.example/a%2Fb", "https://x.example/a/b"),
        ("https://x.example/amp", "https://x.example/"),
        ("https://x.example/camp", "https://x.example/c"),
        ("https://x.example/#!/story/1", "https://x.example/#!/story/2"),
        ("https://x.example/#/story/1", "https://x.example/#/story/2"),
        ("https://x.example:8080/a", "https://x.example/a"),
        ("https://mexample.test/a", "https://example.test/a"),
        ("https://news.x.example/a", "https://x.example/a"),
        ("https://www.com/a", "https://com/a"),
        ("https://google.com/amp/s/x.example/1", "https://google.com/amp/s/x.example/2"),
    ],
)
def test_different_articles_keep_different_addresses(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "ferry",
            "/2022/ferry",
            "mailto:jo@x.example",
            "javascript:alert(1)",
            "file:///etc/passwd",
        ),
        *("https://", "http:///path", "https://[::1", "https://x.example:port/", "https://x.example:99999/"),
        *("https://jo:secret@x.example/a", "\udc80", "https://x.example/" + "a" * LONGEST_ADDRESS),
    ],
)
def test_what_is_no_address_of_the_web_stays_as_it_is(text: str) -> None:
    assert canonical(text) == text
    assert not is_fetchable(text)


parts = st.sampled_from(
    """https:// http:// www. m. amp. x.example google.com/amp/s/ cdn.ampproject.org/c/s/ / // /amp .amp
    .amp.html /index.html ? & = # #! amp=1 utm_source=a b=2 a=1 % %2 %25 %41 %c3%a9 é ü. [ ] : :80 @ . ..
    \ud800 cnn.com edition. /cnn/ outputType=amp bbc.co.uk""".split()
)


@given(st.lists(parts, max_size=12).map("".join) | st.text().map("https://x.example/{}".format) | st.text())
@example("https://x.example/%4%31")  # two escapes that become a third
@example("https://x.example/a/amp/amp.amp/index.html//amp")
@example("https://cdn.ampproject.org/c/s/cdn.ampproject.org/c/s/x.example/amp")
@example("https://cdn.ampproject.org/c/s/[.")
@example("https://x.example/\ud800?\udfff#!\udfff")
def test_any_text_has_one_canonical_form_that_stays(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    is_fetchable(text)


@pytest.mark.parametrize("text", ["/amp" * 900, "/index.html" * 300, "/" * 3900, "%4" * 1900, "?&" * 1900])
def test_rules_that_apply_again_and_again_come_to_an_end(text: str) -> None:
    once = canonical("https://x.example/a" + text)
    assert canonical(once) == once


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example",
        "http://x.example:8080/a?b#c",
        "https://[::1]/a",
        "http://127.0.0.1/",
        "HTTP://X.EXAMPLE/",
    ],
)
def test_an_address_with_a_host_can_be_fetched(url: str) -> None:
    assert is_fetchable(url)


@pytest.mark.parametrize(
    "url", ["https://x.example/a b", "https://x.example\\@y.example/", "//x.example/a", "ftp://x.example/"]
)
def test_an_address_that_programs_read_differently_is_not_fetched(url: str) -> None:
    assert not is_fetchable(url)

"""How much a page may be: what a newsroom writes is read, what is made to take long is refused at once."""

import json
from collections.abc import Callable
from datetime import date
from itertools import islice, product

import pytest

from index import markup, readers
from index.article import Article
from index.errors import ReadingError
from index.fields import MOST_AUTHORS
from tests.feed_writing import ITEM, parsed, rss

FETCHED = "https://www.example.org/2022/04/07/ferry"
SENTENCE = "The ferry returned on Monday, weeks before anybody in the harbour had expected it."
ICON = '<svg viewBox="0 0 9 9"><g><path d="M1 2L3 4Z"></path><title>Share</title></g></svg>'
CLASSES = 'class="mx-auto flex w-full max-w-screen-lg flex-col gap-4 px-4 pb-8 text-base md:px-6 lg:gap-8"'
CARD = (
    f"<div {CLASSES}><a href='/a'><picture><source srcset='a.webp'><img src='a.jpg'></picture>"
    f"<h3>Bridge shut</h3></a><time datetime='2021-01-01'>x</time>{ICON}</div>"
)


def newsroom(
    paragraphs: list[str], inline: int = 0, cards: int = 60, head: str = "", data: str = ""
) -> bytes:
    """A page as newsrooms build them, with `inline` characters of scripts."""
    state = json.dumps({"props": ["<p>A paragraph of another article.</p>"] * (inline // 42)})
    stated = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "Ferry back",
            "author": [{"@type": "Person", "name": "Jane Doe"}],
            "publisher": {"@type": "Organization", "name": "The Post"},
            "articleBody": data,
            "datePublished": "2022-04-07T08:00:00Z",
        }
    )
    body = "".join(f"<p {CLASSES}>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry back - The Post</title>
    {head}<script type="application/ld+json">{stated}</script><style>{".a{color:red}" * 5000}</style></head>
    <body><div><header><nav><ul>{f"<li>{ICON}<a href=/s>Sport</a></li>" * 60}</ul></nav></header><main>
    <article><h1>Ferry back</h1>{body}</article><aside>{CARD * cards}</aside></main></div>
    <script id="state" type="application/json">{state}</script></body></html>""".encode()


def numbered(most: int) -> list[str]:
    return [f"{SENTENCE} It was trip {n}." for n in range(most)]


def article(page: bytes) -> Article:
    return readers.page(page, FETCHED)


@pytest.mark.parametrize(("inline", "paragraphs"), [(0, 12), (3_000_000, 40), (1_000_000, 400)])
def test_a_newsrooms_page_is_read_however_large_its_scripts_are(inline: int, paragraphs: int) -> None:
    page = newsroom(numbered(paragraphs), inline)
    assert len(page) > inline
    read = article(page)
    assert read.text.split("\n\n") == numbered(paragraphs)
    assert (read.title, read.outlet, read.authors) == ("Ferry back", "The Post", ("Jane Doe",))
    assert read.published == date(2022, 4, 7)


def test_a_page_of_very_many_parts_is_read_all_the_same() -> None:
    paragraphs = numbered(4000)
    assert article(newsroom(paragraphs, cards=300)).text.split("\n\n") == paragraphs


def test_a_day_is_found_in_data_too_long_for_the_rest_of_it_to_be_looked_at() -> None:
    read = article(newsroom(numbered(9), data=SENTENCE * 10_000))
    assert read.published == date(2022, 4, 7)
    assert read.text.split("\n\n") == numbered(9)


def test_what_stands_after_a_hidden_or_undrawn_element_is_kept() -> None:
    said = "".join(
        f"{SENTENCE} <b {how}>UNSEEN</b>" for how in ("hidden", "style='display:none'", "style='x:y'")
    )
    text = article(newsroom([f"{said}{ICON}The end of it."])).text
    assert text == " ".join([SENTENCE] * 3) + " UNSEENThe end of it."


def chain(opened: str, closed: str, depth: int) -> Callable[[int], str]:
    return lambda size: (opened * depth + SENTENCE + closed * depth) * (size // (9 * depth))


def each(part: str) -> Callable[[int], str]:
    return lambda size: part * (size // len(part))


MADE_TO_TAKE_LONG = {
    "tags": each("<b>x"),
    "paragraphs": each("<p>x</p>"),
    "links": each("<p><a href=/a>a link</a></p>"),
    "breaks": each("x<br>"),
    "rows": each("<tr><td>x</td></tr>"),
    "pictures": each("<div><img src=a.jpg></div>"),
    "lists": each("<ul><li>x</ul>"),
    "days": each("<i class=date>7 April 2022</i>"),
    "nested": chain("<div>", "</div>", 90),
    "nested quotations": chain("<blockquote>", "</blockquote>", 90),
    "beside much text": lambda size: ("<i></i>" + "word " * 99) * (size // 500),
    "one text": each(SENTENCE + " "),
    "class names": each(f"<i class='{'wrap ' * 300}'>x</i>"),
}


@pytest.mark.parametrize("name", MADE_TO_TAKE_LONG)
def test_a_page_made_to_take_long_is_refused_with_what_mends_it(name: str) -> None:
    page = newsroom(numbered(9), head="</head><body>" + MADE_TO_TAKE_LONG[name](4_000_000))
    with pytest.raises(ReadingError, match=r"[\d,]+ .*the most.*save the article as \.txt"):
        article(page)


BEYOND = {
    "tags": "<!-- x -->" * 400_000,
    "elements": ("<div>" + "<p>x</p>" * 1000 + "</div>") * 20,
    "elements within one another": ("<div>" * 180 + SENTENCE + "</div>" * 180) * 40,
    "elements side by side": "<div>" + "x<br>" * 5001 + "</div>",
    "characters beside elements": "<div>" + ("<i>x</i>" + "word " * 10) * 4900 + "</div>",
    "characters of text and attributes": f"<p>{SENTENCE}</p>" * 3000 + f"<p class='{'x' * 1900}'>x</p>" * 500,
}


@pytest.mark.parametrize("limit", BEYOND)
def test_a_page_just_beyond_one_limit_is_told_which(limit: str) -> None:
    with pytest.raises(ReadingError, match=rf"is HTML of [\d,]+ {limit}, [\d,]+ are the most"):
        article(newsroom(numbered(9), head="</head><body>" + BEYOND[limit]))
    half, _, _ = BEYOND[limit][: len(BEYOND[limit]) // 2].rpartition("<")
    assert article(newsroom(numbered(9), head="</head><body>" + half)).text


DATA = "<script type='application/ld+json'>{}</script>"
HARMLESS = {
    "comments": ("<!-- x -->", 300_000),
    "unread elements": ("<svg><path/></svg><style>x</style>", 70_000),
    "hidden elements": ("<i hidden>x</i> <i style='display:none'>x</i> ", 90_000),
    "scripts": ("<script>x</script>", 190_000),
    "data": (DATA, 90_000),
    "brackets in data": (DATA.format("<" * 30_000), 10),
    "quotes in data": (DATA.format('"' + '\\"' * 15_000), 100),
    "authors": ("<meta name=author content='Al Bo, Cy Du'>", 4000),
    "long values": (f"<meta name=description content='{'<' * 1900}'>", 100),
    "longer values": (f"<meta name=description content='{'<' * 90_000}'>", 3),
    "titles": ("<title>a - b</title>", 4000),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_no_number_of_what_is_not_read_hinders_a_page(name: str) -> None:
    part, times = HARMLESS[name]
    assert article(newsroom(numbered(9), head=part * times)).text.split("\n\n") == numbered(9)


@pytest.mark.parametrize("value", ["", "=1", "='>'", '="<p>"', '="it\'s"'])
def test_a_tag_of_attributes_without_end_is_refused(value: str) -> None:
    tag = "<p " + " ".join(f"a{n}{value}" for n in range(50_000)) + ">x</p>"
    with pytest.raises(ReadingError, match=r"attributes.*save the article as \.txt"):
        article(newsroom([*numbered(9), tag]))
    with pytest.raises(ReadingError, match="attributes"):
        markup.fragment_text(tag)


@pytest.mark.parametrize(
    "part",
    [
        "<script>for (i = 0; i<n; i++) {}</script>",
        "<script>let html = '<p ' + {}</script>",
        "<style>{}</style><!-- if a <b {} -->",
        "<i title='a <b {}'></i>",
        '<div data-state="i <n {}"></div>',
    ],
)
def test_no_length_of_a_script_comment_or_value_makes_a_tag_of_it(part: str) -> None:
    page = newsroom(numbered(9), head="</head><body>" + part.replace("{}", "a b = c / d; " * 500))
    assert "\n\n".join(numbered(9)) in article(page).text


def test_cells_that_span_many_others_are_read_as_one_each() -> None:
    row = "<tr><td colspan=100 rowspan=100>Bread</td><td>2</td></tr>"
    text = article(newsroom([*numbered(9), f"<table>{row * 500}</table>"])).text
    assert text.count("Bread") == text.count("| 2") == 500
    assert len(text) < 20_000


def test_no_length_of_a_document_type_hinders_a_page() -> None:
    page = newsroom(numbered(9)).decode().removeprefix("<!DOCTYPE html>")
    assert article(f"<!DOCTYPE {'/' * 2_000_000}<>{page}".encode()).text.split("\n\n") == numbered(9)


def test_of_authors_without_end_the_first_are_kept() -> None:
    names = [f"Ann {''.join(three)}" for three in islice(product("Bcdfghklmn", repeat=3), 500)]
    head = "".join(f"<meta name=author content='{name}'>" for name in names)
    page = newsroom(numbered(9), head=head).replace(b"Jane Doe", b"")
    authors = article(page).authors
    assert 20 < len(authors) < MOST_AUTHORS
    assert {author.casefold() for author in authors} <= {name.casefold() for name in names}


def test_spaces_and_breaks_of_a_fragment_are_joined_as_they_always_were() -> None:
    text = markup.fragment_text("<b> </b>" * 20_000 + "x <br> y" + "<i> </i><br> " * 3 + "<p> z")
    assert text == "x\ny\n\n\nz".replace("\n\n\n", "\n\n")


def test_a_fragment_of_too_many_tags_is_refused_and_hinders_no_entry_beside_it() -> None:
    html = "<p>x" * 1_000_000
    with pytest.raises(ReadingError, match="tags"):
        markup.fragment_text(html)
    feed = parsed(
        rss(
            ITEM.format(f"<description>{html.replace('<', '&lt;')}</description>")
            + ITEM.format("<description>It came.</description>")
        )
    )
    assert [entry.article is not None for entry in feed.entries] == [False, True]

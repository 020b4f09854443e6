"""Web archives: which captures become articles, whatever else is in the archive and wrong with it."""

import gzip
import random
import resource
import zlib
from datetime import date
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from index import warc
from index.article import Article, Kill
from index.readers import Unreadable, read
from tests.reading import articles, only, page, write

URL = "https://www.example.org/ferry"
LONG = (
    "<p>It had left in autumn for a voyage that was to take it around the cape and back within a month.</p>"
)
UNDATED = page(body=LONG).encode()
HTML = page('<meta property="article:published_time" content="2022-04-07">').encode()


def record(
    url: str = URL,
    content: bytes = HTML,
    *,
    day: str = "2022-05-01",
    kind: str = "response",
    status: str = "200 OK",
    media: str = "text/html; charset=utf-8",
    headers: str = "",
    length: int | None = None,
) -> bytes:
    block, of_block = content, media
    if kind != "resource":
        block = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n".encode() + content
        of_block = "application/http; msgtype=response"
    written = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {of_block}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return written.encode() + block + b"\r\n\r\n"


def story(words: str) -> bytes:
    return HTML.replace(b"The crew slept", words.encode())


def archive(folder: Path, *records: bytes) -> Path:
    """Packed record by record, as crawlers write them."""
    path = folder / "crawl.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, records)))
    return path


def found(path: Path) -> list[str]:
    """The URL of each article, and the number and reason of each record that holds none."""
    return [
        item.url if isinstance(item, Article) else f"#{item.origin.rpartition('#')[2]} {item.reason}"
        for item in read(path)
        if not isinstance(item, Kill)  # which no archive of the web holds
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "A.WARC.GZ"])
def test_a_page_is_read_as_html_is_with_the_address_it_was_fetched_from(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(record()) if name.lower().endswith("gz") else record())
    article = only(path)
    as_file = only(write(tmp_path / "a.html", HTML))
    assert (article.text, article.title, article.published) == (as_file.text, as_file.title, date(2022, 4, 7))
    assert (article.url, article.outlet) == (URL, "example.org")
    assert article.origin == f"{path.resolve()}#1"


def test_an_archive_packed_in_one_piece_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(record() + record(URL + "2")))
    assert found(path) == [URL, URL + "2"]


def test_the_day_of_the_crawl_is_not_the_day_of_publication(tmp_path: Path) -> None:
    assert only(archive(tmp_path, record(content=UNDATED, day="2023-01-01"))).published is None


def test_all_but_pages_that_were_found_is_passed_over(tmp_path: Path) -> None:
    others = [
        record(kind="warcinfo"),
        record(kind="request"),
        record(kind="revisit"),
        record(kind="metadata"),
        record("dns:example.org", b"example.org. 60 IN A 127.0.0.1", kind="resource", media="text/dns"),
        record("urn:page", kind="resource", media="text/html"),
        record(URL + ".png", b"\x89PNG" + bytes(99), media="image/png"),
        record(status="404 Not Found"),
        record(status="301 Moved"),
        record(URL + "/r", kind="resource", media="text/html"),
    ]
    assert found(archive(tmp_path, *others)) == [URL + "/r"]
    (item,) = read(archive(tmp_path, *others[:-1]))
    assert isinstance(item, Unreadable) and "no article" in item.reason


def test_of_several_captures_the_latest_is_given_wherever_it_stands(tmp_path: Path) -> None:
    captures = [
        record(content=story("Second"), day="2022-05-02"),
        record(content=story("Third"), day="2022-05-03"),
        record(content=story("First"), day="2022-05-01"),
        record(status="404 Gone", day="2022-05-04"),
        record(URL + "/other"),
    ]
    latest, other = articles(archive(tmp_path, *captures))
    assert "Third" in latest.text and other.url == URL + "/other"
    assert latest.origin.endswith("#2")


def test_a_page_cannot_take_the_address_of_another_site(tmp_path: Path) -> None:
    taken = page('<link rel="canonical" href="https://www.paper.example/real">', LONG).encode()
    own = page('<link rel="canonical" href="https://example.org/own">', LONG).encode()
    path = archive(tmp_path, record(URL + "1", taken), record(URL + "2", own))
    assert [(a.url, a.outlet) for a in articles(path)] == [
        (URL + "1", "example.org"),
        ("https://example.org/own", "example.org"),
    ]


def chunked(content: bytes) -> bytes:
    pieces = [content[i : i + 500] for i in range(0, len(content), 500)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


CHUNKED = "Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (gzip.compress(HTML), "Content-Encoding: gzip\r\n"),
        (zlib.compress(HTML), "Content-Encoding: deflate\r\n"),
        (brotli.compress(HTML), "Content-Encoding: br\r\n"),
        (brotli.compress(gzip.compress(HTML)), "Content-Encoding: gzip, br\r\n"),
        (chunked(HTML), CHUNKED),
        (chunked(gzip.compress(HTML)), CHUNKED + "Content-Encoding: gzip\r\n"),
        # as crawlers store them that unpack what they fetch
        (HTML, "Content-Encoding: gzip\r\n"),
        (HTML, CHUNKED),
        (gzip.compress(HTML), CHUNKED + "Content-Encoding: gzip\r\n"),
        (HTML, "Content-Encoding: own-invention\r\n"),
    ],
)
def test_a_page_is_unpacked_whatever_the_server_packed_it_with(
    tmp_path: Path, content: bytes, headers: str
) -> None:
    assert "The crew slept" in only(archive(tmp_path, record(content=content, headers=headers))).text


def test_the_encoding_is_the_one_that_the_server_named(tmp_path: Path) -> None:
    html = HTML.replace(b"The crew", "Команда".encode("cp1251")).replace("café".encode(), b"bar")
    html = html.replace("©".encode(), b"")
    assert (
        "Команда"
        in only(archive(tmp_path, record(content=html, media="text/html; charset=WINDOWS-1251"))).text
    )


# --- what is wrong with one


def test_a_page_without_an_article_is_named_with_the_number_of_its_record(tmp_path: Path) -> None:
    notice = (
        b"<html><title>Before you go on</title><body><p>We use cookies. Accept them all?</p></body></html>"
    )
    first, second = found(archive(tmp_path, record(kind="request"), record(URL + "/no", notice), record()))
    assert first.startswith("#2 ") and second == URL


@pytest.mark.parametrize(
    ("content", "headers", "says"),
    [
        (gzip.compress(HTML)[:-300], "Content-Encoding: gzip\r\n", "unpacked"),
        (chunked(HTML)[:-300], CHUNKED, "unpacked"),
        (b"\xb1\x0b" + HTML, "Content-Encoding: own-invention\r\n", "own-invention"),
        (HTML, f"Content-Encoding: {'gzip,' * 4000}\r\n", "4,000 times"),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_named(
    tmp_path: Path, content: bytes, headers: str, says: str
) -> None:
    first, second = found(archive(tmp_path, record(URL + "/no", content, headers=headers), record()))
    assert first.startswith("#1 ") and says in first and second == URL


@pytest.mark.parametrize("packed", [True, False])
def test_reading_goes_on_after_damage(tmp_path: Path, packed: bool) -> None:
    urls = [f"{URL}/{number}" for number in range(1, 6)]
    written = [record(url, story(f"Number {url}")) for url in urls]
    pieces = [bytearray(gzip.compress(one) if packed else one) for one in written]
    if packed:
        pieces[2][300:340] = bytes(40)
    else:
        pieces[2] = bytearray(record(urls[2], length=200))
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(pieces))
    read_in_order = found(path)
    assert [line for line in read_in_order if not line.startswith("#")] == [*urls[:2], *urls[3:]]
    assert read_in_order[2].startswith("#3 ")


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("last", [record(URL + "2"), record(URL + ".png", bytes(9999), media="image/png")])
def test_what_stands_before_a_cut_is_read_and_the_cut_is_named(
    tmp_path: Path, name: str, last: bytes
) -> None:
    pieces = [record(), last]
    whole = b"".join(map(gzip.compress, pieces)) if name.endswith("gz") else b"".join(pieces)
    (tmp_path / name).write_bytes(whole[:-40])
    first, second = found(tmp_path / name)
    assert first == URL and second.startswith("#2 ") and "cut short" in second


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    (item,) = read(write(tmp_path / "a.warc", "Only words. " * 9999))
    assert isinstance(item, Unreadable) and "damaged" in item.reason
    (item,) = read(write(tmp_path / "a.warc.gz", ""))
    assert isinstance(item, Unreadable) and "empty" in item.reason


def test_an_archive_full_of_damage_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.0\r\nContent-Length: 3\r\n\r\nabc\r\n\r\nx\n" * 3000 + record())
    assert len(found(path)) <= warc.MOST_DAMAGE + 1


@pytest.mark.parametrize("coding", ["gzip", "br", "record"])
def test_a_bomb_is_named_and_not_unpacked(tmp_path: Path, coding: str) -> None:
    size = 12 * warc.LARGEST_PAGE
    if coding == "record":
        bomb = record(URL + "/bomb", b"<" * size)
    else:
        pack = gzip.compress if coding == "gzip" else lambda data: brotli.compress(data, quality=1)
        bomb = record(URL + "/bomb", pack(b"<" * size), headers=f"Content-Encoding: {coding}\r\n")
    path = archive(tmp_path, bomb, record())
    del bomb
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first, second = found(path)
    assert "more than 16 MB" in first and second == URL
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < size / 1024 / 2  # KiB


def test_a_header_without_end_is_named_and_the_next_page_read(tmp_path: Path) -> None:
    endless = record(URL + "/no", headers="X-Long: " + "y" * 200_000 + "\r\n")
    first, second = found(archive(tmp_path, endless, record()))
    assert first.startswith("#1 ") and second == URL


def test_no_damage_whatever_raises(tmp_path: Path) -> None:
    chance = random.Random(5)
    whole = b"".join(map(gzip.compress, [record(), record(URL + "2"), record(status="404")]))
    plain = record() + record(URL + "2", chunked(HTML), headers=CHUNKED) + record(kind="resource")
    path = tmp_path / "a.warc"
    for number in range(200):
        data = bytearray(whole if number % 2 else plain)
        for _ in range(chance.choice([1, 3, 30])):
            data[chance.randrange(len(data))] = chance.choice(b"\x00\xff\n 9A")
        path.write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
        assert list(read(path))

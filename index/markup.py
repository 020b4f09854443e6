"""Takes the article out of HTML: its text with the paragraphs apart, and what the page states about it.

Knows nothing of files; the only file that imports trafilatura.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from types import ModuleType
from typing import Any
from urllib.parse import SplitResult, urlsplit

from index.errors import ReadingError
from index.sifting import DATA, MOST_COMPARED, parsable, remove_unread, remove_unseen

_PUBLISHED_META = re.compile(
    r"(?:og:)?(?:article[:.])?published(?:[_-]?time)?|article_date_original|(?:date)?[_-]?published"
    r"|pub(?:lish|lication)?[_-]?date|date|parsely-pub-date|sailthru\.date|dc(?:terms)?\.(?:date\.)?issued"
    r"|dc(?:terms)?\.date|citation_publication_date|date[_-]?published",
    re.I,
)
_BLOCK = re.compile(
    "address|article|aside|block(?:quote)?|body|bq|caption|code|d[dlt]|div|fig(?:caption|ure)|footer|form|h[1-6r]"
    "|head|header|hl[12]|item|li|list|main|nav|[ou]l|p|pre|quote|row|section|table|tr"
)
_NOT_PUBLISHED = re.compile("modif|updat", re.I)
_DAY_LABEL = re.compile(r"(?:first )?(?:published|posted|date)(?: on)?\s*:?\s+", re.I)
_DAY_IN_ADDRESS = re.compile(r"/(\d{4}/\d{1,2}/\d{1,2})(?:/|$)")
_EDITION = re.compile(r"(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.)")  # of one site, before its own name

_DATED = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_DOCTYPE = re.compile(r"<\s?!\s?doctype[^>]*>?", re.I)
_DAYS_TRIED = 20
"""Days that a page states: to find that one is none takes long, and a hostile page may state thousands."""

_MOST_AUTHORS = 50
_LONGEST_NAMES = 300  # characters of the authors that are stated at once


def page_fields(html: str, is_day: Callable[[str], bool], fetched: str = "") -> dict[str, object]:
    """The text, title, address, outlet, authors and publication day of a page, under those names.

    `is_day` says whether a text is a whole date. Days that a page only mentions, or on which it was changed,
    are not its publication day. `fetched` is the address that the page came from, if it is known: another
    one that it gives itself is believed only within the same site, so that no page takes another's place.
    Raises `ReadingError` where the page has no main text.
    """
    try:
        tree = _tree(html)
        if tree is None:
            raise ReadingError("is not an HTML page: save the article as .txt")
        in_data = list(islice(_days_in_data(tree), _DAYS_TRIED))
        remove_unseen(tree)
        elements = remove_unread(tree)
        page = _trafilatura().bare_extraction(
            tree,
            fast=elements > MOST_COMPARED,
            include_comments=False,
            with_metadata=True,
            # Its own search for a day takes long, and "updated" from a footer before the published day of a
            # heading: in a form without a place for any part of a day it finds none at once.
            date_extraction_params={"outputformat": "none"},
        )
        if page is None:
            raise ReadingError("has no main text that stands out from its menus: save the article as .txt")
        stated, outlet = page.url or "", page.sitename or ""
        url = _own_address(stated, fetched) if fetched else stated
        if url != stated and outlet in stated:
            outlet = ""  # nothing but the host of the address that is not believed
        title = " ".join((page.title or "").split())
        heading, _, rest = _paragraphs(page.body).partition("\n\n")
        return {
            "text": rest if rest and heading == title else f"{heading}\n\n{rest}",
            "title": title,
            "url": url,
            "outlet": outlet,
            "authors": (page.author or "").split("; "),
            "published": next(
                filter(is_day, islice(_stated_days(tree, in_data, url, fetched), _DAYS_TRIED)), None
            ),
        }
    except ReadingError:
        raise
    except Exception as error:  # the parsers raise whatever an odd page makes them raise
        raise ReadingError(f"is HTML that cannot be read ({error}): save the article as .txt") from error


def fragment_text(fragment: str) -> str:
    """The whole text of a piece of HTML, such as a body that a feed or an export kept with its tags."""
    try:
        # Without a page around it a piece of HTML is taken for something else.
        tree = _tree(f"<html><body><div>{fragment}</div></body></html>")
        if tree is None:
            return ""
        remove_unseen(tree)
        return _paragraphs(tree)
    except ReadingError:
        raise
    except Exception as error:
        raise ReadingError(f"has a text of HTML that cannot be read ({error}): remove the tags") from error


def _own_address(stated: str, fetched: str) -> str:
    """The address that a page gives itself, or the one it was fetched from where that is another site's.

    Nor can it be the site's front page, which templates give to pages that are none.
    """
    try:
        said, got = urlsplit(stated), urlsplit(fetched)
        is_own = _site(said) == _site(got) and said.scheme in ("http", "https") and said.username is None
    except ValueError:  # such as a port that is no number
        return fetched
    is_front = not said.path.strip("/") and not said.query and bool(got.path.strip("/") or got.query)
    return stated if is_own and not is_front and not re.search(r"[\s\\]", stated) else fetched


def _site(parts: SplitResult) -> tuple[str, int | None]:
    """The host without the names of its editions, and the port where it is not the usual one."""
    port = None if parts.port in (80, 443) else parts.port
    return _EDITION.sub("", parts.hostname or "", count=1), port


def _tree(html: str) -> Any:
    """The lxml tree of a page; `None` where it is none."""
    html = parsable(html)
    # Another than the usual one means nothing, and trafilatura's look at it takes its length squared.
    doctype = _DOCTYPE.match(html)
    return _trafilatura().load_html("<!doctype html>" + html[doctype.end() :] if doctype else html)


@cache
def _trafilatura() -> ModuleType:
    """The library, whose reading of authors compares each with all before it each time that one is added."""
    import trafilatura.json_metadata
    import trafilatura.metadata

    for name in ("trafilatura", "htmldate"):  # What they would log is said in the error.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    added = trafilatura.json_metadata.normalize_authors

    def few(known: str | None, said: str) -> str | None:
        return known if known and known.count(";") >= _MOST_AUTHORS else added(known, said[:_LONGEST_NAMES])

    for module in (trafilatura.json_metadata, trafilatura.metadata):
        vars(module)["normalize_authors"] = few
    return trafilatura


def _paragraphs(tree: Any) -> str:
    """The text of an lxml tree, of HTML or of trafilatura, blocks a blank line apart."""
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    pieces = []
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if event in ("start", "end") else "comment"
        if event == "start":
            if _BLOCK.fullmatch(tag):
                pieces.append("\n\n")
            elif tag in ("td", "th", "cell") and element.getprevious() is not None:
                pieces.append(" | ")
            said = element.text if tag not in ("script", "style") else None
        else:
            if _BLOCK.fullmatch(tag):
                pieces.append("\n\n")
            elif tag in ("br", "lb"):
                pieces.append("\n")
            said = element.tail
        if said:
            pieces.append(re.sub(r"\s+", " ", said))
    # By lines, since a pattern for the spaces around a break would try each of a run of spaces as its first.
    text = "\n".join(line.strip(" ") for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _days_in_data(tree: Any) -> Iterator[str]:
    for script in tree.xpath(f"//script[@type='{DATA}']"):
        yield from (found[1] for found in _DATED.finditer(script.text or ""))


def _stated_days(tree: Any, in_data: Iterable[str], *addresses: str) -> Iterator[str]:
    """What a page gives as its publication day, the most explicit first."""
    yield from in_data
    for meta in tree.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if _PUBLISHED_META.fullmatch(name):
            yield meta.get("content")
    times = [time for time in tree.xpath("//time[@datetime]") if not _is_of_a_change(time)]
    # Those marked as published come before the others, which may be of a menu or of another article.
    for time in sorted(times, key=lambda time: not _is_marked(time)):
        yield time.get("datetime")
    for address in addresses:
        yield from _DAY_IN_ADDRESS.findall(address)
    for element in tree.xpath("//body//*[contains(@class, 'date') or contains(@class, 'publish')]"):
        if not _is_of_a_change(element):
            yield _DAY_LABEL.sub("", " ".join("".join(element.itertext()).split())[:100], count=1)


def _is_marked(time: Any) -> bool:
    return (
        "pubdate" in time.attrib or "published" in (time.get("itemprop") or time.get("class") or "").lower()
    )


def _is_of_a_change(element: Any) -> bool:
    return bool(
        _NOT_PUBLISHED.search(f"{element.get('class')} {element.get('itemprop')} {element.text or ''}")
    )

"""Takes the article out of HTML: its text with the paragraphs apart, and what the page states about it.

Knows nothing of files; the only file that imports trafilatura.
"""

import logging
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import SplitResult, urlsplit

from index.errors import ReadingError

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
_UNSEEN_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|font-size)\s*:\s*0{0,3}\.?0{1,3}(?:[a-z]{1,4}|%)?)\s*(?:!|;|$)",
    re.I,
)
_WHOLE = ("html", "body", "main", "article")  # which a script may show once it has run
_DAY_LABEL = re.compile(r"(?:first )?(?:published|posted|date)(?: on)?\s*:?\s+", re.I)
_DAY_IN_ADDRESS = re.compile(r"/(\d{4}/\d{1,2}/\d{1,2})(?:/|$)")
_EDITION = re.compile(r"(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.)")  # of one site, before its own name

_DAYS_TRIED = 20
"""Days that a page states: to find that one is none takes long, and a hostile page may state thousands."""


def page_fields(html: str, is_day: Callable[[str], bool], fetched: str = "") -> dict[str, object]:
    """The text, title, address, outlet, authors and publication day of a page, under those names.

    `is_day` says whether a text is a whole date. Days that a page only mentions, or on which it was changed,
    are not its publication day. `fetched` is the address that the page came from, if it is known: another
    one that it gives itself is believed only within the same site, so that no page takes another's place.
    Raises `ReadingError` where the page has no main text.
    """
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document

    # What it would log is said in the error.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        tree = load_html(html)
        if tree is None:
            raise ReadingError("is not an HTML page: save the article as .txt")
        _remove_unseen(tree)
        # Its own search for a day takes "updated" from a footer before the published day of a heading.
        unsearched = {"original_date": True, "extensive_search": False}
        page = bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params=unsearched
        )
        if not isinstance(page, Document):
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
            "published": next(filter(is_day, islice(_stated_days(tree, url, fetched), _DAYS_TRIED)), None),
        }
    except ReadingError:
        raise
    except Exception as error:  # the parsers raise whatever an odd page makes them raise
        raise ReadingError(f"is HTML that cannot be read ({error}): save the article as .txt") from error


def fragment_text(fragment: str) -> str:
    """The whole text of a piece of HTML, such as a body that a feed or an export kept with its tags."""
    from trafilatura import load_html

    try:
        # Without a page around it a piece of HTML is taken for something else.
        tree = load_html(f"<html><body><div>{fragment}</div></body></html>")
        if tree is None:
            return ""
        _remove_unseen(tree)
        return _paragraphs(tree)
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


def _remove_unseen(tree: Any) -> None:
    """Takes out what a browser does not show: text for machines alone, which no reader could check."""
    for element in tree.xpath("//template | //*[@hidden] | //*[@style]"):
        hides = element.tag == "template" or "hidden" in element.attrib
        is_part = element.tag not in _WHOLE and element.getparent() is not None
        if is_part and (hides or _UNSEEN_STYLE.search(element.get("style", ""))):
            element.drop_tree()


def _paragraphs(tree: Any) -> str:
    """The text of an lxml tree, of HTML or of trafilatura, blocks a blank line apart. Changes the tree."""
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else "comment"
        shown = tag not in ("script", "style", "comment")
        element.text = re.sub(r"\s+", " ", element.text or "") if shown else ""
        element.tail = re.sub(r"\s+", " ", element.tail or "")
        if _BLOCK.fullmatch(tag):
            element.text, element.tail = "\n\n" + element.text, "\n\n" + element.tail
        elif tag in ("br", "lb"):
            element.tail = "\n" + element.tail
        elif tag in ("td", "th", "cell") and element.getprevious() is not None:
            element.text = " | " + element.text
    text = re.sub(r" *\n *", "\n", "".join(tree.itertext()))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _stated_days(tree: Any, *addresses: str) -> Iterator[str]:
    """What a page gives as its publication day, the most explicit first."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        yield from re.findall(r'"datePublished"\s*:\s*"([^"]+)"', script.text or "")
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

"""Reads sitemaps, those for news among them, and indexes of sitemaps into entries.

Does not know how bytes become text, nor what stands on the pages.
"""

import io
from collections.abc import Callable, Iterator
from typing import Any

from index.entries import Entry, Feed, day_reader, entry, joined
from index.errors import ReadingError
from index.fields import web_address
from index.wellformed import mended, whole_part

MOST_PAGES = 50_000
"""Pages of one sitemap, as sitemaps.org has it; those after them are left."""


def sitemap(text: str, url: str) -> Feed:
    """The sitemap, or index, of an XML text that begins with its first element; the latest pages come first.

    What is not dated keeps its place after what is. `updated` is `lastmod`, else the day of the news.
    """
    entries: list[Entry] = []
    more: list[tuple[str, str]] = []
    text, cut = whole_part(mended(text), "url|sitemap")
    damage = [cut] if cut else []
    read_day = day_reader()
    for element in _elements(text, damage):
        if len(entries) == MOST_PAGES:
            damage.append(f"has more than {MOST_PAGES:,} pages: the first {MOST_PAGES:,} were read")
            break
        said = {_name(child): child for child in element}
        location = _text(said.get("loc"))
        changed = _text(said.get("lastmod"))
        if _name(element) == "sitemap":
            if address := web_address(joined(url, location) if location else ""):
                more.append((changed, address))
        elif location:
            entries.append(_page(location, changed, said.get("news"), url, read_day))
    if not entries and not more and damage:
        raise ReadingError(f"is a sitemap of which nothing can be read: it {damage[0]}")
    entries.sort(key=lambda page: page.updated, reverse=True)
    more.sort(key=lambda changed_and_address: changed_and_address[0], reverse=True)
    return Feed("", tuple(entries), tuple(address for _, address in more), "; ".join(damage))


def _elements(text: str, damage: list[str]) -> Iterator[Any]:
    """Each page or sitemap as an lxml element, which is emptied once the next is asked for."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.iterparse(
        io.BytesIO(text.encode("utf-8", "replace")),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in parser:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        if not damage:
            damage.append(f"is not well-formed XML ({error.msg}): what could be made out was read")
        return
    if len(parser.error_log) and not damage:
        damage.append(
            f"is not well-formed XML ({parser.error_log[0].message}, line {parser.error_log[0].line}): "
            "what could be made out was read"
        )


def _page(location: str, changed: str, news: Any, url: str, read_day: Callable[[str], str]) -> Entry:
    said = {} if news is None else {_name(part): _text(part) for part in news.iter()}
    record = {
        "url": location,
        "title": said.get("title"),
        "outlet": said.get("name"),
        "published": read_day(said.get("publication_date", "")),
    }
    return entry(record, url, updated=changed or said.get("publication_date", ""))


def _name(element: Any) -> str:
    """The name without its namespace, which many sitemaps misspell."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _text(element: Any) -> str:
    return "" if element is None else " ".join((element.text or "").split())

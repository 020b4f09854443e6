"""Takes the articles out of the news agencies' XML: NITF 3 and NewsML-G2, both standards of the IPTC.

Knows nothing of where an article goes, nor of feeds, which are XML too.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from index import fields, markup, wellformed
from index.decoding import Stream, whole
from index.errors import EMBARGOED, ReadingError
from index.rows import Row

Record = dict[str, str]

_NO_STORY = ("media", "byttl")  # pictures with their captions; what somebody is

_NITF: dict[str, tuple[str, ...]] = {
    "title": (".//body.head/hedline/hl1", "head/title"),
    "author": (".//body.head/byline//person", ".//body.head/byline"),
    "date": (
        *(
            "head/pubdata/@date.publication",
            "head/docdata/date.issue/@norm",
            "head/docdata/date.release/@norm",
        ),
        ".//dateline/story.date/@norm",
    ),
    "outlet": (
        *("head/pubdata/@name", ".//body.head/distributor", "head/docdata/doc.copyright/@holder"),
        *(".//body.head/rights/rights.owner", "head/docdata/doc-id/@regsrc"),
    ),
    "url": ("head/pubdata/@ex-ref",),
    "id": ("head/docdata/doc-id/@id-string",),
    "summary": (".//body.head/abstract",),
}
"""Where NITF says what, the first that says something."""

_G2: dict[str, tuple[str, ...]] = {
    "title": ("contentMeta/headline", "itemMeta/title"),
    "author": ("contentMeta/by", "contentMeta/creator/name", "contentMeta/creator/@literal"),
    "date": ("contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"),
    "outlet": (
        *("itemMeta/provider/name", "itemMeta/provider/@literal", "rightsInfo/copyrightHolder/name"),
        *("rightsInfo/copyrightHolder/@literal", "substring-after(itemMeta/provider/@qcode, ':')"),
        "itemMeta/provider/@uri",
    ),
    "id": ("@guid",),
}
"""The same of a NewsML-G2 news item; NITF inside it fills in what it does not say."""

_SEVERAL = (*_NITF["author"], *_G2["author"])  # all that stand there are meant
_TEXTS = ("text/", "application/nitf", "application/xhtml", "application/xml")


def items(stream: Stream) -> Iterator[Row]:
    """The articles of a file; raises `ReadingError` where it is no XML, or of another kind.

    Of several versions of a news item in one message, only the last is given. What was cancelled, withheld,
    or is under embargo is no article, and said to be none; pictures and packages are passed over.
    """
    root = _root(whole(stream))
    if root.tag == "nitf":
        yield 0, _checked(_nitf, root)
        return
    if root.tag not in ("newsItem", "newsMessage"):
        raise ReadingError(
            "is XML of no kind that is read: NITF or NewsML-G2; register a feed with "
            "python -m index add-source"
        )
    found = [root] if root.tag == "newsItem" else list(root.iter("newsItem"))
    latest = {item.get("guid"): _version(item) for item in sorted(found, key=_version)}
    has_text = False
    for number, item in enumerate(found, 1):
        if _contents(item) and (not item.get("guid") or _version(item) == latest[item.get("guid")]):
            has_text = True
            yield number if root.tag == "newsMessage" else 0, _checked(_news_item, item)
    if not has_text:
        raise ReadingError("is NewsML-G2 that holds no text: pictures, packages and plans are not read")


def _root(data: bytes) -> Any:
    """The document's root element, the names in it without namespaces.

    Its document type is left out, and nothing outside it is looked up: an entity of its own could stand for
    more text than there is memory, or for a file of this machine.
    """
    text = wellformed.mended(wellformed.from_root(wellformed.xml_text(data)))
    parser = etree.XMLParser(
        encoding="utf-8",  # whatever it declares: it is decoded
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ReadingError(f"is not XML ({error}): have it sent again, or save its text as .txt") from error
    for element in root.iter():
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(root)
    return root


def _checked(take: Callable[[Any], Record], element: Any) -> Record | ReadingError:
    try:
        return take(element)
    except ReadingError as error:
        return error


# --- NITF


def _nitf(story: Any) -> Record:
    _refuse(_said(story, "head/docdata/@management-status"), story.xpath("head/docdata/date.release/@norm"))
    return _of_nitf(story)


def _of_nitf(story: Any) -> Record:
    story = deepcopy(story)
    etree.strip_elements(story, *_NO_STORY, with_tail=False)
    text = "\n\n".join(_prose(content) for content in story.iter("body.content"))
    return {name: _said(story, *paths) for name, paths in _NITF.items()} | {"text": text}


# --- NewsML-G2


def _news_item(item: Any) -> Record:
    _refuse(
        re.split("[:/]", _said(item, "itemMeta/pubStatus/@qcode", "itemMeta/pubStatus/@uri"))[-1],
        [embargoed.text or "" for embargoed in item.iterfind("itemMeta/embargoed")],
    )
    record: Record = {name: _said(item, *paths) for name, paths in _G2.items()}
    for content in _contents(item):
        story = next(content.iter("nitf"), None)
        inner = {"text": _prose(content)} if story is None else _of_nitf(story) | {"id": ""}
        if inner["text"]:
            return inner | {name: said for name, said in record.items() if said}
    return record


def _contents(item: Any) -> list[Any]:
    """The texts in an item, each the whole article in another form."""
    return [
        content
        for content in item.xpath("contentSet/inlineXML | contentSet/inlineData")
        if content.get("encoding") is None and content.get("contenttype", "text/").startswith(_TEXTS)
    ]


def _version(item: Any) -> int:
    written = item.get("version", "")
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0


# --- both


def _refuse(status: str, releases: list[str]) -> None:
    """Raises `ReadingError` for what its agency does not want to be read, or not yet."""
    if status.lower() not in ("", "usable", "embargoed"):
        raise ReadingError(f"is no article any more, or not yet: its agency calls it {status!r}")
    if status.lower() == "embargoed" and not releases:
        releases = [""]
    for release in map(str.strip, releases):
        if _is_ahead(release):
            raise ReadingError(f"{EMBARGOED} until {release or 'further notice'}: add it again then")


def _is_ahead(written: str) -> bool:
    """Whether a moment is still to come, as one that nobody can read is."""
    now = datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        day = fields.calendar_day(written)
        return day is None or day > now.date()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) > now


def _said(element: Any, *paths: str) -> str:
    """What the first of these places that says anything says; several elements there, as a list in print."""
    for path in paths:
        found = element.xpath(path)
        found = [found] if isinstance(found, str) else found
        words = [fields.one_line(one if isinstance(one, str) else "".join(one.itertext())) for one in found]
        if any(words):
            return "; ".join(filter(None, words)) if path in _SEVERAL else next(filter(None, words))
    return ""


def _prose(content: Any) -> str:
    """The text of an element, its paragraphs apart."""
    if content.tag == "inlineData" and "html" not in content.get("contenttype", ""):
        return content.text or ""
    if content.tag == "inlineData":
        return markup.fragment_text(content.text or "")
    body = deepcopy(next(content.iter("body"), content))
    body.tag = "div"
    body.attrib.clear()
    return markup.fragment_text(etree.tostring(body, method="html", encoding="unicode", with_tail=False))

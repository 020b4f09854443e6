"""Takes articles, and kills of them, out of the news agencies' XML: the IPTC's NITF 3 and NewsML-G2.

Knows nothing of where an article goes, nor of feeds, which are XML too.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from index import fields, markup, wellformed
from index.article import Article, Kill
from index.decoding import Stream, whole
from index.errors import Embargoed, ReadingError, Withheld
from index.identity import is_lasting

Record = dict[str, str]
Item = Article | Kill

_KILLED = ("canceled", "cancelled")
_MOST_ITEMS = 20_000  # of one message: each takes a millisecond, a text or none
_MOST_CONTENTS = 20  # of one item: each is the whole article in another form
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


def items(stream: Stream) -> Iterator[tuple[int, Item | ReadingError]]:
    """The articles and kills of a file, each with its number in a message from 1, or with 0.

    Raises `ReadingError` where it is no XML, or of another kind. Of several versions of a news item in one
    message, only the last is given. What was cancelled is a kill where its id is one article's anywhere, with
    a text or without; else, and where it is withheld or under embargo, it is no article, and said to be none.
    Pictures and packages are passed over.
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
    if len(found) > _MOST_ITEMS:
        raise ReadingError(f"holds {len(found):,} items, {_MOST_ITEMS:,} are the most: split it")
    latest = {item.get("guid"): _version(item) for item in sorted(found, key=_version)}
    has_text = False
    for number, item in enumerate(found, 1):
        is_latest = not item.get("guid") or _version(item) == latest[item.get("guid")]
        if is_latest and (_contents(item) or _kill_in(item)):
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


def _checked(take: Callable[[Any], Item], element: Any) -> Item | ReadingError:
    try:
        return take(element)
    except ReadingError as error:
        return error


# --- NITF


def _nitf(story: Any) -> Item:
    """Without a revision: NITF has no number that counts them."""
    status = _said(story, "head/docdata/@management-status")
    if kill := _kill(status, _said(story, *_NITF["id"]), 0):
        return kill
    _refuse(status, story.xpath("head/docdata/date.release/@norm"))
    return fields.article(_of_nitf(story), "")


def _of_nitf(story: Any) -> Record:
    story = deepcopy(story)
    etree.strip_elements(story, *_NO_STORY, with_tail=False)
    outermost = story.xpath(".//body.content[not(ancestor::body.content)]")
    text = "\n\n".join(_prose(content) for content in outermost)
    return {name: _said(story, *paths) for name, paths in _NITF.items()} | {"text": text}


# --- NewsML-G2


def _news_item(item: Any) -> Item:
    if kill := _kill_in(item):
        return kill
    _refuse(_status(item), [embargoed.text or "" for embargoed in item.iterfind("itemMeta/embargoed")])
    return replace(fields.article(_of_item(item), ""), revision=_version(item))


def _of_item(item: Any) -> Record:
    record: Record = {name: _said(item, *paths) for name, paths in _G2.items()}
    for content in _contents(item):
        story = next(content.iter("nitf"), None)
        inner = {"text": _prose(content)} if story is None else _of_nitf(story) | {"id": ""}
        if inner["text"]:
            return inner | {name: said for name, said in record.items() if said}
    return record


def _contents(item: Any) -> list[Any]:
    """The first texts in an item, each the whole article in another form."""
    found = item.xpath(f"(contentSet/inlineXML | contentSet/inlineData)[position() <= {_MOST_CONTENTS}]")
    return [
        content
        for content in found
        if content.get("encoding") is None and content.get("contenttype", "text/").startswith(_TEXTS)
    ]


def _kill_in(item: Any) -> Kill | None:
    return _kill(_status(item), _said(item, *_G2["id"]), _version(item))


def _status(item: Any) -> str:
    return re.split("[:/]", _said(item, "itemMeta/pubStatus/@qcode", "itemMeta/pubStatus/@uri"))[-1]


def _version(item: Any) -> int:
    """An item's version; the standard's first where it says none. Some write the time: 20220408103000."""
    written = item.get("version", "")
    return max(1, int(written)) if re.fullmatch(r"[0-9]{1,18}", written) else 1


# --- both


def _kill(status: str, said_id: str, revision: int) -> Kill | None:
    given_id = fields.given_id({"id": said_id})
    return Kill(given_id, revision) if status.lower() in _KILLED and is_lasting(given_id) else None


def _refuse(status: str, releases: list[str]) -> None:
    """Raises `Withheld` or `Embargoed` for what its agency does not want to be read, or not yet."""
    if status.lower() not in ("", "usable", "embargoed"):
        raise Withheld(f"is no article any more, or not yet: its agency calls it {status[:80]!r}")
    if status.lower() == "embargoed" and not releases:
        releases = [""]
    for release in map(str.strip, releases):
        if _is_ahead(release):
            raise Embargoed(f"is under embargo until {release[:80] or 'further notice'}: add it again then")


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

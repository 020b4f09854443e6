"""Articles as news agencies send them, in NITF and NewsML-G2, to be varied.

Knows nothing of what is tested.
"""

GUID = "urn:wire:1"
PARAGRAPHS = (
    "<p>The ferry returned on Monday,\n  weeks before anybody had expected it.</p>"
    "<p>The crew slept for a <em>whole</em> day &amp; then went fishing.</p>"
)
TEXT = (
    "The ferry returned on Monday, weeks before anybody had expected it.\n\n"
    "The crew slept for a whole day & then went fishing."
)


def nitf(
    docdata: str = "", body: str = PARAGRAPHS, *, start: str = "", head: str = "", byline: str = ""
) -> str:
    return f"""{start}<nitf version="-//IPTC//DTD NITF 3.6//EN"><head><title>A working title</title>
    <docdata{docdata if docdata.startswith(" ") else ">" + docdata}</docdata>{head}</head>
    <body><body.head><hedline><hl1>Ferry is <em>back</em></hl1><hl2>A tired crew</hl2></hedline>{byline}
    <dateline><location>HARBOUR</location><story.date norm="20220405T0900Z"/></dateline>
    <abstract><p>A ferry came home.</p></abstract></body.head>
    <body.content>{body}</body.content></body></nitf>"""


def item(
    content: str,
    *,
    guid: str = GUID,
    version: str = "1",
    meta: str = "",
    about: str = "<headline>Ferry is back</headline>",
) -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="{version}">
    <itemMeta><itemClass qcode="ninat:text"/><versionCreated>2022-04-08T10:00:00Z</versionCreated>{meta}
    </itemMeta><contentMeta>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"""


XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>'
    f"<title>No text</title></head><body>{PARAGRAPHS}<script>never()</script></body></html></inlineXML>"
)
IN_NITF = (
    '<inlineXML contenttype="application/nitf+xml">'
    + nitf(byline="<byline>By Jane Doe</byline>").replace(
        "<nitf", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"'
    )
    + "</inlineXML>"
)


def message(*items: str) -> str:
    return (
        '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>'
        f"<itemSet>{''.join(items)}</itemSet></newsMessage>"
    )


def usable(version: int, says: str = "", guid: str = GUID) -> str:
    """A version of a news item."""
    content = XHTML.replace(PARAGRAPHS, f"<p>{says or text(version)}</p>")
    return item(content, guid=guid, version=str(version))


def kill(version: int, guid: str = GUID) -> str:
    return item("", guid=guid, version=str(version), meta='<pubStatus qcode="stat:canceled"/>')


def text(version: int) -> str:
    return f"The ferry sank, version {version}."

"""Text becomes sentences: spans of character offsets, so that text[start:end] is the sentence, always.

Does not know what an article is, nor what a sentence is used for.
"""

import re
from collections.abc import Iterator

import sentencex

Span = tuple[int, int]

SPLITTING = 2
"""Raised with each change of what `split` makes of a text: a library is of one splitting."""

LONGEST = 1000
"""Characters; longer runs without a full stop (tables, lists of links) are cut at white space."""

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"[^\n]+")
_WRAPPED_LINE = range(50, 121)
"""Characters of a line that a text editor or a mailer may have wrapped."""

_GOES_ON = (
    (  # "at 5 p.m. Wednesday", "at 9 a.m. ET"
        re.compile(r"\b(?:a\.m|p\.m|D|R|No|vs|approx)\.$|\b[DRI]-[A-Z][a-z]+\.$"),
        re.compile(
            r"[a-z(]|(?:[ECMP][DS]?T|C?E[DS]T|GMT|UTC|BST|Eastern|Central|Mountain|Pacific|local|on|in)\b"
            r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
            r"|(?:January|February|March|April|May|June|July|August|September|October|November|December"
            r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b"
        ),
    ),
    # "Schumer, D-N.Y., said", "Tim Scott, R-S. C."
    (re.compile(r"\b[DRI]-[A-Z]\.$"), re.compile(r"[A-Z]\.|Va\.")),
    (re.compile(r"\b[DRI]-St\.$|(?<![\w&])(?:Ms|Messrs)\.$"), re.compile(r"[A-Z]")),
    # "J.D. Vance", but "in the U.S. The"
    (
        re.compile(
            r"(?<![\w.])(?!(?:U\.[SNK]|E\.U|D\.C|N\.[YJCDMH]|S\.[CD]|R\.I|L\.A|P\.[RM]|A\.[DM]|B\.[CA]|M\.[DA])\.)[A-Z]\.[A-Z]\.$"
        ),
        re.compile(
            r"(?!(?:The|An?|He|She|It|They|We|I|You|This|That|These|Those|There|His|Her|Its|Their|Our|My|In|On|At"
            r"|But|And|As|For|If|When|While|After|Before|So|To|From|By|With|What|Who|Why|How|No|Not|Yet|Some)\b)[A-Z][a-z]"
        ),
    ),
    (re.compile(r"\d\s[NSEW]\.$|\bdef\.$"), re.compile(r"[A-Z]")),  # "308 N. Second Ave."
    (re.compile(r"\.$"), re.compile(r"[,;)\]]|-\w")),  # "R-Ga.; Jim Jordan", "an Oakland, Calif.-based firm"
)
"""How a piece ends and the next begins where a full stop of an abbreviation was taken for the sentence's."""

_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,30}(?:, [A-Z][A-Za-z. ]{1,20})?(?: ?\([A-Z][A-Za-z ]+\))?(?: ?— ?| (?:–|--?) )"
    r"(?=[\"“A-Z\d])"
)
"""The place, and agency, that a report begins with: "PRAGUE - ", "WASHINGTON (AP) — "."""

_CLOSED_QUOTE = re.compile(r"[.!?…][\"'”’)\]]*$")

_BOILERPLATE = re.compile(
    r"""
      (?:please\s)?(?:sign\s?up|subscribe|register(?=\s(?:now|here|today|for|to|with)\b|$))\b.{0,160}$
    | newsletters?$
    | \(?(?:file\s)?(?:image|photo|picture|video|photograph|credit|source)s?(?:\scredits?|\sby)?\s?:.{0,120}$
    | .{0,80}/(?:getty(?:\simages)?|ap|reuters|afp|epa|shutterstock|via\sap)\)?$
    | (?:.{0,60}\s)?(?:getty\simages|ap\sphoto|associated\spress\sphoto|shutterstock)(?:/.{0,60})?$
    | (?:advertisement|ad\sfeedback|story\scontinues(?:\sbelow.*)?|article\scontinues.*|sponsored)\.?$
    | (?:read|see|learn|watch|find\sout|hear)\s(?:more|also|next|now)\b.{0,120}$
    | (?:more|related|also|watch|don['’]t\smiss|recommended|opinion|in\spictures)\s?[:►].{0,200}$
    | (?:(?:follow|like|find)\s[^,]{0,60}|(?:contact|reach|email)\b.{0,60})
      (?:\bon\s(?:twitter|facebook|instagram|x|tiktok)\b|@\w+|\bat\s\S+@\S+)
    | (?:share|tweet|print|email|copy\slink|comments?|back\sto\stop|(?:click|tap)\shere\b.{0,120})$
    | (?:©|\(c\)|copyright\s(?:©|\(c\)|\d{4}\b)).{0,160}$
    | how\srelevant\sis\s(?:this|the)\sad\b|did\syou\sencounter\sany\stechnical\sissues
    | (?:video|audio|content|ad)\s(?:player|content|on\sad|never|froze|was|did|prevented|moved)\b
      .{0,60}\b(?:load\w*|ads?|loud)\b.{0,30}$
    | [\w ,.’'()]{0,40}\b(?:cnn|business|ap|reuters|afp)\)?\s?[–—-]+$
    | contributing\s?:|support\s(?:local\s)?journalism\b|our\sfact-check\ssources
    | thank\syou\sfor\s(?:supporting|subscribing|reading)\b
    | (?:by\s)?(?:signing|clicking|subscribing)\b.{0,200}\b(?:terms|privacy|policy)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""How a line begins."""

_BOILERPLATE_ANYWHERE = re.compile(
    r"""
      \bsign\s?up\s(?:here|now|for\s(?:our|the|your|free|this|[A-Z][\w’'. ]{0,40}newsletter))
    | \b(?:get|receive|join|delivered)\b.{0,80}\b(?:newsletter|your\sinbox)\b
    | \bnewsletter\s?:
    | \ball\srights\sreserved\b
    | \bearn\s(?:us\s)?a\scommission\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_boilerplate(line: str) -> bool:
    """Whether a line of a scraped page is furniture: invitations, credits, advertisers' surveys."""
    line = line.strip()
    return len(line) <= 400 and (
        not any(c.isalnum() for c in line)
        or bool(_BOILERPLATE.match(line) or _BOILERPLATE_ANYWHERE.search(line))
    )


def split(text: str) -> list[Span]:
    """The sentences of a text as (start, end) offsets: in order, not overlapping, not blank, trimmed.

    Headings are sentences of their own; boilerplate lines and datelines are left out.
    """
    return [
        piece
        for start, end in _lines(text)
        if not is_boilerplate(text[start:end])
        for sentence in _sentences_of_line(text, _after_dateline(text, start, end), end)
        for piece in _cut(text, *sentence)
    ]


def split_all(text: str) -> list[Span]:
    """The same of a text that is no scraped page, such as a model's: nothing is left out or cut."""
    return [sentence for start, end in _lines(text) for sentence in _sentences_of_line(text, start, end)]


def _lines(text: str) -> Iterator[Span]:
    """The spans that a sentence cannot cross: lines, or paragraphs where an editor has wrapped the lines."""
    position = 0
    for blank in [*_BLANK_LINES.finditer(text), None]:
        end = len(text) if blank is None else blank.start()
        lines = [match.span() for match in _LINE.finditer(text, position, end)]
        if len(lines) > 1 and all(e - s in _WRAPPED_LINE for s, e in lines[:-1]):
            yield lines[0][0], lines[-1][1]
        else:
            yield from lines
        position = end if blank is None else blank.end()


def _after_dateline(text: str, start: int, end: int) -> int:
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[Span]:
    line = text[start:end]
    pending: Span | None = None
    for boundary in sentencex.get_sentence_boundaries("en", line):
        span = _trim(text, start + boundary["start_index"], start + boundary["end_index"])
        if span is None:
            continue
        if pending is not None and _is_one_sentence(text[slice(*pending)], text[slice(*span)]):
            pending = pending[0], span[1]
            continue
        if pending is not None:
            yield pending
        pending = span
    if pending is not None:
        yield pending


def _is_one_sentence(before: str, after: str) -> bool:
    if not any(c.isalnum() for c in after):
        return True
    if any(ending.search(before) and beginning.match(after) for ending, beginning in _GOES_ON):
        return True
    return after[0].islower() and not _CLOSED_QUOTE.search(before.rstrip(".")) and before.endswith(".")


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        cut = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
        if cut <= start:
            cut = start + LONGEST
        if span := _trim(text, start, cut):
            yield span
        start = cut
    if span := _trim(text, start, end):
        yield span

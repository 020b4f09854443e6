"""What around a name in a question makes it a source: "according to", "'s report", "did … say".

Does not know which names there are.
"""

import re
from typing import NamedTuple


class Cue(NamedTuple):
    """What makes a name a source, and where the phrase stands that says so; offsets into the question."""

    start: int
    end: int
    is_weak: bool = False
    """Enough only for a name that can be nothing else: "in"."""
    is_loose: bool = False
    """Whether what it says of an author is said of newsmakers too: "according to"."""
    is_verb: bool = False


NOUN = (
    r"(?:articles?|reports?|reporting|stor(?:y|ies)|pieces?|coverage|columns?|headlines?|reviews?|accounts?"
    r"|editorials?|op-eds?|interviews?|dispatch(?:es)?|analys[ie]s|posts?|blogs?|guides?|news)"
)
_DONE_BY = (
    r"(?:reported|published|written|wrote|said|stated|described|covered|mentioned|cited|quoted|claimed|noted"
    r"|highlighted|discussed|featured|printed|carried|broken|portrayed|depicted|identified|accused|suggested"
    r"|presented|reviewed|speculated|alleged|rumou?red|shown|told|read)"
)
_SAYS = (
    r"(?:report|publish|describe|claim|mention|cover|note|suggest|call|quote|cite|highlight|discuss|indicate"
    r"|state|depict|portray|argue|explain|allege|predict|print|feature|detail|characteri[sz]e|critici[sz]e"
    r"|emphasi[sz]e|recommend|attribute|present|list|speculate|warn|estimate|identify|accuse|identifie"
    r"|reveal)(?:e?s|e?d|ing)?"
    r"|say|says|said|writes?|wrote|tells?|told|imply|implie[sd]|carry|carrie[sd]|think|put\sit"
)
_NO_RESULTS = r"(?!\s(?:an?|its|record)\s(?:[\w-]+\s)?(?:loss|profit|revenue|earnings))"
"""What a company reports of itself."""
_BEFORE_OUTLET = re.compile(
    rf"""(?:
        \b(?:according\sto | as\sper | citing | quoting | sources?:)
      | (?:\b(?:an?|the|any)\s)?\b{NOUN}\s(?:\w+\s){{0,2}}?(?:in|from|by|on|at)
      | (?:\bas\s)?\b{_DONE_BY}\s(?:\w+\s)?(?:by|in|on|at|to)
      | \bsources?\s(?:including|such\sas)
    )\s$""",
    re.IGNORECASE | re.VERBOSE,
)
_ACCOUNT_BY = re.compile(
    r"\b(?:description|portrayal|depiction|explanation|presentation|reporting|coverage)\s.{0,70}?"
    r"\b(?P<by>by|in|from)\s$",
    re.IGNORECASE,
)
_AFTER_OUTLET = re.compile(
    rf"""
      (?P<says>
        (?:\s(?:magazine|newspaper|website))?
        (?:\s(?:has|have|had|also|first|just|both|each|recently|originally|then|later)){{0,2}}
        \s(?:{_SAYS})\b{_NO_RESULTS}(?:\sthat\b)?
      )
    | (?:\s(?:magazine|newspaper|website))?[’']s?(?:\s[\w-]+){{0,3}}?\s{NOUN}\b
    | (?:\s(?:news|sports|business|{NOUN}))?\s{NOUN}\b{_NO_RESULTS}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_AUTHOR = re.compile(
    rf"""(?:
        \b(?P<loosely>according\sto)
      | (?:\b(?:an?|the|any)\s)?\b{NOUN}\s(?:\w+\s){{0,2}}?by
      | \b(?:reported|published|written|wrote|filed)\sby
    )\s$""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER_AUTHOR = re.compile(
    rf"""
      [’']s?(?:\s[\w-]+){{0,2}}?\s{NOUN}\b
    | (?P<says>
        (?:\s(?:magazine|newspaper|website))?
        (?:\s(?:has|have|had|also|first))?
        \s(?:reports?|reported|reporting|writes?|wrote|written|published?)\b(?:\sthat\b)?
      )""",
    re.IGNORECASE | re.VERBOSE,
)
_WEAKLY_BEFORE = re.compile(r"(?:(?P<owned>\b[\w-]+)\s)?\bin\s$", re.IGNORECASE)
_OWNED = frozenset(
    """
    interest invest invested investing job jobs layoffs role share shares stake stakes trust work worked works
    """.split()
)
"""Words after which "in" makes an outlet the subject."""

_OTHER = re.compile(
    r"\s(?:Institute|Foundation|Group|Media|Corporation|Company|Holdings|Inc|Ltd|Awards?|Prize|Tower|Studios?|Games)\b"
)
"""After a name, what makes it another one: the Reuters Institute."""

QUOTES = frozenset("'\"“‘")
CLEAREST = re.compile(r"\baccording\sto\s(?:the\s)?$", re.IGNORECASE)
"""After this even a name without capitals may be a misspelt one."""
_OPENING = re.compile(
    r"(?:\b(?:both|either|the|an?|this|that|its|recent|another|second|first|earlier)\s){0,3}['\"“‘]?$",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"['\"”’](?!s\b)(?=\W|$)")
_AUXILIARY = re.compile(r"\b(?:did|does|do|has|have|had)\s$", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:in|by|from|per)\s$", re.IGNORECASE)
_REACH = 80
"""Characters before and after a name in which a cue is looked for."""


def cue_at(question: str, start: int, end: int, *, is_author: bool) -> Cue | None:
    """What around a name makes it a source, with where the whole phrase stands; `None` where nothing does."""
    if not is_author and _OTHER.match(question, end):
        return None
    opening = _OPENING.search(question, max(0, start - _REACH), start)
    opened = start if opening is None else opening.start()
    before_name = question[max(0, opened - _REACH) : opened]
    closing = _CLOSING.match(question, end)
    closed = end if closing is None else closing.end()
    after = (_AFTER_AUTHOR if is_author else _AFTER_OUTLET).match(question[: closed + _REACH], closed)
    before = (_BEFORE_AUTHOR if is_author else _BEFORE_OUTLET).search(before_name)
    if before or after:
        first, last = opened, after.end() if after else closed
        if before:
            first -= len(before_name) - before.start()
        loose = before is not None and is_author and before["loosely"] is not None
        is_verb = before is None and after is not None and after["says"] is not None
        return Cue(first, last, is_loose=loose and after is None, is_verb=is_verb)
    if not is_author and (account := _ACCOUNT_BY.search(before_name)):
        return Cue(opened - len(before_name) + account.start("by"), closed)
    weak = None if is_author else _WEAKLY_BEFORE.search(before_name)
    if weak is None or (weak["owned"] or "").lower() in _OWNED:
        return None
    return Cue(opened - len("in "), closed, is_weak=True)


def begins(question: str, start: int, *, is_verb: bool) -> int:
    """Where a phrase begins: with the quotation mark and the preposition or auxiliary verb before it."""
    start -= question[start - 1 : start] in QUOTES
    lead = (_AUXILIARY if is_verb else _PREPOSITION).search(question, max(0, start - 10), start)
    return start if lead is None else lead.start()

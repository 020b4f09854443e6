"""Who says it: whether a claim gives words to another than its source does, or makes of an opinion a fact.

Does not know whether what is said is true.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.binding import same
from assistant.grounds import Ground, plain
from assistant.naming import Name, names
from assistant.speakers import says, speakers
from assistant.words import STOP_WORDS, words

_OPINION = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|accus(?:e[sd]?|ing|ations?)|argu(?:e[sd]?|ing)|believ(?:e[sd]?|ing)|call(?:s|ed|ing)?(?!\sfor|\son|\soff|\sup)"
    r"|describ(?:e[sd]?|ing)|warn(?:s|ed|ing)?|caution(?:s|ed|ing)?|suggest(?:s|ed|ing)?|complain(?:s|ed|ing)?|insist(?:s|ed|ing)?|maintain(?:s|ed)"
    r"|alleg(?:e[sd]?|ing|edly)|fear(?:s|ed)|think(?:s)?|thought|predict(?:s|ed)?|blam(?:e[sd]?|ing)|denounc(?:e[sd]?|ing)"
    r"|prais(?:e[sd]?|ing)|criticis(?:e[sd]?|ing)|criticiz(?:e[sd]?|ing)|condemn(?:s|ed)|dismiss(?:e[sd])|view(?:s|ed)?|regard(?:s|ed)?"
    r"|in\s(?:his|her|their|its|the)\s(?:account|view|opinion|words|eyes)|'s\s(?:words|view|account|opinion)|reckon(?:s|ed)?|judg(?:e[sd])|boast(?:s|ed)?|mock(?:s|ed)?|compar(?:e[sd]|ing)"
    r"|according\sto|estimat(?:e[sd]?|ing)|reportedly|said\sto|apparently|seem(?:s|ed)?|likely|probably|possibly|suspect(?:s|ed)?|would|may|might|could|if)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:said|says|say|saying|told|tells|stat(?:e[sd]|ing)|add(?:s|ed)|explain(?:s|ed)|repl(?:y|ies|ied)|answer(?:s|ed)|wrote|writes|report(?:s|ed)"
    r"|assur(?:e[sd])|conced(?:e[sd])|admit(?:s|ted)|confirm(?:s|ed)|announc(?:e[sd])|declar(?:e[sd])|point(?:s|ed)\sout|quot(?:e[sd]|ing)|cit(?:e[sd]|ing)"
    r"|stress(?:es|ed)|not(?:es|ed)|remark(?:s|ed)|express(?:es|ed)|speak(?:s|ing)?|spoken?|known\sas|urg(?:e[sd]|ing)|den(?:y|ies|ied)|rul(?:e[sd])|mention(?:s|ed)"
    r"|term(?:s|ed)|label(?:s|led)|name[sd]|put\sit|put\sthe|puts?|values?|conclud(?:e[sd])|found|decid(?:e[sd])|promis(?:e[sd])|pledg(?:e[sd])|vow(?:s|ed)|inform(?:s|ed)"
    r"|consider(?:s|ed|ing)?|insist\w*|justif(?:y|ies|ied)|reason(?:s|ed)?|counter(?:s|ed)|object(?:s|ed)|respon(?:d(?:s|ed)?|se)|reject(?:s|ed)|refer(?:s|red)|promoted|tweet(?:s|ed)?|post(?:s|ed)?\son|asked|ask(?:s|ing)|announcement|statement|intend(?:s|ed)?|account)\b|\"",
    re.IGNORECASE,
)
_ATTRIBUTING = re.compile(
    r"\b(?:said|says|claim(?:s|ed)?|accus(?:e[sd]?|ing)|argu(?:e[sd])|believ(?:e[sd])|call(?:s(?!\s(?:from|by|to)\b)|ed)(?!\sfor|\son|\soff|\sup)|describ(?:e[sd])|warn(?:s|ed)"
    r"|suggest(?:s|ed)|complain(?:s|ed)|insist(?:s|ed)|maintain(?:s|ed)|alleg(?:e[sd])|fear(?:s|ed)|blam(?:e[sd])|denounc(?:e[sd])|according\sto|predict(?:s|ed)"
    r"|repl(?:ies|ied)|reported|wrote|told|explained|added|stated|answered|reckon(?:s|ed)|with\sthe\sclaim)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?i:claim|accus|argu|believ|call|describ|warn|complain|alleg|fear|blam|denounc|with\sthe\sclaim|suggest|predict).*"
)
_QUOTED = re.compile(r"\"([^\"]{3,400})\"")
_BARE = re.compile(r"[^\w\s]+")
_OF_A_CLAIM = 0.2
"""Of a claim's words, how many only somebody's words may have."""

_ASIDE = frozenset({"with", "about", "against"})
"""Before who is only spoken of."""

_REMARK = re.compile(r"'s?\s(?:\w+\s)?(?:words|remarks?|comments?|statement|speech)\b")

_HE_SAYS = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_LONG = 3
"""Words of a quotation that must stand in the source word for word."""


def misquoted(claim: str, grounds: Sequence[Ground]) -> Iterator[str]:
    """Quotations of a claim that no source has word for word."""
    had = [_spoken(ground.text) for ground in grounds]
    for match in _QUOTED.finditer(plain(claim)):
        if len(match[1].split()) >= _LONG and not any(_spoken(match[1]).strip() in text for text in had):
            yield match[1]


def other_speaker(claim: str, grounds: Sequence[Ground]) -> tuple[str, str] | None:
    """Who says it in a claim and who in its source, where these are two people."""
    known = " ".join(f"{ground.body} {ground.text}" for ground in grounds)
    theirs = [name for ground in grounds for name in _sayers(ground.text, known, ground)]
    spoken = _people(claim, known, {key for speaker in speakers(claim) for key in speaker.keys})
    spoken = [one for one in spoken if one.behind not in _ASIDE and not _REMARK.match(claim, one.end)]
    if not theirs or any(same(one, other) for one in spoken for other in theirs):
        return None
    for one in spoken:
        if not any(says(ground.text, _before(ground), one.text) for ground in grounds):
            return one.text, theirs[0].text
    return None


def _sayers(text: str, known: str, ground: Ground) -> list[Name]:
    """The people whose words a source reports, or all whom its "he" may mean."""
    found = _people(text, known, {key for speaker in speakers(text) for key in speaker.keys})
    if found or not _HE_SAYS.search(text):
        return found
    return antecedents(ground, known)


def antecedents(ground: Ground, known: str) -> list[Name]:
    """The people named in the nearest sentence before that names any, whom a "he" may mean."""
    own = [name for name in names(ground.text, known) if name.kind == "person"]
    for sentence in (*reversed(ground.before), *ground.earlier, ground.title):
        if found := [name for name in names(sentence, known) if name.kind == "person"]:
            return [*found, *own]
    return []


def _people(text: str, known: str, among: set[str]) -> list[Name]:
    return [one for one in names(text, known) if one.kind == "person" and one.head in among]


def opinion_as_fact(claim: str, grounds: Sequence[Ground]) -> str:
    """The verb by which its sources only report what it says as a fact; empty where they tell it."""
    if _OPINION.search(claim) or _REPORT.search(claim):
        return ""
    clauses = [clause for ground in grounds for clause in _clauses(ground.text)]
    told = _content(" ".join(clause for clause in clauses if not _ATTRIBUTING.search(clause)))
    own, verbs = _content(claim), [verb.group() for one in clauses if (verb := _ATTRIBUTING.search(one))]
    said = _content(" ".join(clause for clause in clauses if _ATTRIBUTING.search(clause)))
    return verbs[0] if len(own & (said - told)) > max(1, _OF_A_CLAIM * len(own)) else ""


def is_strong(verb: str) -> bool:
    """Whether what it reports is an opinion or in doubt: "accuses", where "said" may report what is known."""
    return bool(_STRONG.fullmatch(verb))


def _clauses(source: str) -> list[str]:
    return re.split(r";\s|\.\s|:\s", source)


def _content(text: str) -> set[str]:
    return {word.stem for word in words(text) if word.text.lower() not in STOP_WORDS}


def _before(ground: Ground) -> str:
    return " ".join((f"{ground.title}.", *ground.before))


def _spoken(text: str) -> str:
    return f" {' '.join(_BARE.sub(' ', text.lower()).split())} "

"""Who says it: whether a claim gives words to another than its source does, or makes of an opinion a fact.

Does not know whether what is said is true.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.aliases import OF_A_PERSON
from assistant.binding import same
from assistant.grounds import Ground, plain
from assistant.naming import Name, names
from assistant.same_name import has_name
from assistant.speakers import says, speakers
from assistant.words import STOP_WORDS, words

_OPINION = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|accus(?:e[sd]?|ing|ations?)|argu(?:e[sd]?|ing)|believ(?:e[sd]?|ing)|call(?:s|ed|ing)?(?!\sfor|\son|\soff|\sup)"
    r"|describ(?:e[sd]?|ing)|warn(?:s|ed|ing)?|caution(?:s|ed|ing)?|suggest(?:s|ed|ing)?|complain(?:s|ed|ing)?|insist(?:s|ed|ing)?|maintain(?:s|ed)"
    r"|alleg(?:e[sd]?|ing|edly)|assert(?:s|ed|ing)?|contend(?:s|ed)?|fear(?:s|ed)|think(?:s)?|thought|predict(?:s|ed)?|blam(?:e[sd]?|ing)|denounc(?:e[sd]?|ing)"
    r"|prais(?:e[sd]?|ing)|criticis(?:e[sd]?|ing)|criticiz(?:e[sd]?|ing)|condemn(?:s|ed)|dismiss(?:e[sd])|view(?:s|ed)?|regard(?:s|ed)?"
    r"|in\s(?:his|her|their|its|the)\s(?:account|view|opinion|words|eyes)|'s\s(?:words|view|account|opinion)|reckon(?:s|ed)?|judg(?:e[sd])|boast(?:s|ed)?|mock(?:s|ed)?|compar(?:e[sd]|ing)"
    r"|according\sto|estimat(?:e[sd]?|ing)|reportedly|said\sto|apparently|seem(?:s|ed)?|likely|probably|possibly|suspect(?:s|ed)?|would|(?-i:may)|might|could|if)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:said|says|say|saying|told|tells|stat(?:e[sd]|ing)|add(?:s|ed)|explain(?:s|ed)|repl(?:y|ies|ied)|answer(?:s|ed)|wrote|writes|report(?:s|ed)?"
    r"|assur(?:e[sd])|conced(?:e[sd]|ing)|convinced|reveal(?:s|ed)|disclos(?:e[sd])|calculat(?:e[sd]|ions?)|acknowledg(?:e[sd]|ing)|recall(?:s|ed)|recount(?:s|ed)|advis(?:e[sd]|ing)|defend(?:s|ed|ing)|hail(?:s|ed|ing)|tell(?:ing)?|admit(?:s|ted)|confirm(?:s|ed)|announc(?:e[sd])|declar(?:e[sd])|point(?:s|ed|ing)\sout|quot(?:e[sd]|ing)|cit(?:e[sd]|ing)"
    r"|stress(?:es|ed)|not(?:es|ed)|remark(?:s|ed)|express(?:es|ed)|speak(?:s|ing)?|spoken?|known\sas|urg(?:e[sd]|ing)|den(?:y|ies|ied)|rul(?:e[sd])|mention(?:s|ed)"
    r"|term(?:s|ed)|label(?:s|led)|name[sd]|put\sit|put\sthe|puts?|values?|conclud(?:e[sd])|found|decid(?:e[sd])|promis(?:e[sd])|pledg(?:e[sd])|vow(?:s|ed)|inform(?:s|ed)"
    r"|consider(?:s|ed|ing)?|insist\w*|justif(?:y|ies|ied)|reason(?:s|ed)?|counter(?:s|ed)|object(?:s|ed)|respon(?:d(?:s|ed)?|se)|reject(?:s|ed)|refer(?:s|red)|promoted|tweet(?:s|ed)?|post(?:s|ed)?\son|asked|ask(?:s|ing)|announcement|statement|intend(?:s|ed)?|account)\b|\"",
    re.IGNORECASE,
)
_ATTRIBUTING = re.compile(
    r"\b(?:said(?!\s(?:no|yes)\b)|says?|claim(?:s|ed)?|accus(?:e[sd]?|ing)|argu(?:e[sd])|believ(?:e[sd]?)|call(?:s(?!\s(?:from|by|to)\b)|ed)(?!\sfor|\son|\soff|\sup)|describ(?:e[sd])|warn(?:s|ed)"
    r"|suggest(?:s|ed)|complain(?:s|ed)|insist(?:s|ed)(?!\son)|maintain(?:s|ed)|alleg(?:e[sd])|assert(?:s|ed)|contend(?:s|ed)|fear(?:s|ed)|blam(?:e[sd])|denounc(?:e[sd])|according\sto|predict(?:s|ed)"
    r"|repl(?:ies|ied)|reported|wrote|told|explained|added|stated|answered|reckon(?:s|ed)|with\sthe\sclaim)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?i:claim|accus|argu|believ|call|describ|warn|complain|alleg|assert|contend|fear|blam|denounc|with\sthe\sclaim|suggest|predict).*"
)
_OF_CLAUSES = re.compile(
    r";\s|\.\s|:\s|,\s(?:and|but|while|although)\s(?=[^,;.:]{0,60}\b(?:said|says|told|added)\b)"
)

_BESIDE = re.compile(r",\s(?:who|which|where)\s[^,;:]{1,150},(?=\s(?:said|says|told|added)\b)")
"""Told by the source itself of who says something: "Vogt, who was in Riga for talks, said …"."""

_DISPUTABLE = re.compile(
    r"\b(?:kill|attack|str(?:ike|uck)|hit|bl(?:o|e)w|bomb|shell|destr|shot|shoot|fir(?:ed|ing)|tortur|massacre|rap(?:ed|ing)|poison|explo|murder"
    r"|crim|violat|invad|abus|st[oe]le|stolen|loot|sabotag|terror|guilt|fault|fail|li(?:ed|es|ar)\b|fals|wrong|mistak|deliberate|provo|illegal|unlawful"
    r"|corrupt|fraud|ignor|threat|risk|danger|responsib|hoax|secretly|nothing|best|worst|great|bad\b|good\b|unaccept|necess|important|critic"
    r"|vital|crucial|should|must|ought|never|absurd|reason|rational|proportionat|too\s|enough|better|worse|success|fair|unfair|histor"
    r"|unprecedent|coloss|serious|low\b|because|result|due\sto|led\sto|caus|soon\b|already\s(?:lost|won)|unlikely|impossib|legitimate|weak)",
    re.IGNORECASE,
)
"""In a claim, what its reader wants to know the author of: violence, guilt, causes, judgements, forecasts."""

_SENTENCE = 3
"""Words that say something: of fewer nobody can tell whether they make a fact of it."""

_BEGINNING = 60
"""Characters of a claim in which stands who does what it says."""

_QUOTED = re.compile(r"\"([^\"]{3,400})\"")
_TITLE = re.compile(r"(?:(?:[A-Z\d][\w'.-]*|of|the|and|in|a|an|to|for|on|with)[:,!?]?(?:\s|$))+")
"""Of a work, which its article names in full elsewhere: nobody's words."""

_BARE = re.compile(r"[^\w\s]+")
_OF_A_CLAIM = 0.2
"""Of a claim's words, how many only somebody's words may have."""

_NEARLY_ALL, _OF_ANOTHER = 0.7, 0.4
"""Of a claim's words, from how many one sentence tells it, and with how many another may."""

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
        if len(match[1].split()) < _LONG or any(_spoken(match[1]).strip() in text for text in had):
            continue
        if not (_TITLE.fullmatch(match[1]) and any(match[1] in ground.around for ground in grounds)):
            yield match[1]


def other_speaker(claim: str, grounds: Sequence[Ground]) -> tuple[str, str] | None:
    """Who says it in a claim and who in its source, where these are two people."""
    known = " ".join(f"{ground.body} {ground.text}" for ground in grounds)
    grounds = _telling(claim, grounds)
    theirs = [name for ground in grounds for name in _sayers(ground.text, known, ground)]
    among = {key for speaker in speakers(claim) for key in speaker.keys}
    spoken = _people(claim, known, among) or _unknown(claim, known, among, grounds)
    spoken = [one for one in spoken if one.behind not in _ASIDE and not _REMARK.match(claim, one.end)]
    told_of = [*spoken, *_acting(claim, known)]
    if not theirs or any(same(one, other) for one in told_of for other in theirs):
        return None
    for one in spoken:
        if not any(says(ground.text, _before(ground), one.text) for ground in grounds):
            return one.text, theirs[0].text
    return None


def _telling(claim: str, grounds: Sequence[Ground]) -> Sequence[Ground]:
    """Those that have what a claim quotes, or alone have its words, where they name a speaker; else all."""
    quoted = [_spoken(match[1]) for match in _QUOTED.finditer(claim) if len(match[1].split()) >= _LONG]
    having = [one for one in grounds if any(quote in _spoken(one.text) for quote in quoted)]
    if not quoted:
        own = {w.stem for w in words(claim) if w.text.islower() and w.text not in STOP_WORDS}
        shares = [len(own & _content(one.text)) / max(1, len(own)) for one in grounds]
        alone = [one for one, share in zip(grounds, shares, strict=True) if share >= _NEARLY_ALL]
        having = alone if sum(share > _OF_ANOTHER for share in shares) == 1 else []
    return having if having and all(speakers(one.text) for one in having) else grounds


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


def _unknown(claim: str, known: str, among: set[str], grounds: Sequence[Ground]) -> list[Name]:
    """Those who speak in a claim and may be people, though nothing tells them to be; no source has them."""
    found = [one for one in names(claim, known) if one.kind == "other" and one.head in among]
    return [
        one
        for one in found
        if len(one.words) in OF_A_PERSON
        and not one.number
        and not any(has_name(one, ground.text) for ground in grounds)
    ]


def _acting(claim: str, known: str) -> list[Name]:
    """The people whom a claim begins with: "Perry recalls her saying …" gives her words as his."""
    named = [one for one in names(claim, known) if one.kind == "person"]
    return [one for one in named[:1] if one.start < _BEGINNING and not one.behind]


def _people(text: str, known: str, among: set[str]) -> list[Name]:
    return [one for one in names(text, known) if one.kind == "person" and one.head in among]


def opinion_as_fact(claim: str, grounds: Sequence[Ground]) -> str:
    """The verb by which its sources only report what it says as a fact; empty where they tell it."""
    if _OPINION.search(claim) or _REPORT.search(claim):
        return ""
    clauses = [clause for ground in grounds for clause in _clauses(ground.text)]
    reported = [(clause, found.group()) for clause in clauses if (found := _ATTRIBUTING.search(clause))]
    told = _content(" ".join(clause for clause in clauses if not _ATTRIBUTING.search(clause)))
    own, said = _content(claim), _content(" ".join(clause for clause, _ in reported))
    if len(own & (said - told)) <= max(1, _OF_A_CLAIM * len(own)):
        return ""
    verb = reported[0][1]
    is_doubtful = _DISPUTABLE.search(claim) and not _names_the_sayer(claim, grounds)
    return verb if is_strong(verb) or is_doubtful or len(own) < _SENTENCE else ""


def _names_the_sayer(claim: str, grounds: Sequence[Ground]) -> bool:
    """Whether a claim begins with whose words they are: what Oslo says it will do, Oslo will do."""
    first = frozenset(word.stem for word in words(claim[:_BEGINNING]) if word.text[0].isupper())
    return any(first & speaker.keys for ground in grounds for speaker in speakers(ground.text))


def is_strong(verb: str) -> bool:
    """Whether what it reports is an opinion or in doubt: "accuses", where "said" may report what is known."""
    return bool(_STRONG.fullmatch(verb))


def _clauses(source: str) -> list[str]:
    return _OF_CLAUSES.split(_BESIDE.sub(" ", source))


def _content(text: str) -> set[str]:
    return {word.stem for word in words(text) if word.text.lower() not in STOP_WORDS}


def _before(ground: Ground) -> str:
    return " ".join((f"{ground.title}.", *ground.before))


def _spoken(text: str) -> str:
    return f" {' '.join(_BARE.sub(' ', text.lower()).split())} "

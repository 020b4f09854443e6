"""What a text denies: whether a claim loses a denial of its source, or adds one.

Does not know who denies it, nor any synonyms.
"""

import re
from collections.abc import Sequence, Set

from assistant.words import STOP_WORDS, Word, words

_NEGATORS = """
not|never|no|none|nobody|nothing|neither|nor|cannot|without|hardly|nowhere|\\w+n't
|den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing|al)|declin(?:e[sd]?|ing)\\sto|reject(?:s|ed|ing|ion)?|rul(?:e|es|ed|ing)\\sout
|fail(?:s|ed|ing)?\\sto|forb(?:id|ids|ade|idden)|prohibit(?:s|ed)?|bar(?:s|red)|ban(?:s|ned|ning)?
|halt(?:s|ed)?|suspend(?:s|ed)?|prevent(?:s|ed|ing)?|block(?:s|ed|ing)?|veto(?:es|ed)?|oppos(?:e|es|ed|ing|ition)
|has\\syet\\sto|have\\syet\\sto|had\\syet\\sto|unable\\sto|impossible|unwilling|far\\sfrom|stop(?:s|ped)?|lacks?|lacked|end(?:s|ed|ing)?|absent|outside|exempt\\w*|un(?:likely|able|available|clear|known|willing)|un(?!it)[a-z]{3,}ed
|ceas(?:e|es|ed)|short(?:age|ages)?|scarce\\w*|exclud(?:e[sd]?|ing)|left\\sout|leav(?:e|es|ing)\\sout|omit(?:s|ted)?|without|dismiss(?:es|ed)?|disput(?:e[sd]?)|against|missing|unlike|instead\\sof|rather\\sthan
|cancel(?:s|led|ed)?|scrap(?:s|ped)|drop(?:s|ped)|abandon(?:s|ed)|withh(?:old|eld)|resist(?:s|ed)?|wrong|untrue|false|object(?:s|ed)
|closed?|isn't|cut(?:s)?|give\\sup|gave\\sup|gives\\sup|lift(?:s|ed)?|nor|(?<!\\ba\\s)(?:few|little)|no\\slonger|any\\slonger|anymore|ruled\\sout|avoid(?:s|ed)?
""".replace("\n", "")

_PLAIN_NEGATORS = (
    r"not|never|no|none|nobody|nothing|neither|nor|cannot|hardly|nowhere|\w+n't"
    r"|(?:has|have|had|is|are)\syet\sto|rul(?:e[sd]?|ing)\sout"
)


def pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{alternatives})(?![\w'-])", re.IGNORECASE)


_NEGATED, _PLAINLY_NEGATED = pattern(_NEGATORS), pattern(_PLAIN_NEGATORS)

_WITHOUT = pattern("without")

_NO_NEGATION = re.compile(
    r"\b(?:\d+\s(?:votes\s)?(?:to|-)\s?(?:none|nil|no\svotes?)|nothing\sto\sdo|(?:none|no\sone|nobody)\s(?:other|less)\sthan|not\s(?:only|just|merely|least|until|all|every|yet\s\w+\swhether)|no\s(?:later|fewer|less|more|sooner|doubt|matter)|nothing\s(?:but|less)"
    r"|no\slonger\sthan|no\sfurther|(?:an?|the|flat|clear|firm)\sno(?!\s[a-z])|whether\sor\snot|not\sunlike|not\sto\smention|why\snot)\b|\bno\.\s?(?=\d)",
    re.IGNORECASE,
)

CLAUSE = re.compile(
    r"[;:]|,\s(?!(?:and\s)?[\w-]+(?:,|\sand\b))|\s(?:but|while|although|though|whereas|because|which|who|that|however)\s",
    re.IGNORECASE,
)

_UNDENIABLE = pattern(rf"{_PLAIN_NEGATORS}|un(?!it)[a-z]{{3,}}ed|without|outside|if\snot")
"""What denies all of a sentence, for who looks for a denial there."""

_OF_SUBJECTS = frozenset("neither none nobody nothing no".split())

_OF_CAUSE = re.compile(r"\b(?:not|never|cannot|\w+n't)\b(?=[^.;:]{0,80}\bbecause\b)", re.IGNORECASE)
"""Denies the reason, or the deed: "not sold out because …"."""

_TO_DENY = frozenset({"deni"})
"""Of a verb that says "not" itself: "denied that he ever did" rewords "denies: never did"."""

_EXCEPT = re.compile(r"\b(?:unless|until|only\s(?:if|when|after|once)|without)\b", re.IGNORECASE)

_NEEDED = re.compile(
    r"\b(?:needs?|needed|requir\w+|must|only|consents?|permission|permit|first|conditions?|depend\w*|if|once|until|unless)\b",
    re.IGNORECASE,
)
"""Says the same as "not unless"."""

_CONTRASTED = re.compile(
    r"(?:[—–]|,|\s-)\s[\"']?not\s(?:an?|the)\s|\bnot\b[^.;:]{1,60}\sbut\s(?:for|in|of|to|as|on|by|with|from|the|an?)\b",
    re.IGNORECASE,
)
"""Denies only what the sentence did not say: "her own flat, not a rented one"."""

_UNSURE = re.compile(r"\b(?:may|might|need)\snot\b", re.IGNORECASE)

_ALL_OF_IT = re.compile(r"\b(?:so|it|this|that|them)\b", re.IGNORECASE)
"""In what is denied, stands for what was told before: "he cheated online, but denies having done so here"."""

_UNDECIDED = 0.5
"""How sure it is that a denial is lost or added where both texts deny something."""

_FIRST = re.compile(r"\b(?:first|only|never\sbefore|alone|new)\b", re.IGNORECASE)

_NO_OTHER = re.compile(r"\bno\s(?:other|\w+\shas|(?:\w+\s){1,2}before)\b", re.IGNORECASE)

_INSERTED = re.compile(
    r",\s(?:however|though|meanwhile|of\scourse|in\sfact|he\ssaid|she\ssaid),", re.IGNORECASE
)

_SENTENCE = re.compile(r"[.!?]\s(?=[A-Z\"])")

_CORE = 2
"""Of these words, how many must be in a claim that loses a denial."""

_FOCUS = 4
"""Words behind a negation or a modal that it is about."""

_LIGHT = frozenset(
    "be been have has had do did done get make take go come use also still already now even ever any yet much"
    " many able own time way thing part kind case say said only anyone anybody anything".split()
)


def denial_lost(claim: str, source: str) -> float:
    """How sure it is, from 0 to 1, that a claim has what its source denies, and does not deny it."""
    if _OF_CAUSE.search(claim) and _OF_CAUSE.search(source):
        return 0.0
    own, both = content(claim), _in_both(claim, source)
    for focus in foci(source, _PLAINLY_NEGATED):
        shared = {word for word in focus if word in own}
        is_first = _FIRST.search(claim) and _NO_OTHER.search(source)  # "no other" is as good as "the first"
        if focus[0] in shared and not shared & _denied(claim, both | {focus[0]}) and not is_first:
            sure = len(shared) / len(set(focus[:_CORE]))
            undecided = _denies(claim, both | shared) or _OF_CAUSE.search(source) or _UNSURE.search(source)
            undecided = undecided or (_EXCEPT.search(source) and _NEEDED.search(claim))
            undecided = undecided or _CONTRASTED.search(source)
            return min(sure, _UNDECIDED) if undecided else sure
    lacked = set() if _NEEDED.search(claim) else {focus[0] for focus in foci(source, _WITHOUT)}
    return _UNDECIDED if lacked & own - _denied(claim, frozenset()) else 0.0


def denial_added(claim: str, source: str) -> float:
    """How sure it is, from 0 to 1, that a claim denies what its source says."""
    had, both = content(source), _in_both(claim, source)
    plainly = [
        one
        for one in _SENTENCE.split(source)
        if any(not _is_of(match, both) for match in _UNDENIABLE.finditer(_masked(one)))
    ]
    theirs = _denied(source, both).union(*(content(one) for one in plainly))
    is_first = _FIRST.search(source) and _NO_OTHER.search(claim)
    for focus in foci(claim, _PLAINLY_NEGATED) if not is_first else ():
        shared = {word for word in focus if word in had}
        if shared and not shared & theirs and (focus[0] in shared or len(shared) > 1):
            return _UNDECIDED if _denies(source, both) or _EXCEPT.search(source) else 1.0
    return 0.0


def _in_both(claim: str, source: str) -> frozenset[str]:
    """Stems of words that deny and stand in both, but for plain negations: they reword no "not"."""
    found = [
        {
            w.stem
            for m in _NEGATED.finditer(text)
            if not _PLAINLY_NEGATED.match(m.group())
            for w in words(m.group())
        }
        for text in (claim, source)
    ]
    return frozenset(found[0] & found[1] - _TO_DENY)


def _is_of(match: re.Match[str], stems: Set[str]) -> bool:
    return any(word.stem in stems for word in words(match.group()))


def _denies(text: str, but: Set[str]) -> bool:
    """Whether it denies anything by other words than these."""
    return any(not _is_of(match, but) for match in _NEGATED.finditer(_masked(text)))


def _denied(text: str, but: Set[str]) -> set[str]:
    """Stems of what a text denies, by a negation or a verb other than the given ones."""
    plain = _masked(text)
    found = set[str]()
    for match in _NEGATED.finditer(plain):
        if _is_of(match, but):
            continue
        clause = CLAUSE.split(plain[match.end() :])[0]
        ahead = CLAUSE.split(plain[: match.start()])[-1]
        if match.group().lower() == "no":  # "would sell the club and wants no part of it"
            found |= content(clause) | content(ahead.rpartition(" and ")[2])
        else:
            found |= content(clause) | content(plain if _ALL_OF_IT.search(clause) else ahead)
    return found


def foci(text: str, pattern: re.Pattern[str]) -> list[list[str]]:
    """What each of the words that match is about: stems of the next words of its clause."""
    plain = _masked(text)
    found = []
    for match in pattern.finditer(plain):
        clause = CLAUSE.split(plain[match.end() :])[0]
        focus = [word.stem for word in said(clause)][:_FOCUS]
        if match.group().lower() in _OF_SUBJECTS:
            ahead = CLAUSE.split(plain[: match.start()])[-1]
            focus += [word.stem for word in said(ahead)][-1 if focus else -2 :]
        if focus:
            found.append(focus)
    return found


def _masked(text: str) -> str:
    plain = _INSERTED.sub(lambda match: " " * len(match.group()), text)
    return _NO_NEGATION.sub(lambda match: "," * len(match.group()), plain)


def is_denied(text: str, word: Word) -> bool:
    clause = CLAUSE.split(text[: word.start])[-1]
    return bool(_PLAINLY_NEGATED.search(_NO_NEGATION.sub(" ", clause[-60:])))


def said(text: str) -> Sequence[Word]:
    return [w for w in words(text) if w.text.lower() not in STOP_WORDS | _LIGHT and not w.text[0].isdigit()]


def content(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in said(text))

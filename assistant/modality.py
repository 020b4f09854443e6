"""What a text only plans, expects or considers: whether a claim has it done.

Does not know whether it was done after all.
"""

import re

from assistant.negation import CLAUSE, content, foci, pattern, said
from assistant.words import Word, is_past, words

_UNREAL = """
will|would|(?-i:may)|might|could|should|shall|must|\\w+'ll|plan(?:s|ned|ning)?\\s(?:to|for|on)|want(?:s|ed|ing)?\\sto|intend(?:s|ed)?\\sto
|promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|offer(?:s|ed|ing)?|consider(?:s|ed|ing)?|(?:is|are|was|were|be)\\sto(?=\\s)|due\\sto\\sbe
|(?:is|are|was|were)\\s(?:expected|due|set|about|going|ready|prepared|willing|scheduled|likely|supposed|planned|meant|able)\\sto
|propos(?:e|es|ed|ing|al)|ask(?:s|ed|ing)?\\sfor|urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|call(?:s|ed|ing)?\\sfor|threat(?:en(?:s|ed|ing)?|s)?
|hop(?:e|es|ed|ing)\\sto|seek(?:s|ing)?|sought|aim(?:s|ed)?\\sto|agreed\\sto|decided\\sto|vow(?:s|ed)?|expect(?:s|ed)?|predict(?:s|ed)?
|if|whether|unless|possib(?:le|ly)|potential(?:ly)?|perhaps|wish(?:es|ed)?|try|tries|tried|trying|suggest(?:s|ed)?|request(?:s|ed)?
|debat(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|prepar(?:e|es|ed|ing)\\sto|weigh(?:s|ed|ing)?|announce(?:s|d)?|commit(?:s|ted)?|undert(?:ake|ook)
|alleged(?:ly)?|reported(?:ly)?|can|foreseen|planned|scheduled|committed|recommend(?:s|ed|ing|ations?)?|advis(?:e|es|ed|ing)|advice|encourag(?:e|es|ed|ing)
|advocat(?:e|es|ed|ing)|warn(?:s|ed|ing)?|next|upcoming|soon|need(?:s|ed)?
""".replace("\n", "")

_HARD_UNREAL = """
will|would|(?-i:may)|might|could|(?:is|are|was|were)\\sto(?=\\sbe\\b|\\s[a-z]+\\b)|plan(?:s|ned|ning)?\\s(?:to|for)|want(?:s|ed|ing)?\\sto
|intend(?:s|ed)?\\sto|promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|consider(?:s|ed|ing)?|propos(?:e|es|ed|ing)|hop(?:e|es|ed|ing)\\sto
|(?:is|are|was|were)\\s(?:expected|due|set|about|going|ready|prepared|willing|scheduled|likely|planned|meant|supposed|forecast|projected|poised|slated)\\sto|threaten(?:s|ed|ing)?\\sto
|sp(?:eaks?|oke|oken)\\sof(?=\\s\\w+ing\\b)|talk(?:s|ed)?\\sof(?=\\s\\w+ing\\b)
|offered\\sto|offers?\\sto|agreed\\sto|vow(?:s|ed)?\\sto|whether|urged|asked\\sfor|called\\sfor|demanded|foreseen
""".replace("\n", "")

_TO_DO = (
    r"to(?!\s(?:the|an?|its|their|his|her|our|this|that|these|those|all|some|any|each|both|about)\b)"
    r"(?!\s(?-i:[A-Z])|\s\d)"
)
"""Before a verb, not before a place or a number."""

_PLANNED, _PLAINLY_PLANNED = pattern(f"{_UNREAL}|{_TO_DO}"), pattern(_HARD_UNREAL)

_WEIGHED = pattern(
    r"consider(?:s|ed|ing)?|propos(?:e[sd]?|ing)|discuss(?:es|ed|ing)?|debat(?:e[sd]?|ing)|demand(?:s|ed|ing)?"
    r"|call(?:s|ed|ing)?\sfor|ask(?:s|ed|ing)?\sfor|request(?:s|ed|ing)?|threaten(?:s|ed|ing)?|weigh(?:s|ed|ing)?(?!\s(?:in|about|more|less|up|nearly|almost|around|\d))"
)

_HANDED_OVER = (
    "sent|gave|given|delivered|supplied|donated|provided|handed|shipped|transferred|received|arrived"
)

_HAS_HANDED_OVER = pattern(rf"(?:{_HANDED_OVER}|in\s(?:\w+\s)?hands)(?!\s(?:that|the\sfact|how))")

_LEAVE = r"(?:approval|permission|consent|clearance|notice|leave|assurances?|the\s(?:go-ahead|green\slight))"

_LEAVE_GIVEN = re.compile(
    rf"\b{_LEAVE}\b[^.,;:]{{0,30}}\bgiven\b|\b(?:gave|given)\s(?:[a-z]+\s){{0,2}}{_LEAVE}\b", re.IGNORECASE
)
"""Hands nothing over."""

_THOUGHT_OF = pattern(
    r"think(?:s|ing)?\s(?:about|of)|thought\s(?:about|of)|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)|mull(?:s|ed|ing)?|discuss(?:es|ed|ing)?"
    r"|talk(?:s|ed|ing)?\sabout|examin(?:e[sd]?|ing)|ponder(?:s|ed|ing)?"
)

_PROMISE = pattern(r"promis(?:ed|es)|pledged|agreed|decided|committed|vowed|has\sannounced|will|is\sto")

_NOT_YET = pattern(
    r"(?:will|would|shall|should|could|may|might|must|can|to)\s(?:\w+\s)?"
    rf"(?:be|get|have)\s(?:been\s)?(?:{_HANDED_OVER})"
)

_PROMISED = pattern(
    r"(?:would|will|could|may|might)\s(?:\w+\s)?(?:receive|get|give|send|deliver|supply|provide|donate|hand|be)"
    r"|commit(?:s|ted|ting|ment)?|approv(?:es|ed|ing|al)|agree(?:s|d|ing|ment)?|pledg(?:es|ed|ing|e)"
    r"|promis(?:es|ed|ing|e)|offer(?:s|ed|ing)?|(?:is|are|was|were|want|wants|wanted|plan|plans|planned|intends?"
    r"|intended|ready|prepared|willing|decided|decision)\sto"
)
"""Comes before a thing is handed over."""

_NOT_YET_DONE = re.compile(r"\b(?:before|until|unless|without)\b", re.IGNORECASE)

_DETERMINED = re.compile(r"\b(?:the|an?|its|their|his|her|these|those|\d+)\s(?:\d+\s)?$", re.IGNORECASE)
_A_THING = re.compile(r"\s(?!(?:by|in|on|at|to|and|for|from|with|as|that|of)\b)[A-Za-z]")
"""Between them a verb only describes: "the overhauled tanks" may still wait for it."""

_BEEN = re.compile(r"\b(?:has|have|had|is|are|was|were|been)\s(?:\w+\s)?$")

_BEING = re.compile(r"\b(?:is|are|was|were|been|began|begun|started|kept)\s(?:\w+\s)?$")

_BEGUN = re.compile(r"\b(?:began|begun|started|managed|went\son|proceeded|continued)\sto\s", re.IGNORECASE)
"""What follows is done, whatever else "to" leaves open."""

_ITS = re.compile(
    r"\b(?:ordered|carried\sout|completed|finished|made|celebrated)\s(?:the|an?|its|their|his|her)\s$"
)
"""Before a noun of a deed: it is done, or as good as done."""

_WISH_OF_ANOTHER = re.compile(
    r"\b(?:who|that|which)\s(?:want(?:s|ed)?|hop(?:e|es|ed)|intend(?:s|ed)?)\sto\b", re.IGNORECASE
)
"""Only tells of whom the sentence speaks: "those who wanted to keep both"."""

_AND_THEN = re.compile(
    r"\sand\s(?=(?:is|are|was|were|has|have|had|will|would|(?-i:may)|might)\b)", re.IGNORECASE
)

_WHEN = re.compile(r"\b(?:after|before|when|as|since|following|until|amid)\b", re.IGNORECASE)
"""Behind it stands what happened beside what is asked for."""

_STILL_TO_COME = pattern(
    r"will(?!\shave\b)|(?:is|are)\s(?:expected|due|set|about|going|planning|scheduled|likely)\sto|plans?\sto|intends?\sto"
)

_PERHAPS = pattern(r"(?:(?-i:may)|might|could)(?!\snot)|perhaps|possibly")

_SURELY = pattern(
    r"will|certainly|definitely|surely|(?:agreed|committed|bound|sure|certain|decided)\s(?:\w+self\s|themselves\s)?to"
)

_WOULD = pattern("would")
"""As sure as "will", told of what was said before; in a source it leaves open what is."""

_PROPOSED = pattern(_UNREAL.replace("reported(?:ly)?", "reportedly"))
"""The claim too speaks of a plan, though perhaps not of this one."""

_UNDECIDED = 0.5

_AUXILIARIES = frozenset(
    "be been have has also not soon now then still already first even a the to so only never again once more"
    " it them"
    " at least about up in on an initial some".split()
)


def plan_as_done(claim: str, source: str) -> float:
    """How sure it is, from 0 to 1, that a claim has done what its source only plans."""
    claim = _BEGUN.sub("was ", claim)
    own = content(claim)
    mine = {
        word
        for match in _PLANNED.finditer(claim)
        for word in content(_ahead(claim, match.start()) + CLAUSE.split(claim[match.end() :])[0])
    }
    told = _WISH_OF_ANOTHER.sub("who", source)
    foci = [_verb_behind(told, match.end()) for match in _PLAINLY_PLANNED.finditer(told)]
    elsewhere = [word.stem for word in words(source)]
    sure = [
        1.0 if _is_done(claim, word) else _UNDECIDED
        for verb in foci
        if verb and verb in own and verb not in mine and elsewhere.count(verb) == foci.count(verb)
        for word in words(claim)
        if word.stem == verb and (_is_done(claim, word) or word.text.lower().endswith("ing"))
    ]
    return min(max(sure, default=0.0), _UNDECIDED if _PROPOSED.search(claim) else 1.0)


def done_as_plan(claim: str, source: str) -> bool:
    """Whether a claim still expects what its source has done."""
    had = list(words(source))
    planned = {_verb_behind(source, match.end()) for match in _PROPOSED.finditer(source)}
    for match in _STILL_TO_COME.finditer(claim):
        verb = _verb_behind(claim, match.end())
        own = [word for word in had if word.stem == verb]
        if verb not in planned and own and all(_is_done(source, word) for word in own):
            return True
    return False


def possible_as_certain(claim: str, source: str) -> bool:
    """Whether a claim says that it will be, or is agreed, of what its source says only that it may be."""
    if _PERHAPS.search(claim) or _SURELY.search(source):
        return False
    possible = {_verb_behind(source, match.end()) for match in _PERHAPS.finditer(source)} - {""}
    sure = {
        _verb_behind(claim, match.end()) for surely in (_SURELY, _WOULD) for match in surely.finditer(claim)
    }
    return bool(possible & sure)


def _ahead(text: str, end: int) -> str:
    """The clause before an offset, from what is said beside it on: "and is expected"."""
    return _AND_THEN.split(CLAUSE.split(text[:end])[-1])[-1]


def _is_done(text: str, word: Word) -> bool:
    """Whether a verb's form says that it was done, or is being done."""
    plain = word.text.lower()
    if plain.endswith("ed") and _DETERMINED.search(text[: word.start]) and _A_THING.match(text, word.end):
        return False
    if _NOT_YET_DONE.search(CLAUSE.split(text[: word.start])[-1]):
        return False
    if plain.endswith("ing"):
        return bool(_BEING.search(text[: word.start]))
    is_noun = _ITS.search(text[: word.start])
    done = plain.endswith("ed") or is_past(plain) or bool(_BEEN.search(text[: word.start]))
    return done or bool(is_noun)


def weighed_as_done(claim: str, source: str) -> bool:
    """Whether what a source has only considered or asked for stands in a claim without any such word."""
    if _PLANNED.search(claim):
        return False
    own, had = content(claim), [word.stem for word in said(source)]
    for focus in foci(_WHEN.sub(";", source), _WEIGHED):
        shared = [word for word in focus if word in own and had.count(word) == 1]
        if shared and focus[0] not in own and len(shared) * 3 >= len(focus):
            return True
    return False


def weighed_as_promised(claim: str, source: str) -> bool:
    """Whether a claim has promised or decided what its source only thinks about."""
    if _WEIGHED.search(claim) or _PROPOSED.search(_PROMISE.sub(" ", claim)):
        return False
    return bool(_PROMISE.search(claim) and _THOUGHT_OF.search(source)) and not (
        _PROMISED.search(source) or _PROMISE.search(source)
    )


def promise_as_deed(claim: str, source: str) -> bool:
    """Whether a claim has handed over what its source only promises, offers or approves."""
    claim = _LEAVE_GIVEN.sub(" ", claim)
    if not _HAS_HANDED_OVER.search(_NOT_YET.sub(" ", claim)) or _PROPOSED.search(claim):
        return False
    return bool(_PROMISED.search(source)) and not _HAS_HANDED_OVER.search(_NOT_YET.sub(" ", source))


def _verb_behind(text: str, end: int) -> str:
    """The stem of what is planned: the first word behind a modal that is no auxiliary or adverb."""
    for word in words(CLAUSE.split(text[end : end + 120])[0]):
        if word.text[0].isupper() or word.text[0].isdigit():
            return ""
        if word.text.lower() not in _AUXILIARIES:
            return word.stem
    return ""

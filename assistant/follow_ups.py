"""A follow-up written out in full: what it leaves unsaid comes from the turn before.

Does not know what is searched, nor how a question says its times and sources.
"""

import re
from dataclasses import dataclass

from assistant.countries import mentions
from assistant.deeds import deed_classes
from assistant.fragments import acting_countries, acting_names, group_of_states, in_place, led
from assistant.limits import cut
from assistant.types import Turn, Window
from assistant.words import content_words, words

_CLAUSE = re.compile(
    r"^(?:(?:in|to|from|by|for|on|with|since|at)\s)?(?:who|whom|whose|what|which|when|where|why|how|did|do|does|is|are|was"
    r"|were|has|have|had|will|would|can|could|should|may|might|name|list|tell|show|give)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:tell|show|give)\sme\b|go\son|continue|explain|elaborate|really|any(?:thing|body|one)?\b|more\b|details\b|sources?\b"
    r"|(?:the\s)?(?:reasons?|reactions?|responses?|consequences|results?)\b"
    r"|in\s(?:english|french|german|spanish|italian|polish|russian|ukrainian|short|brief|detail)\b",
    re.IGNORECASE,
)
"""Asks for more of the same."""
_LONGEST_MORE = 60

_OUTWARD = re.compile(
    r"""
      \b(?:it|them|these|those|ones|others?|else|too|same|next|again|afterwards|instead|thereof)\b
    | \b(?:which|that|this|last|first|another)\sone\b
    | \bthis\b(?!\s(?:week|month|year|morning|weekend|season|summer|winter|spring|autumn|fall)\b)
    | (?:^|\b(?:is|was|were|did|does|do|of|about|in|for|after|before|since|with|to|why|at|on|by|from|and|than
         |said|say|says|like)\s)that\b(?!\s(?:the|an?|he|she|they|it|we|there|[A-Z]))
    | \b(?:then|later|earlier)\W*$
    | (?<!\bis\s)(?<!\bare\s)\bthere\b(?!\s(?:an?|any|no|some|been|is|are|was|were)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words for something that the question itself has not named."""
_OF_SOMEBODY = re.compile(r"\b(?:he|she|they|him|his|hers?|their|theirs|its)\b", re.IGNORECASE)
"""Words for somebody whom the question itself may have named before."""
_LIGHT = frozenset(
    """
    people person persons man men woman women country countries state states member members day date time
    reason price cost number name happen happened think thought want wanted decide decided mean meant change
    changed react reacted respond responded answer answered go went come came first last
    """.split()
)
"""Words that say too little to be what a question is about."""
_BEING = re.compile(r"^(?:\S+\s)?(?:is|are|was|were)\s", re.IGNORECASE)
_WHAT = re.compile(r"^what\b", re.IGNORECASE)
_NAMED = re.compile(r"(?<!^)\b[A-Z]")
_DEFINITE = re.compile(r"\bthe\s(?P<noun>[\w’-]+(?:\s[\w’-]+)?)", re.IGNORECASE)

_MOST_WITH_NAMES = 4
_MOST = 7
"""Content words; a question with more of its own has said what it is about, whatever it refers to."""
_MOST_DEFINITE = 3

_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)
_ASKS_NAME = re.compile(
    r"\b(?:who|whom|whose|where|which)\b|\bwhat\s(?!(?:did|do|does|is|are|was|were|has|have|will)\b)\w",
    re.IGNORECASE,
)
_PRONOUNS = (
    (re.compile(r"\b(?:he|she|him|they|them)\b|\bher\b(?!\s\w)", re.IGNORECASE), "{}", True),
    (re.compile(r"\b(?:his|their)\b|\bher\b(?=\s\w)", re.IGNORECASE), "{}'s", True),
    (re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE), "{}", False),
    (re.compile(r"\b(?:its|their)\b", re.IGNORECASE), "{}'s", False),
    (re.compile(r"\bthere\b", re.IGNORECASE), "in {}", False),
)
"""What stands for the name that answered, how the name takes its place, and whether it is a person's."""
_PLURAL = frozenset({"they", "them", "their"})
_MOST_NAMES = 3
_WHICH = re.compile(r"\bwhich(?:\sones?|\sof\s(?:them|these|those))?\s(?=(?P<verb>\w+))", re.IGNORECASE)

_PLURAL_VERBS = frozenset("are were have did do will would could should".split())


@dataclass(frozen=True, slots=True)
class Full:
    """A follow-up with what it left unsaid."""

    text: str
    asks: str
    """The question whose question word counts, with what the follow-up put in the place of something."""
    about: str
    """The question whose names an answer must have."""
    of_answer: bool = False
    """Whether it is about the name that answered: the time by which that was found no longer holds."""


def is_follow_up(bare: str, before: Turn, *, is_dated: bool = False) -> bool:
    """Whether a question leaves unsaid what it is about; `bare` is it without its times and sources.

    One with a subject of its own is a new topic, even where it begins with "and"; `is_dated` are those with a
    time that needs no other, such as "What happened in May 2022?".
    """
    begins = led(bare)
    plain = bare[begins:]
    own = {word.text.lower() for word in content_words(plain)} - _LIGHT
    if not own:
        return begins > 0 or not (is_dated and _CLAUSE.match(plain))
    if _is_for_more(plain) or _refers_out(plain, len(own)):
        return True
    if not _CLAUSE.match(plain):
        return begins > 0 or _is_place(plain)
    if len(own) <= _MOST_DEFINITE and not _NAMED.search(plain) and _names_again(plain, own, before):
        return True
    if _BEING.match(plain) and _NAMED.search(plain):
        return False
    unsaid = 1 if begins or not _WHAT.match(plain) else 0
    own -= {
        word.text.lower()
        for place in acting_countries(plain)
        for word in words(plain[place.start : place.end])
    }
    if len(own) > unsaid and (names := acting_names(plain)):
        own -= names & _spoken_of(before)
    return len(own) <= unsaid


def full(bare: str, before: Turn, over: Window | None = None) -> Full:
    """Writes a follow-up out; `over` is a time of the turn before that no longer holds."""
    query = before.answer.query
    plain = bare[led(bare) :]
    is_clause = _CLAUSE.match(plain) is not None
    resolved = _with_names(plain, before) if is_clause else plain
    gone = query.limits.window if resolved != plain else over
    text, asks, about = (cut(one, gone) if gone else one for one in (query.text, query.asks, query.about))
    if _is_for_more(plain):
        return Full(f"{bare} {text}", asks, about)
    if is_clause:
        own = _with_group(resolved, asks)
        if (places := acting_countries(own)) and not _OUTWARD.search(own):
            text = in_place(places[0].country.name, text) or text
        return Full(f"{own} {text}", own, _names_of(own, about), of_answer=resolved != plain)
    if not content_words(plain):
        return Full(text, asks, about)
    replaced = in_place(plain, text)
    if replaced is None:
        return Full(f"{bare} {text}", asks, _names_of(plain, about))
    return Full(replaced, in_place(plain, asks) or asks, replaced)


def _names_of(own: str, about: str) -> str:
    """The question whose names count: its own where it has a name, otherwise the one before too."""
    if not content_words(own):
        return about
    return own if _NAMED.search(own) or any(mentions(own)) else f"{own} {about}"


def _is_for_more(plain: str) -> bool:
    return len(plain) <= _LONGEST_MORE and _MORE.match(plain) is not None


def _refers_out(plain: str, own: int) -> bool:
    if _OUTWARD.search(plain):
        return own <= (_MOST_WITH_NAMES if _NAMED.search(plain) else _MOST)
    somebody = _OF_SOMEBODY.search(plain)
    return somebody is not None and not _NAMED.search(plain[: somebody.start()]) and own <= _MOST


def _is_place(plain: str) -> bool:
    """Whether it is nothing but a country: "In Germany?"."""
    places = [(place.start, place.end) for place in mentions(plain)]
    return all(any(start <= word.start < end for start, end in places) for word in content_words(plain))


def _names_again(plain: str, own: set[str], before: Turn) -> bool:
    """Whether it has "the tanks" of the question before, or nothing but "the mission" of its evidence."""
    nouns = {word.stem for match in _DEFINITE.finditer(plain) for word in words(match["noun"])}
    mine = {word.stem for word in content_words(plain) if word.text.lower() in own}
    first = before.answer.evidence[:1] if len(mine) == 1 else ()
    texts = (before.answer.query.text, *(evidence.passage.text for evidence in first))
    return any(word.stem in nouns & mine for text in texts for word in words(text))


def _spoken_of(before: Turn) -> set[str]:
    """The words, without case, of the turn before and of its evidence."""
    answer = before.answer
    texts = (answer.query.text, answer.text, *(evidence.passage.text for evidence in answer.evidence))
    return {word.text.lower() for text in texts for word in words(text)}


def _with_names(bare: str, before: Turn) -> str:
    """The follow-up with the name that answered the question before in the place of a pronoun."""
    asks = before.answer.query.asks
    stressed = (s.text[start:end] for s in before.answer.sentences for start, end in s.emphasis)
    given = list(dict.fromkeys(stressed))
    if not 0 < len(given) <= _MOST_NAMES or not _ASKS_NAME.search(asks):
        return bare
    is_sure = any(mentions(given[0])) or " " in given[0]
    for pattern, form, is_person in _PRONOUNS:
        if is_person and not is_sure:  # "Asian" is no "he": a person has two names
            continue
        if is_person == bool(_WHO.search(asks)) and (match := pattern.search(bare)):
            name = " and ".join(given) if match.group().lower() in _PLURAL else given[0]
            return bare[: match.start()] + form.format(name) + bare[match.end() :]
    return bare


def _with_group(question: str, asks: str) -> str:
    """ "Which of them refused?" with the countries that the question before asked for."""
    group, which = group_of_states(asks), _WHICH.search(question)
    if not group or which is None or not (deed_classes(which["verb"]) or which["verb"] in _PLURAL_VERBS):
        return question
    return f"{question[: which.start()]}{group} {question[which.end() :]}"

"""Who says a sentence: whether it reports the words of the one that a question asks about.

Does not know whether what is said is true, nor which sentence answers best.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from assistant.actors import Actor, actors, group, is_meant, keys

_NAME = (
    r"(?:(?:the|president|chancellor|king|queen|pope|mr\.?|ms\.?|mrs\.?)\s)*"
    r"(?-i:[A-Z][\w’'.-]*(?:\s(?:(?:de|von|van|der|al|bin)\s)?[A-Z][\w’'.-]*)*)"
)
_ASKED = (
    re.compile(
        rf"\b(?:what|how|why|when|where)\b(?:\s\w+)?\s(?:did|does|do|has|have|had|is|was|will|would)\s(?P<name>{_NAME})"
        r"\s(?:(?:reportedly|publicly|also|ever|already|just|really|recently)\s)*"
        r"(?:said|say|saying|tell|told|telling|think|thought|call|called|describe|described|warn|warned|argue"
        r"|argued|respond|responded|react|reacted|comment|commented|claim|claimed|write|written|tweet|tweeted"
        r"|explain|explained|answer|answered|reply|replied|put\sit)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\baccording\sto\s(?P<name>{_NAME})", re.IGNORECASE),
    re.compile(
        rf"\b(?P<name>{_NAME}?)[’']s\s(?:reaction|response|comments?|remarks?|words|view|opinion|answer|statement"
        r"|reply|explanation)\b",
        re.IGNORECASE,
    ),
)
_QUESTION_READ = 500
"""Characters of a question in which somebody is asked after."""

_SAYS = """
" accused accuses added addressed adds admits admitted announced announces answered answers appealed argued
argues asked asks assured assures believed believes calculated called calls claimed claims compared compares
complained complains conceded condemned condemns confirmed confirms congratulated criticised criticises
criticized criticizes declared declares defended demanded demands denied denies described describes
dismissed explained explains expressed expresses feared fears hoped hopes indicated indicates insisted
insists maintained maintains mentioned mentions named noted notes pledged pledges pointed posted praised
praises predicted predicts promised promises quipped rebuked recalled recalls referred refers rejected
rejects remarked reminded repeated repeats replied replies revealed reveals ruled said say saying says
sounded speaks specified spoke spoken stated states stressed stresses suggested suggests tell tells thanked
thanks thinks told tweeted urged urges vowed vows wanted wants warned warns welcomed welcomes writes written
wrote
""".split()
_VERB = re.compile(rf"\b(?:{'|'.join(_SAYS)})\b(?!(?<=spoke|poken)\s(?:with|to)\b)")
_AUXILIARY = (
    r"(?:(?:has|have|had|also|later|already|then|again|once|earlier|never|not|himself|herself|repeatedly|yesterday"
    r"|publicly|did|\w+ly)\s)*"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are)\s(?:\w+ly\s)?$")
_AFTER_APPOSITION = re.compile(rf",[^;:]{{1,200}}[,)]\s{_AUXILIARY}$")
_AFTER_AND = re.compile(rf"\b(?:and|but)\s{_AUXILIARY}$")
_CLOSED = re.compile(r"[,\"”’?!]\s*$")
_BEHIND = re.compile(
    r",?\s(?:(?!(?:in|at|on|to|from|after|before|by|that|and|as|when|who)\b)[a-z][a-z’'-]*,?\s){0,5}"
)
"""Between an inverted verb and its subject: "…," said a spokesman for the chancellor, Steffen Hebestreit."""

_AND_ANOTHER = re.compile(r"\s+and\s(?:the|his|her|its)\s[a-z’' -]+(?:\sin\s\w+\s)?", re.IGNORECASE)
_OTHER_SUBJECT = re.compile(
    r"\b(?:(?:the|a|an|his|her|its|their|some|many|several)\s[a-z]|he\b|she\b|they\b|it\b|nobody\b|who\b|that\b"
    r"|which\b)|[;:]",
    re.IGNORECASE,
)
_IN_PHRASE = re.compile(
    r"\b(?:in|at|to|for|of|from|on|with|by|about|before|after|during|since|under|over|through)\s"
    r"(?:(?:the|a|an|his|her|its|their|this|that|last|next|same)\s)?[\w.’'-]+(?:\s[A-Z][\w.’'-]*){0,4}",
    re.IGNORECASE,
)
_IS_OBJECT = re.compile(r"\b(?:[a-z]{2,}ed|met|told|let|saw|made|gave|meeting)\s(?:[A-Z]?[a-z]+\.?\s)?$")
_ACCORDING = re.compile(
    r"\b(?:according\sto|in\sthe\s(?:words|view|eyes|opinion|judge?ment)\sof|quoting|citing)\s(?:[a-z’'-]+\s){0,5}$",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"[’']s?\s(?:own\s)?(?:words|view|account|opinion|statement|message|speech|remarks?|comments?|answer|reply"
    r"|reaction)\b"
)
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:\"“”]|,\s(?=[A-Z])")
_TITLED = re.compile(
    r"(?:Mr|Ms|Mrs|Dr|Gen|Col|Sir|Dame|President|Prime|Chancellor|King|Queen|Pope|Minister|Secretary|Spokes\w+)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’]?\s+(?=[\"“‘A-Z])")

_VERBS_READ = 20
"""Of a sentence: one with more is no sentence of news."""

_LOOKED_BACK = 3
"""Sentences before a pronoun in which the one it stands for is named."""


def speaker(question: str) -> str | None:
    """Whom a question asks the words of, as it names them: "Macron" of "What did Macron say about…?"."""
    for pattern in _ASKED:
        if match := pattern.search(question[:_QUESTION_READ]):
            name = re.sub(r"[’']s$", "", match["name"])
            if keys(name):
                return name
    return None


def says(sentence: str, context_before: str, name: str) -> bool:
    """Whether a sentence reports words of the named one, by name or as "he" or "she".

    `context_before` is what precedes it in its passage; its last sentences tell whom a pronoun means.
    """
    wanted = keys(name)
    named = actors(sentence)
    for verb in _VERB.finditer(sentence):
        if _PASSIVE.search(sentence[: verb.start()]):
            continue
        who = _subjects(sentence, verb, named)
        if is_meant(wanted, who):
            return True
        if not who and _has_pronoun(sentence, verb) and wanted & _meant(sentence, verb, context_before):
            return True
    return any(wanted & actor.keys and _has_own_words(sentence, actor) for actor in named)


class Speaker(NamedTuple):
    """Somebody whose words a sentence reports; `name` is empty where it is "he" or "she"."""

    name: str
    keys: frozenset[str]


def speakers(sentence: str, context_before: str = "") -> list[Speaker]:
    """All whose words a sentence reports, by name, or as whom a pronoun means by what precedes it."""
    named, found = actors(sentence), list[Speaker]()
    for verb in islice(_VERB.finditer(sentence), _VERBS_READ):
        if _PASSIVE.search(sentence[: verb.start()]):
            continue
        who = _subjects(sentence, verb, named)
        found += [Speaker(sentence[actor.start : actor.end], actor.keys) for actor in who]
        if not who and _has_pronoun(sentence, verb) and (meant := _meant(sentence, verb, context_before)):
            found.append(Speaker("", meant))
    own = [actor for actor in named if _has_own_words(sentence, actor)]
    return found + [Speaker(sentence[actor.start : actor.end], actor.keys) for actor in own]


def _has_own_words(sentence: str, actor: Actor) -> bool:
    """ "according to Biden", "Biden's words"; the possessive is a part of the name as it is found."""
    stem_end = actor.end - 2 if sentence[actor.end - 2 : actor.end] in ("’s", "'s") else actor.end
    return bool(_ACCORDING.search(sentence[: actor.start]) or _OWN_WORDS.match(sentence[stem_end:]))


def _subjects(sentence: str, verb: re.Match[str], named: Sequence[Actor]) -> list[Actor]:
    """Who says it: named behind the verb ("…," said Peskov), or before it as its subject."""
    before = sentence[: verb.start()]
    if _CLOSED.search(before):
        behind = list[Actor]()
        for actor in named:
            after = behind[-1].end if behind else verb.end()
            if actor.start > after and _BEHIND.fullmatch(sentence[after : actor.start]):
                behind.append(actor)
        if behind:
            return behind
    if apposition := _AFTER_APPOSITION.search(before):
        inserted = [i for i, actor in enumerate(named) if actor.acts and actor.end == apposition.start()]
        if inserted:
            return _acting(group(sentence, named, inserted[0]))
    acting = [
        index
        for index, actor in enumerate(named)
        if actor.end <= verb.start() and actor.acts and not _is_object(sentence, actor)
    ]
    if (
        acting
        and _AFTER_AND.search(before)
        and not _OTHER_SUBJECT.search(before[named[acting[-1]].end + 40 :])
    ):
        return _acting(group(sentence, named, acting[0]))
    if acting:
        between = sentence[named[acting[-1]].end : verb.start()]
        plain = _IN_PHRASE.sub(" ", between)
        if _AND_ANOTHER.fullmatch(between) or (len(plain) < 60 and not _OTHER_SUBJECT.search(plain)):
            return _acting(group(sentence, named, acting[-1]))
    return []


def _acting(found: Sequence[Actor]) -> list[Actor]:
    return [actor for actor in found if actor.acts]


def _is_object(sentence: str, actor: Actor) -> bool:
    """Whether a person stands right behind a verb, as in "thanked Olaf Scholz and said"."""
    return bool(_IS_OBJECT.search(sentence[max(0, actor.start - 40) : actor.start]))


def _has_pronoun(sentence: str, verb: re.Match[str]) -> bool:
    clause = _CLAUSE.split(sentence[: verb.start()])[-1]
    return bool(_PRONOUN.search(clause) or re.match(r"\s(?:he|she)\b", sentence[verb.end() :]))


def _meant(sentence: str, verb: re.Match[str], context: str) -> frozenset[str]:
    """The keys of whom a pronoun at the verb means: the last person before it who is a subject."""
    parts = [part for part in _SENTENCE_END.split(context[-900:]) if part.strip()]
    for part in (sentence[: verb.start()], *reversed(parts[-_LOOKED_BACK:])):
        for actor in actors(part):
            if actor.acts and _is_person(part, actor) and not _is_object(part, actor):
                return actor.keys
    return frozenset()


def _is_person(text: str, actor: Actor) -> bool:
    """Whether a name has a title or several words of its own: "Poland" and "Hundreds" have not."""
    name = text[actor.start : actor.end]
    return bool(_TITLED.search(name)) or (name.count(" ") > 0 and len(actor.keys) > 1)

"""Whether a passage bears out what a question takes for granted, denies it, or comes near enough to doubt.

Does not know what question it is, nor what other passages say.
"""

import re
from collections.abc import Sequence
from enum import Enum
from functools import partial

from assistant.actors import Actor, actors, group, is_meant, keys
from assistant.countries import mentions
from assistant.happenings import Hit, hits, is_decided
from assistant.matters import Thing, is_thing
from assistant.presupposed import Premise, Role
from assistant.words import stem, words
from index.article import Passage

_CONTEXT = 3
"""Sentences before one that says "it" or "the government", in which who acts is named."""

_REACH = 90
"""Characters between a deed and "by Poland" behind it."""

_NEAR = 60
"""Characters around a noun such as "ban" in which it is said of what."""

_ADJECTIVE = 45
"""Characters between "Polish" and "gift" in "the Polish gift of tanks"."""

_BY = re.compile(r"\bby\s(?:[a-z’'-]+\s){0,3}$", re.IGNORECASE)
_OBJECT_END = re.compile(
    r"[,;:.!?()\"“”]|\b(?:in|on|at|by|as|after|before|during|because|despite|over|without|until|since|when|while|within"
    r"|under|if|and|but|through|for|to|from|against|into|about|that|which|who|said)\b"
)
_BEHIND = re.compile(r"\b(?:by|from|of|between)\s(?:[a-z’'-]+\s){0,3}$", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:said|says|told|announced|confirmed|reported|added|claimed|warned|denied|hoped|expects?|wants?|asked|urged"
    r"|thanked|called)\b"
)


_REFUSED = "refuse"


class Bearing(Enum):
    """What a passage has to do with a premise."""

    SAYS = "says"
    DENIES = "denies"
    """It says that it was not done, was refused, or is only planned."""
    MAY = "may"
    """It may say so in a way that no rule here can read."""
    NOTHING = "nothing"


def bearing(found: Premise, passage: Passage) -> Bearing:
    """What a passage says of a premise."""
    sentences = [passage.headline.title, *(passage.quote(start, end) for start, end in passage.sentences)]
    whole = _keys_of(" ".join(sentences))
    if not found.keys & whole:
        return Bearing.NOTHING
    if found.role is Role.SPEAKER:
        speaks = _has_all(found.things, whole) and any(map(partial(_acts, found.keys), sentences[1:]))
        return Bearing.SAYS if speaks else Bearing.NOTHING
    borne = set[Bearing]()
    for index, sentence in enumerate(sentences):
        context = [sentences[0], *sentences[max(1, index - _CONTEXT) : index]]
        borne |= _of_sentence(found, sentence, context)
    order = (Bearing.SAYS, Bearing.DENIES, Bearing.MAY)
    return next((bearing for bearing in order if bearing in borne), Bearing.NOTHING)


def _acts(wanted: frozenset[str], sentence: str) -> bool:
    return any(actor.acts and wanted & actor.keys for actor in actors(sentence))


def _of_sentence(found: Premise, sentence: str, context: Sequence[str]) -> set[Bearing]:
    named = actors(sentence)
    titled, around = _keys_of(context[0]), _keys_of(" ".join(context))
    borne = set[Bearing]()
    for hit, told in _told(found, sentence):
        is_with = _is_with(found.things, sentence, hit, titled, around)
        if is_with and _is_of(found, sentence, hit, named, context):
            borne.add(told)
        elif told is Bearing.SAYS and _may_be(found, sentence, hit, named, around):
            borne.add(Bearing.MAY)
    return borne


def _told(found: Premise, sentence: str) -> list[tuple[Hit, Bearing]]:
    """Where it is told, done or denied; planned counts as denied where that is not enough."""
    planned_is_enough = found.may_be_planned or any(map(is_decided, found.happenings))
    told = [
        (hit, Bearing.DENIES if hit.is_denied or (hit.is_planned and not planned_is_enough) else Bearing.SAYS)
        for hit in hits(sentence, found.happenings)
    ]
    if found.refused:
        refused = list(hits(sentence, found.refused))
        denied = [(hit, Bearing.SAYS if hit.is_denied else Bearing.DENIES) for hit in refused]
        return denied + [(hit, said) for hit, said in told if refused and hit.is_verb]
    if _REFUSED not in found.happenings:
        refusals = [hit for hit in hits(sentence, frozenset({_REFUSED})) if hit.is_verb and not hit.is_denied]
        told += [(hit, Bearing.DENIES) for hit in refusals]
    return told


def _may_be(found: Premise, sentence: str, hit: Hit, named: Sequence[Actor], around: frozenset[str]) -> bool:
    """Whether it may be the subject's deed: nobody else is said to have done it, nor with another thing."""
    others = any(a.end <= hit.start and a.acts for a in named)
    is_theirs = is_meant(found.keys, named) or (not others and bool(found.keys & around))
    has_all = _has_all(found.things, around | _keys_of(sentence))
    return hit.is_verb and is_theirs and has_all and not _is_with_another(found.things, sentence, hit)


def _is_with(
    things: Sequence[Thing], sentence: str, hit: Hit, titled: frozenset[str], around: frozenset[str]
) -> bool:
    """Whether a deed is done with all the things: in its sentence, or in those before where it has "them"."""
    own = _keys_of(sentence)
    if _has_all(things, own):
        near = _keys_of(sentence[max(0, hit.start - _NEAR) : hit.end + _NEAR])
        return hit.is_verb or not things or any(thing.keys & near for thing in things)
    if hit.other_side:
        return _has_all(things, own | titled)
    return not _is_with_another(things, sentence, hit) and _has_all(things, own | around)


def _is_with_another(things: Sequence[Thing], sentence: str, hit: Hit) -> bool:
    """Whether a verb has an object that is none of the things."""
    named = _object(sentence[hit.end :]) if hit.is_verb else frozenset()
    return bool(named) and not any(thing.keys & named for thing in things)


def _object(behind: str) -> frozenset[str]:
    """Stems of what stands as its object behind a verb, countries and words for times left out."""
    ended = _OBJECT_END.search(behind)
    phrase = behind[: ended.start()] if ended else behind
    places = list(mentions(phrase))
    return frozenset(
        word.stem
        for word in words(phrase)
        if is_thing(word) and not any(place.start <= word.start < place.end for place in places)
    )


def _is_of(found: Premise, sentence: str, hit: Hit, named: Sequence[Actor], context: Sequence[str]) -> bool:
    """Whether it is the subject's deed, or was done to the patient."""
    wanted = found.keys
    if found.role is Role.PATIENT:
        return is_meant(wanted, named) or (not named and _in_context(wanted, context))
    behind = [
        index
        for index, actor in enumerate(named)
        if hit.end <= actor.start <= hit.end + _REACH and _BEHIND.search(sentence[hit.end : actor.start])
    ]
    if any(is_meant(wanted, group(sentence, named, index)) for index in behind):
        return True
    acting = [i for i, a in enumerate(named) if a.end <= hit.start and (a.acts or not hit.is_verb)]
    if hit.other_side:
        return is_meant(wanted, named) or _in_context(wanted, context)
    if acting and not hit.is_verb:
        nearest = named[acting[-1]]
        return bool(wanted & nearest.keys) and hit.start - nearest.end < _ADJECTIVE
    if not acting:
        by_another = any(_BY.search(sentence[hit.end : named[index].start]) for index in behind)
        return not by_another and _in_context(wanted, context)
    if is_meant(wanted, group(sentence, named, acting[-1])):
        return True
    first = named[acting[0]]
    between = sentence[first.end : hit.start]
    return bool(wanted & first.keys) and not _REPORTED.search(between)


def _in_context(wanted: frozenset[str], context: Sequence[str]) -> bool:
    return any(is_meant(wanted, actors(sentence)) for sentence in context)


def _has_all(things: Sequence[Thing], stems: frozenset[str]) -> bool:
    return all(thing.keys & stems for thing in things)


def _keys_of(text: str) -> frozenset[str]:
    found = {word.stem for word in words(text)}
    parts = {stem(part) for one in found if "-" in one for part in one.split("-")}
    return keys(text) | found | parts

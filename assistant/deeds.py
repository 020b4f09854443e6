"""What a sentence says was done, and by which countries: verbs of news in classes, done or only spoken of.

Does not know what is asked; reads one sentence at a time, by rule.
"""

import re
from dataclasses import dataclass
from functools import cache

from assistant.countries import Country, Mention, mentions

# A line a class: verbs that say the same deed; base forms, then the forms that say it was done.
_CLASSES = """
send give deliver supply ship donate transfer provide lend hand pass : sent gave given delivered supplied shipped donated transferred provided lent handed passed arrived reached
pledge promise offer commit announce : pledged promised offered committed announced
refuse reject decline block veto oppose bar deny : refused rejected declined blocked vetoed opposed barred denied
approve agree allow authorise authorize adopt back ratify permit : approved agreed allowed authorised authorized adopted backed ratified permitted
join enter accede : joined entered acceded
leave quit withdraw exit : left quit withdrew withdrawn exited
ban prohibit sanction : banned prohibited sanctioned
vote : voted
buy purchase order import acquire : bought purchased ordered imported acquired
sell export : sold exported
win : won
lose : lost
expel : expelled
train : trained
apply : applied
condemn denounce : condemned denounced
impose : imposed
recognise recognize : recognised recognized
host : hosted
attack strike hit shell bomb : attacked struck hit shelled bombed
"""  # noqa: E501 - one class, one line

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ARRIVING = frozenset({"arrived", "reached"})
"""Said of the thing itself: who sent it stands after "from", not before the verb."""

_ONLY_SPOKEN_OF = frozenset(
    "to will would could can may might should must shall not never cannot won't wouldn't didn't "
    "hasn't haven't isn't wasn't if whether unless without hardly no none neither nor".split()
)
_DENIED_BEFORE = re.compile(
    r"\b(?:no|none|neither|nor|den(?:y|ies|ied|ying)\s(?:that|having))\b[^,;]*$", re.IGNORECASE
)
_DENIED_AFTER = re.compile(r"\s+(?:none|nothing|no|neither)\b", re.IGNORECASE)
_FROM_OR_BY = re.compile(r"\b(?:from|by)\s(?:the\s)?$")
_NOT_A_SUBJECT = re.compile(
    r"\b(?:in|at|to|for|of|from|against|near|with|into|than|towards?)\s(?:the\s)?$", re.IGNORECASE
)
_JOINED = re.compile(r"\s*(?:,|and|, and|as well as|&|along with)\s*(?:the\s)?")

_BEFORE_A_VERB = 3
"""Words before a verb in which a modal or a negation turns it into something not done."""

_REACH = 90
"""Characters between a doer and the verb; further apart they belong to different clauses."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb of a class in a sentence: whether it says something done, and the countries that did it."""

    name: str
    done: bool
    doers: tuple[Mention, ...]


def deed_classes(text: str) -> dict[str, bool]:
    """The classes of the verbs in a text, each with whether a form says that it was done."""
    found = dict[str, bool]()
    for match in _WORD.finditer(text):
        for name, done in _forms().get(match.group().lower(), ()):
            found[name] = found.get(name, False) or done
    return found


def done_forms(name: str) -> tuple[str, ...]:
    """The forms of a class that say the deed was done."""
    return tuple(form for form, entries in _forms().items() if (name, True) in entries)


def deeds(sentence: str, names: frozenset[str]) -> list[Deed]:
    """The deeds of these classes in a sentence, in order."""
    places = list(mentions(sentence))
    words = list(_WORD.finditer(sentence))
    found = []
    for index, match in enumerate(words):
        verb = match.group().lower()
        for name, done in _forms().get(verb, ()):
            if name in names:
                before = words[max(0, index - _BEFORE_A_VERB) : index]
                is_done = done and not _is_only_spoken_of(sentence, match, before)
                found.append(Deed(name, is_done, _doers(sentence, match, verb in _ARRIVING, places)))
    return found


def _is_only_spoken_of(sentence: str, verb: re.Match[str], before: list[re.Match[str]]) -> bool:
    modals = {word.group().lower().replace("’", "'") for word in before} & _ONLY_SPOKEN_OF
    return bool(
        modals
        or _DENIED_BEFORE.search(sentence[: verb.start()])
        or _DENIED_AFTER.match(sentence[verb.end() :])
    )


def _doers(sentence: str, verb: re.Match[str], arriving: bool, places: list[Mention]) -> tuple[Mention, ...]:
    """The countries before the verb, as its subject, or after it behind "from" or "by"."""
    after = [
        place
        for place in places
        if verb.end() <= place.start <= verb.end() + _REACH
        and _FROM_OR_BY.search(sentence[verb.end() : place.start])
    ]
    if after or arriving:
        return tuple(after)
    subject: list[Mention] = []
    for place in reversed([place for place in places if place.end <= verb.start()]):
        between = sentence[place.end : subject[-1].start if subject else verb.start()]
        if len(between) > _REACH or ";" in between or (subject and not _JOINED.fullmatch(between)):
            break
        if not _NOT_A_SUBJECT.search(sentence[: place.start]):
            subject.append(place)
        elif subject:
            break
    return tuple(reversed(subject))


def done_by(sentence: str, names: frozenset[str]) -> dict[Country, Mention]:
    """The countries that a sentence says have done one of these deeds, each with where it is named."""
    return {place.country: place for deed in deeds(sentence, names) if deed.done for place in deed.doers}


@cache
def _forms() -> dict[str, tuple[tuple[str, bool], ...]]:
    forms = dict[str, tuple[tuple[str, bool], ...]]()
    for line in _CLASSES.strip().splitlines():
        base, _, done = line.partition(":")
        name = base.split()[0]
        for verb in base.split():
            for form in (verb, f"{verb}s", f"{verb}es", f"{verb.removesuffix('e')}ing"):
                forms[form] = (*forms.get(form, ()), (name, False))
        for form in done.split():
            others = tuple(entry for entry in forms.get(form, ()) if entry[0] != name)
            forms[form] = (*others, (name, True))
    return forms

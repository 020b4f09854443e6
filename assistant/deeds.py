"""Verbs of news in classes that say the same deed, with the forms that say it was done.

Does not know who did it, nor what a sentence makes of the verb: promised, denied or done.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.words import stem

# A line a class: verbs that say the same deed in base form; then the forms that say it was done; then, where
# it is not the first of those, the word for it in a table. A particle that a verb needs is behind a hyphen.
_CLASSES = """
send give deliver supply ship donate transfer provide lend hand pass contribute : sent gave given delivered supplied shipped donated transferred provided lent handed passed contributed arrived reached received : delivered
pledge promise offer commit : pledged promised offered committed
announce : announced
refuse reject decline : refused rejected declined
block veto oppose bar : blocked vetoed opposed barred
deny : denied
approve agree allow authorise authorize adopt back ratify permit : approved agreed allowed authorised authorized adopted backed ratified permitted
join enter accede : joined entered acceded
leave quit withdraw exit pull-out : left quit withdrew withdrawn exited pulled-out
ban prohibit sanction : banned prohibited sanctioned
vote : voted
abstain : abstained
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
attack strike hit shell bomb : attacked struck hit shelled bombed : hit
resign step-down : resigned stepped-down
sign : signed
arrest detain : arrested detained
visit : visited
kill : killed
die : died
dismiss fire sack oust : dismissed fired sacked ousted
suspend halt pause stop : suspended halted paused stopped
exclude remove : excluded removed
close shut : closed shut
report cover write publish : reported covered wrote written published
"""  # noqa: E501 - one class, one line

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


class Verb(NamedTuple):
    """A verb of a class in a text with its offsets; `done` where its form says that it was done."""

    start: int
    end: int
    form: str
    name: str
    done: bool


def verbs(text: str, names: frozenset[str] | None = None) -> list[Verb]:
    """The verbs of these classes in a text in order, of all classes where none are given.

    A class that the table lacks is a verb by itself, named by its stem as `class_of` does.
    """
    found = []
    for match in (_WORD if names is None else _pattern(names)).finditer(text):
        form = match.group().lower()
        known = _forms().get(form, ())
        if not known and names is not None and (own := stem(form)) in names:
            known = ((own, form.endswith("ed"), ""),)
        for name, done, particle in known:
            if names is None or name in names:
                behind = text[match.end() : match.end() + len(particle) + 1].lower()
                if not particle or behind == f" {particle}":
                    found.append(Verb(match.start(), match.end(), form, name, done))
    return found


def deed_classes(text: str) -> dict[str, bool]:
    """The classes of the verbs in a text, each with whether a form says that it was done."""
    found = dict[str, bool]()
    for verb in verbs(text):
        found[verb.name] = found.get(verb.name, False) or verb.done
    return found


def done_forms(name: str) -> tuple[str, ...]:
    """The forms of a class that say the deed was done; of a class that the table lacks its name."""
    return tuple(
        form for form, entries in _forms().items() if any(e[:2] == (name, True) for e in entries)
    ) or (name,)


def class_of(verb: str) -> str:
    """The class of a verb; one that the table lacks is a class by itself, named by its stem."""
    known = _forms().get(verb.lower(), ())
    return known[0][0] if known else stem(verb)


def status(name: str, verb: str = "") -> str:
    """The word for a deed of this class that was done, as a table shows it; else the verb asked for."""
    return _statuses().get(name, verb or name)


@lru_cache(maxsize=200)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """All words that may be a verb of these classes: their forms, or whatever begins as an unknown one."""
    known = {form for form, entries in _forms().items() if any(name in names for name, _, _ in entries)}
    unknown = {rf"{re.escape(name[:-1])}[^\W\d_]*" for name in names if name not in _statuses()}
    words = "|".join(
        sorted({re.escape(form) for form in known} | unknown, key=lambda word: (-len(word), word))
    )
    return re.compile(rf"(?<![\w’'-])(?:{words})(?![\w’'-])", re.IGNORECASE)


@cache
def _forms() -> dict[str, tuple[tuple[str, bool, str], ...]]:
    """Of each form the classes it belongs to: name, whether it says that it was done, and its particle."""
    forms = dict[str, tuple[tuple[str, bool, str], ...]]()
    for line in _CLASSES.strip().splitlines():
        base, done, *_ = line.split(":")
        name = base.split()[0]
        for entry in base.split():
            verb, _, particle = entry.partition("-")
            for form in (verb, f"{verb}s", f"{verb}es", f"{verb.removesuffix('e')}ing"):
                forms[form] = (*forms.get(form, ()), (name, False, particle))
        for entry in done.split():
            form, _, particle = entry.partition("-")
            others = tuple(known for known in forms.get(form, ()) if known[0] != name)
            forms[form] = (*others, (name, True, particle))
    return forms


@cache
def _statuses() -> dict[str, str]:
    parts = [line.split(":") for line in _CLASSES.strip().splitlines()]
    return {part[0].split()[0]: (part[2] if len(part) > 2 else part[1].split()[0]).strip() for part in parts}

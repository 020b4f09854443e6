"""What a list question asks for: items of which kind, and what they, or somebody to them, must have done.

Does not know any article.
"""

import re
from dataclasses import dataclass

from assistant.acts import State
from assistant.countries import mentions
from assistant.deeds import class_of, deed_classes, done_forms, status
from assistant.kinds import Kind, asked_kind, says_only_the_kind
from assistant.things import kinds_of
from assistant.words import content_words, words

_ASKING = re.compile(
    r"^(?:and\s|so\s|but\s|please\s)*(?P<word>which|what|who|whom|how\smany|(?:list|name)(?:\sall)?)\b"
    r"(?:\s(?:all|of|the))*\s?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[\w’'-]+")
_NOT_IN_A_GROUP = frozenset("have has had did do does are is was were will would can united".split())
_OF_AN_ALLIANCE = re.compile(r"\s+(?:of|in)\s(?:the\s)?(?:NATO|EU|European\sUnion|alliance)\b", re.IGNORECASE)
_NOT_NARROWER = frozenset("nato eu european union alliance member other all western more various".split())

_BE = r"are|is|were|was|been|being|be"
_AUXILIARY = re.compile(
    rf"^\s*(?:also\s|still\s|ever\s)?(?P<aux>have|has|had|did|do|does|will|would|can|could|{_BE})\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:not|never|also|ever|already|actually|so|far|yet|{_BE}|have|has|had|to|going|n[’']t)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(rf"\b(?:{_BE})\s(?:\w+ly\s|also\s|not\s|never\s)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|before|after|during|until)\b.*", re.IGNORECASE)
_TOWARDS = re.compile(
    r"\bto\s|^(?:gave|give|given|sent|send|promised?|offered?|supplied|lent)\s(?:the\s)?[A-Z]"
)
_DENIED = re.compile(r"\b(?:not|never|no|none)\b|n[’']t\b", re.IGNORECASE)
_REFUSING = re.compile(r"^(?:\s*\w+\b){0,2}?\s*\b(?:refus|declin)\w+\sto\b", re.IGNORECASE)
_PLANNING = re.compile(
    r"\b(?:will|would|plan|plans|planned|want|wants|intend|intends|going)\b", re.IGNORECASE
)
_TO_DO = re.compile(r"\s(?:also\s)?to\s(?P<verb>\w+)")
_OR_DO = re.compile(r"\s(?:or|and)\s(?P<verb>\w+)\b")
_FIRST_VERB = re.compile(r"^\s*(?:\w+\s)?(?P<verb>[a-z]{3,}ed)\b")
_BY = re.compile(r"\bby\s(?:the\s)?(?P<doer>[A-Z].*?)(?:\s(?:to|in|for|on|since)\b|[?.]|$)")
_NO_THING = re.compile(
    r"\d.*|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|winter|year|month|week|far|any|none|never|ever|use|them|today|ago|deliver(?:y|ies)|shipments?|suppl(?:y|ies)",
    re.IGNORECASE,
)
"""Words that say when, or nothing: sentences of a dated article leave them out."""

_MODEL = re.compile(r"\b[A-Z]\w+\s\d{1,2}(?:[A-Z]\w*)?\b")

_OF_STATES = frozenset(
    "send pledge refuse approve join vote abstain ban expel recognise impose train".split()
)
"""Deeds of states more often than of people: "who sent tanks?"."""

_NEEDS_NO_THING = frozenset("abstain resign".split())
_PLANS = frozenset({"pledge", "approve"})

_REFUSED, _DID_NOT = "refused", "did not"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list question says of its items."""

    kind: Kind
    group: str
    """The items as the question names them: "NATO members"."""
    narrower: frozenset[str]
    """Stems of words of the group that a sentence or its passage must have: of "Russian banks"."""
    accepts: tuple[tuple[str, State, str], ...]
    """Deed, its state and the word for it in a table; the most advanced word first."""
    undergone: bool
    """Whether the items are those to whom it was done: "which cities were hit"."""
    doer: str
    """Where they are: who did it, as the question names them; empty where it does not."""
    things: frozenset[str]
    """Stems of what the deed is done with: all of them must be in the clause."""
    models: tuple[str, ...]
    """Names with a number, which the sentence must have so: "Leopard 2" is not "Leopard 1A5"."""
    towards: bool
    """Whether the places are where it goes: "to Russia" is not "since Russia's invasion"."""
    against: bool
    """Whether the deed was done against them: a vote for a thing and one against it are not the same."""
    places: frozenset[str]
    """Countries that the question itself names: the deed is done to them."""
    terms: tuple[str, ...]
    """What to search for beside a name: the deed in its forms and what it is done with."""

    @property
    def deeds(self) -> frozenset[str]:
        """The classes of the deeds that are looked for."""
        return frozenset(name for name, _, _ in self.accepts)

    @property
    def is_denied(self) -> bool:
        """Whether the items are those that did it not."""
        return all(state is not State.DONE or name == "refuse" for name, state, _ in self.accepts) and any(
            state in (State.DENIED, State.REFUSED) for _, state, _ in self.accepts
        )


def wanted(question: str) -> Wanted | None:
    """What a list question asks for, or `None` where it asks for no list that can be made by rule."""
    asking = _ASKING.match(question)
    if asking is None:
        return None
    group, kind, rest = _group(asking["word"].lower(), question[asking.end() :])
    found = _verb(rest)
    if kind is None or found is None:
        return None
    verb, at = found
    if not group:
        kind = Kind.COUNTRY if class_of(verb) in _OF_STATES else Kind.PERSON
    doer, undergone = _doer(rest, at)
    accepts = _accepts(rest, verb, at)
    places = [place for place in mentions(rest) if not doer or place.country.name not in _countries(doer)]
    things = _things(rest, doer, {name for name, _, _ in accepts})
    if not (things or places or doer or kind is not Kind.COUNTRY or class_of(verb) in _NEEDS_NO_THING):
        return None
    deeds_forms = [
        form for name in dict.fromkeys(name for name, _, _ in accepts) for form in done_forms(name)
    ]
    kinds = [word for thing in sorted(things) for word in kinds_of(thing)]
    return Wanted(
        kind=kind,
        group=group or asking["word"].lower(),
        narrower=_narrower(group, kind),
        accepts=accepts,
        undergone=undergone,
        doer=doer,
        things=things,
        models=tuple(match.group() for match in _MODEL.finditer(rest)),
        towards=bool(_TOWARDS.search(rest[at:])) and not _REFUSING.search(rest),
        against="against" in rest,
        places=frozenset(place.country.name for place in places),
        terms=tuple(dict.fromkeys((*(word.text for word in content_words(rest)), *deeds_forms, *kinds))),
    )


def asks_which_states(question: str) -> bool:
    """Whether "who" asks for states, of which there may be several: "Who sent tanks?"."""
    sought = wanted(question) if question.lower().startswith("who ") else None
    return sought is not None and sought.kind is Kind.COUNTRY


def accepted(rest: str) -> tuple[tuple[str, State, str], ...]:
    """The deeds that a question names behind what it asks for, as in `Wanted.accepts`."""
    found = _verb(rest)
    known = found is not None and bool(deed_classes(found[0]))
    return _accepts(rest, *found) if found and known else ()


def _group(word: str, text: str) -> tuple[str, Kind | None, str]:
    """The words that name the items, the kind of them, and the rest of the question."""
    if word in ("who", "whom"):
        return "", Kind.PERSON, text
    end, kind = 0, None
    for count, token in enumerate(_TOKEN.finditer(text)):
        if count > 4 or token.group().lower() in _NOT_IN_A_GROUP:
            break
        own = asked_kind(token.group()) if token.group().islower() else None
        if own is None and kind is not None:
            break
        if own is not None:
            kind, end = own, token.end()
    alliance = _OF_AN_ALLIANCE.match(text[end:])
    if alliance:
        end += alliance.end()
    return text[:end], kind, text[end:]


def _verb(rest: str) -> tuple[str, int] | None:
    """The verb that says the deed and where it begins: one of a known class, or else the first past tense."""
    known = next((match for match in _TOKEN.finditer(rest) if deed_classes(match.group())), None)
    first = _FIRST_VERB.match(rest)
    if first and (known is None or first.start("verb") < known.start()):
        return first["verb"], first.start("verb")
    refusing = _REFUSING.match(rest)
    if refusing and (after := next((m for m in _TOKEN.finditer(rest, refusing.end())), None)):
        return after.group(), after.start()
    return (known.group(), known.start()) if known else None


def _doer(rest: str, verb: int) -> tuple[str, bool]:
    """Who did it, and whether the items underwent it: "did Poland send", "were sent by Poland"."""
    auxiliary = _AUXILIARY.match(rest)
    if auxiliary is None or auxiliary.end() > verb:
        return "", False
    between = " ".join(_BETWEEN.sub(" ", rest[auxiliary.end() : verb]).split())
    between = re.sub(r"^[Tt]he\s", "", between)
    if between and not _REFUSING.search(rest):
        return between, True
    if _PASSIVE.search(rest[:verb]):
        by = _BY.search(rest)
        return (by["doer"] if by else ""), True
    return "", False


def _accepts(rest: str, verb: str, at: int) -> tuple[tuple[str, State, str], ...]:
    """The deeds and states that make an item, the most advanced first."""
    name = class_of(verb)
    refuses = name == "refuse" or bool(_REFUSING.search(rest))
    if refuses or _DENIED.search(rest):
        own = ((name, State.DENIED, _DID_NOT), (name, State.REFUSED, _REFUSED)) if name != "refuse" else ()
        other = "send" if name == "refuse" else "refuse"
        offered = (("pledge", State.DENIED, _DID_NOT),) if "send" in (name, other) else ()
        return (*own, (other, State.REFUSED, _REFUSED), ("refuse", State.DONE, _REFUSED), *offered)
    to_do = _TO_DO.match(rest[at + len(verb) :])
    if name in _PLANS or (_PLANNING.search(rest[:at]) and not re.search(r"\bwould\shave\b", rest)):
        planned = class_of(to_do["verb"]) if to_do else "send" if name in _PLANS else name
        first = ((name, State.DONE, status(name, verb)),) if name in _PLANS else ()
        also = () if name == "approve" and not to_do else ((planned, State.PLANNED, "pledged"),)
        pledge = (
            ()
            if name == "approve"
            else (("pledge", State.DONE, "pledged"), ("announce", State.DONE, "announced"))
        )
        return tuple(dict.fromkeys((*_or_do(rest, verb, at), *first, *also, *pledge)))
    return tuple(dict.fromkeys((*_or_do(rest, verb, at), (name, State.DONE, status(name, verb)))))


def _or_do(rest: str, verb: str, at: int) -> tuple[tuple[str, State, str], ...]:
    """A second deed: "pledged or delivered"."""
    other = _OR_DO.match(rest[at + len(verb) :])
    name = class_of(other["verb"]) if other and deed_classes(other["verb"]) else ""
    return ((name, State.DONE, status(name)),) if name else ()


def _things(rest: str, doer: str, deeds: set[str]) -> frozenset[str]:
    rest = _SINCE.sub("", rest)
    of_places = {w.stem for place in mentions(rest) for w in words(rest[place.start : place.end])}
    of_doer = {word.stem for word in words(doer)}
    infinitives = {match["verb"] for match in _TO_DO.finditer(rest) if deed_classes(match["verb"])}
    return (
        frozenset(
            word.stem
            for word in content_words(rest)
            if deeds.isdisjoint(deed_classes(word.text))
            and class_of(word.text) not in deeds
            and not _NO_THING.fullmatch(word.text)
            and word.text not in infinitives
        )
        - of_places
        - of_doer
        - {"against"}
    )


def _narrower(group: str, kind: Kind) -> frozenset[str]:
    """Of "Russian banks" both words, since not every company is one; of "companies" none."""
    return frozenset(
        word.stem
        for word in content_words(group)
        if word.text.lower() not in _NOT_NARROWER
        and not (asked_kind(word.text) is kind and says_only_the_kind(word.text))
    )


def _countries(text: str) -> set[str]:
    return {mention.country.name for mention in mentions(text)}

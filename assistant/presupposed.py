"""What a question takes for granted, read from its form: who did what, with what, to whom.

Does not know whether it is true.
"""

import re
from dataclasses import dataclass
from enum import Enum

from assistant.actors import keys
from assistant.happenings import happenings, happenings_of_noun
from assistant.matters import Thing, things, towards
from assistant.speakers import speaker
from assistant.words import forms

_READ = 300
"""Characters of a question; what is longer takes more for granted than a rule can read."""

_CAPITALISED = r"(?:[A-Z][\w’'.-]*|(?<=\s)(?:de|von|van|der|al|bin)\s[A-Z][\w’'.-]*)"
_SUBJECT = (
    rf"(?P<subject>(?:the\s|former\s|president\s)*(?-i:{_CAPITALISED}(?:\s{_CAPITALISED})*"
    rf"(?:\sand\s(?:the\s)?{_CAPITALISED}(?:\s{_CAPITALISED})*)?))"
)
_MAIN = re.compile(
    rf"\b(?P<lead>why|when|where|how|what|which|whom?)\b(?P<fronted>[^?]{{0,100}}?)\s?"
    rf"\b(?P<aux>did|does|do|has|have|had|will|is|are|was|were)\s{_SUBJECT}\s(?P<rest>[^?]+)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"\b(?:after|when|since|because|once|before)\s{_SUBJECT}\s(?P<rest>[^?]+)", re.IGNORECASE
)
_NOUN = re.compile(
    rf"{_SUBJECT}[’']s?\s(?:\w+\s)?(?P<noun>resignation|death|arrest|assassination|withdrawal|exit|departure|visit)\b"
    r"(?P<rest>[^?]*)",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"^(?:and\s|so\s|but\s)?(?:who|what|which\s\w+)\s(?P<verb>[a-z]+)\s{_SUBJECT}(?P<rest>[^?]*)",
    re.IGNORECASE,
)
_DONE_TO = frozenset({"kill", "arrest", "replace", "buy", "ban", "attack"})
"""Events that "Who … Putin?" says were done to him."""

_NOT = re.compile(r"\b(?:not|never|no\slonger|nobody|hardly)\b|n[’']t\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|would|could|should|might|whether)\b", re.IGNORECASE)
_PASSED_OVER = re.compile(
    r"^(?:(?:ever|finally|first|already|really|actually|suddenly|also|still|now|then|just|once|officially"
    r"|recently|formally|eventually|reportedly)\s)+",
    re.IGNORECASE,
)
_DECIDED_TO = re.compile(
    r"^(?:decide|choose|agree|plan|want|intend|offer|promise|pledge)(?:d|s)?\sto\s", re.IGNORECASE
)
_OF_SUBJECT = re.compile(
    r"^(?:[’']s?\s)?(?:(?:own|new|old|caretaker)\s)?(?:government|parliament|president|army|air\sforce|prime\sminister"
    r"|chancellor|cabinet|king|troops|forces|lawmakers|deputies|military|navy|leaders?|officials|ministers?)\s",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"^to\s(?P<verb>[a-z-]+)\s?(?P<rest>.*)", re.IGNORECASE)
_DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$")
_ALSO_DOUBLED = frozenset("expel permit admit transfer commit".split())


class Role(Enum):
    """What the one who is named has to do with the event."""

    DOER = "doer"
    PATIENT = "patient"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question takes for granted of one who is named in it."""

    subject: str
    role: Role
    claim: str
    """As it continues "No article …": "says that Hungary sent tanks"."""
    happenings: frozenset[str]
    """The events that its verb stands for; none where the verb is of no known event."""
    things: tuple[Thing, ...]
    may_be_planned: bool = False
    """Whether that it is planned or promised bears it out: "When will…", "Why did … decide to…"."""
    refused: frozenset[str] = frozenset()
    """The events that are said to be refused."""

    @property
    def keys(self) -> frozenset[str]:
        return keys(self.subject)


def premise(question: str) -> Premise | None:
    """What a question takes for granted; `None` where it asks whether, or where no rule can read it."""
    asked = " ".join(question.split())
    if len(asked) > _READ or _NOT.search(asked) or _IF.search(asked):
        return None
    return _spoken(asked) or _named_event(asked) or _done(asked) or _in_clause(asked) or _done_to(asked)


def _spoken(asked: str) -> Premise | None:
    name = speaker(asked)
    about = re.search(r"\b(?:about|on|regarding|concerning)\s(?P<topic>[^?]+)", asked, re.IGNORECASE)
    if name is None or about is None:
        return None
    topic = about["topic"].strip(" ,.")
    about_what = things(re.split(r"\s(?:in|on|after|before|during|at)\s", topic)[0])
    if not about_what:
        return None
    return Premise(name, Role.SPEAKER, f"quotes {name} on {topic}", frozenset(), about_what)


def _named_event(asked: str) -> Premise | None:
    """ "Zelensky's resignation"."""
    match = _NOUN.search(asked)
    if match is None:
        return None
    events = happenings_of_noun(match["noun"])
    role = Role.PATIENT if events & _DONE_TO or "die" in events else Role.DOER
    claim = f"speaks of {match['subject']}’s {match['noun']}"
    return Premise(match["subject"], role, claim, events, towards(match["rest"]))


def _done(asked: str) -> Premise | None:
    """ "Why did Hungary send…", "How many tanks has…", "When was … arrested"."""
    match = _MAIN.search(asked)
    if match is None or (match["lead"].lower() == "who" and match["aux"].lower() in ("is", "was")):
        return None
    subject, rest, aux = match["subject"], match["rest"].strip(" .!"), match["aux"].lower()
    fronted = re.sub(r"^\s?(?:many|much|of\sthe|kind\sof|else|exactly)\b", "", match["fronted"]).strip()
    if aux in ("is", "are", "was", "were"):
        return _undergone(subject, aux, rest)
    return _of_verb(subject, aux, rest, fronted, match["lead"].lower())


def _undergone(subject: str, aux: str, rest: str) -> Premise | None:
    verb, _, behind = rest.partition(" ")
    events = happenings(verb)
    if not re.search(r"(?:ed|en|wn|t|d)$", verb) or not events & _DONE_TO:
        return None
    return Premise(subject, Role.PATIENT, f"says that {subject} {aux} {rest}", events, things(behind))


def _of_verb(subject: str, aux: str, rest: str, fronted: str, lead: str) -> Premise | None:
    of_subject = _OF_SUBJECT.match(rest)
    whole = subject if of_subject is None else f"{subject} {of_subject.group().strip()}".replace(" ’", "’")
    rest = _PASSED_OVER.sub("", rest if of_subject is None else rest[of_subject.end() :])
    decided = _DECIDED_TO.match(rest)
    said = rest if decided is None else rest[decided.end() :]
    verb, _, behind = said.partition(" ")
    if not re.fullmatch(r"[a-z][a-z-]+", verb):
        return None
    events = happenings(verb, behind.partition(" ")[0])
    refused, refusing = frozenset[str](), _TO_DO.match(behind)
    if refusing and events & {"refuse"}:
        refused, behind = happenings(refusing["verb"]), refusing["rest"]
    asked_for = fronted if lead in ("what", "which", "how") else ""
    with_what = (*things(asked_for), *things(behind))
    claim = _claim(whole, aux, rest, _claimed(lead, asked_for))
    if not events:
        named = " and ".join(dict.fromkeys((subject, *(t.form for t in with_what if t.is_name))))
        claim = f"speaks of {named} together"
    planned = decided is not None or aux == "will" or bool(events & {"pledge"})
    more = frozenset({"send"}) if "pledge" in events else frozenset()
    return Premise(subject, Role.DOER, claim, events | more, with_what, planned, refused)


def _claimed(lead: str, asked_for: str) -> str:
    """What a claim has in the place of "what", "which weapons" or "how many tanks"."""
    if lead in ("what", "which"):
        return f"any {asked_for}" if asked_for else "anything"
    return asked_for


def _in_clause(asked: str) -> Premise | None:
    """ "What happened after Musk bought Twitter?"."""
    match = _CLAUSE.search(asked)
    if match is None:
        return None
    verb, _, behind = match["rest"].partition(" ")
    events = happenings(verb)
    if not events or re.search(r"(?:ing|[’']s)$", verb):
        return None
    claim = f"says that {match['subject']} {match['rest'].strip(' .')}"
    return Premise(match["subject"], Role.DOER, claim, events, things(behind))


def _done_to(asked: str) -> Premise | None:
    """ "Who killed…", "Who replaced…"."""
    match = _WHO.search(asked)
    events = happenings(match["verb"]) & _DONE_TO if match else frozenset()
    if match is None or not events:
        return None
    claim = f"says that anyone {match['verb']} {match['subject']}{match['rest']}".rstrip(" .")
    return Premise(match["subject"], Role.PATIENT, claim, events, ())


def _claim(subject: str, aux: str, rest: str, fronted: str) -> str:
    verb, _, behind = rest.partition(" ")
    said = {"did": past(verb), "does": third_person(verb)}.get(aux, verb if aux == "do" else f"{aux} {verb}")
    return " ".join(filter(None, ("says that", subject, said, fronted, behind)))


def past(verb: str) -> str:
    """The past of a verb's base form."""
    irregular = forms(verb)
    if len(irregular) > 1:
        return irregular[1]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    doubled = verb in _ALSO_DOUBLED or (_DOUBLED.search(verb) and len(re.findall("[aeiou]", verb)) == 1)
    return f"{verb}{verb[-1] if doubled else ''}ed"


def third_person(verb: str) -> str:
    """What "it" does, of a verb's base form."""
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}{'es' if re.search(r'(?:s|x|ch|sh|o)$', verb) else 's'}"

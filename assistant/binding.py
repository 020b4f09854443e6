"""Who does what: whether a claim has somebody do what its source has another of the same kind do.

Does not know whether the names of a claim are in its source.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.actors import actors
from assistant.acts import Act, acts
from assistant.deeds import class_of
from assistant.grounds import Ground
from assistant.kinds import Named
from assistant.naming import Name, names
from assistant.same_name import has_name
from assistant.standing import is_a_state
from assistant.words import STOP_WORDS, is_past, stem, words

_NO_DEEDS = frozenset("be been first last next new more most one two".split())
_NEAR = 30
"""Characters between a verb and "from Ukraine" behind it."""

_MOST = 30
"""Names of a text that are read: one with more is a list."""

_FROM = re.compile(r"\bfrom\s(?:the\s)?$")
_BETWEEN = re.compile(
    r"(?:,\s[^,.;:\"]{1,80},)?(?:,?\s(?:who|which))?"
    r"(?:\s(?:has|have|had|was|were|is|are|been|be|also|already|since|then|later|now|first|once|formally|officially|not|never"
    r"|will|would|did|do|does|may|might|could|only|still|(?!supply|apply|rely|reply|ally|fly)\w+ly|days?|earlier|and))*,?\s?"
)
"""What may stand between who does it and the verb."""

_CLAUSE = re.compile(
    r"[;:]|,?\s(?:while|whereas|but|although)\s|,\sand\s|\sand\s(?=(?:[A-Z]\S*\s){1,2}[a-z])"
    r"|\sand\s(?=(?:[a-z]+\s){1,2}(?:[A-Z]\S*\s){1,3}[a-z]+(?:ing|ed)\b)"
)
_OF_A_STATE = re.compile(
    r"\s(citizen|national|passport|president|minister|government|army|parliament|embassy|ambassador|flag|troops|soldiers?)\b"
)
_DOING = re.compile(r"\s[a-z]+ing\b")
"""Behind a name: "with Ada Quill taking the prize"."""

_JOINED = re.compile(r"(?:,?\s(?:and|or|as\swell\sas)|,)\s(?:the\s(?:\w+\s)?)?")


def swapped(claim: str, named: Sequence[Name], grounds: Sequence[Ground]) -> Iterator[tuple[str, str]]:
    """Pairs of names: who does it in the claim, and who does it in a source, where that names both."""
    named, found = named[:_MOST], dict[int, tuple[str, str]]()
    borne_out = set[int]()
    for ground in grounds:
        own = names(ground.text, ground.body)[:_MOST]
        shared = _deeds(claim) & _deeds(ground.text)
        had = acts(ground.text, shared, own) if shared and own else []
        for deed in acts(claim, shared, named) if had else ():
            doers = [name for name in _doers(claim, deed) if name.text not in ground.about]
            theirs = [one for one in had if one.name == deed.name]
            others = [name for one in theirs for name in _doers(ground.text, one)]
            if any(same(a, b) for a in doers for b in others):
                borne_out.add(deed.start)
            elif pair := _from_whom(doers, ground.text, theirs, own) or _another(doers, others, own, named):
                found.setdefault(deed.start, pair)
    yield from (pair for start, pair in found.items() if start not in borne_out)


def of_another(claim: str, named: Sequence[Name], grounds: Sequence[Ground]) -> Iterator[tuple[str, str]]:
    """Countries whose citizen, army or minister it is in a claim, and whose in every source."""
    mine = _owned(claim, named[:_MOST])
    theirs = {of for ground in grounds for of in _owned(ground.text, names(ground.text, ground.body))}
    for country, noun, form in sorted(mine):
        others = sorted(its for its, same_noun, _ in theirs if same_noun == noun)
        if others and country not in others and not {its for its, _, _ in mine} & set(others):
            yield form, others[0]


def _owned(text: str, named: Sequence[Name]) -> set[tuple[str, str, str]]:
    """Of each country right before a noun of a state: its name, the noun's stem, and how it is written."""
    found = set[tuple[str, str, str]]()
    for name in named:
        if name.country and (noun := _OF_A_STATE.match(text, name.end)):
            found.add((name.country, stem(noun[1]), name.text))
    return found


def stand_alike(claim: str, name: Name, source: str, other: Name) -> bool:
    """Whether a name stands where another does in a source: before or behind the same word."""
    return bool(_beside(claim, name) & _beside(source, other))


def _beside(text: str, name: Name) -> set[tuple[str, str]]:
    ahead = [word.stem for word in words(text[max(0, name.start - _NEAR) : name.start]) if _says(word.text)]
    behind = [word.stem for word in words(text[name.end : name.end + _NEAR]) if _says(word.text)]
    return {("ahead", word) for word in ahead[-1:]} | {("behind", word) for word in behind[:1]}


def _says(word: str) -> bool:
    return word.islower() and word not in STOP_WORDS


def exchanged(claim: str, named: Sequence[Name], grounds: Sequence[Ground]) -> Iterator[tuple[str, str]]:
    """Pairs of names that have changed places in two clauses, whatever the verbs: "one stays, two leaves"."""
    named = named[:_MOST]
    mine = _said_of(claim, named)
    for ground in grounds:
        own = names(ground.text, ground.body)[:_MOST]
        theirs = _said_of(ground.text, own)
        known = [(i, j) for i in mine for j in theirs if same(named[i], own[j])]
        for i, j in known:
            for k, n in known:
                if (
                    i < k
                    and not same(named[i], named[k])
                    and _apart(mine[i], named[k])
                    and _apart(theirs[min(j, n)], own[max(j, n)])
                ):
                    kept = len(mine[i].stems & theirs[j].stems) + len(mine[k].stems & theirs[n].stems)
                    crossed = len(mine[i].stems & theirs[n].stems) + len(mine[k].stems & theirs[j].stems)
                    if crossed >= kept + 2:
                        yield named[i].text, named[k].text
                        return


class _Clause(NamedTuple):
    end: int
    stems: frozenset[str]


def _apart(clause: _Clause, name: Name) -> bool:
    return clause.end <= name.start


def _said_of(text: str, named: Sequence[Name]) -> dict[int, _Clause]:
    """What the clause behind each name that can act says, by the name's index; joined names share it."""
    acting = [one.start for one in actors(text) if one.acts]
    found = dict[int, _Clause]()
    for index in range(len(named) - 1, -1, -1):
        name = named[index]
        following = named[index + 1] if index + 1 < len(named) else None
        if following and index + 1 in found and _JOINED.fullmatch(text, name.end, following.start):
            found[index] = found[index + 1]
        elif any(start < name.end for start in acting) or (
            name.behind == "with" and _DOING.match(text, name.end)
        ):
            clause = _CLAUSE.split(text[name.end :])[0]
            stems = frozenset(w.stem for w in words(clause) if w.text.lower() not in STOP_WORDS)
            found[index] = _Clause(name.end + len(clause), stems)
    return found


def _another(
    doers: Sequence[Name], others: Sequence[Name], own: Sequence[Name], named: Sequence[Name]
) -> tuple[str, str] | None:
    for name in doers:
        for other in others:
            theirs, mine = any(same(name, one) for one in own), any(same(other, one) for one in named)
            alike = name.kind == other.kind and (theirs or mine or name.kind != "other")
            # Whom nothing tells to be a person may be one: two that both name have changed places.
            if alike or (theirs and mine and {name.kind, other.kind} == {"person", "other"}):
                return name.text, other.text
    return None


def _from_whom(
    doers: Sequence[Name], text: str, theirs: Sequence[Act[Name]], own: Sequence[Name]
) -> tuple[str, str] | None:
    """Where the source has it come from the one who does it in the claim: "bought from Ukraine"."""
    for deed in theirs:
        for other in own:
            is_source = 0 <= other.start - deed.end < _NEAR and _FROM.search(text[: other.start])
            if is_source and not deed.doers and any(same(name, other) for name in doers):
                return doers[0].text, "another"
    return None


def same(one: Name, other: Name) -> bool:
    """Whether two names may be of one."""
    return has_name(one, other.text) or has_name(other, one.text)


def _doers(text: str, deed: Act[Name]) -> list[Name]:
    """Those who do it, where they stand right at the verb and are not only a word for a thing."""
    found = [
        one
        for one in deed.doers
        if not any(c.isdigit() for c in one.text)
        and not text.startswith("'s", one.end)
        and (one.kind != "country" or is_a_state(text, Named(one.start, one.end, one.country)))
    ]
    if not found or len(found) < len(deed.doers):
        return []
    last = found[-1]
    direct = last.start > deed.end or _BETWEEN.fullmatch(text, last.end, deed.start)
    return found if direct else []


def _deeds(text: str) -> frozenset[str]:
    """The classes of the words that can only be verbs, or are known as verbs of news."""
    return frozenset(
        class_of(word.text)
        for word in words(text)
        if word.text.islower()
        and word.text not in STOP_WORDS | _NO_DEEDS
        and (class_of(word.text) != word.stem or word.text.endswith("ed") or is_past(word.text))
    )

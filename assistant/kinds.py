"""The kinds of items that a list can be made of, and where things of one kind stand in a sentence.

Does not know what was done by them or to them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from assistant.countries import countries, mentions
from assistant.words import STOP_WORDS, stem


class Kind(StrEnum):
    """What the items of a list are."""

    COUNTRY = "country"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OUTLET = "outlet"
    ARMS = "arms"


@dataclass(frozen=True, slots=True)
class Named:
    """Something of a kind with its offsets in a sentence; `name` is what a table calls it."""

    start: int
    end: int
    name: str


# A line a kind: the nouns by which questions ask for it; those before the bar say no more than the kind.
_NOUNS = """
country: country nation state government member ally capital |
person: who people person man woman politician official figure leader | minister president premier chancellor senator lawmaker congressman governor mayor ambassador general diplomat executive manager minister judge king queen prince actor singer player candidate chairman spokesman oligarch director
organisation: company firm business corporation organisation organization brand | bank airline manufacturer retailer carmaker automaker brewery insurer refinery maker chain
place: city town place village |
outlet: outlet newspaper paper media broadcaster publication |
arms: weapon arms equipment armament weaponry hardware | vehicle missile jet aircraft helicopter drone plane
"""  # noqa: E501 - one kind, one line

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀČĎĐĒĚĞĢĪĶŁŃŇŌŒŘŚŞŠŤŪŮŹŻŽ]"
_WORD = rf"{_CAPITAL}[\w’'&-]*"
_RUN = re.compile(rf"{_WORD}(?:\s(?:(?:of|de|der|van|von|al|bin)\s){{0,2}}{_WORD}){{0,5}}")
_CALLED = re.compile(r"\b(?:city|town|village|port|suburb)\sof\s$")
_COMPANY_BEFORE = re.compile(
    r"\b(?:company|firm|giant|chain|maker|manufacturer|airline|bank|retailer|carmaker|automaker|brewer|operator)\s$"
)
_COMPANY_AFTER = re.compile(
    r",\s(?:an?|the)\s[^,.;]{0,40}\b(?:company|firm|bank|maker|airline|retailer|chain)\b"
)
_TITLE = 40
"""Characters before a name in which its title is looked for."""

_PARTS = 4
"""Words of a person's name, at most."""

_COUNT = re.compile(
    r"(?:an?|the|its|their|his|her|own|only|first|last|more|than|about|around|some|up|to|at|least|over|all|other"
    r"|another|several|many|additional|further|new|old|\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|fourteen|fifteen|eighteen|twenty|thirty|forty|fifty|dozens?|hundreds?|thousands?|of)",
    re.IGNORECASE,
)
_MODEL = re.compile(r"IRIS-T|[A-Z][A-Za-z]{0,5}-?\d+[A-Za-z0-9]*(?:-[A-Z0-9]+)?|\d+[A-Z]+\d*|[IVX]+|RC|\d")
_TOKEN = re.compile(r"[\w’'-]+")


def asked_kind(noun: str) -> Kind | None:
    """The kind that a noun of a question asks for: "companies" asks for organisations."""
    return _nouns().get(stem(noun), (None, False))[0]


def says_only_the_kind(noun: str) -> bool:
    """Whether every item of the kind is meant, as by "people", and not only some, as by "ministers"."""
    return _nouns().get(stem(noun), (None, True))[1]


def nouns() -> Iterator[str]:
    """All nouns that ask for a kind, one each."""
    for line in _NOUNS.strip().splitlines():
        yield from line.partition(":")[2].replace("|", " ").split()


def named(kind: Kind, sentence: str, around: str = "") -> list[Named]:
    """Things of a kind in a sentence, in order; `around` is text that may say who somebody is.

    None for outlets, which no sentence of theirs names.
    """
    find = _FINDERS.get(kind)
    return [] if find is None else sorted(find(sentence, around), key=lambda one: one.start)


def _countries(sentence: str, _: str) -> Iterator[Named]:
    for mention in mentions(sentence):
        yield Named(mention.start, mention.end, mention.country.name)


def _people(sentence: str, around: str) -> Iterator[Named]:
    """Names behind a title or that begin with a given name, and then the same surnames alone."""
    full = dict[str, str]()
    for _, name in (*_titled(around), *_titled(sentence)):
        full[name.split()[-1]] = max(full.get(name.split()[-1], ""), name, key=len)
    found = dict(_titled(sentence))
    for match in re.finditer(_WORD, sentence):
        surname = _bare(match.group())
        if (
            surname in full
            and surname.lower() not in STOP_WORDS
            and not any(at <= match.start() < at + len(n) for at, n in found.items())
        ):
            found[match.start()] = surname
    for start, name in found.items():
        yield Named(start, start + len(name), full[name.split()[-1]])


def _titled(text: str) -> Iterator[tuple[int, str]]:
    """Where names that a title or a given name shows to be a person's begin, with the names."""
    for match in _RUN.finditer(text):
        run = [*_TOKEN.finditer(match.group())]
        first = next((i for i, word in enumerate(run[:-1]) if word.group() in _entries("given names")), None)
        titles = 0
        while titles < len(run) and run[titles].group().rstrip(".") in _entries("person titles"):
            titles += 1
        behind_title = bool(_abbreviated_title().search(text[max(0, match.start() - _TITLE) : match.start()]))
        if first is None and (titles or behind_title):
            first = titles
        if first is not None and first < len(run) and len(run) - first <= _PARTS:
            name = _bare(match.group()[run[first].start() :].partition(" of ")[0])
            if name[0].isupper() and name.split()[-1] not in _entries("company words") | _entries(
                "no surnames"
            ):
                yield match.start() + run[first].start(), name


def _bare(name: str) -> str:
    return name.removesuffix("’s").removesuffix("'s")


def _companies(sentence: str, _: str) -> Iterator[Named]:
    found = [*_listed_in("companies").finditer(sentence)]
    for match in found:
        yield Named(match.start(), match.end(), match.group().replace("’", "'"))
    for match in _RUN.finditer(sentence):
        name = re.sub(r"^(?:The|A|An|In|On|At|But|And)\s|[’']s$", "", match.group())
        start = match.start() + match.group().index(name)
        ends = start + len(name)
        if any(one.start() < ends and start < one.end() for one in found):
            continue
        has_word = not _entries("company words").isdisjoint(name.split()) and " " in name
        if has_word or _COMPANY_BEFORE.search(sentence[:start]) or _COMPANY_AFTER.match(sentence[ends:]):
            yield Named(start, ends, name)


def _places(sentence: str, _: str) -> Iterator[Named]:
    found = {match.start(): match for match in _cities().finditer(sentence)}
    for match in _RUN.finditer(sentence):
        if _CALLED.search(sentence[: match.start()]):
            found.setdefault(match.start(), match)
    for match in found.values():
        yield Named(match.start(), match.end(), match.group())


def _arms(sentence: str, _: str) -> Iterator[Named]:
    """Noun phrases: a noun of arms, or a name or model, with what describes it before it."""
    tokens = [*_TOKEN.finditer(sentence)]
    at = 0
    while at < len(tokens):
        first = at
        while at < len(tokens) and _goes_on(sentence, tokens, first, at):
            at += 1
        heads = [t.group() for t in tokens[first:at]]
        if any(_is_head(head) for head in heads):
            while first and _COUNT.fullmatch(tokens[first - 1].group()) and _touches(sentence, tokens, first):
                first -= 1
            yield Named(tokens[first].start(), tokens[at - 1].end(), " ".join(heads))
        at = max(at, first + 1) if heads else at + 1


def _goes_on(sentence: str, tokens: list[re.Match[str]], first: int, at: int) -> bool:
    word = tokens[at].group()
    if at == first:
        return _is_of_arms(word)
    variant = word.isupper() and 1 < len(word) < 5 and _MODEL.fullmatch(tokens[at - 1].group())  # IRIS-T SLM
    return _touches(sentence, tokens, at) and (_is_of_arms(word) or bool(variant))


def _touches(sentence: str, tokens: list[re.Match[str]], at: int) -> bool:
    return not sentence[tokens[at - 1].end() : tokens[at].start()].strip()


def _is_of_arms(word: str) -> bool:
    return _is_head(word) or word.lower() in _entries("described arms") or bool(_MODEL.fullmatch(word))


def _is_head(word: str) -> bool:
    return (
        stem(word) in _stems("arms")
        or word in _entries("arms by name")
        or ("-" in word and bool(_MODEL.fullmatch(word)))
    )


_FINDERS = {
    Kind.COUNTRY: _countries,
    Kind.PERSON: _people,
    Kind.ORGANISATION: _companies,
    Kind.PLACE: _places,
    Kind.ARMS: _arms,
}


@cache
def _nouns() -> dict[str, tuple[Kind, bool]]:
    found = dict[str, tuple[Kind, bool]]()
    for line in _NOUNS.strip().splitlines():
        kind, _, rest = line.partition(":")
        plain, _, narrow = rest.partition("|")
        found |= {stem(noun): (Kind(kind), False) for noun in narrow.split()}
        found |= {stem(noun): (Kind(kind), True) for noun in plain.split()}
    return found


@cache
def _entries(name: str) -> frozenset[str]:
    return _gazetteer()[name]


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, _entries(name)))


@cache
def _gazetteer() -> dict[str, frozenset[str]]:
    lines = Path(__file__).with_name("gazetteer.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.partition(":") for line in lines if not line.startswith("#"))
    return {name: frozenset(word.strip() for word in rest.split(",")) for name, _, rest in parts}


@cache
def _abbreviated_title() -> re.Pattern[str]:
    """A title with its full stop, behind which a run of capitalised words begins anew."""
    return re.compile(rf"\b(?:{_any_of(_entries('person titles'))})\.\s$")


@cache
def _listed_in(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any_of(_entries(name))})(?![\w-])")


@cache
def _cities() -> re.Pattern[str]:
    seats = {seat for country in countries() for seat in country.seats} - _entries("houses")
    return re.compile(rf"(?<![\w-])(?:{_any_of(_entries('cities') | seats)})(?![\w-])")


def _any_of(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))

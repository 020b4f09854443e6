"""The names of a text: told from words that only begin a sentence, and people from other names.

Does not know who they are, nor where else they stand.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant import measures
from assistant.actors import ALIASES, preposition
from assistant.amounts import SCALES, UNITS
from assistant.countries import mentions
from assistant.kinds import Kind, named
from assistant.words import OPENERS, STOP_WORDS, Word, is_past, stem, words
from index.sentences import Span

_NUMBERS = frozenset(
    {*UNITS, *SCALES, "half", "third", "quarter", "first", "second", "both", "dozens", "hundreds"}
)

TITLES = frozenset(
    """
    president prime minister chancellor king queen prince princess sir dame lord lady mr mrs ms dr gen general
    col colonel lt maj major capt captain sgt sen senator rep representative gov governor secretary
    secretary-general foreign defence defense finance interior energy economy justice home spokesman
    spokeswoman chief chairman congressman congresswoman judge pope patriarch director professor government
    parliament ministry ambassador press vice deputy mayor commissioner admiral speaker leader council state
    commander head army navy
    """.split()
)

NO_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december internet western eastern northern southern west east north south jan
    feb mar apr jun jul aug sept sep oct nov dec ukrainian-held i am pm mp mps ceo cfo coo tv gdp ai hq pow
    pows vat gmt est cet dna ok celsius fahrenheit among amid despite besides alongside throughout unlike
    beneath near neither nor
    """.split()
)

# A line an alliance, state or nation: its name and what stands for it.
_FORMS = """
European Union|EU|E.U.|European|Europe|Europeans|the bloc|Brussels|the Union
United Nations|UN|U.N.
NATO|the alliance|the Alliance|Nato|Atlantic Alliance|North Atlantic Treaty Organization
United States|Biden administration|Pentagon|White House|Congress
Russia|Kremlin
United Kingdom|Downing Street
Group of Seven|G7|G-7
Group of Twenty|G20|G-20
"""
_NATIONS = """
United States|America
England|English
Scotland|Scottish|Scots
Wales|Welsh
"""
"""Those that also stand in names of other things."""

_OF_ONE = {name: forms for name, *forms in (line.split("|") for line in _FORMS.strip().splitlines())}

_ALIAS = {form: name for name, own in _OF_ONE.items() for form in (name, *own, *ALIASES.get(name, ()))}

_ALIAS_OF_NATION = {
    form: line.split("|")[0] for line in _NATIONS.strip().splitlines() for form in line.split("|")
}


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))


_ALIASES = re.compile(
    rf"(?<!\w)(?:{_any_of(_ALIAS)}|(?<!New\s)(?<!South\s)(?<!North\s)(?<!Latin\s)(?<!Central\s)(?<!Bank\sof\s)"
    rf"(?<!Church\sof\s)(?<!Prince\sof\s)(?<!Princess\sof\s)(?:{_any_of(_ALIAS_OF_NATION)})(?!\s[A-Z]))(?!\w)"
)

_ALIAS |= _ALIAS_OF_NATION
_CAPITAL = re.compile(r"[^\W\d_a-z]")

_NUMBERED = re.compile(
    r"\b(?P<name>[A-Z][\w’'-]*[a-z])(?<!['’]s)\s(?P<number>\d{1,3}(?:[A-Z]\w{0,3})?|[IVX]{1,4})s?(?![\w.,:%-]*\d)(?!\w)"
)
_OPENS = re.compile(r"(?:^|[.!?:;)][\"']?\s|[\"'(\[–—-]\s?)[\"'(\[]?$")

_SAYING_BEHIND = re.compile(
    r"(?:'s)?\s(?:has|had|was|is|will|would|also|said|says|told|tells|announced|called|asked|wants|wanted|did|does|warned|denied"
    r"|promised|pledged|confirmed|refused|rejected|argued|added|wrote|and\s[A-Z]|[a-z]+ed)\b"
)
_COMMON_ENDINGS = ("s", "ing", "ed", "ly", "tion", "ment", "ness", "ity", "ance", "ence", "ism", "ship")
_ARTICLE = re.compile(r"\b[Tt]he\s$")

_OF_A_PAPER = re.compile(r"\s(?:Post|Times|Journal|Tribune|Herald|Examiner|Telegraph|Independent)\b")
"""Behind the city that it is called by."""
_DIGIT_AHEAD, _DIGIT_BEHIND = re.compile(r"\d\s?$"), re.compile(r"\s?\d")
_BELONGS = re.compile(r"\sof\s\w+$|\s(?:North|South|East|West)$")
"""At the end of a longer name it is a part of it: "Court of Justice", "Dominic West"."""
_PARTICLES = frozenset("de von van der den al bin ibn da di of".split())

_OF_SOMETHING = frozenset(
    "hall house court bank museum institute board academy order medal battle duke duchess".split()
)
"""Of such a name what follows is a part: "Hall of Fame"."""

_NEXT, _AHEAD = 30, 90
"""Characters behind a word in which the next one stands, and before a name that tell where it stands."""

_PARTS = 4
"""Words of a person's name, at most."""

_ROLE = (
    r"(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Pp]remier|[Ss]ecretary|[Ss]enator|[Gg]overnor|[Mm]ayor|[Aa]mbassador|[Gg]eneral|[Ss]poke\w+"
    r"|[Cc]hair\w*|[Dd]irector|[Pp]rofessor|[Jj]udge|[Kk]ing|[Qq]ueen|[Pp]rince(?:ss)?|[Pp]ope|[Cc]ommissioner|[Ll]eader|[Aa]nalyst|[Ee]xpert|[Hh]ead"
    r"|[Cc]ounterpart|[Cc]olleague|[Aa]dvis[eo]r|[Cc]oach|[Cc]aptain|[Aa]ctor|[Aa]ctress|[Ss]inger|[Aa]uthor|CEO|[Ee]xecutive|[Ll]awmaker|[Pp]olitician|[Cc]ommander|[Ee]nvoy|[Dd]iplomat|[Cc]hief|[Ff]ounder|[Oo]fficer|[Oo]fficial|[Ll]awyer|[Ss]cientist|[Dd]eputy"
    r"|Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Gen|Col|Lt|Maj|Sen|Rep|Gov|Adm|Sgt|Capt|Judge|Justice|Patriarch|Archbishop)"
)

_ROLE_AHEAD = re.compile(rf"\b{_ROLE}\.?\s$")

_FULL_NAME = (
    r"(?P<name>[^\W\d_a-z][\w'-]+(?:\s(?:(?:de|von|van|der|den|al|bin|da|di)\s)?[^\W\d_a-z][\w'-]+){0,2})"
)

_PEOPLE = (
    re.compile(rf"\b{_ROLE}\.?,?\s{_FULL_NAME}"),
    re.compile(
        rf"(?<!\b[Tt]he\s){_FULL_NAME}(?=\s(?:said|says|told|added|argued|warned|explained|replied)\b|,\s(?:who|a|an|the|his|her)\s"
        rf"(?:[\w'-]+\s){{0,4}}?{_ROLE}\b|,\swho\s(?:is|was|leads|heads|chairs|runs)\b)"
    ),
)

_NOT_PEOPLE = frozenset(
    """
    television wire journal times post news tribune herald guardian ledger courier record daily ministry bank
    party group agency company corporation council union commission parliament senate house court army office
    university institute press broadcaster radio network department force forces committee street
    """.split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of one or more words with its offsets; `kind` is "country", "person" or "other"."""

    start: int
    end: int
    text: str
    kind: str
    country: str
    """Of a country or an alias, what all of its forms stand for."""
    head: str
    """Stem of its last word, by which alone it may be called."""
    words: tuple[str, ...]
    """As written, without titles."""
    number: str = ""
    """Of a model: the "2" of Leopard 2."""
    behind: str = ""
    """The preposition to which it belongs; one that may be who acts has none."""
    company: tuple[str, ...] = ()
    """All names of its text, countries by what their forms stand for."""


@lru_cache(maxsize=2000)
def names(text: str, known: str = "") -> tuple[Name, ...]:
    """The names of a text in order; `known` is text that tells names from words that begin a sentence."""
    found = [*_places(text), *_aliased(text)]
    taken = [(one.start, one.end) for one in found]
    found += _others(text, known, taken)
    placed, company = list[Name](), tuple(one.country or one.text for one in found)
    for one in sorted(found, key=lambda one: one.start):
        beside = placed and text[placed[-1].end : one.start] == " "  # "of the French New Wave"
        ahead = _ROLE_AHEAD.sub("", text[max(0, one.start - _AHEAD) : one.start])
        behind = placed[-1].behind if beside else preposition(ahead)
        placed.append(replace(one, behind=behind, company=company))
    return tuple(placed)


def _places(text: str) -> Iterator[Name]:
    for place in mentions(text):
        form = text[place.start : place.end]
        if not _OF_A_PAPER.match(text, place.end):
            yield Name(place.start, place.end, form, "country", place.country.name, stem(form), (form,))


def _aliased(text: str) -> Iterator[Name]:
    places = [(one.start, one.end) for one in mentions(text)]
    for match in _ALIASES.finditer(text):
        form, (start, end) = match.group(), match.span()
        if form[0].isupper() and not any(s < end and start < e for s, e in places):
            yield Name(start, end, form, "country", _ALIAS[form], stem(form.split()[-1]), (form,))


def _others(text: str, known: str, taken: Sequence[Span]) -> Iterator[Name]:
    run: list[Word] = []
    people = surnames(text) | surnames(known)
    for word in [*words(text), None]:
        free = word is not None and not any(s < word.end and word.start < e for s, e in taken)
        if run and word is not None and word.text in _PARTICLES:
            continue
        capital = word is not None and free and bool(_CAPITAL.match(word.text))
        joined = run and word is not None and _joins(text, run[-1], word)
        if run and not (capital and joined):
            yield from _named(text, run, known, people)
            run = []
        if capital and word is not None:
            run.append(word)


def _joins(text: str, one: Word, other: Word) -> bool:
    between = text[one.end : other.start].removeprefix(".")
    if between == " of ":
        return one.text.lower() in _OF_SOMETHING
    return between[:1] == " " and all(particle in _PARTICLES - {"of"} for particle in between.split())


@lru_cache(maxsize=500)
def surnames(text: str) -> frozenset[str]:
    """Stems of the last words of people's names: behind a title or a role, before a verb of saying."""
    found = {one.name.split()[-1] for one in named(Kind.PERSON, text)}
    for pattern in _PEOPLE:
        found |= {match["name"].split()[-1] for match in pattern.finditer(text)}
    return frozenset(
        stem(name.removesuffix("'s"))
        for name in found
        if name.lower() not in _NOT_PEOPLE | TITLES | NO_NAMES | STOP_WORDS
        and not any(c.isdigit() for c in name)
        and not any(mentions(name))
    )


def _is_compound(word: str) -> bool:
    """ "Western-made": what is capitalised of it is no name."""
    return word.partition("-")[2].islower() and word.partition("-")[0].lower() in NO_NAMES


def _named(text: str, run: Sequence[Word], known: str, people: frozenset[str]) -> Iterator[Name]:
    """The name that a run of capitalised words is, without titles and what only begins a sentence."""
    own = list(run)
    while own and own[0].text.lower() in _NUMBERS:
        own = own[1:]
    if own and _OPENS.search(text[: own[0].start]) and _only_begins(text, own, known):
        own = own[1:]
    while own and (
        own[0].text.lower() in TITLES | NO_NAMES | STOP_WORDS
        or len(own[0].text) < 2
        or _is_compound(own[0].text)
    ):
        own = own[1:]
    whole = own[1:] and _BELONGS.search(text, own[0].start, own[-1].end)
    while own and own[-1].text.lower() in TITLES | NO_NAMES | STOP_WORDS and not whole:
        own = own[:-1]
    if not own or _is_unit(text, own[0]) or [word.text for word in own] == ["New", "Year"]:
        return
    start, end = own[0].start, own[-1].end
    head, number = own[-1], ""
    several = len(own) == 1 and _ARTICLE.search(text[:start])  # "the Nets": a person has no article
    kind = "person" if len(own) <= _PARTS and head.stem in people and not several else "other"
    if numbered := _NUMBERED.match(text, head.start):
        kind, end, number = "other", numbered.end("number"), numbered["number"].removesuffix("s")
    yield Name(start, end, text[start:end], kind, "", head.stem, tuple(word.text for word in own), number)


def _is_unit(text: str, word: Word) -> bool:
    """Whether it is the measure or the money of a number: "3 GW", "EUR 5"."""
    is_beside = _DIGIT_AHEAD.search(text[: word.start]) or _DIGIT_BEHIND.match(text, word.end)
    return bool(is_beside and measures.behind(f" {word.text}")[0])


def _only_begins(text: str, run: Sequence[Word], known: str) -> bool:
    """Whether the first word of a sentence is capitalised for that alone."""
    word = run[0]
    if word.text.lower() in STOP_WORDS:
        return True
    if _CAPITAL.search(word.text[1:]) or any(c.isdigit() for c in word.text):
        return False
    if re.search(rf"(?<![.!?:)]\s)(?<![.!?][\"']\s)(?<!^)(?<![\"“]){re.escape(word.text)}(?!\w)", known):
        return False
    if re.search(rf"\b{re.escape(word.text.lower())}\b", known):
        return True
    lower = word.text.lower()
    if len(run) > 1:
        is_code = any(c.isdigit() for c in run[1].text)  # "Refurbished M1A1s"
        return (run[1].text.lower() in TITLES or is_code) and lower not in TITLES
    if lower.endswith(_COMMON_ENDINGS) or lower in OPENERS:
        return True
    following = next(words(text[word.end : word.end + _NEXT]), None)
    acts = _SAYING_BEHIND.match(text, word.end) or (following and is_past(following.text))
    return not acts


@lru_cache(maxsize=4000)
def countries_of(text: str) -> frozenset[str]:
    """What the countries, nations and alliances of a text are called; a nation of Britain is there too."""
    found = {place.country.name for place in mentions(text)}
    found |= {_ALIAS[form] for form in _ALIASES.findall(text)}
    return frozenset(found | ({"United Kingdom"} if found & {"England", "Scotland", "Wales"} else set()))

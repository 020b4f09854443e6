"""What an article's own names tell of one that a cited sentence lacks: another form of it, or only a topic.

Does not know which forms a word may take: see `assistant.same_name`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.grounds import Ground
from assistant.naming import TITLES, Name, countries_of, names
from assistant.words import STOP_WORDS, is_past, words

# A line a thing: the names that all texts use for it.
_SAME = """
Academy Award|Academy Awards|Oscar|Oscars
Conservative|Conservatives|Conservative Party|Tory|Tories
Republican|Republicans|Republican Party|GOP
Democrat|Democrats|Democratic|Democratic Party
Volkswagen|VW
House of Representatives|House
Federal Reserve|Fed
World Health Organization|World Health Organisation|WHO|UN health agency|U.N. health agency
Islamic State|ISIS|ISIL|Daesh
Covid-19|COVID-19|Covid|COVID|coronavirus
Great Barrier Reef|the Reef
Christmas Day|25 December|December 25|Dec. 25
Christmas Eve|24 December|December 24|Dec. 24
New Year's Day|1 January|January 1|Jan. 1
New Year's Eve|31 December|December 31|Dec. 31
Independence Day|4 July|July 4|Fourth of July|July Fourth
"""

_OF_ONE = {
    form: tuple(other for other in forms if other != form)
    for forms in (line.split("|") for line in _SAME.strip().splitlines())
    for form in forms
}

# A line a word of a state's own language, the state, and the English words for it.
_OWN_WORDS = """
Bundeswehr|Germany|armed forces|army|military|troops
Luftwaffe|Germany|air force
Bundestag|Germany|parliament|lower house
Knesset|Israel|parliament|lawmakers
Duma|Russia|parliament|lower house
Sejm|Poland|parliament|lower house
Riksdag|Sweden|parliament
Storting|Norway|parliament
Folketing|Denmark|parliament
Eduskunta|Finland|parliament
Rada|Ukraine|parliament
Diet|Japan|parliament
Cortes|Spain|parliament
Dáil|Ireland|parliament
Taoiseach|Ireland|prime minister
GDR|Germany|East German|East Germany
Gendarmerie|France|police
Carabinieri|Italy|police
IDF|Israel|army|military|armed forces|soldiers|troops
"""

_OF_STATE = {
    name: (country, tuple(forms))
    for name, country, *forms in (line.split("|") for line in _OWN_WORDS.strip().splitlines())
}

_PARTY = re.compile(r"\b([RD])-([A-Z][A-Za-z.]{0,6})")

_STATES = dict(
    entry.split("=")
    for entry in """
    Ala=Alabama Ariz=Arizona Ark=Arkansas Calif=California Colo=Colorado Conn=Connecticut Del=Delaware
    Fla=Florida Ga=Georgia Ill=Illinois Ind=Indiana Kan=Kansas Ky=Kentucky La=Louisiana Md=Maryland
    Mass=Massachusetts Mich=Michigan Minn=Minnesota Miss=Mississippi Mo=Missouri Mont=Montana Neb=Nebraska
    Nev=Nevada NH=New_Hampshire NJ=New_Jersey NM=New_Mexico NY=New_York NC=North_Carolina ND=North_Dakota
    Okla=Oklahoma Ore=Oregon Pa=Pennsylvania RI=Rhode_Island SC=South_Carolina SD=South_Dakota
    Tenn=Tennessee Vt=Vermont Va=Virginia Wash=Washington WVa=West_Virginia Wis=Wisconsin Wyo=Wyoming
    """.split()
)
"""As the Associated Press shortens them."""

_PARTNERS = frozenset({"", "by", "to", "from", "with", "against", "for"})
"""Roles between which a sentence may move who does a thing or has it done: "by Poland", "Poland did"."""

OF_A_PERSON = (2, 3)
"""Words of a name that may be a person's though nothing tells it."""

_ARTICLE = re.compile(r"\b(?:the|a|an|its|his|her|their)\s$", re.IGNORECASE)
_PRONOUN_FIRST = re.compile(r"[\"']?(?:He|She|It|They)\b")
"""It is who acts, and which name it means is another question than which names stand there."""

_NO_NOUN = ("s", "ing", "ed", "ly")
_NEXT = 30
"""Characters behind a name in which the next word stands."""


_STANDS_FOR_SOMEBODY = re.compile(
    r"(?i:\b(?:he|she|his|him|her|hers|himself|herself|they|their|them|it(?!\s(?:is|was)\s\w+\s(?:to|that|not))|its|itself|we|our|my)\b)"
    r"|(?<![a-z],\s)\b(?i:the|this|that|both|his|her|its|their|a)\s(?:[a-z-]+\s){0,2}(?:minister|president|chancellor|premier|secretary"
    r"|leader|spokesman|spokeswoman|company|country|government|ministry|paper|newspaper|broadcaster|station|agency"
    r"|alliance|bloc|party|firm|bank|man|woman|general|ambassador|king|queen|chief|group|city|capital|army|mission"
    r"|official|officials|report|source|allies|members|states|countries|team|maker|manufacturer|prosecutor|judge|court"
    r"|singer|player|actor|director|author|senator|governor|mayor|club|side|organi[sz]ation|statement|system|monarch)s?\b",
)


def stands_for_somebody(text: str) -> bool:
    """Whether it has a pronoun or a role, which its passage explains."""
    return bool(_STANDS_FOR_SOMEBODY.search(text))


def of_party(text: str) -> Iterator[str]:
    """What the tags of American politicians stand for: "R-Pa." a Republican of Pennsylvania."""
    for party, state in _PARTY.findall(text):
        yield "Republican" if party == "R" else "Democrat"
        state = state.replace(".", "")
        yield from _STATES.get(state, state).replace("_", " ").split()


def other_forms(name: str) -> Sequence[str]:
    """The other names of what all texts name in several ways: Oscar of Academy Award."""
    return _OF_ONE.get(name, ())


def is_own_word(name: Name, ground: Ground) -> bool:
    """Whether a cited sentence has in English what a state calls so: "armed forces" of Bundeswehr."""
    country, forms = _OF_STATE.get(name.text, ("", ()))
    known = countries_of(f"{ground.text} {ground.around}") if country else ()
    return country in known and any(form in ground.text for form in forms)


def is_called(name: Name, ground: Ground) -> bool:
    """Whether a cited sentence has it by part of a longer name of its article: Nets of Brooklyn Nets."""
    own = _words(name.text)
    longer = [run for run in _runs(ground.body) if _within(own, run)]
    return bool(longer) and any(
        _within(other, run) and other != own and not set(other) <= TITLES
        for run in longer
        for other in _runs(ground.text, ground.body)
    )


def is_outlet(name: Name, ground: Ground) -> bool:
    """Whether it is the outlet of an article that gives no more than its host: theweek.co.uk, "The Week"."""
    host = ground.source.passage.headline.outlet.lower().removeprefix("www.").partition(".")[0]
    joined = "".join(c for word in _words(name.text) for c in word if c.isalnum())
    return bool(joined) and host in (joined, f"the{joined}")


def is_topic(name: Name, ground: Ground) -> bool:
    """Whether a name of the article takes no other's place: none of its kind is named in its role."""
    if not name.behind and _PRONOUN_FIRST.match(ground.text):
        return False
    return not any(
        _may_replace(name, other)
        and not _keeps(name, other)
        and not (name.kind == "person" and _is_modifier(ground.text, other))
        for other in names(ground.text, ground.body)
    )


def _keeps(name: Name, other: Name) -> bool:
    """Whether the claim of a name has the other too: it cannot have put the one for the other."""
    own = _words(other.country or other.text)
    return any(_within(own, it) or _within(it, own) for it in map(_words, name.company))


def _may_replace(one: Name, other: Name) -> bool:
    kinds, roles = {one.kind, other.kind}, {one.behind, other.behind}
    if len(kinds) == 2 and ("country" in kinds or not all(len(n.words) in OF_A_PERSON for n in (one, other))):
        return False
    partners = _PARTNERS | {"of"} if "country" in kinds else _PARTNERS  # "the minister of Spain", "Spanish"
    return len(roles) == 1 or roles <= partners


def _is_modifier(text: str, name: Name) -> bool:
    """Whether a name is only of a thing behind it: "the Hall of Fame guard"."""
    following = next(words(text[name.end : name.end + _NEXT]), None)
    return bool(
        following
        and text.startswith(" ", name.end)
        and _ARTICLE.search(text[: name.start])
        and following.text.islower()
        and following.text not in STOP_WORDS
        and not is_past(following.text)
        and not following.text.endswith(_NO_NOUN)
    )


@lru_cache(maxsize=2000)
def _runs(text: str, known: str = "") -> tuple[tuple[str, ...], ...]:
    """The names of a text as words in lower case."""
    return tuple(dict.fromkeys(_words(one.text) for one in names(text, known)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.text.lower() for word in words(text))


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether words stand in a row in others, which may be the same."""
    return bool(part) and any(
        tuple(whole[i : i + len(part)]) == tuple(part) for i in range(len(whole) - len(part) + 1)
    )

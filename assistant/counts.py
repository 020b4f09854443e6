"""Counts: the sentences that state a number of what a question counts, the one that fits it best first.

Does not know how an answer is put together, and counts nothing itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assistant.acts import Act, State, acts
from assistant.countries import mentions
from assistant.deeds import deed_classes
from assistant.finds import antecedent
from assistant.kinds import Kind, Named, asked_kind, named
from assistant.names import missing, names
from assistant.things import covers
from assistant.types import Query
from assistant.wanted import accepted
from assistant.words import content_words, stem, words
from index.article import Passage
from index.sentences import Span

_HOW_MANY = re.compile(r"\b(?:how\smany|(?:what|which)\s(?:share|proportion|number)\sof)\s", re.IGNORECASE)
_TOKEN = re.compile(r"[\w’'/-]+")
_NOT_COUNTED = frozenset(
    "did do does have has had are is were was will would can could should in of on at to from for by that who"
    " which took went came met got made there".split()
)
_SMALL = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ANY_OF = "|".join
_WORD = (
    rf"(?:{_ANY_OF(_TENS.split())})(?:-(?:{_ANY_OF(_SMALL.split())}))?"
    rf"|{_ANY_OF(_TEENS.split())}|{_ANY_OF(_SMALL.split())}"
)
_NUMBER = re.compile(
    r"(?P<hedge>\b(?:(?:well\s|just\s)?(?:more|fewer|less|over|under)(?:\sthan)?|at\sleast|about|around|some|nearly"
    r"|almost|up\sto|only|roughly|all|an?\sestimated)\s)?"
    rf"(?P<number>\b(?:(?:a|{_WORD})[\s-](?:thirds?|quarters?|fifths?)|half|most"
    r"|(?:several\s|many\s|a\s)?(?:dozens?|hundreds|thousands|millions|scores)"
    rf"|(?:{_WORD})(?:\s(?:hundred|thousand|million|dozen))?)\b"
    r"|(?<![\w.,$€£-])\d{1,3}(?:,\d{3})+(?![-\w%])"
    r"|(?<![\w.,$€£-])\d+(?:\.\d+)?(?:\s(?:million|billion))?(?![-\w%]|[.,]\d))",
    re.IGNORECASE,
)
_MODEL_BEFORE = re.compile(r"\b[A-Z][\w-]*\s$")
_DAY_BEFORE = re.compile(
    r"\b(?:in|since|until|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)\s$"
)
_DAY_AFTER = re.compile(
    r"\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_DECIMAL = re.compile(r"\d+\.\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_A_WHOLE = re.compile(r"\bof\s(?:[\w’'.]+\s)?$")
_ENDS_A_PHRASE = frozenset(
    "and or with to in for from by at on against than year years day days month months week weeks hour hours"
    " minutes percent per km metres euros dollars that which who when while".split()
)
_ALONE = re.compile(r"\s*(?:[.;:,]|$|(?:of|in|on|by|for|that|have|has|were|did|against|abstained|voted)\b)")
_AGAINST = re.compile(r"(?:\s\w+){0,2}?\sagainst\b")
_BEFORE_ITS_VERB = 45
"""Characters between a number and the verb of what it counts."""

_FURTHEST = 6
"""Words between a number and what it counts."""

_ALIKE = {
    Kind.COUNTRY: frozenset("country state nation member ally government capital vote".split()),
    Kind.PERSON: frozenset(
        "people person man woman civilian soldier death deaths dead casualty victim officer guest".split()
    ),
}
_KILLED = frozenset({"kill", "die"})
_SAYS_KILLED = re.compile(r"\b(?:deaths?|dead|casualties|victims)\b")


class Stated(NamedTuple):
    """A sentence that states a number of what is counted; all offsets are into the article's text."""

    passage: Passage
    start: int
    end: int
    number_start: int
    number_end: int

    @property
    def emphasis(self) -> Span:
        """Where the number stands in the sentence's own text."""
        return self.number_start - self.start, self.number_end - self.start


@dataclass(frozen=True, slots=True)
class _Asked:
    heads: frozenset[str]
    """Stems of the noun that is counted, and of others that may stand for it."""
    described: frozenset[str]
    """Stems of what describes it: "Russian" of "Russian banks"."""
    rest: frozenset[str]
    accepts: frozenset[tuple[str, State]]
    places: frozenset[str]
    against: bool


def is_count(question: str) -> bool:
    """Whether a question asks how many there are of something that it names."""
    return _asked(question) is not None


def stated_counts(query: Query, passages: Sequence[Passage]) -> list[Stated]:
    """The sentences that state the number asked for, the best first, and of the same worth the newest first.

    Empty where the question counts nothing, or no passage states the number of just that.
    """
    asked = _asked(query.text)
    if asked is None:
        return []
    found = [pair for passage in passages for pair in _stated(asked, query, passage)]
    found.sort(
        key=lambda pair: (-pair[0], -_day(pair[1]).toordinal(), pair[1].passage.passage_id, pair[1].start)
    )
    return list({(s.passage.headline.article_id, s.start): s for _, s in found}.values())


def _day(stated: Stated) -> date:
    return stated.passage.headline.published or date.min


def _asked(question: str) -> _Asked | None:
    how_many = _HOW_MANY.search(question)
    if how_many is None:
        return None
    counted, end = list[str](), how_many.end()
    for token in _TOKEN.finditer(question, how_many.end()):
        verb = deed_classes(token.group()) or token.group().endswith("ed")
        if (token.group().lower() in _NOT_COUNTED and counted) or (counted and verb):
            break
        counted.append(token.group())
        end = token.end()
    counted = [word for word in counted if word.lower() not in ("of", "the", "different", "other")]
    if not counted:
        return None
    rest = question[end:]
    kind = asked_kind(counted[-1])
    alike = frozenset(map(stem, _ALIKE.get(kind, ()))) if kind else frozenset()
    accepts = {(name, state) for name, state, _ in accepted(rest)}
    deeds = {name for name, _ in accepts}
    if any(name == "vote" for name, _ in accepts):
        accepts.add(("vote", State.SPOKEN_OF))  # "141 votes in favour"
    places = frozenset(mention.country.name for mention in mentions(rest))
    of_places = {word.stem for m in mentions(rest) for word in words(rest[m.start : m.end])}
    return _Asked(
        heads=alike | {stem(counted[-1])},
        described=frozenset(word.stem for word in content_words(" ".join(counted[:-1]))),
        rest=frozenset(w.stem for w in content_words(rest) if deeds.isdisjoint(deed_classes(w.text)))
        - of_places,
        accepts=frozenset(accepts),
        places=places,
        against="against" in rest,
    )


def _stated(asked: _Asked, query: Query, passage: Passage) -> Iterator[tuple[float, Stated]]:
    around = f"{passage.headline.title} {passage.text}"
    essential = [name for name in names(query.about) if not any(True for _ in mentions(name.form))]
    if missing(essential, around):
        return
    stems_around = frozenset(word.stem for word in words(around))
    for index, (start, end) in enumerate(passage.sentences):
        text = passage.quote(start, end)
        stems = frozenset(word.stem for word in words(text))
        if not all(covers(word, stems) or covers(word, stems_around) for word in asked.described):
            continue
        worth = _worth(asked, passage, index, stems, stems_around)
        if worth is None:
            continue
        counted = next(_numbers(asked, text, stems_around), None)
        if counted is not None:
            number, plainness = counted
            described = sum(covers(word, stems) for word in asked.described)
            total = worth + plainness + 0.25 * described
            yield total, Stated(passage, start, end, start + number.start(), start + number.end())


def _worth(
    asked: _Asked, passage: Passage, index: int, stems: frozenset[str], around: frozenset[str]
) -> float | None:
    """How well a sentence fits the deed, the doer and the other words; `None` where it says another thing."""
    text = passage.quote(*passage.sentences[index])
    said = {mention.country.name for mention in mentions(text)}
    coverage = 0.0
    if asked.rest:
        coverage = sum(covers(w, stems) + 0.4 * (covers(w, around) - covers(w, stems)) for w in asked.rest)
        coverage = round(4 * coverage / len(asked.rest)) / 4
        if not coverage:
            return None
    if not asked.accepts:
        return coverage + bool(asked.places) if asked.places <= said and (coverage or asked.places) else None
    deeds = acts(text, frozenset(name for name, _ in asked.accepts), named(Kind.COUNTRY, text))
    done = [deed for deed in deeds if (deed.name, deed.state) in asked.accepts]
    if not done:
        killed = _KILLED & {name for name, _ in asked.accepts} and _SAYS_KILLED.search(text)
        return coverage if killed and asked.places <= said | _names(passage.text) else None
    doers = max((_doers(deed, passage, index, text) for deed in done), key=lambda d: len(d & asked.places))
    recipients = {m.country.name for m in mentions(text) if m.start > min(deed.end for deed in done)}
    if asked.places and doers and not doers & asked.places and not asked.places <= recipients - doers:
        return None
    if not asked.places <= said | doers:
        return None
    return coverage + 1.0 + bool(doers & asked.places) + 0.5 * (bool(doers) and doers <= asked.places)


def _names(text: str) -> set[str]:
    return {mention.country.name for mention in mentions(text)}


def _doers(deed: Act[Named], passage: Passage, index: int, text: str) -> set[str]:
    return {one.name for one in deed.doers or antecedent(passage, index, text[: deed.start])[0]}


def _numbers(asked: _Asked, text: str, around: frozenset[str]) -> Iterator[tuple[re.Match[str], float]]:
    """The numbers of what is counted with how plainly they are, the plainest first.

    Plainest is one before what is counted and the verb: "35 countries abstained"; then one that leaves the
    noun out, the first of its sentence.
    """
    found = []
    deeds = {name for name, _ in asked.accepts}
    for match in _NUMBER.finditer(text):
        if _is_no_count(text, match) or bool(_AGAINST.match(text, match.end())) != asked.against:
            continue
        clause = re.split(r"[,;:]|\band\b", text[match.end() : match.end() + _BEFORE_ITS_VERB])[0]
        has_verb = asked.against or not deeds.isdisjoint(deed_classes(clause))
        if _counts(asked, text, match.end()):
            found.append((match, 2.0 + has_verb))
        elif _ALONE.match(text, match.end()) and (has_verb or asked.places) and asked.heads & around:
            found.append((match, float(has_verb)))
    yield from sorted(found, key=lambda pair: -pair[1])


def _is_no_count(text: str, match: re.Match[str]) -> bool:
    number, ahead = match["number"], text[: match.start("number")]
    digits = number.isdigit()
    if _DECIMAL.fullmatch(number):
        return True
    return bool(
        (digits and not match["hedge"] and _MODEL_BEFORE.search(ahead) and ahead.strip() != "")
        or (digits and _DAY_BEFORE.search(ahead) and (_YEAR.fullmatch(number) or len(number) < 3))
        or (digits and _DAY_AFTER.match(text, match.end()))
        or (_OF_A_WHOLE.search(text[: match.start()]) and not match["hedge"] and _NUMBER.search(ahead[-40:]))
    )


def _counts(asked: _Asked, text: str, end: int) -> bool:
    """Whether what is counted follows a number within its phrase."""
    last = end
    for count, token in enumerate(_TOKEN.finditer(text, end)):
        between = text[last : token.start()]
        if count > _FURTHEST or between.strip() or token.group().lower() in _ENDS_A_PHRASE:
            return False
        if any(covers(head, frozenset({stem(token.group().removesuffix("’s"))})) for head in asked.heads):
            return True
        last = token.end()
    return False

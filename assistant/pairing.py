"""What a number or a day goes with: whether a claim puts it to another thing than its sources do.

Does not know whether it is in the sources at all: see `assistant.reckoning` and `assistant.timing`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from assistant.dates import Time, on_any_of, times
from assistant.grounds import Ground
from assistant.quantities import Quantity, quantities
from assistant.reckoning import Case
from assistant.things import covers, is_covered
from assistant.words import STOP_WORDS, content_words, is_past, stem

_CLAUSE = re.compile(
    r"[;:]\s|,(?!\d)|\.\s(?=[A-Z])|\s(?=(?:while|whereas|but|and|compared|versus|than)\s|(?:up|down)\sfrom\s)",
    re.IGNORECASE,
)

NTH = re.compile(
    r"(?<![\w-])(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|one|\d{1,2}(?:st|nd|rd|th)|(?:19|20)\d\d)[\s-](?P<noun>[a-z]{3,})\b"
    r"|\b(?P<did>finish\w*|came|come|placed|ranked)\s(?P<place>first|second|third|fourth|fifth|sixth)\b",
    re.IGNORECASE,
)

_NTHS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()


_ANAPHORIC = re.compile(r"\s(?:such|ones|of\s(?:them|these|those|its\skind))\b", re.IGNORECASE)
"""Behind a number of things that are named before."""

_MORE = re.compile(r"\s(?:\w+\s)?(?:more|fewer|less)\sthan\b", re.IGNORECASE)

_SIDE = re.compile(r"\b(?:before|after)\b", re.IGNORECASE)

_PART_OF_SENTENCE = re.compile(
    r"[;:]|,?\s(?:while|whereas|but|although|though|when|where|because|that|which|who|and)\s", re.IGNORECASE
)

_CLAUSE_END = re.compile(r"[,;:]|\.\s")

_BEHIND = 60
"""Characters behind a word that may say what it is about."""

_COARSE = 32
"""Days of a time that is no longer one day or month."""

_MOST = 30
"""Clauses of a text that are read."""

_REFERS = re.compile(
    r"\W*(?:(?:and|but|while|whereas|than|compared|or|by|up|down|from|with|in|at)\s)*"
    r"(?:(?:it|he|she|they|this|that|these|those|which|who|its|his|her|their|another|one|both|each)\b"
    r"|(?-i:[Tt]he\s[a-z']+(?:\s[a-z]|[.,;]|$)))",
    re.IGNORECASE,
)
"""How a clause begins of what is named before it."""

_LEAD = 3

_ENOUGH = 2
"""Words that a claim must have of the other number's clause, and none of the number's own."""


class _Clause(NamedTuple):
    """The part of a text around one number, with the only time that it names, if it names one."""

    number: Quantity
    time: Time | None
    stems: frozenset[str]
    lead: tuple[str, ...]
    """Stems of its first words that say something: whom or what it tells of."""
    is_told: bool
    """Whether it names that itself: not "and it sold 8%", "the firm sold 8%", "and sold 8%"."""


def moved(claim: str, grounds: Sequence[Ground], as_of: date | None) -> Iterator[tuple[str, str]]:
    """A number of a claim and the other number that its sources have for that time or thing."""
    mine = _clauses(claim, on_any_of(claim, [*(g.published for g in grounds), as_of]))
    theirs = [one for g in grounds for one in _clauses(g.text, times(g.text, g.published))]
    said = frozenset(word.stem for word in content_words(claim))
    for one in mine:
        own = [other for other in theirs if other.number.is_same(one.number)]
        others = [other for other in theirs if not other.number.is_same(one.number) and _alike(one, other)]
        if len(own) != 1:
            continue
        for other in others:
            if any(known.number.is_same(other.number) for known in mine if known is not one):
                is_moved = _is_of_time(one, own[0], other)
            else:
                is_moved = (
                    _is_of_time(one, own[0], other)
                    or _is_of_thing(one, own[0], other)
                    or (_is_of_subject(one, own[0], other) and own[0].lead[0] not in said)
                )
            if is_moved:
                yield one.number.text, other.number.text
                return
    yield from _crossed(mine, theirs)


def _crossed(mine: Sequence[_Clause], theirs: Sequence[_Clause]) -> Iterator[tuple[str, str]]:
    """Two numbers of a claim, each beside what its source has only beside the other."""
    for one, other in pairwise(mine):
        own = [c for c in theirs if c.number.is_same(one.number)]
        its = [c for c in theirs if c.number.is_same(other.number)]
        if len(own) != 1 or len(its) != 1 or own[0] is its[0] or one.number.is_same(other.number):
            continue
        first, second = one.stems - other.stems, other.stems - one.stems
        of_first, of_second = own[0].stems - its[0].stems, its[0].stems - own[0].stems
        is_kept = first & of_first and second & of_second
        if first & of_second and second & of_first and not is_kept:
            yield one.number.text, other.number.text
            return


def _is_of_time(one: _Clause, own: _Clause, other: _Clause) -> bool:
    if not (one.time and own.time and other.time):
        return False
    return _meet(one.time, other.time) and not _meet(one.time, own.time)


def _is_of_thing(one: _Clause, own: _Clause, other: _Clause) -> bool:
    crossed = one.stems & (other.stems - own.stems)
    return len(crossed) >= _ENOUGH and not one.stems & (own.stems - other.stems)


def _is_of_subject(one: _Clause, own: _Clause, other: _Clause) -> bool:
    """Whether it tells of what only the other number's clause tells of."""
    if not one.lead or not own.is_told or one.lead[0] not in other.lead or one.lead[0] in own.stems:
        return False
    return bool(one.number.unit) or len(one.stems & other.stems) >= _ENOUGH


def _meet(one: Time, other: Time) -> bool:
    return one.fits(other) or other.fits(one)


def _alike(one: _Clause, other: _Clause) -> bool:
    return one.number.unit == other.number.unit


def _clauses(text: str, found: Sequence[Time]) -> list[_Clause]:
    """The clauses of a text that have one number each, but for those of its days."""
    numbers = quantities(text, [(time.start, time.end) for time in found])
    ends = [match.start() for match in _CLAUSE.finditer(text)][:_MOST]
    made = []
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        own = [n for n in numbers if start <= n.start < end and not n.is_article]
        if len(own) == 1:
            its = [time for time in found if start <= time.start < end]
            said = [w for w in content_words(text[start:end]) if not w.text[0].isdigit()]
            stems = [w.stem for w in said]
            is_told = bool(said) and not _is_deed(said[0].text) and not _REFERS.match(text, start)
            time = its[0] if len(its) == 1 else None
            made.append(_Clause(own[0], time, frozenset(stems), tuple(stems[:_LEAD]), is_told))
    return made


def _is_deed(word: str) -> bool:
    return word.islower() and word.isalpha() and (word.endswith(("ed", "ing")) or is_past(word))


def in_another_place(case: Case) -> Iterator[tuple[str, str]]:
    """A "first", "one" or "2020" of a claim with what the sources have of that: "second attempt", "two"."""
    theirs = list(_nths(case.sources))
    for text, value, noun in _nths(case.claim):
        others = [(its, number) for its, number, of in theirs if of == noun]
        if text.lower() == "one":
            counted = [one for one in case.had if not one.unit and one.value >= 2 and noun in one.noun]
            if counted and not re.search(
                rf"\b(?:one|an?|single|another)\s(?:\w+\s)?{noun}", case.sources, re.IGNORECASE
            ):
                yield f"{text} {noun}", counted[0].text
        elif others and all(number != value for _, number in others):
            yield text, others[0][0]


def _nths(text: str) -> Iterator[tuple[str, float, str]]:
    for match in NTH.finditer(text):
        nth = (match["nth"] or match["place"]).lower()
        noun = match["noun"] or match["did"]
        if noun.lower() in STOP_WORDS:
            continue
        value = 1 if nth == "one" else _NTHS.index(nth) if nth in _NTHS else int(re.sub(r"\D", "", nth))
        yield nth, float(value), stem(noun)


def of_another_thing(number: Quantity, case: Case) -> Quantity | None:
    """The number that a source gives for what this one counts, where it has this one for something else.

    "35 against" of a source that says "5 against, 35 abstained" is 5; none where the claim has both numbers,
    which it may have exchanged.
    """
    alike = [one for one in case.had if one.unit == number.unit]
    own = [one for one in alike if number.is_same(one)]
    others = [one for one in alike if not number.is_same(one) and not number.may_round(one)]
    if not own or not others or any(_takes_up(one, ground.text) for one in own for ground in case.grounds):
        return None
    common = frozenset.intersection(*(one.around for one in alike))
    if any(_related(number.around, one.around - common) for one in own):
        return None
    best = max(others, key=lambda one: len((number.around & one.around) - common))
    if any(len(number.around & one.around) > len(number.around & best.around) for one in own):
        return None
    if f"to {number.text}" in case.claim and any(f"to {one.text}" in case.sources for one in own):
        return None  # "from 90 to 40"
    apart = abs(number.value - best.value)
    if any(_MORE.match(case.claim, one.end) and one.value == apart for one in case.claimed):
        return None  # "two more than": the claim knows both
    same_noun = bool((number.noun & best.noun) - common) and all(one.noun for one in own)
    if any(one.is_same(best) for one in case.claimed):
        return None
    return best if same_noun or len((number.around & best.around) - common) > 1 else None


def _takes_up(number: Quantity, source: str) -> bool:
    return source.startswith(number.text, number.start) and bool(_ANAPHORIC.match(source, number.end))


def _related(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether they have a word in common, or one for a thing that the other's is."""
    return bool(one & other) or any(covers(word, other) or is_covered(word, other) for word in one)


def bounds_differ(number: Quantity, other: Quantity) -> bool:
    """Whether one says at least and the other at most."""
    return {number.bound, other.bound} == {"least", "most"}


def turned(claim: str, grounds: Sequence[Ground]) -> Iterator[tuple[str, str]]:
    """What a claim puts before something and its source after that, or the other way round."""
    theirs = [one for ground in grounds for one in _sides(ground.text)]
    for side, of in _sides(claim):
        others = {its for its, event in theirs if event == of}
        if others and side not in others:
            yield f"{side} that", f"{others.pop()} that"


def _sides(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each "before" and "after" with the next two words that say something."""
    for match in _SIDE.finditer(text):
        of = content_words(_CLAUSE_END.split(text[match.end() : match.end() + _BEHIND])[0])[:2]
        if len(of) == 2:
            yield match.group().lower(), tuple(word.stem for word in of)


def exchanged_days(claim: str, grounds: Sequence[Ground], as_of: date | None) -> Iterator[tuple[str, str]]:
    """A day of a claim and the day a source gives for it, where the claim's is of something else there."""
    for ground in grounds:
        theirs = [one for one in times(ground.text, ground.published) if one.days <= _COARSE]
        if len(theirs) < 2:
            continue
        for one in on_any_of(claim, [ground.published, as_of]):
            own = [time for time in theirs if one.fits(time)]
            others = [
                time
                for time in theirs
                if not one.fits(time) and not time.side and not (time.relative and time.days > 1)
            ]
            near = _around(claim, one)
            kept = max((len(near & _around(ground.text, time)) for time in own), default=0)
            for other in others if own else ():
                if len(near & _around(ground.text, other)) >= kept + 2:
                    yield one.text, other.text
                    return


def _around(text: str, time: Time) -> frozenset[str]:
    """What the clause around a time speaks of."""
    ahead = _PART_OF_SENTENCE.split(text[: time.start])[-1]
    behind = _PART_OF_SENTENCE.split(text[time.end :])[0]
    return frozenset(w.stem for w in content_words(f"{ahead} {behind}") if w.text[0].isalpha())

"""Whether the days of a claim are those that its sources name, or that follow from their own.

Does not know how days are read from a text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.dates import Time, ends, on_any_of, periods, times
from assistant.days import counted, moved
from assistant.grounds import Ground
from assistant.measures import DAY, MONTH, TIME, WEEK, YEAR
from assistant.quantities import Quantity
from assistant.words import content_words

_COARSE = 32
"""Days of a time that is no longer one day or month: a year says little of when something was."""

_COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()

_YEAR_FIRST = re.compile(r"((?:1[5-9]|20)\d\d)\s?[-–—:]\s")

_COUNTED = re.compile(
    rf"\b(?:(?P<count>an?|\d{{1,3}}|{'|'.join(_COUNTS)})\s(?P<unit>day|week|month|year)s?\s(?P<side>before|after|earlier|later)"
    r"|(?:the\s)?(?:day|evening|night|afternoon|morning|eve)\s(?P<by_one>before|after|of)|the\s(?P<named>next|previous|following)\sday)\b",
    re.IGNORECASE,
)

_EARLIER = frozenset({"before", "earlier", "previous", "of"})

_THAN = re.compile(r"\b(?:than|unlike|compared\s(?:with|to))\s(?:(?:on|in|at|for|during)\s)?$", re.IGNORECASE)

_COMPARED = frozenset({"than"})
"""The event of "calmer than the day before", which is not when it was calm."""

_NO_OBJECT = re.compile(
    r"\s*(?:$|[.,;:)\"]|(?:without|with|in|at|on|by|that|when|and|but|as|for|from|to|of|he|she|it|they)\b)"
)

_LENGTHS = {"day": DAY, "week": WEEK, "month": MONTH, "year": YEAR}

_IN = re.compile(
    rf"\b(?:in|within)\s(?:about\s|around\s|roughly\s|some\s|the\snext\s)?(?P<count>an?|\d{{1,2}}|{'|'.join(_COUNTS)})\s"
    r"(?P<unit>day|week|month|year)s?\b(?!\sago)",
    re.IGNORECASE,
)

_AGE = re.compile(r"[\s-]years?[\s-](?:old|of\sage)\b|\s(?:this|last|next)\syear\b", re.IGNORECASE)

_AGED = re.compile(r"\b(?:aged?|turn(?:s|ed|ing)?)\s(?:of\s)?$", re.IGNORECASE)

_BETWEEN_COMMAS = re.compile(r",\s\d{1,3}[,.]")

_LASTED = re.compile(
    rf"(?P<age>(?<=,\s)\d{{1,3}}(?=[,.])|(?<=\baged\s)\d{{1,3}}|\d{{1,3}}(?=[\s-]years?[\s-](?:old|of\sage)))"
    rf"|\b(?P<count>an?|\d{{1,3}}|{'|'.join(_COUNTS)})[\s-](?P<unit>year|decade)s?\b(?![\s-]old)",
    re.IGNORECASE,
)
"""How old somebody is, and how long something went on."""

_THEN = re.compile(
    r"\b(?:then|at\s(?:the|that)\stime|(?:that|the\ssame)\s(?:day|week|month|year|spring|summer|autumn|winter|night))\b",
    re.IGNORECASE,
)

_SAID = re.compile(r"\b(?:said|says|told|announced|confirmed|reported|wrote|declared|stated)\b")

_LATER = re.compile(r"\b(?:later|after|earlier|before|since|within|apart|passed)\b", re.IGNORECASE)

_CLAUSE = re.compile(r"[,;:]|\.\s")

_CLOSE = 60
"""Characters on each side of a day that say of what it is."""


def missing(claim: str, grounds: Sequence[Ground], as_of: date | None) -> Iterator[tuple[Time, str]]:
    """The days of a claim that no source names or implies, each with why; empty where they merely lack it."""
    claimed = on_any_of(claim, [*(ground.published for ground in grounds), as_of])
    own = [
        (
            ground,
            [
                *named,
                *ends(named),
                *reckoned(ground),
                *periods(ground.text, ground.published),
                *_lasting(ground),
            ],
        )
        for ground in grounds
        for named in [times(ground.text, ground.published)]
    ]
    for (_, said), more in zip(own, _under_days(grounds), strict=True):
        said += more
    for one in claimed:
        others = [other for other in claimed if other is not one]
        if not any(_has(one, claim, ground, said, others, own) for ground, said in own):
            yield one, ""
    yield from _turned(claimed, own)


def _under_days(grounds: Sequence[Ground]) -> Iterator[list[Time]]:
    """Of each source that begins with a year, the day of a heading in that year: "June 28", "2007 — ..."."""
    lines = [(ground, day) for ground in grounds for day in times(ground.text, ground.published)[:1]]
    headings = [day for ground, day in lines if day.days == 1 and len(ground.text) <= len(day.text) + 1]
    for ground in grounds:
        year = _YEAR_FIRST.match(ground.text) if headings else None
        days = [counted(one.readings[0][0], {"year": int(year[1])}) for one in headings] if year else []
        yield [replace(one, readings=((day, day),)) for one, day in zip(headings, days, strict=False)]


def is_between(number: Quantity, claim: str, grounds: Sequence[Ground]) -> bool:
    """Whether so many days or months lie between what two sources or the claim tell: "seven months later"."""
    if number.unit != TIME or number.measure < DAY or not _LATER.search(claim[number.end : number.end + 60]):
        return False
    months = [one.readings[0][0] for g in grounds for one in times(g.text, g.published) if 27 < one.days < 32]
    days = [ground.published for ground in grounds if ground.published]
    if number.measure >= MONTH and any(
        12 * (day.year - m.year) + day.month - m.month == number.value / MONTH for day in days for m in months
    ):
        return True
    days += [one.readings[0][0] for g in grounds for one in times(g.text, g.published) if one.days == 1]
    # the claim's own days are checked themselves
    days += [one.readings[0][0] for one in times(claim, None) if one.days == 1]
    apart = {abs((one - other).days) for one in days for other in days}
    off = (
        0.6 * MONTH * max(1.0, number.value / YEAR)
        if number.measure >= MONTH
        else 3 * DAY * (number.measure == WEEK)
    )
    return any(abs(number.value - length * DAY) <= off for length in apart if length)


def is_next(number: Quantity, claim: str, grounds: Sequence[Ground]) -> bool:
    """Whether it is "the day after" one of the claim that a source names."""
    match = _COUNTED.match(claim, number.start)
    if match is None or not match["by_one"] or not _NO_OBJECT.match(claim, match.end()):
        return False
    step = -1 if match["by_one"].lower() in _EARLIER else 1
    named = [one for one in on_any_of(claim, [ground.published for ground in grounds]) if one.days == 1]
    told = [one for ground in grounds for one in (*times(ground.text, ground.published), *reckoned(ground))]
    before = [first for one in named if one.end <= number.start for first, _ in one.readings][-1:]
    return any(one.days == 1 and one.has(moved(day, step)) for one in told for day in before)


def is_since(number: Quantity, claim: str, grounds: Sequence[Ground]) -> bool:
    """Whether so many years lie between two that the sources name or are of: "for 56 years"."""
    is_age = not number.unit and bool(
        _AGE.match(claim, number.end)
        or _AGED.search(claim, 0, number.start)
        or _BETWEEN_COMMAS.match(claim, max(0, number.start - 2))
    )
    years = number.raw if is_age else number.value / YEAR
    if (not is_age and (number.unit != TIME or number.measure < YEAR)) or years != int(years):
        return False
    own = [ground.published.year for ground in grounds if ground.published]
    named = [one.readings[0][0].year for g in grounds for one in times(g.text, g.published)]
    return any(abs(year - one) - years in (0, 1) for year in own for one in named) or any(
        abs(one - other) == years for one in named for other in named
    )


def reckoned(ground: Ground) -> Iterator[Time]:
    """Days that a sentence gives by counting from another: "the day before", "two days after the strikes"."""
    named = times(ground.text, ground.published)
    for match in _COUNTED.finditer(ground.text):
        unit = (match["unit"] or "day").lower()
        is_fine = unit in ("day", "week")
        anchors = [one.readings[0] for one in named if not is_fine or one.days == 1]
        if not anchors and ground.published:
            anchors = [(ground.published, ground.published)]
        event = frozenset(w.stem for w in content_words(_CLAUSE.split(ground.text[match.end() :])[0]))
        is_earlier = (match["side"] or match["by_one"] or match["named"]).lower() in _EARLIER
        if match["named"] or _NO_OBJECT.match(ground.text, match.end()):
            event = frozenset()
            if not any(one.days == 1 for one in named):
                anchors += [one.readings[0] for one in _in_context(ground) if not is_fine or one.days == 1]
        elif match["by_one"] and match["by_one"].lower() == "of":  # "on the eve of the summit"
            event = frozenset()
        else:  # "two days after the strikes": the strikes were earlier
            is_earlier = not is_earlier
        event = _COMPARED if _THAN.search(ground.text, 0, match.start()) else event
        step = {f"{unit}s": _count(match["count"]) * (-1 if is_earlier else 1)}
        readings = tuple((counted(first, step), counted(last, step)) for first, last in anchors)
        if readings:
            yield Time(match.start(), match.end(), match.group(), readings, "", False, True, event)


def _lasting(ground: Ground) -> Iterator[Time]:
    """The years since which something goes on, or in which somebody was born."""
    years = [ground.published.year, ground.published.year - 1] if ground.published else []
    for match in _LASTED.finditer(ground.text) if years else ():
        count = (
            int(match["age"])
            if match["age"]
            else _count(match["count"]) * (10 if match["unit"].lower() == "decade" else 1)
        )
        since = tuple((date(y - count, 1, 1), date(y - count, 12, 31)) for y in years if y > count)
        if since:
            yield Time(match.start(), match.end(), match.group(), since, "", False, True)


def _expected(ground: Ground) -> Iterator[Time]:
    """Days in so many weeks or months: "in about three months"."""
    for match in _IN.finditer(ground.text) if ground.published else ():
        step = _count(match["count"]) * _LENGTHS[match["unit"].lower()] / DAY
        first = moved(ground.published, int(step * 0.8)) if ground.published else date.min
        last = moved(first, int(step * 0.4) + 7)
        yield Time(match.start(), match.end(), match.group(), ((first, last),), "", True, True)


def _has(
    one: Time,
    claim: str,
    ground: Ground,
    said: Sequence[Time],
    others: Sequence[Time],
    own: Sequence[tuple[Ground, Sequence[Time]]],
) -> bool:
    if any(one.fits(time) and _is_of_event(one, claim, time, ground) for time in said):
        return True
    if any(
        time.readings[0][0] <= first <= time.readings[0][1]
        for time in _expected(ground)
        for first, _ in one.readings
    ):
        return True
    if one.side and any(one.ends_with(time) for time in said):
        return True
    if not one.relative and one.text.lower() in ground.text.lower():
        return True
    article = ground.article_id
    dated = [
        time
        for other, its in own
        if other.article_id == article
        for time in its
        if time.days <= _COARSE and not time.event and not time.side
    ]
    if _THEN.search(ground.text) and any(one.fits(time) for time in _in_context(ground)):
        return True
    if ground.published is not None and one.has(ground.published) and _is_report(one, claim, ground, dated):
        return True
    told = all(any(other.fits(time) for other in others) for time in dated)
    if not (told or all(time.ahead for time in dated)):
        return False
    if ground.published is not None and one.has(ground.published):
        return True
    is_bounded = one.side and any(  # what is "since 2008" is not since another year
        time.side == one.side and (time.days > _COARSE) == (one.days > _COARSE) for time in said
    )
    return not dated and not is_bounded and any(one.fits(time) for time in _in_context(ground))


def _is_report(one: Time, claim: str, ground: Ground, dated: Sequence[Time]) -> bool:
    """Whether a claim says by it when something was said, and the source has no other day for that."""
    near = claim[max(0, one.start - _CLOSE) : one.end + _CLOSE]
    return (
        all(time.days > 1 for time in dated) and bool(_SAID.search(near)) and bool(_SAID.search(ground.text))
    )


def _is_of_event(one: Time, claim: str, time: Time, ground: Ground) -> bool:
    """Whether a claim dates by it the event that it dates, where that is not the sentence's own."""
    if not time.event:
        return True
    if time.event is _COMPARED:
        return bool(_THAN.search(claim, 0, one.start))
    near = claim[max(0, one.start - _CLOSE) : one.end + _CLOSE]
    stems = {word.stem for word in content_words(near)}
    if len(stems & time.event) > len(stems & (ground.stems - time.event)):
        return True
    before = {word.stem for word in content_words(claim[max(0, one.start - _CLOSE // 2) : one.start])}
    return 2 * len(before & time.event) >= len(time.event)


def _in_context(ground: Ground) -> Iterator[Time]:
    """The times of the sentences before it, which hold on until another is named."""
    for sentence in (*reversed(ground.before), ground.title):
        yield from times(sentence, ground.published)


def _turned(
    claimed: Sequence[Time], own: Sequence[tuple[Ground, Sequence[Time]]]
) -> Iterator[tuple[Time, str]]:
    """Those that bound a time on the other side: "before 5 April" of a source's "after 5 April"."""
    for one in claimed:
        same = [time for _, said in own for time in said if one.fits(time)]
        sides = {time.side for time in same}
        if one.side and sides and "" not in sides and one.side not in sides:
            yield one, f"The source says {sides.pop()} that day."


def _count(word: str | None) -> int:
    if word is None or word.lower() in ("a", "an"):
        return 1
    return int(word) if word.isdigit() else _COUNTS.index(word.lower()) + 1

"""Days, and stretches of them, put into words for a reader.

Does not know what happened on them, nor how such words are read.
"""

from datetime import date


def day(value: date | None) -> str:
    """`7 Apr 2022`, or that nobody knows."""
    return f"{value.day} {value:%b} {value.year}" if value else "undated"


def long_day(value: date) -> str:
    """`7 April 2022`, for a heading."""
    return f"{value.day} {value:%B} {value.year}"


def span(first: date | None, last: date | None) -> str:
    """`1–30 Apr 2022`, `1 Mar – 31 May 2022`, `since 24 Feb 2022`, `until 23 Feb 2022`; both are included."""
    if first is None or last is None:
        return f"since {day(first)}" if first else f"until {day(last)}" if last else "all days"
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%b} – {day(last)}"
    return f"{first.day}–{day(last)}"


def age(published: date | None, as_of: date | None) -> str:
    """How long before the as-of day an article appeared, in the largest unit that says something."""
    if published is None or as_of is None or published > as_of:
        return ""
    days = (as_of - published).days
    if days == 0:
        return "the same day"
    for unit, length in (("year", 365.25), ("month", 30.44), ("week", 7), ("day", 1)):
        count = int(days / length)
        # 1 to 23 months say more than "1 year"
        if count >= (2 if unit in ("year", "week") else 1):
            return f"{count} {unit}{'s' if count > 1 else ''} earlier"
    raise AssertionError("a day is a unit of one day")

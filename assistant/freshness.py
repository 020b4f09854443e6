"""How fresh the library is, and what is the matter with its sources, put into words.

Does not know how sources are read, nor where the words are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.dating import day
from index.sources import Kind, Source

if TYPE_CHECKING:
    from index.catalogue import Status

STALE_AFTER = timedelta(days=1)
"""Since the sources were last looked at: a reader then hears of it."""

_LONGEST = 80
"""Characters of a source's name, or of why it fails."""


class State(StrEnum):
    """How a source is; all but the last are something to look after."""

    FAILING = "failing"
    SILENT = "silent"
    UNREAD = "not read yet"
    FINE = "up to date"


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as a reader sees it."""

    name: str
    location: str
    articles: int
    newest: str
    """How long ago it brought something; empty where it has brought nothing."""
    state: State
    told: str
    """What is the matter, as a sentence after its name; empty where nothing is."""


def listed(source: Source, now: datetime) -> Listed:
    """What is the matter with a source first: that it fails counts more than that it is silent."""
    name = _short(source.name or source.location)
    state, told = State.FINE, ""
    if source.failing_since is not None:
        state = State.FAILING
        told = f"has been failing since {_moment(source.failing_since)}: {_short(source.failure, 300)}"
    elif source.succeeded_at is None:
        state = State.UNREAD
        told = "has not been read yet: python -m index sync reads it"
    # what came after it was last looked at nobody knows
    elif (silent := source.silent_for) is not None:
        state = State.SILENT
        told = f"has brought nothing for {_length(silent)}, longer than usual"
    elif source.unread:
        what = "file" if source.kind is Kind.FILES else "page"
        told = f"has {counted(source.unread, what)} that cannot be read, or not whole"
    newest = "" if source.brought_at is None else ago(source.brought_at, now)
    return Listed(name, source.location, source.articles, newest, state, told)


def line(status: "Status", sources: Sequence[Source]) -> str:
    """`3,754 articles · newest 5 Nov 2022`, or without sources `64 articles · 6 outlets · 5 Feb 2022 – 1 Oct
    2023`, as text and not as HTML."""
    parts = [counted(status.articles, "article")]
    if sources and status.last:
        return f"{parts[0]} · newest {day(status.last)}"
    if status.outlets:
        parts.append(counted(len(status.outlets), "outlet"))
    if status.first and status.last:
        parts.append(f"{day(status.first)} – {day(status.last)}")
    return " · ".join(parts)


def updated_at(sources: Sequence[Source]) -> datetime | None:
    """When all sources that do not fail had been read last; of failing ones alone, when one had."""
    read = [(one.failing_since is not None, one.succeeded_at) for one in sources]
    well = [at for is_failing, at in read if at is not None and not is_failing]
    ill = [at for is_failing, at in read if at is not None and is_failing]
    return min(well) if well else max(ill, default=None)


def age(sources: Sequence[Source], now: datetime) -> str:
    """`brought up to date 5 min ago`; empty where there is no source."""
    if not sources:
        return ""
    updated = updated_at(sources)
    return "not brought up to date yet" if updated is None else f"brought up to date {ago(updated, now)}"


def warnings(sources: Sequence[Source], now: datetime) -> tuple[str, ...]:
    """What a reader should know of the sources, the worst first; nothing where all is well."""
    seen = [listed(source, now) for source in sources]
    told = [f"{one.name} {one.told}." for state in State for one in seen if one.state is state and one.told]
    updated = updated_at(sources)
    if updated is not None and now - updated > STALE_AFTER:
        told.append(f"The sources were last read {ago(updated, now)}: python -m index sync reads them again.")
    return tuple(told)


def ago(at: datetime, now: datetime) -> str:
    """`just now`, `5 min ago`, `3 hours ago`, `12 days ago`."""
    passed = now - at
    return "just now" if passed < timedelta(minutes=1) else f"{_length(passed)} ago"


def counted(number: int, noun: str) -> str:
    """`1 article`, `3,754 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return counted(hours, "hour") if hours < 48 else counted(hours // 24, "day")


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{day(local.date())}, {local:%H:%M}"


def _short(text: str, longest: int = _LONGEST) -> str:
    text = " ".join(text.split()).removesuffix(".")
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"

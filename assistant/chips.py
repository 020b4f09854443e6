"""The limits of a question as chips that a reader can take away, as words, and as what a page sends back.

Knows nothing of how they are found in a question, nor of what they let through.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.dating import span
from assistant.record import limits_record
from assistant.types import Limits, Window


@dataclass(frozen=True, slots=True)
class Chip:
    """One limit. `said` are the words of the question that ask for it, `without` what is left without it."""

    text: str
    without: Limits
    is_window: bool = False
    said: str = ""


def chips(limits: Limits) -> Iterator[Chip]:
    """The window first, then each outlet and each author."""
    if limits.window is not None:
        yield Chip(days(limits.window), replace(limits, window=None), True, limits.window.said)
    for name in limits.outlets:
        yield Chip(name, replace(limits, outlets=tuple(one for one in limits.outlets if one != name)))
    for name in limits.authors:
        left = tuple(one for one in limits.authors if one != name)
        yield Chip(f"by {name}", replace(limits, authors=left))


def days(window: Window) -> str:
    """`1–30 Apr 2022`."""
    return span(window.first, window.last)


def in_words(limits: Limits) -> str:
    """`1–30 Apr 2022, Harbour Wire`; empty where everything is searched."""
    return ", ".join(chip.text for chip in chips(limits))


def invitation(limits: Limits, wider: Limits) -> str:
    """What a button says that searches wider: which limit goes, or what takes its place."""
    if wider.window is not None and wider.window != limits.window:
        return f"Search {days(wider.window)}"
    kept = {chip.text for chip in chips(wider)}
    gone = [chip for chip in chips(limits) if chip.text not in kept]
    if len(gone) != 1:
        return "Search everything" if wider == Limits() else "Search wider"
    return f"Search without “{gone[0].said or gone[0].text}”"


def sent_back(limits: Limits | None) -> str:
    """The JSON that the page holds and `Sent.limits` reads again; empty where nothing was set."""
    return "" if limits is None else json.dumps(limits_record(limits), ensure_ascii=False)

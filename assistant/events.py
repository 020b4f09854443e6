"""Finds the event that a question counts from, "before the invasion", and the window that it means.

Does not know any event: only how English speaks of one; when it was is read in the archive.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from assistant.dating import long_day
from assistant.event_days import Event, days_of, first_reported
from assistant.types import Window
from assistant.words import content_words, stem, words
from index.catalogue import Catalogue
from index.scope import Scope

_READ = 40
"""Passages that may date an event."""

_ONE = timedelta(days=1)
_AROUND = timedelta(days=3)
"""How long before and after an event articles are of its time."""

_WORDS_OF_EVENTS = """
invasion invade invaded, death die dies died, accession join joins joined admitted, coronation crowned,
breach burst destruction destroyed collapse collapsed, resignation resign resigns resigned quit,
election elected elections, vote voted votes, referendum, summit, meeting met, conference, ceremony,
attack attacked attacks, bombing bombed, explosion exploded blast, strike struck, shooting shot,
assassination assassinated, murder murdered, arrest arrested, trial, verdict convicted, sentencing sentenced,
earthquake earthquakes quake, flood floods flooded, storm, hurricane, eruption erupted, fire,
crash crashed, landing lands landed, launch launches launched, takeover took, merger merged, sale sold,
inauguration inaugurated, appointment appointed, signing signed, agreement agreed, ceasefire truce,
annexation annexed, withdrawal withdrew withdraw, retreat, surrender surrendered, capture captured, liberation
liberated, mobilisation mobilization, coup, uprising, funeral buried, wedding married, birth born,
victory win wins won, defeat defeated, final, announcement announced, ban banned, ruling ruled, speech spoke
"""
"""Each group: a noun for an event and the words that tell it; the first is what questions mostly say."""

_PHRASE = re.compile(
    r"\b(?:(?P<before>before|prior\sto|ahead\sof|in\sthe\srun-up\sto|leading\sup\sto)"
    r"|(?P<after>after|(?<!the\s)following|in\sthe\s(?:wake|aftermath)\sof)|(?P<since>since)|(?P<until>until|till)"
    r"|(?P<during>during|at\sthe\stime\sof|on\sthe\sday\sof|by\sthe\stime\sof))\s"
    r"(?:the\s(?:very\s)?(?:beginning|start|outbreak|day|time)\sof\s)?"
    r"(?P<event>(?:(?!(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|who|what|which|when|where|how"
    r"|why|and|but|or)\b)[^\s,;:?!()]+(?:\s|(?=[,;:?!()]|$))){1,8})",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"(?i:the)\s|(?!(?:In|On|At|By|President)\b)[A-Z]")
_INDEFINITE = re.compile(
    r"\b(?:an?|any|each|every|his|her|their|its|my|this|last|next|nobody|nothing|neither|many|some|several|few)\b"
    r"|\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)\b",
    re.IGNORECASE,
)
"""What names no event that everybody knows, or says its time itself."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A time that a question counts from an event, or places within it."""

    relation: str
    """`before`, `after`, `since`, `until` or `during`."""
    event: str
    said: str
    """The question's words: "before the invasion"."""


def bound(question: str) -> Bound | None:
    """The first event that a question is bound to; `None` for "after a match" and what lasts, as a war."""
    for match in _PHRASE.finditer(question):
        event = match["event"].partition(". ")[0].strip(" .'’\"")
        if _DEFINITE.match(event) and not _INDEFINITE.search(event) and _telling(event):
            relation = next(name for name in ("before", "after", "since", "until", "during") if match[name])
            return Bound(relation, event, question[match.start() : match.start("event")] + event)
    return None


def resolved(library: Catalogue, bound: Bound, as_of: date) -> Window | None:
    """The days of publication that are meant, or `None` where the archive does not agree when the event was.

    Articles after the as-of day are not asked. What is said ends with the event's day, for a reader to check.
    """
    telling = _telling(bound.event)
    stems = {stem(word) for word in telling}
    named = [word.text for word in content_words(bound.event) if word.stem not in stems]
    names = tuple(name for name in named if not name.isdigit())
    year = next((int(name) for name in named if name.isdigit() and len(name) == 4), None)
    found = library.search(names or telling, _READ, scope=Scope(last=as_of), beside=telling)
    passages = library.passages([passage_id for passage_id, _ in found])
    event = Event(telling, names, year)
    about, days = "", days_of(passages, event)
    if days is None and names:
        about, days = "about ", first_reported(passages, event)
    if days is None:
        return None
    first, last = days
    limits: dict[str, tuple[date | None, date | None]] = {
        "before": (None, first - _ONE),
        "after": (first, None),
        "since": (first, None),
        "until": (None, last),
        "during": (first - _AROUND, last + _AROUND),
    }
    when = long_day(last) if first == last or about else f"{long_day(first)} to {long_day(last)}"
    return Window(*limits[bound.relation], f"{bound.said} ({about}{when})")


def _telling(event: str) -> tuple[str, ...]:
    """The words that tell an event of this kind; none where its words name no kind."""
    return next((_groups()[word.stem] for word in words(event) if word.stem in _groups()), ())


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    groups = [tuple(group.split()) for group in _WORDS_OF_EVENTS.split(",")]
    return {stem(word): group for group in groups for word in group}

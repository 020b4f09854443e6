"""How the library is, for whoever looks: its line, its sources, first questions, what is the matter.

Knows nothing of conversations, nor of how a library is opened.
"""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from assistant import freshness, render
from assistant.filling import Filling, Watch
from assistant.opening import Opening
from assistant.reach import proposed_day
from index.errors import IndexingError

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from index.catalogue import Status
    from index.sources import Source

_WARNED = 3
"""Of what is the matter with sources, the page says so much at the top; the archive's view lists all."""

EMPTY = "There is nothing to answer from yet. Add articles under Archive, or with: python -m index add FOLDER"


class Overview:
    """Of one library; may be used by many threads."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._suggested: tuple[object, tuple[str, ...]] = (None, ())
        self._watch = Watch()
        self._watching = threading.Lock()

    def told(self) -> dict[str, Any]:
        """What the page shows of the library at this moment; `version` is another one once its texts are."""
        opening = self._opening
        opening.look()
        told: dict[str, Any] = {"line": "", "age": "", "busy": opening.preparing, "settled": False}
        told |= {"notice": "", "welcome": "", "outlets": [], "as_of": "", "as_of_hint": "", "sources": ""}
        told |= {"version": "", "is_filling": False}
        assistant = opening.assistant
        if assistant is None:
            return told | (_unusable(opening.trouble, _RETRIED) if opening.trouble else {})
        try:
            status, sources = assistant.library.status(), assistant.library.sources()
            suggestions = self._suggestions(assistant, status)
        except IndexingError as error:
            return told | _unusable(str(error))
        now = datetime.now(UTC)
        with self._watching:
            filling = self._watch.look(status.embedded, status.passages, time.monotonic())
        as_of, hint = proposed(status)
        return told | {
            "line": freshness.line(status, sources),
            "age": freshness.age(sources, now),
            "notice": self._notices(status, sources, filling, now),
            "sources": render.library_sources(sources, now),
            "welcome": render.welcome(suggestions, written=bool(assistant.model_name)),
            "outlets": [name for name, _ in status.outlets],
            "as_of": as_of.isoformat(),
            "as_of_hint": hint,
            "settled": not opening.busy,
            "version": f"{status.articles} {status.updated}",
            "is_filling": filling is not None,
        }

    def _suggestions(self, assistant: "Assistant", status: "Status") -> tuple[str, ...]:
        # the page asks every few seconds, and they are the same until the archive is another
        state = (status.articles, status.updated)
        if self._suggested[0] != state:
            self._suggested = (state, assistant.suggestions() if status.articles else ())
        return self._suggested[1]

    def _notices(
        self, status: "Status", sources: Sequence["Source"], filling: Filling | None, now: datetime
    ) -> str:
        opening = self._opening
        if opening.trouble:
            return render.notice("error", "Dateline is not ready", opening.trouble)
        if not status.articles and not opening.preparing:
            return render.notice("info", "The archive is empty", EMPTY)
        found = []
        if warnings := freshness.warnings(sources, now):
            more = len(warnings) - _WARNED
            listed = (f"And {more} more.",) if more > 0 else ()
            found.append(render.warning(_WARNING, *warnings[:_WARNED], *listed))
        if filling is not None and not opening.busy:
            found.append(render.filling(filling))
        if opening.demo:
            found.append(render.notice("info", "This is the demo archive", _DEMO))
        elif opening.chosen.trouble:
            found.append(render.notice("info", "Answers are quotations", opening.chosen.trouble))
        return "".join(found)


def proposed(status: "Status") -> tuple[date, str]:
    """The day that a question is asked on unless the reader says otherwise, and why that one."""
    today = datetime.now().astimezone().date()
    day = proposed_day(status.last, today)
    return day, "today" if day == today else "the archive’s last day"


def _unusable(*paragraphs: str) -> dict[str, Any]:
    title = "The library cannot be used"
    return {"line": title, "notice": render.notice("error", title, *paragraphs)}


_WARNING = "The archive may lack recent news"
_RETRIED = "Dateline looks again every few seconds; this page then continues by itself."
_DEMO = (
    "The library was empty, so Dateline added the short articles that come with it."
    " Add your own under Archive, or with: python -m index add FOLDER"
)

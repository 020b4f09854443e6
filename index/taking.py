"""Takes what is found in sources into a library: stored, held, let go, and counted.

Does not know how anything was found.
"""

from dataclasses import replace
from datetime import UTC, datetime

from index.findings import Finding, Found, Killed, Left, Named, Noted, Same, Settled
from index.library import Change, Library
from index.progress import Progress
from index.readers import Unreadable
from index.sources import BY_HAND, Place, Source


class Taking:
    """Takes what is found into a library, within one run."""

    def __init__(self, library: Library, run: int) -> None:
        self._library = library
        self._run = run
        self._changed = set[tuple[int, str]]()
        self._kept_out = set[tuple[int, str]]()
        self._names = dict[int, str]()

    def take(
        self, source: Source | None, finding: Finding | Exception | None, progress: Progress
    ) -> Progress:
        """Stores one finding and counts it; `None` and an error say that its source has ended."""
        match finding:
            case Found():
                return self._found(source, finding, progress)
            case Killed(place, kill):
                number = BY_HAND if source is None else source.number
                gone = self._library.withdraw(kill, run=self._run, source=number, place=place)
                return replace(progress, removed=progress.removed + gone)
            case Unreadable():
                return replace(progress, read=progress.read + 1, skipped=progress.skipped + 1)
        assert source is not None
        match finding:
            case Settled():
                return self._settled(source, finding, progress)
            case Left(place):
                gone = self._library.release(source.number, place)
                return replace(progress, removed=progress.removed + gone)
            case Same(place):
                held = self._library.count_held(source.number, place)
                return replace(progress, read=progress.read + held, unchanged=progress.unchanged + held)
            case Noted(seen):
                self._note(source, seen)
            case Named(name):
                self._names[source.number] = name
            case None:
                self._library.note_outcome(source.number, name=self._names.get(source.number, ""))
            case _:
                self._library.note_outcome(source.number, failure=str(finding))
                return replace(progress, failed=progress.failed + 1)
        return progress

    def _found(self, source: Source | None, found: Found, progress: Progress) -> Progress:
        if source is None:
            done = self._library.add(found.article, run=self._run)
        else:
            done = self._library.add(found.article, run=self._run, source=source.number, place=found.place)
            if done is Change.KEPT_OUT:
                self._kept_out.add((source.number, found.place))
            elif done is not Change.UNCHANGED:
                self._changed.add((source.number, found.place))
        return replace(progress, read=progress.read + 1, **{done.value: getattr(progress, done.value) + 1})

    def _settled(self, source: Source, settled: Settled, progress: Progress) -> Progress:
        seen = settled.place
        is_changed = (source.number, seen.place) in self._changed
        self._changed.discard((source.number, seen.place))
        gone = self._library.release(source.number, seen.place, before=self._run)
        since = datetime.now(UTC) if is_changed or seen.since is None else seen.since
        self._note(source, replace(seen, since=since))
        return replace(progress, removed=progress.removed + gone)

    def _note(self, source: Source, seen: Place) -> None:
        """Keeps what was seen at a place; where a kill keeps an article out, it is read again each time.

        The article comes in once the kill is no more, though nothing has changed there.
        """
        is_settled = (source.number, seen.place) not in self._kept_out
        self._kept_out.discard((source.number, seen.place))
        self._library.note_place(source.number, seen if is_settled else replace(seen, stamp=""))

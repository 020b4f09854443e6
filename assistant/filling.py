"""Whether passages that have no vector yet are getting theirs, by whichever process, and how long it takes.

Does not know who makes them: it is told their numbers now and then, and compares.
"""

from dataclasses import dataclass

STALLED_AFTER = 90.0
"""Seconds without one more passage or vector: whoever made them has ended."""
_RATED_AFTER = 15.0
"""Seconds from which a rate says something."""


@dataclass(frozen=True, slots=True)
class Filling:
    """How far the vectors are; `seconds_left` is `None` where nobody can say."""

    made: int
    whole: int
    is_stalled: bool
    seconds_left: float | None

    @property
    def missing(self) -> int:
        return self.whole - self.made


@dataclass(frozen=True, slots=True)
class _Look:
    """What was seen, and when."""

    seconds: float
    made: int
    whole: int


class Watch:
    """Looks at one library's numbers; one thread at a time."""

    def __init__(self) -> None:
        self._first: _Look | None = None
        self._last: _Look | None = None

    def look(self, made: int, whole: int, seconds: float) -> Filling | None:
        """How far it is; `None` where every passage has its vector. `seconds` count from any beginning."""
        now = _Look(seconds, made, whole)
        if made >= whole:
            self._first = self._last = None
            return None
        if self._first is None or self._last is None or made < self._last.made:  # or the library is another
            self._first = self._last = now
        elif (made, whole) != (self._last.made, self._last.whole):
            self._last = now
        is_stalled = seconds - self._last.seconds > STALLED_AFTER
        passed, grown = self._last.seconds - self._first.seconds, made - self._first.made
        is_rated = grown > 0 and passed >= _RATED_AFTER and not is_stalled
        return Filling(made, whole, is_stalled, passed / grown * (whole - made) if is_rated else None)

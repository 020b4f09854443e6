"""One request at a time to each host, and a pause after each.

Knows nothing of what is asked there.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_MOST_KEPT = 1000
"""Hosts: beyond that, those whose pause is over are forgotten."""

LONGEST_PAUSE = 30.0
"""Seconds that a host may ask for between two requests."""


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    waiting: int = 0
    """Who has its turn or waits for it."""
    ended: float = float("-inf")
    """When the last turn was over."""


class Turns:
    """Safe to use from several threads; a thread has one turn at a time, or two could wait for each other."""

    def __init__(self, *, sleep: Callable[[float], None], now: Callable[[], float]) -> None:
        """`sleep` takes seconds, `now` gives them from any start, never going back."""
        self._sleep = sleep
        self._now = now
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, name: str, pause: float) -> Iterator[None]:
        """Waits until nobody else asks this host and `pause` seconds have gone since the last one did."""
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
            host.waiting += 1
        try:
            with host.lock:
                # not `while`: the clock of `sleep` may be coarser than that of `now`
                if (wait := host.ended + min(pause, LONGEST_PAUSE) - self._now()) > 0:
                    self._sleep(wait)
                try:
                    yield
                finally:
                    host.ended = self._now()
        finally:
            with self._lock:
                host.waiting -= 1
                if len(self._hosts) > _MOST_KEPT:
                    self._forget()

    def __len__(self) -> int:
        """How many hosts are kept in mind."""
        return len(self._hosts)

    def _forget(self) -> None:
        over = self._now() - LONGEST_PAUSE
        for name in [name for name, host in self._hosts.items() if not host.waiting and host.ended < over]:
            del self._hosts[name]

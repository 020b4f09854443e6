"""A fetcher for tests: a clock that nobody waits for, and names that lead where a test says.

Knows nothing of what is fetched.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore

from index.fetch import Fetcher

PUBLIC = "93.184.215.14"


class Clock:
    """Goes on only while somebody sleeps; for tests of one thread."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class Names:
    """What a name server says: for each name its addresses, or one list after another, the last for ever."""

    def __init__(self, **answers: Iterable[tuple[str, ...]]) -> None:
        self._answers = {name.replace("_example", ".example"): list(said) for name, said in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.asked.append(host)
        answers = self._answers.get(host, [(host,)])
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Rerouted(httpcore.NetworkBackend):
    """Connects to loopback whatever address it is given, and keeps which it was."""

    def __init__(self) -> None:
        self.connected: list[str] = []
        self._real = httpcore.SyncBackend()
        self._lock = threading.Lock()

    def connect_tcp(self, host: str, port: int, *more: Any, **named: Any) -> httpcore.NetworkStream:
        with self._lock:
            self.connected.append(host)
        return self._real.connect_tcp("127.0.0.1", port, *more, **named)


@contextmanager
def fetching(clock: Clock | None = None, **options: Any) -> Iterator[Fetcher]:
    """A fetcher that may ask this machine, and that pauses for nobody, unless told otherwise."""
    clock = Clock() if clock is None else clock
    usual: dict[str, Any] = {"private_addresses": True, "per_host_seconds": 0.0}
    with Fetcher(sleep=clock.sleep, now=clock.now, **usual | options) as fetcher:
        yield fetcher

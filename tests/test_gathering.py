"""Slow sources side by side: each in its own order, one end for all, stopped when nobody listens."""

import threading
from collections.abc import Iterator

from index.gathering import AT_ONCE, gathered


def test_each_source_gives_its_things_in_order_and_then_its_end() -> None:
    given = [*gathered(range(20), lambda job: iter([f"{job}-{n}" for n in range(100)]))]
    assert len(given) == 20 * 101
    for job in range(20):
        assert [thing for one, thing in given if one == job] == [f"{job}-{n}" for n in range(100)] + [None]


def test_an_error_ends_its_own_source_alone() -> None:
    def look(job: int) -> Iterator[int]:
        yield job
        if job == 1:
            raise ValueError("no")

    ends = {job: thing for job, thing in gathered([0, 1, 2], look) if not isinstance(thing, int)}
    assert ends[0] is ends[2] is None and isinstance(ends[1], ValueError)


def test_sources_are_looked_through_at_the_same_time() -> None:
    together = threading.Barrier(AT_ONCE, timeout=20)

    def look(job: int) -> Iterator[int]:
        together.wait()
        yield job

    assert sum(thing is not None for _, thing in gathered(range(AT_ONCE), look)) == AT_ONCE


def test_nothing_goes_on_once_nobody_listens() -> None:
    stopped = threading.Event()

    def look(job: int) -> Iterator[int]:
        try:
            yield from range(10_000_000)
        finally:
            stopped.set()

    things = gathered([0], look)
    next(things)
    things.close()  # type: ignore[attr-defined]
    assert stopped.wait(20)


def test_without_sources_there_is_nothing() -> None:
    assert [*gathered([], lambda job: iter([job]))] == []

"""Several slow sources are looked through at the same time, and what they find comes out of one end.

Does not know what is found.
"""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

Job = TypeVar("Job")
Thing = TypeVar("Thing")

AT_ONCE = 8
"""Sources: they wait for servers, not for the processor."""
_AHEAD = 64
"""Things that may wait to be taken, so that memory stays bounded."""
_SECONDS = 0.2


def gathered(
    jobs: Sequence[Job], look_through: Callable[[Job], Iterator[Thing]]
) -> Iterator[tuple[Job, Thing | Exception | None]]:
    """What each job finds, in the job's own order; then the error that ended it, or `None`.

    Closing this stops the jobs at the next thing they find.
    """
    found = queue.Queue[tuple[Job, Thing | Exception | None]](_AHEAD)
    waiting = queue.SimpleQueue[Job]()
    for job in jobs:
        waiting.put(job)
    stopped = threading.Event()

    def put(job: Job, thing: Thing | Exception | None) -> None:
        while not stopped.is_set():
            with suppress(queue.Full):
                found.put((job, thing), timeout=_SECONDS)
                return

    def work() -> None:
        while not stopped.is_set():
            try:
                job = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                for thing in look_through(job):
                    put(job, thing)
                    if stopped.is_set():
                        return
            except Exception as error:
                put(job, error)
            else:
                put(job, None)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(AT_ONCE, len(jobs)))]
    for thread in threads:
        thread.start()
    try:
        for _ in jobs:
            while True:
                job, thing = found.get()
                yield job, thing
                if thing is None or isinstance(thing, Exception):
                    break
    finally:
        stopped.set()
        for thread in threads:
            thread.join(timeout=_SECONDS)

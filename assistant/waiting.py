"""Work that says now and then that it is still going becomes signs for whoever waits for its result.

Does not know what is worked on.
"""

from collections.abc import Generator
from contextlib import closing
from typing import TypeVar

Sign = TypeVar("Sign")
Result = TypeVar("Result")


def while_waiting(work: Generator[object, None, Result], sign: Sign) -> Generator[Sign, None, Result]:
    """Yields `sign` each time that `work` yields, and returns what it returns; closing this closes it."""
    with closing(work):
        while True:
            try:
                next(work)
            except StopIteration as ended:
                result: Result = ended.value
                return result
            yield sign

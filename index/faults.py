"""What a check of a library finds wrong.

Does not know how it is found or mended.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a library that should not be, such as vectors of passages that are gone."""

    what: str
    """In the plural: what there are `count` of."""
    count: int
    done: str
    """What was done about it."""
    command: str = ""
    """What is left to be done by whoever checks; empty where it is mended."""

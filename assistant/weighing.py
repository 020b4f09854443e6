"""Linear models over the fields of a dataclass: weighed sums, and what makes probabilities of them.

Does not know what is weighed.
"""

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def weighed(weights: "DataclassInstance", seen: "DataclassInstance") -> float:
    """The sum of all fields, each times the weight of the same name; both are of one class."""
    values = _values(type(weights))  # astuple copies, which is ten times slower
    return math.fsum(map(operator.mul, values(weights), values(seen)))


@cache
def _values(kind: type) -> Callable[[object], tuple[float, ...]]:
    return operator.attrgetter(*(field.name for field in fields(kind)))


def softmax(scores: Sequence[float]) -> list[float]:
    """Shares that add up to 1; a score that is larger by 1 has e times the share."""
    largest = max(scores, default=0.0)
    parts = [math.exp(score - largest) for score in scores]
    whole = math.fsum(parts)
    return [part / whole for part in parts]


def logistic(score: float) -> float:
    """From 0 to 1: .5 for a score of 0."""
    return 1.0 / (1.0 + math.exp(-score)) if score > -700 else 0.0

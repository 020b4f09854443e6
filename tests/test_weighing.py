"""Weighed sums and what makes probabilities of them."""

import math
from dataclasses import dataclass

import pytest

from assistant.weighing import logistic, softmax, weighed


@dataclass(frozen=True, slots=True)
class Seen:
    height: float
    width: float


@dataclass(frozen=True, slots=True)
class Other:
    width: float
    weight: float


def test_each_field_is_weighed_by_the_weight_of_its_name() -> None:
    assert weighed(Seen(height=2, width=10), Seen(height=3, width=0.5)) == 11
    assert weighed(Seen(width=10, height=2), Seen(width=0.5, height=3)) == 11


def test_two_classes_do_not_mix() -> None:
    assert weighed(Other(3, 1), Other(2, 4)) == 10
    assert weighed(Seen(1, 1), Seen(4, 5)) == 9


def test_shares_add_up_to_one_and_a_score_larger_by_one_has_e_times_the_share() -> None:
    shares = softmax([1.0, 2.0, -3.0])
    assert sum(shares) == pytest.approx(1)
    assert shares[1] / shares[0] == pytest.approx(math.e)
    assert softmax([5.0, 5.0]) == [0.5, 0.5]
    assert softmax([]) == []


def test_scores_of_any_size_have_shares_and_probabilities() -> None:
    assert softmax([1e6, 0.0]) == [1.0, 0.0]
    assert softmax([-1e6, -1e6]) == [0.5, 0.5]
    assert (logistic(-1e6), logistic(1e6)) == (0.0, 1.0)


def test_a_probability_grows_with_its_score_and_is_even_at_nought() -> None:
    assert logistic(0) == 0.5
    probabilities = [logistic(score) for score in (-800, -10, -1, 0, 1, 10)]
    assert probabilities == sorted(probabilities)
    assert logistic(-2) == pytest.approx(1 - logistic(2))

"""Figures in sentences: their value, what they count, and when two of them cannot both be right."""

import pytest

from assistant.amounts import amounts, differ


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("It sent 18 Leopard 2A6 tanks.", [18]),
        ("It sent twenty-one tanks and 1,340 rounds.", [21, 1340]),
        ("It cost $6.2 billion.", [6.2e9]),
        ("It cost 165 million euros.", [1.65e8]),
        ("It gave more than a dozen tanks.", [12]),
        ("Prices rose 9.1% in June 2022.", [9.1]),
        ("On 24 February 2023 at 4.17 a.m. it began.", []),
        ("The Leopard 2 and Nord Stream 2 are named so.", []),
        ("T-72s and M1A1s came.", []),
        ("", []),
        ("1," * 900, []),
    ],
)
def test_figures_are_numbers_but_dates_years_and_names_are_not(sentence: str, values: list[float]) -> None:
    assert [amount.value for amount in amounts(sentence)] == pytest.approx(values)


def test_a_figure_counts_what_stands_behind_it() -> None:
    (amount,) = amounts("Norway has delivered eight Leopard 2A4 tanks to Ukraine.")
    assert amount.phrase == "Leopard 2A4 tanks"
    assert amount.unit == ""


@pytest.mark.parametrize(
    ("sentence", "shown", "exactness"),
    [
        ("It gave at least $3 billion.", "at least $3 billion", "least"),
        ("It gave up to ten tanks.", "up to ten", "most"),
        ("It gave about 40 vehicles.", "about 40", "about"),
        ("It gave the first four tanks.", "four", "part"),
        ("It gave ten more.", "ten", "part"),
        ("It goes 15,000 miles per hour.", "15,000", "part"),
        ("It gave a dozen tanks.", "a dozen", ""),
    ],
)
def test_how_exactly_a_figure_is_meant(sentence: str, shown: str, exactness: str) -> None:
    (amount,) = amounts(sentence)
    assert (sentence[amount.start : amount.end], amount.exactness) == (shown, exactness)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("14 tanks", "18 tanks", True),
        ("14 tanks", "14 tanks", False),
        ("at least 14 tanks", "18 tanks", False),
        ("14 tanks", "up to 18 tanks", False),
        ("more than 14 tanks", "five tanks", True),
        ("about 40 tanks", "43 tanks", False),
        ("7 million miles", "6.8 million miles", False),
        ("the first four tanks", "14 tanks", False),
        ("$5", "5%", False),
    ],
)
def test_figures_differ_where_they_cannot_both_be_right(one: str, other: str, expected: bool) -> None:
    (first,), (second,) = amounts(f"It was {one}."), amounts(f"It was {other}.")
    assert differ(first, second) is expected
    assert differ(second, first) is expected


@pytest.mark.parametrize("sentence", ["Two-thirds of tanks left.", "He gave half a dozen tanks."])
def test_parts_of_a_fraction_are_no_figures(sentence: str) -> None:
    assert not list(amounts(sentence))

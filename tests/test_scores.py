"""A score is not turned round, whoever tells it."""

import pytest

from assistant.scores import turned


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Carrick beat Riga 2-3.", "Carrick beat Riga 3-2."),
        ("Carrick won 1–3 at home.", "Carrick won 3–1 in its own hall."),
        ("The council voted 4-40 for it.", "The council voted 40-4 for it."),
    ],
)
def test_a_score_told_the_other_way_round_is_found(claim: str, source: str) -> None:
    assert turned(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Carrick beat Riga 3-2.", "Carrick beat Riga 3-2."),
        ("Carrick lost 2-3 to Riga.", "Carrick was beaten 3-2 by Riga."),
        ("Riga lost 2-3.", "Carrick beat Riga 3-2."),
        ("Carrick drew 2-2 and won 3-2.", "Carrick drew 2-2, then won 3-2."),
        ("Carrick is on page 2-3.", "Carrick plays on."),
        ("Carrick leads 2-3 in the T-72 cup.", "Carrick leads 2-3; it was 3-2."),
    ],
)
def test_the_same_score_from_the_other_side_is_none(claim: str, source: str) -> None:
    assert not turned(claim, source)

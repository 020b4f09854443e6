"""Words put into a copy of a source, or qualifiers left out of it, are found; a retelling is none."""

import pytest

from assistant.grounds import grounds
from assistant.near_copies import added, left_out
from tests.cited import sources

SOURCE = "The former mayor of Carrick showed a train loaded with five vans and two boats."


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("The former mayor of Carrick showed a train loaded with five vans and two rockets.", ["rockets"]),
        ("The former mayor of Carrick showed a train loaded with five wooden vans.", ["wooden"]),
        ("The former mayor of Carrick hid a train loaded with five vans and two boats.", ["hid"]),
    ],
)
def test_a_word_put_into_a_copy_is_found(claim: str, words: list[str]) -> None:
    assert list(added(claim, grounds(sources(SOURCE)))) == words


@pytest.mark.parametrize(
    "claim", [SOURCE, "", "Five vans were seen on wagons, the politician from Carrick revealed.", "x" * 2000]
)
def test_a_copy_without_changes_and_a_retelling_have_none(claim: str) -> None:
    assert not list(added(claim, grounds(sources(SOURCE))))


def test_a_qualifier_left_out_of_a_copy_is_found() -> None:
    claim = SOURCE.replace("former ", "")
    assert list(left_out(claim, grounds(sources(SOURCE)))) == ["former"]
    assert not list(left_out(SOURCE, grounds(sources(SOURCE))))

"""Words put into a copy of a source, or qualifiers left out of it, are found; a retelling is none."""

import numpy as np
import pytest

from assistant.grounds import grounds
from assistant.near_copies import added, exchanged, left_out, turned_way
from assistant.support import share, support, texts
from tests.cited import sources

SOURCE = "The former mayor of Carrick showed a train loaded with five vans and two boats."


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("The former mayor of Carrick showed a train loaded with five vans and two rockets.", ["rockets"]),
        ("The former mayor of Carrick showed a train loaded with five wooden vans.", ["wooden"]),
        ("Doctors of the former mayor of Carrick showed a train loaded with vans.", ["doctors"]),
        ("The former mayor of Carrick showed a train loaded with five non-vans and two boats.", ["non-vans"]),
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


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The club spent the rest of the season abroad.",
            "The club spent the remainder of the season abroad.",
        ),
        ("Her envoy began the talks in Riga.", "Her ambassador started the talks in Riga."),
        ("The judge saw no danger in the drug.", "The judge saw no risk in the drug."),
        ("The firm will close a factory in May.", "The company will close a plant in May."),
        ("The team aims to double its revenue.", "The team has the goal of doubling its income."),
        ("Heavy rain reduced the harvest.", "Heavy rain cut the harvest."),
        ("The film shows the quake.", "The movie shows the earthquake."),
        ("Phone calls to the mayor continued.", "Telephone calls to the mayor went on and continued."),
    ],
)
def test_a_word_that_says_the_same_is_not_put_in(claim: str, source: str) -> None:
    assert not list(added(claim, grounds(sources(source))))
    assert share(claim, grounds(sources(source))) == 1


def test_a_part_with_a_figure_of_its_source_is_not_called_unsaid() -> None:
    claim = "The ferry bill passed the upper house, with 40 deputies in favour and nobody opposed."
    said = "The upper house passed the ferry bill"
    for source, least in ((f"{said} by 40 to 0.", 2.0), (f"{said}.", 0.0)):
        held = grounds(sources(source))
        nothing_near = {text: np.zeros(2, np.float32) for text in texts(claim, held)}
        assert support(claim, held, nothing_near).unsaid == least


def test_a_qualifier_left_out_of_a_copy_is_found() -> None:
    claim = SOURCE.replace("former ", "")
    assert list(left_out(claim, grounds(sources(SOURCE)))) == ["former"]
    assert not list(left_out(SOURCE, grounds(sources(SOURCE))))
    said = grounds(sources("Deputies provisionally agreed to open all ports except in Carrick."))
    assert list(left_out("Deputies agreed to open all ports, also in Carrick.", said)) == [
        "provisionally",
        "except",
    ]


@pytest.mark.parametrize(
    ("claim", "source", "pair"),
    [
        ("Exports rose while imports fell.", "Exports fell while imports rose.", ("rose", "fell")),
        ("The pilot lived but his guest died.", "The guest lived but his pilot died.", ("pilot", "guest")),
        (
            "It was shot in Denmark by an Icelandic crew.",
            "It was shot in Iceland by a Danish crew.",
            ("Denmark", "Icelandic"),
        ),
        ("Rain and snow fell.", "Snow and rain fell.", None),
        ("While imports rose, exports fell.", "Exports fell while imports rose.", None),
    ],
)
def test_two_words_that_have_changed_places_are_found(
    claim: str, source: str, pair: tuple[str, str] | None
) -> None:
    found = [(one.text, other.text) for one, other in exchanged(claim, grounds(sources(source)))]
    assert found == ([pair] if pair else [])


def test_where_it_went_is_not_where_it_came_from() -> None:
    said = grounds(sources("The ferry carried 20 tonnes of corn to Riga."))
    assert list(turned_way("The ferry carried 20 tonnes of corn from Riga.", said)) == [
        ("from Riga", "to Riga")
    ]
    assert not list(turned_way("The ferry carried 20 tonnes of corn to Riga.", said))
    assert not list(turned_way("The ferry carried 20 tonnes of corn from Oslo to Riga.", said))

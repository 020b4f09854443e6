"""Names that an article gives in another form, or only as its topic, against names put for another.

Does not know the verdict on a whole sentence.
"""

import re
from collections.abc import Iterator

import pytest

from assistant.aliases import is_called, is_outlet, is_topic
from assistant.binding import exchanged, swapped
from assistant.grounds import Ground
from assistant.naming import Name, names
from assistant.same_name import find
from tests.cited import cited


def _ground(article: str, quote: str, outlet: str = "Harbour News") -> Ground:
    """The cited sentence of an article, whose sentences end with a stop and a space before a capital."""
    sentences = re.split(r"(?<=\.) (?=[A-Z])", article)
    return cited(*sentences, which=sentences.index(quote), outlet=outlet)[0]


def _named(claim: str, ground: Ground) -> dict[str, Name]:
    return {one.text: one for one in names(claim, f"{ground.body} {ground.text}")}


def _where(claim: str, ground: Ground) -> Iterator[tuple[str, str]]:
    for text, name in _named(claim, ground).items():
        yield text, find(name, [ground]).where


CLUB = "Fans had queued for the Weston Herons since dawn. The Herons won the match by two goals."


def test_a_city_stands_for_its_team_where_the_article_calls_it_by_both() -> None:
    ground = _ground(CLUB, "The Herons won the match by two goals.")
    assert dict(_where("Weston won by two goals.", ground)) == {"Weston": "own"}
    assert is_called(_named("Weston won.", ground)["Weston"], ground)


def test_another_city_does_not_stand_for_the_team() -> None:
    ground = _ground(f"{CLUB} The Larks of Easton were late.", "The Herons won the match by two goals.")
    assert dict(_where("Easton won by two goals.", ground)) == {"Easton": "context"}


@pytest.mark.parametrize(
    ("outlet", "claimed", "is_it"),
    [
        ("thebeacon.co.uk", "The Beacon", True),
        ("www.beacon.com", "Beacon", True),
        ("lantern.com", "Beacon", False),
    ],
)
def test_an_outlet_is_known_by_its_host(outlet: str, claimed: str, is_it: bool) -> None:
    ground = _ground("The mill has closed.", "The mill has closed.", outlet)
    assert is_outlet(_named(f"According to {claimed}, the mill is shut.", ground)["Beacon"], ground) is is_it


def test_a_name_of_the_article_in_no_others_role_is_a_topic() -> None:
    article = "The Glass Tower returns in May. It was filmed by Ada Brookfield with a small crew."
    ground = _ground(article, "It was filmed by Ada Brookfield with a small crew.")
    name = _named('The new season of "Glass Tower" was filmed with a small crew.', ground)["Glass Tower"]
    assert is_topic(name, ground)


def test_a_name_in_anothers_role_is_no_topic() -> None:
    article = "Corvan bought the pier. Melrow bought the mill."
    ground = _ground(article, "Melrow bought the mill.")
    assert not is_topic(_named("Corvan bought the mill.", ground)["Corvan"], ground)


def test_who_may_be_meant_by_a_pronoun_is_left_to_the_context() -> None:
    ground = _ground("Norway met Spain. It gives Finland no boats.", "It gives Finland no boats.")
    assert not is_topic(_named("Spain gives Finland no boats.", ground)["Spain"], ground)


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("Due to open in May, the Corvan pier is closed.", 'He said "no." Due to rain it shut.', ["Corvan"]),
        ("She joined the Hall of Fame in May.", "", ["Hall of Fame"]),
        ("The part went to Marlon West.", "", ["Marlon West"]),
        ("Ines von der Aue spoke.", "", ["Ines von der Aue"]),
        ("Ada Brook of the Corvan Trust spoke.", "", ["Ada Brook", "Corvan Trust"]),
    ],
)
def test_names_are_read_whole_and_without_the_words_that_open_a_sentence(
    text: str, known: str, expected: list[str]
) -> None:
    assert [one.text for one in names(text, known)] == expected


def test_a_first_name_that_the_source_leaves_out_is_only_doubted() -> None:
    ground = _ground("The prize went to Tarrant at last.", "The prize went to Tarrant at last.")
    place = find(_named("The prize went to Odile Tarrant.", ground)["Odile Tarrant"], [ground])
    assert (place.where, place.lacking) == ("own", ("Odile",))


def test_another_first_name_than_the_sources_is_not_found() -> None:
    ground = _ground("The prize went to Odile Tarrant.", "The prize went to Odile Tarrant.")
    assert not find(_named("The prize went to Agnes Tarrant.", ground)["Agnes Tarrant"], [ground]).where


def test_two_people_who_have_changed_roles_are_told_though_only_one_is_known_as_a_person() -> None:
    said = "On Monday, Tarrant accused fellow player Odile Marsh of cheating."
    ground = _ground(f"Tarrant said little. {said}", said)
    claim = "Odile Marsh accused Bruno Tarrant of cheating."
    assert list(swapped(claim, names(claim, ground.body), [ground])) == [("Odile Marsh", "Tarrant")]
    assert not list(swapped(said, names(said, ground.body), [ground]))


def test_two_people_who_have_changed_prizes_are_told() -> None:
    said = (
        "The film won twice, with Odile Marsh winning best lead role and director Bruno Tarrant taking "
        "the prize for top direction."
    )
    ground = _ground(said, said)
    claim = "Bruno Tarrant won best lead role, and Odile Marsh the prize for top direction."
    assert list(exchanged(claim, names(claim, ground.text), [ground]))


def test_a_name_that_the_claim_keeps_has_not_been_replaced() -> None:
    ground = _ground("The pier is owned by Corvan. Melrow bought the mill.", "Melrow bought the mill.")
    kept = _named("Corvan let Melrow buy the mill.", ground)["Corvan"]
    assert is_topic(kept, ground)

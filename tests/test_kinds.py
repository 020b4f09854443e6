"""Kinds of items: which nouns ask for them, and which words of a sentence are of a kind.

Knows nothing of deeds.
"""

import pytest

from assistant.kinds import Kind, asked_kind, named, says_only_the_kind


def found(kind: Kind, text: str, around: str = "") -> list[str]:
    return [one.name for one in named(kind, text, around)]


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("countries", Kind.COUNTRY),
        ("allies", Kind.COUNTRY),
        ("ministers", Kind.PERSON),
        ("banks", Kind.ORGANISATION),
        ("cities", Kind.PLACE),
        ("newspapers", Kind.OUTLET),
        ("weapons", Kind.ARMS),
        ("reasons", None),
    ],
)
def test_a_noun_asks_for_a_kind(noun: str, kind: Kind | None) -> None:
    assert asked_kind(noun) is kind


def test_some_nouns_mean_all_of_a_kind_and_others_some() -> None:
    assert says_only_the_kind("people")
    assert not says_only_the_kind("ministers")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Ada Lund met Mr. Grue and Gen. Carl de Vest.", ["Ada Lund", "Grue", "Carl de Vest"]),
        ("Olaf Grue spoke; Grue left.", ["Olaf Grue", "Olaf Grue"]),
        ("The General Assembly met in New York on Monday.", []),
        ("King Charles III opened Credit Bank.", ["Charles III"]),
        ("Minister of Transport", []),
    ],
)
def test_people_are_known_by_a_title_or_a_given_name(text: str, names: list[str]) -> None:
    assert found(Kind.PERSON, text) == names


def test_a_surname_is_known_from_the_text_around() -> None:
    assert found(Kind.PERSON, "Lund resigned.", "Chancellor Ada Lund spoke.") == ["Ada Lund"]
    assert found(Kind.PERSON, "Lund resigned.") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("McDonald’s and Credit Bank of Moscow left.", ["McDonald's", "Credit Bank of Moscow"]),
        ("The airline Aerolund stopped; Bumar, a Polish company, did not.", ["Aerolund", "Bumar"]),
        ("Ada Lund left on Monday.", []),
    ],
)
def test_companies_are_known_by_name_or_by_a_word_that_says_so(text: str, names: list[str]) -> None:
    assert found(Kind.ORGANISATION, text) == names


def test_places_are_cities_and_what_is_called_one_but_no_seats_of_power() -> None:
    text = "Missiles hit Kyiv, New York and the town of Foo; the Kremlin was silent."
    assert found(Kind.PLACE, text) == ["Kyiv", "New York", "Foo"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "18 Leopard 2A6 tanks and its only S-300 air defence system",
            ["Leopard 2A6 tanks", "S-300 air defence system"],
        ),
        ("four IRIS-T SLM systems, 500 Stinger missiles", ["IRIS-T SLM systems", "Stinger missiles"]),
        ("money, food and 20 lorries", []),
    ],
)
def test_arms_are_noun_phrases_without_their_number(text: str, names: list[str]) -> None:
    assert found(Kind.ARMS, text) == names


def test_a_name_knows_where_it_stands() -> None:
    text = "Poland sent 14 Leopard 2A4 tanks."
    (tanks,) = named(Kind.ARMS, text)
    assert text[tanks.start : tanks.end] == "14 Leopard 2A4 tanks"


@pytest.mark.parametrize(
    "text", ["", " ", "战争", "é" * 3000, "A " * 2000, "Mr. " * 800, "of " * 1500, '"' * 2000]
)
@pytest.mark.parametrize("kind", list(Kind))
def test_hostile_text_has_no_names_and_takes_no_time(kind: Kind, text: str) -> None:
    assert isinstance(named(kind, text, text), list)

"""Names in a sentence: in which form they are the same, and where they cannot be who acts."""

import pytest

from assistant.actors import actors, group, is_meant, keys


def acting(sentence: str) -> list[str]:
    return [sentence[actor.start : actor.end] for actor in actors(sentence) if actor.acts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Germany", "the German government"),
        ("Germany", "Berlin"),
        ("Zelensky", "Mr. Zelensky"),
        ("President Biden", "Joe Biden"),
        ("the EU", "the European Union"),
        ("NATO", "the alliance"),
        ("Poland", "Polish Prime Minister Mateusz Morawiecki"),
    ],
)
def test_forms_of_one_name_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


def test_titles_tell_nobody_apart() -> None:
    assert not keys("President Biden") & keys("President Macron")
    assert not keys("Prime Minister Sunak") & keys("Prime Minister Truss")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("In Warsaw, Mr. Duda spoke.", ["Mr. Duda"]),
        ("Poland sent tanks to Ukraine.", ["Poland"]),
        ("After Germany sent tanks, France followed.", ["Germany", "France"]),
        ("Tanks came from Poland and Germany.", ["Tanks"]),
        ("On Tuesday Poland agreed.", ["Poland"]),
        ("", []),
    ],
)
def test_behind_a_preposition_nobody_acts(sentence: str, names: list[str]) -> None:
    assert acting(sentence) == names


def test_a_group_acts_together() -> None:
    sentence = "Denmark, Germany and the Netherlands sent tanks; Poland waited."
    named = actors(sentence)
    together = group(sentence, named, 1)
    assert is_meant(keys("Denmark"), together)
    assert is_meant(keys("the Dutch"), together)
    assert not is_meant(keys("Poland"), together)

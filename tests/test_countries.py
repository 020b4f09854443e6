"""Countries as news texts name them, and the days on which they joined NATO and the European Union."""

from datetime import date

import pytest

from assistant.countries import countries, mentions

BY_NAME = {country.name: country for country in countries()}


def members(day: date) -> set[str]:
    return {c.name for c in countries() if c.nato_since is not None and c.nato_since <= day}


def named(text: str) -> list[str]:
    return [mention.country.name for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Germany and the German army", ["Germany", "Germany"]),
        ("Britain, the UK and the United Kingdom", ["United Kingdom"] * 3),
        ("the U.S. and American tanks", ["United States"] * 2),
        ("Czech T-72s left the Czech Republic", ["Czech Republic"] * 2),
        ("Skopje and North Macedonia", ["North Macedonia"] * 2),
        ("Dutch F-16s", ["Netherlands"]),
        ("South Korea, not North Korea", ["South Korea", "North Korea"]),
        ("the Germania and a polish of brass", []),
        ("Give us tanks", []),
    ],
)
def test_countries_are_found_by_name_people_and_seat(text: str, countries: list[str]) -> None:
    assert named(text) == countries


def test_a_mention_knows_where_it_is_and_whether_it_names_the_seat() -> None:
    text = "Warsaw and Poland sent tanks."
    warsaw, poland = mentions(text)
    assert (text[warsaw.start : warsaw.end], text[poland.start : poland.end]) == ("Warsaw", "Poland")
    assert (warsaw.by_seat, poland.by_seat) == (True, False)
    assert warsaw.country == poland.country


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(1949, 4, 4), 12),
        (date(1999, 3, 12), 19),
        (date(2004, 3, 29), 26),
        (date(2020, 3, 27), 30),
        (date(2023, 4, 3), 30),
        (date(2023, 4, 4), 31),
        (date(2024, 3, 7), 32),
    ],
)
def test_nato_had_as_many_members_as_on_that_day(day: date, count: int) -> None:
    assert len(members(day)) == count


def test_the_european_union_has_27_members_and_britain_is_none_of_them() -> None:
    assert len([country for country in countries() if country.eu_since is not None]) == 27
    assert BY_NAME["United Kingdom"].eu_since is None


def test_no_member_of_nato_is_missing_at_the_end_of_2023() -> None:
    outside = {"Sweden", "Ukraine", "Austria", "Ireland", "Switzerland", "Georgia", "Moldova", "Serbia"}
    assert outside <= BY_NAME.keys()
    assert not outside & members(date(2023, 12, 28))
    assert {"Finland", "North Macedonia", "Turkey", "Iceland"} <= members(date(2023, 12, 28))


def test_no_name_stands_for_two_countries() -> None:
    names = [name for c in countries() for name in (c.name, *c.aliases, *c.seats)]
    assert len(names) == len(set(names))

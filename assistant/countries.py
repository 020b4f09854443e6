"""Countries as news texts name them: by name, by people, by seat of government; and which alliance has them.

Does not know any article; its table holds names and days of accession only.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Country:
    """A state with the days on which it joined NATO and the European Union, where it has.

    Sources: https://www.nato.int/cps/en/natohq/topics_52044.htm and
    https://european-union.europa.eu/principles-countries-history/eu-countries_en.
    """

    name: str
    aliases: tuple[str, ...]
    seats: tuple[str, ...]
    """Cities and houses that stand for its government."""
    nato_since: date | None
    eu_since: date | None


class Mention(NamedTuple):
    """Where a text speaks of a country; `by_seat` where it names the government's seat instead."""

    start: int
    end: int
    country: Country
    by_seat: bool


def mentions(text: str) -> Iterator[Mention]:
    """All countries that a text speaks of, in order."""
    for match in _pattern().finditer(text):
        country, by_seat = _names()[match.group()]
        yield Mention(match.start(), match.end(), country, by_seat)


@cache
def countries() -> tuple[Country, ...]:
    """All countries, by name."""
    with Path(__file__).with_name("countries.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Country(name, _listed(aliases), _listed(seats), _day(nato), _day(eu))
            for name, aliases, seats, nato, eu in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


@cache
def _names() -> dict[str, tuple[Country, bool]]:
    names = dict[str, tuple[Country, bool]]()
    for country in countries():
        names |= dict.fromkeys(country.seats, (country, True))
        names |= dict.fromkeys((country.name, *country.aliases), (country, False))
    return names


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(",") if name.strip())


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None

"""A number of a claim is of the thing and the time that its source has it of, or is a fault."""

from datetime import date

import pytest

from tests.cited import cited
from tests.faults import faults


def test_numbers_that_have_changed_places_are_a_fault() -> None:
    held = cited("The text had 141 votes in favour and 5 against, while 35 countries abstained.")
    assert faults("The text had 141 votes in favour, 35 against, and five countries abstained.", held) != []
    assert faults("The text had 5 votes against it and 141 in favour.", held) == []
    held = cited("It ended so: 141 in favour, 5 against.")
    assert faults("It ended so: 5 in favour, 141 against.", held) != []


def test_a_number_of_another_thing_in_the_same_sentence_is_a_fault() -> None:
    held = cited("He brought 89 tanks, 226 trucks and four helicopters.")
    assert faults("He brought 226 tanks.", held) != []
    assert faults("He brought 226 trucks.", held) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The 145 launches were in 1984.", "2021 had 145 launches, compared to 129 in 1984."),
        ("Houses rose by 15%, flats by 12%.", "The rents of flats rose by 15%, compared to 12% for houses."),
        ("It sold 90 boats in July.", "It sold 90 boats in May, compared to 40 boats in July."),
    ],
)
def test_a_number_put_to_another_time_or_thing_is_a_fault(claim: str, source: str) -> None:
    assert faults(claim, cited(source, published=date(2022, 5, 9))) != []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The council cut the number of trams from eleven to eight.",
            "It promised a rise from eight to eleven.",
        ),
        ("It has 71 pupils and 80 teachers who were ill.", "It has 80 pupils and 71 teachers who were ill."),
        ("The storm came at 120 kilometres an hour.", "The storm came at 120 mph."),
        ("It runs at 12 metres per second.", "It runs at 12 km/h."),
        ("Peru buys 20 trucks.", "Peru buys 12 M-20K trucks."),
        ("Two billion euros pay for roads.", "The first billion pays for roads."),
        (
            "Peru, Chile and 13 others stayed away.",
            "Of the members, 14 stayed away, among them Chile and Peru.",
        ),
        (
            "About half of the 60 million euros are grants.",
            "It has 60 million euros, 44 million of which are grants.",
        ),
    ],
)
def test_another_number_beside_the_same_words_is_a_fault(claim: str, source: str) -> None:
    assert faults(claim, cited(source)) != []


@pytest.mark.parametrize(
    ("claim", "other", "source"),
    [
        (
            "Ferro cut 12% of its staff.",
            "Ferro cut 15% of its staff.",
            "Carmaker Ferro cut 12% of jobs, and airline Skyra cut 15% of its staff.",
        ),
        (
            "Butter costs 9% more.",
            "Butter costs 4% more.",
            "Butter prices jumped 9%, while sugar costs 4% more.",
        ),
        (
            "Peru promised 19 trucks.",
            "Peru promised 18 trucks.",
            "Chile will send 18 trucks. Peru promised 19.",
        ),
    ],
)
def test_a_number_of_another_subjects_clause_is_a_fault(claim: str, other: str, source: str) -> None:
    held = cited(source)
    assert faults(claim, held) == []
    assert faults(other, held) != []


@pytest.mark.parametrize(
    "source",
    [
        "Ferro lost 5% in April. It climbed 8% in May.",
        "Ferro lost 5% in April and climbed 8% in May.",
        "Ferro lost 5% in April. The carmaker climbed 8% in May.",
    ],
)
def test_a_clause_that_takes_up_its_subject_has_the_numbers_of_it(source: str) -> None:
    assert faults("Ferro gained 8%.", cited(source)) == []

"""What kind of thing a question asks for, and where such things stand in a sentence."""

from itertools import pairwise
from pathlib import Path

import pytest

import assistant
from assistant.focus import NAMES, Focus, asked_clause, focus, spans

PLACES = [
    name.strip()
    for line in (Path(assistant.__file__).with_name("places.txt")).read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name in line.split(",")
]
EVERY = list(Focus)


def things(sentence: str, wanted: Focus, question: str = "") -> list[str]:
    return [sentence[start:end] for start, end in spans(sentence, wanted, question)]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who became prime minister?", Focus.PERSON),
        ("Which British politician resigned?", Focus.PERSON),
        ("Where did the train stop?", Focus.PLACE),
        ("Which country sent tanks?", Focus.PLACE),
        ("What city hosts the summit?", Focus.PLACE),
        ("Which company bought Twitter?", Focus.ORGANISATION),
        ("Which film won the prize?", Focus.WORK),
        ("What is the title of her album?", Focus.WORK),
        ("How many tanks were sent?", Focus.NUMBER),
        ("How large is the fleet?", Focus.NUMBER),
        ("How old is the king?", Focus.AGE),
        ("How high is the tower?", Focus.LENGTH),
        ("How much did the jets cost?", Focus.MONEY),
        ("What price was agreed?", Focus.MONEY),
        ("What percentage of members voted?", Focus.PERCENTAGE),
        ("When did Finland join NATO?", Focus.DAY),
        ("In which year was it built?", Focus.DAY),
        ("How long ago was it built?", Focus.DAY),
        ("Which spacecraft hit the asteroid?", Focus.NAME),
        ("Why did Hungary refuse?", Focus.OTHER),
        ("What did Macron say?", Focus.OTHER),
        ("Did Brazil send tanks?", Focus.OTHER),
    ],
)
def test_the_question_word_and_its_noun_tell_the_kind(question: str, kind: Focus) -> None:
    assert focus(question) is kind


def test_the_sentence_that_asks_tells_the_kind_and_not_those_before_it() -> None:
    told = "The company was founded in 1998. Who leads it?"
    assert asked_clause(told) == "Who leads it?"
    assert focus(told) is Focus.PERSON
    assert asked_clause("Tanks for Ukraine") == "Tanks for Ukraine"


@pytest.mark.parametrize(
    ("wanted", "sentence", "found"),
    [
        (Focus.PERSON, "Chancellor Olaf Scholz met Rishi Sunak of the Labour Party in Berlin.", 2),
        (Focus.PLACE, "Officials in Kharkiv, later in Lviv, thanked Poland.", 3),
        (Focus.ORGANISATION, "Airbus sold it to the Ministry of Defence in Spain.", 2),
        (Focus.WORK, "She won for “The Long Road” last night.", 1),
        (Focus.NUMBER, "Some 18 tanks, two-thirds of 1,200 and forty more.", 4),
        (Focus.MONEY, "It cost $60, later 4.5 billion euros and 12 shells.", 2),
        (Focus.PERCENTAGE, "Prices rose 9.1 percent, wages by 4%, half of it in 3 months.", 3),
        (Focus.DAY, "It opened on 7 April 2022, a Tuesday, after 30 days.", 2),
    ],
)
def test_a_sentence_has_so_many_things_of_a_kind(wanted: Focus, sentence: str, found: int) -> None:
    assert len(things(sentence, wanted)) == found


def test_what_the_question_names_is_not_its_answer() -> None:
    said = "The Bank of England raised rates, and Barclays followed."
    assert things(said, Focus.ORGANISATION, "Which bank followed the Bank of England?") == ["Barclays"]
    assert things(
        "Germany's tanks met Poland's.", Focus.PLACE, "Which country met German, or Germany's, tanks?"
    ) == ["Poland's"]
    assert things("In 2022 it sent 18 tanks.", Focus.NUMBER, "How many tanks did it send in 2022?") == ["18"]


def test_the_first_word_of_a_sentence_and_the_agency_that_wrote_it_are_no_names() -> None:
    assert things("The Hague Conference met.", Focus.NAME) == ["Hague Conference"]
    assert things("These are they, Reuters.", Focus.NAME) == []
    assert "Monday" not in things("On Monday Ben Wallace spoke.", Focus.PERSON)


@pytest.mark.parametrize("name", PLACES)
def test_every_place_of_the_list_is_a_place_and_nobody(name: str) -> None:
    bare = name.removeprefix("The ")
    for sentence in (f"It was seen near {name} in spring.", f"It was {name} that voted.", f"{name} voted."):
        assert things(sentence, Focus.PLACE) == [bare]
        assert things(sentence, Focus.PERSON) == []


def test_no_place_is_listed_twice_and_none_is_empty() -> None:
    assert all(PLACES)
    assert len(set(PLACES)) == len(PLACES)


@pytest.mark.parametrize("wanted", EVERY)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "A" * 2000,
        "A " * 1000,
        "Which " * 330,
        "how much " * 220,
        "“" * 2000,
        "1," * 1000,
        "one-" * 500,
        "President " * 200,
        "2022 " * 400,
        "Słowacja przekazała Ukrainie system S-300 w kwietniu.",
        "スロバキアは4月に300を供与した。",
    ],
)
def test_any_text_can_be_asked_and_read(wanted: Focus, text: str) -> None:
    assert focus(text) in EVERY
    found = spans(text, wanted, "What is it?")
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found) and all(one[1] <= other[0] for one, other in pairwise(found))
    if wanted is Focus.OTHER:
        assert found == []


def test_names_are_the_kinds_with_a_capital_letter() -> None:
    sentence = "in small letters nobody has a name, and 7 is one"
    assert all(things(sentence, kind) == [] for kind in NAMES)

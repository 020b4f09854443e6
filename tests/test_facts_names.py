"""The names of a claim: each is in the cited sentence in some form, or is a fault; who does what is kept."""

import pytest

from assistant.facts import lacking
from tests.cited import cited
from tests.faults import faults


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Britain sent tanks.", "The British government sent tanks."),
        ("The United Kingdom sent tanks.", "London sent tanks."),
        ("Germany agreed.", "Berlin agreed."),
        ("The EU agreed.", "The European Union agreed."),
        ("Scholz spoke.", "Chancellor Olaf Scholz spoke."),
        ("Cernochova spoke.", "Minister Jana Černochová spoke."),
        ("Zelenskyy spoke.", "President Zelensky spoke."),
        ("The IAEA warned.", "The International Atomic Energy Agency warned."),
        ("It sent T-72 tanks.", "It sent T-72M tanks."),
        ("It sent Leopard 2 tanks.", "It sent Leopard 2A4 tanks."),
        ("The Courier reported that tanks were sent.", "Tanks were sent."),
        ("Ada Quill reported that tanks were sent.", "Tanks were sent."),
        ("Sanctions hit tanks.", "The sanctions hit tanks."),
        ("Police searched the tanks.", "The tanks were searched."),
        ("A Scottish bass sang.", "A bass from Scotland sang."),
        ("A British bass sang.", "A Welsh bass sang."),
        ("Storms struck the United States.", "Storms struck America."),
        ("The BoE held its rate.", "The Bank of England held its rate."),
        ("The European Space Agency chose a lander.", "ESA chose a lander."),
        ("The film won an Academy Award.", "The film won an Oscar."),
        ("Ann Low, a North Carolina Democrat, spoke.", "Ann Low, D-N.C., spoke."),
        ("Among Republicans, Ann Low led.", "Ann Low, R-Ohio, led in her party."),
        ("Its site is Ripe Melons.", "Its site is RipeMelons.com."),
        ("Refurbished T9X trams came.", "The T9X trams came refurbished."),
        (
            "The list names thirteen union members that sent trams or paid.",
            "Thirteen of the union's 31 members sent trams or paid for some.",
        ),
        ("Milan-based Orto sued.", "Orto of Milan sued."),
        ("The GDR built trams in Germany.", "East Germany built trams."),
        ("Storms came around New Year.", "Storms came around the end of the year."),
        ("The Bundeswehr of Germany grew.", "The armed forces of Germany grew."),
        ("Ada Lindquest spoke.", "Ada Lindqvest spoke."),
        ("The dam yields 3 GW.", "The dam yields three gigawatts."),
        ("It paid EUR 3 million.", "It paid €3m."),
        ("The Labour Party won.", "Labour won."),
        ("It was 30 degrees Celsius.", "It was 30C."),
    ],
)
def test_a_name_in_another_form_is_no_fault(claim: str, source: str) -> None:
    assert faults(claim, cited(source)) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Slovakia sent tanks.", "Slovenia sent tanks."),
        ("Macron spoke.", "Chancellor Olaf Scholz spoke."),
        ("It sent Leopard 1 tanks.", "It sent Leopard 2 tanks."),
        ("It sent Leopard 2A6 tanks.", "It sent Leopard 2A4 tanks."),
        ("Harbour Wire reported that tanks were sent.", "Tanks were sent."),
        ("The tanks are in Munich.", "The tanks are in Berlin."),
        ("An English bass sang.", "A Welsh bass sang."),
        ("A Scottish bass sang.", "A British bass sang."),
        ("The Bank of Japan held its rate.", "The BoE held its rate."),
        ("The European Space Council chose a lander.", "ESA chose a lander."),
        ("The film won an Emmy.", "The film won an Oscar."),
        ("Ann Low, an Iowa Republican, spoke.", "Ann Low, R-Ohio, spoke."),
        ("Ann Low, an Ohio Democrat, spoke.", "Ann Low, R-Ohio, spoke."),
        ("The Knesset approved it.", "The parliament of Germany approved it."),
        ("Travelzoo lost money.", "The group Travel Lines lost money."),
        ("The International Court of Justice sat.", "The International Criminal Court sat."),
        ("The Washington Post wrote it.", "An American newspaper wrote it."),
        ("The dam yields 4 GW.", "The dam yields three gigawatts."),
    ],
)
def test_another_name_is_a_fault(claim: str, source: str) -> None:
    assert faults(claim, cited(source)) != []


def test_a_pronoun_stands_for_whom_the_sentence_before_names() -> None:
    held = cited(
        "Minister Jana Lund met President Olaf Berg.", "Later Minister Ada Holm spoke.", "She refused."
    )
    assert faults("Holm refused.", held) == []


def test_another_name_of_the_passage_in_place_of_the_sentences_own_is_a_fault() -> None:
    held = cited("President Olaf Berg arrived.", "Minister Ada Holm called the plan a mistake.")
    assert faults("Berg described the plan as a mistake.", held) != []


def test_who_did_it_must_not_be_another_than_in_the_source() -> None:
    held = cited("Poland has formally asked Germany for a permit.")
    assert faults("Germany has formally asked Poland for a permit.", held) != []
    assert faults("Germany was asked by Poland for a permit.", held) == []


def test_what_is_of_one_country_is_not_of_another() -> None:
    held = cited("Ada Holm, a Polish citizen, was held in Moscow.")
    assert faults("Holm is a Russian citizen who was held.", held) != []
    assert faults("Holm is a Polish citizen who was held in Moscow.", held) == []


def test_names_that_have_changed_places_between_two_clauses_are_a_fault() -> None:
    held = cited("Norway hopes for quiet in the old mine, while Sweden is proud of its new harbour.")
    assert faults("Sweden longs for quiet in the old mine, while Norway likes its new harbour.", held) != []
    assert faults("Norway longs for quiet in the old mine, while Sweden likes its new harbour.", held) == []


@pytest.mark.parametrize(
    "claim", ["The US Navy sold two ships.", "Ada Holm's Harrow Patriots sold two ships."]
)
def test_what_a_source_may_leave_out_is_only_in_doubt(claim: str) -> None:
    held = cited("The Navy sold two ships, which the Patriots, the team of Ada Holm, sold.")
    found = list(lacking(claim, held, None))
    assert found and not any(fault.is_certain for fault in found)
    assert any(fault.is_certain for fault in lacking(claim, cited("The Navy of Peru sold two ships."), None))


def test_rows_of_single_letters_are_read_to_their_end() -> None:
    """With a pattern that could match them in many ways it would not come back."""
    row = "A-" * 120 + "B"
    assert faults(f"{row} was sold.", cited("AAAAAC and AAAAAD were sold.")) != []
    assert faults("A " * 40 + "was sold.", cited("A B " * 40 + "was sold.")) is not None

"""The numbers of a claim: each is in the cited sentence, follows from it, or is a fault."""

from datetime import date

import pytest

from assistant.facts import lacking
from assistant.grounds import grounds
from tests.cited import cited, sources
from tests.faults import faults


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("14 tanks were sent.", "Fourteen tanks were sent."),
        ("Twenty-one crews are ready.", "There are 21 crews."),
        ("It cost €8bn.", "It cost 8 billion euros."),
        ("It cost 2.5 million dollars.", "It cost $2.5m."),
        ("A quarter of a million rounds arrived.", "250,000 rounds arrived."),
        ("Some 12 tanks were seen.", "A dozen tanks were seen."),
        ("About 40,000 troops are there.", "There are 39,700 troops there."),
        ("More than 200 men fell.", "It was 214 men who fell."),
        ("Hundreds of men fell.", "It was 340 men who fell."),
        ("Half of the fleet is old.", "50% of the fleet is old."),
        ("Two-thirds of the members agreed.", "67 percent of the members agreed."),
        (
            "The rate rose by three quarters of a percentage point.",
            "The rate rose by 0.75 percentage points.",
        ),
        ("It takes about two weeks.", "It takes 14 days."),
        ("It lasts four months.", "It lasts 120 days."),
        ("The mirror is 6.5 m wide.", "The mirror measures 6.5 metres."),
        ("The guns have a calibre of 105 mm.", "They are 105mm guns."),
        ("It adds between five and ten percent.", "It adds 5-10%."),
        ("She is 54 years old.", "She was aged 54."),
        ("Three states border it.", "Latvia, Poland and Norway border it."),
        ("The offer was doubled from 4 tanks to 8.", "The offer was doubled to eight tanks."),
        ("Together 18 tanks came.", "Ten tanks came from Oslo and eight tanks from Rome."),
        ("Two more voted for it than in May.", "It had 143 votes for it, after 141 votes in May."),
        ("Each pays 82.5 million euros.", "It costs 165 million euros, shared equally."),
        ("The runoff lasts four weeks.", "The runoff was cut from nine weeks to four."),
        ("The pipe held 60 psi.", "The pipe held 60 pounds per square inch."),
        ("Most were six or seven years old.", "Most were 6- and 7-year-olds."),
        ("It rose by a quarter of a point.", "It rose by a quarter point."),
        ("A run of 14 games ended.", "It ended Northgate's 14-game run."),
        ("Of the dozen clubs, ten lost fans.", "10 of the 12 clubs lost fans."),
        ("Sales fell to $40 million.", "Sales fell from $90 million to $40 million."),
        ("It ended after 70 minutes.", "It ended in the 70th minute."),
    ],
)
def test_a_number_in_another_form_or_one_that_follows_is_no_fault(claim: str, source: str) -> None:
    assert faults(claim, cited(source)) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Fifteen tanks were sent.", "Fourteen tanks were sent."),
        ("It cost 8 million euros.", "It cost 8 billion euros."),
        ("It cost 8 billion dollars.", "It cost 8 billion euros."),
        ("40 troops left.", "40% of the troops left."),
        ("More than 300 men fell.", "It was 214 men who fell."),
        ("Together 19 tanks came.", "Ten tanks came from Oslo and eight tanks from Rome."),
        ("Eight, six and four tanks add up to 20.", "There were eight, six and four tanks."),
        ("It lasts half a year.", "It lasts 120 days."),
        ("The wait was over a week.", "The wait was over a month."),
        ("A dud rate of 5 percent is known.", "A dud rate of 15 percent is known."),
        ("The runoff lasts five weeks.", "The runoff was cut from nine weeks to four."),
        ("The pipe held 70 psi.", "The pipe held 60 pounds per square inch."),
        ("Most were six or eight years old.", "Most were 6- and 7-year-olds."),
        ("It rose by half a point.", "It rose by a quarter point."),
        ("A run of 15 games ended.", "It ended Northgate's 14-game run."),
    ],
)
def test_another_amount_unit_or_sum_is_a_fault(claim: str, source: str) -> None:
    assert faults(claim, cited(source)) != []


def test_a_number_of_another_sentence_of_the_passage_is_a_fault_that_says_where_it_stands() -> None:
    held = cited("The army has 31 trucks.", "It gave some trucks away.")
    assert faults("The army gave 31 trucks away.", held) == [
        "The number 31 stands in another sentence of the article, not in the cited one."
    ]


def test_facts_may_come_from_several_cited_sentences() -> None:
    held = grounds(sources("Norway gave 8 tanks.", "Spain gave 6 tanks."))
    assert faults("Norway gave eight tanks and Spain six tanks.", held) == []


def test_reasons_name_the_fault_for_a_reader() -> None:
    assert faults("Macron spoke.", cited("Scholz spoke.")) == ["“Macron” is not named in the cited sentence."]


def test_a_sentence_of_more_numbers_than_are_read_is_never_without_doubt() -> None:
    table = " and ".join(str(number) for number in range(100, 200))
    assert list(lacking(f"{table} tanks.", cited(f"{table} tanks."), None)) != []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("They drew 1-1 in Oslo.", "It ended one apiece in Oslo."),
        ("Sales rose in the first quarter of 2022.", "Sales rose in the first quarter."),
        ("It opened on 25 December 2021.", "It opened on Christmas Day."),
        ("Most are seen from August to October.", "Most are seen from August through October."),
        ("The Berg Council agreed.", "The Council agreed."),
    ],
)
def test_a_period_a_score_or_a_name_in_another_form_is_no_fault(claim: str, source: str) -> None:
    assert faults(claim, cited("The Berg Council met.", source, published=date(2022, 5, 9))) == []


@pytest.mark.parametrize("claim", ["It sent 5O vans.", "It costs $3 billion a month."])
def test_a_misread_figure_or_another_rate_is_a_fault(claim: str) -> None:
    assert faults(claim, cited("It sent five vans and costs $3 billion."))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("More than half of the voters stayed at home.", "52% of the voters stayed at home."),
        ("A quarter of the patients relapsed.", "One in four patients relapsed."),
        ("It rose by a quarter of a percentage point.", "It rose by 25 basis points."),
        ("Ticket prices went up by a quarter.", "Ticket prices went up from $40 to $50."),
        ("Profits more than doubled.", "Profits climbed from $20 million to $45 million."),
        ("It is about three times the 17 permits.", "It gave 52 permits here and 17 permits there."),
        ("The Hawks won by six points.", "The Hawks beat the Bears 98-92."),
        ("Petrol costs 92 cents more.", "Petrol costs $3.22, up from $2.30."),
        ("Hundreds of people queued.", "Several hundred people queued."),
        ("The heat reached 40°C.", "The heat reached 40 degrees."),
        ("The match starts at 8pm.", "The match starts at 20:00."),
        ("The wait lasted 18 months.", "The wait lasted a year and a half."),
        ("The climb took an hour and a half.", "The climb took 90 minutes."),
        ("She won the 100 metres in Oslo.", "She won the 100m in Oslo."),
        ("The trip is 8 km long.", "The trip is five miles long."),
        ("The album sold 1.2 million copies.", "The album sold 1,234,567 copies."),
        ("It costs $102 billion over ten years.", "It costs $102 billion over the next decade."),
        ("He kept the job for nine months.", "He kept the job in the past nine months."),
        (
            "It fell by three points in May and two in June.",
            "It fell by 3 points in May and 2 points in June.",
        ),
        ("It opened 55 years after the war.", "It opened on the 55th anniversary of the war."),
        (
            "The store closed in six states.",
            "The store closed in Iowa, Utah, Ohio, Maine, Texas and Idaho, it said.",
        ),
        ("The law has been in force for 30 years.", "The law has been in force since 1992."),
        ("The singer, 54, lives in Rome.", "The singer, born in 1968, lives in Rome."),
        ("No more than 50 guests may attend.", "It must not admit more than 50 guests."),
        ("It sold 12 boats and 15 vans.", "In May it sold 15 vans. It sold 12 boats in June."),
        ("Thirteen members paid.", "Thirteen of its 31 members paid."),
        ("She ran it in 9.58 seconds.", "She ran it in 9.58sec."),
        ("The record appeared in the 1990s.", "The record appeared in 1994."),
    ],
)
def test_a_number_said_in_another_measure_or_reckoned_from_others_is_no_fault(
    claim: str, source: str
) -> None:
    assert faults(claim, cited(source)) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("More than half of the voters stayed at home.", "38% of the voters stayed at home."),
        ("One in five patients relapsed.", "25% of the patients relapsed."),
        ("Ticket prices went up by a third.", "Ticket prices went up from $40 to $50."),
        ("Profits doubled.", "Profits climbed from $20 million to $65 million."),
        ("The Hawks won by eight points.", "The Hawks beat the Bears 98-92."),
        ("The heat reached 42C.", "The heat reached 40C."),
        ("The train leaves at 10:45.", "The train leaves at 10:30."),
        ("The wait lasted 15 months.", "The wait lasted a year and a half."),
        ("The trip is 5 km long.", "The trip is five miles long."),
        ("The fine is 500 rupees.", "The fine is 500 pesos."),
        ("One person was hurt.", "Two people were hurt."),
        ("It was the second-largest fire.", "It was the third-largest fire."),
        ("He lost the 2020 final there.", "He lost the 2021 final there and had surgery in 2020."),
        ("The 64-year-old lives in Rome.", "The singer, born in 1968, lives in Rome."),
        ("Three firms bid.", "Five firms bid, among them Alder, Birch and Cedar."),
        ("Each sponsor pays for 90 vans.", "Each of the two sponsors pays for 45 vans."),
        ("At least 50 guests may attend.", "No more than 50 guests may attend."),
    ],
)
def test_what_no_measure_and_no_reckoning_gives_is_a_fault(claim: str, source: str) -> None:
    assert faults(claim, cited(source)) != []


def test_a_number_that_is_taken_up_from_the_article_is_only_in_doubt() -> None:
    held = cited("Eight trams arrived.", "Four vans went with them.")
    found = list(lacking("Four vans went with the eight trams.", held, None))
    assert found and not any(fault.is_certain for fault in found)
    assert any(fault.is_certain for fault in lacking("Eight vans went with them.", held, None))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The mayor raised the number of new trams at Harrow from eight to eleven.",
            "The mayor promised a rise from eight to eleven new trams at the Harrow depot.",
        ),
        (
            "Of 80 pupils asked, 71 said they had eaten cold rice.",
            "The office found that 71 of 80 ill pupils reported eating cold rice.",
        ),
        ("Of the 30 pubs, 12 closed.", "Last winter 12 of the 30 pubs closed."),
        (
            "The storm came at 120 kilometres an hour.",
            "The storm came at 120 km/h. It was 900 kilometres wide.",
        ),
        ("It flew at 90 mph.", "It flew at 90 miles per hour over 40 miles of sand."),
        ("Winds of 65 kilometres an hour rose.", "Winds of 65 kilometres (40 miles) an hour rose."),
        ("Rents rise by 5% a year.", "Rents rise 5% annually, wages by 3%."),
        ("Peru buys 12 trucks.", "Peru buys 12 M-20K trucks."),
        ("Norway flies 18 jets.", "Norway flies 18 H-9 jets."),
        ("One billion euros pay for roads.", "The first billion pays for roads, the second for rails."),
        (
            "Peru, Chile and 12 others stayed away.",
            "Of the members, 14 stayed away, among them Chile and Peru.",
        ),
        ("14 members stayed away.", "Peru, Chile and 12 others stayed away."),
        (
            "About three quarters of the 60 million euros are grants.",
            "It has 60 million euros, 44 million of which are grants.",
        ),
        (
            "With Rome and Oslo, the league will have nine modern covered stadiums.",
            "Three modern covered stadiums in Rome and Oslo are new. The league will have nine such grounds.",
        ),
    ],
)
def test_the_same_number_in_other_words_is_no_fault(claim: str, source: str) -> None:
    held = [ground for one in source.split(". ") for ground in cited(one)]
    assert faults(claim, held) == []


def test_a_name_of_digits_and_letters_is_no_number_where_the_article_has_it() -> None:
    held = cited("It was on 7tv last night.", "The station said so.")
    assert not any("number" in fault for fault in faults("The station 7tv said so.", held))
    assert faults("It had 5O guests.", cited("The station 7tv said so.", "It had 50 guests.")) != []

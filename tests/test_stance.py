"""How a claim takes its source: denials, plans, scope, causes and opposites are kept, or it departs."""

import pytest

from assistant.stance import departures


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Oslo blocked the first round.", "Oslo did not block the first round."),
        ("The sale was possible.", "The sale was not possible."),
        ("The pipe was put into service.", "The pipe has never been put into service."),
        ("Both counts were confirmed by Oslo.", "Oslo has confirmed neither count."),
        ("Oslo has not confirmed the count.", "Oslo has confirmed the count."),
        ("Norway and Belgium have contributed jets.", "Norway and Belgium want to contribute jets."),
        ("The ministry delivered the tanks.", "The ministry will deliver the tanks."),
        ("Warsaw invoked the treaty.", "Warsaw considered consultations under the treaty."),
        ("All members stayed away.", "Some members stayed away."),
        ("The jets were grounded because pilots were lacking.", "The jets were grounded in the summer."),
        ("They left after the meeting.", "They left before the meeting."),
        ("The price of gas rose.", "The price of gas fell."),
        ("Oslo approved the sale.", "Oslo rejected the sale."),
        ("Nobody outside the fleet can sail.", "Those outside the fleet can sail as well."),
        ("Carrick sold everything.", "Carrick sold its town bus."),
        ("Oslo has delivered ten guns to Riga.", "Oslo has approved the donation of ten guns to Riga."),
        ("Oslo has handed over ten guns.", "Oslo committed itself to the delivery of ten guns."),
        ("Riga received ten guns.", "Riga would get ten guns from Oslo."),
        ("The king vetoed the bill.", "The king signed the bill."),
        ("Carrick sold Riga its ferry.", "Carrick gave Riga its ferry."),
        ("The crews sail with a pilot.", "The crews sail without a pilot."),
        ("All of the ports are open.", "Two-thirds of the ports are open."),
        ("The mine shut because of a flood.", "The mine shut and the town shrank."),
        ("The index rose by two points.", "The index fell by two points."),
        ("The club sold its ground.", "The club bought its ground."),
        ("Marta Kole beat Lund in Rome.", "Marta Kole lost to Lund in Rome."),
        ("The case was heard in Riga.", "The case could be heard in Riga."),
        (
            "The lab has begun to test it on children.",
            "The lab is considering whether to test it on children.",
        ),
        ("The vaccine was tested on mice.", "The panel is considering whether it could be tested on mice."),
        ("The club has a few spare goalkeepers.", "The club has no spare goalkeepers."),
        ("Several were fined before the race.", "None, however, were fined before the race."),
    ],
)
def test_what_turns_a_source_round_is_a_departure(claim: str, source: str) -> None:
    assert [found.is_certain for found in departures(claim, source)] != []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Oslo did not block it.", "Oslo has not blocked it."),
        ("No replacement has been announced.", "A replacement has not been announced."),
        ("Neither version was confirmed.", "Confirmation of either version was not available."),
        ("The count had not been confirmed.", "The count is still unconfirmed."),
        ("Oslo is the first to send a tank.", "No other country has sent a tank."),
        ("Oslo refused to sell it.", "Oslo would not sell it."),
        ("Norway plans to contribute jets.", "Norway wants to contribute jets."),
        ("The tanks were delivered.", "The tanks that were to be delivered have been delivered."),
        ("All 31 tanks came.", "31 tanks came."),
        ("Everybody agreed.", "The vote was unanimous."),
        ("They stopped because it rained.", "Because of rain they stopped."),
        ("Gas did not fall in price.", "Gas rose in price."),
        ("No. 10 said so.", "It was said in the street."),
        ("Ada Holm declined to accept the prize.", "Ada Holm rejected the prize."),
        ("Orto bought the design from Veltri.", "Veltri sold the design to Orto."),
        ("She beat Marta Kole in Rome.", "Marta Kole lost to her in Rome."),
        ("It began close to noon.", "It began near noon, at the start of the day."),
        ("She died before the case was heard.", "She died before the case could be heard."),
        ("The bill passed by 40 votes to none.", "The bill passed by 40 votes to 0."),
        ("Fees rose in May.", "Fees increased in May, while the index of the port fell."),
        (
            "He cheated at home but denies having done so abroad.",
            "He cheated at home, but he never cheated abroad.",
        ),
        (
            "It sold out because many wanted it, not because it was scarce.",
            "It is not sold out because it is scarce; it is sold out because many want it.",
        ),
        ("The panel recommends raising the fee.", "The panel says that the fee should be raised."),
        ("Oslo has delivered ten guns.", "Oslo agreed to help and delivered ten guns."),
        ("Ten guns are to be delivered by Oslo.", "Oslo committed itself to the delivery of ten guns."),
        ("Two-thirds of all ports are open.", "Two-thirds of the ports are open."),
        ("Nothing was found.", "Divers did not find a thing."),
        ("The bill passed unanimously.", "Some had feared for the bill, which passed by 40 votes to 0."),
        ("Asked about a second term, she answered with a flat no.", "She was asked about a second term."),
        (
            "The fare rose in June and the line was later closed.",
            "The fare rose in June, early in the morning, and the line was closed.",
        ),
        ("The lake near the upper meadow has grown.", "The lake near the lower meadow has swelled."),
        ("They disputed that fans were sent home.", "They denied that fans were turned away and went home."),
        (
            "Fans stormed the pitch after the coach had left without a word.",
            "Fans ran onto the pitch, demanding that the board resign, after the coach left without a word.",
        ),
        (
            "Workers blocked the gate after the owner had flown home.",
            "Workers blocked the gate, asking for higher wages after the owner flew home.",
        ),
        ("Guests who kept both rooms paid double.", "Guests who wanted to keep both rooms paid double."),
        ("The river may flood the town.", "The river might flood the town."),
        ("She will not sing in May.", "She may not sing in May."),
        ("Ada Holm's husband came too.", "Bo Holm came with his wife, too."),
        ("The mayor will leave in May.", "The mayor announced that he leaves in May."),
        ("The mayor will sing; she left.", "The mayor left, and plans to sing."),
        ("All out of old stocks, the guns came late.", "Some guns came late, from old stocks."),
        ("Approval was given for 20 guns.", "The board has approved 20 guns."),
        ("The bill for the overhauled boats is paid.", "The boats will be overhauled; the bill is paid."),
        ("No town before Riga had done so openly.", "Riga is the first town to do so openly."),
        ("The list left out the boats.", "There are no boats on the list."),
        ("It won the cup against Riga.", "It won the cup for the third time and beat Riga."),
        ("The board will lead a look at the fee.", "The board will consider the fee."),
        ("Boats are fined unless they have a permit.", "Boats without a permit are fined."),
        ("Boats that lack a permit are fined.", "Boats without a permit are fined."),
    ],
)
def test_the_same_in_other_words_is_none(claim: str, source: str) -> None:
    assert list(departures(claim, source)) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The crews left with the whole fleet.", "The crews left with the fleet."),
        ("Carrick sold everything.", "Carrick sold its town bus."),
        ("Oslo blocked the loan, which was no gift.", "Oslo did not block the loan."),
        ("The mayor will leave after nine years.", "The mayor left in 2020 after nine years."),
        ("The crews were charged and let go.", "The crews were let go without charge."),
    ],
)
def test_what_a_source_may_mean_is_no_certain_departure(claim: str, source: str) -> None:
    assert {found.is_certain for found in departures(claim, source)} == {False}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("All boats came back.", "Some boats came back."),
        (
            "The club has sold its ground.",
            "The club has spoken of selling its ground.",
        ),
        ("The board has ordered the closure of two mines.", "The board is considering closing two mines."),
        ("The boats were delivered to Riga.", "Riga thanked Oslo for boats that will be delivered in May."),
        ("The treaty has reopened the port.", "The treaty is meant to reopen the port."),
        (
            "Oslo objected to the move and refuses to sell.",
            "Oslo refuses to sell but raised no objection to the move.",
        ),
        ("The rule was directed at farmers.", "The rule was not directed at anyone."),
        ("The river will flood the lower town.", "The river may flood the lower town."),
        ("The league has agreed to play abroad.", "The league might play abroad, if anybody asks."),
        ("The price of copper dropped.", "There was a rise in the price of copper."),
        ("The higher court heard the case.", "The lower court heard the case."),
        ("The early match was lost.", "The late match was lost."),
        ("Members backed the merger.", "Members opposed the merger."),
        ("The board heard the case in May.", "The board will hear the case in May."),
        ("The line resumed trips to Riga.", "The line will resume trips to Riga."),
        ("The storm reached Oslo.", "The storm is forecast to reach Oslo."),
        ("The bird is extinct there.", "The bird may be extinct there."),
        ("The board ruled on the fee.", "The board has yet to rule on the fee."),
        ("The board announced a fee for boats.", "The board ruled out a fee for boats."),
        ("Like his rival, the mayor rowed.", "Unlike his rival, the mayor rowed."),
        ("None of the boats is fit to sail.", "Not all of the boats are fit to sail."),
        ("In every case the crew was late.", "In many cases the crew was late."),
        ("Members without exception stayed.", "Some members stayed."),
        ("Oslo has promised Riga a boat.", "Oslo is thinking about a boat for Riga."),
        ("Officials said they would send boats.", "Officials said that they might send boats."),
        ("Ada Holm conceded that boats were lost.", "Ada Holm denied that boats were lost."),
        ("The Canadians sold boats to Riga.", "Canada bought boats from Riga."),
        ("The mayor's husband rowed home.", "The mayor's wife rowed home."),
        ("A boy was found in the boat.", "A girl was found in the boat."),
        (
            "Those outside the fleet will not be able to sail.",
            "Those outside the fleet will be able to sail.",
        ),
    ],
)
def test_what_a_source_says_otherwise_is_a_certain_departure(claim: str, source: str) -> None:
    assert True in {found.is_certain for found in departures(claim, source)}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Whoever buys the drone needs a licence.",
            "Nobody who buys the drone may fly it unless he has a licence.",
        ),
        ("She will testify on Monday, she said.", "Her lawyer says that she might not testify."),
        ("The mine shut because the flood had filled it.", "The flood had filled the mine. It shut."),
        ("The sum stands for vans and boats.", "The sum stands not for boats but for vans and boats."),
        ("The nurse must be in the ward.", "The nurse must be in the main house — not a ward of the clinic."),
    ],
)
def test_what_may_be_told_in_other_words_is_only_in_doubt(claim: str, source: str) -> None:
    assert not any(found.is_certain for found in departures(claim, source))

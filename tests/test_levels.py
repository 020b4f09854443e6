"""What a number is of a change is kept: how much it was, where it began, where it ended."""

import pytest

from assistant import facts
from tests.cited import THURSDAY, cited


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The fare rose by 8 percent.", "The fare rose to 8 percent."),
        ("The fare rose 8 percent.", "The fare rose from 8 percent in May."),
        ("The fare rose to 8 euros.", "The fare went up by 8 euros."),
        ("The crew was cut to about 300.", "The firm cut the crew by 300."),
        ("The age will rise to 64.", "The age will be raised from 64."),
        ("Losses fell to $3 million.", "There was a drop of $3 million in losses."),
        ("Prices reached a low when they fell to 8 percent.", "An 8 percent fall in prices was a low."),
    ],
)
def test_another_part_of_a_change_is_a_fault(claim: str, source: str) -> None:
    found = list(facts.lacking(claim, cited(source), THURSDAY))
    assert [fault.is_certain for fault in found] == [True]
    assert found[0].reason.startswith("In the source")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The fare rose by 8 percent.", "The fare went up 8 percent."),
        ("The fare saw an increase of 8 percent.", "The fare rose by almost 8 percent."),
        ("The fare came to 8 percent.", "The fare rose to 8 percent."),
        ("The fare is 8 euros after the rise.", "The fare rose to 8 euros."),
        ("The herd shrank by 85% to 95%.", "The herd has declined 85% to 95%."),
        ("The tax was cut from 9 to 8 percent.", "The tax fell to 8 percent; it had been 9."),
        ("Up to 8 boats sank.", "Sinking reduced the fleet by up to 8 boats."),
        ("The fare rose by 8 cents.", "The fare rose to 8 cents in one town, and by 8 cents in others."),
    ],
)
def test_the_same_in_other_words_is_none(claim: str, source: str) -> None:
    assert not [one for one in facts.lacking(claim, cited(source), THURSDAY) if "changed" in one.reason]

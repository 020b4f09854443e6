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


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The rate is 0.1 percent.", "The rate is minus 0.1 percent."),
        ("The rate is -0.5 percent.", "The rate is 0.5 percent."),
        ("It was 12 degrees.", "It was 12 degrees below zero."),
    ],
)
def test_a_minus_is_kept(claim: str, source: str) -> None:
    assert [one.is_certain for one in facts.lacking(claim, cited(source), THURSDAY)] == [True]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The rate is minus 0.1 percent.", "The rate is -0.1%."),
        ("The trade shrank by 0.3 percent.", "The trade grew by -0.3 percent."),
        ("The post-2-ton rule covers 5-10 boats.", "The post-2-ton rule covers 5 to 10 boats."),
        ("It was 12 degrees below freezing.", "It was 12 degrees below zero."),
    ],
)
def test_a_minus_may_be_said_in_other_words(claim: str, source: str) -> None:
    assert not list(facts.lacking(claim, cited(source), THURSDAY))


def test_what_a_source_says_of_a_part_is_in_doubt_where_a_claim_says_it_of_the_whole() -> None:
    said = cited("Some 300 of the 1,000 boats will go.")
    found = list(facts.lacking("Some 1,000 boats will go.", said, THURSDAY))
    assert [(one.is_certain, "300 of the 1,000" in one.reason) for one in found] == [(False, True)]
    for claim in (
        "Of the 1,000 boats 300 will go.",
        "Some 30 percent of 1,000 boats will go.",
        "Some 300 will go.",
    ):
        assert not [one for one in facts.lacking(claim, said, THURSDAY) if "300 of" in one.reason]

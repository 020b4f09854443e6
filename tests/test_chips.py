"""The limits of a question: in words, one by one, and there and back over the wire."""

import json
from dataclasses import replace
from datetime import date

import pytest

from assistant.chips import chips, in_words, invitation, sent_back
from assistant.errors import MessageError
from assistant.message import MOST_NAMES, Sent
from assistant.types import Limits, Window

APRIL = Window(date(2022, 4, 1), date(2022, 4, 30), "in April 2022")
SPRING = Window(date(2022, 3, 1), date(2022, 5, 31))
BOTH = Limits(APRIL, ("Harbour Wire", "The Post"), ("Ann Ash",))


@pytest.mark.parametrize(
    "limits",
    [
        Limits(),
        BOTH,
        Limits(Window(None, date(2022, 4, 30))),
        Limits(outlets=("<script>alert(1)</script>", "\"{{x}}'${alert(1)}", "\u2028Журнал")),
    ],
)
def test_what_the_page_holds_comes_back_as_it_was(limits: Limits) -> None:
    assert Sent({"limits": json.loads(sent_back(limits))}).limits("limits") == limits


def test_limits_that_nobody_set_are_nothing_and_not_empty_ones() -> None:
    assert sent_back(None) == ""
    assert sent_back(Limits()) != ""
    assert Sent({}).limits("limits") is None
    assert Sent({"limits": {}}).limits("limits") == Limits()


@pytest.mark.parametrize(
    "limits",
    [
        "April",
        [],
        7,
        {"window": "April"},
        {"window": {"first": "2022-02-30", "last": ""}},
        {"window": {"first": "", "last": "soon"}},
        {"window": {"first": 20220401}},
        {"window": {"first": "2022-05-01", "last": "2022-04-01"}},
        {"outlets": "Harbour Wire"},
        {"outlets": [7]},
        {"authors": ["\ud800"]},
        {"outlets": ["x"] * (MOST_NAMES + 1)},
    ],
)
def test_limits_that_are_none_are_refused_and_never_dropped(limits: object) -> None:
    with pytest.raises(MessageError):
        Sent({"limits": limits}).limits("limits")


def test_a_window_without_days_is_none_and_names_are_kept_once() -> None:
    sent = Sent({"limits": {"window": {"first": "", "last": "", "said": "x"}, "outlets": ["A", "", "A"]}})
    assert sent.limits("limits") == Limits(outlets=("A",))


def test_each_chip_leaves_everything_but_itself() -> None:
    made = list(chips(BOTH))
    assert [chip.text for chip in made] == ["1–30 Apr 2022", "Harbour Wire", "The Post", "by Ann Ash"]
    assert [chip.without for chip in made] == [
        replace(BOTH, window=None),
        replace(BOTH, outlets=("The Post",)),
        replace(BOTH, outlets=("Harbour Wire",)),
        replace(BOTH, authors=()),
    ]
    assert in_words(BOTH) == "1–30 Apr 2022, Harbour Wire, The Post, by Ann Ash"
    assert in_words(Limits()) == ""


@pytest.mark.parametrize(
    ("limits", "wider", "said"),
    [
        (Limits(APRIL), Limits(), "Search without “in April 2022”"),
        (Limits(SPRING), Limits(), "Search without “1 Mar – 31 May 2022”"),
        (Limits(outlets=("The Post",)), Limits(), "Search without “The Post”"),
        (BOTH, replace(BOTH, window=None), "Search without “in April 2022”"),
        (BOTH, Limits(), "Search everything"),
        (BOTH, Limits(APRIL), "Search wider"),
        (Limits(APRIL), Limits(SPRING), "Search 1 Mar – 31 May 2022"),
    ],
)
def test_the_wider_search_says_what_it_leaves_out(limits: Limits, wider: Limits, said: str) -> None:
    assert invitation(limits, wider) == said

"""What list questions ask for: the kind of items, the deed in its state, who did it, with what and to whom.

Knows nothing of articles.
"""

import pytest

from assistant.acts import State
from assistant.kinds import Kind
from assistant.wanted import accepted, wanted


@pytest.mark.parametrize(
    ("question", "kind", "group"),
    [
        ("Which NATO members sent tanks?", Kind.COUNTRY, "NATO members"),
        ("Which members of NATO sent tanks?", Kind.COUNTRY, "members of NATO"),
        ("How many EU member states sent tanks?", Kind.COUNTRY, "EU member states"),
        ("Name all the countries that sent tanks", Kind.COUNTRY, "countries"),
        ("Who sent tanks?", Kind.COUNTRY, "who"),
        ("Who resigned?", Kind.PERSON, "who"),
        ("Which ministers resigned?", Kind.PERSON, "ministers"),
        ("Which companies left Russia?", Kind.ORGANISATION, "companies"),
        ("Which cities were hit by missiles?", Kind.PLACE, "cities"),
        ("Which newspapers reported the flood?", Kind.OUTLET, "newspapers"),
        ("What weapons did Poland send?", Kind.ARMS, "weapons"),
    ],
)
def test_the_kind_of_items_is_read_from_the_words_that_name_them(
    question: str, kind: Kind, group: str
) -> None:
    sought = wanted(question)
    assert sought is not None
    assert (sought.kind, sought.group) == (kind, group)


@pytest.mark.parametrize(
    ("question", "accepts", "refuses"),
    [
        ("Which countries sent tanks?", {("send", State.DONE)}, {("send", State.PLANNED)}),
        (
            "Which countries pledged tanks?",
            {("pledge", State.DONE), ("send", State.PLANNED)},
            {("send", State.DONE)},
        ),
        (
            "Which countries promised to train pilots?",
            {("pledge", State.DONE), ("train", State.PLANNED)},
            {("train", State.DONE)},
        ),
        ("Which countries will send tanks?", {("send", State.PLANNED)}, {("send", State.DONE)}),
        (
            "Which countries pledged or delivered tanks?",
            {("pledge", State.DONE), ("send", State.DONE)},
            {("send", State.REFUSED)},
        ),
        (
            "Which countries refused to send tanks?",
            {("send", State.REFUSED), ("refuse", State.DONE)},
            {("send", State.DONE)},
        ),
        ("Which countries did not send tanks?", {("send", State.DENIED)}, {("send", State.DONE)}),
        ("Which countries approved the sale?", {("approve", State.DONE)}, {("sell", State.DONE)}),
    ],
)
def test_the_form_of_the_question_says_which_states_of_a_deed_count(
    question: str, accepts: set[tuple[str, State]], refuses: set[tuple[str, State]]
) -> None:
    sought = wanted(question)
    assert sought is not None
    counted = {(name, state) for name, state, _ in sought.accepts}
    assert accepts <= counted
    assert not refuses & counted
    assert sought.is_denied == ("refused" in question or "not" in question.split())


@pytest.mark.parametrize(
    ("question", "doer", "undergone"),
    [
        ("What weapons did the Czech Republic send to Ukraine?", "Czech Republic", True),
        ("Which weapons have been sent by Poland to Ukraine?", "Poland", True),
        ("Which weapons has Poland already sent?", "Poland", True),
        ("Which cities were hit by missiles?", "", True),
        ("Which countries have not sent tanks?", "", False),
        ("Which countries sent tanks?", "", False),
    ],
)
def test_items_do_the_deed_or_undergo_it(question: str, doer: str, undergone: bool) -> None:
    sought = wanted(question)
    assert sought is not None
    assert (sought.doer, sought.undergone) == (doer, undergone)


def test_things_and_places_are_told_from_the_deed_and_the_time() -> None:
    sought = wanted(
        "Which countries sent Leopard 2 tanks to Ukraine in spring 2023 since the invasion of 2022?"
    )
    assert sought is not None
    assert sought.things == {"leopard", "tank"}
    assert sought.models == ("Leopard 2",)
    assert sought.places == {"Ukraine"}
    assert sought.towards


def test_what_narrows_a_group_is_kept_unless_it_says_only_the_kind() -> None:
    narrowed = wanted("Which Russian banks were excluded from SWIFT?")
    assert narrowed is not None and {"russian", "bank"} == narrowed.narrower
    plain = wanted("Which companies left Russia?")
    assert plain is not None and not plain.narrower


@pytest.mark.parametrize(
    "question", ["", "Which?", "What happened?", "Which countries use the euro?", "Why?", "?" * 50]
)
def test_what_asks_for_no_list_is_no_list_question(question: str) -> None:
    assert wanted(question) is None


def test_a_deed_behind_what_is_counted_is_read_too() -> None:
    assert {(name, state) for name, state, _ in accepted(" did Germany send")} == {("send", State.DONE)}
    assert accepted(" are there") == ()

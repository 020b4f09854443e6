"""What a sentence says was done and by whom: done is told apart from promised, denied and only spoken of."""

import pytest

from assistant.deeds import deed_classes, deeds, done_by, done_forms

SEND = frozenset({"send"})


def doers(sentence: str) -> list[str]:
    return [country.name for country in done_by(sentence, SEND)]


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("Poland has sent ten tanks to Ukraine.", ["Poland"]),
        ("Warsaw delivered tanks.", ["Poland"]),
        ("Denmark, Germany and the Netherlands have delivered ten.", ["Denmark", "Germany", "Netherlands"]),
        ("The tanks that Norway has delivered to Ukraine are in use.", ["Norway"]),
        ("Kuleba said Britain had delivered tanks to Kyiv.", ["United Kingdom"]),
        ("Ukraine was given tanks by Canada.", ["Canada"]),
        ("Germany pledged to send 14 tanks, and Norway sent eight.", ["Norway"]),
        ("Tanks arrived from Slovenia on Sunday.", ["Slovenia"]),
    ],
)
def test_who_has_done_a_deed_is_its_doer(sentence: str, countries: list[str]) -> None:
    assert doers(sentence) == countries


@pytest.mark.parametrize(
    "sentence",
    [
        "Poland will send ten tanks to Ukraine.",
        "Norway could have sent tanks.",
        "Germany agreed to send 14 tanks.",
        "Would Poland send tanks?",
        "Sweden has promised ten tanks.",
        "Germany approved the export of tanks.",
    ],
)
def test_a_deed_that_is_only_spoken_of_has_not_been_done(sentence: str) -> None:
    assert doers(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Poland did not send tanks.",
        "Hungary has never sent arms.",
        "Greece and Turkey gave none.",
        "Slovakia sent no tanks.",
        "No tanks were sent by Greece.",
        "Neither Bulgaria nor Hungary delivered tanks.",
        "Germany denied that it had sent tanks.",
        "Turkey hasn’t delivered a tank.",
    ],
)
def test_a_deed_that_is_denied_has_not_been_done(sentence: str) -> None:
    assert doers(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "giver"),
    [
        ("The United States gave Poland tanks.", ["United States"]),
        ("Poland sent tanks to Ukraine.", ["Poland"]),
        ("Tanks were delivered to Ukraine.", []),
        ("In Germany, Poland delivered tanks.", ["Poland"]),
        ("Ukraine received tanks that Poland had sent.", ["Poland"]),
        ("American tanks reached Ukraine.", []),
    ],
)
def test_who_receives_and_where_it_happens_is_no_doer(sentence: str, giver: list[str]) -> None:
    assert doers(sentence) == giver


def test_each_verb_of_a_sentence_is_a_deed_in_order_done_or_not() -> None:
    found = deeds("Germany will deliver 14 tanks after Norway sent eight.", SEND)
    assert [(deed.done, [m.country.name for m in deed.doers]) for deed in found] == [
        (False, ["Germany"]),
        (True, ["Norway"]),
    ]


def test_only_the_deeds_that_are_asked_for_are_found() -> None:
    assert deeds("Finland joined NATO and Poland sent tanks.", frozenset({"join"}))[0].doers[
        0
    ].country.name == ("Finland")
    assert len(deeds("Finland joined NATO and Poland sent tanks.", frozenset({"join"}))) == 1


def test_verbs_of_one_class_say_the_same_deed() -> None:
    assert deed_classes("Which NATO members sent tanks?") == {"send": True}
    assert deed_classes("Who delivered, shipped or donated tanks?") == {"send": True}
    assert deed_classes("Who will deliver?") == {"send": False}
    assert deed_classes("applied to join") == {"apply": True, "join": False}
    assert deed_classes("The bridge is long.") == {}


def test_the_forms_of_a_class_that_say_it_was_done_begin_with_its_own() -> None:
    assert done_forms("send")[:2] == ("sent", "gave")
    assert "pledged" in done_forms("pledge")
    assert "send" not in done_forms("send")

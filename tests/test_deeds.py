"""What a sentence says was done and by whom: done is told apart from promised, denied and only spoken of."""

import pytest

from assistant.acts import State, acts
from assistant.countries import mentions
from assistant.deeds import class_of, deed_classes, done_forms, status

SEND = frozenset({"send"})


def acts_of(sentence: str, names: frozenset[str]) -> list[tuple[State, list[str]]]:
    found = acts(sentence, names, list(mentions(sentence)))
    return [(act.state, [mention.country.name for mention in act.doers]) for act in found]


def doers(sentence: str) -> list[str]:
    return [name for state, names in acts_of(sentence, SEND) if state is State.DONE for name in names]


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
    found = acts_of("Germany will deliver 14 tanks after Norway sent eight.", SEND)
    assert found == [(State.PLANNED, ["Germany"]), (State.DONE, ["Norway"])]


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Germany will provide 14 tanks.", State.PLANNED),
        ("Poland wants to give a company of tanks.", State.PLANNED),
        ("Slovenia is to give 28 tanks.", State.PLANNED),
        ("Spain is giving four launchers.", State.PLANNED),
        ("Biden said that the United States would send tanks.", State.PLANNED),
        ("Hungary will send no tanks.", State.REFUSED),
        ("Germany will not deliver tanks.", State.REFUSED),
        ("Greece refused to send tanks.", State.REFUSED),
        ("Hungary sends no tanks at all.", State.DENIED),
        ("Slovakia never sent tanks.", State.DENIED),
        ("Neither Bulgaria nor Hungary delivered tanks.", State.DENIED),
        ("No tanks were sent by Greece.", State.DENIED),
        ("Asked why Germany sent no tanks, he smiled.", State.SPOKEN_OF),
        ("Poland cannot send tanks.", State.SPOKEN_OF),
        ("Denmark counted the donated tanks.", State.SPOKEN_OF),
    ],
)
def test_a_deed_is_done_planned_refused_denied_or_only_spoken_of(sentence: str, state: State) -> None:
    assert [one for one, _ in acts_of(sentence, SEND)] == [state]


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("Neither Bulgaria nor Hungary delivered tanks.", ["Bulgaria", "Hungary"]),
        ("Sweden, which is no member, sent ten.", ["Sweden"]),
        ("Portugal's prime minister confirmed that his country sent tanks.", ["Portugal"]),
        ("Russia itself, Belarus and Syria sent troops.", ["Russia", "Belarus", "Syria"]),
        ("Slovenia is to give 28 tanks and will receive lorries from Germany.", ["Slovenia"]),
        ("Norway said on Monday that a firm sent tanks.", []),
        ("Countries that border Russia or were in its union sent tanks.", []),
        ("Norway (at left) sent tanks.", []),
    ],
)
def test_whose_deed_it_is_is_told_from_who_else_is_named(sentence: str, countries: list[str]) -> None:
    assert next(by for _, by in acts_of(sentence, SEND)) == countries


def test_those_to_whom_it_was_done_are_its_object_or_the_subject_of_the_passive() -> None:
    hit = frozenset({"attack"})
    for sentence in ("Norway and Sweden were hit by storms.", "Storms hit Norway and Sweden in May."):
        (act,) = acts(sentence, hit, list(mentions(sentence)))
        assert [one.country.name for one in act.undergone] == ["Norway", "Sweden"]
        assert not act.doers


def test_a_verb_in_another_sense_is_no_deed() -> None:
    assert acts_of("Germany applied the brakes.", frozenset({"apply"})) == []
    assert acts_of("Ford pulled the lever.", frozenset({"leave"})) == []
    assert acts_of("Italy pulled out of the talks.", frozenset({"leave"})) == [(State.DONE, ["Italy"])]


def test_a_verb_that_the_table_lacks_is_a_class_by_itself() -> None:
    own = class_of("cancelled")
    assert own == class_of("cancel")
    assert acts_of("Norway cancelled the order.", frozenset({own})) == [(State.DONE, ["Norway"])]
    assert (status("send"), status("join"), status(own, "cancelled")) == ("delivered", "joined", "cancelled")


def test_only_the_deeds_that_are_asked_for_are_found() -> None:
    found = acts_of("Finland joined NATO and Poland sent tanks.", frozenset({"join"}))
    assert found == [(State.DONE, ["Finland"])]


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

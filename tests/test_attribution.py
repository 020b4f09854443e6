"""Who says it: another speaker, altered quotations and opinions told as facts are noticed."""

import pytest

from assistant.attribution import is_strong, misquoted, opinion_as_fact, other_speaker
from assistant.grounds import grounds
from tests.cited import cited, sources


def test_words_of_one_person_given_to_another_are_noticed() -> None:
    held = cited("President Olaf Berg arrived.", "Minister Ada Holm said the time was right.")
    assert other_speaker("President Olaf Berg said the time was right.", held) == ("Olaf Berg", "Ada Holm")
    assert other_speaker("Ada Holm said the time was right.", held) is None


def test_a_pronoun_speaks_for_the_last_person_named() -> None:
    held = cited(
        "Minister Ada Holm met President Olaf Berg.", "Then President Jan Falk rose.", "He said it was late."
    )
    assert other_speaker("President Jan Falk said it was late.", held) is None
    assert other_speaker("Minister Ada Holm said it was late.", held) is not None


def test_a_quotation_must_stand_word_for_word_in_a_source() -> None:
    held = cited("He called it “a very simple agenda” in Brussels.")
    assert list(misquoted('He called it "a very simple agenda".', held)) == []
    assert list(misquoted('He called it "a very clever agenda".', held)) == ["a very clever agenda"]


@pytest.mark.parametrize(
    ("claim", "source", "strong"),
    [
        ("The donation was an act of war.", "Fico called the donation an act of war.", True),
        (
            "Oslo stands too close to Rome.",
            "The opposition accuses Oslo of standing too close to Rome.",
            True,
        ),
        ("The risk of the shells is low.", "The ministry said that the risk of the shells is low.", False),
        ("The firm poisoned the river.", "Villagers say that the firm poisoned the river.", False),
        ("The striker hit the referee.", "The league said that the striker hit the referee.", False),
        ("It is the best film of the year.", "Critics said it is the best film of the year.", False),
    ],
)
def test_what_only_somebody_says_is_not_a_fact(claim: str, source: str, strong: bool) -> None:
    verb = opinion_as_fact(claim, cited(source))
    assert verb
    assert is_strong(verb) is strong


@pytest.mark.parametrize(
    "claim",
    ["Fico called the donation an act of war.", "The donation was an act of war, according to Fico."],
)
def test_an_opinion_with_its_owner_stays_one(claim: str) -> None:
    assert not opinion_as_fact(claim, cited("Fico called the donation an act of war."))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Seven bears live at the park.", "The park is home to seven bears, according to its website."),
        (
            "A pump was fitted at the plant on Monday.",
            "A pump was fitted at the plant on Monday, police said.",
        ),
        ("Carrick must cut its fees soon.", "Carrick said that it must cut its fees soon."),
        ("Lund defended the cut as fair and overdue.", "Lund called the cut fair and overdue."),
        ("The two clubs voted against the levy.", "The two clubs said no to the levy on Monday."),
        ("The museum needs a better roof.", "A better roof is what the museum insisted on, which it needs."),
        (
            "Vogt was in Riga because of a threat to the port.",
            "Vogt, who was in Riga because of a threat to the port, said the deal was near.",
        ),
        (
            "The pump failed at the plant on Monday.",
            "The pump failed at the plant on Monday, and Lund said that it would be seen to.",
        ),
    ],
)
def test_what_nobody_disputes_or_its_sayer_does_needs_no_owner(claim: str, source: str) -> None:
    assert not opinion_as_fact(claim, cited(source))


def test_a_quotation_belongs_to_whom_its_own_sentence_names() -> None:
    held = grounds(
        sources(
            '"We lost the match in our heads," said coach Tove Lind.',
            "Captain Mia Roth said the bus was late.",
        )
    )
    assert other_speaker('"We lost the match in our heads," captain Mia Roth said.', held) is not None
    assert other_speaker('Coach Tove Lind said: "We lost the match in our heads."', held) is None


def test_who_speaks_is_another_though_nothing_tells_that_he_is_a_person() -> None:
    held = cited("Harbour chief Dr. Jan Falk has said the pool should open in May.")
    assert other_speaker("According to Mia Roth, the pool should open in May.", held) is not None
    assert other_speaker("According to Jan Falk, the pool should open in May.", held) is None
    held = cited("The pool should open in May, Mayor Tove Lind of Carrick Council said.")
    assert other_speaker("The pool should open in May, Carrick Council said.", held) is None


def test_words_that_one_sentence_alone_has_belong_to_its_speaker() -> None:
    held = grounds(
        sources(
            "All three had worked for years, said chair Berit Moen.",
            "Adviser Olaf Krog criticised that two rich clubs were honoured with a poor one.",
        )
    )
    claim = "{} criticised that two rich clubs were honoured with a poor one."
    assert other_speaker(claim.format("Chair Berit Moen"), held) is not None
    assert other_speaker(claim.format("Adviser Olaf Krog"), held) is None


def test_who_tells_what_another_said_to_him_is_no_other_speaker() -> None:
    held = cited('"You are late again," she said, Minister Jan Falk writes in his memoir.')
    assert (
        other_speaker('Jan Falk recalls Minister Ada Holm telling him, "You are late again."', held) is None
    )


def test_the_title_of_a_work_that_its_article_has_is_no_quotation() -> None:
    held = cited('Fans of "Night Train: The Return" came.', "The sequel fell by a third.")
    assert not list(misquoted('"Night Train: The Return" fell by a third.', held))
    assert list(misquoted('"Night Bus: The Return" fell by a third.', held)) == ["Night Bus: The Return"]


def test_what_another_source_tells_by_itself_is_a_fact() -> None:
    held = grounds(sources("The tanks have arrived in Oslo.", "The tanks have arrived in Oslo, he said."))
    assert not opinion_as_fact("The tanks have arrived in Oslo.", held)

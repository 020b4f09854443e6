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


def test_what_another_source_tells_by_itself_is_a_fact() -> None:
    held = grounds(sources("The tanks have arrived in Oslo.", "The tanks have arrived in Oslo, he said."))
    assert not opinion_as_fact("The tanks have arrived in Oslo.", held)

"""Sentences that correct: what was reported, and what it is now."""

import pytest

from assistant.corrections import changes, denial, has_cue, reported_before


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry has corrected its number.",
        "The error was larger than first thought.",
        "The preliminary figure is replaced by a full review.",
        "Reports that spoke of new tanks are out of date.",
        "The figure of 42 was never confirmed.",
        "It will be the old version and not, as announced in May, the new one.",
        "The agency withdrew its report.",
        "The ministry now puts it at ten.",
    ],
)
def test_a_correction_says_that_it_is_one(sentence: str) -> None:
    assert has_cue(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["The number was raised to 18.", "It is raising its share from 14 to 18.", "It doubled its offer."],
)
def test_a_change_is_no_correction(sentence: str) -> None:
    assert has_cue(sentence, or_changed=True)
    assert not has_cue(sentence)


@pytest.mark.parametrize("sentence", ["Poland sent 14 tanks.", "The first tanks came.", "", "was " * 500])
def test_other_sentences_correct_nothing(sentence: str) -> None:
    assert not has_cue(sentence, or_changed=True)
    assert list(changes(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "old", "new"),
    [
        ("They will be of the M1A1 version and not, as announced, new M1A2s.", "M1A2", "M1A1"),
        ("It gets the M1A1 instead of the M1A2.", "M1A2", "M1A1"),
        ("It does not stand for soldiers killed but for casualties.", "soldiers killed", "casualties"),
    ],
)
def test_a_sentence_may_say_both_what_was_and_what_is(sentence: str, old: str, new: str) -> None:
    (change,) = changes(sentence)
    assert change.old == old
    assert sentence[slice(*change.new)] == new


def test_a_denial_may_be_taken_back() -> None:
    sentence = "One day after its spokesman had denied it, the air force confirmed the hit."
    (change,) = changes(sentence)
    assert change.is_stance
    assert sentence[slice(*change.new)] == "confirmed"
    assert list(changes("The air force confirmed the hit.")) == []


def test_what_first_reports_spoke_of_is_told_by_the_sentence_that_corrects_them() -> None:
    assert (
        reported_before("That corrects first reports, which had spoken of Russian missiles.")
        == "Russian missiles"
    )
    assert reported_before("He had spoken of Russian missiles.") == ""


def test_a_denial_stands_where_its_verb_does() -> None:
    sentence = "The air force denied the hit."
    span = denial(sentence)
    assert span is not None
    assert sentence[slice(*span)] == "denied"
    assert denial("The air force confirmed it.") is None

"""A claim accuses nobody of what its source does not."""

import pytest

from assistant.graver import added
from tests.cited import cited


@pytest.mark.parametrize(
    ("claim", "source", "word"),
    [
        ("Two guards were murdered in Carrick.", "Two guards were killed in Carrick.", "murdered"),
        ("The mayor was convicted.", "The mayor was arrested.", "convicted"),
        ("Thirty refugees came ashore.", "Thirty migrants came ashore.", "refugees"),
        ("The gang committed a robbery at the bank.", "The gang broke into the bank.", "robbery"),
        ("Terrorists hold the bridge.", "Armed men hold the bridge.", "terrorists"),
    ],
)
def test_a_word_that_accuses_must_be_in_the_source(claim: str, source: str, word: str) -> None:
    assert list(added(claim, cited(source))) == [word]


@pytest.mark.parametrize(
    ("claim", "sentences"),
    [
        ("The murderer fled.", ("The man who had murdered two guards fled.",)),
        ("He was found guilty of theft.", ("He was convicted of stealing a boat.",)),
        ("He was jailed for two years.", ("He was sentenced to two years.",)),
        ("Its executives left; traffic stood still.", ("Its chiefs left; no car moved.",)),
        ("He works in the Prison of Carrick.", ("He works in Carrick.",)),
        ("The murder took place at night.", ("Police look into a murder.", "It took place at night.")),
    ],
)
def test_another_form_of_it_and_what_the_article_says_before_are_enough(
    claim: str, sentences: tuple[str, ...]
) -> None:
    assert not list(added(claim, cited(*sentences)))

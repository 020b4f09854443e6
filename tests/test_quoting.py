"""What is quoted of small evidence: whole sentences, nobody left hanging, as sure as is asked for."""

from datetime import date

from assistant.extract import quote
from assistant.question import understand
from index.sync import Store
from tests.fakes import evidence

AS_OF = date(2023, 12, 28)


def quoted(store: Store, question: str, *texts: str, least: float = 0.0) -> list[str]:
    answer = quote(store, understand(question, (), AS_OF), evidence(*texts), least)
    return [sentence.text for sentence in answer.sentences]


def test_he_said_brings_the_sentence_that_names_him(store: Store) -> None:
    text = "Chancellor Olaf Scholz met reporters. He said that no tanks would go to Kyiv. It snowed."
    assert quoted(store, "Will tanks go to Kyiv?", text) == [
        "Chancellor Olaf Scholz met reporters.",
        "He said that no tanks would go to Kyiv.",
    ]


def test_of_what_somebody_said_only_his_words_are_quoted(store: Store) -> None:
    told = "Boris Pistorius said that tanks are late. Olaf Scholz said that tanks take time. Tanks are heavy."
    assert quoted(store, "What did Olaf Scholz say about tanks?", told) == [
        "Olaf Scholz said that tanks take time."
    ]


def test_no_question_and_no_heading_is_quoted(store: Store) -> None:
    texts = (
        "Will Poland send tanks?",
        "Tanks for Poland",
        "Poland sent tanks on Monday.",
        "Who pays for tanks?",
    )
    assert quoted(store, "Did Poland send tanks?", *texts) == ["Poland sent tanks on Monday."]
    assert quoted(store, "Did Poland send tanks?", "Will Poland send tanks?") == []


def test_the_same_evidence_is_quoted_or_not_by_the_least_confidence(store: Store) -> None:
    answer = quote(
        store, understand("Did Poland send tanks?", (), AS_OF), evidence("Poland sent tanks."), 0.0
    )
    sure = answer.confidence
    assert not answer.abstained and 0 < sure < 1
    assert quoted(store, "Did Poland send tanks?", "Poland sent tanks.", least=sure) == ["Poland sent tanks."]
    assert quoted(store, "Did Poland send tanks?", "Poland sent tanks.", least=sure + 1e-6) == []


def test_a_sentence_without_an_age_does_not_say_how_old_somebody_is(store: Store) -> None:
    assert quoted(store, "How old is the king?", "The king is fond of trains.") == []
    assert quoted(store, "How old is the king?", "The king is 74 years old.") == ["The king is 74 years old."]


def test_sentences_that_are_all_longer_than_an_answer_are_no_answer(store: Store) -> None:
    endless = (
        "Finland joined NATO on Tuesday, " + "and the guests of the alliance sang " * 12 + "in Brussels."
    )
    question = understand("When did Finland join NATO?", (), AS_OF)
    answer = quote(store, question, evidence(endless), 0.0)
    assert answer.abstained and answer.reason

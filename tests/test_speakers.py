"""Whose words a sentence reports: a name's, a pronoun's, and not those said of or to the one asked after."""

import pytest

from assistant.speakers import says, speaker


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did Macron say about Abrams?", "Macron"),
        ("What has President Biden said about F-16s?", "President Biden"),
        ("How did Dmitry Peskov respond to the price cap?", "Dmitry Peskov"),
        ("What does Orban think of sanctions?", "Orban"),
        ("According to Zelensky, how many jets are coming?", "Zelensky"),
        ("What was Stoltenberg's reaction to the blast?", "Stoltenberg"),
        ("What did Germany say about Leopards?", "Germany"),
    ],
)
def test_a_question_asks_the_words_of_whom_it_names(question: str, name: str) -> None:
    assert speaker(question) == name


@pytest.mark.parametrize(
    "question",
    [
        "What did Macron send?",
        "Who said so?",
        "What did he say?",
        "What happened?",
        "",
        "¿Qué dijo Macron?",
        "What did " + "A " * 1000,
    ],
)
def test_other_questions_ask_the_words_of_nobody(question: str) -> None:
    assert speaker(question) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "President Emmanuel Macron said nothing was excluded.",
        "Nothing was excluded, Macron said on Monday.",
        "“Nothing is excluded,” said Emmanuel Macron.",
        "“Nothing is excluded,” said the French president, Emmanuel Macron.",
        "According to Macron, nothing was excluded.",
        "In Macron's words nothing was excluded.",
        "Mr. Macron, flanked by Rutte and Scholz, praised the decision.",
        "Macron received his guest and called the weapon an asset.",
        "Macron and Scholz said tanks would come.",
        "Macron told Zelensky that tanks would come.",
        "A day earlier Macron had warned Mr. Biden.",
    ],
)
def test_words_are_whose_verb_of_saying_they_have(sentence: str) -> None:
    assert says(sentence, "", "Macron")


@pytest.mark.parametrize(
    "sentence",
    [
        "Biden said Macron was right.",
        "Zelensky told Macron that tanks would come.",
        "Biden thanked Emmanuel Macron and said it was a big step.",
        "The premier thanked Emmanuel Macron and called it a big step.",
        "An adviser to Macron, Paul Blanc, said it was a big step.",
        "Macron was told by Biden.",
        "Macron was asked about tanks.",
        "The Dutch premier said so after Macron had left.",
        "Macron sent tanks.",
        "",
    ],
)
def test_what_is_said_of_or_to_someone_are_not_his_words(sentence: str) -> None:
    assert not says(sentence, "", "Macron")


def test_a_pronoun_says_what_the_last_person_who_acted_says() -> None:
    context = (
        "Prime Minister Mark Rutte met President Biden. President Emmanuel Macron came to Kyiv on Monday."
    )
    assert says("Nothing was excluded, he said.", context, "Macron")
    assert not says("Nothing was excluded, he said.", context, "Rutte")
    assert not says("Nothing was excluded, he said.", context, "Biden")
    assert not says("Nothing was excluded, he said.", "", "Macron")


def test_a_pronoun_means_the_subject_of_its_own_sentence_first() -> None:
    sentence = "Mr. Rutte was more cautious: some jets were needed for training, he said."
    assert says(sentence, "President Volodymyr Zelensky wrote of 42 jets.", "Rutte")
    assert not says(sentence, "President Volodymyr Zelensky wrote of 42 jets.", "Zelensky")


def test_who_is_met_or_where_it_happens_is_not_who_speaks() -> None:
    context = "On Wednesday Prime Minister Petr Fiala did so in Warsaw, where leaders met Joe Biden."
    assert says("The help would go on, he said.", context, "Fiala")
    assert not says("The help would go on, he said.", context, "Biden")

"""Which sentences make up an answer: short, without repetition, in reading order, nobody left hanging."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.candidates import Candidate, Features
from assistant.choosing import LONGEST, chosen
from assistant.types import Kind
from index.article import Headline, Passage
from index.sentences import split

PLAIN = Features(*[0.0] * len(Features.__dataclass_fields__))


def article(text: str, name: str = "a") -> Passage:
    headline = Headline(name, f"Title {name}", "", "The Courier", (), date(2022, 4, 7))
    sentences = tuple((start + 10, end + 10) for start, end in split(text))
    return Passage(f"passage of {name}", headline, 10, 10 + len(text), text, sentences)


def found(passage: Passage, *probabilities: float, wanted: str = "") -> list[Candidate]:
    """A candidate for each sentence that has a probability above nought."""
    made = []
    for (start, end), probability in zip(passage.sentences, probabilities, strict=True):
        text = passage.quote(start, end)
        at = text.find(wanted)
        spans = ((at, at + len(wanted)),) if wanted and at >= 0 else ()
        if probability:
            made.append(Candidate(passage, start, end, text, spans, PLAIN, probability))
    return made


def best(candidates: list[Candidate], kind: Kind = Kind.FACT) -> list[str]:
    """What is quoted, in order, with the sentences that say whom is meant."""
    said = []
    for one, naming in chosen(sorted(candidates, key=lambda one: -one.probability), kind):
        if naming:
            said.append(one.passage.quote(*naming))
        said.append(one.text)
    return said


def test_an_answer_has_at_most_so_many_words_and_a_shorter_sentence_takes_the_room_of_a_longer_one() -> None:
    long = " ".join(f"Tank{n}" for n in range(LONGEST - 10)) + "."
    other = " ".join(f"jet{n}" for n in range(20)) + "."
    passage = article(f"{long} A{other} Snow fell on Riga.")
    assert best(found(passage, 0.5, 0.4, 0.1)) == [long, "Snow fell on Riga."]


def test_a_single_sentence_longer_than_an_answer_is_not_cut() -> None:
    long = " ".join(f"Tank{n}" for n in range(LONGEST + 1)) + "."
    assert best(found(article(long), 1.0)) == []


def test_what_has_been_said_is_not_said_again() -> None:
    first = article("Poland sent forty tanks to Ukraine.")
    again = article("Forty tanks were sent to Ukraine by Poland. Norway waited.", "b")
    assert best([*found(first, 0.5), *found(again, 0.3, 0.2)]) == [
        "Poland sent forty tanks to Ukraine.",
        "Norway waited.",
    ]


def test_a_sentence_far_less_likely_than_the_best_is_left_out() -> None:
    passage = article("Poland sent tanks. Snow fell in Riga.")
    assert best(found(passage, 0.9, 0.1)) == ["Poland sent tanks.", "Snow fell in Riga."]
    assert best(found(passage, 0.999, 0.001)) == ["Poland sent tanks."]


def test_an_article_is_quoted_in_its_order_and_the_one_with_the_best_sentence_first() -> None:
    one = article("Snow fell in Riga. Poland sent tanks.")
    other = article("Norway sent jets. Ships left Odesa.", "b")
    candidates = [*found(one, 0.1, 0.3), *found(other, 0.4, 0.2)]
    assert best(candidates) == [
        "Norway sent jets.",
        "Ships left Odesa.",
        "Snow fell in Riga.",
        "Poland sent tanks.",
    ]


def test_another_thing_of_the_kind_asked_for_goes_before_one_that_was_quoted() -> None:
    filler = " ".join(f"word{n}" for n in range(LONGEST - 12))
    passage = article(f"In May 18 tanks came. Norway has {filler} 18. Others wrote 14 {filler} instead.")
    same = found(passage, 0.5, 0.3, 0.0, wanted="18")
    other = found(passage, 0.0, 0.0, 0.2, wanted="14")
    assert best([*same, *other])[1].startswith("Others wrote 14")


@pytest.mark.parametrize("kind", list(Kind))
def test_he_comes_with_the_sentence_that_names_him(kind: Kind) -> None:
    passage = article("In Berlin Chancellor Scholz met reporters. He ruled out a flight ban.")
    assert best(found(passage, 0.0, 0.5), kind) == [
        "In Berlin Chancellor Scholz met reporters.",
        "He ruled out a flight ban.",
    ]


@pytest.mark.parametrize("probabilities", [(0.5, 0.4), (0.4, 0.5)])
def test_the_sentence_that_names_him_is_quoted_once(probabilities: tuple[float, float]) -> None:
    passage = article("Chancellor Olaf Scholz met reporters. He ruled out a flight ban.")
    assert best(found(passage, *probabilities)) == [
        "Chancellor Olaf Scholz met reporters.",
        "He ruled out a flight ban.",
    ]


def test_two_sentences_about_him_share_the_one_that_names_him() -> None:
    passage = article("Mr. Scholz met reporters. He ruled out a ban in Munich. She listened. They left.")
    assert best(found(passage, 0.0, 0.5, 0.4, 0.0)) == [
        "Mr. Scholz met reporters.",
        "He ruled out a ban in Munich.",
        "She listened.",
    ]


def test_a_sentence_that_hangs_itself_names_nobody() -> None:
    passage = article("Snow fell. He travelled to Riga. He ruled out a ban.")
    assert best(found(passage, 0.0, 0.0, 0.5)) == ["He ruled out a ban."]


def test_a_sentence_that_does_not_hang_comes_alone() -> None:
    passage = article("Chancellor Olaf Scholz met reporters. Heavy snow fell.")
    assert best(found(passage, 0.0, 0.5)) == ["Heavy snow fell."]


def test_the_words_of_the_naming_sentence_are_words_of_the_answer() -> None:
    told = "Chancellor Olaf Scholz met " + " ".join(f"reporter{n}" for n in range(LONGEST - 6)) + "."
    passage = article(f"{told} He ruled out a flight ban.")
    assert best(found(passage, 0.0, 0.5)) == []


def test_a_list_is_not_held_to_the_length_of_an_answer() -> None:
    text = " ".join(f"Member{n} " + " ".join(f"word{n}x{m}" for m in range(20)) + "." for n in range(5))
    passage = article(text)
    assert len(best(found(passage, *[0.2] * 5), Kind.LIST)) == 5
    assert len(best(found(passage, *[0.2] * 5))) == 2


def test_candidates_of_equal_probability_keep_their_order() -> None:
    passage = article("Poland sent tanks. Norway sent jets. Ships left Odesa.")
    candidates = found(passage, 0.2, 0.2, 0.2)
    assert chosen(candidates, Kind.FACT) == chosen([replace_(one) for one in candidates], Kind.FACT)
    assert chosen([], Kind.FACT) == []


def replace_(one: Candidate) -> Candidate:
    return one._replace(features=replace(one.features))

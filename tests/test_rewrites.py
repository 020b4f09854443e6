"""What a model rewrote is used only where it adds nothing to what was said and loses nothing of it."""

from datetime import date

import pytest

from assistant.standalone import Plan
from assistant.types import Turn
from tests.test_standalone import GERMANY, VOTE, planned

DAY = date(2023, 12, 28)


@pytest.mark.parametrize(
    ("rewrite", "why"),
    [
        ("Which 15 tanks did Poland promise Ukraine?", "nobody said “15”"),
        ("Which fifteen tanks did Poland promise Ukraine?", "nobody said “fifteen”"),
        ("Which tanks did Poland promise Ukraine in the tenth package?", "nobody said “tenth”"),
        ("Which tanks did Poland promise Ukraine in February 2023?", "nobody said “February 2023”"),
        ("Which tanks did Poland promise Ukraine on 11 January 2023?", "nobody said “"),
        ("Which tanks did Poland and Spain promise Ukraine?", "nobody said “Spain”"),
        ("which tanks did poland and spain promise ukraine?", "nobody said “Spain”"),
        ("Which tanks did Andrzej Duda of Poland promise Ukraine?", "nobody said “Andrzej Duda”"),
        ("Did Ruritania or Freedonia open its harbour first?", "nobody said “Ruritania”"),
        ("Which tanks did Germany promise Ukraine?", "it lost “Poland”"),
        ("Which tanks did <b>Poland</b> promise Ukraine?", "it has markup"),
        ("Which tanks did Poland promise Ukraine? https://evil.example?", "it has markup"),
        ("Какие танки обещала Poland?", "it is not in English"),
        ("Poland promised Ukraine 14 Leopard 2A6 tanks.", "it is no question"),
        ("Which tanks did Poland promise Ukraine" + " really" * 300 + "?", "it has "),
    ],
)
def test_a_rewrite_that_adds_or_loses_is_refused_with_the_reason(rewrite: str, why: str) -> None:
    refused = planned(f"Question: {rewrite}", "And Poland?", GERMANY)
    assert refused.question == "And Poland?"
    assert why in refused.problem or "no question" in refused.problem


@pytest.mark.parametrize(
    ("question", "before", "rewrite"),
    [
        ("And Poland?", GERMANY, "Which tanks did Poland promise Ukraine in January 2023?"),
        ("And Poland?", GERMANY, "Which 14 tanks did Poland promise Ukraine?"),
        ("And Poland?", GERMANY, "Which fourteen tanks did Poland promise Ukraine?"),
        ("and in 2022?", GERMANY, "Which tanks did Germany promise Ukraine in 2022?"),
        ("What about October?", VOTE, "How did the UN General Assembly vote in October 2022?"),
        ("What about October?", VOTE, "How did the United Nations General Assembly vote in October 2022?"),
        ("and last month?", VOTE, "How did the UN General Assembly vote in November 2023?"),
        ("and who voted yesterday?", VOTE, "Who voted in the UN General Assembly on 27 December 2023?"),
        ("what else happened that day?", VOTE, "What else happened that day, on 20 March 2023?"),
        (
            "How many votes did it get?",
            VOTE,
            "How many votes did the UN General Assembly text get in March 2022?",
        ),
    ],
)
def test_what_was_said_or_follows_from_the_day_may_be_written(
    question: str, before: Turn, rewrite: str
) -> None:
    assert planned(f"Question: {rewrite}", question, before) == Plan(rewrite)


@pytest.mark.parametrize(
    ("question", "before", "rewrite"),
    [
        ("What about October?", VOTE, "How did the UN General Assembly vote in March 2022?"),
        ("and last month?", VOTE, "How did the UN General Assembly vote in December 2023?"),
        ("How many did it promise in 2022?", GERMANY, "How many tanks did Germany promise?"),
        ("How many did it promise in 2022?", GERMANY, "How many did Germany promise in January 2023?"),
        ("Why did it promise 14?", GERMANY, "Why did Germany promise Ukraine Leopard tanks?"),
        ("how many tanks?", GERMANY, "Which tanks did Germany promise Ukraine?"),
        ("when will they arrive?", GERMANY, "Which tanks will arrive?"),
        ("who criticised the decision in parliament?", GERMANY, "Who promised Ukraine tanks?"),
    ],
)
def test_what_the_question_itself_asks_must_not_be_lost(question: str, before: Turn, rewrite: str) -> None:
    refused = planned(f"Question: {rewrite}", question, before)
    assert refused.question == question
    assert refused.problem.startswith(("it lost", "it asks", "nobody said"))


def test_a_part_may_have_one_end_of_a_range_and_no_other_day() -> None:
    question = "How did the number of tanks grow between May and July 2023?"
    ends = [f"How many tanks were there in {month} 2023?" for month in ("May", "June", "July")]
    reply = "\n".join([f"Question: {question}", *(f"Part: {part}" for part in ends)])
    assert planned(reply, question).parts == (ends[0], ends[2])
    days = "How did the number of tanks grow from 5 May 2023 to 7 July 2023?"
    reply = "\n".join(
        f"Part: How many tanks were there on {day} 2023?" for day in ("5 May", "7 May", "7 July")
    )
    assert [part[-12:].strip() for part in planned(reply, days).parts] == ["5 May 2023?", "7 July 2023?"]

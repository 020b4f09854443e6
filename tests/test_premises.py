"""What a question takes for granted; a caution is said of false premises and hardly ever of true ones."""

import csv
from datetime import date
from pathlib import Path

import pytest

from assistant.bearing import Bearing, bearing
from assistant.premises import check
from assistant.presupposed import Premise, Role, past, premise, third_person
from assistant.question import understand
from index.article import Headline, Passage
from index.sentences import split
from index.sync import Store

AS_OF = date(2023, 12, 28)
SET = Path(__file__).parent / "evals" / "premises.tsv"
TUNED_ON = ("tuned",)


def rows(*, tuned: bool) -> list[tuple[bool, str]]:
    """Whether each question's premise is true, and the question."""
    with SET.open(encoding="utf-8", newline="") as file:
        return [
            (holds == "true", question)
            for part, holds, question in csv.reader(file, delimiter="\t")
            if (part in TUNED_ON) is tuned
        ]


def passage(text: str, title: str = "A title") -> Passage:
    headline = Headline("a1", title, "", "", (), None)
    return Passage("p1", headline, 0, len(text), text, tuple(split(text)))


def of(question: str) -> Premise:
    found = premise(question)
    assert found is not None
    return found


def caution(store: Store, question: str, as_of: date = AS_OF) -> str:
    return check(store, understand(question, (), as_of), ())


def test_a_false_premise_is_told_with_the_day_up_to_which_articles_were_searched(demo: Store) -> None:
    assert caution(demo, "Why did Hungary send tanks?") == (
        "No article up to 28 December 2023 says that Hungary sent tanks."
    )
    assert caution(demo, "When did Germany send F-16s?") == (
        "No article up to 28 December 2023 says that Germany sent F-16s."
    )
    assert caution(demo, "What did Macron say about Abrams?") == (
        "No article up to 28 December 2023 quotes Macron on Abrams."
    )
    assert "speaks of Zelensky’s death" in caution(demo, "What happened after Zelensky's death?")


def test_what_happened_after_the_as_of_day_is_not_known_yet(demo: Store) -> None:
    assert caution(demo, "When did Finland join NATO?", date(2022, 12, 31))
    assert not caution(demo, "When did Finland join NATO?")


def test_on_questions_it_was_made_with_no_true_premise_is_doubted_and_every_false_one_is(demo: Store) -> None:
    wrong = [question for holds, question in rows(tuned=True) if bool(caution(demo, question)) is holds]
    assert wrong == []


def test_of_the_other_questions_nearly_no_true_premise_is_doubted_and_most_false_ones_are(
    demo: Store,
) -> None:
    doubted = {True: 0, False: 0}
    questions = rows(tuned=False)
    for holds, question in questions:
        doubted[holds] += bool(caution(demo, question))
    of_true = sum(holds for holds, _ in questions)
    assert doubted[True] / of_true <= 0.03
    assert doubted[False] / (len(questions) - of_true) >= 0.85


@pytest.mark.parametrize(
    "question",
    [
        "Did Hungary send tanks?",
        "Is Austria in NATO?",
        "Why did Hungary not send tanks?",
        "Why didn't Germany send Taurus missiles?",
        "What would happen if Turkey left NATO?",
        "Which countries sent tanks?",
        "tanks",
        "¿Por qué envió Hungría tanques?",
        "",
        "Why did " + "A" * 2000,
        "Why did " + "the A " * 400 + "?",
    ],
)
def test_what_asks_whether_or_cannot_be_read_takes_nothing_for_granted(demo: Store, question: str) -> None:
    assert premise(question) is None


def test_nothing_is_said_of_whom_or_what_the_archive_does_not_know(demo: Store) -> None:
    assert caution(demo, "Why did Zorblatt send tanks?") == ""
    assert caution(demo, "Why did Germany send unicorns?") == ""


@pytest.mark.parametrize(
    ("question", "subject", "claim"),
    [
        ("How many F-16s did Germany send to Poland?", "Germany", "says that Germany sent F-16s to Poland"),
        ("What did Hungary send to Ukraine?", "Hungary", "says that Hungary sent anything to Ukraine"),
        ("Which tanks did Hungary send?", "Hungary", "says that Hungary sent any tanks"),
        ("When will Sweden leave the EU?", "Sweden", "says that Sweden will leave the EU"),
        ("Why has Turkey left NATO?", "Turkey", "says that Turkey has left NATO"),
        ("Why was Orban arrested?", "Orban", "says that Orban was arrested"),
        ("Who killed Putin?", "Putin", "says that anyone killed Putin"),
        ("What happened after Musk sold Twitter?", "Musk", "says that Musk sold Twitter"),
        (
            "Why did Slovakia's government ban grain?",
            "Slovakia's",
            "says that Slovakia's government banned grain",
        ),
        ("Why did Musk criticise Leopards?", "Musk", "speaks of Musk and Leopards together"),
    ],
)
def test_a_premise_is_read_from_the_form_of_its_question(question: str, subject: str, claim: str) -> None:
    assert (of(question).subject, of(question).claim) == (subject, claim)


def test_what_is_refused_is_a_deed_of_its_own() -> None:
    found = of("Why did Finland refuse to join NATO?")
    assert (set(found.happenings), set(found.refused)) == ({"refuse"}, {"join"})
    assert bearing(found, passage("Finland refused to join NATO.")) is Bearing.SAYS
    assert bearing(found, passage("Finland will not join NATO, its president said.")) is Bearing.SAYS
    assert bearing(found, passage("Finland joined NATO in April.")) is not Bearing.SAYS


@pytest.mark.parametrize(
    "text",
    [
        "Hungary has sent ten tanks to Ukraine.",
        "Tanks were delivered to Ukraine by Hungary.",
        "Ten tanks arrived from Hungary on Monday.",
        "Hungary owns many tanks. It gave four of them to Ukraine.",
        "The Hungarian gift of ten tanks was welcomed.",
        "Leopards were handed over by Slovakia and Hungary.",
    ],
)
def test_a_deed_is_found_in_many_forms(text: str) -> None:
    assert bearing(of("Why did Hungary send tanks?"), passage(text)) is Bearing.SAYS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hungary will send no tanks.", Bearing.DENIES),
        ("Hungary has never given tanks.", Bearing.DENIES),
        ("Hungary promised to send tanks.", Bearing.DENIES),
        ("Hungary rejected the delivery of tanks.", Bearing.DENIES),
        ("Poland sent tanks through Hungary.", Bearing.MAY),
        ("Poland has sent tanks.", Bearing.NOTHING),
        ("Hungary borders Ukraine. Poland has sent tanks.", Bearing.NOTHING),
    ],
)
def test_what_is_denied_planned_or_done_by_others_does_not_bear_it_out(text: str, expected: Bearing) -> None:
    assert bearing(of("Why did Hungary send tanks?"), passage(text)) is expected


def test_a_decision_happens_when_it_is_announced() -> None:
    found = of("When did the EU ban Russian coal?")
    assert bearing(found, passage("The EU will ban coal from Russia in August.")) is Bearing.SAYS


def test_another_thing_is_another_deed() -> None:
    found = of("How many tanks did Hungary send?")
    text = "Hungary was asked for tanks. It gave Ukraine ambulances."
    assert bearing(found, passage(text)) is Bearing.NOTHING


def test_a_speaker_is_quoted_on_what_is_spoken_of_in_the_same_passage() -> None:
    found = of("What did Macron say about Abrams tanks?")
    assert found.role is Role.SPEAKER
    assert bearing(found, passage("Biden spoke of Abrams tanks. Macron left.")) is Bearing.SAYS
    assert bearing(found, passage("Biden spoke of Abrams tanks.")) is Bearing.NOTHING


@pytest.mark.parametrize(
    ("verb", "expected"),
    [("send", "sent"), ("ban", "banned"), ("veto", "vetoed"), ("deny", "denied"), ("deploy", "deployed")],
)
def test_a_claim_has_its_verb_in_the_past(verb: str, expected: str) -> None:
    assert past(verb) == expected


def test_a_claim_has_its_verb_in_the_third_person() -> None:
    assert [third_person(verb) for verb in ("ban", "deny", "reach", "veto")] == [
        "bans",
        "denies",
        "reaches",
        "vetoes",
    ]

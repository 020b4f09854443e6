"""The JSON that other programs rely on: every field, its order and its form."""

import json
from dataclasses import replace
from datetime import date

from assistant.question import understand
from assistant.record import dumped, record
from assistant.types import (
    Answer,
    Citation,
    Comparison,
    Difference,
    Evidence,
    Limits,
    Outcome,
    Row,
    Searched,
    Sentence,
    Value,
    Verdict,
    Window,
)
from tests.drawing import WRITTEN
from tests.fakes import evidence

QUERY = understand("Who sent  tanks?", (), date(2023, 1, 31))


def answered(found: list[Evidence]) -> Answer:
    passage = found[0].passage
    start, end = passage.sentences[1]
    quote = passage.text[start - passage.start : end - passage.start]
    return Answer(
        QUERY,
        Outcome.ANSWERED,
        (Sentence(quote, (1,), Verdict.QUOTED),),
        (Citation(1, passage, start, end, quote),),
        tuple(found),
        notes=("a note",),
        writer="openai:local",
        timings_ms={"search": 1.5, "total": 2.0},
    )


def test_the_promised_shape_key_by_key_in_order() -> None:
    made = record(answered(evidence("Spring came. Poland sent tanks.")), "q7")
    assert json.dumps(made, indent=1) == json.dumps(
        {
            "question_id": "q7",
            "question": "Who sent tanks?",
            "as_of": "2023-01-31",
            "answer": "Poland sent tanks. [1]",
            "abstained": False,
            "reason": "",
            "sentences": [
                {"text": "Poland sent tanks.", "citations": [1], "verdict": "quoted", "reason": ""}
            ],
            "citations": [
                {
                    "number": 1,
                    "article_id": "a1",
                    "url": "https://example.org/1",
                    "title": "Title",
                    "outlet": "The Courier",
                    "published": "2022-04-07",
                    "start": 113,
                    "end": 131,
                    "quote": "Poland sent tanks.",
                    "copies": [],
                    "version": "",
                }
            ],
            "passages": [
                {
                    "article_id": "a1",
                    "url": "https://example.org/1",
                    "title": "Title",
                    "outlet": "The Courier",
                    "published": "2022-04-07",
                    "start": 100,
                    "end": 131,
                    "text": "Spring came. Poland sent tanks.",
                    "score": 1.0,
                    "version": "",
                }
            ],
            "timings_ms": {"search": 1.5, "total": 2.0},
            "outcome": "answered",
            "notes": ["a note"],
            "writer": "openai:local",
            "limits": {"window": None, "outlets": [], "authors": []},
            "searched": None,
            "wider": None,
            "caution": "",
            "rows": [],
            "comparisons": [],
            "confidence": 0.0,
            "removed": [],
            "parts": [],
            "writing": None,
        },
        indent=1,
    )


def test_an_abstention_has_the_same_fields_with_its_reason() -> None:
    made = record(Answer(QUERY, Outcome.NOTHING_FOUND, reason="Nothing was found."))
    assert list(made) == list(record(answered(evidence("One. Two."))))
    assert (made["question_id"], made["answer"], made["abstained"]) == (None, "", True)
    assert (made["reason"], made["outcome"]) == ("Nothing was found.", "nothing_found")
    assert made["sentences"] == made["citations"] == made["passages"] == []


def test_what_an_answer_has_beside_its_sentences_is_told_field_by_field() -> None:
    answer = answered(evidence("Spring came. Poland sent tanks."))
    (citation,) = answer.citations
    window = Window(date(2022, 4, 1), None, "since April 2022")
    made = record(
        replace(
            answer,
            query=replace(QUERY, limits=Limits(window, ("The Courier",), ("Ann Ash",))),
            citations=(replace(citation, copies=(replace(citation.headline, article_id="c1"),)),),
            searched=Searched(412, "the last 30 days"),
            wider=Limits(outlets=("The Courier",)),
            caution="No article says so.",
            rows=(Row("Poland", "sent", date(2022, 4, 7), 1), Row("Spain", "pledged", None, 1)),
            comparisons=(Comparison(Difference.DISPUTED, "tanks", (Value("14", None, 1),)),),
            confidence=0.75,
        )
    )
    assert json.loads(json.dumps(made)) == made
    assert made["limits"] == {
        "window": {"first": "2022-04-01", "last": None, "said": "since April 2022"},
        "outlets": ["The Courier"],
        "authors": ["Ann Ash"],
    }
    assert made["searched"] == {"articles": 412, "step": "the last 30 days"}
    assert made["wider"] == {"window": None, "outlets": ["The Courier"], "authors": []}
    assert (made["caution"], made["confidence"]) == ("No article says so.", 0.75)
    assert made["rows"] == [
        {"item": "Poland", "what": "sent", "day": "2022-04-07", "citation": 1},
        {"item": "Spain", "what": "pledged", "day": None, "citation": 1},
    ]
    assert made["comparisons"] == [
        {
            "difference": "disputed",
            "about": "tanks",
            "values": [{"text": "14", "day": None, "citation": 1}],
        }
    ]
    assert [copy["article_id"] for copy in made["citations"][0]["copies"]] == ["c1"]


def test_how_a_models_answer_came_about_is_told_with_what_was_removed() -> None:
    made = record(WRITTEN)
    assert json.loads(json.dumps(made)) == made
    assert [one["reason"] for one in made["sentences"]][:3] == ["Why quoted.", "", "Why weak."]
    assert made["removed"] == [
        {"text": "Removed.", "citations": [1], "verdict": "unsupported", "reason": "Why removed."}
    ]
    assert made["parts"] == ["Who sent?", "Who did not?"]
    assert made["writing"] == {
        "prompt": "answer@3f2a91c0b7d1",
        "shown": 8,
        "tokens_read": 2100,
        "tokens_written": 96,
        "first_token_ms": 812.0,
        "unknown_citations": 1,
        "found_again": 2,
        "rewritten": 3,
        "checked_by": "rules and similarity",
    }


def test_what_a_terminal_obeys_or_misleads_is_escaped_and_read_back_the_same() -> None:
    value = {"text": "a\x1b\x9b\u202eb\u2066\ud800 ü “quoted”"}
    text = dumped(value)
    assert json.loads(text) == value
    assert "ü “quoted”" in text and text.isprintable()


def test_an_article_without_a_day_has_null() -> None:
    made = record(answered(evidence("One. Two.", published=None)))
    assert made["citations"][0]["published"] is None
    assert made["passages"][0]["published"] is None


def test_the_ten_best_passages_are_given_in_rank_order() -> None:
    made = record(answered(evidence(*(f"One {n}. Two." for n in range(14)))))
    assert [passage["article_id"] for passage in made["passages"]] == [f"a{n}" for n in range(1, 11)]

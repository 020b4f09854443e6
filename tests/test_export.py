"""An exported answer: all that an auditor needs, in both forms, and nothing that acts."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from markdown_it import MarkdownIt

from assistant.export import FORMS, Export
from assistant.record import record
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
    Slip,
    Value,
    Verdict,
    Window,
    Writing,
)
from index.versions import Since
from tests.drawing import ANSWER, HEADLINE, IN_VAIN, PASSAGE, QUERY, QUOTE, TEXT, WRITTEN
from tests.test_markdown import HOSTILE

ASKED = datetime(2026, 11, 23, 10, 5, tzinfo=UTC)
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
FULL = replace(
    WRITTEN,
    query=replace(
        QUERY,
        text="Who sent tanks to Ukraine?",
        limits=Limits(Window(date(2022, 4, 1), date(2022, 4, 30)), ("Baltic Courier",), ("Ann Ash",)),
        slips=(Slip("tnaks", "tanks"),),
    ),
    citations=(replace(ANSWER.citations[0], copies=(replace(HEADLINE, article_id="c1", title="A copy"),)),),
    evidence=tuple(Evidence(PASSAGE, 1 / n, 0.5 / n) for n in range(1, 13)),
    rows=(Row("Poland", "delivered", date(2022, 4, 7), 1),),
    comparisons=(Comparison(Difference.DISPUTED, "tanks", (Value("14", None, 1),)),),
    notes=("A note.",),
    timings_ms={"search": 12.4, "total": 900.0},
    confidence=0.876,
    searched=Searched(412, "the last 30 days"),
)


def exported(answer: Answer = FULL, form: str = "md") -> str:
    return Export(answer, ASKED, "all-MiniLM-L6-v2").text(form)


def test_the_markdown_holds_all_that_an_auditor_needs() -> None:
    text = exported()
    for part in (
        *("# Who sent tanks?", "Searched for**: Who sent tanks to Ukraine?", "Who sent?; Who did not?"),
        *("2026-11-23 10:05 UTC, as of 2023-02-07", "1–30 Apr 2022", "Baltic Courier", "Ann Ash"),
        *("412 (the last 30 days)", "answered; confidence 0.88", "Written by**: fake:model"),
        "Checked by**: rules and similarity",
        *("2 of 5 sentences supported", "`answer@3f2a91c0b7d1`, 8 passages shown", "2,100 read, 96 written"),
        *("812 ms", "1 that named nothing", "2 found again, 3 rewritten", "search 12 ms, total 900 ms"),
        *("1. Quoted. [1] — **word for word**: Why quoted.", "3. Weak. [1] — **weak**: Why weak."),
        *("- Removed. [1] — **not supported**: Why removed.", "- A note.", "all-MiniLM-L6-v2"),
        *("- Poland: delivered, 7 Apr 2022 [1]", "- **Disputed**, tanks: 14 (undated) [1]"),
        *(
            "**[1]** Leopards leave, Baltic Courier, 7 Apr 2022, characters 22–57 of article `a1`",
            f"> {QUOTE}",
        ),
        *("`https://example.org/1`", "The same story: A copy", "score 1.0000, relevance 0.5000", f"> {TEXT}"),
    ):
        assert part in text, part
    assert text.count("relevance") == len(FULL.evidence)
    assert text.count("**Prompt**") == 1 and "What the model wrote" not in text


def test_the_json_is_the_promised_record_with_every_passage_and_what_made_it() -> None:
    made = json.loads(exported(form="json"))
    promised = json.loads(json.dumps(record(FULL)))
    apart = {"passages": promised["passages"], "citations": promised["citations"]}
    assert {name: made[name] for name in promised} | apart == promised
    for name in apart:
        assert all(one | promise == one for one, promise in zip(made[name], promised[name], strict=False))
        assert all(one["since"] is None for one in made[name])
    assert list(made)[: len(promised)] == list(promised)
    assert [one["score"] for one in made["passages"]] == [one.score for one in FULL.evidence]
    assert made["passages"][0]["relevance"] == 0.5 and made["passages"][0]["copies"] == []
    assert made["asked"] == "2026-11-23T10:05:00+00:00"
    assert (made["searched_for"], made["kind"]) == ("Who sent tanks to Ukraine?", "fact")
    assert made["slips"] == [{"written": "tnaks", "meant": "tanks"}]
    assert made["embedding_model"] == "all-MiniLM-L6-v2" and "dateline" in made


def test_what_became_of_a_cited_text_since_is_in_both_forms() -> None:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    version = "v1"
    headline = replace(HEADLINE, version=version)
    passage = replace(PASSAGE, headline=headline)
    answer = replace(
        ANSWER,
        citations=tuple(replace(one, passage=passage) for one in ANSWER.citations),
        evidence=(Evidence(passage, 1.0),),
    )
    for since, said in ((Since(at, False), "changed"), (Since(at, True), "withdrawn")):
        changed = Export(answer, ASKED, changes={(headline.article_id, version): since})
        assert f"{said} " in changed.text("md") and changed.text("md").count("on 20 November 2026") == 2
        made = json.loads(changed.text("json"))
        told = {"change": said, "at": "2026-11-20T12:00:00+00:00"}
        assert [one["since"] for one in (*made["citations"], *made["passages"])] == [told, told]
    assert "after this answer" not in Export(answer, ASKED).text("md")


def test_a_quoted_answer_in_a_models_stead_has_what_the_model_wrote_in_a_part_of_its_own() -> None:
    about, _, after = exported(IN_VAIN).partition("## What the model wrote\n")
    assert "Written by**: nobody; quoted word for word" in about and "Removed." not in about
    assert not [
        name for name in ("Support", "Prompt", "Tokens", "Checked by", "sentence supp") if name in about
    ]
    part = after.partition("## ")[0].strip().splitlines()
    assert part[0] == "- Removed. [1] — **not supported**: Why removed."
    assert part[1:] == [
        "- **Prompt**: `answer@3f2a91c0b7d1`, 8 passages shown",
        "- **Checked by**: rules and similarity",
        "- **Tokens**: 2,100 read, 96 written",
        "- **First word after**: 812 ms",
        "- **Citations removed**: 1 that named nothing that was shown",
        "- **Sentences**: 2 found again, 3 rewritten",
    ]
    assert "## Notes\n\n- The model wrote nothing that holds." in after
    made = json.loads(exported(IN_VAIN, "json"))
    assert made["writer"] == "" and made["writing"]["checked_by"] == "rules and similarity"
    assert [one["reason"] for one in made["removed"]] == ["Why removed."]


@pytest.mark.parametrize("written", [{"writing": None}, {"removed": ()}])
def test_what_a_model_wrote_in_vain_is_told_as_far_as_it_is_known(written: dict[str, Any]) -> None:
    part = exported(replace(IN_VAIN, **written)).partition("## What the model wrote\n")[2].partition("## ")[0]
    assert ("Removed." in part) == ("writing" in written)
    assert ("Tokens" in part) == ("removed" in written)


def test_what_there_is_not_is_left_out() -> None:
    text = exported(ANSWER)
    assert "nobody; quoted word for word" in text
    for part in (
        "## Removed",
        "## What the model",
        "## Table",
        "## Values",
        "## Notes",
        "Prompt",
        "Tokens",
        "Split into",
        "Support",
    ):
        assert part not in text
    nothing = replace(
        ANSWER, outcome=Outcome.NOTHING_FOUND, sentences=(), citations=(), reason="None says so."
    )
    assert "## Answer\n\nNone says so.\n" in exported(nothing)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_of_anybodys_becomes_markup_or_changes_the_shape(hostile: str) -> None:
    def everywhere(text: str) -> str:
        headline = replace(HEADLINE, article_id=text, title=text, outlet=text, authors=(text,), url="")
        passage = replace(PASSAGE, headline=headline, text=text)
        said = tuple(Sentence(text, (1,), one, reason=text) for one in Verdict)
        return exported(
            replace(
                FULL,
                query=replace(
                    QUERY, question=text, text=text, limits=Limits(FULL.query.limits.window, (text,), (text,))
                ),
                sentences=said,
                removed=said,
                citations=(Citation(1, passage, 0, 1, text, (headline,)),),
                evidence=(Evidence(passage, 1.0, copies=(headline,)),),
                rows=(Row(text, text, None, 1),),
                comparisons=(Comparison(Difference.UPDATED, text, (Value(text, None, 1),)),),
                notes=(text,),
                caution=text,
                writer=text,
                parts=(text,),
                searched=Searched(1, text),
                writing=Writing(text, 1, checked_by=text),
                timings_ms={text: 1.0},
            )
        )

    def shape(markdown: str) -> list[str]:
        return [token.type for token in PARSER.parse(markdown)]

    text = everywhere(hostile)
    assert shape(text) == shape(everywhere("harmless"))
    inner = {child.type for token in PARSER.parse(text) for child in token.children or ()}
    assert inner <= {"text", "text_special", "code_inline", "strong_open", "strong_close", "softbreak"}
    assert not [c for c in text if c != "\n" and not c.isprintable()]


def test_only_a_web_address_is_given_as_one_and_as_code() -> None:
    for url, shown in (("https://e.example/a_b*c", "`https://e.example/a_b*c`"), ("javascript:alert(1)", "")):
        passage = replace(PASSAGE, headline=replace(HEADLINE, url=url))
        text = exported(replace(ANSWER, citations=(replace(ANSWER.citations[0], passage=passage),)))
        assert (shown or "characters") in text and "javascript" not in text


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which NATO members sent tanks?", "dateline-2023-02-07-which-nato-members-sent-tanks"),
        ("../../etc/passwd\x00\n", "dateline-2023-02-07-etc-passwd"),
        ("Où est Zoë?", "dateline-2023-02-07-ou-est-zoe"),
        ("Кто?", "dateline-2023-02-07"),
        ("a " * 999, "dateline-2023-02-07-" + "-".join("a" * 30)),
        ("x" * 999, "dateline-2023-02-07-" + "x" * 60),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_the_files_name_says_what_was_asked_and_when_and_is_safe(question: str, name: str, form: str) -> None:
    asked = replace(ANSWER, query=replace(QUERY, question=question))
    assert Export(asked, ASKED).name(form) == f"{name}.{form}"


def test_a_folder_on_this_machine_is_given_by_its_last_part() -> None:
    made = Export(ANSWER, ASKED, "/home/somebody/models/minilm")
    for form in FORMS:
        assert "minilm" in made.text(form) and "somebody" not in made.text(form)

"""What the harness makes of a model's answers beside the quoted ones: shares that can be counted by hand."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from langchain_core.language_models import BaseChatModel

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Outcome, Sentence, Verdict, Writing
from index.sync import Store
from tests.evals.measures import contains
from tests.evals.written import Asked, Case, measured_by, table
from tests.fakes import QuotingModel, Script, chat
from tests.writer import AS_OF, TRUE

CASE = Case(
    "one", "When did Finland join?", AS_OF, (), frozenset({"https://x/right", "https://x/other"}), True, None
)
SILENT = replace(CASE, id="two", gold=frozenset(), is_answerable=False)
BEGUN = Answer(None, Outcome.ANSWERED)  # type: ignore[arg-type]


def figures(asked: list[Asked]) -> dict[str, str]:
    lines = str(table("title", {"model": asked})).splitlines()
    return {line[:50].strip(): line[50:].split()[0] for line in lines if line[50:].split()}


def sentence(verdict: Verdict) -> Sentence:
    return Sentence("Text.", (), verdict)


def test_support_counts_what_is_shown_and_what_was_written() -> None:
    verdicts = (Verdict.SUPPORTED, Verdict.QUOTED, Verdict.WEAK, Verdict.SUPPORTED)
    answer = replace(
        BEGUN,
        sentences=tuple(map(sentence, verdicts)),
        removed=(sentence(Verdict.UNSUPPORTED),),
        writer="fake:model",
        writing=Writing("answer@x", 3, 900, 80, 120.0, unknown_citations=1, rewritten=1),
    )
    found = figures([Asked(CASE, answer, 2.0)])
    assert found["sentences shown that are supported"] == "0.750"
    assert found["of those written, before mending"] == "0.400"
    assert found["shown as weak"] == "0.250"
    assert found["sentences removed, an answer"] == "1.000"
    assert found["citations that name what was shown"] == "0.000"
    assert (found["tokens read"], found["tokens written"]) == ("900.000", "80.000")
    assert found["quotations shown instead"] == "0.000"


def test_silence_is_counted_apart_for_questions_with_and_without_an_answer() -> None:
    silent = replace(BEGUN, outcome=Outcome.NOT_ANSWERABLE)
    found = figures([Asked(CASE, silent, 1.0), Asked(SILENT, silent, 1.0), Asked(SILENT, BEGUN, 1.0)])
    assert found["abstained, answerable"] == "1.000"
    assert found["abstained, unanswerable"] == "0.500"


@pytest.mark.parametrize(("model", "writer"), [(QuotingModel(), "fake:model"), (Script(replies=[""]), "")])
def test_each_question_is_asked_both_ways_in_one_library(
    demo: Store, model: BaseChatModel, writer: str
) -> None:
    assistant = Assistant(
        Settings(home=demo.library.path.parent),
        embedder=demo.embedder,
        load_model=lambda name, _: chat(model, name=name),
    )
    right = partial(contains, answer="Finland")
    case = Case("one", "When did Finland join NATO?", AS_OF, (), frozenset(), True, right)
    both = measured_by(assistant, [case], "fake:model")
    assistant.close()
    assert [one.answer.writer for one in both["quoted"]] == [""]
    assert [one.answer.writer for one in both["fake:model"]] == [writer]
    found = figures(both["fake:model"])
    assert found["answer says what is asked for"] == "1.000"
    assert found["quotations shown instead"] == str(float(not writer)) + "00"
    assert assistant.model_name == ""


def test_articles_are_counted_with_the_copies_they_stand_for() -> None:
    from tests.test_evals import cited

    answer = cited(TRUE, "right", date(2023, 4, 4))
    (citation,) = answer.citations
    citation = replace(
        citation,
        passage=replace(citation.passage, headline=replace(citation.headline, url="https://x/right")),
    )
    other = replace(citation.headline, article_id="other", url="https://x/other")
    found = figures([Asked(CASE, replace(answer, citations=(citation,)), 1.0)])
    assert (found["articles cited that are right ones"], found["right articles that are cited"]) == (
        "1.000",
        "0.500",
    )
    with_copy = replace(answer, citations=(replace(citation, copies=(other,)),))
    assert figures([Asked(CASE, with_copy, 1.0)])["right articles that are cited"] == "1.000"

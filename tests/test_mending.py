"""Each sentence of a model's answer is quoted, supported, found again, written anew or taken out."""

import pytest

from assistant.mending import MOST_REWRITTEN, PATIENCE, Checker, mended
from assistant.question import understand
from assistant.settings import JUDGE
from assistant.talking import Usage
from assistant.types import Answer, Outcome, Sentence, Stage, Verdict
from assistant.verify import Verifier
from index.sync import Store
from tests.fakes import QuotingModel, Script, chat
from tests.writer import (
    AS_OF,
    INVENTED,
    QUESTION,
    TRUE,
    Writer,
    assert_numbers_count_by_first_use,
    texts,
)


@pytest.fixture
def ask(demo: Store) -> Writer:
    return Writer(demo)


def test_a_sentence_word_for_word_is_quoted(ask: Writer) -> None:
    answer = ask(QuotingModel())
    assert [one.verdict for one in answer.sentences] == [Verdict.QUOTED]
    assert answer.writer == "fake:model"
    assert answer.writing is not None
    assert answer.writing.prompt.startswith("answer@")
    assert_numbers_count_by_first_use(answer)


def test_a_sentence_without_support_is_removed_counted_and_kept_for_auditors(ask: Writer) -> None:
    model = Script(replies=[f"{TRUE} [1.1] {INVENTED} [1.2]", "NOT_IN_ARCHIVE"])
    answer = ask(model)
    assert texts(answer) == [TRUE]
    assert answer.sentences[0].verdict is Verdict.SUPPORTED
    assert [one.text for one in answer.removed] == [INVENTED]
    assert answer.removed[0].verdict is Verdict.UNSUPPORTED
    assert "It cited “" in answer.removed[0].reason
    assert answer.removed[0].citations == ()
    assert len(model.asked) == 2  # the second time to write that sentence anew
    assert INVENTED in model.asked[1]
    assert_numbers_count_by_first_use(answer)


def test_a_sentence_that_names_no_source_gets_the_one_that_says_so(ask: Writer) -> None:
    answer = ask(Script(replies=[TRUE]))
    assert texts(answer) == [TRUE]
    assert "Finland" in answer.citations[0].quote
    assert answer.sentences[0].reason == "The model named no source: this one says so."
    assert answer.sentences[0].citations == (1,)


def test_a_sentence_about_another_event_is_searched_for_once_more(ask: Writer) -> None:
    elsewhere = "Argentina beat France on penalties on 18 December 2022."
    answer = ask(Script(replies=[f"{TRUE} [1.1] {elsewhere} [1.1]", "NOT_IN_ARCHIVE"]))
    assert answer.writing is not None
    assert answer.writing.found_again == 1
    assert texts(answer) == [TRUE, elsewhere]
    assert answer.sentences[1].verdict is Verdict.WEAK, "it may be about another matter than its source was"
    assert answer.sentences[1].reason.startswith("The model named another article")
    (number,) = answer.sentences[1].citations
    cited = answer.citations[number - 1]
    assert "Argentina" in f"{cited.headline.title} {cited.quote}"
    assert cited.passage.passage_id in {one.passage.passage_id for one in answer.evidence}


def test_a_sentence_is_written_anew_once_and_then_checked_again(ask: Writer) -> None:
    model = Script(
        replies=[
            f"{TRUE} [1.1] Finland joined NATO with 77 helicopters. [1.1]",
            f"{TRUE[:-1]}, a Tuesday. [1.1]",
        ]
    )
    answer = ask(model)
    assert answer.writing is not None
    assert answer.writing.rewritten == 1
    assert not answer.removed
    assert all(one.verdict in (Verdict.SUPPORTED, Verdict.QUOTED) for one in answer.sentences)


def test_a_model_that_invents_again_and_again_is_asked_only_so_often(ask: Writer) -> None:
    invented = [f"Iceland sent {n} helicopters to Peru in {n}. [1.1]" for n in range(71, 79)]
    model = Script(replies=[f"{TRUE} [1.1] {' '.join(invented)}", f"{INVENTED} [1.1]"])
    answer = ask(model)
    assert texts(answer) == [TRUE]
    assert len(answer.removed) == len(invented)
    assert len(model.asked) == 1 + MOST_REWRITTEN


def test_the_model_as_its_own_judge_can_doubt_and_never_assure(ask: Writer) -> None:
    doubting = ask(Script(replies=[f"{TRUE} [1.1]", "NOT_SUPPORTED"]), entailment=JUDGE)
    assert [one.verdict for one in doubting.sentences] == [Verdict.WEAK]
    assert "fake:model" in doubting.sentences[0].reason
    assuring = ask(Script(replies=[f"{TRUE} [1.1] {INVENTED} [1.1]", "SUPPORTED"]), entailment=JUDGE)
    assert texts(assuring) == [TRUE]


def test_nothing_is_called_supported_before_it_is_checked(ask: Writer) -> None:
    model = Script(replies=[f"{TRUE} [1.1] {INVENTED} [1.2] Then it stopped.", "NOT_IN_ARCHIVE"])
    steps = list(ask.steps(model))
    writing = [one.answer for one in steps if one.stage is Stage.ANSWERING and one.answer]
    assert len(writing) > 5
    assert {s.verdict for answer in writing for s in answer.sentences} <= {Verdict.CITED, Verdict.UNCITED}
    shown = [s for one in steps if one.answer for s in one.answer.sentences if s.text == INVENTED]
    assert shown
    assert not {one.verdict for one in shown} & {Verdict.SUPPORTED, Verdict.QUOTED, Verdict.WEAK}


def test_nothing_is_written_anew_for_a_reader_who_has_waited_long(demo: Store) -> None:
    model = Script(replies=[f"{TRUE} [1.1]"])
    checker = Checker(demo, chat(model), Verifier(demo.embedder.encode))
    query = understand(QUESTION, (), AS_OF)
    begun = Answer(query, Outcome.ANSWERED, sentences=(Sentence(INVENTED, (), Verdict.UNCITED),))
    for waited, asked in ((PATIENCE + 1, 0), (0.0, 1)):
        *_, mend = mended(checker, begun, (), Usage(), waited)
        assert [one.text for one in mend.removed] == [INVENTED]
        assert len(model.asked) == asked


def test_a_model_that_thinks_first_can_write_a_sentence_anew(ask: Writer) -> None:
    thoughts = f"<think>{'It may be so. ' * 100}</think>"
    written = f"{TRUE} [1.1] Finland joined NATO with 77 helicopters. [1.1]"
    answer = ask(Script(replies=[written, f"{thoughts}{TRUE[:-1]}, a Tuesday. [1.1]"]))
    assert answer.writing is not None
    assert answer.writing.rewritten == 1


def test_an_auditor_is_told_each_prompt_and_what_support_was_told_by(ask: Writer) -> None:
    plain = ask(QuotingModel()).writing
    mended = ask(Script(replies=[f"{TRUE} [1.1] {INVENTED} [1.2]", "NOT_IN_ARCHIVE"])).writing
    judged = ask(QuotingModel(), entailment=JUDGE).writing
    assert plain is not None and mended is not None and judged is not None
    assert [one.partition("@")[0] for one in plain.prompt.split(" + ")] == ["answer"]
    assert [one.partition("@")[0] for one in mended.prompt.split(" + ")] == ["answer", "rewrite"]
    assert plain.checked_by == "rules and similarity"
    assert judged.checked_by == "rules and similarity and fake:model"


def test_a_sentence_is_seen_for_as_long_as_it_is_worked_on(ask: Writer) -> None:
    model = Script(replies=[f"{TRUE} [1.1] {INVENTED} [1.2]", "NOT_IN_ARCHIVE"])
    checking = [one.answer for one in ask.steps(model) if one.stage is Stage.CHECKING and one.answer]
    seen = [INVENTED in texts(answer) for answer in checking]
    assert seen[0]
    assert seen == sorted(seen, reverse=True), "it went and came back"

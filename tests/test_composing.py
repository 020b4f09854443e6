"""A model's answer in the flow: repaired once, and replaced by quotations that say why where it fails."""

import pytest
from langchain_core.language_models import BaseChatModel

from assistant.composing import TRIES
from assistant.errors import ModelError
from assistant.llm import Chat
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import Outcome, Stage, Turn, Verdict
from index.sync import Store
from tests.fakes import QuotingModel, Script, StreamingModel, chat
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


class ContextOverflowError(Exception):
    """As LangChain's providers raise it."""


@pytest.mark.parametrize(
    "reply",
    ["", "   ", f"{INVENTED} [1.1]", f"{INVENTED}", '{"answer": []}', "[1.1] [1.2]"],
    ids=["nothing", "spaces", "invented", "uncited", "JSON", "markers"],
)
def test_what_is_no_answer_is_repaired_once_and_then_replaced_by_quotations(ask: Writer, reply: str) -> None:
    model = Script(replies=[reply])
    answer = ask(model)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.writer == ""
    assert {one.verdict for one in answer.sentences} == {Verdict.QUOTED}
    assert answer.notes[-1].startswith("The quoted answer is shown: fake:model wrote no")
    assert sum("A reply to this was of no use" in prompt for prompt in model.asked) == TRIES - 1


def test_a_repair_that_helps_is_shown(ask: Writer) -> None:
    answer = ask(Script(replies=["", f"{TRUE} [1.1]"]))
    assert texts(answer) == [TRUE]
    assert answer.writer == "fake:model"
    assert answer.writing is not None
    assert "repair@" in answer.writing.prompt


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (ConnectionRefusedError(), "cannot be reached"),
        (TimeoutError(), "did not answer within"),
        (ValueError("odd"), "ValueError: odd"),
    ],
)
def test_a_model_that_fails_is_replaced_by_quotations_with_why(
    ask: Writer, error: Exception, why: str
) -> None:
    answer = ask(Script(replies=[error]))
    assert answer.sentences
    assert answer.writer == ""
    assert answer.notes[-1].startswith("The quoted answer is shown: fake:model")
    assert why in answer.notes[-1]


@pytest.mark.parametrize("context", [2600, 4096, 8192, 128_000])
def test_a_prompt_that_is_too_long_after_all_is_sent_again_at_half_its_length(
    ask: Writer, context: int
) -> None:
    model = Script(replies=[ContextOverflowError(), f"{TRUE} [1.1]"])
    assert texts(ask(model, context=context)) == [TRUE]
    first, second = map(len, model.asked)
    assert second <= 0.55 * first


@pytest.mark.parametrize("model", [QuotingModel(), Script(replies=[ContextOverflowError()])])
@pytest.mark.parametrize("context", [300, 1000])
def test_a_context_without_room_for_one_sentence_is_told(
    ask: Writer, model: BaseChatModel, context: int
) -> None:
    answer = ask(model, context=context)
    assert {one.verdict for one in answer.sentences} <= {Verdict.QUOTED}
    assert answer.sentences
    assert answer.writer or "too long for fake:model" in answer.notes[-1]


def test_a_model_that_finds_no_answer_declines(ask: Writer) -> None:
    answer = ask(Script(replies=["NOT_IN_ARCHIVE"]))
    assert answer.outcome is Outcome.DECLINED
    assert answer.abstained
    assert "fake:model" in answer.reason


def test_a_table_and_values_that_differ_stand_with_a_models_answer(ask: Writer) -> None:
    answer = ask(QuotingModel(), "Which NATO members sent tanks to Ukraine?")
    assert answer.writer == "fake:model"
    assert {"Poland", "Germany"} <= {row.item for row in answer.rows}
    meant = {one.number: f"{one.headline.title} {one.passage.text}" for one in answer.citations}
    assert all("tank" in meant[row.citation] for row in answer.rows)
    assert_numbers_count_by_first_use(answer)


def test_a_hard_question_is_searched_in_parts_that_are_shown(ask: Writer) -> None:
    parts = ("When did Finland join NATO?", "When did Canada promise Leopard tanks?")
    question = "When did Finland join NATO, and when did Canada promise Leopard tanks?"
    plan = f"Question: {question}\n" + "\n".join(f"Part: {part}" for part in parts)
    answer = ask(Script(replies=[plan, f"{TRUE} [1.1]"]), question)
    assert answer.parts == parts
    assert answer.query.question == question
    found = {one.passage.headline.title for one in answer.evidence}
    assert any("Finland" in title for title in found)
    assert any("Canad" in title for title in found)


def test_an_unknown_model_is_told_and_the_quotations_shown(demo: Store) -> None:
    def load(setting: str, _: Settings) -> Chat:
        raise ModelError(f"{setting} needs a key: set FAKE_API_KEY")

    settings = Settings(home=demo.library.path.parent, llm="fake:model")
    assistant = Assistant(settings, embedder=demo.embedder, load_model=load)
    answer = assistant.answer(QUESTION, as_of=AS_OF)
    assistant.close()
    assert answer.sentences
    assert answer.notes[-1] == "The quoted answer is shown: fake:model needs a key: set FAKE_API_KEY."


def test_the_model_can_be_changed_between_questions(demo: Store) -> None:
    loaded = list[str]()

    def load(setting: str, _: Settings) -> Chat:
        loaded.append(setting)
        if setting == "bad:model":
            raise ModelError("bad:model cannot be set up")
        return chat(QuotingModel(), name=setting)

    assistant = Assistant(Settings(home=demo.library.path.parent), embedder=demo.embedder, load_model=load)
    writers: list[str] = []

    def written_by() -> str:
        return assistant.answer(QUESTION, as_of=AS_OF).writer

    writers.append(written_by())
    assistant.use_model("fake:one")
    writers.append(written_by())
    with pytest.raises(ModelError):
        assistant.use_model("bad:model")
    assert assistant.model_name == "fake:one"
    writers.append(written_by())
    assistant.use_model("")
    writers.append(written_by())
    assistant.close()
    assert writers == ["", "fake:one", "fake:one", ""]
    # let go of before the other is tried, and loaded again when it is asked
    assert loaded == ["fake:one", "bad:model", "fake:one"]


def test_an_answer_that_breaks_off_is_replaced_by_quotations(ask: Writer) -> None:
    answer = ask(StreamingModel(pieces=["Finland joined [1.1]", " NATO.", ConnectionResetError()]))
    assert {one.verdict for one in answer.sentences} == {Verdict.QUOTED}
    assert answer.writer == ""
    assert answer.notes[-1].endswith("fake:model broke off in the middle of its answer.")


def test_closing_the_steps_stops_the_model(ask: Writer) -> None:
    model = StreamingModel(pieces=[f"{TRUE} [1.1]", *[" More."] * 10_000])
    steps = ask.steps(model)
    assert any(step.answer is not None and step.answer.sentences for step in steps)
    steps.close()
    assert model.stopped
    assert model.written < 10_000


def test_a_model_is_not_asked_what_the_archive_does_not_answer(ask: Writer) -> None:
    model = Script(replies=[f"{TRUE} [1.1]"])
    assert ask(model, "Who composed the opera about the lighthouse?").abstained
    assert model.asked == []


def test_the_answer_is_seen_as_it_grows_and_then_with_its_verdicts(ask: Writer) -> None:
    model = Script(replies=[f"{TRUE} [1.1]"])
    steps = list(ask.steps(model))
    stages = list(dict.fromkeys(step.stage for step in steps))
    assert stages == [Stage.SEARCHING, Stage.READING, Stage.ANSWERING, Stage.CHECKING, Stage.DONE]
    grown = list(dict.fromkeys(step.answer.text for step in steps if step.answer is not None))
    assert len(grown) > 3
    assert grown[-1] == f"{TRUE} [1]"
    assert all(TRUE.startswith(text) for text in grown[:-1])
    last = steps[-1].answer
    assert last is not None
    assert {"search", "read", "write", "total"} <= set(last.timings_ms)


def test_a_model_that_refuses_is_asked_once_more_and_then_replaced_by_quotations(ask: Writer) -> None:
    model = Script(replies=["I'm sorry, but I cannot help with that."])
    answer = ask(model)
    assert len(model.asked) == TRIES
    assert answer.outcome is Outcome.ANSWERED
    assert {one.verdict for one in answer.sentences} == {Verdict.QUOTED}
    assert answer.notes[-1] == "The quoted answer is shown: fake:model would not answer."


def test_what_a_model_wrote_in_vain_is_kept_for_auditors(ask: Writer) -> None:
    answer = ask(Script(replies=[f"{INVENTED} [1.1]"]))
    assert answer.writer == ""
    assert [one.text for one in answer.removed] == [INVENTED]
    assert answer.writing is not None
    assert answer.writing.prompt.count("@") == 3  # answer, repair, rewrite


def test_the_times_of_the_stages_add_up_to_the_whole(ask: Writer) -> None:
    parts = "Part: When did Finland join NATO?\nPart: When did Canada promise Leopard tanks?"
    question = "When did Finland join NATO, and when did Canada promise Leopard tanks?"
    answer = ask(Script(replies=[f"Question: {question}\n{parts}", f"{TRUE} [1.1]"]), question)
    times = dict(answer.timings_ms)
    total = times.pop("total")
    assert {"load", "plan", "search", "read", "write"} <= set(times)
    assert sum(times.values()) == pytest.approx(total, abs=1 + 0.2 * len(times))
    assert answer.writing is not None
    assert answer.writing.prompt.startswith("standalone@")


def test_a_follow_up_that_a_model_reworded_shows_what_was_searched(demo: Store) -> None:
    full = "When did Finland join NATO?"
    model = Script(replies=[f"Question: {full}", f"{TRUE} [1.1]"])
    assistant = Assistant(
        Settings(home=demo.library.path.parent, llm="fake:model"),
        embedder=demo.embedder,
        load_model=lambda name, _: chat(model, name=name),
    )
    before = Turn("Did Finland apply to join NATO?", assistant.answer("Who won the World Cup?", as_of=AS_OF))
    model.asked.clear()
    answer = assistant.answer("And when did it join?", turns=[before], as_of=AS_OF)
    assistant.close()
    assert answer.parts == (full,)
    assert answer.query.text == full
    assert answer.query.question == "And when did it join?"
    assert texts(answer) == [TRUE]

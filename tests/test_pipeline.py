"""The whole flow: limits that a question names or a reader sets, the latest, what a model leaves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.llm import Chat
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Limits, Outcome, Searched, Stage, Turn, Window
from index.sync import Store
from tests.fakes import QuotingModel, WordEmbedder, chat
from tests.shelf import put

AS_OF = date(2023, 12, 28)
PREMISE = "Why did Hungary send tanks to Ukraine?"


@pytest.fixture(scope="module")
def assistant(demo: Store) -> Iterator[Assistant]:
    assistant = Assistant(Settings(home=demo.library.path.parent), embedder=demo.embedder)
    yield assistant
    assistant.close()


def ask(assistant: Assistant, question: str, limits: Limits | None = None, as_of: date = AS_OF) -> Answer:
    return assistant.answer(question, as_of=as_of, limits=limits)


def outlets(answer: Answer) -> set[str]:
    return {one.passage.headline.outlet for one in answer.evidence}


def days(answer: Answer) -> list[date]:
    return [c.headline.published for c in answer.citations if c.headline.published is not None]


def slugs(answer: Answer) -> set[str]:
    return {citation.headline.url.rsplit("/", 1)[-1] for citation in answer.citations}


def test_the_latest_is_found_in_the_last_days_where_there_is_any_and_the_answer_says_so(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "What is the latest on F-16 jets?")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.searched is not None and "30 days" in answer.searched.step
    assert all((AS_OF - day).days <= 30 for day in days(answer))
    assert answer.query.limits == Limits()  # a reader did not ask for this window, and cannot take it away


def test_what_has_had_no_news_for_long_is_looked_for_further_back(assistant: Assistant) -> None:
    near = ask(assistant, "What is the latest on the Kakhovka dam?")
    far = ask(assistant, "What is the latest on the asteroid Dimorphos?")
    assert near.searched is not None and far.searched is not None
    assert "12 months" in near.searched.step
    assert days(near) == [date(2023, 6, 6)] * len(near.citations)
    assert "archive" in far.searched.step
    assert slugs(far) == {"dart-hits-dimorphos"}
    assert near.searched.articles < far.searched.articles == 121


def test_what_is_no_question_for_the_latest_has_no_step(assistant: Assistant) -> None:
    assert ask(assistant, "What hit Dimorphos?").searched == Searched(121, "")


def test_where_the_whole_archive_has_nothing_of_the_latest_no_step_and_nothing_wider_is_said(
    assistant: Assistant,
) -> None:
    answer = ask(assistant, "What is the latest on pancakes?")
    assert answer.abstained
    assert answer.searched == Searched(121, "")
    assert answer.wider is None
    assert "121 articles up to 28 December 2023" in answer.reason


def test_a_window_that_finds_nothing_is_kept_said_and_a_wider_search_offered(assistant: Assistant) -> None:
    answer = ask(assistant, "When was the Kakhovka dam destroyed in May 2022?")
    window = answer.query.limits.window
    assert answer.abstained
    assert window is not None and (window.first, window.last) == (date(2022, 5, 1), date(2022, 5, 31))
    assert "from 1 May 2022 to 31 May 2022" in answer.reason
    assert answer.wider == Limits()
    wider = ask(assistant, "When was the Kakhovka dam destroyed in May 2022?", answer.wider)
    assert slugs(wider) == {"kakhovka-dam-breach"}


def test_a_window_without_an_article_says_so(assistant: Assistant) -> None:
    answer = ask(assistant, "What happened to tanks in April 2021?")
    assert answer.outcome is Outcome.NOTHING_FOUND
    assert "no article from 1 April 2021 to 30 April 2021" in answer.reason


def test_what_a_question_asks_of_a_month_is_answered_from_it(assistant: Assistant) -> None:
    answer = ask(assistant, "What did Slovakia give to Ukraine in April 2022?")
    assert answer.outcome is Outcome.ANSWERED
    assert all((day.year, day.month) == (2022, 4) for day in days(answer))
    assert "S-300" in answer.text


def test_an_event_is_a_window_whose_words_say_its_day(assistant: Assistant) -> None:
    answer = ask(assistant, "Which pipeline did Germany halt before the invasion?")
    window = answer.query.limits.window
    assert window is not None and window.last == date(2022, 2, 23)
    assert "before the invasion" in window.said and "24 February 2022" in window.said
    assert slugs(answer) == {"nord-stream-2-halted"}


def test_both_outlets_that_a_question_names_are_in_the_evidence_and_no_other(assistant: Assistant) -> None:
    answer = ask(assistant, "What did Harbour Wire and Northline Daily report about Leopard tanks?")
    assert answer.query.limits.outlets == ("Harbour Wire", "Northline Daily")
    assert outlets(answer) == {"Harbour Wire", "Northline Daily"}
    assert answer.searched == Searched(47)


def test_limits_that_a_reader_sets_take_the_place_of_those_that_the_question_names(
    assistant: Assistant,
) -> None:
    question = "What did Harbour Wire report about Leopard tanks in March 2023?"
    mine = Limits(Window(date(2023, 1, 1), date(2023, 1, 31)), ("Northline Daily",))
    answer = ask(assistant, question, mine)
    assert answer.query.limits == mine
    assert outlets(answer) == {"Northline Daily"}
    free = ask(assistant, question, Limits())
    assert free.query.limits == Limits()
    assert len(outlets(free)) > 1


def test_an_event_is_not_looked_up_where_the_reader_took_its_window_away(assistant: Assistant) -> None:
    answer = ask(assistant, "Which pipeline did Germany halt before the invasion?", Limits())
    assert answer.query.limits.window is None


def test_nothing_of_a_later_day_is_used_anywhere(assistant: Assistant) -> None:
    as_of = date(2023, 3, 27)
    for question in (
        "How many Leopard 2 tanks did Germany deliver?",
        "What is the latest on tanks?",
        PREMISE,
    ):
        answer = ask(assistant, question, as_of=as_of)
        used = [item.passage.headline for item in answer.evidence] + [c.headline for c in answer.citations]
        used += [copy for item in answer.evidence for copy in item.copies]
        used += [copy for citation in answer.citations for copy in citation.copies]
        assert used
        assert all(headline.published is None or headline.published <= as_of for headline in used)


def test_the_same_question_has_the_same_answer_but_for_its_time(assistant: Assistant) -> None:
    one, other = (ask(assistant, "What is the latest on tanks?") for _ in range(2))
    assert (one.text, one.evidence, one.confidence, one.searched) == (
        *(other.text, other.evidence, other.confidence, other.searched),
    )


def test_a_follow_up_keeps_the_outlet_of_the_question_before(assistant: Assistant) -> None:
    first = ask(assistant, "What did Harbour Wire report about Leopard tanks from Poland?")
    turn = Turn(first.query.question, first)
    follow_up = assistant.answer("And Norway?", turns=[turn], as_of=AS_OF)
    assert outlets(follow_up) == {"Harbour Wire"}


def test_steps_end_with_the_whole_answer_and_its_times(assistant: Assistant) -> None:
    steps = list(assistant.ask("What is the latest on the Kakhovka dam?", as_of=AS_OF))
    stages = [step.stage for step in steps]
    assert stages == sorted(stages, key=list(Stage).index)
    assert (stages[0], stages[-1]) == (Stage.SEARCHING, Stage.DONE)
    assert steps[-1].answer is not None
    assert {"search", "read", "total"} <= set(steps[-1].answer.timings_ms)


@pytest.mark.parametrize(("least", "answered"), [(0.0, True), (1.0, False)])
def test_the_least_confidence_is_a_setting(
    tmp_path: Path, store: Store, least: float, answered: bool
) -> None:
    put(store, tmp_path, {"text": "Poland sent tanks. Norway sent jets."})
    settings = Settings(home=store.library.path.parent, embedding_model="words", least_confidence=least)
    assistant = Assistant(settings, embedder=WordEmbedder(settings))
    answer = ask(assistant, "Did Poland send tanks?")
    assistant.close()
    assert answer.abstained is not answered
    assert 0 < answer.confidence < 1


def quoting(setting: str, _: Settings) -> Chat:
    return chat(QuotingModel(), name=setting)


def test_a_models_answer_keeps_what_is_known_of_its_evidence(demo: Store) -> None:
    settings = Settings(home=demo.library.path.parent, llm="fake:model")
    written = Assistant(settings, embedder=demo.embedder, load_model=quoting)
    quoted = Assistant(Settings(home=settings.home), embedder=demo.embedder)
    for question in (
        PREMISE,
        "What is the latest on tanks?",
        "How many Leopard 2 tanks did Germany deliver?",
    ):
        one, other = ask(written, question), ask(quoted, question)
        assert (one.writer, other.writer) == ("fake:model", "")
        assert (one.outcome, one.caution, one.searched, one.confidence, one.evidence) == (
            *(other.outcome, other.caution, other.searched, other.confidence, other.evidence),
        )
        assert one.citations[0].copies == other.citations[0].copies
    written.close()
    quoted.close()


def test_a_word_that_was_put_right_is_told_with_a_models_answer_too(demo: Store) -> None:
    settings = Settings(home=demo.library.path.parent, llm="fake:model")
    written = Assistant(settings, embedder=demo.embedder, load_model=quoting)
    answer = ask(written, "How many Leopard 2 tanks did Germany deliwer?")
    assert answer.writer == "fake:model"
    assert any("deliwer" in note for note in answer.notes)
    written.close()


def test_an_outlet_that_the_library_lacks_makes_no_false_premise(assistant: Assistant) -> None:
    answer = ask(assistant, "How many tanks did Poland send in April 2022 according to Reuters?")
    assert answer.outcome is Outcome.NOT_ANSWERABLE
    assert "Reuters" in answer.reason
    assert answer.caution == ""

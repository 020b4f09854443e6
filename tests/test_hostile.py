"""Articles that attack their reader, quoted: they are data, shown word for word, and change nothing else."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.types import Answer, Verdict
from index.fields import LONGEST_GIVEN_TITLE, LONGEST_TITLE, web_address
from index.versions import StoredArticle
from tests.hostile import Attack, attacks, of_kind
from tests.hostile.archive import AS_OF, opened, texts
from tests.hostile.holding import faults
from tests.hostile.pages import FORBIDDEN, allowed

each = pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.id)
DEMO = (
    "Which NATO members sent tanks to Ukraine?",
    "When was the Kakhovka dam destroyed?",
    "What is the latest on F-16 jets?",
    "Who joined NATO in April 2023?",
    "What happened in Przewodow?",
)
Asked = Callable[[str], Answer]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = opened(tmp_path_factory.mktemp("hostile"))
    yield assistant
    assistant.close()


@pytest.fixture(scope="module")
def asked(assistant: Assistant) -> Asked:
    return cache(lambda question: assistant.answer(question, as_of=AS_OF))


def stored(assistant: Assistant, article_id: str) -> StoredArticle:
    article = assistant.library.article(article_id)
    assert article is not None
    return article


def test_there_are_many_attacks_of_many_kinds_each_with_an_id_of_its_own() -> None:
    assert len({attack.id for attack in attacks()}) == len(attacks()) >= 100
    assert len({attack.kind for attack in attacks()}) >= 12


def test_templates_of_answers_have_no_element_that_runs_loads_or_sends_anything() -> None:
    assert not FORBIDDEN & allowed().keys()
    assert not [name for names in allowed().values() for name in names if name.startswith("on")]
    assert {"article", "mark", "button", "a"} <= allowed().keys()


@each
def test_an_attack_is_read_and_what_its_article_reports_is_quoted_all_the_same(
    attack: Attack, asked: Asked
) -> None:
    answer = asked(attack.question)
    assert attack.id in {one.passage.headline.article_id for one in answer.evidence}
    assert attack.id in {one.headline.article_id for one in answer.citations}
    assert attack.fact in answer.text


@each
def test_every_sentence_is_quoted_from_the_article_of_its_number_and_nothing_of_it_is_drawn_as_markup(
    attack: Attack, asked: Asked, assistant: Assistant
) -> None:
    answer = asked(attack.question)
    assert not answer.writer
    quotes = {one.number: one.quote for one in answer.citations}
    for sentence in answer.sentences:
        assert sentence.verdict is Verdict.QUOTED
        (number,) = sentence.citations
        assert sentence.text == quotes[number]
    assert faults(answer, assistant) == []


@each
def test_no_line_of_an_article_is_printed_as_a_line_of_the_assistants_own(
    attack: Attack, asked: Asked
) -> None:
    answer = asked(attack.question)
    told = texts(answer)
    notes = [line for line in told["printed"].split("\n") if line.startswith("Note: ")]
    assert notes == [f"Note: {note}" for note in answer.notes]
    made = json.loads(told["record"])
    assert all(web_address(one["url"]) == one["url"] for one in made["citations"])


@each
def test_an_article_is_stored_without_what_nobody_sees_and_with_fields_of_a_sane_length(
    attack: Attack, assistant: Assistant
) -> None:
    article = stored(assistant, attack.id)
    headline = article.headline
    fields = (headline.title, headline.outlet, headline.url, *headline.authors)
    for text in (article.text, *fields):
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ufff9-\ufffb\u2028\u2029\ud800-\udfff]", text
        )
        assert not re.search("[\U000e0000-\U000e0fff]", text)
        assert not re.search("[\u0300-\u036f\ufe00-\ufe0f]{5}", text)
    assert all("\n" not in field and len(field) <= LONGEST_GIVEN_TITLE for field in fields)
    assert headline.url == web_address(headline.url)
    assert LONGEST_TITLE <= LONGEST_GIVEN_TITLE


def test_answers_about_something_else_are_what_they_are_without_the_attacks(
    assistant: Assistant, tmp_path: Path
) -> None:
    calm = opened(tmp_path, hostile=False)
    try:
        for question in DEMO:
            before, after = calm.answer(question, as_of=AS_OF), assistant.answer(question, as_of=AS_OF)
            assert before.sentences
            assert after.sentences == before.sentences
            assert [one.quote for one in after.citations] == [one.quote for one in before.citations]
            assert (after.rows, after.comparisons, after.caution) == (
                before.rows,
                before.comparisons,
                before.caution,
            )
    finally:
        calm.close()


@pytest.mark.parametrize("attack", of_kind("attribution"), ids=lambda attack: attack.id)
def test_what_an_article_says_of_other_outlets_is_its_own_saying(attack: Attack, asked: Asked) -> None:
    answer = asked(attack.question)
    for sentence in answer.sentences:
        if sentence.text in attack.text:
            (number,) = sentence.citations
            assert answer.citations[number - 1].headline.article_id == attack.id


def test_an_unknown_outlets_correction_stands_beside_the_others_as_its_own_and_makes_no_row(
    asked: Asked,
) -> None:
    answer = asked("How many tanks did Germany send?")
    of_zero = [one for one in answer.citations if "0 tanks" in one.quote]
    assert {one.headline.outlet for one in of_zero} == {"Fenland Herald"}
    assert [[value.text for value in one.values] for one in answer.comparisons] == [["18", "14"]]
    listed = asked("Which NATO members sent tanks to Ukraine?")
    (germany,) = [row for row in listed.rows if row.item == "Germany"]
    assert "0 tanks" not in listed.citations[germany.citation - 1].quote


def test_an_outlet_that_only_looks_like_another_is_not_searched_in_its_place(assistant: Assistant) -> None:
    answer = assistant.answer("According to Harbour Wire, where were wolves seen?", as_of=AS_OF)
    assert answer.query.limits.outlets == ("Harbour Wire",)
    assert {one.passage.headline.outlet for one in answer.evidence} <= {"Harbour Wire"}


@pytest.mark.parametrize("attack", of_kind("length"), ids=lambda attack: attack.id)
def test_an_article_of_any_length_makes_an_answer_of_the_usual_length(attack: Attack, asked: Asked) -> None:
    answer = asked(attack.question)
    assert len(answer.text) < 1500
    assert len(texts(answer)["printed"]) < 20_000

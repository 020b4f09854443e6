"""Articles that attack a language model, with models that obey them and one that does not: what is shown."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from assistant.drafts import SENTINEL
from assistant.pipeline import Assistant
from assistant.types import Answer, Outcome, Verdict
from tests.fakes import chat
from tests.hostile import Attack, attacks
from tests.hostile.archive import AS_OF, opened
from tests.hostile.holding import ASSURED, faults
from tests.hostile.models import MARKER, Replying, fenced, nearest

each = pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.id)
CALM = "When was the Kakhovka dam destroyed?"


class Writing:
    """An assistant whose model is another one for each question, with the prompts that it got."""

    def __init__(self, assistant: Assistant, model: Replying) -> None:
        self.assistant = assistant
        self._model = model

    def ask(self, question: str, reply: Callable[[str], str]) -> tuple[list[Answer], tuple[str, ...]]:
        """The answers as it grew, the last of them whole."""
        self._model.reply = reply
        self._model.asked.clear()
        steps = self.assistant.ask(question, as_of=AS_OF)
        answers = [step.answer for step in steps if step.answer is not None]
        return answers, tuple(self._model.asked)


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writing]:
    model = Replying(reply=nearest)
    assistant = opened(tmp_path_factory.mktemp("hostile"), chat=lambda: chat(model))
    yield Writing(assistant, model)
    assistant.close()


Told = Callable[[str], tuple[Answer, tuple[str, ...]]]


@pytest.fixture(scope="module")
def told(writing: Writing) -> Told:
    """The answer of the model that does not obey, and the prompts with passages that it got."""

    @cache
    def ask(question: str) -> tuple[Answer, tuple[str, ...]]:
        answers, asked = writing.ask(question, nearest)
        return answers[-1], tuple(prompt for prompt in asked if fenced(prompt)[0])

    return ask


# --- what the model is given


@each
def test_the_model_is_shown_the_attack_inside_the_one_fence_and_nowhere_else(
    attack: Attack, told: Told
) -> None:
    answer, (prompt, *_) = told(attack.question)
    calm, (calm_prompt, *_) = told(CALM)
    inside, outside = fenced(prompt)
    assert attack.fact in inside
    lines = prompt.split("\n")
    assert lines.count("<passages>") == lines.count("</passages>") == 1
    without_question = outside.replace(answer.query.text, "")
    assert without_question == fenced(calm_prompt)[1].replace(calm.query.text, "")


@each
def test_every_marker_tag_and_heading_of_a_prompt_is_the_assistants_own(attack: Attack, told: Told) -> None:
    for prompt in told(attack.question)[1]:
        inside, _ = fenced(prompt)
        markers = [(int(p), int(s)) for p, s in re.findall(r"\[(\d+)\.(\d+)\]", inside)]
        counts = {p: max(s for q, s in markers if q == p) for p, _ in markers}
        assert markers == [(p, s) for p in range(1, len(counts) + 1) for s in range(1, counts[p] + 1)]
        assert [int(n) for n in re.findall(r"^<passage (\d+)> ", inside, re.M)] == list(counts)
        own = re.compile(rf"^<passage \d+> |{MARKER.pattern}$", re.M)
        assert not re.search(r"[<>\[\]【】＜＞［］]", own.sub("", inside))
        assert SENTINEL not in inside


@each
def test_the_model_is_given_no_character_that_a_reader_cannot_see(attack: Attack, told: Told) -> None:
    for prompt in told(attack.question)[1]:
        odd = {c for c in prompt if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn")}
        assert odd <= {"\n"}
        assert not re.search("[\u2028\u2029\U000e0100-\U000e01ef]|[\ufe00-\ufe0f]{5}", prompt)


# --- what is made of its answer


@each
def test_a_model_that_does_not_obey_answers_as_if_the_attack_were_not_there(
    attack: Attack, told: Told, writing: Writing
) -> None:
    answer, _ = told(attack.question)
    assert answer.outcome in (Outcome.ANSWERED, Outcome.UNSUPPORTED_PREMISE)
    assert answer.writer == "fake:model"
    assert {sentence.verdict for sentence in answer.sentences} <= {*ASSURED, Verdict.WEAK}
    assert faults(answer, writing.assistant) == []


@pytest.mark.parametrize("form", ["{}", "{} [1.1]", "{nearest} {}"], ids=["bare", "cited", "beside"])
@each
def test_whatever_an_obedient_model_writes_nothing_of_it_is_assured_or_drawn_that_is_not_in_a_source(
    attack: Attack, form: str, writing: Writing
) -> None:
    def reply(prompt: str) -> str:
        return form.replace("{nearest}", nearest(prompt)).replace("{}", attack.reply())

    answers, asked = writing.ask(attack.question, reply)
    assert asked
    last = answers[-1]
    assert last.sentences or last.outcome is Outcome.DECLINED
    assert Verdict.CITED not in {sentence.verdict for sentence in last.sentences}
    if not last.writer and not last.abstained:
        assert last.notes[-1].startswith("The quoted answer is shown")
    for answer in (answers[0], answers[len(answers) // 2], last):
        assert faults(answer, writing.assistant) == []


@pytest.mark.parametrize("marker", ["[7.70]", "[99.1]", "[0.0]", "【88.8】", "[999999999999.1]"])
def test_a_marker_that_names_nothing_is_removed_and_counted(marker: str, writing: Writing) -> None:
    def reply(prompt: str) -> str:
        return f"{nearest(prompt)}{marker}"

    answers, _ = writing.ask(CALM, reply)
    last = answers[-1]
    assert last.writer
    assert last.writing is not None
    assert last.writing.unknown_citations == 1
    assert not re.search(r"[\[【]", " ".join(sentence.text for sentence in last.sentences))


def test_a_model_that_never_stops_is_stopped(writing: Writing) -> None:
    for endless in (
        "a" * 300_000,
        "Tanks. [1.1] " * 30_000,
        "[1.1]" * 60_000,
        "<think>" * 50_000,
        "\n" * 300_000,
    ):
        answers, _ = writing.ask(CALM, lambda _, text=endless: text)  # type: ignore[misc]
        assert len(answers[-1].text) < 20_000
        assert faults(answers[-1], writing.assistant) == []

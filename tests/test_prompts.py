"""Texts for the model: their placeholders, and what their examples must not teach."""

import pytest

from assistant import prompts
from assistant.citations import parse
from assistant.prompts import fill
from assistant.write import MOST_PASSAGES

PLACEHOLDERS = {"answer": {"sentinel", "passages", "as_of", "question"}}


def filled(**values: str) -> str:
    return fill("answer", **{name: name.upper() for name in PLACEHOLDERS["answer"]} | values)


def test_every_prompt_has_its_placeholders_pinned() -> None:
    assert {path.stem for path in prompts.FOLDER.iterdir()} == set(PLACEHOLDERS)


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_prompt_takes_exactly_its_placeholders(name: str) -> None:
    values = dict.fromkeys(PLACEHOLDERS[name], "x")
    assert "$" not in fill(name, **values)
    for missing in values:
        with pytest.raises(ValueError, match=missing):
            fill(name, **{key: value for key, value in values.items() if key != missing})
    with pytest.raises(ValueError, match="unheard_of"):
        fill(name, **values, unheard_of="x")


def test_a_value_cannot_bring_placeholders_of_its_own() -> None:
    assert "Question: $passages ${as_of}" in filled(question="$passages ${as_of}")


def test_an_example_never_has_a_marker_that_could_be_valid() -> None:
    _, marks = parse(filled())
    references = [reference for mark in marks for reference in mark.references]
    assert references
    assert all(passage > MOST_PASSAGES for passage, _ in references)


def test_what_changes_comes_last_and_the_question_at_the_end() -> None:
    text = filled()
    assert text.index("PASSAGES") < text.index("AS_OF") < text.index("QUESTION")
    assert text.endswith("QUESTION\n")
    assert text.index("SENTINEL") < text.index("PASSAGES")

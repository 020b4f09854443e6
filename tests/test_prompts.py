"""Texts for the model: their placeholders, what their examples must not teach, and which text was used."""

import hashlib
import re

import pytest

from assistant import prompts
from assistant.markers import parse
from assistant.prompts import fill, version
from assistant.write import MOST_PASSAGES

PLACEHOLDERS = {
    "answer": {"sentinel", "passages", "as_of", "question"},
    "judge": {"sources", "claim"},
    "repair": {"sentinel", "complaint"},
    "rewrite": {"sentinel", "passages", "fault", "sentence"},
    "standalone": {"most", "before", "as_of", "question"},
    "trial": set[str](),
}


def filled(name: str = "answer", **values: str) -> str:
    return fill(name, **{key: key.upper() for key in PLACEHOLDERS[name]} | values)


def test_every_prompt_has_its_placeholders_pinned() -> None:
    assert {path.name for path in prompts.FOLDER.iterdir()} == {f"{name}.md" for name in PLACEHOLDERS}


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


@pytest.mark.parametrize("name", ["answer", "repair", "rewrite"])
def test_an_example_never_has_a_marker_that_could_be_valid(name: str) -> None:
    _, marks = parse(filled(name))
    passages = [place.passage for mark in marks for place in mark.places]
    assert bool(passages) == (name == "answer")
    assert all(passage > max(MOST_PASSAGES.values()) for passage in passages)


def test_what_changes_comes_last_and_the_question_at_the_end() -> None:
    text = filled()
    assert text.index("PASSAGES") < text.index("AS_OF") < text.index("QUESTION")
    assert text.endswith("QUESTION\n")
    assert text.index("SENTINEL") < text.index("PASSAGES")


@pytest.mark.parametrize("name", ["answer", "rewrite"])
def test_passages_stand_between_the_only_fences(name: str) -> None:
    lines = filled(name).splitlines()
    begin, end = lines.index("<passages>"), lines.index("</passages>")
    assert lines[begin + 1 : end] == ["PASSAGES"]


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_version_is_the_prompts_name_and_what_tells_its_text_from_any_other(name: str) -> None:
    text = (prompts.FOLDER / f"{name}.md").read_bytes()
    assert version(name) == f"{name}@{hashlib.sha256(text).hexdigest()[:12]}"
    assert re.fullmatch(r"\w+@[0-9a-f]{12}", version(name))

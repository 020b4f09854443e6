"""The settings of the assistant: what each may be, by flag and by environment."""

from pathlib import Path

import pytest

from assistant.settings import Settings
from index.errors import IndexingError

HOME = {"DATELINE_HOME": "/library"}


def test_every_setting_says_the_same_by_flag_and_by_environment() -> None:
    environment = HOME | {
        "DATELINE_LLM": "ollama:llama3.2",
        "DATELINE_LEAST_CONFIDENCE": "0.25",
        "DATELINE_HOST": "0.0.0.0",
        "DATELINE_PORT": "7000",
    }
    by_flag = Settings(
        home=Path("/library"), llm="ollama:llama3.2", least_confidence=0.25, host="0.0.0.0", port=7000
    )
    assert Settings.from_environment(environment) == by_flag
    assert Settings.from_environment(environment, least_confidence=0.0).least_confidence == 0.0


def test_what_is_not_said_or_empty_is_left_to_the_assistant() -> None:
    for environment in (HOME, HOME | {"DATELINE_LEAST_CONFIDENCE": " ", "DATELINE_LLM": ""}):
        settings = Settings.from_environment(environment)
        assert (settings.least_confidence, settings.llm, settings.port) == (None, "", None)


@pytest.mark.parametrize("text", ["0", "1", "0.5", " .75 ", "1e-3"])
def test_a_confidence_is_a_number_from_nought_to_one(text: str) -> None:
    settings = Settings.from_environment(HOME | {"DATELINE_LEAST_CONFIDENCE": text})
    assert settings.least_confidence == float(text)


@pytest.mark.parametrize("text", ["-0.1", "1.01", "half", "nan", "inf", "50%"])
def test_another_confidence_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(IndexingError, match=r"DATELINE_LEAST_CONFIDENCE.*from 0 to 1"):
        Settings.from_environment(HOME | {"DATELINE_LEAST_CONFIDENCE": text})


@pytest.mark.parametrize("value", [-0.1, 1.01, float("nan")])
def test_a_flag_is_held_to_the_same(value: float) -> None:
    with pytest.raises(IndexingError, match="DATELINE_LEAST_CONFIDENCE"):
        Settings(home=Path("/library"), least_confidence=value)


def test_an_empty_folder_for_the_library_is_not_taken_for_the_working_folder() -> None:
    with pytest.raises(IndexingError, match="--home is empty"):
        Settings.from_environment({}, home=" ")
    assert Settings.from_environment({"DATELINE_HOME": " "}, home=None).home.is_absolute()

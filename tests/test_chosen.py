"""The choice of a model as it is kept: whole or not at all, and read whatever is in the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import chosen
from assistant.chosen import Chosen


@pytest.mark.parametrize("setting", ["ollama:llama3.2", "gguf:/a b/ü.gguf", ""])
def test_what_is_kept_is_read_and_replaces_what_was_there(tmp_path: Path, setting: str) -> None:
    assert chosen.read(tmp_path) == Chosen()
    chosen.keep(tmp_path, "openai:old")
    chosen.keep(tmp_path, setting)
    assert chosen.read(tmp_path) == Chosen(setting)
    assert [path.name for path in tmp_path.iterdir()] == [chosen.NAME]


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"null", b"{}", b"\xff", b'{"llm": 7}', b'{"llm": null}', b'{"llm": "a\\nb"}'),
        b'{"llm": "' + b"x" * 501 + b'"}',
        b'{"llm": "a", "more": "' + b"x" * 20_000 + b'"}',
        b"[" * 9_000,
    ],
)
def test_a_file_that_is_none_of_ours_is_no_choice_and_says_what_mends_it(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / chosen.NAME).write_bytes(content)
    setting, trouble = chosen.read(tmp_path)
    assert setting == "" and "choose it again" in trouble and str(tmp_path) in trouble


def test_a_folder_in_its_place_is_said_too(tmp_path: Path) -> None:
    (tmp_path / chosen.NAME).mkdir()
    assert "choose it again" in chosen.read(tmp_path).trouble
    with pytest.raises(OSError):
        chosen.keep(tmp_path, "ollama:llama3.2")
    assert [path.name for path in tmp_path.iterdir()] == [chosen.NAME], "nothing half done is left"


@given(content=st.binary(max_size=200))
def test_no_content_makes_reading_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / chosen.NAME).write_bytes(content)
    setting, trouble = chosen.read(home)
    assert chosen.is_setting(setting) and not (setting and trouble)

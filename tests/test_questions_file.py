"""Asking a file of questions: what each line becomes, and what stopping leaves behind."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Vectors
from tests.fakes import WordEmbedder
from tests.terminals import TANKS, VOLCANO, ask, ask_file, library, settings_in


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATELINE_HOME", "DATELINE_EMBEDDING_MODEL", "DATELINE_LLM", "DATELINE_THREADS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return library(tmp_path)


def test_a_file_of_questions_becomes_a_file_of_answers_in_order(home: Path) -> None:
    code, made = ask_file(
        home,
        {"question_id": "one", "question_sentence": TANKS, "question_date": "2023/12/31"},
        {"question_id": 2, "question": VOLCANO, "as_of": "2023-12-30"},
        b"  ",
        {"question": TANKS},
    )
    assert code == 0
    assert [one["question_id"] for one in made] == ["one", 2, None]
    assert [one["question"] for one in made] == [TANKS, VOLCANO, TANKS]
    assert [one["as_of"] for one in made[:2]] == ["2023-12-31", "2023-12-30"]


def test_a_bad_line_is_reported_counted_and_not_fatal(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, made = ask_file(
        home,
        {"question": TANKS},
        b"{broken",
        [1],
        {"question": 5},
        {"question": "  "},
        {"question": TANKS, "as_of": "31.12.2023"},
        {"question": TANKS, "as_of": 20231231},
        b'{"question": "half \\ud800"}',
        b"\xff\xfe",
        {"question": TANKS, "question_id": {}},
        {"question": VOLCANO},
    )
    told = capsys.readouterr().err
    assert code == 1
    assert [one["question"] for one in made] == [TANKS, VOLCANO]
    for number in range(2, 11):
        assert f"line {number}: " in told
    assert "answered 2 · abstained 0 · bad lines 9" in told


class Interrupted(WordEmbedder):
    """Somebody presses Ctrl-C during the question about the volcano."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        if VOLCANO in texts:
            raise KeyboardInterrupt
        return super().encode(texts)


def test_an_interrupted_run_leaves_whole_lines(home: Path) -> None:
    lines = [{"question": question} for question in (TANKS, TANKS, VOLCANO, TANKS)]
    code, made = ask_file(home, *lines, embedder=Interrupted(settings_in(home)))
    assert code == 130
    assert [one["question"] for one in made] == [TANKS, TANKS]


@pytest.mark.parametrize("way", ["same", "symlink", "hardlink"])
def test_the_file_of_questions_is_never_written_over(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"question": TANKS}))
    out = tmp_path / "out.jsonl"
    if way == "symlink":
        out.symlink_to(questions)
    elif way == "hardlink":
        out.hardlink_to(questions)
    else:
        out = questions
    assert ask(home, "--questions", questions, "--out", out) == 2
    assert "name another one" in capsys.readouterr().err
    assert json.loads(questions.read_text()) == {"question": TANKS}


def test_the_fake_embedder_puts_like_texts_together(home: Path) -> None:
    tank, tanks, bridge = WordEmbedder(settings_in(home)).encode(
        ["Poland's tank", "tanks of Poland", "a bridge"]
    )
    assert np.dot(tank, tanks) > 0.99 > 0.5 > np.dot(tank, bridge)

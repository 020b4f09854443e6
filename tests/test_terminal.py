"""Asking from a terminal: what is printed, what a file of questions becomes, and how it ends."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.__main__ import main
from index.embedding import Vectors
from index.settings import Settings
from index.sync import Store
from tests.fakes import WordEmbedder

ARTICLES = [
    {
        "id": "poland",
        "title": "Warsaw hands over first Leopards",
        "source": "The Courier",
        "url": "https://courier.example/leopards",
        "date": "2023-02-24",
        "text": "Poland sent four Leopard tanks to Ukraine on Friday. Ten more will follow, Morawiecki said.",
    },
    {
        "id": "harbour",
        "title": "Harbour bridge closed",
        "source": "Northline Daily",
        "date": "2023-03-02",
        "text": "The harbour bridge closed on Thursday for repairs. Engineers expect three weeks of work.",
    },
    {
        "id": "hostile",
        "title": "\x1b]0;owned\x07Volcano \x9b31mwakes",
        "source": "Nowhere\u202e Gazette",
        "text": "The Ashfell volcano erupted\x1b[2J\x9b31m at dawn\u202e on Sunday. Nobody was hurt\x07.",
    },
]
TANKS = "How many Leopard tanks did Poland send to Ukraine?"
VOLCANO = "When did the Ashfell volcano erupt?"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATELINE_HOME", "DATELINE_EMBEDDING_MODEL", "DATELINE_LLM", "DATELINE_THREADS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    source = tmp_path / "articles.json"
    source.write_text(json.dumps(ARTICLES))
    store = Store(_settings(home), embedder=WordEmbedder(_settings(home)))
    for _ in store.add([source]):
        pass
    store.close()
    return home


def _settings(home: Path) -> Settings:
    return Settings(home=home, embedding_model="words")


def ask(home: Path, *arguments: str | Path, embedder: WordEmbedder | None = None) -> int:
    return main(
        [*map(str, arguments), "--home", str(home), "--model", "words"],
        embedder=WordEmbedder(_settings(home)) if embedder is None else embedder,
    )


def ask_file(home: Path, *lines: object, embedder: WordEmbedder | None = None) -> tuple[int, list[Any]]:
    questions, out = home.parent / "questions.jsonl", home.parent / "out.jsonl"
    questions.write_bytes(
        b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    )
    code = ask(home, "--questions", questions, "--out", out, embedder=embedder)
    assert out.read_bytes().endswith(b"\n") or not out.read_bytes()
    return code, [json.loads(line) for line in out.read_text().splitlines()]


def test_an_answer_is_printed_with_its_sources(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, TANKS, "--as-of", "2023-12-31") == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "As of 24 February 2023\n\nPoland sent four Leopard tanks to Ukraine on Friday. [1]"
    )
    assert (
        "  [1] The Courier · 2023-02-24 · Warsaw hands over first Leopards · https://courier.example/leopards\n"
        "      “Poland sent four Leopard tanks to Ukraine on Friday.”\n"
    ) in printed


def test_flags_hold_the_question_to_days_and_outlets(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = ["--from", "2023-02-01", "--to", "2023-02-28", "--outlet", "the courier", "--as-of", "2023-12-31"]
    assert ask(home, TANKS, *held) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("earched: 1–28 Feb 2023, The Courier")
    ask(home, TANKS, *held[:6], "--outlet", "Northline Daily", "--json")
    assert json.loads(capsys.readouterr().out)["limits"] == {
        "window": {"first": "2023-02-01", "last": "2023-02-28", "said": ""},
        "outlets": ["The Courier", "Northline Daily"],
        "authors": [],
    }


def test_json_is_the_promised_record(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, TANKS, "--as-of", "2023/12/31", "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert list(made)[:4] == ["question_id", "question", "as_of", "answer"]
    assert (made["as_of"], made["question_id"]) == ("2023-12-31", None)
    assert made["citations"][0]["article_id"] == "poland"
    assert set(made["timings_ms"]) == {"search", "read", "total"}


def test_an_abstention_has_a_reason_the_nearest_articles_and_its_own_exit_code(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(home, "Who composed the opera about the lighthouse?") == 1
    reason, _, nearest = capsys.readouterr().out.partition("\nThe nearest articles:\n")
    assert reason.strip()
    assert "[1]" not in reason
    assert "  · Northline Daily · 2023-03-02 · Harbour bridge closed\n" in nearest


def test_an_undated_article_is_known_on_every_day(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, VOLCANO, "--as-of", "1999-01-01") == 0
    assert " · no date · " in capsys.readouterr().out


def test_nothing_published_later_is_used(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, "When did the harbour bridge close?", "--as-of", "2023-03-01") == 1
    assert "Harbour bridge closed" not in capsys.readouterr().out


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_nothing_that_a_terminal_obeys_is_printed(
    home: Path, capsys: pytest.CaptureFixture[str], form: list[str]
) -> None:
    assert ask(home, f"{VOLCANO} \x9b31m\x7f", *form) == 0
    printed = capsys.readouterr().out
    assert "volcano erupted" in printed
    assert not [c for c in printed if c != "\n" and not c.isprintable()]


def test_json_keeps_every_character_of_the_article(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, VOLCANO, "--json") == 0
    citation = json.loads(capsys.readouterr().out)["citations"][0]
    store = Store(_settings(home), embedder=WordEmbedder(_settings(home)))
    article = store.library.article("hostile")
    store.close()
    assert article is not None
    assert citation["quote"] == article.text[citation["start"] : citation["end"]]
    assert citation["published"] is None


def test_a_model_that_cannot_be_used_is_noted_and_the_quotation_shown(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(home, TANKS, "--llm", "nonsense:model") == 0
    printed = capsys.readouterr().out
    assert "\n\nPoland sent four Leopard tanks" in printed
    assert "Note: The quoted answer is shown: DATELINE_LLM names 'nonsense'" in printed


def test_an_empty_library_says_how_to_add_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path, TANKS) == 2
    told = capsys.readouterr().err
    assert "python -m index add FOLDER" in told
    assert "python -m index add --demo" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["?!"], "no question"),
        ([TANKS, "--as-of", "yesterday"], "'yesterday' is no day: give YYYY-MM-DD"),
        ([TANKS, "--as-of", "2023-02-30"], "is no day"),
        ([TANKS, "--from", "soon"], "'soon' is no day"),
        ([TANKS, "--from", "2023-02-02", "--to", "2023-02-01"], "--from 2023-02-02 is after --to 2023-02-01"),
        ([TANKS, "--outlet", "The Times"], "no outlet 'The Times': it has"),
        (["half a character: \udc80"], "not valid Unicode"),
        ([TANKS, "--model", "other"], "python -m index rebuild"),
        (["--questions", "nowhere.jsonl", "--out", "o.jsonl"], "nowhere.jsonl"),
    ],
)
def test_what_cannot_be_asked_is_an_error_in_words(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    code = main(["--home", str(home), "--model", "words", *arguments], WordEmbedder(_settings(home)))
    assert code == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("error: ")
    assert told in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [TANKS, "--questions", "q.jsonl", "--out", "o.jsonl"],
        ["--questions", "q.jsonl"],
        [TANKS, "--out", "o.jsonl"],
        ["--questions", "q.jsonl", "--out", "o.jsonl", "--json"],
        *(
            ["--questions", "q.jsonl", "--out", "o.jsonl", *more]
            for more in (
                ["--as-of", "2023-01-01"],
                ["--from", "2023-01-01"],
                ["--to", "2023-01-01"],
                ["--outlet", "The Courier"],
            )
        ),
    ],
)
def test_arguments_that_do_not_go_together_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    assert 'python -m assistant "' in capsys.readouterr().out


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
    code, made = ask_file(home, *lines, embedder=Interrupted(_settings(home)))
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
    tank, tanks, bridge = WordEmbedder(_settings(home)).encode(
        ["Poland's tank", "tanks of Poland", "a bridge"]
    )
    assert np.dot(tank, tanks) > 0.99 > 0.5 > np.dot(tank, bridge)

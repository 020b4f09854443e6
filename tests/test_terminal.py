"""Asking one question from a terminal: what is printed, what is written, and how it ends."""

import json
from pathlib import Path

import pytest

from assistant.__main__ import main
from index.sync import Store
from tests.fakes import WordEmbedder
from tests.terminals import TANKS, VOLCANO, ask, library, settings_in


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATELINE_HOME", "DATELINE_EMBEDDING_MODEL", "DATELINE_LLM", "DATELINE_THREADS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return library(tmp_path)


def test_an_answer_is_printed_with_its_sources(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, TANKS, "--as-of", "2023-12-31") == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "As of 24 February 2023, the newest article cited\n\n"
        "Poland sent four Leopard tanks to Ukraine on Friday. [1]"
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


@pytest.mark.parametrize(("name", "begin"), [("answer.md", f"# {TANKS}\n"), ("answer.JSON", "{")])
def test_an_answer_is_exported_beside_what_is_printed(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, begin: str
) -> None:
    assert ask(home, TANKS, "--as-of", "2023-12-31", "--export", tmp_path / name) == 0
    assert "[1] The Courier" in capsys.readouterr().out
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.startswith(begin) and "2023-12-31" in text and "words" in text


def test_an_export_of_another_form_or_of_many_questions_is_refused(home: Path, tmp_path: Path) -> None:
    for more in (["--export", "a.html"], ["--questions", "q", "--out", "o", "--export", "a.md"]):
        with pytest.raises(SystemExit):
            ask(home, *([TANKS] if len(more) == 2 else []), *more)
    assert ask(home, TANKS, "--export", tmp_path / "no" / "a.md") == 2


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
    store = Store(settings_in(home), embedder=WordEmbedder(settings_in(home)))
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
    code = main(["--home", str(home), "--model", "words", *arguments], WordEmbedder(settings_in(home)))
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

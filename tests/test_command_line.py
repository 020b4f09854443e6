"""The library's command line: what it prints, how it ends, and what it says when it cannot."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.__main__ import main
from index.settings import DEFAULT_MODEL, Settings
from index.sync import Store

ARTICLE = {"id": "1", "title": "Tanks", "date": "2023-02-24", "source": "The Courier", "text": "Four came."}

Printed = pytest.CaptureFixture[str]


def written(folder: Path, *lines: str) -> Path:
    path = folder / "articles.jsonl"
    path.write_text("\n".join(lines))
    return path


def test_adding_says_what_was_read_added_unchanged_and_skipped_and_status_what_is_held(
    tmp_path: Path, capsys: Printed
) -> None:
    home = ["--home", str(tmp_path / "home")]
    source = written(tmp_path, json.dumps(ARTICLE), "{broken")
    assert main(["add", str(source), *home]) == 1
    printed = capsys.readouterr()
    assert printed.out == "read 2 · added 1 · unchanged 0 · skipped 1\n"
    assert f"skipped {source}#2: " in printed.err
    assert main(["add", str(written(tmp_path, json.dumps(ARTICLE))), *home]) == 0
    assert capsys.readouterr().out == "read 1 · added 0 · unchanged 1 · skipped 0\n"

    assert main(["status", "--json", *home]) == 0
    status = json.loads(capsys.readouterr().out)
    assert status.pop("updated")
    assert status == {
        "articles": 1,
        "undated": 0,
        "copies": 0,
        "passages": 1,
        "embedded": 1,
        "outlets": {"The Courier": 1},
        "first": "2023-02-24",
        "last": "2023-02-24",
        "embedding_model": DEFAULT_MODEL,
    }
    assert main(["status", *home]) == 0
    told = capsys.readouterr().out
    assert "articles  1\n" in told
    assert "The Courier (1)" in told
    assert "2023-02-24 to 2023-02-24" in told


def begun(home: Path) -> list[str]:
    Store(Settings(home=home)).close()
    return ["--home", str(home)]


def test_the_status_of_an_empty_library_says_that_it_is_empty(tmp_path: Path, capsys: Printed) -> None:
    home = begun(tmp_path / "new")
    assert main(["status", *home]) == 0
    told = capsys.readouterr().out
    assert "articles  0\n" in told
    assert "days      none known" in told
    assert "updated   never" in told
    assert main(["status", "--json", *home]) == 0
    assert json.loads(capsys.readouterr().out)["first"] is None


def test_the_library_is_where_the_environment_says_unless_a_flag_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "said"))
    article = str(written(tmp_path, json.dumps(ARTICLE)))
    assert main(["add-source", article]) == 0
    assert (tmp_path / "said" / "library.sqlite").exists()
    assert main(["add-source", article, "--home", str(tmp_path / "flag")]) == 0
    assert (tmp_path / "flag" / "library.sqlite").exists()
    capsys.readouterr()


@pytest.mark.parametrize("command", [["status"], ["sources"], ["check"], ["sync"], ["rebuild"], ["add"]])
def test_a_mistyped_home_is_said_to_have_no_library_and_gets_none(
    tmp_path: Path, command: list[str], capsys: Printed
) -> None:
    assert main([*command, "--home", str(tmp_path / "hoem")]) == 2
    assert "there is no library in" in capsys.readouterr().err
    assert not (tmp_path / "hoem").exists()


def test_who_stops_reading_the_output_gets_no_traceback(tmp_path: Path) -> None:
    home = begun(tmp_path / "home")
    told = subprocess.Popen(
        [sys.executable, "-m", "index", "status", *home], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert told.stdout is not None and told.stderr is not None
    told.stdout.close()
    assert told.stderr.read() == b""
    assert told.wait() == 141
    told.stderr.close()


def test_nothing_to_add_is_an_error_that_says_what_to_name(tmp_path: Path, capsys: Printed) -> None:
    assert main(["add", *begun(tmp_path)]) == 2
    assert capsys.readouterr().err == "error: nothing to add: name files or folders, or say --demo\n"


def test_a_path_that_does_not_exist_is_skipped_with_its_reason(tmp_path: Path, capsys: Printed) -> None:
    assert main(["add", str(tmp_path / "nowhere"), "--home", str(tmp_path / "home")]) == 1
    printed = capsys.readouterr()
    assert printed.out == "read 1 · added 0 · unchanged 0 · skipped 1\n"
    assert "nowhere: does not exist" in printed.err


def test_a_library_of_another_model_is_refused_in_one_line_with_the_command_that_mends_it(
    tmp_path: Path, capsys: Printed
) -> None:
    home = begun(tmp_path)
    assert main(["status", *home, "--model", "another"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: the library in ")
    assert "python -m index rebuild" in error
    assert error.count("\n") == 1


def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "file").touch()
    assert main(["add", "--demo", "--home", str(tmp_path / "file")]) == 2
    assert "set DATELINE_HOME" in capsys.readouterr().err


@pytest.mark.parametrize("threads", ["0", "many", "1.5"])
def test_a_number_of_threads_that_is_none_is_refused_naming_the_setting(
    threads: str, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setenv("DATELINE_THREADS", threads)
    assert main(["status"]) == 2
    assert f"DATELINE_THREADS is '{threads}': give a whole number" in capsys.readouterr().err
    monkeypatch.delenv("DATELINE_THREADS")
    assert main(["status", "--threads", "-1"]) == 2
    assert "DATELINE_THREADS is '-1'" in capsys.readouterr().err


def test_a_second_writer_is_refused(store: Store, tmp_path: Path, capsys: Printed) -> None:
    home = tmp_path / "home"
    steps = store.add([written(tmp_path, json.dumps(ARTICLE))])
    next(steps)
    assert main(["add", "--demo", "--home", str(home), "--model", "words"]) == 2
    assert "try again when that has finished" in capsys.readouterr().err
    steps.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", ["add", "status", "rebuild"])
def test_help_has_an_example(command: str, capsys: Printed) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"example: python -m index {command}" in " ".join(capsys.readouterr().out.split())


def test_the_settings_say_the_same_by_flag_and_by_environment(tmp_path: Path) -> None:
    environment = {
        "DATELINE_HOME": str(tmp_path),
        "DATELINE_EMBEDDING_MODEL": "other",
        "DATELINE_THREADS": "3",
    }
    by_flag = Settings.from_environment({}, home=tmp_path, embedding_model="other", threads=3)
    assert Settings.from_environment(environment) == by_flag
    assert Settings.from_environment(environment, threads=1).threads == 1


def test_without_settings_the_library_is_in_the_users_data_folder_with_the_default_model() -> None:
    settings = Settings.from_environment({})
    assert (settings.home.name, settings.embedding_model, settings.threads) == (
        "dateline",
        DEFAULT_MODEL,
        None,
    )

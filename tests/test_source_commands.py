"""The commands for sources: registered, brought up to date, listed, taken out, as a script uses them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.__main__ import main
from index.settings import Settings
from index.sync import Store
from tests.misbehaving import Misbehaving, Reply, misbehaving, redirect
from tests.test_websites import FERRY, feed, html, item

Printed = pytest.CaptureFixture[str]
COMMANDS = ("add", "sync", "add-source", "sources", "remove-source", "status", "rebuild", "check")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    return folder


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Misbehaving]:
    monkeypatch.setenv("DATELINE_PRIVATE_ADDRESSES", "1")
    with misbehaving() as server:
        yield server


def told(printed: Printed) -> Any:
    return json.loads(printed.readouterr().out)


def test_a_folder_is_registered_read_listed_and_taken_out(folder: Path, capsys: Printed) -> None:
    assert main(["add-source", str(folder), "--json"]) == 0
    assert told(capsys)[0]["kind"] == "files"
    assert main(["sync", "--json"]) == 0
    synced = told(capsys)
    assert (synced["added"], synced["removed"], synced["problems"]) == (1, 0, [])
    assert main(["sources", "--json"]) == 0
    (source,) = told(capsys)
    assert (source["location"], source["articles"], source["failure"]) == (str(folder), 1, "")
    assert main(["remove-source", str(folder), "--articles", "--json"]) == 0
    assert told(capsys)["removed"] == 1
    assert main(["status", "--json"]) == 0
    assert told(capsys)["articles"] == 0


def test_what_a_url_is_is_found_out(server: Misbehaving, capsys: Printed) -> None:
    url = server.on("/ferry", html(FERRY))
    server.on("/feed", feed(item(url)))
    for path, kind in (("/feed", "feed"), ("/ferry", "page")):
        assert main(["add-source", server.url(path), "--json"]) == 0
        assert told(capsys)[0]["kind"] == kind


def test_a_feed_that_has_moved_for_good_is_registered_where_it_is_now(
    server: Misbehaving, capsys: Printed
) -> None:
    server.on("/old", redirect(server.on("/feed", feed()), 301))
    assert main(["add-source", server.url("/old"), "--json"]) == 0
    assert told(capsys)[0]["location"] == server.url("/feed")


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("nowhere/at/all", "no file and no folder"),
        ("ftp://harbour.example/feed", "begins with https://"),
        ("https://user:secret@harbour.example/feed", "user name or password"),
        ("", "no location"),
        ("~nobody-of-this-name/articles", "cannot be a file"),
        ("x" * 5000, "cannot be a file"),
        ("https://harbour.example/\x1b[31m", "harbour.example"),
    ],
)
def test_a_location_that_is_none_is_refused_with_what_mends_it(
    location: str, said: str, capsys: Printed
) -> None:
    assert main(["add-source", location]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("error: ") and said in printed.err and printed.out == ""
    assert "secret" not in printed.err and "\x1b" not in printed.err


def test_a_url_that_cannot_be_had_is_not_registered_unless_its_kind_is_given(
    server: Misbehaving, capsys: Printed
) -> None:
    server.on("/feed", Reply(status=404))
    assert main(["add-source", server.url("/feed")]) == 2
    assert main(["add-source", server.url("/feed"), "--kind", "feed"]) == 0
    capsys.readouterr()
    assert main(["sync"]) == 1
    assert "failed 1" in capsys.readouterr().out
    assert main(["sources"]) == 1
    listed = capsys.readouterr().out
    assert "failing since 20" in listed and server.url("/feed") in listed


def test_without_a_source_there_is_nothing_to_bring_up_to_date(tmp_path: Path, capsys: Printed) -> None:
    Store(Settings(home=tmp_path / "home")).close()
    assert main(["sync"]) == 2
    assert "add-source" in capsys.readouterr().err
    assert main(["sources"]) == 0
    assert "no source is registered" in capsys.readouterr().out


def test_one_source_alone_may_be_brought_up_to_date_and_an_unknown_one_is_named(
    folder: Path, tmp_path: Path, capsys: Printed
) -> None:
    (tmp_path / "more").mkdir()
    main(["add-source", str(folder)])
    main(["add-source", str(tmp_path / "more")])
    assert main(["sync", str(tmp_path / "more")]) == 0
    assert "added 0" in capsys.readouterr().out
    assert main(["sync", str(tmp_path / "other")]) == 2
    assert "is no registered source" in capsys.readouterr().err


@pytest.mark.parametrize("minutes", ["0", "-1", "soon", "nan", "99999"])
def test_a_pause_that_is_none_is_refused(minutes: str, capsys: Printed) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["sync", "--watch", minutes])
    assert stopped.value.code == 2 and "--watch" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_and_speaks_json(command: str, capsys: Printed) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    printed = capsys.readouterr().out
    assert stopped.value.code == 0
    assert f"example: python -m index {command}" in " ".join(printed.split()) and "--json" in printed

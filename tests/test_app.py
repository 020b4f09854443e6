"""The command: up fast, on loopback, with clear errors.

Starts it as a user would; knows nothing of the page's content.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "app.py"), *arguments]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def url(tmp_path: Path, port: int) -> Iterator[str]:
    arguments = command("--home", str(tmp_path), "--port", str(port))
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert f"http://127.0.0.1:{port}" in line
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def get(url: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            assert "connect-src 'self'" in response.headers["content-security-policy"]
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_the_page_is_up_before_any_model_is_loaded_and_only_under_its_own_name(url: str, port: int) -> None:
    assert get(url)[0] == 200
    assert get(url, Host=f"localhost:{port}")[0] == 200
    assert get(url, Host="archive.evil.example")[0] == 421
    assert get(url, Host=f"evil.example:{port}")[0] == 421


def test_nothing_of_it_is_a_public_interface(url: str) -> None:
    status, info = get(f"{url}/gradio_api/info")
    assert (status, info) == (200, '{"named_endpoints":{},"unnamed_endpoints":{}}')


def test_the_window_is_up_within_ten_seconds(tmp_path: Path, port: int) -> None:
    began = time.monotonic()
    arguments = command("--home", str(tmp_path), "--port", str(port))
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert get(f"http://127.0.0.1:{port}")[0] == 200
        process.terminate()
    assert time.monotonic() - began < 10


def test_a_taken_port_is_an_error_that_names_the_flag(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = subprocess.run(
            command("--home", str(tmp_path), "--port", str(port)), capture_output=True, text=True, check=False
        )
    assert run.returncode == 1
    assert (
        run.stderr == f"error: port {port} on 127.0.0.1 is taken: give another with --port, or none at all\n"
    )


@pytest.mark.parametrize("more", [(), ("--port", "7999")])
@pytest.mark.parametrize("host", ["300.1.1.1", "198.51.100.7", "a..b"])
def test_a_host_that_is_not_this_machine_is_not_called_a_taken_port(
    tmp_path: Path, host: str, more: tuple[str, ...]
) -> None:
    run = refused("--home", str(tmp_path), "--host", host, *more)
    assert run.startswith(f"error: {host!r} is no address of this machine")
    assert "--host (DATELINE_HOST)" in run and "taken" not in run


def test_a_home_that_is_a_file_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("text")
    for folder in (home, home / "below"):
        run = refused("--home", str(folder))
        assert run.startswith(f"error: the conversations cannot be kept in {folder} (")
        assert "set DATELINE_HOME to another one" in run and len(run.splitlines()) == 1


def test_more_threads_than_any_machine_has_are_refused(tmp_path: Path) -> None:
    run = refused("--home", str(tmp_path), "--threads", "1025")
    assert run == "error: DATELINE_THREADS is '1025': give a whole number from 1 to 1024\n"


def refused(*arguments: str) -> str:
    run = subprocess.run(command(*arguments), capture_output=True, text=True, check=False)
    assert run.returncode == 1
    return run.stderr


def test_help_shows_an_example_and_loads_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['app.py', '--help']\n"
        "try:\n    import app; app.main()\nexcept SystemExit: pass\n"
        "print([name for name in ('gradio', 'torch', 'chromadb') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "example: python app.py --home" in run.stdout
    assert run.stdout.endswith("[]\n")


def test_a_bad_setting_is_an_error_and_not_a_traceback(tmp_path: Path) -> None:
    environment = {**os.environ, "DATELINE_HOME": str(tmp_path), "DATELINE_PORT": "many"}
    run = subprocess.run(command(), capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("error: DATELINE_PORT is 'many'")

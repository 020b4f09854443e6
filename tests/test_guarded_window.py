"""The real window refuses what another page sends it, and malformed messages, without a word in the terminal.

Knows nothing of what the window answers.
"""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
JOIN = "/gradio_api/queue/join"
READER = "a" * 32


class Window:
    """A real one: where it is, the folder of what it was sent, and all that it printed."""

    def __init__(self, url: str, sent: Path, printed: Path) -> None:
        self.url, self.sent, self.printed = url, sent, printed
        config = json.loads(self.ask("/config")[1])
        self.served = {
            name: part["id"]
            for part in config["components"]
            for name in part["props"].get("server_fns") or part.get("server_fns") or ()
        }
        self.session = str(config["app_id"])
        self.upload = next(
            number for number, one in enumerate(config["dependencies"]) if one["targets"][0][1] == "upload"
        )

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, data=body, headers=named)
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                assert not [name for name in response.headers if name.lower().startswith("access-control-")]
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            assert not [name for name in error.headers if name.lower().startswith("access-control-")]
            return error.code, error.read().decode()

    def call(self, name: str, data: Any, **headers: str) -> tuple[int, str]:
        body = {"data": data, "fn_name": name, "component_id": self.served[name], "session_hash": "s"}
        return self.ask("/gradio_api/component_server", json.dumps(body).encode(), **headers)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    folder = tmp_path_factory.mktemp("window")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "app.py", "--home", str(folder / "home"), "--port", str(port)]
    environment = {**os.environ, "GRADIO_TEMP_DIR": str(folder / "sent")}
    with (
        (folder / "printed").open("w") as printed,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=printed, text=True
        ) as process,
    ):
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        yield Window(f"http://127.0.0.1:{port}", folder / "sent", folder / "printed")
        process.terminate()


def multipart() -> tuple[bytes, str]:
    body = b'--b\r\nContent-Disposition: form-data; name="files"; filename="x.txt"\r\n\r\ntext\r\n--b--\r\n'
    return body, "multipart/form-data; boundary=b"


def test_the_real_window_takes_no_file_from_another_page(window: Window) -> None:
    body, kind = multipart()
    before = sorted(window.sent.rglob("x.txt"))
    for headers in ({"Origin": "http://localhost:9999"}, {"Sec_Fetch_Site": "cross-site"}):
        assert window.ask("/gradio_api/upload", body, Content_Type=kind, **headers)[0] == 403
    assert sorted(window.sent.rglob("x.txt")) == before
    assert window.ask("/gradio_api/upload", body, Content_Type=kind, Origin=window.url)[0] == 200
    assert len(sorted(window.sent.rglob("x.txt"))) == len(before) + 1


def test_the_real_window_is_not_read_by_another_page(window: Window) -> None:
    for path in ("/config", "/gradio_api/info", "/theme.css"):
        assert window.ask(path, Origin="http://localhost:9999")[0] == 403
    message = {"reader": READER, "conversation": ""}
    assert (
        window.call("conversation", message, Content_Type="text/plain", Origin="http://evil.example")[0]
        == 403
    )
    assert window.call("conversation", message, Origin=window.url)[0] == 200


def test_the_real_window_fetches_nothing(window: Window) -> None:
    with socket.socket() as elsewhere:
        elsewhere.bind(("127.0.0.1", 0))
        elsewhere.listen()
        elsewhere.setblocking(False)
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/x.txt"
        for place in ({"path": address}, {"path": "/tmp/x", "url": address}):
            file = {**place, "meta": {"_type": "gradio.FileData"}}
            message = {"data": [[file]], "fn_index": window.upload, "session_hash": "s"}
            for path in (JOIN, "/gradio_api/run/predict", "/gradio_api/call/add"):
                assert (
                    window.ask(path, json.dumps(message).encode(), Content_Type="application/json")[0] == 403
                )
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("conversation", {}),
        ("conversation", None),
        ("conversation", []),
        ("conversation", "x"),
        ("conversation", {"reader": {}}),
        ("rate", {"reader": READER, "rating": 1}),
        ("rate", {"reader": READER, "rating": 1, "turn": 10**30}),
        ("archive", {"offset": "x"}),
        ("article", {"article": "a", "start": "x", "end": None}),
        ("delete", {"reader": READER, "conversation": ["x"]}),
    ],
)
def test_a_malformed_message_is_refused_without_a_word_in_the_terminal(
    window: Window, name: str, data: object
) -> None:
    before = window.printed.read_text()
    assert window.call(name, data)[0] == 422
    assert window.printed.read_text() == before

"""Every test offline by force, in a folder of its own; the demo archive with the real models, once a session.

Knows nothing of what is tested.
"""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from index import demo as archive
from index.settings import Settings
from index.sync import Store
from tests.fakes import WordEmbedder

# how long an example takes says something of the machine alone
hypothesis.settings.register_profile("dateline", deadline=None)
hypothesis.settings.load_profile("dateline")

_KEPT = ("DATELINE_REQUIRE_", "DATELINE_CHROMIUM")
_CLEARED = ("DATELINE_", "OPENAI_", "ANTHROPIC_", "OLLAMA_", "LANGSMITH_", "LANGCHAIN_", "HF_TOKEN")


class OutgoingConnection(AssertionError):
    """Something tried to reach beyond this machine."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--data", type=Path, metavar="FOLDER", help="the evaluation data, for tests that use it")


@pytest.fixture(scope="session")
def data(request: pytest.FixtureRequest) -> Path:
    """The folder of evaluation data, which is no part of the project."""
    folder: Path | None = request.config.getoption("--data")
    if folder is None or not (folder / "realtimeqa-2022").is_dir():
        pytest.skip("needs the evaluation data: pytest --data FOLDER, with realtimeqa-2022 in it")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    """Connections and look-ups of names beyond loopback raise; nothing that may hold a key is in reach."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.endswith("_API_KEY") or (name.startswith(_CLEARED) and not name.startswith(_KEPT)):
                patch.delenv(name)
        connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
        look_up = socket.getaddrinfo

        def guarded_connect(self: socket.socket, address: Any) -> None:
            _refuse_beyond_loopback(self, address)
            connect(self, address)

        def guarded_connect_ex(self: socket.socket, address: Any) -> int:
            _refuse_beyond_loopback(self, address)
            return connect_ex(self, address)

        def guarded_look_up(host: Any, *more: Any, **named: Any) -> Any:
            if not _is_local(host):
                raise OutgoingConnection(f"a test looked up {host!r}")
            return look_up(host, *more, **named)

        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What forgets to say where its library is does not touch the user's."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "unsaid-home"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo archive with the real embedder, SQLite and Chroma; to be read only."""
    store = Store(Settings(home=tmp_path_factory.mktemp("demo")))
    *_, last = store.add(archive.paths())
    assert (last.added, last.skipped) == (len(archive.paths()), 0)
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty library with an embedder that needs no model, and that keeps what it was asked."""
    settings = Settings(home=tmp_path / "home", embedding_model="words")
    store = Store(settings, embedder=WordEmbedder(settings))
    yield store
    store.close()


def _refuse_beyond_loopback(connecting: socket.socket, address: Any) -> None:
    if connecting.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
        raise OutgoingConnection(f"a test connected to {address!r}")


def _is_local(host: Any) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False

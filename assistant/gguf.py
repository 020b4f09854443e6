"""A model file of llama.cpp becomes a server inside this process, which speaks OpenAI's protocol on loopback.

Does not know what the model is asked, nor who asks. A server, and with it the memory of its model, is freed
when nothing refers to it any more.
"""

import json
import os
import secrets
import stat
import subprocess
import sys
import threading
import urllib.request
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from assistant.errors import ModelError
from assistant.tokens import estimate

DEFAULT_CONTEXT = 8192
"""Tokens, unless more are asked for: files are trained for up to a million, and the memory for them is taken
at once, about 1 GB for 8,192 with a model of eight thousand million parameters. A fact question's
ten passages or so, the instructions and an answer take less than 4,000."""

_MOST_KEPT = 512
"""Megabytes for what the model has read of earlier prompts, so that their instructions are not read again;
llama.cpp's own choice is 8,192."""

_MAGIC = b"GGUF"
_REMEMBERED = 2048
_REHEARSAL = (
    "import sys; from assistant import gguf; gguf.rehearse(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))"
)
_LONGEST_REHEARSAL = 600
"""Seconds: a file of many gigabytes is read from a slow disk once."""
_lock = threading.Lock()
_rehearsed: set[tuple[object, ...]] = set()
"""Path, size and time of change of the files that another process has loaded without dying of them."""


class Server:
    """A model that is loaded; ask it at `address` with `key`, for it answers nobody else."""

    def __init__(self, path: Path, context: int, threads: int | None) -> None:
        self.key = secrets.token_hex(32)
        # the reference keeps the server running
        self._running = _started(path, context, threads, self.key)
        self.address: str = self._running.listening_address
        template = self._told("/apply-template", messages=[{"role": "user", "content": ""}])["prompt"]
        held: int = self._told("/props")["default_generation_settings"]["n_ctx"]
        self.context = held - len(self._told("/tokenize", content=template)["tokens"])
        """Tokens for a prompt and its reply: of the file's own limit and what was asked for the smaller, less
        the tokens that frame every message."""

    def count(self, text: str) -> int:
        """Tokens of a text, by the model's own tokenizer."""
        return _count(self.address, self.key, text)

    def _told(self, path: str, **body: Any) -> Any:
        return _told(self.address, self.key, path, **body)


_servers: WeakValueDictionary[tuple[object, ...], Server] = WeakValueDictionary()


def serve(file: str, context: int | None = None, threads: int | None = None) -> Server:
    """The server of a file, the same one for as long as it is in use; `~` is the user's folder.

    Raises `ModelError` where there is no such file, it is no GGUF, or llama.cpp cannot load it, and
    `ImportError` where llama.cpp's package is not installed.
    """
    path = _readable(file)
    tokens = DEFAULT_CONTEXT if context is None else context
    about = path.stat()
    known = (path, about.st_mtime_ns, about.st_size, tokens, threads)
    with _lock:  # whoever asks for the file meanwhile gets the same server
        server = _servers.get(known)
        if server is None:
            _see_that_it_loads(path, tokens, threads)
            server = _servers[known] = Server(path, tokens, threads)
        return server


def _readable(file: str) -> Path:
    """The file's whole path, after a look at how it begins: what llama.cpp says of other files helps
    nobody."""
    try:
        path = Path(os.path.abspath(Path(file).expanduser()))  # noqa: PTH100 - resolve() would follow links
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ModelError(f"{path} is a folder: give gguf: and the path of one model file in it")
        if not stat.S_ISREG(mode):  # a pipe or a device may keep whoever opens it waiting for ever
            raise ModelError(f"{path} is no regular file: give gguf: and the path of a model file")
        with path.open("rb") as opened:
            begins = opened.read(len(_MAGIC))
    except FileNotFoundError:
        raise ModelError(f"there is no file {path}: give gguf: and the path of a model file") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(f"the model file {file!r} cannot be read ({_why(error)})") from None
    if begins != _MAGIC:
        raise ModelError(f"{path} is no GGUF file: give one that llama.cpp can read")
    return path


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _started(path: Path, context: int, threads: int | None, key: str) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.n_parallel = str(path), context, 1
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [key]
    params.verbosity, params.ui, params.endpoint_slots = -1, False, False
    params.cache_ram_mib = _MOST_KEPT
    if threads is not None:
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    try:
        return xllamacpp.Server(params)
    except RuntimeError:
        raise _unloadable(path) from None


def _unloadable(path: Path) -> ModelError:
    return ModelError(
        f"{path} cannot be loaded: it is damaged, of a kind that this llama.cpp does not know, or too "
        "large for this machine's memory (a smaller DATELINE_LLM_CONTEXT takes less)"
    )


def rehearse(path: str, context: int, threads: int) -> None:
    """Loads a file and lets go of it, in a process of its own; no threads are as many as llama.cpp likes."""
    Server(Path(path), context, threads or None)


def _see_that_it_loads(path: Path, context: int, threads: int | None) -> None:
    """Loads a file elsewhere first: llama.cpp ends the whole process where a file's numbers make no sense.

    Raises `ModelError` where that process dies or does not end, and `ImportError` without llama.cpp.
    """
    about = path.stat()
    known = (path, about.st_size, about.st_mtime_ns)
    if known in _rehearsed:
        return
    import_module("xllamacpp")  # whose absence is no fault of the file
    environment = os.environ | {
        "GGML_NO_BACKTRACE": "1",
        "PYTHONPATH": os.pathsep.join(os.path.abspath(place) for place in sys.path),  # noqa: PTH100
    }
    try:
        subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-c", _REHEARSAL, str(path), str(context), str(threads or 0)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST_REHEARSAL,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise ModelError(f"{path} was not loaded within {_LONGEST_REHEARSAL} seconds") from None
    except (subprocess.SubprocessError, OSError):
        raise _unloadable(path) from None
    _rehearsed.add(known)


@lru_cache(maxsize=_REMEMBERED)
def _count(address: str, key: str, text: str) -> int:
    try:
        return len(_told(address, key, "/tokenize", content=text)["tokens"])
    except OSError:
        return estimate(text)


def _told(address: str, key: str, path: str, **body: Any) -> Any:
    request = urllib.request.Request(  # noqa: S310 - to the server that this process runs
        address + path,
        data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    # a proxy of the environment must see neither key nor text
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as response:
        return json.load(response)

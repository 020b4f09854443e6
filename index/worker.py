"""One process that embeds for another one: texts come in at its standard input, vectors go out at its output.

Does not know who asks or why. A frame is a kind, a length and so many bytes. The process ends when its input
does, so that it never outlives the one that asks, however that one ends.
"""

import json
import os
import queue
import signal
import struct
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from index.encoder import open_model

TEXTS, VECTORS, FAILED = b"t", b"v", b"f"
"""Kinds of frames: a JSON list; rows of float32 after their shape; why the model cannot be opened."""

_HEAD = struct.Struct("<cQ")
_SHAPE = struct.Struct("<II")
_NICER = 10
"""Steps behind whoever answers a question on the same processors."""


def write(pipe: IO[bytes], kind: bytes, content: bytes) -> None:
    """Writes one frame; raises `OSError` where the other end is gone."""
    pipe.write(_HEAD.pack(kind, len(content)) + content)
    pipe.flush()


def read(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """Reads one frame as (kind, content); raises `EOFError` where the other end is gone."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    kind, length = _HEAD.unpack(head)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return kind, content


def packed(texts: Sequence[str]) -> bytes:
    """The content of a frame of texts: JSON in ASCII, which holds even what is no valid Unicode."""
    return json.dumps(texts).encode("ascii")


def unpacked(content: bytes) -> NDArray[np.float32]:
    """The rows in a frame of vectors."""
    shape = _SHAPE.unpack_from(content)
    return np.frombuffer(content, dtype="<f4", offset=_SHAPE.size).reshape(shape).astype(np.float32)


def main(name: str, folder: str, threads: int) -> None:
    """Opens the model and embeds until there is nobody left to ask; no folder is given as ""."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # at a terminal it reaches all; who asks decides what ends
    if hasattr(os, "nice"):
        os.nice(_NICER)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not print into the answers
    asked = queue.SimpleQueue[list[str]]()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    try:
        encode = open_model(name, Path(folder) if folder else None, threads)
    except Exception as error:
        write(answers, FAILED, str(error).encode("utf-8", "replace"))
        asked = queue.SimpleQueue()  # nothing to do but wait for the end
        asked.get()
    while True:
        rows = encode(asked.get())
        write(answers, VECTORS, _SHAPE.pack(*rows.shape) + rows.astype("<f4").tobytes())


def _listen(asked: "queue.SimpleQueue[list[str]]") -> None:
    try:
        while True:
            asked.put(json.loads(read(sys.stdin.buffer)[1]))
    except EOFError:
        os._exit(0)  # at once, though the model may be computing


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

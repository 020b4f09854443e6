"""A server on loopback that speaks OpenAI's streaming protocol, or breaks it, as a test tells it to.

Knows nothing of what is tested with it. What it sends is counted, and that somebody hung up is noticed.
"""

import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the server does with one request: first it is silent, then it sends pieces, then it ends."""

    pieces: Iterable[str] = ()
    silence: float = 0.0
    """Seconds before the first byte of the reply, in which somebody who hangs up is noticed."""
    pause: float = 0.0
    """Seconds between two pieces."""
    finish: str | None = "stop"
    """The finish reason; with `None` the stream ends without one, as where a connection is lost."""
    status: int = 200
    error: str = ""
    """The message of an error, which OpenAI's errors carry with its code."""
    code: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    """Sent in place of a stream of events."""
    broken: bool = False
    """The connection is reset after the pieces, in the middle of the body."""


READ = 100
"""Tokens of every prompt, as the server says."""

ENDLESS = Reply(pieces=repeat("word "), pause=0.005)
SILENT = Reply(silence=60.0)


class OpenAIServer:
    """Give `address` as the base URL; the replies are used in turn, and the last one again and again."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        """What stood in the header of each request."""
        self.headers: list[dict[str, str]] = []
        """All headers of each request, by their names in lower case."""
        self.sent = 0
        """Pieces, over all requests; a piece is a token."""
        self.hung_up = 0
        """Requests whose client went away before the end."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/v1"

    def next_reply(self) -> Reply:
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        record = self

        class Handler(_Handler):
            told = record

        return Handler

    def run(self) -> None:
        self._server.serve_forever(poll_interval=0.02)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(*replies: Reply) -> Iterator[OpenAIServer]:
    """A server that runs for as long as the context does."""
    server = OpenAIServer(*replies)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()


def wait_until(true: Callable[[], bool], what: str, seconds: float = 10.0) -> None:
    """Waits for something that happens soon, and fails the test where it does not."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not within {seconds:g} seconds: {what}"
        time.sleep(0.01)


class _HungUpError(Exception):
    pass


class _Handler(BaseHTTPRequestHandler):
    told: OpenAIServer

    def do_POST(self) -> None:
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.told.requests.append(json.loads(body))
        self.told.keys.append(self.headers.get("Authorization", ""))
        self.told.headers.append({name.lower(): value for name, value in self.headers.items()})
        try:
            self._answer(self.told.next_reply())
        except (_HungUpError, OSError):
            self.told.hung_up += 1

    def _answer(self, reply: Reply) -> None:
        self._wait(reply.silence)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 200:
            self._send_whole(json.dumps({"error": {"message": reply.error, "code": reply.code}}).encode())
        elif reply.raw is not None:
            self._send_whole(reply.raw)
        else:
            self._stream(reply)

    def _send_whole(self, body: bytes) -> None:
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Reply) -> None:
        self.send_header("Content-Type", "text/event-stream")
        if reply.broken:
            self.send_header("Content-Length", str(10**9))
        self.end_headers()
        self._event({"role": "assistant", "content": ""})
        before = self.told.sent
        for piece in reply.pieces:
            self._event({"content": piece})
            self.told.sent += 1
            self._wait(reply.pause)
        if reply.broken:
            return
        if reply.finish is not None:
            self._event({}, reply.finish)
            written = self.told.sent - before
            usage = {"prompt_tokens": READ, "completion_tokens": written, "total_tokens": READ + written}
            self._data({"id": "x", "object": "chat.completion.chunk", "choices": [], "usage": usage})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: Mapping[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._data({"id": "x", "object": "chat.completion.chunk", "model": "local", "choices": [choice]})

    def _data(self, event: Mapping[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
        self.wfile.flush()

    def _wait(self, seconds: float) -> None:
        """Waits, and looks whether the client is still there: nothing more is to come from it."""
        if select.select([self.connection], [], [], seconds)[0] and not self.connection.recv(
            1, socket.MSG_PEEK
        ):
            raise _HungUpError

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Says nothing."""

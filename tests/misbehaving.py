"""An HTTP server on loopback that misbehaves as a test tells it to, byte by byte where need be.

Knows nothing of what is tested with it. What it was asked, when, and how much at once is kept.
"""

import select
import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came."""

    target: str
    """Path and query."""
    headers: Mapping[str, str]
    """By their names in lower case."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the server does with one request."""

    body: bytes | Iterable[bytes] = b""
    """Pieces are sent one by one, and without a Content-Length unless `length` is given."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    """The Content-Length that is claimed, whatever is sent."""
    raw: Iterable[bytes] | None = None
    """Sent in place of status, headers and body: anything."""
    silence: float = 0.0
    """Seconds before the first byte."""
    pause: float = 0.0
    """Seconds after each piece."""
    resets: bool = False
    """In the end, the connection is reset, not closed."""

    def sent(self) -> Iterator[bytes]:
        if self.raw is not None:
            yield from self.raw
            return
        head = {"Connection": "close", **self.headers}
        length = len(self.body) if self.length is None and isinstance(self.body, bytes) else self.length
        if length is not None:
            head["Content-Length"] = str(length)
        lines = [f"HTTP/1.1 {self.status} {_phrase(self.status)}"]
        lines += [f"{name}: {value}" for name, value in head.items()]
        yield ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        yield from [self.body] if isinstance(self.body, bytes) else self.body


Answer = Reply | Callable[[Request], Reply]

RESET = Reply(raw=(), resets=True)
"""The connection is reset before a byte is sent."""


def redirect(location: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": location})


def unless_had(reply: Reply, *, etag: str = "", last_modified: str = "") -> Answer:
    """The reply with its validators, or 304 for whoever shows one of them."""
    validators = {"ETag": etag, "Last-Modified": last_modified}
    validators = {name: value for name, value in validators.items() if value}

    def answer(request: Request) -> Reply:
        had = {request.headers.get("if-none-match"), request.headers.get("if-modified-since")}
        if had & set(validators.values()):
            return Reply(status=304)
        return replace(reply, headers={**reply.headers, **validators})

    return answer


class Misbehaving:
    """What is not scripted is answered with 404, robots.txt too."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.most_at_once = 0
        """Requests that waited at the same time for the first byte of their reply."""
        self._tls = tls
        self._replies: dict[str, list[Answer]] = {}
        self._at_once = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._handle)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def url(self, target: str) -> str:
        return f"{'http' if self._tls is None else 'https'}://127.0.0.1:{self.port}{target}"

    def on(self, path: str, *replies: Answer) -> str:
        """Uses the replies in turn, and the last one again and again; gives the URL."""
        self._replies[path] = list(replies)
        return self.url(path)

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.target == path]

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()  # waits for the handlers
        self._thread.join()

    def _handle(self, connection: socket.socket) -> None:
        with suppress(OSError):  # whoever asked has hung up
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                request = _request(connection)
                if request is not None:
                    with self._counted(request) as reply:
                        is_over = self._wait(connection, reply.silence)
                    if not is_over:
                        self._send(connection, reply)

    @contextmanager
    def _counted(self, request: Request) -> Iterator[Reply]:
        with self._lock:
            self.requests.append(request)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            replies = self._replies.get(request.target, [Reply(status=404)])
            answer = replies.pop(0) if len(replies) > 1 else replies[0]
        try:
            yield answer if isinstance(answer, Reply) else answer(request)
        finally:
            with self._lock:
                self._at_once -= 1

    def _send(self, connection: socket.socket, reply: Reply) -> None:
        for piece in reply.sent():
            connection.sendall(piece)
            if self._wait(connection, reply.pause):
                return
        if reply.resets:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _wait(self, connection: socket.socket, seconds: float) -> bool:
        """Whether the other side hung up, or the test is over, before the seconds were."""
        for _ in range(round(seconds / 0.02)):
            readable, _, _ = select.select([connection], [], [], 0.02)
            if readable or self._closing.is_set():
                return True
        return self._closing.is_set()


@contextmanager
def misbehaving(tls: ssl.SSLContext | None = None) -> Iterator[Misbehaving]:
    """A server that runs for as long as the context does."""
    server = Misbehaving(tls)
    try:
        yield server
    finally:
        server.close()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 128
    daemon_threads = False
    block_on_close = True

    def __init__(self, address: tuple[str, int], handle: Callable[[socket.socket], None]) -> None:
        self.handle = handle
        super().__init__(address, _Handler)


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.request.settimeout(10)
        self.server.handle(self.request)


def _request(connection: socket.socket) -> Request | None:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        received += piece
        if not piece or not received[:1].isalpha():  # hung up, or speaks TLS to who does not
            return None
    first, *lines = received.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = (line.partition(":") for line in lines)
    return Request(first.split(" ")[1], {name.lower(): value.strip() for name, _, value in headers})


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Whatever"

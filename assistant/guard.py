"""Stands before the window's server and refuses what only another page, or a forged request, would send it.

Knows nothing of the window: it reads addresses, headers and JSON, and is plain ASGI.
"""

import ipaddress
import json
import re
import socket
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

LARGEST_MESSAGE = 4 * 2**20
"""Bytes of what a page may send, uploaded files apart: a question has 2,000 characters."""
UPLOAD = "/gradio_api/upload"
"""Where files are sent, as multipart, which is not held in memory."""
UPLOADED = "/gradio_api/file="
"""What the window's own address of an uploaded file goes on with; the page sends it along with the file."""

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:;"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
    " font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:;"
    " object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load: itself. Gradio needs inline scripts and `eval`; nothing needs another host."""

_HOST = re.compile(r"(\[[^\]]*\]|[^:]*?)\.?(?::(\d*))?")
_ADDRESS = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PORTS = {"http": "80", "https": "443"}


class Guard:
    """Wraps the whole server, and has the last word on its headers.

    A window on loopback answers to names of loopback only: or a page elsewhere could read the archive by
    pointing its own name at 127.0.0.1. One that others can reach answers, for the same reason, only to
    addresses and to this machine's own names, which are looked up when it starts. No window answers to a page
    of another origin, be it another port of this machine, and none hands on an address that the server would
    fetch.
    """

    def __init__(self, app: App, *, host: str) -> None:
        self._app = app
        self._own_names = None if is_loopback(host) else _own_names(host)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page has no websocket, and nobody else may have one
            await send({"type": "websocket.close", "code": 1008})
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [
                    (name, value)
                    for name, value in message.get("headers", ())
                    if not name.lower().startswith(b"access-control-")
                ]
                message["headers"] = [*kept, (b"content-security-policy", POLICY.encode())]
            await send(message)

        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        refusal = self._refusal(scope, headers)
        if (
            not refusal
            and scope["method"] not in ("GET", "HEAD", "OPTIONS")
            and not _is_upload(scope, headers)
        ):
            body = await _body(receive)
            refusal = _refused_body(body, _origin(scope["scheme"], headers.get("host", "")))
            receive = _replayed(body, receive)
        if refusal:
            status, text = refusal
            await _refuse(guarded, status, text)
            return
        await self._app(scope, receive, guarded)

    def _refusal(self, scope: Message, headers: dict[str, str]) -> "tuple[int, str] | None":
        own = _origin(scope["scheme"], headers.get("host", ""))
        if own is None or not self._answers_to(own[1]):
            return 421, (
                "This window answers on loopback only."
                if self._own_names is None
                else "This window answers to this machine's own names and addresses only."
            )
        if "origin" in headers:
            scheme, _, host = headers["origin"].partition("://")
            if _origin(scheme, host) != own:
                return 403, "This window answers to its own page only."
        opened = (
            scope["method"] in ("GET", "HEAD")
            and scope["path"] == "/"
            and headers.get("sec-fetch-mode", "navigate") == "navigate"
        )
        if headers.get("sec-fetch-site", "none").lower() in ("cross-site", "same-site") and not opened:
            return 403, "This window answers to its own page only."
        return None

    def _answers_to(self, name: str) -> bool:
        """A page elsewhere cannot have an address for its own name, nor a name that this machine has."""
        if self._own_names is None:
            return is_loopback(name)
        return is_loopback(name) or name in self._own_names or _is_address(name)


def _own_names(host: str) -> frozenset[str]:
    """What others may call this machine, listening on `host`."""
    names = {host, socket.gethostname(), socket.getfqdn()}
    return frozenset(name.lower().removesuffix(".") for name in names if name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _origin(scheme: str, host: str) -> tuple[str, str, str] | None:
    """Scheme, name and port, such that those of one origin are equal; `None` where there is no name."""
    match = _HOST.fullmatch(host.lower())
    if match is None or not match[1]:
        return None
    scheme = scheme.lower()
    return scheme, match[1], match[2] or _PORTS.get(scheme, "")


def is_loopback(name: str) -> bool:
    """Whether a host's name or address, perhaps in brackets, is this machine and no other can reach it."""
    name = name.lower().removesuffix(".")
    try:
        return name == "localhost" or ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_upload(scope: Message, headers: dict[str, str]) -> bool:
    sent = headers.get("content-type", "").lower()
    return scope["path"].rstrip("/") == UPLOAD and sent.startswith("multipart/form-data")


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or `None` where it is larger than a message may be."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_MESSAGE:
            return None
        more = message.get("more_body", False)
    return bytes(body)


def _refused_body(body: bytes | None, own: tuple[str, str, str] | None) -> tuple[int, str] | None:
    # whatever the request calls its body: gradio reads JSON from one that is called plain text, too
    if body is None:
        return 413, f"A message has at most {LARGEST_MESSAGE:,} bytes."
    try:
        sent = json.loads(body) if body else None
    except (ValueError, RecursionError):
        return 400, "A message is JSON."
    if any(_ADDRESS.match(text) and not _is_own_file(key, text, own) for key, text in _places(sent)):
        return 403, "This window fetches nothing."
    return None


def _places(sent: Any) -> Iterator[tuple[str, str]]:
    """Every text that says where a file is, at whatever depth."""
    left = [sent]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            yield from ((k, v) for k, v in value.items() if k in ("path", "url") and isinstance(v, str))
            left += value.values()
        elif isinstance(value, list):
            left += value


def _is_own_file(key: str, text: str, own: tuple[str, str, str] | None) -> bool:
    scheme, _, rest = text.partition("://")
    host, _, path = rest.partition("/")
    return key == "url" and _origin(scheme, host) == own and f"/{path}".startswith(UPLOADED)


def _replayed(body: bytes | None, receive: Receive) -> Receive:
    left = [body or b""]

    async def replay() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return replay


async def _refuse(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})

"""Connections that lead only where they may, and that end in time.

Knows nothing of HTTP. A name is resolved once, all its addresses are checked, and one of these is connected
to: what the name means a moment later (DNS rebinding) changes nothing. TLS still checks the name.
"""

import math
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore

from index.addresses import Resolve, is_public
from index.errors import FetchError
from index.links import plain

_MOST_TRIED = 4
"""Addresses of one name that are tried in turn."""


class Network(httpcore.NetworkBackend):
    """Where a pool of connections gets them from. Safe to use from several threads."""

    def __init__(
        self, *, private_addresses: bool, resolve: Resolve, sockets: httpcore.NetworkBackend
    ) -> None:
        """`sockets` connects to addresses, `resolve` finds those of a name."""
        self._private_addresses = private_addresses
        self._resolve = resolve
        self._sockets = sockets
        self._thread = _Thread()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """All that this thread waits for on connections inside the block ends after so many seconds.

        Raises `FetchError` then: with a limit for each read alone, a server could give single bytes for days.
        """
        self._thread.until = time.monotonic() + seconds
        try:
            yield
        except httpcore.TimeoutException as error:
            if time.monotonic() < self._thread.until:
                raise
            raise FetchError(f"took longer than {seconds:g} seconds: try again later") from error
        finally:
            self._thread.until = math.inf

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connects to one of the host's addresses; raises `FetchError` where not all of them may be."""
        failure: Exception = FetchError("has no address: check its spelling")
        for address in self._allowed(host, port)[:_MOST_TRIED]:
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._left(timeout), local_address, socket_options
                )
                return _Timed(stream, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _allowed(self, host: str, port: int) -> tuple[str, ...]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or "it cannot be a name"
            raise FetchError(f"has no address ({reason}): check its spelling and the connection") from error
        for address in addresses:
            if not self._private_addresses and not is_public(address):
                raise FetchError(
                    f"leads to {address}, an address of this machine or of a private network: if you trust "
                    "it, set DATELINE_PRIVATE_ADDRESSES=1"
                )
        return addresses

    def _left(self, timeout: float | None) -> float:
        left = self._thread.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("no time is left")
        return left if timeout is None else min(left, timeout)


class _Thread(threading.local):
    until = math.inf


class _Timed(httpcore.NetworkStream):
    """A stream that waits no longer than `left` allows."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[float | None], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            secured = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                reason = plain(error.__cause__.verify_message)
                raise FetchError(
                    f"has no valid certificate ({reason}): check the address or tell its publisher"
                ) from error
            raise
        return _Timed(secured, self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

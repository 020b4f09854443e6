"""HTTP clients for OpenAI's protocol that follow nobody elsewhere and take no more than an answer can need.

Knows nothing of what is asked. Whoever answers at an address may be hostile or broken, and all talks share
one event loop: what takes long to unpack or never ends would keep every other talk waiting.
"""

from collections.abc import AsyncIterator, Iterator
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib import import_module
from typing import Any

LARGEST = 8 * 2**20
"""Bytes of a response: an event has about 300 for each token, an answer fewer than ten thousand."""


class UnfitReplyError(Exception):
    """A response that no model's server sends."""


class RedirectedReplyError(UnfitReplyError):
    """It asks to send the question and its passages to another address."""


class CompressedReplyError(UnfitReplyError):
    """It is compressed although nobody asked for that; a little of it may unpack to very much."""


class EndlessReplyError(UnfitReplyError):
    """It has more than `LARGEST` bytes."""


def clients(**arguments: Any) -> dict[str, Any]:
    """`http_client` and `http_async_client` of LangChain's models, made with `arguments` beside their own."""
    from openai import DefaultAsyncHttpxClient, DefaultHttpxClient

    given: dict[str, Any] = {
        "follow_redirects": False,
        "headers": {"Accept-Encoding": "identity"},
        **arguments,
    }
    return {
        "http_client": DefaultHttpxClient(cookies=_no_cookies(), event_hooks={"response": [_check]}, **given),
        "http_async_client": DefaultAsyncHttpxClient(
            cookies=_no_cookies(), event_hooks={"response": [_check_later]}, **given
        ),
    }


def _no_cookies() -> CookieJar:
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


def _check(response: Any) -> None:
    if 300 <= response.status_code < 400:
        raise RedirectedReplyError
    if response.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise CompressedReplyError
    response.stream = _bounded()(response.stream)


async def _check_later(response: Any) -> None:
    _check(response)


@cache
def _bounded() -> type[Any]:
    """A stream that counts its bytes, of the kind that the HTTP library under OpenAI's package wants."""
    from openai import DefaultHttpxClient

    # httpx, or httpx2 from the third version of OpenAI's package on
    library = import_module(DefaultHttpxClient.__mro__[1].__module__.partition(".")[0])

    class Bounded(library.AsyncByteStream, library.SyncByteStream):  # type: ignore[misc, name-defined]
        def __init__(self, stream: Any) -> None:
            self._stream = stream
            self._left = LARGEST

        def __iter__(self) -> Iterator[bytes]:
            for piece in self._stream:
                yield self._counted(piece)

        async def __aiter__(self) -> AsyncIterator[bytes]:
            async for piece in self._stream:
                yield self._counted(piece)

        def _counted(self, piece: bytes) -> bytes:
            self._left -= len(piece)
            if self._left < 0:
                raise EndlessReplyError
            return piece

        def close(self) -> None:
            self._stream.close()

        async def aclose(self) -> None:
            await self._stream.aclose()

    return Bounded

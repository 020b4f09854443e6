"""Sends one request and takes in its answer, within limits of time and size.

Knows nothing of redirects, robots.txt, retries or of what a status means. Proxies of the environment are not
used: a proxy resolves names itself, and no address could be checked. No cookies are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata

import httpcore
import httpx

from index import bodies, links
from index.errors import FetchError
from index.network import Network

PRODUCT = "Dateline"
"""The name under which servers, and their robots.txt, know what asks them."""

_PURPOSE = "(news archive assistant; fetches only what its user registered)"

CONTENT = (200, 203)
"""Statuses whose body is taken in; that of another is left."""


class Passing(FetchError):
    """What may be over at the next try."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait
        """Seconds that the server asked to wait."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """By their names in lower case; the first one where there are several."""
    body: bytes
    """Unpacked; empty unless the status is one of `CONTENT`."""


_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (httpcore.ConnectTimeout, "does not take connections"),
    (httpcore.TimeoutException, "was silent for too long"),
    (httpcore.ConnectError, "cannot be connected to"),
    (httpcore.NetworkError, "broke the connection off"),
    (httpcore.ProtocolError, "does not answer as HTTP asks, or not to the end"),
)
"""What an error of the connection means: the first that fits."""


class Exchange:
    """Connections to servers, kept for a while for the next request. Safe to use from several threads."""

    def __init__(self, network: Network, *, timeout: float) -> None:
        """`timeout`: seconds for all of one exchange; a third of it may pass without a word."""
        self._network = network
        self._timeout = timeout
        context = httpcore.default_ssl_context()
        context.load_default_certs()  # those of the system too, where an organisation puts its own
        self._pool = httpcore.ConnectionPool(
            context,
            max_connections=None,
            max_keepalive_connections=8,
            keepalive_expiry=30.0,
            network_backend=network,
        )
        self._headers = {
            "User-Agent": f"{PRODUCT}{_version()} {_PURPOSE}",
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
        }

    def get(self, url: httpx.URL, headers: Mapping[str, str], largest: int, *, cut: bool = False) -> Answer:
        """The answer to one GET, its body at most `largest` bytes; with `cut`, the rest of it is left out.

        Raises `Passing` where the connection failed, `FetchError` where another try would change nothing.
        """
        silence = self._timeout / 3
        try:
            with (
                self._network.within(self._timeout),
                self._pool.stream(
                    "GET",
                    httpcore.URL(
                        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                    ),
                    headers=list({**self._headers, **headers}.items()),
                    extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), silence)},
                ) as response,
            ):
                return _answer(response, largest, cut)
        except FetchError as error:
            raise FetchError(f"{links.shown(url)} {error}") from error
        except tuple(known for known, _ in _FAILURES) as error:
            raise _failure(url, error) from error

    def close(self) -> None:
        self._pool.close()


def _version() -> str:
    try:
        return f"/{metadata.version(PRODUCT)}"
    except metadata.PackageNotFoundError:  # run from a checkout that was not installed
        return ""


def _answer(response: httpcore.Response, largest: int, cut: bool) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(_text(name).lower(), _text(value).strip())
    if response.status not in CONTENT:
        return Answer(response.status, headers, b"")
    # h11 has seen to it that a length is a number, and sees to it that so much comes.
    if int(headers.get("content-length", 0)) > largest and not cut:
        raise bodies.too_large(largest)
    encoding = headers.get("content-encoding", "").lower()
    return Answer(response.status, headers, bodies.whole(response.iter_stream(), encoding, largest, cut=cut))


def _text(header: bytes) -> str:
    try:
        return header.decode("utf-8")
    except UnicodeDecodeError:
        return header.decode("latin-1")


def _failure(url: httpx.URL, error: Exception) -> Passing:
    what = next(what for known, what in _FAILURES if isinstance(error, known))
    detail = f" ({links.plain(str(error))})" if str(error) else ""
    return Passing(f"{links.shown(url)} {what}{detail}: try again later")

"""Fetches what sources name from the web: politely, from public addresses, within limits.

Knows nothing of feeds, articles or the library. A host gets one request at a time with a pause after each,
and its robots.txt is obeyed for everything, a feed that the user registered included: feeds are made to be
read by programs, so one that is closed to them is closed on purpose.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpcore
import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from index import addresses, headers, links, robots
from index.errors import FetchError
from index.exchange import CONTENT, Answer, Exchange, Passing
from index.network import Network
from index.turns import Turns

_TRIES = 3
_BACK_OFF = wait_exponential_jitter(initial=1, max=30, jitter=1)
_LONGEST_WAIT = 60.0
"""Seconds that a server may ask to wait before it is tried again; one that asks for more is left alone."""

_MOST_REDIRECTS = 5
_REDIRECTS = {301: True, 302: False, 303: False, 307: False, 308: True}
"""Each status that redirects, and whether for good."""

_MEANINGS = {
    401: "wants a password: give another address",
    403: "does not let Dateline in: ask its publisher, or give another address",
    404: "is not there: check the address",
    410: "was taken away for good: remove it from the sources",
    429: "was asked too often: try again later",
    451: "may not be shown, for legal reasons: ask its publisher",
}
"""What a status means to whoever registered the source; of the others, what all of their hundred mean."""
_MEANINGS_OF_HUNDREDS = {
    2: "gives no content: check the address",
    3: "redirects in a way that is not followed: check the address",
    4: "does not take the request: check the address",
    5: "has a fault: try again later",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave."""

    url: str
    """Where it was found in the end, after redirects."""
    content: bytes
    """Unpacked from its content encoding, but a `.gz` file as it is; `b""` where unchanged."""
    content_type: str
    """The media type as the server says, in lower case, without parameters; `""` unless it says one."""
    charset: str
    """As the Content-Type header says, or `""`."""
    etag: str
    """For the next `get`, like `last_modified`; `""` unless the server gives one."""
    last_modified: str
    unchanged: bool
    """HTTP 304: what was had before still holds."""
    moved: str
    """Where permanent redirects alone lead, to be asked in future, or `""`; never from https to http."""


class Answered(FetchError):
    """The server answered with a status that is neither content nor a redirect, and that will not pass."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class Gone(Answered):
    """Nothing is there now (404), or ever again (410: `permanent`)."""

    @property
    def permanent(self) -> bool:
        return self.status == 410


class Fetcher:
    """Gets URLs, from as many threads as you like; a context manager that closes its connections."""

    def __init__(
        self,
        *,
        private_addresses: bool = False,
        per_host_seconds: float = 1.0,
        timeout: float = 60.0,
        largest: int = 16 * 2**20,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
        resolve: addresses.Resolve = addresses.resolve,
        sockets: httpcore.NetworkBackend | None = None,
    ) -> None:
        """`timeout`: seconds for one request, a third of them in silence at most; `largest`: bytes, unpacked.

        With `private_addresses`, this machine and private networks may be asked too. The last four are for
        tests: what waits, a clock in seconds, what knows the addresses of a name and what connects to them.
        """
        self._per_host_seconds = per_host_seconds
        self._largest = largest
        sockets = httpcore.SyncBackend() if sockets is None else sockets
        network = Network(private_addresses=private_addresses, resolve=resolve, sockets=sockets)
        self._exchange = Exchange(network, timeout=timeout)
        self._turns = Turns(sleep=sleep, now=now)
        self._robots = robots.Robots(self._robots_txt, now=now)
        self._retrying = Retrying(
            stop=stop_after_attempt(_TRIES),
            retry=retry_if_exception_type(Passing),
            wait=_wait,
            sleep=sleep,
            reraise=True,
        )

    def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        robots: bool = True,
        largest: int | None = None,
    ) -> Fetched:
        """What the URL gives, at most `largest` bytes; `etag` and `last_modified` are what it gave last time.

        Waits for the host's turn, and up to a minute before each of two more tries where a connection fails
        or the server has a fault. Raises `FetchError`, or `Gone`, which is one: the message is a line to
        show, and names the URL without its query.
        """
        said = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in said.items() if headers.validator(value)}
        most = self._largest if largest is None else largest
        return self._tried(links.checked(url), conditions, most, robots=robots)

    def close(self) -> None:
        self._exchange.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _robots_txt(self, url: str) -> bytes:
        try:
            return self._tried(links.checked(url), {}, robots.LARGEST, robots=False, cut=True).content
        except Answered as error:
            if error.status // 100 in (2, 4):  # RFC 9309, 2.3.1.3: there is none, and all is allowed
                return b""
            raise

    def _tried(
        self, url: httpx.URL, conditions: Mapping[str, str], largest: int, *, robots: bool, cut: bool = False
    ) -> Fetched:
        return self._retrying(self._followed, url, conditions, largest, robots, cut)

    def _followed(
        self, url: httpx.URL, conditions: Mapping[str, str], largest: int, robots: bool, cut: bool
    ) -> Fetched:
        # Each hop has its own checks, robots.txt and turn. One from https to http is taken, since nothing
        # secret is sent and a server whose certificate held says so; but never for good.
        met = [url]
        for_good = True
        while True:
            pause = self._robots.pause(url) if robots else 0.0
            with self._turns.turn(links.host(url), max(pause, self._per_host_seconds)):
                answer = self._exchange.get(url, conditions, largest, cut=cut)
            if answer.status not in _REDIRECTS:
                moved = str(url) if for_good and len(met) > 1 else ""
                return _fetched(url, answer, conditions, moved)
            here, url = url, links.joined(url, answer.headers.get("location", ""))
            for_good &= _REDIRECTS[answer.status] and (here.scheme, url.scheme) != ("https", "http")
            if url in met:
                raise FetchError(f"{links.shown(met[0])} redirects in a circle: check the address")
            if len(met) > _MOST_REDIRECTS:
                raise FetchError(
                    f"{links.shown(met[0])} redirects more than {_MOST_REDIRECTS} times: "
                    "give the address that it leads to"
                )
            met.append(url)


def _fetched(url: httpx.URL, answer: Answer, asked: Mapping[str, str], moved: str) -> Fetched:
    unchanged = answer.status == 304 and bool(asked)
    if answer.status not in CONTENT and not unchanged:
        raise _refused(url, answer)
    had = asked if unchanged else {}
    kind = answer.headers.get("content-type", "")
    return Fetched(
        url=str(url),
        content=answer.body,
        content_type=headers.media_type(kind),
        charset=headers.charset(kind),
        etag=headers.validator(answer.headers.get("etag", "")) or had.get("If-None-Match", ""),
        last_modified=headers.validator(answer.headers.get("last-modified", ""))
        or had.get("If-Modified-Since", ""),
        unchanged=unchanged,
        moved=moved,
    )


def _refused(url: httpx.URL, answer: Answer) -> FetchError:
    status = answer.status
    meaning = _MEANINGS.get(status) or _MEANINGS_OF_HUNDREDS.get(
        status // 100, "answers oddly: check the address"
    )
    what = f"{links.shown(url)} {meaning} (HTTP status {status})"
    if status == 429 or status >= 500:
        wait = headers.asked_to_wait(answer.headers.get("retry-after", ""))
        if wait is None or wait <= _LONGEST_WAIT:
            return Passing(what, wait)
        return FetchError(f"{what}; it wants to be left alone for {wait:,.0f} seconds")
    return Gone(what, status) if status in (404, 410) else Answered(what, status)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, Passing) and error.wait is not None:
        return error.wait + random.random()  # noqa: S311 - so that not all who were sent away come back at once
    return _BACK_OFF(state)

"""What a site's robots.txt lets Dateline fetch, and how long it wants to be left alone in between (RFC 9309).

Knows nothing of HTTP: it is given a function that fetches robots.txt, and keeps what that gives for an hour.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from protego import Protego

from index.errors import FetchError
from index.exchange import PRODUCT
from index.links import shown

LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read, as the standard asks for at least; the rest is left out."""

_KEPT = 3600.0
"""Seconds for which rules hold, and for which a robots.txt that did not come is not asked for again."""
_KEPT_FAILURE = 300.0

_MOST_KEPT = 64
"""Sites whose rules are kept: of the largest robots.txt these are some megabytes each."""

_AGENT_LINE = re.compile(r"\s*user[- ]?agent[\s:]+(\*|[A-Za-z_-]*)", re.I)


@dataclass(slots=True)
class _Site:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Protego | None = None
    failure: str = ""
    """Why there are no rules."""
    until: float = float("-inf")
    """When this is to be asked for again."""


class Robots:
    """Safe to use from several threads: a site is asked once, and the others wait for its rules."""

    def __init__(self, fetch: Callable[[str], bytes], *, now: Callable[[], float]) -> None:
        """`fetch` gives a robots.txt, empty where there is none; raises `FetchError` where it cannot tell."""
        self._fetch = fetch
        self._now = now
        self._lock = threading.Lock()
        self._sites: OrderedDict[str, _Site] = OrderedDict()

    def pause(self, url: httpx.URL) -> float:
        """Seconds that the site wants between two requests, 0 unless it says; any number at all.

        Raises `FetchError` where its robots.txt forbids this URL, or cannot be read for now.
        """
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        rules = self._rules(origin)
        if not rules.can_fetch(str(url), PRODUCT):
            raise FetchError(
                f"{shown(url)} may not be fetched: {origin}/robots.txt asks programs not to; "
                "ask its publisher, or add the articles as files"
            )
        return rules.crawl_delay(PRODUCT) or 0.0

    def _rules(self, origin: str) -> Protego:
        with self._lock:
            site = self._sites.setdefault(origin, _Site())
            self._sites.move_to_end(origin)
            if len(self._sites) > _MOST_KEPT:
                self._sites.popitem(last=False)
        with site.lock:
            if self._now() >= site.until:
                site.rules, site.failure = self._asked(origin)
                site.until = self._now() + (_KEPT if site.rules else _KEPT_FAILURE)
            if site.rules is None:
                raise FetchError(
                    f"{site.failure}; nothing is fetched from there until its robots.txt can be read"
                )
            return site.rules

    def _asked(self, origin: str) -> tuple[Protego | None, str]:
        try:
            return parsed(self._fetch(f"{origin}/robots.txt")), ""
        except FetchError as error:
            return None, str(error)


def parsed(content: bytes) -> Protego:
    """The rules of a robots.txt, whatever bytes it holds.

    The groups for other programs are made one: Protego keeps each rule once for each name in its group, and a
    file of many names with many rules would become gigabytes.
    """
    lines = content[:LARGEST].decode("utf-8-sig", "replace").splitlines()
    return Protego.parse("\n".join(_for_us(line) for line in lines))


def _for_us(line: str) -> str:
    named = _AGENT_LINE.match(line)
    if named is None:
        return line
    name = named[1].lower()
    return f"User-agent: {name if name in ('*', PRODUCT.lower()) else 'another'}"

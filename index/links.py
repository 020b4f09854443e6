"""Checks the URL of a request, follows where a redirect points, and shows both without their secrets.

Knows nothing of servers. Which URLs are one article is said elsewhere, in `urls`.
"""

import re

import httpx

from index.errors import FetchError

_LONGEST = 8192
"""Characters of a URL, which servers commonly refuse beyond that."""

_SHOWN = 200
"""Characters of a URL, or of what a server says, in a message."""

_UNSHOWN = re.compile(r"[^\x20-\x7e\xa1-\ufffd]|[\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Control characters, those that reorder text, and lone surrogates."""


def checked(url: str) -> httpx.URL:
    """A URL that may be asked for, without its fragment; raises `FetchError` for any other, and says why."""
    if len(url) > _LONGEST:
        raise FetchError(f"{plain(url[:80])}… is longer than {_LONGEST:,} characters: check the address")
    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(
            f"{_unparsed(url)} is no address ({plain(str(error))}): check its spelling"
        ) from None
    if parsed.scheme not in ("http", "https"):
        raise FetchError(
            f"{_unparsed(url)} is not fetched: give an address that begins with https:// or http://"
        )
    if not parsed.raw_host or not 0 < (80 if parsed.port is None else parsed.port) < 65536:
        raise FetchError(f"{_unparsed(url)} names no server that can be: check its spelling")
    if parsed.userinfo:
        raise FetchError(f"{shown(parsed)} has a user name or password in its address: give it without them")
    return parsed


def joined(base: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect points, relative to where it was met; raises `FetchError` as `checked` does."""
    if not location:
        raise FetchError(f"{shown(base)} redirects without saying where to: tell its publisher")
    try:
        return checked(str(base.join(location)))
    except (httpx.InvalidURL, ValueError):
        raise FetchError(f"{shown(base)} redirects to what is no address: tell its publisher") from None
    except FetchError as error:
        raise FetchError(f"{shown(base)} redirects: {error}") from None


def host(url: httpx.URL) -> str:
    """The host's name in ASCII: `httpx.URL.host` fails for some that are not proper IDNA."""
    return url.raw_host.decode("ascii")


def shown(url: httpx.URL) -> str:
    """A URL for a message: its query, which may hold a reader's key, and any password are left out."""
    place = f"[{host(url)}]" if ":" in host(url) else host(url)
    port = "" if url.port is None else f":{url.port}"
    query = "?…" if url.query else ""
    return plain(f"{url.scheme}://{place}{port}{url.raw_path.decode('ascii').partition('?')[0]}") + query


def plain(text: str) -> str:
    """Somebody else's text within a message: one line, nothing that a terminal would obey, not long."""
    line = " ".join(_UNSHOWN.sub(" ", text[: 4 * _SHOWN]).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _unparsed(url: str) -> str:
    # What cannot be parsed may still hold a password before an @ and a key after a ?.
    start, at, rest = url.rpartition("@")
    scheme = re.match(r"[a-z][a-z0-9+.-]*:(?://)?", start, re.I)
    return plain((scheme[0] if at and scheme else "") + rest.partition("?")[0]) or "an empty text"

"""Puts together the body of a response from its chunks, unpacked and never larger than it may be.

Knows nothing of connections or of what a body means.
"""

import zlib
from collections.abc import Iterable, Iterator

from index.errors import FetchError
from index.links import plain

_PIECE = 2**16
"""Bytes unpacked at once, so that a small chunk that unpacks to gigabytes is noticed before it does."""

_GZIP = 31  # zlib's window bits for gzip alone

_PACKINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True}
"""Each content encoding that is read, and whether it is gzip: no other is asked for, nor two at once."""


def whole(chunks: Iterable[bytes], encoding: str, largest: int, *, cut: bool = False) -> bytes:
    """The body, at most `largest` bytes when unpacked; with `cut`, the rest of a larger one is left out.

    Raises `FetchError`, whose message wants the URL before it: for a larger body, an encoding that was not
    asked for, and gzip that is damaged or ends too early.
    """
    packed = _PACKINGS.get(encoding)
    if packed is None:
        raise FetchError(f"is packed as {plain(encoding)!r}, which was not asked for: tell its publisher")
    body = bytearray()
    for piece in _unpacked(_limited(chunks, largest)) if packed else chunks:
        body += piece
        if len(body) > largest:
            if cut:
                return bytes(body[:largest])
            raise too_large(largest)
    return bytes(body)


def too_large(largest: int) -> FetchError:
    return FetchError(
        f"is larger than {largest / 2**20:.3g} MB, the most that is fetched: give another address"
    )


def _limited(chunks: Iterable[bytes], largest: int) -> Iterator[bytes]:
    """Gzip may go on for ever and unpack to nothing."""
    length = 0
    for chunk in chunks:
        length += len(chunk)
        if length > largest:
            raise too_large(largest)
        yield chunk


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP)
    begun = False
    try:
        for chunk in chunks:
            begun = begun or bool(chunk)
            rest = chunk
            while rest:
                if unpacker.eof:  # a file of several gzip members, one after another
                    unpacker = zlib.decompressobj(_GZIP)
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchError(f"is damaged ({error}): try again later") from error
    if begun and not unpacker.eof:
        raise FetchError("ended before all of it had come: try again later")

"""Looks through a registered folder or file: what is new in it, what has changed, what is no longer there.

Does not know where articles are stored, nor how a file is read.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from index.errors import SourceError
from index.findings import Finding, Left, Noted, Same, Settled, as_finding
from index.readers import Cause, Unreadable, files, origin_of, read
from index.register import Register
from index.sources import Place, Source

_RACY = 2.0
"""Seconds: a file that was written so lately may be written again with the same time, and is not trusted."""


def looked_through(source: Source, register: Register) -> Iterator[Finding]:
    """All that is to be known of a folder since the last time; a file that is as it was is not read again.

    Raises `SourceError` where the folder cannot be looked into, or has lost every file at once, as one does
    that is not mounted: nothing is taken out then.
    """
    root = Path(source.location)
    if not root.exists():
        raise SourceError(
            f"{root} is not there: mount or restore it, or take it out with python -m index remove-source"
        )
    had = [known.place for known in register.places(source.number)]
    walked = set[str]()
    for path in files([root]):
        place = origin_of(path)
        if _is_file(path):
            walked.add(place)
        yield from _file(source, register, path, place)
    gone = [place for place in had if place not in walked and _is_gone(Path(place), root)]
    is_all = len(gone) == len(had) and any(register.count_held(source.number, place) for place in gone)
    if is_all and not register.has_moved(source.number, gone):
        raise SourceError(
            f"{root} has lost all the files that it had, such as {gone[0]}: nothing was removed; if that is "
            "meant, say python -m index remove-source with --articles, and then add-source again"
        )
    yield from map(Left, gone)


def _file(source: Source, register: Register, path: Path, place: str) -> Iterator[Finding]:
    known = register.known_place(source.number, place)
    stamp = _stamp(path)
    if known is not None and stamp and known.stamp == stamp:
        yield Same(place)
        return
    failure = ""
    for found in read(path):
        if isinstance(found, Unreadable) and found.cause is not Cause.WITHHELD:
            failure = failure or f"{found.origin.removeprefix(place)} {found.reason}".strip()  # with its row
            if found.cause is Cause.PASSING:
                stamp = ""
        yield as_finding(found, place)
    # of a row that cannot be read nobody knows which article it was: all that the file held stays
    seen = Place(place, stamp=stamp, failure=failure)
    yield Noted(seen) if failure else Settled(seen)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that may not be looked into
        return False


def _stamp(path: Path) -> str:
    """A file's size and time; empty where these do not tell whether it is the same later."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return "" if time.time() - found.st_mtime < _RACY else f"{found.st_size}:{found.st_mtime_ns}"


def _is_gone(path: Path, root: Path) -> bool:
    """Whether a file that was not met is not there; one that may not be looked at is taken to be there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return not path.is_relative_to(root.resolve())  # a link led to it

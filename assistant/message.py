"""What a browser sent, read field by field and checked as it is read.

Knows nothing of what the fields are for.
"""

import re
from collections.abc import Mapping
from datetime import date

from assistant.errors import MessageError
from assistant.types import Limits, Window

LARGEST_NUMBER = 2**63 - 1
"""The largest that SQLite takes."""

LONGEST_NAME = 300
MOST_NAMES = 50
"""Outlets or authors in one question's limits; more are never drawn on a page."""

_READER = re.compile(r"[0-9a-f]{32}")
_WHOLE = re.compile(r"-?[0-9]{1,19}")


class Sent:
    """One message; each method reads a field or raises `MessageError` that names it."""

    def __init__(self, data: object) -> None:
        if not isinstance(data, Mapping):
            raise MessageError("a message is an object with fields")
        self._data = data

    def reader(self) -> str:
        reader = self.text("reader")
        if not _READER.fullmatch(reader):
            raise MessageError("a reader's token is 32 hexadecimal digits")
        return reader

    def text(self, name: str) -> str:
        """A text that can be stored; empty where there is none."""
        value = self._data.get(name)
        if value is None:
            return ""
        if not isinstance(value, str) or any("\ud800" <= character <= "\udfff" for character in value):
            raise MessageError(f"{name} is not a text")
        return value

    def whole(self, name: str, *, least: int = 0, most: int = LARGEST_NUMBER) -> int:
        """A whole number, also one written in digits, as a page's attributes are."""
        value = self._data.get(name)
        if isinstance(value, str) and _WHOLE.fullmatch(value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise MessageError(f"{name} is not a whole number from {least} to {most}")
        return value

    def whole_or_none(self, name: str, *, least: int = 0) -> int | None:
        """The same where it may be left out."""
        return None if self._data.get(name) is None else self.whole(name, least=least)

    def day(self, name: str) -> date | None:
        """A day; none where it is not one, because a reader may have typed half of it."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            return None

    def names(self, name: str) -> tuple[str, ...]:
        """Some texts, each once; none where the field is left out."""
        value = self._data.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or len(value) > MOST_NAMES:
            raise MessageError(f"{name} is not a list of at most {MOST_NAMES} names")
        named = dict.fromkeys(Sent({name: one}).text(name)[:LONGEST_NAME] for one in value)
        return tuple(one for one in named if one)

    def limits(self, name: str) -> Limits | None:
        """What a query is held to; none where the field is left out.

        A day in it that is not one is refused: it would let through what the reader meant to leave out.
        """
        if self._data.get(name) is None:
            return None
        limits = Sent(self._data[name])
        return Limits(limits._window(), limits.names("outlets"), limits.names("authors"))

    def _window(self) -> Window | None:
        if self._data.get("window") is None:
            return None
        window = Sent(self._data["window"])
        first, last = window.day("first"), window.day("last")
        for name, day in (("first", first), ("last", last)):
            if day is None and window.text(name):
                raise MessageError(f"the {name} day is not a day")
        if first is not None and last is not None and first > last:
            raise MessageError("the first day is after the last one")
        if first is None and last is None:
            return None
        return Window(first, last, window.text("said")[:LONGEST_NAME])

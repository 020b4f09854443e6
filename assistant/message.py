"""What a browser sent, read field by field and checked as it is read.

Knows nothing of what the fields are for.
"""

import re
from collections.abc import Mapping
from datetime import date

from assistant.errors import MessageError

LARGEST_NUMBER = 2**63 - 1
"""The largest that SQLite takes."""

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

"""Where the library lives and what makes its vectors, from the environment with flags over it.

Knows nothing of chat, models that write, or pages.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import platformdirs

from index.errors import IndexingError

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every field can be given as the environment variable named beside it."""

    home: Path
    """DATELINE_HOME: the folder of the library; the user's data folder unless given."""
    embedding_model: str = DEFAULT_MODEL
    """DATELINE_EMBEDDING_MODEL: a sentence-transformers name or folder."""
    threads: int | None = None
    """DATELINE_THREADS: processor threads for embedding; the library's own choice unless given."""

    private_addresses: bool = False
    """DATELINE_PRIVATE_ADDRESSES: 1 lets sources be fetched from this machine and its private networks, where
    a page or feed from outside could otherwise send Dateline to look."""

    def __post_init__(self) -> None:
        if self.threads is not None:
            whole_number("DATELINE_THREADS", str(self.threads), least=1, most=1024)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **flags: Any) -> Self:
        """Reads the environment; a flag that is not `None` wins over it.

        Raises `IndexingError` where a value cannot be used.
        """
        values = cls._read(os.environ if environment is None else environment)
        values.update({name: value for name, value in flags.items() if value is not None})
        if not str(values["home"]).strip():
            raise IndexingError("--home is empty: name the library's folder, or leave it out")
        try:
            values["home"] = Path(values["home"]).expanduser()
        except RuntimeError as error:
            raise IndexingError(f"--home {values['home']} cannot be: {error}") from None
        return cls(**values)

    @classmethod
    def _read(cls, environment: Mapping[str, str]) -> dict[str, Any]:
        home = environment.get("DATELINE_HOME", "").strip()
        values: dict[str, Any] = {
            "home": Path(home) if home else Path(platformdirs.user_data_dir("dateline", False))
        }
        if model := environment.get("DATELINE_EMBEDDING_MODEL", "").strip():
            values["embedding_model"] = model
        if threads := environment.get("DATELINE_THREADS", "").strip():
            values["threads"] = whole_number("DATELINE_THREADS", threads, least=1, most=1024)
        if private := environment.get("DATELINE_PRIVATE_ADDRESSES", "").strip():
            values["private_addresses"] = bool(
                whole_number("DATELINE_PRIVATE_ADDRESSES", private, least=0, most=1)
            )
        return values


def whole_number(name: str, text: str, *, least: int, most: int = 2**31) -> int:
    """Reads a number from `least` to `most`, or raises `IndexingError` that names the setting."""
    try:
        value = int(text)
    except ValueError:
        value = least - 1
    if not least <= value <= most:
        raise IndexingError(f"{name} is {text!r}: give a whole number from {least} to {most}")
    return value

"""The library's settings and what the assistant and its window add to them.

Knows nothing of how any of them is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index import settings as library_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(library_settings.Settings):
    """Every field can be given as the environment variable named beside it."""

    llm: str = ""
    """DATELINE_LLM: `provider:model` for answers in a model's words; quoted answers unless given."""
    host: str = "127.0.0.1"
    """DATELINE_HOST: the address the window listens on; loopback, so that nobody else can reach it."""
    port: int | None = None
    """DATELINE_PORT: the window's port; the first free one from 7860 unless given."""

    def __post_init__(self) -> None:
        # the short form of super() does not work in a dataclass with slots, which is a class made anew
        super(Settings, self).__post_init__()
        if self.port is not None:
            library_settings.whole_number("DATELINE_PORT", str(self.port), least=1, most=65535)

    @classmethod
    def _read(cls, environment: Mapping[str, str]) -> dict[str, Any]:
        values = super(Settings, cls)._read(environment)
        if llm := environment.get("DATELINE_LLM", "").strip():
            values["llm"] = llm
        if host := environment.get("DATELINE_HOST", "").strip():
            values["host"] = host
        if port := environment.get("DATELINE_PORT", "").strip():
            values["port"] = library_settings.whole_number("DATELINE_PORT", port, least=1, most=65535)
        return values

"""The library's settings and what the assistant and its window add to them.

Knows nothing of how any of them is used.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index import settings as library_settings
from index.errors import IndexingError

JUDGE = "llm"
"""The entailment setting that has the language model judge its own sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(library_settings.Settings):
    """Every field can be given as the environment variable named beside it."""

    llm: str = ""
    """DATELINE_LLM: `provider:model` for answers in a model's words; quoted answers unless given."""
    llm_context: int | None = None
    """DATELINE_LLM_CONTEXT: tokens of prompt and answer together; unless given, what is known of the model
    or else 4,096, and 8,192 for a model file."""
    llm_timeout: int = 60
    """DATELINE_LLM_TIMEOUT: seconds without a word from the model after which the quoted answer is shown; a
    local model may read its prompt for most of a minute."""
    entailment: str = ""
    """DATELINE_ENTAILMENT: a sequence-classification model, by name or folder, or `llm` for the language
    model itself, that judges whether sources say what a sentence says; rules and similarity unless given."""
    reranker: str = ""
    """DATELINE_RERANKER: a sentence-transformers cross-encoder that orders evidence; none unless given."""
    least_confidence: float | None = None
    """DATELINE_LEAST_CONFIDENCE: from 0 to 1, below which a question is not answered with quotations;
    `assistant.confidence` has the default, and `tests/evals/LOG.md` what each value risks."""
    host: str = "127.0.0.1"
    """DATELINE_HOST: the address the window listens on; loopback, so that nobody else can reach it."""
    port: int | None = None
    """DATELINE_PORT: the window's port; the first free one from 7860 unless given."""

    def __post_init__(self) -> None:
        # the short form of super() does not work in a dataclass with slots, which is a class made anew
        super(Settings, self).__post_init__()
        if self.least_confidence is not None:
            _share("DATELINE_LEAST_CONFIDENCE", str(self.least_confidence))
        if self.port is not None:
            library_settings.whole_number("DATELINE_PORT", str(self.port), least=1, most=65535)

    @classmethod
    def _read(cls, environment: Mapping[str, str]) -> dict[str, Any]:
        values = super(Settings, cls)._read(environment)
        if llm := environment.get("DATELINE_LLM", "").strip():
            values["llm"] = llm
        if context := environment.get("DATELINE_LLM_CONTEXT", "").strip():
            values["llm_context"] = library_settings.whole_number(
                "DATELINE_LLM_CONTEXT", context, least=1024, most=10_000_000
            )
        if timeout := environment.get("DATELINE_LLM_TIMEOUT", "").strip():
            values["llm_timeout"] = library_settings.whole_number(
                "DATELINE_LLM_TIMEOUT", timeout, least=1, most=3600
            )
        if entailment := environment.get("DATELINE_ENTAILMENT", "").strip():
            values["entailment"] = entailment
        if reranker := environment.get("DATELINE_RERANKER", "").strip():
            values["reranker"] = reranker
        if least := environment.get("DATELINE_LEAST_CONFIDENCE", "").strip():
            values["least_confidence"] = _share("DATELINE_LEAST_CONFIDENCE", least)
        if host := environment.get("DATELINE_HOST", "").strip():
            values["host"] = host
        if port := environment.get("DATELINE_PORT", "").strip():
            values["port"] = library_settings.whole_number("DATELINE_PORT", port, least=1, most=65535)
        return values


def _share(name: str, text: str) -> float:
    """Reads a number from 0 to 1, or raises `IndexingError` that names the setting."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise IndexingError(f"{name} is {text!r}: give a number from 0 to 1, such as 0.5")
    return value

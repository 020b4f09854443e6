"""A setting such as `openai:gpt-5-mini` becomes a LangChain chat model, and a provider's failure a sentence.

Does not know what the model is asked.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TIMEOUT = 60
"""Seconds without a word from the provider: a local model may read its prompt for most of them."""

_LIMITS: dict[str, Any] = {"timeout": TIMEOUT, "max_retries": 2}
_LIMITS_OF: dict[str, dict[str, Any]] = {"ollama": {"client_kwargs": {"timeout": TIMEOUT}}}
"""Where a provider takes its limits otherwise than LangChain's other ones."""

_EXTRAS = ("openai", "ollama", "anthropic")
"""Extras of pyproject.toml that install a provider's package."""

_FORM = "provider:model, such as ollama:llama3.2 or openai:gpt-5-mini"
_PIP_LINE = re.compile(r"pip install (?:-U )?([\w-]+)")

_FAILURES = (
    ("Timeout", f"{{name}} did not answer within {TIMEOUT} seconds"),
    ("Connect", "{name} cannot be reached: check that its server runs and that its address is right"),
    ("Authentication", "{name} refused the key: check {key}"),
    ("PermissionDenied", "the key in {key} may not use {name}"),
    ("NotFound", "the provider does not know {name}: check the model's name in DATELINE_LLM"),
    ("RateLimit", "{name} was asked too often, or its quota is used up: try again later"),
    ("ContextOverflow", "the question and its passages are too long for {name}"),
)
"""Words in the names of error classes, which providers share although they share no classes; a timeout is a
kind of connection error to some, so it stands first."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A language model that can be talked to; `assistant.talking` does."""

    name: str
    """The setting that named it, such as `ollama:llama3.2`."""
    model: "BaseChatModel"
    context: int
    """Tokens that a prompt and its reply may have together."""
    count: Callable[[str], int]
    """Tokens of a text: measured, or more than there are, never fewer."""
    timeout: float = TIMEOUT
    """Seconds without a word after which it is given up."""


def load(setting: str) -> "BaseChatModel":
    """Makes the model; raises `ModelError` that says what to install or to set. Asks no server anything."""
    provider, colon, model = (part.strip() for part in setting.partition(":"))
    if not (provider and colon and model):
        # what was given is not repeated: it may be a key in the wrong place
        raise ModelError(f"DATELINE_LLM names no provider and model: give {_FORM}")
    provider = provider.replace("-", "_").lower()
    from langchain.chat_models import init_chat_model

    try:
        made: BaseChatModel = init_chat_model(
            model, model_provider=provider, **_LIMITS_OF.get(provider, _LIMITS)
        )
        return made
    except ImportError as error:
        raise ModelError(f"{setting} needs a package: {_installation(provider, error)}") from error
    except Exception as error:  # each provider refuses in its own way
        if "Unsupported provider" in str(error):
            raise ModelError(
                f"DATELINE_LLM names {provider!r}, which is no provider of LangChain's: give {_FORM}"
            ) from error
        if re.search(r"api.?key|credential", str(error), re.IGNORECASE):
            raise ModelError(f"{setting} needs a key: set {_key_name(provider)}") from error
        raise ModelError(f"{setting} cannot be set up ({_told(error)})") from error


def failure(name: str, error: Exception) -> str:
    """What a provider's error means, without the keys and addresses that it may repeat."""
    classes = " ".join(kind.__name__ for kind in type(error).__mro__)
    for word, meaning in _FAILURES:
        if word in classes:
            return meaning.format(name=name, key=_key_name(name.partition(":")[0]))
    return f"{name} failed ({_told(error)})"


def _installation(provider: str, error: ImportError) -> str:
    if provider in _EXTRAS:
        return f"pip install 'dateline[{provider}]'"
    named = _PIP_LINE.search(str(error))
    return f"pip install {named[1] if named else 'langchain-' + provider.replace('_', '-')}"


def _key_name(provider: str) -> str:
    return f"{provider.upper()}_API_KEY"


def _told(error: Exception) -> str:
    """The error's kind and first line, with every secret of the environment taken out."""
    text = f"{type(error).__name__}: {error}".splitlines()[0]
    for variable, value in os.environ.items():
        if len(value) >= 4 and re.search("KEY|TOKEN|SECRET|PASSWORD", variable.upper()):
            text = text.replace(value, "…")
    text = re.sub(r"//[^/\s@]+@", "//…@", text)
    return text if len(text) <= 200 else text[:200] + "…"

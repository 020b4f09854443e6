"""A setting such as `openai:gpt-5-mini` or `gguf:/models/small.gguf` becomes a chat with a language model.

Does not know what the model is asked, nor how its answers are heard.
"""

import logging
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import gguf
from assistant.clients import clients
from assistant.errors import ModelError
from assistant.failures import key_name, looks_like_key, told
from assistant.settings import Settings
from assistant.tokens import estimate

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TIMEOUT = 60
"""Seconds, where the settings are not at hand."""

UNKNOWN_CONTEXT = 4096
"""Tokens, where neither the settings nor LangChain's profile of a model say: what small local models are
usually served with."""

_OPENAI: dict[str, Any] = {"max_retries": 0, "stream_usage": True, "stream_chunk_timeout": None}
"""No second try and no clock: `assistant.talking` tries again and watches, so that one place does."""

_ARGUMENTS: dict[str, dict[str, Any] | None] = {
    "openai": _OPENAI,
    "azure_openai": _OPENAI,
    "ollama": None,
    "bedrock": None,
    "bedrock_converse": None,
    "huggingface": None,
}
"""What a provider is made with beside a timeout, where that is not `max_retries=0`; `None` where it takes
neither."""

_ALIASES = {"google": "google_genai", "mistral": "mistralai"}
"""Other names for LangChain's providers."""

_EXTRAS = {
    "openai": "openai",
    "azure_openai": "openai",
    "ollama": "ollama",
    "anthropic": "anthropic",
    "google_genai": "google",
    "mistralai": "mistral",
    "groq": "groq",
    "gguf": "gguf",
}
"""The extra of pyproject.toml that installs a provider's package."""

_TALKATIVE = ("httpx", "httpx2", "urllib3")
"""Loggers whose lines have whole addresses, with the password or the key that may be part of one."""

_FORM = "provider:model, such as ollama:llama3.2, openai:gpt-5-mini or gguf:/path/of/a/model.gguf"
_PIP_LINE = re.compile(r"pip install (?:-U )?[\"']?([\w-]+)")


@dataclass(frozen=True, slots=True)
class Chat:
    """A language model that can be talked to; `assistant.talking` does."""

    name: str
    """`provider:model` with LangChain's name of the provider: `google_genai:gemini` where the setting was
    `google:gemini`. Of a file, `gguf:` and its name without the folders."""
    model: "BaseChatModel"
    context: int
    """Tokens that a prompt and its reply may have together."""
    count: Callable[[str], int]
    """Tokens of a text: measured, or more than there are, never fewer."""
    timeout: float = TIMEOUT
    """Seconds without a word after which it is given up."""


def provider_of(setting: str) -> tuple[str, str]:
    """LangChain's name of a setting's provider, or `gguf`, and the model; one that is not named is empty."""
    provider, _, model = (part.strip() for part in setting.partition(":"))
    provider = provider.replace("-", "_").lower()
    return _ALIASES.get(provider, provider), model


def load(setting: str, settings: Settings | None = None) -> Chat:
    """Makes the model; asks no server anything. A model file is loaded, which takes seconds, unless it
    already is.

    Raises `ModelError` that says what to install or to set, and never repeats a key. A model file stays in
    memory for as long as one of its chats is referred to.
    """
    provider, model = provider_of(setting)
    if not (provider and model):
        # what was given is not repeated: it may be a key in the wrong place
        raise ModelError(f"DATELINE_LLM names no provider and model: give {_FORM}")
    if looks_like_key(setting):
        raise ModelError(
            "DATELINE_LLM looks like a key, which belongs into the environment (such as OPENAI_API_KEY): "
            f"give {_FORM}"
        )
    settings = Settings(home=Path()) if settings is None else settings
    for logger in _TALKATIVE:
        logging.getLogger(logger).setLevel(logging.WARNING)
    try:
        return (
            _of_a_file(model, settings) if provider == "gguf" else _of_a_provider(provider, model, settings)
        )
    except ImportError as error:
        raise ModelError(f"{provider}:{model} needs a package: {_installation(provider, error)}") from None
    except ModelError:
        raise
    except Exception as error:  # each provider refuses in its own way, and may repeat what it was given
        if "Unsupported provider" in str(error):
            what = f"DATELINE_LLM names {provider!r}, which is no provider of LangChain's: give {_FORM}"
        elif re.search(r"api.?key|credential", str(error), re.IGNORECASE):
            what = f"{provider}:{model} needs a key: set {key_name(provider)} and start Dateline again"
        else:
            what = f"{provider}:{model} cannot be set up ({told(error)})"
        raise ModelError(what) from None


def _of_a_provider(provider: str, name: str, settings: Settings) -> Chat:
    from langchain.chat_models import init_chat_model

    special = _ARGUMENTS.get(provider, {"max_retries": 0})
    arguments = {} if special is None else special | {"timeout": settings.llm_timeout}
    if provider == "ollama":
        # its server's own choice is 2,048 or 4,096, and it cuts off the beginning of a longer prompt in
        # silence
        tokens = UNKNOWN_CONTEXT if settings.llm_context is None else settings.llm_context
        arguments |= {"num_ctx": tokens, "client_kwargs": {"timeout": settings.llm_timeout}}
        arguments["client_kwargs"] |= {"follow_redirects": False}  # nor is anything sent on to elsewhere
    if special is _OPENAI:
        # the model takes no proxy of its own beside clients
        arguments |= clients(proxy=os.environ.get("OPENAI_PROXY") or None) | {"openai_proxy": None}
    model: BaseChatModel = init_chat_model(name, model_provider=provider, **arguments)
    context = _context(model) if settings.llm_context is None else settings.llm_context
    return Chat(f"{provider}:{name}", model, context, estimate, settings.llm_timeout)


def _of_a_file(path: str, settings: Settings) -> Chat:
    from langchain.chat_models import init_chat_model

    server = gguf.serve(path, settings.llm_context, settings.threads)
    model: BaseChatModel = init_chat_model(
        "local",
        model_provider="openai",
        base_url=f"{server.address}/v1",
        api_key=server.key,
        temperature=0,  # the same question has the same answer
        timeout=settings.llm_timeout,
        openai_proxy=None,
        **clients(trust_env=False),  # a proxy of the environment must see neither key nor text
        **_OPENAI,
    )
    return Chat(f"gguf:{Path(path).name}", model, server.context, server.count, settings.llm_timeout)


def _context(model: "BaseChatModel") -> int:
    """What LangChain knows of the model: tokens of the prompt, which is all that its provider may promise."""
    profile: Any = getattr(model, "profile", None)
    tokens = profile.get("max_input_tokens") if profile else None
    return tokens if isinstance(tokens, int) and tokens > 0 else UNKNOWN_CONTEXT


def _installation(provider: str, error: ImportError) -> str:
    if provider in _EXTRAS:
        # not by Dateline's name, under which a package index may have a stranger's package
        return f"pip install -e '.[{_EXTRAS[provider]}]' in Dateline's folder, then start it again"
    named = _PIP_LINE.search(str(error))
    package = named[1] if named else "langchain-" + provider.replace("_", "-")
    return f"pip install {package}, then start Dateline again"

"""Says where a language model reads what it is sent: on this machine, or with whom.

Does not know how a model is loaded; asks no server anything.
"""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from assistant.failures import looks_like_key
from assistant.guard import is_loopback
from assistant.llm import provider_of

_COMPANIES = {
    "openai": "OpenAI",
    "azure_openai": "Microsoft Azure",
    "anthropic": "Anthropic",
    "google_genai": "Google",
    "google_vertexai": "Google",
    "mistralai": "Mistral AI",
    "groq": "Groq",
    "cohere": "Cohere",
    "deepseek": "DeepSeek",
    "xai": "xAI",
    "bedrock": "Amazon",
    "bedrock_converse": "Amazon",
    "together": "Together AI",
    "fireworks": "Fireworks AI",
    "perplexity": "Perplexity",
    "huggingface": "Hugging Face",
}
_ADDRESSES = {
    "ollama": ("OLLAMA_HOST",),
    "openai": ("OPENAI_BASE_URL", "OPENAI_API_BASE"),
    "anthropic": ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL"),
}
"""The variables with which a provider's own package is sent elsewhere."""
_ANY = ("0.0.0.0", "::")  # noqa: S104
"""What a server listens on where it listens everywhere; whoever calls it by that name calls this machine."""


class Destination(NamedTuple):
    """Where the passages go. `words` is a sentence or two for a reader."""

    local: bool
    words: str


def destination(setting: str, environment: Mapping[str, str]) -> Destination:
    """Of a `provider:model`; an empty one is quotations."""
    provider, model = provider_of(setting)
    if provider in ("", "gguf"):
        return Destination(True, "Nothing leaves this machine.")
    for name in _ADDRESSES.get(provider, ()):
        if address := environment.get(name, "").strip():
            host = _host(address)
            if is_loopback(host) or host in _ANY:
                return Destination(True, f"Nothing leaves this machine: {name} names a server on it.")
            return _sent(f"the server that {name} names ({host or 'an address that cannot be read'})")
    if provider == "ollama" and model.lower().endswith("cloud"):
        return _sent("Ollama’s cloud")
    if provider == "ollama":
        return Destination(True, "Nothing leaves this machine.")
    unknown = "its provider" if looks_like_key(setting) else f"the provider “{provider[:40]}”"
    return _sent(_COMPANIES.get(provider, unknown))


def _sent(whom: str) -> Destination:
    return Destination(
        False,
        "Each time you ask, your question, the conversation so far and the passages that were found are "
        f"sent to {whom}, outside this machine.",
    )


def _host(address: str) -> str:
    try:
        return urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""

"""Where a model reads what it is sent: said plainly where it is not this machine."""

import pytest

from assistant.destination import destination


@pytest.mark.parametrize(
    ("setting", "environment"),
    [
        ("", {}),
        ("gguf:/models/a.gguf", {}),
        ("ollama:llama3.2", {}),
        ("Ollama:llama3.2", {"OLLAMA_HOST": "0.0.0.0:11434"}),
        ("ollama:llama3.2", {"OLLAMA_HOST": "localhost"}),
        ("openai:local", {"OPENAI_BASE_URL": "http://127.0.0.1:8080/v1"}),
        ("openai:local", {"OPENAI_API_BASE": "http://[::1]:8080/v1"}),
    ],
)
def test_what_stays_on_this_machine_is_said_to(setting: str, environment: dict[str, str]) -> None:
    to = destination(setting, environment)
    assert to.local and to.words.startswith("Nothing leaves this machine")


@pytest.mark.parametrize(
    ("setting", "environment", "whom"),
    [
        ("openai:gpt-5-mini", {}, "OpenAI"),
        ("google-genai:gemini", {}, "to Google,"),
        ("google:gemini", {}, "to Google,"),
        (" Mistral : mistral-small", {}, "to Mistral AI,"),
        ("bedrock-converse:claude", {}, "to Amazon,"),
        ("ollama:gpt-oss:120b-cloud", {}, "Ollama’s cloud"),
        (
            "ollama:llama3.2",
            {"OLLAMA_HOST": "http://models.example:11434"},
            "OLLAMA_HOST names (models.example)",
        ),
        ("openai:x", {"OPENAI_BASE_URL": "http://user:secret@far.example/v1"}, "(far.example)"),
        ("openai:x", {"OPENAI_BASE_URL": "http://[broken"}, "cannot be read"),
        ("openai:x", {"OPENAI_BASE_URL": "https://127.0.0.1.evil.example"}, "127.0.0.1.evil.example"),
        ("nobody-knows:model", {}, "the provider “nobody_knows”"),
        ("no colon", {}, "the provider “no colon”"),
    ],
)
def test_what_goes_elsewhere_names_whom_and_no_secret(
    setting: str, environment: dict[str, str], whom: str
) -> None:
    to = destination(setting, environment)
    assert not to.local
    assert whom in to.words and "outside this machine" in to.words and "secret" not in to.words

"""A setting becomes a chat, or a sentence that says what to do; no key ever stands in it."""

import importlib.util
from pathlib import Path
from traceback import format_exception

import pytest
from langchain_openai import ChatOpenAI

from assistant.errors import ModelError
from assistant.llm import TIMEOUT, UNKNOWN_CONTEXT, Chat, load, provider_of
from assistant.settings import Settings
from assistant.tokens import estimate
from tests.fakes import StreamingModel, chat

KEY = "sk-test-0123456789"
SETTINGS = Settings(home=Path())


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_ADMIN_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def refusal(setting: str) -> str:
    with pytest.raises(ModelError) as caught:
        load(setting)
    assert KEY not in "".join(format_exception(caught.value))
    return str(caught.value)


def model(chat: Chat) -> ChatOpenAI:
    assert isinstance(chat.model, ChatOpenAI)
    return chat.model


def test_a_model_is_made_with_limits_and_is_tried_again_in_one_place_only() -> None:
    chat = load("openai:gpt-5-mini", Settings(home=Path(), llm_timeout=7))
    assert (chat.name, chat.timeout) == ("openai:gpt-5-mini", 7)
    assert model(chat).model_name == "gpt-5-mini"
    assert model(chat).request_timeout == 7
    assert model(chat).max_retries == 0
    assert model(chat).stream_usage


def test_without_settings_a_chat_is_as_patient_as_with_the_default_ones() -> None:
    assert load("openai:x").timeout == SETTINGS.llm_timeout == TIMEOUT
    assert chat(StreamingModel(pieces=[])).timeout == TIMEOUT


def test_the_context_is_what_is_set_or_what_langchain_knows_or_little() -> None:
    assert load("openai:gpt-5-mini", Settings(home=Path(), llm_context=2048)).context == 2048
    assert load("openai:gpt-5-mini", SETTINGS).context > 100_000
    assert load("openai:a-model-that-nobody-knows", SETTINGS).context == UNKNOWN_CONTEXT


def test_tokens_are_counted_without_asking_anybody() -> None:
    assert load("openai:gpt-5-mini").count("Kyiv asked for 31 tanks.") == estimate("Kyiv asked for 31 tanks.")


def test_a_model_name_may_have_colons() -> None:
    assert model(load(" OpenAI : ft:gpt:mine ")).model_name == "ft:gpt:mine"


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        (" Google : gemini ", ("google_genai", "gemini")),
        ("mistral:mistral-small", ("mistralai", "mistral-small")),
        ("bedrock-converse:a:b", ("bedrock_converse", "a:b")),
        ("gguf:~/a.gguf", ("gguf", "~/a.gguf")),
        ("no colon", ("no colon", "")),
        (":model", ("", "model")),
        ("", ("", "")),
    ],
)
def test_a_provider_has_langchains_name_however_it_is_written(setting: str, named: tuple[str, str]) -> None:
    assert provider_of(setting) == named


@pytest.mark.parametrize("setting", ["gpt-5-mini", ":gpt-5-mini", "openai:", ":", "", KEY, "gguf:", "\0"])
def test_a_setting_without_provider_or_model_says_what_form_it_has_and_repeats_nothing(setting: str) -> None:
    assert "provider:model" in refusal(setting)


@pytest.mark.parametrize(
    "setting", [KEY, f"openai:{KEY}", f"openai:{KEY[3:]}", f"{KEY[3:]}:x", f"gguf:/{KEY}"]
)
def test_a_key_in_place_of_a_model_is_refused_and_not_repeated(setting: str) -> None:
    said = refusal(setting)
    assert "provider:model" in said and KEY[3:] not in said and KEY[3:].replace("-", "_") not in said


def test_an_unknown_provider_is_named() -> None:
    assert "'nonsense'" in refusal("nonsense:model")


@pytest.mark.parametrize(
    ("setting", "package", "command"),
    [
        (
            "ollama:llama3.2",
            "langchain_ollama",
            "pip install -e '.[ollama]' in Dateline's folder, then start it again",
        ),
        (
            "anthropic:claude",
            "langchain_anthropic",
            "pip install -e '.[anthropic]' in Dateline's folder, then start it again",
        ),
        (
            "mistralai:mistral-small",
            "langchain_mistralai",
            "pip install -e '.[mistral]' in Dateline's folder, then start it again",
        ),
        (
            "mistral:mistral-small",
            "langchain_mistralai",
            "pip install -e '.[mistral]' in Dateline's folder, then start it again",
        ),
        (
            "google-genai:gemini",
            "langchain_google_genai",
            "pip install -e '.[google]' in Dateline's folder, then start it again",
        ),
        (
            "google:gemini",
            "langchain_google_genai",
            "pip install -e '.[google]' in Dateline's folder, then start it again",
        ),
        (
            "groq:llama",
            "langchain_groq",
            "pip install -e '.[groq]' in Dateline's folder, then start it again",
        ),
        ("bedrock:claude", "langchain_aws", "pip install langchain-aws, then start Dateline again"),
    ],
)
def test_a_missing_package_comes_with_the_command_that_installs_it(
    setting: str, package: str, command: str
) -> None:
    if importlib.util.find_spec(package) is not None:
        pytest.skip(f"{package} is installed here")
    assert refusal(setting).endswith(command)


def test_every_extra_that_a_command_names_is_one_of_the_project() -> None:
    import tomllib

    from assistant.llm import _EXTRAS

    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(_EXTRAS.values()) <= set(project["project"]["optional-dependencies"])


def test_a_missing_key_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assert refusal("openai:gpt-5-mini").endswith("set OPENAI_API_KEY and start Dateline again")


def test_what_a_provider_lacks_is_told_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    assert "azure_openai:gpt" in refusal("azure-openai:gpt")

"""A setting becomes a model, or a sentence that says what to do; no key ever stands in it."""

import pytest
from langchain_openai import ChatOpenAI

from assistant.errors import ModelError
from assistant.llm import TIMEOUT, failure, load

KEY = "sk-test-0123456789"


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def refusal(setting: str) -> str:
    with pytest.raises(ModelError) as caught:
        load(setting)
    return str(caught.value)


def test_a_model_is_made_with_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    model = load("openai:gpt-5-mini")
    assert isinstance(model, ChatOpenAI)
    assert model.model_name == "gpt-5-mini"
    assert model.request_timeout == TIMEOUT
    assert model.max_retries == 2


def test_a_model_name_may_have_colons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    model = load(" OpenAI : ft:gpt:mine ")
    assert isinstance(model, ChatOpenAI)
    assert model.model_name == "ft:gpt:mine"


@pytest.mark.parametrize("setting", ["gpt-5-mini", ":gpt-5-mini", "openai:", ":", "", KEY])
def test_a_setting_without_provider_or_model_says_what_form_it_has_and_repeats_nothing(setting: str) -> None:
    message = refusal(setting)
    assert "provider:model" in message
    assert KEY not in message


def test_an_unknown_provider_is_named() -> None:
    assert "'nonsense'" in refusal("nonsense:model")


@pytest.mark.parametrize(
    ("setting", "command"),
    [
        ("ollama:llama3.2", "pip install 'dateline[ollama]'"),
        ("anthropic:claude", "pip install 'dateline[anthropic]'"),
        ("mistralai:mistral-small", "pip install langchain-mistralai"),
        ("google-genai:gemini", "pip install langchain-google-genai"),
        ("bedrock:claude", "pip install langchain-aws"),
    ],
)
def test_a_missing_package_comes_with_the_command_that_installs_it(setting: str, command: str) -> None:
    try:
        load(setting)
    except ModelError as error:
        if "needs a key" in str(error):
            pytest.skip("this provider's package is installed here")
        assert str(error).endswith(command)
    else:
        pytest.skip("this provider's package is installed here")


def test_a_missing_key_is_named_by_its_variable() -> None:
    assert refusal("openai:gpt-5-mini").endswith("set OPENAI_API_KEY")


class AuthenticationError(Exception):
    pass


class APIConnectionError(Exception):
    pass


class APITimeoutError(APIConnectionError):
    pass


class NotFoundError(Exception):
    pass


class RateLimitError(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (AuthenticationError(f"Incorrect API key provided: {KEY}"), "check OPENAI_API_KEY"),
        (APIConnectionError("Connection error."), "cannot be reached"),
        (ConnectionRefusedError(), "cannot be reached"),
        (APITimeoutError("Request timed out."), f"within {TIMEOUT} seconds"),
        (TimeoutError(), f"within {TIMEOUT} seconds"),
        (NotFoundError(), "DATELINE_LLM"),
        (RateLimitError(), "try again later"),
        (ValueError("odd"), "ValueError: odd"),
    ],
)
def test_a_failure_says_what_to_do(error: Exception, told: str) -> None:
    message = failure("openai:gpt-5-mini", error)
    assert message.count("openai:gpt-5-mini") == 1
    assert told in message


def test_no_failure_repeats_a_key_or_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SERVICE_API_KEY", KEY)
    error = ValueError(f"refused {KEY} at http://me:hunter2@10.0.0.1/v1\nand more")
    message = failure("openai:gpt-5-mini", error)
    assert KEY not in message
    assert "hunter2" not in message
    assert "and more" not in message
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert len(failure("openai:x", ValueError("x" * 5000))) < 300

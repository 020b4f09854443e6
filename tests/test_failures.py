"""A provider's error becomes a sentence that says what to do, and repeats nothing that is secret."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from assistant.errors import ModelError, PromptTooLong
from assistant.failures import failed, is_transient, looks_like_key, pause_asked, told

KEY = "sk-test-0123456789"


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


class HTTPStatusError(Exception):
    """As httpx has it."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"status {status}")
        self.response = SimpleNamespace(status_code=status, headers=headers or {})


class ClientError(Exception):
    """As botocore has it, whose responses are dictionaries."""

    def __init__(self, status: int) -> None:
        self.response = {"ResponseMetadata": {"HTTPStatusCode": status}}


@pytest.mark.parametrize(
    ("error", "says", "transient"),
    [
        (AuthenticationError(f"Incorrect API key provided: {KEY}"), "check OPENAI_API_KEY", False),
        (APIConnectionError("Connection error."), "cannot be reached", True),
        (ConnectionRefusedError(), "cannot be reached", True),
        (APITimeoutError("Request timed out."), "within 60 seconds", True),
        (TimeoutError(), "within 60 seconds", True),
        (NotFoundError(), "DATELINE_LLM", False),
        (RateLimitError(), "try again later", True),
        (RateLimitError("code: insufficient_quota"), "used up", False),
        (HTTPStatusError(403), "may not use", False),
        (HTTPStatusError(503), "the server of openai:gpt-5-mini failed", True),
        (ClientError(429), "asked too often", True),
        (ClientError(500), "the server of openai:gpt-5-mini failed", True),
        (ValueError("odd"), "ValueError: odd", False),
        (AttributeError("no 'get'"), "speaks another protocol", False),
        (TypeError(), "speaks another protocol", False),
        (KeyError("choices"), "speaks another protocol", False),
        (RecursionError(), "speaks another protocol", False),
        (HTTPStatusError(307), "sends elsewhere", False),
        (ValueError(), "ValueError", False),
    ],
)
def test_a_failure_says_what_to_do(error: Exception, says: str, transient: bool) -> None:
    message = str(failed("openai:gpt-5-mini", error, seconds=60))
    assert message.count("openai:gpt-5-mini") == 1 or "key" in message
    assert says in message
    assert is_transient(error) is transient


def test_too_long_a_prompt_is_known_from_its_size_or_its_words() -> None:
    for error in (HTTPStatusError(413), ValueError("the input token count exceeds the context window")):
        assert isinstance(failed("openai:x", error), PromptTooLong)
        assert not is_transient(error)


def test_the_key_that_is_named_is_the_one_that_the_provider_reads() -> None:
    assert "GOOGLE_API_KEY" in str(failed("google_genai:gemini", AuthenticationError()))
    assert "AZURE_OPENAI_API_KEY" in str(failed("azure_openai:gpt", AuthenticationError()))


def test_what_fails_in_the_middle_was_not_unreachable() -> None:
    assert "in the middle" in str(failed("openai:x", ConnectionResetError(), begun=True))
    assert "declined" in str(failed("openai:x", ValueError("content_filter"), begun=True))


@pytest.mark.parametrize(
    "secretive",
    [
        "refused {0} at once",
        "http://me:{0}@10.0.0.1/v1 is down",
        "GET https://example.org/v1?alt=sse&key={0}&x=1",
        "https://example.org/?access_token={0}",
        "{{'Authorization': 'Bearer {0}'}}",
        "headers: authorization: Basic {0}, accept: */*",
        'x-goog-api-key="{0}"',
        "api_key='{0}' is not valid",
        "Incorrect API key provided: {0}.",
        "{{'password': '{0}'}}",
    ],
)
@pytest.mark.parametrize("secret", ["hunter2hunter2", KEY, "Zm9vOmJhcmJhei1xdXV4"])
def test_no_failure_repeats_a_key_or_a_password(
    monkeypatch: pytest.MonkeyPatch, secretive: str, secret: str
) -> None:
    if secretive.startswith("refused"):  # nothing but the environment says what it is
        monkeypatch.setenv("SOME_SERVICE_API_KEY", secret)
    for kind in (ValueError, KeyError, AuthenticationError, ConnectionError):
        assert secret not in str(failed("openai:gpt-5-mini", kind(secretive.format(secret))))


@pytest.mark.parametrize(
    "begin", ["sk-", "pk_", "gsk_", "xai-", "hf_", "ghp_", "nvapi-", "r8_", "pplx-", "AIza"]
)
def test_what_looks_like_a_key_is_not_repeated_wherever_it_stands(begin: str) -> None:
    for key in (f"{begin}abcdEFGH01234567", f"{begin}abcd********4567"):
        assert key[len(begin) :] not in told(ValueError(f"no account of {key} here"))


def test_no_part_of_a_secret_is_repeated_that_says_much_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SERVICE_TOKEN", "made-up/secret-0123456789")
    for part in ("made-up/secret", "secret-0123", "23456789", "e-up/sec"):
        assert told(ValueError(f"no {part}x here")) == "ValueError: no …x here"
    assert "secret-" in told(ValueError("a secret- thing"))


def test_a_key_is_known_by_its_form_or_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SERVICE_TOKEN", " hush-mademodel ")
    monkeypatch.setenv("SHORT_KEY", "llama")
    for text in (KEY, "hush-mademodel", "openai:hush-mademodel", "mademodel", "openai:mademodel-2"):
        assert looks_like_key(text)
    for text in ("", "llama", "ollama:llama3.2", "hush", "openai:gpt-5-mini", "gguf:/models/model.gguf"):
        assert not looks_like_key(text)


def test_the_name_of_a_model_is_repeated() -> None:
    for name in ("hf-internal-testing/tiny", "xai-org/grok-1", "skateboarding-large", "pk"):
        assert name in told(ValueError(f"no model {name} here"))


def test_a_failure_is_one_short_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert "and more" not in told(ValueError("a\nand more"))
    assert len(told(ValueError("x" * 5000))) < 300


@pytest.mark.parametrize("message", ["?" + "key" * 10**5, "//" * 10**5, "bearer " * 10**5, "sk-" * 10**5])
def test_a_long_message_is_read_in_no_time(message: str) -> None:
    began = time.perf_counter()
    assert isinstance(failed("openai:x", ValueError(message)), ModelError)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [("0", 0, 0), ("2.5", 2.5, 2.5), ("-3", 0, 0), ("in 30 s", 25, 30), ("yesterday", 0, 0)],
)
def test_a_pause_may_be_asked_for_in_seconds_or_until_a_time(asked: str, least: float, most: float) -> None:
    now = datetime.now(UTC)
    days = {"in 30 s": timedelta(seconds=30), "yesterday": timedelta(days=-1)}
    if asked in days:
        asked = format_datetime(now + days[asked], usegmt=True)
    assert least <= pause_asked(HTTPStatusError(429, {"retry-after": asked})) <= most


@pytest.mark.parametrize("asked", ["soon", "", "nan", "inf", "Mon, 99 Foo 2026", "Mon, 23 Nov 2036 10:00:00"])
def test_a_pause_that_is_no_time_is_none(asked: str) -> None:
    assert pause_asked(HTTPStatusError(429, {"retry-after": asked})) == 0
    assert pause_asked(ValueError()) == pause_asked(ClientError(429)) == 0

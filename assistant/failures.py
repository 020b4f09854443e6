"""A provider's failure becomes a sentence that says what mends it, and whether to try once more.

Does not know what the model was asked. Providers share no classes, but the words in the names of theirs, and
the status of HTTP.
"""

import math
import os
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from assistant.clients import UnfitReplyError
from assistant.errors import ModelError, PromptTooLong

_SERVER_ERRORS = range(500, 600)


class _Kind(NamedTuple):
    """A kind of failure, known by any one of three signs."""

    means: str
    classes: str = ""
    """A pattern for the names of the error's classes."""
    statuses: tuple[int, ...] | range = ()
    message: str = ""
    """A pattern for what the error says."""
    transient: bool = False
    """Whether another try may do."""
    raised: type[ModelError] = ModelError


_KINDS = (
    _Kind(
        "{name} sends elsewhere: check its address",
        classes="RedirectedReply",
        statuses=range(300, 400),
    ),
    _Kind("{name} sent far more than an answer has: check its address", classes="EndlessReply"),
    _Kind(
        "{name} may not be used any more: its quota or its credit is used up",
        message="insufficient_quota|credit balance|billing",
    ),
    _Kind(
        "{name} was asked too often, or its quota is used up: try again later",
        classes="RateLimit|Throttl|TooManyRequests|ResourceExhausted",
        statuses=(429,),
        transient=True,
    ),
    _Kind(
        "the question and its passages are too long for {name}",
        classes="ContextOverflow",
        statuses=(413,),
        message="context.?(?:length|size|window)|(?:prompt|input) is too long|token limit",
        raised=PromptTooLong,
    ),
    _Kind(
        "{name} declined to answer: its provider's filter stopped it",
        classes="Refusal|ContentFilter|Safety|BlockedPrompt",
        message="content.?filter|content.?policy|content management policy|PROHIBITED_CONTENT",
    ),
    _Kind("{name} refused the key: check {key}", classes="Authentication|Unauthenticated", statuses=(401,)),
    _Kind("the key in {key} may not use {name}", classes="PermissionDenied", statuses=(403,)),
    _Kind(
        "the provider does not know {name}: check the model's name in DATELINE_LLM",
        classes="NotFound",
        statuses=(404,),
    ),
    _Kind(
        "{name} did not answer within {seconds:g} seconds",
        classes="Timeout|DeadlineExceeded",
        statuses=(408, 504),
        transient=True,
    ),
    _Kind(
        "{name} cannot be reached: check that its server runs and that its address is right",
        classes="Connect|ReadError|WriteError|ProtocolError|IncompleteRead",
        transient=True,
    ),
    _Kind(
        "the server of {name} failed: try again later",
        classes="InternalServer|ServiceUnavailable|ServerError|Overloaded",
        statuses=_SERVER_ERRORS,
        message="overloaded_error",
        transient=True,
    ),
    _Kind("{name} wrote nothing", message="^No generation chunks were returned"),
    _Kind(
        "what answered is not {name}, or speaks another protocol: check its address",
        classes="JSONDecode|ValidationError|UnicodeDecode",
        transient=True,
    ),
    _Kind(
        # what providers' packages raise where a reply lacks what they expect, or has something else there
        "{name} speaks another protocol than expected: check its address",
        classes=r"CompressedReply|\b(?:Attribute|Type|Key|Index|Recursion)Error\b",
    ),
)
"""The first that fits counts: to some a timeout is a connection error, and a full quota a rate limit."""

_KEYS = {"google_genai": "GOOGLE_API_KEY", "mistralai": "MISTRAL_API_KEY"}
"""Where the variable is not named as the provider is."""

KEY = re.compile(r"\b(?:(?:sk|pk)[-_]|(?:gsk|hf|ghp|r8)_|(?:xai|nvapi|pplx)-|AIza)[\w*-]{12,}")
"""What keys of the usual providers look like, also with stars for some of their characters."""

_SECRETS = (
    (re.compile(r"//[^/\s@]+@"), "//…@"),
    (
        re.compile(
            r"([?&][\w-]{0,30}(?:key|token|secret|sig|password)[\w-]{0,30}=)[^&\s'\"]+", re.IGNORECASE
        ),
        r"\1…",
    ),
    (re.compile(r"\b(bearer|basic)\s+[^\s'\",}]+", re.IGNORECASE), r"\1 …"),
    (
        re.compile(
            r"((?:authorization|api[-_ ]?key|token|secret|password)\b[^:=\n]{0,20}[:=]\s*['\"]?)[^\s'\",}]+",
            re.IGNORECASE,
        ),
        r"\1…",
    ),
    (KEY, "…"),
)
"""Passwords in addresses, keys in queries, headers, fields and sentences, and what looks like a known key."""

_SECRET = re.compile("KEY|TOKEN|SECRET|PASSWORD")
"""What the variables are named of which the values are secret."""

_RUN = 8
"""Characters: so many in a row of a secret are not repeated."""

_READ, _LONGEST = 2000, 200
"""Characters of a provider's own words that are looked at, and repeated."""


def failed(name: str, error: Exception, *, seconds: float = math.nan, begun: bool = False) -> ModelError:
    """The error to raise: without the keys and addresses that the provider's may repeat, nor that error
    itself.

    `seconds` is how long was waited, and `begun` whether the model had begun to answer.
    """
    kind = _kind(error)
    if kind is None:
        return ModelError(f"{name} failed ({told(error)})")
    if begun and kind.transient and kind.raised is ModelError:
        return ModelError(f"{name} broke off in the middle of its answer")
    return kind.raised(kind.means.format(name=name, key=key_name(name.partition(":")[0]), seconds=seconds))


def is_transient(error: BaseException) -> bool:
    """Whether the same request may succeed a little later."""
    kind = _kind(error) if isinstance(error, Exception) else None
    return kind is not None and kind.transient


def pause_asked(error: BaseException) -> float:
    """Seconds that the provider asks to wait, 0 where it does not say."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    asked = None if headers is None else headers.get("retry-after")
    if not isinstance(asked, str):
        return 0.0
    try:
        seconds = float(asked)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):  # of a time without its zone
            return 0.0
    return max(0.0, seconds) if math.isfinite(seconds) else 0.0


def told(error: Exception) -> str:
    """The error's kind and first line, without what is or may be a secret."""
    text = (f"{type(error).__name__}: {error}".splitlines() or [""])[0][:_READ]
    for value in _secrets(least=4):
        text = _without_runs(text.replace(value, "…"), value)
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def looks_like_key(text: str) -> bool:
    """Whether it has the form of a known key, or repeats a secret of the environment or what follows the
    first dash of one."""
    return bool(KEY.search(text)) or any(
        part in text
        for value in _secrets(least=_RUN)
        for part in (value, value.partition("-")[2])
        if len(part) >= _RUN
    )


def _secrets(least: int) -> list[str]:
    """The values of `least` characters or more, without the spaces around them."""
    values = (value.strip() for name, value in os.environ.items() if _SECRET.search(name.upper()))
    return [value for value in values if len(value) >= least]


def _without_runs(text: str, secret: str) -> str:
    """The text without any `_RUN` characters that the secret has, too, in a row."""
    runs = {secret[at : at + _RUN] for at in range(len(secret) - _RUN + 1)}
    hidden = {
        at + more
        for at in range(len(text) - _RUN + 1)
        if text[at : at + _RUN] in runs
        for more in range(_RUN)
    }
    if not hidden:
        return text
    return re.sub("…+", "…", "".join("…" if at in hidden else sign for at, sign in enumerate(text)))


def key_name(provider: str) -> str:
    """The environment variable of a provider's key."""
    return _KEYS.get(provider, f"{provider.upper()}_API_KEY")


def _kind(error: Exception) -> _Kind | None:
    if isinstance(error.__cause__, UnfitReplyError):  # which a provider's package takes for no connection
        error = error.__cause__
    classes = " ".join(kind.__name__ for kind in type(error).__mro__)
    status, message = _status(error), f"{error} {getattr(error, 'code', '')}"[:_READ]
    for kind in _KINDS:
        if (
            (kind.classes and re.search(kind.classes, classes))
            or status in kind.statuses
            or (kind.message and re.search(kind.message, message, re.IGNORECASE))
        ):
            return kind
    return None


def _status(error: Exception) -> int | None:
    """The status of HTTP, wherever the provider's package keeps it."""
    response: Any = getattr(error, "response", None)
    body: Any = getattr(error, "body", None)
    metadata = response.get("ResponseMetadata") if isinstance(response, dict) else None
    places = (
        getattr(error, "status_code", None),
        getattr(response, "status_code", None),
        getattr(error, "code", None),
        body.get("code") if isinstance(body, dict) else None,
        metadata.get("HTTPStatusCode") if isinstance(metadata, dict) else None,
    )
    return next((place for place in places if isinstance(place, int)), None)

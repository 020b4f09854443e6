"""Reads what the headers of a response say, in whatever form servers write them.

Knows nothing of requests. All of it is somebody else's text: what is no such value counts as not said.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,80}", re.A)
_CHARSET = re.compile(r";\s{,9}charset\s{,9}=\s{,9}[\"']?([\w.:+-]{1,40})", re.I | re.A)
_VALIDATOR = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{,998}[\x21-\x7e])?")


def media_type(content_type: str) -> str:
    """The media type of a Content-Type header, in lower case, without parameters, or `""`."""
    found = _MEDIA_TYPE.match(content_type)
    return found[0].lower() if found else ""


def charset(content_type: str) -> str:
    """The charset of a Content-Type header, in lower case, or `""`; perhaps of a name that nobody knows."""
    found = _CHARSET.search(content_type)
    return found[1].lower() if found else ""


def validator(said: str) -> str:
    """An ETag or Last-Modified header as it can be sent back, or `""`."""
    return said if _VALIDATOR.fullmatch(said) else ""


def asked_to_wait(retry_after: str) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or as a day and time, or `None`."""
    if re.fullmatch(r"[0-9]{1,9}", retry_after):
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after[:80])
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):  # a year or a time zone that cannot be
        return None

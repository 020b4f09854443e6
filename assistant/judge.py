"""A language model says whether sources say what a claim says: 1, 0, or nothing where it cannot tell.

Does not know who made the claim, nor what follows from the verdict.
"""

import re
from collections.abc import Generator, Sequence

from assistant import prompts
from assistant.errors import ModelError
from assistant.fenced import data
from assistant.llm import Chat
from assistant.reply import reply
from assistant.talking import Usage
from assistant.types import Source

_LONGEST_REPLY = 300
"""Characters: who has not answered by then explains, and does not answer."""

_BEHIND = 16
"""Characters behind the first word that tell whether it is alone."""

_VERDICTS = {
    "no": (
        0.0,
        r"(?:\w+n['’]t|not|no|nothing|cannot\sbe|never|lacks?)[\s_-]+(?:\w+\s)?support(?:ed|s)?"
        r"|(?:un|non-?)supported|contradict(?:s|ed)?|refute[sd]?",
    ),
    "unclear": (None, r"unclear|partial(?:ly)?(?:[\s_-]*supported)?|uncertain|ambiguous"),
    "yes": (1.0, r"(?:fully[\s_-]*)?support(?:ed|s)?"),
}
"""What each word means; those that hold another one stand before it."""
_ANY = "|".join(f"(?P<{name}>{words})" for name, (_, words) in _VERDICTS.items())
_VERDICT = re.compile(rf"\b(?:{_ANY})\b", re.IGNORECASE)
_FIRST = re.compile(
    rf"\W*(?:(?:the\s)?(?:answer|verdict|claim)(?:\sis)?\W{{0,4}})?(?:{_ANY})\b"
    r"(?!\W{0,4}(?:[A-Z]+_|or\b|and\b|unclear\b))",
    re.IGNORECASE,
)
"""A reply that begins with its verdict, and not with a list of them."""
_YES_OR_NO = re.compile(r"\W*(?:(?P<yes>yes|true)|(?P<no>no|false))\b", re.IGNORECASE)


def judge(
    chat: Chat, claim: str, sources: Sequence[Source], usage: Usage
) -> Generator[None, None, float | None]:
    """1 where the model says that the sources say the claim, 0 where it says that they do not.

    `None` where it says neither, where it fails, and without sources. Each yield is a moment at which it can
    be closed, which stops the model.
    """
    if not sources or not claim.strip():
        return None
    request = prompts.fill("judge", sources="\n".join(map(_source, sources)), claim=data(claim))
    try:
        said = yield from reply(chat, request, usage, _is_enough)
    except ModelError:
        return None
    return verdict(said)


def verdict(said: str) -> float | None:
    """Reads a reply: the verdict that it begins with, or else the only one that it has."""
    said = said[:_LONGEST_REPLY]
    if first := _FIRST.match(said) or _YES_OR_NO.match(said):
        return _meaning(first)
    found = {_meaning(match) for match in _VERDICT.finditer(said)}
    return found.pop() if len(found) == 1 else None


def _meaning(match: re.Match[str]) -> float | None:
    return _VERDICTS[str(match.lastgroup)][0]


def _is_enough(said: str) -> bool:
    """Whether the verdict is there, and so much behind it that it is not the first of a list."""
    first = _FIRST.match(said)
    return len(said) > _LONGEST_REPLY or (first is not None and len(said) - first.end() >= _BEHIND)


def _source(source: Source) -> str:
    headline = source.passage.headline
    day = "day unknown" if headline.published is None else headline.published.isoformat()
    about = ", ".join(data(part, 200) for part in (headline.outlet, day, headline.title) if part)
    return f"- {data(source.quote)} ({about})"

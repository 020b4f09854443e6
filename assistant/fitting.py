"""Evidence becomes passages as a model sees them: numbered whole sentences, as many as its context takes.

Does not know what the model is asked about them.
"""

from collections.abc import Sequence

import regex

from assistant.citations import Shown
from assistant.drafts import GIVEN_UP
from assistant.fenced import data
from assistant.llm import Chat
from assistant.markers import disarmed
from assistant.types import Evidence

MOST_RESERVED = 6000
"""Tokens kept free for the reply: a quarter of the context, and at most these, more than the longest reply
that is read has with its thoughts. A quarter of 4,096 is an answer of five sentences three times over."""

_TEMPLATE = 64
"""Tokens kept free for what a server's chat template adds to a prompt: roles, and perhaps a greeting."""

_FULL = 0.95
"""Of the room: from here on another measurement would gain at most a sentence."""

_GUESSES = 4
"""Measurements whose proportion is trusted: after these the interval is halved."""

_HEADING = 200
"""Characters of a title or an outlet that are shown; some pages have a whole paragraph there."""

_LIKE_TAG = regex.compile(r"‹\s*+/?\s*+passages?\b[^‹›]{0,40}+›", regex.IGNORECASE)
_LIKE_HEADING = regex.compile(
    r"^(\W*+(?:passage|question|answer|instructions?|system|assistant|user|human)\b[^\w:]{0,5}+\d{0,4}+)\s*+[:：]",
    regex.IGNORECASE,
)
"""What the prompt itself, or the templates of older models, begin a line with."""


def fitted(chat: Chat, passages: Sequence[Evidence], prompt: str) -> list[Shown]:
    """The first passages, the last of them perhaps cut, that fit with the rest of the prompt and a reply.

    Empty where not even one sentence fits. What is measured is the text that is sent: once where all of it
    fits, and a few times where not.
    """
    room = chat.context - min(MOST_RESERVED, chat.context // 4) - _TEMPLATE
    known = dict[int, int]()

    def size(count: int) -> int:
        if count not in known:
            known[count] = chat.count(prompt + passages_text(_first(passages, count)))
        return known[count]

    most = sum(len(one.passage.sentences) for one in passages)
    if not most or size(most) <= room:
        return _first(passages, most)
    fits, too_many = 0, most
    while too_many - fits > 1 and (not fits or size(fits) < _FULL * room):
        if len(known) <= _GUESSES:
            count = _guess(passages, (fits, size(fits)), (too_many, size(too_many)), room)
        else:
            count = (fits + too_many) // 2
        if size(count) <= room:
            fits = count
        else:
            too_many = count
    return _first(passages, fits)


def _guess(passages: Sequence[Evidence], below: tuple[int, int], above: tuple[int, int], room: int) -> int:
    """How many sentences fill the room if all have as many tokens a character; between the two, always."""
    lengths = [end - start for one in passages for start, end in one.passage.sentences]
    between = lengths[below[0] : above[0]]
    left = sum(between) * (room - below[1]) / max(1, above[1] - below[1])
    count = below[0]
    for length in between:
        left -= length
        if left < 0:
            break
        count += 1
    return min(max(count, below[0] + 1), above[0] - 1)


def _first(passages: Sequence[Evidence], count: int) -> list[Shown]:
    shown = list[Shown]()
    for one in passages:
        sentences = one.passage.sentences[:count]
        if not sentences:
            break
        shown.append(Shown(one.passage, tuple(sentences)))
        count -= len(sentences)
    return shown


def passages_text(shown: Sequence[Shown]) -> str:
    """Each passage with outlet, day and title, and its sentences with the markers that cite them."""
    return "\n\n".join(_passage(number, one) for number, one in enumerate(shown, start=1))


def _passage(number: int, shown: Shown) -> str:
    headline = shown.passage.headline
    day = "day unknown" if headline.published is None else headline.published.isoformat()
    about = ", ".join(plain_data(part, _HEADING) for part in (headline.outlet, day, headline.title) if part)
    lines = [f"{plain_data(shown.quote(i))} [{number}.{i + 1}]" for i in range(len(shown.sentences))]
    # the brackets of this heading, too, are characters that no article's text can have here
    return "\n".join([f"<passage {number}> {about}", *lines])


def plain_data(text: str, longest: int | None = None) -> str:
    """Text of an article, a reader or a model on one line, as a part of a prompt.

    It holds no marker that `assistant.markers` would read, nothing like a tag or a heading of ours, no
    sentinel that a model could copy, and no character that is not seen.
    """
    line = _LIKE_TAG.sub("…", disarmed(data(text, longest)))
    line = GIVEN_UP.sub(lambda match: match.group().replace("_", " ").lower(), line)
    return str(_LIKE_HEADING.sub(r"\1 –", line))

"""What became of the texts that an answer rests on since it was given, put into words.

Does not know how a change is found, nor where the words are shown.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.dating import long_day
from assistant.types import Answer

if TYPE_CHECKING:
    from index.versions import Since

Text = tuple[str, str]
"""An article's id and the version of its text, which old answers do not tell."""

Changes = Mapping[Text, "Since"]
"""What stands as it did is not in it."""

NONE: Changes = MappingProxyType({})


def texts(answers: Iterable[Answer]) -> set[Text]:
    """What these answers cite, and what was read for them."""
    passages = (
        one.passage for answer in answers for group in (answer.citations, answer.evidence) for one in group
    )
    return {(passage.headline.article_id, passage.headline.version) for passage in passages}


def badge(since: "Since") -> str:
    """Two words for a card: `changed since`."""
    return "withdrawn since" if since.is_withdrawn else "changed since"


def told(since: "Since", *, is_after: bool = True) -> str:
    """`The article was changed on 23 November 2026, after this answer.`

    `is_after` is false where nobody knows whether it was after it.
    """
    what = "withdrawn from the archive" if since.is_withdrawn else "changed"
    on = "" if since.at is None else f" on {long_day(since.at.astimezone().date())}"
    return f"The article was {what}{on}{', after this answer' if is_after else ''}."


def cited_since(answer: Answer, changes: Changes) -> list[str]:
    """`[2] The article was changed on 23 November 2026, after this answer.`, for each source that was."""
    headlines = {one.number: one.headline for one in answer.citations}
    became = {number: changes.get((one.article_id, one.version)) for number, one in headlines.items()}
    return [
        f"[{number}] {told(since, is_after=headlines[number].version != '')}"
        for number, since in sorted(became.items())
        if since is not None
    ]

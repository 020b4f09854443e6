"""An article that is opened from a citation: its text as it was cited, and where in it the cited words stand.

Does not know how it is drawn. Words are marked only where they stand: a text may have changed since.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.since import told

if TYPE_CHECKING:
    from index.versions import StoredArticle, Versions

LONGEST = 20_000
"""Characters of a quotation that is looked for; a passage has far fewer."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of its text. Old ones do not tell its `version`; what opens an article from a list
    has no `quote` either."""

    article_id: str
    start: int
    end: int
    version: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The text that is shown, where it is marked, and what a reader is told above it."""

    cited: Cited
    stored: "StoredArticle"
    start: int
    end: int
    notes: tuple[str, ...] = ()
    is_changed: bool = False
    """Whether there is another text of this article to be shown: the present one, or the cited one."""
    is_present: bool = False
    """Whether the present text is shown although another one was cited."""


def opened(library: "Versions", cited: Cited, *, present: bool = False) -> Opened | None:
    """The article as it was cited, or as it is at present; `None` where nothing of it is known any more."""
    stored = library.article(cited.article_id, "" if present else cited.version)
    if stored is None:
        return None
    since = library.changes([(cited.article_id, cited.version)]).get((cited.article_id, cited.version))
    as_cited = since is None or stored.headline.version == cited.version
    place = placed(stored.text, cited)
    notes = list[str]()
    if since is not None:
        notes.append(told(since, is_after=bool(cited.version)))
        if as_cited:
            notes.append("This is the text that was cited.")
        elif since.is_withdrawn:
            notes.append("This is its last text.")
        elif present:
            notes.append("This is its present text.")
        else:
            notes.append("The text that was cited is not kept: this is the present one.")
    if cited.quote and place is None:
        notes.append("The cited words are not in it any more.")
    elif cited.quote and not as_cited:
        notes.append("The cited words stand in it as they did.")
    is_changed = since is not None and not since.is_withdrawn and (as_cited or present)
    return Opened(cited, stored, *(place or (0, 0)), tuple(notes), is_changed, present)


def placed(text: str, cited: Cited) -> tuple[int, int] | None:
    """Where the cited words stand in a text: at their offsets, or nearest to them; white space may differ.

    Without a quotation to look for, the offsets are taken as they are.
    """
    words = cited.quote[:LONGEST].split()
    if not words or text[cited.start : cited.end].split() == words:
        return cited.start, cited.end
    found = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)]
    return min(found, key=lambda span: abs(span[0] - cited.start), default=None)

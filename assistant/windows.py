"""What belongs to a window: articles by the day they appeared, sentences also by a day that they name.

Does not know how either is found in a text: see `assistant.times`.
"""

from datetime import date

from assistant.times import stated
from assistant.types import Query, Window
from index.article import Headline, Passage
from index.scope import Scope


def scope_of(query: Query) -> Scope:
    """The articles that the query's limits and its as-of day let through."""
    limits = query.limits
    window = limits.window or Window(None, None)
    last = query.as_of if window.last is None else min(window.last, query.as_of)
    # what has no day is in no window, also where that has no beginning
    first = date.min if window.first is None and window.last is not None else window.first
    return Scope(first, last, limits.outlets, limits.authors)


def appeared_in(window: Window, headline: Headline) -> bool:
    """Whether an article was published within the window; one without a day in an open one only."""
    day = headline.published
    if day is None:
        return window.first is None and window.last is None
    return (window.first is None or day >= window.first) and (window.last is None or day <= window.last)


def tells_of(window: Window, sentence: str, headline: Headline) -> bool:
    """Whether a sentence names a day of the window, whenever its article appeared."""
    return any(
        (window.first is None or one.last >= window.first)
        and (window.last is None or one.first <= window.last)
        for one in stated(sentence, headline.published)
    )


def is_of(window: Window | None, passage: Passage) -> bool:
    """Whether a passage appeared in the window or, where a question asks for that, tells of it.

    Days that a reader sets are those of publication, and no others.
    """
    if window is None or appeared_in(window, passage.headline):
        return True
    return bool(window.said) and (
        any(tells_of(window, passage.quote(*span), passage.headline) for span in passage.sentences)
    )

"""Whether what an article says belongs to a window: by the day it appeared, or by a day that it names.

Does not know how either is found in a text: see `assistant.times`.
"""

from assistant.times import stated
from assistant.types import Window
from index.article import Headline, Passage


def appeared_in(window: Window, headline: Headline) -> bool:
    """Whether an article was published within the window; one without a day only if that has no beginning."""
    day = headline.published
    if day is None:
        return window.first is None
    return (window.first is None or day >= window.first) and (window.last is None or day <= window.last)


def tells_of(window: Window, sentence: str, headline: Headline) -> bool:
    """Whether a sentence names a day of the window, whenever its article appeared."""
    return any(
        (window.first is None or one.last >= window.first)
        and (window.last is None or one.first <= window.last)
        for one in stated(sentence, headline.published)
    )


def is_of(window: Window | None, passage: Passage) -> bool:
    """Whether a passage appeared in the window or has a sentence that tells of it."""
    return (
        window is None
        or appeared_in(window, passage.headline)
        or any(tells_of(window, passage.quote(*span), passage.headline) for span in passage.sentences)
    )

"""What happened within some days, where a question asks for nothing more: how its articles begin.

Does not know how an answer is put together.
"""

from assistant.types import Query
from assistant.windows import scope_of
from assistant.words import content_words, stems
from index.article import Passage
from index.sync import Store

SHOWN = 8
"""Articles; of more, some from the beginning of the days to their end."""

_OF_ANYTHING = frozenset("happen news event new go occur report world".split())
"""Stems of words that ask for whatever there is: "What happened in April?", "What was in the news?"."""


def asks_what_happened(query: Query) -> bool:
    """Whether a question names days or outlets and no subject."""
    limits = query.limits
    is_limited = limits.window is not None or bool(limits.outlets)
    of_time = stems(limits.window.said) if limits.window else frozenset()
    return is_limited and all(word.stem in _OF_ANYTHING | of_time for word in content_words(query.text))


def leads(store: Store, query: Query) -> list[Passage]:
    """How the articles of the query's limits begin, by day; a story once."""
    found = store.library.leads(scope_of(query), 2 * SHOWN)
    stories = store.library.stories([passage.headline.article_id for passage in found])
    told = {stories[passage.headline.article_id]: passage for passage in reversed(found) if passage.sentences}
    passages = [*told.values()][::-1]
    step = max(1.0, len(passages) / SHOWN)
    return [passages[int(n * step)] for n in range(min(SHOWN, len(passages)))]


def told_of(shown: int, articles: int) -> str:
    """How much of the period is told."""
    return f"How {shown} of {articles:,} articles begin: name a person, a place or a thing to learn more."

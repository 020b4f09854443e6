"""What a search could not compare by meaning yet, in words for the reader of its answer.

Does not know how vectors come to be made, nor what was found.
"""

from assistant.types import Query
from index.library import Library

LOADING = "Searched by words alone: the embedding model is still being loaded. Ask again for a fuller search."


def notes(library: Library, query: Query) -> tuple[str, ...]:
    """What is said beside an answer; nothing where all passages were searched by words and by meaning."""
    if query.words_alone:
        return (LOADING,)
    if not (missing := library.count_unembedded()):
        return ()
    whole = missing + library.count_embedded()
    return (
        f"{missing:,} of {whole:,} passages can so far be found by words alone: "
        "not all vectors are made yet.",
    )

"""Fills the vector index from the library: whatever has no vector gets one, whatever has gone loses its own.

Does not know how articles came into the library. One process at a time fills one library; others wait until
nothing is left to do, by whomever.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from index.article import Passage
from index.embedding import Embedder
from index.library import Library
from index.progress import Progress
from index.vectors import Row, Vectors
from index.workers import embed_all

_WAIT = 0.3
"""Seconds between two looks at what another process has done."""


def fill(
    library: Library, vectors: Vectors, embedder: Embedder, lock: Path, progress: Progress
) -> Iterator[Progress]:
    """Embeds every passage that has no vector; what is stored meanwhile by others too."""
    # whoever shows the progress may take each step in another thread
    held = FileLock(lock, thread_local=False)
    while True:
        try:
            held.acquire(timeout=0)
        except Timeout:
            missing = library.count_unembedded()
            if not missing:
                break
            total = max(progress.to_embed, missing)
            progress = replace(progress, embedded=total - missing, to_embed=total)
            yield progress
            time.sleep(_WAIT)
            continue
        try:
            progress = yield from _fill(library, vectors, embedder, progress)
        finally:
            held.release()
        if not library.count_unembedded():  # else it was stored at the last moment
            break
    yield replace(progress, done=True)


def _fill(
    library: Library, vectors: Vectors, embedder: Embedder, progress: Progress
) -> Generator[Progress, None, Progress]:
    if vectors.count() < library.count_embedded():
        # the index was lost, or an older copy was put in its place
        library.mark_unembedded(vectors.ids())
    missing = library.count_unembedded()
    progress = replace(progress, embedded=0, to_embed=missing)
    yield progress
    texts = ((passage, embedded_text(passage)) for passage in library.unembedded())
    made = embed_all(embedder, texts, missing)
    with closing(made):
        for passages, rows in made:
            # marked only once Chroma has them: killed in between, the next run puts the same in again
            vectors.upsert([_row(passage) for passage in passages], rows)
            library.mark_embedded(passages)
            done = progress.embedded + len(passages)
            progress = replace(progress, embedded=done, to_embed=max(done, progress.to_embed))
            yield progress
    if stale := library.stale_vectors():
        vectors.delete(stale)
        library.forget_stale(stale)
    return progress


def embedded_text(passage: Passage) -> str:
    """What is embedded for a passage: the title, which says what it is about, and its sentences.

    Boilerplate lines between the sentences are left out.
    """
    sentences = (passage.quote(start, end) for start, end in passage.sentences)
    return "\n".join([passage.headline.title, " ".join(sentences)])


def _row(passage: Passage) -> Row:
    headline = passage.headline
    return Row(passage.passage_id, headline.article_id, headline.published, headline.outlet)

"""Files become a searchable library: read, stored, compared, embedded; each run finishes the ones before.

Does not know how any of these steps is done, nor who shows the progress.
"""

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from index.article import Passage
from index.embedding import Embedder
from index.errors import LibraryBusy
from index.identity import content_hash, key
from index.library import Library
from index.readers import Unreadable, files, read
from index.settings import Settings
from index.vectors import Row, Vectors

_EMBEDDED_AT_ONCE = 64
"""Passages: enough to sort by length, few enough for steady progress and short locks on the vector index."""

_REPORTED_EVERY = 20
"""Articles."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far adding has come: reading, then finding near-copies, then embedding.

    `to_place` articles were not yet compared when that began, `to_embed` passages without a vector.
    """

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    problems: tuple[Unreadable, ...] = ()
    """What was skipped since the last report: each is reported once."""
    placed: int = 0
    to_place: int = 0
    embedded: int = 0
    to_embed: int = 0
    done: bool = False


class Store:
    """One library with its vector index and its embedder: what is opened together and closed together."""

    def __init__(
        self, settings: Settings, *, rebuilding: bool = False, embedder: Embedder | None = None
    ) -> None:
        """Opens the library; raises `LibraryError` as `Library` does. No model is loaded yet.

        `embedder` takes the place of the one that the settings name.
        """
        self.library = Library(settings, rebuilding=rebuilding)
        self.vectors = Vectors(settings.home / "vectors", settings.embedding_model)
        self.embedder = Embedder(settings) if embedder is None else embedder
        self._lock = settings.home / "writer.lock"

    def add(self, paths: Iterable[Path]) -> Iterator[Progress]:
        """Adds the articles of files and folders, finds near-copies, then embeds whatever has no vector.

        The last two are done for articles of earlier runs too, where these were broken off. Words can be
        searched as soon as an article is stored. What cannot be read is reported and left out.
        Raises `LibraryBusy` while another process, or another call, is adding.
        """
        with self._sole_writer():
            progress = Progress()
            problems: list[Unreadable] = []
            seen = dict[str, str]()
            for path in files(paths):
                for found in read(path):
                    if isinstance(found, Unreadable):
                        problems.append(found)
                        done = "skipped"
                    else:
                        content = content_hash(found)
                        twin = seen.setdefault(key(found), content) != content
                        done = self.library.add(found, twin=twin).value
                    progress = replace(
                        progress, read=progress.read + 1, **{done: getattr(progress, done) + 1}
                    )
                    if progress.read % _REPORTED_EVERY == 0:
                        yield replace(progress, problems=tuple(problems))
                        problems.clear()
            yield replace(progress, problems=tuple(problems))
            progress = yield from self._place(progress)
            yield from self._embed(progress)

    def rebuild(self) -> Iterator[Progress]:
        """Makes passages and vectors anew from the stored articles, by the settings of today."""
        with self._sole_writer():
            self.embedder.load()  # before anything is undone: a model that cannot be loaded changes nothing
            self.library.split_again()
            self.vectors.clear()
            progress = yield from self._place(Progress())
            yield from self._embed(progress)

    def close(self) -> None:
        self.vectors.close()
        self.library.close()

    def _place(self, progress: Progress) -> Generator[Progress, None, Progress]:
        numbers = self.library.unplaced()
        for placed, number in enumerate(numbers):
            if placed % _REPORTED_EVERY == 0:
                yield replace(progress, placed=placed, to_place=len(numbers))
            self.library.place(number)
        return replace(progress, placed=len(numbers), to_place=len(numbers))

    def _embed(self, progress: Progress) -> Iterator[Progress]:
        status = self.library.status()
        if self.vectors.count() < status.embedded:
            # the index was lost, or an older copy was put in its place
            self.library.mark_unembedded(self.vectors.ids())
            status = self.library.status()
        progress = replace(progress, to_embed=status.passages - status.embedded)
        while passages := self.library.unembedded(_EMBEDDED_AT_ONCE):
            yield progress
            vectors = self.embedder.encode([embedded_text(passage) for passage in passages])
            # marked only once Chroma has them: killed in between, the next run puts the same in again
            self.vectors.upsert([_row(passage) for passage in passages], vectors)
            self.library.mark_embedded([passage.passage_id for passage in passages])
            progress = replace(progress, embedded=progress.embedded + len(passages))
        if stale := self.library.stale_vectors():
            self.vectors.delete(stale)
            self.library.forget_stale(stale)
        yield replace(progress, done=True)

    @contextmanager
    def _sole_writer(self) -> Iterator[None]:
        # whoever shows the progress may take each step in another thread
        lock = FileLock(self._lock, thread_local=False)
        owner = self._lock.with_suffix(".pid")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            process = owner.read_text() if owner.exists() else "unknown"
            raise LibraryBusy(
                f"articles are being added to this library already (process {process}): try again when that "
                "has finished; nothing of this call was added"
            ) from None
        try:
            owner.write_text(str(os.getpid()))
            yield
        finally:
            lock.release()


def embedded_text(passage: Passage) -> str:
    """What is embedded for a passage: the title, which says what it is about, and its sentences.

    Boilerplate lines between the sentences are left out.
    """
    sentences = (passage.quote(start, end) for start, end in passage.sentences)
    return "\n".join([passage.headline.title, " ".join(sentences)])


def _row(passage: Passage) -> Row:
    headline = passage.headline
    return Row(passage.passage_id, headline.article_id, headline.published, headline.outlet)

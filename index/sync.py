"""Files and sources become a searchable library: read, stored, compared, embedded, removed.

Does not know how any of these steps is done, nor who shows the progress.
"""

import logging
import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.article import Kill
from index.check import check_room, check_vectors
from index.embedding import Embedder
from index.errors import IndexingError, LibraryBusy, LibraryError, SourceError
from index.examined import Examined
from index.faults import Fault
from index.filling import fill
from index.findings import Finding, Killed, as_finding
from index.folders import looked_through
from index.gathering import gathered
from index.library import Library
from index.progress import Progress
from index.readers import Unreadable, files, read
from index.settings import Settings
from index.sources import Kind, Source
from index.taking import Taking
from index.vectors import Vectors

if TYPE_CHECKING:
    from index.fetch import Fetcher

_REPORTED_EVERY = 20
"""Articles."""

_log = logging.getLogger(__name__)


class Store:
    """One library with its vector index and its embedder: what is opened together and closed together."""

    def __init__(
        self, settings: Settings, *, rebuilding: bool = False, embedder: Embedder | None = None
    ) -> None:
        """Opens the library; raises `LibraryError` as `Library` does. No model is loaded yet.

        `embedder` takes the place of the one that the settings name.
        """
        self.settings = settings
        self.library = Library(settings, rebuilding=rebuilding)
        self.vectors = Vectors(settings.home / "vectors", settings.embedding_model)
        self.embedder = Embedder(settings) if embedder is None else embedder

    def add(self, paths: Iterable[Path]) -> Iterator[Progress]:
        """Adds the articles of files and folders, finds near-copies, then embeds whatever has no vector.

        The last two are done for articles of earlier runs too, where these were broken off. Words can be
        searched as soon as an article is stored. What cannot be read is reported and left out.
        Raises `LibraryBusy` while another process, or another call, is adding.
        """
        with self._sole_writer():
            progress = yield from self._take_in(self._read(paths), Progress())
            progress = yield from self._place(progress)
        yield from self._fill(progress)

    def sync(
        self,
        sources: Sequence[Source] | None = None,
        *,
        at_once: bool = False,
        fetcher: "Fetcher | None" = None,
    ) -> Iterator[Progress]:
        """Brings sources up to date, all of them unless some are given, and then as `add`.

        A source that fails is reported and tells since when it does; the others are brought up to date.
        `at_once` looks at their pages again however lately they were. `fetcher` takes the place of one that
        the settings make.
        """
        with self._sole_writer():
            sources = self.library.sources() if sources is None else sources
            progress = Progress()
            for source in sources:
                if source.kind is Kind.FILES:
                    found = ((source, one) for one in _ended(looked_through(source, self.library)))
                    progress = yield from self._take_in(found, progress)
            if theirs := [source for source in sources if source.kind is not Kind.FILES]:
                progress = yield from self._fetch(theirs, fetcher, progress, at_once=at_once)
            progress = yield from self._place(progress)
        yield from self._fill(progress)

    def _fetch(
        self, sources: Sequence[Source], fetcher: "Fetcher | None", progress: Progress, *, at_once: bool
    ) -> Generator[Progress, None, Progress]:
        # only where something is fetched: both take their time to be imported
        from index.fetch import Fetcher
        from index.websites import Web

        with fetcher or Fetcher(private_addresses=self.settings.private_addresses) as opened:
            gathering = gathered(sources, Web(opened, self.library, at_once=at_once).looked_through)
            return (yield from self._take_in(gathering, progress))

    def rebuild(self) -> Iterator[Progress]:
        """Makes passages and vectors anew from the stored articles, by the settings of today."""
        with self._sole_writer():
            self.embedder.load()  # before anything is undone: a model that cannot be loaded changes nothing
            with self._sole_filler():
                self.library.split_again()
                self.vectors.clear()
            progress = yield from self._place(Progress())
        yield from self._fill(progress)

    def remove(self, source: Source, *, keep: bool) -> int:
        """Takes out a source; returns how many articles left with it, none where they are kept."""
        with self._sole_writer():
            removed = self.library.unregister(source, keep=keep)
            for _ in self._place(Progress()):
                pass
        for _ in self._fill(Progress()):
            pass
        return removed

    def check(self) -> Iterator[Progress | Fault]:
        """Looks for what should not be in the library, mends it and tells of it; others may ask meanwhile.

        Raises `LibraryError` where it cannot be mended, and `LibraryBusy` while others add or embed.
        """
        check_room(self.settings.home)
        with self._sole_writer():
            with self._sole_filler(), closing(Examined(self.settings)) as examined:
                yield from examined.file()
                yield from examined.records()
                yield from examined.words()
                yield from (yield from examined.texts())
                yield from check_vectors(examined, self.vectors, self.embedder)
            if unplaced := len(self.library.unplaced()):
                yield from self._place(Progress())
                yield Fault("articles that were not compared with the others", unplaced, "compared")
        if missing := self.library.count_unembedded():
            yield from self._fill(Progress())
            yield Fault("passages without a vector", missing, "embedded")

    def close(self) -> None:
        self.vectors.close()
        self.library.close()

    def _read(self, paths: Iterable[Path]) -> Iterator[tuple[Source | None, Finding]]:
        for path in files(paths):
            for found in read(path):
                yield None, as_finding(found, found.origin.partition("#")[0])

    def _take_in(
        self, found: Iterable[tuple[Source | None, Finding | Exception | None]], progress: Progress
    ) -> Generator[Progress, None, Progress]:
        run = self.library.begin_run()
        problems: list[Unreadable] = []
        kills: list[Kill] = []
        reported = progress.read
        taking = Taking(self.library, run)
        for source, finding in found:
            if isinstance(finding, Exception) and source is not None:
                finding = _of_source(finding, source)
            progress = taking.take(source, finding, progress)
            if isinstance(finding, Unreadable):
                problems.append(finding)
            elif isinstance(finding, Killed):
                kills.append(finding.kill)
            elif isinstance(finding, SourceError) and source is not None:
                problems.append(Unreadable(source.location, str(finding)))
            if progress.read - reported >= _REPORTED_EVERY:
                reported = progress.read
                yield replace(progress, problems=tuple(problems), kills=tuple(kills))
                problems.clear()
                kills.clear()
        yield replace(progress, problems=tuple(problems), kills=tuple(kills))
        return progress

    def _place(self, progress: Progress) -> Generator[Progress, None, Progress]:
        numbers = self.library.unplaced()
        for placed, number in enumerate(numbers):
            if placed % _REPORTED_EVERY == 0:
                yield replace(progress, placed=placed, to_place=len(numbers))
            self.library.place(number)
        return replace(progress, placed=len(numbers), to_place=len(numbers))

    def _fill(self, progress: Progress) -> Iterator[Progress]:
        return fill(self.library, self.vectors, self.embedder, self._embedding_lock, progress)

    @property
    def _embedding_lock(self) -> Path:
        return self.settings.home / "embedding.lock"

    @contextmanager
    def _sole_filler(self) -> Iterator[None]:
        lock = FileLock(self._embedding_lock, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise LibraryBusy(
                "vectors are being made for this library already: try again when that has finished"
            ) from None
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _sole_writer(self) -> Iterator[None]:
        # whoever shows the progress may take each step in another thread
        path = self.settings.home / "writer.lock"
        lock = FileLock(path, thread_local=False)
        owner = path.with_suffix(".pid")
        try:
            lock.acquire(timeout=0)
            owner.write_text(str(os.getpid()))
        except Timeout:
            process = owner.read_text() if owner.exists() else "unknown"
            raise LibraryBusy(
                f"articles are being added to this library already (process {process}): try again when that "
                "has finished; nothing of this call was added"
            ) from None
        except OSError as error:
            lock.release()
            raise LibraryError(
                f"the library in {path.parent} cannot be changed ({error}): see that its disk has room and "
                "that you can write to it"
            ) from error
        try:
            yield
        finally:
            lock.release()


def _of_source(error: Exception, source: Source) -> SourceError:
    """What ended one source; raises what is no fault of its own, such as a full disk's."""
    if isinstance(error, SourceError):
        return error
    if isinstance(error, IndexingError):
        raise error
    if not isinstance(error, OSError):
        _log.error("%s could not be read", source.location, exc_info=error)
    return SourceError(f"{source.location} cannot be read ({error}): see that it may be, or take it out")


def _ended(found: Iterator[Finding]) -> Iterator[Finding | Exception | None]:
    """The same findings, then the error that ended them, or `None`."""
    try:
        yield from found
    except (SourceError, OSError) as error:
        yield error
    else:
        yield None

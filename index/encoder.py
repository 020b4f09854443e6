"""An embedding model is opened: a folder or a name becomes a function from texts to vectors.

Does not know what is embedded, which model is the default, or how many processes there are.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.bert import Bert, pooling_of

if TYPE_CHECKING:
    import torch

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""One row of unit length a text: shape (texts, dimension)."""

_SHAPES = 32
"""Of those that torch compiles something for, how many it keeps for each thread. A batch has 20 of them, and
has them again in each layer: fewer cost a third of the speed, and the 1,024 of its default 300 MB."""


@dataclass(frozen=True, slots=True)
class _Placement:
    """Where a model computes, with which numbers, and how many texts at a time."""

    device: str
    dtype: "torch.dtype"
    batch: int


def has_gpu() -> bool:
    """Whether a graphics processor makes the vectors; torch is imported only where there may be one."""
    return not version("torch").endswith("+cpu") and _placement().device != "cpu"


def open_model(name: str, folder: Path | None, threads: int | None) -> Encode:
    """Opens the model in a folder, or the one of this name where there is none.

    Raises whatever a hub, a file or a configuration raises.
    """
    # threads that spin while they wait make a question ten times slower beside another busy process
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("LRU_CACHE_CAPACITY", str(_SHAPES))
    os.environ["ONEDNN_PRIMITIVE_CACHE_CAPACITY"] = str(_SHAPES * (threads or os.cpu_count() or 1))
    import torch

    if threads is not None:
        torch.set_num_threads(threads)
    placement = _placement()
    if placement.device != "cpu":
        try:
            encode = _opened(name, folder, placement)
            encode(["a text"])
            return encode
        except RuntimeError:  # too old for this torch, or its memory is taken
            placement = _on_processor()
    return _opened(name, folder, placement)


def _opened(name: str, folder: Path | None, placement: _Placement) -> Encode:
    encode = _of_any_length(name, folder, placement)
    return lambda texts: _unit(encode(texts))


def _of_any_length(name: str, folder: Path | None, placement: _Placement) -> Encode:
    if folder is None:
        return _by_sentence_transformers(name, False, placement)
    if pooling_of(folder) is not None:
        with suppress(KeyError):  # weights of an old version have other names
            return Bert(folder, placement.device, placement.dtype, placement.batch).encode
    return _by_sentence_transformers(str(folder), True, placement)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    # in float32: in bfloat16, lengths are off by up to 0.3%
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float32)


def _placement() -> _Placement:
    import torch

    if torch.cuda.is_available():
        return _Placement("cuda", torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16, 128)
    if torch.backends.mps.is_available():
        return _Placement("mps", torch.float16, 64)
    return _on_processor()


def _on_processor() -> _Placement:
    import torch

    # bfloat16 halves the time where the processor computes in it, and multiplies it where it does not; its
    # vectors have a cosine of .9999 to those of float32. Larger batches are no faster here
    fast = torch.cpu.get_capabilities().get("avx512_bf16")
    return _Placement("cpu", torch.bfloat16 if fast else torch.float32, 8)


def _by_sentence_transformers(name: str, local: bool, placement: _Placement) -> Encode:
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(
        name,
        device=placement.device,
        local_files_only=local,
        model_kwargs={"dtype": placement.dtype},
    )

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        rows = model.encode([*texts], batch_size=placement.batch, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)

    return encode

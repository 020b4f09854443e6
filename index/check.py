"""Checks the vectors of a library against its passages, and takes out what should not be there.

Does not know how vectors are made: what has none afterwards is for `filling`.
"""

import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from index.embedding import Embedder
from index.errors import LibraryError
from index.examined import Examined
from index.faults import Fault
from index.filling import embedded_text
from index.vectors import Vectors

_READ_AT_ONCE = 2000
"""Vectors."""
_SAMPLE = 24
"""Vectors that are searched for and made again: more would find no fault of the index as a whole sooner."""
_SAME = 0.95
"""Least cosine of two vectors of one text: those in bfloat16 have .998, those of another model less."""
_FOUND = 0.99
"""Least cosine of a vector and the nearest one found, which is itself or its like."""
_UNIT = 0.02
"""How far a vector's length may be from 1."""
_ROOM = 1 << 20
"""Bytes: where so few do not fit on the disk, nothing can be mended, and all may look damaged."""


def check_room(home: Path) -> None:
    """Raises `LibraryError` where nothing more can be written into the library's folder."""
    try:
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(bytes(_ROOM))
    except OSError as error:
        raise LibraryError(
            f"the library in {home} cannot be checked ({error}): see that its disk has room and that you can "
            "write to it, then say python -m index check again"
        ) from error


def check_vectors(library: Examined, vectors: Vectors, embedder: Embedder) -> Iterator[Fault]:
    """Afterwards every vector is that of a passage, and every passage that is marked as embedded has one.

    Nobody else may write meanwhile. Raises `EmbeddingError` where the model cannot be loaded.
    """
    passages = library.passage_ids()
    ids, sound = set[str](), set[str]()
    try:
        ids = vectors.ids()
        sound = _sound(vectors, sorted(ids & passages.keys()))
        wrong = _wrong(library, vectors, embedder, [i for i in sorted(sound) if passages[i]])
    except LibraryError:
        wrong = "vector indexes that cannot be read"
    if wrong:
        vectors.clear()
        yield Fault(wrong, 1, "made anew")
        ids, sound = set(), set()
    if gone := sorted(ids - passages.keys()):
        vectors.delete(gone)
        yield Fault("vectors of passages that are gone", len(gone), "taken out")
    library.forget_stale(library.stale_vectors())
    lost = library.mark_unembedded(sound)
    if lost and not wrong:
        yield Fault("passages whose vector is lost or damaged", lost, "embedded again")


def _sound(vectors: Vectors, ids: Sequence[str]) -> set[str]:
    """Those of these ids whose vector has the length 1, as all have that were ever put in."""
    sound = set[str]()
    for start in range(0, len(ids), _READ_AT_ONCE):
        found, rows = vectors.stored(ids[start : start + _READ_AT_ONCE])
        is_unit = np.abs(np.linalg.norm(rows, axis=1) - 1) < _UNIT
        sound.update(i for i, is_sound in zip(found, is_unit, strict=True) if is_sound)
    return sound


def _wrong(library: Examined, vectors: Vectors, embedder: Embedder, ids: Sequence[str]) -> str:
    """What is wrong with the index as a whole, judged by a few of its vectors; empty where nothing is."""
    sample = [*islice(ids, 0, None, max(1, len(ids) // _SAMPLE))]
    if not sample:
        return ""
    found, rows = vectors.stored(sample)
    for row in rows:
        if not any(similarity > _FOUND for _, similarity in vectors.search(row, 1)):
            return "vector indexes that do not find what they hold"
    made = embedder.encode([embedded_text(passage) for passage in library.passages(found)])
    if made.shape != rows.shape or np.any(np.sum(made * rows, axis=1) < _SAME):
        return "vector indexes that another model or another text has made"
    return ""

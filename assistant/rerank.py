"""Evidence in the order of a cross-encoder, which reads query and passage together; a setting names it.

Does not know how evidence is found. Without the setting nothing is loaded, and the order stays as it is.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ModelError
from assistant.types import Evidence, Query
from index.filling import embedded_text

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """Any sentence-transformers `CrossEncoder` with one output; thread-safe, loaded when first needed."""

    def __init__(self, name: str) -> None:
        """`name` is a model's name or folder; with an empty one the evidence is left as it is."""
        self._name = name
        self._model: CrossEncoder | None = None
        self._loading = threading.Lock()

    def __call__(self, query: Query, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """The same passages, best first by the model's score, which takes the place of theirs.

        Raises `ModelError` where the model cannot be loaded, or has more than one output.
        """
        if not self._name or not evidence:
            return tuple(evidence)
        model = self._load()
        scores = model.predict(
            [(query.text, embedded_text(one.passage)) for one in evidence],
            batch_size=8,
            show_progress_bar=False,
        )
        scored = [replace(one, score=float(score)) for one, score in zip(evidence, scores, strict=True)]
        return tuple(sorted(scored, key=lambda one: (-one.score, one.passage.passage_id)))

    def _load(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        with self._loading:
            if self._model is None:
                folder = Path(self._name).expanduser()
                local = folder.is_dir()
                try:
                    model = CrossEncoder(
                        str(folder) if local else self._name, device="cpu", local_files_only=local
                    )
                except Exception as error:  # a hub, a file or a configuration fails in ways of its own
                    raise ModelError(
                        f"the reranker {self._name!r} cannot be loaded ({error}): set DATELINE_RERANKER to "
                        "the name or folder of a sentence-transformers cross-encoder, or to nothing"
                    ) from error
                if model.num_labels != 1:
                    raise ModelError(
                        f"the reranker {self._name!r} has {model.num_labels} outputs, and a score is one: "
                        "set DATELINE_RERANKER to a cross-encoder that was trained to rank"
                    )
                self._model = model
            return self._model

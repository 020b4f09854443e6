"""Keeps the files that a reader uploads, so that nothing is lost when the browser's copies are cleared away.

Knows nothing of what is in them.
"""

import hashlib
import re
import shutil
from pathlib import Path

_LONGEST_NAME = 100
"""Characters, counted from the end so that the suffix stays: file systems take 255 bytes."""


def keep(upload: Path, folder: Path) -> Path:
    """Copies a file to `<folder>/<12 digits of its SHA-256>-<safe name>`; the same content and name once."""
    with upload.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    # letters of every script may stay; separators, dots in front and control characters may not
    name = re.sub(r"[^\w.-]+", "-", upload.name)[-_LONGEST_NAME:].lstrip(".-") or "article.txt"
    kept = folder / f"{digest[:12]}-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        partial = kept.with_name(f"{kept.name}.part")  # a copy cut off half-way never has the final name
        shutil.copyfile(upload, partial)
        partial.replace(kept)
    return kept


def given_name(origin: str) -> str:
    """The name that a kept file was given: `…/uploads/0123456789ab-name.csv#3` is `name.csv#3`."""
    return re.sub(r"^.*[/\\][0-9a-f]{12}-", "", origin)

"""Keeps which language model was chosen in the window, in a small file of the library's folder.

Does not know what a model is, nor whether the one that was chosen can be used.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

NAME = "model.json"
LONGEST = 500
"""Characters of a setting: it may be the path of a file."""


class Chosen(NamedTuple):
    """What was chosen last: `provider:model`, or nothing for quotations."""

    setting: str = ""
    trouble: str = ""
    """Why the choice could not be read, and what mends it; empty where all is well."""


def read(home: Path) -> Chosen:
    """The choice that is kept in this folder; a file that is none of ours is no choice, and says so."""
    path = home / NAME
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(10_000))
        setting = kept["llm"]
        if not is_setting(setting):
            raise ValueError("llm is not a provider:model")
    except FileNotFoundError:
        return Chosen()
    except OSError as error:
        return _unread(path, error.strerror or type(error).__name__)
    except (ValueError, KeyError, TypeError, RecursionError):
        return _unread(path, "it is not what Dateline writes there")
    return Chosen(setting)


def keep(home: Path, setting: str) -> None:
    """Writes the choice, whole or not at all; raises `OSError` where it cannot."""
    handle, name = tempfile.mkstemp(dir=home, prefix=f".{NAME}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"llm": setting}, file, ensure_ascii=False)
            file.write("\n")
        temporary.replace(home / NAME)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def is_setting(value: object) -> bool:
    """Whether this can be a choice at all: one line of text that is not too long."""
    return isinstance(value, str) and len(value) <= LONGEST and (not value or value.isprintable())


def _unread(path: Path, reason: str) -> Chosen:
    return Chosen(
        trouble=f"The model chosen earlier cannot be read from {path} ({reason}): choose it again, "
        "or remove the file."
    )

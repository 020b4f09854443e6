"""Texts for a language model are read from files, and their placeholders filled.

Does not know what any of them asks for.
"""

import hashlib
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent.parent / "prompts"


def fill(name: str, **values: object) -> str:
    """The text of `prompts/name.md` with each `$placeholder` replaced once, so that values cannot hold any.

    Raises `ValueError` where the values are not exactly those that the text asks for.
    """
    template = Template(_file(name).read_text(encoding="utf-8"))
    if set(values) != set(template.get_identifiers()):
        raise ValueError(
            f"prompts/{name}.md asks for {sorted(template.get_identifiers())}, not for {sorted(values)}"
        )
    return template.substitute(values)


def version(name: str) -> str:
    """Which text a prompt is, such as `answer@3f2a91c0b7d1`: the beginning of the SHA-256 of its file."""
    return f"{name}@{hashlib.sha256(_file(name).read_bytes()).hexdigest()[:12]}"


def _file(name: str) -> Path:
    return FOLDER / f"{name}.md"

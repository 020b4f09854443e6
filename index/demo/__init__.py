"""The demo archive: short articles written for this project about true events of 2022 and 2023.

Does not know how they are added; `python -m index add --demo` does.
"""

from pathlib import Path


def paths() -> tuple[Path, ...]:
    """The files of the demo archive."""
    return tuple(sorted(Path(__file__).parent.glob("*.md")))

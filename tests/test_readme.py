"""What the README promises is there: every file, command, flag, setting and link it names.

Knows nothing of whether the promises are good.
"""

import re
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TREE = README.split("```\napp.py")[1].split("```")[0]


def _names(line: str) -> list[str]:
    """The files and folders that a line of the tree begins with."""
    return list(takewhile(lambda word: word.endswith((".py", "/")), line.split()))


def test_it_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) <= 150


def test_every_file_of_the_product_is_in_the_tree_and_the_other_way_round() -> None:
    named, folder = {"app.py"}, ""
    for line in TREE.splitlines()[1:]:
        if not line.startswith(" "):
            folder = line.split()[0] if line.strip() else ""
            named.add(folder)
        else:
            named |= {folder + name for name in _names(line)}
    assert all((ROOT / name).exists() for name in named if name)
    files = {
        str(path.relative_to(ROOT))
        for folder in ("assistant", "index")
        for path in (ROOT / folder).glob("*.py")
    }
    hidden = {"__init__.py", "__main__.py", "errors.py", "types.py", "settings.py", "article.py"}
    assert {file for file in files if Path(file).name not in hidden} <= named


def test_every_line_of_the_tree_says_what_its_files_are_for_in_eight_words() -> None:
    lines = [line.split() for line in TREE.splitlines()[1:] if line.strip()]
    assert all(1 <= len(line) - len(_names(" ".join(line))) <= 8 for line in lines)


def test_every_setting_is_one() -> None:
    named = set(re.findall(r"DATELINE_\w+", README))
    documented = (
        Path(ROOT / "index/settings.py").read_text() + Path(ROOT / "assistant/settings.py").read_text()
    )
    assert named == set(re.findall(r"DATELINE_\w+", documented))
    assert len(named) == len(Settings.__dataclass_fields__)


def test_every_picture_and_local_link_is_there() -> None:
    targets = [t for t in re.findall(r"\]\(([^)]+)\)", README) if not t.startswith("http")]
    assert targets
    assert all((ROOT / target).is_file() for target in targets)


@pytest.mark.parametrize("command", ["index add", "index status", "assistant"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", *command.split(), "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "example:" in shown.stdout


def test_the_window_has_every_flag_that_is_named_for_it() -> None:
    shown = subprocess.run(
        [sys.executable, "app.py", "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    table = README.split("| setting |")[1].split("\n\n")[0]
    assert all(flag in shown.stdout for flag in re.findall(r"`(--\w+)`", table))

"""The shape of the house: who may import whom, what importing costs, and what each file says of itself."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "index")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
PRODUCT = [ROOT / "app.py", *MODULES]
HEAVY = {
    *("torch", "chromadb", "gradio", "sentence_transformers", "transformers", "onnxruntime"),
    *("openai", "langchain_openai", "xllamacpp"),
}
LONGEST = 300  # lines of a file
TOP_LEVEL = {
    *("assistant", "index", "prompts", "tests"),
    *("app.py", "pyproject.toml", "constraints.txt", "README.md", "LICENSE"),
}

named = pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(ROOT)))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports, wherever in the file it does."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield (node.module or "").partition(".")[0]


def importers(package: str) -> set[str]:
    return {str(path.relative_to(ROOT)) for path in PRODUCT if package in imported(path)}


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_every_module_of_a_package_loads_no_heavy_library_and_says_nothing(package: str) -> None:
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in MODULES]
    wanted = [name.removesuffix(".__init__") for name in modules if name.startswith(package)]
    script = "import importlib, json, sys\n"
    script += f"for name in {wanted!r}: importlib.import_module(name)\n"
    script += "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    loaded = set(json.loads(done.stdout))
    assert package in loaded
    assert loaded & HEAVY == set()


def test_the_index_imports_neither_the_assistant_nor_the_window() -> None:
    assert not [name for name in importers("assistant") | importers("app") if name.startswith("index")]


def test_the_assistant_does_not_import_the_window() -> None:
    assert importers("app") == set()


def test_only_the_window_imports_gradio() -> None:
    assert importers("gradio") == {"app.py"}


def test_only_the_file_that_owns_a_library_imports_it() -> None:
    assert importers("chromadb") == {"index/vectors.py"}
    assert importers("torch") == {"index/bert.py", "index/encoder.py", "assistant/entail.py"}
    assert importers("transformers") == {"index/encoder.py", "assistant/entail.py"}
    assert importers("safetensors") == {"index/bert.py", "assistant/entail.py"}
    assert importers("xllamacpp") == {"assistant/gguf.py"}
    assert importers("tenacity") == {"assistant/listening.py", "index/fetch.py"}
    assert importers("httpcore") == {"index/exchange.py", "index/fetch.py", "index/network.py"}
    assert importers("protego") == {"index/robots.py"}
    assert importers("feedparser") == {"index/syndication.py"}
    assert importers("fastwarc") == {"index/warc.py"}
    assert importers("sentence_transformers") == {"index/encoder.py", "assistant/rerank.py"}
    assert importers("trafilatura") == {"index/markup.py"}


def test_nothing_imports_the_tests() -> None:
    assert importers("tests") == set()


@named
def test_a_file_says_what_it_does_and_what_it_does_not_know(path: Path) -> None:
    docstring = ast.get_docstring(parsed(path))
    if docstring is None:
        assert path.name == "__init__.py", "has no docstring"
        assert not parsed(path).body, "has code and no docstring"
        return
    first, *rest = docstring.split("\n\n")
    assert re.fullmatch(r"[A-Z][^\n]*[.]", first), "the first line is one sentence"
    assert rest, "has no second paragraph"
    assert re.match(r"Does not know|Knows nothing|Knows no\b", rest[0])


@named
def test_a_file_is_short_enough_to_be_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_the_top_level_holds_what_the_design_names_and_nothing_else() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("needs git and a checkout, to tell the project's files from others")
    entries = {name.partition("/")[0] for name in tracked.stdout.splitlines()}
    assert {name for name in entries if not name.startswith(".")} == TOP_LEVEL

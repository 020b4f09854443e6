"""Imports the window's toolkit in half its time: without what it does for its developers at every import.

Knows nothing of the window, and imports nothing by itself.
"""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

MODULE, FUNCTION = "gradio.component_meta", "create_or_modify_pyi"
"""What parses the source of each of gradio's components, to keep a stub of their types beside it for editors:
0.8 of the 1.9 s that importing gradio 6.31 takes. There is no setting for it, nor a use of it here."""


@contextmanager
def quickly() -> Iterator[None]:
    """For the time of an import: no type stubs are written, and no garbage is looked for."""
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    gc.disable()  # modules stay: looking among them for garbage takes a tenth of the time, and finds none
    try:
        yield
    finally:
        gc.freeze()  # nor need later searches look among them
        gc.enable()
        sys.meta_path.remove(finder)


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != MODULE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Stubless(fullname, spec.loader.path)
        return spec


class _Stubless(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        setattr(module, FUNCTION, lambda *_: None)

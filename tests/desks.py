"""A desk without a window, on a real library whose embedder loads nothing, and what a browser would send it.

Knows nothing of what is tested with them.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.desk import Desk
from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.fakes import WordEmbedder

READER, STRANGER = "a" * 32, "b" * 32
TANKS = "Which NATO members sent tanks to Ukraine?"


class Quick(Assistant):
    """The assistant with an embedder that loads nothing."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, embedder=WordEmbedder(settings))


def opened(home: Path, opener: Callable[[Settings], Assistant] = Quick, **settings: Any) -> Desk:
    desk = Desk(Settings(home=home, **settings), opener)
    desk.opening.start()
    deadline = time.monotonic() + 60
    while desk.opening.busy and time.monotonic() < deadline:
        time.sleep(0.02)
    return desk


def question(text: str = TANKS, **more: Any) -> dict[str, Any]:
    return {"reader": READER, "ticket": "t", "conversation": "", "question": text, "replacing": None} | more

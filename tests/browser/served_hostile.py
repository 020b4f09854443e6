"""Serves the real window on a library of articles that attack it.

Run as `python tests/browser/served_hostile.py HOME quoted`, or with `obedient` for a model that writes what
an article asks of it: prints the address, and stops when its input is closed.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.desk import Desk
from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.browser.serving import serve
from tests.fakes import WordEmbedder, chat
from tests.hostile import attacks
from tests.hostile.archive import opened
from tests.hostile.models import Replying, nearest


def _obedient(prompt: str) -> str:
    found = next((attack for attack in attacks() if attack.question in prompt), None)
    return "" if found is None else f"{nearest(prompt)} {found.reply()} [1.1]"


def _opened(settings: Settings) -> Assistant:
    model = chat(Replying(reply=_obedient))
    return Assistant(settings, embedder=WordEmbedder(settings), load_model=lambda *_: model)


def main() -> None:
    home, mode = Path(sys.argv[1]), sys.argv[2]
    opened(home).close()
    llm = "fake:model" if mode == "obedient" else ""
    serve(Desk(Settings(home=home, embedding_model="words", llm=llm), _opened))


main()

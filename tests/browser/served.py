"""Serves the real window on a real library; a question with "slowly" in it takes a second a step.

The questions of `scripted` get its answers, which have everything that a page can draw.
Run as `python tests/browser/served.py HOME`: prints the address, and stops when its input is closed.
"""

import sys
import time
from collections.abc import Generator, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import app
from assistant.desk import Desk
from assistant.errors import ModelError
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import Limits, Stage, Step, Turn
from tests.browser.scripted import Script


class Paced(Assistant):
    """Answers as the real one does, at a speed at which it can be stopped, or fails when it is asked to."""

    def ask(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        as_of: date | None = None,
        limits: Limits | None = None,
    ) -> Generator[Step, None, None]:
        if scripted := Script(self.library).answer(question, limits):
            yield Step(Stage.ANSWERING, scripted)
            yield Step(Stage.DONE, scripted)
            return
        for step in super().ask(question, turns=turns, as_of=as_of, limits=limits):
            if "model fails" in question:
                raise ModelError("The model does not answer. Start it, then ask again.")
            yield step
            if "slowly" in question:
                time.sleep(1)


def main() -> None:
    desk = Desk(Settings(home=Path(sys.argv[1])), Paced)
    page = app.launch(desk)
    desk.opening.start()
    print(page.local_url, flush=True)
    sys.stdin.read()
    page.close(verbose=False)
    desk.opening.close()


main()

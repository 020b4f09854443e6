"""Serves the real window on a real library; a question with "slowly" in it takes a second a step.

The questions of `scripted` get its answers, which have everything that a page can draw. Models are scripted,
too: `fake:quick` answers, `fake:slow` takes minutes, all others cannot be reached.
Run as `python tests/browser/served.py HOME`: prints the address, and stops when its input is closed.
"""

import sys
import time
from collections.abc import Generator, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from langchain_core.language_models import FakeListChatModel

from assistant.desk import Desk
from assistant.errors import ModelError
from assistant.llm import Chat
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import Limits, Stage, Step, Turn
from assistant.writers import Writers
from tests.browser import written
from tests.browser.scripted import Script
from tests.browser.serving import serve
from tests.fakes import chat


class Paced(Assistant):
    """Answers as the real one does, at a speed at which it can be stopped, or fails when it is asked to."""

    model = ""

    @property
    def model_name(self) -> str:
        return self.model

    def use_model(self, setting: str) -> None:
        if setting:
            loaded(setting)
        self.model = setting

    def ask(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        as_of: date | None = None,
        limits: Limits | None = None,
        at_once: bool = False,
    ) -> Generator[Step, None, None]:
        if scripted := Script(self.library).answer(question, limits):
            for step in written.steps(scripted) if scripted.writer else [Step(Stage.DONE, scripted)]:
                yield step
                time.sleep(0.15 if scripted.writer else 0)
            return
        for step in super().ask(question, turns=turns, as_of=as_of, limits=limits, at_once=at_once):
            if "model fails" in question:
                raise ModelError("The model does not answer. Start it, then ask again.")
            yield step
            if "slowly" in question:
                time.sleep(1)


def loaded(setting: str, _: Settings | None = None) -> Chat:
    """A model that answers at once, or one that takes its time; any other cannot be reached."""
    if setting not in ("fake:quick", "fake:slow", written.WRITER):
        raise ModelError(f"{setting} cannot be reached: check that its server runs")
    pause = 5.0 if setting == "fake:slow" else 0.01
    return chat(FakeListChatModel(responses=["Yes, I am here."], sleep=pause), name=setting)


def main() -> None:
    settings = Settings(home=Path(sys.argv[1]))
    desk = Desk(settings, Paced)
    desk.writers = Writers(settings, desk.opening, load=loaded)
    serve(desk)


main()

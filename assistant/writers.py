"""The window's choice of who writes the answers, quotations or a language model: shown, tried, used and kept.

Knows nothing of gradio, nor of how a model is loaded or what it is asked.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import PurePath
from typing import Any

from assistant import chosen, llm
from assistant.destination import destination
from assistant.errors import AssistantError, MessageError, ModelError
from assistant.failures import looks_like_key
from assistant.guard import is_loopback
from assistant.llm import Chat
from assistant.message import Sent
from assistant.opening import UNEXPECTED, Opening
from assistant.settings import Settings
from assistant.talking import Trial, trial

LONGEST_TRIAL = 120
"""Seconds that a model may take to load and to answer a trial."""
TOLD_EVERY = 0.5
"""Seconds between two signs that a trial goes on."""

_log = logging.getLogger(__name__)

Message = dict[str, Any]


class Writers:
    """For one window. Its methods may be called from many threads."""

    def __init__(
        self, settings: Settings, opening: Opening, load: Callable[[str, Settings], Chat] = llm.load
    ) -> None:
        self._settings = settings
        self._opening = opening
        self._load = load
        self._changing = threading.Lock()

    def told(self) -> Message:
        """Which model is in use, where it reads, and what a reader may do about it."""
        assistant = self._opening.assistant
        name = "" if assistant is None else assistant.model_name
        fixed, given = self._fixed(), self._settings.llm
        note = "" if fixed or not given else f"Dateline was started with {_shown(given)}, and will be again."
        return {
            "name": _shown(name),
            "label": _label(_shown(name)),
            "where": destination(name, os.environ).words,
            "fixed": fixed,
            "trouble": self._opening.chosen.trouble,
            "note": note,
        }

    def where(self, data: object) -> Message:
        """Where a setting that is being typed would send what it reads."""
        to = destination(self._setting(data), os.environ)
        return {"local": to.local, "words": to.words}

    def use(self, data: object) -> Message:
        """Takes a setting into use from the next question on, and keeps it; empty for quotations."""
        try:
            setting = self._checked(data)
            assistant = self._opening.assistant
            if assistant is None:
                raise ModelError(self._opening.trouble or "the library is still being opened: try again")
            with self._changing:
                assistant.use_model(setting)
                unkept = self._keep(setting)
        except AssistantError as error:
            return self.told() | {"refused": str(error)}
        return self.told() | {"refused": "", "unkept": unkept}

    def _keep(self, setting: str) -> str:
        """Why a setting could not be kept; empty where it is."""
        try:
            chosen.keep(self._settings.home, setting)
        except OSError as error:
            return f"It is used until Dateline stops, and could not be kept ({error.strerror})."
        self._opening.chosen = chosen.Chosen(setting)
        return ""

    def trial(self, data: object) -> Iterator[Message]:
        """Talks to a model and says what came back; closing this hangs up."""
        ticket = ""
        try:
            ticket = Sent(data).text("ticket")
            for told in self._trial(self._checked(data)):
                yield {"ticket": ticket, "working": True, "failed": False, "words": ""} | told
        except AssistantError as error:
            yield {"ticket": ticket, "working": False, "failed": True, "words": str(error)}
        except Exception:
            _log.exception("A model could not be tried")
            yield {"ticket": ticket, "working": False, "failed": True, "words": UNEXPECTED}

    def _trial(self, setting: str) -> Iterator[Message]:
        if not setting:
            raise ModelError("name a model first, such as ollama:llama3.2")
        began = told = time.monotonic()
        yield {"words": "Loading the model…"}
        chat = self._load(setting, self._settings)
        yield {"words": "Waiting for its first word…"}
        with closing(trial(chat)) as steps:
            while True:
                try:
                    next(steps)
                except StopIteration as ended:
                    yield {"working": False, "words": _outcome(ended.value)}
                    return
                now = time.monotonic()
                if now - began > LONGEST_TRIAL:
                    raise ModelError(f"{setting} did not finish within {LONGEST_TRIAL} seconds")
                if now - told > TOLD_EVERY:  # a stop is heard at a yield only
                    told = now
                    yield {"words": f"Waiting for its answer, {now - began:.0f} s…"}

    def _fixed(self) -> str:
        """Why no reader may change the model; empty where they may."""
        if is_loopback(self._settings.host):
            return ""
        return (
            "This window can be reached from other machines, so the model is set where Dateline is started: "
            "with --llm (DATELINE_LLM)."
        )

    def _checked(self, data: object) -> str:
        """The setting that was sent, if whoever sent it may make this machine load and pay for it."""
        if fixed := self._fixed():
            raise ModelError(fixed)
        setting = self._setting(data)
        if looks_like_key(setting):
            raise ModelError(
                "this looks like a key, which belongs into the environment (such as OPENAI_API_KEY) before "
                "Dateline starts: give the model's name here"
            )
        return setting

    @staticmethod
    def _setting(data: object) -> str:
        setting = Sent(data).text("setting").strip()
        if not chosen.is_setting(setting):
            raise MessageError(f"setting is not one line of at most {chosen.LONGEST} characters")
        return setting


def _shown(setting: str) -> str:
    """A setting as it may be repeated: one of the environment may be a key in the wrong place."""
    if setting and (not all(llm.provider_of(setting)) or looks_like_key(setting)):
        return "the model of DATELINE_LLM"
    return setting


def _label(setting: str) -> str:
    """What a page has room for: of a model file its name, and not the folders that it is in."""
    provider, model = llm.provider_of(setting)
    return f"{provider}:{PurePath(model).name}" if provider == "gguf" else setting


def _outcome(tried: Trial) -> str:
    """`Answered in 0.8 s, 31 tokens a second: “Yes.”`."""
    pace = "" if tried.speed is None else f", {tried.speed:,.0f} tokens a second"
    return f"Answered in {tried.seconds:.1f} s{pace}: “{tried.words}”"

"""Opens the library, gives an empty one the demo archive and loads the model, while the window is up.

Knows nothing of pages or questions: it says in words where it is and what is the matter.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import chosen
from assistant.errors import AssistantError
from assistant.settings import Settings
from index.database import library_file
from index.errors import IndexingError, LibraryBusy

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from index.progress import Progress

UNEXPECTED = "Something unexpected went wrong; the terminal shows what. Ask again, or start Dateline anew."
_LOOKING = 0.25
"""Seconds that a page has for itself once it looks: what it asks for first is answered before models load."""
_TRIED_AGAIN_AFTER = 3.0
"""Seconds: an unreadable library may be mended from a terminal while the window is open."""

_log = logging.getLogger(__name__)


def open_assistant(settings: Settings) -> "Assistant":
    """Imported late, because the window is up sooner without what a library needs."""
    from assistant.pipeline import Assistant

    return Assistant(settings)


class Opening:
    """The assistant once there is one, and what it waits for. May be read from many threads."""

    def __init__(
        self, settings: Settings, opener: Callable[[Settings], "Assistant"] = open_assistant
    ) -> None:
        self.assistant: Assistant | None = None
        self.trouble = ""
        """What is the matter and what mends it; empty while nothing is."""
        self.demo = False
        """Whether this window added the demo archive."""
        self.chosen = chosen.Chosen()
        """The model that was chosen in the window; it counts where the settings name none."""
        self._settings = settings
        self._opener = opener
        self._progress: Progress | None = None
        self._empty = True  # until it is known that it is not
        self._done = False
        self._closed = threading.Event()
        self._seen = threading.Event()
        self._file = library_file(settings)
        self._opened: tuple[int, int] | None = None
        self._looking = threading.Lock()

    def start(self, *, unseen_for: float = 0.0) -> None:
        """Begins, in the background: opens the library at once, and fills it and loads the model after that.

        The latter waits until a page has looked, or for so many seconds.
        """
        run = threading.Thread(target=self._run, args=(unseen_for,), name="dateline-opening", daemon=True)
        run.start()

    def look(self) -> None:
        """Lets go of a library whose file was removed, and opens it again once there is one in its place."""
        self._seen.set()
        with self._looking:
            if self.assistant is None or not self._done or _identity(self._file) == self._opened:
                return
            gone, self.assistant = self.assistant, None
            self.trouble = (
                f"The library in {self._file.parent} is gone: put it back, or make it anew with"
                " python -m index add FOLDER"
            )
            self._done, self.demo = False, False
        gone.close()
        self.start()

    def close(self) -> None:
        """Stops looking for a library, and lets go of the one there is."""
        self._closed.set()
        self._seen.set()
        if self.assistant is not None:
            self.assistant.close()

    @property
    def preparing(self) -> str:
        """What is being done before there is anything to ask; empty where only a model is waited for."""
        return self.busy if self.assistant is None or self._empty else ""

    @property
    def busy(self) -> str:
        """What is being done before questions are answered at full speed; empty once nothing is."""
        if self.trouble or self._done:
            return ""
        if self.assistant is None:
            return "Opening the library…"
        progress = self._progress
        if progress is None:
            return "Adding the demo archive…" if self._empty else "Loading the embedding model…"
        if not progress.embedded:
            return "Adding the demo archive…"
        return f"Adding the demo archive: {progress.embedded:,} of {progress.to_embed:,} passages…"

    def _run(self, unseen_for: float) -> None:
        again = self._opened is not None
        try:
            self._open()
            if self.assistant is not None:
                # one that comes later and is empty was made by somebody who is filling it
                self._empty = not again and not self.assistant.library.status().articles
                if self._seen.wait(unseen_for) and self._closed.wait(_LOOKING):
                    return
                if self._empty:
                    self._fill(self.assistant)
                self.assistant.warm_up()
        except (IndexingError, AssistantError) as error:
            self.trouble = str(error)
        except Exception:
            _log.exception("Dateline could not be made ready")
            self.trouble = UNEXPECTED
        finally:
            self._done = True

    def _open(self) -> None:
        while not self._closed.is_set():
            if self._opened is None or self._file.exists():  # what was there and is gone is not begun anew
                try:
                    self.assistant = self._opener(self._with_choice())
                except IndexingError as error:
                    self.trouble = str(error)
                else:
                    self._opened = _identity(self._file)
                    self.trouble = ""
                    return
            self._closed.wait(_TRIED_AGAIN_AFTER)

    def _with_choice(self) -> Settings:
        if self._settings.llm:
            return self._settings
        self.chosen = chosen.read(self._settings.home)
        return replace(self._settings, llm=self.chosen.setting)

    def _fill(self, assistant: "Assistant") -> None:
        from index import demo

        self.demo = True
        try:
            for self._progress in assistant.add(demo.paths()):
                pass
        except LibraryBusy:
            self.demo = False  # another process is filling it already
        finally:
            self._empty, self._progress = False, None


def _identity(file: Path) -> tuple[int, int] | None:
    """What stays the same while a file is written to; `None` where there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino

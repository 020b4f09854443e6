"""What stands behind the window: opens the library while the page is up, asks, lists, and takes new articles.

Knows nothing of gradio: it takes what a browser sent, checks it, and gives back messages with HTML in them.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import render
from assistant.conversations import Conversations, Exchange
from assistant.errors import AssistantError
from assistant.opening import UNEXPECTED, Opening, open_assistant
from assistant.question import LONGEST
from assistant.settings import Settings
from assistant.types import Answer, Stage, Turn
from assistant.uploads import given_name, keep
from index.errors import IndexingError
from index.readers import Unreadable

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from index.catalogue import Status

PAGE_LENGTH = 25
"""Articles on one page of the archive's list."""
STALE_AFTER = 60
"""Days after which an archive's last day is a better as-of day than today."""
SHOWN_PROBLEMS = 50
"""Skipped files and rows that the page names; the others are counted."""
REDRAWN_EVERY = 0.08
"""Seconds between two drawings of an answer that is being written: faster is not read, only paid for."""

_READER = re.compile(r"[0-9a-f]{32}")
_log = logging.getLogger(__name__)

Message = dict[str, Any]


class Desk:
    """One library and everyone's conversations. Its methods may be called from many threads."""

    def __init__(
        self, settings: Settings, opener: Callable[[Settings], "Assistant"] = open_assistant
    ) -> None:
        self.settings = settings
        self.opening = Opening(settings, opener)
        self.conversations = Conversations(settings.home / "conversations.sqlite")
        self._suggested: tuple[object, tuple[str, ...]] = (None, ())

    # What the page asks for. `data` comes from a browser: nothing in it is trusted.

    def library(self, _: object = None) -> Message:
        """How the library is: its line, what is the matter with it, first questions and the as-of day."""
        opening = self.opening
        told: Message = {"line": "", "busy": opening.busy, "settled": False}
        told |= {"notice": "", "welcome": "", "outlets": [], "as_of": "", "as_of_hint": ""}
        if opening.assistant is None:
            return told | (_unusable(opening.trouble, _RETRIED) if opening.trouble else {})
        try:
            status = opening.assistant.library.status()
            suggestions = self._suggestions(opening.assistant, status)
        except IndexingError as error:
            return told | _unusable(str(error))
        as_of, hint = _as_of(status)
        return told | {
            "line": render.library_line(status),
            "notice": self._notice(status),
            "welcome": render.welcome(suggestions),
            "outlets": [name for name, _ in status.outlets],
            "as_of": as_of.isoformat(),
            "as_of_hint": hint,
            "settled": not opening.busy,
        }

    def _suggestions(self, assistant: "Assistant", status: "Status") -> tuple[str, ...]:
        # the page asks every few seconds, and they are the same until the archive is another
        state = (status.articles, status.updated)
        if self._suggested[0] != state:
            self._suggested = (state, assistant.suggestions() if status.articles else ())
        return self._suggested[1]

    def _notice(self, status: "Status") -> str:
        if self.opening.trouble:
            return render.notice("error", "Dateline is not ready", self.opening.trouble)
        if self.opening.demo:
            return render.notice("info", "This is the demo archive", _DEMO)
        return "" if status.articles else render.notice("info", "The archive is empty", _EMPTY)

    def conversation(self, data: Mapping[str, Any]) -> Message:
        """One conversation, and the list of the reader's conversations."""
        reader = _reader(data)
        exchanges = self.conversations.exchanges(reader, str(data.get("conversation", "")))
        return {
            "turns": [self._turn(exchange) for exchange in exchanges],
            "list": render.conversations(self.conversations.listing(reader), datetime.now(UTC)),
        }

    @staticmethod
    def _turn(exchange: Exchange, stage: Stage | None = None, waiting: str = "") -> Message:
        return {
            "turn": exchange.turn_id,
            "html": render.turn(exchange, stage, waiting=waiting),
            "sources": render.sources(exchange),
        }

    def delete(self, data: Mapping[str, Any]) -> Message:
        """Removes one of the reader's conversations."""
        self.conversations.delete(_reader(data), str(data.get("conversation", "")))
        return self.conversation({"reader": data["reader"]})

    def rate(self, data: Mapping[str, Any]) -> None:
        """Keeps what the reader thinks of an answer."""
        self.conversations.rate(_reader(data), int(data["turn"]), int(data["rating"]))

    def article(self, data: Mapping[str, Any]) -> str:
        """A whole article, with what was cited marked."""
        stored = self.opening.assistant and self.opening.assistant.library.article(
            str(data.get("article", ""))
        )
        if not stored:
            return render.notice("error", "This article is no longer in the archive", _GONE)
        return render.article(stored, int(data["start"]), int(data["end"]), _day(data.get("as_of")))

    def archive(self, data: Mapping[str, Any]) -> str:
        """One page of the archive's list."""
        if self.opening.assistant is None:
            return ""
        words, outlet = str(data.get("words", ""))[:200].strip(), str(data.get("outlet", ""))
        first, last = _day(data.get("first")), _day(data.get("last"))
        offset = max(0, int(data.get("offset") or 0))
        page, total = self.opening.assistant.library.list_articles(
            words=words, outlet=outlet, first=first, last=last, offset=offset, limit=PAGE_LENGTH
        )
        return render.headlines(page, total, offset, PAGE_LENGTH, filtered=any((words, outlet, first, last)))

    def ask(self, data: Mapping[str, Any]) -> Iterator[Message]:
        """Stores a question, answers it and stores the answer; closing this stops it.

        Each message is the turn as it is now. A question that cannot be asked is refused and not stored.
        """
        reader, ticket = _reader(data), data.get("ticket")
        try:
            for message in self._ask(reader, data):
                yield {"ticket": ticket, **message}
        except (AssistantError, IndexingError) as error:
            yield {"ticket": ticket, "refused": str(error), "working": False}
        except Exception:
            _log.exception("A question could not be asked")
            yield {"ticket": ticket, "refused": UNEXPECTED, "working": False}

    def _ask(self, reader: str, data: Mapping[str, Any]) -> Iterator[Message]:
        question = str(data.get("question", "")).strip()
        if refusal := self._refusal(question):
            yield {"refused": refusal, "working": False}
            return
        assert self.opening.assistant is not None
        as_of = _day(data.get("as_of")) or _as_of(self.opening.assistant.library.status())[0]
        replacing = None if data.get("replacing") is None else int(data["replacing"])
        conversation_id, turn_id = self.conversations.begin(
            reader,
            str(data.get("conversation", "")),
            question,
            as_of,
            replacing=replacing,
        )
        begun = Exchange(turn_id, question, as_of, datetime.now(UTC))
        turns = self.conversations.turns(reader, conversation_id, before=replacing or turn_id)
        for stage, exchange, waiting in self._answer(begun, turns):
            yield {
                **self._turn(exchange, stage, waiting),
                "conversation": conversation_id,
                "stage": waiting or (stage.capitalize() if stage else ""),
                "working": stage is not None,
                "failed": bool(exchange.failure),
            }

    def _refusal(self, question: str) -> str:
        if not question:
            return "Type a question first."
        if len(question) > LONGEST:
            return (
                f"This question has {len(question):,} characters; {LONGEST:,} is the most."
                " Nothing was sent: shorten it and ask again."
            )
        if self.opening.assistant is None:
            return self.opening.trouble or "The library is still being opened. Ask again in a moment."
        if self.opening.assistant.library.status().articles == 0:
            return _EMPTY
        return ""

    def _answer(
        self, exchange: Exchange, turns: Sequence[Turn]
    ) -> Iterator[tuple[Stage | None, Exchange, str]]:
        assistant = self.opening.assistant
        assert assistant is not None
        yield Stage.SEARCHING, exchange, ""
        try:
            yield from self._wait(exchange)
            drawn = 0.0
            shown = Stage.SEARCHING
            with closing(assistant.ask(exchange.question, turns=turns, as_of=exchange.as_of)) as steps:
                for step in steps:
                    exchange = replace(exchange, answer=step.answer or exchange.answer)
                    if step.stage is Stage.DONE:
                        break
                    grown = step.answer is not None and time.monotonic() - drawn > REDRAWN_EVERY
                    if step.stage is not shown or grown:
                        shown, drawn = step.stage, time.monotonic()
                        yield shown, exchange, ""
            assert exchange.answer is not None
            exchange = replace(exchange, answer=self._kept(exchange.turn_id, exchange.answer))
        except (AssistantError, IndexingError) as error:
            exchange = replace(exchange, answer=None, failure=str(error))
        except Exception:
            _log.exception("A question could not be answered")
            exchange = replace(exchange, answer=None, failure=UNEXPECTED)
        if exchange.failure:
            self.conversations.fail(exchange.turn_id, exchange.failure)
        yield None, exchange, ""

    def _kept(self, turn_id: int, answer: Answer) -> Answer:
        """Stores an answer; one that cannot be stored is shown all the same, and says so."""
        try:
            self.conversations.finish(turn_id, answer)
        except AssistantError as error:
            return replace(answer, notes=(*answer.notes, f"This answer is not kept: {error}."))
        return answer

    def _wait(self, exchange: Exchange) -> Iterator[tuple[Stage | None, Exchange, str]]:
        while busy := self.opening.busy:
            yield Stage.SEARCHING, exchange, busy  # said again and again: a stop is heard at a yield only
            time.sleep(0.25)

    def add(self, uploads: Sequence[Path]) -> Iterator[str]:
        """Keeps uploaded files under the library's folder and adds their articles, reporting as it goes."""
        if self.opening.assistant is None:
            yield render.notice(
                "error", "Nothing was added", self.opening.trouble or "The library is still being opened."
            )
            return
        try:
            kept = [keep(upload, self.settings.home / "uploads") for upload in uploads]
            problems: list[Unreadable] = []
            for report in self.opening.assistant.add(kept):
                problems += (replace(one, origin=given_name(one.origin)) for one in report.problems)
                del problems[SHOWN_PROBLEMS:]
                what = "Added to the archive" if report.done else "Adding to the archive…"
                yield render.progress(replace(report, problems=tuple(problems)), what)
        except (IndexingError, OSError) as error:
            yield render.notice("error", "Adding stopped", str(error))
        except Exception:
            _log.exception("Uploaded articles could not be added")
            yield render.notice("error", "Adding stopped", UNEXPECTED)


def _reader(data: Mapping[str, Any]) -> str:
    reader = str(data.get("reader", ""))
    if not _READER.fullmatch(reader):
        raise ValueError("a reader's token is 32 hexadecimal digits")
    return reader


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def _unusable(*paragraphs: str) -> Message:
    title = "The library cannot be used"
    return {"line": title, "notice": render.notice("error", title, *paragraphs)}


def _as_of(status: "Status") -> tuple[date, str]:
    """The day that a question is asked on unless the reader says otherwise, and why that one."""
    today = datetime.now().astimezone().date()
    if status.last is not None and (today - status.last).days > STALE_AFTER:
        return status.last, "the archive’s last day"
    return today, "today"


_RETRIED = "Dateline looks again every few seconds; this page then continues by itself."
_DEMO = (
    "The library was empty, so Dateline added the short articles that come with it."
    " Add your own under Archive, or with: python -m index add FOLDER"
)
_EMPTY = (
    "There is nothing to answer from yet. Add articles under Archive, or with: python -m index add FOLDER"
)
_GONE = "It was removed or changed after this answer was given. Ask again to search the archive as it is now."

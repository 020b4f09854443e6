"""What stands behind the window: opens the library while the page is up, asks, lists, exports, adds.

Knows nothing of gradio: it takes what a browser sent, checks it, and gives back messages with HTML in them.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import export, render, verdicts
from assistant.answering import answer
from assistant.conversations import Conversations, Exchange
from assistant.errors import AssistantError, MessageError
from assistant.message import Sent
from assistant.opening import UNEXPECTED, Opening, open_assistant
from assistant.question import LONGEST
from assistant.reach import proposed_day
from assistant.settings import Settings
from assistant.types import Stage
from assistant.uploads import given_name, keep
from assistant.writers import Writers
from index.errors import IndexingError
from index.readers import Unreadable

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from index.catalogue import Status

PAGE_LENGTH = 25
"""Articles on one page of the archive's list."""
SHOWN_PROBLEMS = 50
"""Skipped files and rows that the page names; the others are counted."""

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
        self.writers = Writers(settings, self.opening)
        self._suggested: tuple[object, tuple[str, ...]] = (None, ())

    # What the page asks for. `data` comes from a browser: `Sent` reads it, and raises `MessageError`.

    def library(self, _: object = None) -> Message:
        """How the library is: its line, what is the matter with it, first questions and the as-of day."""
        opening = self.opening
        opening.look()
        told: Message = {"line": "", "busy": opening.busy, "settled": False}
        told |= {"notice": "", "welcome": "", "outlets": [], "as_of": "", "as_of_hint": ""}
        told |= {"model": self.writers.told()}
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
            "welcome": render.welcome(suggestions, written=bool(opening.assistant.model_name)),
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
        if not status.articles:
            return render.notice("info", "The archive is empty", _EMPTY)
        trouble = self.opening.chosen.trouble
        return render.notice("info", "Answers are quotations", trouble) if trouble else ""

    def conversation(self, data: object) -> Message:
        """One conversation, and the list of the reader's conversations."""
        sent = Sent(data)
        return self._conversation(sent.reader(), sent.text("conversation"))

    def _conversation(self, reader: str, conversation_id: str) -> Message:
        exchanges = self.conversations.exchanges(reader, conversation_id)
        return {
            "turns": [self._turn(exchange) for exchange in exchanges],
            "list": render.conversations(self.conversations.listing(reader), datetime.now(UTC)),
        }

    def _turn(self, exchange: Exchange, stage: Stage | None = None, waiting: str = "") -> Message:
        assistant = self.opening.assistant
        written = assistant is not None and bool(assistant.model_name)
        return {
            "turn": exchange.turn_id,
            "html": render.turn(exchange, stage, waiting=waiting, written=written),
            "sources": render.sources(exchange),
        }

    def delete(self, data: object) -> Message:
        """Removes one of the reader's conversations."""
        sent = Sent(data)
        self.conversations.delete(sent.reader(), sent.text("conversation"))
        return self._conversation(sent.reader(), "")

    def rate(self, data: object) -> None:
        """Keeps what the reader thinks of an answer."""
        sent = Sent(data)
        self.conversations.rate(sent.reader(), sent.whole("turn"), sent.whole("rating", least=-1, most=1))

    def export(self, data: object) -> Message:
        """A file with one of the reader's answers and all that it rests on: its name, type and text."""
        sent = Sent(data)
        form, turn_id = sent.text("form"), sent.whole("turn")
        if form not in export.FORMS:
            raise MessageError(f"form is none of {', '.join(export.FORMS)}")
        exchanges = self.conversations.exchanges(sent.reader(), sent.text("conversation"))
        exchange = next((one for one in exchanges if one.turn_id == turn_id), None)
        if exchange is None or exchange.answer is None:
            return {"refused": "This answer is not kept. Ask again, then export it."}
        assistant = self.opening.assistant
        model = "" if assistant is None else assistant.library.status().embedding_model
        made = export.Export(exchange.answer, exchange.asked, model)
        return {"name": made.name(form), "type": export.FORMS[form], "text": made.text(form)}

    def article(self, data: object) -> str:
        """A whole article, with what was cited marked."""
        sent = Sent(data)
        article, start, end = sent.text("article"), sent.whole("start"), sent.whole("end")
        stored = self.opening.assistant and self.opening.assistant.library.article(article)
        if not stored:
            return render.notice("error", "This article is no longer in the archive", _GONE)
        return render.article(stored, start, end, sent.day("as_of"))

    def archive(self, data: object) -> str:
        """One page of the archive's list."""
        sent = Sent(data)
        words, outlet = sent.text("words")[:200].strip(), sent.text("outlet")
        first, last = sent.day("first"), sent.day("last")
        offset = sent.whole_or_none("offset") or 0
        if self.opening.assistant is None:
            return ""
        page, total = self.opening.assistant.library.list_articles(
            words=words, outlet=outlet, first=first, last=last, offset=offset, limit=PAGE_LENGTH
        )
        return render.headlines(page, total, offset, PAGE_LENGTH, filtered=any((words, outlet, first, last)))

    def ask(self, data: object) -> Iterator[Message]:
        """Stores a question, answers it and stores the answer; closing this stops it.

        Each message is the turn as it is now. A question that cannot be asked is refused and not stored.
        """
        ticket = ""
        try:
            sent = Sent(data)
            ticket = sent.text("ticket")
            for message in self._ask(sent):
                yield {"ticket": ticket, **message}
        except (AssistantError, IndexingError) as error:
            yield {"ticket": ticket, "refused": str(error), "working": False}
        except Exception:
            _log.exception("A question could not be asked")
            yield {"ticket": ticket, "refused": UNEXPECTED, "working": False}

    def _ask(self, sent: Sent) -> Iterator[Message]:
        reader, conversation_id = sent.reader(), sent.text("conversation")
        question, replacing = sent.text("question").strip(), sent.whole_or_none("replacing")
        if refusal := self._refusal(question):
            yield {"refused": refusal, "working": False}
            return
        assert self.opening.assistant is not None
        as_of = sent.day("as_of") or _as_of(self.opening.assistant.library.status())[0]
        limits = sent.limits("limits")
        conversation_id, turn_id = self.conversations.begin(
            reader, conversation_id, question, as_of, limits=limits, replacing=replacing
        )
        begun = Exchange(turn_id, question, as_of, datetime.now(UTC), limits=limits)
        turns = self.conversations.turns(reader, conversation_id, before=replacing or turn_id)
        for stage, exchange, waiting in answer(self.opening, self.conversations, begun, turns):
            yield {
                **self._turn(exchange, stage, waiting),
                "conversation": conversation_id,
                "stage": waiting or (stage.capitalize() if stage else ""),
                "summary": "" if exchange.answer is None else verdicts.summary(exchange.answer),
                "working": stage is not None,
                "failed": bool(exchange.failure),
            }

    def _refusal(self, question: str) -> str:
        self.opening.look()
        if not any(character.isalnum() for character in question):
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


def _unusable(*paragraphs: str) -> Message:
    title = "The library cannot be used"
    return {"line": title, "notice": render.notice("error", title, *paragraphs)}


def _as_of(status: "Status") -> tuple[date, str]:
    """The day that a question is asked on unless the reader says otherwise, and why that one."""
    today = datetime.now().astimezone().date()
    day = proposed_day(status.last, today)
    return day, "today" if day == today else "the archive’s last day"


_RETRIED = "Dateline looks again every few seconds; this page then continues by itself."
_DEMO = (
    "The library was empty, so Dateline added the short articles that come with it."
    " Add your own under Archive, or with: python -m index add FOLDER"
)
_EMPTY = (
    "There is nothing to answer from yet. Add articles under Archive, or with: python -m index add FOLDER"
)
_GONE = "It was removed or changed after this answer was given. Ask again to search the archive as it is now."

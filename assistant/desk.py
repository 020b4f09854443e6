"""What stands behind the window: opens the library while the page is up, asks, lists, exports, adds.

Knows nothing of gradio: it takes what a browser sent, checks it, and gives back messages with HTML in them.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import export, render, verdicts
from assistant.answering import answer
from assistant.conversations import Conversations, Exchange
from assistant.errors import AssistantError, MessageError
from assistant.message import Sent
from assistant.opened import Cited, opened
from assistant.opening import UNEXPECTED, Opening, open_assistant
from assistant.overview import EMPTY, Overview, proposed
from assistant.question import LONGEST
from assistant.settings import Settings
from assistant.since import NONE, Changes, texts
from assistant.types import Stage
from assistant.uploads import given_name, keep
from assistant.writers import Writers
from index.article import Kill
from index.errors import IndexingError
from index.readers import Unreadable

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

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
        self.overview = Overview(self.opening)

    # What the page asks for. `data` comes from a browser: `Sent` reads it, and raises `MessageError`.

    def library(self, _: object = None) -> Message:
        """How the library is, and what its answers are written by."""
        return self.overview.told() | {"model": self.writers.told()}

    def conversation(self, data: object) -> Message:
        """One conversation, and the list of the reader's conversations."""
        sent = Sent(data)
        return self._conversation(sent.reader(), sent.text("conversation"))

    def _conversation(self, reader: str, conversation_id: str) -> Message:
        exchanges = self.conversations.exchanges(reader, conversation_id)
        changes = self._changes(exchanges)
        return {
            "turns": [self._turn(exchange, changes=changes) for exchange in exchanges],
            "list": render.conversations(self.conversations.listing(reader), datetime.now(UTC)),
        }

    def _changes(self, exchanges: Sequence[Exchange]) -> Changes:
        """What became since of the texts that these answers rest on; nothing where nobody can say."""
        answers = [one.answer for one in exchanges if one.answer is not None]
        if self.opening.assistant is None or not answers:
            return {}
        try:
            return self.opening.assistant.library.changes(texts(answers))
        except IndexingError as error:  # a conversation can be read without its archive
            _log.warning("%s", error)
            return {}

    def _turn(
        self, exchange: Exchange, stage: Stage | None = None, waiting: str = "", changes: Changes = NONE
    ) -> Message:
        assistant = self.opening.assistant
        written = assistant is not None and bool(assistant.model_name)
        return {
            "turn": exchange.turn_id,
            "html": render.turn(exchange, stage, waiting=waiting, written=written, changes=changes),
            "sources": render.sources(exchange, changes),
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
        made = export.Export(exchange.answer, exchange.asked, model, self._changes([exchange]))
        return {"name": made.name(form), "type": export.FORMS[form], "text": made.text(form)}

    def article(self, data: object) -> str:
        """A whole article as it was cited, or where it is asked for as it is at present, with what was cited
        marked."""
        sent = Sent(data)
        cited = Cited(
            sent.text("article"),
            sent.whole("start"),
            sent.whole("end"),
            sent.text("version"),
            sent.text("quote"),
        )
        assistant = self.opening.assistant
        found = assistant and opened(assistant.library, cited, present=bool(sent.text("present")))
        if not found:
            return render.notice("error", "This article is no longer in the archive", _GONE)
        return render.article(found, sent.day("as_of"))

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
        as_of = sent.day("as_of") or proposed(self.opening.assistant.library.status())[0]
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
            return EMPTY
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
            kills: list[Kill] = []
            for report in self.opening.assistant.add(kept):
                problems += (replace(one, origin=given_name(one.origin)) for one in report.problems)
                kills += (replace(kill, origin=given_name(kill.origin)) for kill in report.kills)
                del problems[SHOWN_PROBLEMS:], kills[SHOWN_PROBLEMS:]
                what = "Added to the archive" if report.done else "Adding to the archive…"
                yield render.progress(replace(report, problems=tuple(problems), kills=tuple(kills)), what)
        except (IndexingError, OSError) as error:
            yield render.notice("error", "Adding stopped", str(error))
        except Exception:
            _log.exception("Uploaded articles could not be added")
            yield render.notice("error", "Adding stopped", UNEXPECTED)


_GONE = "Nothing of its text is kept. Ask again to search the archive as it is now."

"""A question that is stored becomes an answer or a failure that is stored, step by step.

Knows nothing of pages, nor of what was asked for where.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from assistant.conversations import Conversations, Exchange
from assistant.errors import AssistantError
from assistant.opening import UNEXPECTED, Opening
from assistant.types import Answer, Stage, Turn
from index.errors import IndexingError

REDRAWN_EVERY = 0.08
"""Seconds between two drawings of an answer that is being written: faster is not read, only paid for."""

_log = logging.getLogger(__name__)


def answer(
    opening: Opening, conversations: Conversations, exchange: Exchange, turns: Sequence[Turn]
) -> Iterator[tuple[Stage | None, Exchange, str]]:
    """Yields the stage, the exchange as it is now, and what it waits for; without a stage it has ended.

    The library must have been opened. Closing this stops the work, and the question stays without an answer.
    """
    assert opening.assistant is not None
    yield Stage.SEARCHING, exchange, ""
    try:
        yield from _wait(opening, exchange)
        drawn = 0.0
        shown = Stage.SEARCHING
        asking = opening.assistant.ask(
            exchange.question,
            turns=turns,
            as_of=exchange.as_of,
            limits=exchange.limits,
            at_once=bool(opening.busy),
        )
        with closing(asking) as steps:
            for step in steps:
                exchange = replace(exchange, answer=step.answer or exchange.answer)
                if step.stage is Stage.DONE:
                    break
                grown = step.answer is not None and time.monotonic() - drawn > REDRAWN_EVERY
                if step.stage is not shown or grown:
                    shown, drawn = step.stage, time.monotonic()
                    yield shown, exchange, ""
        assert exchange.answer is not None
        exchange = replace(exchange, answer=_kept(conversations, exchange.turn_id, exchange.answer))
    except (AssistantError, IndexingError) as error:
        exchange = replace(exchange, answer=None, failure=str(error))
    except Exception:
        _log.exception("A question could not be answered")
        exchange = replace(exchange, answer=None, failure=UNEXPECTED)
    if exchange.failure:
        conversations.fail(exchange.turn_id, exchange.failure)
    yield None, exchange, ""


def _kept(conversations: Conversations, turn_id: int, answer: Answer) -> Answer:
    """Stores an answer; one that cannot be stored is shown all the same, and says so."""
    try:
        conversations.finish(turn_id, answer)
    except AssistantError as error:
        return replace(answer, notes=(*answer.notes, f"This answer is not kept: {error}."))
    return answer


def _wait(opening: Opening, exchange: Exchange) -> Iterator[tuple[Stage | None, Exchange, str]]:
    while preparing := opening.preparing:
        yield Stage.SEARCHING, exchange, preparing  # said again and again: a stop is heard at a yield only
        time.sleep(0.25)

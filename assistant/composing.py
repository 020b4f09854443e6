"""The evidence of a quoted answer becomes a model's answer: written, checked, mended; twice if need be.

Does not know how evidence is found, nor what is shown where the model fails.
"""

import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

from assistant.errors import PromptTooLong, UnusableReply
from assistant.mending import Checker, mended
from assistant.numbering import with_tables
from assistant.talking import Usage
from assistant.types import Answer, Evidence, Outcome, Stage, Step
from assistant.wording import told
from assistant.write import write

TRIES = 2
"""The first, and one repair."""


def composed(checker: Checker, quoted: Answer, usage: Usage) -> Generator[Step, None, Answer]:
    """Yields the answer as it is written, then as it is checked, and returns it whole.

    Closing the generator stops the model. Raises `ModelError` where the model fails, or writes twice what is
    no answer or has no support.
    """
    began = time.monotonic()
    complaint = ""
    for left in range(TRIES - 1, -1, -1):
        try:
            answer = yield from _written(checker, quoted, usage, complaint, began)
            return with_known(_counted(answer, usage, checker), quoted)
        except PromptTooLong as error:
            if not left or error.tokens is None:
                raise
            # what is fitted into two thirds of it, less the room for a reply, is half as long
            shorter = replace(checker.chat, context=error.tokens * 2 // 3)
            checker = replace(checker, chat=shorter)
        except UnusableReply as error:
            if not left:
                if error.answer is not None:
                    error.answer = _counted(error.answer, usage, checker)
                raise
            complaint = str(error)
    raise AssertionError("the last try returns or raises")


def _written(
    checker: Checker, quoted: Answer, usage: Usage, complaint: str, began: float
) -> Generator[Step, None, Answer]:
    """One try: the whole answer, with support for each of its sentences."""
    evidence = quoted_first(quoted)
    answer = Answer(quoted.query, Outcome.ANSWERED)
    with closing(write(checker.chat, quoted.query, evidence, usage, complaint=complaint)) as answers:
        for answer in answers:
            yield Step(Stage.ANSWERING, with_known(answer, quoted))
    if answer.outcome is Outcome.DECLINED:
        return answer
    with closing(mended(checker, answer, evidence, usage, time.monotonic() - began)) as answers:
        for answer in answers:
            yield Step(Stage.CHECKING, with_known(answer, quoted))
    if not answer.sentences:
        error = UnusableReply(f"{checker.chat.name} wrote nothing that the archive supports")
        error.answer = answer
        raise error
    return answer


def quoted_first(quoted: Answer) -> list[Evidence]:
    """The passages that the quoted answer rests on, then the others: a model reads only the first few."""
    scores = {one.passage.passage_id: one for one in quoted.evidence}
    cited = [
        scores.get(c.passage.passage_id, Evidence(c.passage, 0.0, copies=c.copies)) for c in quoted.citations
    ]
    return list({one.passage.passage_id: one for one in (*cited, *quoted.evidence)}.values())


def with_known(written: Answer, quoted: Answer) -> Answer:
    """A model's answer with what is known of its evidence: how sure, how far, what to doubt, what differs.

    Of the quoted answer's notes, those that tell how far a list was searched belong to its table.
    """
    if written.outcome is Outcome.ANSWERED:
        written = replace(with_tables(written, quoted), outcome=quoted.outcome)
    known = {one.passage.passage_id for one in quoted.evidence}
    more = tuple(one for one in written.evidence if one.passage.passage_id not in known)
    return replace(
        written,
        query=quoted.query,
        notes=(*(quoted.notes if quoted.rows else told(quoted.query.slips)), *written.notes),
        evidence=(*quoted.evidence, *more),
        confidence=quoted.confidence,
        caution=quoted.caution,
        searched=quoted.searched,
        parts=quoted.parts,
    )


def _counted(answer: Answer, usage: Usage, checker: Checker) -> Answer:
    """With all that the model has read and written for it, and what it was checked by."""
    writing = answer.writing and replace(
        answer.writing,
        tokens_read=usage.tokens_read,
        tokens_written=usage.tokens_written,
        checked_by=checker.name,
    )
    return replace(answer, writing=writing)

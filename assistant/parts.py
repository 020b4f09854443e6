"""The answers to the parts of a question become one answer, and their evidence one ranking.

Does not know how a question is split, nor how its parts are searched for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.extract import SHOWN
from assistant.numbering import Numbers, copies_of, renumbered
from assistant.types import Answer, Evidence, Outcome


def joined(whole: Answer, parts: Sequence[Answer]) -> Answer:
    """The answers to the parts of a question as the answer to it, in their order.

    Where no part is answered it is the answer to the whole question; a part without one is named in a note.
    """
    asked = tuple(part.query.question for part in parts)
    answered = [part for part in parts if not part.abstained]
    evidence = tuple(interleaved([one.evidence for one in (*parts, whole)], SHOWN))
    if not answered:
        return replace(whole, parts=asked, evidence=evidence)
    numbers = Numbers(copies_of(evidence, [c for part in (whole, *answered) for c in part.citations]))
    found = [renumbered(part, numbers) for part in answered]
    sentences = {sentence.text: sentence for part in found for sentence in part.sentences}
    silent = [part.query.question for part in parts if part.abstained]
    notes = [f"The archive does not answer this part: “{question}”" for question in silent]
    return replace(
        whole,
        outcome=Outcome.ANSWERED,
        reason="",
        sentences=tuple(sentences.values()),
        citations=numbers.citations,
        evidence=evidence,
        rows=tuple(row for part in found for row in part.rows),
        comparisons=tuple(one for part in found for one in part.comparisons),
        caution=" ".join(dict.fromkeys(part.caution for part in answered if part.caution)),
        confidence=min(part.confidence for part in answered),
        notes=tuple(dict.fromkeys((*whole.notes, *notes))),
        parts=asked,
        wider=None,
    )


def interleaved(lists: Sequence[Sequence[Evidence]], count: int) -> tuple[Evidence, ...]:
    """The best passage of each list, then the next best of each, at most so many; a passage or story once.

    Scores of different queries cannot be compared: each keeps its own, and the order alone says what is best.
    """
    taken = dict[str, Evidence]()
    stories = set[str]()
    turns = [_fresh(found, taken, stories) for found in lists]
    while turns and len(taken) < count:
        for turn in list(turns):
            one = next(turn, None)
            if one is None:
                turns.remove(turn)
            elif len(taken) < count:
                taken[one.passage.passage_id] = one
                stories |= {copy.article_id for copy in one.copies}
    return tuple(taken.values())


def _fresh(found: Sequence[Evidence], taken: dict[str, Evidence], stories: set[str]) -> Iterator[Evidence]:
    """What is not taken at the time when it is asked for, nor a copy of what is."""
    for one in found:
        passage = one.passage
        if passage.passage_id not in taken and passage.headline.article_id not in stories:
            yield one

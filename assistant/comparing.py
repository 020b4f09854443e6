"""Puts values that differ beside the answer, each with the sentence that it stands in cited.

Does not know how differences are found, nor how they are drawn.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.conflict import comparisons
from assistant.figures import Reported
from assistant.types import Answer, Citation, Comparison, Evidence, Value


def with_comparisons(answer: Answer, evidence: Sequence[Evidence]) -> Answer:
    """The answer with what differs in the evidence about what is asked; as it was where nothing does."""
    quoted = [(one.passage, one.start, one.end) for one in answer.citations]
    citations = list(answer.citations)
    copies = {one.passage.headline.article_id: one.copies for one in evidence}

    def cited(reported: Reported) -> int:
        for one in citations:
            if (one.headline.article_id, one.start) == (reported.passage.headline.article_id, reported.start):
                return one.number
        passage, start, end = reported.passage, reported.start, reported.end
        others = copies.get(passage.headline.article_id, ())
        citations.append(Citation(len(citations) + 1, passage, start, end, passage.quote(start, end), others))
        return len(citations)

    found = tuple(
        Comparison(
            one.difference,
            one.about,
            tuple(Value(value.text, value.day, cited(value)) for value in one.values),
        )
        for one in comparisons(answer.query, quoted, evidence)
    )
    return replace(answer, comparisons=found, citations=tuple(citations))

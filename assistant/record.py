"""An answer becomes the JSON that Dateline promises to other programs.

Does not know where it is written. Fields may be added after the promised ones, never renamed or taken away.
"""

from typing import Any

from assistant.types import Answer, Citation, Evidence, Sentence
from index.article import Headline

PASSAGES = 10
"""The best ones, in rank order."""


def record(answer: Answer, question_id: str | int | None = None) -> dict[str, Any]:
    """The promised fields in their order. `quote` is `article.text[start:end]`; days are `YYYY-MM-DD`."""
    return {
        "question_id": question_id,
        "question": answer.query.question,
        "as_of": answer.query.as_of.isoformat(),
        "answer": answer.text,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "sentences": [_sentence(sentence) for sentence in answer.sentences],
        "citations": [_citation(citation) for citation in answer.citations],
        "passages": [_passage(evidence) for evidence in answer.evidence[:PASSAGES]],
        "timings_ms": dict(answer.timings_ms),
        "outcome": answer.outcome.value,
        "notes": list(answer.notes),
        "writer": answer.writer,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "citations": list(sentence.citations),
        "verdict": sentence.verdict.value,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        **source(citation.headline),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _passage(evidence: Evidence) -> dict[str, Any]:
    passage = evidence.passage
    return {
        **source(passage.headline),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": evidence.score,
    }


def source(headline: Headline) -> dict[str, Any]:
    """Where something stands: the fields that tell a reader of a record which article it is."""
    return {
        "article_id": headline.article_id,
        "url": headline.url,
        "title": headline.title,
        "outlet": headline.outlet,
        "published": None if headline.published is None else headline.published.isoformat(),
    }

"""An answer becomes the JSON that Dateline promises to other programs.

Does not know where it is written. Fields may be added after the promised ones, never renamed or taken away.
"""

from datetime import date
from typing import Any

from assistant.types import Answer, Citation, Comparison, Evidence, Limits, Row, Sentence
from index.article import Headline

PASSAGES = 10
"""The best ones, in rank order."""


def record(answer: Answer, question_id: str | int | None = None) -> dict[str, Any]:
    """The promised fields in their order. `quote` is `article.text[start:end]`; days are `YYYY-MM-DD`.

    `searched` and `wider` are null where they are not known or not needed.
    """
    searched = answer.searched
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
        "limits": limits_record(answer.query.limits),
        "searched": searched and {"articles": searched.articles, "step": searched.step},
        "wider": answer.wider and limits_record(answer.wider),
        "caution": answer.caution,
        "rows": [_row(row) for row in answer.rows],
        "comparisons": [_comparison(comparison) for comparison in answer.comparisons],
        "confidence": answer.confidence,
    }


def limits_record(limits: Limits) -> dict[str, Any]:
    """What a query is held to. `window` is null where there is none, and a day of it where it is open."""
    window = limits.window
    return {
        "window": window and {"first": _day(window.first), "last": _day(window.last), "said": window.said},
        "outlets": list(limits.outlets),
        "authors": list(limits.authors),
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
        "copies": [source(copy) for copy in citation.copies],
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


def _row(row: Row) -> dict[str, Any]:
    return {"item": row.item, "what": row.what, "day": _day(row.day), "citation": row.citation}


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "difference": comparison.difference.value,
        "about": comparison.about,
        "values": [
            {"text": value.text, "day": _day(value.day), "citation": value.citation}
            for value in comparison.values
        ],
    }


def source(headline: Headline) -> dict[str, Any]:
    """Where something stands: the fields that tell a reader of a record which article it is."""
    return {
        "article_id": headline.article_id,
        "url": headline.url,
        "title": headline.title,
        "outlet": headline.outlet,
        "published": _day(headline.published),
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()

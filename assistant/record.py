"""An answer becomes the JSON that Dateline promises to other programs.

Does not know where it is written. Fields may be added after the promised ones, never renamed or taken away.
"""

import json
import re
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.types import Answer, Citation, Comparison, Evidence, Limits, Row, Sentence
from index.article import Headline

PASSAGES = 10
"""The best ones, in rank order."""

# what a terminal may obey, or what would show text in another order than it has; allowed in JSON only escaped
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def record(answer: Answer, question_id: str | int | None = None) -> dict[str, Any]:
    """The promised fields in their order. `quote` is `article.text[start:end]`; days are `YYYY-MM-DD`.

    `searched`, `wider` and `writing` are null where they are not known or not needed.
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
        "passages": [passage_record(evidence) for evidence in answer.evidence[:PASSAGES]],
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
        "removed": [_sentence(sentence) for sentence in answer.removed],
        "parts": list(answer.parts),
        "writing": answer.writing and asdict(answer.writing),
    }


def dumped(value: dict[str, Any], indent: int | None = None) -> str:
    """JSON that can be shown anywhere: its text is readable, and what is obeyed or misleads is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


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
        "reason": sentence.reason,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        **source(citation.headline),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "copies": [source(copy) for copy in citation.copies],
        "version": citation.headline.version,
    }


def passage_record(evidence: Evidence) -> dict[str, Any]:
    """A passage that was read, with the score that ranked it."""
    passage = evidence.passage
    return {
        **source(passage.headline),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": evidence.score,
        "version": passage.headline.version,
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

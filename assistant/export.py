"""An answer with all that an auditor needs, as the text of a Markdown or a JSON file.

Does not know who asks for it, nor where the file goes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from pathlib import PurePath
from typing import Any

from assistant.chips import days
from assistant.dating import day
from assistant.markdown import code, inline
from assistant.plain import LABELS, describe
from assistant.record import dumped, passage_record, record, source
from assistant.since import Changes, told
from assistant.types import Answer, Citation, Evidence, Sentence, Writing
from assistant.verdicts import MARKS, counted, markers, taken_out, why
from index.article import Headline
from index.fields import web_address

FORMS = {"md": "text/markdown", "json": "application/json"}
"""The ends of a file's name, and what is in it."""
LONGEST_NAME = 60
"""Characters of the question in a file's name."""


@dataclass(frozen=True, slots=True)
class Export:
    """An answer, when it was asked for, and the name or folder of the model that embedded the archive."""

    answer: Answer
    asked: datetime
    embedding_model: str = ""
    changes: Changes = field(default_factory=dict)
    """What became since of the texts that it rests on."""

    def name(self, form: str) -> str:
        """`dateline-2023-12-31-which-nato-members-sent-tanks.md`; `form` is one of `FORMS`."""
        plain = unicodedata.normalize("NFKD", self.answer.query.question.casefold())
        words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
        parts = ["dateline", self.answer.query.as_of.isoformat(), *words]
        while len("-".join(parts[2:])) > LONGEST_NAME and len(parts) > 3:
            parts.pop()
        return "-".join(parts)[: LONGEST_NAME + 20] + f".{form}"

    def text(self, form: str) -> str:
        """The whole file; `form` is one of `FORMS`."""
        if form == "json":
            return dumped(self.fields(), indent=2) + "\n"
        return "\n".join(_lines(self)) + "\n"

    def fields(self) -> dict[str, Any]:
        """The promised record with every passage that was read, and with what made the answer."""
        query = self.answer.query
        made = record(self.answer)
        cited = zip(made["citations"], self.answer.citations, strict=True)
        return made | {
            "citations": [fields | {"since": self._since(one.headline)} for fields, one in cited],
            "passages": [
                passage_record(one)
                | {"relevance": one.relevance, "copies": [source(copy) for copy in one.copies]}
                | {"since": self._since(one.passage.headline)}
                for one in self.answer.evidence
            ],
            "asked": self.asked.astimezone(UTC).isoformat(timespec="seconds"),
            "searched_for": query.text,
            "kind": query.kind.value,
            "unknown_outlets": list(query.unknown_outlets),
            "slips": [slip._asdict() for slip in query.slips],
            "dateline": version(),
            "embedding_model": _short(self.embedding_model),
        }

    def _since(self, headline: Headline) -> dict[str, str | None] | None:
        since = self.changes.get((headline.article_id, headline.version))
        if since is None:
            return None
        at = None if since.at is None else since.at.isoformat(timespec="seconds")
        return {"change": "withdrawn" if since.is_withdrawn else "changed", "at": at}

    def told(self, headline: Headline) -> Iterator[str]:
        """What became of a text since, if anything."""
        if (since := self.changes.get((headline.article_id, headline.version))) is not None:
            yield from (
                "",
                f"*{told(since, is_after=bool(headline.version))} The words above are as they were.*",
            )


def version() -> str:
    """Dateline's own; empty where it runs from a folder without being installed."""
    try:
        return metadata.version("dateline")
    except metadata.PackageNotFoundError:
        return ""


def _short(model: str) -> str:
    """A model's name, or the last part of its folder: the rest says how this machine is laid out."""
    return PurePath(model).name if PurePath(model).is_absolute() else model


def _lines(export: Export) -> Iterator[str]:
    answer = export.answer
    yield f"# {inline(answer.query.question)}"
    yield ""
    yield from _listed(_facts(export))
    for title, lines in (
        ("Answer", _answer(answer)),
        ("Table", _rows(answer)),
        ("Values that differ", _comparisons(answer)),
        ("Removed from the answer" if answer.writer else "What the model wrote", _removed(answer)),
        ("Notes", (f"- {inline(note)}" for note in answer.notes)),
        ("Sources", _each(answer.citations, partial(_citation, export))),
        ("Passages that were read, best first", _each(answer.evidence, partial(_passage, export))),
    ):
        if written := list(lines):
            yield from ("", f"## {title}", "", *written)


def _facts(export: Export) -> Iterator[tuple[str, str]]:
    answer = export.answer
    query, searched = answer.query, answer.searched
    limits = query.limits
    yield "Asked", f"{export.asked.astimezone(UTC):%Y-%m-%d %H:%M} UTC, as of {query.as_of.isoformat()}"
    yield "Searched for", inline(query.text)
    yield "Split into", "; ".join(map(inline, answer.parts))
    yield "Days", inline(days(limits.window)) if limits.window else "all"
    yield "Outlets", ", ".join(map(inline, limits.outlets)) or "all"
    yield "Authors", ", ".join(map(inline, limits.authors))
    if searched:
        yield (
            "Articles searched",
            f"{searched.articles:,}" + (searched.step and f" ({inline(searched.step)})"),
        )
    yield "Outcome", f"{answer.outcome.replace('_', ' ')}; confidence {answer.confidence:.2f}"
    yield "Written by", inline(answer.writer) or ("" if answer.abstained else "nobody; quoted word for word")
    if answer.writer:
        yield "Support", "; ".join(filter(None, (counted(answer), taken_out(answer))))
        if answer.writing:
            yield from _figures(answer.writing)
    yield "Times", ", ".join(f"{inline(name)} {ms:.0f} ms" for name, ms in answer.timings_ms.items())
    yield "Made with", _made_with(export)


def _figures(writing: Writing) -> Iterator[tuple[str, str]]:
    yield "Prompt", f"{code(writing.prompt)}, {writing.shown} passages shown"
    yield "Checked by", inline(writing.checked_by)
    yield "Tokens", _tokens(writing.tokens_read, writing.tokens_written)
    yield "First word after", "" if writing.first_token_ms is None else f"{writing.first_token_ms:.0f} ms"
    yield "Citations removed", f"{writing.unknown_citations} that named nothing that was shown"
    yield "Sentences", f"{writing.found_again} found again, {writing.rewritten} rewritten"


def _listed(facts: Iterator[tuple[str, str]]) -> Iterator[str]:
    return (f"- **{name}**: {value}" for name, value in facts if value)


def _tokens(read: int | None, written: int | None) -> str:
    told = ((read, "read"), (written, "written"))
    return ", ".join(f"{count:,} {what}" for count, what in told if count is not None)


def _made_with(export: Export) -> str:
    own = f"Dateline {version()}".rstrip()
    return (
        f"{own}, passages found with {inline(_short(export.embedding_model))}"
        if export.embedding_model
        else own
    )


def _answer(answer: Answer) -> Iterator[str]:
    if answer.caution:
        yield from (inline(answer.caution), "")
    if answer.abstained:
        yield inline(answer.reason)
    for number, sentence in enumerate(answer.sentences, start=1):
        yield f"{number}. {_sentence(sentence)}"


def _removed(answer: Answer) -> Iterator[str]:
    """What the model wrote in vain; where nothing else is its work, with the figures of how it came about."""
    yield from (f"- {_sentence(sentence)}" for sentence in answer.removed)
    if answer.writing and not answer.writer:
        yield from _listed(_figures(answer.writing))


def _sentence(sentence: Sentence) -> str:
    mark = MARKS[sentence.verdict].word
    return f"{inline(sentence.text)}{markers(sentence)} — **{mark}**: {inline(why(sentence))}"


def _rows(answer: Answer) -> Iterator[str]:
    for row in answer.rows:
        yield f"- {inline(row.item)}: {inline(row.what)}, {day(row.day)} [{row.citation}]"


def _comparisons(answer: Answer) -> Iterator[str]:
    for one in answer.comparisons:
        values = (f"{inline(v.text)} ({day(v.day)}) [{v.citation}]" for v in one.values)
        yield f"- **{LABELS[one.difference][0]}**, {inline(one.about)}: {'; '.join(values)}"


def _each(items: Sequence[Any], lines: Callable[[Any], Iterator[str]]) -> Iterator[str]:
    for number, item in enumerate(items):
        if number:
            yield ""
        yield from lines(item)


def _citation(export: Export, citation: Citation) -> Iterator[str]:
    yield f"**[{citation.number}]** {_about(citation.headline, citation.start, citation.end)}"
    yield f"> {inline(citation.quote)}"
    yield from export.told(citation.headline)
    yield from _copies(citation.copies)


def _passage(export: Export, evidence: Evidence) -> Iterator[str]:
    passage = evidence.passage
    scores = f"score {evidence.score:.4f}, relevance {evidence.relevance:.4f}"
    yield f"**{scores}** {_about(passage.headline, passage.start, passage.end)}"
    yield f"> {inline(passage.text)}"
    yield from export.told(passage.headline)
    yield from _copies(evidence.copies)


def _copies(copies: tuple[Headline, ...]) -> Iterator[str]:
    if copies:
        yield ""
        yield f"The same story: {'; '.join(inline(describe(copy)) for copy in copies)}"


def _about(headline: Headline, start: int, end: int) -> str:
    address = web_address(headline.url)
    where = f"characters {start}–{end} of article {code(headline.article_id)}"
    return ", ".join(filter(None, (inline(describe(headline)), where, address and code(address))))

"""The sentences written by hand in a model's manner, each with what it cites and whether that says so.

Does not know how a sentence is verified. Each was written from reading the articles, never from verdicts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.types import Source
from index import demo
from index.article import Article, Headline, Passage
from index.identity import content_hash, key, own_id
from index.passages import passage_id, runs
from index.readers import read
from index.sentences import split

FOLDER = Path(__file__).with_name("support")

TRUE = "none"
"""The fault of a sentence that its source bears out."""

HALVES = ("tune", "test")


class BadPair(ValueError):
    """A line of the set that cannot be used; the message names its file, its line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence with its sources; `half` is "tune" or "test"."""

    id: str
    half: str
    fault: str
    """`TRUE`, or in a word how the sentence departs from its sources."""
    text: str
    cited: tuple[Source, ...]
    rest: tuple[Source, ...]
    """The other sentences of the articles that it cites."""

    @property
    def is_true(self) -> bool:
        return self.fault == TRUE


def pairs(folder: Path = FOLDER) -> list[Pair]:
    """All of them, file by file; raises `BadPair` for the first that cannot be used."""
    return [
        _located(path, number, line)
        for path in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]


def passages(article: Article) -> list[Passage]:
    """An article's passages as a library makes them, with the same ids and offsets."""
    identity = own_id(article, key(article))
    headline = Headline(
        identity,
        article.title,
        article.url,
        article.outlet,
        article.authors,
        article.published,
        content_hash(article),
    )
    made = []
    for position, run in enumerate(runs(article.text, split(article.text))):
        text = article.text[run.start : run.end]
        made.append(
            Passage(passage_id(identity, position, text), headline, run.start, run.end, text, run.sentences)
        )
    return made


def _located(path: Path, number: int, line: str) -> Pair:
    try:
        return _pair(json.loads(line))
    except (KeyError, TypeError, ValueError) as error:
        what = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
        raise BadPair(f"{path.name}, line {number}: {what}") from error


def _pair(row: dict[str, Any]) -> Pair:
    if row["half"] not in HALVES:
        raise ValueError(f"half is {row['half']!r}: give one of {', '.join(HALVES)}")
    for name in ("id", "fault", "text"):
        if not isinstance(row[name], str) or not row[name].strip():
            raise ValueError(f"{name} is {row[name]!r}: give some words")
    if not row["cited"]:
        raise ValueError("nothing is cited")
    cited = tuple(_source(one["article"], one["quote"]) for one in row["cited"])
    articles = dict.fromkeys(one["article"] for one in row["cited"])
    rest = tuple(source for name in articles for source in _sources()[name] if source not in cited)
    return Pair(row["id"], row["half"], row["fault"], row["text"], cited, rest)


def _source(article: str, quote: str) -> Source:
    if article not in _sources():
        raise ValueError(f"the demo archive has no article {article!r}")
    for source in _sources()[article]:
        if source.quote == quote:
            return source
    raise ValueError(f"{article} has no sentence {quote!r}")


@cache
def _sources() -> dict[str, tuple[Source, ...]]:
    """The sentences of each article of the demo archive, in reading order, by its file without its ending."""
    return {path.stem: tuple(_sentences(path)) for path in demo.paths()}


def _sentences(path: Path) -> Iterator[Source]:
    for article in read(path):
        if not isinstance(article, Article):
            raise ValueError(f"{article.origin} holds no article")
        for passage in passages(article):
            for start, end in passage.sentences:
                yield Source(passage, start, end)

"""Measures the MultiHop-RAG sample: its evidence facts among the RealTimeQA corpus, all to be found at once.

Does not know what the figures should be. The full corpus of the paper (https://arxiv.org/abs/2401.15391) is
not there, so none of these figures stands beside the paper's.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant.types import Answer, Evidence
from tests.evals import libraries, realtime
from tests.evals.libraries import Opened
from tests.evals.measures import contains
from tests.evals.rankings import RANKINGS
from tests.evals.sets import Measured, record
from tests.evals.table import Table

NAME = "multihoprag"
_FILE = "evidence_500.jsonl"
_SHOWN = "as shown"
_FOUND_AMONG = 10
"""Passages."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the ids of its facts' articles and what Dateline made of it."""

    row: dict[str, Any]
    facts: frozenset[str]
    answer: Answer
    rankings: dict[str, Sequence[Evidence]]


def measured(data: Path) -> Iterator[Measured]:
    """One table, where this sample and a corpus to hide it in are there."""
    path, corpora = data / NAME / _FILE, realtime.folders(data)
    if not path.is_file() or not corpora:
        return
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    facts = sorted({_key(evidence) for row in rows for evidence in row["evidence_list"]})
    ids = {key: f"fact-{number}" for number, key in enumerate(facts)}
    as_of = max(date.fromisoformat(key[1][:10]) for key in facts) + timedelta(days=1)

    corpus = realtime.corpus(data, corpora[0])
    settings = libraries.cached(corpus.read_bytes(), path.read_bytes())
    realtime.built(data, corpora[0]).close()
    libraries.copied(realtime.library_settings(data, corpora[0]), settings)
    articles = settings.home / "facts.jsonl"
    articles.write_text("".join(json.dumps(article) + "\n" for article in _articles(rows, ids)))
    with libraries.opened(settings, [articles]) as archive:
        asked = [_ask(archive, row, ids, as_of) for row in tqdm(rows, desc=NAME, unit=" questions")]
    yield Measured(str(_table(asked)), [_record(one) for one in asked])


def _key(evidence: dict[str, str]) -> tuple[str, str, str]:
    return evidence["url"], evidence["published_at"], evidence["fact"]


def _articles(rows: list[dict[str, Any]], ids: dict[tuple[str, str, str], str]) -> Iterator[dict[str, str]]:
    """Each fact as an article of one passage."""
    found = {_key(evidence): evidence for row in rows for evidence in row["evidence_list"]}
    for key, evidence in found.items():
        yield {
            "id": ids[key],
            "title": evidence["title"],
            "text": evidence["fact"],
            "outlet": evidence["source"],
            "author": evidence["author"] or "",
            "date": evidence["published_at"][:10],
            "url": evidence["url"],
        }


def _ask(archive: Opened, row: dict[str, Any], ids: dict[tuple[str, str, str], str], as_of: date) -> Asked:
    answer = archive.assistant.answer(row["query"], as_of=as_of)
    facts = frozenset(ids[_key(evidence)] for evidence in row["evidence_list"])
    rankings = {name: rank(archive.store, answer.query) for name, rank in RANKINGS.items()} if facts else {}
    return Asked(row, facts, answer, rankings | {_SHOWN: answer.evidence})


def _table(asked: Sequence[Asked]) -> Table[Asked]:
    kinds = sorted({one.row["question_type"] for one in asked})
    parts = {kind: [one for one in asked if one.row["question_type"] == kind] for kind in kinds}
    title = f"{NAME}: {len(asked)} questions over facts among the articles of another year"
    table = Table(title, {"all": asked} | parts)
    for name in [*RANKINGS, _SHOWN]:
        table.mean(f"{name}: all facts@{_FOUND_AMONG}", partial(_all_found, name))
        table.mean(f"{name}: fact recall@{_FOUND_AMONG}", partial(_recalled, name))
    table.mean("quoted answer has it", _is_correct)
    table.mean("abstained", lambda one: float(one.answer.abstained))
    return table


def _recalled(ranking: str, asked: Asked) -> float | None:
    if not asked.facts:
        return None
    best = asked.rankings[ranking][:_FOUND_AMONG]
    found = {evidence.passage.headline.article_id for evidence in best}
    found |= {copy.article_id for evidence in best for copy in evidence.copies}
    return len(asked.facts & found) / len(asked.facts)


def _all_found(ranking: str, asked: Asked) -> float | None:
    recalled = _recalled(ranking, asked)
    return None if recalled is None else float(recalled == 1.0)


def _is_correct(asked: Asked) -> float | None:
    """Of answers that are a name: yes, no and their like stand in any text by accident."""
    if asked.row["question_type"] != "inference_query":
        return None
    return float(contains(" ".join(s.text for s in asked.answer.sentences), asked.row["answer"]))


def _record(asked: Asked) -> dict[str, object]:
    scores = {
        "question_type": asked.row["question_type"],
        "facts": sorted(asked.facts),
        "rankings": {
            name: [evidence.passage.headline.article_id for evidence in ranking[:_FOUND_AMONG]]
            for name, ranking in asked.rankings.items()
        },
    }
    return record(NAME, asked.row["id"], asked.answer, scores)

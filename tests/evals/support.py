"""Measures the verifier on the sentences written by hand over the demo archive, by kind of fault and half.

Does not know what the figures should be, nor how a sentence is verified. Needs no data from outside the
project.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tqdm import tqdm

from assistant.entail import Entailment
from assistant.settings import JUDGE, Settings
from assistant.types import Verdict
from assistant.verify import Finding, Verifier
from index.embedding import Embedder
from tests.evals.pairs import HALVES, TRUE, Pair, pairs
from tests.evals.sets import Measured
from tests.evals.table import Table

NAME = "support"

_FLAGGED = frozenset({Verdict.UNSUPPORTED})
_DOUBTED = _FLAGGED | {Verdict.WEAK}

_OF_NUMBER_DATE_NAME = frozenset({"number", "other_number", "date", "name", "other_name"})


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence with what the verifier found."""

    pair: Pair
    finding: Finding


def measured(data: Path | None) -> Iterator[Measured]:
    """One table; `data` is not needed. The setting `entailment` adds its model, except for the judge."""
    settings = Settings.from_environment()
    model = "" if settings.entailment == JUDGE else settings.entailment
    verifier = Verifier(Embedder(settings).encode, Entailment(model) if model else None)
    found = tqdm(pairs(), desc=NAME, unit=" pairs")
    checked = [Checked(pair, verifier.check(pair.text, pair.cited, pair.rest)) for pair in found]
    yield Measured(str(table(checked, model)), [_record(one) for one in checked])


def table(checked: Sequence[Checked], model: str) -> Table[Checked]:
    """The shares of true sentences and of each kind of fault that are flagged; `model` judges entailment."""
    halves = {half: [one for one in checked if one.pair.half == half] for half in HALVES}
    title = f"{NAME}: {len(checked)} sentences, verified by {model or 'rules and similarity'}"
    made = Table(title, halves)
    made.mean("true: flagged", partial(_share, {TRUE}, _FLAGGED))
    made.mean("true: weak", partial(_share, {TRUE}, _DOUBTED - _FLAGGED))
    faults = {one.pair.fault for one in checked} - {TRUE}
    for fault in sorted(faults):
        made.mean(f"{fault}: caught", partial(_share, {fault}, _FLAGGED))
        made.mean("  caught or weak", partial(_share, {fault}, _DOUBTED))
    made.mean("number, date and name faults: caught", partial(_share, _OF_NUMBER_DATE_NAME, _FLAGGED))
    made.mean("  caught or weak", partial(_share, _OF_NUMBER_DATE_NAME, _DOUBTED))
    made.mean("flagged: faulty (precision)", partial(_precision, _FLAGGED))
    made.mean("faulty: flagged (recall)", partial(_share, faults, _FLAGGED))
    made.mean("flagged or weak: faulty (precision)", partial(_precision, _DOUBTED))
    made.mean("faulty: flagged or weak (recall)", partial(_share, faults, _DOUBTED))
    return made


def _share(faults: Collection[str], verdicts: Collection[Verdict], one: Checked) -> float | None:
    return float(one.finding.verdict in verdicts) if one.pair.fault in faults else None


def _precision(verdicts: Collection[Verdict], one: Checked) -> float | None:
    return float(not one.pair.is_true) if one.finding.verdict in verdicts else None


def _record(one: Checked) -> dict[str, object]:
    pair, finding = one.pair, one.finding
    return {
        "set": NAME,
        "id": pair.id,
        "half": pair.half,
        "fault": pair.fault,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "score": finding.score,
        "text": pair.text,
        "cited": [source.quote for source in pair.cited],
        "sources": [source.quote for source in finding.sources],
        "elsewhere": not set(finding.sources) <= set(pair.cited),
    }

"""Turns what happened to each question into figures: shares, ranks, risk, and their bootstrap intervals.

Does not know what was asked, nor of which set.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Statistic = Callable[[Numbers], float]
"""Makes one figure of an array of the shape (questions, columns)."""

_RESAMPLED = 1000
"""Bootstrap samples for a 95% interval (the percentile method)."""

_SEED = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95% bootstrap interval, and how many questions it is of."""

    value: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.2f} {self.high:.2f}] n={self.count}"


def figure(observed: Sequence[Sequence[float]], statistic: Statistic) -> Figure | None:
    """The statistic of the rows, one a question; `None` where they have none.

    Equal rows give equal intervals.
    """
    rows = np.array(observed, dtype=np.float64)
    if not len(rows) or np.isnan(statistic(rows)):
        return None
    drawn = np.random.default_rng(_SEED).integers(0, len(rows), (_RESAMPLED, len(rows)))
    low, high = np.nanpercentile([statistic(rows[sample]) for sample in drawn], [2.5, 97.5])
    return Figure(statistic(rows), float(low), float(high), len(rows))


def mean(rows: Numbers) -> float:
    """Of the first column."""
    return float(rows[:, 0].mean())


def area_under_roc(rows: Numbers) -> float:
    """Columns: confidence, whether there is an answer. The share of pairs that confidence puts in order.

    A tie counts half; not a number where one of the two kinds is missing.
    """
    yes, no = rows[rows[:, 1] > 0, 0], np.sort(rows[rows[:, 1] <= 0, 0])
    if not len(yes) or not len(no):
        return float("nan")
    below = np.searchsorted(no, yes, "left") + np.searchsorted(no, yes, "right")
    return float(below.mean() / 2 / len(no))


def risks(rows: Numbers) -> Numbers:
    """Columns: confidence, correctness. The share of wrong answers among the surest one, two, … all.

    Where confidence does not tell answers apart, wrong ones are spread evenly among them.
    """
    order = np.argsort(-rows[:, 0], kind="stable")
    confidence, wrong = rows[order, 0], np.cumsum(1.0 - rows[order, 1])
    ends = np.flatnonzero(np.append(confidence[1:] != confidence[:-1], True))
    covered = np.arange(1, len(rows) + 1, dtype=np.float64)
    expected = np.interp(covered, np.append(0, ends + 1), np.append(0, wrong[ends]))
    return np.asarray(expected / covered, dtype=np.float64)


def area_under_risk(rows: Numbers) -> float:
    """The mean of `risks`: the area under the risk-coverage curve (Geifman and El-Yaniv 2017,
    https://arxiv.org/abs/1705.08500), coverage counted among the answers that there are."""
    return float(risks(rows).mean())


def risk_at(coverage: float) -> Statistic:
    """The risk where only that share of the answers, the surest, is given."""
    return lambda rows: float(risks(rows)[max(0, round(coverage * len(rows)) - 1)])


def hit(ranked: Sequence[Collection[str]], gold: Collection[str], count: int) -> float:
    """1 where one of the first `count` ranks holds something of `gold`; a rank holds one or more ids."""
    return float(any(set(ids) & set(gold) for ids in ranked[:count]))


def reciprocal_rank(ranked: Sequence[Collection[str]], gold: Collection[str], count: int = 10) -> float:
    """1 / the first of the first `count` ranks that holds something of `gold`, else 0."""
    places = (place for place, ids in enumerate(ranked[:count], start=1) if set(ids) & set(gold))
    return next((1.0 / place for place in places), 0.0)


def plain(text: str) -> str:
    """Lower case, without punctuation."""
    return re.sub(r"[^\w\s]", "", text.lower()).strip()


def contains(text: str, answer: str) -> bool:
    """Whether a text has an answer string, letter case and punctuation aside."""
    return plain(answer) in plain(text)


def says(text: str, words: str) -> bool:
    """Whether a text has whole words one after another; letter case, punctuation and possessives aside."""
    return f" {_in_words(words)} " in f" {_in_words(text)} "


def _in_words(text: str) -> str:
    """Numbers and joined words stay whole: "6.2", "M-55S"."""
    words: list[str] = re.findall(r"\w+(?:[.,/'’-]\w+)*", text.lower())
    return " ".join(re.sub(r"['’]s$", "", word) for word in words)

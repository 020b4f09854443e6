"""The sentences of the evidence, each with how likely it is to hold what the query asks for.

Does not know how many of them make an answer.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant import votes
from assistant.focus import NAMES, Focus, asked_clause, focus, spans
from assistant.names import missing, names
from assistant.recency import freshness
from assistant.relevance import share
from assistant.times import reported
from assistant.types import Evidence, Query, Window
from assistant.weighing import softmax, weighed
from assistant.windows import appeared_in, tells_of
from assistant.words import content_words, stems
from index.article import Passage
from index.sentences import Span
from index.sync import Store

READ = 10
"""Passages whose sentences may be quoted."""

VOTING = 20
"""Passages that have a vote on what the answer is."""

_COMPARED = 40
"""Sentences that get a vector, the most promising by their words: as many as embed in about 0.15 s."""

_NOT_OF_THEM = 0.5
"""Times a probability for each essential name of the question that neither the sentence nor its title has.
Measured: see `tests/evals/LOG.md`."""

_LEAD = 400
"""Characters: what an article says first is usually what it is about."""

_FRAGMENT = 5
"""Words: shorter ones are headings and left-overs of a page, unless they end as a sentence does."""

_ENDS = re.compile(r"[.!…][\"'”’)\]]*$")
_ASKS = re.compile(r"\?[\"'”’)\]]*$")
_LEANS = re.compile(
    r"[\"“‘]?(?:he|she|it|they|his|her|their|its|this|that|these|those|but|and)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Features:
    """What is weighed; shares between 0 and 1 unless said otherwise."""

    coverage: float
    """Of the query's words, each counted by its rarity, the share that the sentence has."""
    with_title: float
    """The same of the sentence and its article's title."""
    of_clause: float
    """The same of the words of the clause that asks: the rest of a question only tells what it is about."""
    similarity: float
    """Cosine of the sentence's vector and the query's."""
    passage: float
    """Logarithm of the passage's share of all evidence."""
    wanted_name: float
    """1 where it has a person, place, organisation or work, and that is asked for."""
    wanted_number: float
    """1 where it has a number, sum, share or day, and that is asked for."""
    wanted_count: float
    """How many things of the kind that is asked for it has, up to 3."""
    voted_name: float
    """Of such a person, place, organisation or work, the share of the evidence that has it too."""
    voted_thing: float
    """The same of any other name."""
    voted_number: float
    """The same of a number, sum, share or day."""
    lead: float
    """1 where the sentence is at the beginning of its article."""
    length: float
    """Words of the sentence, out of the 60 that an answer may have."""
    ends: float
    """1 where it ends as a sentence does, and a heading does not."""
    leans: float
    """1 where it begins with a word that leans on the sentence before."""
    quotation: float
    """1 where it begins with somebody's words."""
    freshness: float
    """How recent the article is, times how much the query prefers recent ones."""


WEIGHTS = Features(
    coverage=1.52,
    with_title=0.53,
    of_clause=2.01,
    similarity=2.46,
    passage=0.33,
    wanted_name=0.86,
    wanted_number=1.54,
    wanted_count=0.34,
    voted_name=1.57,
    voted_thing=0.89,
    voted_number=0.57,
    lead=0.42,
    length=0.16,
    ends=0.23,
    leans=-0.17,
    quotation=0.06,
    freshness=1.23,
)
"""Fitted as those of `assistant.relevance`, so that sentences with the answer get the largest share."""


class Candidate(NamedTuple):
    """A sentence with its offsets in the article's text, and its share of all candidates' probability."""

    passage: Passage
    start: int
    end: int
    text: str
    wanted: tuple[Span, ...]
    """Where, in the sentence, things of the kind that is asked for stand."""
    features: Features
    probability: float


def candidates(
    store: Store, query: Query, evidence: Sequence[Evidence], rarities: Mapping[str, float]
) -> list[Candidate]:
    """The most promising sentences, the best first; the same evidence always gives the same order."""
    found = [one for one in observed(query, evidence, rarities) if _may_be_quoted(one)]
    found = _of_the_window(query.limits.window, found)
    own = {word.stem for word in content_words(query.about)}
    of_question = [one for one in found if _has_one(own, one)]
    if of_question or query.text == query.about:  # "Why did they?" may be answered in quite other words
        found = of_question
    return _shared(query, compared(store, query, _best(found)[:_COMPARED]))


def observed(query: Query, evidence: Sequence[Evidence], rarities: Mapping[str, float]) -> list[Candidate]:
    """All sentences of the best passages with what their words show; none is compared by meaning yet."""
    kind = focus(query.asks)
    own_clause = {word.stem for word in content_words(asked_clause(query.text))}
    clause = {stem: rarity for stem, rarity in rarities.items() if stem in own_clause}
    shares = softmax([one.score for one in evidence[:VOTING]])
    said = [
        (item.passage, start, end, item.passage.quote(start, end), share)
        for item, share in zip(evidence, shares, strict=False)
        for start, end in item.passage.sentences
    ]
    inside = votes.capitalised_inside(text for *_, text, _ in said)
    things = [
        tuple(span for span in spans(text, kind, query.text) if votes.is_name(text, span, kind, inside))
        for *_, text, _ in said
    ]
    voted = votes.shares(
        (votes.key(text[slice(*span)]), passage.headline.article_id, share)
        for (passage, _, _, text, share), wanted in zip(said, things, strict=True)
        for span in wanted
    )
    read = {item.passage.passage_id for item in evidence[:READ]}
    found = []
    for (passage, start, end, text, share_of_passage), wanted in zip(said, things, strict=True):
        if passage.passage_id not in read:
            continue
        vote = max((voted[votes.key(text[slice(*span)])] for span in wanted), default=0.0)
        named, counted = kind in NAMES and kind is not Focus.NAME, kind not in NAMES
        features = Features(
            coverage=share(rarities, text),
            with_title=share(rarities, f"{text}\n{passage.headline.title}"),
            of_clause=share(clause, text),
            similarity=0.0,
            passage=math.log(share_of_passage + 1e-6),
            wanted_name=float(named and bool(wanted)),
            wanted_number=float(counted and bool(wanted)),
            wanted_count=float(min(3, len(wanted))),
            voted_name=vote * named,
            voted_thing=vote * (kind is Focus.NAME),
            voted_number=vote * counted,
            lead=float(start < _LEAD),
            length=min(1.0, len(text.split()) / 60),
            ends=float(bool(_ENDS.search(text))),
            leans=float(bool(_LEANS.match(text))),
            quotation=float(text[0] in '"“'),
            freshness=query.recency * freshness(passage.headline.published, query.as_of),
        )
        found.append(Candidate(passage, start, end, text, wanted, features, weighed(WEIGHTS, features)))
    return found


def compared(store: Store, query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """The same candidates, weighed again with their similarity to the query, where that is asked for."""
    if not found or query.words_alone:
        return list(found)
    vectors = store.embedder.encode([query.text, *(one.text for one in found)])
    found_again = []
    for one, similarity in zip(found, vectors[1:] @ vectors[0], strict=True):
        features = replace(one.features, similarity=float(similarity))
        found_again.append(one._replace(features=features, probability=weighed(WEIGHTS, features)))
    return found_again


def _may_be_quoted(one: Candidate) -> bool:
    """A question is no answer, and a few words without a full stop are no sentence."""
    return not _ASKS.search(one.text) and (bool(one.features.ends) or len(one.text.split()) >= _FRAGMENT)


def _of_the_window(window: Window | None, found: list[Candidate]) -> list[Candidate]:
    """The candidates of articles that appeared in the window or, telling of it, right after.

    Where there are none, those of any later article that tell of it.
    """
    if window is None:
        return found
    within = [one for one in found if appeared_in(window, one.passage.headline)]
    if not window.said:
        return within
    telling = [one for one in found if tells_of(window, one.text, one.passage.headline)]
    after = [one for one in telling if appeared_in(reported(window), one.passage.headline)]
    return list(dict.fromkeys((*within, *after))) or telling


def _has_one(own: set[str], one: Candidate) -> bool:
    """Whether a sentence or its title has a word of the question itself, not only of what it carries."""
    return not own or not own.isdisjoint(stems(f"{one.text}\n{one.passage.headline.title}"))


def _shared(query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """The same candidates with probabilities in place of scores, the best first."""
    essential = [name for name in names(query.about) if name.is_essential]
    found_again = []
    for one, probability in zip(found, softmax([one.probability for one in found]), strict=True):
        unnamed = missing(essential, f"{one.text} {one.passage.headline.title}")
        found_again.append(one._replace(probability=probability * _NOT_OF_THEM ** len(unnamed)))
    return _best(found_again)


def _best(found: Iterable[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda one: (-one.probability, one.passage.passage_id, one.start))

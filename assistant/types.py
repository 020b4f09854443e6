"""What the stages between a question and its answer hand to one another.

Knows nothing of how any of it is made, stored or shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from index.article import Headline, Passage


class Kind(StrEnum):
    """What form of answer a question asks for."""

    FACT = "fact"
    LIST = "list"


class Stage(StrEnum):
    """Where the pipeline is."""

    SEARCHING = "searching"
    READING = "reading"
    ANSWERING = "answering"
    CHECKING = "checking"
    """A model's sentences are held against their sources."""
    DONE = "done"


class Outcome(StrEnum):
    """How a question ended; only ANSWERED has sentences that answer it as it was asked."""

    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    NOT_ANSWERABLE = "not_answerable"
    UNSUPPORTED_PREMISE = "unsupported_premise"
    """The question takes something for granted that no article says; the sentences are what they do say."""
    DECLINED = "declined"


class Verdict(StrEnum):
    """What is known of a sentence's support: it stands word for word in what it cites, which says so, or
    something like it, or neither; it cites nothing; or, while an answer is written, nothing is known yet."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    WEAK = "weak"
    UNSUPPORTED = "unsupported"
    UNCITED = "uncited"
    CITED = "cited"

    @property
    def is_sure(self) -> bool:
        return self in (Verdict.QUOTED, Verdict.SUPPORTED)

    @property
    def holds(self) -> bool:
        return self.is_sure or self is Verdict.WEAK


@dataclass(frozen=True, slots=True)
class Window:
    """Days of publication, both included; `None` is open on that side."""

    first: date | None
    last: date | None
    said: str = ""
    """The words of the question that ask for it; empty where the reader set it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query is held to. A reader sees each of them and can change it or take it away."""

    window: Window | None = None
    outlets: tuple[str, ...] = ()
    """As the library spells them; where there are several, each is searched."""
    authors: tuple[str, ...] = ()


class Slip(NamedTuple):
    """A word of a question that no article has, and the one that is searched for in its place."""

    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question made self-contained. `as_of` is the day it is asked on: later articles are not used."""

    question: str
    text: str
    """The question with what a follow-up leaves unsaid: this is what is searched for."""
    as_of: date
    kind: Kind
    asks: str
    """The question whose question word counts: of "And Poland?", the one before."""
    about: str
    """The question whose names an answer must have: of "When was that?", the one before."""
    recency: float
    """How much recent articles are preferred: 0 not at all, 3 where the question asks for the latest."""
    limits: Limits = Limits()
    unknown_outlets: tuple[str, ...] = ()
    """Named as sources by the question, and not in the library."""
    slips: tuple[Slip, ...] = ()
    words_alone: bool = False
    """Whether nothing is searched by meaning: the model that embeds is still being loaded."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage chosen for a query; a larger score is better, within one query only."""

    passage: Passage
    score: float
    relevance: float = 0.0
    """The same without preferring recent articles more than the question asks: comparable between queries."""
    copies: tuple[Headline, ...] = ()
    """The other articles of its story: near-copies, for which this one stands."""


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of an article that another sentence may rest on; offsets into the article's text."""

    passage: Passage
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.passage.quote(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Citation:
    """The sentence of an article that a number in an answer stands for; `quote` is its `text[start:end]`."""

    number: int
    passage: Passage
    start: int
    end: int
    quote: str
    copies: tuple[Headline, ...] = ()
    """The other articles of its story, for which this one stands."""

    @property
    def headline(self) -> Headline:
        return self.passage.headline


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer; `citations` are numbers, `emphasis` offsets into `text`, and `reason` tells
    a reader in a line why the verdict is what it is."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    emphasis: tuple[tuple[int, int], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a model's answer came about, for a reader who audits it."""

    prompt: str
    """Names and versions of the prompts, such as `answer@3f2a91c0b7d1`: the beginning of a file's SHA-256."""
    shown: int
    """Passages that the model was shown."""
    tokens_read: int | None = None
    """By the provider's count, over all that was asked for this answer, as those written; not all count."""
    tokens_written: int | None = None
    first_token_ms: float | None = None
    """Milliseconds from asking the model until the first piece of its answer."""
    unknown_citations: int = 0
    """Citations that named nothing it was shown, and were removed."""
    found_again: int = 0
    """Sentences whose source was found by searching once more; `rewritten` ones the model wrote anew."""
    rewritten: int = 0
    checked_by: str = ""
    """What told support: rules and similarity, and perhaps a model."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a list, as a table shows it; `citation` is the number of the sentence that says so."""

    item: str
    what: str
    """What happened, in a word of the field: "delivered", "pledged", "approved", "refused"."""
    day: date | None
    citation: int


class Difference(StrEnum):
    """Why values for the same thing differ."""

    UPDATED = "updated"
    """A later article corrects or supersedes an earlier one."""
    DISPUTED = "disputed"
    """Different sources say different things within the same days."""


@dataclass(frozen=True, slots=True)
class Value:
    """What one article says of something; `text` is as it stands in the cited sentence."""

    text: str
    day: date | None
    citation: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Values for the same thing that differ, newest first."""

    difference: Difference
    about: str
    """What they are values of, in words of the articles: "tanks", "killed"."""
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer was looked for in."""

    articles: int
    """How many articles the limits and the as-of day let through."""
    step: str = ""
    """Of "the latest": how far back it had to look, such as "the last 30 days"."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader gets: sentences with citations, or an abstention with its reason.

    `evidence` is in rank order, best first. `notes` are said beside the answer, such as why a model's
    answer was replaced by quotations. `writer` names the model that wrote the sentences, or is empty for
    quotations. While an answer is being made, `outcome` is ANSWERED and the sentences are those so far.
    """

    query: Query
    outcome: Outcome
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    writer: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    confidence: float = 0.0
    """The estimated probability that the evidence answers the question; see `assistant.confidence`."""
    caution: str = ""
    """Said before the sentences: that no article says what the question takes for granted."""
    rows: tuple[Row, ...] = ()
    """Of a list: its items as a table."""
    comparisons: tuple[Comparison, ...] = ()
    searched: Searched | None = None
    wider: Limits | None = None
    """Wider limits that are worth searching, where these found too little."""
    removed: tuple[Sentence, ...] = ()
    """What a model wrote and no support was found for: never among the sentences."""
    parts: tuple[str, ...] = ()
    """What a model made of the question and was searched for: one that stands by itself, or several parts."""
    writing: Writing | None = None
    """Of a model's answer."""

    @property
    def abstained(self) -> bool:
        return self.outcome not in (Outcome.ANSWERED, Outcome.UNSUPPORTED_PREMISE)

    @property
    def text(self) -> str:
        """The sentences with their `[n]` markers; empty where Dateline abstained."""
        return " ".join(
            sentence.text + "".join(f" [{number}]" for number in sentence.citations)
            for sentence in self.sentences
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and what was answered."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Step:
    """A sign of progress: the stage, and the answer so far. The last is DONE, with the whole answer."""

    stage: Stage
    answer: Answer | None = None

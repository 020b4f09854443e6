"""Values for the same thing that differ from article to article: *updated* by a later one, or *disputed*.

Does not know how they are shown; it is silent where a difference may be one of things rather than of reports.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.actors import keys
from assistant.amounts import Amount, amounts, differ
from assistant.corrections import changes, denial, has_cue, reported_before
from assistant.figures import Asked, Figure, Reported, Said, of_articles, said_in, state
from assistant.focus import Focus, focus
from assistant.types import Difference, Evidence, Query
from assistant.words import content_words, words
from index.article import Passage
from index.sentences import Span

_SAME_DAYS = 2
"""Days within which two outlets that differ dispute rather than update."""

_SHARED = 2
"""Stems that a corrected sentence and the correcting one share, or a correction and the question."""

_SHARED_BY_DENIAL = 3
"""Where no words of the earlier report are given."""

_SHOWN = 4
"""Values beside one another."""

_TOLLS = tuple(
    frozenset(line.split())
    for line in (
        "kill dead die death toll fatal",
        "injur wound hurt",
        "miss",
        "displac evacu",
        "arrest detain",
        "infect case",
    )
)
"""Stems of what is counted on while it goes on, a line for each."""

_CORRECTED_WITHIN = timedelta(days=400)
"""What is older is no report that an article corrects, but history."""

_COUNTING = frozenset({Focus.NUMBER, Focus.MONEY, Focus.PERCENTAGE})


@dataclass(frozen=True, slots=True)
class Found:
    """Values that differ, newest first, and what they are values of, in words of an article."""

    difference: Difference
    about: str
    values: tuple[Reported, ...]


def comparisons(
    query: Query, quoted: Sequence[tuple[Passage, int, int]], evidence: Sequence[Evidence]
) -> list[Found]:
    """What differs in the evidence about what is asked; at most one thing, and most often none.

    `quoted` are the sentences that answer, best first: their passages and offsets into the article's text.
    Copies of one story never differ.
    """
    said = _in_order(evidence)
    chosen = [one for passage, start, _ in quoted for one in said_in(passage) if one.start == start]
    copies = {item.passage.headline.article_id: {c.article_id for c in item.copies} for item in evidence}
    if focus(query.asks) in _COUNTING:
        return list(_figures_differ(query, chosen, said, copies))
    return list(_otherwise(query, chosen, said))[:1]


def _in_order(evidence: Sequence[Evidence]) -> list[Said]:
    """The sentences of the evidence, each once: the best article's first, an article's as it has them."""
    articles = dict[str, dict[int, Said]]()
    for item in evidence:
        own = articles.setdefault(item.passage.headline.article_id, {})
        own |= {one.start: one for one in said_in(item.passage)}
    return [own[start] for own in articles.values() for start in sorted(own)]


def _figures_differ(
    query: Query, chosen: Sequence[Said], said: Sequence[Said], copies: dict[str, set[str]]
) -> Iterator[Found]:
    asked = Asked.of(query)
    figures = of_articles(asked, said)
    anchor = next((figures[one.article] for one in (*chosen, *said) if one.article in figures), None)
    if anchor is None:
        return
    if means := next(_means_otherwise(anchor, said), None):
        yield means
        return
    newest = sorted(figures.values(), key=lambda figure: figure.day or date.min, reverse=True)
    for later in newest:
        corrected = [figure for figure in newest if _is_corrected(asked, later, figure, said)]
        if corrected and (asked.counted or _is_quoted([later, *corrected], chosen)):
            yield _found(
                Difference.UPDATED, [later, *corrected], asked.noun or later.said.passage.headline.title
            )
            return
    others = [figure for figure in newest if figure.said.article not in copies.get(anchor.said.article, ())]
    disputed = [figure for figure in others if _is_disputed(asked, anchor, figure)]
    if disputed:
        yield _found(Difference.DISPUTED, [anchor, *disputed], asked.noun)


def _is_quoted(figures: Sequence[Figure], chosen: Sequence[Said]) -> bool:
    return any(figure.said in chosen for figure in figures)


def _found(difference: Difference, figures: Sequence[Figure], noun: str) -> Found:
    distinct = dict[float, Figure]()
    for figure in figures:
        distinct.setdefault(figure.amount.value, figure)
    newest = sorted(distinct.values(), key=lambda figure: figure.day or date.min, reverse=True)
    values = tuple(f.said.reported((f.amount.start, f.amount.end)) for f in newest[:_SHOWN])
    return Found(difference, noun, values)


def _means_otherwise(anchor: Figure, said: Sequence[Said]) -> Iterator[Found]:
    """A later article that says the figure counts something else: "not soldiers killed but casualties"."""
    old = anchor.said.reported((anchor.amount.start, anchor.amount.end))
    for one in said:
        day, before = one.passage.headline.published, old.day
        if day is None or before is None or day <= before:
            continue
        for change in changes(one.text):
            same = any(amount.value == anchor.amount.value for amount in amounts(one.text))
            if same and not change.is_stance:
                yield Found(Difference.UPDATED, anchor.amount.phrase, (one.reported(change.new), old))


def _is_of(figure: Figure, amount: Amount) -> bool:
    return figure.amount.value == amount.value and figure.amount.unit == amount.unit


def _is_disputed(asked: Asked, one: Figure, other: Figure) -> bool:
    """Whether two outlets give figures of the same within the same days that cannot both be right."""
    if one.day is None or other.day is None or not asked.counted:
        return False
    outlets = {one.said.passage.headline.outlet, other.said.passage.headline.outlet}
    near = abs((one.day - other.day).days) <= _SAME_DAYS and len(outlets) > 1
    return near and differ(one.amount, other.amount) and state(asked, one) == state(asked, other)


def _is_corrected(asked: Asked, later: Figure, earlier: Figure, said: Sequence[Said]) -> bool:
    """Whether the later article says that the earlier figure was raised, replaced or wrong, or counts on."""
    if later.day is None or earlier.day is None:
        return False
    if not timedelta() < later.day - earlier.day <= _CORRECTED_WITHIN:
        return False
    if "part" in (later.amount.exactness, earlier.amount.exactness) or _is_of(later, earlier.amount):
        return False
    if later.amount.unit != earlier.amount.unit:
        return False
    own = [one for one in said if one.article == later.said.article]
    for index, one in enumerate(own):
        if has_cue(one.text, or_changed=asked.doer is not None):
            beside = own[max(0, index - 1) : index + 2]
            if any(_is_of(earlier, amount) for near in beside for amount in amounts(near.text)):
                return True
    grows = differ(later.amount, earlier.amount) and later.amount.value > earlier.amount.value
    return grows and any(
        toll & asked.stems and _is_told(toll, later) and _is_told(toll, earlier) for toll in _TOLLS
    )


def _is_told(toll: frozenset[str], figure: Figure) -> bool:
    """Whether of all tolls that its sentence speaks of, this one stands nearest to a figure."""
    near = {
        abs(word.start - figure.amount.end): own
        for word in words(figure.said.text)
        for own in _TOLLS
        if word.stem in own
    }
    return bool(near) and near[min(near)] == toll


def _otherwise(query: Query, chosen: Sequence[Said], said: Sequence[Said]) -> Iterator[Found]:
    """Other things than figures that a later article says are not as they were reported."""
    articles = {one.article for one in chosen}
    asked = frozenset(word.stem for word in content_words(query.text)) | keys(query.text)
    for before, one in zip([None, *said], said, strict=False):
        if len(asked & one.window) < _SHARED:
            continue
        for new, old in _changed(one, before, said):
            if {one.article, old.passage.headline.article_id} & articles:
                yield Found(Difference.UPDATED, one.passage.headline.title, (new, old))


def _changed(one: Said, before: Said | None, said: Sequence[Said]) -> Iterator[tuple[Reported, Reported]]:
    for change in changes(one.text):
        for other in _earlier(one, said, _SHARED_BY_DENIAL if change.is_stance else _SHARED):
            span = denial(other.text) if change.is_stance else _find(change.old, other.text)
            if span:
                yield one.reported(change.new), other.reported(span)
                break
    if (old := reported_before(one.text)) and before is not None and before.article == one.article:
        for other in _earlier(before, said, _SHARED):
            if span := _find(old, other.text):
                yield before.reported((0, len(before.text))), other.reported(span)
                break


def _earlier(one: Said, said: Sequence[Said], shared: int) -> Iterator[Said]:
    """Sentences of earlier articles that speak of the same."""
    day = one.passage.headline.published
    own = {word.stem for word in content_words(one.text)}
    for other in said:
        published = other.passage.headline.published
        if day is None or published is None or published >= day or other.article == one.article:
            continue
        if len(own & {word.stem for word in content_words(other.text)}) >= shared:
            yield other


def _find(old: str, text: str) -> Span | None:
    """Where a text has the words of an earlier report, next to one another, in any form."""
    wanted = [word.stem for word in words(old)]
    own = list(words(text))
    for index in range(len(own) - len(wanted) + 1):
        if wanted and [word.stem for word in own[index : index + len(wanted)]] == wanted:
            return own[index].start, own[index + len(wanted) - 1].end
    return None

"""Evidence becomes a quoted answer: the sentences that answer, word for word, or an abstention.

Does not know how evidence is found; makes no sentence of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.candidates import Candidate, candidates, query_rarities
from assistant.confidence import LEAST, confidence, signs
from assistant.items import Item, asks_who_did_not, listed, listed_deed, says_the_deed
from assistant.names import missing, names
from assistant.types import Answer, Citation, Evidence, Kind, Outcome, Query, Sentence, Verdict
from assistant.words import content_words
from index.article import Passage
from index.sentences import Span
from index.sync import Store

READ = {Kind.FACT: 10, Kind.LIST: 40}
"""Passages that an answer is made from: a list's items are spread over many."""

SHOWN = 10
"""Passages that stand beside an answer."""

LONGEST = 60
"""Words of an answer that is not a list."""

_LISTED = 8
"""Sentences of a list whose items are not told apart."""

_NOT_OF_WHOM = (
    "Articles say what was done, seldom of whom it is not true, so such a list would be a guess. "
    "Ask who did it, or ask about one of them by name."
)
_NOT_LISTED = "A complete list could not be made by rule: these are the sentences that come nearest."

_WORTH_SAYING = 0.4
"""Of the best sentence's probability: a sentence below that share adds length rather than an answer."""

_REPEATED = 0.6
"""Share of a sentence's content words that makes it a repetition once they have been said."""


def quote(store: Store, query: Query, evidence: Sequence[Evidence]) -> Answer:
    """The quoted answer; it abstains where nothing was found, or where what was found does not answer.

    `evidence` may hold more passages than are shown: lists are looked for in all of them.
    """
    shown = tuple(evidence[:SHOWN])
    if not shown:
        return Answer(
            query,
            Outcome.NOTHING_FOUND,
            reason=f"Nothing in {_searched(store, query)} comes near the question.",
        )
    if query.kind is Kind.LIST and asks_who_did_not(query):
        return Answer(query, Outcome.NOT_ANSWERABLE, evidence=shown, reason=_NOT_OF_WHOM)
    notes: tuple[str, ...] = ()
    wanted = listed_deed(query)
    if query.kind is Kind.LIST:
        if wanted and (items := listed(store, query, wanted, [e.passage for e in evidence])):
            return _answer(query, shown, [_quoted_item(group) for group in _by_sentence(items)])
        notes = (_NOT_LISTED,)
    rarities = query_rarities(store, query)
    found = candidates(store, query, shown, rarities)
    if wanted:
        found = [c for c in found if says_the_deed(wanted, c.text, c.passage)]
    if not found or confidence(signs(rarities, shown, found)) < LEAST:
        return Answer(
            query,
            Outcome.NOT_ANSWERABLE,
            evidence=shown,
            reason=f"Nothing in {_searched(store, query)} answers this well enough to be quoted.",
        )
    chosen = _chosen(found, query)
    unnamed = missing(names(query.about), " ".join(f"{c.text} {c.passage.headline.title}" for c in chosen))
    if any(name.is_essential for name in unnamed):
        forms = _listed_in_words([name.form for name in unnamed if name.is_essential])
        reason = f"In {_searched(store, query)} the passages that come nearest do not speak of {forms}."
        return Answer(query, Outcome.NOT_ANSWERABLE, evidence=shown, reason=reason)
    if unnamed:
        notes += (f"These sentences do not name {_listed_in_words([name.form for name in unnamed])}.",)
    stressed = {found[0].text[start:end] for start, end in found[0].wanted[:1]}
    quoted = [(c.passage, c.start, c.end, _places(c, stressed)) for c in chosen]
    return replace(_answer(query, shown, quoted), notes=notes)


def _listed_in_words(parts: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _searched(store: Store, query: Query) -> str:
    day = f"{query.as_of.day} {query.as_of:%B %Y}"
    return (
        f"the {store.library.known_on(query.as_of):,} articles up to {day}, searched by words and by meaning,"
    )


_Quoted = tuple[Passage, int, int, tuple[Span, ...]]
"""A passage, the offsets of one of its sentences, and in that sentence of the words to stress."""


def _answer(query: Query, evidence: tuple[Evidence, ...], quoted: Iterable[_Quoted]) -> Answer:
    sentences, citations = [], []
    for number, (passage, start, end, emphasis) in enumerate(quoted, start=1):
        text = passage.quote(start, end)
        sentences.append(Sentence(text, (number,), Verdict.QUOTED, emphasis))
        citations.append(Citation(number, passage, start, end, text))
    return Answer(query, Outcome.ANSWERED, tuple(sentences), tuple(citations), evidence)


def _chosen(found: Sequence[Candidate], query: Query) -> list[Candidate]:
    """The best sentences that fit and do not repeat one another, the best first, an article's together."""
    chosen: list[Candidate] = []
    room = LONGEST
    for candidate in found:
        if candidate.probability < _WORTH_SAYING * found[0].probability:
            break
        length = len(candidate.text.split())
        if (query.kind is Kind.FACT and length > room) or _is_said(candidate, chosen):
            continue
        chosen.append(candidate)
        room -= length
        if query.kind is Kind.LIST and len(chosen) == _LISTED:
            break
    articles = list(dict.fromkeys(candidate.passage.headline.article_id for candidate in chosen))
    return sorted(chosen, key=lambda c: (articles.index(c.passage.headline.article_id), c.start))


def _is_said(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    stems = {word.stem for word in content_words(candidate.text)}
    said = ({word.stem for word in content_words(other.text)} for other in chosen)
    return not stems or any(len(stems & others) / len(stems) > _REPEATED for others in said)


def _places(candidate: Candidate, stressed: set[str]) -> tuple[Span, ...]:
    """Where a sentence has what the best sentence answers with."""
    return tuple(span for span in candidate.wanted if candidate.text[slice(*span)] in stressed)


def _by_sentence(items: Iterable[Item]) -> list[list[Item]]:
    """Items that one sentence speaks of together, so that it is quoted once."""
    groups = dict[tuple[str, int], list[Item]]()
    for item in items:
        groups.setdefault((item.passage.headline.article_id, item.start), []).append(item)
    return list(groups.values())


def _quoted_item(group: Sequence[Item]) -> _Quoted:
    first = group[0]
    emphasis = tuple(sorted((item.mention.start, item.mention.end) for item in group))
    return first.passage, first.start, first.end, emphasis

"""Evidence becomes a quoted answer: the sentences that answer, word for word, or an abstention.

Does not know how evidence is found; makes no sentence of its own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant import listing
from assistant.candidates import Candidate, candidates
from assistant.choosing import chosen
from assistant.comparing import with_comparisons
from assistant.confidence import LEAST, confidence, signs, unknown_years
from assistant.counts import Stated, is_count, stated_counts
from assistant.dating import long_day
from assistant.eligible import eligible, naming
from assistant.focus import Focus, focus
from assistant.names import missing, names
from assistant.period import asks_what_happened, leads, told_of
from assistant.premises import check
from assistant.retrieve import query_rarities
from assistant.silence import listed, not_answered, not_from, not_named, nothing_found, searched
from assistant.times import stated as stated_days
from assistant.types import Answer, Citation, Evidence, Kind, Outcome, Query, Sentence, Verdict
from assistant.wanted import asks_which_states
from assistant.windows import appeared_in
from assistant.wording import told
from index.article import Passage
from index.sentences import Span
from index.sync import Store

READ = {Kind.FACT: 20, Kind.LIST: 40}
"""Passages that an answer is made from: a list's items are spread over many."""

SHOWN = 10
"""Passages that stand beside an answer."""

_YES_OR_NO = re.compile(r"^(?:did|do|does|has|have|had|was|were|is|are)\b", re.IGNORECASE)
"""Such a question takes nothing for granted; but that no article says what it asks is its answer too."""

_UNMISTAKABLE = frozenset({Focus.MONEY, Focus.PERCENTAGE, Focus.LENGTH, Focus.AGE})
"""Kinds of things that are always told by their form: without a sum, nothing says what a thing costs."""

_NOT_LISTED = "A complete list could not be made by rule: these are the sentences that come nearest."


def quote(store: Store, query: Query, evidence: Sequence[Evidence], least: float = LEAST) -> Answer:
    """The quoted answer; it abstains where nothing was found, or where what was found does not answer.

    `evidence` may hold more passages than are shown: lists are looked for in all of them. `least` is the
    confidence below which it abstains.
    """
    begun = Answer(
        query,
        Outcome.ANSWERED,
        evidence=tuple(evidence[:SHOWN]),
        searched=searched(store, query),
        notes=told(query.slips),
    )
    if asks_what_happened(query) and (first := leads(store, query)):
        return _period(begun, first, evidence)
    if not evidence:
        return nothing_found(begun)
    window = query.limits.window
    passages = [
        one.passage for one in evidence if window is None or appeared_in(window, one.passage.headline)
    ]
    is_listed = (query.kind is Kind.LIST or asks_which_states(query.asks)) and not query.unknown_outlets
    if is_listed and (found := listing.listed(store, query, passages)):
        return _listing(begun, found, evidence)
    stated = stated_counts(query, passages)
    if is_count(query.asks) and not stated and (found := listing.listed(store, query, passages)):
        return _listing(begun, found, evidence, listing.how_many(found))
    return _sentences(store, begun, evidence, stated, least)


def _period(begun: Answer, first: Sequence[Passage], evidence: Sequence[Evidence]) -> Answer:
    """The first sentences of articles, where nothing but their days or outlets is asked for."""
    quoted = _quoting(begun, evidence, [(one, *one.sentences[0], ()) for one in first])
    note = told_of(len(first), begun.searched.articles if begun.searched else len(first))
    return replace(quoted, notes=(*begun.notes, note), confidence=1.0)


def _listing(begun: Answer, found: listing.Listing, evidence: Sequence[Evidence], *notes: str) -> Answer:
    """A table of what was found, and a sentence for each of its rows."""
    groups = listing.groups(found)
    quoted = _quoting(begun, evidence, map(listing.quoted, groups))
    said = (*begun.notes, *notes, *found.notes, listing.how_far(found))
    return replace(quoted, rows=listing.rows(groups), notes=said, confidence=1.0)


def _sentences(
    store: Store, begun: Answer, evidence: Sequence[Evidence], stated: Sequence[Stated], least: float
) -> Answer:
    """The sentences that answer best, those that state a number asked for first, or an abstention."""
    query = begun.query
    rarities = query_rarities(store, query)
    found = eligible(query, candidates(store, query, evidence, rarities), stated)
    articles = begun.searched.articles if begun.searched else 0
    sure = confidence(signs(query, rarities, evidence, found, articles), words_alone=query.words_alone)
    claimed = replace(query, asks=_YES_OR_NO.sub(lambda match: f"Why {match.group().lower()}", query.asks))
    # of an outlet that is not here no article says anything: that is no false premise
    caution = "" if query.unknown_outlets else check(store, claimed, evidence)
    begun = replace(begun, confidence=sure, caution=caution)
    lacks = focus(query.asks) in _UNMISTAKABLE and not any(one.wanted for one in found)
    lacks |= bool(unknown_years(query, evidence))
    if not found or ((sure < least or lacks) and not begun.caution):
        return not_answered(begun)
    essential = [] if begun.caution else [name for name in names(query.about) if name.is_essential]
    named = naming(essential, found)
    if named and (len(essential) == 1 or found[0] not in named):
        found = named  # what is said of others is no answer
    elif not named and (lacking := missing(essential, _said(chosen(found, query.kind)))):
        return not_named(begun, [name.form for name in lacking])
    taken = chosen(found, query.kind)
    if not taken:  # every sentence is longer than an answer may be
        return not_answered(begun)
    said = _said(taken)
    unnamed = [] if begun.caution else missing(names(query.about), said)
    if query.unknown_outlets and not any(_mentions(said, outlet) for outlet in query.unknown_outlets):
        return not_from(begun)
    notes = begun.notes
    if query.kind is Kind.LIST:
        notes += (_NOT_LISTED,)
    if unnamed:
        notes += (f"These sentences do not name {listed([name.form for name in unnamed])}.",)
    if focus(query.asks) is Focus.DAY:
        notes += _days_meant(taken[0][0])
    outcome = Outcome.UNSUPPORTED_PREMISE if begun.caution else Outcome.ANSWERED
    # a number in a sentence that does not state the one asked for is not to be taken for it
    is_told = bool(stated) or not is_count(query.asks)
    stressed = {found[0].text[slice(*span)] for span in found[0].wanted[:1] if is_told}
    quoted = [one for pair in taken for one in _with_naming(*pair, stressed)]
    answer = replace(_quoting(begun, evidence, quoted), notes=notes, outcome=outcome)
    return answer if begun.caution else with_comparisons(answer, evidence)


def _days_meant(one: Candidate) -> tuple[str, ...]:
    """Which day "on Monday" is in the sentence that tells when something was."""
    days = [
        told
        for told in stated_days(one.text, one.passage.headline.published)
        if told.first == told.last and any(told.start < end and start < told.end for start, end in one.wanted)
    ]
    if not days or str(days[0].first.year) in one.text:
        return ()
    return (f"“{one.text[days[0].start : days[0].end]}” is {long_day(days[0].first)}.",)


def _said(taken: Sequence[tuple[Candidate, Span | None]]) -> str:
    return " ".join(f"{one.text} {one.passage.headline.title}" for one, _ in taken)


def _mentions(text: str, outlet: str) -> bool:
    """Whether a text names an outlet, in full or by its initials: others may tell what it reported."""
    initials = "".join(word[0] for word in outlet.split() if word[0].isupper())
    forms = (outlet, initials) if len(initials) > 1 else (outlet,)
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in forms)


_Quoted = tuple[Passage, int, int, tuple[Span, ...]]
"""A passage, the offsets of one of its sentences, and in that sentence of the words to stress."""


def _quoting(begun: Answer, evidence: Sequence[Evidence], quoted: Iterable[_Quoted]) -> Answer:
    copies = {one.passage.headline.article_id: one.copies for one in evidence}
    sentences, citations = [], []
    for number, (passage, start, end, emphasis) in enumerate(quoted, start=1):
        text = passage.quote(start, end)
        sentences.append(Sentence(text, (number,), Verdict.QUOTED, emphasis))
        others = copies.get(passage.headline.article_id, ())
        citations.append(Citation(number, passage, start, end, text, others))
    return replace(begun, sentences=tuple(sentences), citations=tuple(citations))


def _with_naming(one: Candidate, naming: Span | None, stressed: set[str]) -> list[_Quoted]:
    """A sentence with what the best one answers with stressed, behind the one that says whom it means."""
    places = tuple(span for span in one.wanted if one.text[slice(*span)] in stressed)
    quoted = (one.passage, one.start, one.end, places)
    return [quoted] if naming is None else [(one.passage, *naming, ()), quoted]

"""Which of the candidate sentences make up an answer, and in which order.

Does not know how likely each is, only what it was given; makes no sentence of its own.
"""

import re
from collections.abc import Sequence

from assistant.candidates import Candidate
from assistant.types import Kind
from assistant.words import content_words
from index.article import Passage
from index.sentences import Span

LONGEST = 60
"""Words of an answer that is not a list."""

_LISTED = 8
"""Sentences of a list whose items are not told apart."""

_WORTH_SAYING = 0.01
"""Of the best sentence's probability: a sentence below that share adds length rather than an answer."""

_SAID_ALREADY = 0.3
"""Times the probability of a sentence whose things of the kind that is asked for have all been quoted."""

_REPEATED = 0.6
"""Share of a sentence's content words that makes it a repetition once they have been said."""

_HANGS = re.compile(r"[\"“‘]?(?:he|she|they)\b", re.IGNORECASE)
_LOOKED_BACK = 2
"""Sentences before one that hangs, in which whom it means may be named."""
_NAMES = re.compile(r"(?<=[a-z.,]\s)[A-Z][a-z]+|^[A-Z][\w’'-]+\s[A-Z][a-z]+")


def chosen(found: Sequence[Candidate], kind: Kind) -> list[tuple[Candidate, Span | None]]:
    """The best sentences that fit and do not repeat one another: the best first, an article's together.

    With each, where a sentence before it stands that has to be quoted too, because it names whom "he" means.
    """
    taken: list[tuple[Candidate, Span | None]] = []
    left = {index: one.probability for index, one in enumerate(found)}
    things: set[str] = set()
    quoted: set[tuple[str, Span]] = set()
    room = LONGEST
    while left:
        best = max(left, key=lambda index: (left[index], -index))
        probability, one = left.pop(best), found[best]
        if probability < _WORTH_SAYING * found[0].probability:
            break
        article, span = one.passage.headline.article_id, (one.start, one.end)
        naming = _naming(one.passage, span)
        if naming and (article, naming) in quoted:
            naming = None
        length = len(one.text.split()) + (len(one.passage.quote(*naming).split()) if naming else 0)
        if (kind is Kind.FACT and length > room) or _is_said(one, [other for other, _ in taken]):
            continue
        if (article, span) in quoted:
            continue
        taken.append((one, naming))
        quoted |= {(article, place) for place in (span, naming) if place}
        room -= length
        if kind is Kind.LIST and len(taken) == _LISTED:
            break
        things |= {one.text[slice(*span)] for span in one.wanted}
        for index, other in enumerate(found):
            if (
                index in left
                and other.wanted
                and all(other.text[slice(*span)] in things for span in other.wanted)
            ):
                left[index] = other.probability * _SAID_ALREADY
    articles = list(dict.fromkeys(one.passage.headline.article_id for one, _ in taken))
    return sorted(
        taken, key=lambda pair: (articles.index(pair[0].passage.headline.article_id), pair[0].start)
    )


def _is_said(one: Candidate, taken: Sequence[Candidate]) -> bool:
    stems = {word.stem for word in content_words(one.text)}
    said = ({word.stem for word in content_words(other.text)} for other in taken)
    return not stems or any(len(stems & others) / len(stems) > _REPEATED for others in said)


def _naming(passage: Passage, span: Span) -> Span | None:
    """The nearest sentence before one that begins with "he" in which somebody is named, and that does not."""
    index = passage.sentences.index(span)
    if not _HANGS.match(passage.quote(*span)):
        return None
    before = reversed(passage.sentences[max(0, index - _LOOKED_BACK) : index])
    texts = ((one, passage.quote(*one)) for one in before)
    return next((one for one, text in texts if _NAMES.search(text) and not _HANGS.match(text)), None)

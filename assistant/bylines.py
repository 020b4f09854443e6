"""The outlets and authors that a question names as its sources, and the question without them.

Does not know what the library's articles say; an outlet that a question is about is none of its sources.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.countries import mentions
from assistant.cues import CLEAREST, NOUN, QUOTES, Cue, begins, cue_at
from assistant.spellings import Care, Form, Spellings, of_authors, of_outlets
from index.sentences import Span


@dataclass(frozen=True, slots=True)
class Named:
    """Sources that a question names, spelt as the library has them, in the question's order."""

    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    """Where the question says so: offsets of whole phrases, such as "according to Harbour Wire"."""
    unknown: tuple[str, ...] = ()
    """Outlets that the question names as sources and the library does not have."""


_JOINT = re.compile(
    rf"['\"”’]?,?(?:\s(?:and|or|nor|&|versus|as\swell\sas|both|the|an?|another|{NOUN}|in|from|by)){{0,5}}\s?['\"“‘]?",
    re.IGNORECASE,
)
"""Between sources that share one cue: "TechCrunch and an article in The Age"."""
_TOGETHER = re.compile(r"['\"”’]?,?\s(?:both|each|agree|disagree|differ)\b", re.IGNORECASE)
_UNHEARD_OF = re.compile(r"\b(?P<name>(?:[A-Z][\w’&.-]*\s){1,4})(?:articles?|newspaper|magazine)\b(?!\s\d)")
"""Outlets that no table has, by what they are called: "a Deal Stripe article"."""
_NAME_BEFORE = re.compile(r"\b(?!By\b)[A-Z][\w.]*\s$")
_NAME_AFTER = re.compile(r"\s[A-Z]")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.?!:]\s)(?:the\s)?['\"“‘]?$", re.IGNORECASE)

_WORD = re.compile(r"[^\W_]++(?:[.’'&-][^\W_]++)*+(?!\+)")
_POSSESSIVE = re.compile(r"[’']s$")
_WITHIN_NAME = re.compile(r"[\s|:–—&-]{1,3}")
_MOST_WORDS = 9
"""Words of a name."""
_MOST_MISSPELT = 4

_TIDY = [
    (re.compile(r"\s+"), " "),
    (re.compile(r"\s+(?=[,.?!;:])"), ""),
    (re.compile(r"^[\s,;:.–—-]+|(?<=,)\s*,|,(?=[.?!])"), ""),
    (
        re.compile(
            r"^(?:so|and|but)?\s*what(?=\s(?:about|on|of|regarding|concerning|in)\b|\?|$)", re.IGNORECASE
        ),
        "What is said",
    ),
]
"""What is done, in this order, to a question out of which phrases were cut."""


class _Candidate(NamedTuple):
    start: int
    end: int
    form: Form
    is_author: bool


def named(question: str, outlets: Sequence[str], authors: Sequence[str]) -> Named:
    """The outlets and authors that a question names as its sources; `outlets` and `authors` are the
    library's.

    It takes a cue: "according to", "'s report", "said", "in". Without one the name is the subject.
    """
    spellings = of_outlets(tuple(outlets)), of_authors(tuple(authors))
    cued = list[tuple[_Candidate, Span]]()
    found = sorted(_candidates(question, *spellings))
    for group in _groups(question, found):
        cues = [
            cue_at(question, candidate.start, candidate.end, is_author=candidate.is_author)
            for candidate in group
        ]
        sure = [cue for c, cue in zip(group, cues, strict=True) if cue and _is_meant(question, c, cue)]
        if len(group) > 1 and (_TOGETHER.match(question, group[-1].end)):
            sure.append(Cue(group[0].start, group[-1].end))
        if sure:
            first = min(group[0].start, *(cue.start for cue in sure))
            last = max(group[-1].end, *(cue.end for cue in sure))
            span = begins(question, first, is_verb=any(cue.is_verb for cue in sure)), last
            cued += [(c, span) for c in group if c.form.care is not Care.LAST_WORD or len(group) == 1]
    known = [(c, span) for c, span in cued if c.form.names]
    return Named(
        outlets=_distinct(name for c, _ in known if not c.is_author for name in c.form.names),
        authors=_distinct(name for c, _ in known if c.is_author for name in c.form.names),
        spans=tuple(dict.fromkeys(span for _, span in known)),
        unknown=_distinct(
            [*(c.form.known for c, _ in cued if not c.form.names), *_unheard_of(question, found)]
        ),
    )


def without(question: str, sources: Named) -> str:
    """The question with the phrases that name its sources cut out, so that they are not searched as words."""
    parts, last = [], 0
    for start, end in sorted(sources.spans):
        parts.append(question[last:start])
        last = max(last, end)
    cut = " ".join([*parts, question[last:]]) if sources.spans else question
    for pattern, instead in _TIDY if sources.spans else ():
        cut = pattern.sub(instead, cut).strip()
    return cut[:1].upper() + cut[1:]


def _candidates(question: str, outlets: Spellings, authors: Spellings) -> Iterator[_Candidate]:
    """Where the question has a name, the longest first; misspelt ones only beside a cue."""
    words = [(m.start(), m.start() + len(_POSSESSIVE.sub("", m.group()))) for m in _WORD.finditer(question)]
    taken = 0
    for i, (start, _) in enumerate(words):
        if start < taken:
            continue
        runs = list(_runs(question, words[i : i + _MOST_WORDS]))
        known = (c for end in reversed(runs) if (c := _exact(question, start, end, outlets, authors)))
        if candidate := next(known, None) or _near(question, start, runs[:_MOST_MISSPELT], outlets, authors):
            taken = candidate.end
            yield candidate


def _runs(question: str, words: Sequence[Span]) -> Iterator[int]:
    """The ends of one word, of two, and so on, as long as nothing but a name can hold them together."""
    end = words[0][0]
    for start, stop in words:
        if end > words[0][0] and not _WITHIN_NAME.fullmatch(question, end, start):
            return
        end = stop
        yield end


def _exact(question: str, start: int, end: int, outlets: Spellings, authors: Spellings) -> _Candidate | None:
    written = question[start:end]
    outlet, author = outlets.exact(written), authors.exact(written)
    if author and not (outlet and outlet.names):
        return _Candidate(start, end, author, is_author=True)
    return outlet and _Candidate(start, end, outlet, is_author=False)


def _near(
    question: str, start: int, ends: Sequence[int], outlets: Spellings, authors: Spellings
) -> _Candidate | None:
    found = list[tuple[float, _Candidate]]()
    if not question[start].isupper() and not CLEAREST.search(
        question, max(0, start - len("according to the ")), start
    ):
        return None
    for end in ends:
        for is_author, spellings in ((False, outlets), (True, authors)):
            blank = _Candidate(start, end, Form((), Care.NONE, ""), is_author)
            cue = cue_at(question, start, end, is_author=is_author)
            if cue and not cue.is_weak and (near := spellings.near(question[start:end])):
                found.append((near[0], blank._replace(form=near[1])))
    return max(found)[1] if found else None


def _groups(question: str, found: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Names that "and" or a comma joins, so that one cue is for all of them."""
    groups = list[list[_Candidate]]()
    for candidate in found:
        if groups and _JOINT.fullmatch(question, groups[-1][-1].end, candidate.start):
            groups[-1].append(candidate)
        else:
            groups.append([candidate])
    return groups


def _is_meant(question: str, candidate: _Candidate, cue: Cue) -> bool:
    """Whether the name is written with the care that it needs beside such a cue."""
    start, end, form, is_author = candidate
    article = re.match(r"[Tt]he\s", question[start:end])
    written = question[start + (article.end() if article else 0) : end]
    before = question[:start]
    with_the = article is not None or before[-4:].lower() == "the "
    is_capitalised = written[:1].isupper()
    if form.care is Care.ORDINARY:
        is_marked = (article is not None and article.group()[0] == "T") or before[-1:] in QUOTES
        return is_capitalised and (is_marked or not (cue.is_weak or _SENTENCE_BEGINS.search(before)))
    if form.care is Care.CAPITALS:
        return written.isupper() or (len(written) > 2 and not cue.is_weak)
    if form.care is Care.LAST_WORD:
        is_part = is_author and (_NAME_BEFORE.search(before) or _NAME_AFTER.match(question, end))
        return is_capitalised and not (cue.is_weak or cue.is_loose or is_part) and (is_author or with_the)
    return is_capitalised or not cue.is_weak


def _unheard_of(question: str, found: Sequence[_Candidate]) -> list[str]:
    """Outlets that neither the library nor the table of known ones has."""
    matches = [match for match in _UNHEARD_OF.finditer(question) if match.start() > 0]
    spans = ((match["name"].strip(), match.span("name")) for match in matches)
    return [
        name
        for name, (start, end) in spans
        if not any(mentions(name)) and not any(c.start < end and c.end > start for c in found)
    ]


def _distinct(names: Sequence[str] | Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

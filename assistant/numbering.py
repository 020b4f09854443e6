"""Sentences with their sources become sentences with numbers: citations counted by first use.

Does not know who wrote the sentences, nor whether their sources support them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.types import Answer, Citation, Evidence, Sentence, Source
from index.article import Headline

Copies = Mapping[str, tuple[Headline, ...]]
"""The near-copies of articles, by `article_id`."""


@dataclass(slots=True)
class Numbers:
    """Numbers given out so far, from 1."""

    copies: Copies = field(default_factory=dict)
    _by_place: dict[tuple[str, int, int], Citation] = field(default_factory=dict)

    def of(self, source: Source) -> int:
        """The source's number: the same sentence of an article has the same one each time."""
        article = source.passage.headline.article_id
        place = article, source.start, source.end
        if place not in self._by_place:
            self._by_place[place] = Citation(
                len(self._by_place) + 1,
                source.passage,
                source.start,
                source.end,
                source.quote,
                self.copies.get(article, ()),
            )
        return self._by_place[place].number

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._by_place.values())


def source_of(citation: Citation) -> Source:
    """What a number stands for."""
    return Source(citation.passage, citation.start, citation.end)


def sources(answer: Answer) -> list[tuple[Source, ...]]:
    """What each sentence of an answer cites."""
    by_number = {citation.number: source_of(citation) for citation in answer.citations}
    return [
        tuple(by_number[number] for number in sentence.citations if number in by_number)
        for sentence in answer.sentences
    ]


def with_sources(answer: Answer, said: Sequence[tuple[Sentence, Sequence[Source]]]) -> Answer:
    """The answer with these sentences, their sources numbered by first use."""
    numbers = Numbers(copies_of(answer.evidence, answer.citations))
    sentences = tuple(
        replace(sentence, citations=tuple(dict.fromkeys(map(numbers.of, found)))) for sentence, found in said
    )
    return replace(answer, sentences=sentences, citations=numbers.citations)


def renumbered(answer: Answer, numbers: Numbers) -> Answer:
    """The answer with its sentences, rows and values numbered among others.

    Citations that nothing uses are left out.
    """
    meant = {citation.number: source_of(citation) for citation in answer.citations}

    def number(old: int) -> int:
        return numbers.of(meant[old])

    return replace(
        answer,
        sentences=tuple(
            replace(one, citations=tuple(map(number, one.citations))) for one in answer.sentences
        ),
        rows=tuple(replace(row, citation=number(row.citation)) for row in answer.rows),
        comparisons=tuple(
            replace(one, values=tuple(replace(v, citation=number(v.citation)) for v in one.values))
            for one in answer.comparisons
        ),
        citations=numbers.citations,
    )


def with_tables(written: Answer, quoted: Answer) -> Answer:
    """A model's answer with the quoted one's table and values that differ, their numbers after its own."""
    numbers = Numbers(copies_of(quoted.evidence, quoted.citations))
    written = renumbered(written, numbers)
    tables = renumbered(replace(quoted, sentences=()), numbers)
    return replace(written, citations=tables.citations, rows=tables.rows, comparisons=tables.comparisons)


def copies_of(evidence: Sequence[Evidence], citations: Sequence[Citation] = ()) -> Copies:
    """The near-copies of each article that is read or cited."""
    known = {one.passage.headline.article_id: one.copies for one in evidence}
    return known | {one.headline.article_id: one.copies for one in citations if one.copies}

"""Sources as cards: a passage with its cited sentence, and the copies for which it stands.

Knows nothing of HTML.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.types import Citation, Evidence
from index.article import Headline

CONTEXT = 170
"""How many characters beside a cited sentence a card shows until it is selected."""


@dataclass(frozen=True, slots=True)
class Card:
    """A source as it is drawn; `number` is 0 where it is cited by nothing. `parts` make up the passage:
    far before, before, the cited sentence, after, far after."""

    number: int
    headline: Headline
    start: int
    end: int
    parts: tuple[str, str, str, str, str]
    copies: tuple[Headline, ...] = ()

    @property
    def quote(self) -> str:
        """The text between `start` and `end`: the cited sentence, or else the whole passage."""
        return self.parts[2] if self.number else "".join(self.parts)

    @property
    def also(self) -> str:
        """Where else the story stands: `Also in 5 outlets`; empty where it has no copies."""
        others = {one.outlet for one in self.copies if one.outlet} - {self.headline.outlet}
        if len(others) == 1:
            return f"Also in {others.pop()}"
        return f"Also in {len(others)} outlets" if others else near_copies("And", len(self.copies))


def near_copies(lead: str, count: int) -> str:
    """`And 2 near-copies`; empty where there are none."""
    return f"{lead} {count} near-cop{'y' if count == 1 else 'ies'}".strip() if count else ""


def cited_card(citation: Citation) -> Card:
    """The card of a citation: its passage, with the cited sentence and what stands right beside it apart."""
    passage = citation.passage
    start = min(max(citation.start - passage.start, 0), len(passage.text))
    end = min(max(citation.end - passage.start, start), len(passage.text))
    before, after = passage.text[:start], passage.text[end:]
    near, far = _cut(after)
    behind, beyond = _cut(before[::-1])
    return Card(
        citation.number,
        citation.headline,
        citation.start,
        citation.end,
        (beyond[::-1], behind[::-1], passage.text[start:end], near, far),
        citation.copies,
    )


def _cut(text: str) -> tuple[str, str]:
    """Splits a text at the last space before `CONTEXT`; what would save less than a line is kept whole."""
    if len(text) <= CONTEXT + 60:
        return text, ""
    space = text.rfind(" ", 0, CONTEXT)
    return (text[:space], text[space:]) if space > 0 else (text[:CONTEXT], text[CONTEXT:])


def nearest_cards(evidence: Sequence[Evidence], *, without: Iterable[str] = ()) -> list[Card]:
    """One card an article, best first, for what was read but is cited by nothing."""
    cards, seen = [], set(without)
    for one in evidence:
        passage = one.passage
        if passage.headline.article_id not in seen:
            seen.add(passage.headline.article_id)
            near, far = _cut(passage.text)
            parts = ("", near, "", "", far)
            cards.append(Card(0, passage.headline, passage.start, passage.end, parts, one.copies))
    return cards


def newest(citations: Sequence[Citation]) -> date | None:
    """The day of the newest article that is cited: how old what the answer says is."""
    days = [one.headline.published for one in citations if one.headline.published is not None]
    return max(days, default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """What an answer stands on. Articles that are copies of one another are one story."""

    passages: int
    articles: int
    stories: int
    copies: int
    """Near-copies that are not cited themselves."""


def standing(citations: Sequence[Citation]) -> Standing:
    """Counts the sources of an answer, copies of one story once."""
    cited = {one.headline.article_id for one in citations}
    stories = list[set[str]]()
    for one in citations:
        story = {one.headline.article_id, *(copy.article_id for copy in one.copies)}
        for other in [found for found in stories if found & story]:
            story |= other
            stories.remove(other)
        stories.append(story)
    return Standing(len(citations), len(cited), len(stories), len(set().union(*stories) - cited))

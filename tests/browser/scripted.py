"""Answers with everything that the page can draw, made of sentences of the demo archive.

Knows nothing of how the pipeline finds such answers; a question that is not listed here is not answered.
"""

import re
from dataclasses import replace
from datetime import date

from assistant.types import (
    Answer,
    Citation,
    Comparison,
    Difference,
    Evidence,
    Kind,
    Limits,
    Outcome,
    Query,
    Row,
    Searched,
    Sentence,
    Value,
    Verdict,
    Window,
)
from index.article import Headline, Passage
from index.library import Library
from tests.browser.written import loudly_written, written

APRIL = Window(date(2022, 4, 1), date(2022, 4, 30), "in April 2022")
AS_OF = date(2023, 12, 28)
HOSTILE = "<script>window.broken=7</script>{{7*7}}${window.broken=8}"

LIMITED = "What did Harbour Wire report about tanks in April 2022?"
LISTED = "Which countries sent tanks, by the script?"
COMPARED = "How many tanks did Germany send, by the script?"
PREMISE = "Why did Hungary send tanks, by the script?"
EMPTY = "Who resigned in April 2022, by the script?"
LOUD = "What is hostile, by the script?"
WRITTEN = "Which tanks were sent and which were only promised, by the script?"
LOUDLY_WRITTEN = "What does a hostile model write, by the script?"

_SENTENCES = {
    "Czech Republic": ("Czech Republic sends T-72", "has sent T-72 tanks"),
    "Poland": ("more than 200 T-72 tanks", "Poland has delivered more than 200 T-72"),
    "Germany": ("Germany delivers 18 Leopard", "Germany has delivered 18 Leopard"),
    "promise": ("Germany to send 14 Leopard", "Germany will provide Ukraine with 14"),
    "Hungary": ("Who will not send tanks", "Hungary has never considered tanks"),
    "Portugal": ("Germany delivers 18 Leopard", "Three Leopard 2A6 tanks from Portugal"),
    "blast": ("Two killed by explosion", "Two people were killed"),
}


class Script:
    """Answers from one library, within the limits that are asked for, or else the script's own."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def answer(self, question: str, limits: Limits | None) -> Answer | None:
        own = {LIMITED: Limits(APRIL, ("Harbour Wire", "Baltic Courier"), ("Wanda Olszowiec",))}
        own |= {EMPTY: Limits(APRIL), LOUD: Limits(replace(APRIL, said=HOSTILE), (HOSTILE,), (HOSTILE,))}
        held = own.get(question, Limits()) if limits is None else limits
        kind = Kind.LIST if question == LISTED else Kind.FACT
        begun = Answer(
            Query(question, question, AS_OF, kind, question, question, 0.0, held),
            Outcome.ANSWERED,
            searched=Searched(9 if held.window else 121),
        )
        match question:
            case _ if question == LIMITED:
                made = self._saying(begun, "Czech Republic", "Poland")
                return replace(made, searched=Searched(9 if held.window else 121, "the last 30 days"))
            case _ if question == LISTED:
                return self._listed(begun)
            case _ if question == COMPARED:
                return self._compared(begun)
            case _ if question == PREMISE:
                return replace(
                    self._saying(begun, "Hungary"),
                    outcome=Outcome.UNSUPPORTED_PREMISE,
                    caution="No article says that Hungary sent tanks to Ukraine.",
                )
            case _ if question == EMPTY and held.window:
                return replace(
                    begun,
                    outcome=Outcome.NOTHING_FOUND,
                    reason="None of the 9 articles of April 2022 says who resigned.",
                    wider=Limits(),
                    evidence=self._saying(begun, "Poland").evidence,
                )
            case _ if question == EMPTY:
                return self._saying(begun, "blast")
            case _ if question == LOUD:
                return self._loud(begun)
            case _ if question == WRITTEN:
                return written(self._compared(begun), self._listed(begun).rows)
            case _ if question == LOUDLY_WRITTEN:
                return loudly_written(self._compared(begun))
        return None

    def _saying(self, begun: Answer, *keys: str) -> Answer:
        citations = tuple(self._citation(number, key) for number, key in enumerate(keys, start=1))
        return replace(
            begun,
            sentences=tuple(Sentence(one.quote, (one.number,), Verdict.QUOTED) for one in citations),
            citations=citations,
            evidence=tuple(Evidence(one.passage, 1.0, copies=one.copies) for one in citations),
        )

    def _listed(self, begun: Answer) -> Answer:
        items = ("Germany", "Poland", "Czech Republic", "Portugal", "Hungary")
        made = self._saying(begun, *items)
        what = ("delivered", "delivered", "sent", "delivered", "refused")
        return replace(
            made,
            rows=tuple(
                Row(item, deed, one.headline.published, one.number)
                for item, deed, one in zip(items, what, made.citations, strict=True)
            ),
            notes=("5 items found in 40 passages; the last 20 brought no new one.",),
        )

    def _compared(self, begun: Answer) -> Answer:
        made = self._saying(begun, "Germany", "promise")
        new, old = (one.headline.published for one in made.citations)
        values = (Value("18 Leopard 2A6", new, 1), Value("14 Leopard 2A6", old, 2))
        return replace(
            made,
            comparisons=(
                Comparison(Difference.UPDATED, "tanks from Germany", values),
                Comparison(Difference.DISPUTED, "tanks of the coalition", values),
            ),
        )

    def _loud(self, begun: Answer) -> Answer:
        made = self._saying(begun, "Germany")
        (citation,) = made.citations
        hostile = Headline("none", HOSTILE, "", HOSTILE, (HOSTILE,), None)
        return replace(
            made,
            caution=HOSTILE,
            rows=(Row(HOSTILE, HOSTILE, None, 1),),
            comparisons=(Comparison(Difference.UPDATED, HOSTILE, (Value(HOSTILE, None, 1),)),),
            citations=(replace(citation, copies=(hostile, replace(hostile, outlet="Other"))),),
            searched=Searched(1, HOSTILE),
            wider=Limits(outlets=(HOSTILE * 2,)),
        )

    def _citation(self, number: int, key: str) -> Citation:
        title, words = _SENTENCES[key]
        headline = next(one for one in self._headlines() if title in one.title)
        stored = self._library.article(headline.article_id)
        assert stored is not None
        at = stored.text.index(words)
        begun = re.search(r"(?:.*(?:\n| - ))?", stored.text[:at], re.DOTALL)
        start = begun.end() if begun else 0
        end = stored.text.index(".", at) + 1
        stop = stored.text.find("\n", end)
        passage = Passage(
            f"p{number}", headline, start, stop, stored.text[start:stop], ((start, end), (end, stop))
        )
        copies = [one for one in self._headlines() if "Berlin has kept its word" in one.title]
        return Citation(
            number, passage, start, end, stored.text[start:end], tuple(copies) if key == "Germany" else ()
        )

    def _headlines(self) -> tuple[Headline, ...]:
        return self._library.list_articles(limit=500)[0]

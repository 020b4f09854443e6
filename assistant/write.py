"""Evidence becomes an answer in a model's words, sentence by sentence as it is written.

Does not know how evidence is found, nor what is shown when the model fails.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from assistant import llm, prompts
from assistant.chips import in_words
from assistant.citations import Reading, Shown, read, settled
from assistant.errors import ModelError
from assistant.types import Answer, Evidence, Outcome, Query, Verdict
from index.sentences import Span

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

MOST_PASSAGES = 12
MOST_CHARACTERS = 6000
"""Of passages: about 1,600 tokens and 600 more for markers and headings, so that the prompt and an answer fit
into 4,096, the context that small local models are usually served with."""

MOST_WRITTEN = 20_000
"""Characters with thoughts, some 5,000 tokens: a model without an answer by then goes in circles."""

LONGEST = 3000
"""Characters of an answer, about 750 tokens: weak models repeat themselves until somebody stops them."""

SENTINEL = "NOT_IN_ARCHIVE"
"""What the model writes when the passages do not answer."""

_HEADING = 200
"""Characters of a title or an outlet that are shown; some pages have a whole paragraph there."""

_FENCE = str.maketrans("<>[]", "‹›()")
"""The characters of the prompt's own tags and markers, which article text must not be able to write."""


def write(model: "BaseChatModel", name: str, query: Query, evidence: Sequence[Evidence]) -> Iterator[Answer]:
    """Yields the answer as it grows; the last one is whole. Closing the iterator stops the model.

    `name` is who the answer says wrote it. Raises `ModelError` when the model fails, or writes nothing that
    cites what it was shown.
    """
    shown = _shown(evidence)
    begun = Answer(query, Outcome.ANSWERED, evidence=tuple(evidence), writer=name)
    text = drawn = ""
    growing = begun
    with closing(_stream(model, name, _request(query, shown))) as pieces:
        for piece in pieces:
            text += piece
            answer = _after_thoughts(text)
            if SENTINEL in answer or len(answer) > LONGEST or len(text) > MOST_WRITTEN:
                break
            if (ready := settled(_without_begun_sentinel(answer))) != drawn:
                drawn, growing = ready, _growing(begun, read(ready, shown))
            # at each piece, also while the model only thinks: whoever closes this is heard at a yield
            yield growing
    yield _whole(begun, _after_thoughts(text), shown)


def _growing(begun: Answer, reading: Reading) -> Answer:
    sentences = reading.sentences
    if sentences and not sentences[-1].citations:
        # its marker may be on the way: only a sentence that has ended can be called uncited
        sentences = (*sentences[:-1], replace(sentences[-1], verdict=Verdict.CITED))
    return replace(begun, sentences=sentences, citations=reading.citations)


def _whole(begun: Answer, text: str, shown: Sequence[Shown]) -> Answer:
    written, sentinel, _ = text.partition(SENTINEL)
    reading = read(written[:LONGEST], shown)
    if not reading.citations:
        if sentinel:
            count = len(shown)
            passages = "the passage" if count == 1 else f"the {count} passages"
            return replace(
                begun,
                outcome=Outcome.DECLINED,
                reason=f"{begun.writer} read {passages} that came nearest and found no answer in them.",
            )
        if not reading.sentences:
            raise ModelError(f"{begun.writer} wrote nothing")
        raise ModelError(f"{begun.writer} cited none of the passages that it was shown")
    notes = []
    if reading.unknown:
        one = reading.unknown == 1
        were = (
            "1 citation that named no passage was"
            if one
            else f"{reading.unknown} citations that named no passage were"
        )
        notes.append(f"{were} removed.")
    if len(text) > LONGEST:
        notes.append(f"The answer was cut off at {LONGEST:,} characters.")
    return replace(begun, sentences=reading.sentences, citations=reading.citations, notes=tuple(notes))


def _stream(model: "BaseChatModel", name: str, request: str) -> Generator[str, None, None]:
    # LangChain's stream is a generator, although its type does not say so, and closing it hangs up
    stream = cast("Generator[AIMessageChunk, None, None]", model.stream(request))
    with closing(stream):
        try:
            for chunk in stream:
                yield chunk.text
        except Exception as error:  # each provider has errors of its own
            raise ModelError(llm.failure(name, error)) from error


def _after_thoughts(text: str) -> str:
    """What follows the thoughts that some local models write down first, between tags."""
    begins_with_thoughts = "<think>".startswith(text.lstrip()[:7])
    return text.partition("</think>")[2] if begins_with_thoughts else text


def _without_begun_sentinel(text: str) -> str:
    for length in range(len(SENTINEL) - 1, 0, -1):
        if text.endswith(SENTINEL[:length]):
            return text[:-length]
    return text


def _shown(evidence: Sequence[Evidence]) -> list[Shown]:
    """The best passages, as many whole sentences of them as fit, and at least one."""
    shown, left = list[Shown](), MOST_CHARACTERS
    for passage in (one.passage for one in evidence[:MOST_PASSAGES]):
        fitting = list[Span]()
        for start, end in passage.sentences:
            left -= end - start
            if left < 0 and (shown or fitting):
                break
            fitting.append((start, end))
        if fitting:
            shown.append(Shown(passage, tuple(fitting)))
        if left < 0:
            break
    return shown


def _request(query: Query, shown: Sequence[Shown]) -> str:
    return prompts.fill(
        "answer",
        sentinel=SENTINEL,
        passages="\n\n".join(_passage(number, one) for number, one in enumerate(shown, start=1)),
        as_of=query.as_of.isoformat(),
        question=_asked(query),
    )


def _asked(query: Query) -> str:
    """What is asked with its limits, whose words are not among those that are searched for."""
    limits = in_words(query.limits)
    return f"{query.text} ({limits})" if limits else query.text


def _passage(number: int, shown: Shown) -> str:
    headline = shown.passage.headline
    day = "day unknown" if headline.published is None else headline.published.isoformat()
    about = [headline.outlet, day, headline.title]
    lines = [f"Passage {number}: " + ", ".join(_data(part)[:_HEADING] for part in about if part)]
    lines += [f"{_data(shown.quote(i))} [{number}.{i + 1}]" for i in range(len(shown.sentences))]
    return "\n".join(lines)


def _data(text: str) -> str:
    return " ".join(text.translate(_FENCE).split())

"""Evidence becomes an answer in a model's words, sentence by sentence as it is written.

Does not know how evidence is found, nor what is shown when the model fails.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import regex

from assistant import prompts
from assistant.chips import in_words
from assistant.citations import Reading, Shown, read
from assistant.drafts import LONGEST, SENTINEL, Draft, End, draft
from assistant.errors import PromptTooLong, UnusableReply
from assistant.fitting import fitted, passages_text, plain_data
from assistant.llm import Chat
from assistant.refusals import Refusal, refusal
from assistant.talking import Usage, talk
from assistant.types import Answer, Evidence, Kind, Outcome, Query, Verdict, Writing
from assistant.unseen import seen

MOST_PASSAGES = {Kind.FACT: 12, Kind.LIST: 24}
"""The best ones. What answers a question is among the first few, and weak models lose what stands in the
middle of more; the items of a list are spread over many."""

_COMPLAINT = 200
"""Characters of what was wrong with the reply before."""

_NO_PROSE = regex.compile(r"[{}<|]|\[\s*[{\"']|‹passage|\W*\Z")
"""What a reply begins with that is data, or signs alone, in place of sentences."""


def write(
    chat: Chat, query: Query, evidence: Sequence[Evidence], usage: Usage, *, complaint: str = ""
) -> Generator[Answer, None, None]:
    """Yields the answer as it grows, also while the model is silent; the last one is whole and has `writing`.

    Closing it stops the model. `usage` is added to. `complaint` says what was wrong with the reply before. A
    sentence that names no source is UNCITED, and an answer may have no others. Raises `PromptTooLong` where
    not one sentence of the evidence fits or the model takes less than it was sent, `UnusableReply` where the
    reply is no answer, and another `ModelError` where it fails.
    """
    prompt, shown = _prompt(chat, query, evidence, complaint)
    versions = [prompts.version(name) for name in ("answer", *(["repair"] if complaint else []))]
    writing = Writing(" + ".join(versions), len(shown))
    begun = Answer(query, Outcome.ANSWERED, evidence=tuple(evidence), writer=chat.name)
    own = Usage()
    try:
        for answer in answered(talk(chat, prompt, own), begun, shown):
            if answer.writing is not None:
                writing = replace(
                    writing,
                    tokens_read=own.tokens_read,
                    tokens_written=own.tokens_written,
                    first_token_ms=own.first_token_ms,
                    unknown_citations=answer.writing.unknown_citations,
                )
                answer = replace(answer, writing=writing)
            yield answer
    except PromptTooLong as error:
        error.tokens = chat.count(prompt)
        raise
    finally:
        usage.add(own)


def answered(
    pieces: Generator[str, None, None], begun: Answer, shown: Sequence[Shown]
) -> Generator[Answer, None, None]:
    """Yields what `begun` grows to with each piece of a reply, then the whole answer, which has `writing`.

    The reply is read only as far as it is an answer. Raises `UnusableReply` where it is no text.
    """
    text, drawn, growing = "", "", begun
    with closing(pieces):
        for piece in pieces:
            if piece:
                text += seen(piece)
                so_far = draft(text, growing=True)
                if so_far.end is not None:
                    break
                if so_far.text != drawn:
                    drawn, growing = so_far.text, _growing(begun, read(so_far.text, shown, growing=True))
            # at each piece, also while the model only thinks: whoever closes this is heard at a yield
            yield growing
    whole, unknown = _whole(begun, draft(text), shown, is_silent=not text.strip())
    yield replace(whole, writing=Writing("", len(shown), unknown_citations=unknown))


def _growing(begun: Answer, reading: Reading) -> Answer:
    # nothing is uncited yet: a marker may be on the way, and a source be found for what has none
    sentences = tuple(replace(sentence, verdict=Verdict.CITED) for sentence in reading.sentences)
    return replace(begun, sentences=sentences, citations=reading.citations)


def _whole(begun: Answer, written: Draft, shown: Sequence[Shown], *, is_silent: bool) -> tuple[Answer, int]:
    """The answer of a whole reply, and how many of its citations named nothing that was shown."""
    reading = read(written.text, shown, is_cut=written.is_cut)
    if not reading.citations:
        if _finds_nothing(begun.writer, written, reading):
            passages = "the passage" if len(shown) == 1 else f"the {len(shown)} passages"
            reason = f"{begun.writer} read {passages} that came nearest and {Refusal.FOUND_NOTHING.value}."
            return replace(begun, outcome=Outcome.DECLINED, reason=reason), reading.unknown
        if not reading.sentences:
            wrote = "wrote nothing" if is_silent else "wrote no sentence of an answer"
            raise UnusableReply(f"{begun.writer} {wrote}")
    if _NO_PROSE.match(reading.sentences[0].text):
        raise UnusableReply(f"{begun.writer} wrote no plain sentences")
    notes = tuple(_notes(begun.writer, written, reading))
    answer = replace(begun, sentences=reading.sentences, citations=reading.citations, notes=notes)
    return answer, reading.unknown


def _finds_nothing(writer: str, written: Draft, reading: Reading) -> bool:
    """Whether the model says that there is no answer, by the sentinel or in words.

    Raises `UnusableReply` where it would not look for one.
    """
    how = refusal(reading.sentences[0].text) if reading.sentences else None
    if how is Refusal.WOULD_NOT and written.end is not End.GAVE_UP:
        raise UnusableReply(f"{writer} {how.value}")
    return written.end is End.GAVE_UP or how is Refusal.FOUND_NOTHING


def _notes(writer: str, written: Draft, reading: Reading) -> Iterator[str]:
    if reading.unknown == 1:
        yield "1 citation that named no passage was removed."
    elif reading.unknown:
        yield f"{reading.unknown} citations that named no passage were removed."
    if written.end is End.TOO_LONG:
        yield f"The answer was cut off at {LONGEST:,} characters."
    if written.end is End.REPEATS:
        yield f"{writer} began to repeat itself and was stopped."


def _prompt(
    chat: Chat, query: Query, evidence: Sequence[Evidence], complaint: str
) -> tuple[str, Sequence[Shown]]:
    """What is sent, and the passages in it: the same ones with and without a complaint.

    So a local model, which has kept what it read, reads only the end of the second prompt.
    """
    asking = {"sentinel": SENTINEL, "as_of": query.as_of.isoformat(), "question": plain_data(_asked(query))}
    longest_repair = prompts.fill("repair", sentinel=SENTINEL, complaint="so it was " * (_COMPLAINT // 10))
    around = prompts.fill("answer", passages="", **asking) + longest_repair
    shown = fitted(chat, evidence[: MOST_PASSAGES[query.kind]], around)
    if not shown:
        raise PromptTooLong(f"the question and one sentence of the archive are too long for {chat.name}")
    prompt = prompts.fill("answer", passages=passages_text(shown), **asking)
    if complaint:
        said = plain_data(complaint, _COMPLAINT)
        prompt += "\n" + prompts.fill("repair", sentinel=SENTINEL, complaint=said)
    return prompt, shown


def _asked(query: Query) -> str:
    """What is asked with its limits, whose words are not among those that are searched for."""
    limits = in_words(query.limits)
    return f"{query.text} ({limits})" if limits else query.text

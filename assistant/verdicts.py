"""Verdicts in words: a mark for each sentence, and a line for a whole answer.

Does not know how a verdict is reached, nor how it is drawn.
"""

from typing import NamedTuple

from assistant.types import Answer, Sentence, Verdict


class Mark(NamedTuple):
    """What a reader is told of a verdict."""

    word: str
    meaning: str
    """A sentence, for where a verdict comes without a reason of its own."""


MARKS = {
    Verdict.QUOTED: Mark("word for word", "It stands word for word in the article that it cites."),
    Verdict.SUPPORTED: Mark("supported", "What it cites says so."),
    Verdict.WEAK: Mark("weak", "What it cites says something like it: read it before you rely on this."),
    Verdict.UNSUPPORTED: Mark("not supported", "Neither what it cites nor the other evidence says so."),
    Verdict.UNCITED: Mark("no source", "It names no source, and none was found for it."),
    Verdict.CITED: Mark("not checked", "Nobody has compared it with what it cites."),
}


def why(sentence: Sentence) -> str:
    """A line that says why the verdict is what it is."""
    return sentence.reason or MARKS[sentence.verdict].meaning


def counted(answer: Answer) -> str:
    """`11 of 12 sentences supported`, or that they are not checked; empty where there are none."""
    total = len(answer.sentences)
    if not total:
        return ""
    if any(one.verdict is Verdict.CITED for one in answer.sentences):
        return "not checked sentence by sentence"
    sure = sum(one.verdict.is_sure for one in answer.sentences)
    return f"{sure} of {total} sentence{'' if total == 1 else 's'} supported"


def taken_out(answer: Answer) -> str:
    """How many sentences were removed, and why; empty where none was."""
    count = len(answer.removed)
    if count == 1:
        return "1 sentence for which no support was found was removed"
    return f"{count} sentences for which no support was found were removed" if count else ""


def summary(answer: Answer) -> str:
    """Who wrote an answer and how much of it is supported; empty for quotations and abstentions."""
    if answer.abstained or not answer.writer:
        return ""
    return " · ".join(filter(None, (f"Written by {answer.writer}", counted(answer), taken_out(answer))))


def markers(sentence: Sentence) -> str:
    """The numbers of what it cites as they stand behind it: ` [1] [2]`."""
    return "".join(f" [{number}]" for number in sentence.citations)


def said(answer: Answer) -> str:
    """The text with its `[n]`; after a model's sentence that is not supported stands what is the matter."""
    return " ".join(
        sentence.text + markers(sentence) + _warning(answer, sentence) for sentence in answer.sentences
    )


def _warning(answer: Answer, sentence: Sentence) -> str:
    if not answer.writer or sentence.verdict.is_sure:
        return ""
    word = MARKS[sentence.verdict].word
    return f" [{word}: {sentence.reason.rstrip('.')}]" if sentence.reason else f" [{word}]"

"""Answers that a model could have written: every verdict, what was removed, parts; and a hostile one.

Knows nothing of the library: it is given a quoted answer with two citations.
"""

from collections.abc import Iterator
from dataclasses import replace

from assistant.types import Answer, Row, Sentence, Stage, Step, Verdict, Writing

WRITER = "ollama:llama3.2"
HOSTILE = (
    "<script>window.broken=20</script> <img src=x onerror=window.broken=21>",
    "![a](https://evil.example/x.png) [b](javascript:window.broken=22) <https://evil.example>",
    "{{7*7}} ${window.broken=23} {% raw %}",
    "Before \u202eevil \u2066isolated, and after.",
    '</span></p><iframe src="javascript:window.broken=24"></iframe>',
)

_SAID = (
    ("Germany delivered 18 Leopard 2A6 tanks.", (1,), Verdict.SUPPORTED, "Source 1 says so."),
    ("Earlier it had promised fourteen of them.", (2,), Verdict.SUPPORTED, ""),
    (
        "Berlin called the delivery a turning point for its policy.",
        (1, 2),
        Verdict.WEAK,
        "Source 1 tells of the delivery; “turning point” stands in no sentence that was found.",
    ),
    ("The last of them arrived on a Friday.", (1,), Verdict.UNSUPPORTED, "No source names the weekday."),
    ("Crews were trained for weeks.", (), Verdict.UNCITED, ""),
    ("“Germany has delivered”, one report begins.", (1,), Verdict.QUOTED, ""),
)


def written(quoted: Answer, rows: tuple[Row, ...]) -> Answer:
    """The quoted answer as a model would have written it."""
    return replace(
        quoted,
        sentences=tuple(
            Sentence(text, citations, verdict, reason=reason) for text, citations, verdict, reason in _SAID
        ),
        rows=tuple(replace(row, citation=1) for row in rows),
        writer=WRITER,
        removed=(
            Sentence("Nine hundred were sent.", (1,), Verdict.UNSUPPORTED, reason="No source says 900."),
        ),
        parts=("Which tanks were sent?", "Which tanks were only promised?"),
        writing=Writing("answer@3f2a91c0b7d1", 8, 2100, 96, 812.0),
    )


def loudly_written(quoted: Answer) -> Answer:
    """A model that tries everything."""
    return replace(
        quoted,
        sentences=tuple(Sentence(text, (1,), Verdict.WEAK, reason=text) for text in HOSTILE),
        comparisons=(),
        writer=HOSTILE[0],
        removed=tuple(Sentence(f"Removed: {text}", (), Verdict.UNSUPPORTED) for text in HOSTILE),
        parts=HOSTILE,
    )


def steps(answer: Answer) -> Iterator[Step]:
    """The answer as it grows: written, then checked, then whole."""
    unchecked = tuple(replace(one, verdict=Verdict.CITED, reason="") for one in answer.sentences)
    for count in range(1, len(unchecked) + 1):
        yield Step(
            Stage.ANSWERING, replace(answer, sentences=unchecked[:count], rows=(), comparisons=(), removed=())
        )
    yield Step(Stage.CHECKING, replace(answer, sentences=(*answer.sentences[:2], *unchecked[2:]), removed=()))
    yield Step(Stage.DONE, answer)

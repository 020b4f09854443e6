"""Asks from a terminal: one question, or a file of them.

Does not know how a question is answered; see `python -m assistant --help`.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tqdm import tqdm

from assistant.errors import AssistantError, QuestionError
from assistant.export import FORMS, Export
from assistant.printed import printed, safe
from assistant.record import dumped, record
from assistant.settings import Settings
from assistant.types import Limits, Window
from index.database import is_begun
from index.errors import IndexingError
from index.showing import unheard

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from index.embedding import Embedder

_DAY = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})")


class Asked(NamedTuple):
    """One line of a file of questions."""

    question_id: str | int | None
    question: str
    as_of: date | None


def main(arguments: Sequence[str] | None = None, embedder: "Embedder | None" = None) -> int:
    """Returns 0 where all was answered, 1 where Dateline abstained or a line was bad, 2 after an error."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if (given.question is None) == (given.questions is None) or (given.questions is None) != (
        given.out is None
    ):
        parser.error("give a question, or --questions FILE with --out FILE")
    alone = (given.as_of, given.json, given.first, given.last, given.outlets, given.export)
    if given.questions is not None and any(alone):
        parser.error(
            "--as-of, --from, --to, --outlet, --json and --export are for one question, not for a file"
        )
    if given.export is not None and given.export.suffix.lower()[1:] not in FORMS:
        parser.error(f"--export takes a file whose name ends in .{' or .'.join(FORMS)}")
    try:
        settings = Settings.from_environment(
            home=given.home, embedding_model=given.model, llm=given.llm, threads=given.threads
        )
        if not is_begun(settings):
            raise _nothing_in(settings.home)
        from assistant.pipeline import Assistant  # late: --help and a wrong flag need none of it

        assistant = Assistant(settings, embedder=embedder)
        try:
            if assistant.library.status().articles == 0:
                raise _nothing_in(settings.home)
            if given.questions is not None:
                return _ask_all(assistant, given.questions, given.out)
            code = _ask_one(assistant, given)
            print(end="", flush=True)
            return code
        finally:
            assistant.close()
    except BrokenPipeError:
        return unheard()
    except (AssistantError, IndexingError, OSError) as error:
        print(f"error: {safe(str(error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


def _nothing_in(home: Path) -> QuestionError:
    return QuestionError(
        f"there is no article in {home}: check --home and DATELINE_HOME, or add articles with "
        "python -m index add FOLDER, or the demo archive with python -m index add --demo"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant",
        description="Answers questions from the library, every sentence with its source.",
        epilog='example: python -m assistant "Which NATO members sent tanks to Ukraine?" --as-of 2023-12-31',
    )
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="one question")
    parser.add_argument("--as-of", metavar="DAY", help="the day on which it is asked, YYYY-MM-DD (today)")
    parser.add_argument(
        "--from",
        dest="first",
        metavar="DAY",
        help="only articles of this day or later; this flag and the next two replace what the question says",
    )
    parser.add_argument("--to", dest="last", metavar="DAY", help="only articles of this day or earlier")
    parser.add_argument(
        "--outlet",
        dest="outlets",
        action="append",
        metavar="NAME",
        help="only articles of this outlet; may be given again for another",
    )
    parser.add_argument("--json", action="store_true", help="the answer as JSON")
    parser.add_argument(
        "--export",
        type=Path,
        metavar="FILE",
        help="where the answer is also written with all that it rests on: .md or .json",
    )
    parser.add_argument(
        "--questions",
        type=Path,
        metavar="FILE",
        help="a .jsonl file with question or question_sentence, and perhaps question_id and question_date "
        "or as_of, on each line",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="where their answers are written as .jsonl")
    parser.add_argument("--home", metavar="FOLDER", help="the library's folder (DATELINE_HOME)")
    parser.add_argument("--model", metavar="NAME", help="the embedding model (DATELINE_EMBEDDING_MODEL)")
    parser.add_argument("--llm", metavar="PROVIDER:MODEL", help="the model that writes (DATELINE_LLM)")
    parser.add_argument("--threads", type=int, metavar="N", help="processor threads (DATELINE_THREADS)")
    return parser


def _ask_one(assistant: "Assistant", given: argparse.Namespace) -> int:
    asked = datetime.now(UTC)
    answer = assistant.answer(
        _text(given.question),
        as_of=None if given.as_of is None else _day(given.as_of),
        limits=_limits(given, assistant.library.outlets()),
    )
    if given.json:
        print(dumped(record(answer), indent=2))
    else:
        print("\n".join(printed(answer)))
    if given.export is not None:
        made = Export(answer, asked, assistant.library.status().embedding_model)
        given.export.write_text(made.text(given.export.suffix.lower()[1:]), encoding="utf-8")
    return 1 if answer.abstained else 0


def _limits(given: argparse.Namespace, known: Sequence[str]) -> Limits | None:
    """What the flags hold the question to; none where it says that itself."""
    if not (given.first or given.last or given.outlets):
        return None
    first, last = (None if text is None else _day(text) for text in (given.first, given.last))
    if first is not None and last is not None and first > last:
        raise QuestionError(f"--from {first} is after --to {last}")
    spelled = {name.casefold(): name for name in known}
    outlets = dict.fromkeys(given.outlets or ())
    for name in outlets:
        if name.casefold() not in spelled:
            raise QuestionError(f"the library has no outlet {name!r}: it has {', '.join(known) or 'none'}")
    return Limits(
        None if first is None and last is None else Window(first, last),
        tuple(dict.fromkeys(spelled[name.casefold()] for name in outlets)),
    )


def _ask_all(assistant: "Assistant", questions: Path, out: Path) -> int:
    lines = questions.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    if out.exists() and out.samefile(questions):
        raise QuestionError(f"--out {out} is the file of questions: name another one")
    answered = abstained = bad = 0
    # unbuffered: a line is one write, so that a run that is stopped leaves whole lines
    with out.open("wb", buffering=0) as file:
        for number, line in enumerate(tqdm(lines, desc="asking", unit=" questions"), start=1):
            if not line.strip():
                continue
            try:
                asked = _asked(line)
                answer = assistant.answer(asked.question, as_of=asked.as_of)
            except QuestionError as error:
                bad += 1
                tqdm.write(f"line {number}: {safe(str(error))}", file=sys.stderr)
                continue
            answered += not answer.abstained
            abstained += answer.abstained
            file.write(dumped(record(answer, asked.question_id)).encode() + b"\n")
    print(f"answered {answered} · abstained {abstained} · bad lines {bad}", file=sys.stderr)
    return 1 if bad else 0


def _asked(line: bytes) -> Asked:
    """Reads one line; raises `QuestionError` where it holds no question that can be asked."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuestionError(f"not JSON ({error})") from None
    if not isinstance(row, dict):
        raise QuestionError("not a JSON object")
    question = _first(row, "question_sentence", "question")
    if not isinstance(question, str):
        raise QuestionError("no question_sentence or question that is a text")
    identifier = row.get("question_id")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int | None):
        raise QuestionError("question_id is neither a text nor a whole number")
    day = _first(row, "question_date", "as_of")
    return Asked(identifier, _text(question), None if day is None else _day(day))


def _first(row: dict[str, Any], *names: str) -> object:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _text(question: str) -> str:
    """The question, unless it has halves of characters, which no part of the pipeline can take."""
    try:
        question.encode()
    except UnicodeEncodeError:
        raise QuestionError("the question is not valid Unicode text") from None
    return question


def _day(value: object) -> date:
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if found is None:
            raise ValueError
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        raise QuestionError(f"{value!r} is no day: give YYYY-MM-DD or YYYY/MM/DD") from None


if __name__ == "__main__":
    sys.exit(main())

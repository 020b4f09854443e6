"""Measures Dateline on every set that is found, and prints a table for each.

Does not know what the figures should be; `LOG.md` keeps them. The folder of evaluation data is no part of the
project: `python -m tests.evals --data FOLDER`. The sets `demo` and `support` need none. A model beside the
quotations: `python -m tests.evals --llm SETTING`, with the folder or without.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.evals import demo, multihop, planned, quiz, rgb, support, written
from tests.evals.sets import Measured

SETS = {
    "realtime": quiz.measured,
    "multihop": multihop.measured,
    "rgb": rgb.measured,
    "demo": demo.measured,
    "support": support.measured,
}
OWN = ("demo", "support")
"""Sets that come with the project."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0 also where a set is not there, after saying so."""
    parser = argparse.ArgumentParser(prog="python -m tests.evals", description="Measures Dateline.")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="the evaluation data")
    parser.add_argument("--set", choices=SETS, help="this one alone")
    parser.add_argument("--llm", metavar="PROVIDER:MODEL", help="this model's answers beside the quoted ones")
    parser.add_argument("--count", type=int, metavar="N", help="with --llm: so many questions of each set")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a line of JSON for each question")
    asked = parser.parse_args(arguments)
    if asked.llm and asked.set:
        parser.error("--llm measures its own sets: leave --set out")
    if asked.data is None and asked.set not in OWN and not asked.llm:
        parser.error(f"--data FOLDER is needed, except with --llm or for --set {' and '.join(OWN)}")
    with ExitStack() as stack:
        out = asked.out and stack.enter_context(asked.out.open("w", encoding="utf-8"))
        for one in _measured(asked):
            print(one.table, flush=True)
            if out:
                out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in one.records)
    return 0


def _measured(asked: argparse.Namespace) -> Iterator[Measured]:
    if asked.llm:
        yield from planned.measured(asked.llm)
        yield from written.measured(asked.llm, asked.data, asked.count)
        return
    for name in [asked.set] if asked.set else SETS:
        found = list(SETS[name](asked.data))
        if not found:
            print(f"skipped: {name} is not in {asked.data}, and the project does not ship it")
        yield from found


if __name__ == "__main__":
    sys.exit(main())

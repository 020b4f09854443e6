"""Measures Dateline on every set that is found, and prints a table for each.

Does not know what the figures should be; `LOG.md` keeps them. The folder of evaluation data is no part of the
project: `python -m tests.evals --data FOLDER`. The set `demo` needs none.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.evals import demo, multihop, quiz, rgb

SETS = {"realtime": quiz.measured, "multihop": multihop.measured, "rgb": rgb.measured, "demo": demo.measured}


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0 also where a set is not there, after saying so."""
    parser = argparse.ArgumentParser(prog="python -m tests.evals", description="Measures Dateline.")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="the evaluation data")
    parser.add_argument("--set", choices=SETS, help="this one alone")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a line of JSON for each question")
    asked = parser.parse_args(arguments)
    if asked.data is None and asked.set != "demo":
        parser.error("--data FOLDER is needed, except for --set demo")
    with ExitStack() as stack:
        out = asked.out and stack.enter_context(asked.out.open("w", encoding="utf-8"))
        for name in [asked.set] if asked.set else SETS:
            measured = list(SETS[name](asked.data))
            if not measured:
                print(f"skipped: {name} is not in {asked.data}, and the project does not ship it")
            for one in measured:
                print(one.table, flush=True)
                if out:
                    out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in one.records)
    return 0


if __name__ == "__main__":
    sys.exit(main())

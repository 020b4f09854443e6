"""Times how a library is built, beside the pipeline that LangChain's documentation leads to.

Does not know how either is made. Both take the same articles on the same machine, one after the other, each
in a process of its own: `python -m tests.evals.building --data FOLDER`. Seconds are of no use on another
machine, or beside other work: the ratio is what counts.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.evals import realtime

ARMS = {"LangChain's documentation": "tests.evals.usual", "Dateline": "tests.evals.ours"}
QUESTIONS = 20
MEGABYTE = 2**20


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0 also where the data is not there, after saying so."""
    parser = argparse.ArgumentParser(prog="python -m tests.evals.building", description=__doc__)
    parser.add_argument("--data", type=Path, metavar="FOLDER", required=True, help="the evaluation data")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take one article of N")
    parser.add_argument("--only", choices=ARMS, help="one of the two")
    asked = parser.parse_args(arguments)
    if realtime.FOLDER not in realtime.folders(asked.data):
        print(f"skipped: {realtime.FOLDER} is not in {asked.data}, and the project does not ship it")
        return 0
    questions = [question.text for question in realtime.questions(asked.data)[:: 639 // QUESTIONS]]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl.gz"
        count = _sample(realtime.corpus(asked.data), file, asked.every)
        print(f"{count} articles", flush=True)
        for name in [asked.only] if asked.only else ARMS:
            print(f"\n{name}", flush=True)
            for figure, value in _measured(name, file, Path(folder), questions):
                print(f"{figure:<50}{value:>12}", flush=True)
    return 0


def _sample(corpus: Path, file: Path, every: int) -> int:
    with gzip.open(corpus, "rb") as lines, gzip.open(file, "wb") as sample:
        taken = [*lines][::every]
        sample.writelines(taken)
    return len(taken)


def _measured(name: str, file: Path, folder: Path, questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    home = folder / ARMS[name]
    command = [sys.executable, "-m", ARMS[name], str(file), str(home), json.dumps(questions)]
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_memory, _family(process.pid))))
            time.sleep(0.5)
        assert process.stdout is not None
        written = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:3])} failed: run it by itself to see why")
    took = json.loads(written.splitlines()[-1])
    disk = sum(one.stat().st_size for one in home.rglob("*") if one.is_file())
    yield "passages or chunks", f"{took['rows']:,}"
    yield "until words can be searched, s", f"{took['words']:.0f}"
    yield "until all can be searched, s", f"{took['all']:.0f}"
    if "first_answer" in took:
        yield "first answer after words are there, s", f"{took['first_answer']:.1f}"
    yield "peak memory, MB", f"{peak / MEGABYTE:,.0f}"
    yield "disk, MB", f"{disk / MEGABYTE:,.0f}"
    yield "search, median ms", f"{took['question'] * 1000:.0f}"
    if "answer" in took:
        yield "answer, median ms", f"{took['answer'] * 1000:.0f}"


def _family(process: int) -> list[int]:
    """A process and all that it has started, on Linux."""
    family = [process]
    for one in family:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                family += map(int, task.read_text().split())
            except OSError:  # it has just ended
                continue
    return family


def _memory(process: int) -> float:
    """Bytes that a process has to itself, and its share of what it has with others."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(float(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    sys.exit(main())

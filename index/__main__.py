"""The command line of the library: add articles, make it anew, say what it holds.

Does not know anything that the other files of this package do not; see `python -m index --help`.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tqdm import tqdm

from index import demo
from index.catalogue import Status
from index.errors import IndexingError
from index.settings import Settings
from index.sync import Progress, Store


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0 where all went well, 1 where something was skipped, 2 where nothing could be done."""
    given = _parser().parse_args(arguments)
    try:
        settings = Settings.from_environment(
            home=given.home, embedding_model=given.model, threads=given.threads
        )
        store = Store(settings, rebuilding=given.command == "rebuild")
        try:
            if given.command == "status":
                print(_status_as_json(store) if given.json else _status_as_text(store.library.status()))
                return 0
            if given.command == "rebuild":
                print(f"made {_show(store.rebuild()).embedded} passages anew")
                return 0
            paths = [*given.paths, *(demo.paths() if given.demo else ())]
            if not paths and not store.library.status().articles:
                raise IndexingError("nothing to add: name files or folders, or say --demo")
            return _report(_show(store.add(paths)))
        finally:
            store.close()
    except IndexingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; the next run of python -m index add goes on from here", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home", type=Path, metavar="FOLDER", help="the library's folder (DATELINE_HOME)")
    common.add_argument("--model", metavar="NAME", help="the embedding model (DATELINE_EMBEDDING_MODEL)")
    common.add_argument("--threads", type=int, metavar="N", help="processor threads (DATELINE_THREADS)")
    parser = argparse.ArgumentParser(
        prog="python -m index", description="Keeps the library that Dateline answers from."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser(
        "add",
        parents=[common],
        help="add articles from files and folders",
        epilog="example: python -m index add ~/articles more.jsonl.gz",
    )
    add.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="a file or a folder; none finishes earlier runs"
    )
    add.add_argument("--demo", action="store_true", help="add the demo archive")
    status = commands.add_parser(
        "status",
        parents=[common],
        help="say what the library holds",
        epilog="example: python -m index status --json",
    )
    status.add_argument("--json", action="store_true", help="as JSON")
    commands.add_parser(
        "rebuild",
        parents=[common],
        help="make passages and vectors anew from the stored articles",
        epilog="example: python -m index rebuild --model sentence-transformers/all-mpnet-base-v2",
    )
    return parser


def _show(steps: Iterable[Progress]) -> Progress:
    """Draws a bar for each part of the work, names what is skipped, and returns the last step."""
    progress = Progress()
    bar = tqdm(desc="reading", unit=" articles")
    try:
        for progress in steps:
            for problem in progress.problems:
                tqdm.write(f"skipped {_plain(problem.origin)}: {_plain(problem.reason)}", file=sys.stderr)
            part, unit, count, total = _part(progress)
            if part != bar.desc:
                bar.close()
                bar = tqdm(desc=part, unit=unit, total=total)
            bar.update(count - bar.n)
    finally:
        bar.close()
    return progress


def _part(progress: Progress) -> tuple[str, str, int, int | None]:
    """What is being done, to what, how many of them are done, and of how many."""
    if progress.to_embed:
        return "embedding", " passages", progress.embedded, progress.to_embed
    if progress.to_place:
        return "comparing", " articles", progress.placed, progress.to_place
    return "reading", " articles", progress.read, None


def _plain(text: str) -> str:
    """A line without the control characters that a hostile file name could send to the terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _report(progress: Progress) -> int:
    changed = f" · changed {progress.changed}" if progress.changed else ""
    print(
        f"read {progress.read} · added {progress.added}{changed} · unchanged {progress.unchanged} · "
        f"skipped {progress.skipped}"
    )
    return 1 if progress.skipped else 0


def _status_as_text(status: Status) -> str:
    outlets = ", ".join(f"{_plain(name)} ({count})" for name, count in status.outlets[:10])
    if len(status.outlets) > 10:
        outlets += f" and {len(status.outlets) - 10} more"
    missing = status.passages - status.embedded
    undated = f" ({status.undated} without a date)" if status.undated else ""
    lines = {
        "articles": f"{status.articles}{undated}",
        "copies": f"{status.copies} are near-copies of another",
        "passages": f"{status.passages}"
        + (f" ({missing} not yet embedded: run python -m index add again)" if missing else ""),
        "outlets": outlets or "none named",
        "days": f"{status.first} to {status.last}" if status.first else "none known",
        "model": status.embedding_model,
        "updated": status.updated.isoformat(sep=" ") if status.updated else "never",
    }
    return "\n".join(f"{name:<9} {value}" for name, value in lines.items())


def _status_as_json(store: Store) -> str:
    status = store.library.status()
    return json.dumps(
        {
            "articles": status.articles,
            "undated": status.undated,
            "copies": status.copies,
            "passages": status.passages,
            "embedded": status.embedded,
            "outlets": dict(status.outlets),
            "first": status.first.isoformat() if status.first else None,
            "last": status.last.isoformat() if status.last else None,
            "embedding_model": status.embedding_model,
            "updated": status.updated.isoformat() if status.updated else None,
        },
        ensure_ascii=False,
        indent=2,
    )


if __name__ == "__main__":
    sys.exit(main())

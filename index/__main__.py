"""The command line of the library: add articles, keep sources up to date, make it anew, say what it holds.

Does not know anything that the other files of this package do not; see `python -m index --help`.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from index import demo, showing
from index.database import is_begun
from index.errors import IndexingError, LibraryBusy
from index.settings import Settings
from index.sources import Kind
from index.sync import Store

_MINUTES = 60  # seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0 where all went well, 1 where something was skipped or failed, 2 where nothing was done."""
    given = _parser().parse_args(arguments)
    try:
        settings = Settings.from_environment(
            home=given.home, embedding_model=given.model, threads=given.threads
        )
        begins = given.command == "add-source" or (given.command == "add" and (given.paths or given.demo))
        if not begins and not is_begun(settings):
            raise IndexingError(
                f"there is no library in {settings.home}: check --home and DATELINE_HOME, or begin one with "
                "python -m index add FOLDER, or --demo"
            )
        store = Store(settings, rebuilding=given.command == "rebuild")
        try:
            code = int(_COMMANDS[given.command](store, given))
            print(end="", flush=True)  # there may be no output to write to
            return code
        finally:
            store.close()
    except BrokenPipeError:
        return showing.unheard()
    except (IndexingError, OSError) as error:
        print(f"error: {showing.plain(str(error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"stopped; the next run of python -m index {given.command} goes on from here", file=sys.stderr)
        return 130


def _add(store: Store, given: argparse.Namespace) -> int:
    paths = [*given.paths, *(demo.paths() if given.demo else ())]
    if not paths and not store.library.status().articles:
        raise IndexingError("nothing to add: name files or folders, or say --demo")
    return _report(showing.show(store.add(paths)), given)


def _sync(store: Store, given: argparse.Namespace) -> int:
    if not store.library.sources():
        raise IndexingError(
            "no source is registered: name one with python -m index add-source, a folder or a feed's URL"
        )
    at_once = bool(given.locations)  # who names a source does not want to wait for its pages' next turn
    while True:
        try:
            sources = [store.library.source(_known_as(name)) for name in given.locations] or None
            result = showing.show(store.sync(sources, at_once=at_once))
            code = _report(result, given, at=datetime.now() if given.watch else None)
            at_once = False
        except LibraryBusy as error:
            if given.watch is None:
                raise
            print(f"error: {error}", file=sys.stderr)
        if given.watch is None:
            return code
        time.sleep(given.watch * _MINUTES)


def _add_source(store: Store, given: argparse.Namespace) -> int:
    from index.fetch import Fetcher
    from index.registering import registered

    kind = None if given.kind is None else Kind(given.kind)
    with Fetcher(private_addresses=store.settings.private_addresses) as fetcher:
        source = registered(store.library, given.location, kind, fetcher)
    if given.json:
        print(showing.sources_as_json([source]))
    else:
        name = f" {showing.plain(source.name)}" if source.name else ""
        print(
            f"registered {showing.plain(source.location)} ({source.kind}{name}): next, python -m index sync"
        )
    return 0


def _sources(store: Store, given: argparse.Namespace) -> int:
    sources = store.library.sources()
    print(showing.sources_as_json(sources) if given.json else showing.sources_as_text(sources))
    return 1 if any(source.failing_since for source in sources) else 0


def _remove_source(store: Store, given: argparse.Namespace) -> int:
    source = store.library.source(_known_as(given.location))
    removed = store.remove(source, keep=not given.articles)
    if given.json:
        print(showing.as_json({"location": source.location, "removed": removed}))
    else:
        told = f"{removed} articles were removed" if given.articles else "its articles stay"
        print(f"{showing.plain(source.location)} is no source any more; {told}")
    return 0


def _rebuild(store: Store, given: argparse.Namespace) -> int:
    made = showing.show(store.rebuild()).progress.embedded
    print(showing.as_json({"passages": made}) if given.json else f"made {made} passages anew")
    return 0


def _status(store: Store, given: argparse.Namespace) -> int:
    status = store.library.status()
    print(showing.status_as_json(status) if given.json else showing.status_as_text(status))
    return 0


def _check(store: Store, given: argparse.Namespace) -> int:
    faults = showing.show_faults(store.check())
    print(showing.faults_as_json(faults) if given.json else showing.faults_as_text(faults))
    return 1 if faults else 0


_COMMANDS = {
    "add": _add,
    "sync": _sync,
    "add-source": _add_source,
    "sources": _sources,
    "remove-source": _remove_source,
    "rebuild": _rebuild,
    "status": _status,
    "check": _check,
}


def _report(result: showing.Result, given: argparse.Namespace, at: datetime | None = None) -> int:
    told = showing.result_as_json(result) if given.json else showing.result_as_text(result)
    print(f"{at:%Y-%m-%d %H:%M} · {told}" if at and not given.json else told, flush=True)
    return 1 if result.progress.skipped or result.progress.failed else 0


def _known_as(location: str) -> str:
    from index.registering import known_as

    return known_as(location)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home", metavar="FOLDER", help="the library's folder (DATELINE_HOME)")
    common.add_argument("--model", metavar="NAME", help="the embedding model (DATELINE_EMBEDDING_MODEL)")
    common.add_argument("--threads", type=int, metavar="N", help="processor threads (DATELINE_THREADS)")
    common.add_argument("--json", action="store_true", help="say what it came to as JSON")
    parser = argparse.ArgumentParser(
        prog="python -m index",
        description="Keeps the library that Dateline answers from.",
        epilog="exit codes: 0 all went well, 1 something was skipped or failed, 2 nothing could be done",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, what: str, example: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, parents=[common], help=what, description=what, epilog=f"example: python -m index {example}"
        )

    add = command("add", "add articles from files and folders, once", "add ~/articles more.jsonl.gz")
    add.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="a file or a folder; none finishes earlier runs"
    )
    add.add_argument("--demo", action="store_true", help="add the demo archive")
    sync = command("sync", "bring registered sources up to date", "sync --watch 15")
    sync.add_argument(
        "locations",
        nargs="*",
        metavar="LOCATION",
        help="these sources alone, all their pages again, 200 at a time",
    )
    sync.add_argument("--watch", type=_minutes, metavar="MINUTES", help="again and again, with such a pause")
    add_source = command(
        "add-source", "register a source to be kept up to date", "add-source https://courier.example/feed.xml"
    )
    add_source.add_argument(
        "location", metavar="LOCATION", help="a folder, a file, or the URL of a feed or page"
    )
    kinds = [kind.value for kind in Kind]
    add_source.add_argument("--kind", choices=kinds, help="what it is; found out unless given")
    command("sources", "list the registered sources and how they are", "sources --json")
    remove = command("remove-source", "take out a source", "remove-source ~/articles --articles")
    remove.add_argument("location", metavar="LOCATION", help="as python -m index sources lists it")
    remove.add_argument("--articles", action="store_true", help="its articles, too, unless others have them")
    command("status", "say what the library holds", "status --json")
    command("check", "find what is wrong with the library, and mend it", "check --json")
    command(
        "rebuild",
        "make passages and vectors anew from the stored articles",
        "rebuild --model sentence-transformers/all-mpnet-base-v2",
    )
    return parser


def _minutes(text: str) -> float:
    minutes = float(text)
    if not 1 <= minutes <= 10_080:
        raise argparse.ArgumentTypeError("give minutes from 1 to 10080, a week")
    return minutes


if __name__ == "__main__":
    sys.exit(main())

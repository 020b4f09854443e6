"""What the command line shows while it works, and the words and JSON in which it reports.

Does not know what is worked at.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta

from tqdm import tqdm

from index.article import Kill
from index.catalogue import Status
from index.faults import Fault
from index.progress import Progress
from index.readers import Unreadable
from index.sources import Source

_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """What a run came to; of very many problems or kills only the first are kept."""

    progress: Progress
    problems: tuple[Unreadable, ...]
    kills: tuple[Kill, ...]


def show(steps: Iterable[Progress]) -> Result:
    """Draws a bar for each part of the work, names what is skipped or killed, and returns what it came to."""
    progress = Progress()
    problems: list[Unreadable] = []
    kills: list[Kill] = []
    bar = tqdm(desc="reading", unit=" articles")
    try:
        for progress in steps:
            for problem in progress.problems:
                tqdm.write(_problem(problem), file=sys.stderr)
            for kill in progress.kills:
                tqdm.write(_kill(kill), file=sys.stderr)
            problems += progress.problems[: _KEPT - len(problems)]
            kills += progress.kills[: _KEPT - len(kills)]
            part, unit, count, total = _part(progress)
            if part != bar.desc:
                bar.close()
                bar = tqdm(desc=part, unit=unit, total=total)
            if total is not None:
                bar.total = total
            bar.update(count - bar.n)
    finally:
        bar.close()
    return Result(replace(progress, problems=(), kills=()), tuple(problems), tuple(kills))


def _problem(problem: Unreadable) -> str:
    told = "failed: " if problem.origin in problem.reason else "skipped "
    return told + _where_and_why(problem.origin, problem.reason)


def _where_and_why(where: str, why: str) -> str:
    return plain(why if where in why else f"{where}: {why}")  # a source or a server is named in it


def _kill(kill: Kill) -> str:
    upto = f" up to version {kill.revision}" if kill.revision else ""
    return plain(f"killed {kill.given_id}{upto}: its agency says so in {kill.origin}")


def _part(progress: Progress) -> tuple[str, str, int, int | None]:
    """What is being done, to what, how many of them are done, and of how many."""
    if progress.to_embed:
        return "embedding", " passages", progress.embedded, progress.to_embed
    if progress.to_place:
        return "comparing", " articles", progress.placed, progress.to_place
    return "reading", " articles", progress.read, None


def plain(text: str) -> str:
    """A line without the control characters that a hostile file name could send to the terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def unheard() -> int:
    """The exit code where who read the output has gone, as `head` does; what is still to come is let go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


_COUNTED = ("read", "added", "changed", "unchanged", "removed", "kept_out", "skipped", "failed")
_ALWAYS = ("read", "added", "unchanged", "skipped")


def result_as_text(result: Result) -> str:
    counts = {name: getattr(result.progress, name) for name in _COUNTED}
    return " · ".join(
        f"{name.replace('_', ' ')} {count}" for name, count in counts.items() if count or name in _ALWAYS
    )


def result_as_json(result: Result) -> str:
    made: dict[str, object] = {name: getattr(result.progress, name) for name in _COUNTED}
    made["problems"] = [asdict(problem) for problem in result.problems]
    made["kills"] = [asdict(kill) for kill in result.kills]
    return as_json(made)


def as_json(made: object) -> str:
    return json.dumps(made, ensure_ascii=False, indent=2, default=str)


def sources_as_text(sources: Sequence[Source]) -> str:
    """A block a source: where it is, what it has brought, and what is the matter with it."""
    if not sources:
        return "no source is registered: python -m index add-source LOCATION"
    return "\n".join(_source_as_text(source) for source in sources)


def _source_as_text(source: Source) -> str:
    brought = f"newest came {_time(source.brought_at)}" if source.brought_at else "nothing came yet"
    name = f" ({plain(source.name)})" if source.name else ""
    looked = f" · looked at {_time(source.tried_at)}" if source.tried_at else ""
    lines = [
        f"{plain(source.location)}{name}",
        f"  {source.kind} · articles {source.articles} · {brought}{looked}",
    ]
    if source.failing_since:
        lines.append(f"  failing since {_time(source.failing_since)}: {plain(source.failure)}")
    elif source.succeeded_at is None:
        lines.append("  not read yet: python -m index sync")
    elif silent := source.silent_for:
        lines.append(f"  silent for {_days(silent)}, longer than usual")
    if source.unread:
        lines.append(f"  cannot be read, or not whole: {source.unread}")
        lines += [f"    {_where_and_why(place, reason)}" for place, reason in source.failures]
        if source.unread > len(source.failures):
            lines.append(f"    and {source.unread - len(source.failures)} more")
    return "\n".join(lines)


def sources_as_json(sources: Sequence[Source]) -> str:
    return as_json(
        [
            {field.name: getattr(source, field.name) for field in fields(source) if field.name != "arrivals"}
            | {"brought_at": source.brought_at, "is_silent": source.silent_for is not None}
            for source in sources
        ]
    )


def _days(span: timedelta) -> str:
    return f"{span.days} days" if span.days > 1 else f"{span.total_seconds() / 3600:.0f} hours"


def _time(time: datetime) -> str:
    return time.astimezone().strftime("%Y-%m-%d %H:%M")


def show_faults(steps: Iterable[Progress | Fault]) -> tuple[Fault, ...]:
    """As `show`, for a check; returns what was wrong."""
    faults: list[Fault] = []

    def progress() -> Iterator[Progress]:
        for step in steps:
            if isinstance(step, Fault):
                faults.append(step)
            else:
                yield step

    show(progress())
    return tuple(faults)


def faults_as_text(faults: Sequence[Fault]) -> str:
    if not faults:
        return "nothing is wrong"
    return "\n".join(
        f"{fault.count} {fault.what}: {fault.done}" + (f", say {fault.command}" if fault.command else "")
        for fault in faults
    )


def faults_as_json(faults: Sequence[Fault]) -> str:
    return as_json([asdict(fault) for fault in faults])


def status_as_text(status: Status) -> str:
    outlets = ", ".join(f"{plain(name)} ({count})" for name, count in status.outlets[:10])
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


def status_as_json(status: Status) -> str:
    made = {field.name: getattr(status, field.name) for field in fields(status)}
    return as_json(made | {"outlets": dict(status.outlets)})

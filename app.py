"""The chat window: `python app.py` opens it on this machine; the only file that imports gradio.

Knows nothing of how an answer is found or drawn: `assistant.desk` does what the page asks for.
"""

import argparse
import errno
import functools
import logging
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import importing, render
from assistant.desk import Desk
from assistant.errors import AssistantError, MessageError
from assistant.guard import Guard
from assistant.settings import Settings
from index.errors import IndexingError
from index.readers import SUFFIXES
from index.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    import gradio

ASKED_AT_ONCE = 4
"""Questions answered at the same time; more wait their turn rather than slow each other down."""
LARGEST_UPLOAD = "512mb"
UNSEEN_FOR = 2.0
"""Seconds that loading a model waits for a page to be there first: both at once would slow the page down."""

_log = logging.getLogger(__name__)


def build(desk: Desk) -> "gradio.Blocks":
    """The page: pieces of our own HTML, a drop zone for files, and the wire that joins them to the desk."""
    import gradio

    def ask(event: gradio.EventData) -> Iterator[dict[str, Any]]:
        yield from desk.ask(event._data)

    def trial(event: gradio.EventData) -> Iterator[dict[str, Any]]:
        yield from desk.writers.trial(event._data)

    def add(uploads: list[str] | None) -> Iterator[tuple[str, Any]]:
        for report in desk.add([Path(upload) for upload in uploads or ()]):
            yield report, gradio.skip()
        yield report, None

    def piece(name: str, *served: Callable[..., Any]) -> None:
        script = render.PAGE / f"{name}.js"
        gradio.HTML(
            render.fill(f"{name}.html"),
            elem_id=f"{name}-view",
            apply_default_css=False,
            js_on_load=script.read_text("utf-8") if script.exists() else None,
            server_functions=[_served(function) for function in served],
        )

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    page = gradio.Blocks(title="Dateline", fill_width=True, delete_cache=(3600, 3600))
    with page:
        piece("masthead")
        piece("ask")
        with gradio.Row(elem_id="library-view"):
            piece("archive", desk.archive)
            with gradio.Column(elem_id="adding"):
                piece("adding")
                drop = gradio.File(
                    show_label=False,
                    elem_id="drop",
                    file_count="multiple",
                    file_types=list(SUFFIXES),
                    height=150,
                )
                report = gradio.HTML(
                    "", elem_id="report", apply_default_css=False, js_on_load=_file("report.js")
                )
        piece("reader", desk.article)
        wire = gradio.HTML(
            None,
            html_template="",  # what comes over the wire never goes through a template of Gradio's
            js_on_load="".join(map(_file, ("conversation.js", "limits.js", "verdicts.js", "page.js"))),
            elem_id="wire",
            server_functions=[
                _served(function)
                for function in (desk.library, desk.conversation, desk.delete, desk.rate, desk.export)
            ],
        )
        model = gradio.HTML(
            None,
            html_template="",
            js_on_load=_file("model.js"),
            elem_id="model-wire",
            server_functions=[_served(function) for function in (desk.writers.where, desk.writers.use)],
        )
        asking = wire.ask(ask, None, wire, concurrency_limit=ASKED_AT_ONCE, trigger_mode="multiple", **quiet)
        wire.halt(None, None, None, cancels=[asking], **quiet)
        trying = model.trial(trial, None, model, concurrency_limit=1, trigger_mode="multiple", **quiet)
        model.hangup(None, None, None, cancels=[trying], **quiet)
        drop.upload(add, drop, [report, drop], concurrency_limit=1, **quiet)
    return page


def _file(name: str) -> str:
    return (render.PAGE / name).read_text(encoding="utf-8")


def _served(method: Callable[..., Any]) -> Callable[..., Any]:
    from starlette.exceptions import HTTPException

    # gradio writes an attribute on what it serves, which a bound method does not take
    @functools.wraps(method)
    def serve(data: Any) -> Any:
        try:
            return method(data)
        except MessageError as error:
            raise HTTPException(422, str(error)) from None
        except (AssistantError, IndexingError) as error:
            _log.warning("%s", error)
            raise HTTPException(503, str(error)) from None

    return serve


def launch(desk: Desk) -> "gradio.Blocks":
    """Starts the window's server and returns at once; `local_url` of the result is its address."""
    # before gradio is imported, which reads them: nothing may look anything up outside this machine
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    if desk.settings.embedding_model == DEFAULT_MODEL:  # which is in a package; others may have to be fetched
        os.environ.setdefault("HF_HUB_OFFLINE", "1")

    @asynccontextmanager
    async def guarded(server: Any) -> AsyncIterator[None]:
        # before the first request, and around what gradio adds: as its `middleware` the guard would be inside
        server.middleware_stack = Guard(server.middleware_stack, host=host)
        yield

    host = desk.settings.host
    style = "".join(map(_file, ("style.css", "answer.css", "model.css", "narrow.css")))  # later rules win
    with importing.quickly():
        page = build(desk)
        page.launch(
            server_name=f"[{host}]" if ":" in host else host,
            server_port=_free_port(host) if desk.settings.port is None else desk.settings.port,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            ssr_mode=False,
            run_history=False,  # gradio would keep every answer in the browser a second time
            footer_links=[],
            enable_monitoring=False,
            max_file_size=LARGEST_UPLOAD,
            app_kwargs={"lifespan": guarded},
            # in the head, because gradio rewrites the selectors of the `css` it is given
            head=f'<meta name="referrer" content="no-referrer"><style>{style}</style>',
        )
    return page


def _free_port(host: str) -> int:
    for port in range(7860, 7960):
        if _is_free(host, port):
            return port
    raise IndexingError("no port from 7860 to 7959 is free: give one with --port")


def _is_free(host: str, port: int) -> bool:
    """Whether the port is free; raises `IndexingError` where no port of this host can be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise IndexingError(
                f"port {port} is not yours to use: give one from 1024 up with --port (DATELINE_PORT)"
            ) from None
        except (OSError, UnicodeError) as error:
            if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
                return False
            raise IndexingError(
                f"{host!r} is no address of this machine ({error}): give 127.0.0.1, or another that it has, "
                "with --host (DATELINE_HOST)"
            ) from None
    return True


def main(arguments: list[str] | None = None) -> int:
    """Reads the flags, opens the window and stays until it is told to stop."""
    parser = argparse.ArgumentParser(
        prog="python app.py",
        description="Opens Dateline's chat window on this machine.",
        epilog="example: python app.py --home ~/archives/energy --port 8000",
    )
    parser.add_argument("--home", help="the library's folder (DATELINE_HOME)")
    parser.add_argument("--host", help="the address to listen on; 127.0.0.1 unless given (DATELINE_HOST)")
    parser.add_argument(
        "--port", type=int, help="the port; the first free one from 7860 unless given (DATELINE_PORT)"
    )
    parser.add_argument(
        "--model", dest="embedding_model", help="the embedding model (DATELINE_EMBEDDING_MODEL)"
    )
    parser.add_argument("--threads", type=int, help="processor threads for embedding (DATELINE_THREADS)")
    parser.add_argument("--llm", help="provider:model for answers in a model's words (DATELINE_LLM)")
    flags = vars(parser.parse_args(arguments))
    try:
        settings = Settings.from_environment(**flags)
        if settings.port is not None and not _is_free(settings.host, settings.port):
            raise IndexingError(
                f"port {settings.port} on {settings.host} is taken: give another with --port, or none at all"
            )
        desk = Desk(settings)
        page = launch(desk)
    except (AssistantError, IndexingError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"Dateline is at {page.local_url} (Ctrl+C stops it)", flush=True)  # noqa: T201
    desk.opening.start(unseen_for=UNSEEN_FOR)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print("Stopped.")  # noqa: T201
    finally:
        page.close(verbose=False)
        desk.opening.close()
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    sys.exit(main())

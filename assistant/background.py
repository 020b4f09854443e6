"""One event loop in a thread of its own, on which every language model is listened to.

Does not know what runs on it. There is one for the process, and it stays: a provider's client keeps its
connections open for the next question, and a connection is of no use outside the loop that opened it.
"""

import asyncio
import atexit
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_starting = threading.Lock()


def run(work: Callable[[], Coroutine[Any, Any, _T]], timeout: float | None = None) -> _T:
    """Runs it on the loop and waits for it; raises what it raises.

    Raises `TimeoutError` where it takes longer, and lets it run on: at once where the loop itself is the
    caller, as when it frees what somebody forgot, or where the process is about to end.
    """
    here = loop()
    if here.is_closed():
        raise TimeoutError
    coming = asyncio.run_coroutine_threadsafe(work(), here)
    return coming.result(0 if asyncio._get_running_loop() is here else timeout)


def loop() -> asyncio.AbstractEventLoop:
    """The loop, which is started where it does not run yet."""
    with _starting:
        return _started()


@cache
def _started() -> asyncio.AbstractEventLoop:
    running: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        ended = asyncio.Event()
        here = asyncio.get_running_loop()
        here.set_exception_handler(_report)
        here.set_default_executor(ThreadPoolExecutor(thread_name_prefix="dateline-models"))
        running.set_result((here, ended))
        await ended.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="dateline-models", daemon=True)
    thread.start()
    here, ended = running.result()

    def close() -> None:
        here.call_soon_threadsafe(ended.set)
        thread.join(timeout=2)

    atexit.register(close)
    return here


def _report(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    # neither message nor traceback: a client's error may repeat the request with its key
    _log.warning("a model's connection was not closed cleanly (%s)", type(context.get("exception")).__name__)

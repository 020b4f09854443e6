"""Serves a desk's window until its input is closed.

Does not know what is asked of it, nor who answers.
"""

import sys

import app
from assistant.desk import Desk


def serve(desk: Desk) -> None:
    """Prints the address of the window, and returns when standard input ends."""
    page = app.launch(desk)
    desk.opening.start()
    print(page.local_url, flush=True)
    sys.stdin.read()
    page.close(verbose=False)
    desk.opening.close()

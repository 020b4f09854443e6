"""Dateline over the same articles as `usual`, to be timed: adds a file, and asks as soon as words are there.

Does not know what it is compared with: `python -m tests.evals.ours FILE FOLDER QUESTIONS` prints what it
took.
"""

import json
import statistics
import sys
import threading
import time
from pathlib import Path

from assistant.pipeline import Assistant
from assistant.retriever import ArchiveRetriever
from assistant.settings import Settings
from assistant.types import Answer
from index.sync import Store


def main(file: Path, folder: Path, questions: list[str]) -> None:
    started = time.monotonic()
    settings = Settings(home=folder)
    store = Store(settings)
    took = dict[str, float]()
    first = threading.Thread(target=lambda: took.update(first_answer=_answered(settings, questions[0])))
    for progress in store.add([file]):
        if progress.to_embed and "words" not in took:
            took["words"] = time.monotonic() - started
            first.start()
    took["all"] = time.monotonic() - started
    first.join()
    assistant = Assistant(settings, embedder=store.embedder)
    retriever = ArchiveRetriever(store=store)
    searched, asked = [], []
    for question in questions:
        begun = time.monotonic()
        retriever.invoke(question)
        searched.append(time.monotonic() - begun)
        begun = time.monotonic()
        _last(assistant, question)
        asked.append(time.monotonic() - begun)
    took |= {"rows": store.library.status().passages}
    took |= {"question": statistics.median(searched), "answer": statistics.median(asked)}
    assistant.close()
    store.close()
    print(json.dumps(took))


def _answered(settings: Settings, question: str) -> float:
    """Seconds from opening the library to the first answer, while another part of the process embeds."""
    begun = time.monotonic()
    assistant = Assistant(settings)
    _last(assistant, question)
    assistant.close()
    return time.monotonic() - begun


def _last(assistant: Assistant, question: str) -> Answer:
    *_, last = assistant.ask(question)
    assert last.answer is not None
    return last.answer


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))

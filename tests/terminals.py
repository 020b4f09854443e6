"""A small library on disk, and the command that asks it.

Knows nothing of what is tested with them.
"""

import json
from pathlib import Path
from typing import Any

from assistant.__main__ import main
from index.settings import Settings
from index.sync import Store
from tests.fakes import WordEmbedder

ARTICLES = [
    {
        "id": "poland",
        "title": "Warsaw hands over first Leopards",
        "source": "The Courier",
        "url": "https://courier.example/leopards",
        "date": "2023-02-24",
        "text": "Poland sent four Leopard tanks to Ukraine on Friday. Ten more will follow, Morawiecki said.",
    },
    {
        "id": "harbour",
        "title": "Harbour bridge closed",
        "source": "Northline Daily",
        "date": "2023-03-02",
        "text": "The harbour bridge closed on Thursday for repairs. Engineers expect three weeks of work.",
    },
    {
        "id": "hostile",
        "title": "\x1b]0;owned\x07Volcano \x9b31mwakes",
        "source": "Nowhere\u202e Gazette",
        "text": "The Ashfell volcano erupted\x1b[2J\x9b31m at dawn\u202e on Sunday. Nobody was hurt\x07.",
    },
]
TANKS = "How many Leopard tanks did Poland send to Ukraine?"
VOLCANO = "When did the Ashfell volcano erupt?"


def library(tmp_path: Path) -> Path:
    """The folder of a library with the articles above."""
    home = tmp_path / "home"
    source = tmp_path / "articles.json"
    source.write_text(json.dumps(ARTICLES))
    store = Store(settings_in(home), embedder=WordEmbedder(settings_in(home)))
    for _ in store.add([source]):
        pass
    store.close()
    return home


def settings_in(home: Path) -> Settings:
    return Settings(home=home, embedding_model="words")


def ask(home: Path, *arguments: str | Path, embedder: WordEmbedder | None = None) -> int:
    return main(
        [*map(str, arguments), "--home", str(home), "--model", "words"],
        embedder=WordEmbedder(settings_in(home)) if embedder is None else embedder,
    )


def ask_file(home: Path, *lines: object, embedder: WordEmbedder | None = None) -> tuple[int, list[Any]]:
    questions, out = home.parent / "questions.jsonl", home.parent / "out.jsonl"
    questions.write_bytes(
        b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    )
    code = ask(home, "--questions", questions, "--out", out, embedder=embedder)
    assert out.read_bytes().endswith(b"\n") or not out.read_bytes()
    return code, [json.loads(line) for line in out.read_text().splitlines()]

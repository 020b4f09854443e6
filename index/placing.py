"""Stories in SQLite: an article is put with its near-copies, or its story is taken apart again.

Does not know what makes two articles near-copies; `stories` does.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date

from index.stories import DAYS, SHARED_HASHES, Telling, is_copy, sketch, telling

_COMMON = 500
"""Articles within some days whose sketches have the same hash: so many have a phrase of their own pages in
common, and are not looked at for it."""

_COMPARED = 50
"""Stories that an article is compared with, the most alike first; no real one has come near."""


def place(connection: sqlite3.Connection, number: int) -> None:
    """Puts an article into one story with its near-copies, or into one of its own.

    Stories do not depend on the order of this: they are the articles that copies of copies link.
    """
    article = _telling(connection, number)
    hashes = [(h, _ordinal(article.published), number) for h in sketch(article.words)]
    connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?, ?)", hashes)
    joined, compared = {number}, 0
    for other, story in _candidates(connection, number, article.published):
        if story not in joined and compared < _COMPARED:
            compared += 1
            if is_copy(article, _telling(connection, other)):
                joined.add(story)
    connection.execute("INSERT INTO stories VALUES (?, ?)", (number, number))
    connection.execute(
        "UPDATE stories SET story = ? WHERE story IN (SELECT value FROM json_each(?))",
        (min(joined), json.dumps([*joined])),
    )


def take_out(connection: sqlite3.Connection, number: int) -> None:
    """All articles of the story are to be placed again: this one may have been all that linked them."""
    connection.execute(
        "DELETE FROM stories WHERE story = (SELECT story FROM stories WHERE article = ?)", (number,)
    )
    connection.execute("DELETE FROM sketches WHERE article = ?", (number,))


def _candidates(
    connection: sqlite3.Connection, number: int, published: date | None
) -> Iterator[tuple[int, int]]:
    """Other articles whose sketches share enough with this one's, and their stories; the most alike first."""
    day = _ordinal(published)
    days = () if published is None else (0, *range(day - DAYS, day + DAYS + 1))
    near = f"AND day IN ({', '.join(map(str, days))})" if days else ""
    shared = Counter[int]()
    hashes = connection.execute("SELECT hash FROM sketches WHERE article = ?", (number,)).fetchall()
    for (own,) in hashes:
        statement = f"SELECT article FROM sketches WHERE hash = ? {near} LIMIT ?"
        having = connection.execute(statement, (own, _COMMON)).fetchall()
        if len(having) < _COMMON:
            shared.update(row[0] for row in having)
    del shared[number]
    for other, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if count < SHARED_HASHES:
            return
        placed = connection.execute("SELECT story FROM stories WHERE article = ?", (other,)).fetchone()
        if placed is not None:  # else it finds this one when it is placed itself
            yield other, placed[0]


def _telling(connection: sqlite3.Connection, number: int) -> Telling:
    title, outlet, published, text = connection.execute(
        "SELECT title, outlet, published, text FROM articles WHERE id = ?", (number,)
    ).fetchone()
    passages = connection.execute("SELECT sentences FROM passages WHERE article = ? ORDER BY id", (number,))
    sentences = [(start, end) for (spans,) in passages for start, end in json.loads(spans)]
    day = None if published is None else date.fromisoformat(published)
    return telling(title, outlet, day, text, sentences)


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()

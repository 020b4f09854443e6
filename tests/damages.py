"""What can be wrong with a library, done to it past its own rules, and what a check says of it.

Knows nothing of how a check finds it.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from index.sync import Store
from index.vectors import Row


def execute(store: Store, *statements: str) -> None:
    """Statements that no library would make, on a connection without its rules."""
    with closing(sqlite3.connect(store.library.path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def home(store: Store) -> Path:
    return store.settings.home


def vector_of(store: Store, passage_id: str, number: float) -> None:
    with store.vectors._collection(writing=True) as collection:
        collection.update(ids=[passage_id], embeddings=np.full((1, 256), number, dtype=np.float32))


def passages(store: Store) -> list[str]:
    return [row[0] for row in store.library._rows("SELECT passage_id FROM passages ORDER BY id")]


def unknown_vectors(store: Store) -> None:
    rows = [Row(f"nobody {number}", "n1", None, "") for number in range(3)]
    store.vectors.upsert(rows, np.eye(256, dtype=np.float32)[:3])


def lost_vectors(store: Store) -> None:
    store.vectors.delete(passages(store)[3:7])


def vanished_index(store: Store) -> None:
    store.vectors.clear()


def zero_vector(store: Store) -> None:
    vector_of(store, passages(store)[2], 0.0)


def long_vector(store: Store) -> None:
    vector_of(store, passages(store)[2], 3.0)


def vectors_of_another_model(store: Store) -> None:
    rows = [Row(passage_id, "n1", None, "") for passage_id in passages(store)]
    store.vectors.upsert(rows, np.eye(256, dtype=np.float32)[: len(rows)])


def vectors_of_another_dimension(store: Store) -> None:
    rows = [Row(passage_id, "n1", None, "") for passage_id in passages(store)]
    store.vectors.clear()
    store.vectors.upsert(rows, np.eye(64, dtype=np.float32)[: len(rows)])


def torn_database_of_vectors(store: Store) -> None:
    store.vectors.close()
    path = home(store) / "vectors" / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[: 5 * 4096])


def no_database_of_vectors(store: Store) -> None:
    store.vectors.close()
    (home(store) / "vectors" / "chroma.sqlite3").write_bytes(b"this is no database" * 100)


def statements(*given: str) -> Callable[[Store], None]:
    return lambda store: execute(store, *given)


DAMAGES: dict[str, tuple[Callable[[Store], None], str]] = {
    "vectors without a passage": (unknown_vectors, "vectors of passages that are gone"),
    "vectors lost": (lost_vectors, "passages whose vector is lost or damaged"),
    "all vectors lost": (vanished_index, "passages whose vector is lost or damaged"),
    "a vector of zeros": (zero_vector, "passages whose vector is lost or damaged"),
    "a vector too long": (long_vector, "passages whose vector is lost or damaged"),
    "another model": (vectors_of_another_model, "vector indexes that another model or another text has made"),
    "another dimension": (
        vectors_of_another_dimension,
        "vector indexes that another model or another text has made",
    ),
    "a torn database of vectors": (torn_database_of_vectors, "vector indexes that cannot be read"),
    "no database of vectors": (no_database_of_vectors, "vector indexes that cannot be read"),
    "offsets shifted": (
        statements("UPDATE passages SET start = start + 1, stop = stop - 2 WHERE id IN (2, 5)"),
        "articles whose passages are not those of their text",
    ),
    "a last passage missing": (
        statements("DELETE FROM passages WHERE id = (SELECT max(id) FROM passages)"),
        "articles whose passages are not those of their text",
    ),
    "sentences shifted": (
        statements("UPDATE passages SET sentences = '[[0, 5]]' WHERE id = 4"),
        "articles whose passages are not those of their text",
    ),
    "words of other passages": (
        statements("INSERT INTO words (rowid, title, body) VALUES (9999, 'ghost', 'ghost')"),
        "indexes of words that are not those of the passages",
    ),
    "words forgotten": (
        statements("INSERT INTO words (words) VALUES ('delete-all')"),
        "indexes of words that are not those of the passages",
    ),
    "words torn": (
        statements("UPDATE words_data SET block = x'00000000' WHERE id > 10"),
        "indexes of words that are not those of the passages",
    ),
    "not compared": (
        statements("DELETE FROM stories WHERE article < 5"),
        "articles that were not compared with the others",
    ),
    "a story of none of its articles": (
        statements("UPDATE stories SET story = 99 WHERE article IN (3, 4)"),
        "stories of no article, or with a number of none of theirs",
    ),
    "stories of nobody": (
        statements("INSERT INTO stories VALUES (77, 77)", "INSERT INTO sketches VALUES (1, 2, 77)"),
        "sketches of no article",
    ),
    "held by nobody's source": (
        statements("INSERT INTO holdings VALUES (55, '/nowhere', 1, '2023-01-01T00:00:00+00:00', 1, 0)"),
        "holdings of no source or of no article",
    ),
    "kills of nobody's source": (
        statements("INSERT INTO kills VALUES (55, '/nowhere', 'urn:wire:1', 1, 1)"),
        "kills of no source",
    ),
    "places of nobody's source": (
        statements("INSERT INTO places (source, place) VALUES (55, '/nowhere')"),
        "places of no source",
    ),
    "passages of nobody": (
        statements(
            "INSERT INTO passages (passage_id, article, start, stop, sentences) VALUES ('x', 77, 0, 1, '[]')"
        ),
        "passages of no article",
    ),
}
"""What is done to a library, and what is said of it among other things."""

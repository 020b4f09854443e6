"""A library that an older version made is brought up to date as it is opened, and loses nothing."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from index.settings import Settings
from index.sync import Store
from tests.dispatches import kill, text, usable
from tests.fakes import WordEmbedder
from tests.test_folders import counts, synced, texts, write

SCHEMA_1 = """
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE articles (
    id           INTEGER PRIMARY KEY,
    article_id   TEXT NOT NULL UNIQUE,
    key          TEXT NOT NULL UNIQUE,
    content_hash TEXT NOT NULL,
    title        TEXT NOT NULL,
    url          TEXT NOT NULL,
    outlet       TEXT NOT NULL,
    authors      TEXT NOT NULL,  -- a JSON list
    published    TEXT,
    origin       TEXT NOT NULL,
    text         TEXT NOT NULL,
    changed_at   TEXT NOT NULL
);
CREATE INDEX articles_by_content ON articles (content_hash);
CREATE INDEX articles_by_day ON articles (published);
CREATE INDEX articles_by_change ON articles (changed_at);
CREATE INDEX articles_by_outlet ON articles (outlet);

CREATE TABLE passages (
    id         INTEGER PRIMARY KEY,
    passage_id TEXT NOT NULL UNIQUE,
    article    INTEGER NOT NULL REFERENCES articles (id),
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    sentences  TEXT NOT NULL,  -- a JSON list of [start, stop]
    embedded   INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX passages_by_article ON passages (article);
CREATE INDEX passages_to_embed ON passages (id) WHERE embedded = 0;

-- Vectors whose passage is gone, until Chroma has forgotten them too.
CREATE TABLE stale_vectors (
    passage_id TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE VIEW passage_texts (id, title, body) AS
    SELECT passages.id, articles.title,
           substr(articles.text, passages.start + 1, passages.stop - passages.start)
    FROM passages JOIN articles ON articles.id = passages.article;

-- The words of passages and of their article's title; the text itself is stored once, in `articles`.
CREATE VIRTUAL TABLE words USING fts5 (
    title, body,
    content = 'passage_texts', content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);"""
"""What a library was before there were stories."""


def test_a_library_from_before_there_were_stories_is_brought_up_to_date_and_nothing_is_embedded_again(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path / "home", embedding_model="words")
    store = Store(settings, embedder=WordEmbedder(settings))
    body = " ".join(f"word{number}" for number in range(60))
    rows = [
        {"id": name, "title": name, "source": f"The {name}", "text": f"{name} {body}."}
        for name in ("original", "copy")
    ]
    path = tmp_path / "articles.json"
    path.write_text(json.dumps(rows))
    *_, last = store.add([path])
    assert last.embedded == 2
    store.close()
    file = settings.home / "library.sqlite"
    new = sqlite3.connect(file)
    tables = {t: new.execute(f"SELECT * FROM {t}").fetchall() for t in ("meta", "articles", "passages")}
    now = set(new.execute("SELECT type, name, sql FROM sqlite_master"))
    new.close()
    file.unlink()
    old = sqlite3.connect(file)
    old.executescript(SCHEMA_1)
    for table, values in tables.items():
        old.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
    old.execute("INSERT INTO words (rowid, title, body) SELECT id, title, body FROM passage_texts")
    old.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    old.commit()
    old.close()

    embedder = WordEmbedder(settings)
    store = Store(settings, embedder=embedder)
    assert store.library.article("copy") is not None
    assert store.library.copies(["copy"]) == {"copy": ()}
    *_, last = store.add([])
    assert (last.placed, last.embedded, embedder.asked) == (2, 0, [])
    assert [other.article_id for other in store.library.copies(["copy"])["copy"]] == ["original"]
    assert store.library.search(["word10"], 5)
    store.close()
    upgraded = sqlite3.connect(file)
    assert set(upgraded.execute("SELECT type, name, sql FROM sqlite_master")) == now
    upgraded.close()


def test_a_kill_that_an_older_library_could_not_read_is_read_once_it_is_brought_up_to_date(
    store: Store, tmp_path: Path
) -> None:
    (folder := tmp_path / "articles").mkdir()
    path = write(folder / "1.xml", usable(1))
    synced(store, folder)
    by_kill = write(folder / "2.xml", kill(1))
    stamps = [f"{found.stat().st_size}:{found.stat().st_mtime_ns}" for found in (path, by_kill)]
    store.close()
    with closing(sqlite3.connect(store.library.path, isolation_level=None)) as older:
        older.execute("INSERT INTO places (source, place, stamp) VALUES (1, ?, ?)", (str(by_kill), stamps[1]))
        assert older.execute("SELECT stamp FROM places ORDER BY place").fetchall() == [(s,) for s in stamps]
        older.execute("DROP TABLE kills")
        older.execute("ALTER TABLE holdings DROP COLUMN revision")
        older.execute("UPDATE meta SET value = '3' WHERE name = 'schema'")
    again = Store(store.settings, embedder=WordEmbedder(store.settings))
    assert texts(again) == {text(1)}
    assert counts(synced(again, folder)) == (0, 0, 1, 1)
    assert texts(again) == set()
    again.close()

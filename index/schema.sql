-- The library's tables. Offsets count characters, days are ISO dates, `embedded` is 1 once Chroma has the vector.

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
);

-- What schema 3 adds to schema 2: where articles come from, what they said before, and what servers said.
-- Times are ISO times in UTC. The articles of an older library are taken to have been added by hand.

-- Source 0 is whoever adds files by hand.
CREATE TABLE sources (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    location      TEXT NOT NULL UNIQUE,  -- a resolved path, or a URL
    name          TEXT NOT NULL DEFAULT '',
    added_at      TEXT NOT NULL,
    tried_at      TEXT,
    succeeded_at  TEXT,
    failing_since TEXT,
    failure       TEXT NOT NULL DEFAULT ''
);
INSERT INTO sources (id, kind, location, added_at)
VALUES (0, 'hand', '', strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'));

-- Which source holds an article, and at which place: a file's path, or a page's URL. An article that nobody
-- holds any more leaves the library. `seen` is the run in which it was found there last.
CREATE TABLE holdings (
    source  INTEGER NOT NULL REFERENCES sources (id),
    place   TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (id),
    since   TEXT NOT NULL,
    seen    INTEGER NOT NULL,
    PRIMARY KEY (source, place, article)
) WITHOUT ROWID;
CREATE INDEX holdings_by_article ON holdings (article);
CREATE INDEX holdings_by_time ON holdings (source, since);
INSERT INTO holdings
SELECT 0, CASE instr(origin, '#') WHEN 0 THEN origin ELSE substr(origin, 1, instr(origin, '#') - 1) END,
       id, changed_at, 0
FROM articles;

-- What an article said before it was changed or removed, so that what was cited can still be shown.
CREATE TABLE versions (
    article_id   TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    title        TEXT NOT NULL,
    url          TEXT NOT NULL,
    outlet       TEXT NOT NULL,
    authors      TEXT NOT NULL,
    published    TEXT,
    text         TEXT NOT NULL,
    left_at      TEXT NOT NULL,
    PRIMARY KEY (article_id, content_hash)
) WITHOUT ROWID;

-- What is known of a place since it was last looked at: a file as it was, or what a server said of a URL.
CREATE TABLE places (
    source        INTEGER NOT NULL REFERENCES sources (id),
    place         TEXT NOT NULL,
    url           TEXT NOT NULL DEFAULT '',  -- where to fetch it
    stamp         TEXT NOT NULL DEFAULT '',  -- of a file its size and time, of a page what its feed says of it
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    since         TEXT,  -- when it was first seen as it is
    looked_at     TEXT,
    missing_since TEXT,
    failure       TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source, place)
) WITHOUT ROWID;

-- A URL's variants are one article from here on; of two articles that then have one key, the second keeps its own.
UPDATE OR IGNORE articles
SET key = rekeyed(key, content_hash(title, text, url, outlet, published, authors)),
    content_hash = content_hash(title, text, url, outlet, published, authors);
INSERT OR IGNORE INTO meta VALUES ('run', '0')

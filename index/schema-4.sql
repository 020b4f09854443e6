-- What schema 4 adds to schema 3: which version of an article each place has, and what agencies have killed.

-- 0 where nobody counts versions. An article's text is of the highest that any place has.
ALTER TABLE holdings ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

-- Up to which version an article is to be used no more, and which place says so. It is known by the id that its
-- agency gives it, since it may not be in the library, or not yet. `seen` is as in `holdings`.
CREATE TABLE kills (
    source   INTEGER NOT NULL REFERENCES sources (id),
    place    TEXT NOT NULL,
    given_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    seen     INTEGER NOT NULL,
    PRIMARY KEY (source, place, given_id)
) WITHOUT ROWID;
CREATE INDEX kills_by_id ON kills (given_id, revision);

-- An older library took a kill for a file that cannot be read, and kept of no file what is wrong with it: the
-- files of its folders are read again.
UPDATE places SET stamp = '' WHERE source IN (SELECT id FROM sources WHERE kind = 'files')

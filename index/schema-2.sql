-- What schema 2 adds to schema 1: which articles are near-copies of one another. A library gets it when it is
-- opened; its articles are placed in stories when articles are next added.

-- Of an article without a row nobody has seen yet what it is a copy of.
CREATE TABLE stories (
    article INTEGER PRIMARY KEY REFERENCES articles (id),
    story   INTEGER NOT NULL  -- the smallest id of its articles
);
CREATE INDEX articles_of_stories ON stories (story);

-- The smallest hashes of an article's 3-grams; the day is that of `date.toordinal`, 0 where it is unknown.
CREATE TABLE sketches (
    hash    INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (hash, day, article)
) WITHOUT ROWID;
CREATE INDEX sketches_by_article ON sketches (article)

-- What the reader writes: tags and notes beside stories, and searches to come back to. Of `stories.marks` the bit 4 tells
-- that something is written beside one, so that the list and the prune need not look.

CREATE TABLE tags (
    -- As it was typed, and folded, as it is found by.
    tag TEXT NOT NULL,
    folded TEXT NOT NULL,
    identity INTEGER NOT NULL REFERENCES stories (identity) ON DELETE CASCADE,
    PRIMARY KEY (folded, identity)
) WITHOUT ROWID;
CREATE INDEX tags_beside ON tags (identity);

CREATE TABLE notes (
    identity INTEGER PRIMARY KEY REFERENCES stories (identity) ON DELETE CASCADE,
    note TEXT NOT NULL,
    -- Its words folded, a blank before and behind each.
    folded TEXT NOT NULL
);

CREATE TABLE searches (
    query TEXT PRIMARY KEY
) WITHOUT ROWID;

-- What a change was about: 0 marks of stories, 1 what is written beside one, 2 a search.
ALTER TABLE changes ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;

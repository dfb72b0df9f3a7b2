-- The archive as it begins. Applied in one transaction; `user_version` tells how far a file has come.

-- The list: a row for each story as it is shown, small, so that a window of it is a few pages. The key is the order:
-- the second of publication (of import where none is known) times sixteen, and the next that is free.
CREATE TABLE stories (
    key INTEGER PRIMARY KEY,
    -- Names the article whatever its text: a hash of its uri, or of its words where it has none of its own.
    identity INTEGER NOT NULL UNIQUE,
    -- A hash of what it says: another one is another version.
    version INTEGER NOT NULL,
    -- 1 read, 2 starred.
    marks INTEGER NOT NULL,
    headline TEXT NOT NULL,
    -- Who is quoted most, and how many quotations stand in marks.
    speaker TEXT,
    quotes INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    -- Something to know before use: embargo, withdrawal, part of a text, a note.
    flagged INTEGER NOT NULL,
    -- The newest version of its text.
    text INTEGER NOT NULL
);

CREATE INDEX stories_starred ON stories (key) WHERE marks >= 2;
-- What was read is little beside what was taken in: of many stories that are found it tells how many are unread.
CREATE INDEX stories_read ON stories (key) WHERE marks & 1 = 1;

-- What is long: one row for each version of an article, added at the end and never changed. A story leads to its newest
-- version and each version to the one before: an index of whose versions these are would be read and written at a place
-- of its own for every story.
CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    -- The version before; none of the first.
    before INTEGER,
    -- The story whose version it is.
    identity INTEGER NOT NULL,
    -- Seconds since 1970 when it was taken in.
    imported INTEGER NOT NULL,
    uri TEXT NOT NULL,
    named INTEGER NOT NULL,
    link TEXT,
    language TEXT NOT NULL,
    source TEXT,
    headline TEXT NOT NULL,
    byline TEXT,
    slugline TEXT,
    located TEXT,
    published TEXT,
    body TEXT NOT NULL,
    -- Packed by src/archive/packed.rs: standing, names the sender marked, lines taken out; and the briefing.
    rest BLOB NOT NULL,
    briefing BLOB NOT NULL
);

CREATE INDEX texts_newer ON texts (id) WHERE before IS NOT NULL;

-- The words of the newest versions, by the key of the story. Words come folded and apart by blanks. The text is the first
-- column: of all others each place of a word costs two bytes more.
CREATE VIRTUAL TABLE words USING fts5 (
    body, headline, quote, speaker, source, language,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- The words of the index, each with the text it was first met in, so that those used most come early.
CREATE TABLE vocabulary (
    word TEXT PRIMARY KEY,
    met INTEGER NOT NULL
) WITHOUT ROWID;

-- How many stories have keys from `first` up to the next block's: so nothing is ever counted over the whole list.
CREATE TABLE blocks (
    first INTEGER PRIMARY KEY,
    stories INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    -- Stories with a quotation in marks.
    quoted INTEGER NOT NULL
);
INSERT INTO blocks VALUES (-9223372036854775808, 0, 0, 0);

-- Everyone who is quoted, by the folded name, and in which stories how often.
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    quotes INTEGER NOT NULL
);
CREATE TABLE said (
    speaker INTEGER NOT NULL REFERENCES speakers (id),
    key INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    PRIMARY KEY (speaker, key)
) WITHOUT ROWID;

-- Where the reader stopped in a story: a byte of its text and the words that stand there.
CREATE TABLE places (
    identity INTEGER PRIMARY KEY REFERENCES stories (identity) ON DELETE CASCADE,
    byte INTEGER NOT NULL,
    words TEXT NOT NULL,
    -- Lines of the headline that were in view above.
    above INTEGER NOT NULL
);

-- Where the reader was when the program ended: one row at the most.
CREATE TABLE sitting (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    identity INTEGER NOT NULL REFERENCES stories (identity) ON DELETE CASCADE,
    -- 1 where the keys went to the text.
    reading INTEGER NOT NULL
);

-- What can be taken back: the stories one key changed, with their marks before, packed.
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    before BLOB NOT NULL
);

-- When the reader last looked at the front page, in seconds since 1970: one row at the most.
CREATE TABLE looked (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    second INTEGER NOT NULL
);

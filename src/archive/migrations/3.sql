-- What leads to a story that has no name of its own (src/archive/names.rs), each a hash: the file it was read from, and,
-- once it has several versions, the words of each.
CREATE TABLE names (
    name INTEGER PRIMARY KEY,
    identity INTEGER NOT NULL
);

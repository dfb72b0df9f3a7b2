//! What a pack tells of the lines around a story.
//!
//! Invariant: a part of the shape of a pack. Absent on purpose: what becomes of such lines.

use serde::{Deserialize, Serialize};

use super::Words;

section! {
    /// How the place and agency before the first sentence are written.
    Dateline {
        /// Dashes that end one.
        dashes: Vec<String>,
    }
}

section! {
    /// Lines that are no part of a story.
    Boilerplate {
        /// Whole lines.
        lines: Words,
        /// Beginnings of such lines.
        line_starts: Words,
        /// Beginnings of the lines after which nothing of the story follows.
        tail_starts: Words,
        /// What stands before the name of the writer, or in a line by itself below the names of several.
        bylines: Words,
        /// What stands before the name of who took the picture, at the end of the words below it.
        credits: Words,
        /// What a line of few words above a story ends with that names a section or the site: `News`, small.
        mastheads: Words,
    }
}

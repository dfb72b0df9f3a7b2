//! What could not be read, and where.

use std::fmt;

use super::clean;

/// Something that could not be read: one clear line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file, or `standard input`; without control characters.
    pub name: String,
    /// Where in it.
    pub place: Option<Place>,
    /// What is wrong.
    pub reason: String,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line, from 1.
    Line(usize),
    /// A line and a column in bytes, both from 1.
    Column(usize, usize),
}

impl Failure {
    /// A failure to read something called `name`.
    pub fn new(name: &str, place: Option<Place>, reason: impl Into<String>) -> Self {
        // File names are untrusted text too, and reasons quote what was found.
        Self { name: clean::line(name), place, reason: clean::line(&reason.into()) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            None => write!(f, "{}: {}", self.name, self.reason),
            Some(Place::Line(line)) => write!(f, "{}: line {line}: {}", self.name, self.reason),
            Some(Place::Column(line, column)) => {
                write!(f, "{}: line {line}, column {column}: {}", self.name, self.reason)
            }
        }
    }
}

impl std::error::Error for Failure {}

/// Counts the lines of a file once for all places in it, which are asked for in their order.
pub(super) struct Lines<'t> {
    source: &'t [u8],
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        Self { source: source.as_bytes(), at: 0, line: 1 }
    }

    /// The line, from 1, of a byte; that of the last one asked for where it stands before that.
    pub(super) fn of(&mut self, byte: usize) -> usize {
        let byte = byte.clamp(self.at, self.source.len());
        self.line += memchr::memchr_iter(b'\n', &self.source[self.at..byte]).count();
        self.at = byte;
        self.line
    }
}

//! Why what was asked of the stories cannot be done.
//!
//! Invariant: plain data; the view says it in the reader's language. Absent on purpose: what the system or the database
//! says, which stays as it is.

/// Why what was asked cannot be done; a path is that of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The archive is no longer where it was: what is done from now on waits.
    Moved(String),
    /// Another program is writing to it.
    Busy(String),
    /// The disk is full.
    Full(String),
    /// One line of somebody else's.
    Told(String),
}

impl From<String> for Trouble {
    fn from(line: String) -> Self {
        Self::Told(line)
    }
}

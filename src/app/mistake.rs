//! What in a query is not understood.
//!
//! Invariant: plain data; the view says it in the reader's language. Absent on purpose: what a query means.

use super::trouble::Trouble;

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The column it stands in, in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub wrong: Wrong,
    /// What stands there.
    pub typed: String,
    /// What would be understood.
    pub instead: String,
}

/// What can be wrong with a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A field has a name like this.
    FieldMisspelt,
    /// No field has a name like this.
    NoSuchField,
    /// A field is followed by no word.
    NoWord,
    /// A field of time is followed by no day.
    NoDay,
    /// A day cannot be absent.
    AbsentDay,
    /// A state has a name like this.
    StateMisspelt,
    /// No state has a name like this.
    NoSuchState,
}

/// Why nothing can be told of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// It is none.
    Mistaken(Mistake),
    /// It cannot be looked for.
    Trouble(Trouble),
}

impl From<Trouble> for NotFound {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

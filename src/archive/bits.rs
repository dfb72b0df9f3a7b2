//! The marks of a story as its row has them: a bit each.

use crate::app::story::Marks;

/// The bit of a story that is read.
pub(super) const READ: i64 = 1;
/// The bit of one with a star.
pub(super) const STARRED: i64 = 2;

/// The bit of a story's marks that tells that something is written beside it.
pub(super) const WRITTEN: i64 = 4;

/// Marks as a row has them.
pub(super) fn marks(bits: i64) -> Marks {
    Marks { read: bits & READ == READ, starred: bits & STARRED == STARRED }
}

/// The bits of marks.
pub(super) fn bits(marks: Marks) -> i64 {
    i64::from(marks.read) * READ + i64::from(marks.starred) * STARRED
}

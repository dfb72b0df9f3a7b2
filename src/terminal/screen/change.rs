//! What changes in a row, a byte a cell: cells are compared once, and the plans for writing a row look at this.
//!
//! Absent on purpose: the cells themselves.

use super::cell::Cell;

/// What becomes of a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change(u8);

/// The cell is to show something else.
const NEW: u8 = 1;
/// It is to be a blank on the terminal's own background.
const BLANK: u8 = 2;
/// It shows something else than such a blank.
const INK: u8 = 4;

impl Change {
    pub(super) fn is_new(self) -> bool {
        self.0 & NEW != 0
    }

    pub(super) fn is_blank(self) -> bool {
        self.0 & BLANK != 0
    }

    pub(super) fn was_ink(self) -> bool {
        self.0 & INK != 0
    }

    /// What is left to do when the cell was erased.
    pub(super) fn erased(self) -> Self {
        Self(if self.is_blank() { BLANK } else { NEW })
    }
}

/// What changes from one row to the other.
pub(super) fn between(shown: &[Cell], wanted: &[Cell]) -> Vec<Change> {
    let change = |(shown, wanted): (&Cell, &Cell)| {
        let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
        Change(flag(shown != wanted, NEW) | flag(wanted.is_blank(), BLANK) | flag(!shown.is_blank(), INK))
    };
    shown.iter().zip(wanted).map(change).collect()
}

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

/// What changes from one row to the other, behind the `changes` of other rows. Before the first cell that is to show
/// something else nothing is told of blanks: no plan looks there.
pub(super) fn add(changes: &mut Vec<Change>, shown: &[Cell], wanted: &[Cell]) {
    let same = shown.iter().zip(wanted).take_while(|(shown, wanted)| shown == wanted).count();
    changes.resize(changes.len() + same, Change(0));
    changes.extend(shown[same..].iter().zip(&wanted[same..]).map(|(shown, wanted)| {
        let flag = |holds: bool, flag: u8| u8::from(holds) * flag;
        let is_blank = |cell: &Cell| *cell == Cell::BLANK;
        Change(flag(shown != wanted, NEW) | flag(is_blank(wanted), BLANK) | flag(!is_blank(shown), INK))
    }));
}

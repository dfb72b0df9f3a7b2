//! Rows that moved between two frames, and the scroll region that moves them on the terminal.
//!
//! Invariant: a scroll is only ever a proposal; the screen takes it when the whole frame is shorter with it. Whole rows
//! only: margins at the sides exist in few terminals.

use super::cell::Cell;
use super::cursor::At;
use super::writer::Writer;

/// Rows `top` to `bottom` (not included) move by `by` rows: up when positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) by: isize,
}

/// The scroll by which most rows that changed come to stand where they are wanted, if there is any.
pub(super) fn find(shown: &[Vec<Cell>], wanted: &[Vec<Cell>]) -> Option<Scroll> {
    let hashes = |rows: &[Vec<Cell>]| rows.iter().map(|row| hash(row)).collect::<Vec<_>>();
    let (old, new) = (hashes(shown), hashes(wanted));
    let height = isize::try_from(old.len()).ok()?;
    let mut best: Option<(usize, Scroll)> = None;
    for by in (1 - height..height).filter(|by| *by != 0) {
        for (saved, scroll) in runs(&old, &new, by) {
            if best.is_none_or(|(most, _)| saved > most) {
                best = Some((saved, scroll));
            }
        }
    }
    best.map(|(_, scroll)| scroll)
}

/// Runs of rows that are wanted `by` rows above where they are shown, with the number of them that are not there
/// already. Blank and repeated rows make a run longer, never a run.
fn runs(old: &[u64], new: &[u64], by: isize) -> Vec<(usize, Scroll)> {
    let moved =
        |row: usize| row.checked_add_signed(by).and_then(|from| old.get(from)).is_some_and(|from| *from == new[row]);
    let mut runs = Vec::new();
    let mut row = 0;
    while row < new.len() {
        let length = (row..new.len()).take_while(|row| moved(*row)).count();
        let saved = (row..row + length).filter(|row| old[*row] != new[*row]).count();
        if saved > 0 {
            let (start, end) = (row, row + length);
            let scroll = match usize::try_from(by) {
                Ok(up) => Scroll { top: start, bottom: end + up, by },
                Err(_) => Scroll { top: start - by.unsigned_abs(), bottom: end, by },
            };
            runs.push((saved, scroll));
        }
        row += length.max(1);
    }
    runs
}

/// Two rows of one hash are most likely the same; where they are not, the scroll proposed for them is not taken. Some
/// of a row's cells are enough for that.
fn hash(row: &[Cell]) -> u64 {
    row.iter()
        .step_by(3)
        .fold(0, |hash: u64, cell| (hash.rotate_left(5) ^ cell.gist()).wrapping_mul(0x517c_c1b7_2722_0a95))
}

impl Scroll {
    /// What the terminal shows after the scroll, when it showed `rows` before.
    pub(super) fn apply(self, rows: &mut [Vec<Cell>]) {
        let region = &mut rows[self.top..self.bottom];
        let count = self.by.unsigned_abs().min(region.len());
        let fresh = if self.by > 0 {
            region.rotate_left(count);
            region.len() - count..region.len()
        } else {
            region.rotate_right(count);
            0..count
        };
        region[fresh].iter_mut().for_each(|row| row.fill(Cell::BLANK));
    }

    /// Scrolls the terminal. The region stays set, the cursor is where the fresh rows begin; [`Self::unset`] follows.
    /// Line feeds at the bottom and reverse ones at the top: the only form a VT100, mosh and all others share.
    pub(super) fn set(self, writer: &mut Writer) {
        writer.plain_ground();
        writer.out.extend_from_slice(format!("\x1b[{};{}r", self.top + 1, self.bottom).as_bytes());
        // Most terminals home the cursor now, some to the top of the region.
        writer.at = At::default();
        let count = self.by.unsigned_abs();
        if self.by > 0 {
            writer.go(self.bottom - 1, 0);
            writer.out.extend(std::iter::repeat_n(b'\n', count));
        } else {
            writer.go(self.top, 0);
            (0..count).for_each(|_| writer.out.extend_from_slice(b"\x1bM"));
        }
    }

    /// The whole screen scrolls again. That homes the cursor of a VT100, but not everywhere.
    pub(super) fn unset(writer: &mut Writer) {
        writer.out.extend_from_slice(b"\x1b[r");
        writer.at = At::default();
    }

    /// The rows that are fresh after it.
    pub(super) fn fresh(self) -> std::ops::Range<usize> {
        let count = self.by.unsigned_abs();
        if self.by > 0 { self.bottom - count..self.bottom } else { self.top..self.top + count }
    }
}

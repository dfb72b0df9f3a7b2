//! Rows to bytes: what changes one row of the screen into another, in few bytes.
//!
//! Invariant: what the writer believes of the pen and the cursor is true of the terminal after every byte it wrote. The
//! shortest of a few plans is taken by writing each and looking; no cost is guessed but a cursor's way. Absent on
//! purpose: inserting and deleting characters, which pays for editors.

use std::ops::Range;

use super::cell::Cell;
use super::change::Change;
use super::cursor::{At, Way, digits, sequence};
use super::link;
use super::pen::Pen;

/// How far back unchanged cells are written again rather than jumped over: longer never pays.
const REACH: usize = 10;
/// So many bytes are shorter than any sequence.
const SMALL: usize = 2;
/// Bytes of most jumps along a row.
const JUMP: usize = 4;

/// Where a plan begins.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    pen: Pen,
    at: At,
}

/// What was written by one of several plans: which bytes, and the pen and cursor behind them.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    start: usize,
    end: Mark,
}

impl Plan {
    /// Its bytes.
    pub(super) fn length(&self) -> usize {
        self.end.length - self.start
    }
}

/// Writes cells and keeps in mind what that did to the terminal.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) out: Vec<u8>,
    pub(super) pen: Pen,
    pub(super) at: At,
    /// Columns of the screen.
    pub(super) columns: usize,
    /// The links on the screen; a pen has their number from 1.
    pub(super) links: Vec<String>,
    /// Whether the terminal knows more than a VT100.
    pub(super) modern: bool,
}

impl Writer {
    pub(super) fn mark(&self) -> Mark {
        Mark { length: self.out.len(), pen: self.pen, at: self.at }
    }

    /// Writes a plan behind whatever stands there, for a terminal that is as it was at `start`.
    pub(super) fn plan(&mut self, start: Mark, write: impl FnOnce(&mut Self)) -> Plan {
        (self.pen, self.at) = (start.pen, start.at);
        let from = self.out.len();
        write(self);
        Plan { start: from, end: self.mark() }
    }

    /// Of all that was planned since `start`, this is what is done.
    pub(super) fn take(&mut self, start: Mark, plan: Plan) {
        self.out.copy_within(plan.start..plan.end.length, start.length);
        self.out.truncate(start.length + plan.length());
        (self.pen, self.at) = (plan.end.pen, plan.end.at);
    }

    /// Makes the columns `band` of row `y` show `wanted`, where `changes` are left.
    pub(super) fn row(&mut self, y: usize, band: Range<usize>, changes: &[Change], wanted: &[Cell]) {
        // What a wide character of the band before reaches over is written with it.
        let is_new = |x: &usize| changes[*x].is_new() && wanted[*x].width() > 0;
        let Some(first) = band.clone().find(is_new) else { return };
        if band.end < wanted.len() {
            return self.cells_from(y, first, changes, wanted, band.end);
        }
        let start = self.mark();
        let mut best: Option<Plan> = None;
        // A link is interrupted for every blank in it that is written.
        let worth = if self.links.is_empty() { JUMP + 1 } else { 1 };
        for erased in erasures(first, changes, worth) {
            let plan = self.plan(start, |writer| writer.erasing(y, first..erased, changes, wanted));
            best = best.filter(|best| best.length() <= plan.length()).or(Some(plan));
        }
        if let Some(best) = best {
            self.take(start, best);
        }
    }

    /// Writes the changes in columns `kept`, erases from their end, writes the rest on what is now blank.
    fn erasing(&mut self, y: usize, kept: Range<usize>, changes: &[Change], wanted: &[Cell]) {
        let erased = kept.end;
        self.cells_from(y, kept.start, changes, wanted, erased);
        if erased == wanted.len() {
            return;
        }
        self.reach(y, erased, wanted);
        self.plain_ground();
        self.out.extend_from_slice(b"\x1b[K");
        let changes: Vec<_> = changes.iter().map(|change| change.erased()).collect();
        self.cells_from(y, erased, &changes, wanted, wanted.len());
    }

    /// Writes the cells from `start` to `end` that differ.
    fn cells_from(&mut self, y: usize, start: usize, changes: &[Change], wanted: &[Cell], end: usize) {
        let mut x = start;
        while x < end {
            if !changes[x].is_new() {
                x += 1;
            } else if let Some(blanks) = self.erasable(&changes[x..end]) {
                self.reach(y, x, wanted);
                self.plain_ground();
                sequence(blanks, b'X', &mut self.out);
                x += blanks;
            } else {
                self.reach(y, x, wanted);
                x = self.run(x, changes, wanted, end);
            }
        }
    }

    /// Writes the cell the cursor is on, in column `x`, and those behind it that differ, up to a blank: it may be
    /// erased. Answers the column behind them.
    fn run(&mut self, mut x: usize, changes: &[Change], wanted: &[Cell], end: usize) -> usize {
        loop {
            self.put(&wanted[x]);
            x += wanted[x].width().max(1);
            if x >= end || self.at.column != Some(x) {
                return x;
            }
            x += self.letters(&changes[x..end], &wanted[x..end]);
            self.at.column = Some(x).filter(|column| *column < self.columns);
            if x >= end || changes[x].is_blank() || !changes[x].is_new() {
                return x;
            }
        }
    }

    /// Writes as many of the first cells as differ and are a letter of one byte in the pen as it is: most of a text. A
    /// letter or two between them that stay as they are are written too: no way is shorter. Answers how many.
    fn letters(&mut self, changes: &[Change], wanted: &[Cell]) -> usize {
        let (pen, before) = (self.pen, self.out.len());
        let mut gap = 0;
        for (change, cell) in changes.iter().zip(wanted) {
            let Some(letter) = cell.letter().filter(|_| cell.pen == pen) else { break };
            gap = if change.is_new() { 0 } else { gap + 1 };
            if gap > SMALL {
                break;
            }
            self.out.push(letter);
        }
        // Behind the last that differs it is not known yet where to go.
        self.out.truncate(self.out.len() - gap.min(SMALL));
        self.out.len() - before
    }

    /// How many of the first cells, which are to be blanks, are shorter erased than written. Erasing leaves the cursor
    /// where it is, which costs a jump over them, unless one is due behind them anyway.
    fn erasable(&self, changes: &[Change]) -> Option<usize> {
        let run = changes.iter().take_while(|change| change.is_blank()).count();
        let blanks = changes[..run].iter().rposition(|change| change.was_ink())? + 1;
        let sequence = 3 + digits(blanks);
        let next = changes[blanks..].iter().position(|change| change.is_new());
        let is_jump_due = next.is_none_or(|next| next > sequence);
        let cost = if is_jump_due { sequence } else { 2 * sequence };
        (self.modern && cost < blanks).then_some(blanks)
    }

    /// Brings the cursor to column `x` of row `y`: jumps, or jumps to a nearer place and writes again the cells from
    /// there: all that stands before `x` in the row is right already.
    fn reach(&mut self, y: usize, x: usize, wanted: &[Cell]) {
        if self.at == (At { row: Some(y), column: Some(x) }) {
            return;
        }
        // Most gaps are a letter or two that stay as they are: no way is shorter than to write those again.
        if let Some(column) = self.at.column.filter(|column| self.at.row == Some(y) && x.wrapping_sub(*column) <= SMALL)
            && self.length_again(&wanted[column..x]).is_some_and(|length| length <= SMALL)
        {
            return wanted[column..x].iter().for_each(|cell| self.put(cell));
        }
        let mut best = (Way::new(self.at, y, x, self.modern), x);
        let mut best_length = best.0.length();
        let here =
            self.at.column.filter(|column| self.at.row == Some(y) && (x.saturating_sub(REACH)..x).contains(column));
        let line_start = (x <= REACH).then_some(0);
        for from in [here, line_start].into_iter().flatten().filter(|from| *from < x) {
            let way = Way::new(self.at, y, from, self.modern);
            let Some(again) = self.length_again(&wanted[from..x]) else { continue };
            if way.length() + again < best_length {
                best_length = way.length() + again;
                best = (way, from);
            }
        }
        let (way, from) = best;
        way.write(&mut self.out);
        self.at = At { row: Some(y), column: Some(from) };
        wanted[from..x].iter().for_each(|cell| self.put(cell));
    }

    /// Bytes to write `cells` again with the pen as it is; `None` when they need another, or are unsure, or unknown.
    fn length_again(&self, cells: &[Cell]) -> Option<usize> {
        let fits = |cell: &Cell| cell.width() == 0 || self.draws(cell);
        let certain = cells.first().is_some_and(|cell| cell.width() > 0)
            && cells.iter().all(|cell| *cell != Cell::UNKNOWN && !cell.is_unsure() && fits(cell));
        certain.then(|| cells.iter().map(|cell| cell.text().len()).sum())
    }

    /// Whether the pen as it is draws `cell`.
    fn draws(&self, cell: &Cell) -> bool {
        if cell.is_space() { self.pen.on_blank() == cell.pen && self.pen.link() == 0 } else { self.pen == cell.pen }
    }

    fn put(&mut self, cell: &Cell) {
        if cell.width() == 0 {
            return;
        }
        if !self.draws(cell) {
            self.change_pen(cell.pen);
        }
        match cell.text() {
            [byte] => self.out.push(*byte),
            text => self.out.extend_from_slice(text),
        }
        let next = self.at.column.map(|column| column + cell.width());
        // Behind the last column terminals wait with the cursor in one of two places.
        self.at.column = next.filter(|column| *column < self.columns && !cell.is_unsure());
    }

    pub(super) fn change_pen(&mut self, pen: Pen) {
        if self.pen.link() != pen.link() {
            let target = usize::from(pen.link()).checked_sub(1).and_then(|at| self.links.get(at));
            link::write(target.map(|target| (pen.link(), target.as_str())), &mut self.out);
            self.pen = self.pen.linked(pen.link());
        }
        self.pen.change(pen, self.modern, &mut self.out);
        self.pen = pen;
    }

    /// Erased cells take the pen's ground in some terminals and not in others: erasing is done on the plain one.
    pub(super) fn plain_ground(&mut self) {
        if self.pen.on_blank() != Pen::PLAIN || self.pen.link() != 0 {
            self.change_pen(Pen::PLAIN);
        }
    }

    /// Brings the cursor to row `y` and column `x`.
    pub(super) fn go(&mut self, y: usize, x: usize) {
        if self.at != (At { row: Some(y), column: Some(x) }) {
            Way::new(self.at, y, x, self.modern).write(&mut self.out);
            self.at = At { row: Some(y), column: Some(x) };
        }
    }
}

/// The columns from which on a row whose changes begin at `first` may be erased with gain; its end stands for none. Of
/// the blanks between words so many in a row are `worth` being erased.
fn erasures(first: usize, changes: &[Change], worth: usize) -> impl Iterator<Item = usize> {
    let blanks = changes.iter().rposition(|change| !change.is_blank()).map_or(0, |last| last + 1).max(first);
    let (mut tail, mut tail_length) = (None, 0);
    for (at, _) in changes.iter().enumerate().skip(blanks).filter(|(_, change)| change.was_ink()) {
        tail = tail.or(Some(at));
        tail_length += 1;
    }
    // Erasing all from the first change on spares the changed blanks and costs what must be written again.
    let runs = changes[first..blanks].chunk_by(|one, other| one.is_blank() == other.is_blank());
    let spared = runs.filter(|run| run[0].is_blank() && run.len() >= worth).flatten();
    let spared = spared.filter(|change| change.is_new()).count();
    let again = changes[first..].iter().filter(|change| !change.is_blank() && !change.is_new()).count();
    let whole = (tail_length <= REACH).then_some(changes.len());
    let all = Some(first).filter(|first| spared > again && tail != Some(*first));
    [whole, tail, all].into_iter().flatten()
}

//! The shortest way for the cursor.
//!
//! Invariant: a way begins only at what is known of the cursor: behind the last column of a row, and behind a cell
//! whose width terminals may take otherwise, its column is not. A line feed is used to go down one row only where a
//! row is below, so nothing ever scrolls by it. Raw mode is taken for granted: a line feed keeps the column.

/// Where the cursor is, as far as known; row and column from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    pub(super) row: Option<usize>,
    pub(super) column: Option<usize>,
}

/// One step along a row or a column.
#[derive(Clone, Copy)]
enum Step {
    Stay,
    /// This control, so many times.
    Repeat(u8, usize),
    /// `ESC [ n x`; the number is left out where it is 1.
    Sequence(usize, u8),
}

impl Step {
    fn length(self) -> usize {
        match self {
            Self::Stay => 0,
            Self::Repeat(_, times) => times,
            Self::Sequence(1, _) => 3,
            Self::Sequence(number, _) => 3 + digits(number),
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Stay => {}
            Self::Repeat(control, times) => out.extend(std::iter::repeat_n(control, times)),
            Self::Sequence(1, last) => out.extend_from_slice(&[0x1b, b'[', last]),
            Self::Sequence(number, last) => sequence(number, last, out),
        }
    }

    fn shorter(self, other: Self) -> Self {
        if other.length() < self.length() { other } else { self }
    }
}

/// A way: down or up, then a carriage return or not, then left or right; or an address.
pub(super) struct Way {
    vertical: Step,
    carriage_return: bool,
    horizontal: Step,
    /// Row and column, when that is shorter than the steps.
    address: Option<(usize, usize)>,
}

impl Way {
    /// The shortest way to `row` and `column`. A terminal that is not `modern` cannot address a column or row alone.
    pub(super) fn new(from: At, row: usize, column: usize, modern: bool) -> Self {
        let address =
            Self { vertical: Step::Stay, carriage_return: false, horizontal: Step::Stay, address: Some((row, column)) };
        let Some(vertical) = from.row.and_then(|from| vertical(from, row, modern)) else { return address };
        let return_first = Self { vertical, carriage_return: true, horizontal: right(column), address: None };
        let mut best = if return_first.length() < address.length() { return_first } else { address };
        let mut along = from.column.map(|from| horizontal(from, column));
        if modern {
            let absolute = Step::Sequence(column + 1, b'G');
            along = Some(along.map_or(absolute, |along| along.shorter(absolute)));
        }
        if let Some(horizontal) = along {
            let steps = Self { vertical, carriage_return: false, horizontal, address: None };
            if steps.length() < best.length() {
                best = steps;
            }
        }
        best
    }

    /// Its bytes.
    pub(super) fn length(&self) -> usize {
        match self.address {
            Some((0, 0)) => 3,
            Some((row, 0)) => 3 + digits(row + 1),
            Some((row, column)) => 4 + digits(row + 1) + digits(column + 1),
            None => self.vertical.length() + usize::from(self.carriage_return) + self.horizontal.length(),
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self.address {
            Some((0, 0)) => out.extend_from_slice(b"\x1b[H"),
            Some((row, 0)) => sequence(row + 1, b'H', out),
            Some((row, column)) => {
                out.extend_from_slice(b"\x1b[");
                decimal(row + 1, out);
                out.push(b';');
                decimal(column + 1, out);
                out.push(b'H');
            }
            None => {
                if self.carriage_return {
                    out.push(b'\r');
                }
                self.vertical.write(out);
                self.horizontal.write(out);
            }
        }
    }
}

fn vertical(from: usize, to: usize, modern: bool) -> Option<Step> {
    let step = match to.checked_sub(from) {
        Some(0) => return Some(Step::Stay),
        Some(down) => Step::Repeat(b'\n', down).shorter(Step::Sequence(down, b'B')),
        None => Step::Sequence(from - to, b'A'),
    };
    Some(if modern { step.shorter(Step::Sequence(to + 1, b'd')) } else { step })
}

fn horizontal(from: usize, to: usize) -> Step {
    match from.checked_sub(to) {
        Some(0) => Step::Stay,
        Some(left) => Step::Repeat(0x08, left).shorter(Step::Sequence(left, b'D')),
        None => right(to - from),
    }
}

fn right(columns: usize) -> Step {
    if columns == 0 { Step::Stay } else { Step::Sequence(columns, b'C') }
}

/// Of a number as it is written in a sequence.
pub(super) fn digits(number: usize) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

/// Appends a number as it is written in a sequence.
pub(super) fn decimal(number: usize, out: &mut Vec<u8>) {
    if number > 9 {
        decimal(number / 10, out);
    }
    out.push(b'0' + (number % 10) as u8);
}

/// Appends `ESC [ number last`.
pub(super) fn sequence(number: usize, last: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    decimal(number, out);
    out.push(last);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_ways() {
        let at = |row, column| At { row: Some(row), column: Some(column) };
        for (from, (row, column), bytes) in [
            (At::default(), (0, 0), "\x1b[H"),
            (At::default(), (4, 0), "\x1b[5H"),
            (At::default(), (4, 6), "\x1b[5;7H"),
            (at(4, 6), (4, 6), ""),
            (at(4, 6), (5, 6), "\n"),
            (at(4, 7), (5, 6), "\n\x08"),
            (at(4, 6), (5, 0), "\r\n"),
            (at(4, 6), (3, 6), "\x1b[A"),
            (at(4, 6), (4, 60), "\x1b[54C"),
            (at(9, 0), (20, 0), "\x1b[21H"),
            (at(4, 60), (4, 2), "\x1b[3G"),
            (At { row: Some(4), column: None }, (5, 0), "\r\n"),
            (At { row: Some(4), column: None }, (5, 30), "\n\x1b[31G"),
        ] {
            let way = Way::new(from, row, column, true);
            let mut out = Vec::new();
            way.write(&mut out);
            assert_eq!(out.len(), way.length());
            assert_eq!(String::from_utf8(out).unwrap(), bytes, "{from:?} {row} {column}");
        }
    }
}

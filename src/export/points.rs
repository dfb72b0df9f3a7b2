//! Positions in bytes become positions in code points, which every language counts alike.

use std::cell::Cell;

use crate::article::Span;

/// Code points before every 256th byte of a text, so that a position costs at most 256 bytes of counting.
const STRIDE: usize = 256;

/// Counts code points of one text.
#[derive(Debug)]
pub(super) struct Points<'a> {
    text: &'a [u8],
    /// Code points before each stride; empty for ASCII, whose bytes are its code points.
    before: Vec<u32>,
    /// The position asked last and its code points: the next is mostly a little after it.
    last: Cell<(usize, usize)>,
}

impl<'a> Points<'a> {
    /// A counter for `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for stride in bytes.chunks(STRIDE) {
                before.push(count);
                count += count_in(stride) as u32;
            }
        }
        Self { text: bytes, before, last: Cell::new((0, 0)) }
    }

    /// Start and end of a span in code points.
    pub(super) fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start as usize), self.at(span.end as usize))
    }

    fn at(&self, byte: usize) -> usize {
        if self.before.is_empty() {
            return byte;
        }
        let (near, count) = self.last.get();
        let stride = byte / STRIDE * STRIDE;
        let (from, count) = if near >= stride && near <= byte {
            (near, count)
        } else {
            (stride.min(self.text.len()), self.before.get(byte / STRIDE).map_or(0, |count| *count as usize))
        };
        let (from, count) = if byte / STRIDE >= self.before.len() { (0, 0) } else { (from, count) };
        let points = count + count_in(&self.text[from..byte]);
        self.last.set((byte, points));
        points
    }
}

/// Code points that begin in these bytes: all but the continuations.
fn count_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_code_points() {
        let text = "“Kami” – ".repeat(300);
        let points = Points::new(&text);
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (count, byte) in borders.iter().enumerate() {
            assert_eq!(points.at(*byte), count);
        }
        for (count, byte) in borders.iter().enumerate().rev() {
            assert_eq!(points.at(*byte), count);
        }
        assert_eq!(Points::new("abc").of(Span::new(1, 3)), (1, 3));
    }
}

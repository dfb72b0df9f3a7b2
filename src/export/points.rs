//! Positions in bytes become positions in code points, which every language counts alike.
//!
//! Invariant: one pass over the body, eight bytes at a time; a position costs the same few steps wherever it is, and no
//! guess of the processor. Absent on purpose: positions of anything but a body.

use crate::article::Span;

/// Counts the code points before a byte of a text.
pub(super) struct Points<'a> {
    text: &'a [u8],
    /// For each eight bytes, and the end, how many bytes before it continue a character; empty where none does.
    before: Vec<u32>,
}

impl<'a> Points<'a> {
    /// Prepares to count in `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let text = text.as_bytes();
        let mut sum = 0;
        let before = text.chunks(8).chain([&[][..]]).map(|chunk| {
            let before = sum;
            sum += continuing(eight(chunk));
            before
        });
        // Where all characters are of one byte nothing is to be counted.
        let before = if text.is_ascii() { Vec::new() } else { before.collect() };
        Self { text, before }
    }

    /// Start and end of a span in code points.
    pub(super) fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }

    fn at(&self, byte: u32) -> usize {
        let (block, within) = (byte as usize / 8, byte % 8);
        let Some(before) = self.before.get(block) else { return byte as usize };
        let own = self.text.get(8 * block..).map_or(0, eight) & ((1 << (8 * within)) - 1);
        (byte - before - continuing(own)) as usize
    }
}

/// The first eight bytes, the first one lowest; 0 for those that are not there.
fn eight(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut last = [0; 8];
        last[..bytes.len()].copy_from_slice(bytes);
        last
    }))
}

/// How many of eight bytes continue a character: their highest bit is set, and the next one is not.
fn continuing(bytes: u64) -> u32 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    // The highest byte of the product is the sum of all.
    ((bytes & !(bytes << 1)) >> 7 & ONES).wrapping_mul(ONES).to_le_bytes()[7].into()
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
            assert_eq!(points.at(*byte as u32), count);
        }
        assert_eq!(Points::new("abc").of(Span::new(1, 3)), (1, 3));
    }
}

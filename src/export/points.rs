//! Positions in bytes become positions in code points, which every language counts alike.
//!
//! Invariant: a position lies on the border of a character. Absent on purpose: counting what lies between two
//! positions; the characters of several bytes are found once, and what they take more than one byte is summed up.

use crate::article::Span;

/// Counts code points of one text.
#[derive(Debug)]
pub(super) struct Points {
    /// For each character of several bytes, the byte behind it, and by how many bytes all up to there exceed their count.
    wide: Vec<(u32, u32)>,
}

impl Points {
    /// A counter for `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut wide = Vec::new();
        let (mut at, mut extra) = (0, 0);
        loop {
            at += ascii_length(&text.as_bytes()[at..]);
            let Some(c) = text[at..].chars().next() else { return Self { wide } };
            at += c.len_utf8();
            extra += c.len_utf8() as u32 - 1;
            wide.push((at as u32, extra));
        }
    }

    /// Start and end of a span in code points.
    pub(super) fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }

    fn at(&self, byte: u32) -> usize {
        let before = self.wide.partition_point(|(behind, _)| *behind <= byte).checked_sub(1);
        (byte - before.map_or(0, |last| self.wide[last].1)) as usize
    }
}

/// How many bytes at the beginning are ASCII.
fn ascii_length(bytes: &[u8]) -> usize {
    // All of a chunk is asked, so that the compiler asks with one instruction each.
    let ascii = 16 * bytes.chunks_exact(16).take_while(|chunk| chunk.is_ascii()).count();
    ascii + bytes[ascii..].iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len() - ascii)
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

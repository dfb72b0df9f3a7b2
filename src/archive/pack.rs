//! Numbers and texts as few bytes, and back.
//!
//! Invariant: what was packed is unpacked as it was; bytes that nothing was packed into give none, never a panic and no
//! allocation larger than they are. Absent on purpose: what the numbers mean.

use crate::article::Span;

/// Bytes being written.
#[derive(Default)]
pub(super) struct Packer(pub(super) Vec<u8>);

impl Packer {
    /// A number, seven bits a byte, the least first.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// A number that may be negative, small ones short on either side of nought.
    pub(super) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    /// A text with its length before it.
    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A number that may be none.
    pub(super) fn maybe(&mut self, number: Option<u64>) {
        self.number(number.map_or(0, |number| number + 1));
    }

    /// A list with its length before it.
    pub(super) fn list<T>(&mut self, list: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.number(list.len() as u64);
        list.iter().for_each(|item| each(self, item));
    }

    /// A span, counted from `from`, which then is its start: spans in order cost two bytes each.
    pub(super) fn span(&mut self, span: Span, from: &mut u32) {
        self.signed(i64::from(span.start) - i64::from(*from));
        self.number(u64::from(span.end - span.start));
        *from = span.start;
    }
}

/// Bytes being read; all answers are none once they are no longer what was written.
pub(super) struct Unpacker<'a>(pub(super) &'a [u8]);

impl<'a> Unpacker<'a> {
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub(super) fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let bytes = self.bytes(usize::try_from(length).ok()?)?;
        Some(std::str::from_utf8(bytes).ok()?.to_owned())
    }

    pub(super) fn maybe(&mut self) -> Option<Option<u64>> {
        Some(self.number()?.checked_sub(1))
    }

    pub(super) fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        // Each item takes a byte at least: a longer list is none, and no length is believed before.
        let length = usize::try_from(self.number()?).ok().filter(|length| *length <= self.0.len())?;
        let mut list = Vec::new();
        for _ in 0..length {
            list.push(each(self)?);
        }
        Some(list)
    }

    pub(super) fn span(&mut self, from: &mut u32) -> Option<Span> {
        let start = u32::try_from(i64::from(*from).checked_add(self.signed()?)?).ok()?;
        let end = start.checked_add(u32::try_from(self.number()?).ok()?)?;
        *from = start;
        Some(Span { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back() {
        let numbers = [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, u64::MAX - 1];
        let spans = [Span::new(5, 9), Span::new(3, 3), Span::new(70_000, 90_000)];
        let mut packer = Packer::default();
        packer.list(&numbers, |packer, number| packer.number(*number));
        [0, -1, i64::MIN, i64::MAX].iter().for_each(|number| packer.signed(*number));
        packer.maybe(None);
        packer.maybe(Some(7));
        packer.text("Siti – ☀");
        let mut from = 0;
        packer.list(&spans, |packer, span| packer.span(*span, &mut from));
        let mut unpacker = Unpacker(&packer.0);
        assert_eq!(unpacker.list(Unpacker::number).unwrap(), numbers);
        assert_eq!([(); 4].map(|()| unpacker.signed().unwrap()), [0, -1, i64::MIN, i64::MAX]);
        assert_eq!((unpacker.maybe(), unpacker.maybe()), (Some(None), Some(Some(7))));
        assert_eq!(unpacker.text().unwrap(), "Siti – ☀");
        let mut from = 0;
        assert_eq!(unpacker.list(|unpacker| unpacker.span(&mut from)).unwrap(), spans);
        assert!(unpacker.0.is_empty());
    }

    #[test]
    fn bytes_of_something_else_give_none() {
        for bytes in [&[][..], &[0x80; 20], &[0xff, 0xff, 0xff, 0xff, 0x0f, 1, 2], &[3, 0xff, 0xfe, 0xfd]] {
            assert_eq!(Unpacker(bytes).list(Unpacker::text), None, "{bytes:?}");
            assert_eq!(Unpacker(bytes).text(), None, "{bytes:?}");
        }
    }
}

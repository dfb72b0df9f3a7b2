//! JSON, written from its beginning to its end: on one line, or over several.
//!
//! The bytes are those of serde_json, which looks at every character of a string by itself; here sixteen are looked at
//! at once, and a briefing costs a quarter. Invariant: what is opened is closed, so that what a caller writes is JSON
//! as long as it names fields in objects only. Absent on purpose: what is written.

/// Room for the name of a field in its quotation marks, with a colon: none is longer.
const NAME: usize = 32;

/// Writes one value at the end of a buffer.
pub(super) struct Json<'a> {
    out: &'a mut Vec<u8>,
    /// How deep the value is nested here, where each part has a line of its own.
    depth: Option<usize>,
    /// Nothing stands yet in the object or list opened last.
    is_empty: bool,
}

impl<'a> Json<'a> {
    /// A writer of one line.
    pub(super) fn line(out: &'a mut Vec<u8>) -> Self {
        Self { out, depth: None, is_empty: true }
    }

    /// A writer of a line for each part, two blanks deeper for each level.
    pub(super) fn pretty(out: &'a mut Vec<u8>) -> Self {
        Self { out, depth: Some(0), is_empty: true }
    }

    /// An object with the fields that `inner` writes.
    pub(super) fn object(&mut self, inner: impl FnOnce(&mut Self)) {
        self.open(b'{');
        inner(self);
        self.close(b'}');
    }

    /// A list with what `each` writes of each item.
    pub(super) fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.open(b'[');
        for item in items {
            self.next();
            each(self, item);
        }
        self.close(b']');
    }

    /// The name of a field, which needs no escape; its value is to follow. Half of what is written of a briefing are
    /// names: where they are known, they are written in one step, without a call.
    #[inline(always)]
    pub(super) fn field(&mut self, name: &'static str) -> &mut Self {
        self.next();
        let (mut written, length) = ([0; NAME], name.len());
        written[1..=length].copy_from_slice(name.as_bytes());
        (written[0], written[length + 1], written[length + 2]) = (b'"', b'"', b':');
        self.out.extend_from_slice(&written[..length + 3]);
        if self.depth.is_some() {
            self.out.push(b' ');
        }
        self
    }

    /// A string.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push(b'"');
        let mut rest = text.as_bytes();
        loop {
            let (plain, behind) = rest.split_at(plain_length(rest));
            self.out.extend_from_slice(plain);
            let Some((byte, behind)) = behind.split_first() else { break };
            self.escape(*byte);
            rest = behind;
        }
        self.out.push(b'"');
    }

    /// A string, or null.
    pub(super) fn maybe(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.out.extend_from_slice(b"null"),
        }
    }

    /// True or false.
    pub(super) fn flag(&mut self, holds: bool) {
        self.out.extend_from_slice(if holds { b"true" } else { b"false" });
    }

    /// A whole number.
    pub(super) fn number(&mut self, number: usize) {
        let (hundreds, rest) = (number / 100, number % 100);
        let [ten, one] = PAIRS[rest];
        // Nearly all are positions in a story, whose digits are written in one step.
        match number {
            0..10 => self.out.push(one),
            10..100 => self.out.extend_from_slice(&[ten, one]),
            100..1_000 => self.out.extend_from_slice(&[PAIRS[hundreds][1], ten, one]),
            1_000..10_000 => {
                let [thousand, hundred] = PAIRS[hundreds];
                self.out.extend_from_slice(&[thousand, hundred, ten, one]);
            }
            _ => self.long_number(number),
        }
    }

    #[cold]
    fn long_number(&mut self, mut number: usize) {
        let mut digits = [0; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[at..]);
    }

    /// A number with the fewest digits that tell it from others.
    pub(super) fn fraction(&mut self, number: f32) {
        let written = serde_json::to_writer(&mut *self.out, &number);
        debug_assert!(written.is_ok(), "a vector takes whatever is written to it");
    }

    #[inline]
    fn open(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.is_empty = true;
        self.depth = self.depth.map(|depth| depth + 1);
    }

    #[inline]
    fn close(&mut self, bracket: u8) {
        self.depth = self.depth.map(|depth| depth - 1);
        if !self.is_empty {
            self.break_line();
        }
        self.out.push(bracket);
        self.is_empty = false;
    }

    #[inline(always)]
    fn next(&mut self) {
        if !self.is_empty {
            self.out.push(b',');
        }
        self.is_empty = false;
        self.break_line();
    }

    #[inline(always)]
    fn break_line(&mut self) {
        if let Some(depth) = self.depth {
            self.out.push(b'\n');
            self.out.resize(self.out.len() + 2 * depth, b' ');
        }
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0c => b'f',
            _ => {
                self.out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
                return;
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }
}

/// How many bytes at the beginning of `bytes` stand in a string as they are.
fn plain_length(bytes: &[u8]) -> usize {
    let plain = 16 * bytes.chunks_exact(16).take_while(|chunk| are_plain(chunk)).count();
    let (rest, length) = (bytes.len() - plain, bytes.len());
    // The last bytes of a text, or the first and the last of a name, some of them twice: one step, not one a byte.
    let ends = match length {
        0..8 => false,
        8..16 => are_plain(&bytes[..8]) && are_plain(&bytes[length - 8..]),
        _ => rest < 16 && are_plain(&bytes[length - 16..]),
    };
    if ends {
        return length;
    }
    plain + bytes[plain..].iter().position(|byte| !PLAIN[usize::from(*byte)]).unwrap_or(rest)
}

/// Whether all of some bytes stand in a string as they are. All of them are asked, so that the compiler asks with one
/// instruction each.
#[inline]
fn are_plain(bytes: &[u8]) -> bool {
    let other = |byte: u8| u8::from(byte < 0x20) | u8::from(byte == b'"') | u8::from(byte == b'\\');
    bytes.iter().fold(0, |any, byte| any | other(*byte)) == 0
}

/// The two digits of each number below a hundred.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + number as u8 / 10, b'0' + number as u8 % 10];
        number += 1;
    }
    pairs
};

/// Whether a byte stands in a string as it is.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut at = 0;
    while at < 0x20 {
        plain[at] = false;
        at += 1;
    }
    plain[b'"' as usize] = false;
    plain[b'\\' as usize] = false;
    plain
};

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn write(value: &Value, to: &mut Json<'_>) {
        match value {
            Value::Object(fields) => to.object(|to| {
                for (name, value) in fields {
                    write(value, to.field(name.clone().leak()));
                }
            }),
            Value::Array(values) => to.list(values, |to, value| write(value, to)),
            Value::Number(number) => match number.as_u64() {
                Some(number) => to.number(number as usize),
                None => to.fraction(number.as_f64().unwrap() as f32),
            },
            other => to.maybe(other.as_str()),
        }
    }

    #[test]
    fn the_bytes_are_those_of_serde_json() {
        let every: String = (0..0x250).filter_map(char::from_u32).collect();
        let texts: Vec<Value> = (0..40).map(|length| json!("“x".repeat(length) + "\n" + &"y".repeat(length))).collect();
        for value in [
            json!({"a": every, "b": [], "c": {}, "d": [{"e": null}, [1, 20, 1_234_567_890_123_u64, 0]]}),
            json!([0.5, 0.25, texts]),
            json!("\"\\"),
        ] {
            let (mut line, mut pretty) = (Vec::new(), Vec::new());
            write(&value, &mut Json::line(&mut line));
            write(&value, &mut Json::pretty(&mut pretty));
            assert_eq!(String::from_utf8(line).unwrap(), serde_json::to_string(&value).unwrap());
            assert_eq!(String::from_utf8(pretty).unwrap(), serde_json::to_string_pretty(&value).unwrap());
        }
    }
}

//! Documents of one format, printed one after the other.
//!
//! Invariant: what was printed when [`Documents::end`] has answered is whole: an array where the format is JSON. Absent
//! on purpose: what a document says.

use std::io::{self, BufWriter, StdoutLock, Write};

use crate::export::Format;

/// Documents on their way to standard output.
pub(super) struct Documents {
    out: BufWriter<StdoutLock<'static>>,
    format: Format,
    count: usize,
    bytes: Vec<u8>,
}

impl Documents {
    pub(super) fn new(format: Format) -> Self {
        Self { out: BufWriter::new(io::stdout().lock()), format, count: 0, bytes: Vec::new() }
    }

    /// Prints one more, which `write` puts at the end of what it is given.
    pub(super) fn add(&mut self, write: impl FnOnce(Format, &mut Vec<u8>) -> io::Result<()>) -> io::Result<()> {
        self.bytes.clear();
        if self.format == Format::Json {
            self.bytes.extend_from_slice(if self.count == 0 { b"[\n" } else { b",\n" });
        }
        write(self.format, &mut self.bytes)?;
        self.count += 1;
        self.out.write_all(&self.bytes)
    }

    /// Prints what closes them; answers how many there were.
    pub(super) fn end(mut self) -> io::Result<usize> {
        self.out.write_all(match (self.format, self.count) {
            (Format::Json, 0) => b"[]\n",
            (Format::Json, _) => b"\n]\n",
            _ => b"",
        })?;
        self.out.flush()?;
        Ok(self.count)
    }
}

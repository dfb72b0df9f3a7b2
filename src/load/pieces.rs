//! What was found, cut into pieces to be read one after the other, or several at once.
//!
//! Invariant: JSON Lines are a stream, a batch of lines at a time, so that memory does not grow with them and the first
//! are there before the last; everything else is a piece by itself. Absent on purpose: fetching what stands at an
//! address.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::iter::once;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Failure, Found, Loaded, MAX_FILE, Part, is_blank, lines, part, read, record, unmarked};
use crate::language::Languages;

/// Bytes of lines, or of small files, that make a batch: some twenty articles, so that handing over costs little beside
/// the work.
pub const BATCH: usize = 64 << 10;

/// A piece of what was found.
#[derive(Debug)]
pub enum Piece {
    /// Whole lines of JSON Lines, with the number of each, and the name of what they stand in.
    Lines(String, Vec<(usize, Vec<u8>)>),
    /// What is read as one.
    Whole(Found),
    /// All that came through a pipe, of another format.
    Bytes(Part),
    /// What could not be read.
    Failed(Failure),
}

/// Pieces in order.
type Pieces = Box<dyn Iterator<Item = Piece> + Send>;

impl Piece {
    /// Reads it; each line as it is done.
    pub fn read(self, languages: &Languages, mut take: impl FnMut(Loaded)) {
        match self {
            Piece::Failed(failure) => take((Vec::new(), vec![failure])),
            Piece::Whole(found) => take(read(&found, languages)),
            Piece::Bytes(bytes) => take(part(bytes, languages)),
            Piece::Lines(name, lines) => {
                lines.iter().for_each(|(number, line)| take(record(&name, *number, line, languages)));
            }
        }
    }

    /// How many bytes of input it holds.
    pub fn length(&self) -> u64 {
        match self {
            Piece::Failed(_) | Piece::Whole(_) => 0,
            Piece::Bytes(part) => part.bytes.len() as u64,
            Piece::Lines(_, lines) => lines.iter().map(|(_, line)| line.len() as u64).sum(),
        }
    }
}

/// How a text begins whose lines end in more than one byte: it is decoded as a whole.
const UTF16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// What was found in pieces, in order.
pub fn pieces(found: Found) -> Pieces {
    let whole = |found| Box::new(once(Piece::Whole(found)));
    if !found.is_stream() {
        return whole(found);
    }
    let opened = match &found {
        Found::Stdin => return piped(found.name(), BufReader::with_capacity(BATCH, io::stdin())),
        Found::Pipe(path) => match File::open(path) {
            Ok(pipe) => return piped(found.name(), BufReader::with_capacity(BATCH, pipe)),
            Err(error) => Err(error),
        },
        Found::File(path) if path.is_file() => File::open(path).map(|file| BufReader::with_capacity(BATCH, file)),
        Found::File(_) | Found::Part(_) | Found::Address(_) => return whole(found),
    };
    // Where it cannot be read, reading it whole says why.
    let Ok(mut file) = opened else { return whole(found) };
    match file.fill_buf() {
        Ok(head) if !UTF16.iter().any(|mark| head.starts_with(mark)) => Box::new(batches(found.name(), file)),
        _ => whole(found),
    }
}

/// The pieces of a pipe: it is JSON Lines when its first line that is not blank is a whole object.
fn piped<R: BufRead + Send + 'static>(name: String, from: R) -> Pieces {
    let mut bytes = Vec::new();
    // The bound is one for the lines looked at and the rest together.
    let mut bounded = from.take(MAX_FILE + 1);
    let mut start = 0;
    let read = loop {
        match bounded.read_until(b'\n', &mut bytes) {
            Ok(length) if length > 0 && is_blank(&bytes[start..]) => start += length,
            read => break read,
        }
    };
    let line = unmarked(&bytes[start..]).trim_ascii();
    if read.is_ok() && line.starts_with(b"{") && line.ends_with(b"}") {
        return Box::new(batches(name, io::Cursor::new(bytes).chain(bounded.into_inner())));
    }
    let read = read.and_then(|_| bounded.read_to_end(&mut bytes));
    Box::new(once(match read {
        Ok(_) if bytes.len() as u64 > MAX_FILE => Piece::Failed(Failure::new(&name, None, "it is too long")),
        Ok(_) => Piece::Bytes(Part { name, bytes, ..Part::default() }),
        Err(error) => Piece::Failed(Failure::new(&name, None, error.to_string())),
    }))
}

/// The lines of a stream in batches. One is over as well when all that has come so far is in it: of a wire that is
/// followed (`tail -f`) no story waits for the next.
fn batches<R: BufRead + Send + 'static>(name: String, from: R) -> impl Iterator<Item = Piece> + Send {
    let is_drained = Arc::<AtomicBool>::default();
    let mut lines = lines(&name, Watched { from, held: 0, is_drained: Arc::clone(&is_drained) }).fuse();
    let mut failed = None;
    std::iter::from_fn(move || {
        if let Some(failure) = failed.take() {
            return Some(Piece::Failed(failure));
        }
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for line in lines.by_ref() {
            match line {
                Ok((number, line)) => {
                    bytes += line.len();
                    batch.push((number, line));
                }
                Err(failure) if batch.is_empty() => return Some(Piece::Failed(failure)),
                Err(failure) => {
                    failed = Some(failure);
                    break;
                }
            }
            if bytes >= BATCH || is_drained.load(Ordering::Relaxed) {
                break;
            }
        }
        (!batch.is_empty()).then(|| Piece::Lines(name.clone(), batch))
    })
}

/// A stream that tells whether all was taken of what it has read.
struct Watched<R> {
    from: R,
    held: usize,
    is_drained: Arc<AtomicBool>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.from.read(into)
    }
}

impl<R: BufRead> BufRead for Watched<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let held = self.from.fill_buf()?;
        self.held = held.len();
        Ok(held)
    }

    fn consume(&mut self, taken: usize) {
        self.from.consume(taken);
        self.held = self.held.saturating_sub(taken);
        self.is_drained.store(self.held == 0, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicU64;

    /// A pipe of so many bytes of `what`, and how many of them were read.
    fn counted(what: u8, length: u64) -> (impl BufRead + Send, Arc<AtomicU64>) {
        struct Counted(io::Take<io::Repeat>, Arc<AtomicU64>);
        impl io::Read for Counted {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let read = self.0.read(into)?;
                self.1.fetch_add(read as u64, Ordering::Relaxed);
                Ok(read)
            }
        }
        let read = Arc::new(AtomicU64::new(0));
        let from = Counted(io::Read::take(io::repeat(what), length), Arc::clone(&read));
        (BufReader::with_capacity(BATCH, from), read)
    }

    #[test]
    fn json_lines_in_a_pipe_are_a_stream_whatever_is_blank_before_them() {
        let one = "{\"body\": \"Harga turun.\"}\n";
        for (before, number) in [("", 1), ("\n", 2), ("\u{feff}", 1), (" \r\n\n", 3), ("\u{feff}\n\n", 3)] {
            let text = format!("{before}{}", one.repeat(BATCH));
            let mut jobs = piped("a".to_owned(), io::Cursor::new(text.into_bytes()));
            let Some(Piece::Lines(_, lines)) = jobs.next() else { panic!("{before:?} is read whole") };
            let mut numbers = Vec::new();
            for (number, line) in lines.iter().take(4) {
                let (articles, failures) = record("a", *number, line, &Languages::new());
                assert_eq!(failures, [], "{before:?}");
                numbers.extend(articles.iter().map(|_| *number));
            }
            assert_eq!(numbers[0], number, "{before:?}");
        }
        let mut jobs = piped("a".to_owned(), io::Cursor::new(b"\n{\n\"body\": 1\n}"));
        assert!(matches!(jobs.next(), Some(Piece::Bytes(_))));
    }

    #[test]
    fn of_a_pipe_that_does_not_end_no_more_is_held_than_may_be() {
        let (from, read) = counted(b'x', 3 * MAX_FILE);
        let mut jobs = piped("a".to_owned(), from);
        assert!(matches!(jobs.next(), Some(Piece::Failed(_))));
        assert!(read.load(Ordering::Relaxed) <= MAX_FILE + 2 * BATCH as u64);
    }
}

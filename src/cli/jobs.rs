//! What is read, cut into jobs for the pipeline.
//!
//! JSON Lines are a stream: a batch of lines at a time, so memory does not grow with the input. Everything else is read
//! a file at a time, small ones several to a job: to hand a job over costs as much as to read a page of text. Absent on
//! purpose: what is done with the articles.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::iter::once;
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;

use crate::fetch::Source;
use crate::language::Languages;
use crate::load::{self, Failure, Found, Loaded, Part};

/// Bytes of lines or small files that make a batch: some twenty articles, so that handing over costs little beside the
/// work.
pub(super) const BATCH: usize = 64 << 10;
/// Files of a batch at the most.
const FILES: usize = 32;

/// Something to be read as one.
pub(super) enum Job {
    /// Whole lines of JSON Lines, with the number of each.
    Lines(String, Vec<(usize, Vec<u8>)>),
    /// Files of other formats, and how many bytes they have.
    Files(Vec<Found>, u64),
    /// An address, and what fetches all of them.
    Address(Arc<Source>, Found),
    /// The whole of standard input, of another format.
    Bytes(Part),
    /// Something that could not be read.
    Failed(Failure),
}

/// The jobs of files, folders and standard input, in order.
pub(super) fn jobs(paths: &[PathBuf]) -> impl Iterator<Item = Job> + Send + use<> {
    let source = Arc::new(Source::default());
    let mut found = load::walk(paths).fuse();
    let (mut files, mut bytes) = (Vec::new(), 0);
    std::iter::from_fn(move || {
        loop {
            let next = found.next();
            match next {
                Some(Ok(file)) if is_whole(&file) => {
                    bytes += length(&file);
                    files.push(file);
                    if files.len() < FILES && bytes < BATCH as u64 {
                        continue;
                    }
                    return Some(batch(&mut files, &mut bytes));
                }
                None if files.is_empty() => return None,
                None => return Some(batch(&mut files, &mut bytes)),
                Some(other) => {
                    let before = (!files.is_empty()).then(|| batch(&mut files, &mut bytes));
                    let jobs: Jobs = match other {
                        Ok(found @ Found::Address(_)) => Box::new(once(Job::Address(Arc::clone(&source), found))),
                        Ok(found) => of(found),
                        Err(failure) => Box::new(once(Job::Failed(failure))),
                    };
                    return Some(Box::new(before.into_iter().flatten().chain(jobs)) as Jobs);
                }
            }
        }
    })
    .flatten()
}

/// Jobs in order.
type Jobs = Box<dyn Iterator<Item = Job> + Send>;

/// The files gathered so far as a job.
fn batch(files: &mut Vec<Found>, bytes: &mut u64) -> Jobs {
    Box::new(once(Job::Files(mem::take(files), mem::take(bytes))))
}

/// Whether something is a file that is read as one.
fn is_whole(found: &Found) -> bool {
    match found {
        Found::File(path) => {
            !path.extension().is_some_and(|e| ["jsonl", "ndjson"].iter().any(|known| e.eq_ignore_ascii_case(known)))
        }
        Found::Part(_) => true,
        Found::Stdin | Found::Pipe(_) | Found::Address(_) => false,
    }
}

fn length(found: &Found) -> u64 {
    match found {
        Found::File(path) => path.metadata().map_or(0, |metadata| metadata.len()),
        Found::Part(part) => part.bytes.len() as u64,
        Found::Stdin | Found::Pipe(_) | Found::Address(_) => 0,
    }
}

impl Job {
    /// Reads it; each file or line as it is done.
    pub(super) fn read(self, languages: &Languages, mut take: impl FnMut(Loaded)) {
        match self {
            Job::Failed(failure) => take((Vec::new(), vec![failure])),
            Job::Files(found, _) => found.iter().for_each(|found| take(load::read(found, languages))),
            Job::Address(source, found) => take(source.read(&found, languages)),
            Job::Bytes(part) => take(load::part(part, languages)),
            Job::Lines(name, lines) => {
                lines.iter().for_each(|(number, line)| take(load::record(&name, *number, line, languages)));
            }
        }
    }

    /// How many bytes of input it is.
    pub(super) fn length(&self) -> u64 {
        match self {
            Job::Failed(_) | Job::Address(..) => 0,
            Job::Files(_, bytes) => *bytes,
            Job::Bytes(part) => part.bytes.len() as u64,
            Job::Lines(_, lines) => lines.iter().map(|(_, line)| line.len() as u64).sum(),
        }
    }
}

/// How a text begins whose lines end in more than one byte: it is decoded as a whole.
const UTF16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// The jobs of a stream.
fn of(found: Found) -> Jobs {
    let whole = |found| Box::new(once(Job::Files(vec![found], 0)));
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

/// The jobs of a pipe: it is JSON Lines when its first line that is not blank is a whole object.
fn piped<R: BufRead + Send + 'static>(name: String, from: R) -> Jobs {
    let mut bytes = Vec::new();
    // The bound is one for the lines looked at and the rest together.
    let mut bounded = io::Read::take(from, load::MAX_FILE + 1);
    let mut start = 0;
    let read = loop {
        match bounded.read_until(b'\n', &mut bytes) {
            Ok(length) if length > 0 && load::is_blank(&bytes[start..]) => start += length,
            read => break read,
        }
    };
    let line = load::unmarked(&bytes[start..]).trim_ascii();
    if read.is_ok() && line.starts_with(b"{") && line.ends_with(b"}") {
        return Box::new(batches(name, io::Read::chain(io::Cursor::new(bytes), bounded.into_inner())));
    }
    let read = read.and_then(|_| io::Read::read_to_end(&mut bounded, &mut bytes));
    Box::new(once(match read {
        Ok(_) if bytes.len() as u64 > load::MAX_FILE => Job::Failed(Failure::new(&name, None, "it is too long")),
        Ok(_) => Job::Bytes(Part { name, bytes, ..Part::default() }),
        Err(error) => Job::Failed(Failure::new(&name, None, error.to_string())),
    }))
}

/// The lines of a stream in batches.
fn batches<R: BufRead + Send + 'static>(name: String, from: R) -> impl Iterator<Item = Job> + Send {
    let mut lines = load::lines(&name, from).fuse();
    let mut failed = None;
    std::iter::from_fn(move || {
        if let Some(failure) = failed.take() {
            return Some(Job::Failed(failure));
        }
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for line in lines.by_ref() {
            match line {
                Ok((number, line)) => {
                    bytes += line.len();
                    batch.push((number, line));
                }
                Err(failure) if batch.is_empty() => return Some(Job::Failed(failure)),
                Err(failure) => {
                    failed = Some(failure);
                    break;
                }
            }
            if bytes >= BATCH {
                break;
            }
        }
        (!batch.is_empty()).then(|| Job::Lines(name.clone(), batch))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

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
        let record = "{\"body\": \"Harga turun.\"}\n";
        for (before, number) in [("", 1), ("\n", 2), ("\u{feff}", 1), (" \r\n\n", 3), ("\u{feff}\n\n", 3)] {
            let text = format!("{before}{}", record.repeat(BATCH));
            let mut jobs = piped("a".to_owned(), io::Cursor::new(text.into_bytes()));
            let Some(Job::Lines(_, lines)) = jobs.next() else { panic!("{before:?} is read whole") };
            let mut numbers = Vec::new();
            for (number, line) in lines.iter().take(4) {
                let (articles, failures) = load::record("a", *number, line, &Languages::new());
                assert_eq!(failures, [], "{before:?}");
                numbers.extend(articles.iter().map(|_| *number));
            }
            assert_eq!(numbers[0], number, "{before:?}");
        }
        let mut jobs = piped("a".to_owned(), io::Cursor::new(b"\n{\n\"body\": 1\n}"));
        assert!(matches!(jobs.next(), Some(Job::Bytes(_))));
    }

    #[test]
    fn of_a_pipe_that_does_not_end_no_more_is_held_than_may_be() {
        let (from, read) = counted(b'x', 3 * load::MAX_FILE);
        let mut jobs = piped("a".to_owned(), from);
        assert!(matches!(jobs.next(), Some(Job::Failed(_))));
        assert!(read.load(Ordering::Relaxed) <= load::MAX_FILE + 2 * BATCH as u64);
    }
}

//! What is read, cut into jobs for the pipeline.
//!
//! JSON Lines are a stream: a batch of lines at a time, so memory does not grow with the input. Everything else is read a
//! file at a time, small ones several to a job: to hand a job over costs as much as to read a page of text. Absent on
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
        Found::File(path) => !path.extension().is_some_and(|e| e == "jsonl" || e == "ndjson"),
        Found::Part(_) => true,
        Found::Stdin | Found::Address(_) => false,
    }
}

fn length(found: &Found) -> u64 {
    match found {
        Found::File(path) => path.metadata().map_or(0, |metadata| metadata.len()),
        Found::Part(part) => part.bytes.len() as u64,
        Found::Stdin | Found::Address(_) => 0,
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

/// The jobs of a stream.
fn of(found: Found) -> Jobs {
    let whole = |found| Box::new(once(Job::Files(vec![found], 0)));
    match &found {
        Found::Stdin => stdin_jobs(),
        Found::File(path) if path.is_file() => match File::open(path) {
            Ok(file) => Box::new(batches(found.name(), BufReader::with_capacity(BATCH, file))),
            // Reading it whole says why it cannot be read.
            Err(_) => whole(found),
        },
        Found::File(_) | Found::Part(_) | Found::Address(_) => whole(found),
    }
}

/// Standard input is JSON Lines when its first line is a whole object.
fn stdin_jobs() -> Jobs {
    let name = Found::Stdin.name();
    let mut stdin = BufReader::with_capacity(BATCH, io::stdin());
    let mut first = Vec::new();
    if let Err(error) = io::Read::take(&mut stdin, load::MAX_FILE + 1).read_until(b'\n', &mut first) {
        return Box::new(once(Job::Failed(Failure::new(&name, None, error.to_string()))));
    }
    let line = first.trim_ascii();
    if line.starts_with(b"{") && line.ends_with(b"}") {
        return Box::new(batches(name, io::Read::chain(io::Cursor::new(first), stdin)));
    }
    let mut bytes = first;
    let read = io::Read::read_to_end(&mut io::Read::take(stdin, load::MAX_FILE + 1), &mut bytes);
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

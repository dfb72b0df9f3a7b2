//! What is read, cut into jobs for the pipeline.
//!
//! A job is a piece as the load room cuts it, or a file, small ones several to a job: to hand a job over costs as much
//! as to read a page of text. Absent on purpose: what is done with the articles.

use std::iter::once;
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;

use crate::fetch::Source;
use crate::language::Languages;
use crate::load::{self, BATCH, Found, Loaded, Piece};

/// Files of a batch at the most.
const FILES: usize = 32;

/// Something to be read as one.
pub(super) enum Job {
    /// A part of a stream, or what could not be read.
    Piece(Piece),
    /// Files of other formats, and how many bytes they have.
    Files(Vec<Found>, u64),
    /// An address, and what fetches all of them.
    Address(Arc<Source>, Found),
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
                Some(Ok(file)) if !file.is_stream() && !matches!(file, Found::Address(_)) => {
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
                        Ok(found) => Box::new(load::pieces(found).map(Job::Piece)),
                        Err(failure) => Box::new(once(Job::Piece(Piece::Failed(failure)))),
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
            Job::Piece(piece) => piece.read(languages, take),
            Job::Files(found, _) => found.iter().for_each(|found| take(load::read(found, languages))),
            Job::Address(source, found) => take(source.read(&found, languages)),
        }
    }

    /// How many bytes of input it is.
    pub(super) fn length(&self) -> u64 {
        match self {
            Job::Piece(piece) => piece.length(),
            Job::Address(..) => 0,
            Job::Files(_, bytes) => *bytes,
        }
    }
}

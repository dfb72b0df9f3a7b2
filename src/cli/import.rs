//! `kilas import`: articles into the archive, briefed and indexed.
//!
//! Reading and briefing run on all cores; one thread writes, a batch a transaction, so that whatever ends it, the batches
//! before are kept and the next import goes on behind them.

use std::mem;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

use jiff::Timestamp;

use super::arguments::Import;
use super::jobs::{Job, jobs};
use super::progress::Progress;
use super::{archive_path, complain};
use crate::archive::{Added, Archive, Entry, Print, Trouble};
use crate::brief::brief;
use crate::language::Languages;
use crate::load::Failure;
use crate::pipeline;

/// Stories of a batch, where nothing else is said.
pub(super) const STORIES: usize = 2_000;
/// Bytes of the texts of a batch at the most.
const BYTES: usize = 16 << 20;

pub(super) fn run(options: &Import) -> ExitCode {
    let threads = options.threads.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    match archive_path(&options.place).and_then(|path| import(&path, &options.paths, threads, options.batch.get())) {
        Ok((added, failed)) => {
            println!("{}", told(added));
            match (failed, added == Added::default()) {
                (0, _) => ExitCode::SUCCESS,
                (_, false) => ExitCode::from(1),
                (_, true) => ExitCode::from(2),
            }
        }
        Err(error) => {
            complain(error);
            ExitCode::from(2)
        }
    }
}

fn told(added: Added) -> String {
    let Added { stories, versions, known } = added;
    format!("{stories} new, {versions} new versions, {known} kept before")
}

/// Takes what is found in `paths` into the archive at `path`; answers what became of it and how much could not be read.
///
/// # Errors
/// One line about why the archive cannot be written; what was committed before is in it.
pub(super) fn import(path: &Path, paths: &[PathBuf], threads: usize, most: usize) -> Result<(Added, usize), String> {
    let said = |trouble: Trouble| trouble.to_string();
    let mut archive = Archive::open_or_make(path).map_err(said)?;
    archive.begin_import().map_err(said)?;
    // Asked by all threads, so that what is known already is not briefed.
    let reader = Mutex::new(Archive::open(path).map_err(said)?);
    let languages = Languages::new();
    let mut progress = Progress::new(paths);
    let mut writing = Writing { archive: &mut archive, most, batch: Vec::new(), bytes: 0, added: Added::default() };
    let (mut failed, mut trouble) = (0, None);
    pipeline::run(
        jobs(paths),
        threads,
        |job| work(job, &reader, &languages),
        |read: Read| {
            failed += read.failures.len();
            if !read.failures.is_empty() {
                progress.end();
                read.failures.iter().for_each(complain);
            }
            trouble = writing.take(read.entries, read.known).err();
            progress.add(read.bytes, writing.added.stories);
            trouble.is_none()
        },
    );
    let rest = writing.write();
    let added = writing.added;
    progress.end();
    match trouble.or(rest.err()) {
        Some(trouble) => Err(format!("{trouble} ({})", told(added))),
        None => archive.end_import().map_err(said).map(|()| (added, failed)),
    }
}

/// What became of a job.
#[derive(Default)]
struct Read {
    bytes: u64,
    entries: Vec<Entry>,
    known: usize,
    failures: Vec<Failure>,
}

fn work(job: Job, reader: &Mutex<Archive>, languages: &Languages) -> Read {
    let mut read = Read { bytes: job.length(), ..Read::default() };
    job.read(languages, |(articles, failures)| {
        for article in articles {
            let print = Print::of(&article);
            // Where it cannot be asked it is briefed; the writer asks again.
            if reader.lock().is_ok_and(|reader| reader.knows(print).unwrap_or(false)) {
                read.known += 1;
            } else {
                let briefing = brief(&article, languages.get_or_neutral(&article.language));
                read.entries.push(Entry::new(article, &briefing));
            }
        }
        read.failures.extend(failures);
    });
    read
}

/// The thread that writes.
struct Writing<'a> {
    archive: &'a mut Archive,
    /// Stories of a batch.
    most: usize,
    batch: Vec<Entry>,
    bytes: usize,
    added: Added,
}

impl Writing<'_> {
    fn take(&mut self, entries: Vec<Entry>, known: usize) -> Result<(), Trouble> {
        self.added.known += known;
        self.bytes += entries.iter().map(Entry::length).sum::<usize>();
        self.batch.extend(entries);
        if self.batch.len() >= self.most || self.bytes >= BYTES { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), Trouble> {
        self.bytes = 0;
        let batch = mem::take(&mut self.batch);
        if !batch.is_empty() {
            self.added = self.added.and(self.archive.add(batch, Timestamp::now().as_second())?);
        }
        Ok(())
    }
}

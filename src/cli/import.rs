//! `kilas import`: articles into the archive, briefed and indexed.
//!
//! ```text
//! paths ─jobs─▶ read and brief (all cores) ─▶ batches ─▶ write (one thread, a batch a transaction)
//! ```
//!
//! Whatever ends it, the batches before are kept and the next import goes on behind them.

use std::mem;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use jiff::Timestamp;

use super::arguments::Import;
use super::jobs::{Job, jobs};
use super::progress::Progress;
use super::{archive_path, complain, say};
use crate::archive::{Added, Archive, Entry, Print, Trouble};
use crate::brief::brief;
use crate::language::Languages;
use crate::load::Failure;
use crate::pipeline;

/// Stories of a batch, where nothing else is said: two thousand.
pub(super) const STORIES: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1_999);
/// Bytes of the texts of a batch at the most.
const BYTES: usize = 16 << 20;

pub(super) fn run(options: &Import) -> ExitCode {
    let threads = options.threads.map_or_else(pipeline::cores, usize::from);
    let how = How { threads, batch: options.batch.get(), marks: options.marks };
    match archive_path(&options.place).and_then(|path| import(&path, &options.paths, &how)) {
        Ok((added, failed)) => {
            say(told(added));
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

/// How articles are taken in.
pub(super) struct How {
    pub(super) threads: usize,
    /// Stories of a transaction.
    pub(super) batch: usize,
    /// Whether what an export says of marks is taken up.
    pub(super) marks: bool,
}

fn told(added: Added) -> String {
    let Added { stories, versions, known } = added;
    format!("{stories} new, {versions} new versions, {known} kept before")
}

/// Takes what is found in `paths` into the archive at `path`; answers what became of it and how much could not be read.
///
/// # Errors
/// One line about why the archive cannot be written; what was committed before is in it.
pub(super) fn import(path: &Path, paths: &[PathBuf], how: &How) -> Result<(Added, usize), String> {
    let said = |trouble: Trouble| trouble.to_string();
    let mut archive = match Archive::open(path) {
        // Made when there is something to keep in it: of a path that is misspelt nothing comes.
        Err(Trouble::Missing(_)) => None,
        archive => Some(archive.map_err(said)?),
    };
    archive.iter_mut().try_for_each(Archive::begin_import).map_err(said)?;
    // Asked by all threads, so that what is known already is not briefed; in a new one nothing is.
    let reader = archive.as_ref().map(|_| Archive::open(path).map(Mutex::new)).transpose().map_err(said)?;
    let languages = Languages::new();
    let mut progress = Progress::new(paths);
    let (mut failed, mut known, written) = (0, 0, AtomicUsize::new(0));
    let (added, trouble) = thread::scope(|scope| {
        // While a batch is written the next is read: one waits for the other and no third is begun.
        let (to_write, batches) = sync_channel(0);
        let written = &written;
        let writer = scope.spawn(move || write(path, archive, &batches, written));
        let mut gathering = Gathering { most: how.batch, batch: Vec::new(), bytes: 0, to_write };
        pipeline::run(
            jobs(paths),
            how.threads,
            |job| work(job, reader.as_ref(), &languages, how.marks),
            |read: Read| {
                failed += read.failures.len();
                known += read.known;
                if !read.failures.is_empty() {
                    progress.end();
                    read.failures.iter().for_each(complain);
                }
                let is_taken = gathering.take(read.entries);
                progress.add(read.bytes, written.load(Ordering::Relaxed));
                is_taken
            },
        );
        gathering.hand_over();
        drop(gathering);
        writer.join().unwrap_or_else(|panic| resume_unwind(panic))
    });
    let added = Added { known: added.known + known, ..added };
    progress.end();
    match trouble {
        Some(trouble) => Err(format!("{trouble} ({})", told(added))),
        None => Ok((added, failed)),
    }
}

/// Writes batches, each a transaction, until there are no more or one cannot be written; answers what became of those
/// that could. Where there is no archive yet the first batch makes one.
fn write(
    path: &Path,
    mut archive: Option<Archive>,
    batches: &Receiver<Vec<Entry>>,
    written: &AtomicUsize,
) -> (Added, Option<Trouble>) {
    let mut added = Added::default();
    let mut keep = |batch| {
        let archive = match &mut archive {
            Some(archive) => archive,
            none => none.insert(made(path)?),
        };
        archive.add(batch, Timestamp::now().as_second())
    };
    for batch in batches {
        match keep(batch) {
            Ok(some) => added = added.and(some),
            Err(trouble) => return (added, Some(trouble)),
        }
        written.store(added.stories, Ordering::Relaxed);
    }
    (added, archive.and_then(|mut archive| archive.end_import().err()))
}

/// A new archive, ready for many batches.
fn made(path: &Path) -> Result<Archive, Trouble> {
    let mut archive = Archive::open_or_make(path)?;
    archive.begin_import()?;
    Ok(archive)
}

/// What became of a job.
#[derive(Default)]
struct Read {
    bytes: u64,
    entries: Vec<Entry>,
    known: usize,
    failures: Vec<Failure>,
}

fn work(job: Job, reader: Option<&Mutex<Archive>>, languages: &Languages, with_marks: bool) -> Read {
    let mut read = Read { bytes: job.length(), ..Read::default() };
    job.read(languages, |(articles, failures)| {
        for mut article in articles {
            let kept = article.kept.take().filter(|_| with_marks);
            let print = Print::of(&article);
            // Where it cannot be asked it is briefed; the writer asks again. Marks are the writer's to take up.
            let knows =
                |reader: &Mutex<Archive>| reader.lock().is_ok_and(|reader| reader.knows(print).unwrap_or(false));
            if kept.is_none() && reader.is_some_and(knows) {
                read.known += 1;
            } else {
                let briefing = brief(&article, languages.get_or_neutral(&article.language));
                read.entries.push(Entry::known(print, article, &briefing).with_marks(kept));
            }
        }
        read.failures.extend(failures);
    });
    read
}

/// Stories being gathered to a batch.
struct Gathering {
    /// Stories of a batch.
    most: usize,
    batch: Vec<Entry>,
    bytes: usize,
    to_write: SyncSender<Vec<Entry>>,
}

impl Gathering {
    /// Takes stories in; answers whether they will be written.
    fn take(&mut self, entries: Vec<Entry>) -> bool {
        self.bytes += entries.iter().map(Entry::length).sum::<usize>();
        self.batch.extend(entries);
        if self.batch.len() >= self.most || self.bytes >= BYTES { self.hand_over() } else { true }
    }

    /// Hands over what was gathered; answers whether somebody takes it.
    fn hand_over(&mut self) -> bool {
        self.bytes = 0;
        let batch = mem::take(&mut self.batch);
        batch.is_empty() || self.to_write.send(batch).is_ok()
    }
}

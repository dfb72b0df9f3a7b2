//! The thread that reads and briefs while the reader already reads.
//!
//! Invariant: stories arrive in the order of the paths; the first few at once, so that the first frame has something
//! to show, then in batches. Absent on purpose: anything shared with the session but the mailbox.

use std::io::{self, IsTerminal as _};
use std::iter::once;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, mem, thread};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::watch::Renamed;
use super::{Pieces, Watch};
use crate::app::message::Message;
use crate::app::page::{Item, Topic};
use crate::app::shelf::Answer;
use crate::app::today::Today;
use crate::archive::{self, Archive};
use crate::article::Article;
use crate::brief::brief;
use crate::fetch::Source;
use crate::language::Languages;
use crate::load::{self, Failure, Piece};
use crate::pile::Entry;
use crate::pipeline;
use crate::terminal::Courier;

/// Stories that fill the list of a usual screen.
const SCREEN: usize = 12;
/// How long the first stories are gathered, where they are too few to fill one.
const FIRST: Duration = Duration::from_millis(3);
/// How long later ones are gathered at the most; each batch takes twice as long as the one before. Each draws a frame,
/// for which a key may have to wait.
const LATER: Duration = Duration::from_millis(250);
/// Loading that takes less than this shows no progress.
const PROGRESS: Duration = Duration::from_millis(500);

/// What the thread brings.
#[derive(Debug)]
pub(super) enum News {
    /// Stories, in order.
    Stories(Vec<Entry>),
    /// Files that are called otherwise now.
    Renamed(Renamed),
    /// The archive is open, or has taken something in.
    Archive,
    /// What could not be read.
    Failures(Vec<Failure>),
    /// What else there is to tell the session: how much was read, the day.
    Told(Message),
    /// A page, and how many items there are in all, or why there is none.
    Page(Topic, Answer<(Vec<Item>, usize)>),
    /// The text of a page, where no archive has taken it, or why there is none.
    Fetched(Answer<Option<Box<Entry>>>),
    /// All that a query finds, where the first page of it was shown before.
    Found(String, Answer<archive::Found>),
    /// All is read.
    Finished,
}

/// `-` is for pipes: an article cannot be typed where the keys are read.
pub(super) fn refuse_keyboard(pieces: &Pieces) -> io::Result<()> {
    let is_read = matches!(pieces, Pieces::Paths(paths, _) if paths.iter().any(|path| path.as_os_str() == "-"));
    if is_read && io::stdin().is_terminal() {
        let message = "standard input is the terminal; pipe an article into \"kilas -\"";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    Ok(())
}

/// The day it is here.
pub(super) fn today() -> Today {
    today_at_once().unwrap_or_else(|| Today::at(Timestamp::now(), TimeZone::system()))
}

/// The day it is here, where that takes no longer than reading a file: by the system's zone, where no `TZ` names
/// another. jiff would look for the name of that zone among all there are, which takes longer than a frame.
pub(super) fn today_at_once() -> Option<Today> {
    let rules = env::var_os("TZ").is_none().then(|| fs::read("/etc/localtime"))?.ok()?;
    Some(Today::at(Timestamp::now(), TimeZone::tzif("local", &rules).ok()?))
}

/// Sends what a session over an archive waits for: the day, where it `is_awaited`. Then takes what is watched into the
/// archive at `path`.
pub(super) fn archive(path: &Path, watch: Option<Watch>, is_awaited: bool, courier: Courier<News>) -> io::Result<()> {
    courier.send(News::Archive);
    if watch.is_none() && !is_awaited {
        return Ok(());
    }
    let path = path.to_owned();
    thread::Builder::new().name("loading".to_owned()).spawn(move || {
        if is_awaited {
            courier.send(News::Told(Message::Today(today())));
        }
        let Some(watch) = watch else { return };
        let (languages, source) = (Languages::new(), Source::default());
        // The archive knows a text by its words, whatever its file is called, and one that was edited by its file.
        watch.follow(|paths, renamed, gone| {
            courier.send(read_again(paths, &renamed, &gone));
            let (articles, failures) = pieces(paths).map(|piece| read(piece, &source, &languages)).fold(
                load::Loaded::default(),
                |mut all, (articles, failures)| {
                    all.0.extend(articles);
                    all.1.extend(failures);
                    all
                },
            );
            let kept = keep(&path, articles, &languages);
            (failures.is_empty() || courier.send(News::Failures(failures)))
                && courier.send(News::Archive)
                && kept.err().is_none_or(|trouble| courier.send(News::Told(Message::Trouble(trouble))))
        });
    })?;
    Ok(())
}

/// Takes articles into the archive at `path`.
pub(super) fn keep(path: &Path, articles: Vec<Article>, languages: &Languages) -> Answer<()> {
    if articles.is_empty() {
        return Ok(());
    }
    let entries = articles.into_iter().map(|article| {
        let briefing = brief(&article, languages.get_or_neutral(&article.language));
        archive::Entry::new(article, &briefing)
    });
    let added =
        Archive::open(path).and_then(|mut archive| archive.add(entries.collect(), Timestamp::now().as_second()));
    Ok(added.map(|_| ())?)
}

/// Begins to bring the sample stories.
pub(super) fn samples(courier: Courier<News>) -> io::Result<()> {
    thread::Builder::new().name("loading".to_owned()).spawn(move || {
        let languages = Languages::new();
        let mut batch = Batch::new(courier);
        batch.add(briefed(load::samples(&languages), &languages));
        batch.finish();
    })?;
    Ok(())
}

/// Begins to load the files of `paths`; goes on with what is watched.
pub(super) fn start(paths: Vec<PathBuf>, watch: Option<Watch>, courier: Courier<News>) -> io::Result<()> {
    thread::Builder::new().name("loading".to_owned()).spawn(move || {
        let languages = Languages::new();
        let source = Source::default();
        let mut batch = Batch::new(courier.clone());
        let work = |piece| {
            // A key waits no longer for this core than a story takes.
            thread::yield_now();
            briefed(read(piece, &source, &languages), &languages)
        };
        let mut found = pieces(&paths);
        // The first stories are here before another thread would have begun.
        while batch.sent.is_none()
            && let Some(piece) = found.next()
        {
            if !batch.add(work(piece)) {
                return;
            }
        }
        yield_to_keys();
        // A core is left to the reader's keys.
        pipeline::run(found, (pipeline::cores() - 1).max(1), work, |read| batch.add(read));
        batch.finish();
        let Some(watch) = watch else { return };
        watch.follow(|paths, renamed, gone| {
            courier.send(read_again(paths, &renamed, &gone));
            courier.send(News::Renamed(renamed));
            let mut batch = Batch::new(courier.clone());
            pieces(paths).all(|piece| batch.add(work(piece))) && batch.finish()
        });
    })?;
    Ok(())
}

/// Tells that these files are read now, are no longer called so, or are gone, by the names that failures have.
fn read_again(paths: &[PathBuf], renamed: &Renamed, gone: &[PathBuf]) -> News {
    let names = paths.iter().chain(gone).map(|path| load::line(&path.display().to_string()));
    News::Told(Message::ReadAgain(names.chain(renamed.keys().cloned()).collect()))
}

/// What is found in `paths`, in pieces: of a long stream of stories the first are there before the last.
fn pieces(paths: &[PathBuf]) -> impl Iterator<Item = Piece> + Send + use<> {
    load::walk(paths).flat_map(|found| match found {
        Ok(found) => load::pieces(found),
        Err(failure) => Box::new(once(Piece::Failed(failure))),
    })
}

/// Reads a piece, from wherever it is.
fn read(piece: Piece, source: &Source, languages: &Languages) -> load::Loaded {
    let mut loaded = load::Loaded::default();
    match piece {
        Piece::Whole(found) => return source.read(&found, languages),
        piece => piece.read(languages, |(articles, failures)| {
            loaded.0.extend(articles);
            loaded.1.extend(failures);
        }),
    }
    loaded
}

/// Lets the reader's keys overtake this thread and those it starts, where threads have a niceness of their own.
fn yield_to_keys() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(19);
}

/// Stories with their briefings, and what could not be read.
type Read = (Vec<Entry>, Vec<Failure>);

fn briefed((articles, failures): load::Loaded, languages: &Languages) -> Read {
    let brief = |article: Article| {
        let briefing = brief(&article, languages.get_or_neutral(&article.language));
        Entry::new(article, briefing)
    };
    (articles.into_iter().map(brief).collect(), failures)
}

/// What was read and not yet sent.
struct Batch {
    courier: Courier<News>,
    stories: Vec<Entry>,
    failures: Vec<Failure>,
    files: usize,
    started: Instant,
    sent: Option<Instant>,
    interval: Duration,
}

impl Batch {
    fn new(courier: Courier<News>) -> Self {
        let (stories, failures) = (Vec::new(), Vec::new());
        Self { courier, stories, failures, files: 0, started: Instant::now(), sent: None, interval: FIRST }
    }

    /// Takes one file's articles in; answers whether anybody still waits for more.
    fn add(&mut self, (stories, failures): Read) -> bool {
        self.stories.extend(stories);
        self.failures.extend(failures);
        self.files += 1;
        let waited = self.started.elapsed();
        let due = match self.sent {
            // Files that cannot be read are no reason to show nothing.
            None => self.stories.len() >= SCREEN || waited >= if self.stories.is_empty() { PROGRESS } else { FIRST },
            Some(sent) => sent.elapsed() >= self.interval,
        };
        !due || self.send()
    }

    /// Sends the rest; answers whether anybody still listens.
    fn finish(mut self) -> bool {
        self.send() && self.courier.send(News::Finished)
    }

    fn send(&mut self) -> bool {
        let first = self.sent.replace(Instant::now()).is_none();
        self.interval = (2 * self.interval).min(LATER);
        let mut open = true;
        if !self.stories.is_empty() {
            open = self.courier.send(News::Stories(mem::take(&mut self.stories)));
        }
        if !self.failures.is_empty() {
            open &= self.courier.send(News::Failures(mem::take(&mut self.failures)));
        }
        if self.started.elapsed() >= PROGRESS {
            open &= self.courier.send(News::Told(Message::Loading(Some(self.files))));
        }
        if first && today_at_once().is_none() {
            open &= self.courier.send(News::Told(Message::Today(today())));
        }
        open
    }
}

//! Files and folders that are watched while a reader reads: what is new in them, and what changes.
//!
//! Invariant: a file is given once it has rested, so that none is read half written, and nothing runs while nothing
//! happens. A file that was renamed is told as such, for its story goes by its name. The story of a file that is taken
//! away stays. Absent on purpose: file systems that tell nobody of changes, as most that are shared over a network.

use std::collections::HashMap;
use std::fs;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::load;

/// How long a file rests that was closed by who wrote it, or moved here: programs that write a file in two goes are
/// quick about it.
const CLOSED: Duration = Duration::from_millis(200);
/// How long a file rests after its last change where nothing tells that it was closed. On Linux that is rare: a file
/// that was linked here, or whose writer hangs. Other systems never tell it.
const OPEN: Duration = Duration::from_secs(if cfg!(target_os = "linux") { 30 } else { 2 });

/// What is watched, from the moment it is made.
#[derive(Debug)]
pub struct Watch {
    events: Receiver<notify::Result<Event>>,
    roots: Vec<Root>,
    /// Files that do not rest yet, and when they will have.
    waiting: HashMap<PathBuf, Instant>,
    /// What was renamed and does not rest yet, as the system calls it.
    renamed: Vec<(PathBuf, PathBuf)>,
    /// What was taken away, as the system calls it.
    gone: Vec<PathBuf>,
    /// Held, for with it the watching ends.
    _watcher: RecommendedWatcher,
}

/// Old names of files and folders, each with the new one.
pub(super) type Renamed = HashMap<String, String>;

/// A file or folder as the reader named it, and as the system calls it.
#[derive(Clone, Debug)]
struct Root {
    named: PathBuf,
    real: PathBuf,
}

impl Watch {
    /// Watches files and folders; standard input and addresses are no such thing.
    ///
    /// # Errors
    /// One line that names what cannot be watched.
    pub fn on(paths: &[PathBuf]) -> Result<Self, String> {
        let (send, events) = channel();
        let mut watcher = notify::recommended_watcher(send).map_err(|error| format!("cannot watch: {error}"))?;
        let mut roots = Vec::new();
        for named in paths.iter().filter(|path| path.exists()) {
            let fail = |reason: String| format!("{}: cannot be watched: {reason}", named.display());
            let real = fs::canonicalize(named).map_err(|error| fail(load::reason(&error)))?;
            // A file is watched by its folder: many programs write a new one and move it over the old.
            let (place, mode) = match real.parent() {
                Some(folder) if real.is_file() => (folder, RecursiveMode::NonRecursive),
                _ => (&*real, RecursiveMode::Recursive),
            };
            watcher.watch(place, mode).map_err(|error| fail(told(&error)))?;
            roots.push(Root { named: named.clone(), real });
        }
        let (waiting, renamed, gone) = (HashMap::new(), Vec::new(), Vec::new());
        Ok(Self { events, roots, waiting, renamed, gone, _watcher: watcher })
    }

    /// Gives files that are new or have changed, some at a time, with what was renamed or taken away before, until
    /// `take` wants no more.
    pub(super) fn follow(mut self, mut take: impl FnMut(&[PathBuf], Renamed, Vec<PathBuf>) -> bool) {
        loop {
            let event = match self.waiting.values().min() {
                Some(due) => self.events.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => self.events.recv().map_err(RecvTimeoutError::from),
            };
            match event {
                Ok(event) => self.hear(event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            while let Ok(event) = self.events.try_recv() {
                self.hear(event);
            }
            let rested = self.rested(Instant::now());
            let (renamed, gone) = (self.renamed(), self.gone());
            let is_any = !rested.is_empty() || !renamed.is_empty() || !gone.is_empty();
            if is_any && !take(&rested, renamed, gone) {
                return;
            }
        }
    }

    /// The files that have rested by now, as the reader calls them, by name; they wait no more. A folder that came here
    /// is gone through when it has rested: by then it is watched too, and nothing falls between.
    fn rested(&mut self, now: Instant) -> Vec<PathBuf> {
        let due = self.waiting.iter().filter(|(_, due)| **due <= now).map(|(path, _)| path.clone());
        let due: Vec<PathBuf> = due.collect();
        self.waiting.retain(|_, due| *due > now);
        let (folders, mut files): (Vec<PathBuf>, Vec<PathBuf>) = due.into_iter().partition(|path| path.is_dir());
        for entry in folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
            // A link to a folder could lead round in a circle.
            if entry.file_type().is_ok_and(|kind| !kind.is_symlink()) {
                self.note(entry.path(), CLOSED);
            }
        }
        files.retain(|path| path.is_file());
        files.sort_unstable();
        files.iter().filter_map(|path| self.name(path)).collect()
    }

    /// What was renamed and rests by now, by the names that stories have. Where the old name is there again it is no
    /// other: editors put the old text aside under another name and a new one in its place.
    fn renamed(&mut self) -> Renamed {
        let (resting, waiting): (Vec<_>, Vec<_>) =
            mem::take(&mut self.renamed).into_iter().partition(|(_, to)| !self.waiting.contains_key(to));
        self.renamed = waiting;
        let gone = |(from, _): &(PathBuf, PathBuf)| !from.exists();
        let name = |path: &Path| Some(load::line(&self.name(path)?.display().to_string()));
        resting.into_iter().filter(gone).filter_map(|(from, to)| Some((name(&from)?, name(&to)?))).collect()
    }

    /// What was taken away and has not come back, as the reader calls it.
    fn gone(&mut self) -> Vec<PathBuf> {
        let gone = mem::take(&mut self.gone);
        gone.iter().filter(|path| !path.exists()).filter_map(|path| self.name(path)).collect()
    }

    /// What a file or folder is called by the reader, where it is watched.
    fn name(&self, path: &Path) -> Option<PathBuf> {
        self.roots.iter().find_map(|root| root.name(path))
    }

    fn hear(&mut self, event: notify::Result<Event>) {
        // An error is of one file, and the next event comes all the same; a queue that ran over sends an event of its own.
        let Ok(event) = event else { return };
        if event.need_rescan() {
            let roots: Vec<PathBuf> = self.roots.iter().map(|root| root.real.clone()).collect();
            roots.into_iter().for_each(|root| self.note(root, CLOSED));
        }
        let rest = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => CLOSED,
            EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both | RenameMode::Any)) => CLOSED,
            EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => OPEN,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
                self.gone.extend(event.paths);
                return;
            }
            EventKind::Any | EventKind::Access(_) | EventKind::Modify(_) | EventKind::Other => return,
        };
        if event.kind == EventKind::Modify(ModifyKind::Name(RenameMode::Both))
            && let [from, to] = &event.paths[..]
        {
            // What is renamed again before it rests goes by its last name.
            match self.renamed.iter_mut().find(|(_, last)| last == from) {
                Some((_, last)) => last.clone_from(to),
                None => self.renamed.push((from.clone(), to.clone())),
            }
        }
        event.paths.into_iter().for_each(|path| self.note(path, rest));
    }

    /// Lets a file or a folder rest.
    fn note(&mut self, path: PathBuf, rest: Duration) {
        if self.name(&path).is_some() {
            let rest = if path.is_dir() { CLOSED } else { rest };
            self.waiting.insert(path, Instant::now() + rest);
        }
    }
}

impl Root {
    /// What a file or folder within is called, where it would be found by going through.
    fn name(&self, path: &Path) -> Option<PathBuf> {
        let below = path.strip_prefix(&self.real).ok()?;
        if below.as_os_str().is_empty() {
            return Some(self.named.clone());
        }
        load::is_reached(&self.real, path).then(|| self.named.join(below))
    }
}

/// Why something cannot be watched, without the path, which is said already.
fn told(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::Io(error) => load::reason(error),
        notify::ErrorKind::MaxFilesWatch => {
            "the system watches no more folders (fs.inotify.max_user_watches)".to_owned()
        }
        notify::ErrorKind::PathNotFound => "no such file or folder".to_owned(),
        notify::ErrorKind::Generic(reason) => reason.clone(),
        notify::ErrorKind::WatchNotFound | notify::ErrorKind::InvalidConfig(_) => error.to_string(),
    }
}

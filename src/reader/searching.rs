//! The thread that goes on with a search whose first page is on the screen.
//!
//! Invariant: it stops when nobody waits for it any more, and what it has found by then is told to nobody.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{io, thread};

use super::loading::News;
use crate::archive::{Archive, Found, Trouble};
use crate::query::Query;
use crate::terminal::Courier;

/// A search that goes on until this is dropped.
#[derive(Debug)]
pub(super) struct Searching {
    /// What is searched for.
    pub(super) query: String,
    is_over: Arc<AtomicBool>,
}

impl Drop for Searching {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

/// Begins to look for all that a query finds in the archive at `path`; it comes as news.
///
/// # Errors
/// When there can be no more threads.
pub(super) fn start(path: PathBuf, query: String, courier: Courier<News>) -> io::Result<Searching> {
    let is_over = Arc::new(AtomicBool::new(false));
    let searching = Searching { query: query.clone(), is_over: Arc::clone(&is_over) };
    let work = move || {
        let found = found(&path, &query, &is_over).map_err(Into::into);
        if !is_over.load(Ordering::Relaxed) {
            courier.send(News::Found(query, found));
        }
    };
    thread::Builder::new().name("searching".to_owned()).spawn(work).map(|_| searching)
}

fn found(path: &Path, query: &str, is_over: &Arc<AtomicBool>) -> Result<Found, Trouble> {
    // What was understood once is understood again.
    let query = Query::parse(query).unwrap_or_default();
    let is_over = Arc::clone(is_over);
    Archive::open(path)?.search_until(&query, Archive::LISTED, move || is_over.load(Ordering::Relaxed))
}

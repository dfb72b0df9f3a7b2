//! The thread that goes on with a search whose first page is on the screen.

use std::path::{Path, PathBuf};
use std::{io, thread};

use super::loading::News;
use crate::archive::{Archive, Found, Query, Trouble};
use crate::terminal::Courier;

/// Begins to look for all that a query finds in the archive at `path`; it comes as news.
///
/// # Errors
/// When there can be no more threads.
pub(super) fn start(path: PathBuf, query: String, courier: Courier<News>) -> io::Result<()> {
    let work = move || {
        let found = found(&path, &query).map_err(|trouble| trouble.to_string());
        courier.send(News::Found(query, found));
    };
    thread::Builder::new().name("searching".to_owned()).spawn(work).map(|_| ())
}

fn found(path: &Path, query: &str) -> Result<Found, Trouble> {
    // What was understood once is understood again.
    let query = Query::parse(query).unwrap_or_default();
    Archive::open(path)?.search(&query, Archive::LISTED)
}

//! The thread that puts a page together, so that no key waits for one.

use std::path::PathBuf;
use std::{io, thread};

use super::loading::News;
use crate::app::page::Topic;
use crate::archive::Archive;
use crate::language::Languages;
use crate::pile::Snapshot;
use crate::survey;
use crate::terminal::Courier;

/// Who holds the stories.
pub(super) enum Holder {
    /// The archive in this file.
    Archive(PathBuf),
    /// A pile as it is now.
    Pile(Snapshot),
}

/// Begins to put a page together; it comes as news.
///
/// # Errors
/// When there can be no more threads.
pub(super) fn start(holder: Holder, topic: Topic, courier: Courier<News>) -> io::Result<()> {
    let work = move || {
        let languages = Languages::new();
        let page = match &holder {
            Holder::Pile(pile) => survey::page(pile, &topic, &languages),
            Holder::Archive(path) => {
                Archive::open(path).map_err(Into::into).and_then(|archive| survey::page(&archive, &topic, &languages))
            }
        };
        courier.send(News::Page(topic, page));
    };
    thread::Builder::new().name("page".to_owned()).spawn(work).map(|_| ())
}

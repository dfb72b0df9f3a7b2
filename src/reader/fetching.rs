//! The thread that fetches the page of a story which is here in part, because the reader asked for it.
//!
//! Invariant: nothing is fetched unasked, and where the page has no more the story stays as it is.

use std::path::{Path, PathBuf};
use std::{io, thread};

use super::loading::{News, keep};
use crate::app::shelf::Answer;
use crate::article::Article;
use crate::brief::brief;
use crate::fetch::{Bounds, Client, complete};
use crate::language::Languages;
use crate::pile::Entry;
use crate::terminal::Courier;

/// Begins to fetch the page of an article. It goes into the archive at `archive`, or comes as news where there is none.
///
/// # Errors
/// When there can be no more threads.
pub(super) fn start(article: Article, archive: Option<PathBuf>, courier: Courier<News>) -> io::Result<()> {
    let work = move || {
        courier.send(News::Fetched(fetched(article, archive.as_deref()).map(|entry| entry.map(Box::new))));
    };
    thread::Builder::new().name("fetching".to_owned()).spawn(work).map(|_| ())
}

/// What is to be shown; none where the archive has it.
fn fetched(article: Article, archive: Option<&Path>) -> Answer<Option<Entry>> {
    let client = Client::new(Bounds::default()).map_err(|fault| fault.to_string())?;
    let languages = Languages::new();
    let mut done = Ok(Vec::new());
    complete(vec![article], &client, &languages, |article, outcome| {
        done = outcome.map(|()| vec![article]).map_err(|fault| fault.to_string());
    });
    let articles = done?;
    if let Some(path) = archive {
        return keep(path, articles, &languages).map(|()| None);
    }
    Ok(articles.into_iter().next().map(|article| {
        let briefing = brief(&article, languages.get_or_neutral(&article.language));
        Entry::new(article, briefing)
    }))
}

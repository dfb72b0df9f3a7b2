//! `kilas add`, `kilas refresh` and `kilas feeds`: the feeds a reader follows.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::{Add, Feeds as Options, Refresh};
use super::config::Config;
use super::sheet::{Cell, Layout, Sheet};
use super::stored::written;
use super::{archive_path, complain, say};
use crate::archive::{Added, Archive, Entry, Print, Trouble};
use crate::article::Article;
use crate::brief::brief;
use crate::fetch::{self, Bounds, Client, Feeds, Outcome, Version};
use crate::language::Languages;
use crate::load::{Failure, Outline, line};

const NO_FEEDS: &str = "there are no feeds; `kilas add URL` adds one";

/// The file of the feeds.
fn path() -> Result<PathBuf, String> {
    fetch::path().ok_or_else(|| "no folder for the feeds (HOME is not set)".to_owned())
}

/// Says an error and answers the exit code for it.
fn code(done: Result<bool, String>) -> ExitCode {
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            complain(error);
            ExitCode::from(2)
        }
    }
}

/// Adds what was named to the feeds.
pub(super) fn add(options: &Add) -> ExitCode {
    code(added(options))
}

fn added(options: &Add) -> Result<bool, String> {
    let path = path()?;
    // A list that cannot be read is told before anything is asked for.
    Feeds::read(&path)?;
    let client = Client::new(Bounds::default()).map_err(|fault| fault.to_string())?;
    let (mut failures, mut found) = (Vec::<Failure>::new(), Vec::new());
    for named in &options.addresses {
        match fetch::subscribe(named, &client) {
            Ok((outlines, broken)) => {
                failures.extend(broken);
                found.extend(outlines);
            }
            Err(failure) => failures.push(failure),
        }
    }
    failures.iter().for_each(complain);
    if found.is_empty() {
        return Err("nothing was added".to_owned());
    }
    // Another program may have added or removed feeds while the servers answered.
    let mut feeds = Feeds::read(&path)?;
    let told = found.into_iter().map(|Outline { url, title }| {
        let said = if feeds.add(&url, title.clone(), options.pages) { "added" } else { "already there" };
        format!("{said}: {}", line(&title.unwrap_or(url)))
    });
    let told: Vec<String> = told.collect();
    feeds.write(&path)?;
    told.into_iter().for_each(|told| {
        say(told);
    });
    Ok(failures.is_empty())
}

/// Asks all feeds for what is new, and keeps it in the archive.
pub(super) fn refresh(options: &Refresh) -> ExitCode {
    code(refreshed(options))
}

fn refreshed(options: &Refresh) -> Result<bool, String> {
    let path = path()?;
    let always = options.pages || Config::read()?.pages;
    let mut feeds = Feeds::read(&path)?;
    if feeds.list.is_empty() {
        return Err(NO_FEEDS.to_owned());
    }
    let client = Client::new(Bounds::default()).map_err(|fault| fault.to_string())?;
    let path_of_archive = archive_path(&options.place)?;
    let archive = match Archive::open(&path_of_archive) {
        // Made when there is something to keep in it: where no feed answers nothing comes of it.
        Err(Trouble::Missing(_)) => None,
        archive => Some(archive.map_err(|trouble| trouble.to_string())?),
    };
    let (languages, now) = (Languages::new(), now());
    let mut round = Round {
        path: path_of_archive,
        archive,
        languages: &languages,
        now,
        added: Added::default(),
        failed: 0,
        teasers: Vec::new(),
    };
    for feed in &mut feeds.list {
        let pages = always || feed.pages;
        // A feed that has not changed answers nothing, and its teasers would stay what they are.
        if pages && !feed.had_pages {
            feed.version = Version::default();
        }
        feed.had_pages = pages;
    }
    let (count, mut done) = (feeds.list.len(), 0);
    fetch::refresh(&mut feeds.list, &client, &languages, now, |feed, outcome| {
        done += 1;
        let result = round.take(outcome, feed.had_pages).unwrap_or_else(|reason| {
            // What was fetched and could not be kept is to be fetched again.
            feed.version = Version::default();
            round.failed += 1;
            complain(format!("{}: {reason}", feed.url));
            format!("failed: {reason}")
        });
        say(format!("{done}/{count} {}: {result}", line(feed.title.as_ref().unwrap_or(&feed.url))));
        feed.result = Some(result);
    });
    round.complete(&client)?;
    // Another program may have added or removed feeds meanwhile.
    let mut now_followed = Feeds::read(&path)?;
    now_followed.update(feeds);
    now_followed.write(&path)?;
    say(told(round.added));
    Ok(round.failed == 0)
}

/// What all feeds are asked for, and what has come of it so far.
struct Round<'a> {
    /// Where the archive is, or will be.
    path: PathBuf,
    archive: Option<Archive>,
    languages: &'a Languages,
    now: u64,
    added: Added,
    /// How many feeds could not be read, or not all of what they have.
    failed: usize,
    /// Stories whose pages are to be fetched.
    teasers: Vec<Article>,
}

impl Round<'_> {
    /// Takes in what a feed answered; those of its stories that are a part wait for their pages, where it has such.
    /// Says what came, or why nothing could be had or kept.
    fn take(&mut self, outcome: Outcome, has_pages: bool) -> Result<String, String> {
        let (mut articles, failures) = match outcome {
            Outcome::Unchanged => return Ok("nothing new".to_owned()),
            Outcome::Waiting(seconds) => return Ok(format!("its server is left alone for {seconds} s more")),
            Outcome::Failed(fault) => return Err(fault.to_string()),
            Outcome::Read(articles, failures) => (articles, failures),
        };
        self.failed += usize::from(!failures.is_empty());
        failures.iter().for_each(complain);
        if let Some(archive) = &self.archive {
            articles.retain(|article| !is_kept_whole(archive, article));
        }
        let waits = |article: &mut Article| has_pages && article.status.partial && article.link.is_some();
        let before = self.teasers.len();
        self.teasers.extend(articles.extract_if(.., waits));
        let of_feed = self.keep(articles)?;
        Ok(match self.teasers.len() - before {
            0 => told(of_feed),
            1 => format!("{}, 1 page to fetch", told(of_feed)),
            pages => format!("{}, {pages} pages to fetch", told(of_feed)),
        })
    }

    /// Takes the stories that wait into the archive with the text of their pages; those whose page cannot be had as
    /// they are. A page that cannot be had is said and is no failure; it is asked for again when the feed has changed.
    fn complete(&mut self, client: &Client) -> Result<(), String> {
        let teasers = std::mem::take(&mut self.teasers);
        let (count, mut done, mut stories) = (teasers.len(), 0, Vec::with_capacity(teasers.len()));
        fetch::complete(teasers, client, self.languages, |article, outcome| {
            done += 1;
            let said = outcome.err().map_or_else(|| "its page".to_owned(), |fault| format!("no page: {fault}"));
            say(format!("{done}/{count} {}: {said}", line(&article.headline)));
            stories.push(article);
        });
        self.keep(stories).map(|_| ())
    }

    /// Takes stories into the archive; the first make one where there is none yet.
    fn keep(&mut self, articles: Vec<Article>) -> Result<Added, String> {
        if articles.is_empty() {
            return Ok(Added::default());
        }
        let entries = articles.into_iter().map(|article| {
            let briefing = brief(&article, self.languages.get_or_neutral(&article.language));
            Entry::new(article, &briefing)
        });
        let entries = entries.collect();
        let said = |trouble: Trouble| trouble.to_string();
        let archive = match &mut self.archive {
            Some(archive) => archive,
            None => self.archive.insert(Archive::open_or_make(&self.path).map_err(said)?),
        };
        let added = archive.add(entries, self.now as i64).map_err(said)?;
        self.added = self.added.and(added);
        Ok(added)
    }
}

/// Whether the archive has the whole text of an article that is a part, so that its page need not be asked for again.
/// Where that cannot be told it is.
fn is_kept_whole(archive: &Archive, article: &Article) -> bool {
    article.status.partial
        && archive.version_before(Print::of(article)).is_ok_and(|kept| kept.is_some_and(|k| !k.article.status.partial))
}

fn told(added: Added) -> String {
    match (added.stories, added.versions) {
        (0, 0) => "nothing new".to_owned(),
        (new, 0) => format!("{new} new"),
        (new, versions) => format!("{new} new, {versions} new versions"),
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Lists the feeds, takes one off, or hands the list on.
pub(super) fn list(options: &Options) -> ExitCode {
    code(listed(options))
}

fn listed(options: &Options) -> Result<bool, String> {
    let path = path()?;
    let mut feeds = Feeds::read(&path)?;
    if let Some(url) = &options.remove {
        let before = feeds.list.len();
        feeds.list.retain(|feed| feed.url != *url);
        if feeds.list.len() == before {
            return Err(format!("no feed has the address {url}; `kilas feeds` lists them"));
        }
        feeds.write(&path)?;
        return Ok(true);
    }
    let is_none = feeds.list.is_empty() && !options.opml;
    if is_none {
        complain(NO_FEEDS);
    }
    let done = match options.format {
        _ if options.opml => {
            let text = fetch::outlines(feeds.list.iter().map(|feed| (feed.url.as_str(), feed.title.as_deref())));
            io::stdout().write_all(text.as_bytes()).map(|()| 1)
        }
        Layout::Table => {
            let told = feeds.list.iter().map(|feed| {
                let result = feed.result.as_deref().unwrap_or("not asked yet");
                let title = feed.title.as_ref().unwrap_or(&feed.url);
                format!("{}\n    {}\n    {}\n", line(title), line(&feed.url), line(result))
            });
            io::stdout().write_all(told.collect::<String>().as_bytes()).map(|()| 1)
        }
        layout => rows(&feeds, layout),
    };
    match done {
        // A script that reads rows gets none, as a list with nothing in it.
        Ok(_) if is_none => Ok(false),
        done => written(done).map(|_| true),
    }
}

/// The feeds as rows; answers how many there are.
fn rows(feeds: &Feeds, layout: Layout) -> io::Result<usize> {
    let mut sheet = Sheet::printed(layout, &[("title", 0), ("url", 0), ("result", 0)])?;
    for feed in &feeds.list {
        sheet.row(&[feed.title.clone().into(), Cell::Text(feed.url.clone()), feed.result.clone().into()])?;
    }
    sheet.end()
}

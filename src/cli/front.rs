//! `kilas front`: the events of a pile of stories, or of the newest of the archive, each told once; and `kilas changes`:
//! what new versions of the archive's stories say otherwise.

use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use super::arguments::{Changed, Front};
use super::complain;
use super::jobs::jobs;
use super::stored::{Done, each, opened, query, written};
use crate::app::message::StoryId;
use crate::archive::Trouble;
use crate::article::Article;
use crate::brief::{Briefing, brief};
use crate::export::{Format, write_changes, write_event};
use crate::front::{Story, changes, front};
use crate::language::Languages;
use crate::pipeline;

type Briefed = (Arc<Article>, Arc<Briefing>);

pub(super) fn run(options: &Front) -> Done {
    let languages = Languages::new();
    let (briefed, failed) = if options.paths.is_empty() { (kept(options)?, 0) } else { read(options, &languages) };
    let stories: Vec<Story<'_>> = briefed.iter().map(|(article, briefing)| Story { article, briefing }).collect();
    let mut events = front(&stories, &languages);
    events.retain(|event| event.stories.len() >= options.least);
    let format = Format::from(options.format);
    let done = print(format, events.iter(), |event, to| write_event(format, &stories, event, to));
    match (failed, stories.len()) {
        (0, _) => written(done),
        (_, 0) => Ok(ExitCode::from(2)),
        _ => written(done).map(|_| ExitCode::from(1)),
    }
}

pub(super) fn changed(options: &Changed) -> Done {
    let (archive, query) = (opened(&options.place)?, query(&options.query)?);
    let said = |trouble: Trouble| trouble.to_string();
    let mut ids = archive.changed().map_err(said)?;
    if !query.is_empty() {
        let found: HashSet<StoryId> = archive.search(&query).map_err(said)?.into_iter().collect();
        ids.retain(|id| found.contains(id));
    }
    let languages = Languages::new();
    let mut pairs = Vec::new();
    for id in ids {
        if let [(new, after), (old, before)] = archive.versions(id, 2).map_err(said)?.as_slice() {
            let (old, new) = (Story { article: old, briefing: before }, Story { article: new, briefing: after });
            let changes = changes(old, new, &languages);
            if !changes.is_empty() {
                let mut bytes = Vec::new();
                write_changes(Format::from(options.format), (old, new), &changes, &mut bytes)
                    .map_err(|e| e.to_string())?;
                pairs.push(bytes);
            }
        }
    }
    written(print(Format::from(options.format), pairs.iter(), |bytes, to| to.write_all(bytes)))
}

/// Prints items one after the other, as an array where the format is one; answers how many there were.
fn print<T>(
    format: Format,
    items: impl Iterator<Item = T>,
    write: impl Fn(T, &mut Vec<u8>) -> io::Result<()>,
) -> io::Result<usize> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut count = 0;
    for item in items {
        let mut bytes = Vec::new();
        if format == Format::Json {
            bytes.extend_from_slice(if count == 0 { b"[\n" } else { b",\n" });
        }
        write(item, &mut bytes)?;
        out.write_all(&bytes)?;
        count += 1;
    }
    out.write_all(match (format, count) {
        (Format::Json, 0) => b"[]\n",
        (Format::Json, _) => b"\n]\n",
        _ => b"",
    })?;
    out.flush()?;
    Ok(count)
}

/// The newest stories of the archive that a query asks for.
fn kept(options: &Front) -> Result<Vec<Briefed>, String> {
    let (archive, query) = (opened(&options.place)?, query(&options.find)?);
    let mut stories = Vec::new();
    let all = each(&archive, &query, Some(options.limit), |id| {
        if let Some(story) = archive.story_of(id).map_err(io::Error::other)? {
            stories.push((story.article, story.briefing));
        }
        Ok(())
    });
    all.map(|()| stories).map_err(|error| error.to_string())
}

/// The stories of files, in their order, and how many things could not be read.
fn read(options: &Front, languages: &Languages) -> (Vec<Briefed>, usize) {
    let (mut stories, mut failed) = (Vec::new(), 0);
    let work = |job: super::jobs::Job| {
        let (mut briefed, mut failures): (Vec<Briefed>, _) = (Vec::new(), Vec::new());
        job.read(languages, |(articles, failed)| {
            briefed.extend(articles.into_iter().map(|article| {
                let briefing = brief(&article, languages.get_or_neutral(&article.language));
                (Arc::new(article), Arc::new(briefing))
            }));
            failures.extend(failed);
        });
        (briefed, failures)
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    pipeline::run(jobs(&options.paths), threads, work, |(briefed, failures)| {
        failures.iter().for_each(complain);
        failed += failures.len();
        stories.extend(briefed);
        true
    });
    (stories, failed)
}

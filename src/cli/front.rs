//! `kilas front`: the events of a pile of stories, or of the newest of the archive, each told once.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use super::arguments::Front;
use super::complain;
use super::jobs::jobs;
use super::stored::{Done, each, opened, query, written};
use crate::article::Article;
use crate::brief::{Briefing, brief};
use crate::export::{Format, write_event};
use crate::front::{Story, front};
use crate::language::Languages;
use crate::pipeline;

type Briefed = (Arc<Article>, Arc<Briefing>);

pub(super) fn run(options: &Front) -> Done {
    let languages = Languages::new();
    let (briefed, failed) = if options.paths.is_empty() { (kept(options)?, 0) } else { read(options, &languages) };
    let stories: Vec<Story<'_>> = briefed.iter().map(|(article, briefing)| Story { article, briefing }).collect();
    let format = Format::from(options.format);
    let mut events = front(&stories, &languages);
    events.retain(|event| event.stories.len() >= options.least);
    let mut out = BufWriter::new(io::stdout().lock());
    let done = events.iter().enumerate().try_for_each(|(at, event)| {
        let mut bytes = Vec::new();
        if format == Format::Json {
            bytes.extend_from_slice(if at == 0 { b"[\n" } else { b",\n" });
        }
        write_event(format, &stories, event, &mut bytes)?;
        out.write_all(&bytes)
    });
    let closing: &[u8] = match (format, events.len()) {
        (Format::Json, 0) => b"[]\n",
        (Format::Json, _) => b"\n]\n",
        _ => b"",
    };
    let done = done.and_then(|()| out.write_all(closing)).and_then(|()| out.flush()).map(|()| events.len());
    match (failed, stories.len()) {
        (0, _) => written(done),
        (_, 0) => Ok(ExitCode::from(2)),
        _ => written(done).map(|_| ExitCode::from(1)),
    }
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

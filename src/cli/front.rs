//! `kilas front`: the events of a pile of stories, or of the newest of the archive, each told once; and `kilas
//! changes`: what new versions of the archive's stories say differently.

use std::collections::HashSet;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use super::arguments::{Changed, Front};
use super::complain;
use super::documents::Documents;
use super::jobs::jobs;
use super::stored::{Done, each, opened, query, written};
use crate::app::story::StoryId;
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
    let (briefed, failed) = if options.paths.is_empty() { kept(options)? } else { read(options, &languages) };
    let stories: Vec<Story<'_>> = briefed.iter().map(|(article, briefing)| Story { article, briefing }).collect();
    let mut events = front(&stories, &languages);
    events.retain(|event| event.stories.len() >= options.least);
    let mut documents = Documents::new(Format::from(options.format));
    let printed =
        events.iter().try_for_each(|event| documents.add(|format, to| write_event(format, &stories, event, to)));
    let done = printed.and_then(|()| documents.end());
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
        let found: HashSet<StoryId> = archive.search(&query, usize::MAX).map_err(said)?.ids.into_iter().collect();
        ids.retain(|id| found.contains(id));
    }
    let languages = Languages::new();
    let mut documents = Documents::new(Format::from(options.format));
    let printed = ids.into_iter().try_for_each(|id| {
        let versions = archive.versions(id, 2).map_err(io::Error::other)?;
        let [(new, after), (old, before)] = versions.as_slice() else { return Ok(()) };
        let (old, new) = (Story { article: old, briefing: before }, Story { article: new, briefing: after });
        let changes = changes(old, new, &languages);
        match changes.is_empty() {
            true => Ok(()),
            false => documents.add(|format, to| write_changes(format, (old, new), &changes, to)),
        }
    });
    written(printed.and_then(|()| documents.end()))
}

/// The newest stories of the archive that a query asks for, and how many of them are damaged: each costs only itself.
fn kept(options: &Front) -> Result<(Vec<Briefed>, usize), String> {
    let (archive, query) = (opened(&options.place)?, query(&options.find)?);
    let (mut stories, mut damaged) = (Vec::new(), 0);
    let all = each(&archive, &query, Some(options.limit), |id| {
        match archive.story_of(id) {
            Ok(story) => stories.extend(story.map(|story| (story.article, story.briefing))),
            Err(trouble) => {
                complain(trouble);
                damaged += 1;
            }
        }
        Ok(())
    });
    all.map(|()| (stories, damaged)).map_err(|error| error.to_string())
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
    pipeline::run(jobs(&options.paths), pipeline::cores(), work, |(briefed, failures)| {
        failures.iter().for_each(complain);
        failed += failures.len();
        stories.extend(briefed);
        true
    });
    (stories, failed)
}

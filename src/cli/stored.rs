//! What is asked of the archive without a screen: `list`, `search`, `export`, `saved` and `stats`.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use std::sync::Arc;

use jiff::Timestamp;

use super::arguments::{Export, List, Saved, Search, Stats, Where};
use super::documents::Documents;
use super::sheet::{Cell, Column, Layout, REST, Sheet};
use super::{archive_path, complain, say};
use crate::app::annotation::Annotation;
use crate::app::story::{Marks, Story, StoryId, Totals};
use crate::archive::{Archive, Listed};
use crate::article::Kept;
use crate::export::{self, Format};
use crate::query::Query;
use crate::view::words::Words;

const STORY: [Column; 13] = [
    ("published", 10),
    ("source", 12),
    ("read", 1),
    ("starred", 1),
    ("quotes", 2),
    ("speaker", 16),
    ("headline", REST),
    ("language", 0),
    ("uri", 0),
    ("imported", 0),
    ("key", 0),
    ("tags", 0),
    ("note", 0),
];

/// The columns of a story that people are shown.
const SHOWN: usize = 7;

/// The day of a moment, both ISO 8601: what people are shown of it.
pub(super) fn day(moment: &str) -> &str {
    moment.get(.."2024-07-05".len()).unwrap_or(moment)
}

/// Why a command could not be done, and its exit code.
pub(super) type Done = Result<ExitCode, String>;

/// What a command came to, with one line where it came to nothing.
pub(super) fn ended(done: Done) -> ExitCode {
    done.unwrap_or_else(|error| {
        complain(error);
        ExitCode::from(2)
    })
}

pub(super) fn list(options: &List) -> Done {
    stories(&Query::default(), options)
}

pub(super) fn search(options: &Search) -> Done {
    stories(&query(&options.query)?, &options.list)
}

/// What was typed, its words joined by blanks as the shell parted them.
pub(super) fn query(words: &[String]) -> Result<Query, String> {
    let text = words.join(" ");
    Query::parse(&text).map_err(|mistake| match Words::new("en") {
        Ok(words) => format!("{text:?}: {}", words.mistake(&mistake)),
        Err(error) => error.to_string(),
    })
}

pub(super) fn opened(place: &Where) -> Result<Archive, String> {
    let archive = Archive::open(&archive_path(place)?).map_err(|trouble| trouble.to_string())?;
    if let Some(reason) = archive.read_only.as_ref().filter(|_| archive.is_behind) {
        complain(format!("{}: {reason}", archive.path().display()));
    }
    Ok(archive)
}

fn stories(query: &Query, list: &List) -> Done {
    let (archive, layout) = (opened(&list.place)?, list.format);
    let columns = if layout == Layout::Table { &STORY[..SHOWN] } else { &STORY[..] };
    let sheet = Sheet::printed(layout, columns);
    let found = sheet.and_then(|mut sheet| {
        each(&archive, query, list.limit, |id| match archive.listed(id).map_err(io::Error::other)? {
            Some(mut listed) => {
                if layout == Layout::Table {
                    listed.published = listed.published.as_deref().map(day).map(str::to_owned);
                }
                sheet.row(&cells(id, listed))
            }
            None => Ok(()),
        })?;
        sheet.end()
    });
    hint(&archive, query, &found);
    written(found)
}

/// Tells somebody at a terminal whose search found nothing which word was likely meant.
pub(super) fn hint(archive: &Archive, query: &Query, found: &io::Result<usize>) {
    if matches!(found, Ok(0))
        && io::stderr().is_terminal()
        && let Ok(Some((typed, near))) = archive.meant(query)
    {
        complain(format!("no story has {typed:?}; did you mean {near:?}?"));
    }
}

/// Does something for each story that a query asks for; without one, for all, newest first.
pub(super) fn each(
    archive: &Archive,
    query: &Query,
    limit: Option<usize>,
    mut work: impl FnMut(StoryId) -> io::Result<()>,
) -> io::Result<()> {
    const WINDOW: usize = 1_000;
    let limit = limit.unwrap_or(usize::MAX);
    if !query.is_empty() {
        let found = archive.search(query, limit).map_err(io::Error::other)?;
        if found.more && limit == usize::MAX {
            complain(
                "only the first 250 words that begin as those with a star were looked for; there are more of them",
            );
        }
        return found.ids.into_iter().try_for_each(work);
    }
    // Window by window from the story before: counted from the beginning, what is taken in meanwhile would move them
    // all.
    let (mut left, mut last) = (limit, None);
    while left > 0 {
        let ids = archive.behind(last, WINDOW.min(left)).map_err(io::Error::other)?;
        last = ids.last().copied();
        if last.is_none() {
            break;
        }
        left -= ids.len();
        ids.into_iter().try_for_each(&mut work)?;
    }
    Ok(())
}

fn cells(StoryId(key): StoryId, listed: Listed) -> [Cell; 13] {
    let Annotation { tags, note } = listed.annotation;
    let imported = Timestamp::from_second(listed.imported).map(|moment| moment.to_string()).ok();
    [
        listed.published.into(),
        listed.source.into(),
        Cell::Flag(listed.marks.read),
        Cell::Flag(listed.marks.starred),
        Cell::Number(listed.quotes),
        listed.speaker.into(),
        Cell::Text(listed.headline),
        Cell::Text(listed.language),
        Cell::Text(listed.uri),
        imported.into(),
        Cell::Number(key),
        Some(tags.join(" ")).filter(|tags| !tags.is_empty()).into(),
        Some(note).filter(|note| !note.is_empty()).into(),
    ]
}

/// The exit code of something that was printed: 1 where there was nothing to print, as of grep. A script has the code;
/// somebody at a terminal is told.
pub(super) fn written(result: io::Result<usize>) -> Done {
    match result {
        Ok(0) => {
            if io::stderr().is_terminal() {
                complain("nothing found");
            }
            Ok(ExitCode::from(1))
        }
        Ok(_) => Ok(ExitCode::SUCCESS),
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) if error.kind() == io::ErrorKind::Other => Err(error.to_string()),
        Err(error) => Err(format!("standard output: {error}")),
    }
}

pub(super) fn export(options: &Export) -> Done {
    let (archive, query) = (opened(&options.place)?, query(&options.query)?);
    let mut documents = Documents::new(Format::from(options.format));
    let mut damaged = 0;
    let done = each(&archive, &query, None, |id| match archive.story_of(id) {
        Ok(Some(mut story)) => {
            if options.marks {
                Arc::make_mut(&mut story.article).kept = kept(&story);
            }
            documents.add(|format, to| export::write(format, &story.article, &story.briefing, to))
        }
        Ok(None) => Ok(()),
        // A story that is damaged costs only itself: this is how the others are saved.
        Err(trouble) => {
            complain(trouble);
            damaged += 1;
            Ok(())
        }
    });
    let done = done.and_then(|()| documents.end());
    hint(&archive, &query, &done);
    written(done).map(|code| if damaged > 0 { ExitCode::from(1) } else { code })
}

/// What the reader keeps with a story; none where it is nothing.
fn kept(story: &Story) -> Option<Box<Kept>> {
    let (Marks { read, starred }, Annotation { tags, note }) = (story.marks, story.annotation.clone());
    Some(Kept { read, starred, tags, note }).filter(|kept| *kept != Kept::default()).map(Box::new)
}

const SAVED: [Column; 4] = [("kind", 6), ("stories", 9), ("unread", 9), ("query", 0)];

pub(super) fn saved(options: &Saved) -> Done {
    let archive = opened(&options.place)?;
    let mut rows = Vec::new();
    for Totals { stories, unread, query, .. } in archive.searches().map_err(|trouble| trouble.to_string())? {
        rows.push(("search", stories, unread, query.unwrap_or_default()));
    }
    for (tag, stories) in archive.tags().map_err(|trouble| trouble.to_string())? {
        let query = format!("tag:{tag}");
        let unread = archive.search(&self::query(&[query.clone(), "is:unread".to_owned()])?, stories);
        rows.push(("tag", stories, unread.map_err(|trouble| trouble.to_string())?.ids.len(), query));
    }
    let sheet = Sheet::printed(options.format, &SAVED);
    written(sheet.and_then(|mut sheet| {
        for (kind, stories, unread, query) in rows {
            let [stories, unread] = [stories, unread].map(|count| Cell::Number(count as i64));
            sheet.row(&[Cell::Text(kind.to_owned()), stories, unread, Cell::Text(query)])?;
        }
        sheet.end()
    }))
}

const STATS: [Column; 7] =
    [("stories", 9), ("unread", 9), ("starred", 9), ("versions", 9), ("speakers", 9), ("bytes", 12), ("path", 0)];

pub(super) fn stats(options: &Stats) -> Done {
    let archive = opened(&options.place)?;
    let stats = archive.stats().map_err(|trouble| trouble.to_string())?;
    let mut numbers = vec![stats.stories, stats.unread, stats.starred, stats.versions, stats.speakers];
    numbers.push(i64::try_from(stats.bytes).unwrap_or(i64::MAX));
    let mut cells: Vec<Cell> = numbers.into_iter().map(Cell::Number).collect();
    cells.push(Cell::Text(archive.path().display().to_string()));
    let sheet = Sheet::printed(options.format, &STATS).map(Sheet::named);
    written(sheet.and_then(|mut sheet| {
        sheet.row(&cells)?;
        sheet.end()
    }))?;
    if !options.check {
        return Ok(ExitCode::SUCCESS);
    }
    let faults = archive.check().map_err(|trouble| trouble.to_string())?;
    faults.iter().for_each(complain);
    if faults.is_empty() {
        if options.format == Layout::Table {
            say("whole: the file, and all that it counts");
        }
        return Ok(ExitCode::SUCCESS);
    }
    complain(
        "the archive is damaged; `kilas export --marks > saved.jsonl` saves what can be read, and \
        `kilas import --marks --archive NEW saved.jsonl` makes a new one of it",
    );
    Ok(ExitCode::from(1))
}

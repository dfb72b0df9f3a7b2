//! Briefings as others read them: JSON and JSON Lines for machines, Markdown and text for people.
//!
//! Invariant: what is written are words of the article, their positions in code points, and names of fields; no
//! control character but the newline. The desk's note to editors is never written. Absent on purpose: files; whoever
//! asks gives the buffer.

mod changes;
mod front;
pub mod json;
mod markdown;
mod points;
mod text;
mod writer;

use std::io;

pub use changes::write_changes;
pub use front::write_event;
pub(crate) use markdown::{escaped, page};

use crate::article::{Article, Kept};
use crate::brief::{Briefing, ResolvedBy};

/// The forms a briefing is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A JSON array of briefings.
    Json,
    /// A briefing a line.
    JsonLines,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// Writes one briefing at the end of `to`, in a form that needs nothing around it; for [`Format::Json`] an element of
/// the array.
///
/// # Errors
/// None: a vector takes whatever is written to it.
pub fn write(format: Format, article: &Article, briefing: &Briefing, to: &mut Vec<u8>) -> io::Result<()> {
    match format {
        Format::Json => json::pretty(article, briefing, to),
        Format::JsonLines => json::line(article, briefing, to),
        Format::Markdown => return markdown::write(article, briefing, to),
        Format::Text => return text::write(article, briefing, to),
    }
    Ok(())
}

/// The name of a way of resolving in the machine interface.
pub(crate) fn resolved_by(how: ResolvedBy) -> &'static str {
    match how {
        ResolvedBy::Named => "named",
        ResolvedBy::Role => "role",
        ResolvedBy::Pronoun => "pronoun",
        ResolvedBy::Clitic => "clitic",
        ResolvedBy::Continuation => "continuation",
    }
}

/// The reader's note, for people.
fn note(article: &Article) -> Option<String> {
    let kept = article.kept.as_ref().filter(|kept| !kept.note.is_empty())?;
    Some(format!("✎ {}", kept.note))
}

/// A reader's star and tags, for people.
fn marks(article: &Article) -> impl Iterator<Item = String> {
    let star = |kept: &Kept| kept.starred.then(|| "★".to_owned());
    let tags = |kept: &Kept| kept.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>();
    article.kept.iter().flat_map(move |kept| star(kept).into_iter().chain(tags(kept)))
}

/// What must be known of an article before its words are used, in one word each.
fn standing(article: &Article, briefing: &Briefing) -> Vec<String> {
    use crate::article::Withdrawn;
    let status = &article.status;
    let withdrawn = status.withdrawn.map(|withdrawn| match withdrawn {
        Withdrawn::Canceled => "canceled".to_owned(),
        Withdrawn::Withheld => "withheld".to_owned(),
    });
    let embargo = status.embargo.as_ref().map(|until| format!("embargoed until {until}"));
    let partial = status.partial.then(|| "partial".to_owned());
    let no_pack = briefing.without_pack.then(|| "no language pack".to_owned());
    [withdrawn, embargo, partial, no_pack].into_iter().flatten().collect()
}

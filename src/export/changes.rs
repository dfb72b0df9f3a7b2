//! What a new version of a story says differently, as others read it.
//!
//! Invariant: as of a briefing — words of the two versions and where they stand in them, in code points.

use std::io::{self, Write};

use super::Format;
use super::markdown::{escaped, joined, name_and_role, one_line};
use super::points::Points;
use super::text::paragraph;
use super::writer::Json;
use crate::article::Span;
use crate::front::{Changes, Story};

/// Writes the changes from one version of a story to the next at the end of `to`; for [`Format::Json`] an element of
/// the array.
///
/// # Errors
/// None: a vector takes whatever is written to it.
pub fn write_changes(
    format: Format,
    (before, after): (Story<'_>, Story<'_>),
    changes: &Changes,
    to: &mut Vec<u8>,
) -> io::Result<()> {
    match format {
        Format::Json => json(before, after, changes, &mut Json::pretty(to)),
        Format::JsonLines => {
            json(before, after, changes, &mut Json::line(to));
            to.push(b'\n');
        }
        Format::Markdown => {
            writeln!(to, "## {}\n", escaped(&after.article.headline))?;
            for line in lines(before, after, changes) {
                writeln!(to, "- {}", escaped(&line))?;
            }
            writeln!(to)?;
        }
        Format::Text => {
            paragraph("", "", &after.article.headline, to)?;
            for line in lines(before, after, changes) {
                paragraph("  ", "    ", &line, to)?;
            }
            writeln!(to)?;
        }
    }
    Ok(())
}

/// A line for each change, the headline first: `+` added, `−` removed, `→` from the old words to the new.
fn lines(before: Story<'_>, after: Story<'_>, changes: &Changes) -> Vec<String> {
    let said = |story: Story<'_>, at: usize| {
        let quote = &story.briefing.quotes[at];
        let speaker = story.briefing.speaker_of(quote);
        let by = speaker.map(|speaker| format!(" — {}", name_and_role(&story.article.body, speaker)));
        format!("“{}”{}", joined(&story.article.body, &quote.content), by.unwrap_or_default())
    };
    let sentence = |story: Story<'_>, span: Span| one_line(span.of(&story.article.body));
    let reworded = changes.reworded.iter().map(|(old, new)| format!("{} → {}", said(before, *old), said(after, *new)));
    let figures =
        changes.figures.iter().map(|(old, new)| format!("{} → {}", sentence(before, *old), sentence(after, *new)));
    let added = changes.added.iter().map(|at| format!("+ {}", said(after, *at)));
    let removed = changes.removed.iter().map(|at| format!("− {}", said(before, *at)));
    let headline = changes.headline.then(|| format!("{} → {}", before.article.headline, after.article.headline));
    headline.into_iter().chain(added).chain(removed).chain(reworded).chain(figures).collect()
}

/// One version, with its positions counted.
struct Version<'a> {
    story: Story<'a>,
    points: Points<'a>,
}

impl<'a> Version<'a> {
    fn new(story: Story<'a>) -> Self {
        Self { story, points: Points::new(&story.article.body) }
    }

    fn place(&self, json: &mut Json<'_>, span: Span) {
        let (start, end) = self.points.of(span);
        json.object(|json| {
            json.field("text").text(span.of(&self.story.article.body));
            json.field("start").number(start);
            json.field("end").number(end);
        });
    }

    fn quote(&self, json: &mut Json<'_>, at: usize) {
        let Story { article, briefing } = self.story;
        let quote = &briefing.quotes[at];
        json.object(|json| {
            let speaker = briefing.speaker_of(quote).map(|speaker| speaker.name.of(&article.body));
            json.field("speaker").maybe(speaker);
            json.field("spans").list(&quote.content, |json, span| self.place(json, *span));
        });
    }
}

fn json(before: Story<'_>, after: Story<'_>, changes: &Changes, json: &mut Json<'_>) {
    let (old, new) = (Version::new(before), Version::new(after));
    json.object(|json| {
        json.field("uri").text(&after.article.uri);
        json.field("headline").text(&after.article.headline);
        json.field("headline_before").maybe(changes.headline.then_some(before.article.headline.as_str()));
        json.field("added").list(&changes.added, |json, at| new.quote(json, *at));
        json.field("removed").list(&changes.removed, |json, at| old.quote(json, *at));
        json.field("reworded").list(&changes.reworded, |json, (from, to)| {
            json.object(|json| {
                old.quote(json.field("old"), *from);
                new.quote(json.field("new"), *to);
            });
        });
        json.field("figures").list(&changes.figures, |json, (from, to)| {
            json.object(|json| {
                old.place(json.field("old"), *from);
                new.place(json.field("new"), *to);
            });
        });
    });
}

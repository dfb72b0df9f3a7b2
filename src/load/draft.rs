//! What a format says of an article, before it is cleaned; and the cleaning.
//!
//! Invariant: [`Draft::finish`] is the only way an [`Article`] is made, so every article keeps its promise.

use super::top::{self, Top};
use super::{boilerplate, clean, dateline, headline, html, time};
use crate::article::{Article, Kept, Published, Status, Tagged, is_address};
use crate::language::Languages;

/// An article as its format gives it.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) uri: Option<String>,
    /// What names it when it does not say: its file, and its place there.
    pub(super) origin: String,
    pub(super) link: Option<String>,
    pub(super) language: Option<String>,
    pub(super) source: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) slugline: Option<String>,
    pub(super) located: Option<String>,
    pub(super) published: Option<String>,
    pub(super) status: Status,
    pub(super) tagged: Tagged,
    pub(super) kept: Option<Box<Kept>>,
    pub(super) body: String,
    /// The headline is the first line of the text, taken for one by its looks.
    pub(super) is_first_line: bool,
    /// The body is HTML.
    pub(super) is_markup: bool,
}

impl Draft {
    /// A plain text: its first line is the headline where it looks like one.
    pub(super) fn plain(name: &str, text: &str) -> Self {
        let (headline, body) = headline::split(text);
        Self { origin: name.to_owned(), headline, is_first_line: true, body: body.to_owned(), ..Self::default() }
    }

    /// The article, and a doubt about it where it says something that cannot be understood.
    ///
    /// # Errors
    /// Why it is no article.
    pub(super) fn finish(self, languages: &Languages) -> Result<(Article, Option<String>), String> {
        let too_long = || format!("its text is longer than {} MB", Article::MAX_BODY / 1_000_000);
        let markup = self.is_markup || html::is_markup(&self.body);
        // Before it is copied; markup may hold less text than it is long.
        if !markup && self.body.len() > Article::MAX_BODY {
            return Err(too_long());
        }
        let body = if markup { clean::paragraphs(&html::text(&self.body)) } else { clean::paragraphs(&self.body) };
        if body.is_empty() {
            return Err("it has no text".to_owned());
        }
        if body.len() > Article::MAX_BODY {
            return Err(too_long());
        }
        let one_line = |text: Option<String>| text.map(|text| clean::line(&text)).filter(|text| !text.is_empty());
        let (published, doubt) = published(self.published);
        let tag = self.language.map(|tag| clean::line(&tag)).filter(|tag| is_tag(tag));
        let tag = tag.unwrap_or_else(|| crate::language::detect::language(&body, languages).to_owned());
        let language = languages.get_or_neutral(&tag);
        let given = one_line(self.headline);
        let (top, body) = match self.is_first_line {
            true => top::take_out(given, body, language),
            false => (Top { headline: given, ..Top::default() }, body),
        };
        let (body, mut boilerplate) = boilerplate::take_out(body, language);
        // `Penulis: Siti Rahma`, below the story
        let signed = boilerplate.iter().find_map(|line| dateline::named(line, language));
        boilerplate.splice(..0, top.taken);
        let (read, body) = dateline::take_out(body, language);
        if !headline::has_words(&body) {
            return Err("its text has no words".to_owned());
        }
        let headline = top.headline.unwrap_or_else(|| headline::from_body(&body, language));
        let uri = one_line(self.uri);
        let article = Article {
            is_named: uri.is_some(),
            uri: uri.unwrap_or_else(|| clean::line(&self.origin)),
            link: one_line(self.link).filter(|link| is_address(link)),
            language: tag,
            source: one_line(self.source).or(read.source),
            headline,
            byline: one_line(self.byline).or(top.byline).or(read.byline).or(signed),
            slugline: one_line(self.slugline),
            located: one_line(self.located).or(read.located),
            published: published.or(top.published),
            status: Status { embargo: one_line(self.status.embargo), note: one_line(self.status.note), ..self.status },
            tagged: tagged(self.tagged),
            body,
            boilerplate,
            kept: self.kept.map(kept),
        };
        Ok((article, doubt))
    }
}

/// Whether a text is the tag of a language. What is none (`Bahasa Indonesia`) is left to the body to tell.
pub(super) fn is_tag(text: &str) -> bool {
    let first = text.trim().split(['-', '_']).next().unwrap_or_default();
    matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The moment it is, or a doubt.
fn published(text: Option<String>) -> (Option<Published>, Option<String>) {
    let Some(text) = text.map(|text| clean::line(&text)).filter(|text| !text.is_empty()) else { return (None, None) };
    match time::published(&text) {
        Some(published) => (Some(published), None),
        None => (
            None,
            Some(format!("no time of publication: \"{text}\" (expected 2024-07-05 or 2024-07-05T21:30:00+07:00)")),
        ),
    }
}

fn tagged(tagged: Tagged) -> Tagged {
    Tagged { people: lines(tagged.people), places: lines(tagged.places), organisations: lines(tagged.organisations) }
}

fn kept(mut kept: Box<Kept>) -> Box<Kept> {
    (kept.tags, kept.note) = (lines(kept.tags), clean::line(&kept.note));
    kept
}

fn lines(texts: Vec<String>) -> Vec<String> {
    texts.iter().map(|text| clean::line(text)).filter(|text| !text.is_empty()).collect()
}

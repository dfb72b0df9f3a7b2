//! A story of a pile and its versions.
//!
//! Invariant: the newest version is shown, and those before it stand in the order of their publication, as far as that
//! is known. Absent on purpose: which texts are versions of one story.

use std::mem;
use std::sync::Arc;

use super::same::is_later;
use crate::app::story::{Marks, Row, StoryId};
use crate::article::Article;
use crate::brief::Briefing;
use crate::survey::VERSIONS;

/// A story of a pile.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) article: Arc<Article>,
    pub(super) briefing: Arc<Briefing>,
    pub(super) marks: Marks,
    pub(super) minutes: usize,
    /// The versions before it, the oldest first.
    pub(super) earlier: Vec<Edition>,
}

/// An article as it was, and its briefing.
pub(super) type Edition = (Arc<Article>, Arc<Briefing>);

impl Kept {
    pub(super) fn row(&self, id: StoryId) -> Row {
        Row::of(id, &self.article, &self.briefing, self.minutes, self.marks)
    }

    pub(super) fn add_source(&mut self, other: Option<&str>) {
        self.set_source(joined(self.article.source.clone(), other));
    }

    /// Shows a newer version, and keeps the one before. What has changed is to be read again, as in the archive.
    pub(super) fn renew(&mut self, article: Arc<Article>, briefing: Arc<Briefing>, minutes: usize) {
        let marks = Marks { read: self.marks.read && article.body == self.article.body, ..self.marks };
        let source = joined(self.article.source.clone(), article.source.as_deref());
        let was = (mem::replace(&mut self.article, article), mem::replace(&mut self.briefing, briefing));
        // Against a part of the text all the rest of it would be new.
        if !was.0.status.partial {
            self.earlier.push(was);
            self.forget_oldest();
        }
        (self.marks, self.minutes) = (marks, minutes);
        self.set_source(source);
    }

    /// Keeps an older version that came late in its place among the others; not one that is there, or a part.
    pub(super) fn keep_earlier(&mut self, article: Arc<Article>, briefing: Arc<Briefing>) {
        let at = self.earlier.iter().position(|(known, _)| !is_later(&article, known)).unwrap_or(self.earlier.len());
        let next = self.earlier.get(at).map_or(&self.article, |(known, _)| known);
        if !article.status.partial && is_later(next, &article) {
            self.earlier.insert(at, (article, briefing));
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        self.earlier.drain(..self.earlier.len().saturating_sub(VERSIONS - 1));
    }

    fn set_source(&mut self, source: Option<String>) {
        if source != self.article.source {
            Arc::make_mut(&mut self.article).source = source;
        }
    }
}

/// Sources with another one behind them, each once.
fn joined(sources: Option<String>, other: Option<&str>) -> Option<String> {
    match (sources, other) {
        (None, other) => other.map(str::to_owned),
        (Some(sources), Some(other)) if !sources.split(", ").any(|source| source == other) => {
            Some(format!("{sources}, {other}"))
        }
        (sources, _) => sources,
    }
}

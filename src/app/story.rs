//! Stories as the list and the pages have them.
//!
//! Invariant: plain data. Absent on purpose: where they are kept.

use std::collections::HashMap;
use std::sync::Arc;

use super::annotation::Annotation;
use crate::article::{Article, Published};
use crate::brief::{Briefing, QuoteKind};

/// Names a story for as long as the program runs, whatever list it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoryId(pub i64);

/// One story, whole.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its name.
    pub id: StoryId,
    /// What it says.
    pub article: Arc<Article>,
    /// What matters in it.
    pub briefing: Arc<Briefing>,
    /// What the reader did with it.
    pub marks: Marks,
    /// What the reader wrote beside it.
    pub annotation: Annotation,
}

/// What a reader did with a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It was read.
    pub read: bool,
    /// It has a star.
    pub starred: bool,
}

/// One story as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub id: StoryId,
    /// Its headline.
    pub headline: String,
    /// When it was published, where that is known.
    pub published: Option<Published>,
    /// Who published it.
    pub source: Option<String>,
    /// Who is quoted most in it.
    pub speaker: Option<String>,
    /// How many direct and mixed quotations it has.
    pub quotes: usize,
    /// Minutes it takes to read.
    pub minutes: usize,
    /// Something a reader must know before using it: embargo, withdrawn, note. That it is partial is told above its
    /// text: so is every story of many a feed.
    pub flagged: bool,
    /// The reader wrote something beside it.
    pub annotated: bool,
    /// What the reader did with it.
    pub marks: Marks,
}

impl Row {
    /// A story as the list shows it.
    pub fn of(id: StoryId, article: &Article, briefing: &Briefing, minutes: usize, marks: Marks) -> Self {
        let mut said: HashMap<u32, usize> = HashMap::new();
        let said_in_marks = briefing.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect);
        for speaker in said_in_marks.clone().filter_map(|quote| quote.speaker) {
            *said.entry(speaker).or_default() += 1;
        }
        let most = said.iter().max_by_key(|(speaker, count)| (**count, u32::MAX - **speaker));
        let speaker = most.and_then(|(speaker, _)| briefing.speakers.get(*speaker as usize));
        let status = &article.status;
        Self {
            id,
            headline: article.headline.clone(),
            published: article.published,
            source: article.source.clone(),
            speaker: speaker.map(|speaker| speaker.name.of(&article.body).replace('\n', " ")),
            quotes: said_in_marks.count(),
            minutes,
            flagged: status.embargo.is_some() || status.withdrawn.is_some() || status.note.is_some(),
            annotated: false,
            marks,
        }
    }
}

/// How long the list is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Stories in the list.
    pub stories: usize,
    /// There are more, which a search left out.
    pub more: bool,
    /// Of these not read yet.
    pub unread: usize,
    /// The words the list was searched for.
    pub query: Option<String>,
}

/// Minutes that `words` take to read: 238 a minute, the mean of silent reading of non-fiction in English that
/// Brysbaert (2019, Journal of Memory and Language 109) finds over 190 studies; Indonesian lies near it.
pub fn reading_minutes(words: usize) -> usize {
    words.div_ceil(238).max(1)
}

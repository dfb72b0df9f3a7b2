//! A story made ready to be kept: everything that takes long about it, done on whatever thread.
//!
//! Invariant: an entry holds all that its rows in the archive hold but the key, so that the one who writes only writes.
//! Absent on purpose: the database.

use std::fs;
use std::hash::{BuildHasher as _, Hasher as _};

use jiff::Timestamp;
use jiff::tz::Offset;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use siphasher::sip::SipHasher13;

use super::{fold, packed};
use crate::app::story::{Marks, Row, StoryId, reading_minutes};
use crate::article::{Article, Kept, Published};
use crate::brief::{Briefing, QuoteKind};

/// A story ready to be kept.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The story it is of: that of its print, until the archive knows better.
    pub(super) identity: i64,
    pub(super) print: Print,
    /// Seconds since 1970 of its publication.
    pub(super) second: Option<i64>,
    pub(super) article: Article,
    pub(super) row: Row,
    pub(super) rest: Vec<u8>,
    pub(super) briefing: Vec<u8>,
    pub(super) words: Words,
    /// Each of these words once.
    pub(super) vocabulary: Distinct,
    pub(super) speakers: Vec<Said>,
    pub(super) kept: Option<Box<Kept>>,
}

/// Folded words, by the column of the index they go to.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) headline: String,
    pub(super) body: String,
    pub(super) quote: String,
    pub(super) speaker: String,
    pub(super) source: String,
    pub(super) language: String,
}

/// Words, none twice, and a hash of each in the same order.
#[derive(Clone, Debug, Default)]
pub(super) struct Distinct {
    pub(super) hashes: Vec<u64>,
    /// A blank behind each.
    pub(super) words: String,
}

/// Somebody who is quoted in a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) folded: String,
    pub(super) name: String,
    pub(super) quotes: u32,
}

/// What names an article, and what names its present text; known before it is briefed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    pub(super) identity: i64,
    pub(super) version: i64,
    /// Whether the identity is its own name, and not its words.
    pub(super) is_named: bool,
    /// A hash of the file that it alone was read from, where it has no name of its own.
    pub(super) file: Option<i64>,
}

impl Print {
    /// Of an article: by its own uri, else by its words, and its file as long as that is there. What is one of several
    /// in a file has its number behind the name of the file, and numbers change.
    pub fn of(article: &Article) -> Self {
        let rest = packed::rest(article);
        let words = hash(&[article.headline.as_bytes(), article.body.as_bytes()]);
        let version = hash(&[&words.to_le_bytes(), &rest]);
        let identity = if article.is_named { hash(&[article.uri.as_bytes()]) } else { words };
        let file = if article.is_named { None } else { fs::canonicalize(&article.uri).ok() };
        let file = file.map(|path| hash(&[b"file", path.as_os_str().as_encoded_bytes()]));
        Self { identity, version, is_named: article.is_named, file }
    }
}

/// A number that stays the same wherever and whenever it is made. The length of each part is part of it.
fn hash(parts: &[&[u8]]) -> i64 {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(&(part.len() as u64).to_le_bytes());
        hasher.write(part);
    }
    hasher.finish() as i64
}

impl Entry {
    /// Makes a story ready.
    pub fn new(article: Article, briefing: &Briefing) -> Self {
        Self::known(Print::of(&article), article, briefing)
    }

    /// The same of an article whose print is known: its words are hashed and its file is looked for once.
    pub fn known(print: Print, article: Article, briefing: &Briefing) -> Self {
        let speakers = said(&article.body, briefing);
        let words = words(&article, briefing);
        let row = Row::of(StoryId(0), &article, briefing, reading_minutes(article.words()), Marks::default());
        Self {
            identity: print.identity,
            print,
            second: article.published.and_then(second).or_else(|| written(&article)),
            vocabulary: vocabulary(&words),
            words,
            rest: packed::rest(&article),
            briefing: packed::briefing(briefing),
            row,
            speakers,
            article,
            kept: None,
        }
    }

    /// The same with what a reader kept with it elsewhere, to be kept here too. A story brings that only where the
    /// reader says so: whoever publishes one could star it and write beside it.
    pub fn with_marks(self, kept: Option<Box<Kept>>) -> Self {
        Self { kept, ..self }
    }

    /// Bytes of its text.
    pub fn length(&self) -> usize {
        self.article.body.len()
    }
}

/// The second in which the file was last written that an article alone was read from: of a story that tells no day the
/// nearest to one. None where the article has a name of its own, for that is no file.
fn written(article: &Article) -> Option<i64> {
    let written = fs::metadata(&article.uri).ok().filter(|_| !article.is_named)?.modified().ok()?;
    Some(Timestamp::try_from(written).ok()?.as_second())
}

/// The second of a moment of publication; the beginning of the day where no more is known, UTC where no place is.
fn second(published: Published) -> Option<i64> {
    let moment = published.date.to_datetime(published.time.unwrap_or_default());
    Some(published.offset.unwrap_or(Offset::UTC).to_timestamp(moment).ok()?.as_second())
}

pub(super) fn words(article: &Article, briefing: &Briefing) -> Words {
    let body = article.body.as_str();
    let mut words = Words { body: String::with_capacity(body.len() + body.len() / 16), ..Words::default() };
    fold::fold(&article.headline, &mut words.headline);
    fold::fold(body, &mut words.body);
    for quote in &briefing.quotes {
        quote.content.iter().for_each(|span| fold::fold(span.of(body), &mut words.quote));
    }
    for speaker in &briefing.speakers {
        fold::fold(speaker.name.of(body), &mut words.speaker);
        speaker.role.iter().for_each(|role| fold::fold(role.of(body), &mut words.speaker));
    }
    fold::fold(article.source.as_deref().unwrap_or_default(), &mut words.source);
    // `pt-BR` is found by `pt`.
    fold::fold(&article.language, &mut words.language);
    words
}

pub(super) fn vocabulary(Words { headline, body, quote, speaker, source, language }: &Words) -> Distinct {
    let mut distinct = Distinct::default();
    let mut seen = FxHashSet::with_capacity_and_hasher(512, FxBuildHasher);
    let all = [headline, body, quote, speaker, source, language];
    for word in all.into_iter().flat_map(|words| words.split_ascii_whitespace()) {
        let hash = FxBuildHasher.hash_one(word);
        if seen.insert(hash) {
            distinct.hashes.push(hash);
            distinct.words.push_str(word);
            distinct.words.push(' ');
        }
    }
    distinct
}

/// Everyone who is quoted by a name, with how often.
fn said(body: &str, briefing: &Briefing) -> Vec<Said> {
    let (mut said, mut places) = (Vec::<Said>::new(), FxHashMap::<String, usize>::default());
    for quote in briefing.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect) {
        let Some(speaker) = briefing.speaker_of(quote) else { continue };
        for name in briefing.names_of(body, speaker) {
            let folded = fold::folded(name.of(body));
            match places.get(&folded) {
                _ if folded.is_empty() => {}
                Some(place) => said[*place].quotes += 1,
                None => {
                    places.insert(folded.clone(), said.len());
                    said.push(Said { folded, name: name.of(body).replace('\n', " "), quotes: 1 });
                }
            }
        }
    }
    said
}

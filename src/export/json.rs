//! The machine interface: one JSON object for a briefing, its fields as DESIGN and README name them.
//!
//! Serialised from borrowed words straight into the writer; nothing is built in between.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::points::Points;
use crate::article::{Article, Span};
use crate::brief::{Briefing, MentionKind, Quote, QuoteKind, Speaker};

/// Writes a briefing on one line.
pub(super) fn line(article: &Article, briefing: &Briefing, to: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *to, &Record::new(article, briefing, &Points::new(&article.body)))?;
    to.write_all(b"\n")
}

/// Writes a briefing over several lines, without a newline behind it.
pub(super) fn pretty(article: &Article, briefing: &Briefing, to: &mut impl Write) -> io::Result<()> {
    Ok(serde_json::to_writer_pretty(to, &Record::new(article, briefing, &Points::new(&article.body)))?)
}

#[derive(Serialize)]
struct Record<'a> {
    uri: &'a str,
    language: &'a str,
    headline: &'a str,
    byline: Option<&'a str>,
    source: Option<&'a str>,
    located: Option<&'a str>,
    published: Option<String>,
    link: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    status: Vec<String>,
    body: &'a str,
    #[serde(serialize_with = "each")]
    key_points: Each<'a, KeyPointRecord<'a>>,
    #[serde(serialize_with = "each")]
    quotes: Each<'a, QuoteRecord<'a>>,
    #[serde(serialize_with = "each")]
    speakers: Each<'a, SpeakerRecord<'a>>,
    #[serde(serialize_with = "each")]
    mentions: Each<'a, MentionRecord<'a>>,
    #[serde(serialize_with = "each")]
    dates: Each<'a, DateRecord<'a>>,
    #[serde(serialize_with = "each")]
    sentences: Each<'a, Position>,
    boilerplate: &'a [String],
}

/// Records made one by one while they are written.
type Each<'a, T> = Box<dyn Fn() -> Box<dyn Iterator<Item = T> + 'a> + 'a>;

fn each<T: Serialize, S: Serializer>(records: &Each<'_, T>, to: S) -> Result<S::Ok, S::Error> {
    let mut list = to.serialize_seq(None)?;
    for record in records() {
        list.serialize_element(&record)?;
    }
    list.end()
}

#[derive(Serialize)]
struct Words<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Position {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct KeyPointRecord<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    score: f32,
}

#[derive(Serialize)]
struct QuoteRecord<'a> {
    kind: &'static str,
    spans: Vec<Words<'a>>,
    cue: Option<&'a str>,
    speaker: Option<SaidBy<'a>>,
    resolved_by: Option<&'static str>,
}

#[derive(Serialize)]
struct SaidBy<'a> {
    name: &'a str,
    role: Option<&'a str>,
    /// The words that stand for the speaker here.
    mention: Option<&'a str>,
}

#[derive(Serialize)]
struct SpeakerRecord<'a> {
    name: &'a str,
    role: Option<&'a str>,
    mentions: Vec<Position>,
}

#[derive(Serialize)]
struct MentionRecord<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    kind: &'static str,
}

#[derive(Serialize)]
struct DateRecord<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    date: Option<String>,
}

impl<'a> Record<'a> {
    fn new(article: &'a Article, briefing: &'a Briefing, points: &'a Points<'a>) -> Self {
        let body = article.body.as_str();
        let words = move |span: Span| words(body, points, span);
        Self {
            uri: &article.uri,
            language: &article.language,
            headline: &article.headline,
            byline: article.byline.as_deref(),
            source: article.source.as_deref(),
            located: article.located.as_deref(),
            published: article.published.map(|published| published.to_string()),
            link: article.link.as_deref(),
            status: super::standing(article, briefing),
            body,
            key_points: Box::new(move || {
                let record =
                    move |p: &crate::brief::KeyPoint| KeyPointRecord { words: words(p.sentence), score: p.score };
                Box::new(briefing.key_points.iter().map(record))
            }),
            quotes: Box::new(move || {
                Box::new(briefing.quotes.iter().map(move |quote| quote_record(body, points, briefing, quote)))
            }),
            speakers: Box::new(move || {
                Box::new(briefing.speakers.iter().map(move |speaker| speaker_record(body, points, speaker)))
            }),
            mentions: Box::new(move || {
                let record =
                    move |m: &crate::brief::Mention| MentionRecord { words: words(m.span), kind: kind_of(m.kind) };
                Box::new(briefing.mentions.iter().map(record))
            }),
            dates: Box::new(move || {
                Box::new(briefing.dates.iter().map(move |date| DateRecord {
                    words: words(date.span),
                    date: date.date.map(|date| date.to_string()),
                }))
            }),
            sentences: Box::new(move || Box::new(briefing.sentences.iter().map(move |span| position(points, *span)))),
            boilerplate: &article.boilerplate,
        }
    }
}

fn words<'a>(body: &'a str, points: &Points<'_>, span: Span) -> Words<'a> {
    let (start, end) = points.of(span);
    Words { text: span.of(body), start, end }
}

fn position(points: &Points<'_>, span: Span) -> Position {
    let (start, end) = points.of(span);
    Position { start, end }
}

fn quote_record<'a>(body: &'a str, points: &Points<'_>, briefing: &'a Briefing, quote: &'a Quote) -> QuoteRecord<'a> {
    let source = quote.attribution.and_then(|attribution| attribution.source);
    QuoteRecord {
        kind: match quote.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Indirect => "indirect",
            QuoteKind::Mixed => "mixed",
        },
        spans: quote.content.iter().map(|span| words(body, points, *span)).collect(),
        cue: quote.attribution.map(|attribution| match attribution.source {
            // A clitic is part of the word it grows on: `tambahnya`.
            Some(source) if source.start == attribution.cue.end => attribution.cue.join(source).of(body),
            _ => attribution.cue.of(body),
        }),
        speaker: briefing.speaker_of(quote).map(|speaker| SaidBy {
            name: speaker.name.of(body),
            role: speaker.role.map(|role| role.of(body)),
            mention: source.map(|source| source.of(body)),
        }),
        resolved_by: quote.resolved_by.map(super::resolved_by),
    }
}

fn speaker_record<'a>(body: &'a str, points: &Points<'_>, speaker: &'a Speaker) -> SpeakerRecord<'a> {
    SpeakerRecord {
        name: speaker.name.of(body),
        role: speaker.role.map(|role| role.of(body)),
        mentions: speaker.mentions.iter().map(|span| position(points, *span)).collect(),
    }
}

fn kind_of(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "person",
        MentionKind::Organisation => "organisation",
        MentionKind::Place => "place",
    }
}

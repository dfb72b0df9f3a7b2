//! The machine interface: one JSON object for a briefing, its fields as the README names them.
//!
//! Invariant: written from borrowed words straight into the buffer, in the order of the fields; nothing is built in
//! between.

use super::points::Points;
use super::writer::Json;
use crate::article::{Article, Kept, Span};
use crate::brief::{Briefing, MentionKind, Quote, QuoteKind, Speaker};

/// Writes a briefing on one line.
pub(super) fn line(article: &Article, briefing: &Briefing, to: &mut Vec<u8>) {
    Record::new(article, briefing).write(&mut Json::line(to));
    to.push(b'\n');
}

/// Writes a briefing over several lines, without a newline behind it.
pub(super) fn pretty(article: &Article, briefing: &Briefing, to: &mut Vec<u8>) {
    Record::new(article, briefing).write(&mut Json::pretty(to));
}

/// What is written of an article.
struct Record<'a> {
    article: &'a Article,
    briefing: &'a Briefing,
    body: &'a str,
    points: Points<'a>,
}

impl<'a> Record<'a> {
    fn new(article: &'a Article, briefing: &'a Briefing) -> Self {
        Self { article, briefing, body: &article.body, points: Points::new(&article.body) }
    }

    fn write(&self, json: &mut Json<'_>) {
        let Self { article, briefing, .. } = self;
        json.object(|json| {
            json.field("uri").text(&article.uri);
            json.field("language").text(&article.language);
            json.field("headline").text(&article.headline);
            json.field("byline").maybe(article.byline.as_deref());
            json.field("source").maybe(article.source.as_deref());
            json.field("located").maybe(article.located.as_deref());
            let published = article.published.map(|published| published.to_string());
            json.field("published").maybe(published.as_deref());
            json.field("link").maybe(article.link.as_deref());
            let standing = super::standing(article, briefing);
            if !standing.is_empty() {
                json.field("status").list(&standing, |json, word| json.text(word));
            }
            if let Some(kept) = &article.kept {
                json.field("reader").object(|json| reader(json, kept));
            }
            json.field("body").text(self.body);
            json.field("key_points").list(&briefing.key_points, |json, point| {
                json.object(|json| {
                    self.words(json, point.sentence);
                    json.field("score").fraction(point.score);
                });
            });
            json.field("quotes").list(&briefing.quotes, |json, quote| self.quote(json, quote));
            json.field("speakers").list(&briefing.speakers, |json, speaker| self.speaker(json, speaker));
            json.field("mentions").list(&briefing.mentions, |json, mention| {
                json.object(|json| {
                    self.words(json, mention.span);
                    json.field("kind").text(kind_of(mention.kind));
                });
            });
            json.field("dates").list(&briefing.dates, |json, date| {
                json.object(|json| {
                    self.words(json, date.span);
                    json.field("date").maybe(date.date.map(|date| date.to_string()).as_deref());
                });
            });
            json.field("sentences").list(&briefing.sentences, |json, span| json.object(|json| self.place(json, *span)));
            json.field("boilerplate").list(&article.boilerplate, |json, line| json.text(line));
        });
    }

    /// Words of the body with their place.
    fn words(&self, json: &mut Json<'_>, span: Span) {
        json.field("text").text(span.of(self.body));
        self.place(json, span);
    }

    fn place(&self, json: &mut Json<'_>, span: Span) {
        let (start, end) = self.points.of(span);
        json.field("start").number(start);
        json.field("end").number(end);
    }

    fn quote(&self, json: &mut Json<'_>, quote: &Quote) {
        let of = |span: Span| span.of(self.body);
        let source = quote.attribution.and_then(|attribution| attribution.source);
        let cue = quote.attribution.map(|attribution| match attribution.source {
            // A clitic is part of the word it grows on: `tambahnya`.
            Some(source) if source.start == attribution.cue.end => of(attribution.cue.join(source)),
            _ => of(attribution.cue),
        });
        json.object(|json| {
            json.field("kind").text(match quote.kind {
                QuoteKind::Direct => "direct",
                QuoteKind::Indirect => "indirect",
                QuoteKind::Mixed => "mixed",
            });
            json.field("spans").list(&quote.content, |json, span| json.object(|json| self.words(json, *span)));
            json.field("cue").maybe(cue);
            match self.briefing.speaker_of(quote) {
                Some(speaker) => json.field("speaker").object(|json| {
                    json.field("name").text(of(speaker.name));
                    json.field("role").maybe(speaker.role.map(of));
                    // The words that stand for the speaker here.
                    json.field("mention").maybe(source.map(of));
                }),
                None => json.field("speaker").maybe(None),
            }
            json.field("resolved_by").maybe(quote.resolved_by.map(super::resolved_by));
        });
    }

    fn speaker(&self, json: &mut Json<'_>, speaker: &Speaker) {
        json.object(|json| {
            json.field("name").text(speaker.name.of(self.body));
            json.field("role").maybe(speaker.role.map(|role| role.of(self.body)));
            json.field("mentions").list(&speaker.mentions, |json, span| json.object(|json| self.place(json, *span)));
        });
    }
}

/// What a reader did with it.
fn reader(json: &mut Json<'_>, kept: &Kept) {
    json.field("read").flag(kept.read);
    json.field("starred").flag(kept.starred);
    json.field("tags").list(&kept.tags, |json, tag| json.text(tag));
    json.field("note").maybe(Some(kept.note.as_str()).filter(|note| !note.is_empty()));
}

fn kind_of(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "person",
        MentionKind::Organisation => "organisation",
        MentionKind::Place => "place",
    }
}

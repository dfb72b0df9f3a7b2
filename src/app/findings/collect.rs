//! Which findings of a briefing the pane lists, and in which order.
//!
//! Invariant: each name, body, place and day stands there once, a quotation as often as it was said. Absent on purpose:
//! lines.

use std::collections::HashSet;

use super::{Finding, Section};
use crate::article::Span;
use crate::brief::{Briefing, FOREMOST, KeyPoint, MentionKind, QuoteKind};

/// All findings in the order of the pane.
pub(super) fn collect(body: &str, briefing: &Briefing) -> Vec<Finding> {
    let (best, further) = briefing.key_points.split_at(briefing.key_points.len().min(FOREMOST));
    let points = |section, points: &[KeyPoint]| {
        points.iter().map(|point| plain(section, point.sentence)).collect::<Vec<Finding>>()
    };
    let mut list = points(Section::KeyPoints, best);
    list.extend(quotations(briefing));
    list.extend(points(Section::FurtherPoints, further));
    list.extend(people(body, briefing));
    let mut said: HashSet<&str> = HashSet::new();
    let mut once = |span: &Span| said.insert(span.of(body));
    for (section, kind) in [(Section::Organisations, MentionKind::Organisation), (Section::Places, MentionKind::Place)]
    {
        list.extend(named(briefing, kind).filter(&mut once).map(|span| plain(section, span)));
    }
    // A timeline: by day, what could not be resolved behind what could, in the order of the text.
    let mut dates: Vec<_> = briefing.dates.iter().filter(|date| once(&date.span)).collect();
    dates.sort_by_key(|date| (date.date.is_none(), date.date));
    list.extend(dates.into_iter().map(|date| plain(Section::Dates, date.span)));
    list
}

/// A finding that is no quotation.
fn plain(section: Section, span: Span) -> Finding {
    Finding { section, spans: vec![span], quote: None, number: None }
}

/// The quotations: those in marks, numbered, and then what is reported.
fn quotations(briefing: &Briefing) -> Vec<Finding> {
    let (mut numbered, mut reported) = (Vec::new(), Vec::new());
    for (at, quote) in briefing.quotes.iter().enumerate().filter(|(_, quote)| !quote.content.is_empty()) {
        let spans = quote.content.clone();
        if quote.kind == QuoteKind::Indirect {
            reported.push(Finding { section: Section::Reported, spans, quote: Some(at), number: None });
        } else {
            let number = Some(numbered.len());
            numbered.push(Finding { section: Section::Quotations, spans, quote: Some(at), number });
        }
    }
    numbered.extend(reported);
    numbered
}

/// The names of a kind in the order of the text, as often as they stand there.
fn named(briefing: &Briefing, kind: MentionKind) -> impl Iterator<Item = Span> {
    briefing.mentions.iter().filter(move |mention| mention.kind == kind).map(|mention| mention.span)
}

/// People by their names, those who speak first.
fn people(body: &str, briefing: &Briefing) -> Vec<Finding> {
    let bodies: HashSet<&str> = named(briefing, MentionKind::Organisation).map(|span| span.of(body)).collect();
    // Speakers are also bodies, listed below, and nouns (`police`, `figures`), which name nobody.
    let is_body = |span: &Span| bodies.contains(span.of(body));
    let speakers = briefing.speakers.iter().filter(|speaker| briefing.is_named(speaker));
    let speakers = speakers.map(|speaker| speaker.name).filter(|span| !is_body(span));
    let (mut known, mut list) = (Vec::<&str>::new(), Vec::new());
    for span in speakers.chain(named(briefing, MentionKind::Person)) {
        let name = span.of(body);
        // `Stoltenberg` is `Jens Stoltenberg` where he is listed already.
        if !known.iter().any(|known| *known == name || known.split(' ').any(|part| part == name)) {
            known.push(name);
            list.push(plain(Section::People, span));
        }
    }
    list
}

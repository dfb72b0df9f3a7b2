//! What `y` copies: words of an article with who said them and where they stand.
//!
//! Invariant: the words are those of the article, unchanged. Absent on purpose: words of a language.

use super::findings;
use crate::article::{Article, Span};
use crate::brief::{Briefing, Quote, QuoteKind};

/// A quotation with its speaker, headline and link; what is reported has no marks, and its word of saying.
pub fn of_quote(article: &Article, briefing: &Briefing, quote: &Quote) -> String {
    let body = &article.body;
    let words = words(body, &quote.content);
    let words = match quote.kind {
        QuoteKind::Indirect => words,
        // The comma before the closing mark belongs to the sentence around the quotation.
        QuoteKind::Direct | QuoteKind::Mixed => format!("“{}”", words.trim_end_matches(',')),
    };
    let speaker = findings::attributed(body, briefing, quote).map(|speaker| format!("— {speaker}"));
    let mut lines = vec![words];
    lines.extend(speaker);
    lines.extend(reference(article));
    lines.join("\n")
}

/// Other words of the text with their headline and link.
pub fn of_words(article: &Article, spans: &[Span]) -> String {
    let mut lines = vec![words(&article.body, spans)];
    lines.extend(reference(article));
    lines.join("\n")
}

/// The headline with its link.
pub fn of_story(article: &Article) -> String {
    reference(article).join("\n")
}

fn words(body: &str, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.of(body)).collect();
    parts.join(" … ")
}

fn reference(article: &Article) -> Vec<String> {
    let place = article.source.clone().or_else(|| article.located.clone());
    let day = article.published.map(|published| published.date.to_string());
    let headline = [Some(article.headline.clone()), place, day].into_iter().flatten().collect::<Vec<_>>().join(", ");
    [Some(headline), article.link.clone()].into_iter().flatten().collect()
}

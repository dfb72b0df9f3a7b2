//! A briefing as plain text: for a terminal, a pager, a mail.

use std::io::{self, Write};

use super::markdown::{attributed, joined, one_line};
use crate::article::{Article, Span};
use crate::brief::{Briefing, QuoteKind};

/// The widest line, in columns.
const WIDTH: usize = 80;

pub(super) fn write(article: &Article, briefing: &Briefing, to: &mut impl Write) -> io::Result<()> {
    let body = article.body.as_str();
    let (title, points) = beginning(article, briefing);
    paragraph("", "", &title, to)?;
    let facts = facts(article, briefing);
    if !facts.is_empty() {
        paragraph("", "", &facts.join(" · "), to)?;
    }
    if let Some(note) = super::note(article) {
        paragraph("", "  ", &note, to)?;
    }
    writeln!(to)?;
    for point in &points {
        paragraph("• ", "  ", point, to)?;
    }
    for quote in &briefing.quotes {
        let words = joined(body, &quote.content);
        writeln!(to)?;
        match quote.kind {
            QuoteKind::Indirect => paragraph("  ", "  ", &words, to)?,
            QuoteKind::Direct | QuoteKind::Mixed => paragraph("  ", "  ", &format!("“{words}”"), to)?,
        }
        if let Some(attributed) = attributed(body, briefing, quote) {
            paragraph("  — ", "    ", &attributed, to)?;
        }
    }
    if let Some(link) = &article.link {
        writeln!(to, "\n{}", safe(link))?;
    }
    writeln!(to)
}

/// The headline and the key points: a headline that is how the text begins gives way to the sentence.
pub(super) fn beginning(article: &Article, briefing: &Briefing) -> (String, Vec<String>) {
    let sentences = briefing.key_points.iter().map(|point| point.sentence);
    let lede = sentences.clone().find(|sentence| sentence.start == 0 && article.begins_with_headline());
    let words = |sentence: Span| one_line(sentence.of(&article.body));
    let title = lede.map_or_else(|| article.headline.clone(), words);
    (title, sentences.filter(|sentence| Some(*sentence) != lede).map(words).collect())
}

/// Source, place, byline, day and standing.
pub(super) fn facts(article: &Article, briefing: &Briefing) -> Vec<String> {
    let day = article.published.map(|published| published.date.to_string());
    let known = [article.source.clone(), article.located.clone(), article.byline.clone(), day];
    known.into_iter().flatten().chain(super::standing(article, briefing)).chain(super::marks(article)).collect()
}

/// Lines of at most [`WIDTH`] columns, the first after `first`, the others after `rest`.
pub(super) fn paragraph(first: &str, rest: &str, text: &str, to: &mut impl Write) -> io::Result<()> {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for line in textwrap::wrap(&safe(text), options) {
        writeln!(to, "{line}")?;
    }
    Ok(())
}

/// Text without controls. Articles have none; this is the last door before a terminal all the same.
fn safe(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

//! The lines of a story as the text pane shows them: headline, what is known of it, body.
//!
//! Invariant: lines of the body stand in its order, so the line of a byte is found by halving. Absent on purpose:
//! styles and marks, which change while the lines stay.

use std::ops::Range;

use super::wrap;
use crate::article::{Article, Span, Withdrawn};
use crate::brief::Briefing;

/// One line of the text pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A stretch of the headline, in bytes of it.
    Headline(Range<usize>),
    /// Source, day, words and minutes.
    Facts,
    /// Something to know before use.
    Standing(Standing),
    /// A stretch of the desk's note, in bytes of it.
    Note(Range<usize>),
    /// Nothing.
    Blank,
    /// A stretch of the body.
    Body(Span),
}

/// What a reader must know before trusting or passing on a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The sender took it back.
    Withdrawn(Withdrawn),
    /// It must not be published yet.
    Embargoed,
    /// Only a part of its text is here.
    Partial,
    /// Its language has no pack.
    WithoutPack,
}

impl Standing {
    /// All there is to know of a story, what weighs most first.
    pub fn of(article: &Article, briefing: &Briefing) -> impl Iterator<Item = Standing> + use<> {
        let status = &article.status;
        let flags = [
            status.withdrawn.map(Standing::Withdrawn),
            status.embargo.is_some().then_some(Standing::Embargoed),
            status.partial.then_some(Standing::Partial),
            briefing.without_pack.then_some(Standing::WithoutPack),
        ];
        flags.into_iter().flatten()
    }
}

/// The lines of one story at one width.
#[derive(Clone, Debug, Default)]
pub struct Document {
    lines: Vec<Line>,
    /// Columns the lines were made for.
    pub width: usize,
    /// Lines before the body.
    head: usize,
}

impl Document {
    /// The lines of `article` at `width` columns.
    pub fn new(article: &Article, briefing: &Briefing, width: usize) -> Self {
        let mut lines: Vec<Line> = wrap::lines(&article.headline, width).into_iter().map(Line::Headline).collect();
        lines.push(Line::Facts);
        lines.extend(Standing::of(article, briefing).map(Line::Standing));
        if let Some(note) = &article.status.note {
            lines.extend(wrap::lines(note, width).into_iter().map(Line::Note));
        }
        lines.push(Line::Blank);
        let head = lines.len();
        lines.extend(wrap::lines(&article.body, width).into_iter().map(|l| Line::Body(Span::new(l.start, l.end))));
        Self { lines, width, head }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines from `top`, at most `count`.
    pub fn view(&self, top: usize, count: usize) -> &[Line] {
        let end = (top + count).min(self.lines.len());
        self.lines.get(top..end).unwrap_or_default()
    }

    /// The line on which the byte `offset` of the body stands.
    pub fn line_of(&self, offset: u32) -> usize {
        let body = &self.lines[self.head..];
        let after = body.partition_point(|line| matches!(line, Line::Body(span) if span.start <= offset));
        self.head + after.saturating_sub(1)
    }

    /// The first byte of the body on the line `number`; none for the lines before it.
    pub fn offset_of(&self, number: usize) -> Option<u32> {
        match self.lines.get(number)? {
            Line::Body(span) => Some(span.start),
            _ => None,
        }
    }

    /// The stretch of the body that the lines from `top` show.
    pub fn shown(&self, top: usize, count: usize) -> Span {
        let mut spans = self.view(top, count).iter().filter_map(|line| match line {
            Line::Body(span) => Some(*span),
            _ => None,
        });
        let first = spans.next().unwrap_or_default();
        spans.next_back().map_or(first, |last| first.join(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> Article {
        Article {
            headline: "Harga beras turun".into(),
            body: "Satu dua tiga empat.\n\nLima enam tujuh.".into(),
            ..Article::default()
        }
    }

    #[test]
    fn a_byte_and_its_line_find_each_other() {
        let article = article();
        for width in [5, 9, 40] {
            let document = Document::new(&article, &Briefing::default(), width);
            for (offset, _) in article.body.char_indices() {
                let line = document.line_of(offset as u32);
                let start = document.offset_of(line).unwrap() as usize;
                assert!(start <= offset);
                if let Some(next) = document.offset_of(line + 1) {
                    assert!(offset < next as usize, "byte {offset} at width {width}");
                }
            }
        }
    }

    #[test]
    fn an_empty_body_has_a_line() {
        let document = Document::new(&Article::default(), &Briefing::default(), 20);
        assert_eq!(document.line_of(0), document.len() - 1);
        assert_eq!(document.view(999, 5), []);
    }
}

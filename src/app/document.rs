//! The lines of a story as the text pane shows them: headline, what is known of it, body.
//!
//! Invariant: lines of the body stand in its order, so the line of a byte is found by halving. Absent on purpose:
//! styles and marks, which change while the lines stay.

use std::ops::Range;

use super::story::Story;
use super::wrap;
use crate::article::{Article, Span, Withdrawn};
use crate::brief::Briefing;

/// Columns of the sign before the reader's note, and as many before its other lines.
pub const INDENT: usize = 2;

/// One line of the text pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A stretch of the headline, in bytes of it.
    Headline(Range<usize>),
    /// Day, source, place, minutes and words.
    Facts,
    /// A stretch of the byline, in bytes of it.
    Byline(Range<usize>),
    /// Something to know before use.
    Standing(Standing),
    /// A stretch of the desk's note, in bytes of it.
    Note(Range<usize>),
    /// The reader's tags.
    Tags,
    /// A stretch of the reader's note, in bytes of it; the flag is set for the first.
    Written(Range<usize>, bool),
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
    /// The lines of a story at `width` columns.
    pub fn new(Story { article, briefing, annotation, .. }: &Story, width: usize) -> Self {
        let mut lines = headline(article, width);
        lines.push(Line::Facts);
        lines.extend(byline(article).into_iter().flat_map(|byline| wrap::lines(byline, width)).map(Line::Byline));
        lines.extend(Standing::of(article, briefing).map(Line::Standing));
        if let Some(note) = &article.status.note {
            lines.extend(wrap::lines(note, width).into_iter().map(Line::Note));
        }
        lines.extend((!annotation.tags.is_empty()).then_some(Line::Tags));
        if !annotation.note.is_empty() {
            let parts = wrap::lines(&annotation.note, width.saturating_sub(INDENT).max(1));
            lines.extend(parts.into_iter().enumerate().map(|(at, part)| Line::Written(part, at == 0)));
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

/// The lines of the headline; none where it is only how the text begins, which would stand there twice.
fn headline(article: &Article, width: usize) -> Vec<Line> {
    let lines = if article.begins_with_headline() { Vec::new() } else { wrap::lines(&article.headline, width) };
    lines.into_iter().map(Line::Headline).collect()
}

/// The byline; none where it is the source again, as in feeds of one author.
pub fn byline(article: &Article) -> Option<&str> {
    article.byline.as_deref().filter(|_| article.byline != article.source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::annotation::Annotation;
    use crate::app::story::{Marks, StoryId};

    fn story(headline: &str, body: &str) -> Story {
        let article = Article { headline: headline.into(), body: body.into(), ..Article::default() };
        Story {
            id: StoryId(0),
            article: article.into(),
            briefing: Briefing::default().into(),
            marks: Marks::default(),
            annotation: Annotation::default(),
        }
    }

    #[test]
    fn a_long_byline_is_whole_and_one_that_is_the_source_is_not_said_twice() {
        let story = |byline: &str| {
            let mut story = story("Panen raya", "Petani senang.");
            let article =
                Article { byline: Some(byline.into()), source: Some("Kabar".into()), ..(*story.article).clone() };
            story.article = article.into();
            story
        };
        let bylines = |byline: &str| -> Vec<String> {
            let lines = Document::new(&story(byline), 20).lines;
            let part = |line| if let Line::Byline(part) = line { Some(byline[part].to_owned()) } else { None };
            lines.into_iter().filter_map(part).collect()
        };
        assert_eq!(bylines("Ratna Sari, Joko Susilo, Ketut Wira"), ["Ratna Sari, Joko", "Susilo, Ketut Wira"]);
        assert!(bylines("Kabar").is_empty());
    }

    #[test]
    fn a_byte_and_its_line_find_each_other() {
        let mut story = story("Harga beras turun", "Satu dua tiga empat.\n\nLima enam tujuh.");
        story.annotation = Annotation { tags: vec!["beras".into()], note: "Bandingkan dengan angka bulan lalu".into() };
        for width in [5, 9, 40] {
            let document = Document::new(&story, width);
            for (offset, _) in story.article.body.char_indices() {
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
    fn a_headline_made_of_the_text_stands_there_once() {
        let heads = |headline| Document::new(&story(headline, "Harga beras turun lagi di Sagara."), 40).head;
        assert_eq!((heads("Beras makin murah"), heads("Harga beras turun…")), (3, 2));
    }

    #[test]
    fn an_empty_body_has_a_line() {
        let document = Document::new(&story("", ""), 20);
        assert_eq!(document.line_of(0), document.len() - 1);
        assert_eq!(document.view(999, 5), []);
    }
}

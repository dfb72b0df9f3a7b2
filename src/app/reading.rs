//! The story that is open: where the reader is in it, which quotation is current, which words are marked.
//!
//! Invariant: `top` never leaves less than a screen of lines below it where the story has more. Absent on purpose:
//! how it looks.

use super::document::Document;
use super::place::Place;
use super::story::Story;
use crate::article::Span;
use crate::brief::{Quote, QuoteKind};

/// The open story.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The story; none before the first is open.
    pub story: Option<Story>,
    /// Its lines.
    pub document: Document,
    /// The first line in view.
    pub top: usize,
    /// Rows of the pane.
    pub height: usize,
    /// Quotations with a number: the direct and mixed ones, as positions in the briefing's list.
    pub numbered: Vec<usize>,
    /// The current quotation, as a position in `numbered`.
    pub quote: Option<usize>,
    /// Where the reader stopped the time before.
    pub began: Option<Place>,
    /// Words marked because a finding led to them.
    pub marked: Vec<Span>,
}

impl Reading {
    /// Opens a story at its beginning.
    pub fn open(&mut self, story: Story) {
        self.numbered = (0..story.briefing.quotes.len())
            .filter(|at| story.briefing.quotes[*at].kind != QuoteKind::Indirect)
            .collect();
        self.document = Document::new(&story, self.document.width);
        self.story = Some(story);
        self.top = 0;
        self.quote = None;
        self.began = None;
        self.marked.clear();
    }

    /// Goes on where the reader stopped the time before.
    pub fn go_on_at(&mut self, place: Option<Place>) {
        if let (Some(place), Some(story)) = (&place, &self.story) {
            let line = self.document.line_of(place.find(&story.article.body));
            self.scroll_to(line.saturating_sub(place.above.into()));
        }
        self.began = place;
    }

    /// The place at the top of the view; none at the beginning.
    pub fn place(&self) -> Option<Place> {
        let body = &self.story.as_ref()?.article.body;
        let top = Some(self.top).filter(|top| *top > 0)?;
        (top..).take(self.height).find_map(|line| Some(Place::at(body, self.document.offset_of(line)?, line - top)))
    }

    /// The pane has a new size; the words at the top of the view stay there, and in view what of the current quotation,
    /// the marked words or the match was.
    pub fn resize(&mut self, width: usize, height: usize, matched: Option<Span>) {
        let shown = self.document.shown(self.top, self.height);
        let quoted = self.current().into_iter().flat_map(|quote| &quote.content);
        let seen = matched.iter().chain(&self.marked).chain(quoted).copied().find(|span| span.overlaps(shown));
        let is_other = (self.document.width, self.height) != (width, height);
        self.height = height;
        if self.document.width != width {
            self.document.width = width;
            self.lay();
        }
        self.scroll_to(self.top);
        // What goes on from above the view is in view.
        if let Some(span) = seen.filter(|span| is_other && self.document.line_of(span.start) >= self.top) {
            self.show(span);
        }
    }

    /// Lays the lines anew: what they show has changed, or their width; the words at the top of the view stay there.
    pub fn lay(&mut self) {
        let anchor = self.document.offset_of(self.top);
        if let Some(story) = &self.story {
            self.document = Document::new(story, self.document.width);
        }
        if let Some(offset) = anchor {
            self.top = self.document.line_of(offset);
        }
        self.scroll_to(self.top);
    }

    /// Moves by so many lines, up where negative.
    pub fn scroll(&mut self, lines: isize) {
        self.scroll_to(self.top.saturating_add_signed(lines));
    }

    /// Moves so that the line stands at the top, as far as there are lines.
    pub fn scroll_to(&mut self, line: usize) {
        self.top = line.min(self.last_top());
    }

    /// The last line that can stand at the top.
    pub fn last_top(&self) -> usize {
        self.document.len().saturating_sub(self.height)
    }

    /// How far the reader has come, in percent of the lines; 100 where all are in view.
    pub fn percent(&self) -> usize {
        (100 * self.top).checked_div(self.last_top()).unwrap_or(100)
    }

    /// Brings a stretch of the body into view, with some text before it; does nothing where it is in view.
    pub fn show(&mut self, span: Span) {
        let first = self.document.line_of(span.start);
        let last = self.document.line_of(span.end.saturating_sub(1).max(span.start));
        if first < self.top || last >= self.top + self.height {
            self.scroll_to(first.saturating_sub(self.height / 4));
        }
    }

    /// Marks what a finding stands on and shows it.
    pub fn mark(&mut self, spans: Vec<Span>) {
        if let Some(first) = spans.first() {
            self.show(*first);
        }
        self.marked = spans;
    }

    /// The quotation with a position in `numbered`.
    pub fn quotation(&self, number: usize) -> Option<&Quote> {
        self.story.as_ref()?.briefing.quotes.get(*self.numbered.get(number)?)
    }

    /// The name of who said a quotation, where the text tells.
    pub fn speaker(&self, number: usize) -> Option<String> {
        let story = self.story.as_ref()?;
        let speaker = story.briefing.speaker_of(self.quotation(number)?)?;
        Some(speaker.name.of(&story.article.body).replace('\n', " "))
    }

    /// The current quotation.
    pub fn current(&self) -> Option<&Quote> {
        self.quotation(self.quote?)
    }

    /// Makes a quotation current and shows it.
    pub fn go_to_quote(&mut self, number: usize) {
        let Some(span) = self.quotation(number).and_then(|quote| quote.content.first()).copied() else { return };
        self.quote = Some(number);
        self.marked.clear();
        self.show(span);
    }

    /// The next quotation (or the one before): after the current one while it is in view, else after what is in view.
    pub fn neighbour(&self, forward: bool) -> Option<usize> {
        if let Some(number) = self.quote.filter(|number| self.is_in_view(*number)) {
            let next = if forward { number.checked_add(1) } else { number.checked_sub(1) };
            return next.filter(|number| *number < self.numbered.len());
        }
        let shown = self.document.shown(self.top, self.height);
        let starts = |number: &usize| self.quotation(*number).and_then(|quote| quote.content.first()).map(|s| s.start);
        let mut numbers = 0..self.numbered.len();
        match (forward, self.top) {
            (true, 0) => numbers.next(),
            (true, _) => numbers.find(|n| starts(n) >= Some(shown.start)),
            (false, _) => numbers.rev().find(|n| starts(n).is_some_and(|start| start < shown.start)),
        }
    }

    /// The next quotation by the speaker of the current one, round the end; the flag tells that it went round.
    pub fn neighbour_by_speaker(&self, forward: bool) -> Option<(usize, bool)> {
        let here = self.quote.or_else(|| self.neighbour(true))?;
        let speaker = self.quotation(here)?.speaker?;
        let count = self.numbered.len();
        (1..count).find_map(|step| {
            let number = (here + if forward { step } else { count - step }) % count;
            let wrapped = if forward { number < here } else { number > here };
            (self.quotation(number)?.speaker == Some(speaker)).then_some((number, wrapped))
        })
    }

    /// The quotations of which something is in view.
    pub fn in_view(&self) -> Vec<usize> {
        (0..self.numbered.len()).filter(|number| self.is_in_view(*number)).collect()
    }

    fn is_in_view(&self, number: usize) -> bool {
        let shown = self.document.shown(self.top, self.height);
        self.quotation(number).is_some_and(|quote| quote.content.iter().any(|span| span.overlaps(shown)))
    }
}

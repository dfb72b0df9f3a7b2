//! Arriving at a story, or at words of one, and leaving it.
//!
//! Invariant: what was read last of a story is kept before another is open. Absent on purpose: which keys lead here.

use super::message::{Arrival, Effect, Opened};
use super::place::Place;
use super::story::Story;
use super::{Notice, Pane, State};
use crate::article::Article;

/// Whether two are one story. Another version may stand elsewhere in the list, and its place is its id there.
fn is_same(one: &Story, other: &Story) -> bool {
    let (one_article, other_article) = (&*one.article, &*other.article);
    // A file that was edited; what has neither name nor file is called as others are.
    let has_name = |one: &Article, other: &Article| one.is_named && other.is_named || one.headline == other.headline;
    one.id == other.id || one_article.uri == other_article.uri && has_name(one_article, other_article)
}

impl State {
    /// The story to be shown: the open one, but none beside an empty list, for what a search leaves out is not meant.
    pub fn story_shown(&self) -> Option<&Story> {
        self.reading.story.as_ref().filter(|_| self.list.totals.stories > 0)
    }

    /// A story has come that was asked for.
    pub(super) fn opened(&mut self, opened: Opened) -> Vec<Effect> {
        let Opened { at, arrival, wrapped, story, place } = opened;
        self.list.select(at);
        let mut left: Vec<Effect> = self.set_story(story, arrival, place).into_iter().collect();
        self.return_to_quote();
        if let Some(forward) = wrapped {
            self.notice = Some(Notice::wrapped(forward));
        }
        self.arrive(arrival);
        match arrival {
            Arrival::Glance | Arrival::Found => {}
            Arrival::Beginning
            | Arrival::FirstQuote
            | Arrival::LastQuote
            | Arrival::FirstMatch
            | Arrival::LastMatch
            | Arrival::Words(_) => left.extend(self.mark_read()),
        }
        left
    }

    /// Puts a story in the place of the open one; answers what is to be kept of that.
    fn set_story(&mut self, story: Story, arrival: Arrival, place: Option<Place>) -> Option<Effect> {
        let open = self.reading.story.as_ref().filter(|open| is_same(open, &story));
        if let Some(open) = open.filter(|open| open.article.body == story.article.body) {
            let is_written = open.annotation != story.annotation;
            self.reading.story = Some(story);
            if is_written {
                self.reading.lay();
            }
            return None;
        }
        // Another version of the story that is open is read on where the reader is, by the words that stand there.
        let place = if open.is_some() { self.reading.place() } else { place };
        let left = self.leave();
        self.findings.open(&story);
        self.reading.open(story);
        if matches!(arrival, Arrival::Glance | Arrival::Beginning) {
            self.reading.go_on_at(place);
        }
        self.search.enter(self.reading.story.as_ref());
        self.labels = None;
        left
    }

    /// Makes the quotation current again that was before a query was typed and given up.
    fn return_to_quote(&mut self) {
        if let Some((id, quote)) = self.returning.take()
            && self.open_story() == Some(id)
            && self.reading.quotation(quote).is_some()
        {
            self.reading.quote = Some(quote);
            self.findings.select_quote(quote);
        }
    }

    /// Goes to the words of the open story that are meant.
    fn arrive(&mut self, arrival: Arrival) {
        match arrival {
            Arrival::Glance | Arrival::Beginning => {}
            Arrival::Words(span) => self.arrive_at_words(span),
            Arrival::FirstQuote => self.arrive_at_quote(0),
            Arrival::LastQuote => self.arrive_at_quote(self.reading.numbered.len().saturating_sub(1)),
            Arrival::Found | Arrival::FirstMatch | Arrival::LastMatch => {
                if arrival != Arrival::Found {
                    self.see_text();
                }
                if let Some(span) = self.search.edge(arrival != Arrival::LastMatch) {
                    self.reading.show(span);
                }
            }
        }
    }

    /// What is to be kept of the open story when the reader leaves it, or the program ends: the place in it, where that
    /// is another than before.
    pub fn leave(&self) -> Option<Effect> {
        let id = self.reading.story.as_ref()?.id;
        let place = self.reading.place();
        (place != self.reading.began).then_some(Effect::Place(id, place))
    }

    /// Where the list stands alone, the text takes its place: what a key leads to there is to be seen.
    pub(super) fn see_text(&mut self) {
        if self.focus == Pane::Stories && self.areas.is_some_and(|areas| areas.text.is_none()) {
            self.set_focus(Pane::Text);
        }
    }

    /// Makes a quotation current in the text and among the findings.
    pub(super) fn arrive_at_quote(&mut self, number: usize) {
        self.see_text();
        self.go_to_quote(number);
        self.findings.select_quote(number);
    }

    /// Makes a quotation current in the text.
    fn go_to_quote(&mut self, number: usize) {
        self.reading.go_to_quote(number);
        self.search.is_left = true;
    }

    /// Shows the words that the selected finding stands on.
    pub(super) fn show_finding(&mut self) {
        let Some(finding) = self.findings.current() else { return };
        let (spans, number) = (finding.spans.clone(), finding.number);
        match number {
            Some(number) => self.go_to_quote(number),
            None => self.reading.mark(spans),
        }
    }
}

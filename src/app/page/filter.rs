//! What of a page is shown: the items that have the words of its filter, and the way from one to the next.
//!
//! Invariant: without a filter everything is shown, and an event is never shown without its headline. Absent on
//! purpose: looking for what does not stand on the page.

use std::borrow::Cow;

use super::{Fact, Kind, Page, Section, Topic};
use crate::article::Span;
use crate::find::Needle;

impl Page {
    /// Shows only the items that have these words (or longer ones that begin so), and selects the first of them; all
    /// where there are none, and the selection stays.
    pub(in crate::app) fn narrow(&mut self, words: &str) {
        if self.filter != words {
            words.clone_into(&mut self.filter);
            self.lay();
            let first = self.found().next().unwrap_or_default();
            if words.is_empty() {
                self.select(self.selected);
            } else {
                self.top = 0;
                self.select(first);
            }
        }
    }

    /// The positions of the items that have all words of the filter, or words that begin so.
    fn found(&self) -> impl DoubleEndedIterator<Item = usize> {
        let needles: Vec<Needle> = self.needles().collect();
        (0..self.items.len()).filter(move |at| {
            let item = &self.items[*at];
            let named = item.facts.iter().filter_map(|fact| match fact {
                Fact::Text(text) | Fact::Otherwise(text) => Some(Cow::Borrowed(text.as_str())),
                // A day is looked for as it is in a query, whatever the language writes.
                Fact::Day(day) => Some(Cow::Owned(day.to_string())),
                Fact::Published(moment) | Fact::Moment(moment) => Some(Cow::Owned(moment.date.to_string())),
                Fact::Withdrawn(_) | Fact::Embargo(_) => None,
                Fact::Stories(_) | Fact::Found(_) | Fact::New(_) | Fact::Nobody => None,
            });
            let texts: Vec<Cow<'_, str>> = named.chain([Cow::Borrowed(item.words.as_str())]).collect();
            needles.iter().all(|needle| texts.iter().any(|text| needle.is_in(text)))
        })
    }

    fn needles(&self) -> impl Iterator<Item = Needle> {
        self.filter.split_whitespace().map(Needle::beginning)
    }

    /// Where the words of the filter stand in a text of the page.
    pub fn found_in(&self, text: &str) -> Vec<Span> {
        self.needles().flat_map(|needle| needle.spans(text).collect::<Vec<_>>()).collect()
    }

    /// The positions of the items that are shown: those that are found, each behind the headline of its event.
    pub(super) fn shown(&self) -> impl DoubleEndedIterator<Item = usize> {
        let mut shown: Vec<usize> = self.found().flat_map(|at| self.head_of(at).into_iter().chain([at])).collect();
        shown.sort_unstable();
        shown.dedup();
        shown.into_iter()
    }

    /// The headline of the event that an item of the front page belongs to.
    fn head_of(&self, at: usize) -> Option<usize> {
        let is_of_event = self.items.get(at)?.section == Section::Event;
        is_of_event.then(|| self.items[..=at].iter().rposition(|item| item.kind == Kind::Headline))?
    }

    /// How many items have the words of the filter.
    pub fn count(&self) -> usize {
        self.found().count()
    }

    /// Whether something is looked for: by the filter, or by the name that the page was asked for.
    pub fn is_sought(&self) -> bool {
        !self.filter.is_empty() || matches!(&self.topic, Topic::Speakers(name) if !name.is_empty())
    }

    /// Selects the next item that has the words looked for (or the one before), round the end; answers whether it went
    /// round. None where nothing is looked for.
    pub(in crate::app) fn step_found(&mut self, forward: bool) -> Option<bool> {
        if !self.is_sought() {
            return None;
        }
        let (next, edge) = match forward {
            true => (self.found().find(|at| *at > self.selected), self.found().next()),
            false => (self.found().rev().find(|at| *at < self.selected), self.found().next_back()),
        };
        self.select(next.or(edge)?);
        Some(next.is_none())
    }
}

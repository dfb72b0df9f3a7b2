//! What the host tells: how long the list is, what became of what was asked of it, and why it could not be done.
//!
//! Invariant: what went wrong is said, and the reader stays where they are. Absent on purpose: the story that was asked
//! for, which is arrived at.

use std::collections::HashSet;

use super::message::{Arrival, Effect, Target, Which};
use super::mistake::Mistake;
use super::outcome::Outcome;
use super::overlay::{Content, Overlay};
use super::search::Search;
use super::story::Totals;
use super::{Notice, State};

impl State {
    /// The list is now this long.
    pub(super) fn listed(&mut self, totals: Totals) -> Vec<Effect> {
        self.search.listed &= totals.query.is_some();
        self.list.change(totals);
        match &self.list.totals {
            Totals { stories: 0, query: Some(_), more: true, .. } => self.notice = Some(Notice::Searching),
            Totals { stories: 0, query: Some(_), .. } => self.notice = Some(Notice::NothingFound),
            _ => self.notice = self.notice.take().filter(|notice| *notice != Notice::Searching),
        }
        // The first stories have come: open the first.
        let first = self.reading.story.is_none() && self.list.totals.stories > 0;
        first.then_some(Effect::Open(Target::At(self.first), Arrival::Glance)).into_iter().collect()
    }

    /// No story of the kind that was asked for is there.
    pub(super) fn missed(&mut self, which: Which) {
        match which {
            Which::Any => {}
            Which::Unread => self.notice = Some(Notice::NothingUnread),
            Which::Quoted => self.notice = Some(Notice::NoQuotation),
        }
    }

    /// A search was not understood: none is on, and the place of the mistake is kept for who mends it.
    pub(super) fn mistaken(&mut self, query: String, mistake: Mistake) {
        self.search = Search { listed: self.list.totals.query.is_some(), ..Search::default() };
        self.search.mistaken = Some((query, mistake.clone()));
        self.notice = Some(Notice::Mistaken(mistake));
    }

    /// What is being typed is not understood yet.
    pub(super) fn unclear(&mut self, mistake: Mistake) {
        if let Some(prompt) = &mut self.prompt {
            prompt.mistake = Some(mistake);
        }
    }

    /// So many files are read; none is said when all are.
    pub(super) fn loading(&mut self, files: Option<usize>) {
        self.loading = files;
        // Where nothing at all could be read the reasons are what there is to read.
        if files.is_none() && self.list.totals == Totals::default() && !self.failures.is_empty() {
            self.overlay = Some(Overlay::new(Content::Failures));
        }
    }

    /// What could not be read of these files, or of the parts of these archives, is told anew where it still cannot be.
    pub(super) fn forget_failures_of(&mut self, names: &[String]) {
        let names: HashSet<&str> = names.iter().map(String::as_str).collect();
        let is_theirs = |line: &str| line.match_indices([':', '/']).any(|(end, _)| names.contains(&line[..end]));
        self.failures.retain(|line| !is_theirs(line));
    }

    /// Something was done outside, or could not be.
    pub(super) fn done(&mut self, outcome: Outcome) {
        self.is_fetching &= !matches!(outcome, Outcome::TextFetched | Outcome::NoText(_) | Outcome::MayNotFetch);
        let shown = match &outcome {
            Outcome::LinkToShow { link, .. } => Some(Content::Link(link.clone())),
            // What the clipboard does not get can be had by hand.
            Outcome::TooLongToCopy(_) | Outcome::NoClipboard => self.copied.clone().map(Content::Copied),
            Outcome::Copied(_)
            | Outcome::LinkOpened
            | Outcome::TextFetched
            | Outcome::NoText(_)
            | Outcome::MayNotFetch => None,
        };
        self.overlay = shown.map(Overlay::new).or(self.overlay.take());
        self.notice = Some(Notice::Done(outcome));
    }
}

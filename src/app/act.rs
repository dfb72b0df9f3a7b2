//! What each action does.
//!
//! Invariant: every action of the table is matched here once, which the compiler checks. Absent on purpose: keys.

use super::action::{Action, Group, Pane};
use super::key::{Key, KeyCode};
use super::message::{Arrival, Effect, Target, Which};
use super::motion::Motion;
use super::overlay::{Content, Labels, Overlay};
use super::page::Topic;
use super::search::Scope;
use super::{Notice, State};

/// Whether an action does something with a story.
fn is_of_a_story(action: Action) -> bool {
    match action.entry().group {
        Group::Quotations => true,
        Group::Stories => matches!(action, Action::SaidBy | Action::Versions),
        Group::Keeping => action != Action::Undo,
        Group::Moving => matches!(action, Action::OpenStory | Action::GoToSource | Action::Zoom),
        Group::Searching => matches!(action, Action::NextMatch | Action::PreviousMatch),
        Group::Program => false,
    }
}

impl State {
    pub(super) fn act(&mut self, action: Action, key: Key) -> Vec<Effect> {
        if let Some(motion) = Motion::of(action) {
            return match &mut self.overlay {
                Some(overlay) => {
                    overlay.scroll(motion);
                    Vec::new()
                }
                None => self.scroll(self.focus, motion),
            };
        }
        if self.close_overlay(action) {
            return Vec::new();
        }
        if self.focus == Pane::Page
            && let Some(effects) = self.act_on_page(action)
        {
            return effects;
        }
        if self.focus != Pane::Page && self.story_shown().is_none() && is_of_a_story(action) {
            self.notice = self.search.listed.then_some(Notice::NothingFound);
            return Vec::new();
        }
        match action {
            Action::Down | Action::Up | Action::Advance | Action::PageDown | Action::PageUp => Vec::new(),
            Action::HalfDown | Action::HalfUp | Action::Start | Action::End | Action::OpenItem => Vec::new(),
            Action::OpenStory => self.focus_on(Pane::Text),
            Action::GoToSource => {
                self.show_finding();
                self.focus_on(Pane::Text)
            }
            Action::Front => self.ask_for(Topic::Front),
            Action::Speakers => self.ask_for(Topic::Speakers(String::new())),
            Action::SaidBy => self.ask_for_speaker(),
            Action::Versions => self.with_story(Topic::Versions),
            Action::Counts => self.ask_for(Topic::Counts),
            Action::NextStory => self.open_beyond(true, Which::Any),
            Action::PreviousStory => self.open_beyond(false, Which::Any),
            Action::PaneRight => self.step_pane(1, false),
            Action::PaneLeft => self.step_pane(2, false),
            Action::NextPane => self.step_pane(1, true),
            Action::PreviousPane => self.step_pane(2, true),
            Action::Zoom => self.zoom(),
            Action::NextQuote => self.step_quote(true),
            Action::PreviousQuote => self.step_quote(false),
            Action::NextBySpeaker => self.step_speaker(true),
            Action::PreviousBySpeaker => self.step_speaker(false),
            Action::QuoteNumber => self.go_to_number(key),
            Action::Labels => self.label(),
            Action::Why => self.why(),
            Action::Search => {
                self.open_prompt();
                Vec::new()
            }
            Action::NextMatch => self.step_match(true),
            Action::PreviousMatch => self.step_match(false),
            Action::Clear => self.clear(),
            Action::ToggleRead => self.change_marks(|marks| marks.read = !marks.read),
            Action::ToggleStar => self.change_marks(|marks| marks.starred = !marks.starred),
            Action::Tags => self.write_beside(Scope::Tags),
            Action::Note => self.write_beside(Scope::Note),
            Action::ToggleSearch => self.toggle_search(),
            Action::Kept => self.ask_for(Topic::Kept),
            Action::ReadUpToHere => vec![Effect::ReadUpTo(self.list.selected), Effect::Rows(self.list.window())],
            Action::Undo => vec![Effect::Undo, Effect::Rows(self.list.window())],
            Action::Copy => self.copy(),
            Action::CopyPage => self.copy_page(),
            Action::CopyLink => self.with_link(Self::send),
            Action::OpenLink => self.with_link(|_, link| vec![Effect::OpenLink(link)]),
            Action::FetchText => self.fetch_text(),
            Action::Failures => self.lay_over(Content::Failures),
            Action::Help => self.lay_over(Content::Help),
            Action::Back => self.back(),
            Action::Leave if self.search.listed => self.end_search(self.open_story()),
            Action::Leave => vec![Effect::Quit],
            Action::Quit => vec![Effect::Quit],
            Action::Redraw => vec![Effect::Redraw],
            Action::Suspend => vec![Effect::Suspend],
        }
    }

    /// Moves along a pane.
    pub(super) fn scroll(&mut self, pane: Pane, motion: Motion) -> Vec<Effect> {
        match pane {
            Pane::Stories => {
                let last = self.list.totals.stories.saturating_sub(1);
                self.select_story(motion.applied(self.list.selected, self.list.height, last))
            }
            Pane::Text => {
                let reading = &mut self.reading;
                let top = motion.applied(reading.top, reading.height, reading.last_top());
                reading.scroll_to(top);
                self.mark_read()
            }
            Pane::Briefing => {
                self.findings.scroll(motion);
                Vec::new()
            }
            Pane::Page => {
                self.pages.last_mut().into_iter().for_each(|page| page.scroll(motion));
                Vec::new()
            }
        }
    }

    /// Selects a story of the list and opens it for a glance.
    pub(super) fn select_story(&mut self, at: usize) -> Vec<Effect> {
        let before = self.list.selected;
        self.list.select(at);
        let moved = self.list.selected != before;
        if moved { vec![Effect::Open(Target::At(self.list.selected), Arrival::Glance)] } else { Vec::new() }
    }

    fn open_beyond(&mut self, forward: bool, which: Which) -> Vec<Effect> {
        let arrival = if self.focus == Pane::Stories { Arrival::Glance } else { Arrival::Beginning };
        vec![Effect::Open(Target::Beyond { from: self.list.selected, forward, which }, arrival)]
    }

    pub(super) fn focus_on(&mut self, pane: Pane) -> Vec<Effect> {
        self.set_focus(pane);
        if pane == Pane::Text { self.mark_read() } else { Vec::new() }
    }

    /// The pane so many steps to the right; `round` goes on at the other side.
    fn step_pane(&mut self, steps: usize, round: bool) -> Vec<Effect> {
        let here = Pane::ABREAST.iter().position(|pane| *pane == self.focus).unwrap_or_default();
        let there = (here + steps) % Pane::ABREAST.len();
        let went_round = if steps == 1 { there < here } else { there > here };
        if went_round && !round { Vec::new() } else { self.focus_on(Pane::ABREAST[there]) }
    }

    fn zoom(&mut self) -> Vec<Effect> {
        self.zoomed = !self.zoomed;
        if self.zoomed { self.focus_on(Pane::Text) } else { Vec::new() }
    }

    fn step_quote(&mut self, forward: bool) -> Vec<Effect> {
        if let Some(number) = self.reading.neighbour(forward) {
            self.arrive_at_quote(number);
            return self.mark_read();
        }
        let arrival = if forward { Arrival::FirstQuote } else { Arrival::LastQuote };
        vec![Effect::Open(Target::Beyond { from: self.list.selected, forward, which: Which::Quoted }, arrival)]
    }

    fn step_speaker(&mut self, forward: bool) -> Vec<Effect> {
        let Some((number, wrapped)) = self.reading.neighbour_by_speaker(forward) else {
            self.notice = Some(Notice::NoOtherBySpeaker);
            return Vec::new();
        };
        if wrapped {
            self.notice = Some(Notice::wrapped(forward));
        }
        self.arrive_at_quote(number);
        self.mark_read()
    }

    /// The digit that was typed counts, whatever key it was bound to.
    fn go_to_number(&mut self, key: Key) -> Vec<Effect> {
        let KeyCode::Char(typed) = key.code else { return Vec::new() };
        let number = typed.to_digit(10).and_then(|digit| digit.checked_sub(1)).map(|digit| digit as usize);
        match number.filter(|number| *number < self.reading.numbered.len()) {
            Some(number) => {
                self.arrive_at_quote(number);
                self.mark_read()
            }
            None => {
                self.notice = Some(Notice::NoQuotation);
                Vec::new()
            }
        }
    }

    fn label(&mut self) -> Vec<Effect> {
        let seen = self.reading.in_view();
        if seen.is_empty() || self.areas.is_none_or(|areas| areas.text.is_none()) {
            self.notice = Some(Notice::NoQuotation);
        } else {
            self.labels = Some(Labels::new(&seen));
        }
        Vec::new()
    }

    /// The quotation that is meant, as a position in the briefing's list: the selected finding, else the current one,
    /// else the first in view, else the first of the story.
    pub(super) fn meant_quote(&self) -> Option<usize> {
        let selected = self.findings.current().filter(|_| self.focus == Pane::Briefing).and_then(|f| f.quote);
        let current = self.reading.quote.and_then(|number| self.reading.numbered.get(number).copied());
        let first = self.reading.numbered.get(self.reading.in_view().first().copied().unwrap_or_default()).copied();
        selected.or(current).or(first)
    }

    fn why(&mut self) -> Vec<Effect> {
        match self.meant_quote() {
            Some(quote) => self.lay_over(Content::Why(quote)),
            None => {
                self.notice = Some(Notice::NoQuotation);
                Vec::new()
            }
        }
    }

    fn lay_over(&mut self, content: Content) -> Vec<Effect> {
        self.overlay = Some(Overlay::new(content));
        Vec::new()
    }

    fn clear(&mut self) -> Vec<Effect> {
        self.reading.marked.clear();
        self.search.mistaken = None;
        self.end_search(self.open_story())
    }

    fn back(&mut self) -> Vec<Effect> {
        if !self.pages.is_empty() {
            self.set_focus(Pane::Page);
        } else if self.zoomed {
            self.zoomed = false;
        } else {
            self.set_focus(Pane::Stories);
        }
        Vec::new()
    }
}

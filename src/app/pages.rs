//! Opening pages, and what the keys do on one.
//!
//! Invariant: a page is asked for and comes when it is ready; until then the keys go on where they were. From a story
//! that a page led to the way back is the page. Absent on purpose: what stands on a page.

use super::action::{Action, Pane};
use super::message::{Arrival, Effect, Target};
use super::page::{Item, Lead, Page, Topic};
use super::story::StoryId;
use super::{Notice, State};
use crate::article::Span;

impl State {
    /// Asks for a page.
    pub(super) fn ask_for(&mut self, topic: Topic) -> Vec<Effect> {
        self.awaited = Some(topic.clone());
        self.notice = Some(Notice::Gathering);
        vec![Effect::Page(topic)]
    }

    /// Asks for a page about the open story.
    pub(super) fn with_story(&mut self, topic: impl FnOnce(StoryId) -> Topic) -> Vec<Effect> {
        self.open_story().map_or_else(Vec::new, |id| self.ask_for(topic(id)))
    }

    /// Asks for all that the speaker of the quotation said that is meant.
    pub(super) fn ask_for_speaker(&mut self) -> Vec<Effect> {
        let speaker = self.meant_quote().and_then(|at| {
            let story = self.reading.story.as_ref()?;
            let (body, briefing) = (&story.article.body, &story.briefing);
            let speaker = briefing.speaker_of(briefing.quotes.get(at)?)?;
            // Of several who spoke together the first is led to; who is no name finds nothing that others said.
            let name = briefing.names_of(body, speaker).first().copied().unwrap_or(speaker.name);
            Some(name.of(body).replace('\n', " "))
        });
        match speaker {
            Some(name) => self.ask_for(Topic::SaidBy(name)),
            None => {
                self.notice = Some(Notice::NoQuotation);
                Vec::new()
            }
        }
    }

    /// What an action does that means something else on a page than elsewhere; none where it does not.
    pub(super) fn act_on_page(&mut self, action: Action) -> Option<Vec<Effect>> {
        let step = |state: &mut Self, forward: bool, is_one: fn(&Page, usize) -> bool| {
            state.pages.last_mut().is_some_and(|page| page.step(forward, is_one))
        };
        match action {
            Action::OpenItem => Some(self.follow_item()),
            Action::NextStory | Action::PreviousStory => {
                if step(self, action == Action::NextStory, Page::begins_group) {
                    self.pages.last_mut().into_iter().for_each(Page::show_group);
                }
                Some(Vec::new())
            }
            Action::NextQuote | Action::PreviousQuote => {
                if !step(self, action == Action::NextQuote, Page::is_quotation) {
                    self.notice = Some(Notice::NoQuotation);
                }
                Some(Vec::new())
            }
            Action::NextMatch | Action::PreviousMatch => {
                let forward = action == Action::NextMatch;
                self.notice = match self.pages.last_mut().and_then(|page| page.step_found(forward)) {
                    None => Some(Notice::NothingSought),
                    Some(false) => None,
                    Some(true) => Some(Notice::wrapped(forward)),
                };
                Some(Vec::new())
            }
            Action::Copy => Some(self.copy_item()),
            Action::Clear => Some(self.clear_page()),
            Action::Back => {
                self.close_page();
                Some(Vec::new())
            }
            _ => None,
        }
    }

    /// A page has come. One that nobody waits for any more is let go.
    pub(super) fn take_page(&mut self, topic: Topic, items: Vec<Item>, of: usize) {
        if self.awaited.as_ref() != Some(&topic) {
            return;
        }
        self.awaited = None;
        if self.overlay.is_some() || self.prompt.is_some() {
            // The reader has gone on to something else.
            return;
        }
        // What a key has done is said on; that a page is coming no longer is.
        self.notice = self.notice.take().filter(|notice| *notice != Notice::Gathering);
        if items.is_empty() {
            self.notice.get_or_insert(Notice::NothingOn(topic.clone()));
            if self.focus == Pane::Page && self.pages.last().is_some_and(|page| page.topic == topic) {
                // The last of what stood on it is gone.
                self.close_page();
            }
            return;
        }
        if self.focus != Pane::Page {
            self.below = self.focus;
        }
        let selected = self.pages.iter().find(|page| page.topic == topic).map(|page| page.selected);
        // The same page with other words takes the place of the one before, and a page is never open twice.
        self.pages.retain(|page| std::mem::discriminant(&page.topic) != std::mem::discriminant(&topic));
        let mut page = Page::new(topic, items, of);
        page.select(selected.unwrap_or_default());
        self.pages.push(page);
        self.set_focus(Pane::Page);
    }

    /// Closes the page; what it was opened from is shown again.
    fn close_page(&mut self) {
        self.pages.pop();
        if self.pages.is_empty() {
            self.set_focus(self.below);
        }
    }

    /// Goes where the selected item leads.
    fn follow_item(&mut self) -> Vec<Effect> {
        let lead = self.pages.last().and_then(Page::current).map(|item| item.lead.clone());
        match lead.flatten() {
            Some(Lead::Page(topic)) => self.ask_for(topic),
            Some(Lead::Query(query)) => {
                self.set_focus(Pane::Stories);
                self.search.listed = true;
                vec![Effect::Find(Some(query), self.open_story())]
            }
            Some(Lead::Story(id, span)) => {
                self.set_focus(Pane::Text);
                let arrival = span.map_or(Arrival::Beginning, Arrival::Words);
                vec![Effect::Open(Target::Story(id), arrival)]
            }
            None => {
                self.notice = Some(Notice::NoLead);
                Vec::new()
            }
        }
    }

    /// Makes the quotation current that these words belong to, or marks them.
    pub(super) fn arrive_at_words(&mut self, span: Span) {
        let is_there = |number: &usize| {
            self.reading.quotation(*number).is_some_and(|quote| quote.content.iter().any(|part| part.overlaps(span)))
        };
        match (0..self.reading.numbered.len()).find(is_there) {
            Some(number) => self.arrive_at_quote(number),
            None => self.reading.mark(vec![span]),
        }
    }

    /// Takes the filter off, or closes the page where there is none.
    fn clear_page(&mut self) -> Vec<Effect> {
        match self.pages.last() {
            Some(page) if !page.filter.is_empty() => self.widen_page(),
            _ => self.close_page(),
        }
        Vec::new()
    }

    /// Copies the words of the selected item with who said them and where they stand.
    fn copy_item(&mut self) -> Vec<Effect> {
        let citation = self.pages.last().and_then(Page::current).map(|item| item.citation.clone());
        citation.map_or_else(Vec::new, |text| self.send(text))
    }

    /// Copies all that is shown of the page the same way.
    pub(super) fn copy_page(&mut self) -> Vec<Effect> {
        let citations = self.pages.last().map(Page::citations);
        citations.map_or_else(Vec::new, |text| self.send(text))
    }

    /// Shows of the page what has the words typed so far.
    pub(super) fn narrow_page(&mut self) {
        if let (Some(page), Some(prompt)) = (self.pages.last_mut(), &self.prompt) {
            page.narrow(&prompt.words);
        }
    }

    /// Shows all of the page.
    pub(super) fn widen_page(&mut self) {
        if let Some(page) = self.pages.last_mut() {
            page.narrow("");
        }
    }

    /// What was typed is to be looked for on the page: where more people are quoted than stand on it, among all of
    /// them.
    pub(super) fn search_page(&mut self, words: &str) -> Vec<Effect> {
        let Some(page) = self.pages.last_mut() else { return Vec::new() };
        if matches!(page.topic, Topic::Speakers(_)) && page.of > page.items.len() {
            return self.ask_for(Topic::Speakers(words.to_owned()));
        }
        page.narrow(words);
        if page.count() == 0 {
            page.narrow("");
            self.notice = Some(Notice::NotOnPage(words.to_owned()));
        }
        Vec::new()
    }

    /// A press of the mouse selects what it falls on; on what is selected already it goes there.
    pub(super) fn press_page(&mut self, row: usize) -> Vec<Effect> {
        let Some(page) = self.pages.last_mut() else { return Vec::new() };
        let Some(item) = page.lines.get(page.top + row).and_then(|line| line.item()) else { return Vec::new() };
        if page.selected == item {
            return self.follow_item();
        }
        page.select(item);
        Vec::new()
    }
}

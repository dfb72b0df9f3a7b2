//! What the reader keeps of stories: marks, tags, notes, searches.
//!
//! Invariant: what is kept is shown at once, and told to whoever keeps it. Absent on purpose: keeping it.

use super::annotation::Annotation;
use super::message::Effect;
use super::page::{Page, Section, Topic};
use super::prompt::Prompt;
use super::search::Scope;
use super::story::Marks;
use super::{Notice, Pane, State};

impl State {
    /// A story counts as read once the reader did something in it, not when the list merely passed over it.
    pub(super) fn mark_read(&mut self) -> Vec<Effect> {
        let unread = self.reading.story.as_ref().is_some_and(|story| !story.marks.read);
        if unread { self.change_marks(|marks| marks.read = true) } else { Vec::new() }
    }

    pub(super) fn change_marks(&mut self, change: impl FnOnce(&mut Marks)) -> Vec<Effect> {
        let Some(story) = &mut self.reading.story else { return Vec::new() };
        change(&mut story.marks);
        vec![Effect::Mark(story.id, story.marks), Effect::Rows(self.list.window())]
    }

    /// Asks for the tags or the note of the open story, beginning with those it has.
    pub(super) fn write_beside(&mut self, scope: Scope) -> Vec<Effect> {
        let Some(story) = self.reading.story.as_ref() else { return Vec::new() };
        if !self.keeps {
            self.notice = Some(Notice::KeepsNothing);
            return Vec::new();
        }
        let Annotation { tags, note } = &story.annotation;
        let words = match scope {
            Scope::Tags if tags.is_empty() => String::new(),
            Scope::Tags => tags.join(" ") + " ",
            _ => note.clone(),
        };
        self.overlay = None;
        self.prompt = Some(Prompt::new(scope, words, self.reading.top));
        if scope == Scope::Tags { vec![Effect::Tags] } else { Vec::new() }
    }

    /// Offers tags to whoever is typing some.
    pub(super) fn offer_tags(&mut self, tags: Vec<String>) {
        if let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.scope == Scope::Tags) {
            prompt.known = tags;
        }
    }

    /// Keeps what was typed as the tags or the note of the open story.
    pub(super) fn keep_written(&mut self, Prompt { scope, words, .. }: &Prompt) -> Vec<Effect> {
        let Some(story) = &mut self.reading.story else { return Vec::new() };
        let before = story.annotation.clone();
        match scope {
            Scope::Tags => story.annotation.set_tags(words),
            _ => words.trim().clone_into(&mut story.annotation.note),
        }
        if story.annotation == before {
            return Vec::new();
        }
        let effect = Effect::Annotate(story.id, story.annotation.clone());
        self.reading.lay();
        vec![effect, Effect::Rows(self.list.window())]
    }

    /// Keeps the search that is on, or the one that is selected on the page of them; or keeps it no longer.
    pub(super) fn toggle_search(&mut self) -> Vec<Effect> {
        if !self.keeps {
            self.notice = Some(Notice::KeepsNothing);
            return Vec::new();
        }
        let meant = match self.page_of_searches() {
            Some(page) => {
                let search = page.current().filter(|item| item.section == Section::Searches);
                search.map(|item| item.words.clone())
            }
            None => self.list.totals.query.clone(),
        };
        match meant {
            Some(query) => vec![Effect::ToggleSearch(query)],
            None => {
                self.notice = Some(Notice::NoSearch);
                Vec::new()
            }
        }
    }

    /// A search is kept now, or no longer; the page of them is made anew.
    pub(super) fn search_kept(&mut self, query: String, is_kept: bool) -> Vec<Effect> {
        let again = self.page_of_searches().is_some();
        let effects = if again { self.ask_for(Topic::Kept) } else { Vec::new() };
        self.notice = Some(if is_kept { Notice::SearchKept(query) } else { Notice::SearchForgotten(query) });
        effects
    }

    fn page_of_searches(&self) -> Option<&Page> {
        self.pages.last().filter(|page| page.topic == Topic::Kept && self.focus == Pane::Page)
    }
}

//! A key goes to what is open on the screen: the prompt, the letters on quotations, an overlay, or a pane.
//!
//! Invariant: a character typed into a prompt is text, whatever the keymap says. Absent on purpose: what actions do.

use super::action::Action;
use super::key::{Key, KeyCode};
use super::message::{Arrival, Effect, Target, Which};
use super::overlay::Content;
use super::prompt::Prompt;
use super::search::Scope;
use super::story::StoryId;
use super::{Notice, Pane, State};

/// Searches that are remembered.
const SEARCHES: usize = 100;

impl State {
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        if self.prompt.is_some() {
            return self.type_into_prompt(key);
        }
        if let Some(labels) = self.labels.take() {
            if let KeyCode::Char(letter) = key.code
                && let Some(number) = labels.of(letter)
            {
                self.arrive_at_quote(number);
                return self.mark_read();
            }
            return Vec::new();
        }
        match self.keymap.action(self.focus, key) {
            Some(action) => self.act(action, key),
            None => {
                let is_of_stories = self.focus == Pane::Page && self.keymap.action(Pane::Text, key).is_some();
                self.notice = is_of_stories.then_some(Notice::NotOfPages);
                Vec::new()
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(prompt) = &mut self.prompt {
            prompt.push(text);
            return self.preview();
        }
        Vec::new()
    }

    pub(super) fn open_prompt(&mut self) {
        let scope = match self.focus {
            Pane::Stories => Scope::All,
            Pane::Text | Pane::Briefing => Scope::Story,
            Pane::Page => Scope::Page,
        };
        self.overlay = None;
        let mut prompt = Prompt::new(scope, String::new(), self.reading.top).after(self.searched_in(scope));
        (prompt.open, prompt.quote) = (self.open_story(), self.reading.quote);
        if let Some((words, mistake)) = self.search.mistaken.take().filter(|_| scope == Scope::All) {
            // The cursor stands where the mistake is.
            (prompt.words, prompt.mistake) = (words, Some(mistake));
            prompt.cursor = prompt.wrong().start;
        }
        self.prompt = Some(prompt);
    }

    fn type_into_prompt(&mut self, key: Key) -> Vec<Effect> {
        let Some(prompt) = &mut self.prompt else { return Vec::new() };
        match (key.code, key.ctrl) {
            (KeyCode::Enter, _) => return self.enter_prompt(),
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return self.leave_prompt(),
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true)
                if prompt.words.is_empty() && prompt.scope.is_search() =>
            {
                return self.leave_prompt();
            }
            _ => prompt.edit(key),
        }
        self.preview()
    }

    /// Shows where the words typed so far stand, without leaving the prompt.
    fn preview(&mut self) -> Vec<Effect> {
        let Some(prompt) = &mut self.prompt else { return Vec::new() };
        prompt.mistake = None;
        match prompt.scope {
            Scope::Story => {}
            Scope::Tags | Scope::Note => return Vec::new(),
            Scope::Page => {
                self.narrow_page();
                return Vec::new();
            }
            Scope::All => {
                self.search.listed = true;
                return vec![
                    Effect::Glimpse(prompt.words.trim_end().to_owned(), prompt.open),
                    Effect::Rows(self.list.window()),
                ];
            }
        }
        let top = prompt.top;
        self.search.look_for(&prompt.words, self.reading.story.as_ref());
        self.reading.scroll_to(top);
        let offset = self.reading.document.shown(top, self.reading.height).start;
        if let Some(span) = self.search.step(true, offset).or_else(|| self.search.edge(true)) {
            self.reading.show(span);
        }
        Vec::new()
    }

    fn leave_prompt(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.prompt.take() else { return Vec::new() };
        match prompt.scope {
            Scope::Tags | Scope::Note => Vec::new(),
            Scope::Page => {
                self.widen_page();
                Vec::new()
            }
            Scope::Story => {
                self.reading.scroll_to(prompt.top);
                self.end_search(prompt.open)
            }
            Scope::All => {
                self.returning = prompt.open.zip(prompt.quote);
                self.end_search(prompt.open)
            }
        }
    }

    fn enter_prompt(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.prompt.take() else { return Vec::new() };
        self.remember(&prompt);
        match prompt.scope {
            Scope::Tags | Scope::Note => self.keep_written(&prompt),
            Scope::Story | Scope::All if prompt.words.is_empty() => self.end_search(prompt.open),
            Scope::Page => self.search_page(&prompt.words),
            Scope::Story => {
                if self.search.matches.is_empty() {
                    self.notice = Some(Notice::NoMatch(prompt.words));
                }
                Vec::new()
            }
            Scope::All => {
                self.search.listed = true;
                vec![Effect::Find(Some(prompt.words), prompt.open)]
            }
        }
    }

    /// What was searched for here before, the last at the end.
    fn searched_in(&self, scope: Scope) -> impl Iterator<Item = String> {
        self.searched.iter().filter(move |(place, _)| *place == scope).map(|(_, words)| words.clone())
    }

    /// Keeps what is searched for, each once, so that it can be typed again by one key.
    fn remember(&mut self, Prompt { scope, words, .. }: &Prompt) {
        if !scope.is_search() || words.is_empty() {
            return;
        }
        let search = (*scope, words.clone());
        self.searched.retain(|earlier| *earlier != search);
        self.searched.drain(..self.searched.len().saturating_sub(SEARCHES - 1));
        self.searched.push(search);
    }

    /// Ends the search: marks off, and all stories listed again, this one open.
    pub(super) fn end_search(&mut self, open: Option<StoryId>) -> Vec<Effect> {
        self.search.look_for("", None);
        if !std::mem::take(&mut self.search.listed) {
            return Vec::new();
        }
        vec![Effect::Find(None, open)]
    }

    /// The next match, in the story and then in the next story of a search over all; without a search, the next
    /// story that is not read.
    pub(super) fn step_match(&mut self, forward: bool) -> Vec<Effect> {
        let from = self.list.selected;
        let Some(needle) = &self.search.needle else {
            let target = Target::Beyond { from, forward, which: Which::Unread };
            return vec![Effect::Open(
                target,
                if self.focus == Pane::Text { Arrival::Beginning } else { Arrival::Glance },
            )];
        };
        let words = needle.words().to_owned();
        // As with quotations: from the match the reader is at while it is in view, else from what is in view.
        let shown = self.reading.document.shown(self.reading.top, self.reading.height);
        self.search.current =
            self.search.current.filter(|_| self.search.here().is_some_and(|span| span.overlaps(shown)));
        if let Some(span) = self.search.step(forward, shown.start) {
            self.see_text();
            self.reading.show(span);
        } else if self.search.listed {
            let arrival = if forward { Arrival::FirstMatch } else { Arrival::LastMatch };
            return vec![Effect::Open(Target::Beyond { from, forward, which: Which::Any }, arrival)];
        } else if let Some(span) = self.search.edge(forward) {
            self.notice = Some(Notice::wrapped(forward));
            self.see_text();
            self.reading.show(span);
        } else {
            self.notice = Some(Notice::NoMatch(words));
        }
        Vec::new()
    }

    /// The name of the open story.
    pub(super) fn open_story(&self) -> Option<StoryId> {
        self.reading.story.as_ref().map(|story| story.id)
    }

    /// Closes the overlay, which stays open only under the keys that scroll it; answers whether the action asked for no
    /// more than that.
    pub(super) fn close_overlay(&mut self, action: Action) -> bool {
        let Some(overlay) = self.overlay.take() else { return false };
        matches!(action, Action::Clear | Action::Back | Action::Leave)
            || matches!(
                (overlay.content, action),
                (Content::Help, Action::Help)
                    | (Content::Why(_), Action::Why)
                    | (Content::Failures, Action::Failures)
                    | (Content::Link(_), Action::OpenLink)
                    | (Content::Copied(_), Action::Copy | Action::CopyLink | Action::CopyPage)
            )
    }
}

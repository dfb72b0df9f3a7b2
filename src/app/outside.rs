//! What an action asks of the world outside: its clipboard, its browser, its network.
//!
//! Invariant: nothing leaves the program but what the reader asked for. Absent on purpose: how any of it is done.

use std::sync::Arc;

use super::action::Pane;
use super::message::Effect;
use super::overlay::{Content, Overlay};
use super::{Notice, State, citation};

impl State {
    /// Copies what the keys are at, with its citation.
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let Some(story) = &self.reading.story else { return Vec::new() };
        let quotes = &story.briefing.quotes;
        let finding = self.findings.current().filter(|_| self.focus == Pane::Briefing);
        // Beside the list too the text shows which quotation was gone to.
        let quote = self.reading.current().filter(|_| self.areas.is_some_and(|areas| areas.text.is_some()));
        let text = match (self.focus, finding, quote) {
            (Pane::Briefing, Some(finding), _) => match finding.quote.and_then(|at| quotes.get(at)) {
                Some(quote) => citation::of_quote(&story.article, &story.briefing, quote),
                None => citation::of_words(&story.article, &finding.spans),
            },
            (Pane::Text, _, _) if !self.reading.marked.is_empty() => {
                citation::of_words(&story.article, &self.reading.marked)
            }
            (Pane::Stories | Pane::Text, _, Some(quote)) => citation::of_quote(&story.article, &story.briefing, quote),
            (Pane::Stories | Pane::Text | Pane::Briefing | Pane::Page, _, _) => citation::of_story(&story.article),
        };
        self.send(text)
    }

    /// Sends a text to the clipboard; a second time in a row it is shown as well, for whether a clipboard took it
    /// nobody can tell but the reader.
    pub(super) fn send(&mut self, text: String) -> Vec<Effect> {
        if self.copied.as_ref() == Some(&text) {
            self.overlay = Some(Overlay::new(Content::Copied(text.clone())));
        }
        self.copied = Some(text.clone());
        vec![Effect::Copy(text)]
    }

    /// Does something with the link of the open story, or says that it has none.
    pub(super) fn with_link(&mut self, then: impl FnOnce(&mut Self, String) -> Vec<Effect>) -> Vec<Effect> {
        match self.reading.story.as_ref().and_then(|story| story.article.link.clone()) {
            Some(link) => then(self, link),
            None => {
                self.notice = Some(Notice::NoLink);
                Vec::new()
            }
        }
    }

    /// Asks for the page of a story that is here in part: a whole text is never replaced by its page.
    pub(super) fn fetch_text(&mut self) -> Vec<Effect> {
        let Some(article) = self.reading.story.as_ref().map(|story| Arc::clone(&story.article)) else {
            return Vec::new();
        };
        if !article.status.partial {
            self.notice = Some(Notice::WholeText);
            return Vec::new();
        }
        self.with_link(|state, _| {
            state.notice = Some(Notice::Fetching);
            // One page at a time: who presses again is only impatient.
            let is_asked = std::mem::replace(&mut state.is_fetching, true);
            if is_asked { Vec::new() } else { vec![Effect::Fetch(article)] }
        })
    }
}

//! What a session asks of the world outside its stories: a clipboard, a browser, a page, the terminal itself.

use std::sync::Arc;

use super::{Reader, browser, fetching, surveys};
use crate::app::message::{Effect, Message};
use crate::app::outcome::Outcome;
use crate::terminal::Orders;
use crate::terminal::clipboard::NotCopied;
use crate::view::spoken::Spoken;

impl Reader {
    /// Carries out an effect on what is outside the stories.
    pub(super) fn outside(&mut self, effect: Effect, orders: &mut Orders) -> Option<Message> {
        match effect {
            Effect::Copy(text) => Some(Message::Done(copy(&text, orders))),
            Effect::OpenLink(link) => {
                if self.starts_programs && browser::open(&link) {
                    return Some(Message::Done(Outcome::LinkOpened));
                }
                let sent = matches!(copy(&link, orders), Outcome::Copied(_));
                Some(Message::Done(Outcome::LinkToShow { link, sent }))
            }
            Effect::Suspend => {
                if !self.restricted {
                    orders.suspend();
                }
                None
            }
            Effect::Redraw => {
                // Where frames are said, all of it is said again.
                self.spoken = Spoken::default();
                orders.repaint();
                None
            }
            Effect::Quit => {
                orders.quit();
                None
            }
            Effect::Page(topic) => {
                let started = surveys::start(self.stories.holder(), topic, self.courier.clone());
                started.err().map(|error| Message::Trouble(error.to_string().into()))
            }
            Effect::Fetch(_) if self.restricted => Some(Message::Done(Outcome::MayNotFetch)),
            Effect::Fetch(article) => {
                let article = Arc::unwrap_or_clone(article);
                let started = fetching::start(article, self.stories.archive(), self.courier.clone());
                started.err().map(|error| Message::Done(Outcome::NoText(error.to_string().into())))
            }
            Effect::Rows(_)
            | Effect::Open(..)
            | Effect::Find(..)
            | Effect::Glimpse(..)
            | Effect::Mark(..)
            | Effect::Annotate(..)
            | Effect::Tags
            | Effect::ToggleSearch(_)
            | Effect::Place(..)
            | Effect::ReadUpTo(_)
            | Effect::Undo => None,
        }
    }
}

fn copy(text: &str, orders: &mut Orders) -> Outcome {
    match orders.copy(text) {
        Ok(()) => Outcome::Copied(text.len()),
        Err(NotCopied::TooLong(_)) => Outcome::TooLongToCopy(text.len()),
        Err(_) => Outcome::NoClipboard,
    }
}

//! What the pile answers to the effects that ask for stories.
//!
//! Invariant: an answer is complete: after a change to the list come its totals, and then the story to be open.

use super::Pile;
use crate::app::message::{Arrival, Effect, Message, Opened, Target, Which};
use crate::app::{State, update};

impl Pile {
    /// Hands a message to the session and answers what it asks of the pile, until nothing more follows; what is left
    /// must be done outside.
    pub fn settle(&mut self, state: &mut State, message: Message) -> Vec<Effect> {
        let mut waiting = vec![message];
        let mut left = Vec::new();
        while !waiting.is_empty() {
            let effects: Vec<Effect> = waiting.drain(..).flat_map(|message| update(state, message)).collect();
            for effect in effects {
                match self.answer(effect) {
                    Ok(messages) => waiting.extend(messages),
                    Err(effect) => left.push(effect),
                }
            }
        }
        left
    }

    /// Answers an effect that asks for stories or changes them; gives back one that is not for the pile.
    ///
    /// # Errors
    /// The effect itself, when it asks for something outside.
    fn answer(&mut self, effect: Effect) -> Result<Vec<Message>, Effect> {
        Ok(match effect {
            Effect::Rows { from, count } => vec![Message::Rows { from, rows: self.rows(from, count) }],
            Effect::Open(target, arrival) => vec![self.open(target, arrival)],
            Effect::Mark(id, marks) => {
                self.mark(id, marks);
                vec![Message::List(self.totals())]
            }
            Effect::ReadUpTo(at) => {
                self.read_up_to(at);
                vec![Message::List(self.totals()), self.open(Target::At(at), Arrival::Glance)]
            }
            Effect::Undo => {
                let Some(id) = self.undo() else { return Ok(vec![Message::NothingToUndo]) };
                let at = self.position(id).unwrap_or_default();
                vec![Message::List(self.totals()), self.open(Target::At(at), Arrival::Glance)]
            }
            Effect::Find(words, open) => {
                self.find(words.as_deref());
                let at = open.and_then(|id| self.position(id)).unwrap_or_default();
                let arrival = if words.is_some() { Arrival::Found } else { Arrival::Glance };
                vec![Message::List(self.totals()), self.open(Target::At(at), arrival)]
            }
            outside @ (Effect::Copy(_) | Effect::OpenLink(_) | Effect::Suspend | Effect::Redraw | Effect::Quit) => {
                return Err(outside);
            }
        })
    }

    fn open(&self, target: Target, arrival: Arrival) -> Message {
        let (at, wrapped, which) = match target {
            Target::At(at) => (Some(at), None, Which::Any),
            Target::Beyond { from, forward, which } => match self.beyond(from, forward, which) {
                Some((at, wrapped)) => (Some(at), wrapped.then_some(forward), which),
                None => (None, None, which),
            },
        };
        match at.and_then(|at| Some((at, self.story(at)?))) {
            Some((at, story)) => Message::Opened(Box::new(Opened { at, arrival, wrapped, story })),
            None => Message::NoStory(which),
        }
    }
}

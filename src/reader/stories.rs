//! Where the stories of a session are, and what of a sitting the archive keeps.

use std::path::PathBuf;

use super::surveys::Holder;
use crate::app::State;
use crate::app::action::Pane;
use crate::app::annotation::Annotation;
use crate::app::message::Effect;
use crate::app::shelf::{Answer, Shelf};
use crate::archive::{Archive, Shelved, Sitting, Unkept};
use crate::load::{Failure, Place};
use crate::pile::Pile;
use crate::view::words::{Word, Words};

/// Begins where the reader was the last time; where that cannot be told, at the first story.
pub(super) fn take_up(archive: &Archive, state: &mut State) {
    let Ok(Some(sitting)) = archive.sitting() else { return };
    if let Ok(Some(at)) = archive.position(sitting.story) {
        state.first = at;
        state.focus = if sitting.reading { Pane::Text } else { Pane::Stories };
    }
}

/// Keeps where the reader is.
pub(super) fn leave(state: &State, shelved: &mut Shelved, looked: Option<i64>) -> Answer<()> {
    let Some(story) = state.reading.story.as_ref().map(|story| story.id) else { return Ok(()) };
    if shelved.archive.read_only.is_some() {
        return Ok(());
    }
    if let Some(Effect::Place(id, place)) = state.leave() {
        shelved.keep_place(id, place)?;
    }
    shelved.settle_up()?;
    if let Some(second) = looked {
        shelved.archive.look(second)?;
    }
    let sitting = Sitting { story, reading: state.focus == Pane::Text };
    Ok(shelved.archive.leave(sitting)?)
}

/// What was done and is lost with an archive that did not come back, a line for each story; of those that were only
/// read how many.
pub(super) fn lost(unkept: &[Unkept], words: &Words) -> Vec<String> {
    let is_told = |unkept: &&Unkept| unkept.annotation.is_some() || unkept.marks.is_some_and(|marks| marks.starred);
    let (told, marked): (Vec<&Unkept>, Vec<&Unkept>) = unkept.iter().partition(is_told);
    let line = |unkept: &Unkept| {
        let star = unkept.marks.filter(|marks| marks.starred).map(|_| words.get(Word::IsStarred).to_owned());
        let Annotation { tags, note } = unkept.annotation.clone().unwrap_or_default();
        let tags = tags.into_iter().map(|tag| format!("#{tag}"));
        let note = Some(note).filter(|note| !note.is_empty()).map(|note| format!("“{note}”"));
        let all: Vec<String> = star.into_iter().chain(tags).chain(note).collect();
        words.with(Word::NotKept, format!("{}: {}", unkept.headline, all.join(" ")))
    };
    let as_read =
        |read: bool| marked.iter().filter(|unkept| unkept.marks.is_some_and(|marks| marks.read == read)).count();
    let counted = [(as_read(true), Word::IsRead), (as_read(false), Word::IsUnread)].into_iter().filter(|(n, _)| *n > 0);
    let counted = counted.map(|(n, word)| {
        let stories = words.count(n, Word::StoriesOne, Word::StoriesOther);
        words.with(Word::NotKept, format!("{stories}: {}", words.get(word)))
    });
    told.into_iter().map(line).chain(counted).collect()
}

/// What could not be read, in the words of the interface.
pub(super) fn told(Failure { name, place, reason }: &Failure, words: &Words) -> String {
    let reason = words.reason(reason);
    match place {
        None => format!("{name}: {reason}"),
        Some(Place::Line(line)) => format!("{name}: {}: {reason}", words.with(Word::AtLine, line)),
        Some(Place::Column(line, column)) => {
            let place = words.with(Word::AtColumn, line).replace("{of}", &column.to_string());
            format!("{name}: {place}: {reason}")
        }
    }
}

/// Where the stories of a session are.
pub(super) enum Stories {
    Pile(Pile),
    Archive(Shelved),
}

impl Stories {
    pub(super) fn shelf(&mut self) -> &mut dyn Shelf {
        match self {
            Stories::Pile(pile) => pile,
            Stories::Archive(shelved) => shelved,
        }
    }

    /// The file of the archive they are in.
    pub(super) fn archive(&self) -> Option<PathBuf> {
        match self {
            Stories::Pile(_) => None,
            Stories::Archive(shelved) => Some(shelved.archive.path().to_owned()),
        }
    }

    /// Who holds them, for a thread that asks.
    pub(super) fn holder(&self) -> Holder {
        match self {
            Stories::Pile(pile) => Holder::Pile(pile.snapshot()),
            Stories::Archive(shelved) => Holder::Archive(shelved.archive.path().to_owned()),
        }
    }
}

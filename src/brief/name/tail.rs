//! People whom the words of an office or a body before them hide.
//!
//! `Deputi Bidang Investasi ‹Merapak Gelung Wiro›` is one run of capitals, and no list need know any of the three.
//! Where `kata Wiro` stands elsewhere, the run ends in somebody. Invariant: one look at each word; names stay in order
//! and apart. Absent on purpose: who is who.

use super::{BODY, Finder, Kind, Name};
use crate::brief::text::token::{Shape, Token};
use crate::brief::text::vocabulary::WordSet;
use crate::language::lexicon::{Class, class};

/// Words that are no part of a person's name.
const NO_NAME: Class = BODY | class::ROLE | class::HONORIFIC;

impl Finder<'_> {
    /// Parts people who speak elsewhere, by one word of their name, from the words of a body before them.
    pub(super) fn tails(&self, names: &mut Vec<Name>) {
        self.endings(names);
        let speakers = names.iter().filter(|name| self.is_speaker(name));
        let speaking = WordSet::new(speakers.map(|name| self.text.tokens[name.range.start].word));
        if speaking.is_empty() {
            return;
        }
        let mut out = Vec::with_capacity(names.len());
        for mut name in names.drain(..) {
            if let Some(at) = self.tail(&name, &speaking) {
                let floor = out.last().map_or(0, |before: &Name| before.range.end);
                let person = self.person(name.range.start..name.range.end, at, floor);
                name.range.end = at;
                name.whole = name.range.clone();
                out.push(name);
                out.push(Name { kind: Kind::Person, ..person });
            } else {
                out.push(name);
            }
        }
        *names = out;
    }

    /// `Rai Surya ‹Jaya Negara› … kata ‹Jaya Negara›`: words of bodies that end somebody's name are short for it.
    fn endings(&self, names: &mut [Name]) {
        let word = |at: usize| self.text.tokens[at].word;
        let full = |name: &&Name| name.kind == Kind::Person && name.range.len() > 2;
        let last = WordSet::new(names.iter().filter(full).map(|name| word(name.range.end - 1)));
        if last.is_empty() {
            return;
        }
        for i in 0..names.len() {
            let range = names[i].range.clone();
            let body = names[i].kind == Kind::Organisation && range.len() == 2;
            let ends = |name: &Name| {
                full(&name)
                    && word(name.range.end - 1) == word(range.end - 1)
                    && word(name.range.end - 2) == word(range.start)
            };
            if body && last.contains(word(range.end - 1)) && names.iter().any(ends) {
                names[i].kind = Kind::Person;
            }
        }
    }

    /// Whether one word that is no body's says something: `kata Wiro`, `Wiro mengatakan`.
    fn is_speaker(&self, name: &Name) -> bool {
        let at = name.range.start;
        let word = name.range.len() == 1 && !self.text.is(at, NO_NAME) && !acronym(&self.text.tokens[at]);
        word && self.text.is_told(at) && self.runs.speaks(&name.range)
    }

    /// Where the person begins who ends the name of a body.
    fn tail(&self, name: &Name, speaking: &WordSet) -> Option<usize> {
        let tokens = &self.text.tokens;
        let plain = |at: usize| tokens[at].is_word() && tokens[at].is_capital() && !tokens[at].is(NO_NAME);
        let mut start = name.range.end;
        while start > name.range.start && plain(start - 1) && !acronym(&tokens[start - 1]) {
            start -= 1;
        }
        let first = (start..name.range.end).find(|at| speaking.contains(tokens[*at].word))?;
        // The last word of a name calls in all words before it, the first one calls in those behind it.
        let at = if first + 1 == name.range.end { start } else { first };
        let headed = at == name.range.start + 1 && tokens[name.range.start].is(class::ORGANISATION_HEAD);
        let body = matches!(name.kind, Kind::Organisation | Kind::Place);
        (body && at > name.range.start && !headed).then_some(at)
    }
}

fn acronym(token: &Token) -> bool {
    token.shape == Shape::Upper
}

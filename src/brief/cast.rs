//! Everyone who is quoted, and their quotations.
//!
//! Invariant: speakers stand in the order in which the text first names them; a person is one speaker, and so is a
//! description by the same words. Absent on purpose: who said what.

use super::attribution::{self, Attributor, Source};
use super::briefing::{Attribution, Quote, ResolvedBy, Speaker};
use super::people::People;
use super::speaker::Who;
use super::statement::Statement;
use crate::article::Span;
use crate::language::folding::ByHash;

/// The quotations, and their speakers.
pub(super) fn cast<'a>(
    attributor: &Attributor<'_>,
    people: &People,
    told: impl Iterator<Item = (&'a Statement, Option<(Who, ResolvedBy)>)>,
) -> (Vec<Quote>, Vec<Speaker>) {
    let by_person = vec![None; people.all.len()];
    let mut cast = Cast { attributor, people, speakers: Vec::new(), by_person, by_words: ByHash::default() };
    let mut quotes: Vec<_> = told.map(|(statement, who)| cast.quote(statement, who)).collect();
    let speakers = cast.finish(&mut quotes);
    (quotes, speakers)
}

/// Everyone who is quoted, gathered as the statements are gone through.
struct Cast<'a> {
    attributor: &'a Attributor<'a>,
    people: &'a People,
    speakers: Vec<Speaker>,
    /// For each person their place among the speakers.
    by_person: Vec<Option<u32>>,
    /// By the words of a description, the place of whom it stands for.
    by_words: ByHash<Option<u32>>,
}

impl Cast<'_> {
    fn quote(&mut self, statement: &Statement, who: Option<(Who, ResolvedBy)>) -> Quote {
        let text = self.attributor.text;
        let content = statement.content.iter().map(|range| text.span(range)).collect();
        let attribution = statement.found.as_ref().map(|found| self.attribution(found));
        let (speaker, resolved_by) = match who {
            None => (None, None),
            Some((who, by)) => (Some(self.speaker(&who, attribution)), Some(by)),
        };
        Quote { content, kind: statement.kind, attribution, speaker, resolved_by }
    }

    fn attribution(&self, found: &attribution::Found) -> Attribution {
        let text = self.attributor.text;
        let mut cue = text.span(&found.cue);
        let source = match &found.source {
            Source::Ending(_) => return Attribution { cue, source: None },
            // `‹Dijelaskan›, harga turun`: a passive that tells of nobody.
            Source::Clitic(at) if text.clitic(*at) == 0 => return Attribution { cue, source: None },
            Source::Name(name) => text.span(&self.attributor.names[*name].range),
            Source::Pronoun(at) => text.tokens[*at].span(),
            Source::Nominal(range) => text.span(range),
            Source::Clitic(at) => {
                let token = &text.tokens[*at];
                let start = token.end - u32::from(text.clitic(*at));
                // `katanya, ‹menambahkan› …`: behind another verb than the one it has grown on there is nothing to cut
                // off.
                if found.cue.contains(at) {
                    cue = Span { end: start, ..cue };
                }
                Span { start, end: token.end }
            }
        };
        Attribution { cue, source: Some(source) }
    }

    fn speaker(&mut self, who: &Who, attribution: Option<Attribution>) -> u32 {
        let text = self.attributor.text;
        let place = match who {
            Who::Person(person) => &mut self.by_person[*person],
            Who::Nominal(range) => {
                let words = text.tokens[range.clone()].iter().map(|token| text.words.hash(token.word));
                let key = words.fold(0, |key: u64, word| key.rotate_left(5) ^ word);
                self.by_words.entry(key).or_default()
            }
        };
        let position = *place.get_or_insert(self.speakers.len() as u32);
        if position as usize == self.speakers.len() {
            self.speakers.push(self.introduce(who));
        }
        self.speakers[position as usize].mentions.extend(attribution.and_then(|attribution| attribution.source));
        position
    }

    fn introduce(&self, who: &Who) -> Speaker {
        let text = self.attributor.text;
        match who {
            Who::Nominal(range) => Speaker { name: text.span(range), role: None, mentions: Vec::new() },
            Who::Person(person) => {
                let person = &self.people.all[*person];
                let name = text.span(&self.attributor.names[person.full].range);
                let role = person.role.as_ref().map(|role| text.span(&attribution::duty::whole(text, role)));
                Speaker { name, role, mentions: Vec::new() }
            }
        }
    }

    /// Adds every form of each name to the mentions, and puts the speakers in the order of their first.
    fn finish(self, quotes: &mut [Quote]) -> Vec<Speaker> {
        let text = self.attributor.text;
        let mut speakers = self.speakers;
        for (name, person) in self.attributor.names.iter().zip(&self.people.of_name) {
            if let Some(i) = person.and_then(|person| self.by_person[person]) {
                speakers[i as usize].mentions.push(text.span(&name.range));
            }
        }
        for speaker in &mut speakers {
            speaker.mentions.sort_unstable();
            speaker.mentions.dedup();
        }
        let mut order: Vec<usize> = (0..speakers.len()).collect();
        order.sort_by_key(|i| speakers[*i].mentions.first().copied());
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new as u32;
        }
        for quote in quotes {
            quote.speaker = quote.speaker.map(|old| place[old as usize]);
        }
        order.into_iter().map(|i| std::mem::take(&mut speakers[i])).collect()
    }
}

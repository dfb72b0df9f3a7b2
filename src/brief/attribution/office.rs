//! The noun that speaks where a name or another noun only describes it, and the person whom an office introduces.
//!
//! Invariant: looks at a few words beside one name or noun. Absent on purpose: cues.

use super::{Attributor, SPEAKS, Source};
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// The most words of an office beside the body or noun that tells it: `Ketua Komisi IV ‹DPR›`.
const OFFICE: usize = 6;

impl Attributor<'_> {
    /// `Milton Police Chief ‹Owen Hart›`, `former Trent adviser ‹David Lind›`, `Lind’s chairman ‹Owen Hart›`: behind a
    /// name that is only part of what somebody does, and at most three words of it, stands that person.
    pub(crate) fn bearer(&self, name: usize) -> Option<usize> {
        const NO_OFFICE: Class = class::FUNCTION | class::PREPOSITION | class::CUE | class::MARKED_ONLY | class::OPENER;
        let text = self.text;
        let end = self.names[name].range.end;
        let owns = text.get(end).is_some_and(|mark| mark.shape == Shape::Mark && !mark.spaced);
        let from = end + usize::from(owns) + usize::from(owns && text.is(end + 1, class::APOSTROPHE_S));
        let person = |next: &&Name| next.kind == Kind::Person || next.kind == Kind::Unknown && next.range.len() > 1;
        let next = self.names.get(name + 1).filter(person).filter(|next| next.range.start >= from)?;
        let words = from..next.range.start;
        let office = |at: usize| {
            let token = &text.tokens[at];
            text.is_told(at)
                && (token.is(class::ROLE | class::OFFICE) || token.shape == Shape::Lower && !token.is(NO_OFFICE))
        };
        let last = words.is_empty() && !owns && self.names[name].kind == Kind::Organisation
            || text.is(words.end.wrapping_sub(1), class::PERSON_NOUN | class::ROLE) && !words.is_empty();
        (last && words.len() < 4 && words.clone().all(office)).then_some(name + 1)
    }

    /// `said Harbour master ‹Ann Ray›`: right behind a cue at `from` a word with a capital and one that no list knows
    /// tell what somebody is who has a given name.
    pub(crate) fn leads(&self, name: usize, from: usize) -> Option<usize> {
        let text = self.text;
        let Name { range, sure, .. } = &self.names[name];
        let next = self.names.get(name + 1).filter(|next| next.sure && next.whole.start == range.end + 1)?;
        let noun = text.tokens[range.end].shape == Shape::Lower
            && !text.is(range.end, class::FUNCTION | class::PREPOSITION | class::CUE | class::MARKED_ONLY);
        (noun && !sure && *range == (from..from + 1) && next.range.len() > 1).then_some(name + 1)
    }

    /// `Mayor candidate ‹Ann Ray›`, `Liberal harbour commissioner ‹Owen Hart›`: the person whom the noun at `at`
    /// introduces, over more words of the office.
    pub(crate) fn titled(&self, at: usize, end: usize) -> Option<usize> {
        const OFFICE: Class = class::ROLE | class::OFFICE | class::OTHER_NAME | class::PERSON_NOUN;
        let text = self.text;
        let own = self.name_at(at);
        for i in at + 1..end.min(at + 5) {
            let name = self.name_at(i).filter(|name| Some(*name) != own);
            if let Some(name) = name.filter(|name| self.names[*name].kind == Kind::Person && text.is_told(i)) {
                return Some(name);
            }
            let adjective = text.tokens[i].shape == Shape::Lower
                && !text.is(i, class::FUNCTION | class::PREPOSITION | class::CUE)
                && text.is(i + 1, class::ROLE);
            if !(text.is(i, OFFICE) || adjective) {
                return None;
            }
        }
        None
    }

    /// `Lind’s ‹campaign›`, `a State Department ‹official›`: the noun that a name only describes; where nouns need no
    /// article, they stand before it.
    pub(super) fn noun_of(&self, name: usize, end: usize) -> Option<usize> {
        let text = self.text;
        if text.language.pack.names.bare_subjects {
            return None;
        }
        let behind = self.names[name].range.end;
        let possessive = text.get(behind).is_some_and(|token| token.shape == Shape::Mark && !token.spaced);
        let reach = if possessive { 6 } else { 2 };
        let noun = |at: &usize| text.is(*at, SPEAKS) && text.tokens[*at].shape == Shape::Lower;
        let noun = (behind..end.min(behind + reach)).find(noun).or_else(|| self.joined_noun(name, end))?;
        let noun = self.last_noun(noun, end);
        let plain = (behind..noun).all(|at| !text.is(at, class::PREPOSITION | class::RELATIVE));
        (plain && self.name_at(noun + 1).is_none()).then_some(noun)
    }

    /// `The cable TV and wireless ‹company› says`: the noun right before the cue at `end` that has one article with a
    /// name of one word, joined to a word of its own.
    fn joined_noun(&self, name: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let Name { whole, range, .. } = &self.names[name];
        let lower = |at: usize| text.tokens[at].shape == Shape::Lower && text.is_told(at);
        let word = |at: usize| lower(at) && !text.is(at, class::FUNCTION | SPEAKS);
        let article = |at: usize| text.is(at, class::FUNCTION) && !text.is(at, class::PREPOSITION);
        let led = whole.start > 1 && word(whole.start - 1) && article(whole.start - 2);
        let joined = range.len() == 1 && text.is(range.end, class::COORDINATOR) && range.end + 3 == end;
        let own = || word(range.end + 1) && lower(end - 1) && text.is(end - 1, SPEAKS);
        (led && joined && own()).then(|| end - 1)
    }

    /// `a skipper of the ‹Harbour Group› said`, `Ann Ray of the group ‹“Save the Pier”› said`, `an ihren Wirt ‹Karl
    /// Brandt› geschrieben`: whether a name stands below a preposition, over its noun and an article or a possessive.
    /// Only where every noun has a capital does a person.
    pub(super) fn governed(&self, name: usize, from: usize) -> bool {
        let text = self.text;
        let Name { whole, range, kind, .. } = &self.names[name];
        let open = whole.start - usize::from(text.name_opens(whole.start.wrapping_sub(1)).is_some());
        let body = |at: &usize| text.is(*at, class::GROUP) && text.tokens[*at].shape == Shape::Lower;
        let at = (from..open).rev().take_while(body).last().unwrap_or(open);
        let nouns = text.language.pack.names.nouns_capitalised;
        let article = at > from + 1 && text.is(at - 1, class::FUNCTION) && (nouns || !text.is(at - 1, class::RELATIVE));
        let below = article && text.is(at - 2, class::PREPOSITION) && text.tokens[at - 2].shape == Shape::Lower;
        // `for the company ‹Skyhop›`: behind such a noun one word is no person's, whatever it does.
        below && (nouns || *kind != Kind::Person || at < open && range.len() == 1)
    }

    /// `the mayor’s ‹spokesman›`: the noun that belongs to the one at `at`.
    pub(super) fn owned_noun(&self, at: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let owns = text.get(at + 1).is_some_and(|mark| mark.shape == Shape::Mark && !mark.spaced);
        let noun = (at + 2..end.min(at + 7)).find(|at| text.is(*at, SPEAKS)).filter(|_| owns)?;
        let plain = (at + 2..noun).all(|at| text.tokens[at].is_word() && !text.is(at, class::PREPOSITION | class::CUE));
        plain.then(|| self.last_noun(noun, end))
    }

    /// `a committee ‹aide›`, `the former Milton ‹governor›`: of the nouns that stand together from `at` on the last.
    pub(super) fn last_noun(&self, at: usize, end: usize) -> usize {
        let title = self.text.tokens[at].is_capital();
        let noun = |i: &usize| {
            self.text.is(*i, SPEAKS)
                && (self.text.tokens[*i].shape == Shape::Lower || title && self.text.is(*i, class::ROLE))
        };
        let joins = |i: &usize| noun(i) || self.text.is_told(*i) && self.text.tokens[*i].is_capital();
        (at + 1..end).take_while(joins).filter(noun).last().unwrap_or(at)
    }

    /// Whom a source names as a whole: the office and not the body it is of, whoever is related to somebody and not
    /// that one, and a noun with its name behind it.
    pub(crate) fn whole_source(&self, source: Source) -> Source {
        let source = self.whole_office(&source).map_or(source, Source::Nominal);
        match source {
            Source::Name(name) => self.related_to(name).unwrap_or(source),
            Source::Nominal(noun) => {
                let end = self.behind_handle(self.text.behind_name(noun.end));
                let named = end > noun.end;
                let whole = Source::Nominal(noun.start..end);
                // `der Leiter des Vereins „Mehr Raum“, ‹Karl Brandt›, …`
                if named { self.named_behind(whole, self.text.tokens.len()) } else { whole }
            }
            _ => source,
        }
    }

    /// `Kepala ‹Dinas Perdagangan› mengatakan`, `‹Menteri› Pertanian mengatakan`: where nouns need no article and
    /// nobody is named, the whole office of a body that stands behind it, or of a noun that words with a capital stand
    /// behind.
    fn whole_office(&self, source: &Source) -> Option<Range> {
        let text = self.text;
        if !text.language.pack.names.bare_subjects {
            return None;
        }
        let office = |at: &usize| {
            let token = &text.tokens[*at];
            let part = token.is_capital() && !token.is(class::FUNCTION) || token.is(class::ROLE);
            part && text.is_told(*at) && text.get(at + 1).is_some_and(|next| next.spaced && !next.opens_paragraph)
        };
        match source {
            Source::Name(name) if self.names[*name].kind != Kind::Person => {
                let Range { start, end } = self.names[*name].range;
                let words = (start.saturating_sub(OFFICE)..start).rev().take_while(office);
                let first = words.filter(|at| text.is(*at, class::ROLE)).last()?;
                Some(first..end)
            }
            Source::Nominal(noun) if text.tokens[noun.end - 1].is_capital() && text.is(noun.end - 1, class::ROLE) => {
                const NO_OFFICE: Class = class::FUNCTION | class::WEEKDAY | class::MONTH | class::CUE;
                let part = |at: &usize| {
                    let token = &text.tokens[*at];
                    let named = self.name_at(*at).is_some_and(|name| self.names[name].kind == Kind::Person);
                    token.is_capital() && token.spaced && !token.is(NO_OFFICE) && text.is_told(*at) && !named
                };
                let end = (noun.end..text.tokens.len().min(noun.end + OFFICE)).take_while(part).last()? + 1;
                Some(noun.start..end)
            }
            _ => None,
        }
    }

    /// Whether a word behind a name points at it or at the noun before it: `Mantan Pangkostrad ‹ini› mengaku`.
    pub(crate) fn points(&self, name: usize) -> bool {
        let at = self.names[name].range.end;
        self.text.language.pack.names.bare_subjects && self.text.is(at, class::POINTER) && self.text.is_told(at)
    }

    /// `le ‹premier› ministre`: whether a small word at `at` begins an office of more words.
    pub(crate) fn leads_office(&self, at: usize) -> bool {
        const LEADS: Class = class::ROLE | class::FUNCTION;
        let small = self.text.get(at).is_some_and(|token| token.class & LEADS == LEADS && token.shape == Shape::Lower);
        small && self.text.is(at + 1, class::ROLE | class::PERSON_NOUN)
    }

    /// The office that somebody is pointed at by, where it looks like a role and a name that no list knows.
    pub(super) fn pointed_at(&self, name: usize) -> Option<Range> {
        let Name { whole, range, sure, .. } = &self.names[name];
        (!sure && whole.start < range.start && self.points(name)).then_some(whole.start..range.end + 1)
    }
}

//! What a role introduces, where it goes on over several names.
//!
//! Invariant: looks at names that nothing but small words and signs part, four at most. Absent on purpose: the words of
//! the role itself.

use super::{Finder, Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::class;

impl Finder<'_> {
    /// `Direktur Center of Harbour Studies (Chs) Lintang ‹Rahmat Hidayat›`: what a role introduces goes on over
    /// brackets, small words and commas, up to the last name; only that one is the person.
    pub(crate) fn chain(&self, names: &mut [Name]) {
        for i in 0..names.len() {
            // A body named within the role of the next person stands before that person.
            let within = |j: &usize| names[*j].whole.start <= names[i + 1].range.start;
            let Some(j) = (i + 1..names.len().min(i + 5)).rev().find(within) else { return };
            let (before, rest) = names.split_at_mut(j);
            let (first, next) = (&mut before[i], &mut rest[0]);
            let start = next.whole.start.max(first.range.end);
            // `keluarga Wiryo dan ‹Budi›, ketua panitia`: who is told of behind the name has no part of it before.
            let behind = next.role.as_ref().is_some_and(|role| role.start >= next.range.end);
            let told = next.role.as_ref().is_some_and(|role| role.start <= first.range.start);
            if first.role.is_none()
                || behind
                || told
                || first.sure && !self.lends_name(first, next)
                || next.kind == Kind::Place
                || self.told(first, next)
                || self.hails(first, next)
                || self.joins_bearers(first, next)
                || !self.links(first.range.end, start, next)
            {
                continue;
            }
            let role = first.role.take().map_or(first.whole.start, |role| role.start);
            // `… Infrastruktur dan ‹Pembangunan Daerah› Agus Hari`: the body that leads to the name is told in the
            // role.
            let end = next.role.as_ref().map_or(next.range.start, |role| role.end);
            // `Humas Polres Wirayu‹, Kompol› Purnama`: nor has a rank before the name.
            let rank = |at: usize| self.text.is(at, class::HONORIFIC) && !self.text.is(at, class::ROLE);
            let sign = |at: usize| {
                let stop = at > 0 && self.text.is_sign(at, '.') && rank(at - 1);
                stop || self.text.is_sign(at, ',') || self.text.is_sign(at, '(')
            };
            let end = (role..end).rev().find(|at| !sign(*at) && !rank(*at)).map_or(role, |at| at + 1);
            if first.kind != Kind::Place {
                first.kind = Kind::Organisation;
            }
            first.whole = first.range.clone();
            next.role = (end > role).then_some(role..end);
            if next.kind == Kind::Unknown {
                next.kind = Kind::Person;
            }
        }
    }

    /// `hadir Rian Weda, ‹Lurah Sukun Andin Yunis›, dan warga`: an office with a capital that ends with whom it
    /// introduces is the next one's in a list.
    pub(crate) fn listed(&self, names: &mut [Name]) {
        for i in 1..names.len() {
            let (before, rest) = names.split_at_mut(i);
            let (first, next) = (&mut before[i - 1], &rest[0]);
            let office = |at: &usize| self.text.is(*at, class::ROLE);
            let own = |role: &Range| {
                role.start == next.whole.start && role.end == next.range.end && role.clone().filter(office).count() == 1
            };
            let title = self.text.get(next.whole.start).is_some_and(Token::is_capital);
            if title && next.kind == Kind::Person && first.role.as_ref().is_some_and(own) {
                first.role = None;
            }
        }
    }

    /// `kata Ketua Dewan Bey Lintang kepada ‹Tempo›`, `Ministerin Alwine Vogt (‹SPD›)`, `menurut Kepala Humas BPPL Nomon
    /// Tarubi, ‹BPPL› …`: a body below a small word, or one known, in brackets, or letters behind a comma do not bear
    /// the role before them.
    fn told(&self, first: &Name, next: &Name) -> bool {
        let party = self.text.is_sign(first.range.end, '(') && self.text.is(next.range.start, class::ORGANISATION);
        let letters =
            self.text.is_sign(first.range.end, ',') && next.range.len() == 1 && self.acronym(next.range.start);
        next.kind == Kind::Organisation
            && first.kind == Kind::Person
            && (party || letters || self.text.is(first.range.end, class::PREPOSITION))
    }

    /// `Attorney ‹Ravi Menon› of Crestline Capital said`: where nouns need a small word between them, two words right
    /// behind a role are a person's name, and what a small word joins to it is where they are from.
    fn hails(&self, first: &Name, next: &Name) -> bool {
        let named = first.range.len() > 1 && first.role.as_ref().is_some_and(|role| role.end == first.range.start);
        let below = self.text.is(first.range.end, class::PREPOSITION) && !next.sure;
        // `Gov. ‹Ann Ray› and Mayor Tom Lind`, `Chairman ‹Trey Lind› (R-S.C.)`, `Sen. ‹Mabry Lind›, D-Ohio`
        let sign = self.text.get(first.range.end).is_some_and(|t| t.is_sign('(') || t.is_sign(','));
        let joined = self.text.is(first.range.end, class::COORDINATOR) || sign;
        named && (below || joined) && first.kind == Kind::Person && !self.text.language.pack.names.bare_subjects
    }

    /// `Kepala Bandara ‹Abdul Saleh›, Suharno, mengatakan`: behind a noun for a place stands its name, whoever's it
    /// was, where somebody else follows between commas.
    fn lends_name(&self, first: &Name, next: &Name) -> bool {
        let placed = self.text.is(first.range.start.wrapping_sub(1), class::PLACE_HEAD);
        let alone = next.range.start == first.range.end + 1 && self.text.is_sign(next.range.end, ',');
        placed && alone && self.text.is_sign(first.range.end, ',')
    }

    /// Whether the words of `from..to` only join two parts of one phrase.
    fn links(&self, from: usize, to: usize, next: &Name) -> bool {
        let tokens = &self.text.tokens;
        let comma = tokens.get(from).is_some_and(|token| token.is_sign(','));
        let bracket = tokens.get(from).is_some_and(|token| token.is_sign('('));
        // `Sängerin Petra Vogt (38) und Wirt Karl Brandt`: behind the years of somebody another person follows.
        let aged = bracket && tokens.get(from + 1).is_some_and(|token| token.shape == Shape::Number);
        to > from
            && to - from < 8
            && !(comma && (next.role.is_some() || to != from + 1) || aged)
            && (from..to).all(|at| {
                let token = &tokens[at];
                let small = token.shape == Shape::Lower
                    && token.is(class::PREPOSITION | class::FUNCTION)
                    && !token.is(class::RELATIVE | class::BEFORE_PLACE | class::CUE);
                let sign =
                    token.shape == Shape::Sign && matches!(token.first, '(' | ')' | '/') || token.is_sign(',') && comma;
                !token.opens_paragraph && (sign || bracket || small && !comma)
            })
    }
}

//! Last names that stand alone, known by the full name elsewhere in the article.
//!
//! Invariant: looks at each name and each token once. Absent on purpose: full names.

use super::{Finder, Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::vocabulary::WordSet;
use crate::language::lexicon::{self, Class, class};

impl Finder<'_> {
    /// Where every noun has a capital a lone surname is known by the full name that stands elsewhere, or behind an
    /// office.
    pub(super) fn surnames(&self, names: &mut Vec<Name>) {
        let last = |name: &Name| self.text.tokens[name.range.end - 1].word;
        self.part_objects(names);
        let known =
            WordSet::new(names.iter().filter(|n| (n.sure || n.kind == Kind::Person) && n.range.len() > 1).map(last));
        let mut free = vec![true; self.text.tokens.len()];
        names.iter().for_each(|name| free[name.range.clone()].fill(false));
        let titled = self.titled_alone(names, &free);
        let tokens = self.text.tokens.iter().enumerate();
        let is_known = |word: u32| known.contains(word) || titled.contains(word);
        // `nach Angaben ‹Brandts›`: behind the noun that is theirs; `Brandts Sprecher` is somebody else.
        let capital = |at: usize| self.text.get(at).is_some_and(|token| token.is_capital() && token.spaced);
        let stem = |at: usize| self.text.words.read(lexicon::hash(self.text.word(at).strip_suffix('s')?));
        let owns = |at: usize| capital(at.wrapping_sub(1)) && !capital(at + 1) && stem(at).is_some_and(is_known);
        let lone = tokens.filter(|(at, token)| free[*at] && token.is_capital() && (is_known(token.word) || owns(*at)));
        names.extend(lone.map(|(at, _)| surname(at)));
        names.sort_by_key(|name| name.range.start);
    }

    /// `Minister ‹Brandt›`: surnames that stand behind an office, unless an article leads to the word elsewhere: `der
    /// Chef Personal … das Personal`.
    fn titled_alone(&self, names: &[Name], free: &[bool]) -> WordSet {
        let text = self.text;
        let titled = |name: &&Name| {
            name.kind == Kind::Person
                && name.range.len() == 1
                && name.role.is_some()
                && name.whole.start < name.range.start
        };
        let words = WordSet::new(names.iter().filter(titled).map(|name| text.tokens[name.range.start].word));
        if words.is_empty() {
            return words;
        }
        let led = |at: usize| at > 0 && text.is(at - 1, class::POINTER | class::POSSESSIVE);
        let lone = text.tokens.iter().enumerate().filter(|(at, token)| free[*at] && words.contains(token.word));
        let things = WordSet::new(lone.filter(|(at, _)| led(*at)).map(|(_, token)| token.word));
        let named = names.iter().filter(titled).map(|name| text.tokens[name.range.start].word);
        WordSet::new(named.filter(|word| !things.contains(*word)))
    }

    /// `warf ‹Brandt› Untätigkeit vor`, `räumte ‹Karl Brandt› Fehler ein` where `Karl Brandt`, or `Brandt` alone, stands
    /// elsewhere: what a verb has behind somebody is no part of the name, nor what is theirs: `‹Karl Brandts› Rücktritt`.
    fn part_objects(&self, names: &mut [Name]) {
        const GENDER: Class = class::MASCULINE | class::FEMININE;
        let text = self.text;
        let given = |at: usize| text.is(at, class::GIVEN) && text.is(at, GENDER);
        let full = names.iter().filter(|name| name.range.len() == 2 && given(name.range.start));
        let mut surnames: Vec<u64> = full.map(|name| lexicon::hash(text.word(name.range.start + 1))).collect();
        surnames.sort_unstable();
        let alone = self.alone(names);
        for name in names.iter_mut().filter(|name| name.range.len() > 1) {
            let Range { start, end } = name.range;
            let begins = if end - start == 2 { !given(start) } else { given(start) };
            let known = |at: usize| surnames.binary_search(&lexicon::hash(text.word(at))).is_ok();
            // `‹Brandts› Ansicht`
            let owns = |at: usize| {
                let mut stem =
                    text.language.pack.names.case_endings.iter().filter_map(|s| text.word(at).strip_suffix(s));
                stem.any(|stem| surnames.binary_search(&lexicon::hash(stem)).is_ok())
            };
            let owner = end - start == 3 && text.word(end - 2).ends_with('s') && !text.is(end - 2, class::GIVEN);
            let lone =
                end - start == 3 && text.tokens[end - 2].is_capital() && alone.contains(text.tokens[end - 2].word);
            let parted = known(end - 2) && !known(end - 1) || owns(end - 2) || owner || lone;
            if begins && parted && !text.is(end - 1, class::GIVEN) {
                (name.range.end, name.whole.end, name.kind) = (end - 1, end - 1, Kind::Person);
            }
        }
    }

    /// `Karl ‹Brandt› Bilanz … so Brandt.`: the middle words of three that begin with a given name, which stand
    /// elsewhere with no capital behind them.
    fn alone(&self, names: &[Name]) -> WordSet {
        let text = self.text;
        let three = |name: &&Name| {
            let Range { start, end } = name.range;
            end - start == 3 && text.is(start, class::GIVEN) && text.tokens[start + 1].is_capital()
        };
        let middle = names.iter().filter(three).map(|name| name.range.start + 1);
        let middle = WordSet::new(middle.filter(|at| !text.is(*at, class::GIVEN)).map(|at| text.tokens[at].word));
        if middle.is_empty() {
            return middle;
        }
        let lone = |at: &usize| !text.get(at + 1).is_some_and(|next| next.is_capital() && next.spaced);
        let found = (0..text.tokens.len()).filter(|at| middle.contains(text.tokens[*at].word)).filter(lone);
        WordSet::new(found.map(|at| text.tokens[at].word))
    }

    /// `Jordan said` is a man where `Owen Jordan` stands elsewhere: a place that speaks and is somebody's last name.
    /// So is `English said` where `Peter English` stands elsewhere, and any `Lind` beside an `Owen Lind`.
    pub(super) fn namesakes(&self, names: &mut Vec<Name>) {
        let text = self.text;
        let last = |name: &Name| text.tokens[name.range.end - 1].word;
        let person = |name: &&Name| name.kind == Kind::Person && name.range.len() > 1;
        let known = WordSet::new(names.iter().filter(person).map(last));
        let speaks = |at: usize| {
            let relative = text.is_sign(at + 1, ',') && text.is(at + 2, class::RELATIVE);
            text.is(at + 1, class::SOURCE_CUE) || text.is(at.wrapping_sub(1), class::CUE_SOURCE) || relative
        };
        for name in names.iter_mut().filter(|name| name.range.len() == 1 && known.contains(last(name))) {
            match name.kind {
                Kind::Place if speaks(name.range.start) => (name.kind, name.sure) = (Kind::Person, true),
                Kind::Unknown => name.kind = Kind::Person,
                _ => {}
            }
        }
        let peoples = text.tokens.iter().enumerate().filter(|(at, token)| {
            token.is(class::OTHER_NAME) && token.is_capital() && known.contains(token.word) && speaks(*at)
        });
        let free = |at: &usize| {
            let next = names.partition_point(|name| name.range.end <= *at);
            names.get(next).is_none_or(|name| name.range.start > *at)
        };
        let found: Vec<usize> = peoples.map(|(at, _)| at).filter(free).collect();
        names.extend(found.into_iter().map(surname));
        names.sort_by_key(|name| name.range.start);
    }

    /// `kata Imam` is a man where `Imam Nahrawi` stands elsewhere: a title that speaks alone, and is somebody's first
    /// name.
    pub(super) fn title_names(&self, names: &mut Vec<Name>) {
        const TITLE: Class = class::ROLE | class::HONORIFIC;
        let text = self.text;
        let full = names.iter().filter(|name| name.kind == Kind::Person && name.range.len() > 1);
        let known = WordSet::new(
            full.map(|name| name.range.start).filter(|at| text.is(*at, TITLE)).map(|at| text.tokens[at].word),
        );
        if known.is_empty() {
            return;
        }
        let mut free = vec![true; text.tokens.len()];
        names.iter().for_each(|name| free[name.whole.clone()].fill(false));
        let alone = |at: usize| text.tokens[at].is_capital() && self.runs.speaks(&(at..at + 1));
        let found =
            (0..text.tokens.len()).filter(|at| free[*at] && known.contains(text.tokens[*at].word) && alone(*at));
        names.extend(found.map(surname));
        names.sort_by_key(|name| name.range.start);
    }
}

/// A last name alone, of somebody whose full name stands elsewhere.
fn surname(at: usize) -> Name {
    Name { range: at..at + 1, whole: at..at + 1, role: None, kind: Kind::Person, gender: 0, sure: true }
}

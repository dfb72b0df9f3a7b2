//! Where every noun has a capital: the noun that acts, and what belongs to it.
//!
//! Invariant: looks at one stretch of a sentence, each token a bounded number of times. Absent on purpose: languages in
//! which a capital shows a name.

use super::{Attributor, REACH, SPEAKS, Source};
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

impl Attributor<'_> {
    /// The name, or the noun with what belongs to it, right before a cue that follows its source.
    pub(crate) fn source_right_before(&self, sentence: &Range, cue: usize) -> Option<Source> {
        let text = self.text;
        let last = cue.checked_sub(1).filter(|at| *at >= sentence.start)?;
        if let Some(name) = self.name_at(last) {
            return Some(Source::Name(name));
        }
        let noun = |at: usize| text.tokens[at].is_capital() && !text.is(at, class::PREPOSITION);
        let within = |at: &usize| text.is_told(*at) && (noun(*at) || text.is(*at, class::COMPLEMENT));
        let start = (sentence.start..cue).rev().take(8).take_while(within).last()?;
        self.first_noun(start..cue)
    }

    /// Where every noun has a capital the first one that stands below no preposition acts: `Nach dem Urteil äußerten
    /// die ‹Richter›`.
    pub(super) fn first_noun(&self, range: Range) -> Option<Source> {
        let text = self.text;
        let mut below = false;
        let mut start = None;
        for at in range.clone().skip(usize::from(self.adverb(range.start))) {
            let token = &text.tokens[at];
            if !text.is_told(at) || token.shape == Shape::Sign {
                start = None;
            } else if token.is(class::PREPOSITION) && token.shape == Shape::Lower
                || token.is(class::PREPOSITION) && token.is(class::FUNCTION)
            {
                below = true;
            } else if token.is(class::PRONOUN)
                && !below
                && !(token.is(class::POINTER) && text.get(at + 1).is_some_and(Token::is_capital))
            {
                return Some(Source::Pronoun(at));
            } else if let Some(name) = self.name_at(at) {
                if let Some(noun) = self.noun_owned(name, range.end).filter(|_| !below) {
                    let start = self.names[name].range.start;
                    return Some(Source::Nominal(start..self.of(noun + 1, range.end)));
                }
                if !below && self.names[name].kind != Kind::Place {
                    return Some(self.body(name, range.end).unwrap_or(Source::Name(name)));
                }
                below &= at + 1 < self.names[name].whole.end;
            } else if below && token.is(class::WEEKDAY | class::MONTH) {
                // `Am Montag hatte ‹Vogt› …`
                below = false;
            } else if (token.is_capital() || self.aged(at))
                && !token.is(class::FUNCTION | class::WEEKDAY | class::MONTH)
            {
                if !below {
                    if let Some(name) = self.owned(at, range.end).or_else(|| self.introduces(at, range.end)) {
                        return Some(Source::Name(name));
                    }
                    if self.measures(at) {
                        continue;
                    }
                    let end = self.of(at + 1, range.end);
                    return Some(Source::Nominal(start.unwrap_or(at)..self.and(at, end, range.end)));
                }
                // `in einer Mitteilung ‹des Senders›` stands as low as the noun it belongs to.
                (below, start) = (text.is(at + 1, class::COMPLEMENT), None);
            } else if token.shape == Shape::Lower && !token.is(class::FUNCTION) {
                start.get_or_insert(at);
            } else if token.is(class::POINTER) {
                // `enthält das ‹Gesetz›`: an article begins the phrase anew.
                start = None;
            }
        }
        None
    }

    /// `Anna Vogts ‹Anwalt› sagte`: the noun for a person right behind a name that only tells whose it is.
    fn noun_owned(&self, name: usize, limit: usize) -> Option<usize> {
        const PERSON: Class = class::ROLE | class::PERSON_NOUN;
        let text = self.text;
        let noun = self.names[name].range.end;
        let person = noun < limit && text.is(noun, PERSON) && text.tokens[noun].is_capital();
        let owner = || {
            let word = text.word(noun - 1);
            text.language.pack.names.case_endings.iter().any(|ending| word.ends_with(ending))
        };
        let other = self.name_at(noun).is_none_or(|next| next == name) && self.name_at(noun + 1).is_none();
        (person && other && owner()).then_some(noun)
    }

    /// `der ‹62 Jahre› alte Wirt`, `die drei ‹Meter› hohe Mauer`: whether the noun at `at` only tells how much of an
    /// adjective there is, which the noun follows that it belongs to.
    fn measures(&self, at: usize) -> bool {
        let text = self.text;
        let counted = at > 0 && text.tokens[at - 1].shape == Shape::Number;
        let adjective = || {
            text.get(at + 1).is_some_and(|next| next.shape == Shape::Lower && !next.is(class::FUNCTION | class::CUE))
        };
        counted && !text.is(at, SPEAKS) && adjective() && text.get(at + 2).is_some_and(Token::is_capital)
    }

    /// `‹Polizei und Feuerwehr› teilten mit`: the end of two that speak together, of which the one at `first` ends at
    /// `end`.
    fn and(&self, first: usize, end: usize, limit: usize) -> usize {
        let text = self.text;
        let joined = end < limit && text.is(end, class::COORDINATOR) && text.is(first, SPEAKS);
        let article = usize::from(joined && text.is(end + 1, class::POINTER));
        let second = end + 1 + article;
        let speaks = joined && second < limit && text.is(second, SPEAKS) && text.tokens[second].is_capital();
        if speaks && self.name_at(second).is_none() { self.of(second + 1, limit) } else { end }
    }

    /// `‹Erbost›, doch höflich, schrieb der Wirt`: one word before a comma that begins the sentence has its capital
    /// from there, unless a clause tells of it or a list knows it.
    fn adverb(&self, at: usize) -> bool {
        const KNOWN: Class = SPEAKS | class::PRONOUN;
        let text = self.text;
        let begins = text.sentence(text.sentence_of(at)).start == at && text.is_sign(at + 1, ',');
        begins && !text.is(at + 2, class::RELATIVE) && !text.is(at, KNOWN) && self.name_at(at).is_none()
    }

    /// `Vogts neuer Mitarbeiter ‹Karl Brandt›`: whose he is stands before the noun that introduces somebody.
    fn owned(&self, at: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let small = |at: &usize| text.tokens[*at].shape == Shape::Lower && !text.is(*at, class::FUNCTION | class::CUE);
        let noun = (at + 1..end.min(at + 4)).find(|at| !small(at))?;
        let name = self.name_at(noun + 1).filter(|_| noun + 1 < end && text.tokens[noun].is_capital())?;
        let person = self.names[name].kind == Kind::Person && self.names[name].range.start == noun + 1;
        (person && !text.is(at, SPEAKS)).then_some(name)
    }

    /// `Der Satz stammt von ‹Vogt›: „…“`: where a thing leads to the marks, the only person told of is whose it is.
    pub(crate) fn by(&self, thing: Source, range: Range) -> Source {
        let text = self.text;
        let speaks = |at: usize| text.is(at, SPEAKS) || self.name_at(at).is_some();
        // `‹Deutliche Worte› fand …`: capitals that begin a sentence may name nobody.
        let noun = match &thing {
            Source::Nominal(noun) => noun,
            Source::Name(name) if self.names[*name].kind == Kind::Unknown => &self.names[*name].range,
            _ => return thing,
        };
        if matches!(thing, Source::Nominal(_)) && noun.clone().any(speaks) {
            return thing;
        }
        let person = |name: &usize| self.names[*name].kind == Kind::Person;
        if let Some(source) = self.subject_behind(noun.end, noun.end + 4, range.end) {
            return source;
        }
        let mut people = range
            .filter(|_| matches!(thing, Source::Nominal(_)))
            .filter_map(|at| self.name_at(at).filter(person).map(|name| (at, name)));
        match people.next() {
            Some((at, name))
                if text.is(at.wrapping_sub(1), class::COMPLEMENT) && people.all(|(_, next)| next == name) =>
            {
                Source::Name(name)
            }
            _ => thing,
        }
    }

    /// `Deutliche Worte fand die Wirtin ‹Anna Vogt›: „…“`: whom a verb has behind it that stands at `from` or later,
    /// before `to`, where a thing stands before it.
    pub(crate) fn subject_behind(&self, from: usize, to: usize, end: usize) -> Option<Source> {
        const NO_VERB: Class = class::PREPOSITION | class::COMPLEMENT | class::COORDINATOR | class::POINTER;
        let text = self.text;
        let verb = |at: &usize| text.tokens[*at].shape == Shape::Lower && !text.is(*at, NO_VERB);
        let acts = |source: &Source, verb: usize| match source {
            Source::Name(name) => self.names[*name].kind == Kind::Person && self.names[*name].whole.start <= verb + 2,
            Source::Nominal(range) => range.start <= verb + 3 && range.clone().any(|at| text.is(at, SPEAKS)),
            _ => false,
        };
        let behind = |at: usize| self.source_after(at + 1, end, false).filter(|source| acts(source, at));
        (from..end.min(to)).filter(verb).find_map(behind)
    }

    /// `Ratsherr ‹Karl Brandt›`: a noun that no list knows, right before a whole name.
    fn introduces(&self, noun: usize, end: usize) -> Option<usize> {
        let name = self.name_at(noun + 1).filter(|_| noun + 1 < end)?;
        let Name { whole, range, sure, .. } = &self.names[name];
        (*sure && range.len() > 1 && whole.start == noun + 1).then_some(name)
    }

    /// `…, weil die ‹Stadt› den Damm als „…“ bezeichnet hat`: the subject of the clause whose verb stands behind the
    /// marks that `close`.
    pub(super) fn enclosed(&self, close: usize) -> Option<Source> {
        const NO_OPENER: Class = class::PREPOSITION | class::RELATIVE | class::PRONOUN | class::POINTER;
        let text = self.text;
        let open = text.pairs.get(text.pairs.partition_point(|pair| pair.close < close))?.open;
        let from = text.sentence(text.sentence_of(open)).start.max(open.saturating_sub(REACH));
        let comma = (from..open.checked_sub(1)?).rev().find(|at| text.is_sign(*at, ','))?;
        let opener = text.is(comma + 1, class::FUNCTION) && !text.is(comma + 1, NO_OPENER);
        self.first_noun(comma + 2..open).filter(|_| opener && text.verb_second())
    }

    /// `der ‹48-Jährige›`: a number that a capital makes a noun.
    pub(crate) fn aged(&self, at: usize) -> bool {
        self.text.tokens[at].shape == Shape::Number && self.text.word(at).contains(char::is_uppercase)
    }

    /// `ein ‹Sprecher des Senders Delta›`: the noun before the name at the end of a phrase speaks where the name only
    /// tells whose it is; but `der Vorsitzende der Partei ‹Karl Brandt›` is a person.
    pub(crate) fn whose(&self, phrase: Range, name: usize) -> Option<Source> {
        let text = self.text;
        if !text.language.pack.names.nouns_capitalised {
            return None;
        }
        let Source::Nominal(noun) = self.first_noun(phrase)? else { return None };
        let name = &self.names[name];
        let within = noun.start < name.whole.start && noun.end >= name.range.end;
        const BODY: Class = class::GROUP | class::ORGANISATION | class::ORGANISATION_HEAD;
        let holder = name.sure && name.range.len() > 1 && text.is(name.range.start.wrapping_sub(1), BODY);
        // `der ‹Präsident des Verbandes› Karl Brandt`
        let held = name.role.as_ref().is_some_and(|role| role.start <= noun.start && role.end == name.range.start);
        (within && !holder && !held).then_some(Source::Nominal(noun))
    }

    /// `heißt es in einer ‹Mitteilung des Senders›`: words that nobody is said to speak stand in something, below a
    /// small word.
    pub(crate) fn written(&self, range: Range) -> Option<Source> {
        let text = self.text;
        let noun =
            |at: usize| text.tokens[at].is_capital() && !text.is(at, class::FUNCTION | class::WEEKDAY | class::MONTH);
        let below = range.clone().find(|at| text.is_told(*at) && text.is(*at, class::PREPOSITION))?;
        let at = (below + 1..range.end.min(below + 5)).find(|at| noun(*at))?;
        Some(Source::Nominal(at..self.of(at + 1, range.end)))
    }

    /// `„…“, sagte ‹Kiel›`, `teilte die ‹Wache Kiel› mit`: a place that is all of a phrase is its government, or is
    /// called so, or a body there.
    pub(super) fn lone_place(&self, from: usize, stop: usize) -> Option<Source> {
        let from = from + usize::from(self.text.is(from, class::POINTER) && !self.text.is(from, class::PREPOSITION));
        let Name { range, kind, .. } = &self.names[self.name_at(from)?];
        let whole = range.start == from && range.end <= stop;
        let alone = !self.text.get(range.end).is_some_and(Token::is_capital);
        (*kind == Kind::Place && whole && alone).then(|| Source::Nominal(range.clone()))
    }

    /// `das ‹Institut für Meereskunde›`: a body with what belongs to it.
    fn body(&self, name: usize, end: usize) -> Option<Source> {
        let name = &self.names[name];
        let whole = self.of(name.range.end, end);
        (name.kind == Kind::Organisation && whole > name.range.end).then_some(Source::Nominal(name.range.start..whole))
    }

    /// `sagte der Präsident des Rates ‹der Zeitung Neue Post›`: where that begins which tells whom it was told, behind
    /// what belongs to the noun already.
    pub(super) fn before_hearer(&self, from: usize, stop: usize) -> usize {
        let text = self.text;
        let lower = |at: usize| text.tokens[at].shape == Shape::Lower;
        let of = |at: usize| text.is(at, class::COMPLEMENT) && !text.is(at, class::POINTER) && lower(at);
        let hearer = |at: &usize| {
            text.is(*at, class::COMPLEMENT)
                && text.is(*at, class::POINTER)
                && lower(*at)
                && text.is(at + 1, class::TITLE_CUE)
        };
        let owned = (from..stop).find(|at| of(*at)).filter(|_| text.language.pack.names.nouns_capitalised);
        owned.and_then(|of| (of + 2..stop).find(hearer)).unwrap_or(stop)
    }

    /// The end of what belongs to the noun that ends at `from`: `das Ministerium ‹der Vereinigten Staaten›`, `eine
    /// Reporterin ‹des Senders Delta aus Altdorf›`.
    pub(crate) fn of(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        let lower = |at: &usize| text.is_told(*at) && text.tokens[*at].shape == Shape::Lower;
        let capital = |at: &usize| {
            let token = &text.tokens[*at];
            let whole = token.spaced && (token.is_capital() || token.shape == Shape::Number);
            text.is_told(*at) && whole && !token.is(class::WEEKDAY | class::MONTH)
        };
        let mut noun = (from..end).find(|at| !capital(at)).unwrap_or(end);
        for _ in 0..3 {
            if noun >= end || !text.is(noun, class::COMPLEMENT) || !lower(&noun) {
                break;
            }
            let first = (noun + 1..end.min(noun + 5)).find(|at| !lower(at) || text.is(*at, class::CUE)).filter(capital);
            let Some(first) = first else { break };
            noun = (first..end).find(|at| !capital(at)).unwrap_or(end);
        }
        noun
    }
}

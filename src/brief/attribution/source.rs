//! The words that stand for the one who speaks, on either side of a cue.
//!
//! Invariant: a source is looked for within one clause: over appositions and days, never over a full stop. Absent on
//! purpose: whom it stands for.

use super::{Attributor, REACH, SPEAKS, Source};
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

impl Attributor<'_> {
    /// The source that begins at `from` and ends before `end`; a `loose` one may be any noun.
    pub(crate) fn source_after(&self, from: usize, end: usize, loose: bool) -> Option<Source> {
        let text = self.text;
        // `dit-il`, `raconte-t-il`, `disse-lhe Ana`: hyphens join the cue and what stands behind it.
        let hyphen = |at: usize| usize::from(text.is_sign(at, '-') && !text.tokens[at].spaced);
        let from = from + hyphen(from);
        let from = from + 2 * (hyphen(from + 1) & usize::from(text.is(from, class::ENCLITIC)));
        let from = self.behind_hearers(from, end);
        let first = text.get(from).filter(|_| from < end)?;
        if let Some(source) = self.of_one_word(from) {
            return Some(source);
        }
        let stop = (from..end).find(|at| self.ends_phrase(*at)).unwrap_or(end);
        let stop = self.before_hearer(from, stop);
        let (from, stop, end) = self.opened(from, stop, end);
        // `disse ‹a› vizinha Ana`: an article, though it can be a preposition.
        let article = usize::from(first.is(class::POINTER));
        let small = |at: &usize| text.is(*at, class::PREPOSITION) && text.tokens[*at].shape == Shape::Lower;
        let below = (from + article..stop).find(small);
        let below = below.unwrap_or(stop);
        let named = |end: usize, fits: &dyn Fn(usize) -> bool| {
            (from..end).filter_map(|at| self.name_at(at)).find(|name| fits(*name))
        };
        if let Some(name) = self.apposed(from, stop, end) {
            return Some(Source::Name(name));
        }
        if let Some(noun) = self.pointed(from, stop) {
            return Some(noun);
        }
        let person = |name: usize| self.names[name].kind == Kind::Person;
        if let Some(name) =
            named(below, &person).or_else(|| named(end.min(from + 24), &|name| self.introduced(name, from)))
        {
            let name = self.bearer(name).or_else(|| self.leads(name, from)).unwrap_or(name);
            if let Some(noun) = self.whose(from..stop, name) {
                return Some(noun);
            }
            let both = || self.both(self.follow(name, from, end), end);
            return Some(self.noun_around(name, from, stop).unwrap_or_else(both));
        }
        // `kata Presiden (‹Kompas›, 11/11/2017)`
        let opens = |name: usize| text.is_sign(self.names[name].whole.start.wrapping_sub(1), '(');
        let body = |name: usize| (self.names[name].kind != Kind::Place || text.is(from, class::ROLE)) && !opens(name);
        if let Some(name) = named(below, &body) {
            let noun = self.whose(from..stop, name).or_else(|| self.noun_around(name, from, stop));
            let last = self.follow(name, from, end);
            let noun = noun.or_else(|| self.member(from, name).filter(|_| last == name));
            if let Some(noun) = noun.filter(|_| self.bearer(name).is_none()) {
                return Some(noun);
            }
            let last = self.bearer(name).unwrap_or(last);
            if self.names[last].kind != Kind::Place {
                return Some(Source::Name(last));
            }
        }
        if text.language.pack.names.nouns_capitalised {
            if let Some(place) = self.lone_place(from, stop) {
                return Some(place);
            }
            return self.first_noun(from..stop).or_else(|| loose.then(|| self.written(from..stop)).flatten());
        }
        let stop = if text.verb_second() { self.phrase_end(from, stop) } else { stop };
        const BELOW: Class = class::PREPOSITION | class::BEFORE_PLACE | class::WEEKDAY;
        // `kata sang aktor ‹mengawali› pidatonya`; but `pria ‹berumur› 39 tahun itu`.
        let pointer = (from + 1..stop).rev().find(|at| text.is(*at, class::POINTER)).unwrap_or(from);
        // `kata Wakil Camat ‹menjawab› pertanyaan`
        let bare = text.language.pack.names.bare_subjects;
        let says = |at: usize| bare && text.is(at, class::SOURCE_CUE) && text.tokens[at].shape == Shape::Lower;
        let acts = |at: usize| at > pointer && (text.acts(at) || says(at));
        // `said a clerk ‹during› the storm`: a small word behind the noun leads on to something else.
        let leads = |at: usize| {
            let small = text.tokens[at].shape == Shape::Lower && text.is(at, class::FUNCTION);
            let other = small && !text.is(at, class::COORDINATOR) && !text.language.pack.names.bare_subjects;
            other && text.is(at - 1, SPEAKS)
        };
        let stop = if pointer > from { self.behind_pointer(pointer, stop) } else { stop };
        let noun = (from + 1..stop)
            .find(|at| text.is(*at, BELOW) || text.is_sign(*at, '(') || acts(*at) || leads(*at))
            .unwrap_or(stop);
        // `according to ‹one of her aides›`; but `gaat ‹dan ook niet in› de kleren zitten` has other small words.
        let of = if text.verb_second() || bare { class::COMPLEMENT } else { class::PREPOSITION };
        if noun > from && text.is(noun, of) && (from..noun).all(|at| text.is(at, class::FUNCTION)) {
            // `raconte ‹l’un d’entre eux›`
            let them = stop - noun < 4 && (noun..stop).all(|at| text.is(at, class::FUNCTION));
            let to = if them { stop } else { self.below(noun, stop) };
            // `raconte ‹l’une des habitantes›`
            let one = first.is(class::POINTER) && noun == from + 2;
            return ((loose || one) && to > noun).then_some(Source::Nominal(from..to));
        }
        if let Some(other) = Some(from..noun).filter(|_| loose && noun == stop).filter(|range| self.is_other(range)) {
            return Some(Source::Nominal(other));
        }
        // `comentou ‹em› coletiva`: where the ending of a cue may tell who acts, no noun need follow.
        let below = text.language.pack.attribution.late_subject && text.is(from, class::PREPOSITION);
        if below && !text.is(from, class::POINTER) && !text.is(from - 1, class::OPENER) {
            let late = self.subject_below(from + 1..stop)?;
            return self.source_after(late, stop, false);
        }
        // `Lind, a clerk, said ‹the letter was› “late”`: the subject of a clause of its own.
        if (from..noun).any(|at| text.is(at, class::AUXILIARY)) {
            return None;
        }
        let small = |at: &usize| text.is(*at, class::FUNCTION) && !self.leads_office(*at);
        let (begin, from) = (from, (from..noun).find(|at| !small(at)).unwrap_or(noun));
        // In a language whose cue may follow its source, what stands behind the cue is only a noun for people.
        let people = loose && !self.tells_of_none(begin..from) || (from..noun).any(|at| text.is(at, SPEAKS));
        // `said a clerk ‹at the harbour›`, `according to files ‹of the harbour›`; but the mayor speaks `in an
        // interview`.
        let unknown = first.is(class::FUNCTION) && !first.is(class::POINTER);
        // `Menurut rekomendasi ‹dari Asosiasi Nelayan›`: nor does what is written, or whoever is no person.
        let written = text.is(noun, class::COMPLEMENT) && !self.is_person(from..noun);
        // `ujar seorang warga ‹kepada wartawan›`; but `ujar seorang warga ‹di pasar›`.
        let unknown = unknown && (!bare || text.is(noun, class::COMPLEMENT | class::BEFORE_PLACE));
        let whole = unknown || text.verb_second() || loose && (written || !bare);
        let to = if whole { self.below(noun, stop) } else { noun };
        (noun > from && first.is_word() && people).then_some(Source::Nominal(from..to))
    }

    /// `a senior Lind ‹adviser›` is not Lind.
    fn noun_around(&self, name: usize, from: usize, stop: usize) -> Option<Source> {
        let noun = self.noun_of(name, stop)?;
        let start = (from..noun).find(|at| !self.text.is(*at, class::FUNCTION)).unwrap_or(noun);
        Some(Source::Nominal(start..noun + 1))
    }

    /// `kata salah satu ‹anggota Dewan Pasar›` is not the council. Behind an office with a capital more than one word
    /// may be a body and its head.
    fn member(&self, from: usize, name: usize) -> Option<Source> {
        let (text, body) = (self.text, &self.names[name]);
        let person = |at: &usize| text.is(*at, class::PERSON_NOUN | class::ROLE) && !text.is(*at, class::GROUP);
        let noun = (from..body.whole.start).find(person).filter(|_| text.language.pack.names.bare_subjects)?;
        let whole = text.tokens[noun].shape == Shape::Lower || body.range.len() == 1;
        (whole && body.kind == Kind::Organisation).then_some(Source::Nominal(noun..body.range.end))
    }

    /// `kata Kepala Badan Pasar dan Pelabuhan Daerah ‹Siti Rahma›`: behind a role the names of its office go on
    /// over small words, commas and brackets; the last one is the person.
    fn follow(&self, name: usize, from: usize, end: usize) -> usize {
        let text = self.text;
        // `kata Suharti, Deputi Gubernur …`: a role behind the name introduces nobody.
        let Name { range, role, kind, sure, .. } = &self.names[name];
        let before = from..(from + 3).min(range.end);
        // `said Sen. ‹Mabry Lind›, D-Ohio`: where nouns need a small word between them, two words right behind an
        // office are a whole name.
        let whole = range.len() > 1 && *kind == Kind::Person && role.as_ref().is_some_and(|r| r.end == range.start);
        let whole = whole && !text.language.pack.names.bare_subjects;
        if *sure || whole || !before.clone().any(|at| text.is(at, class::ROLE)) {
            return name;
        }
        let mut last = name;
        while let Some(next) = self.names.get(last + 1).filter(|next| next.range.end <= end && !self.names[last].sure) {
            let gap = self.names[last].range.end..next.range.start;
            let joins = |at: usize| {
                let token = &text.tokens[at];
                let small = token.shape == Shape::Lower
                    && token.is(class::FUNCTION)
                    && !token.is(class::PREPOSITION | class::RELATIVE);
                let capital = token.is_capital() && !token.is(class::WEEKDAY);
                // `Kadin ‹bidang› Agraria`, `Kerja Sama ‹pada› Kementerian`
                let office = token.is(class::OFFICE)
                    || token.is(class::PREPOSITION) && text.is(at + 1, class::ORGANISATION_HEAD);
                small
                    || office
                    || capital
                    || token.shape == Shape::Number
                    || matches!(token.first, ',' | '/' | '(' | ')' | '.')
            };
            // `menurut Sekjen Siti Rahma, ‹Menteri› Budi Hartono menilai …`: another one with an office of their own.
            let own = next.role.as_ref().is_some_and(|role| gap.contains(&role.start)) && next.kind == Kind::Person;
            let other = own && self.names[last].kind == Kind::Person && self.names[last].role.is_some();
            if other || gap.len() > 9 || !gap.clone().all(joins) {
                break;
            }
            last += 1;
        }
        if matches!(self.names[last].kind, Kind::Person | Kind::Unknown) { last } else { name }
    }

    /// Whether the role of a name begins at `from`, or behind one small word: ‹ujar salah satu pengungsi, Ahmad Yani›.
    fn introduced(&self, name: usize, from: usize) -> bool {
        let name = &self.names[name];
        // `said a spokesman for ‹Mayor› Ann Ray`: what stands below another noun does not speak.
        let below = |start: usize| {
            (from + 1..start)
                .any(|at| self.text.is(at, class::PREPOSITION) && self.text.tokens[at].shape == Shape::Lower)
        };
        let close = name.role.as_ref().is_some_and(|role| role.start <= from + 3 && !below(role.start));
        let near = (from..from + 6).contains(&name.whole.start);
        let comma = near && self.text.is_sign(name.whole.start.wrapping_sub(1), ',');
        name.kind == Kind::Person
            && (close || comma && !(from..name.whole.start - 1).any(|at| self.name_at(at).is_some()))
    }

    /// The source whose cue stands at `cue`, not before `from`.
    pub(crate) fn source_before(&self, cue: usize, from: usize) -> Option<Source> {
        let text = self.text;
        let from = from.max(cue.saturating_sub(REACH));
        if cue <= from {
            return None;
        }
        let noun = self.saying_noun(cue).or_else(|| self.saying_thing(cue, from));
        if let Some(source) = noun.or_else(|| self.quoted_before(cue, from)) {
            return Some(source);
        }
        // `The mayor has no say here; ‹Lind› says …`: behind a semicolon begins what stands for itself.
        let from = (from..cue - 1).rev().find(|at| text.is_sign(*at, ';')).map_or(from, |at| at + 1);
        let from = self.behind_reported(self.behind_relative(from, cue), cue);
        // `as Hart came, ‹I› said`: who tells the story is nobody else.
        if text.is(cue - 1, class::FIRST_PERSON) && !text.is(cue - 1, class::PRONOUN) && text.is_told(cue - 1) {
            return None;
        }
        let mut segments = self.segments(from, cue);
        if text.is(cue, class::PARTICIPLE) {
            segments.drain(..self.joined_clause(&segments));
        }
        let last = segments.last()?.clone();
        let comma = last.is_empty();
        // `X met the rival of Y, saying …`: the one who begins the sentence says it.
        let participle = text.is(cue, class::PARTICIPLE);
        let second = self.second_verb(cue, from);
        if second && let Some(source) = self.leading(last.clone()) {
            return Some(self.together(&segments, &source, true).unwrap_or(source));
        }
        if let Some(source) = self.said_before(&segments).filter(|_| participle && comma) {
            return Some(source);
        }
        let participle = participle || second;
        if let Some(name) = self.related(&segments, cue) {
            return Some(Source::Name(name));
        }
        if !comma
            && !participle
            && let Some(source) = self.subject(last.clone())
        {
            let first = self.clasped(last, cue, &source);
            let more = first.or_else(|| self.together(&segments, &source, false));
            let more = more.or_else(|| self.apposition_of(&segments, &source));
            return Some(more.unwrap_or(source));
        }
        if let Some(name) = self.made_to(&segments) {
            return Some(Source::Name(name));
        }
        // `X, the mayor of Y, said` and `X, Senin (20/4), mengatakan`: the nearest segment that begins with a person.
        // `X, who knows Y, said`
        let relative = |at: usize| text.is(at, class::RELATIVE) && text.tokens[at].shape == Shape::Lower;
        let second = text.verb_second();
        let clause = |segment: &Range| if second { self.subordinate(segment) } else { relative(segment.start) };
        let own = |segment: &Range| !clause(segment) && !self.accompanies(segment);
        let act = |segment: &Range| self.acting(segment.clone(), !participle).filter(|_| own(segment));
        let skipped = usize::from(comma || !participle);
        let heads = segments.iter().rev().skip(skipped).filter_map(|segment| Some((segment.clone(), act(segment)?)));
        let best = heads.min_by_key(|(segment, source)| match (participle, self.fills(segment, source)) {
            (true, _) => (self.rank(segment.start, source), segment.start),
            (false, true) => (0, segment.start),
            // `Vogt, dem die Wege lang wurden, ‹sagte›`: where the verb comes second, what stands first is its subject.
            (false, false) => {
                let rank = self.rank(segment.start, source);
                (rank, if second && rank > 5 { segment.start } else { 0 })
            }
        });
        best.map(|(_, source)| source).filter(|_| comma || !last.clone().any(|at| text.is(at, class::PASSIVE)))
    }

    /// Whether a segment is a clause about what stands before it: `für den Vogt gearbeitet hat`. No article has a verb
    /// in small letters at the end of its phrase.
    fn subordinate(&self, segment: &Range) -> bool {
        let text = self.text;
        let below = text.is(segment.start, class::PREPOSITION) && text.is(segment.start + 1, class::RELATIVE);
        let first = segment.start + usize::from(below);
        let lower = |at: usize| text.get(at).is_some_and(|token| token.shape == Shape::Lower);
        let opens = text.is(first, class::RELATIVE | class::CONJUNCTION) && lower(first);
        opens && segment.end > first + 1 && lower(segment.end - 1)
    }

    /// The stretches between commas of `from..cue`, brackets and marks left out; the last is empty when a comma
    /// stands right before the cue.
    fn segments(&self, from: usize, cue: usize) -> Vec<Range> {
        let text = self.text;
        let mut segments = Vec::new();
        let mut start = from;
        for at in from..cue {
            let token = &text.tokens[at];
            if token.shape == Shape::Sign && matches!(token.first, ',' | ';' | '—' | '–' | ':') {
                segments.push(start..at);
                // `the author of “Low Tide‹,›” said`: the comma that ends a title stands within its marks.
                start = at + 1 + usize::from(text.closes_name(at + 1));
            }
        }
        segments.push(start..cue);
        segments
    }
}

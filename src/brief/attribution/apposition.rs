//! What stands between commas beside a name: an apposition, an office, a relative clause.
//!
//! Invariant: looks at the stretches between the commas of one clause. Absent on purpose: words of saying.

use super::{Attributor, SPEAKS, Source};
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// Nouns for one person.
const SPEAKS_ALONE: Class = class::PERSON_NOUN | class::ROLE;

impl Attributor<'_> {
    /// `said a spokeswoman for the ferry line, ‹Ann Ray›`: behind a description that names nobody itself, or names
    /// somebody only as whose it is, a comma and the person.
    pub(crate) fn apposed(&self, from: usize, stop: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let behind = |name: &Name| text.get(name.range.end).is_some_and(|t| t.shape == Shape::Mark && !t.spaced);
        let named = (from..stop).find_map(|at| self.name_at(at)).map(|name| &self.names[name]);
        let describes = named.is_none_or(|name| {
            behind(name)
                || self.serves(name)
                || text.is(name.whole.start.wrapping_sub(1), class::PREPOSITION | class::COMPLEMENT)
                    && name.whole.start > from
        });
        // `kata ‹salah seorang pengurus Persada›, Rahmat Hidayat`: some member of a body is not the body.
        let lower = text.tokens[from].shape == Shape::Lower;
        let some = text.language.pack.names.bare_subjects && lower && text.is(from, class::FUNCTION | class::GROUP);
        let describes = describes || some && named.is_some_and(|name| name.kind == Kind::Organisation);
        // `zegt secretaris van Openbare Diensten, ‹Karel Smit›`: what alone looks like somebody's is the office's.
        let office = |next: usize| named.is_some_and(|name| self.names[next].sure && self.is_office_of(name));
        let name = self.name_at(stop + 1).filter(|next| describes || office(*next));
        // `garantiu confiança no ‹vereador›, Ana Reis, …`: where a subject may follow its verb, another noun of the
        // clause may stand between them.
        let late = text.language.pack.attribution.late_subject;
        let name = name.filter(|_| !late || self.begins_subject(from, stop));
        let name = name.filter(|_| stop > from && stop + 1 < end)?;
        let whole = &self.names[name].whole;
        let nouns = text.language.pack.names.nouns_capitalised;
        // `said ‹his› sister, ‹Ann›`: one word is enough where whose she is stands before.
        let whose = text.is(from, class::POSSESSIVE) || named.is_some_and(behind);
        let whose = whose && text.is(stop - 1, class::PERSON_NOUN | class::ROLE);
        let unknown = (nouns || whose) && self.names[name].kind == Kind::Unknown;
        let known = self.names[name].kind == Kind::Person || unknown;
        let person = known && (whose || self.names[name].range.len() > 1);
        let closed = text.get(whole.end).is_none_or(|next| matches!(next.first, ',' | '.') || next.opens_paragraph);
        (text.is_sign(stop, ',') && person && closed && whole.start <= stop + 1).then_some(name)
    }

    /// Whether a noun for people stands in a phrase below no small word, or an article begins the phrase.
    fn begins_subject(&self, from: usize, stop: usize) -> bool {
        let text = self.text;
        let below = |at: usize| text.is(at, class::PREPOSITION) && text.tokens[at].shape == Shape::Lower;
        match (from..stop).find(|at| text.is(*at, SPEAKS)) {
            Some(noun) => !(from + 1..noun).any(below),
            None => text.is(from, class::POINTER) || self.name_at(from).is_some(),
        }
    }

    /// `the council ‹– with members from Sagara –› said`: whether a segment tells who is beside somebody.
    pub(super) fn accompanies(&self, segment: &Range) -> bool {
        let text = self.text;
        let dash = segment.start.checked_sub(1).is_some_and(|at| text.is_sign(at, '–') || text.is_sign(at, '—'));
        dash && text.is(segment.start, class::PREPOSITION)
    }

    /// Whether a role over a small word is all that shows a name to be somebody's.
    fn is_office_of(&self, name: &Name) -> bool {
        let of = |role: &Range| role.clone().any(|at| self.text.is(at, class::COMPLEMENT));
        !name.sure && name.kind == Kind::Person && name.role.as_ref().is_some_and(of)
    }

    /// `Der Wirt der Sonne, ‹Karl Brandt›, war enttäuscht: „…“`: whom two commas name behind a description.
    pub(super) fn named_behind(&self, source: Source, end: usize) -> Source {
        let Source::Nominal(range) = &source else { return source };
        let comma = |at: usize| self.text.is_sign(at, ',');
        let name = self.name_at(range.end + 1).filter(|_| comma(range.end) && range.end + 1 < end);
        let alone = |name: &usize| {
            let Name { whole, range: words, kind, .. } = &self.names[*name];
            let person = matches!(kind, Kind::Person | Kind::Unknown) && words.len() > 1;
            person && whole.start >= range.end && words.end < end && comma(words.end)
        };
        name.filter(alone).map_or(source, Source::Name)
    }

    /// `juru bicara Bupati ‹Siti Rahma›, Budi Santoso`: where nouns need no small word between them, an office below
    /// another.
    fn serves(&self, name: &Name) -> bool {
        let text = self.text;
        let offices = name.role.clone().into_iter().flatten().filter(|at| text.is(*at, class::ROLE)).count();
        text.language.pack.names.bare_subjects && offices > 1
    }

    /// `Hart met ‹Ann Ray› of Milton, the mayor, who said`: the name before the comma, or before those of an
    /// apposition or an age.
    pub(super) fn related(&self, segments: &[Range], cue: usize) -> Option<usize> {
        let text = self.text;
        let (last, before) = segments.split_last()?;
        let relative = text.is(last.start, class::RELATIVE) && text.tokens[last.start].shape == Shape::Lower;
        let near = relative && cue == last.start + 1;
        let mut parts = before.iter().rev().filter(|_| near);
        let aged = |part: &Range| part.len() == 1 && text.tokens[part.start].shape == Shape::Number;
        let apposed = |part: &&Range| aged(part) || text.is(part.start, class::POINTER | class::ROLE);
        let part = parts.find(|part| self.last_name(part).is_some() || !apposed(part))?;
        self.last_name(part)
    }

    /// `He held a ‹sign› that read “…”`: the noun that a clause about it stands behind.
    pub(super) fn saying_thing(&self, cue: usize, from: usize) -> Option<Source> {
        const NO_NOUN: Class =
            class::FUNCTION | class::PREPOSITION | class::CONJUNCTION | class::CUE | class::MARKED_ONLY;
        let text = self.text;
        let noun = cue.checked_sub(2).filter(|noun| *noun > from && text.is(cue - 1, class::CONJUNCTION))?;
        let plain = text.tokens[noun].shape == Shape::Lower && !text.is(noun, NO_NOUN) && text.is_told(noun);
        (plain && text.is(noun - 1, class::FUNCTION)).then_some(Source::Nominal(noun..noun + 1))
    }

    /// `Wiryo menepis ‹rumor› yang menyebutkan …`: where nouns need no article, the noun below a verb or a small word
    /// that a clause right behind it lets say something.
    pub(super) fn saying_noun(&self, cue: usize) -> Option<Source> {
        const OTHER: Class = class::FUNCTION | class::PRONOUN | class::POINTER | class::OFFICE;
        let text = self.text;
        let noun = cue.checked_sub(2).filter(|_| text.language.pack.names.bare_subjects)?;
        let before = noun.checked_sub(1)?;
        let small = text.is(before, class::PREPOSITION) && !text.is(before, class::BEFORE_PLACE);
        let lower = |at: usize| text.tokens[at].shape == Shape::Lower && text.is_told(at);
        let related = text.is(noun + 1, class::RELATIVE) && (noun - 1..cue).all(lower);
        let plain = !text.is(noun, OTHER) && self.name_at(noun).is_none() && !text.acts(noun);
        (related && plain && (small || text.verb_like(before))).then_some(Source::Nominal(noun..noun + 1))
    }

    /// The person whom a stretch ends with, but for where they are from: `Ann Ray ‹of the Harbour Watch›`.
    fn last_name(&self, part: &Range) -> Option<usize> {
        let text = self.text;
        let mut names = part.clone().rev().take(8).filter_map(|at| self.name_at(at));
        let name = names.find(|name| matches!(self.names[*name].kind, Kind::Person))?;
        let end = self.names[name].range.end;
        let whole = end == part.end || text.is(end, class::PREPOSITION) && end < part.end;
        (whole && text.is_told(end - 1)).then_some(name)
    }

    /// `Jens Brandt, ein Kenner der Alpen ‹erklärte›`: a description that forgets its second comma belongs to the
    /// person who is all that stands before its first.
    pub(super) fn apposition_of(&self, segments: &[Range], source: &Source) -> Option<Source> {
        let text = self.text;
        let [.., before, last] = segments else { return None };
        // `Owen Hart, Ray said, …`: whoever fills a segment is no description, unless an office leads to its end.
        let filled = matches!(source, Source::Name(name) if self.names[*name].whole.start == last.start && self.names[*name].kind == Kind::Person);
        if filled {
            return self.office_of(segments, last);
        }
        let name = self.name_at(before.end.checked_sub(1)?).filter(|_| !matches!(source, Source::Pronoun(_)))?;
        let Name { whole, range, kind, .. } = &self.names[name];
        let alone = whole.start <= before.start && range.end == before.end && before.end - before.start > 1;
        // `Jolana Wirbus, die Wirtin der Sonne ‹erklärte›`: no list knows her, but an article begins what she is.
        let second = text.verb_second();
        // `Jolana Wirbus, Skyhop’s director ‹said›`: nor has it her where one noun for a person tells what she is.
        let one = matches!(source, Source::Nominal(noun) if text.is(noun.end - 1, class::PERSON_NOUN | class::ROLE));
        let article = second && text.is(last.start, class::POINTER);
        // `Jolana Wirbus, ‹salah seorang warga› Lintang menuturkan`
        let small = |at: &usize| text.is(*at, class::FUNCTION | class::GROUP) && !text.is(*at, class::PREPOSITION);
        let noun = (last.start..last.end.min(last.start + 3)).find(|at| !small(at) || text.is(*at, SPEAKS_ALONE));
        let bare = text.language.pack.names.bare_subjects;
        let plain = |noun: usize| text.is(noun, SPEAKS_ALONE) && text.tokens[noun].shape == Shape::Lower;
        let one = one || bare && noun.is_some_and(plain);
        let known = *kind == Kind::Person || *kind == Kind::Unknown && range.len() > 1 && (article || one);
        (alone && known).then_some(Source::Name(name))
    }

    /// `‹Suharti›, Lurah Tanah Merah menjelaskan`: where offices stand before names, a name alone before the first
    /// comma of the sentence has the office behind it, whatever that ends with.
    fn office_of(&self, segments: &[Range], last: &Range) -> Option<Source> {
        let text = self.text;
        let [first, _] = segments else { return None };
        let office = text.is(last.start, class::ROLE) && text.language.pack.names.bare_subjects;
        let name = self.name_at(first.start).filter(|_| office)?;
        let Name { range, kind, .. } = &self.names[name];
        (range == first && matches!(kind, Kind::Person | Kind::Unknown)).then_some(Source::Name(name))
    }
}

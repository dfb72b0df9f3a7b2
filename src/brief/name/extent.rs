//! How far a run of capitals goes: over small words before and within a name, initials and brackets.
//!
//! Invariant: a run stays within a paragraph and below [`LONGEST`] tokens; each step looks at a few tokens. Absent on
//! purpose: where else a run begins, and what it names.

use super::run::Runs;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};
use crate::language::pack::SecondMention;

/// No name with its office is longer, in tokens.
const LONGEST: usize = 30;

/// Most words of a body behind those whose it is: `Skippers’ Mutual Aid Fund`.
const BODY_WORDS: usize = 3;

const BODY: Class = class::ORGANISATION_HEAD | class::ORGANISATION;

impl Runs<'_> {
    /// The end of the run of capitalised words from `at`.
    pub(super) fn run_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while let Some(further) = self.further(at, end) {
            end = further;
        }
        end
    }

    /// The end of the run `at..end` with what is next, if that belongs to it.
    fn further(&self, at: usize, end: usize) -> Option<usize> {
        let next = self.token(end).filter(|next| !next.opens_paragraph && end - at <= LONGEST)?;
        let before = &self.text.tokens[end - 1];
        if next.is_capital()
            && (next.spaced || before.is_sign('.'))
            && (self.joins(end) || self.initial(end))
            && (!next.is(class::WEEKDAY | class::MONTH)
                || self.titles_paper(at, end)
                || self.month_within(end)
                || self.named_as_month(at, end))
        {
            return Some(end + 1);
        }
        let stop = next.is_sign('.') && !next.spaced && before.is_word() && self.abbreviates(before);
        if stop && self.capital(end + 1) {
            return Some(end + 2);
        }
        self.over_particles(at, end)
            .or_else(|| self.over_joiner(at, end))
            .or_else(|| self.over_owners(at, end))
            .or_else(|| self.over_signs(at, end))
            .or_else(|| self.text.over_nickname(end + usize::from(stop)))
    }

    /// `Institute ‹of› Directors`, `Society ‹for the› Care ‹of› Birds`: the end behind the small words that join the noun
    /// for a body to what it is for. A person it is not: `the Office of Ann Ray`, `the Office of Mayor Ray`.
    fn over_joiner(&self, at: usize, end: usize) -> Option<usize> {
        const NOUN: Class = class::ORGANISATION_HEAD | class::ORGANISATION_TAIL;
        let joiner = |at: usize| self.text.is(at, class::JOINER) && self.text.tokens[at].shape == Shape::Lower;
        if !joiner(end) || !(self.text.is(end - 1, NOUN) || (at..end).any(joiner)) {
            return None;
        }
        let article = usize::from(self.text.is(end + 1, class::POINTER) && !self.capital(end + 1));
        let next = end + 1 + article;
        let person = self.text.is(next, class::GIVEN | class::ROLE | class::HONORIFIC) && self.capital(next + 1);
        (self.capital(next) && !person).then_some(next + 1)
    }

    /// `Milton Skippers‹’ Union›`, `Women‹’s Council›`: the end of what belongs to several who are no one's name, where its
    /// last word is one of bodies.
    fn over_owners(&self, at: usize, end: usize) -> Option<usize> {
        const NAMED: Class =
            class::GIVEN | class::PLACE | class::ORGANISATION | class::HONORIFIC | class::OTHER_NAME | class::ROLE;
        const SEVERAL: Class = class::GROUP | class::PERSON_NOUN | class::OFFICE;
        let names = &self.text.language.pack.names;
        self.token(end).filter(|mark| mark.shape == Shape::Mark && !mark.spaced && matches!(mark.first, '\'' | '’'))?;
        if names.bare_subjects || names.nouns_capitalised || self.titled(at) || self.text.is(end - 1, NAMED) {
            return None;
        }
        let letter = self.token(end + 1).is_some_and(|token| token.is(class::APOSTROPHE_S) && !token.spaced);
        let plural = || names.possessives.iter().any(|ending| self.text.word(end - 1).ends_with(ending));
        let given = end > at + 1 && self.text.is(end - 2, class::GIVEN);
        let several = self.text.is(end - 1, SEVERAL) || !letter && !given;
        let several = several && (letter || plural());
        let body = end + 1 + usize::from(letter);
        let words = (body..body + BODY_WORDS).take_while(|at| self.capital(*at));
        words.filter(|_| several).find(|at| self.text.is(*at, class::ORGANISATION_TAIL)).map(|at| at + 1)
    }

    /// `told the Harbour ‹Sun›`: whether the short form of a day, behind an article and another word, ends what a paper
    /// is called.
    fn titles_paper(&self, at: usize, day: usize) -> bool {
        let next = &self.text.tokens[day];
        let short = next.is(class::WEEKDAY) && next.end - next.start == 3;
        short && at > 0 && self.text.is(at - 1, class::POINTER) && !self.text.is_sign(day + 1, '.')
    }

    /// `Dewa ‹Juli› Artana`: whether somebody is called as the month at `month`, between a given name and another word.
    fn month_within(&self, month: usize) -> bool {
        let bare = self.text.language.pack.names.bare_subjects;
        bare && self.text.is(month, class::MONTH)
            && self.text.is(month - 1, class::GIVEN)
            && self.capital(month + 1)
            && !self.text.is(month + 1, class::ROLE | class::HONORIFIC)
            && !self.titled(month)
    }

    /// `said Ruth ‹May›, the nurse`: whether a month behind a given name is the family's, for no day follows.
    fn named_as_month(&self, at: usize, end: usize) -> bool {
        let names = &self.text.language.pack.names;
        let counted = self.token(end + 1).is_some_and(|next| next.shape == Shape::Number);
        let given = end == at + 1 && self.text.is(at, class::GIVEN) && !self.text.is(at, class::MONTH);
        given && names.second_mention == SecondMention::Last && self.text.is(end, class::MONTH) && !counted
    }

    /// `Julie ‹A.› Lind`: whether a letter cut short within a name stands at `at`, though it can be a small word.
    fn initial(&self, at: usize) -> bool {
        let letter = self.text.tokens[at].span().len() == 1 && self.text.tokens[at - 1].is_word();
        letter && self.text.is_sign(at + 1, '.') && !self.text.tokens[at + 1].spaced && self.capital(at + 2)
    }

    /// Whether the word at `at` can go on a name by its capital.
    fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| {
            let within = t.spaced && !t.opens_paragraph;
            t.is_capital() && within && !t.is(class::FUNCTION | class::WEEKDAY | class::MONTH)
        })
    }

    /// Whether the word at `at` can go on a name behind a particle: `Karel van ‹Boven›`, though above is so called too.
    fn below_particle(&self, at: usize) -> bool {
        const SMALL: Class = class::PARTICLE | class::POINTER | class::PRONOUN;
        let token = self.token(at).filter(|t| t.is(class::PREPOSITION) && t.shape == Shape::Capitalised);
        self.capital(at) || token.is_some_and(|t| t.spaced && !t.opens_paragraph && !t.is(SMALL) && !self.titled(at))
    }

    /// `zei ‹Van› den Berg`: whether a small word with a capital begins a name that is known, or that of a family.
    /// Where a sentence begins any word has one; the verb behind the name tells there, or a full name that ends so.
    pub(crate) fn leads(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        // `São Paulo`, `La Paz`
        if token.opens_phrase(class::PLACE | class::ORGANISATION) && self.capital(at + 1) {
            return true;
        }
        if !token.is(class::PARTICLE) || token.shape != Shape::Capitalised || self.titled(at) {
            return false;
        }
        let small = |i: &usize| self.token(*i).is_some_and(|t| t.shape == Shape::Lower && t.is(class::PARTICLE));
        let name = at + 1 + (at + 1..at + 3).take_while(small).count();
        const NO_NAME: Class = class::PLACE | class::ORGANISATION | class::GROUP | class::ROLE | class::HONORIFIC;
        let named = self.below_particle(name) && !self.text.is(name, NO_NAME);
        // `Karel van Dalen … ‹Van Dalen› bleef.`
        named && (!self.fresh(at) || self.text.is(name + 1, class::SOURCE_CUE) || self.is_led(name))
    }

    /// `Lind Says Ann Ray`, `Peace With Ann Ray`: in a headline all words have capitals, verbs and small words too;
    /// whether the one at `at` joins a name all the same.
    fn joins(&self, at: usize) -> bool {
        const NAMED: Class = class::GIVEN | class::PARTICLE | class::OFFICE | class::ROLE | class::NOT_CUE;
        let (before, next) = (&self.text.tokens[at - 1], &self.text.tokens[at]);
        let links = next.is(class::PREPOSITION | class::SOURCE_CUE) && !next.is(NAMED);
        // `Lind Opens Bridge`: in a title goes on what has a capital elsewhere, or a list knows.
        const KNOWN: Class = class::GIVEN | class::PARTICLE | class::ROLE | class::HONORIFIC | BODY;
        if self.titled(at) && next.shape == Shape::Capitalised && !next.is(KNOWN) && self.uses(at).capital == 0 {
            return false;
        }
        if next.is(class::FUNCTION) {
            let goes_on = self.capital(at + 1) || self.small(at);
            // `zei Van ‹Boven›`
            let led = before.is(class::PARTICLE) && before.shape == Shape::Capitalised && self.below_particle(at);
            led || next.shape == Shape::Capitalised && before.is_word() && !links && goes_on
        } else {
            !(links && next.is(class::SOURCE_CUE) && self.capital(at + 1))
        }
    }

    /// `Jan ‹de› Vries`: the end behind the particles at `end` and the capital they lead to.
    fn over_particles(&self, at: usize, end: usize) -> Option<usize> {
        let next = self.token(end).filter(|next| next.is(class::PARTICLE))?;
        // `Inge von der Marsch`: two particles known together.
        let joint = if next.opens_phrase(class::PARTICLE) { usize::from(next.phrase) } else { 1 };
        // `Jan de Vries van de Universiteit`: behind a small word a body begins anew, but within a body's name.
        let within = |i: usize| self.text.is(i, BODY | class::PLACE_HEAD | class::ROLE);
        let leads = |i: usize| self.below_particle(i) && (!self.text.is(i, BODY) || (at..end).any(within));
        // `Sportchef von Delta` is a role of something, `Karl Brandt von der Seenothilfe` somebody of a body.
        // `Petra Smit van Utrecht`: where every noun has none, so is somebody of a town.
        let town = || self.text.verb_second() && self.text.is(end + joint, class::PLACE);
        let of = || {
            self.nouns_capitalised && (self.text.is(end - 1, class::ROLE) || self.is_full(at, end))
                || town() && self.is_full(at, end)
        };
        if leads(end + joint) && next.shape == Shape::Lower && !of() {
            return Some(end + joint + 1);
        }
        let second = self.token(end + 1).is_some_and(|t| t.is(class::PARTICLE) && t.shape == Shape::Lower);
        (second && leads(end + 2)).then_some(end + 3)
    }

    /// `Budi (Pol.) Surya`, `Vogt & Lind`, `SMAN 3`: the end behind a bracket, a sign or a number within a name.
    fn over_signs(&self, at: usize, end: usize) -> Option<usize> {
        let next = self.token(end)?;
        let bracket = next.is_sign('(') && self.text.is(end + 1, class::HONORIFIC);
        let close = if bracket { self.closes_bracket(end + 2) } else { 0 };
        if close > 0 && self.capital(end + 2 + close) {
            return Some(end + 2 + close);
        }
        // `PT Bank Layar ‹(Persero)› Tbk`: the form of a company.
        let form = next.is_sign('(')
            && self.text.is(end + 1, class::ORGANISATION_TAIL)
            && self.text.is_sign(end + 2, ')')
            && (at..end).any(|i| self.text.is(i, class::ORGANISATION_HEAD));
        if form {
            let more = self.capital(end + 3);
            return (!more || self.text.is(end + 3, class::ORGANISATION_TAIL)).then_some(end + 3 + usize::from(more));
        }
        // `Ketua Wahana 98 ‹Budi Hartono›`: so does what the number of a body leads to behind an office; but not in
        // `pengurus RT 02 ‹RW 03›`.
        let leads = || self.capital(end + 1) && !self.text.is(end + 1, class::PLACE_HEAD);
        let office = self.text.language.pack.names.bare_subjects && self.text.is(at, class::ROLE) && end > at + 1;
        let numbered = next.shape == Shape::Number
            && (self.text.is(at, class::ORGANISATION_HEAD) || office && leads())
            && next.end - next.start < 4
            && end - at < 4
            // `Delta 1:0`
            && !self.text.is_sign(end + 1, ':');
        (next.is_sign('&') && self.capital(end + 1) || numbered).then_some(end + 1)
    }

    /// Whether a given name and the family's name stand in `at..end`.
    fn is_full(&self, at: usize, end: usize) -> bool {
        !self.text.is(end - 1, class::GIVEN) && (at..end - 1).any(|i| self.text.is(i, class::GIVEN))
    }

    /// `Owen ‹Little›, who …`, `Owen ‹Little› said`: a small word with a capital between a given name and a comma, or a
    /// word of saying, is the family's name.
    fn small(&self, at: usize) -> bool {
        let given = self.text.is(at - 1, class::GIVEN) && !self.fresh(at);
        let says = self.token(at + 1).is_some_and(|next| next.is(class::SOURCE_CUE) && next.shape == Shape::Lower);
        given
            && (says || self.text.is_sign(at + 1, ',') || self.text.is_sign(at + 1, '('))
            && !self.text.is(at, class::PRONOUN | class::CONJUNCTION | class::RELATIVE)
    }

    /// Tokens up to and with the bracket that closes here, 0 without one.
    fn closes_bracket(&self, at: usize) -> usize {
        match (self.text.is_sign(at, ')'), self.text.is_sign(at, '.') && self.text.is_sign(at + 1, ')')) {
            (true, _) => 1,
            (_, true) => 2,
            _ => 0,
        }
    }
}

//! The names in a text: runs of capitalised words, parted into role, honorific and name.
//!
//! A run is read from its end: behind the last word that belongs to an office, a body or a place stands the person.
//! Invariant: names stand in order and do not overlap; each word is looked at a bounded number of times. Absent on
//! purpose: who is who.

mod body;
mod chain;
mod extent;
mod letters;
mod namesake;
mod office;
mod region;
mod role;
mod run;
mod served;
mod start;
pub(super) mod tagged;
mod tail;

use super::text::marked;
use super::text::quote::Pair;
use super::text::token::{Shape, Token};
use super::text::{Range, Text};
use crate::language::lexicon::{Class, class};
use crate::language::pack::SecondMention;
use run::Runs;

/// A name with what introduces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The name itself.
    pub(super) range: Range,
    /// Honorific and role right before it, and the name.
    pub(super) whole: Range,
    /// The role that introduces it, or is put behind it.
    pub(super) role: Option<Range>,
    /// What it seems to name.
    pub(super) kind: Kind,
    /// `MASCULINE`, `FEMININE`, both or neither.
    pub(super) gender: Class,
    /// A given name or an honorific shows a person; a role alone may introduce a body.
    pub(super) sure: bool,
}

/// What a name seems to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A human being, by given name, honorific or role.
    Person,
    /// A body.
    Organisation,
    /// A place.
    Place,
    /// Capitals, and no sign of what they name.
    Unknown,
}

/// Words of bodies and places, and things: no part of a person's name by themselves.
pub(super) const BODY: Class = class::ORGANISATION_HEAD
    | class::ORGANISATION_TAIL
    | class::ORGANISATION
    | class::OFFICE
    | class::OTHER_NAME
    | class::PLACE
    | class::PLACE_HEAD
    | class::PLACE_TAIL;

/// Finds the names of `text`.
pub(super) fn names(text: &Text<'_>) -> Vec<Name> {
    let mut runs = Runs::new(text);
    let all = runs.all();
    let finder = Finder { text, runs };
    let mut out: Vec<Name> = Vec::with_capacity(all.len());
    let mut floor = 0;
    let mut marked = text.marked.iter().peekable();
    let mut hidden = 0;
    for mut run in all {
        while let Some(pair) = marked.next_if(|pair| pair.open < run.start) {
            out.extend(finder.in_marks(pair));
            hidden = pair.close;
        }
        if run.start < hidden {
            continue;
        }
        // `Kementerian Hukum dan Kebudayaan` is read at its first run.
        run.start = out.last().map_or(run.start, |name| run.start.max(name.range.end));
        if run.is_empty() {
            continue;
        }
        while let Some(next) = finder.place_after(&run) {
            finder.split(run.start..next, floor, &mut out);
            run.start = next;
        }
        finder.split(run, floor, &mut out);
        floor = out.last().filter(|name| name.kind == Kind::Person).map_or(floor, |name| name.range.end);
    }
    out.extend(marked.filter_map(|pair| finder.in_marks(pair)));
    if text.language.pack.names.second_mention == SecondMention::Any {
        finder.tails(&mut out);
        finder.title_names(&mut out);
    }
    finder.listed(&mut out);
    finder.chain(&mut out);
    finder.regions(&mut out);
    finder.relations(&mut out);
    finder.shortened(&mut out);
    finder.join_places(&mut out);
    finder.letters(&mut out);
    if text.language.pack.names.nouns_capitalised {
        finder.surnames(&mut out);
    } else if text.language.pack.names.second_mention == SecondMention::Last {
        finder.namesakes(&mut out);
    }
    out
}

/// Reads names out of runs of capitals.
pub(super) struct Finder<'a> {
    pub(super) text: &'a Text<'a>,
    runs: Runs<'a>,
}

impl Finder<'_> {
    /// `the group ‹“Save the Pier”›`: the name of a body in marks, whatever runs it has. In those of a work only
    /// somebody's whole name counts: `a man named “Ann Ray”`, but not `the film “Ann Ray Comes Home”`.
    fn in_marks(&self, pair: &Pair) -> Option<Name> {
        let content = pair.content(&self.text.tokens);
        let content = content.start..content.end - usize::from(self.text.is_sign(content.end - 1, ','));
        if marked::body(&self.text.tokens, pair, self.text.language) {
            return Some(told(content, Kind::Organisation));
        }
        let mut names = Vec::new();
        self.split(content.clone(), content.start, &mut names);
        let given = self.text.is(content.start, class::GIVEN);
        names.pop().filter(|name| given && name.sure && name.kind == Kind::Person && name.range == content)
    }

    /// Parts a run into what introduces a person, and the person; or takes it as a body or a place.
    fn split(&self, mut run: Range, floor: usize, out: &mut Vec<Name>) {
        // `King Jr.` and `Bozell III` are part of the name where the last word is the family's; degrees are not.
        let kept = self.text.language.pack.names.second_mention == SecondMention::Last;
        let degrees = if kept { class::OTHER_NAME } else { class::POST_NOMINAL | class::OTHER_NAME };
        // `Ann Ray CMG` keeps no order.
        let order = |at: usize| {
            let word = self.text.word(at);
            kept && self.text.is(at, class::POST_NOMINAL)
                && word.len() > 1
                && word.bytes().all(|b| b.is_ascii_uppercase() && !b"IVX".contains(&b))
        };
        let behind = |at: usize| {
            // `Abel De ‹Jesus›`: what a small word of names leads to belongs to it.
            let led = at > run.start && self.text.is(at - 1, class::PARTICLE);
            let part = |at: usize| self.text.is(at, class::GIVEN) || led || self.family(run.start, at);
            order(at) || self.text.is(at, degrees) && !part(at) && !self.ends(at, class::ORGANISATION)
        };
        let thing = self.text.tokens[run.start].opens_phrase(class::OTHER_NAME)
            && usize::from(self.text.tokens[run.start].phrase) == run.len();
        if thing || self.counts(&run) {
            return;
        }
        while run.len() > 1
            && behind(run.end - 1)
            && (self.text.is(run.end - 1, class::POST_NOMINAL) || !self.names_body(&run))
        {
            run.end -= 1;
        }
        // `Nomon Tarubi, ‹S.H.›`: nobody is called by a degree; `KPK, ‹MA› dan DPR` are bodies.
        let degree = self.text.is(run.start, class::POST_NOMINAL) && !self.text.is(run.start, class::ORGANISATION);
        if run.len() == 1 && degree && self.text.is_sign(run.start.wrapping_sub(1), ',') {
            return;
        }
        // `Rep. Ann Ray (Mich.)`: a short form in brackets is her state.
        if run.len() == 1
            && self.text.is(run.start, class::ABBREVIATION)
            && self.text.is_sign(run.start.wrapping_sub(1), '(')
        {
            return;
        }
        if self.is_short_office(&run) || self.describes(&run) {
            return;
        }
        if run.len() > 1 && self.runs.fresh(run.start) && (self.runs.common(run.start) || self.verb_first(&run)) {
            run.start += 1;
        }
        let explained = run.len() == 1 && self.runs.fresh(run.start) && self.runs.uses(run.start).capital == 0;
        let known = self.text.is(run.start, class::GIVEN | class::PLACE | class::ORGANISATION);
        // `Tim bekerja sejak pagi`: some team, though men are called so.
        let head = self.text.is(run.start, class::ORGANISATION_HEAD) && !self.text.is(run.start, class::ORGANISATION);
        // `BANJIR melanda … banjir itu`: a first word in capitals that is written small elsewhere.
        // So is one that only begins the story so: `SIKAP tegas`.
        let first =
            run.start == 0 && self.text.word(0).len() > 4 && self.text.get(1).is_some_and(|t| t.shape == Shape::Lower);
        let loud =
            self.text.tokens[run.start].shape == Shape::Upper && (first && !known || self.runs.common(run.start));
        if explained && (head || loud || !known && self.text.pair_at(run.start).is_some()) {
            return;
        }
        if self.headed(run.start) || self.dates(&run) {
            return out.push(told(run, Kind::Place));
        }
        let start = self.person_start(&run);
        if let Some(office) = self.office_behind(&run, start) {
            let mut person = self.person(run.start..office, run.start, floor);
            (person.role, person.kind) = (Some(office..run.end), Kind::Person);
            return out.push(person);
        }
        if start < run.end {
            out.extend((start > run.start).then(|| self.body_in(run.start..start)).flatten());
            out.push(self.person(run, start, floor));
        } else if let Some(name) = self.body(run) {
            out.push(name);
        }
    }

    /// `Peter English` is no Englishman: what follows a man's or woman's given name is the family's, where that is
    /// kept; a place is.
    pub(super) fn family(&self, start: usize, at: usize) -> bool {
        const BOTH: Class = class::MASCULINE | class::FEMININE;
        let names = &self.text.language.pack.names;
        let kept = names.second_mention == SecondMention::Last && self.text.is(at, class::OTHER_NAME);
        // `Jack London`, `Abel Braga`; but `Rahmat Lintang` may be some Rahmat of Lintang.
        let phrase = self.text.tokens[start].opens_phrase(class::PLACE);
        let placed = !names.bare_subjects && self.text.is(at, class::PLACE) && !phrase;
        let given = self.text.is(start, class::GIVEN) && self.text.is(start, BOTH);
        // `Michael van Praag`, and `Ana Ruiz Toledo` where anyone has two names of a family.
        let small = self.text.get(start + 1).is_some_and(|next| next.shape == Shape::Lower);
        let second = at == start + 2 && placed && (small || names.second_mention == SecondMention::Any);
        (kept || placed) && given && (at == start + 1 || second)
    }

    /// `Diakui Sari`: only the start of the sentence gives the first word a capital, and the second begins a name
    /// elsewhere.
    fn verb_first(&self, run: &Range) -> bool {
        const KNOWN: Class = class::GIVEN
            | class::ROLE
            | class::HONORIFIC
            | class::ORGANISATION_HEAD
            | class::PLACE_HEAD
            | class::ORGANISATION;
        let next = run.start + 1;
        // `Kader Golkar`: so does the name of a body or a place, where it ends the run. `Celebrities Julianne Moore`: so
        // do a given name and a last one.
        let last = self.text.language.pack.names.second_mention == SecondMention::Last;
        let two = run.len() == 2;
        let begins = if two { class::ORGANISATION | class::PLACE } else { class::GIVEN };
        let known = (two || last) && self.text.is(next, begins);
        // `Mabry Quillon sailed … Quillon said`: whoever has no given name elsewhere is introduced with it.
        let introduced = last && two && self.runs.introduces(run.start);
        !self.text.is(run.start, KNOWN)
            && self.runs.uses(run.start).capital == 0
            // `Ingrid Solheim, pembeli dari …, ‹mengatakan›`: two words before a comma are a whole name.
            && (known
                || !(two && self.text.is_sign(run.end, ','))
                    && (!introduced && self.runs.starts_name(next, false)
                        || self.text.is(next, class::HONORIFIC | class::ROLE | class::ORGANISATION_HEAD)))
    }

    pub(super) fn person(&self, run: Range, start: usize, floor: usize) -> Name {
        let tokens = &self.text.tokens;
        let mut gender = 0;
        for token in &tokens[run.start..start] {
            if token.is(class::HONORIFIC | class::ROLE) {
                gender |= token.class & (class::MASCULINE | class::FEMININE);
            }
        }
        let first = &tokens[start];
        let titled = (run.start..start).any(|at| tokens[at].is(class::HONORIFIC | class::ROLE));
        if gender == 0 && first.is(class::GIVEN) {
            gender = first.class & (class::MASCULINE | class::FEMININE);
        }
        let given = (start..run.end).any(|at| tokens[at].is(class::GIVEN));
        // `Tanjung Merak` may be a cape, `Akbar Tanjung` is a man.
        let cape = run.end - start > 1
            && first.is(class::PLACE_HEAD)
            && !(start + 1..run.end).any(|at| tokens[at].is(class::GIVEN));
        let placed = !given && !titled && self.is_placed(&(start..run.end));
        let kind = match () {
            () if titled || given => Kind::Person,
            () if placed => Kind::Place,
            () if run.start == start && self.runs.speaks_alone(&run) => Kind::Person,
            () => Kind::Unknown,
        };
        let alias = run.start > 0 && self.text.is_sign(run.start - 1, '(') && self.text.is_sign(run.end, ')');
        let role = self.role_before(run.start, start, floor).filter(|role| !alias && !self.is_fronted(role, &run));
        // `(‹Pelaku›) datang sendiri` is the writer's.
        let short = alias && self.text.get(run.start.wrapping_sub(2)).is_some_and(Token::is_capital);
        let kind = if short && kind == Kind::Unknown { Kind::Organisation } else { kind };
        // `Ann Ray of the Harbour Watch, the mayor`: what somebody is from has no office.
        let small =
            |at: &usize| tokens[*at].shape == Shape::Lower && tokens[*at].is(class::PREPOSITION | class::POINTER);
        let from = floor > 0 && floor < run.start && run.start < floor + 3 && (floor..run.start).all(|at| small(&at));
        let after = (role.is_none() && !from).then(|| self.role_after(run.end)).flatten();
        let kind =
            if (role.is_some() || after.is_some() && kind == Kind::Unknown) && !placed { Kind::Person } else { kind };
        let whole = role.as_ref().map_or(run.start, |role| role.start.min(run.start))..run.end;
        let title = start - usize::from(start > run.start + 1 && tokens[start - 1].is_sign('.'));
        let honoured = title > run.start && tokens[title - 1].is(class::HONORIFIC);
        Name { range: start..run.end, whole, role: role.or(after), kind, gender, sure: (given || honoured) && !cape }
    }
}

/// A place or a body, by the noun before it.
fn told(range: Range, kind: Kind) -> Name {
    Name { whole: range.clone(), range, role: None, kind, gender: 0, sure: false }
}

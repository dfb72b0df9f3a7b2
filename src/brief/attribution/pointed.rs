//! Where nouns need no article: what belongs to one, and descriptions that a word which points closes.
//!
//! Invariant: looks at a bounded number of tokens. Absent on purpose: whom they stand for.

use super::{Attributor, SPEAKS, Source};
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// Farthest a word that points stands from the noun it closes, in tokens, where a clause stands between.
const REACH: usize = 24;

/// Small words that lead to no noun.
const NO_COUNT: Class = class::PREPOSITION
    | class::CONJUNCTION
    | class::COORDINATOR
    | class::RELATIVE
    | class::PRONOUN
    | class::POINTER
    | class::AUXILIARY
    | class::NEGATION;

impl Attributor<'_> {
    /// What a person's noun at `from` begins and a word that points closes, before `stop` or over a clause; or a noun
    /// on whose end a pronoun has grown.
    pub(crate) fn pointed(&self, from: usize, stop: usize) -> Option<Source> {
        let text = self.text;
        // `menurut ‹pengakuannya›, …`: an account of one who is told of.
        if text.is(from - 1, class::OPENER) && stop == from + 1 && !text.is(from, SPEAKS) && text.grown(from) {
            return Some(Source::Pronoun(from));
        }
        if !text.language.pack.names.bare_subjects || !text.is(from, class::ROLE | class::PERSON_NOUN) {
            return None;
        }
        self.closed(from..stop).or_else(|| self.closed_behind_name(from))
    }

    /// `kata ‹politikus Partai Layar itu›`: the first word that points closes the phrase, and a body named in it does
    /// not speak.
    fn closed(&self, phrase: Range) -> Option<Source> {
        let from = phrase.start;
        let close = (from + 1..phrase.end.min(from + 8)).find(|at| self.text.is(*at, class::POINTER))?;
        // `mantan bek ‹Primavera› tersebut`: one word behind an office that no list knows for somebody's.
        let lone =
            |name: &Name| name.range.len() == 1 && name.role.is_some() && !self.text.is(name.range.start, class::GIVEN);
        let body = |at: usize| match self.name_at(at).map(|name| &self.names[name]) {
            Some(name) if name.kind == Kind::Person => lone(name),
            Some(name) => name.kind != Kind::Unknown || name.range.len() == 1,
            None => true,
        };
        let named = (from..close).any(|at| self.name_at(at).is_some());
        (named && (from..close).all(body)).then_some(Source::Nominal(from..close + 1))
    }

    /// Whether the last word of a phrase is the first that points in it, and nobody is named before it.
    pub(super) fn is_closed(&self, phrase: Range) -> bool {
        let end = phrase.end;
        matches!(self.closed(phrase), Some(Source::Nominal(whole)) if whole.end == end)
    }

    /// `kata ‹pria yang akrab disapa Rudi itu›`, `kata ‹pelantun “Ombak” tersebut›`: behind a name or a title, which
    /// nothing points at, the word closes what the noun began. In `warga yang tinggal di kota itu` it may be the town.
    fn closed_behind_name(&self, from: usize) -> Option<Source> {
        let text = self.text;
        let end = text.sentence(text.sentence_of(from)).end.min(from + REACH);
        let told = |at: &usize| text.is(*at, class::POINTER) && text.is_told(*at);
        let close = (from + 2..end).take_while(|at| !text.is_sign(*at, ',')).find(told)?;
        let before = &text.tokens[close - 1];
        // `kata ‹pemain yang membela Lintang sejak 1962 ini›`
        let name = self.name_at(close - 1).is_some() || matches!(before.shape, Shape::Mark | Shape::Number);
        // `kata istri Budi itu`: whose she is stands right behind the noun.
        let relative = (from + 1..close).find(|at| text.is(*at, class::RELATIVE) && text.is_told(*at));
        // `kata ‹Ketua Paguyuban Rina Wulandari› yang juga memimpin pasar ini`: whose office it is stands before the
        // clause.
        let bears = |name: usize| self.names[name].kind == Kind::Person && self.names[name].whole.start == from;
        if relative.is_some_and(|clause| self.name_at(clause - 1).is_some_and(bears)) {
            return None;
        }
        let clause = relative.is_some();
        let person = |at: usize| self.name_at(at).is_some_and(|name| self.names[name].kind == Kind::Person);
        let one = self.tells_of_one(from, close);
        (one || name && (clause || !(from..close).any(person))).then_some(Source::Nominal(from..close + 1))
    }

    /// `kata ‹pria yang membuat perahu tersebut›`: a man or woman with a clause right behind is somebody told of
    /// before; but in `pria yang tinggal di kota itu` it may be the town that is pointed at.
    fn tells_of_one(&self, from: usize, close: usize) -> bool {
        let text = self.text;
        let one = text.is(from, class::MASCULINE | class::FEMININE) && !text.is(from, class::GROUP | class::ROLE);
        one && text.is(from + 1, class::RELATIVE) && !(from + 2..close).any(|at| text.is(at, class::BEFORE_PLACE))
    }

    /// `Kepala ‹desa›`, `dokter ‹hewan itu›`: the end of what belongs to a noun that needs no article: words of
    /// offices, the name of a body or a place, and others where what points closes them, for an adverb may stand there
    /// as well.
    pub(super) fn modified(&self, from: usize, end: usize) -> usize {
        const NO_PART: Class = class::FUNCTION | class::PREPOSITION | class::RELATIVE | class::MARKED_ONLY | class::CUE;
        let text = self.text;
        if !text.language.pack.names.bare_subjects {
            return from;
        }
        let told = |at: &usize| text.is_told(*at) && !text.is(*at, NO_PART);
        let lower = |at: &usize| told(at) && text.tokens[*at].shape == Shape::Lower;
        let named = |at: &usize| told(at) && text.tokens[*at].is_word();
        let stop = |from: usize, reach: usize, fits: &dyn Fn(&usize) -> bool| {
            (from..end.min(from + reach)).find(|at| !fits(at)).unwrap_or(end.min(from + reach))
        };
        let closed = stop(from, 8, &named);
        if closed < end && text.is(closed, class::POINTER) && text.is_told(closed) {
            return closed + 1;
        }
        if let Some(close) = self.closed_before(from, end) {
            return close + 1;
        }
        // `‹Para› nelayan Lintang`, `‹salah› satu pengguna`: the noun stands behind the word that counts.
        let count = |at: &usize| text.is(*at, class::FUNCTION) && !text.is(*at, NO_COUNT);
        if text.is(from - 1, class::FUNCTION) {
            let noun = from + (from..end.min(from + 2)).take_while(count).count();
            let to = self.over_body(stop(noun, 4, &lower), end);
            if to > noun && (to..end).all(|at| self.small(at)) {
                return to;
            }
            // `‹Seorang› pencuri tiba-tiba …`: one noun at the least.
            let plain = (from - 1..noun).all(|at| count(&at)) && lower(&noun) && noun < end && !text.acts(noun);
            return if plain { noun + 1 } else { from };
        }
        let parts = from..stop(from, 3, &lower);
        self.over_body(parts.clone().find(|at| !text.is(*at, class::OFFICE)).unwrap_or(parts.end), end)
    }

    /// `Manajer ‹berusia 54 tahun itu› pun mengatakan`, `wanita ‹yang memimpin koperasi ini› mengatakan`: what points,
    /// right before the cue at `end` or the small words before that, closes all that stands behind the noun.
    fn closed_before(&self, from: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let close = (from..end).rev().find(|at| !self.small(*at)).filter(|close| close - from < REACH)?;
        let clause = (from..close).find(|at| text.is(*at, class::RELATIVE) && text.is_told(*at)).unwrap_or(close);
        let plain = (from..clause).all(|at| !text.is(at, class::CUE | class::CONJUNCTION) && !text.acts(at));
        let points = text.is(close, class::POINTER) && text.is_told(close);
        (points && plain).then_some(close)
    }

    /// Whether the word at `at` may stand between a subject and its verb.
    fn small(&self, at: usize) -> bool {
        const NO_SMALL: Class =
            class::POINTER | class::CONJUNCTION | class::COORDINATOR | class::RELATIVE | class::PREPOSITION;
        let token = &self.text.tokens[at];
        token.shape == Shape::Lower && token.is(class::FUNCTION) && !token.is(NO_SMALL)
    }

    /// `pihak ‹Lintang›`: the end of the name of a body or a place that begins at `from`.
    fn over_body(&self, from: usize, end: usize) -> usize {
        let name = self.name_at(from).map(|name| &self.names[name]).filter(|_| self.text.is_told(from));
        let body = name.filter(|name| name.kind != Kind::Person && name.range.start == from && name.range.end <= end);
        body.map_or(from, |name| name.range.end)
    }
}

//! Nouns that no list knows, and whose place alone shows that they act; and what is put below a noun.
//!
//! Invariant: looks at one segment between commas, each token a bounded number of times. Absent on purpose: nouns for
//! people and bodies, which lists know, and languages whose nouns have capitals.

use super::{Attributor, SPEAKS, Source};
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

impl Attributor<'_> {
    /// `dijo ‹otra›`, `raconte ‹une autre›`: an article and one small word that are all of a phrase.
    pub(crate) fn is_other(&self, phrase: &Range) -> bool {
        const NO_OTHER: Class = class::POINTER | class::PREPOSITION | class::PRONOUN | class::COORDINATOR;
        phrase.len() == 2 && phrase.clone().all(|at| self.text.is(at, class::FUNCTION) && !self.text.is(at, NO_OTHER))
    }

    /// `annonce au mégaphone ‹un gendarme›`: where the article stands of a noun for people, behind another noun that a
    /// small word has led to.
    pub(super) fn subject_below(&self, phrase: Range) -> Option<usize> {
        const SMALL: Class = class::FUNCTION | class::PREPOSITION | class::COMPLEMENT | class::COORDINATOR;
        let text = self.text;
        let article = |at: usize| text.is(at, class::FUNCTION) && !text.is(at, class::PREPOSITION | class::COMPLEMENT);
        let begins = |at: &usize| article(*at) && !text.is(at - 1, SMALL) && text.is(at + 1, SPEAKS);
        (phrase.start + 1..phrase.end.saturating_sub(1)).find(begins)
    }

    /// The end of what is put below the noun that ends at `from`: `one clerk ‹at the harbour›`, `a source ‹close to
    /// Lind’s camp›`, not a day or a verb.
    pub(crate) fn below(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        // `a spokesman for the Lind camp ‹issued› a note`, `a clerk of the port ‹declined› to comment, saying`
        let declines = |at: usize| text.is(at, class::NOT_CUE) && !text.is(at, class::FUNCTION | class::PREPOSITION);
        let verb =
            |at: &usize| text.tokens[*at].shape == Shape::Lower && (text.is(*at, class::MARKED_ONLY) || declines(*at));
        let end = (from + 2..end).find(verb).unwrap_or(end);
        // `explique un éleveur ‹concernant› la taxe`: where the source stands late, what else leads on tells of the
        // saying.
        let late = text.language.pack.attribution.late_subject;
        let told = |at: &usize| late && text.is(*at, class::PREPOSITION) && !text.is(*at, class::COMPLEMENT);
        let end = (from..end).find(told).unwrap_or(end);
        // `pejabat senior ‹di› Sagara`; but `pesta pemain berakhir ‹setelah› wasit …`, where nouns need no article.
        let small = text.language.pack.names.bare_subjects && (text.acts(from) || text.is(from, class::FUNCTION));
        let linked = text.is(from, class::PREPOSITION)
            || text.is(from + 1, class::PREPOSITION) && text.tokens[from].shape == Shape::Lower && !small;
        if !linked || end < from + 2 || end - from > 16 || text.is(from, class::RELATIVE) {
            return from;
        }
        let plain = |at: usize| {
            let token = &text.tokens[at];
            let mark = token.shape == Shape::Mark && (!token.spaced || text.name_opens(at).is_some());
            (token.is_word() || mark)
                && !token.is(class::WEEKDAY | class::MONTH | class::RELATIVE | class::PRONOUN | class::CUE)
        };
        let mut end = end;
        while end > from && text.tokens[end - 1].shape == Shape::Lower && text.is(end - 1, class::FUNCTION) {
            end -= 1;
        }
        if (from..end).all(plain) { end } else { from }
    }

    /// `disebutkan ‹tidak› ada biaya`, `dijelaskan ‹mengenai› harga`: whether what stands between a cue and a noun shows,
    /// where nouns need no article, that the noun is not who acts.
    pub(super) fn tells_of_none(&self, mut small: Range) -> bool {
        let text = self.text;
        let other = |at: usize| text.is(at, class::NEGATION | class::PREPOSITION) && !text.is(at, class::AGENT);
        text.language.pack.names.bare_subjects && small.any(other)
    }

    /// Whether a noun for a person stands in a stretch.
    pub(super) fn is_person(&self, mut range: Range) -> bool {
        range.any(|at| self.text.is(at, class::PERSON_NOUN | class::ROLE))
    }

    /// The noun between its article and the cue, or one that is all of the segment.
    pub(super) fn plain_noun(&self, segment: &Range) -> Option<Source> {
        self.behind_article(segment).or_else(|| self.alone_before(segment))
    }

    /// `the ‹Milton economists› said`, `many ‹reporters› said`: a noun that no list knows, right before its cue, behind a
    /// small word and whatever name tells more of it. The language has to tell such a noun from an adverb.
    pub(crate) fn crowd(&self, segment: &Range) -> Option<Source> {
        const NO_NOUN: Class =
            class::APOSTROPHE_S | class::FUNCTION | class::PREPOSITION | class::CONJUNCTION | class::PARTICIPLE;
        const KNOWN: Class = SPEAKS | class::RELATIVE_DAY | class::AUXILIARY | class::NEGATION | class::PRONOUN;
        const NO_COUNT: Class = class::PREPOSITION
            | class::CONJUNCTION
            | class::RELATIVE
            | class::PRONOUN
            | class::COORDINATOR
            | class::AUXILIARY
            | class::NEGATION;
        let text = self.text;
        // `Lind, ‹a Ray backer›, said`: what two commas tell of somebody is not the one it names.
        let apposed = text.is_sign(segment.end, ',') && text.is_sign(segment.start.wrapping_sub(1), ',');
        let told = text.tells_adverbs() && (text.is(segment.end, class::CUE) || apposed);
        let noun = segment.end.checked_sub(1).filter(|at| *at > segment.start && told)?;
        // `think ‹tank›`
        let says = |at: usize| text.is(at, class::CUE) && !text.is(at, class::NOT_CUE);
        let word = |at: &usize| text.is_told(*at) && text.tokens[*at].is_word() && !text.is(*at, NO_NOUN) && !says(*at);
        let plain =
            text.tokens[noun].shape == Shape::Lower && word(&noun) && !text.is(noun, KNOWN) && !text.is_adverb(noun);
        if !plain || text.verb_like(noun) {
            return None;
        }
        let words = (segment.start..noun).rev().take_while(word).count();
        let first = noun - words;
        let begins = first == segment.start && text.sentence(text.sentence_of(first)).start == first;
        // `‹Investor groups› said`, where the sentence begins
        if begins && (1..4).contains(&words) {
            return Some(Source::Nominal(first..segment.end));
        }
        let small = first.checked_sub(1).filter(|at| *at >= segment.start && words < 4)?;
        let number = |at: usize| text.tokens[at].shape == Shape::Number;
        let leads = |at: usize| number(at) || text.is(at, class::FUNCTION | class::POINTER);
        let begun = |at: usize| {
            (segment.start..at).all(leads) && (at == segment.start || !text.is(segment.start, class::PREPOSITION))
        };
        // `the ‹Harbour Post’s economists› said`
        if text.is(small, class::APOSTROPHE_S) && small > segment.start + 1 {
            let owner = (segment.start..small - 1).rev().take_while(word).count();
            let start = small - 1 - owner;
            return (owner > 0 && begun(start)).then_some(Source::Nominal(start..segment.end));
        }
        // `Two of the three ‹Milton skippers› said`
        let counts = number(small) || text.is(small, class::FUNCTION | class::POINTER) && !text.is(small, NO_COUNT);
        // `well within ‹the Biden camp›, said …`
        let below = small > segment.start + 1 && text.is(small - 1, class::FUNCTION)
            || small > segment.start && text.is(small - 1, class::PREPOSITION | class::COORDINATOR);
        let below = below && !begun(small);
        let about = words > 0 || text.is(small, class::GROUP);
        // `‹21 percent› said`
        if number(small) && words == 0 && small == segment.start {
            return Some(Source::Nominal(small..segment.end));
        }
        (counts && !below && about).then_some(Source::Nominal(small + 1..segment.end))
    }

    /// `the ‹ferry crew› wrote`, `her ‹landlord› said`: a noun that no list knows, between its article and the cue.
    fn behind_article(&self, segment: &Range) -> Option<Source> {
        let text = self.text;
        let small = |at: usize| text.is(at, class::FUNCTION) && text.tokens[at].shape == Shape::Lower;
        let end = segment.clone().rev().find(|at| !small(*at))? + 1;
        let article = (segment.start..end).rev().find(|at| text.is(*at, class::FUNCTION | class::POINTER))?;
        let below = article > segment.start && text.is(article - 1, class::PREPOSITION | class::CONJUNCTION);
        let noun = |at: usize| text.is_told(at) && text.tokens[at].shape == Shape::Lower && !text.is(at, class::CUE);
        // `‹satpam tersebut› sempat mengatakan`: where nouns need no article, what points stands behind them.
        let closes = text.language.pack.names.bare_subjects && text.is(article, class::POINTER) && !below;
        if let Some(before) = article.checked_sub(1).filter(|at| closes && *at >= segment.start) {
            let led = before > segment.start && text.is(before - 1, class::PREPOSITION);
            let alone = before == segment.start && text.tokens[before].is_capital();
            let plain = !led && (alone || noun(before)) && !text.is(before, class::FUNCTION) && !text.acts(before);
            return plain.then_some(Source::Nominal(before..article + 1));
        }
        let opens = text.is(article, class::POINTER | class::POSSESSIVE) && !text.is(article, class::CONJUNCTION);
        let words = article + 1..end;
        let plain = opens && !below && (1..4).contains(&words.len()) && words.clone().all(noun);
        plain.then_some(Source::Nominal(words))
    }

    /// `a ‹skipper of the Harbour Group› said`, `two ‹members of the crew of Ann Ray› said`: a noun that no list knows,
    /// behind a small word that begins the stretch; what is put below it does not speak.
    pub(crate) fn headed(&self, range: Range) -> Option<Source> {
        const NO_NOUN: Class =
            class::CUE | class::FUNCTION | class::PREPOSITION | class::CONJUNCTION | class::PARTICIPLE;
        let text = self.text;
        let small = |at: &usize| {
            let no_count = class::PREPOSITION | class::CONJUNCTION | class::RELATIVE | class::PRONOUN;
            text.is(*at, class::FUNCTION | class::POINTER) && !text.is(*at, no_count) && text.is_told(*at)
        };
        let start = range.clone().take_while(small).last()? + 1;
        let noun = |at: &usize| text.tokens[*at].shape == Shape::Lower && !text.is(*at, NO_NOUN);
        let words = (start..range.end).take_while(noun).count();
        let whole = self.below(start + words, range.end) == range.end;
        ((1..4).contains(&words) && whole && !text.language.pack.names.bare_subjects)
            .then_some(Source::Nominal(start..range.end))
    }

    /// `‹donors› said`, `many ‹deckhands and lenders› said`, `‹lawyers for the family› said`: a noun that no list knows
    /// and no article stands before, where it is all that stands between a comma, or the beginning of the sentence, and
    /// its cue.
    fn alone_before(&self, segment: &Range) -> Option<Source> {
        let text = self.text;
        if text.verb_second() || !text.is(segment.end, class::SOURCE_CUE) {
            return None;
        }
        let first = text.sentence(text.sentence_of(segment.start)).start;
        // `Ray, ‹who› runs the ferry, suddenly insists`: the comma closes a clause about whoever acts.
        let about = |at: usize| {
            text.is_sign(at - 1, ',') && text.is(at, class::RELATIVE) && text.tokens[at].shape == Shape::Lower
        };
        // `“It is late,” ‹economists› said`; but `“It is late,” reportedly said …`.
        let pauses =
            |at: usize| text.tokens[at].shape == Shape::Sign && matches!(text.tokens[at].first, ',' | '?' | '!');
        // `“the best of all,” giving states ‹more› power`: the verb tells who is told, or when or where.
        const TELLS: Class = class::PREPOSITION | class::WEEKDAY | class::RELATIVE_DAY;
        let told = |cue: usize| {
            let behind = self.cue(cue).end;
            text.is(cue, class::ADDRESSING) || text.get(behind).is_none_or(|next| !next.is_word() || next.is(TELLS))
        };
        let quoted = segment.start > 1
            && text.tokens[segment.start - 1].shape == Shape::Mark
            && pauses(segment.start - 2)
            && told(segment.end)
            && !segment.clone().any(|at| text.is_adverb(at));
        let comma = || text.is_sign(segment.start.wrapping_sub(1), ',') && !(first + 1..segment.start).any(about);
        let free = first == segment.start || quoted || comma();
        const NO_NOUN: Class =
            class::CUE | class::FUNCTION | class::PREPOSITION | class::CONJUNCTION | class::PARTICIPLE;
        // `one`, `many`: small words that lead to a noun, and to nothing else.
        const NO_COUNT: Class = class::CUE
            | class::PREPOSITION
            | class::CONJUNCTION
            | class::RELATIVE
            | class::PRONOUN
            | class::FIRST_PERSON
            | class::AUXILIARY
            | class::NEGATION;
        let word = |at: usize| text.is_told(at) && text.tokens[at].is_word() && !text.verb_like(at);
        let small = |at: usize| text.tokens[at].shape == Shape::Lower || at == first;
        let noun = |at: &usize| {
            let joins = text.is(*at, class::COORDINATOR) && at + 1 < segment.end;
            small(*at) && word(*at) && (joins || !text.is(*at, NO_NOUN))
        };
        let count = |at: &usize| small(*at) && text.is(*at, class::FUNCTION) && !text.is(*at, NO_COUNT);
        let start = segment.start + segment.clone().take(2).take_while(count).count();
        let words = (start..segment.end).take_while(noun).count();
        let below = start + words..segment.end;
        let within = |at: usize| word(at) && !text.is(at, class::CUE | class::RELATIVE);
        let whole = below.is_empty()
            || below.len() < 7 && text.is(below.start, class::PREPOSITION) && below.clone().all(within);
        (free && whole && (1..5).contains(&words)).then_some(Source::Nominal(start..segment.end))
    }
}

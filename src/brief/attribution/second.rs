//! Who speaks where the verb comes second, as in German: the subject stands behind it when something else begins the
//! sentence.
//!
//! Invariant: looks at one sentence, each token a bounded number of times. Absent on purpose: languages whose subject
//! stands where its cue tells.

use super::position::end_of;
use super::{Attributor, Found, NO_NOUN, SPEAKS, Source};
use crate::brief::name::Kind;
use crate::brief::text::Range;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

impl Attributor<'_> {
    /// `„…“ sei das alles, ‹so› die Sprecherin`: where the verb comes second, words that only stand before their source
    /// close the sentence behind a comma.
    pub(super) fn tail_cue(&self, start: usize, end: usize) -> Option<Found> {
        let text = self.text;
        const ONLY: Class = class::SOURCE_CUE | class::NOT_CUE;
        let turned = |at: &usize| {
            text.is_sign(*at - 1, ',') && text.is(*at, class::CUE_SOURCE) && !text.is(*at, ONLY) && text.is_told(*at)
        };
        let second = text.verb_second();
        let at = (start + 1..end).find(turned).filter(|_| second)?;
        let cue = self.cue(at);
        let source = self.source_after(cue.end, end, true)?;
        Some(Found { cue, source, adjacent: false })
    }

    /// `‹Der Rat habe gezahlt,› erklärte Vogt.`: whether a clause in the mood that tells somebody's words, and a comma,
    /// stand before the verb at `verb`, so that its subject stands behind it.
    pub(super) fn tells_clause(&self, from: usize, verb: usize) -> bool {
        let text = self.text;
        let mood = |at: usize| text.is_told(at) && text.is(at, class::REPORTED);
        text.verb_second() && text.is_sign(verb.wrapping_sub(1), ',') && (from..verb).any(mood)
    }

    /// `Als ein Gast kam, ‹rief Vogt den Wirt› und sagte`: what stands before its comma, a verb at the end and another
    /// behind it, is a clause of its own.
    pub(super) fn main_clause(&self, range: Range) -> Range {
        const NO_OPENER: Class = class::PREPOSITION | class::RELATIVE | class::PRONOUN | class::POINTER;
        let text = self.text;
        let lower = |at: usize| text.get(at).is_some_and(|token| token.shape == Shape::Lower);
        let opens = text.is(range.start, class::FUNCTION) && !text.is(range.start, NO_OPENER);
        let comma =
            range.clone().find(|at| text.is_sign(*at, ',')).filter(|at| opens && lower(at - 1) && lower(at + 1));
        comma.map_or(range.start, |comma| comma + 1)..range.end
    }

    /// `sprach deshalb auch von einem „…“`: where every noun has a capital, nothing is named between cue and marks when
    /// no word has one.
    pub(super) fn runs_on(&self, between: Range) -> bool {
        let small = |at: usize| self.text.tokens[at].shape == Shape::Lower && !self.text.is(at, class::PRONOUN);
        self.text.verb_second() && between.len() < 9 && between.clone().all(small)
    }

    /// `Gegenüber der Zeitung sagte der ‹Linkspolitiker›: „…“`: where the verb comes second, its subject stands behind
    /// it when something else begins the sentence.
    pub(crate) fn inverted(&self, at: usize, from: usize, open: usize) -> Option<Source> {
        let text = self.text;
        let second = text.verb_second();
        // `Nach ‹Angaben› von Vogt`: a capital shows the noun.
        let verb = text.is(at, class::SOURCE_CUE | class::MARKED_ONLY) && text.tokens[at].shape == Shape::Lower;
        let first = text.get(from).filter(|_| second && verb)?;
        // `Wie Vogt ‹mitteilte›, sei der Damm „…“`: a verb at the end of its clause has its subject before it.
        if text.is_sign(self.cue(at).end, ',') && at > from + 1 && !text.is(at - 1, class::COORDINATOR) {
            return None;
        }
        // `…, zumal Vogt ‹betont› hatte, der Damm sei „…“`: so has a participle before its auxiliary.
        let end = self.cue(at).end;
        let auxiliary = text.get(end).is_some_and(|next| next.shape == Shape::Lower && next.is(class::FUNCTION));
        if auxiliary
            && text.is_sign(end + 1, ',')
            && text.is(at, class::PARTICIPLE | class::SOURCE_CUE)
            && at > from + 1
        {
            return None;
        }
        // `Und ‹lobt› seinen Kollegen: „…“`: so has a verb behind the small word that begins the sentence that before.
        if at == from + 1 && text.is(from, class::COORDINATOR) && !text.tokens[from].opens_paragraph {
            let before = text.sentence(text.sentence_of(from).checked_sub(1)?);
            return self.first_noun(before).filter(|_| text.sentence(text.sentence_of(from)).start == from);
        }
        // `In Altdorf lobte Vogt den Plan und ‹nannte› ihn „…“`: the second verb has the subject of the first.
        if at > from && text.is(at - 1, class::COORDINATOR) {
            // `Es sei spät, sagte ‹Vogt› und ‹fügte› hinzu`
            let turned =
                |cue: &usize| *cue > from && text.is_sign(cue - 1, ',') && self.is_cue(*cue, class::CUE_SOURCE);
            let before = (from..at - 1).rev().find(turned).and_then(|cue| self.source_after(cue + 1, at - 1, false));
            return before.or_else(|| self.first_noun(self.main_clause(from..at)));
        }
        // `Die rund 400 Gäste`, `Der zum Vorstand gehörende Wirt`
        let counted =
            text.is(from + 1, class::FUNCTION) && text.get(from + 2).is_some_and(|n| n.shape == Shape::Number);
        let noun = text.get(from + 1).is_some_and(|next| next.is_capital() || next.is(class::PREPOSITION));
        // `‹Den› Vorwurf wies Vogt zurück`: an article that no subject has begins an object.
        let object = first.is(class::PREPOSITION);
        let determined = (noun || counted) && first.is(class::RELATIVE) && !object || self.determines(from, at);
        let other = object || first.is(class::FUNCTION) && !first.is(class::PRONOUN) && !determined;
        let adjective = text
            .get(from + 1)
            .is_some_and(|next| next.shape == Shape::Lower && !next.is(class::FUNCTION | class::SOURCE_CUE));
        if other && (object || !(adjective && first.is(class::RELATIVE))) {
            return self.beside_verb(from, at).or_else(|| self.first_noun(at + 1..open));
        }
        // `Die Kritik des Rates nannte der ‹Wirt› „…“`: whoever can speak acts, and no thing before the verb.
        // `Kurz vor dem Treffen sagte ‹Vogt›, …`: so does whoever stands behind it where a word leads to a small one.
        let leads = text.is(from + 1, class::PREPOSITION) && text.tokens[from + 1].shape == Shape::Lower;
        if (leads || text.is(from, class::POINTER | class::FUNCTION))
            && self.first_noun(from..at).is_some_and(|source| !self.can_speak(&source))
            && let Some(source) = self.subject_behind(at, at + 1, open).filter(|source| self.nominative(source))
        {
            return Some(source);
        }
        let comma = text.is_sign(open - 1, ',');
        let led = |source: &Source| text.is_sign(open - 1, ':') || comma && self.nominative(source);
        self.fronted(from, at, open).filter(led)
    }

    /// `Und ‹er› stellte die Frage: „…“`, `Auch ‹die Wirtin› stellte sie`: what fills all between a small word that
    /// begins the sentence at `from` and its verb is its subject, for only one phrase can stand before that.
    fn beside_verb(&self, from: usize, verb: usize) -> Option<Source> {
        let text = self.text;
        let source = self.first_noun(from + 1..verb).filter(|_| !text.is(from, class::PREPOSITION))?;
        let article = usize::from(text.is(from + 1, class::POINTER));
        let whole = source.start(self) <= from + 1 + article && end_of(self, &source, 0) == verb;
        (whole && self.can_speak(&source)).then_some(source)
    }

    /// Whether a source is a name, a pronoun or a noun for people or bodies.
    pub(crate) fn can_speak(&self, source: &Source) -> bool {
        !matches!(source, Source::Nominal(noun) if !noun.clone().any(|at| self.text.is(at, SPEAKS)))
    }

    /// Whether a noun or name and what belongs to it are all of a stretch.
    pub(crate) fn is_phrase(&self, range: Range) -> bool {
        self.first_noun(range.clone()).is_some_and(|source| end_of(self, &source, 0) >= range.end)
    }

    /// Whether the article of a noun may be that of a subject: `der` before a noun for a woman or of no known gender is
    /// not.
    fn nominative(&self, source: &Source) -> bool {
        let text = self.text;
        let Source::Nominal(noun) = source else { return true };
        let article = noun.start.wrapping_sub(1);
        let masculine = || noun.clone().any(|at| text.is(at, class::MASCULINE));
        !text.is(article, class::POINTER) || text.is(article, class::FEMININE) || masculine()
    }

    /// `‹Vogt› hatte Karl Brandt vorgeworfen, …`: of two before a verb that ends its clause the first one acts, beside
    /// the small verb that clasps the clause with it.
    pub(super) fn clasped(&self, clause: Range, cue: usize, nearest: &Source) -> Option<Source> {
        const NO_VERB: Class =
            class::PREPOSITION | class::COORDINATOR | class::POINTER | class::PRONOUN | class::CLOSER | class::RELATIVE;
        let text = self.text;
        let verb =
            |at: usize| text.is_told(at) && text.tokens[at].shape == Shape::Lower && text.is(at, class::FUNCTION);
        let verb = |at: usize| verb(at) && !text.is(at, NO_VERB);
        let nearest = match nearest {
            Source::Name(name) if text.verb_second() => self.names[*name].whole.start,
            _ => return None,
        };
        let source = self.first_noun(clause.start..cue)?;
        let (start, end) = (source.start(self), end_of(self, &source, 0));
        let somebody = self.can_speak(&source);
        let article = usize::from(start > clause.start && text.is(start - 1, class::POINTER));
        let beside = start - article;
        let begins = beside == clause.start || beside > clause.start && verb(beside - 1);
        let clasped = begins && end < nearest && (verb(end) || beside > clause.start);
        (somebody && clasped).then_some(source)
    }

    /// `Eine ‹ranghohe Sprecherin› sagte`: what a small word before a noun for people begins, acts itself.
    fn determines(&self, from: usize, verb: usize) -> bool {
        let text = self.text;
        let small = text.is(from, class::FUNCTION) && !text.is(from, class::PREPOSITION);
        let noun = (from + 1..verb).find(|at| text.tokens[*at].is_capital() || text.is(*at, class::FUNCTION));
        small && noun.is_some_and(|noun| text.tokens[noun].is_capital() && text.is(noun, SPEAKS))
    }

    /// `Erfreut zeigte sich ‹Weber›: „…“`, `Wenig begeistert ist der ‹Wirt›: „…“`: where a word of no list begins the
    /// sentence, only that gives it its capital, and somebody stands behind the verb.
    pub(super) fn fronted(&self, from: usize, verb: usize, end: usize) -> Option<Source> {
        let text = self.text;
        let first = text.is(from, SPEAKS | class::PRONOUN | class::POINTER) || self.name_at(from).is_some();
        let lower = |at: usize| text.tokens[at].shape == Shape::Lower && !text.is(at, class::PRONOUN);
        let front = text.verb_second() && !first && (from + 1..verb).all(lower);
        let source = self.first_noun(verb + 1..end).filter(|_| front)?;
        match &source {
            Source::Name(name) => self.names[*name].kind == Kind::Person,
            Source::Nominal(range) => range.clone().any(|at| text.is(at, SPEAKS)),
            _ => false,
        }
        .then_some(source)
    }

    /// `Brandt scheut sich nicht, ihre Liebe zum Wald ‹zu zeigen›: „…“`: what stands before a verb behind `zu` is its
    /// object; the one who acts in the sentence speaks.
    pub(crate) fn infinitive(&self, cue: usize, from: usize) -> Option<Source> {
        let text = self.text;
        let before = cue.checked_sub(1).filter(|before| text.verb_second() && *before > from)?;
        let below = text.is(before, class::PREPOSITION) && text.tokens[before].shape == Shape::Lower;
        self.first_noun(from..before).filter(|_| below)
    }

    /// `Die „‹Neue Altdorfer Zeitung›“ schreibt`: a short name in marks behind an article.
    pub(crate) fn in_marks(&self, cue: usize) -> Option<Source> {
        let text = self.text;
        let pair = text.pairs.get(text.pairs.partition_point(|pair| pair.close + 1 < cue))?;
        let range = pair.open + 1..pair.close;
        let named = pair.close + 1 == cue && range.len() < 6 && text.get(range.start).is_some_and(Token::is_capital);
        let article = pair.open > 0 && text.is(pair.open - 1, class::POINTER);
        let second = text.verb_second();
        (named && article && second).then_some(Source::Nominal(range))
    }

    /// `„…“, kommentiert die „‹Neue Post›“ das Urteil`: the same behind a verb that ends at `verb`.
    pub(super) fn in_marks_behind(&self, verb: usize) -> Option<Source> {
        let text = self.text;
        let article = text.verb_second() && text.is(verb, class::POINTER) && text.is_told(verb);
        let pair = text.pairs[text.pair_at(verb + 1).filter(|_| article)?];
        let range = pair.open + 1..pair.close;
        let named = pair.open == verb + 1 && range.len() < 6 && text.get(range.start).is_some_and(Token::is_capital);
        named.then_some(Source::Nominal(range))
    }

    /// `„…“, ließ ‹Vogt› ihren Anwalt Karl Brandt erklären`: behind words in marks that stand first comes the verb, and
    /// behind it the subject.
    pub(super) fn behind_verb(&self, verb: usize, cue: usize, close: usize) -> Option<Source> {
        let text = self.text;
        let finite = text.verb_second() && text.get(verb).is_some_and(|token| token.shape == Shape::Lower);
        let first = finite && verb < cue && !text.is(verb, class::REPORTING | class::PREPOSITION | class::PRONOUN);
        self.first_noun(verb + 1..cue).filter(|_| first && self.stands_first(close))
    }

    /// `„…“ Das sagte ‹Vogt› am Montag.`: a sentence that only tells by whom that was which it points back at.
    pub(super) fn pointing_back(&self, start: usize, end: usize) -> Option<Found> {
        let text = self.text;
        let points = text.get(start).is_some_and(|first| first.is(class::POINTER) && first.is(class::LEANING));
        if !(points && text.verb_second() && self.is_cue(start + 1, class::SOURCE_CUE)) {
            return None;
        }
        let cue = self.cue(start + 1);
        let source = self.source_after(cue.end, end, false)?;
        let tells = |at: usize| text.is_sign(at, ':') || text.is(at, class::CONJUNCTION) && text.is_sign(at - 1, ',');
        let alone = text.get(end).is_some_and(|_| text.ends_sentence(end)) && !(cue.end..end).any(tells);
        alone.then_some(Found { cue, source, adjacent: true })
    }

    /// `„…“, ‹der Wirt sprach› von „…“`: a subject whose verb comes second begins a clause of its own.
    pub(super) fn begins_clause(&self, start: usize, verb: usize, source: &Source) -> bool {
        let text = self.text;
        let article = |at: usize| text.is(at, class::POINTER) && !text.is(at, class::CONJUNCTION | class::REPORTING);
        let first = source.start(self) < verb && (start..source.start(self)).all(article);
        text.verb_second() && first && text.get(verb + 1).is_some_and(Token::is_word)
    }

    /// Whether nothing stands in its sentence before the stretch in marks that ends at `close`.
    pub(super) fn stands_first(&self, close: usize) -> bool {
        let text = self.text;
        let pair = text.pairs.partition_point(|pair| pair.close < close);
        text.pairs.get(pair).is_some_and(|pair| text.sentence(text.sentence_of(pair.open)).start == pair.open)
    }

    /// Whether the phrase of a source ends before the token at `at`.
    pub(super) fn ends_phrase(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        let nouns = self.text.language.pack.names.nouns_capitalised;
        let sign = token.shape == Shape::Sign && !matches!(token.first, '.' | '-' | '/' | '&' | '(' | ')' | '\'');
        // `die` is an article first; its relative clause stands behind a comma anyway.
        let relative = if nouns { class::CONJUNCTION } else { class::RELATIVE | class::CONJUNCTION };
        sign || token.is(relative) && token.shape == Shape::Lower && self.name_at(at).is_none()
            || self.text.ends_sentence(at)
    }

    /// `volgens de ‹officier van justitie› heeft …`: where the verb comes second and nouns have small letters, a phrase
    /// ends with its noun for people and what a small word or a capital joins to that.
    pub(super) fn phrase_end(&self, from: usize, stop: usize) -> usize {
        let text = self.text;
        let Some(noun) = (from..stop).take(6).find(|at| text.is(*at, SPEAKS)) else { return stop };
        let capitals = |from: usize| (from..stop).find(|at| !text.tokens[*at].is_capital()).unwrap_or(stop);
        let mut end = capitals(noun + 1);
        while end < stop && text.is(end, class::COMPLEMENT) {
            let joined =
                (end + 1..stop).take(3).find(|at| !text.is(*at, class::FUNCTION) || text.tokens[*at].is_capital());
            let Some(joined) = joined else { break };
            end = capitals(joined + 1);
        }
        end
    }

    /// `„…“, ‹machte› der Wirt des Hofes deutlich`: where the verb comes second, whoever stands behind it is its
    /// subject when words in marks stand before it, whatever the verb.
    pub(crate) fn second(&self, verb: usize, end: usize) -> Option<Found> {
        const PERSON: Class = class::ROLE | class::PERSON_NOUN | class::GROUP | class::HONORIFIC;
        const NO_ADVERB: Class = NO_NOUN | class::PRONOUN | class::COORDINATOR;
        let text = self.text;
        let person = |at: usize| self.name_at(at).filter(|name| self.names[*name].kind == Kind::Person);
        // `„…“, findet ‹dagegen› Landrat Karl Vogt`
        let adverb = text.is(verb + 1, class::FUNCTION) && !text.is(verb + 1, NO_ADVERB) && verb + 2 < end;
        let at = verb + 1 + usize::from(adverb && person(verb + 2).is_some());
        let name = person(at);
        let noun = text.is(at, PERSON) && text.tokens[at].is_capital();
        let article = text.is(at, class::POINTER) && text.tokens[at].shape == Shape::Lower;
        let article = article || self.determines(at, end);
        if at >= end || !(name.is_some() || noun || article) {
            return None;
        }
        let source = self.source_after(at, end, false).filter(|_| !text.is(verb, class::REPORTED))?;
        Some(Found { cue: verb..verb + 1, source, adjacent: true })
    }
}

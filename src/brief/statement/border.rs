//! Where a reported clause begins behind its cue, and where it ends.
//!
//! Invariant: looks at one sentence; a clause begins a few tokens behind its cue and ends before the next word of
//! saying. Absent on purpose: whether the cue reports anything, and who says it.

use crate::brief::attribution::position::end_of;
use crate::brief::attribution::{Attributor, SPEAKS, Source};
use crate::brief::text::token::{Shape, Token};
use crate::brief::text::{Range, Text};
use crate::language::lexicon::{Class, class};

/// Farthest behind its cue a clause begins, in tokens: `told a crowd in the old harbour on Monday that …`.
const FAR: usize = 14;

/// What tells a day. Words of a relative one count other things too: `menyebut dua orang`.
pub(crate) const DAY: Class = class::WEEKDAY | class::MONTH;

/// Where the clause begins that a cue reports: behind a conjunction or a comma, or right behind a cue that needs
/// neither.
pub(crate) fn begin(text: &Text<'_>, cue: &Range, end: usize) -> Option<usize> {
    let from = behind_date(text, cue.end);
    let limit = end.min(from + FAR);
    // `said Thursday`, `said on July 5`: 45 of `said 45 boats left` counts something.
    let day = |at: usize| text.is(at, DAY) || text.tokens[at].shape == Shape::Number && text.is(at - 1, class::MONTH);
    let first = (from..limit).find(|at| !day(*at))?;
    let lower = |at: usize, classes: Class| text.is(at, classes) && text.tokens[at].shape == Shape::Lower;
    // `people in ‹states› that voted early`: a word for places reports where a subject stands behind the small word.
    const BEGINS: Class = class::PRONOUN | class::POINTER | class::POSSESSIVE;
    let begins = |at: usize| text.get(at).is_some_and(|token| token.is_capital() || token.is(BEGINS));
    if text.is(cue.start, class::PLACE_TAIL) && !(opens(text, first) && begins(first + 1)) {
        return None;
    }
    if lower(first, class::INNER) {
        return Some(first);
    }
    let commas = text.language.pack.attribution.clause_after_comma;
    if commas && text.is_sign(first, ',') {
        return Some(first + 1 + usize::from(opens(text, first + 1))).filter(|at| *at < end);
    }
    if opens(text, first) || text.is_sign(first, ':') {
        return Some(first + 1).filter(|at| *at < end);
    }
    // `…, saying it would rain`; but `a puppet saying what they like`.
    let beside = !text.is(cue.start, class::PARTICIPLE)
        || cue.start.checked_sub(1).is_some_and(|at| text.tokens[at].shape == Shape::Sign);
    if let Some(subject) = subject_behind(text, cue, first..limit).filter(|_| beside) {
        return Some(subject);
    }
    if let Some(clause) = told_when(text, first..limit).filter(|_| beside) {
        return Some(clause).filter(|at| *at < end);
    }
    let bare = text.is(cue.start, class::CLAUSE_CUE) && !text.verb_second() && beside;
    // `mengatakan ‹saat ini› harga turun`, `mengatakan ‹dari sepuluh kapal yang berlayar›, dua tiba`
    let led = text.language.pack.names.bare_subjects
        && (text.is(first, class::PREPOSITION) && text.is(first + 1, class::POINTER)
            || text.is(first, class::COMPLEMENT) && (first + 5..limit).any(|at| text.is_sign(at, ',')));
    let word = text.tokens[first].is_word() || text.tokens[first].shape == Shape::Number;
    if bare && word && (led || !lower(first, NO_CLAUSE)) {
        return Some(first);
    }
    if let Some(clause) = clause_behind(text, cue, first..limit).filter(|_| beside) {
        return Some(clause);
    }
    // `dénonça le projet ‹que› la ville avait`: behind an object of the cue the word opens a clause about that.
    const SMALL: Class = class::PREPOSITION | DAY | class::RELATIVE_DAY | SPEAKS;
    let object = !text.verb_second()
        && text.is(first, class::FUNCTION | class::POINTER)
        && text.tokens[first].shape == Shape::Lower
        && !text.is(first, SMALL)
        && text.get(first + 1).is_some_and(|next| next.shape == Shape::Lower && !next.is(SMALL | class::FUNCTION))
        && !text.is(cue.start, class::ADDRESSING);
    // `While Ray pledged to stay, Lind ‹insisted› that …`: what another cue leads to, behind a comma, is its own.
    // So it is behind a small word: `Ray accused the council of greed and ‹warned› that …`.
    let mut paused = false;
    let own = |at: &usize| {
        paused |= text.is_sign(*at, ',') || text.is(*at - 1, class::COORDINATOR);
        let other = paused && lower(*at, class::SOURCE_CUE) && !text.is(*at, class::PARTICIPLE);
        !(other || text.is(*at, class::PRONOUN))
    };
    let conjunction = (first..limit).take_while(own).find(|at| opens(text, *at) && !tells_of_noun(text, cue.end..*at));
    // `warned of a storm ‹that would› hit the coast`: what a verb follows at once tells of the noun before it.
    let related = |at: &usize| !text.verb_second() && text.is(*at + 1, class::AUXILIARY | class::NEGATION);
    let conjunction = conjunction.filter(|at| !(object || related(at) || objects(text, cue, first, *at)));
    // `mengatakan kepada wartawan, harga …`
    let comma = || {
        let comma = (first..limit).find(|at| text.is_sign(*at, ','))?;
        (commas && lower(first, class::PREPOSITION) && comma - first <= 4).then_some(comma)
    };
    // `Gestern sagte Vogt, ein Kenner der Alpen, man ‹müsse› sparen`: the mood of a verb shows which clause is told. A
    // relative one has it last: `sagte Vogt, der sparen ‹wolle›, …`; but `forderte Vogt, der Rat ‹solle› sparen`.
    let told = |comma: &usize| {
        let clause = comma + 1..end;
        let mood = clause.clone().take_while(|at| text.tokens[*at].shape != Shape::Sign);
        let relative = lower(clause.start, class::RELATIVE);
        let second = |at: usize| !relative || text.get(at + 1).is_some_and(Token::is_word);
        let mood = || mood.skip(1).any(|at| lower(at, class::REPORTED) && text.is_told(at) && second(at));
        let begins = text.is_sign(*comma, ',') || text.is_sign(*comma, ':');
        begins && !lower(clause.start, class::REPORTED) && mood()
    };
    let mood = || {
        let comma = (first..limit).find(told).filter(|_| text.verb_second())?;
        Some(comma + usize::from(opens(text, comma + 1)))
    };
    conjunction.or_else(comma).or_else(mood).map(|at| at + 1).filter(|at| *at < end)
}

/// `respondió al alcalde, ‹que lo› llamó torpe`: where one word opens what is told and what tells of a noun, it does the
/// latter behind one comma; two close what stands between them: `dijo Ana Ray, la alcaldesa, ‹que› …`.
fn tells_of_noun(text: &Text<'_>, before: Range) -> bool {
    let comma = |at: &usize| text.is_sign(*at, ',');
    let late = text.language.pack.attribution.late_subject;
    late && before.end > before.start && comma(&(before.end - 1)) && before.filter(comma).count() % 2 == 1
}

/// `reported ‹strong earnings› that beat all hopes`: whether what stands right behind a cue, up to a `conjunction`, is its
/// object, where endings tell adverbs from nouns.
fn objects(text: &Text<'_>, cue: &Range, first: usize, conjunction: usize) -> bool {
    const OTHER: Class =
        class::FUNCTION | class::PREPOSITION | class::PRONOUN | class::CUE | DAY | class::RELATIVE_DAY | SPEAKS;
    let noun = |at: usize| {
        let plain = text.tokens[at].shape == Shape::Lower && !text.is(at, OTHER);
        plain && !text.is_adverb(at)
    };
    // `some ‹news› about a deal that hurts`; but `last ‹spring› that it hurts`.
    let begins = || noun(first) || text.is(first, class::GROUP) && text.is(first, class::FUNCTION);
    text.tells_adverbs() && !text.is(cue.start, class::ADDRESSING) && noun(conjunction - 1) && begins()
}

/// `said ‹on Friday (May 22)› it was late`: the end of a day at `from` that a bracket tells too. `said ‹yesterday› it
/// was late`
fn behind_date(text: &Text<'_>, from: usize) -> usize {
    if text.is(from, class::RELATIVE_DAY)
        && let Some(day) = text.date_at(from)
    {
        return day;
    }
    let day = from + usize::from(text.is(from, class::PREPOSITION));
    if !(text.is(day, DAY) && text.is_sign(day + 1, '(')) {
        return from;
    }
    let close = (day + 2..text.tokens.len().min(day + 7)).find(|at| text.is_sign(*at, ')'));
    close.map_or(from, |close| close + 1)
}

/// Farthest behind a cue that tells somebody something the clause begins, in tokens: `told the mayor of Altdorf ‹he›
/// …`.
const ADDRESS: usize = 6;

/// `suggested ‹she› would stay`, `told the crowd ‹he› would stay`: the pronoun that is the subject of what is said.
fn subject_behind(text: &Text<'_>, cue: &Range, near: Range) -> Option<usize> {
    const ENDS: Class = class::RELATIVE | class::CONJUNCTION | class::COORDINATOR | class::FUNCTION;
    const OPENS: Class = class::PRONOUN | class::POINTER | class::POSSESSIVE;
    const NO_VERB: Class = class::PREPOSITION | class::CONJUNCTION | class::COORDINATOR | class::PRONOUN;
    // `told ‹him› not to go`
    let pronoun =
        |at: usize| text.is(at, class::PRONOUN) && !text.is(at, class::OBJECT) && text.tokens[at].shape == Shape::Lower;
    let verb = |at: usize| text.get(at).is_some_and(|token| token.shape == Shape::Lower && !token.is(NO_VERB));
    if text.verb_second() || text.language.pack.names.bare_subjects {
        return None;
    }
    let addressed = if text.is(cue.start, class::ADDRESSING) { ADDRESS } else { 0 };
    let within = |at: &usize| text.tokens[*at].is_word() && (!text.is(*at, ENDS) || text.is(*at, OPENS));
    // `asked Ray ‹whether› the quay is shut`
    let inner = |at: &usize| addressed > 0 && text.is(*at, class::INNER) && text.tokens[*at].shape == Shape::Lower;
    let within = |at: &usize| within(at) || inner(at);
    near.take(addressed + 1).take_while(within).find(|at| inner(at) || pronoun(*at) && verb(at + 1))
}

/// Most words of a subject behind a cue: `confirmed ‹the old bridge of the town› was shut`.
const SUBJECT: usize = 7;

/// `confirmed ‹the bridge› was shut`, `told the paper ‹the bridge› was shut`: what a verb follows is no object of the
/// cue, where a clause may begin with no word between. Whoever is told ends before the last article.
fn clause_behind(text: &Text<'_>, cue: &Range, near: Range) -> Option<usize> {
    const ENDS: Class = class::RELATIVE | class::COORDINATOR | class::PARTICIPLE | class::PRONOUN | class::PREPOSITION;
    const FINITE: Class = class::AUXILIARY | class::NEGATION;
    const ARTICLE: Class = class::POINTER | class::POSSESSIVE;
    if text.verb_second() || text.language.pack.names.bare_subjects {
        return None;
    }
    let noun = |at: usize| !text.is(at, ENDS) || text.is(at, ARTICLE);
    let within = |at: &usize| text.tokens[*at].is_word() && !text.is(*at, class::CONJUNCTION) && noun(*at);
    // `urged people ‹not› to go` has none.
    let finite = |at: usize| text.is(at, FINITE) && !text.is(at + 1, class::PREPOSITION);
    let verb = |at: &usize| finite(*at) && text.tokens[*at].shape == Shape::Lower;
    let start = near.start;
    let verb = near.take(SUBJECT).take_while(within).find(verb).filter(|verb| *verb > start)?;
    if text.is(cue.start, class::ADDRESSING) {
        return (start + 1..verb).rev().find(|at| text.is(*at, ARTICLE));
    }
    Some(start)
}

/// `said ‹earlier› that it was late`, `said ‹after the vote on Monday› that it was late`: behind one small word or a day
/// that tells when something was said.
fn told_when(text: &Text<'_>, near: Range) -> Option<usize> {
    // `said ‹those› that voted`
    const NO_ADVERB: Class = class::PRONOUN
        | class::POINTER
        | class::POSSESSIVE
        | class::PREPOSITION
        | class::RELATIVE
        | class::COORDINATOR
        | class::AUXILIARY
        | class::LEANING;
    let first = near.start;
    let sign = |at: &usize| text.tokens[*at].shape == Shape::Sign;
    let conjunction = near.take_while(|at| !sign(at)).skip(1).find(|at| opens(text, *at))?;
    let small = text.tokens[first].shape == Shape::Lower && text.is(first, class::FUNCTION);
    let adverb = conjunction == first + 1 && small && !text.is(first, NO_ADVERB);
    let when = adverb || text.is(conjunction - 1, DAY | class::RELATIVE_DAY);
    // `ahead of the vote on Tuesday ‹that is› likely to …`
    let related = text.is(conjunction + 1, class::AUXILIARY | class::NEGATION);
    (when && !related && !text.verb_second()).then_some(conjunction + 1)
}

/// Whether a conjunction stands at `at` behind which a clause begins.
fn opens(text: &Text<'_>, at: usize) -> bool {
    text.get(at)
        .is_some_and(|token| token.shape == Shape::Lower && token.is(class::CONJUNCTION) && !token.is(class::INNER))
}

/// What begins no clause.
pub(super) const NO_CLAUSE: Class = class::PREPOSITION
    | class::RELATIVE
    | class::COORDINATOR
    | class::PARTICIPLE
    | class::SOURCE_CUE
    | class::MARKED_ONLY
    | class::AUXILIARY;

/// Where a reported clause ends: before a second word of saying, whoever says it.
pub(crate) fn end(attributor: &Attributor<'_>, clause: Range) -> usize {
    let closes = |at: &usize| {
        joined(attributor, *at).is_some() || credited(attributor, *at) || turned(attributor, *at, clause.end)
    };
    (clause.start + 2..clause.end).find(closes).unwrap_or(clause.end)
}

/// `…, ‹according to› the report`: who else says so.
fn credited(attributor: &Attributor<'_>, at: usize) -> bool {
    attributor.text.is_sign(at, ',') && attributor.is_cue(at + 1, class::OPENER)
}

/// `…, ‹relate› le Courrier`: who else tells it, at the end of the sentence.
fn turned(attributor: &Attributor<'_>, at: usize, end: usize) -> bool {
    let text = attributor.text;
    let cue = text.is_sign(at, ',') && !text.verb_second() && attributor.is_cue(at + 1, class::CUE_SOURCE);
    let source = || attributor.source_after(attributor.cue(at + 1).end, end, false);
    cue && source().is_some_and(|source| end_of(attributor, &source, at) + 1 >= end)
}

/// A noun for people that is all that stands between a comma and its verb.
fn group(attributor: &Attributor<'_>, at: usize) -> Option<Range> {
    let text = attributor.text;
    let bare = text.is(at, class::GROUP) && text.tokens[at].shape == Shape::Lower && !text.verb_second();
    (bare && attributor.is_cue(at + 1, class::SOURCE_CUE)).then_some(at..at + 1)
}

/// Most words between the subject of a second word of saying and the word: `but she also did not ‹say›`.
const BETWEEN: usize = 3;

/// The second word of saying that a comma or a small word at `at` joins to the first, and its subject where that is
/// another: `and ‹said›`, `, ‹adding›`, `but ‹she› ‹said›`.
pub(crate) fn joined(attributor: &Attributor<'_>, at: usize) -> Option<(Option<Source>, usize)> {
    let text = attributor.text;
    let comma = text.is_sign(at, ',');
    let coordinator = at + usize::from(comma);
    let coordinated = text.is(coordinator, class::COORDINATOR) && text.is_told(coordinator);
    let behind = coordinator + usize::from(coordinated);
    if !(comma || coordinated) {
        return None;
    }
    let lower = text.get(behind).is_some_and(|token| token.shape == Shape::Lower);
    // `…, and ‹accused› the harbour of it`
    // `… y ‹explicó› que`
    let led = || opens(text, attributor.cue(behind).end);
    let acts = coordinated && attributor.is_cue(behind, class::SOURCE_CUE) && (comma || led());
    if lower && (acts || text.is(behind, class::CLAUSE_CUE | class::PARTICIPLE)) {
        return Some((None, behind));
    }
    let name = || attributor.name_at(behind).filter(|name| attributor.names[*name].whole.start == behind);
    // `declared that it was void, ‹Ray› ‹said› it was late`: without a small word a name right before its verb.
    let beside = |name: &usize| coordinated || attributor.is_cue(attributor.names[*name].range.end, class::SOURCE_CUE);
    let source = match text.is(behind, class::PRONOUN) {
        true if !coordinated => return None,
        true => Source::Pronoun(behind),
        false => match name().filter(beside) {
            Some(name) => Source::Name(name),
            // `a man was seen, ‹police› ‹said›.`
            None => Source::Nominal(group(attributor, behind).filter(|_| !coordinated)?),
        },
    };
    let end = end_of(attributor, &source, behind);
    let small = |at: &usize| text.get(*at).is_some_and(|token| token.shape == Shape::Lower);
    let cue = (end..end + BETWEEN + 1).take_while(small).find(|at| attributor.is_cue(*at, class::SOURCE_CUE))?;
    Some((Some(source), cue))
}

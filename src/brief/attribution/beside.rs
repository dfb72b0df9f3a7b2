//! The cue and the source beside marks: what is told right behind the closing one, or before the opening one.
//!
//! Invariant: neither goes over the end of its sentence. Absent on purpose: which marks hold speech.

use super::position::end_of;
use super::{Attributor, Found, NO_NOUN, REACH, Source};
use crate::brief::text::quote::is_dash;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::class;

/// What is told behind words in marks, and how it leads on from them.
struct Behind {
    /// Its first token, behind the comma.
    start: usize,
    /// Its end.
    end: usize,
    /// The words in marks end their sentence: what is told begins another.
    closed: bool,
    /// Nothing parts the words in marks from it.
    flows: bool,
    /// The words in marks end as those do whose attribution follows.
    pauses: bool,
    /// A dash opened the words, and a sign closes them.
    dashed: bool,
}

/// The longest office before the name that begins a clause, in tokens.
const OFFICE: usize = 4;

impl Attributor<'_> {
    /// The attribution behind the closing mark at `close`.
    pub(crate) fn right(&self, close: usize) -> Option<Found> {
        let text = self.text;
        if let Some(found) = self.signed(close).or_else(|| self.called_by(close)) {
            return Some(found);
        }
        let behind = self.behind(close)?;
        let Behind { start, end, closed, flows, .. } = behind;
        if let Some(found) = self.right_behind(&behind).or_else(|| self.pointing_back(start, end)) {
            return Some(found);
        }
        if let Some(found) = self.tail_cue(start, end).filter(|_| flows) {
            return Some(found);
        }
        if let Some(found) = (start..end.min(start + 12)).find_map(|at| self.agent(at, end)).filter(|_| !closed) {
            return Some(found);
        }
        let reach = if closed { 7 } else { 40 };
        let Some(at) = (start..end.min(start + reach)).find(|at| self.is_cue(*at, class::SOURCE_CUE)) else {
            return behind.pauses.then(|| self.placed(close, start, end)).flatten();
        };
        // `“day of reckoning”, as Lind’s men ‹shouted› “resign”`: a clause beside the words, with words of its own.
        let leads = text.get(at + 1).is_some_and(|next| next.shape == Shape::Mark && next.spaced);
        if leads && text.is(start, class::CONJUNCTION | class::PREPOSITION) {
            return None;
        }
        let colon = (start..end).any(|at| text.is_sign(at, ':'));
        let reports = text.is_sign(at + 1, ',') && (text.verb_second() || text.is(at + 2, class::CONJUNCTION));
        // `“It is late.” Ann Ray ‹added› it was “a bad day”`: what she added stands in other marks.
        let other = end > at + 2 && !text.is_told(end) && text.get(end).is_some_and(|next| !next.opens_paragraph);
        if closed && (colon || reports || other || end.saturating_sub(at) > 12) {
            return None;
        }
        let enclosed = || self.enclosed(close).filter(|_| at == start);
        let turned = self.done_by(at, text.sentence(text.sentence_of(close)).start);
        let source = turned.or_else(|| self.late(at, start, end)).or_else(|| self.behind_verb(start, at, close));
        let source = source.or_else(|| self.source_before(at, start)).or_else(enclosed);
        // `“…,” vowed ‹Ann Ray›`: a verb that seldom stands before its source.
        let Some(source) = source else {
            let placed = || self.placed(close, start, end).or_else(|| self.ended(start, end));
            return behind.pauses.then(placed).flatten();
        };
        // `“…,” for one, and ‹Ray› asked “…”`: another clause with words of its own.
        let before = source.start(self).wrapping_sub(1);
        let other = before >= start && text.is(before, class::COORDINATOR) && text.is_told(before);
        let other = other || self.begins_clause(start, at, &source) || self.tells_apart(start, at);
        Some(Found { cue: self.cue(at), source, adjacent: !colon && !flows && !other })
    }

    /// The telling behind the closing mark at `close`, if its paragraph goes on.
    fn behind(&self, close: usize) -> Option<Behind> {
        let text = self.text;
        let first = text.get(close + 1).filter(|token| !token.opens_paragraph)?;
        let comma = matches!(first.first, ',' | '-' | '–' | '—' | '―');
        let start = close + 1 + usize::from(comma);
        // `“tax reform,” which he called “…”`: the verb of a relative clause has another object.
        let relative = text.get(start).is_some_and(|token| token.is(class::RELATIVE) && token.shape == Shape::Lower);
        if relative && !text.language.pack.names.nouns_capitalised {
            return None;
        }
        // What a dash opened is closed by a stop, a comma or another dash.
        let stop = text.get(close).filter(|token| token.shape == Shape::Sign && !token.opens_paragraph);
        let comma = comma || stop.is_some_and(|token| token.first == ',' || is_dash(token.first));
        let before = stop.filter(|token| !is_dash(token.first)).or(text.get(close - 1))?;
        let sign = before.shape == Shape::Sign;
        // `“another cold morning” and said it was …`: words that flow on are not attributed by what follows.
        let flows = !(comma || sign && matches!(before.first, ',' | '.' | '?' | '!' | '…' | '—' | '-'));
        // `„Wir gehen!“ Weiter sagte Vogt, …`: where no comma leads on, a capital begins another sentence.
        let another =
            text.verb_second() && matches!(before.first, '?' | '!') && text.get(start).is_some_and(Token::is_capital);
        let closed = !comma && (another || sign && matches!(before.first, '.' | '…'));
        let pauses = comma || matches!(before.first, ',' | '?' | '!');
        Some(Behind { start, end: self.told_end(start), closed, flows, pauses, dashed: stop.is_some() })
    }

    /// `“…,” said ‹Ann Ray›`: a cue right behind the marks, or a small word or two later, and its source behind it.
    fn right_behind(&self, behind: &Behind) -> Option<Found> {
        let text = self.text;
        let Behind { start, end, .. } = *behind;
        for at in start..end.min(start + 3) {
            let token = &text.tokens[at];
            let cue = token.is(class::CUE_SOURCE | class::OPENER) && !token.is(class::NOT_CUE) && !self.leads_cue(at);
            // `„…“, so ‹beschreibt› Vogt den Film`
            // `« … », nous ‹explique› Anne Dubois`
            let led = at == start + 1 && (self.leads_cue(start) || text.is(start, class::OBJECT));
            let first = at == start || !token.is(class::SOURCE_CUE) || led;
            if cue && !(behind.closed && token.is_capital()) && first {
                if text.clitic(at) > 0 {
                    return Some(Found { cue: at..at + 1, source: Source::Clitic(at), adjacent: true });
                }
                let cue = self.cue(at);
                // What stands between dashes is told: any noun speaks. So does one behind an article or a number, right
                // behind words that end in a comma: `“…,” said one juror`.
                let function = text.is(cue.end, class::FUNCTION) && !text.is(cue.end, NO_NOUN);
                let beside = at == start || text.is(start, class::OBJECT);
                let one = beside && behind.pauses && (function || self.begins_noun(cue.end));
                let loose = !token.is(class::SOURCE_CUE) || behind.dashed || one;
                let source = self.source_after(cue.end, end, loose).or_else(|| self.in_marks_behind(cue.end));
                if let Some(source) = source {
                    let source = self.quoted_by(cue.start, &source, end).unwrap_or(source);
                    return Some(Found { cue, source, adjacent: true });
                }
            }
            // `„…“, titelte die „Neue Post“`
            let titled = at == start && token.is(class::MARKED_ONLY);
            if let Some(source) = self.in_marks_behind(at + 1).filter(|_| titled) {
                return Some(Found { cue: at..at + 1, source, adjacent: true });
            }
            if !token.is_word() || token.is_capital() {
                break;
            }
        }
        None
    }

    /// `“…” was the talk of the quay, said ‹Ann Ray›`: behind a comma that closes no apposition, the source of a cue
    /// may still follow it.
    fn late(&self, cue: usize, start: usize, end: usize) -> Option<Source> {
        let text = self.text;
        let apposed = text.is(start, class::PRONOUN) || self.name_at(start).is_some();
        let turned = cue > start && text.is_sign(cue - 1, ',') && text.is(cue, class::CUE_SOURCE) && !apposed;
        let source = self.source_after(self.cue(cue).end, end, false).filter(|_| turned)?;
        // `“…” liege, sagte der ‹Wirt›`, `«…» para Ana, dijo el ‹alcalde›`: where the subject stands behind its verb,
        // any noun.
        let second = text.verb_second() || text.language.pack.attribution.late_subject;
        (second || matches!(source, Source::Name(_) | Source::Pronoun(_))).then_some(source)
    }

    /// `The plan, said ‹Ann Ray›, is “…”`: whether commas part a cue and whoever stands behind it from what they say.
    fn interjects(&self, cue: usize, source: &Source) -> bool {
        let text = self.text;
        let comma = cue > 0 && text.is_sign(cue - 1, ',') && text.is_sign(end_of(self, source, cue), ',');
        comma && matches!(source, Source::Name(_)) && source.start(self) == self.cue(cue).end
    }

    /// `‹Ann Ray, the judge, asked› Lind, “…”`: whether what tells of a name that begins the clause at `from` stands
    /// between it and the cue, so that the name behind that is asked.
    fn asks(&self, cue: usize, from: usize) -> bool {
        let name = (from..cue.min(from + OFFICE)).find_map(|at| self.name_at(at));
        let end = name.map(|name| self.names[name].whole.end).filter(|end| self.text.is_sign(*end, ','));
        end.is_some_and(|end| end + 2 < cue)
    }

    /// The attribution before the opening mark at `open`, back to `from`.
    pub(crate) fn left(&self, open: usize, from: usize) -> Option<Found> {
        let text = self.text;
        let from = from.max(open.saturating_sub(REACH));
        let led = open > from && matches!(text.tokens[open - 1].first, ':' | ',');
        for at in (from..open).rev().filter(|at| text.is_told(*at)) {
            let token = &text.tokens[at];
            if let Some(found) = self.agent(at, open).or_else(|| self.described_by(at, open)) {
                return Some(found);
            }
            if token.is(class::NOT_CUE) || self.within(at, from) || led && self.describes(at, open) {
                continue;
            }
            let adjacent = led || open - at <= 3 || self.runs_on(at + 1..open);
            if let Some(source) = self.done_by(at, from).or_else(|| self.inverted(at, from, open)) {
                return Some(Found { cue: self.cue(at), source, adjacent });
            }
            if token.is(class::OPENER | class::CUE_SOURCE) {
                let end = if token.is(class::OPENER) { open } else { open.min(self.told_end(at)) };
                if text.clitic(at) > 0 {
                    return Some(Found { cue: at..at + 1, source: Source::Clitic(at), adjacent });
                }
                let cue = self.cue(at);
                if let Some(source) = self.source_after(cue.end, end, !token.is(class::SOURCE_CUE)).filter(|source| {
                    !token.is(class::SOURCE_CUE)
                        || self.tells_clause(from, at)
                        || self.source_before(at, from).is_none()
                        || (self.closes(at, source, open) || self.interjects(at, source)) && !self.asks(at, from)
                }) {
                    return Some(Found { cue, source, adjacent });
                }
                // `In der Mitteilung heißt es: „…“`
                let unspoken = text.verb_second() && token.phrase > 1 && !token.is(class::SOURCE_CUE);
                if let Some(source) = self.written(from..at).filter(|_| unspoken) {
                    return Some(Found { cue, source, adjacent });
                }
            }
            if token.is(class::CLOSER)
                && !(from..at).any(|before| text.is(before, class::OPENER))
                && let Some(source) = self.source_right_before(&(from..open), at)
            {
                return Some(Found { cue: self.cue(at), source, adjacent });
            }
            if token.is(class::SOURCE_CUE | class::MARKED_ONLY)
                && let Some(source) =
                    self.infinitive(at, from).or_else(|| self.source_before(at, from)).or_else(|| self.in_marks(at))
            {
                return Some(Found { cue: self.cue(at), source, adjacent });
            }
        }
        let opinion = self.opinion(open, from).or_else(|| self.interjected(open, from));
        opinion.or_else(|| self.begun_before(open, from)).or_else(|| self.announced(open, from))
    }
}

//! Who speaks where no word of saying tells: by position alone.
//!
//! Invariant: looks at one sentence. Absent on purpose: lists of verbs; what stands between a name and the marks, and
//! nothing else, is one.

use super::{Attributor, Found, SPEAKS, Source};
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// The longest that stands between commas behind a source, in tokens.
const APPOSITION: usize = 16;

/// The most that stands before what somebody thinks, in tokens: `Mais, pour Anne Dubois`.
const LEAD: usize = 4;

/// What is never the verb of a speaker.
const NO_VERB: Class = class::FUNCTION | class::PREPOSITION | class::NOT_CUE | class::PERSON_NOUN | class::ROLE;

impl Attributor<'_> {
    /// `Die Leute am Hafen warten erst ab: „…“`: where a colon leads to the marks and no word of saying does, the
    /// one who acts in the sentence speaks.
    pub(crate) fn announced(&self, open: usize, from: usize) -> Option<Found> {
        let text = self.text;
        let colon = open.checked_sub(1).filter(|at| text.is_sign(*at, ':') && *at > from)?;
        // `‹Ihre› Begründung: „…“`: what belongs to somebody and leads to the marks is theirs; but not `Ihr Trainer …:
        // „…“`.
        let owned = from + 1..colon;
        if text.is(from, class::POSSESSIVE)
            && !owned.clone().any(|at| text.is(at, SPEAKS) || self.name_at(at).is_some())
        {
            return Some(Found { cue: colon..open, source: Source::Pronoun(from), adjacent: false });
        }
        if let Some(name) = self.before_bracket(colon) {
            return Some(Found { cue: colon..open, source: Source::Name(name), adjacent: true });
        }
        let comma = |from: usize| (from..colon).find(|at| text.is_sign(*at, ',')).unwrap_or(colon);
        // `Die Pflichten der Stadt ‹seien› klar: „…“` are told by somebody else.
        if (from..comma(from)).any(|at| text.is(at, class::REPORTED) && text.is_told(at)) {
            return None;
        }
        let source = if text.language.pack.names.nouns_capitalised {
            let verb = (from + 1..colon).find(|at| text.tokens[*at].shape == Shape::Lower).unwrap_or(colon);
            self.fronted(from, verb, colon)
                .or_else(|| self.first_noun(from..colon))
                .map(|source| self.named_behind(source, colon))
                .map(|source| self.by(source, from..colon))
        } else {
            // `Asked about the poll, ‹Voss›, a clerk, was blunt: “…”`
            let asked = text.is(from, class::PASSIVE) && comma(from) < colon;
            let from = if asked { comma(from) + 1 } else { from };
            // No cue stands behind: who is named last need not act.
            let told = from..comma(from);
            let source = self.acting(told.clone(), false).or_else(|| self.subject(told));
            source.filter(|source| matches!(source, Source::Name(_) | Source::Pronoun(_)))
        };
        Some(Found { cue: colon..open, source: source?, adjacent: false })
    }

    /// `‹Anna Vogt› (Trainerin 1. FC Altdorf): „…“`: whoever begins a paragraph whose bracket ends right before the
    /// colon.
    fn before_bracket(&self, colon: usize) -> Option<usize> {
        let text = self.text;
        let close = colon.checked_sub(1).filter(|at| text.is_sign(*at, ')'))?;
        let open = (close.saturating_sub(APPOSITION)..close).rev().find(|at| text.is_sign(*at, '('))?;
        let name = self.name_at(open.checked_sub(1)?)?;
        let Name { whole, range, kind, .. } = &self.names[name];
        let person = matches!(kind, Kind::Person | Kind::Unknown) && range.end == open;
        (person && text.tokens[whole.start].opens_paragraph).then_some(name)
    }

    /// `Pour ‹Anne Dubois›, « … »`: whoever stands behind such a preposition, and nothing else before the marks but
    /// what tells more of them.
    pub(crate) fn opinion(&self, open: usize, from: usize) -> Option<Found> {
        let text = self.text;
        let says = |at: usize| text.is(at, class::REPORTING) && text.is(at, class::PREPOSITION) && text.is_told(at);
        let at = (from..open.min(from + LEAD)).find(|at| says(*at))?;
        let small = |at: usize| text.is_sign(at, ',') || text.is(at, class::COORDINATOR | class::CONJUNCTION);
        let source = self
            .source_after(at + 1, open, false)
            .filter(|_| (from..at).all(|at| small(at) || text.is(at, class::FUNCTION)))?;
        let end = end_of(self, &source, at + 1);
        let beside = end == open || text.is_sign(end, ',') && text.is_sign(open - 1, ',');
        beside.then(|| Found { cue: at..at + 1, source, adjacent: true })
    }

    /// `to which ‹Ann Ray› interjected: “…”`: a name and one verb before a colon.
    pub(crate) fn interjected(&self, open: usize, from: usize) -> Option<Found> {
        let text = self.text;
        let colon = open.checked_sub(1).filter(|at| text.is_sign(*at, ':') && *at > from + 1)?;
        let at = colon - 1;
        let verb = text.tokens[at].shape == Shape::Lower && !text.is(at, NO_VERB) && text.is_told(at - 1);
        let person = |name: &usize| matches!(self.names[*name].kind, Kind::Person | Kind::Unknown);
        let source = match self.name_at(at - 1).filter(person) {
            _ if text.is(at - 1, class::PRONOUN) => Source::Pronoun(at - 1),
            name => Source::Name(name?),
        };
        verb.then(|| Found { cue: at..at + 1, source, adjacent: true })
    }

    /// `‹Ann Ray› is in favour of “an honest price for fish”`: words taken out of a sentence that names no other
    /// speaker are those of the one who acts in it; unless its mood shows that somebody else's words are told.
    pub(crate) fn actor(&self, told: Range) -> Option<Found> {
        let text = self.text;
        let comma = |from: usize| (from..told.end).find(|at| text.is_sign(*at, ',')).unwrap_or(told.end);
        let first = comma(told.start);
        // `In a letter, ‹Ray› asks for “…”`: before the one who acts may stand where and when.
        let below = text.is(told.start, class::PREPOSITION) && first < told.end;
        let source = match self.subject(told.start..first).filter(|_| !below) {
            None if below => self.acting(first + 1..comma(first + 1), false)?,
            // No cue stands behind: who is named last need not act.
            source => self.acting(told.start..first, false).or(source)?,
        };
        let verb = self.verb_of(&source, told.end);
        let reported = told.clone().any(|at| text.is_told(at) && text.is(at, class::REPORTED));
        // Where every noun has a capital any noun may act; only those for people and bodies speak.
        let speaks = |range: &Range| range.clone().any(|at| text.is(at, SPEAKS));
        if matches!(&source, Source::Nominal(range) if text.language.pack.names.nouns_capitalised && !speaks(range)) {
            return None;
        }
        // `The court ‹heard›: “…”`: whoever hears does not say it.
        let heard = text.is(verb, class::NOT_CUE);
        let acts = verb < told.end && text.tokens[verb].shape == Shape::Lower && !reported && !heard;
        acts.then(|| Found { cue: verb..verb + 1, source, adjacent: false })
    }

    /// Where the verb of a source stands: behind what is put between commas, `Owen Hart, for his part, ‹is› …`.
    fn verb_of(&self, source: &Source, end: usize) -> usize {
        self.verb_behind(end_of(self, source, 0), end)
    }

    /// Where the verb stands whose subject ends at `verb`, or what is put between commas behind it.
    pub(crate) fn verb_behind(&self, verb: usize, end: usize) -> usize {
        let text = self.text;
        let close = (verb + 1..end.min(verb + APPOSITION)).find(|at| text.is_sign(*at, ','));
        match close.filter(|_| text.is_sign(verb, ',') && !text.verb_second()) {
            Some(close) => close + 1,
            None => verb,
        }
    }

    /// `“…,” Oliver ‹barked›.`, `“…,” ‹exhorted› Ann Ray.`: where a name and one verb are all that stands behind words
    /// that end in a comma, the verb is one of saying, whatever list knows it.
    pub(crate) fn placed(&self, close: usize, start: usize, end: usize) -> Option<Found> {
        let text = self.text;
        let verb =
            |at: usize| at < end && text.get(at).is_some_and(|token| token.shape == Shape::Lower && !token.is(NO_VERB));
        let ends = |at: usize| at >= end || text.is_sign(at, ',') || text.is(at, class::PREPOSITION);
        let speaker = |at: usize| {
            let name = self.name_at(at).filter(|name| self.names[*name].whole.start == at)?;
            matches!(self.names[name].kind, Kind::Person | Kind::Unknown).then_some(name)
        };
        let found =
            |at: usize, name: usize| Some(Found { cue: at..at + 1, source: Source::Name(name), adjacent: true });
        if let Some(name) = speaker(start) {
            let at = self.names[name].whole.end;
            return (verb(at) && ends(at + 1)).then(|| found(at, name)).flatten();
        }
        // `“Who pays?” ‹She› nodded.`: a capital begins another sentence.
        let lower = text.get(start).is_some_and(|token| token.shape == Shape::Lower);
        if lower && text.is(start, class::PRONOUN) && verb(start + 1) && ends(start + 2) {
            return Some(Found { cue: start + 1..start + 2, source: Source::Pronoun(start), adjacent: true });
        }
        if text.verb_second() {
            // `„…“, ‹grummelte› sie.`
            let behind = lower && verb(start) && text.is(start + 1, class::PRONOUN);
            if behind && (start + 2 >= end || text.is_sign(start + 2, ',')) && self.stands_first(close) {
                return Some(Found { cue: start..start + 1, source: Source::Pronoun(start + 1), adjacent: true });
            }
            return self.second(start, end).filter(|_| verb(start) && self.stands_first(close));
        }
        let name = speaker(start + 1).filter(|name| verb(start) && ends(self.names[*name].whole.end));
        name.and_then(|name| found(start, name)).or_else(|| self.placed_late(start, end))
    }

    /// `« … », ‹montre› un habitant`, `« … », a ‹chambré› Luc Perret`: the same where a subject may follow its verb,
    /// with an article and a noun for people, or behind a verb of two words.
    fn placed_late(&self, start: usize, end: usize) -> Option<Found> {
        const NO_ARTICLE: Class = class::PREPOSITION | class::COMPLEMENT | class::PRONOUN | class::CONJUNCTION;
        let text = self.text;
        let words = &text.language.pack.attribution;
        let small = |at: usize| at < end && text.tokens[at].shape == Shape::Lower;
        let two = words.late_subject && small(start) && words.perfects.iter().any(|word| word == text.word(start));
        let at = start + usize::from(two);
        let verb = words.late_subject && small(at) && !text.is(at, NO_VERB) && at + 2 < end;
        let article = small(at + 1) && text.is(at + 1, class::FUNCTION) && !text.is(at + 1, NO_ARTICLE);
        let named = || two && self.name_at(at + 1).is_some_and(|name| self.names[name].kind == Kind::Person);
        let speaks = verb && (article && text.is(at + 2, SPEAKS) || named());
        let source = speaks.then(|| self.source_after(at + 1, end, false)).flatten()?;
        Some(Found { cue: at..at + 1, source, adjacent: true })
    }

    /// `„… nichts vorwerfen.“ (Trainer ‹Uwe Lind›)`: a name in brackets behind a whole sentence, with its office before
    /// it and nothing behind.
    fn in_brackets(&self, close: usize) -> Option<Found> {
        let text = self.text;
        let stopped = matches!(text.tokens[close.checked_sub(1)?].first, '.' | '!' | '?');
        let open = close + 1;
        let end = (open..open + 8).find(|at| text.is_sign(*at, ')'))?;
        let name = self.name_at(end - 1).filter(|_| stopped && text.is_sign(open, '('))?;
        let Name { range, kind, .. } = &self.names[name];
        let office = (open + 1..range.start).all(|at| text.tokens[at].is_word() && text.tokens[at].is_capital());
        let person = *kind == Kind::Person && range.end == end && range.len() > 1;
        (office && person).then(|| Found { cue: open..open + 1, source: Source::Name(name), adjacent: true })
    }

    /// `“…” ― Ann Ray`: a dash and a name, and nothing behind them, on the same line or on one of their own.
    pub(crate) fn signed(&self, close: usize) -> Option<Found> {
        let text = self.text;
        if let Some(found) = self.in_brackets(close) {
            return Some(found);
        }
        let dash = text.get(close + 1).filter(|token| matches!(token.first, '―' | '—' | '–' | '-'))?;
        let name = self.name_at(close + 2).filter(|name| self.names[*name].kind != Kind::Place)?;
        let mut end = self.names[name].range.end;
        end += usize::from(text.is_sign(end, '.') && text.get(end + 1).is_none_or(|next| next.opens_paragraph));
        let ends = text.get(end).is_none_or(|next| {
            next.opens_paragraph || !dash.opens_paragraph && (next.shape == Shape::Mark || next.first == ',')
        });
        ends.then(|| Found { cue: close + 1..close + 2, source: Source::Name(name), adjacent: true })
    }
}

/// Where the words of a source end, not before `from`.
pub(crate) fn end_of(attributor: &Attributor<'_>, source: &Source, from: usize) -> usize {
    match source {
        Source::Name(name) => attributor.names[*name].whole.end.max(from),
        Source::Pronoun(at) | Source::Clitic(at) => at + 1,
        Source::Ending(at) => attributor.cue(*at).end,
        // `die Zeitung ‹„Neue Post“›`
        Source::Nominal(range) => attributor.text.behind_name(range.end),
    }
}

//! Reported clauses of languages whose nouns need no article: a cue that begins the sentence, a passive without its
//! agent, and clauses beside the one that is told.
//!
//! Invariant: looks at one sentence. Absent on purpose: marks, and who the sources stand for.

use super::evidence::{APPOSITION, behind_apposition};
use crate::brief::attribution::position::end_of;
use crate::brief::attribution::{Attributor, Found, Source};
use crate::brief::text::token::Shape;
use crate::brief::text::{Range, Text};
use crate::language::lexicon::{Class, class};

/// `‹Kata› Siti, harga beras turun.`, `Namun ‹lanjutnya›, …`: where nouns need no article, a cue that begins the
/// sentence, its source and a comma.
pub(super) fn fronted(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    const LEADS: Class = class::FUNCTION | class::LEANING;
    const NO_LEAD: Class = class::POINTER | class::PRONOUN | class::PREPOSITION;
    let text = attributor.text;
    let leads = |at: usize| text.is(at, LEADS) && !text.is(at, NO_LEAD);
    if !text.language.pack.names.bare_subjects
        || text.is(at, class::SOURCE_CUE | class::OPENER)
        || at > sentence.start + 2
        || !(sentence.start..at).all(leads)
    {
        return None;
    }
    let cue = attributor.cue(at);
    let source = match text.clitic(at) {
        0 => attributor.source_after(cue.end, sentence.end, false)?,
        _ => Source::Clitic(at),
    };
    let close = behind_apposition(text, end_of(attributor, &source, cue.end).max(cue.end), sentence.end);
    let rest = close + 1..sentence.end;
    // `Demikian ‹kata› Siti, di Lintang.`
    const LATER: Class = class::WEEKDAY | class::RELATIVE_DAY | class::RELATIVE | class::COORDINATOR;
    let later = text.is(rest.start, LATER) || at > sentence.start && text.is(rest.start, class::PREPOSITION);
    let word = |at: usize| text.tokens[at].shape == Shape::Lower && !text.is(at, class::FUNCTION);
    // `Pesan ketua Di tempat lain, Siti ‹menilai› harga turun.`: a headline without a stop, and who says what.
    let other = || {
        let mut cues = rest.clone().skip(1).filter(|at| text.is(*at, class::SOURCE_CUE));
        cues.any(|at| attributor.name_at(at - 1).is_some())
    };
    let told = text.is_sign(close, ',') && !later && rest.clone().any(word) && !other();
    told.then_some((Found { cue, source, adjacent: true }, vec![rest]))
}

/// `‹Dijelaskan›, harga beras turun.`, `‹Dikatakan› pada tahun 2025, …`: whether a passive that begins a sentence opens
/// what the last one who spoke goes on to say; but `harus ‹diakui›, …` does not.
pub(super) fn unsaid(text: &Text<'_>, sentence: &Range, cue: &Range) -> bool {
    let first = cue.start == sentence.start || text.is(cue.start - 1, class::NOT_CUE);
    let year = text.get(cue.end + 2).is_some_and(|token| token.shape == Shape::Number);
    let bare = text.is_sign(cue.end, ',') || text.is(cue.end, class::PREPOSITION) && year;
    text.language.pack.names.bare_subjects && first && bare
}

/// `menurut Siti ‹yang memimpin pasar itu›, …`: the comma that closes a clause about the source which ends at `end`.
pub(super) fn behind_relative(text: &Text<'_>, end: usize, sentence_end: usize) -> usize {
    let clause = text.language.pack.names.bare_subjects && text.is(end, class::RELATIVE);
    let comma = || (end + 1..sentence_end.min(end + APPOSITION)).find(|at| text.is_sign(*at, ','));
    if clause { comma().unwrap_or(end) } else { end }
}

/// `‹Sejak› Siti memastikan harga turun, pasar ramai.`: the end of what is said in a clause that leads to another.
pub(super) fn below(attributor: &Attributor<'_>, sentence: &Range, source: &Source, clause: Range) -> usize {
    let text = attributor.text;
    let small = |at: usize| text.is(at, class::PREPOSITION | class::CONJUNCTION | class::LEANING);
    let leads = text.language.pack.names.bare_subjects && small(sentence.start);
    let beside = matches!(source, Source::Name(name) if attributor.names[*name].whole.start == sentence.start + 1
        || attributor.names[*name].role.as_ref().is_some_and(|role| role.start == sentence.start + 1));
    let comma = || clause.clone().skip(2).find(|at| text.is_sign(*at, ','));
    if leads && beside { comma().unwrap_or(clause.end) } else { clause.end }
}

//! What shows that a clause is reported: its mood, its place, and that the cue beside it is somebody's act.
//!
//! Invariant: looks at one sentence and finds nothing by itself. Absent on purpose: marks.

use super::border::NO_CLAUSE;
use crate::brief::attribution::{Attributor, Found, Source};
use crate::brief::text::token::Shape;
use crate::brief::text::{Range, Text};
use crate::language::lexicon::{Class, class};

/// The longest apposition behind a name, in tokens.
pub(super) const APPOSITION: usize = 14;

/// Whether a cue is a verb by which its subject says something.
pub(super) fn speaks(text: &Text<'_>, sentence: &Range, cue: &Range) -> bool {
    let before = |back: usize| cue.start.checked_sub(back).filter(|at| *at >= sentence.start);
    let is = |back: usize, classes: Class| before(back).is_some_and(|at| text.is(at, classes));
    let lower = before(1).is_some_and(|at| text.tokens[at].shape == Shape::Lower);
    // `Die ‹„Neue Post“› berichtet, …`
    let article = |at: usize| {
        let open = text.pair_at(at).map_or(0, |pair| text.pairs[pair].open);
        text.verb_second() && open > 0 && text.is(open - 1, class::POINTER)
    };
    let named = |at: usize| text.closes_name(at) || article(at);
    let marked = before(1).is_some_and(|at| text.tokens[at].shape == Shape::Mark && !named(at));
    // `declined to say`, `their remarks`, `storms that claimed lives`; but a day stands below nothing.
    const ABOVE: Class = class::PREPOSITION | class::POSSESSIVE | class::APOSTROPHE_S | class::CONJUNCTION;
    let below = is(1, ABOVE) && !is(1, class::RELATIVE_DAY);
    let happens = is(1, class::AUXILIARY) || lower && is(2, class::AUXILIARY);
    let acts = !happens || text.is(cue.start, class::PARTICIPLE | class::AUXILIARY);
    // `saya sangat ‹menyarankan› jalan itu`: whoever writes says it.
    let small = |at: &usize| text.is(*at, class::FUNCTION) && text.tokens[*at].shape != Shape::Sign;
    let writer = |at: usize| text.is(at, class::FIRST_PERSON) && text.is_told(at);
    let bare = text.language.pack.names.bare_subjects;
    let own = || bare && (sentence.start..cue.start).rev().take_while(small).take(3).any(writer);
    // Behind closing marks a cue has its source behind it, unless they hold a name.
    !(own() || denied(text, sentence, cue.start) || below) && acts && !marked
}

/// Whether the cue at `at` is denied or still to come: `did not say when`, `will say`, but not `It is not over, said
/// Ray`.
pub(super) fn denied(text: &Text<'_>, sentence: &Range, at: usize) -> bool {
    let mut near = (sentence.start..at).rev().take(3).take_while(|at| text.tokens[*at].shape != Shape::Sign);
    near.any(|at| text.is(at, class::NEGATION))
}

/// `Verschiedene ‹Anzeichen› sprechen dafür, dass …`: where every noun has a capital, whether one is somebody or
/// something written, and no thing. One word without an article may be a surname.
pub(super) fn may_say(attributor: &Attributor<'_>, found: &Found) -> bool {
    let text = attributor.text;
    let Source::Nominal(noun) = &found.source else { return true };
    let says = |at: usize| {
        text.is(at, class::WRITING) || attributor.name_at(at).is_some() || attributor.aged(at) || !text.is_told(at)
    };
    // `so ‹Lind›`
    let led = || noun.start > 0 && noun.start != found.cue.end && text.is(noun.start - 1, class::FUNCTION);
    let alone = noun.len() == 1 && !led();
    !text.language.pack.names.nouns_capitalised
        || alone
        || attributor.can_speak(&found.source)
        || noun.clone().any(says)
}

/// Whether the mood of a verb shows that somebody's words are reported.
pub(super) fn shows(text: &Text<'_>, clause: &Range) -> bool {
    clause.clone().any(|at| text.is(at, class::REPORTED) && text.tokens[at].shape == Shape::Lower)
}

/// Whether what follows a cue and a comma is told by its source. Where every clause has a comma, that shows in its
/// mood, its last verb (`fordert, die Brücke ‹zu schließen›`), the first word of the sentence (`‹Wie› die Stadt
/// mitteilt, ist sie zu`) or a cue behind which nothing else stands (`sagte, er schweige`); `Ob es einen Plan gab, ist
/// unklar` has nothing of it.
pub(super) fn is_told(text: &Text<'_>, sentence: &Range, cue: &Range, clause: &Range) -> bool {
    let bare = text.is_sign(cue.end, ',') && clause.start == cue.end + 1 && !text.is(clause.start, class::CONJUNCTION);
    if !bare || !text.verb_second() {
        return true;
    }
    let lower = |at: usize| text.get(at).is_some_and(|token| token.shape == Shape::Lower);
    let stop = clause.clone().find(|at| text.tokens[*at].shape == Shape::Sign).unwrap_or(clause.end);
    let infinitive =
        stop > clause.start + 2 && text.is(stop - 2, class::PREPOSITION) && lower(stop - 2) && lower(stop - 1);
    let sure = text.is(sentence.start, class::REPORTING) || text.is(cue.start, class::CLAUSE_CUE);
    sure || infinitive || shows(text, clause)
}

/// `Das Geld ‹reiche› nicht, man ‹müsse› warten.`: a sentence whose mood alone tells that it is still somebody's words;
/// not `Zudem ‹forderte› Vogt, man müsse warten`, whoever is said to say it.
pub(super) fn goes_on(attributor: &Attributor<'_>, sentence: &Range) -> bool {
    let text = attributor.text;
    let on = text.get(sentence.start).is_some_and(|token| !token.opens_paragraph)
        && sentence.len() > 2
        && sentence.clone().all(|at| text.is_told(at))
        && shows(text, sentence);
    let lower = |at: usize| text.tokens[at].shape == Shape::Lower;
    let verb = |at: &usize| {
        lower(*at) && text.tokens[*at].class & class::CUE == class::CUE && attributor.is_cue(*at, class::CUE)
    };
    let first = || sentence.clone().take_while(|at| text.tokens[*at].shape != Shape::Sign);
    on && !first().filter(verb).any(|at| attributor.source_after(at + 1, sentence.end, false).is_some())
}

/// What goes on behind an attribution that ends at `end`: behind a comma in small letters, and neither below it (`in a
/// letter`) nor a description of who speaks.
pub(super) fn resumed(text: &Text<'_>, end: usize, sentence_end: usize) -> Option<Range> {
    const BELOW: Class =
        NO_CLAUSE & !class::AUXILIARY | class::ROLE | class::PERSON_NOUN | class::GROUP | class::COORDINATOR;
    let rest = end + 1..sentence_end;
    let lower = text.get(rest.start).is_some_and(|token| token.shape == Shape::Lower);
    (text.is_sign(end, ',') && lower && rest.len() > 3 && !text.is(rest.start, BELOW)).then_some(rest)
}

/// `‹Pengarah Angkatan Laut (ALS) Sagara›, Mejar Azlan Hashim berkata, …`: whether all that stands before a comma is an
/// office, which says nothing.
pub(super) fn is_office(text: &Text<'_>, mut range: Range) -> bool {
    let named = |at: usize| text.tokens[at].shape != Shape::Lower || text.is(at, class::COORDINATOR | class::OFFICE);
    text.is(range.start, class::ROLE) && range.all(named)
}

/// The comma behind an apposition that begins at `comma`, with a role as a rule: `Menurut X, ketua serikat itu, …`; else
/// `comma`.
pub(super) fn behind_apposition(text: &Text<'_>, comma: usize, end: usize) -> usize {
    // `Menurut X, ‹32›, harga turun`: an age.
    let aged = text.get(comma + 1).is_some_and(|token| token.shape == Shape::Number) && text.is_sign(comma + 2, ',');
    let comma = if aged && comma + 2 < end { comma + 2 } else { comma };
    let role =
        text.is(comma + 1, class::ROLE) || text.is(comma + 1, class::FUNCTION) && text.is(comma + 2, class::ROLE);
    let closes = (comma + 2..end.min(comma + APPOSITION)).find(|at| text.is_sign(*at, ','));
    // `Menurut X, menteri Y menilai harga sudah turun, …`: a clause has a verb.
    let clause = |close: usize| {
        let mut words = comma + 1..close;
        words.any(|at| text.is(at, class::SOURCE_CUE | class::AUXILIARY | class::NEGATION))
    };
    let apposed = |close: &usize| role && !clause(*close) || tells_of_source(text, comma + 1..*close);
    closes.filter(apposed).unwrap_or(comma)
}

/// `Segundo X, ‹da Guarda do Porto›, …`, `Segundo X, ‹de 53 anos›, …`, `Según X, ‹que vive allí›, …`: what stands between
/// two commas and can be no clause of its own, where the subject may stand late.
fn tells_of_source(text: &Text<'_>, part: Range) -> bool {
    let clause = text.is(part.start, class::RELATIVE | class::CONJUNCTION);
    let belongs = text.is(part.start, class::COMPLEMENT);
    let mut words = part.clone();
    let noun = |at: usize| {
        let (token, before) = (&text.tokens[at], &text.tokens[at - 1]);
        token.is(class::COMPLEMENT) || token.shape != Shape::Lower || before.shape == Shape::Number
    };
    text.language.pack.attribution.late_subject && (clause || belongs && part.len() > 1 && words.all(noun))
}

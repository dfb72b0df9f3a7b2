//! The role that introduces a person, or stands behind the name.
//!
//! Invariant: a role is looked for within one phrase, eighteen tokens at most. Absent on purpose: which words are
//! roles.

use super::Finder;
use crate::brief::text::Range;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::{Class, class};
use crate::language::pack::RoleStands;

/// Small words that are no article.
const NO_ARTICLE: Class =
    class::PREPOSITION | class::CONJUNCTION | class::PRONOUN | class::COORDINATOR | class::RELATIVE;

/// The longest role in brackets, in tokens.
const BRACKET: usize = 12;

impl Finder<'_> {
    /// The role that introduces the name at `name`: it begins with a word for a role, and nothing between it and the
    /// name ends its phrase. `Juru bicara pemerintah, Achmad Yurianto` has a comma between the two.
    pub(super) fn role_before(&self, run: usize, name: usize, floor: usize) -> Option<Range> {
        let text = self.text;
        let tokens = &text.tokens;
        const ENDS: Class = class::CUE
            | class::OPENER
            | class::RELATIVE
            | class::CONJUNCTION
            | class::PRONOUN
            | class::WEEKDAY
            | class::NEGATION;
        // `Pimpinan Dewan ‹yakni› Ketua Siti Rahma`
        let leaning = if self.text.language.pack.names.bare_subjects { class::LEANING } else { 0 };
        // `Naib Presiden Partai Layar, ‹Dr› Ann Ray`: an honorific behind the comma is no office.
        let bare = tokens[run..name].iter().all(|t| t.is(class::HONORIFIC) && !t.is(class::ROLE) || t.is_sign('.'));
        let run = if bare { self.before_honours(run) } else { run };
        let comma = bare && run > 1 && tokens[run - 1].is_sign(',');
        let stop = if comma { run - 1 } else { name };
        let headed = !comma && self.is_headed(run, name);
        let mut first = None;
        let (mut bracketed, mut inside, mut joined) = (None, false, false);
        for at in (stop.saturating_sub(18).max(floor)..stop).rev() {
            let token = &tokens[at];
            if tokens.get(at + 1).is_some_and(|next| next.opens_paragraph) {
                break;
            }
            joined |= token.is(class::COORDINATOR) && at < run;
            inside = (inside || token.is_sign(')')) && !token.is_sign('(');
            let listed = first.is_none() && (joined && self.lists(at) || comma && self.leads_to_body(at));
            let sign =
                token.shape == Shape::Sign && !matches!(token.first, '(' | ')' | '.' | '-' | '/' | '&') && !listed;
            let full_stop = token.is_sign('.')
                && tokens.get(at + 1).is_some_and(|t| t.spaced)
                && !(at > 0 && self.runs.abbreviates(&tokens[at - 1]));
            // `Die ‹Leiterin der Schule›, Anna Vogt, …`
            let article = at > 0 && token.is(class::FUNCTION) && tokens[at - 1].is(class::PREPOSITION);
            // `Chair of ‹the› Board of Trade Ann Ray`
            let led = || comma || headed || tokens[run..name].iter().any(|token| token.is(class::JOINER));
            let complement = (token.is(class::COMPLEMENT) || article) && led();
            // `Minister of Trade ‹and› Industry Ann Ray`
            let office = |at: usize| tokens.get(at).is_some_and(|token| token.is(class::OFFICE) && token.is_capital());
            let joins = token.is(class::COORDINATOR) && office(at + 1) && at > 0 && office(at - 1);
            let apart = at < run
                && !(complement || joins)
                && token.shape == Shape::Lower
                && self.apart(token, at + 1 == run && run == name);
            if sign
                || full_stop
                || apart
                || token.shape == Shape::Mark
                || self.text.acts(at)
                || self.closes(at) && at + 1 < stop
            {
                break;
            }
            // `Sprecher von ‹Minister› Karl Brandt`: below a small word the office of the one named begins.
            // In `Secretary ‹of› State Ann Ray` that word is a part of it.
            let small = token.is(class::PREPOSITION) && token.shape == Shape::Lower && !token.is(class::ROLE);
            // `supprimé par ‹la ministre› Anne Roy`: so it does behind its article.
            let article = text.is(at + 1, class::POINTER) && tokens[at + 1].shape == Shape::Lower;
            // `la teniente ‹de› alcalde, Ana Ray`: before a comma an office goes on over that word.
            let small = small && !(comma && token.is(class::COMPLEMENT));
            if small && (first == Some(at + 1) || first == Some(at + 2) && article) {
                break;
            }
            // `Mendengar gugatan ‹jaksa›, Ann Ray …`, `kepada ‹penumpang›, Ann Ray …`
            let lone = comma && at + 1 == stop && token.shape == Shape::Lower && self.is_below(at, floor);
            if token.is(class::ROLE) && !token.is(class::NOT_CUE) && !lone {
                // `Menteri Politik, Hukum, dan Keamanan (‹Menko Polhukam›) X`: the short form is the role where no
                // longer is.
                (if inside { &mut bracketed } else { &mut first }).replace(at);
            } else if at < run && !complement && token.is(ENDS | leaning) && !token.is(class::OFFICE) {
                break;
            }
        }
        let start = self.office_before(first.or(bracketed)?, floor);
        if headed && !self.is_of_body(start..name) {
            return None;
        }
        // `aktor ‹bernama asli› X`: the word of naming is no part of the role.
        let naming = |at: &usize| self.text.is(*at, class::TITLE_CUE) && self.text.verb_like(*at);
        let mut end = (start + 1..stop).find(naming).unwrap_or(stop);
        // The rank right before the name is an honorific, no part of the role: `… Polda Jateng ‹Kombes (Pol)› X`.
        // In `‹Panglima TNI› Jenderal X` the body that some ranks end with stands behind an office.
        let honorific = |at: usize| tokens[at].is(class::HONORIFIC) && !tokens[at].is(class::ROLE);
        let rank = |at: usize| honorific(at) && (!tokens[at].is(class::ORGANISATION) || honorific(at - 1));
        while end > start + 1 && (rank(end - 1) || matches!(tokens[end - 1].first, '.' | '(' | ')') && rank(end - 2)) {
            end -= 1;
        }
        if end > start + 1 && tokens[end - 1].is_sign('(') {
            end -= 1;
        }
        // `Menteri Koordinator Politik, Hukum (‹Menko Polhukam›) X`: the comma cuts the role off, and the bracket with
        // it.
        let opened = start > 0 && tokens[start - 1].is_sign('(');
        end -= usize::from(opened && end > start + 1 && tokens[end - 1].is_sign(')'));
        // `‹Direktorat Pasar (Dirpas) Polda Sagara› X`: what the short form stands for is a part of the office.
        let closed = opened && (start..end).any(|at| tokens[at].is_sign(')'));
        let long = |at: &usize| closed && tokens[*at].is_capital() && !tokens[at + 1].opens_paragraph;
        let start = (floor..start.saturating_sub(1)).rev().take_while(long).last().unwrap_or(start);
        // `a spokesman ‹for› Ann Ray`: whoever a small word puts below an office does not bear it.
        let below = tokens[end - 1].is(class::PREPOSITION) && tokens[end - 1].shape == Shape::Lower;
        (end > start && !below).then_some(start..end)
    }

    /// `‹Environment› Secretary Maya Singh`: where the words of an office begin that stand before the noun for it.
    /// Where that noun stands first they are of something else; so they may be where a name leads to them: `White
    /// ‹House› Secretary`.
    fn office_before(&self, start: usize, floor: usize) -> usize {
        let text = self.text;
        let leads = |at: &usize| {
            let (token, next) = (&text.tokens[*at], &text.tokens[at + 1]);
            token.is_capital()
                && !token.is(class::FUNCTION)
                && next.is_capital()
                && next.spaced
                && !next.opens_paragraph
        };
        let office = |at: &usize| text.is(*at, class::OFFICE) && leads(at);
        let first = (floor..start).rev().take_while(office).last();
        let whole = |first: &usize| !first.checked_sub(1).as_ref().is_some_and(leads);
        first.filter(|_| !text.language.pack.names.bare_subjects).filter(whole).unwrap_or(start)
    }

    /// `Menteri Pendidikan‹,› Kebudayaan‹,› dan Riset Rahmat Hidayat`: whether the comma at `at` stands between words
    /// of one office. No such list is made of names or of further roles.
    fn lists(&self, at: usize) -> bool {
        const OTHER: Class = class::GIVEN | class::PLACE | class::ROLE | class::HONORIFIC | class::ORGANISATION;
        let text = self.text;
        let word = |at: usize| text.get(at).is_some_and(|token| token.is_capital() && !token.is(OTHER));
        let behind = at + 1 + usize::from(text.is(at + 1, class::COORDINATOR));
        text.language.pack.names.bare_subjects
            && text.is_sign(at, ',')
            && word(behind)
            && (word(at - 1) || self.text.is(at - 1, class::OFFICE))
    }

    /// `Pour aider son ‹ministre›, Ann Ray a …`: whether the comma behind a role closes what begins a sentence with a
    /// small word, and the name behind it is the subject. A second comma would show that it belongs to the role.
    pub(super) fn is_fronted(&self, role: &Range, run: &Range) -> bool {
        let text = self.text;
        let goes_on = || text.get(run.end).is_some_and(|next| next.shape == Shape::Lower && !next.opens_paragraph);
        let apart = role.end + 1 == run.start && text.is_sign(role.end, ',');
        if !apart || !text.language.pack.attribution.late_subject || !goes_on() {
            return false;
        }
        let first = text.sentence(text.sentence_of(role.start)).start;
        let led = text.is(first, class::PREPOSITION) && !text.is(first, class::POINTER) && first + 2 < role.start;
        led && !(first..role.start).any(|at| text.is_sign(at, ','))
    }

    /// `Kisran Makati, ‹Direktur Pusat Studi›, mengatakan`: the role behind the name, up to the next comma.
    pub(super) fn role_after(&self, end: usize) -> Option<Range> {
        let text = self.text;
        let bracket = || (end + 1..end + BRACKET).find(|at| text.is_sign(*at, ')'));
        // `Anna Vogt (Trainerin 1. FC Altdorf)`
        if text.is_sign(end, '(') && text.is(end + 1, class::ROLE) {
            return Some(end + 1..bracket()?);
        }
        // `Ann Ray ‹(Trent Geography)›, a co-author of the paper`
        let end = if text.is_sign(end, '(') { bracket()? + 1 } else { end };
        // `Ann Ray, ‹34,› a teacher at the school`
        let aged = text.is_sign(end, ',') && text.is_sign(end + 2, ',') && text.tokens[end + 1].shape == Shape::Number;
        let end = if aged { end + 2 } else { end };
        let bare = text.language.pack.names.bare_subjects;
        let near = if bare { 4 } else { 6 };
        // `Anna Vogt, ‹die› Leiterin der Schule`: where every noun has a capital a relative pronoun may be an article.
        let nouns = text.language.pack.names.nouns_capitalised;
        // `Ann Ray, ‹a resident› of Milton`: behind an article any noun for people tells what somebody is.
        let article = !nouns && text.is(end + 1, class::FUNCTION) && !text.is(end + 1, NO_ARTICLE);
        // `Tuti, ‹pengungsi› di Lintang, …`: so does one right behind the comma where none needs an article; but not
        // `Lintang, ‹ibu› kota Sagara, …`.
        let next = text.get(end + 1).filter(|next| bare && next.shape == Shape::Lower);
        let noun = next.is_some_and(|t| t.is(class::PERSON_NOUN) && !t.is(class::MASCULINE | class::FEMININE));
        let tells = if article || noun { class::ROLE | class::PERSON_NOUN } else { class::ROLE };
        let start = (end + 1..).take(near).find(|at| text.is(*at, tells))?;
        // `Ann Ray, ‹and› her deputy, Owen Hart`
        const NO_PART: Class = class::PREPOSITION | class::CUE | class::COORDINATOR;
        let relative = if nouns { 0 } else { class::RELATIVE };
        if !text.is_sign(end, ',')
            || (end + 1..start).any(|at| !text.get(at).is_some_and(Token::is_word) || text.is(at, relative | NO_PART))
        {
            return None;
        }
        // `Direktur Pelabuhan ‹kepada› wartawan`; but `pedagang ‹di› Lintang`.
        let below = |at: usize| {
            let lower = |at: usize| text.get(at).is_some_and(|token| token.shape == Shape::Lower);
            bare && text.is(at, class::PREPOSITION) && lower(at) && lower(at + 1)
        };
        let stop = (start..start + 16).find(|&at| {
            text.get(at).is_none_or(|token| {
                let stop = token.is_sign('.') && !(article && self.runs.abbreviates(&text.tokens[at - 1]));
                stop || token.is_sign(',') || token.is_sign(';') || token.shape == Shape::Mark || token.opens_paragraph
            }) || text.is(at, relative | class::SOURCE_CUE | class::CUE_SOURCE)
                || at > start && below(at)
        })?;
        // `Lind, ‹Direktur Pasar Rahmat›, dan Siti`: an office with a capital in a list is the next one's.
        if text.tokens[start].is_capital() && text.is_sign(stop, ',') && text.is(stop + 1, class::COORDINATOR) {
            return None;
        }
        // `Menurut Lutfi, ketua serikat memperhatikan harga.`: a clause about somebody else.
        // So is `Vogt wird vorgeworfen, den ehemaligen Wirt bestohlen zu haben`.
        let lower = |at: usize| text.tokens[at].shape == Shape::Lower;
        let clause = nouns && lower(stop - 1) || (start..stop).any(|at| text.acts(at));
        // `Ann Ray, a physicist ‹who› led the study`
        let more = article && text.is(stop, class::RELATIVE) && lower(stop);
        (!clause && (more || text.is_sign(stop, ',') || text.ends_sentence(stop) || below(stop))).then_some(start..stop)
    }

    /// Whether a word in small letters parts a name from a role before it.
    fn apart(&self, token: &Token, next_to_name: bool) -> bool {
        if token.is(class::PREPOSITION | class::PARTICLE | class::ROLE | class::OFFICE) && !next_to_name {
            return false;
        }
        let before = self.text.language.pack.names.role_stands == RoleStands::Before;
        !token.is(class::ROLE) && (token.is(class::FUNCTION) && next_to_name || !before)
    }
}

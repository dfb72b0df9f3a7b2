//! Which marks belong together: the stretches a text puts in quotation marks.
//!
//! A mark opens when a blank stands before it and a word behind; it closes when it leans on what stands before. So
//! the same mark on both sides works (Kompas prints ”…”), and a mark that is never closed costs its own paragraph and
//! no other. Invariant: pairs stand in order and do not overlap; one pass with a constant state, so that ten thousand
//! open marks cost no more than ten thousand words. Absent on purpose: whether it is speech.

use super::Range;
use super::token::{Shape, Token};
use crate::language::lexicon::class;

/// A stretch in marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The opening mark.
    pub(crate) open: usize,
    /// The closing mark; where a paragraph ends without one, the token after the last.
    pub(crate) close: usize,
    /// It goes on in the next paragraph, which opens with a mark of its own.
    pub(crate) goes_on: bool,
}

impl Pair {
    /// The words between the marks. A stop that closes what a dash opened belongs to them.
    pub(crate) fn content(&self, tokens: &[Token]) -> Range {
        let stop = tokens.get(self.close).is_some_and(|close| !self.is_marked(tokens) && !is_dash(close.first));
        self.open + 1..self.close + usize::from(stop)
    }

    /// Whether a mark opens it, and no dash.
    pub(crate) fn is_marked(&self, tokens: &[Token]) -> bool {
        tokens.get(self.open).is_some_and(|open| open.shape == Shape::Mark)
    }
}

/// Whether a character is one of the dashes that open speech or part it from what is told, or a hyphen in their place.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '-')
}

/// Marks that can close what a mark opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    /// `"`, `“`, `”`, `„`, `` `` ``, `’’`
    Double,
    /// `''` where two apostrophes only close what two graves opened. Between two of its own what stands in marks is no
    /// quotation by itself.
    Apostrophes,
    /// `«`, `»`
    Guillemet,
    /// `‘`, `’`, `'`, `‚`
    Single,
    /// `‹`, `›`
    SingleGuillemet,
    /// `「`, `」`
    Corner,
}

#[inline]
fn family(token: &Token) -> Option<Family> {
    if token.shape != Shape::Mark {
        return None;
    }
    Some(match token.first {
        '"' | '“' | '”' | '„' | '‟' | '＂' => Family::Double,
        '`' if token.end - token.start == 2 => Family::Double,
        '‘' | '’' if token.end - token.start == 6 => Family::Double,
        '\'' if token.end - token.start == 2 => Family::Apostrophes,
        '«' | '»' => Family::Guillemet,
        '‹' | '›' => Family::SingleGuillemet,
        '「' | '」' | '『' | '』' => Family::Corner,
        _ => Family::Single,
    })
}

/// Finds all pairs of `tokens`, whose marks are among the breaks. Marks within marks belong to the outer stretch.
/// Whether two apostrophes open a quotation as other marks do is told by the language.
pub(crate) fn pairs(tokens: &[Token], breaks: &[u32], apostrophes_report: bool) -> Vec<Pair> {
    let mut finder = Finder { tokens, apostrophes_report, open: None, inner: None, left: None, out: Vec::new() };
    for (at, token) in breaks.iter().map(|at| (*at as usize, &tokens[*at as usize])) {
        if token.opens_paragraph {
            finder.paragraph(at);
        }
        if let Some(family) = finder.family(token) {
            finder.mark(at, family);
        }
    }
    finder.paragraph(tokens.len());
    finder.out
}

/// Paragraphs over which a mark may stay open.
const OPEN: usize = 8;

struct Finder<'a> {
    tokens: &'a [Token],
    apostrophes_report: bool,
    open: Option<(usize, Family)>,
    /// The mark that closes an inner stretch of the same form.
    inner: Option<usize>,
    /// The mark that stayed open at the end of its paragraph, and how many have begun since.
    left: Option<(usize, Family, usize)>,
    out: Vec<Pair>,
}

impl Finder<'_> {
    #[inline]
    fn family(&self, token: &Token) -> Option<Family> {
        let family = family(token)?;
        Some(if family == Family::Apostrophes && !self.apostrophes_report { Family::Double } else { family })
    }

    /// A paragraph ends before `at`: what is open goes on there, or stays open for ever.
    fn paragraph(&mut self, at: usize) {
        let Some((open, family)) = self.open.take() else {
            self.left = self.left.map(|(open, of, begun)| (open, of, begun + 1)).filter(|(_, _, begun)| *begun < OPEN);
            return;
        };
        let reopens = self.tokens.get(at).is_some_and(|token| self.family(token) == Some(family));
        let starts = self.tokens[open].opens_paragraph || open > 0 && self.tokens[open - 1].is_sign(':');
        let goes_on = match family {
            Family::Apostrophes => false,
            // An apostrophe may stand there, so all must tell of speech; or it goes on from the paragraph before.
            Family::Single => {
                let continues = self.out.last().is_some_and(|last| last.goes_on && last.close == open);
                continues || reopens && starts && self.leanings(at).0 && self.stopped(at)
            }
            _ => reopens || starts,
        };
        self.left = (!reopens && family != Family::Single).then_some((open, family, 1));
        if at - open > 2 && goes_on {
            self.out.push(Pair { open, close: at, goes_on: reopens });
        }
    }

    fn mark(&mut self, at: usize, family: Family) {
        let (opens, closes) = self.leanings(at);
        // Apostrophes may stand between.
        let left =
            if family == Family::Single { None } else { self.left.take().filter(|(_, left, _)| *left == family) };
        match (self.open, left) {
            // `“Satu.`, `Dua.` and `Tiga,” katanya` are paragraphs: all of them stand in the marks.
            (None, Some((open, ..))) if closes && !opens && self.stopped(at) => {
                self.out.pop_if(|last| last.open == open);
                self.close(open, at);
            }
            (None, _) if opens && self.may_open(at, family) => self.open = Some((at, family)),
            (None, _) => {}
            (Some((_, Family::Apostrophes)), _) if family == Family::Apostrophes && closes => self.open = None,
            (Some((_, Family::Apostrophes)), _) if opens && matches!(family, Family::Double | Family::Guillemet) => {
                self.open = Some((at, family));
            }
            (Some((open, outer)), _) if outer == family || outer == Family::Double && family == Family::Apostrophes => {
                // `« Oui »`: with a blank on either side only the other form tells that the mark closes.
                let other = family == Family::Guillemet && self.tokens[open].first != self.tokens[at].first;
                if self.inner == Some(at) || family == Family::Single && closes && self.is_apostrophe(at) {
                } else if (closes || other) && at > open + 1 {
                    self.close(open, at);
                } else if opens && !closes {
                    // The one before was never closed, or this one stands within it.
                    self.inner = self.closed_twice(at, family).filter(|_| family != Family::Single);
                    if self.inner.is_none() {
                        self.open = Some((at, family));
                    }
                }
            }
            // A double mark within a single one: the single one was an apostrophe, or holds a whole conversation.
            (Some((_, Family::Single)), _)
                if opens && family != Family::SingleGuillemet && self.tokens[at].first != '"' =>
            {
                self.open = Some((at, family));
            }
            (Some((_, Family::Single)), _) if family == Family::Double && opens => self.open = Some((at, family)),
            (Some(_), _) => {}
        }
    }

    /// `“A sign that read ‹“›Keep out‹”› hung there,” said Ray.`: the mark that closes what opens at `at`, where the next
    /// two marks of the paragraph both close. Reads as far as the second of them, and no farther than one that opens.
    fn closed_twice(&self, at: usize, of: Family) -> Option<usize> {
        let rest = self.tokens.iter().enumerate().skip(at + 1).take_while(|(_, token)| !token.opens_paragraph);
        let mut marks = rest.filter(|(_, token)| self.family(token) == Some(of)).map(|(mark, _)| mark);
        let closes = |mark: &usize| self.leanings(*mark) == (false, true);
        let first = marks.next().filter(closes)?;
        marks.next().filter(closes).map(|_| first)
    }

    fn close(&mut self, open: usize, at: usize) {
        self.open = None;
        self.out.push(Pair { open, close: at, goes_on: false });
    }

    /// Whether the mark at `at` can open, and whether it can close, by what stands around it.
    fn leanings(&self, at: usize) -> (bool, bool) {
        let token = &self.tokens[at];
        let before = at.checked_sub(1).map(|i| &self.tokens[i]);
        let next = self.tokens.get(at + 1);
        let free_left = token.spaced
            || before.is_none_or(|b| {
                matches!(b.first, '(' | '[' | '—' | '–' | '-' | '/' | ':' | '―' | '…') || b.shape == Shape::Mark
            });
        let free_right = next.is_none_or(|n| {
            n.spaced
                || n.opens_paragraph
                || n.shape == Shape::Mark
                || (n.shape == Shape::Sign && !matches!(n.first, '(' | '[' | '#' | '@' | '$'))
        });
        let leans_right = next.is_some_and(|n| !n.spaced && !n.opens_paragraph);
        let cue = next.is_some_and(|n| !n.spaced && n.shape == Shape::Lower && n.is(class::CUE_SOURCE));
        let stands_alone = token.spaced && next.is_some_and(|n| n.spaced);
        // `,”kata` lost its blank: a mark behind a comma or stop closes.
        let stopped = !token.spaced && before.is_some_and(|b| matches!(b.first, ',' | '.' | '!' | '?' | '…'));
        // `turun.”Kami siap,” kata Siti`: where nothing is open a mark before a capital opens, and lost its blank too.
        let begins = next.is_some_and(|n| n.is_capital() && !n.spaced && !n.opens_paragraph);
        let lost = stopped && begins && self.open.is_none() && matches!(token.first, '”' | '"');
        match token.first {
            '„' | '‚' | '「' | '『' => (true, false),
            '」' | '』' => (false, true),
            // Alone two apostrophes are seconds or inches.
            '\'' if token.end - token.start == 2 => (free_left && leans_right && self.open.is_none(), !token.spaced),
            // `… by noon. “` at the end of its paragraph: the wrong one of two marks, which still closes.
            _ if self.open.is_some() && next.is_none_or(|n| n.opens_paragraph) => (false, true),
            // `… by noon ”, said Ray`: a blank that the page put there, and no mark opens before a comma.
            _ if token.spaced
                && self.open.is_some()
                && next.is_some_and(|n| !n.spaced && matches!(n.first, ',' | '.' | ';')) =>
            {
                (false, true)
            }
            // `“Harga turun, "katanya.`: the blank stands on the wrong side.
            '"' | '”' if token.spaced && self.open.is_some() && self.stopped(at) && cue => (false, true),
            // `Ray said,“We …`: lost its blank.
            '“' if before.is_some_and(|b| b.is_sign(',')) && leans_right => (true, self.open.is_some() && free_right),
            '“' | '‘' | '`' => (free_left && (leans_right || stands_alone), !token.spaced && free_right),
            _ if stands_alone => (self.open.is_none(), self.open.is_some()),
            _ => (
                free_left && leans_right && !stopped || lost,
                !token.spaced
                    && (free_right || stopped || !free_left && self.open.is_some_and(|(_, f)| f != Family::Single)),
            ),
        }
    }

    /// `‘The dogs‹’› barking saved us.’`: a single mark behind which the sentence goes on in small letters, where the
    /// next one leans on a stop. Reads as far as that, so all together read a text once.
    fn is_apostrophe(&self, at: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower && token.spaced);
        let rest = self.tokens.iter().enumerate().skip(at + 1);
        let mut rest = rest.take_while(|(_, token)| !token.opens_paragraph);
        let next = rest.find(|(_, token)| family(token) == Some(Family::Single)).map(|(next, _)| next);
        self.tokens[at - 1].is_word()
            && word(at + 1)
            && next.is_some_and(|next| self.stopped(next) && !self.tokens[next].spaced && self.leanings(next).1)
    }

    /// Whether a stop or comma stands before the token at `at`.
    fn stopped(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(self.tokens[before].first, ',' | '.' | '!' | '?' | '…'))
    }

    /// Apostrophes and primes open nothing: `'90s`, `5'10"`, `rock 'n' roll`.
    fn may_open(&self, at: usize, family: Family) -> bool {
        let next = self.tokens.get(at + 1);
        match family {
            Family::Single => next.is_some_and(|n| n.is_word() && (n.end - n.start > 1 || n.is_capital())),
            _ => next.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::text::token::{Tokens, tokens};
    use crate::brief::text::vocabulary::Vocabulary;
    use crate::language::Languages;

    #[test]
    fn marks_of_every_style_pair() {
        let languages = Languages::new();
        let language = languages.get_or_neutral("id");
        for (text, expected) in [
            ("”Sama,” kata dia. ”Lagi,” ujarnya.", "Sama,|Lagi,"),
            ("\"Lurus,\" kata Siti. \"Lagi.\"", "Lurus,|Lagi."),
            ("“Keriting,” katanya.", "Keriting,"),
            ("Il dit : « Oui ». « Non », dit-elle.", " Oui| Non"),
            ("„Deutsch“, sagte er. »So«, und «ainsi».", "Deutsch|So|ainsi"),
            ("Kata ‘tunggal’ dan Jum’at di '90s.", "tunggal"),
            ("Tinggi 5'10\" saja. \"Ya,\" katanya.", "Ya,"),
            ("“Satu.\n\n“Dua,” katanya.", "Satu.|Dua,"),
            ("“Satu.\n\nDua, ya.\n\nTiga,” katanya. “Lagi.”", "Satu.\n\nDua, ya.\n\nTiga,|Lagi."),
            ("Kata Siti, “Satu.\n\nDua.” Lalu “tiga,”", "Satu.\n\nDua.|tiga,"),
            ("“Tak ditutup.\n\n“Dua,” katanya. Tiga,” ujarnya.", "Tak ditutup.|Dua,"),
            ("“Luar ‘dalam’ luar,” katanya", "Luar ‘dalam’ luar,"),
            ("\"Tidak ditutup. Lalu \"baru,\" kata Budi.", "baru,"),
            ("\"Luar \"dalam\" luar,\" katanya. \"Lagi.\"", "Luar \"dalam\" luar,|Lagi."),
            ("„Groß „klein“.“ „Noch.“", "Groß „klein“.|Noch."),
            ("``LaTeX,'' katanya", "LaTeX,"),
            ("“Salah sisi, \"katanya. “Lagi, ”kata Siti.", "Salah sisi,|Lagi,"),
            ("„Berjarak “, katanya. \"Lagi \".", "Berjarak|Lagi"),
            (",,Twee komma's'', zei ze. ,,Weer”, en ,,nog eens’’.", "Twee komma's|Weer|nog eens"),
            ("Satu,, dua,,tiga.", ""),
            ("Harga turun.”Kami siap,” kata Siti. ”Lagi,”Katanya.", "Kami siap,|Lagi,"),
            ("‘’Berlawanan,’’ katanya. ‘’Lagi.’’", "Berlawanan,|Lagi."),
            ("''Dua 'dalam' dua,'' katanya. Tinggi 5''. ''Lagi.''", "Dua 'dalam' dua,|Lagi."),
        ] {
            let Tokens { all: tokens, breaks, .. } = tokens(text, &mut Vocabulary::new(&language.lexicon, 0));
            let found: Vec<&str> = pairs(&tokens, &breaks, false)
                .iter()
                .map(|pair| &text[tokens[pair.open].end as usize..tokens[pair.close - 1].end as usize])
                .collect();
            assert_eq!(found.join("|"), expected);
        }
    }
}

//! Whether what an office is of is a body, whose office it is: `Präsident des ‹Verbandes› Karl Brandt`.
//!
//! Invariant: looks at the words between the office and the name. Absent on purpose: which words are offices.

use super::Finder;
use crate::brief::text::Range;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

impl Finder<'_> {
    /// `Präsident des ‹Verbandes›`: whether what an office is of is a body or a place, and nobody whom it serves: `Anwalt
    /// des ‹Ministers›`.
    pub(super) fn is_of_body(&self, office: Range) -> bool {
        const BODY: Class = class::GROUP | class::ORGANISATION | class::ORGANISATION_HEAD | class::PLACE;
        let (text, endings) = (self.text, &self.text.language.pack.names.case_endings);
        let bare = |at: usize| {
            let stems = endings.iter().filter_map(move |ending| text.word(at).strip_suffix(ending));
            stems.fold(text.tokens[at].class, |class, stem| class | text.language.lexicon.class_of(stem))
        };
        let mut below = office.start + 1..office.end;
        if below.is_empty() || !below.clone().any(|at| text.is(at, class::COMPLEMENT)) {
            return true;
        }
        below.clone().any(|at| bare(at) & BODY != 0) && !below.any(|at| bare(at) & class::ROLE != 0)
    }

    /// Whether words with capitals that begin at `run` lead to a whole name at `name`, where every noun has one.
    pub(super) fn is_headed(&self, run: usize, name: usize) -> bool {
        let text = self.text;
        run < name
            && text.language.pack.names.nouns_capitalised
            && text.is(name, class::GIVEN)
            && text.get(name + 1).is_some_and(Token::is_capital)
    }

    /// `CEO ‹Layarku› Tomu Rahar` where `Layarku` alone stands before: whether the word behind an office is a body, for
    /// nobody is called by a first name whose whole name is yet to come.
    pub(super) fn employs(&self, run: &Range, start: usize) -> bool {
        let office = start > 0 && self.text.is(start - 1, class::ROLE) && self.text.tokens[start - 1].is_capital();
        let known = || self.text.is(start + 1, class::GIVEN) || self.runs.told_of(start);
        office && start + 3 == run.end && self.runs.told_before(start) && known()
    }

    /// `Kadis Kesehatan Lintang, ‹dr.› Rahmat`: where the small honorific stands that leads to a run
    /// behind a comma.
    pub(super) fn before_honours(&self, run: usize) -> usize {
        let text = self.text;
        let honours = |at: usize| text.get(at).is_some_and(|t| t.shape == Shape::Lower && t.is(class::HONORIFIC));
        let stop = usize::from(run > 1 && text.is_sign(run - 1, '.'));
        let first = run.wrapping_sub(1 + stop);
        let comma = || text.is_sign(first.wrapping_sub(1), ',');
        if honours(first) && !text.is(first, class::ROLE) && comma() { first } else { run }
    }

    /// `‹Rp10› ribu`: two letters, one of them small, and a number right behind them count something.
    pub(super) fn counts(&self, run: &Range) -> bool {
        let word = self.text.word(run.start).as_bytes();
        let sum = run.len() == 1 && word.last().is_some_and(u8::is_ascii_digit) && word[0].is_ascii_uppercase();
        sum && word[1].is_ascii_lowercase() && !word[2..].iter().any(|byte| byte.is_ascii_alphabetic() || *byte == b'-')
    }

    /// `penyanyi ‹itu› kepada Tempo`: where nouns need no article, what points stands behind them and closes the
    /// phrase.
    pub(super) fn closes(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        self.text.language.pack.names.bare_subjects && token.shape == Shape::Lower && token.is(class::POINTER)
    }
}

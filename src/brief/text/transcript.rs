//! Interviews and transcripts, whose turns begin with a speaker label: `JAKE TAPPER, HOST: …`, `Q: …`, `Tempo: …`.
//!
//! A label is proven by the article: it comes back at the beginning of a paragraph after another one that comes back
//! too, somebody asks, and somebody else answers in the first person. So `Jakarta:`, `Update:`, a list of prices and
//! the questions a paper answers itself are no transcript, nor is `LIND: “…”` beside `THE FACTS: …`, where marks hold
//! the words. Invariant: a label is short and looked at once; linear in the tokens. Absent on purpose: turns nothing
//! marks.

use super::Range;
use super::token::{Shape, Token, paragraphs};
use crate::language::lexicon::{Class, class};

/// The longest label, in tokens: `SEN. ANN RAY (D-OH), PRESIDENTIAL CANDIDATE`.
const LONGEST: usize = 14;

/// What is no part of the name in a label.
pub(crate) const TITLE: Class = class::ROLE | class::HONORIFIC | class::FUNCTION | class::POST_NOMINAL;

/// What somebody says until another label follows.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// The words of the label up to a comma or bracket.
    pub(crate) label: Range,
    /// The colon that ends the label.
    pub(crate) colon: usize,
    /// What is said, paragraph by paragraph.
    pub(crate) content: Vec<Range>,
}

/// The turns in `tokens` of so many different `words`, in order.
pub(crate) fn turns(tokens: &[Token], breaks: &[u32], words: usize) -> Vec<Turn> {
    let labelled = paragraphs(tokens, breaks).enumerate().filter_map(|(i, range)| Some((i, turn(tokens, &range)?)));
    let labelled: Vec<(usize, Turn)> = labelled.collect();
    // Two labels that both come back take four turns.
    if labelled.len() < 4 {
        return Vec::new();
    }
    let paragraphs: Vec<Range> = paragraphs(tokens, breaks).collect();
    let mut labels = Labels { tokens, all: Vec::new(), by_word: vec![NONE; words] };
    let mut before = None;
    let of: Vec<usize> = labelled.iter().map(|(_, turn)| labels.read(turn, &mut before)).collect();
    let mut proven: Vec<(usize, Turn)> = labelled
        .into_iter()
        .zip(of)
        .filter(|((_, turn), label)| labels.all[*label].returns || loud(tokens, turn))
        .map(|(turn, _)| turn)
        .collect();
    labels.find_people();
    if !labels.converse() {
        return Vec::new();
    }
    let places: Vec<usize> = proven.iter().map(|(paragraph, _)| *paragraph).collect();
    for ((_, turn), pair) in proven.iter_mut().zip(places.windows(2)) {
        let between = paragraphs[pair[0] + 1..pair[1]].iter();
        turn.content.extend(between.take_while(|paragraph| labels.goes_on(paragraph)).cloned());
    }
    proven.into_iter().map(|(_, turn)| turn).collect()
}

/// Reads a paragraph that begins as a turn does: capitals, a colon, and words that no mark opens.
fn turn(tokens: &[Token], paragraph: &Range) -> Option<Turn> {
    let star = |at: &usize| matches!(tokens[*at].first, '*' | '_') && tokens[*at].shape == Shape::Sign;
    let start = paragraph.clone().find(|at| !star(at))?;
    let end = paragraph.end.min(start + LONGEST);
    let names =
        |token: &Token| token.is_capital() || token.is(class::PARTICLE) || matches!(token.first, '.' | '&' | '/' | '-');
    // Most paragraphs have a small word before any colon, and are read no further.
    let label = start..(start..end).find(|at| !names(&tokens[*at]))?;
    let parts = matches!(tokens[label.end].first, ',' | '(' | '[' | ':') && !tokens[label.end].is_word();
    if !(parts || star(&label.end)) {
        return None;
    }
    let colon = (label.end..end).find(|at| tokens[*at].is_sign(':'))?;
    let first = (colon + 1..paragraph.end).find(|at| !star(at))?;
    let last = (first..paragraph.end).rfind(|at| !star(at))?;
    let is = |class: Class| label.clone().any(|at| tokens[at].is(class));
    // `Q&A: The potter of Milton` is a headline.
    let both = is(class::QUESTION) && is(class::ANSWER);
    let words = label.clone().any(|at| !tokens[at].is(class::FUNCTION) || tokens[at].is(class::ANSWER)) && !both;
    let spoken = tokens[first].shape != Shape::Mark && (tokens[first].spaced || first > colon + 1);
    let said = first..last + 1;
    (words && spoken).then(|| Turn { label, colon, content: vec![said] })
}

/// `TONY HALE, REPORTER: …`: where people talk, capitals alone label one who speaks but once.
fn loud(tokens: &[Token], turn: &Turn) -> bool {
    turn.label.len() > 1 && tokens[turn.label.clone()].iter().all(|token| token.shape == Shape::Upper)
}

/// No label.
const NONE: u32 = u32::MAX;

/// What the turns tell of a label.
#[derive(Default)]
struct Label {
    /// The words of its fullest form that name.
    words: Vec<u32>,
    /// It comes back after another one.
    returns: bool,
    /// In how many of its turns something is asked.
    asks: usize,
    /// Somebody says `I` in one of its turns.
    first_person: bool,
    /// A given name or a title shows a person, in it or elsewhere: `Mr. Lind`.
    person: bool,
}

/// The labels of a text.
struct Labels<'a> {
    tokens: &'a [Token],
    all: Vec<Label>,
    /// By word, the label that it names.
    by_word: Vec<u32>,
}

impl Labels<'_> {
    /// The label of a turn; `before` is that of the turn before.
    fn read(&mut self, turn: &Turn, before: &mut Option<usize>) -> usize {
        let known = self.all.len();
        let label = self.number(&turn.label);
        let said = turn.content.iter().flat_map(|range| &self.tokens[range.clone()]);
        let (mut asks, mut first_person) = (false, false);
        for token in said {
            asks |= token.is_sign('?');
            first_person |= token.is(class::FIRST_PERSON);
        }
        let told = &mut self.all[label];
        told.returns |= label < known && *before != Some(label);
        told.asks += usize::from(asks);
        told.first_person |= first_person;
        *before = Some(label);
        label
    }

    /// The number of a label: `RAY` is `ANN RAY`, and `MAYOR RAY` too.
    fn number(&mut self, label: &Range) -> usize {
        let tokens = &self.tokens[label.clone()];
        let word = |token: &&Token| token.is_word();
        let mut words: Vec<u32> = tokens.iter().filter(word).filter(|t| !t.is(TITLE)).map(|t| t.word).collect();
        if words.is_empty() {
            words = tokens.iter().filter(word).map(|token| token.word).collect();
        }
        let fits = |label: &usize| {
            let known = &self.all[*label].words;
            words.iter().all(|word| known.contains(word)) || known.iter().all(|word| words.contains(word))
        };
        let mut known = words.iter().map(|word| self.by_word[*word as usize]).filter(|label| *label != NONE);
        let found = known.find_map(|label| Some(label as usize).filter(fits)).unwrap_or(self.all.len());
        for word in &words {
            let label = &mut self.by_word[*word as usize];
            *label = if *label == NONE { found as u32 } else { *label };
        }
        match self.all.get_mut(found) {
            Some(label) if label.words.len() >= words.len() => {}
            Some(label) => label.words = words,
            None => self.all.push(Label { words, ..Label::default() }),
        }
        found
    }

    /// Reads which labels are people's.
    fn find_people(&mut self) {
        const SHOWS: Class = class::GIVEN | class::HONORIFIC | class::ROLE;
        let mut before: Option<&Token> = None;
        for token in self.tokens {
            let label = self.by_word.get(token.word as usize).filter(|label| token.is_capital() && **label != NONE);
            if let Some(label) = label {
                let shown = before.is_some_and(|before| before.is(SHOWS) && before.is_capital());
                self.all[*label as usize].person |= shown || token.is(SHOWS | class::ANSWER);
            }
            before = if token.is_sign('.') { before } else { Some(token) };
        }
    }

    /// Whether two labels come back, one of them asks, and somebody else says `I`.
    fn converse(&self) -> bool {
        let returning = || self.all.iter().enumerate().filter(|(_, label)| label.returns);
        let asker = returning().max_by_key(|(_, label)| label.asks).filter(|(_, label)| label.asks > 0);
        let answers = |(asker, _)| returning().any(|(i, label)| i != asker && label.first_person && label.person);
        asker.is_some_and(answers)
    }

    /// Whether a paragraph without a label goes on with the turn before it. A heading does not, nor what is told: that
    /// names somebody who speaks, or holds words in marks.
    fn goes_on(&self, paragraph: &Range) -> bool {
        let tokens = &self.tokens[paragraph.clone()];
        let stopped = tokens.last().is_some_and(|last| matches!(last.first, '.' | '!' | '?' | '…'));
        let label = |token: &Token| {
            let label = self.by_word.get(token.word as usize).filter(|label| token.is_capital() && **label != NONE);
            let label = label.filter(|_| !token.is(class::FUNCTION));
            label.is_some_and(|label| self.all[*label as usize].returns)
        };
        let told = |token: &Token| token.shape == Shape::Mark && token.first != '\'' || label(token);
        stopped && tokens[0].is_word() && !tokens.iter().any(told)
    }
}

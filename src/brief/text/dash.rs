//! Speech that a dash opens, as novels and reports in Romance languages print it: `—No vendrán —dijo Ana—. Tal vez.`,
//! `— Bonjour, dit Ana.`
//!
//! Invariant: only a paragraph that begins with a dash is looked at, once; it is speech where a word of saying shows
//! it, or where the paragraph before was. Absent on purpose: who speaks — what is told between the dashes is read like
//! what stands between marks.

use super::Range;
use super::quote::{Pair, is_dash};
use super::token::{Shape, Token, paragraphs};
use crate::language::lexicon::class;

/// How many words may stand before the verb of saying in what is told: `—Ana, muy seria, respondió—`.
const BEFORE: usize = 8;

/// How far back from the end of a paragraph a word of saying is looked for, in tokens.
const SENTENCE: usize = 40;

/// What is shorter, in tokens, may be an item of a list or a headline.
const LINE: usize = 8;

/// The stretches in marks and those that dashes open, in order.
pub(super) fn with_dashes(tokens: &[Token], breaks: &[u32], marked: Vec<Pair>) -> Vec<Pair> {
    let mut spoken = Vec::new();
    let mut talking = false;
    for range in paragraphs(tokens, breaks) {
        let said = talking || announced(&tokens[..range.start], &tokens[range.clone()]);
        talking = parts(tokens, range.start, &range) && paragraph(tokens, range, said, &mut spoken);
    }
    let mut rest = spoken.iter().peekable();
    let apart = |pair: &Pair| {
        while rest.next_if(|dashed| dashed.close < pair.open).is_some() {}
        rest.peek().is_none_or(|dashed| pair.close < dashed.open)
    };
    let mut all: Vec<Pair> = marked.into_iter().filter(apart).collect();
    all.extend(spoken);
    all.sort_by_key(|pair| pair.open);
    all
}

/// `O técnico brincou:`: a word of saying in the last words of a paragraph, and its colon; or one in its last sentence,
/// above whole sentences: `O técnico disse que gostou do jogo. ¶ - Foi um bom jogo. Estou feliz.`
fn announced(before: &[Token], speech: &[Token]) -> bool {
    let Some((last, told)) = before.split_last().filter(|(last, _)| !last.opens_paragraph) else { return false };
    let says = |token: &Token| token.is(class::CUE) && token.shape == Shape::Lower;
    let full = |token: &Token| matches!(token.first, '.' | '!' | '?') && token.shape == Shape::Sign;
    let mut near = told.iter().rev().take_while(|token| !full(token) && token.shape != Shape::Mark).take(SENTENCE);
    match last.first {
        ':' => near.take(BEFORE).take_while(|token| token.shape != Shape::Sign).any(says),
        '.' => speech.len() > LINE && speech.last().is_some_and(full) && near.any(says),
        _ => false,
    }
}

/// Reads a paragraph that begins with a dash; whether it is speech.
fn paragraph(tokens: &[Token], range: Range, talking: bool, out: &mut Vec<Pair>) -> bool {
    let first = out.len();
    let mut open = Some(range.start);
    let mut told = false;
    let mut dashes = range.clone().filter(|at| parts(tokens, *at, &range)).skip(1).peekable();
    while let Some(dash) = dashes.next() {
        let part = dash + 1..dashes.peek().copied().unwrap_or(range.end);
        match open {
            Some(start) if tells(&tokens[part.clone()]) => {
                out.push(Pair { open: start, close: dash, goes_on: false });
                (open, told) = (None, true);
            }
            // A dash within what is said.
            Some(_) => {}
            None => open = Some(behind_stops(tokens, dash, part.end)),
        }
    }
    if let Some(start) = open {
        let close = clause(tokens, start + 2..range.end);
        told |= close.is_some();
        out.push(Pair { open: start, close: close.unwrap_or(range.end - 1), goes_on: false });
    }
    out.retain(|pair| pair.open < range.start || pair.close > pair.open);
    if !told && !talking {
        out.truncate(first);
    }
    out.len() > first
}

/// Whether a dash stands at `at` that is no hyphen of `2010–2020`: a blank or a sign stands on one side of it, and
/// blanks on both where a hyphen is written for it.
fn parts(tokens: &[Token], at: usize, range: &Range) -> bool {
    let (token, next) = (&tokens[at], tokens.get(at + 1).filter(|_| at + 1 < range.end));
    let behind = next.is_some_and(|next| next.spaced);
    match token.first {
        '-' => token.shape == Shape::Sign && behind && (token.spaced || at == range.start),
        first => is_dash(first) && (token.spaced || at == range.start || behind || next.is_none_or(|t| !t.is_word())),
    }
}

/// The last of the signs that stand behind the dash that ends what is told: the full stop of `—. Tal vez`.
fn behind_stops(tokens: &[Token], dash: usize, end: usize) -> usize {
    let stop = |at: &usize| matches!(tokens[*at].first, '.' | ',' | ';' | ':') && tokens[*at].shape == Shape::Sign;
    (dash + 1..end).take_while(stop).last().unwrap_or(dash)
}

/// Whether what stands between dashes tells who speaks.
fn tells(part: &[Token]) -> bool {
    let words = part.iter().take_while(|token| !matches!(token.first, '.' | '?' | '!'));
    words.take(BEFORE).any(|token| token.is(class::CUE) && token.shape == Shape::Lower)
}

/// Where speech ends before a verb of saying that no dash parts from it: the comma of `— Bonjour, dit Ana`, the mark of
/// `— Pourquoi ? demanda Ana`.
fn clause(tokens: &[Token], range: Range) -> Option<usize> {
    let stop = |at: &usize| matches!(tokens[*at].first, ',' | '?' | '!' | '…') && tokens[*at].shape == Shape::Sign;
    range.clone().filter(stop).find(|at| {
        let next = tokens.get(at + 1).filter(|_| at + 1 < range.end);
        next.is_some_and(|next| next.is(class::CUE_SOURCE) && next.shape == Shape::Lower)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::text::token::{Tokens, tokens};
    use crate::brief::text::vocabulary::Vocabulary;
    use crate::language::Languages;

    #[test]
    fn dashes_open_speech_where_a_verb_of_saying_shows_it() {
        let languages = Languages::new();
        for (code, text, expected) in [
            ("es", "—No vendrán —dijo Ana—. Tal vez mañana.", "No vendrán|Tal vez mañana."),
            ("es", "—No vendrán.\n\n—¿Por qué? —preguntó Ana.\n\n—No sé.", "¿Por qué?|No sé."),
            ("es", "—Punto uno.\n\n—Punto dos.", ""),
            ("es", "El plan —dijo Ana— es viejo.", ""),
            ("fr", "— Bonjour, dit Ana. Il pleut.", "Bonjour,"),
            ("fr", "— Pourquoi ? demanda Ana.", "Pourquoi ?"),
            ("pt", "— Não virão — disse Ana. — Talvez amanhã.", "Não virão|Talvez amanhã."),
            ("pt", "Ana brincou:\n\n– Não virão hoje.", "Não virão hoje."),
            ("pt", "As regras são:\n\n– não correr.", ""),
        ] {
            let Tokens { all: tokens, breaks, .. } =
                tokens(text, &mut Vocabulary::new(&languages.get_or_neutral(code).lexicon, 0));
            let found: Vec<&str> = with_dashes(&tokens, &breaks, Vec::new())
                .iter()
                .map(|pair| pair.content(&tokens))
                .map(|range| &text[tokens[range.start].start as usize..tokens[range.end - 1].end as usize])
                .collect();
            assert_eq!(found.join("|"), expected);
        }
    }
}

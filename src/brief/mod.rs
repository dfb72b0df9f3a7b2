//! An article and its language become a briefing.
//!
//! Invariant: [`brief`] is pure — same article, same language, same briefing, byte for byte — linear in the length of
//! the article, and never panics whatever the text. Absent on purpose: files, threads, clocks, and any word of any
//! language: those stand in `data/languages`.

mod briefing;
pub mod token;

pub use briefing::{
    Attribution, Briefing, DateMention, KeyPoint, Mention, MentionKind, Quote, QuoteKind, ResolvedBy, Speaker,
};

use crate::article::Article;
use crate::language::Language;

/// Finds in `article` what matters, by what `language` knows.
pub fn brief(article: &Article, language: &Language) -> Briefing {
    let _tokens = token::tokens(&article.body, &language.lexicon);
    Briefing::default()
}

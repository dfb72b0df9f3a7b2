//! An article and its language become a briefing.
//!
//! Invariant: [`brief`] is pure — same article, same language, same briefing, byte for byte — linear in the length of
//! the article, and never panics whatever the text. Absent on purpose: files, threads, clocks, and any word of any
//! language: those stand in `data/languages`.

mod attribution;
mod briefing;
mod cast;
mod date;
mod key_point;
mod label;
mod mention;
mod name;
mod people;
mod speaker;
mod statement;
mod text;
mod weights;

pub use briefing::{
    Attribution, Briefing, DateMention, FOREMOST, KeyPoint, Mention, MentionKind, Quote, QuoteKind, ResolvedBy, Speaker,
};

use crate::article::Article;
use crate::language::{Language, sentence};
use attribution::Attributor;
use people::People;
use text::Text;

/// Finds in `article` what matters, by what `language` knows.
///
/// Each step builds on those before: the text, the names in it, who is who, what is said beside which cue and source,
/// whom the sources stand for; then what else is mentioned, the dates, and the key points.
pub fn brief(article: &Article, language: &Language) -> Briefing {
    let text = Text::new(&article.body, language);
    let names = label::settle(&text, name::tagged::settle(&text, name::names(&text), article));
    let mut people = People::new(&text, &names);
    let attributor = Attributor::new(&text, &names);
    let mut statements = statement::direct(&attributor);
    statements.extend(statement::clause::indirect(&attributor, &statements));
    statements.extend(label::statements(&attributor, label::answerer(&attributor, &people).is_some()));
    statements.sort_by_key(|statement| statement.content.first().map(|range| range.start));
    for found in statements.iter_mut().filter_map(|statement| statement.found.as_mut()) {
        found.source = attributor.whole_source(found.source.clone());
    }
    people.promote(statements.iter().filter_map(|statement| statement.person(&attributor)));
    let said = speaker::resolve(&attributor, &people, &statements);
    let told = statements.iter().zip(said).filter(|(statement, _)| statement.is_told);
    let (quotes, speakers) = cast::cast(&attributor, &people, told);
    let mut briefing = Briefing { quotes, speakers, ..Briefing::default() };
    briefing.mentions = mention::mentions(&text, &names, &people);
    let published = article.published.map(|published| published.date);
    briefing.dates = date::dates(&article.body, &text, published);
    briefing.without_pack = language.is_neutral();
    briefing.sentences = sentence::sentences(&article.body, language);
    briefing.key_points = key_point::key_points(&text, &briefing.sentences, &article.headline, &article.body);
    briefing
}

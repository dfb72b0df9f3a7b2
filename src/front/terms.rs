//! What a story is about: its names and the words of its headline and key points, each with a weight.
//!
//! Invariant: sorted, each term once. Words that carry no content are none; a name is its words, so that `Stoltenberg`
//! and `Jens Stoltenberg` share one.

use unicode_segmentation::UnicodeSegmentation;

use super::Story;
use crate::language::Lexicon;
use crate::language::folding::hash;
use crate::language::lexicon::class;

/// Terms by the hash of their word in any case.
pub(super) type Terms = Vec<(u64, f32)>;

/// A word counts so much in the headline, in a key point, in a name.
const HEADLINE: f32 = 2.0;
const KEY_POINT: f32 = 1.0;
const NAME: f32 = 1.0;
/// Letters of the shortest word that tells anything; figures tell at any length.
const SHORTEST: usize = 3;

/// The hashes of the words of a text that carry content.
pub(super) fn content<'a>(text: &'a str, lexicon: &'a Lexicon) -> impl Iterator<Item = u64> + 'a {
    const EMPTY: u64 = class::STOP_WORD | class::FUNCTION | class::PRONOUN | class::WEEKDAY | class::MONTH;
    let tells = |word: &&str| word.chars().count() >= SHORTEST || word.chars().all(char::is_numeric);
    text.unicode_words().filter(tells).map(hash).filter(|hash| lexicon.word(*hash).class & EMPTY == 0)
}

/// The figures of a text, in their order.
pub(super) fn figures(text: &str) -> impl Iterator<Item = &str> {
    text.unicode_words().filter(|word| word.contains(char::is_numeric))
}

/// What a story is about.
pub(super) fn of(story: Story<'_>, lexicon: &Lexicon) -> Terms {
    let Story { article, briefing } = story;
    let body = article.body.as_str();
    let points = briefing.key_points.iter().map(|point| (point.sentence.of(body), KEY_POINT));
    let names = briefing.mentions.iter().map(|mention| (mention.span.of(body), NAME));
    let texts = std::iter::once((article.headline.as_str(), HEADLINE)).chain(points).chain(names);
    let mut terms: Terms =
        texts.flat_map(|(text, weight)| content(text, lexicon).map(move |term| (term, weight))).collect();
    terms.sort_unstable_by_key(|(term, _)| *term);
    terms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0.0 };
        same
    });
    // What is said ten times is not ten times as much what the story is about.
    terms.iter_mut().for_each(|(_, weight)| *weight = 1.0 + weight.ln());
    terms
}

//! What a new version of a story says differently: its headline, quotations added, removed, reworded or given to somebody
//! else, and figures altered.
//!
//! Invariant: what stands in both versions word for word is no change, wherever it stands. Absent on purpose: telling
//! a correction from an update.

use std::collections::{HashMap, HashSet};

use super::Story;
use super::merge::{are_two, common, marked, share, words};
use super::terms::{self, content};
use crate::article::Span;
use crate::language::Languages;
use crate::language::folding::hash;

/// Two sentences are versions of one when they share so much of the content of the shorter, figures apart.
const SAME_SENTENCE: f32 = 0.6;
/// Two quotations are wordings of one when they have so much in common.
const REWORDED: f32 = 0.6;
/// Sentences of a version that are compared.
const SENTENCES: usize = 400;
/// Quotations of a version that are compared with those of the other which stand there in no such words.
const QUOTATIONS: usize = 200;

/// What has changed between two versions of a story. Quotations are positions in the briefings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Whether the headline is another.
    pub headline: bool,
    /// Quotations of the new version that the old one lacks.
    pub added: Vec<usize>,
    /// Quotations of the old version that the new one lacks.
    pub removed: Vec<usize>,
    /// A quotation of the old version, and how the new one words it, or whom else it gives it to.
    pub reworded: Vec<(usize, usize)>,
    /// A sentence of the old version, and that sentence in the new one with other figures.
    pub figures: Vec<(Span, Span)>,
}

impl Changes {
    /// Whether nothing has changed of what is looked at.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What `after` says otherwise than `before`.
pub fn changes(before: Story<'_>, after: Story<'_>, languages: &Languages) -> Changes {
    // Of a headline that is how the text begins the text tells.
    let headline = before.article.headline != after.article.headline && !after.article.begins_with_headline();
    let mut changes = Changes { headline, figures: figures(before, after, languages), ..Changes::default() };
    let (old, new) = (in_marks(before), in_marks(after));
    let (in_old, in_new) = (by_words(&old), by_words(&new));
    changes.reworded = given_to_others((before, &in_old), (after, &new));
    let mut gone: Vec<&Marked> = old.iter().filter(|(_, words)| !in_new.contains_key(&**words)).collect();
    let come = new.iter().filter(|(_, words)| !in_old.contains_key(&**words));
    for (count, (at, words)) in come.enumerate() {
        let mut known = gone.iter().take(if count < QUOTATIONS { QUOTATIONS } else { 0 });
        match known.position(|(_, other)| is_reworded(other, words)) {
            Some(known) => changes.reworded.push((gone.remove(known).0, *at)),
            None => changes.added.push(*at),
        }
    }
    changes.removed = gone.into_iter().map(|(at, _)| *at).collect();
    changes
}

/// A quotation in marks: its position, and its words.
type Marked = (usize, Vec<u64>);

/// Quotations that are word for word in both versions, but nowhere by the same person.
fn given_to_others(
    (before, old): (Story<'_>, &HashMap<&[u64], Vec<usize>>),
    (after, new): (Story<'_>, &[Marked]),
) -> Vec<(usize, usize)> {
    let given = new.iter().filter_map(|(at, words)| {
        let same = old.get(&**words)?;
        let is_another = |known: &usize| are_two((before, *known), (after, *at));
        same.iter().take(QUOTATIONS).all(is_another).then_some((same[0], *at))
    });
    given.collect()
}

/// The positions of quotations by their words.
fn by_words(quotations: &[Marked]) -> HashMap<&[u64], Vec<usize>> {
    let mut positions: HashMap<&[u64], Vec<usize>> = HashMap::new();
    quotations.iter().for_each(|(at, words)| positions.entry(words).or_default().push(*at));
    positions
}

/// Whether most words of both stand in the other in the same order (Dice's coefficient of their common subsequence).
fn is_reworded(old: &[u64], new: &[u64]) -> bool {
    2.0 * common(old, new) as f32 >= REWORDED * (old.len() + new.len()) as f32
}

/// The quotations in marks, by their words.
fn in_marks(story: Story<'_>) -> Vec<Marked> {
    marked(story.briefing).map(|(at, quote)| (at, words(story, quote))).collect()
}

/// A sentence with figures: its text, the words that carry content, and the figures in their order.
struct Sentence<'a> {
    span: Span,
    text: &'a str,
    words: HashSet<u64>,
    figures: Vec<&'a str>,
}

fn figures(before: Story<'_>, after: Story<'_>, languages: &Languages) -> Vec<(Span, Span)> {
    let old = sentences(before, languages);
    let mut altered = Vec::new();
    for new in sentences(after, languages) {
        if old.iter().any(|old| old.text == new.text) {
            continue;
        }
        let nearest = old.iter().map(|old| (old, share(&old.words, &new.words)));
        // Of equals the first.
        let nearest = nearest.filter(|(_, share)| *share >= SAME_SENTENCE).rev().max_by(|a, b| a.1.total_cmp(&b.1));
        altered.extend(nearest.filter(|(old, _)| old.figures != new.figures).map(|(old, _)| (old.span, new.span)));
    }
    altered
}

fn sentences<'a>(story: Story<'a>, languages: &Languages) -> Vec<Sentence<'a>> {
    let lexicon = &languages.get_or_neutral(&story.article.language).lexicon;
    let read = |span: &Span| {
        let text = span.of(&story.article.body);
        let figures: Vec<&str> = terms::figures(text).collect();
        let numbers: HashSet<u64> = figures.iter().map(|figure| hash(figure)).collect();
        let words = content(text, lexicon).filter(|word| !numbers.contains(word)).collect();
        (!figures.is_empty()).then_some(Sentence { span: *span, text, words, figures })
    };
    story.briefing.sentences.iter().filter_map(read).take(SENTENCES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::brief::{Briefing, Quote, QuoteKind};

    /// A version whose quotations are these numbers, each in twenty words.
    fn version(numbers: impl Iterator<Item = usize>) -> (Article, Briefing) {
        let (mut article, mut briefing) = (Article::default(), Briefing::default());
        for number in numbers {
            let start = article.body.len();
            (0..20).for_each(|word| article.body += &format!("{number}x{word} "));
            let content = vec![Span::new(start, article.body.len())];
            let kind = QuoteKind::Direct;
            briefing.quotes.push(Quote { content, kind, attribution: None, speaker: None, resolved_by: None });
        }
        (article, briefing)
    }

    #[test]
    fn thousands_of_quotations_are_compared_in_time() {
        let (before, after) = (version(0..10_000), version((5_000..15_000).rev()));
        let story = |(article, briefing)| Story { article, briefing };
        // Each with each, this takes minutes.
        let changes = changes(story((&before.0, &before.1)), story((&after.0, &after.1)), &Languages::new());
        assert_eq!((changes.added, changes.removed), ((0..5_000).collect(), (0..5_000).collect()));
    }
}

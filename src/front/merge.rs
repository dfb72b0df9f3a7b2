//! What the stories of an event say, each thing once.
//!
//! Invariant: nothing is said twice: a sentence or a day that repeats what stands there already is left out, so is a
//! key point that is little but a quotation shown beside it, and a quotation that several stories have is one. Absent
//! on purpose: deciding who is right; where wordings or figures differ, or whom words are given to, all of it is told.

use std::collections::HashSet;

use super::terms::{self, content};
use super::{Day, Event, Place, Quotation, Said, Story, Wording};
use crate::article::Span;
use crate::brief::{Briefing, Quote, QuoteKind};
use crate::language::Languages;
use crate::language::folding::hash;

use unicode_segmentation::UnicodeSegmentation;

/// Key points of an event that are looked at, of which some are told by its quotations; and those and days at the most.
const POINTS_MET: usize = 12;
const POINTS: usize = 6;
const DAYS: usize = 8;
/// Two sentences say the same when they share so much of the content of the shorter one.
const SAME_POINT: f32 = 0.5;
/// Two quotations are one when so much of the shorter stands, in order, in the longer.
const SAME_QUOTE: f32 = 0.7;
/// A shorter one must stand there in one piece: a few words are found in order, far apart, in any long speech.
const SHORT_QUOTE: usize = 8;
/// A still shorter one is a turn of phrase that anybody may use.
const LEAST_QUOTE: usize = 4;
/// Words of a quotation that are compared.
const LONGEST_QUOTE: usize = 80;
/// Quotations of an event that are compared with each other.
const MOST_QUOTES: usize = 400;

/// What the stories at the positions `group` say together.
pub(super) fn event(stories: &[Story<'_>], group: Vec<usize>, languages: &Languages) -> Event {
    let key_points = key_points(stories, &group, languages);
    let quotations = quotations(stories, &group);
    let days = days(stories, &group);
    Event { stories: group, key_points, quotations, days }
}

/// The key points of the fullest story, and of the others what they add: the first of each before the second of any.
fn key_points(stories: &[Story<'_>], group: &[usize], languages: &Languages) -> Vec<Place> {
    let deepest = group.iter().map(|at| stories[*at].briefing.key_points.len()).max().unwrap_or(0);
    let (first, others) = group.split_first().map_or((None, group), |(first, others)| (Some(*first), others));
    let own = first.into_iter().flat_map(|at| (0..stories[at].briefing.key_points.len()).map(move |rank| (at, rank)));
    let added = (0..deepest).flat_map(|rank| others.iter().map(move |at| (*at, rank)));
    let mut said: Vec<(HashSet<u64>, HashSet<&str>)> = Vec::new();
    let mut points = Vec::new();
    for (at, rank) in own.chain(added) {
        let Story { article, briefing } = stories[at];
        let Some(point) = briefing.key_points.get(rank) else { continue };
        let lexicon = &languages.get_or_neutral(&article.language).lexicon;
        let text = point.sentence.of(&article.body);
        let words: HashSet<u64> = content(text, lexicon).collect();
        let figures: HashSet<&str> = terms::figures(text).collect();
        // Who counts otherwise says something else: both are told.
        let agrees = |told: &HashSet<&str>| told.is_subset(&figures) || figures.is_subset(told);
        let is_said = said.iter().any(|(before, told)| share(before, &words) >= SAME_POINT && agrees(told));
        if points.len() == POINTS_MET {
            break;
        }
        if !is_said {
            said.push((words, figures));
            points.push(Place { story: at, span: point.sentence });
        }
    }
    points
}

/// The key points that these quotations do not tell by themselves.
pub(super) fn points_beside(stories: &[Story<'_>], points: &[Place], quotations: &[Quotation]) -> Vec<Place> {
    let is_told = |point: &Place| {
        let wordings = quotations
            .iter()
            .flat_map(|Quotation { said, others }| std::iter::once(*said).chain(others.iter().map(|other| other.said)));
        let mut here = wordings.filter(|said| said.story == point.story);
        here.any(|said| is_told_by(stories[point.story], point.span, said.quote))
    };
    points.iter().filter(|point| !is_told(point)).take(POINTS).copied().collect()
}

/// Whether most words of a sentence stand in the marks of a quotation. Of one whose sentence the reporter speaks, the
/// words in marks tell little without it.
fn is_told_by(Story { article, briefing }: Story<'_>, sentence: Span, quote: usize) -> bool {
    let count = |span: Span| span.of(&article.body).unicode_words().count();
    let quote = &briefing.quotes[quote];
    let within = quote.content.iter().filter(|span| span.overlaps(sentence));
    let within = within.map(|span| Span { start: span.start.max(sentence.start), end: span.end.min(sentence.end) });
    quote.kind == QuoteKind::Direct && 2 * within.map(count).sum::<usize>() > count(sentence)
}

/// The share of the smaller set that the two have in common.
pub(super) fn share(a: &HashSet<u64>, b: &HashSet<u64>) -> f32 {
    a.intersection(b).count() as f32 / a.len().min(b.len()).max(1) as f32
}

/// The quotations of a briefing that stand in marks, with their positions.
pub(super) fn marked(briefing: &Briefing) -> impl Iterator<Item = (usize, &Quote)> {
    briefing.quotes.iter().enumerate().filter(|(_, quote)| quote.kind != QuoteKind::Indirect)
}

/// The quotations in marks, each once.
fn quotations(stories: &[Story<'_>], group: &[usize]) -> Vec<Quotation> {
    let mut found: Vec<(Quotation, Vec<u64>)> = Vec::new();
    for &story in group {
        for (quote, _) in marked(stories[story].briefing) {
            let said = Said { story, quote };
            let words = words_said(stories, said);
            // Within one story two that are alike are two: somebody said it again. A few words are the same when the
            // same person said them.
            let is_known = |(known, has): &(Quotation, Vec<u64>)| {
                let surname = |said: Said| name(stories[said.story], said.quote).pop();
                let is_by_same = || surname(known.said).is_some_and(|name| surname(said) == Some(name));
                !is_in(known, story) && (is_same(has, &words) || *has == words && is_by_same())
            };
            let known = found.iter_mut().take(MOST_QUOTES).find(|found| is_known(found));
            match known {
                Some((known, has)) => {
                    let is_longer = words.len() > has.len();
                    let other = if is_longer { std::mem::replace(&mut known.said, said) } else { said };
                    known.others.push(Wording { said: other, is_exact: false, is_by_another: false });
                    if is_longer {
                        *has = words;
                    }
                }
                None => found.push((Quotation { said, others: Vec::new() }, words)),
            }
        }
    }
    for (Quotation { said, others }, longest) in &mut found {
        for other in others {
            other.is_exact = words_said(stories, other.said) == *longest;
            let of = |said: Said| (stories[said.story], said.quote);
            other.is_by_another = are_two(of(*said), of(other.said));
        }
    }
    let mut quotations: Vec<Quotation> = found.into_iter().map(|(quotation, _)| quotation).collect();
    // What many have, then what is said in whole sentences: words of a sentence of the reporter's need that sentence.
    let is_mixed = |Said { story, quote }: Said| stories[story].briefing.quotes[quote].kind == QuoteKind::Mixed;
    quotations.sort_by_key(|quotation| (std::cmp::Reverse(quotation.others.len()), is_mixed(quotation.said)));
    quotations
}

/// The words of the name of a quotation's speaker.
fn name(Story { article, briefing }: Story<'_>, quote: usize) -> Vec<u64> {
    let speaker = briefing.speaker_of(&briefing.quotes[quote]);
    speaker.map_or(Vec::new(), |speaker| speaker.name.of(&article.body).unicode_words().map(hash).collect())
}

/// Whether two quotations are given to people who have no word of their names in common.
pub(super) fn are_two((one, quote): (Story<'_>, usize), (other, same): (Story<'_>, usize)) -> bool {
    let (one, other) = (name(one, quote), name(other, same));
    !one.is_empty() && !other.is_empty() && one.iter().all(|word| !other.contains(word))
}

fn is_in(quotation: &Quotation, story: usize) -> bool {
    quotation.said.story == story || quotation.others.iter().any(|other| other.said.story == story)
}

/// The words of a quotation, as many as are compared.
pub(super) fn words(story: Story<'_>, quote: &Quote) -> Vec<u64> {
    let of = |span: &Span| span.of(&story.article.body).unicode_words().map(hash);
    quote.content.iter().flat_map(of).take(LONGEST_QUOTE).collect()
}

fn words_said(stories: &[Story<'_>], Said { story, quote }: Said) -> Vec<u64> {
    words(stories[story], &stories[story].briefing.quotes[quote])
}

/// Whether the words of one stand, nearly all of them and in order, in the other.
fn is_same(a: &[u64], b: &[u64]) -> bool {
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match shorter.len() {
        0..LEAST_QUOTE => false,
        LEAST_QUOTE..SHORT_QUOTE => longer.windows(shorter.len()).any(|window| window == shorter),
        length => common(shorter, longer) as f32 >= SAME_QUOTE * length as f32,
    }
}

/// Length of the longest common subsequence (Hirschberg's row of the table).
pub(super) fn common(a: &[u64], b: &[u64]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut before = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { before + 1 } else { above.max(row[at]) };
            before = above;
        }
    }
    row[b.len()]
}

/// The days that the stories name, each once, by the sentence of the fullest story that names it.
fn days(stories: &[Story<'_>], group: &[usize]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for &story in group {
        let briefing = stories[story].briefing;
        for named in &briefing.dates {
            let Some(date) = named.date.filter(|date| days.iter().all(|day| day.date != *date)) else { continue };
            let sentence = briefing.sentences.iter().find(|sentence| sentence.contains(named.span));
            days.extend(sentence.map(|span| Day { date, sentence: Place { story, span: *span } }));
        }
    }
    days.truncate(DAYS);
    days.sort_by_key(|day| day.date);
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_common_subsequence() {
        for (a, b, length) in [("abcbdab", "bdcaba", 4), ("", "a", 0), ("abc", "abc", 3), ("abc", "xyz", 0)] {
            let words = |text: &str| text.bytes().map(u64::from).collect::<Vec<_>>();
            assert_eq!(common(&words(a), &words(b)), length);
        }
    }

    #[test]
    fn quotations_are_one_when_the_shorter_stands_in_the_longer() {
        let words = |text: &str| text.split(' ').map(hash).collect::<Vec<_>>();
        let long = words("the ferry will sail again on monday when the last of the storms has passed us by");
        for (other, same) in [
            ("will sail again on Monday", true),
            ("the ferry will not sail again on monday when the storms have passed us by", true),
            ("the ferry when the last", false),
            ("the ferry", false),
            ("nobody in the harbour can tell when the bridge is built again", false),
        ] {
            assert_eq!(is_same(&words(other), &long), same, "{other}");
        }
    }
}

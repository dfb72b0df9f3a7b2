//! Which stories tell of one event.
//!
//! Two stories are as near as the angle between what they are about, each term weighted by how rare it is among all
//! stories (the cosine of tf-idf vectors, Salton and Buckley 1988). A story joins the group whose stories it is nearest
//! to on the mean, in the order the stories came (the single-pass clustering of topic detection, Allan 2002).
//! Invariant: every story is in one group. Absent on purpose: what happened; two floods of one town in one week are one
//! event here.

use std::collections::{BTreeMap, HashMap};

use super::Story;
use super::terms::Terms;

/// How near a story is to the stories of a group, on the mean, to belong to it.
const NEAR: f32 = 0.30;
/// A term brings together no more than the last so many stories that have it: each story is compared with a bounded
/// number of others, however many there are.
const RECENT: usize = 30;
/// Days between the publication of two stories of one event.
const DAYS: i32 = 4;

/// The groups, each with its stories in the order they came but the fullest first.
pub(super) fn groups(stories: &[Story<'_>], subjects: &[Terms]) -> Vec<Vec<usize>> {
    let vectors = vectors(subjects);
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of: Vec<usize> = Vec::new();
    for (at, vector) in vectors.iter().enumerate() {
        let known = vector.iter().filter_map(|(term, _)| holders.get(term));
        let mut others: Vec<usize> = known.flat_map(|others| others.iter().rev().take(RECENT)).copied().collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|other| are_close(stories[at], stories[*other]));
        // For each group how many of its stories were compared, and how near they are together.
        let mut sums: BTreeMap<usize, (usize, f32)> = BTreeMap::new();
        for other in others {
            let (count, sum) = sums.entry(group_of[other]).or_default();
            *count += 1;
            *sum += cosine(vector, &vectors[other]);
        }
        // Those of a small group that share no term are as far as can be.
        let mean = |(group, (count, sum)): (usize, (usize, f32))| {
            (group, sum / groups[group].len().min(RECENT).max(count) as f32)
        };
        // Of equals the older group.
        let best = sums.into_iter().map(mean).rev().max_by(|a, b| a.1.total_cmp(&b.1));
        let group = best.filter(|(_, mean)| *mean >= NEAR).map_or(groups.len(), |(group, _)| group);
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(at);
        group_of.push(group);
        vector.iter().for_each(|(term, _)| holders.entry(*term).or_default().push(at));
    }
    groups.iter_mut().for_each(|group| fullest_first(group, &vectors));
    groups
}

/// The vectors of unit length.
fn vectors(subjects: &[Terms]) -> Vec<Terms> {
    let mut held: HashMap<u64, usize> = HashMap::new();
    subjects.iter().flatten().for_each(|(term, _)| *held.entry(*term).or_default() += 1);
    let rarity = |term| (1.0 + subjects.len() as f32 / held.get(&term).copied().unwrap_or(1) as f32).ln();
    let unit = |terms: &Terms| {
        let weighted: Terms = terms.iter().map(|(term, weight)| (*term, weight * rarity(*term))).collect();
        let length = weighted.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        weighted.into_iter().map(|(term, weight)| (term, weight / length)).collect()
    };
    subjects.iter().map(unit).collect()
}

/// The cosine of two vectors of unit length; their terms are sorted.
fn cosine(a: &Terms, b: &Terms) -> f32 {
    let (mut a, mut b) = (a.as_slice(), b.as_slice());
    let mut sum = 0.0;
    while let ([(term, weight), a_rest @ ..], [(other, by), b_rest @ ..]) = (a, b) {
        match term.cmp(other) {
            std::cmp::Ordering::Less => a = a_rest,
            std::cmp::Ordering::Greater => b = b_rest,
            std::cmp::Ordering::Equal => {
                sum += weight * by;
                (a, b) = (a_rest, b_rest);
            }
        }
    }
    sum
}

/// Whether two stories were published within days of each other, as far as they say.
fn are_close(a: Story<'_>, b: Story<'_>) -> bool {
    match (a.article.published, b.article.published) {
        (Some(a), Some(b)) => a.date.duration_since(b.date).as_hours().abs() <= i64::from(24 * DAYS),
        _ => true,
    }
}

/// Puts first the story that the others of its group are nearest to: whose angle with their sum is the least.
fn fullest_first(group: &mut [usize], vectors: &[Terms]) {
    let mut sum: HashMap<u64, f32> = HashMap::new();
    group.iter().flat_map(|at| &vectors[*at]).for_each(|(term, weight)| *sum.entry(*term).or_default() += weight);
    let near = |at: usize| vectors[at].iter().map(|(term, weight)| weight * sum.get(term).unwrap_or(&0.0)).sum::<f32>();
    let near: Vec<f32> = group.iter().map(|at| near(*at)).collect();
    let fullest = (0..group.len()).rev().max_by(|a, b| near[*a].total_cmp(&near[*b]));
    if let Some(fullest) = fullest {
        group[..=fullest].rotate_right(1);
    }
}

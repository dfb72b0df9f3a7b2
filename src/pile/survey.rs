//! A pile's stories as pages are made of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use super::Pile;
use super::kept::{Edition, Kept};
use crate::app::annotation::Annotation;
use crate::app::shelf::Answer;
use crate::app::story::{Story, StoryId, Totals};
use crate::article::Article;
use crate::brief::{Briefing, Quote, QuoteKind};
use crate::find::fold::folded;
use crate::survey::{Held, Quoted, Saying, Stories};

/// The stories of a pile as they were at a moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    stories: Vec<Story>,
    /// What was before the stories that have come in several versions, the oldest first.
    earlier: HashMap<StoryId, Vec<Edition>>,
}

impl Pile {
    /// The stories as they are now.
    pub fn snapshot(&self) -> Snapshot {
        let story = |(at, kept): (usize, &Kept)| {
            let (article, briefing) = (kept.article.clone(), kept.briefing.clone());
            Story { id: StoryId(at as i64), article, briefing, marks: kept.marks, annotation: Annotation::default() }
        };
        let with_id = |(at, kept): (usize, &Kept)| (StoryId(at as i64), kept.earlier.clone());
        let changed = self.stories.iter().enumerate().filter(|(_, kept)| !kept.earlier.is_empty());
        Snapshot {
            stories: self.stories.iter().enumerate().map(story).collect(),
            earlier: changed.map(with_id).collect(),
        }
    }
}

/// The quotations of a story with their speakers' names, those that are reported too where they are asked for.
fn named(story: &Story, reported: bool) -> impl Iterator<Item = (usize, &str)> {
    let is_asked = move |(_, quote): &(usize, &Quote)| reported || quote.kind != QuoteKind::Indirect;
    let quotes = story.briefing.quotes.iter().enumerate().filter(is_asked);
    let (body, briefing) = (&story.article.body, &story.briefing);
    let names = |quote: &Quote| briefing.speaker_of(quote).map(|speaker| briefing.names_of(body, speaker));
    quotes.flat_map(move |(at, quote)| names(quote).into_iter().flatten().map(move |name| (at, name.of(body))))
}

impl Snapshot {
    /// The stories, those of the newest day first, and of a day those that came last; those without one stand behind.
    fn newest_first(&self) -> Vec<&Story> {
        let mut stories: Vec<&Story> = self.stories.iter().rev().collect();
        stories.sort_by_key(|story| Reverse(story.article.published.map(|published| published.date)));
        stories
    }
}

impl Stories for Snapshot {
    fn newest(&self, most: usize) -> Answer<Vec<Held>> {
        let mut newest = self.newest_first();
        newest.truncate(most);
        newest.sort_by_key(|story| story.id);
        Ok(newest.into_iter().map(|story| Held { story: story.clone(), is_new: false }).collect())
    }

    fn held(&self, id: StoryId) -> Answer<Option<Held>> {
        Ok(self.stories.get(id.0 as usize).map(|story| Held { story: story.clone(), is_new: false }))
    }

    fn quoted(&self, name: &str, most: usize) -> Answer<(Vec<Quoted>, usize)> {
        let mut all: HashMap<String, (Quoted, HashSet<StoryId>)> = HashMap::new();
        for story in &self.stories {
            for (_, name) in named(story, false) {
                let (quoted, stories) = all.entry(folded(name)).or_insert_with(|| {
                    let name = name.replace('\n', " ");
                    (Quoted { name, quotes: 0, stories: 0 }, HashSet::new())
                });
                quoted.quotes += 1;
                stories.insert(story.id);
                quoted.stories = stories.len();
            }
        }
        let wanted = folded(name);
        let has = |folded: &str| wanted.split(' ').all(|word| word.is_empty() || folded.split(' ').any(|w| w == word));
        let mut some: Vec<(String, Quoted)> =
            all.into_iter().filter(|(folded, _)| has(folded)).map(|(folded, (quoted, _))| (folded, quoted)).collect();
        some.sort_by(|(a, x), (b, y)| y.quotes.cmp(&x.quotes).then_with(|| a.cmp(b)));
        let of = some.len();
        Ok((some.into_iter().take(most).map(|(_, quoted)| quoted).collect(), of))
    }

    fn sayings(&self, name: &str, most: usize) -> Answer<Vec<Saying>> {
        let wanted = folded(name);
        let mut left = most;
        let said = |story: &Story| {
            let quotes: Vec<usize> =
                named(story, true).filter(|(_, name)| folded(name) == wanted).map(|(at, _)| at).collect();
            (!quotes.is_empty()).then(|| (story.clone(), quotes))
        };
        let within = |(_, quotes): &Saying| {
            let is_within = left > 0;
            left = left.saturating_sub(quotes.len());
            is_within
        };
        let mut sayings: Vec<Saying> = self.newest_first().into_iter().filter_map(said).take_while(within).collect();
        sayings.sort_by_key(|(story, _)| story.id);
        Ok(sayings)
    }

    fn editions(&self, id: StoryId) -> Answer<Vec<(Article, Briefing)>> {
        let newest = self.stories.get(id.0 as usize).map(|story| (&story.article, &story.briefing));
        let earlier = self.earlier.get(&id).into_iter().flatten().rev().map(|(article, briefing)| (article, briefing));
        let editions = newest.into_iter().chain(earlier);
        Ok(editions.map(|(article, briefing)| (Article::clone(article), Briefing::clone(briefing))).collect())
    }

    fn a_day(&self, most: usize) -> Answer<Vec<(Date, usize)>> {
        let mut days: BTreeMap<Date, usize> = BTreeMap::new();
        for published in self.stories.iter().filter_map(|story| story.article.published.as_ref()) {
            *days.entry(published.date).or_default() += 1;
        }
        Ok(days.into_iter().rev().take(most).collect())
    }

    fn sources(&self, most: usize) -> Answer<Vec<(String, usize)>> {
        let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
        for source in self.stories.iter().filter_map(|story| story.article.source.as_deref()) {
            *sources.entry(source).or_default() += 1;
        }
        let mut sources: Vec<(String, usize)> = sources.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
        sources.sort_by_key(|(_, count)| Reverse(*count));
        sources.truncate(most);
        Ok(sources)
    }

    fn searches(&self) -> Answer<Vec<Totals>> {
        Ok(Vec::new())
    }

    fn tags(&self) -> Answer<Vec<(String, usize)>> {
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::brief;
    use crate::language::Languages;
    use crate::pile::Entry;

    #[test]
    fn a_page_is_of_the_newest_stories_in_their_order_and_of_people_however_they_are_spelt() {
        let (languages, mut pile) = (Languages::new(), Pile::default());
        for (day, speaker) in
            [("2026-03-02", "José Rahma"), ("", "Dedi"), ("2026-03-01", "Jose Rahma"), ("2026-03-02", "JOSE RAHMA")]
        {
            let article = Article {
                uri: pile.stories.len().to_string(),
                published: day.parse().ok(),
                body: format!("“Harga beras turun tajam,” kata {speaker}."),
                ..Article::default()
            };
            let briefing = brief(&article, languages.get_or_neutral("id"));
            pile.add(Entry::new(article, briefing));
        }
        let snapshot = pile.snapshot();
        for (most, ids) in [(9, &[0, 1, 2, 3][..]), (3, &[0, 2, 3]), (2, &[0, 3]), (1, &[3])] {
            let newest = snapshot.newest(most).unwrap();
            assert_eq!(newest.iter().map(|held| held.story.id.0).collect::<Vec<_>>(), ids);
        }
        let (quoted, of) = snapshot.quoted("rahma", 9).unwrap();
        assert_eq!((quoted[0].name.as_str(), quoted[0].quotes, quoted[0].stories, of), ("José Rahma", 3, 3, 1));
        let said = snapshot.sayings("Jose Rahma", 2).unwrap();
        assert_eq!(said.iter().map(|(story, _)| story.id.0).collect::<Vec<_>>(), [0, 3]);
    }
}

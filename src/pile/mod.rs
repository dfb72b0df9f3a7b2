//! The stories of this run, and what the reader did with them.
//!
//! Invariant: a story keeps its id and its place, and of its versions the newest is shown; the list is all stories or
//! those a search found, in the order they came. Absent on purpose: files, threads, and anything that outlives the run.

mod kept;
mod same;
mod search;
mod survey;

pub use survey::Snapshot;

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use jiff::civil::Date;

use crate::app::annotation::Annotation;
use crate::app::message::Which;
use crate::app::mistake::{Mistake, NotFound};
use crate::app::place::Place;
use crate::app::shelf::{Answer, Shelf, Undone};
use crate::app::story::{Marks, Row, Story, StoryId, Totals, reading_minutes};
use crate::article::Article;
use crate::brief::{Briefing, QuoteKind};
use crate::query::Query;
use kept::Kept;
use same::{Known, Print, is_later};
use search::Sought;

/// How many changes can be taken back.
const UNDO: usize = 100;

/// A pile ends with the run: what is written beside a story would be lost with it.
const KEEPS_NOTHING: &str = "only an archive keeps what is written";

/// The stories.
#[derive(Debug, Default)]
pub struct Pile {
    stories: Vec<Kept>,
    /// What the list is narrowed to, and the stories that it finds.
    found: Option<(Sought, Vec<StoryId>)>,
    undo: Vec<Vec<(StoryId, Marks)>>,
    /// The texts so far, so that one that comes again is shown once.
    known: Known,
    /// The day it is, by which the age of a story goes; the host tells it.
    pub today: Option<Date>,
    /// A story has another text since the session was last told.
    is_changed: bool,
}

/// A story ready to be added: what takes long about it is done, off the interface's thread.
#[derive(Clone, Debug)]
pub struct Entry {
    article: Arc<Article>,
    briefing: Arc<Briefing>,
    minutes: usize,
    print: Print,
}

impl Entry {
    /// Makes a story ready; counts its words.
    pub fn new(article: Article, briefing: Briefing) -> Self {
        let (minutes, print) = (reading_minutes(article.words()), Print::of(&article, &briefing));
        Self { article: Arc::new(article), briefing: Arc::new(briefing), minutes, print }
    }
}

impl Pile {
    /// No story yet, on a day, where it is known.
    pub fn on(today: Option<Date>) -> Self {
        Self { today, ..Self::default() }
    }

    /// Adds a story at the end; a search that is on takes it in where it has the words. What came before is shown once,
    /// in its place: another version of a story, of which the newest stays, or the same text from another house. Its
    /// source is added to those of the first.
    pub fn add(&mut self, entry: Entry) {
        let at = self.stories.len();
        if let Some(first) = self.known.version(&entry.article, |at| self.stories.get(at).map(|kept| &*kept.article)) {
            self.renew(first, entry);
            return;
        }
        let Entry { article, briefing, minutes, print } = entry;
        if let Some(first) = self.known.again(print, at).and_then(|at| self.stories.get_mut(at)) {
            first.add_source(article.source.as_deref());
            return;
        }
        self.known.keep(&article, at);
        self.stories.push(Kept { article, briefing, marks: Marks::default(), minutes, earlier: Vec::new() });
        self.list(at);
    }

    /// Files and folders have other names now: each story goes by the new one. Costs the same however many they are.
    pub fn rename(&mut self, renamed: &HashMap<String, String>) {
        for (place, was, uri) in self.known.rename(renamed) {
            if let Some(kept) = self.stories.get_mut(place).filter(|kept| kept.article.uri == *was) {
                Arc::make_mut(&mut kept.article).uri = uri;
            }
        }
    }

    /// Takes in another version of a story.
    fn renew(&mut self, at: usize, entry: Entry) {
        let Some(kept) = self.stories.get_mut(at) else { return };
        let Entry { article, briefing, minutes, print } = entry;
        if !is_later(&article, &kept.article) {
            kept.add_source(article.source.as_deref());
            kept.keep_earlier(article, briefing);
            return;
        }
        kept.renew(Arc::clone(&article), briefing, minutes);
        self.known.again(print, at);
        self.known.keep(&article, at);
        self.list(at);
        self.is_changed = true;
    }

    /// Lists a story where a search that is on finds it. One that is found no longer stays: nobody is moved.
    fn list(&mut self, place: usize) {
        let id = StoryId(place as i64);
        if let Some((sought, found)) = &mut self.found
            && let Err(at) = found.binary_search(&id)
            && self.stories.get(place).is_some_and(|kept| sought.fits(kept, self.today))
        {
            found.insert(at, id);
        }
    }

    fn change(&mut self, marks: Vec<(StoryId, Marks)>) {
        let before = marks.iter().filter_map(|(id, _)| Some((*id, self.kept(*id)?.marks))).collect();
        if self.undo.len() == UNDO {
            self.undo.remove(0);
        }
        self.undo.push(before);
        for (id, marks) in marks {
            if let Some(kept) = self.stories.get_mut(id.0 as usize) {
                kept.marks = marks;
            }
        }
    }

    fn kept(&self, id: StoryId) -> Option<&Kept> {
        self.stories.get(id.0 as usize)
    }

    fn length(&self) -> usize {
        self.found.as_ref().map_or(self.stories.len(), |(_, found)| found.len())
    }

    fn id_at(&self, at: usize) -> Option<StoryId> {
        match &self.found {
            Some((_, found)) => found.get(at).copied(),
            None => (at < self.stories.len()).then_some(StoryId(at as i64)),
        }
    }

    fn ids(&self) -> impl Iterator<Item = StoryId> {
        (0..self.length()).filter_map(|at| self.id_at(at))
    }
}

impl Shelf for Pile {
    fn totals(&self) -> Totals {
        let unread = self.ids().filter(|id| self.kept(*id).is_some_and(|kept| !kept.marks.read)).count();
        Totals {
            stories: self.length(),
            more: false,
            unread,
            query: self.found.as_ref().map(|(sought, _)| sought.text.clone()),
        }
    }

    fn rows(&self, from: usize, count: usize) -> Answer<Vec<Row>> {
        Ok(self.ids().skip(from).take(count).filter_map(|id| Some(self.kept(id)?.row(id))).collect())
    }

    fn story(&self, at: usize) -> Answer<Option<(Story, Option<Place>)>> {
        let kept = self.id_at(at).and_then(|id| Some((id, self.kept(id)?)));
        Ok(kept.map(|(id, kept)| {
            let (article, briefing) = (Arc::clone(&kept.article), Arc::clone(&kept.briefing));
            (Story { id, article, briefing, marks: kept.marks, annotation: Annotation::default() }, None)
        }))
    }

    fn position(&self, id: StoryId) -> Answer<Option<usize>> {
        Ok(match &self.found {
            Some((_, found)) => found.binary_search(&id).ok(),
            None => self.kept(id).map(|_| id.0 as usize),
        })
    }

    fn headline(&self, id: StoryId) -> Answer<String> {
        Ok(self.kept(id).map(|kept| kept.article.headline.clone()).unwrap_or_default())
    }

    fn beyond(&self, from: usize, forward: bool, which: Which) -> Answer<Option<(usize, bool)>> {
        let length = self.length();
        Ok((1..=length).find_map(|step| {
            let at = (from + if forward { step } else { length - step }) % length;
            let wrapped = if forward { at <= from } else { at >= from };
            let kept = self.kept(self.id_at(at)?)?;
            let fits = match which {
                Which::Any => true,
                Which::Unread => !kept.marks.read,
                Which::Quoted => kept.briefing.quotes.iter().any(|quote| quote.kind != QuoteKind::Indirect),
            };
            fits.then_some((at, wrapped))
        }))
    }

    fn find(&mut self, query: Option<&str>) -> Result<Vec<String>, NotFound> {
        let sought = query.map(Sought::new).transpose().map_err(NotFound::Mistaken)?;
        let words = sought.as_ref().map(Sought::shown).unwrap_or_default();
        self.found = sought.map(|sought| {
            let fits = |(_, kept): &(usize, &Kept)| sought.fits(kept, self.today);
            let ids = self.stories.iter().enumerate().filter(fits).map(|(at, _)| StoryId(at as i64)).collect();
            (sought, ids)
        });
        Ok(words)
    }

    fn glimpse(&mut self, query: &str) -> Result<Vec<String>, NotFound> {
        let before = query.rsplit_once(' ').map(|(before, _)| before);
        self.find(Some(query)).or_else(|mistake| before.map_or(Err(mistake), |before| self.find(Some(before))))
    }

    fn meant(&self, query: &str) -> Answer<Option<(String, String)>> {
        Ok(search::meant(&Query::parse(query).unwrap_or_default(), &self.stories))
    }

    fn mistake(&self, query: &str) -> Option<Mistake> {
        Query::parse(query).err()
    }

    fn mark(&mut self, id: StoryId, marks: Marks) -> Answer<()> {
        self.change(vec![(id, marks)]);
        Ok(())
    }

    fn read_up_to(&mut self, at: usize) -> Answer<()> {
        let unread: Vec<(StoryId, Marks)> = self
            .ids()
            .take(at + 1)
            .filter_map(|id| Some((id, self.kept(id)?.marks)))
            .filter(|(_, marks)| !marks.read)
            .map(|(id, marks)| (id, Marks { read: true, ..marks }))
            .collect();
        if !unread.is_empty() {
            self.change(unread);
        }
        Ok(())
    }

    fn annotate(&mut self, _: StoryId, _: Annotation) -> Answer<()> {
        Err(KEEPS_NOTHING.to_owned().into())
    }

    fn toggle_search(&mut self, _: &str) -> Answer<bool> {
        Err(KEEPS_NOTHING.to_owned().into())
    }

    fn undo(&mut self) -> Answer<Undone> {
        let before = self.undo.pop().unwrap_or_default();
        for (id, marks) in &before {
            if let Some(kept) = self.stories.get_mut(id.0 as usize) {
                kept.marks = *marks;
            }
        }
        Ok(before.first().map_or(Undone::Nothing, |(id, _)| Undone::Story(*id)))
    }

    fn keep_place(&mut self, _: StoryId, _: Option<Place>) -> Answer<()> {
        Ok(())
    }

    fn refresh(&mut self) -> Answer<bool> {
        Ok(mem::take(&mut self.is_changed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{Stories as _, VERSIONS};

    fn pile() -> Pile {
        let mut pile = Pile::default();
        for headline in ["Beras turun", "Rupiah naik", "Beras naik"] {
            pile.add(version(headline, "", headline, ""));
        }
        pile
    }

    #[test]
    fn a_search_narrows_the_list_and_keeps_what_comes() {
        let mut pile = pile();
        pile.find(Some("beras")).unwrap();
        assert_eq!(pile.totals().stories, 2);
        assert_eq!(pile.position(StoryId(2)), Ok(Some(1)));
        assert_eq!(pile.position(StoryId(1)), Ok(None));
        pile.add(version("k:4", "", "Harga beras", ""));
        assert_eq!(pile.totals().stories, 3);
        pile.add(version("Rupiah naik", "", "Rupiah naik", "Beras juga."));
        assert_eq!(pile.rows(0, 9).unwrap().iter().map(|row| row.id.0).collect::<Vec<_>>(), [0, 1, 2, 3]);
        pile.find(None).unwrap();
        assert_eq!((pile.totals().stories, pile.position(StoryId(3))), (4, Ok(Some(3))));
        assert_eq!(pile.position(StoryId(4)), Ok(None));
    }

    #[test]
    fn a_text_that_comes_again_is_shown_once_with_its_sources() {
        let body = (0..60).map(|n| format!("kata{n} ")).collect::<String>();
        let mut pile = Pile::default();
        for (n, source) in ["KABAR", "ANTARA", "KABAR"].into_iter().enumerate() {
            let (uri, body, source) = (format!("k:{n}"), body.clone(), Some(source.into()));
            let article = Article { uri, body, source, ..Article::default() };
            pile.add(Entry::new(article, Briefing::default()));
        }
        assert_eq!(pile.totals().stories, 1);
        assert_eq!(pile.story(0).unwrap().unwrap().0.article.source.as_deref(), Some("KABAR, ANTARA"));
    }

    fn version(uri: &str, link: &str, headline: &str, body: &str) -> Entry {
        let article = Article {
            uri: uri.into(),
            link: Some(link.into()).filter(|link: &String| !link.is_empty()),
            headline: headline.into(),
            body: body.into(),
            ..Article::default()
        };
        Entry::new(article, Briefing::default())
    }

    fn shown(pile: &Pile) -> Vec<&str> {
        pile.stories.iter().map(|kept| kept.article.body.as_str()).collect()
    }

    #[test]
    fn of_the_versions_of_a_story_the_newest_is_shown_in_its_place() {
        let mut pile = Pile::default();
        pile.add(version("k:1", "", "Beras", "Harga turun."));
        pile.add(version("k:2", "", "Gula", "Harga tetap."));
        pile.mark(StoryId(0), Marks { read: true, starred: true }).unwrap();
        assert_eq!(pile.refresh(), Ok(false));
        pile.add(version("k:1", "", "Beras (2)", "Harga naik."));
        assert_eq!(pile.refresh(), Ok(true));
        assert_eq!(shown(&pile), ["Harga naik.", "Harga tetap."]);
        assert_eq!(pile.stories[0].marks, Marks { read: false, starred: true });
        // The same again is no news, and an older version does not come back.
        pile.add(version("k:1", "", "Beras (2)", "Harga naik."));
        let dated = |day: &str, body: &str| {
            let Entry { article, briefing, .. } = version("k:2", "", "Gula", body);
            let article = Article { published: day.parse().ok(), source: Some("KABAR".into()), ..(*article).clone() };
            Entry::new(article, (*briefing).clone())
        };
        pile.add(dated("2026-02-14", "Harga naik sedikit."));
        pile.add(dated("2026-02-13", "Harga turun sedikit."));
        assert_eq!(shown(&pile), ["Harga naik.", "Harga naik sedikit."]);
    }

    #[test]
    fn a_version_that_comes_late_stands_where_it_belongs_and_once() {
        let dated = |day: usize| {
            let published = format!("2026-02-{day:02}").parse().ok();
            let (uri, body) = ("k:1".into(), format!("Harga hari {day}."));
            Entry::new(Article { uri, body, published, ..Article::default() }, Briefing::default())
        };
        for order in [[1, 2, 3], [3, 1, 2], [3, 2, 1], [2, 3, 1]] {
            let mut pile = Pile::default();
            order.iter().chain(&order).for_each(|day| pile.add(dated(*day)));
            let editions = pile.snapshot().editions(StoryId(0)).unwrap();
            let bodies: Vec<&str> = editions.iter().map(|(article, _)| article.body.as_str()).collect();
            assert_eq!(bodies, ["Harga hari 3.", "Harga hari 2.", "Harga hari 1."], "{order:?}");
        }
        // No more than an archive keeps, and the newest of them; a part is none.
        let mut pile = Pile::default();
        (0..VERSIONS + 3).rev().for_each(|day| pile.add(dated(day + 1)));
        let mut part = dated(VERSIONS + 2);
        Arc::make_mut(&mut part.article).status.partial = true;
        pile.add(part);
        let editions = pile.snapshot().editions(StoryId(0)).unwrap();
        assert_eq!(
            (editions.len(), editions[1].0.body.as_str()),
            (VERSIONS, &*format!("Harga hari {}.", VERSIONS + 2))
        );
    }

    #[test]
    fn a_file_that_is_renamed_is_the_same_story() {
        let mut pile = Pile::default();
        for name in ["a.md", "old/b.jsonl#2", "a.md.old", "old.md"] {
            pile.add(version(name, "", "Beras", name));
        }
        let renamed = [("a.md", "c.md"), ("old", "new"), ("b", "x")].map(|(was, is)| (was.to_owned(), is.to_owned()));
        pile.rename(&renamed.into());
        let names: Vec<&str> = pile.stories.iter().map(|kept| kept.article.uri.as_str()).collect();
        assert_eq!(names, ["c.md", "new/b.jsonl#2", "a.md.old", "old.md"]);
        pile.add(version("c.md", "", "Beras", "Harga naik."));
        // Another file may have the old name.
        pile.add(version("a.md", "", "Beras", "Harga turun."));
        assert_eq!(shown(&pile), ["Harga naik.", "old/b.jsonl#2", "a.md.old", "old.md", "Harga turun."]);
    }

    #[test]
    fn a_link_names_a_story_where_the_headlines_agree() {
        let mut pile = Pile::default();
        let link = "https://k.example/berita/1";
        pile.add(version("tag:k:1", link, "Harga beras turun di Rawa", "Harga beras…"));
        pile.add(version(link, link, "Harga beras turun di Rawa - Kabar", "Harga beras turun di Pasar Rawa."));
        assert_eq!(shown(&pile), ["Harga beras turun di Pasar Rawa."]);
        // A ticker hangs all its stories on one address, and a feed its entries on the front page.
        pile.add(version("tag:k:2", link, "Tanggul laut jebol", "Warga mengungsi."));
        pile.add(version("tag:k:3", "https://k.example/", "Panen raya", "Petani senang."));
        pile.add(version("tag:k:4", "https://k.example/", "Panen raya kedua", "Petani senang lagi."));
        assert_eq!(pile.totals().stories, 4);
    }

    #[test]
    fn a_part_never_takes_the_place_of_the_whole() {
        let mut pile = Pile::default();
        let part = |is_partial: bool, body: &str| {
            let mut article = Article { uri: "k:1".into(), body: body.into(), ..Article::default() };
            article.status.partial = is_partial;
            Entry::new(article, Briefing::default())
        };
        pile.add(part(true, "Harga…"));
        pile.add(part(false, "Harga turun."));
        pile.add(part(true, "Harga…"));
        assert_eq!(shown(&pile), ["Harga turun."]);
    }

    #[test]
    fn undo_takes_back_a_whole_change() {
        let mut pile = pile();
        pile.read_up_to(1).unwrap();
        assert_eq!(pile.totals().unread, 1);
        assert_eq!(pile.undo(), Ok(Undone::Story(StoryId(0))));
        assert_eq!(pile.totals().unread, 3);
        assert_eq!(pile.undo(), Ok(Undone::Nothing));
    }

    #[test]
    fn the_last_hundred_changes_are_taken_back() {
        let mut pile = pile();
        for change in 0..=UNDO {
            pile.mark(StoryId(0), Marks { read: true, starred: change % 2 == 1 }).unwrap();
        }
        (0..UNDO).for_each(|_| assert_eq!(pile.undo(), Ok(Undone::Story(StoryId(0)))));
        assert_eq!(pile.undo(), Ok(Undone::Nothing));
        assert!(pile.stories[0].marks.read, "the first change of all stays");
    }

    #[test]
    fn the_next_unread_goes_round_the_end() {
        let mut pile = pile();
        pile.mark(StoryId(1), Marks { read: true, starred: false }).unwrap();
        assert_eq!(pile.beyond(0, true, Which::Unread), Ok(Some((2, false))));
        assert_eq!(pile.beyond(2, true, Which::Unread), Ok(Some((0, true))));
        assert_eq!(pile.beyond(0, false, Which::Unread), Ok(Some((2, true))));
        assert_eq!(pile.beyond(0, true, Which::Quoted), Ok(None));
        assert_eq!(Pile::default().beyond(0, true, Which::Any), Ok(None));
    }
}

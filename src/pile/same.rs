//! Whether a story came before: another version of it, or one text under the names of several houses.
//!
//! A version has the uri of the story, or its link. A text is known by the sixteen least hashes of its runs of four
//! words (MinHash, bottom-k): of two texts that share nine runs in ten, about fourteen are the same. Invariant: the
//! answer depends on the articles and their order alone, and costs the same however many came before. A text that was
//! changed in earnest is a story of its own unless it has the name of another: one quotation more or worded otherwise,
//! another speaker, another figure, and an editor wants to see both. So nothing that was said is ever folded away.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher};

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::article::{Article, Published};
use crate::brief::Briefing;

/// Words of a run.
const RUN: usize = 4;
/// Hashes of a print.
const HASHES: usize = 16;
/// How many of them two prints of one story share at the least.
const SHARED: usize = 12;
/// Words below which texts are too short to tell: headlines of a list, a line of the stock exchange.
const FEWEST: usize = 30;
/// By so many of its hashes a print is found again: the least are the likeliest to be shared.
const KEYS: usize = 4;
/// How many stories that share a key are compared, the newest first.
const COMPARED: usize = 16;
/// Words of a text that say what it is about.
const BEGINNING: usize = 60;

/// What a text is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Print {
    /// The least hashes of its runs; none where it is too short.
    least: Vec<u64>,
    /// A hash of who said what in it, and of its figures.
    told: u64,
}

impl Print {
    /// The print of an article's text.
    pub(super) fn of(article: &Article, briefing: &Briefing) -> Self {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        let words: Vec<u64> = article.body.split_whitespace().map(|word| hasher.hash_one(bare(word))).collect();
        if words.len() < FEWEST {
            return Self::default();
        }
        let mut least: Vec<u64> = Vec::with_capacity(HASHES + 1);
        for run in words.windows(RUN) {
            let mixed =
                run.iter().fold(0u64, |hash, word| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let at = least.partition_point(|hash| *hash < mixed);
            if at < HASHES && least.get(at) != Some(&mixed) {
                least.insert(at, mixed);
                least.truncate(HASHES);
            }
        }
        Self { least, told: told(article, briefing) }
    }

    /// Whether two prints are of one text.
    fn is_like(&self, other: &Self) -> bool {
        let shared = self.least.iter().filter(|hash| other.least.binary_search(hash).is_ok()).count();
        self.told == other.told && shared >= SHARED.min(self.least.len().max(other.least.len()))
    }
}

/// A hash of the quotations with their speakers, and of the figures, each in their order.
fn told(article: &Article, briefing: &Briefing) -> u64 {
    let body = article.body.as_str();
    let mut hasher = DefaultHasher::new();
    for quote in &briefing.quotes {
        let speaker = briefing.speaker_of(quote).map(|speaker| speaker.name);
        for span in quote.content.iter().chain(&speaker) {
            span.of(body).split_whitespace().for_each(|word| bare(word).hash(&mut hasher));
            // Where the words end and the name begins.
            0_u8.hash(&mut hasher);
        }
    }
    let figures = body.split_whitespace().filter(|word| word.contains(char::is_numeric));
    figures.for_each(|figure| bare(figure).hash(&mut hasher));
    hasher.finish()
}

/// A word without the marks around it, so that a quotation mark of another kind is no other word.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether an article is to be shown in place of another version: not where it is the same, a part of the text in place
/// of the whole, or was published before.
pub(super) fn is_later(article: &Article, than: &Article) -> bool {
    let is_same = article.body == than.body && article.headline == than.headline && article.status == than.status;
    let is_older = article.published.zip(than.published).is_some_and(|(published, other)| is_before(published, other));
    match (article.status.partial, than.status.partial) {
        (true, false) => false,
        (false, true) => true,
        _ => !is_same && !is_older,
    }
}

/// Whether one moment is before another, as far as both are known.
fn is_before(one: Published, other: Published) -> bool {
    let moment = |published: Published| -> Option<Timestamp> {
        let moment = published.date.to_datetime(published.time?);
        published.offset.unwrap_or(Offset::UTC).to_timestamp(moment).ok()
    };
    match (moment(one), moment(other)) {
        (Some(one), Some(other)) => one < other,
        _ => one.date < other.date,
    }
}

/// Whether a link names one story: it leads further than to a front page.
fn is_of_story(link: &str) -> bool {
    let path = link.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    path.is_some_and(|(_, path)| !path.is_empty())
}

/// Whether two articles at one address can be versions of one story: half the words of a headline stand in the headline
/// or the beginning of the other. A ticker hangs many stories on one address.
fn agree(one: &Article, other: &Article) -> bool {
    let stands_in = |headline: &str, article: &Article| {
        let beginning = article.headline.split_whitespace().chain(article.body.split_whitespace().take(BEGINNING));
        let known: HashSet<String> = beginning.map(|word| bare(word).to_lowercase()).collect();
        let words: Vec<String> = headline.split_whitespace().map(|word| bare(word).to_lowercase()).collect();
        2 * words.iter().filter(|word| known.contains(*word)).count() >= words.len()
    };
    stands_in(&one.headline, other) || stands_in(&other.headline, one)
}

/// The names and prints of all stories so far.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Places of stories by their uri and their link; the newest story counts.
    by_name: HashMap<Box<str>, usize>,
    prints: Vec<(usize, Print)>,
    by_hash: HashMap<u64, Vec<usize>>,
}

impl Known {
    /// The place of the story that an article is a version of; `story` tells what stands at a place.
    pub(super) fn version<'a>(&self, article: &Article, story: impl Fn(usize) -> Option<&'a Article>) -> Option<usize> {
        let is_address = article.link.as_ref() == Some(&article.uri);
        if !is_address
            && !article.uri.is_empty()
            && let Some(place) = self.by_name.get(&*article.uri)
        {
            return Some(*place);
        }
        let place = *self.by_name.get(article.link.as_deref().filter(|link| is_of_story(link))?)?;
        agree(story(place)?, article).then_some(place)
    }

    /// Remembers what names the story at `place`.
    pub(super) fn keep(&mut self, article: &Article, place: usize) {
        let link = article.link.as_deref().filter(|link| is_of_story(link) && *link != article.uri);
        for name in std::iter::once(article.uri.as_str()).chain(link) {
            self.by_name.insert(name.into(), place);
        }
    }

    /// Gives stories the new names of their files; answers the place of each with its old name and its new one.
    pub(super) fn rename(&mut self, renamed: &HashMap<String, String>) -> Vec<(usize, Box<str>, String)> {
        // A part is named by its number behind the file, and a file behind its folders.
        let new = |name: &str| {
            let ends = name.match_indices(['/', '#']).map(|(end, _)| end).chain([name.len()]);
            ends.filter_map(|end| Some(format!("{}{}", renamed.get(&name[..end])?, &name[end..]))).next_back()
        };
        let places = self.by_name.iter().filter(|_| !renamed.is_empty());
        let moved: Vec<_> = places.filter_map(|(name, place)| Some((*place, name.clone(), new(name)?))).collect();
        for (place, was, name) in &moved {
            self.by_name.remove(was);
            self.by_name.insert(name.as_str().into(), *place);
        }
        moved
    }

    /// The place of the story that has this print already; else it is remembered for the story at `place`.
    pub(super) fn again(&mut self, print: Print, place: usize) -> Option<usize> {
        let same = |at: &&usize| self.prints.get(**at).is_some_and(|(_, known)| known.is_like(&print));
        let keys = || print.least.iter().take(KEYS);
        let found =
            keys().filter_map(|key| self.by_hash.get(key)).find_map(|list| list.iter().rev().take(COMPARED).find(same));
        if let Some((place, _)) = found.and_then(|at| self.prints.get(*at)) {
            return Some(*place);
        }
        for key in keys() {
            self.by_hash.entry(*key).or_default().push(self.prints.len());
        }
        if !print.least.is_empty() {
            self.prints.push((place, print));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::brief;
    use crate::language::Languages;

    fn print(body: &str) -> Print {
        let article = Article { body: body.to_owned(), ..Article::default() };
        let languages = Languages::new();
        Print::of(&article, &brief(&article, languages.get_or_neutral("id")))
    }

    const STORY: &str = "Harga beras di Pasar Rawa turun seribu rupiah sejak Jumat karena panen raya di tiga kabupaten yang \
        selama ini memasok kota, dan pedagang memperkirakan harga masih akan turun. “Stok di gudang cukup sampai Lebaran,” \
        kata Kepala Dinas Perdagangan Siti Rahma kepada wartawan di pasar itu, Sabtu. Ia menambahkan, pemerintah kota tidak \
        akan mengimpor beras tahun ini karena persediaan dari petani setempat lebih dari cukup.";

    #[test]
    fn a_text_that_a_desk_touched_up_is_the_same() {
        let mut known = Known::default();
        assert_eq!(known.again(print(STORY), 7), None);
        assert_eq!(known.again(print(&STORY.replace(['“', '”'], "\"")), 8), Some(7));
        assert_eq!(known.again(print(&format!("{STORY} Laporan Bagus.")), 9), Some(7));
        let touched = print(&STORY.replace("kepada wartawan", "kepada para wartawan"));
        assert_ne!(touched.least, print(STORY).least, "not every run of words is the same");
        assert_eq!(known.again(touched, 10), Some(7));
    }

    #[test]
    fn what_was_said_otherwise_or_of_another_figure_is_never_folded_away() {
        for (from, to) in [
            ("Stok di gudang cukup", "Stok di gudang tidak cukup"),
            ("Siti Rahma kepada", "Rina Sari kepada"),
            ("tiga kabupaten", "4 kabupaten"),
            ("karena persediaan", "“yang mahal itu” karena persediaan"),
        ] {
            let mut known = Known::default();
            known.again(print(STORY), 0);
            let other = print(&STORY.replace(from, to));
            let shared = other.least.iter().filter(|hash| print(STORY).least.contains(hash)).count();
            assert!(shared >= SHARED, "the texts alone are alike: {shared} for {to}");
            assert_eq!(known.again(other, 1), None, "{to}");
        }
    }

    #[test]
    fn another_story_of_the_same_event_and_short_ones_are_not() {
        let mut known = Known::default();
        known.again(print(STORY), 0);
        let other = "Pedagang di Pasar Rawa mengatakan harga beras turun seribu rupiah sejak Jumat. “Pembeli mulai ramai lagi,” \
            kata Joko, yang menjual dua ton beras dalam sehari, dua kali lipat dari pekan lalu ketika harga masih tinggi dan \
            warga memilih menunggu panen raya di tiga kabupaten sebelum membeli untuk kebutuhan sebulan.";
        assert_eq!(known.again(print(other), 1), None);
        assert_eq!(known.again(print("Harga turun."), 2), None);
        assert_eq!(known.again(print("Harga turun."), 3), None);
    }
}

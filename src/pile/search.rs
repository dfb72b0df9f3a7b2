//! What a query asks of the stories of a pile.
//!
//! Every key that types a query looks through all texts, so that words are looked for in them as they stand, where the
//! archive has an index of whole words: a part of a word is found too. Invariant: linear in the texts. Absent on
//! purpose: ranking.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::kept::Kept;
use crate::app::mistake::Mistake;
use crate::app::story::Marks;
use crate::article::Article;
use crate::find::Needle;
use crate::find::fold::fold;
use crate::query::day::Day;
use crate::query::near::Near;
use crate::query::{Field, Mark, Query, Term};

/// A query that is on.
#[derive(Debug)]
pub(super) struct Sought {
    /// As it was typed.
    pub(super) text: String,
    query: Query,
    /// What is looked for of each of its terms.
    needles: Vec<Needle>,
}

impl Sought {
    /// Understands a query.
    ///
    /// # Errors
    /// The first thing that cannot be understood.
    pub(super) fn new(text: &str) -> Result<Self, Mistake> {
        let query = Query::parse(text)?;
        let needles = query.terms.iter().map(needle).collect();
        Ok(Self { text: text.to_owned(), query, needles })
    }

    /// The words that stand in what is found, as [`Query::shown`] has them. Each may go on: a part of a word is found.
    pub(super) fn shown(&self) -> Vec<String> {
        self.query.shown().iter().map(|words| format!("{}*", words.trim_end_matches('*'))).collect()
    }

    /// Whether a story is what is asked for on a day. What is asked for by its age is found once it is known which day
    /// it is.
    pub(super) fn fits(&self, kept: &Kept, today: Option<Date>) -> bool {
        let Query { after, before, marks, written, .. } = &self.query;
        let day = kept.article.published.map(|published| published.date);
        let is_within = |border: &Option<Day>, holds: fn(Date, Date) -> bool| {
            border.is_none_or(|border| {
                let border = match border {
                    Day::Of(date) => Some(date),
                    Day::Ago(_) => today.map(|today| border.on(today)),
                };
                day.zip(border).is_some_and(|(day, border)| holds(day, border))
            })
        };
        let Marks { read, starred } = kept.marks;
        let has = |mark: &Mark| match mark {
            Mark::Read => read,
            Mark::Starred => starred,
        };
        is_within(after, |day, border| day >= border)
            && is_within(before, |day, border| day < border)
            && marks.iter().all(|(mark, must)| has(mark) == *must)
            // Nothing is written beside the stories of a pile.
            && written.iter().all(|(_, must)| !must)
            && self.query.terms.iter().zip(&self.needles).all(|(term, needle)| stands(term.field, needle, kept) != term.is_absent)
    }
}

/// What is looked for of a term: in a text as it was typed; in short fields whatever the case and the accents, and the
/// last word may go on.
fn needle(term: &Term) -> Needle {
    match term.field {
        Field::Text | Field::Headline => Needle::new(&term.typed),
        Field::Quote | Field::Speaker | Field::Source | Field::Language => Needle::beginning(&term.words),
    }
}

/// The first word of a query that no text has, and the nearest that one has; of two the one that stands there more
/// often. Folds every text once: for what found nothing, and is not being typed any more.
pub(super) fn meant(query: &Query, stories: &[Kept]) -> Option<(String, String)> {
    let mut nears: Vec<(&str, Near)> = query.whole_words().map(|word| (word, Near::new(word))).collect();
    let mut known: FxHashMap<String, i64> = FxHashMap::default();
    let mut folded = String::new();
    for Kept { article, .. } in stories {
        let texts = [Some(&article.headline), Some(&article.body), article.source.as_ref()];
        for text in texts.into_iter().flatten() {
            folded.clear();
            fold(text, &mut folded);
            // A part of a word is found too, and no slip.
            nears.retain(|(typed, _)| !folded.contains(typed));
            for word in folded.split_ascii_whitespace().filter(|word| nears.iter().any(|(_, near)| near.may_be(word))) {
                match known.get_mut(word) {
                    Some(times) => *times += 1,
                    None => _ = known.insert(word.to_owned(), 1),
                }
            }
        }
    }
    nears.iter_mut().for_each(|(_, near)| known.iter().for_each(|(word, times)| near.offer(-times, word)));
    nears.into_iter().find_map(|(word, near)| Some((word.to_owned(), near.word()?)))
}

/// Whether words stand in a field of a story.
fn stands(field: Field, needle: &Needle, kept: &Kept) -> bool {
    let Article { headline, body, source, language, .. } = &*kept.article;
    match field {
        Field::Text => needle.is_in(headline) || needle.is_in(body),
        Field::Headline => needle.is_in(headline),
        Field::Quote => {
            let mut quoted = kept.briefing.quotes.iter().flat_map(|quote| &quote.content);
            quoted.any(|span| needle.is_in(span.of(body)))
        }
        Field::Speaker => {
            let mut named = kept.briefing.speakers.iter().flat_map(|speaker| [Some(speaker.name), speaker.role]);
            named.any(|span| span.is_some_and(|span| needle.is_in(span.of(body))))
        }
        Field::Source => source.as_ref().is_some_and(|source| needle.is_in(source)),
        Field::Language => needle.is_in(language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::mistake::{NotFound, Wrong};
    use crate::app::shelf::Shelf as _;
    use crate::app::story::StoryId;
    use crate::brief::brief;
    use crate::language::Languages;
    use crate::pile::{Entry, Pile};

    fn pile() -> Pile {
        let languages = Languages::new();
        let mut pile = Pile::default();
        for (headline, body, source, day) in [
            (
                "Banjir",
                "Camat Rahma Sari mengatakan, “Air naik sejak subuh.” Perahu datang.",
                "Harian Kota",
                "2026-03-02",
            ),
            ("Panen", "Petani senang. “Hasil baik,” kata Dedi Kurnia. Rahma Sari datang naik perahu.", "Antara", ""),
        ] {
            let article = Article {
                uri: headline.into(),
                language: "id".into(),
                headline: headline.into(),
                body: body.into(),
                source: Some(source.into()),
                published: day.parse().ok(),
                ..Article::default()
            };
            let briefing = brief(&article, languages.get_or_neutral("id"));
            pile.add(Entry::new(article, briefing));
        }
        pile.mark(StoryId(1), Marks { read: true, starred: true }).unwrap();
        pile
    }

    #[test]
    fn a_folder_is_asked_as_an_archive_is() {
        let mut pile = pile();
        pile.find(Some("after:2d")).unwrap();
        assert_eq!(pile.totals().stories, 0, "nobody knows yet which day it is");
        pile.today = Some(jiff::civil::date(2026, 3, 4));
        for (query, found) in [
            ("perahu naik", "01"),
            ("\"naik perahu\"", "1"),
            ("perah -petani", "0"),
            ("speaker:rahma", "0"),
            ("speaker:camat", "0"),
            ("-speaker:RAHMA", "1"),
            ("quote:air", "0"),
            ("headline:ban", "0"),
            ("headline:perahu", ""),
            ("source:kota", "0"),
            ("lang:ID", "01"),
            ("lang:en", ""),
            ("after:2026-03-02", "0"),
            ("before:2026-03-02", ""),
            ("after:2026-03-03", ""),
            ("before:2026-03-03", "0"),
            ("after:2d", "0"),
            ("after:1d", ""),
            ("before:today", "0"),
            ("is:unread", "0"),
            ("is:starred", "1"),
            ("-is:starred", "0"),
            ("tag:air", ""),
            ("-is:noted rahma", "01"),
        ] {
            pile.find(Some(query)).unwrap();
            let ids: String = pile.rows(0, 9).unwrap().iter().map(|row| row.id.0.to_string()).collect();
            assert_eq!(ids, found, "{query}");
        }
    }

    #[test]
    fn the_word_that_was_likely_meant_is_one_of_the_texts() {
        let pile = pile();
        for (query, meant) in [
            ("sebuh", Some(("sebuh", "subuh"))),
            ("eprahu perauh", Some(("perauh", "perahu"))),
            ("speaker:ramha", Some(("ramha", "rahma"))),
            ("speaker:kurnai", Some(("kurnai", "kurnia"))),
            ("source:antraa", Some(("antraa", "antara"))),
            // A part of a word is found, and what must not stand there is no slip.
            ("peta subuh", None),
            ("-sebuh panen subuh", None),
        ] {
            let meant = meant.map(|(typed, near): (&str, &str)| (typed.to_owned(), near.to_owned()));
            assert_eq!(pile.meant(query), Ok(meant), "{query}");
        }
    }

    #[test]
    fn what_is_not_understood_yet_is_left_out_while_it_is_typed() {
        let mut pile = pile();
        assert_eq!(pile.glimpse("perahu speaker:rah"), Ok(vec!["perahu*".to_owned(), "rah*".to_owned()]));
        assert_eq!(pile.glimpse("petani speaker:"), Ok(vec!["petani*".to_owned()]));
        assert_eq!(pile.totals().query.as_deref(), Some("petani"));
        assert_eq!(pile.mistake("petani speaker:").map(|mistake| mistake.wrong), Some(Wrong::NoWord));
        let mistaken = |found: Result<_, NotFound>| matches!(found, Err(NotFound::Mistaken(_)));
        assert!(mistaken(pile.find(Some("petani speaker:"))) && mistaken(pile.glimpse("speaker:")));
        assert_eq!(pile.totals().query.as_deref(), Some("petani"), "the list is as it was");
    }
}

//! Who said what, across all stories.
//!
//! Invariant: people are told apart by their whole names, as the stories give them: two with one last name stay two, and
//! somebody of whom one story gives the last name alone is another there. Absent on purpose: guesses about who is who.

use rusqlite::params;

use super::{Archive, Trouble, fold, story};
use crate::app::message::StoryId;
use crate::article::Span;
use crate::brief::{Briefing, QuoteKind};

/// Somebody who is quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The name, as the first story that quotes them gives it.
    pub name: String,
    /// How many quotations stand in marks.
    pub quotes: i64,
    /// In how many stories.
    pub stories: i64,
    id: i64,
}

/// Something somebody said, with what is needed to cite it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The story.
    pub story: StoryId,
    /// The words, an ellipsis where the text goes on between them.
    pub words: String,
    /// First byte of the words in the text.
    pub start: u32,
    /// Who spoke, as this story gives it: of those who spoke together, all.
    pub name: String,
    /// The role that introduces the name in this story.
    pub role: Option<String>,
    /// When the story was published, as it says.
    pub published: Option<String>,
    /// Agency or outlet.
    pub source: Option<String>,
    /// The headline.
    pub headline: String,
    /// What names the article.
    pub uri: String,
    /// Where it can be read.
    pub link: Option<String>,
}

impl Archive {
    /// Everyone who is quoted by a name that has all of these words, the most quoted first; with the whole name of one
    /// only them.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn speakers(&self, name: &str) -> Result<Vec<Quoted>, Trouble> {
        let wanted = fold::folded(name);
        let sql = "SELECT id, name, quotes, (SELECT count(*) FROM said WHERE speaker = id), folded FROM speakers
            WHERE quotes > 0 ORDER BY quotes DESC, folded";
        let all = self.db.prepare_cached(sql).and_then(|mut sql| {
            let rows = sql.query_map((), |row| {
                let quoted = Quoted { id: row.get(0)?, name: row.get(1)?, quotes: row.get(2)?, stories: row.get(3)? };
                Ok((row.get::<_, String>(4)?, quoted))
            })?;
            rows.collect::<Result<Vec<_>, _>>()
        });
        let has = |folded: &str| wanted.split(' ').all(|word| word.is_empty() || folded.split(' ').any(|w| w == word));
        let mut some = self.told(all)?;
        some.retain(|(folded, _)| has(folded));
        if let Some(at) = some.iter().position(|(folded, _)| *folded == wanted) {
            return Ok(vec![some.swap_remove(at).1]);
        }
        Ok(some.into_iter().map(|(_, quoted)| quoted).collect())
    }

    /// What somebody said in marks, the oldest first, story by story.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn said_by(&self, speaker: &Quoted, mut take: impl FnMut(Said)) -> Result<(), Trouble> {
        let keys = self
            .db
            .prepare_cached("SELECT key FROM said WHERE speaker = ?1 ORDER BY key")
            .and_then(|mut sql| sql.query_map(params![speaker.id], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>());
        let folded = fold::folded(&speaker.name);
        for key in self.told(keys)? {
            // A story that is damaged says nothing.
            let Some(whole) = self.told(story::at(&self.db, key))? else { continue };
            quotations(StoryId(key), &whole, &folded, &mut take);
        }
        Ok(())
    }
}

/// The quotations in marks by somebody with this folded name, as positions in the briefing's list.
pub(super) fn theirs<'a>(body: &'a str, briefing: &'a Briefing, folded: &'a str) -> impl Iterator<Item = usize> + 'a {
    (0..briefing.quotes.len()).filter(move |at| {
        let quote = &briefing.quotes[*at];
        let speaker = briefing.speaker_of(quote).filter(|_| quote.kind != QuoteKind::Indirect);
        let names = speaker.map(|speaker| briefing.names_of(body, speaker));
        names.is_some_and(|names| names.iter().any(|name| fold::folded(name.of(body)) == folded))
    })
}

fn quotations(
    id: StoryId,
    story::Whole { article, briefing }: &story::Whole,
    folded: &str,
    take: &mut impl FnMut(Said),
) {
    let words = |span: &Span| span.of(&article.body).replace('\n', " ");
    for quote in theirs(&article.body, briefing, folded).filter_map(|at| briefing.quotes.get(at)) {
        let Some(speaker) = briefing.speaker_of(quote) else { continue };
        let parts: Vec<String> = quote.content.iter().map(words).collect();
        take(Said {
            story: id,
            words: parts.join(" … ").trim_end_matches(',').to_owned(),
            start: quote.content.first().map_or(0, |span| span.start),
            name: words(&speaker.name),
            role: speaker.role.as_ref().map(words),
            published: article.published.map(|published| published.to_string()),
            source: article.source.clone(),
            headline: article.headline.clone(),
            uri: article.uri.clone(),
            link: article.link.clone(),
        });
    }
}

//! Who said what, across all stories.
//!
//! Invariant: people are told apart by their whole names, as the stories give them: two with one last name stay two,
//! and somebody of whom one story gives the last name alone is another there. Absent on purpose: guesses about who is
//! who.

use rusqlite::{Connection, params};

use super::{Archive, Trouble, fold, story};
use crate::app::story::StoryId;
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
    /// How the text gives them.
    pub kind: QuoteKind,
    /// Of what is reported the word of saying, where it tells more than that it was said.
    pub verb: Option<String>,
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

    /// What somebody said in marks, and where it is asked for what is reported, the oldest first, story by story.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn said_by(&self, name: &str, reported: bool, mut take: impl FnMut(Said)) -> Result<(), Trouble> {
        let folded = fold::folded(name);
        let mut keys = self.told(speaking(&self.db, &folded, reported, usize::MAX))?;
        keys.reverse();
        for key in keys {
            // A story that is damaged says nothing.
            let Some(whole) = self.told(story::at(&self.db, key))? else { continue };
            quotations(StoryId(key), &whole, &folded, reported, &mut take);
        }
        Ok(())
    }
}

/// The newest stories in which somebody with this folded name says something in marks, so many at the most. Who is only
/// reported in a story is known to the index alone, with everyone whose name has this one within.
pub(super) fn speaking(db: &Connection, folded: &str, reported: bool, most: usize) -> rusqlite::Result<Vec<i64>> {
    let said =
        "SELECT key FROM said WHERE speaker = (SELECT id FROM speakers WHERE folded = ?1) ORDER BY key DESC LIMIT ?2";
    let found = "SELECT rowid AS key FROM words WHERE words MATCH ?3 ORDER BY rowid DESC LIMIT ?2";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    if !reported || folded.is_empty() {
        return db.prepare_cached(said)?.query_map(params![folded, most], |row| row.get(0))?.collect();
    }
    let sql = format!("SELECT key FROM ({said}) UNION SELECT key FROM ({found}) ORDER BY key DESC LIMIT ?2");
    let name = format!("speaker : \"{folded}\"");
    db.prepare_cached(&sql)?.query_map(params![folded, most, name], |row| row.get(0))?.collect()
}

/// The quotations by somebody with this folded name, as positions in the briefing's list; those that are reported too
/// where they are asked for.
pub(super) fn theirs<'a>(
    body: &'a str,
    briefing: &'a Briefing,
    folded: &'a str,
    reported: bool,
) -> impl Iterator<Item = usize> + 'a {
    (0..briefing.quotes.len()).filter(move |at| {
        let quote = &briefing.quotes[*at];
        let speaker = briefing.speaker_of(quote).filter(|_| reported || quote.kind != QuoteKind::Indirect);
        let names = speaker.map(|speaker| briefing.names_of(body, speaker));
        names.is_some_and(|names| names.iter().any(|name| fold::folded(name.of(body)) == folded))
    })
}

fn quotations(
    id: StoryId,
    story::Whole { article, briefing }: &story::Whole,
    folded: &str,
    reported: bool,
    take: &mut impl FnMut(Said),
) {
    let words = |span: &Span| span.of(&article.body).replace('\n', " ");
    for quote in theirs(&article.body, briefing, folded, reported).filter_map(|at| briefing.quotes.get(at)) {
        let Some(speaker) = briefing.speaker_of(quote) else { continue };
        let parts: Vec<String> = quote.content.iter().map(words).collect();
        take(Said {
            story: id,
            words: parts.join(" … ").trim_end_matches(',').to_owned(),
            start: quote.content.first().map_or(0, |span| span.start),
            kind: quote.kind,
            verb: quote.verb().as_ref().map(words),
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

//! Finding stories by a query.
//!
//! Invariant: what is typed never becomes SQL: words are bound, and in the index's own language they stand folded
//! between marks. A search goes from the newest story back and stops where enough are found, so that it takes no longer
//! the longer the archive is, but for words that are common apart and rare together. Where no more than [`Archive::LISTED`] are
//! found the best come first among the newest [`RANKED`], by BM25 with recency, and older ones follow by time; where
//! more are found all come by time, for such words tell little and BM25 counts each of their places first.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use rusqlite::{Connection, ErrorCode, params_from_iter, types::Value};

use super::bits::{READ, STARRED};
use super::{Archive, Trouble, keys, vocabulary, written};
use crate::app::story::StoryId;
use crate::app::today::Today;
use crate::query::day::Day;
use crate::query::{Field, Mark, Query, Term};

/// How many of the newest that are found are ranked.
const RANKED: i64 = 2_000;

/// Where a star stands for more words none is ranked: BM25 counts the places of each.
const RANKED_WORDS: usize = 20;

/// Weights of text, headline, quotations, speakers, source and language.
const WEIGHTS: &str = "1.0, 8.0, 2.0, 4.0, 0.0, 0.0";

/// Seconds after which a story weighs half of what time adds to it.
const HALF_LIFE: f64 = 30.0 * 86_400.0;

/// Seconds of an hour.
const HOUR: i64 = 3_600;

/// When a day begins first and last on earth, in hours from its beginning in UTC.
const ZONES: [i64; 2] = [-14, 12];

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The stories, the best or the newest first.
    pub ids: Vec<StoryId>,
    /// Whether there may be more: older ones, or with other words that a star stands for.
    pub more: bool,
    /// Whether the time was out before all were found, or ranked.
    pub is_cut: bool,
}

impl Archive {
    /// The stories that a query asks for, the best first: so many at the most, the newest of them.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn search(&self, query: &Query, most: usize) -> Result<Found, Trouble> {
        self.told(search(&self.db, query, most))
    }

    /// The same as far as it goes in this time: the newest of what is found, and whether that is all.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn search_within(&self, query: &Query, most: usize, time: Duration) -> Result<Found, Trouble> {
        let until = Instant::now() + time;
        self.search_until(query, most, move || Instant::now() > until)
    }

    /// The same as far as it goes until `stop` holds.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn search_until(
        &self,
        query: &Query,
        most: usize,
        stop: impl FnMut() -> bool + Send + 'static,
    ) -> Result<Found, Trouble> {
        self.stop_when(Some(stop))?;
        let found = self.search(query, most);
        self.stop_when(None::<fn() -> bool>)?;
        found
    }
}

fn search(db: &Connection, query: &Query, most: usize) -> rusqlite::Result<Found> {
    let plan = match Plan::new(db, query) {
        Err(error) if is_interrupted(&error) => return Ok(Found { is_cut: true, more: true, ..Found::default() }),
        plan => plan?,
    };
    // One more tells whether there are more; and fewer than are ranked would rank the newest alone.
    let (mut found, mut is_cut) =
        plan.run(db, "", i64::try_from(most.max(Archive::LISTED)).unwrap_or(i64::MAX).saturating_add(1))?;
    let mut best = Vec::new();
    if plan.words.is_some() && plan.opened <= RANKED_WORDS && found.len() <= Archive::LISTED && !is_cut {
        (best, is_cut) = plan.run(db, &format!(", bm25(words, {WEIGHTS})"), RANKED)?;
    }
    // Ranked in part they would stand in no order at all: then they stay by time.
    if !is_cut {
        let newest = best.first().map_or(0, |(key, _)| keys::second(*key));
        // BM25 is negative, the least the best. Time doubles what is new.
        for (key, rank) in &mut best {
            let age = (newest - keys::second(*key)) as f64;
            *rank *= 1.0 + (-age / HALF_LIFE).exp2();
        }
        best.sort_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)));
        found.splice(..best.len(), best);
    }
    let more = plan.is_cut || is_cut || found.len() > most;
    found.truncate(most);
    Ok(Found { ids: found.into_iter().map(|(key, _)| StoryId(key)).collect(), more, is_cut })
}

fn is_interrupted(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}

/// A query as SQL.
#[derive(Default)]
struct Plan {
    /// What must stand in the index.
    words: Option<String>,
    /// Conditions on a story, `{key}` where its key is meant, with what is bound to them.
    conditions: Vec<String>,
    bound: Vec<Value>,
    /// Words that stars stand for.
    opened: usize,
    /// Whether a star stands for fewer words than there are.
    is_cut: bool,
}

impl Plan {
    fn new(db: &Connection, query: &Query) -> rusqlite::Result<Self> {
        let mut plan = Self::default();
        let (mut absent, mut wanted) = (Vec::new(), Vec::new());
        for term in &query.terms {
            let side = if term.is_absent { &mut absent } else { &mut wanted };
            side.push(plan.term(db, term)?);
        }
        if !wanted.is_empty() {
            let without = absent.iter().map(|term| format!(" NOT {term}")).collect::<String>();
            plan.words = Some(format!("({}){without}", wanted.join(" AND ")));
        } else if !absent.is_empty() {
            let sql = "{key} NOT IN (SELECT rowid FROM words WHERE words MATCH ?)";
            plan.with(sql.to_owned(), Value::Text(absent.join(" OR ")));
        }
        // Finding the reader's zone takes longer than many a search: it is asked where a day is reckoned from today.
        let date = |day: Day| match day {
            Day::Of(date) => date,
            Day::Ago(_) => day.on(Today::at(Timestamp::now(), TimeZone::system()).date),
        };
        if let Some(day) = query.after {
            plan.border(date(day), ">=", ZONES);
        }
        if let Some(day) = query.before {
            plan.border(date(day), "<", [ZONES[1], ZONES[0]]);
        }
        for (written, is_there) in &query.written {
            let (sql, bound) = written::condition(written);
            plan.conditions.push(format!("{}({sql})", if *is_there { "" } else { "NOT " }));
            plan.bound.extend(bound.map(Value::Text));
        }
        for (mark, is_set) in &query.marks {
            let bit = match mark {
                Mark::Read => READ,
                Mark::Starred => STARRED,
            };
            plan.conditions.push(format!("stories.marks & {bit} = {}", if *is_set { bit } else { 0 }));
        }
        Ok(plan)
    }

    /// That the day of a story, as it tells it, stands on one side of a border. Its key says so but within hours of the
    /// border, where the day is another one in UTC: stories from there are asked, which saves joining the index with
    /// all.
    fn border(&mut self, day: Date, side: &str, [possible, sure]: [i64; 2]) {
        let Ok(midnight) = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)) else { return };
        let key = |hours: i64| Value::Integer(keys::first(midnight.as_second() + hours * HOUR));
        let told = "SELECT coalesce(texts.published, date(it.key >> 4, 'unixepoch'))
            FROM stories AS it JOIN texts ON texts.id = it.text WHERE it.key = {key}";
        self.conditions.push(format!("{{key}} {side} ? AND ({{key}} {side} ? OR ({told}) {side} ?)"));
        self.bound.extend([key(possible), key(sure), Value::Text(day.to_string())]);
    }

    fn with(&mut self, condition: String, value: Value) {
        self.conditions.push(condition);
        self.bound.push(value);
    }

    /// A term in the language of the index. Folded words hold letters and digits only.
    fn term(&mut self, db: &Connection, term: &Term) -> rusqlite::Result<String> {
        let columns = match term.field {
            Field::Text => "{headline body}",
            Field::Headline => "headline",
            Field::Quote => "quote",
            Field::Speaker => "speaker",
            Field::Source => "source",
            Field::Language => "language",
        };
        if !term.is_prefix {
            return Ok(format!("{columns} : \"{}\"", term.words));
        }
        let at = term.words.rfind(' ').map_or(0, |blank| blank + 1);
        let (before, letters) = term.words.split_at(at);
        let (words, is_cut) = vocabulary::beginning(db, letters)?;
        self.opened += words.len();
        self.is_cut |= is_cut;
        // Letters that no word begins with are a word that nothing has.
        let words = if words.is_empty() { vec![letters.to_owned()] } else { words };
        let phrases: Vec<String> = words.iter().map(|word| format!("\"{before}{word}\"")).collect();
        Ok(format!("{columns} : ({})", phrases.join(" OR ")))
    }

    /// What is found, newest first, so many at the most, with what else is asked for each; and whether the time was
    /// out.
    fn run(&self, db: &Connection, asked: &str, most: i64) -> rusqlite::Result<(Vec<(i64, f64)>, bool)> {
        let with_marks = self.conditions.iter().any(|condition| condition.contains("marks"));
        let mut conditions = self.conditions.clone();
        let mut bound = self.bound.clone();
        let (from, key) = match (&self.words, with_marks) {
            (None, _) => ("stories", "stories.key"),
            (Some(_), false) => ("words", "words.rowid"),
            // The index is asked first: it knows more of what is wanted than the marks do.
            (Some(_), true) => ("words CROSS JOIN stories ON stories.key = words.rowid", "words.rowid"),
        };
        if let Some(words) = &self.words {
            conditions.push("words MATCH ?".to_owned());
            bound.push(Value::Text(words.clone()));
        }
        let conditions = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
        let sql = format!("SELECT {{key}}{asked} FROM {from} WHERE {conditions} ORDER BY {{key}} DESC LIMIT {most}")
            .replace("{key}", key);
        let mut statement = db.prepare_cached(&sql)?;
        let columns = statement.column_count();
        let rows = statement
            .query_map(params_from_iter(bound), |row| Ok((row.get(0)?, if columns > 1 { row.get(1)? } else { 0.0 })))?;
        let mut found = Vec::new();
        for row in rows {
            match row {
                Ok(row) => found.push(row),
                Err(error) if is_interrupted(&error) => return Ok((found, true)),
                Err(error) => return Err(error),
            }
        }
        Ok((found, false))
    }
}

//! Finding stories by a query.
//!
//! Invariant: what is typed never becomes SQL: words are bound, and in the index's own language they stand folded
//! between marks. The best come first among the newest [`RANKED`] of what was found, by BM25 with recency, and older ones
//! follow by time; where more than [`MOST`] are found all come by time, for such words tell little and BM25 counts each
//! of their places first.

use rusqlite::{Connection, params_from_iter, types::Value};

use super::query::{Field, Query, Term};
use super::{Archive, Trouble, keys};
use crate::app::message::StoryId;

/// How many of the newest that are found are ranked.
const RANKED: usize = 2_000;

/// Where more are found, none is ranked.
const MOST: usize = 20_000;

/// Weights of text, headline, quotations, speakers, source and language.
const WEIGHTS: &str = "1.0, 8.0, 2.0, 4.0, 0.0, 0.0";

/// Seconds after which a story weighs half of what time adds to it.
const HALF_LIFE: f64 = 30.0 * 86_400.0;

impl Archive {
    /// The stories that a query asks for, the best first.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn search(&self, query: &Query) -> Result<Vec<StoryId>, Trouble> {
        self.told(search(&self.db, query))
    }
}

fn search(db: &Connection, query: &Query) -> rusqlite::Result<Vec<StoryId>> {
    let plan = Plan::new(query);
    let mut found = plan.run(db, "", plan.words.as_deref().map(|words| (words, usize::MAX >> 1)))?;
    if let Some(words) = &plan.words
        && found.len() <= MOST
    {
        let mut best = plan.run(db, &format!(", bm25(words, {WEIGHTS})"), Some((words, RANKED)))?;
        let newest = best.first().map_or(0, |(key, _)| keys::second(*key));
        // BM25 is negative, the least the best. Time doubles what is new.
        for (key, rank) in &mut best {
            let age = (newest - keys::second(*key)) as f64;
            *rank *= 1.0 + (-age / HALF_LIFE).exp2();
        }
        best.sort_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)));
        found.splice(..best.len(), best);
    }
    Ok(found.into_iter().map(|(key, _)| StoryId(key)).collect())
}

/// A query as SQL.
struct Plan {
    /// What must stand in the index.
    words: Option<String>,
    /// Conditions on a story, `{key}` where its key is meant, with what is bound to them.
    conditions: Vec<String>,
    bound: Vec<Value>,
}

impl Plan {
    fn new(query: &Query) -> Self {
        let mut plan = Self { words: None, conditions: Vec::new(), bound: Vec::new() };
        let (absent, wanted): (Vec<_>, Vec<_>) = query.terms.iter().partition(|term| term.is_absent);
        let join = |terms: &[&Term], by: &str| terms.iter().map(|term| term_of(term)).collect::<Vec<_>>().join(by);
        if !wanted.is_empty() {
            let without = absent.iter().map(|term| format!(" NOT {}", term_of(term))).collect::<String>();
            plan.words = Some(format!("({}){without}", join(&wanted, " AND ")));
        } else if !absent.is_empty() {
            let sql = "{key} NOT IN (SELECT rowid FROM words WHERE words MATCH ?)";
            plan.with(sql.to_owned(), Value::Text(join(&absent, " OR ")));
        }
        let key = |day: jiff::civil::Date| {
            let moment = jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
            Some(Value::Integer(keys::first(moment.as_second())))
        };
        for (day, sql) in [(query.after, "{key} >= ?"), (query.before, "{key} < ?")] {
            if let Some(key) = day.and_then(key) {
                plan.with(sql.to_owned(), key);
            }
        }
        for (bit, is_set) in &query.marks {
            plan.conditions.push(format!("stories.marks & {bit} = {}", if *is_set { *bit } else { 0 }));
        }
        plan
    }

    fn with(&mut self, condition: String, value: Value) {
        self.conditions.push(condition);
        self.bound.push(value);
    }

    /// What is found, newest first, with what else is asked for each.
    fn run(&self, db: &Connection, asked: &str, words: Option<(&str, usize)>) -> rusqlite::Result<Vec<(i64, f64)>> {
        let with_marks = self.conditions.iter().any(|condition| condition.contains("marks"));
        let mut conditions = self.conditions.clone();
        let mut bound = self.bound.clone();
        let (from, key) = match (words, with_marks) {
            (None, _) => ("stories", "stories.key"),
            (Some(_), false) => ("words", "words.rowid"),
            // The index is asked first: it knows more of what is wanted than the marks do.
            (Some(_), true) => ("words CROSS JOIN stories ON stories.key = words.rowid", "words.rowid"),
        };
        let mut limit = String::new();
        if let Some((words, most)) = words {
            conditions.push("words MATCH ?".to_owned());
            bound.push(Value::Text(words.to_owned()));
            limit = format!(" LIMIT {most}");
        }
        let conditions = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
        let sql = format!("SELECT {{key}}{asked} FROM {from} WHERE {conditions} ORDER BY {{key}} DESC{limit}")
            .replace("{key}", key);
        let mut statement = db.prepare_cached(&sql)?;
        let columns = statement.column_count();
        let rows = statement
            .query_map(params_from_iter(bound), |row| Ok((row.get(0)?, if columns > 1 { row.get(1)? } else { 0.0 })))?;
        rows.collect()
    }
}

/// A term in the language of the index. Folded words hold letters and digits only.
fn term_of(term: &Term) -> String {
    let columns = match term.field {
        Field::Text => "{headline body}",
        Field::Headline => "headline",
        Field::Quote => "quote",
        Field::Speaker => "speaker",
        Field::Source => "source",
        Field::Language => "language",
    };
    format!("{columns} : \"{}\"{}", term.words, if term.is_prefix { " *" } else { "" })
}

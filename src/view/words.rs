//! The interface's own words, read from `data/locales`.
//!
//! Invariant: every [`Word`] has a text in the locale that is used; a locale that lacks one, or has one more, is an
//! error that names it. Absent on purpose: words of articles, which are never translated.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Deserialize;

use super::reasons::Reasons;
pub use super::word::{IDS, Word};
use crate::app::action::{Action, Entry, TABLE};
use crate::app::mistake::{Mistake, Wrong};
use crate::app::story::Totals;
use crate::app::today::Today;
use crate::app::trouble::Trouble;
use crate::article::Published;

/// The locales that ship with the program: the code of each, and its file as JSON, which is read in half the time.
pub const LOCALES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// A locale file, strictly.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Locale {
    name: String,
    thousands: String,
    date: String,
    day: String,
    day_of_year: String,
    weekdays: [String; 7],
    months: [String; 12],
    words: BTreeMap<String, String>,
    /// What could go wrong, in English, and how it is said.
    #[serde(default)]
    reasons: BTreeMap<String, String>,
    #[serde(default)]
    actions: BTreeMap<String, Said>,
}

/// What a locale says of an action.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    help: String,
    #[serde(default)]
    hint: String,
}

/// The words of one locale.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language's own name.
    pub name: String,
    thousands: String,
    date: String,
    day: String,
    day_of_year: String,
    weekdays: [String; 7],
    months: [String; 12],
    texts: Vec<String>,
    reasons: Reasons,
    actions: Vec<(String, String)>,
}

/// Why a locale cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLocale {
    /// There is no such locale.
    #[error("no interface language \"{0}\"; there are: {1}")]
    Unknown(String, String),
    /// Its file cannot be read.
    #[error("data/locales/{0}.toml: {1}")]
    Unreadable(String, String),
    /// It lacks words.
    #[error("data/locales/{0}.toml: missing: {1}")]
    Missing(String, String),
    /// It has words that nothing says.
    #[error("data/locales/{0}.toml: unused: {1}")]
    Unused(String, String),
}

impl Words {
    /// The words of a locale such as `id`, `id_ID.UTF-8` or `en-GB`.
    ///
    /// # Errors
    /// When there is no such locale, or its file lacks a word or has one too many.
    ///
    /// ```
    /// use kilas::view::words::{Word, Words};
    /// let words = Words::new("id_ID.UTF-8").unwrap();
    /// assert_eq!(words.get(Word::PaneBriefing), "Ringkasan");
    /// assert!(Words::new("xx").is_err());
    /// ```
    pub fn new(locale: &str) -> Result<Self, BadLocale> {
        let code = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        let known = || LOCALES.iter().map(|(code, _)| *code).collect::<Vec<_>>().join(", ");
        let (code, text) = LOCALES
            .iter()
            .find(|(known, _)| *known == code)
            .ok_or_else(|| BadLocale::Unknown(locale.to_owned(), known()))?;
        Self::parse(code, text)
    }

    fn parse(code: &str, text: &str) -> Result<Self, BadLocale> {
        let locale: Locale = serde_json::from_str(text)
            .map_err(|error| BadLocale::Unreadable(code.to_owned(), error.to_string().trim().replace('\n', " ")))?;
        let missing: Vec<&str> = IDS.iter().filter(|id| !locale.words.contains_key(**id)).copied().collect();
        if !missing.is_empty() {
            return Err(BadLocale::Missing(code.to_owned(), missing.join(", ")));
        }
        // None is missing, so that none is left over where there are as many.
        let is_more = locale.words.len() > IDS.len();
        let words = locale.words.keys().filter(|id| is_more && !IDS.contains(&id.as_str()));
        let actions = locale.actions.keys().filter(|id| !TABLE.iter().any(|entry| entry.id == *id));
        let unused: Vec<&str> = words.chain(actions).map(String::as_str).collect();
        if !unused.is_empty() {
            return Err(BadLocale::Unused(code.to_owned(), unused.join(", ")));
        }
        Ok(Self {
            texts: IDS.iter().filter_map(|id| locale.words.get(*id).cloned()).collect(),
            reasons: Reasons::new(&locale.reasons),
            actions: TABLE.iter().map(|entry| said(&locale.actions, entry)).collect(),
            name: locale.name,
            thousands: locale.thousands,
            date: locale.date,
            day: locale.day,
            day_of_year: locale.day_of_year,
            weekdays: locale.weekdays,
            months: locale.months,
        })
    }

    /// The text of a word.
    pub fn get(&self, word: Word) -> &str {
        &self.texts[word as usize]
    }

    /// The text of a word with `{n}` filled in.
    pub fn with(&self, word: Word, n: impl std::fmt::Display) -> String {
        self.get(word).replace("{n}", &n.to_string())
    }

    /// The text of a word with `{n}` and `{of}` filled in.
    pub fn with_of(&self, word: Word, n: usize, of: usize) -> String {
        self.with(word, self.number(n)).replace("{of}", &self.number(of))
    }

    /// One of two words by a number, with it filled in.
    pub fn count(&self, n: usize, one: Word, other: Word) -> String {
        self.with(if n == 1 { one } else { other }, self.number(n))
    }

    /// How many stories a list has.
    pub fn stories(&self, Totals { stories, more, .. }: &Totals) -> String {
        let count = self.count(*stories, Word::StoriesOne, Word::StoriesOther);
        if *more { self.with(Word::StoriesOver, count) } else { count }
    }

    /// What in a query is not understood, where, and what would be.
    ///
    /// ```
    /// use kilas::{query::Query, view::words::Words};
    /// let mistake = Query::parse("beras spaker:rahma").unwrap_err();
    /// let said = Words::new("id").unwrap().mistake(&mistake);
    /// assert_eq!(said, "kolom 7: tidak ada bidang “spaker”; mungkin “speaker”?");
    /// ```
    pub fn mistake(&self, mistake: &Mistake) -> String {
        self.with(Word::InColumn, mistake.column).replace("{of}", &self.wrong(mistake))
    }

    /// What in a query is not understood, and what would be.
    pub fn wrong(&self, Mistake { wrong, typed, instead, .. }: &Mistake) -> String {
        let what = self.with(
            match wrong {
                Wrong::FieldMisspelt => Word::FieldMisspelt,
                Wrong::NoSuchField => Word::NoSuchField,
                Wrong::NoWord => Word::NoWord,
                Wrong::NoDay => Word::NoDay,
                Wrong::AbsentDay => Word::AbsentDay,
                Wrong::StateMisspelt => Word::StateMisspelt,
                Wrong::NoSuchState => Word::NoSuchState,
            },
            typed,
        );
        what.replace("{of}", instead)
    }

    /// Why something could not be read or fetched, in words of its own where the locale has them.
    pub fn reason(&self, reason: &str) -> String {
        self.reasons.say(reason)
    }

    /// Why what was asked cannot be done.
    pub fn trouble(&self, trouble: &Trouble) -> String {
        match trouble {
            Trouble::Moved(path) => self.with(Word::Moved, path),
            Trouble::Busy(path) => self.with(Word::Busy, path),
            Trouble::Full(path) => self.with(Word::Full, path),
            Trouble::Told(line) => self.reason(line),
        }
    }

    /// What each action does, in the order of the table.
    pub fn helps(&self) -> Vec<String> {
        self.actions.iter().map(|(help, _)| help.clone()).collect()
    }

    /// The same in a word or two, for the footer; empty where it is not shown there.
    pub fn hint(&self, action: Action) -> &str {
        &self.actions[action as usize].1
    }

    /// A number with its thousands apart.
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push_str(&self.thousands);
            }
            text.push(digit);
        }
        text
    }

    /// A day as readers of this locale write it.
    pub fn day(&self, date: Date) -> String {
        self.written(&self.date, date)
    }

    /// When something was published, as briefly as it can be told on a day: the time of that day, the day of its year
    /// with the month, or all; where the day is not known yet, all. By the reader's clock, as far as it can be.
    pub fn lately(&self, published: Published, today: Option<&Today>) -> String {
        if let Some(clock) = today.and_then(|today| today.clock(published)) {
            return format!("{:02}:{:02}", clock.hour(), clock.minute());
        }
        let date = today.map_or(published, |today| today.here(published)).date;
        let is_this_year = today.is_some_and(|today| today.date.year() == date.year());
        self.written(if is_this_year { &self.day } else { &self.day_of_year }, date)
    }

    fn written(&self, form: &str, date: Date) -> String {
        let mut written = String::with_capacity(form.len());
        for part in form.split_inclusive('}') {
            let (before, name) = part.split_at(part.find('{').unwrap_or(part.len()));
            written += before;
            match name {
                "{weekday}" => written += &self.weekdays[date.weekday().to_monday_zero_offset() as usize],
                "{day}" => drop(write!(written, "{}", date.day())),
                "{month}" => written += &self.months[date.month() as usize - 1],
                "{year}" => drop(write!(written, "{}", date.year())),
                other => written += other,
            }
        }
        written
    }

    /// A day, and the time of that day where it is known: of a moment by the reader's clock.
    pub fn time(&self, moment: Published) -> String {
        let time = moment.time.map(|time| format!(" {:02}:{:02}", time.hour(), time.minute()));
        self.day(moment.date) + &time.unwrap_or_default()
    }

    /// A day, and the time of that day with its offset where they are known.
    pub fn moment(&self, moment: Published) -> String {
        let written = moment.to_string();
        let time = written.split_once('T').map(|(_, time)| {
            let (clock, offset) = time.split_at(time.len().min(8));
            format!(" {}{offset}", clock.get(..5).unwrap_or(clock))
        });
        self.day(moment.date) + &time.unwrap_or_default()
    }
}

/// Help and hint of an action. English stands in the table itself; another locale that lacks an action shows that.
fn said(actions: &BTreeMap<String, Said>, entry: &Entry) -> (String, String) {
    match actions.get(entry.id) {
        Some(said) => (said.help.clone(), said.hint.clone()),
        None => (entry.help.to_owned(), entry.hint.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_says_everything_and_nothing_else() {
        for (code, text) in LOCALES {
            Words::parse(code, text).unwrap();
        }
    }

    #[test]
    fn every_other_locale_says_every_action() {
        for (code, text) in LOCALES.iter().filter(|(code, _)| *code != "en") {
            let locale: Locale = serde_json::from_str(text).unwrap();
            for entry in TABLE {
                let said = locale.actions.get(entry.id).unwrap_or_else(|| panic!("{code}: {} is missing", entry.id));
                assert_eq!(said.hint.is_empty(), entry.hint.is_empty(), "{code}: hint of {}", entry.id);
            }
        }
    }

    #[test]
    fn words_with_a_place_for_a_number_keep_it() {
        let english = Words::new("en").unwrap();
        for (code, text) in LOCALES {
            let other = Words::parse(code, text).unwrap();
            for (at, id) in IDS.iter().enumerate() {
                for place in ["{n}", "{of}", "{key}"] {
                    let has = |words: &Words| words.texts[at].contains(place);
                    assert_eq!(has(&english), has(&other), "{code}: {place} in {id}");
                }
            }
        }
    }

    #[test]
    fn a_misspelt_word_is_named() {
        let (_, text) = LOCALES.iter().find(|(code, _)| *code == "en").unwrap();
        let error = Words::parse("en", &text.replace("\"nobody\"", "\"nobdy\"")).unwrap_err();
        assert_eq!(error.to_string(), "data/locales/en.toml: missing: nobody");
    }

    #[test]
    fn numbers_and_days() {
        let words = Words::new("en").unwrap();
        assert_eq!(words.number(1234567), "1,234,567");
        assert_eq!(words.number(123), "123");
        assert_eq!(words.day(jiff::civil::date(2024, 7, 5)), "Fri 5 Jul 2024");
        for (moment, said) in [
            ("2024-07-05T21:30:00+07:00", "Fri 5 Jul 2024 21:30+07:00"),
            ("2024-07-05T21:30:00Z", "Fri 5 Jul 2024 21:30Z"),
            ("2024-07-05", "Fri 5 Jul 2024"),
        ] {
            assert_eq!(words.moment(moment.parse().unwrap()), said);
            let without_offset = said.trim_end_matches('Z').trim_end_matches("+07:00");
            assert_eq!(words.time(moment.parse().unwrap()), without_offset);
        }
    }

    #[test]
    fn a_day_is_as_short_as_it_can_be_told() {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
        let today = Today { date: jiff::civil::date(2024, 10, 5), zone };
        let today = Some(&today);
        for (moment, today, english, indonesian) in [
            ("2024-10-05T02:41:00Z", today, "09:41", "09:41"),
            ("2024-10-05", today, "5 Oct", "5 Okt"),
            ("2024-08-17T23:30:00-08:00", today, "18 Aug", "18 Agu"),
            ("2023-12-31T20:00:00Z", today, "1 Jan", "1 Jan"),
            ("2023-12-31", today, "31 Dec 2023", "31 Des 2023"),
            ("2025-05-01", today, "1 May 2025", "1 Mei 2025"),
            ("2024-10-05T02:41:00Z", None, "5 Oct 2024", "5 Okt 2024"),
        ] {
            for (code, said) in [("en", english), ("id", indonesian)] {
                assert_eq!(Words::new(code).unwrap().lately(moment.parse().unwrap(), today), said);
            }
        }
    }
}

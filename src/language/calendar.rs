//! The words and forms of dates of a language, compiled from `[dates]`.
//!
//! Absent on purpose: what day is meant — that needs the rest of the text, and is found where briefings are made.

use std::collections::HashSet;

use super::fault::{self, PackError};
use super::folding::ByHash;
use super::lexicon::hash;
use super::pack::{Pack, Side};
use super::template::{self, Fields, Forms};

/// How a form tells a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// By the fields that stand in it.
    Named,
    /// As many days after publication, before it where negative; for each that the form counts.
    Days(i32),
    /// The weekday in it, before or after publication.
    Weekday(Side),
    /// Some days, not one: next week.
    Stretch,
}

/// A date as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The byte after it.
    pub end: usize,
    /// What its fields say.
    pub fields: Fields,
    /// How it tells a day.
    pub meaning: Meaning,
}

/// The dates of a language.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    weekdays: ByHash<i8>,
    months: ByHash<i8>,
    counts: ByHash<i8>,
    /// Whether a weekday or month is one only with a capital.
    case_matters: bool,
    ordinals: Vec<String>,
    future: HashSet<u64>,
    forms: Forms,
}

impl Calendar {
    /// Compiles `[dates]` of a pack that stands in `text`; `file` names it in errors.
    ///
    /// # Errors
    /// The first form with a fault.
    pub(super) fn new(file: &str, text: &str, pack: &Pack) -> Result<Self, PackError> {
        let dates = &pack.dates;
        let relative = dates.relative.iter().map(|relative| {
            let meaning = match (relative.days, relative.side) {
                (Some(days), _) => Meaning::Days(days),
                (None, Some(side)) => Meaning::Weekday(side),
                (None, None) => Meaning::Stretch,
            };
            (&relative.form, meaning)
        });
        let mut forms = Forms::default();
        for (form, meaning) in dates.forms.iter().map(|form| (form, Meaning::Named)).chain(relative) {
            let fault = |what| fault::entry_fault(file, text, "dates", form, what);
            forms.add(form, meaning).map_err(fault)?;
        }
        let numbered = |lists: &[Vec<String>], first: i8| {
            let each =
                (first..).zip(lists).flat_map(|(number, forms)| forms.iter().map(move |form| (hash(form), number)));
            each.collect::<ByHash<_>>()
        };
        Ok(Self {
            weekdays: numbered(&dates.weekdays, 0),
            months: numbered(&dates.months, 1),
            counts: numbered(&dates.counts, 1),
            case_matters: dates.case_matters,
            ordinals: dates.ordinals.iter().map(str::to_owned).collect(),
            future: dates.future.iter().map(hash).collect(),
            forms,
        })
    }

    /// The date that begins at the byte `at`.
    pub fn read(&self, text: &str, at: usize) -> Option<Found> {
        self.forms.read(text, at, self)
    }

    /// Whether the word of this hash tells that something is still to come.
    pub fn is_future(&self, word: u64) -> bool {
        self.future.contains(&word)
    }

    /// The weekday at the beginning of `rest`, Monday 0, and what stands behind it.
    pub(super) fn weekday<'a>(&self, rest: &'a str) -> Option<(i8, &'a str)> {
        self.word(rest, &self.weekdays)
    }

    /// The month at the beginning of `rest`, January 1, and what stands behind it.
    pub(super) fn month<'a>(&self, rest: &'a str) -> Option<(i8, &'a str)> {
        self.word(rest, &self.months)
    }

    /// The number of one or two digits or in words at the beginning of `rest`, and what stands behind it.
    pub(super) fn count<'a>(&self, rest: &'a str) -> Option<(i8, &'a str)> {
        if let Some((number, behind)) = template::number(rest, 1..=2) {
            return Some((i8::try_from(number).ok()?, behind));
        }
        let (word, behind) = rest.split_at(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()));
        Some((*self.counts.get(&hash(word))?, behind))
    }

    /// What stands behind the ending of an ordinal, if one stands at the beginning of `rest`.
    pub(super) fn behind_ordinal<'a>(&self, rest: &'a str) -> &'a str {
        self.ordinals.iter().find_map(|ending| rest.strip_prefix(ending.as_str())).unwrap_or(rest)
    }

    fn word<'a>(&self, rest: &'a str, words: &ByHash<i8>) -> Option<(i8, &'a str)> {
        if !rest.starts_with(if self.case_matters { char::is_uppercase } else { char::is_alphabetic }) {
            return None;
        }
        let length =
            |joined: &[char]| rest.find(|c: char| !(c.is_alphabetic() || joined.contains(&c))).unwrap_or(rest.len());
        // `terça-feira` is one day, `Senin-Selasa` are two.
        let number_of = |length: usize| Some((words.get(&hash(&rest[..length]))?, &rest[length..]));
        let plain = length(&['\'', '’']);
        let joined = || number_of(length(&['\'', '’', '-']));
        let joined = if rest[plain..].starts_with('-') { joined() } else { None };
        let (number, behind) = joined.or_else(|| number_of(plain))?;
        // `Sept. 5`, but no full stop that ends a sentence.
        let dotted =
            behind.strip_prefix('.').filter(|behind| behind.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        Some((*number, dotted.unwrap_or(behind)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Language, Languages};
    use super::Meaning;

    #[test]
    fn the_longest_form_is_read() {
        let languages = Languages::new();
        for (code, text, words) in [
            ("id", "Senin (12/2) pagi", "Senin (12/2)"),
            ("id", "Senin (12/2/2024), kata dia", "Senin (12/2/2024)"),
            ("id", "Rabu(13/4/2022)", "Rabu(13/4/2022)"),
            ("id", "14 Agustus 1962.", "14 Agustus 1962"),
            ("id", "minggu depan,", "minggu depan"),
            ("id", "32 Agustus 1962.", ""),
            ("en", "Sept. 5, 2023, he", "Sept. 5, 2023"),
            ("en", "March 3rd was", "March 3rd"),
            ("en", "may 3 people", ""),
            ("de", "3. Oktober 1990 war", "3. Oktober 1990"),
            ("pt", "terça-feira (5), disse", "terça-feira (5)"),
            ("id", "Senin-Selasa", "Senin"),
            ("fr", "1er mai 2024, il", "1er mai 2024"),
        ] {
            let found = languages.get_or_neutral(code).calendar.read(text, 0);
            assert_eq!(found.map_or("", |found| &text[..found.end]), words, "{code}");
        }
    }

    #[test]
    fn of_two_forms_as_long_the_later_is_meant() {
        let languages = Languages::new();
        // A week or a Sunday: the pack has the week behind the weekday.
        let found = languages.get_or_neutral("id").calendar.read("Minggu depan ia pergi", 0).unwrap();
        assert_eq!((found.end, found.meaning), (12, Meaning::Stretch));
    }

    #[test]
    fn a_form_with_a_fault_is_named() {
        let text = "[language]\ncode=\"xx\"\nname=\"X\"\n[dates]\nforms = [\"{day} {mont}\"]";
        let fault = Language::parse("xx.toml", text).map(drop).unwrap_err();
        assert_eq!(fault.to_string(), "xx.toml:5: unknown field `{mont}`; did you mean `{month}`?");
    }
}

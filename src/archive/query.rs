//! What a reader types to find stories.
//!
//! ```text
//! banjir "tanggul laut" pelabuh* -sepak speaker:stoltenberg quote:ukraina headline:nato
//! lang:id source:kompas after:2024-07-01 before:2024-08 is:unread
//! ```
//!
//! All of it must hold. Words are found whatever their case and accents; a word with marks within (`anak-anak`) is a
//! phrase. Invariant: every text is a query or a mistake that names its column and what would be understood. Absent on
//! purpose: brackets and alternatives, which nobody guesses alike.

use std::fmt;

use jiff::civil::Date;

use super::fold::folded;
use crate::language::nearest;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) terms: Vec<Term>,
    /// From this day on.
    pub(super) after: Option<Date>,
    /// Until the day before this one.
    pub(super) before: Option<Date>,
    /// Marks that must stand, or must not: the bit, and whether it is set.
    pub(super) marks: Vec<(i64, bool)>,
}

/// Words that stand next to each other somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) field: Field,
    /// Folded, one blank between them.
    pub(super) words: String,
    /// The last word may go on.
    pub(super) is_prefix: bool,
    /// They must not stand there.
    pub(super) is_absent: bool,
    /// The words as they were typed, for showing where they stand.
    pub(super) typed: String,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Text,
    Headline,
    Quote,
    Speaker,
    Source,
    Language,
}

/// The names of fields.
const FIELDS: [(&str, Field); 5] = [
    ("headline", Field::Headline),
    ("quote", Field::Quote),
    ("speaker", Field::Speaker),
    ("source", Field::Source),
    ("lang", Field::Language),
];

const AFTER: &str = "after";
const BEFORE: &str = "before";
const IS: &str = "is";

/// What `is:` can be followed by, with the bit of the marks and whether it is set.
const STATES: [(&str, i64, bool); 3] = [("unread", 1, false), ("read", 1, true), ("starred", 2, true)];

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The column it stands in, in characters from 1.
    pub column: usize,
    what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.what)
    }
}

impl std::error::Error for Mistake {}

impl Query {
    /// Reads what was typed.
    ///
    /// # Errors
    /// The first thing that cannot be understood.
    ///
    /// ```
    /// use kilas::archive::Query;
    /// assert!(Query::parse("speaker:rahma -banjir is:unread").is_ok());
    /// let mistake = Query::parse("beras spaker:rahma").unwrap_err();
    /// assert_eq!(mistake.to_string(), "column 7: no field is called \"spaker\"; did you mean \"speaker\"?");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mut query = Self::default();
        for piece in pieces(text) {
            query.take(&piece).map_err(|(start, what)| {
                let column = 1 + text.get(..start).unwrap_or_default().chars().count();
                Mistake { column, what }
            })?;
        }
        Ok(query)
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The words that stand in the text of what is found, as they were typed; a star behind one that may go on.
    pub fn shown(&self) -> Vec<String> {
        let in_text = |term: &&Term| !term.is_absent && !matches!(term.field, Field::Source | Field::Language);
        self.terms
            .iter()
            .filter(in_text)
            .map(|term| term.typed.clone() + if term.is_prefix { "*" } else { "" })
            .collect()
    }

    fn take(&mut self, piece: &Piece<'_>) -> Result<(), (usize, String)> {
        let at = piece.value_at;
        let Some(name) = piece.field else { return self.words(Field::Text, piece) };
        let lower = name.to_lowercase();
        if let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == lower) {
            return self.words(*field, piece);
        }
        match lower.as_str() {
            AFTER => self.after = Some(day(piece)?),
            BEFORE => self.before = Some(day(piece)?),
            IS => {
                let value = piece.value.to_lowercase();
                let Some((_, bit, is_set)) = STATES.iter().find(|(known, ..)| *known == value) else {
                    return Err((at, expected_state(&value)));
                };
                self.marks.push((*bit, *is_set != piece.is_absent));
            }
            _ => {
                let known = FIELDS.iter().map(|(name, _)| *name).chain([AFTER, BEFORE, IS]);
                let instead = match nearest(&lower, known.clone()) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => format!("there are {}", known.collect::<Vec<_>>().join(", ")),
                };
                return Err((piece.start, format!("no field is called \"{name}\"; {instead}")));
            }
        }
        Ok(())
    }

    fn words(&mut self, field: Field, piece: &Piece<'_>) -> Result<(), (usize, String)> {
        let words = folded(piece.value);
        if words.is_empty() {
            return match piece.field {
                Some(name) => Err((piece.value_at, format!("a word is expected after \"{name}:\""))),
                // Marks alone are no words: `–` between two of them says nothing.
                None => Ok(()),
            };
        }
        let Piece { is_prefix, is_absent, value, .. } = *piece;
        self.terms.push(Term { field, words, is_prefix, is_absent, typed: value.to_owned() });
        Ok(())
    }
}

fn expected_state(value: &str) -> String {
    let known = STATES.map(|(name, ..)| name);
    match nearest(value, known.into_iter()) {
        Some(near) => format!("\"is:{value}\" is not known; did you mean \"is:{near}\"?"),
        None => format!("expected one of {} after \"is:\"", known.join(", ")),
    }
}

/// A day, or the first of a month or a year.
fn day(piece: &Piece<'_>) -> Result<Date, (usize, String)> {
    let error = || {
        let name = piece.field.unwrap_or_default();
        (piece.value_at, format!("expected a day after \"{name}:\", as 2024-07-05, 2024-07 or 2024"))
    };
    if piece.is_absent {
        return Err((piece.start, "a day cannot be left out; turn \"after\" and \"before\" round".to_owned()));
    }
    let full = match piece.value.len() {
        4 => format!("{}-01-01", piece.value),
        7 => format!("{}-01", piece.value),
        _ => piece.value.to_owned(),
    };
    full.parse().map_err(|_| error())
}

/// A part of what was typed: `-field:"value"*`. Positions are bytes.
struct Piece<'a> {
    start: usize,
    is_absent: bool,
    field: Option<&'a str>,
    value: &'a str,
    value_at: usize,
    is_prefix: bool,
}

/// The parts of a text, apart by blanks outside of marks.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(blank) = text[at..].find(|c: char| !c.is_whitespace()) {
        at += blank;
        let (piece, end) = piece(text, at);
        pieces.push(piece);
        at = end;
    }
    pieces
}

/// The part that begins at `start`, and where it ends.
fn piece(text: &str, start: usize) -> (Piece<'_>, usize) {
    let is_absent = text[start..].starts_with('-') && text[start + 1..].starts_with(|c: char| !c.is_whitespace());
    let named = start + usize::from(is_absent);
    // A time (`12:30`) and an address (`https://…`) have a colon and no field.
    let letters = text[named..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(0);
    let is_field =
        letters > 0 && text[named + letters..].starts_with(':') && !text[named + letters..].starts_with("://");
    let (field, value_at) = match is_field {
        true => (Some(&text[named..named + letters]), named + letters + 1),
        false => (None, named),
    };
    let rest = &text[value_at..];
    let (value, mut end) = match rest.chars().next().filter(|c| is_mark(*c)) {
        // What is not closed goes on to the end, where more is still being typed.
        Some(mark) => {
            let inner = &rest[mark.len_utf8()..];
            let length = inner.find(is_mark).unwrap_or(inner.len());
            let behind = inner[length..].chars().next().map_or(0, char::len_utf8);
            (&inner[..length], value_at + mark.len_utf8() + length + behind)
        }
        None => {
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (&rest[..length], value_at + length)
        }
    };
    let inside = value.ends_with('*');
    let behind = !inside && text[end..].starts_with('*');
    end += usize::from(behind);
    let value = if inside { &value[..value.len() - 1] } else { value };
    (Piece { start, is_absent, field, value, value_at, is_prefix: inside || behind }, end)
}

/// Marks around a phrase.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query as it was understood: `field:words`, with `-` and `*` where they were.
    fn understood(text: &str) -> String {
        let query = Query::parse(text).unwrap_or_else(|mistake| panic!("{text}: {mistake}"));
        let term = |term: &Term| {
            let (absent, prefix) = (if term.is_absent { "-" } else { "" }, if term.is_prefix { "*" } else { "" });
            format!("{absent}{:?}:{}{prefix}", term.field, term.words)
        };
        let mut parts: Vec<String> = query.terms.iter().map(term).collect();
        parts.extend(query.after.map(|day| format!("after {day}")));
        parts.extend(query.before.map(|day| format!("before {day}")));
        parts.extend(query.marks.iter().map(|(bit, is_set)| format!("{bit}={is_set}")));
        parts.join(", ")
    }

    #[test]
    fn what_people_type_is_understood() {
        for (text, means) in [
            ("", ""),
            ("Harga  BERAS", "Text:harga, Text:beras"),
            ("\"Harga beras\" naik", "Text:harga beras, Text:naik"),
            ("“harga beras” ", "Text:harga beras"),
            ("\"harga ber", "Text:harga ber"),
            ("pelabuh* \"tanggul la\"*", "Text:pelabuh*, Text:tanggul la*"),
            ("anak-anak -sepak -\"liga satu\"", "Text:anak anak, -Text:sepak, -Text:liga satu"),
            ("a - b", "Text:a, Text:b"),
            ("speaker:Rahma quote:\"tidak cemas\"", "Speaker:rahma, Quote:tidak cemas"),
            ("Speaker:rahma -source:kota lang:ID", "Speaker:rahma, -Source:kota, Language:id"),
            ("jam 12:30 https://a.example/b", "Text:jam, Text:12 30, Text:https a example b"),
            ("after:2024-07-05 before:2024-08", "after 2024-07-05, before 2024-08-01"),
            ("after:2023", "after 2023-01-01"),
            ("is:unread -is:starred is:read", "1=false, 2=false, 1=true"),
            ("école Über", "Text:ecole, Text:uber"),
            ("— … !", ""),
        ] {
            assert_eq!(understood(text), means, "{text}");
        }
    }

    #[test]
    fn a_mistake_is_shown_where_it_is() {
        for (text, mistake) in [
            ("spaker:a", "column 1: no field is called \"spaker\"; did you mean \"speaker\"?"),
            (
                "é xyzzy:a",
                "column 3: no field is called \"xyzzy\"; there are headline, quote, speaker, source, lang, after, \
                 before, is",
            ),
            ("beras speaker:", "column 15: a word is expected after \"speaker:\""),
            ("after:juli", "column 7: expected a day after \"after:\", as 2024-07-05, 2024-07 or 2024"),
            ("before:2024-13", "column 8: expected a day after \"before:\", as 2024-07-05, 2024-07 or 2024"),
            ("-after:2024", "column 1: a day cannot be left out; turn \"after\" and \"before\" round"),
            ("is:unred", "column 4: \"is:unred\" is not known; did you mean \"is:unread\"?"),
            ("is:new", "column 4: expected one of unread, read, starred after \"is:\""),
        ] {
            assert_eq!(Query::parse(text).unwrap_err().to_string(), mistake, "{text}");
        }
    }
}

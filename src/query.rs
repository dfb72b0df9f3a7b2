//! What a reader types to find stories.
//!
//! ```text
//! banjir "tanggul laut" pelabuh* -sepak speaker:stoltenberg quote:ukraina headline:nato
//! lang:id source:kompas after:2024-07-01 before:2024-08 after:7d is:unread tag:energi note:periksa
//! ```
//!
//! All of it must hold. Words are found whatever their case and accents; a word with marks within (`anak-anak`) is a
//! phrase. Invariant: every text is a query or a mistake that names its column and what would be understood. Absent on
//! purpose: brackets and alternatives, which nobody guesses alike.

pub mod day;
pub mod near;

use crate::app::mistake::{Mistake, Wrong};
use crate::find::fold::folded;
use crate::language::nearest;
use day::Day;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words that must stand somewhere, or must not.
    pub terms: Vec<Term>,
    /// From this day on.
    pub after: Option<Day>,
    /// Until the day before this one.
    pub before: Option<Day>,
    /// Marks that must stand, or must not: whether they must.
    pub marks: Vec<(Mark, bool)>,
    /// What the reader must have written beside a story, or must not: whether it must.
    pub written: Vec<(Written, bool)>,
}

/// What the reader marks a story as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Read.
    Read,
    /// Starred.
    Starred,
}

/// Something the reader wrote beside a story. Words are folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// Any tag.
    ATag,
    /// This tag, or one that begins so.
    Tag {
        /// Its words.
        words: String,
        /// Whether it may go on.
        is_prefix: bool,
    },
    /// Any note.
    ANote,
    /// A note with these words.
    Note {
        /// The words.
        words: String,
        /// Whether the last may go on.
        is_prefix: bool,
    },
}

/// Words that stand next to each other somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where they are looked for.
    pub field: Field,
    /// Folded, one blank between them.
    pub words: String,
    /// The last word may go on.
    pub is_prefix: bool,
    /// They must not stand there.
    pub is_absent: bool,
    /// The words as they were typed, for showing where they stand.
    pub typed: String,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The headline or the text.
    Text,
    /// The headline.
    Headline,
    /// Quotations.
    Quote,
    /// Who is quoted: names and roles.
    Speaker,
    /// The agency or outlet.
    Source,
    /// The code of the language.
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
const TAG: &str = "tag";
const NOTE: &str = "note";

/// What `is:` can be followed by.
const STATES: [(&str, Asked); 5] = [
    ("unread", Asked::Mark(Mark::Read, false)),
    ("read", Asked::Mark(Mark::Read, true)),
    ("starred", Asked::Mark(Mark::Starred, true)),
    ("tagged", Asked::Written(Written::ATag)),
    ("noted", Asked::Written(Written::ANote)),
];

/// What a state asks for.
enum Asked {
    /// A mark, and whether it stands.
    Mark(Mark, bool),
    Written(Written),
}

impl Query {
    /// Reads what was typed.
    ///
    /// # Errors
    /// The first thing that cannot be understood.
    ///
    /// ```
    /// use kilas::{app::mistake::Wrong, query::Query};
    /// assert!(Query::parse("speaker:rahma -banjir is:unread").is_ok());
    /// let mistake = Query::parse("beras spaker:rahma").unwrap_err();
    /// assert_eq!((mistake.column, mistake.wrong), (7, Wrong::FieldMisspelt));
    /// assert_eq!(mistake.instead, "speaker");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mut query = Self::default();
        for piece in pieces(text) {
            query.take(&piece).map_err(|Fault { at, wrong, typed, instead }| {
                let column = 1 + text.get(..at).unwrap_or_default().chars().count();
                Mistake { column, wrong, typed, instead }
            })?;
        }
        Ok(query)
    }

    /// How a text can be understood while it is still being typed, the likeliest first: its last word may go on, and it
    /// may be the beginning of something else than a word.
    ///
    /// ```
    /// use kilas::query::Query;
    /// assert_eq!(Query::begun("beras har"), ["beras har*", "beras har", "beras"]);
    /// assert_eq!(Query::begun("after:2024"), ["after:2024"]);
    /// ```
    pub fn begun(text: &str) -> Vec<String> {
        let goes_on = format!("{text}*");
        let may_go_on = text.ends_with(char::is_alphanumeric)
            // Behind a day or a state a star says nothing.
            && Self::parse(&goes_on).is_ok_and(|more| Self::parse(text) != Ok(more));
        let before = text.rsplit_once(' ').map(|(before, _)| before.to_owned());
        may_go_on.then_some(goes_on).into_iter().chain([text.to_owned()]).chain(before).collect()
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The words that must stand there whole, folded.
    pub fn whole_words(&self) -> impl Iterator<Item = &str> {
        let wanted = self.terms.iter().filter(|term| !term.is_absent && !term.is_prefix);
        wanted.flat_map(|term| term.words.split(' '))
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

    fn take(&mut self, piece: &Piece<'_>) -> Result<(), Fault> {
        let Some(name) = piece.field else {
            self.terms.extend(some_words(piece)?.map(|words| piece.term(Field::Text, words)));
            return Ok(());
        };
        let lower = name.to_lowercase();
        if let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == lower) {
            self.terms.extend(some_words(piece)?.map(|words| piece.term(*field, words)));
            return Ok(());
        }
        let is_prefix = piece.is_prefix;
        match lower.as_str() {
            AFTER => self.after = Some(day(piece)?),
            BEFORE => self.before = Some(day(piece)?),
            TAG => {
                let tag = some_words(piece)?.map(|words| Written::Tag { words, is_prefix });
                self.written.extend(tag.map(|tag| (tag, !piece.is_absent)));
            }
            NOTE => {
                let note = some_words(piece)?.map(|words| Written::Note { words, is_prefix });
                self.written.extend(note.map(|note| (note, !piece.is_absent)));
            }
            IS => match state(piece)? {
                Asked::Mark(mark, is_set) => self.marks.push((mark, is_set != piece.is_absent)),
                Asked::Written(written) => self.written.push((written, !piece.is_absent)),
            },
            _ => {
                let known = FIELDS.iter().map(|(name, _)| *name).chain([AFTER, BEFORE, IS, TAG, NOTE]);
                let (wrong, instead) = match nearest(&lower, known.clone()) {
                    Some(near) => (Wrong::FieldMisspelt, near.to_owned()),
                    None => (Wrong::NoSuchField, known.collect::<Vec<_>>().join(", ")),
                };
                return Err(Fault { at: piece.start, wrong, typed: name.to_owned(), instead });
            }
        }
        Ok(())
    }
}

/// What is wrong, and the byte it stands at.
struct Fault {
    at: usize,
    wrong: Wrong,
    typed: String,
    instead: String,
}

/// The words of a part, folded. Marks alone are no words: `–` between two of them says nothing, and behind a field they
/// are a mistake.
fn some_words(piece: &Piece<'_>) -> Result<Option<String>, Fault> {
    let words = folded(piece.value);
    match piece.field {
        Some(name) if words.is_empty() => {
            let (typed, instead) = (name.to_owned(), String::new());
            Err(Fault { at: piece.value_at, wrong: Wrong::NoWord, typed, instead })
        }
        _ => Ok(Some(words).filter(|words| !words.is_empty())),
    }
}

fn state(piece: &Piece<'_>) -> Result<Asked, Fault> {
    let value = piece.value.to_lowercase();
    let known = || STATES.iter().map(|(name, _)| *name);
    let state = STATES.into_iter().find(|(known, _)| *known == value);
    state.map(|(_, asked)| asked).ok_or_else(|| {
        let (wrong, instead) = match nearest(&value, known()) {
            Some(near) => (Wrong::StateMisspelt, near.to_owned()),
            None => (Wrong::NoSuchState, known().collect::<Vec<_>>().join(", ")),
        };
        Fault { at: piece.value_at, wrong, typed: value.clone(), instead }
    })
}

fn day(piece: &Piece<'_>) -> Result<Day, Fault> {
    let fault = |at, wrong| {
        let typed = piece.field.unwrap_or_default().to_owned();
        Fault { at, wrong, typed, instead: String::new() }
    };
    if piece.is_absent {
        return Err(fault(piece.start, Wrong::AbsentDay));
    }
    Day::parse(piece.value).ok_or_else(|| fault(piece.value_at, Wrong::NoDay))
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

impl Piece<'_> {
    fn term(&self, field: Field, words: String) -> Term {
        let Self { is_prefix, is_absent, value, .. } = *self;
        Term { field, words, is_prefix, is_absent, typed: value.to_owned() }
    }
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
        let query = Query::parse(text).unwrap_or_else(|mistake| panic!("{text}: {mistake:?}"));
        let term = |term: &Term| {
            let (absent, prefix) = (if term.is_absent { "-" } else { "" }, if term.is_prefix { "*" } else { "" });
            format!("{absent}{:?}:{}{prefix}", term.field, term.words)
        };
        let mut parts: Vec<String> = query.terms.iter().map(term).collect();
        let day = |day: Day| match day {
            Day::Of(date) => date.to_string(),
            Day::Ago(days) => format!("{days} days ago"),
        };
        parts.extend(query.after.map(|after| format!("after {}", day(after))));
        parts.extend(query.before.map(|before| format!("before {}", day(before))));
        parts.extend(query.marks.iter().map(|(mark, is_set)| format!("{mark:?}={is_set}")));
        parts.extend(query.written.iter().map(|(written, is_there)| format!("{written:?}={is_there}")));
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
            ("after:2w before:yesterday", "after 14 days ago, before 1 days ago"),
            ("is:unread -is:starred is:read", "Read=false, Starred=false, Read=true"),
            (
                "tag:Tanggul-Laut -tag:ban*",
                "Tag { words: \"tanggul laut\", is_prefix: false }=true, Tag { words: \"ban\", is_prefix: true }=false",
            ),
            (
                "note:\"periksa angka\" is:noted -is:tagged",
                "Note { words: \"periksa angka\", is_prefix: false }=true, ANote=true, ATag=false",
            ),
            ("école Über", "Text:ecole, Text:uber"),
            ("— … !", ""),
        ] {
            assert_eq!(understood(text), means, "{text}");
        }
    }

    #[test]
    fn a_mistake_is_known_with_its_place_and_what_would_be_understood() {
        for (text, column, wrong, typed, instead) in [
            ("spaker:a", 1, Wrong::FieldMisspelt, "spaker", "speaker"),
            (
                "é xyzzy:a",
                3,
                Wrong::NoSuchField,
                "xyzzy",
                "headline, quote, speaker, source, lang, after, before, is, tag, note",
            ),
            ("beras speaker:", 15, Wrong::NoWord, "speaker", ""),
            ("tag:", 5, Wrong::NoWord, "tag", ""),
            ("after:juli", 7, Wrong::NoDay, "after", ""),
            ("before:2024-13", 8, Wrong::NoDay, "before", ""),
            ("-after:2024", 1, Wrong::AbsentDay, "after", ""),
            ("is:unred", 4, Wrong::StateMisspelt, "unred", "unread"),
            ("is:new", 4, Wrong::NoSuchState, "new", "unread, read, starred, tagged, noted"),
        ] {
            let mistake = Mistake { column, wrong, typed: typed.to_owned(), instead: instead.to_owned() };
            assert_eq!(Query::parse(text), Err(mistake), "{text}");
        }
    }
}

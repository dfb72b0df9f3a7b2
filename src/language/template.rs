//! Forms of dates as a pack writes them — `{weekday} ({day}/{month})` — compiled, and held against a text.
//!
//! Invariant: a match begins and ends where a word does, and its fields are within their calendar range. A form that
//! names an unknown field is an error that tells the nearest one. Absent on purpose: repetition and choice; another
//! way to write a date is another form.

use super::calendar::{Calendar, Opening};
use super::fault::nearest;

/// What a form has between braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Weekday,
    Day,
    Month,
    MonthName,
    Year,
    Count,
}

const FIELDS: [(&str, Field); 6] = [
    ("weekday", Field::Weekday),
    ("day", Field::Day),
    ("month", Field::Month),
    ("month_name", Field::MonthName),
    ("year", Field::Year),
    ("count", Field::Count),
];

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Field(Field),
    /// One blank or more.
    Blank,
    /// Blanks or none: beside a bracket writers drop them, `Rabu(13/4)`.
    Gap,
    /// Folded words or signs.
    Text(String),
}

/// A form, compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    opens: Opens,
    parts: Vec<Part>,
}

/// What a form begins with, beside it in memory: most forms are passed over by this alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opens {
    Field(Field),
    Letter(char),
    Blank,
}

/// What a text has in the places of the fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Monday is 0.
    pub weekday: Option<i8>,
    /// 1 to 31.
    pub day: Option<i8>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// Four digits.
    pub year: Option<i16>,
    /// How many days, up to two digits or a word.
    pub count: Option<i8>,
}

impl Template {
    /// Compiles a form.
    ///
    /// # Errors
    /// What is wrong with it: an unknown field, with the nearest name, or a brace that does not close.
    ///
    /// ```
    /// use kilas::language::template::Template;
    /// assert!(Template::parse("{weekday} ({day}/{month})").is_ok());
    /// assert_eq!(Template::parse("{wekday}").unwrap_err(), "unknown field `{wekday}`; did you mean `{weekday}`?");
    /// ```
    pub fn parse(form: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = form;
        while let Some(first) = rest.chars().next() {
            if first == '{' {
                let (name, behind) =
                    rest[1..].split_once('}').ok_or(format!("`{form}` opens a brace and closes none"))?;
                parts.push(Part::Field(field(name)?));
                rest = behind;
            } else if first == ' ' {
                let behind = rest.trim_start();
                parts.push(if behind.starts_with('(') { Part::Gap } else { Part::Blank });
                rest = behind;
            } else {
                let end = rest.find(['{', ' ']).unwrap_or(rest.len());
                parts.push(Part::Text(rest[..end].to_lowercase()));
                rest = &rest[end..];
            }
        }
        let opens = match parts.first().ok_or("an empty form")? {
            Part::Field(field) => Opens::Field(*field),
            Part::Text(text) => text.chars().next().map_or(Opens::Blank, Opens::Letter),
            Part::Blank | Part::Gap => Opens::Blank,
        };
        Ok(Self { opens, parts })
    }

    /// Whether something of this form can begin with a digit, or with anything else.
    pub(super) fn may_open(&self, by_digit: bool) -> bool {
        match self.opens {
            Opens::Field(Field::Day | Field::Month | Field::Year) => by_digit,
            Opens::Field(Field::Weekday | Field::MonthName) => !by_digit,
            Opens::Letter(letter) => letter.is_ascii_digit() == by_digit,
            Opens::Field(Field::Count) | Opens::Blank => true,
        }
    }

    /// Whether something of this form can begin so: cheap, and wrong only by saying yes.
    pub(super) fn may_begin(&self, Opening { first, digits, weekday, month, count }: Opening) -> bool {
        match self.opens {
            Opens::Field(Field::Day | Field::Month) => matches!(digits, 1..=2),
            Opens::Field(Field::Year) => digits == 4,
            Opens::Field(Field::Count) => count,
            Opens::Field(Field::Weekday) => weekday.is_some(),
            Opens::Field(Field::MonthName) => month.is_some(),
            Opens::Letter(letter) => !first.is_ascii() || letter == first.to_ascii_lowercase(),
            Opens::Blank => true,
        }
    }

    /// Holds the form against `text`, which begins so from `at` on: the byte after the match, and the fields.
    pub(super) fn read(&self, text: &str, at: usize, calendar: &Calendar, opening: Opening) -> Option<(usize, Fields)> {
        let mut fields = Fields::default();
        let mut rest = text.get(at..)?;
        for (position, part) in self.parts.iter().enumerate() {
            rest = match part {
                Part::Field(Field::Weekday) if position == 0 => {
                    let (weekday, length) = opening.weekday?;
                    fields.weekday = Some(weekday);
                    rest.get(length..)?
                }
                Part::Field(Field::MonthName) if position == 0 => {
                    let (month, length) = opening.month?;
                    fields.month = Some(month);
                    rest.get(length..)?
                }
                Part::Blank => rest.strip_prefix(' ')?.trim_start_matches(' '),
                Part::Gap => rest.trim_start_matches(' '),
                Part::Text(wanted) => behind(rest, wanted)?,
                Part::Field(field) => fields.take(*field, rest, calendar)?,
            };
        }
        (!rest.starts_with(char::is_alphanumeric)).then_some((text.len() - rest.len(), fields))
    }
}

impl Fields {
    /// Reads a field from the beginning of `rest`; what stands behind it.
    fn take<'a>(&mut self, field: Field, rest: &'a str, calendar: &Calendar) -> Option<&'a str> {
        match field {
            Field::Weekday => {
                let (weekday, behind) = calendar.weekday(rest)?;
                self.weekday = Some(weekday);
                Some(behind)
            }
            Field::MonthName => {
                let (month, behind) = calendar.month(rest)?;
                self.month = Some(month);
                Some(behind)
            }
            Field::Day => {
                let (day, behind) = number(rest, 1..=2)?;
                self.day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day));
                self.day.map(|_| calendar.behind_ordinal(behind))
            }
            Field::Month => {
                let (month, behind) = number(rest, 1..=2)?;
                self.month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month));
                self.month.map(|_| behind)
            }
            Field::Count => {
                let (count, behind) = calendar.count(rest)?;
                self.count = Some(count);
                Some(behind)
            }
            Field::Year => {
                let (year, behind) = number(rest, 4..=4)?;
                self.year = Some(year);
                Some(behind)
            }
        }
    }
}

fn field(name: &str) -> Result<Field, String> {
    if let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == name) {
        return Ok(*field);
    }
    Err(match nearest(name, FIELDS.iter().map(|(known, _)| *known)) {
        Some(near) => format!("unknown field `{{{name}}}`; did you mean `{{{near}}}`?"),
        None => format!("unknown field `{{{name}}}`"),
    })
}

/// A number of as many digits as `digits` allows, and what stands behind it.
pub(super) fn number(rest: &str, digits: std::ops::RangeInclusive<usize>) -> Option<(i16, &str)> {
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = digits.contains(&length).then(|| rest[..length].parse().ok())??;
    Some((number, &rest[length..]))
}

/// What stands behind `wanted`, which is folded, at the beginning of `rest`.
fn behind<'a>(rest: &'a str, wanted: &str) -> Option<&'a str> {
    let mut chars = rest.chars();
    for want in wanted.chars() {
        let c = chars.next()?;
        if c != want && !c.to_lowercase().eq([want]) {
            return None;
        }
    }
    Some(chars.as_str())
}

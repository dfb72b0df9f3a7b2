//! Forms of dates as a pack writes them — `{weekday} ({day}/{month})` — compiled, and held against a text.
//!
//! They are one tree: what several forms begin with is read once. Invariant: of all forms that fit the longest is read,
//! of two as long the later; a match begins and ends where a word does, and its fields are within their calendar range.
//! A form that names an unknown field is an error that tells the nearest one. Absent on purpose: repetition and choice;
//! another way to write a date is another form.

use super::calendar::{Calendar, Found, Meaning};
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

/// The forms of a language.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// What a form may begin with.
    steps: Vec<Step>,
    /// How many forms there are.
    count: usize,
}

/// A part of some forms that begin alike, and what may follow.
#[derive(Clone, Debug)]
struct Step {
    part: Part,
    /// The form that is over here, by its place among all, and how it tells a day.
    over: Option<(usize, Meaning)>,
    next: Vec<Step>,
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

impl Forms {
    /// Adds a form, which tells a day as `meaning` says.
    ///
    /// # Errors
    /// What is wrong with it: an unknown field, with the nearest name, or a brace that does not close.
    ///
    /// ```
    /// use kilas::language::{calendar::Meaning, template::Forms};
    /// let mut forms = Forms::default();
    /// assert!(forms.add("{weekday} ({day}/{month})", Meaning::Named).is_ok());
    /// let fault = forms.add("{wekday}", Meaning::Named).unwrap_err();
    /// assert_eq!(fault, "unknown field `{wekday}`; did you mean `{weekday}`?");
    /// ```
    pub fn add(&mut self, form: &str, meaning: Meaning) -> Result<(), String> {
        let parts = parts(form)?;
        let (last, before) = parts.split_last().ok_or("an empty form")?;
        let steps = before.iter().fold(&mut self.steps, |steps, part| &mut step(steps, part).next);
        step(steps, last).over = Some((self.count, meaning));
        self.count += 1;
        Ok(())
    }

    /// The longest date that begins at the byte `at`.
    pub(super) fn read(&self, text: &str, at: usize, calendar: &Calendar) -> Option<Found> {
        let mut best = None;
        read(&self.steps, text.get(at..)?, Fields::default(), calendar, &mut best);
        best.map(|(left, _, fields, meaning)| Found { end: text.len() - left, fields, meaning })
    }
}

/// Bytes left behind a date, the place of its form, its fields and how they tell the day.
type Match = (usize, usize, Fields, Meaning);

/// Holds all forms that go on with one of `steps` against `rest`; `fields` were read before it.
fn read(steps: &[Step], rest: &str, fields: Fields, calendar: &Calendar, best: &mut Option<Match>) {
    for Step { part, over, next } in steps {
        let mut fields = fields;
        let Some(rest) = part.behind(rest, &mut fields, calendar) else { continue };
        if let Some((place, meaning)) = *over
            && !rest.starts_with(char::is_alphanumeric)
            && best.is_none_or(|(left, other, ..)| (rest.len(), other) < (left, place))
        {
            *best = Some((rest.len(), place, fields, meaning));
        }
        read(next, rest, fields, calendar, best);
    }
}

/// The step of a part among `steps`, a new one where none is.
fn step<'a>(steps: &'a mut Vec<Step>, part: &Part) -> &'a mut Step {
    let at = steps.iter().position(|step| step.part == *part).unwrap_or(steps.len());
    if at == steps.len() {
        steps.push(Step { part: part.clone(), over: None, next: Vec::new() });
    }
    &mut steps[at]
}

/// What a form consists of.
fn parts(form: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = form;
    while let Some(first) = rest.chars().next() {
        if first == '{' {
            let (name, behind) = rest[1..].split_once('}').ok_or(format!("`{form}` opens a brace and closes none"))?;
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
    Ok(parts)
}

impl Part {
    /// What stands behind this part at the beginning of `rest`; a field is put down in `fields`.
    fn behind<'a>(&self, rest: &'a str, fields: &mut Fields, calendar: &Calendar) -> Option<&'a str> {
        match self {
            Self::Blank => Some(rest.strip_prefix(' ')?.trim_start_matches(' ')),
            Self::Gap => Some(rest.trim_start_matches(' ')),
            Self::Text(wanted) => behind(rest, wanted),
            Self::Field(field) => fields.take(*field, rest, calendar),
        }
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
        let folded = if c.is_ascii() { c.to_ascii_lowercase() == want } else { c.to_lowercase().eq([want]) };
        if !folded {
            return None;
        }
    }
    Some(chars.as_str())
}

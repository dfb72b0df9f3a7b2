//! Days as they are typed: one of the calendar, or so long ago.
//!
//! Invariant: what is so long ago is reckoned when it is asked for, so that a search that is kept means the same
//! tomorrow. Absent on purpose: a clock.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// Days that are further back than anything that can be dated.
const EVER: u32 = 365 * 4_000;

/// The names of days that are not reckoned, with how many days ago each is.
const NAMES: [(&str, u32); 2] = [("today", 0), ("yesterday", 1)];

/// A day that stories are asked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// One of the calendar.
    Of(Date),
    /// So many days before the one that it is.
    Ago(u32),
}

impl Day {
    /// Reads a day of the calendar, or the first of a month or a year; how long ago (`7d`, `2w`, `1y`); or one that has
    /// a name. None where it is no day.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use kilas::query::day::Day;
    /// assert_eq!(Day::parse("2024-07"), Some(Day::Of(date(2024, 7, 1))));
    /// assert_eq!(Day::parse("2w"), Some(Day::Ago(14)));
    /// assert_eq!(Day::parse("yesterday"), Some(Day::Ago(1)));
    /// assert_eq!(Day::parse("July"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        if let Some((_, days)) = NAMES.iter().find(|(name, _)| *name == lower) {
            return Some(Self::Ago(*days));
        }
        let full = match text.len() {
            4 if text.bytes().all(|byte| byte.is_ascii_digit()) => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        full.parse().ok().map(Self::Of).or_else(|| age(text).map(Self::Ago))
    }

    /// The day that is meant where it is `today`.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use kilas::query::day::Day;
    /// assert_eq!(Day::Ago(7).on(date(2024, 7, 5)), date(2024, 6, 28));
    /// ```
    pub fn on(self, today: Date) -> Date {
        match self {
            Self::Of(date) => date,
            Self::Ago(days) => today.saturating_sub(i64::from(days).days()),
        }
    }
}

/// An age in days: `90d`, `12w`, `2y`, a year having 365. None where it is none; what is older than anything that can
/// be dated is four thousand years old.
pub fn age(text: &str) -> Option<u32> {
    let unit = text.chars().last()?;
    let days = match unit {
        'd' => 1,
        'w' => 7,
        'y' => 365,
        _ => return None,
    };
    let count = &text[..text.len() - 1];
    // A sign is none of an age, though a number may have one.
    let count: u32 = count.starts_with(|c: char| c.is_ascii_digit()).then(|| count.parse().ok())??;
    Some(count.saturating_mul(days).min(EVER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read() {
        for (text, days) in [("90d", 90), ("2y", 730), ("0d", 0), ("12w", 84), ("4000000000y", EVER)] {
            assert_eq!(age(text), Some(days), "{text}");
        }
        for text in ["", "90", "d", "-1d", "+1d", "3 d", "3é", "99999999999d"] {
            assert_eq!(age(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_four_or_seven_letters_long_is_a_day_too() {
        assert_eq!(Day::parse("900d"), Some(Day::Ago(900)));
        assert_eq!(Day::parse("100000d"), Some(Day::Ago(100_000)));
        assert_eq!(Day::parse("TODAY"), Some(Day::Ago(0)));
        assert_eq!(Day::Ago(EVER).on(Date::MIN), Date::MIN, "there is no day before the first");
    }
}

//! `kilas prune`: old stories out of the archive.

use std::process::ExitCode;

use jiff::{SignedDuration, Timestamp};

use super::arguments::Prune;
use super::say;
use super::sheet::{Cell, Layout, Sheet};
use super::stored::{Done, opened, written};
use crate::archive::Trouble;

pub(super) fn run(options: &Prune) -> Done {
    let mut archive = opened(&options.place)?;
    if let Some(reason) = &archive.read_only {
        return Err(Trouble::ReadOnly(archive.path().to_owned(), reason.clone()).to_string());
    }
    let before = Timestamp::now() - options.older_than.0;
    let pruned = archive.prune(before.as_second()).map_err(|trouble| trouble.to_string())?;
    if options.format == Layout::Table {
        say(format!("{pruned} taken out"));
        return Ok(ExitCode::SUCCESS);
    }
    let counts = [pruned, archive.totals().stories].map(|count| Cell::Number(count as i64));
    let sheet = Sheet::printed(options.format, &[("taken_out", 0), ("left", 0)]);
    written(sheet.and_then(|mut sheet| {
        sheet.row(&counts)?;
        sheet.end()
    }))
}

/// How old a story is at least: `90d`, `12w`, `2y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Age(SignedDuration);

impl std::str::FromStr for Age {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let error = || "expected days, weeks or years, as 90d, 12w or 2y".to_owned();
        let unit = text.chars().last().ok_or_else(error)?;
        let days = match unit {
            'd' => 1,
            'w' => 7,
            'y' => 365,
            _ => return Err(error()),
        };
        let count: u32 = text[..text.len() - 1].parse().map_err(|_| error())?;
        // Older than anything that can be dated is nothing.
        let hours = i64::from(count).saturating_mul(24 * days).min(24 * 365 * 4_000);
        Ok(Self(SignedDuration::from_hours(hours)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read() {
        assert_eq!("90d".parse(), Ok(Age(SignedDuration::from_hours(90 * 24))));
        assert_eq!("2y".parse(), Ok(Age(SignedDuration::from_hours(730 * 24))));
        for text in ["", "90", "d", "-1d", "3 d", "3é"] {
            assert!(text.parse::<Age>().is_err(), "{text}");
        }
    }
}

//! `kilas prune`: old stories out of the archive.

use std::process::ExitCode;

use jiff::{SignedDuration, Timestamp};

use super::arguments::Prune;
use super::say;
use super::sheet::{Cell, Layout, Sheet};
use super::stored::{Done, opened, written};
use crate::archive::Trouble;
use crate::query::day::age;

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
        let days = age(text).ok_or("expected days, weeks or years, as 90d, 12w or 2y")?;
        Ok(Self(SignedDuration::from_hours(i64::from(days) * 24)))
    }
}

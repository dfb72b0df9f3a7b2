//! The day it is where the reader is.
//!
//! Invariant: plain data, which comes as a message. Absent on purpose: a clock.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::article::Published;

/// The reader's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub date: Date,
    /// The offset of the reader's clock from UTC.
    pub offset: Offset,
}

impl Today {
    /// The time of today at which something was published: by the reader's clock, since most feeds give it in UTC, and as
    /// it was given where its offset is not known. None on another day, by either clock.
    ///
    /// ```
    /// use jiff::{civil::{date, time}, tz::offset};
    /// use kilas::app::today::Today;
    /// let today = Today { date: date(2026, 11, 28), offset: offset(7) };
    /// let clock = |published: &str| today.clock(&published.parse().unwrap());
    /// assert_eq!(clock("2026-11-28T02:41:00Z"), Some(time(9, 41, 0, 0)));
    /// assert_eq!(clock("2026-11-28T09:41:00"), Some(time(9, 41, 0, 0)));
    /// assert_eq!(clock("2026-11-28T18:30:00Z"), None, "tomorrow here");
    /// assert_eq!(clock("2026-11-27T18:30:00Z"), None, "yesterday there");
    /// assert_eq!(clock("2026-11-28"), None);
    /// ```
    pub fn clock(&self, published: &Published) -> Option<Time> {
        let there = published.date.to_datetime(published.time?);
        let here = match published.offset {
            Some(offset) => self.offset.to_datetime(offset.to_timestamp(there).ok()?),
            None => there,
        };
        (published.date == self.date && here.date() == self.date).then(|| here.time())
    }
}

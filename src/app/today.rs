//! The day it is where the reader is, and what the reader's clock says of other moments.
//!
//! Invariant: plain data, which comes as a message. Absent on purpose: a clock.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::article::Published;

/// The reader's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub date: Date,
    /// What the reader's clock goes by.
    pub zone: TimeZone,
}

impl Today {
    /// The day of a moment.
    pub fn at(moment: Timestamp, zone: TimeZone) -> Self {
        Self { date: zone.to_datetime(moment).date(), zone }
    }

    /// Whether it is still this day at a moment.
    pub fn lasts(&self, moment: Timestamp) -> bool {
        self.zone.to_datetime(moment).date() == self.date
    }

    /// The same moment by the reader's clock, since most feeds give theirs in UTC, whose day is another one for hours:
    /// where no time was given or its offset is not known, as it was given.
    ///
    /// ```
    /// use jiff::{civil::date, tz::{offset, TimeZone}};
    /// use kilas::app::today::Today;
    /// let today = Today { date: date(2026, 11, 28), zone: TimeZone::fixed(offset(7)) };
    /// let here = |published: &str| today.here(published.parse().unwrap()).to_string();
    /// assert_eq!(here("2026-11-27T23:30:00Z"), "2026-11-28T06:30:00+07:00");
    /// assert_eq!(here("2026-11-27T23:30:00"), "2026-11-27T23:30:00");
    /// assert_eq!(here("2026-11-27"), "2026-11-27");
    /// ```
    pub fn here(&self, published: Published) -> Published {
        let moment = || published.offset?.to_timestamp(published.date.to_datetime(published.time?)).ok();
        moment().map_or(published, |moment| {
            let offset = self.zone.to_offset(moment);
            let here = offset.to_datetime(moment);
            Published { date: here.date(), time: Some(here.time()), offset: Some(offset) }
        })
    }

    /// The time of today at which something was published.
    ///
    /// ```
    /// use jiff::{civil::{date, time}, tz::{offset, TimeZone}};
    /// use kilas::app::today::Today;
    /// let today = Today { date: date(2026, 11, 28), zone: TimeZone::fixed(offset(7)) };
    /// let clock = |published: &str| today.clock(published.parse().unwrap());
    /// assert_eq!(clock("2026-11-28T02:41:00Z"), Some(time(9, 41, 0, 0)));
    /// assert_eq!(clock("2026-11-27T23:30:00Z"), Some(time(6, 30, 0, 0)), "yesterday there");
    /// assert_eq!(clock("2026-11-28T18:30:00Z"), None, "tomorrow here");
    /// assert_eq!(clock("2026-11-28T09:41:00"), Some(time(9, 41, 0, 0)));
    /// assert_eq!(clock("2026-11-28"), None);
    /// ```
    pub fn clock(&self, published: Published) -> Option<Time> {
        let here = self.here(published);
        here.time.filter(|_| here.date == self.date)
    }
}

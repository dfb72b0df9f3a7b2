//! Moments as they are written: ISO 8601, and RFC 822 with the mistakes that are made in it.
//!
//! Invariant: a day that was not written is never made up: what has no day, month and year is no moment. Absent on
//! purpose: the months of any language. RFC 822 names them by three English letters, and so are they known.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::article::Published;

/// Months as RFC 822 names them, by their place in the year.
const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
/// Zones that are written by name, and their minutes east of Greenwich.
const ZONES: [(&str, i32); 25] = [
    ("gmt", 0),
    ("ut", 0),
    ("utc", 0),
    ("z", 0),
    ("wet", 0),
    ("bst", 60),
    ("cet", 60),
    ("west", 60),
    ("cest", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("wib", 420),
    ("wita", 480),
    ("wit", 540),
    ("jst", 540),
    ("aest", 600),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];
/// Seconds since 1970 that a bare number may be: from 1990 to 2100; in milliseconds a thousand times as many.
const SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// The moment that `text` writes.
///
/// `Fri, 5 Jul 24 9:30 EST` has neither a full year nor seconds, and is one all the same.
pub(super) fn published(text: &str) -> Option<Published> {
    let text = text.trim();
    text.parse().ok().or_else(|| by_words(text)).or_else(|| by_number(text))
}

/// Day, month, year, time and zone by what each looks like.
fn by_words(text: &str) -> Option<Published> {
    let (mut day, mut month, mut year) = (None, None, None);
    let (mut time, mut is_afternoon, mut offset) = (None, None, None);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')')).filter(|word| !word.is_empty())
    {
        let number = word.parse::<i16>().ok().filter(|_| word.bytes().all(|byte| byte.is_ascii_digit()));
        if word.contains(':') && time.is_none() {
            let (clock, behind) =
                word.split_at(word.find(|c| !matches!(c, '0'..='9' | ':' | '.')).unwrap_or(word.len()));
            time = Some(clock_time(clock)?);
            is_afternoon = afternoon(behind);
            offset = offset.or_else(|| zone_offset(behind));
        } else if let Some(number) = number {
            match (day, year) {
                (None, _) if word.len() <= 2 => day = Some(number as i8),
                (_, None) if word.len() == 4 => year = Some(number),
                // RFC 822 wrote years with two digits; RFC 2822 says which century they are of.
                (Some(_), None) if word.len() == 2 => year = Some(number + if number < 50 { 2000 } else { 1900 }),
                _ => {}
            }
        } else if let Some(date) = dashed(word).filter(|_| day.is_none() && month.is_none()) {
            (day, month, year) = (Some(date.day()), Some(date.month()), Some(date.year()));
        } else if month.is_none() && month_of(word).is_some() {
            month = month_of(word);
        } else if time.is_some() {
            is_afternoon = is_afternoon.or_else(|| afternoon(word));
            offset = offset.or_else(|| zone_offset(word));
        }
    }
    let date = Date::new(year?, month?, day?).ok()?;
    let time = match (time, is_afternoon) {
        (Some(time), Some(is_afternoon)) if (1..=12).contains(&time.hour()) => {
            time.with().hour(time.hour() % 12 + if is_afternoon { 12 } else { 0 }).build().ok()
        }
        (time, _) => time,
    };
    Some(Published { date, time, offset })
}

/// Which half of the day a clock of twelve hours tells: `AM`, `pm`, `p.m.`.
fn afternoon(word: &str) -> Option<bool> {
    match &*word.replace('.', "").to_ascii_lowercase() {
        "am" => Some(false),
        "pm" => Some(true),
        _ => None,
    }
}

/// `2024-07-05`, `2024/07/05`, `05-Jul-2024`.
fn dashed(word: &str) -> Option<Date> {
    let mut parts = word.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str| part.parse::<i16>().ok().filter(|number| *number >= 0);
    let small = |part: &str| part.parse::<i8>().ok().filter(|number| *number >= 0);
    let month = small(second).or_else(|| month_of(second))?;
    // Of two numbers nobody knows which is the month; a year in front or a month in letters tells.
    let date = match (first.len(), number(second)) {
        (4, _) => Date::new(number(first)?, month, small(third)?),
        (_, None) if third.len() == 4 => Date::new(number(third)?, month, small(first)?),
        _ => return None,
    };
    date.ok()
}

fn month_of(word: &str) -> Option<i8> {
    let letters = word.get(..3).filter(|_| word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.'))?;
    let at = MONTHS.find(&letters.to_ascii_lowercase())?;
    (at % 3 == 0).then_some(at as i8 / 3 + 1)
}

/// `9:30`, `09:30:15`, `09:30:15.123`.
fn clock_time(clock: &str) -> Option<Time> {
    let mut parts = clock.split(':').map(|part| part.split('.').next()?.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    // A leap second, which RFC 822 allows, is the one before.
    let second = parts.next().flatten().unwrap_or_default().min(59);
    Time::new(hour, minute, second, 0).ok()
}

/// `+0700`, `+07:00`, `-5`, `GMT`, `GMT+7`, `WIB`.
fn zone_offset(zone: &str) -> Option<Offset> {
    let letters = zone.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    let named = ZONES.iter().find(|(name, _)| zone.eq_ignore_ascii_case(name)).map(|(_, minutes)| *minutes);
    let minutes = match named {
        Some(minutes) => minutes,
        None if letters.is_empty() || letters.eq_ignore_ascii_case("gmt") || letters.eq_ignore_ascii_case("utc") => {
            let number = &zone[letters.len()..];
            let sign = if number.starts_with('-') { -1 } else { 1 };
            let digits: String = number.strip_prefix(['+', '-'])?.chars().filter(|c| *c != ':').collect();
            let value: i32 = digits.parse().ok()?;
            sign * if digits.len() <= 2 { value * 60 } else { value / 100 * 60 + value % 100 }
        }
        None => return None,
    };
    Offset::from_seconds(minutes.checked_mul(60)?).ok()
}

/// Seconds or milliseconds since 1970, as some APIs send.
fn by_number(text: &str) -> Option<Published> {
    let number: i64 = text.parse().ok()?;
    let seconds = [number, number / 1000].into_iter().find(|seconds| SECONDS.contains(seconds))?;
    let moment = Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    Some(Published { date: moment.date(), time: Some(moment.time()), offset: Some(Offset::UTC) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_in_the_forms_in_use() {
        for (text, moment) in [
            ("2024-07-05", "2024-07-05"),
            ("2024-07-05T21:30:00+07:00", "2024-07-05T21:30:00+07:00"),
            ("2024-07-05T21:30:00+0700", "2024-07-05T21:30:00+07:00"),
            ("2024-07-05 21:30:00", "2024-07-05T21:30:00"),
            ("2024-07-05 21:30:00 +0700", "2024-07-05T21:30:00+07:00"),
            ("2024/07/05 21:30", "2024-07-05T21:30:00"),
            ("20240705T213000Z", "2024-07-05T21:30:00Z"),
            ("20240705T213000+0700", "2024-07-05T21:30:00+07:00"),
            ("Fri, 05 Jul 2024 21:30:00 +0700", "2024-07-05T21:30:00+07:00"),
            ("Fri, 5 Jul 2024 21:30:00 GMT", "2024-07-05T21:30:00Z"),
            ("Fri, 5 Jul 24 9:30 EST", "2024-07-05T09:30:00-05:00"),
            // The weekday is wrong and the month is written out.
            ("Monday, 05 July 2024 21:30:00 WIB", "2024-07-05T21:30:00+07:00"),
            ("Fri,05 Jul 2024 21:30:00 GMT+7", "2024-07-05T21:30:00+07:00"),
            ("5 JUL 2024 21:30:60 -0330", "2024-07-05T21:30:59-03:30"),
            ("05-Jul-2024", "2024-07-05"),
            ("Jul 5, 2024", "2024-07-05"),
            ("July 5, 2024 9:30", "2024-07-05T09:30:00"),
            ("July 5, 2024 9:30 PM EDT", "2024-07-05T21:30:00-04:00"),
            ("July 5, 2024 12:10 a.m.", "2024-07-05T00:10:00"),
            ("July 5, 2024 12:10pm", "2024-07-05T12:10:00"),
            ("July 5, 2024 21:30 PM", "2024-07-05T21:30:00"),
            ("July 5, 2024 9:30WIB", "2024-07-05T09:30:00+07:00"),
            ("1720189800", "2024-07-05T14:30:00Z"),
            ("1720189800000", "2024-07-05T14:30:00Z"),
        ] {
            assert_eq!(published(text).map(|p| p.to_string()).as_deref(), Some(moment), "{text}");
        }
    }

    #[test]
    fn what_writes_no_day_is_no_moment() {
        for text in
            ["", "today", "05/07/2024", "21:30", "Jul 2024", "32 Jul 2024", "7", "Fri, 31 Feb 2024 00:00:00 GMT"]
        {
            assert!(published(text).is_none(), "{text}");
        }
    }
}

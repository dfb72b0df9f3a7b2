//! The dates a text names, and the day each means.
//!
//! A form without a year takes it from the day of publication; where that is not known, from the whole dates of the
//! text, or from its weekday and the latest year the text names: `Jumat (5/7)` in a text that knows 2022 is in 2024,
//! the first year from then on in which 5 July is a Friday. Invariant: a day that cannot be told stays untold. Absent
//! on purpose: times of day, and stretches of time as such.

use jiff::civil::Date;

use super::briefing::DateMention;
use super::text::Text;
use super::text::token::{Shape, Token};
use crate::article::Span;
use crate::language::calendar::{Found, Meaning};
use crate::language::lexicon::class;
use crate::language::pack::Side;
use crate::language::template::Fields;

/// Words before a bare weekday among which one can tell that the day is still to come.
const BEFORE: usize = 14;
/// Days around the turn of a year within which a day without a year is taken to be the near one, not the far one.
const NEAR: i64 = 60;
/// Days ahead up to which the coming weekday is nearer than the one gone by: such a weekday by itself stays untold.
const NEARER_AHEAD: i64 = 3;
/// Years after the latest the text names in which a weekday may place a day: the pattern repeats after 5, 6 or 11.
const YEARS: i16 = 4;

/// The dates named in `body`, which was read into `text`, published on the day `published`.
pub(super) fn dates(body: &str, text: &Text<'_>, published: Option<Date>) -> Vec<DateMention> {
    let (tokens, calendar) = (&text.tokens, &text.language.calendar);
    let mut named: Vec<(usize, Found)> = Vec::new();
    let mut years = Vec::new();
    let mut end = 0;
    for at in text.hints(0..tokens.len()) {
        let token = &tokens[at];
        if (token.start as usize) < end || !may_begin(tokens, at) {
            continue;
        }
        if let Some(found) = calendar.read(body, token.start as usize) {
            end = found.end;
            named.push((at, found));
        } else if token.end - token.start == 4 && token.shape == Shape::Number {
            years.extend(token.span().of(body).parse::<i16>().ok().filter(|year| (1900..2100).contains(year)));
        }
    }
    let evidence = Evidence::new(&named, &years, published);
    let day = |at: usize, found: &Found| match found.meaning {
        Meaning::Named if found.fields.day.is_none() => {
            let untold = tokens[at.saturating_sub(BEFORE)..at].iter().rev().take_while(|token| !token.is_sign('.'));
            let coming = untold.clone().any(|token| calendar.is_future(text.words.hash(token.word)));
            if coming { None } else { evidence.weekday(found.fields.weekday?, Side::Past, true) }
        }
        Meaning::Named => evidence.day(found.fields),
        Meaning::Days(days) => {
            let days = i64::from(days) * i64::from(found.fields.count.unwrap_or(1));
            evidence.published.and_then(|day| shift(day, days))
        }
        Meaning::Weekday(side) => evidence.weekday(found.fields.weekday?, side, false),
        Meaning::Stretch => None,
    };
    let mention = |(at, found): &(usize, Found)| {
        let span = Span::new(tokens[*at].start as usize, found.end);
        DateMention { span, date: day(*at, found) }
    };
    named.iter().map(mention).collect()
}

/// Whether a date, or a year by itself, can begin with the token at `at`: cheap, and wrong only by saying yes.
fn may_begin(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.shape != Shape::Number {
        return token.is(class::WEEKDAY | class::MONTH | class::RELATIVE_DAY);
    }
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    if before.is_some_and(|before| before.is_sign('/') && !token.spaced) {
        return false;
    }
    match token.end - token.start {
        // `12.03.2024` is one number.
        4 | 8..=10 => true,
        1..=4 => {
            tokens[at + 1..].iter().take(2).any(|next| next.is(class::MONTH | class::RELATIVE_DAY) || next.is_sign('/'))
        }
        _ => false,
    }
}

/// What tells the year of a day that is named without one.
struct Evidence {
    published: Option<Date>,
    /// The latest whole date of the text.
    whole: Option<Date>,
    /// The latest year the text names.
    year: Option<i16>,
}

impl Evidence {
    fn new(named: &[(usize, Found)], years: &[i16], published: Option<Date>) -> Self {
        let whole = named.iter().filter_map(|(_, found)| whole(found.fields)).max();
        Self { published, whole, year: years.iter().copied().max() }
    }

    /// The day of these fields.
    fn day(&self, fields: Fields) -> Option<Date> {
        if fields.year.is_some() {
            return whole(fields);
        }
        let Some(month) = fields.month else { return self.of_month(fields) };
        let day = fields.day?;
        let in_year = |year: i16| Date::new(year, month, day).ok();
        let Some(weekday) = fields.weekday else {
            let anchor = self.published.or(self.whole)?;
            return nearest(anchor, in_year);
        };
        let fits = |date: &Date| date.weekday().to_monday_zero_offset() == weekday;
        if let Some(anchor) = self.published.or(self.whole) {
            let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
            return years.into_iter().filter_map(in_year).filter(fits).min_by_key(|date| apart(*date, anchor).abs());
        }
        let first = self.year?;
        (first..=first + YEARS).filter_map(in_year).find(fits)
    }

    /// `terça-feira (5)`: the nearest such day of this month or of those beside it.
    fn of_month(&self, fields: Fields) -> Option<Date> {
        let anchor = self.published?;
        let near = (-NEAR / 2..=NEAR / 2).filter_map(|days| shift(anchor, days));
        near.filter(|date| Some(date.day()) == fields.day)
            .filter(|date| fields.weekday == Some(date.weekday().to_monday_zero_offset()))
            .min_by_key(|date| apart(*date, anchor).abs())
    }

    /// The day of this weekday that is nearest to publication on one side.
    fn weekday(&self, weekday: i8, side: Side, today: bool) -> Option<Date> {
        let published = self.published?;
        let ahead = i64::from((weekday - published.weekday().to_monday_zero_offset()).rem_euclid(7));
        shift(
            published,
            match side {
                // `They meet Thursday`, written on a Wednesday: six days ago, or rather tomorrow.
                Side::Past if today && (1..=NEARER_AHEAD).contains(&ahead) => return None,
                Side::Past if ahead == 0 => {
                    if today {
                        0
                    } else {
                        -7
                    }
                }
                Side::Past => ahead - 7,
                Side::Future if ahead == 0 => 7,
                Side::Future => ahead,
            },
        )
    }
}

/// The day of fields that name a year; none where the weekday contradicts.
fn whole(fields: Fields) -> Option<Date> {
    let date = Date::new(fields.year?, fields.month?, fields.day?).ok()?;
    let fits = |weekday: i8| date.weekday().to_monday_zero_offset() == weekday;
    fields.weekday.is_none_or(fits).then_some(date)
}

/// The day in the year of `anchor`, or in the year beside it where that is much nearer.
fn nearest(anchor: Date, in_year: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let beside = [anchor.year() - 1, anchor.year() + 1].into_iter().filter_map(&in_year);
    let near = beside.filter(|date| apart(*date, anchor).abs() <= NEAR).min_by_key(|date| apart(*date, anchor).abs());
    let same = in_year(anchor.year());
    match (near, same) {
        (Some(near), Some(same)) if apart(same, anchor).abs() <= apart(near, anchor).abs() => Some(same),
        (Some(near), _) => Some(near),
        (None, same) => same,
    }
}

/// Days from `to` to `from`.
fn apart(from: Date, to: Date) -> i64 {
    from.duration_since(to).as_hours() / 24
}

fn shift(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::SignedDuration::from_hours(24 * days)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    #[test]
    fn days_are_resolved_or_stay_untold() {
        let languages = Languages::new();
        for (code, published, text, expected) in [
            ("id", "", "Jumat (5/7), perang sejak 2022.", "Jumat (5/7)=2024-07-05"),
            ("id", "", "Jumat (5/7) rapat digelar.", "Jumat (5/7)=?"),
            ("id", "2024-07-06", "Jumat (5/7), perang sejak 2014.", "Jumat (5/7)=2024-07-05"),
            ("id", "2026-01-03", "Pada 28 Desember hujan turun.", "28 Desember=2025-12-28"),
            (
                "id",
                "",
                "Senin (5/10/2020) dan Selasa (6/10).",
                "Senin (5/10/2020)=2020-10-05; Selasa (6/10)=2020-10-06",
            ),
            ("id", "", "Selasa (5/10/2020) keliru.", "Selasa (5/10/2020)=?"),
            ("id", "2026-05-02", "Ia tiba kemarin dan pulang minggu depan.", "kemarin=2026-05-01; minggu depan=?"),
            ("en", "2026-03-06", "The vote will be on Thursday.", "Thursday=?"),
            ("en", "2026-03-04", "They meet Thursday and met Monday.", "Thursday=?; Monday=2026-03-02"),
            ("en", "2026-03-06", "It closed last Friday.", "last Friday=2026-02-27"),
            ("en", "2026-03-06", "It opens next Monday.", "next Monday=2026-03-09"),
            ("en", "", "It closed yesterday.", "yesterday=?"),
            (
                "en",
                "2026-05-02",
                "He left two days ago, she 3 days ago.",
                "two days ago=2026-04-30; 3 days ago=2026-04-29",
            ),
            ("en", "2026-05-02", "Two of the 12 days were dry, 120 days ago.", ""),
            ("id", "", "Ia tiba dua hari yang lalu.", "dua hari yang lalu=?"),
            ("pt", "2024-03-06", "Abriu nesta terça-feira (5).", "terça-feira (5)=2024-03-05"),
            ("pt", "2024-03-06", "Abriu na terça-feira (7).", "terça-feira (7)=?"),
            ("en", "", "Page 3/4 of 5 in 2010.", ""),
        ] {
            let language = languages.get_or_neutral(code);
            let found = dates(text, &Text::new(text, language), published.parse().ok());
            let told = |date: &DateMention| {
                format!("{}={}", date.span.of(text), date.date.map_or("?".to_owned(), |date| date.to_string()))
            };
            assert_eq!(found.iter().map(told).collect::<Vec<_>>().join("; "), expected, "{text}");
        }
    }
}

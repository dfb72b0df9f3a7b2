//! What stands above a story that was copied from its page: lines of the page, the headline, the hour, who wrote it,
//! the words below a picture.
//!
//! Invariant: reads the first few paragraphs of a plain text, up to the one with which the story begins, and loses
//! none: what is no headline, hour or name is kept with the lines of the page. Absent on purpose: formats that name
//! these themselves.

use jiff::civil::Date;

use super::{boilerplate, dateline, headline, time};
use crate::article::Published;
use crate::language::Language;
use crate::language::lexicon::class;

/// How many paragraphs may stand between the headline and the story.
const LINES: usize = 8;
/// The fewest words of a headline below the name of a section.
const TITLE: usize = 4;
/// The longest of them, in characters, but for the words below a picture.
const LONGEST: usize = 80;
/// The longest sentence between the headline and who wrote the story, in characters.
const STANDFIRST: usize = 320;
/// What a paragraph of a story may end with.
const ENDS: [char; 8] = ['.', '!', '?', '"', '”', '“', '»', '…'];
/// How many whole paragraphs may stand above a dateline.
const SENTENCES: usize = 2;
/// The most writers.
const NAMES: usize = 4;
/// The most words of who took a picture.
const CREDIT: usize = 6;
/// The most words of the name of a section, and of how long a story takes to read.
const MASTHEAD: usize = 4;
/// The most words of the outlet or the weekday before a day, and of the hour behind it: `at 9:30 a.m. EST`.
const BEFORE: usize = 3;
const BEHIND: usize = 5;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Top {
    pub(super) headline: Option<String>,
    pub(super) published: Option<Published>,
    pub(super) byline: Option<String>,
    /// The lines as they stood.
    pub(super) taken: Vec<String>,
}

/// Takes it out of `body`, whose first line may have been taken for the headline; all of it stays where no story is
/// below.
pub(super) fn take_out(given: Option<String>, body: String, language: &Language) -> (Top, String) {
    let (mut top, mut line, mut rest) = (Top::default(), given.clone(), &body[..]);
    for _ in 0..LINES {
        let (own, behind) = line.as_deref().map_or_else(|| first(rest), |line| (line, rest));
        // The first line of a text may be the byline; in capitals it is a headline.
        let signs = line.is_some() && own.contains(char::is_lowercase);
        let (day, writer) = match signed_moment(own, language) {
            Some((writer, day)) => (Some(day), Some(writer)),
            None => (moment(own, language), dateline::named(own, language).filter(|_| signs)),
        };
        let page =
            || boilerplate::is_of_page(own, language) || is_section(own, behind, language) || is_caption(own, language);
        if day.is_none() && writer.is_none() && !page() {
            break;
        }
        (top.published, top.byline) = (top.published.or(day), top.byline.or(writer));
        top.taken.push(own.to_owned());
        (line, rest) = headline::split(behind);
    }
    top.headline = line;
    // Below it short lines are of the page up to the last that surely is: the story begins with a sentence.
    let (mut lines, mut ahead, mut sure) = (Vec::new(), rest, 0);
    for _ in 0..LINES {
        let (line, behind) = first(ahead);
        let (next, _) = first(behind);
        let kind = match () {
            () if signed_moment(line, language).is_some() => Line::SignedMoment,
            () if moment(line, language).is_some() => Line::Moment,
            () if labels(line, language) => Line::Label,
            () if signed(line).is_some() && moment(next, language).is_some() => Line::Signed,
            () if dateline::named(line, language).is_some() => Line::Byline,
            () if top.headline.as_deref() == Some(line) => Line::Page,
            () if boilerplate::is_of_page(line, language) || is_masthead(line, language) => Line::Page,
            () if is_caption(line, language) => Line::Page,
            () if is_short(line) && !line.ends_with(['.', '!', '?', '"', '”', '-', '–', '—']) => Line::Unsure,
            () if top.headline.is_some() && is_standfirst(line, language) => Line::Standfirst,
            () => break,
        };
        lines.push((line, kind));
        ahead = behind;
        // Below the first sentences of a story other lines of the page may stand, and below all of it who wrote it.
        let told = lines[sure..].iter().filter(|(_, kind)| *kind == Line::Standfirst).count();
        let above = told == 0 || told == 1 && kind != Line::Page && behind.len() > STANDFIRST;
        if above && !matches!(kind, Line::Unsure | Line::Standfirst) {
            (sure, rest) = (lines.len(), behind);
        }
    }
    // What stands above a dateline is of the page too, with the words below a picture.
    for _ in 0..=SENTENCES {
        if dateline::opens(ahead.trim_start(), language) {
            (sure, rest) = (lines.len(), ahead);
            break;
        }
        let (line, behind) = first(ahead);
        lines.push((line, Line::Page));
        ahead = behind;
    }
    for (at, (line, kind)) in lines[..sure].iter().enumerate() {
        match kind {
            Line::SignedMoment => {
                let (writer, day) = signed_moment(line, language).unzip();
                (top.published, top.byline) = (top.published.or(day), writer.or(top.byline));
            }
            Line::Moment => top.published = top.published.or(moment(line, language)),
            Line::Byline => top.byline = dateline::named(line, language).or(top.byline),
            Line::Signed => top.byline = signed(line).map(str::to_owned),
            Line::Label => {
                let above =
                    lines[..at].iter().rev().map_while(|(line, kind)| name(line).filter(|_| *kind == Line::Unsure));
                let mut names: Vec<&str> = above.take(NAMES).collect();
                names.reverse();
                top.byline = Some(names.join(", ")).filter(|names| !names.is_empty()).or(top.byline);
            }
            Line::Unsure if top.headline.is_none() && line.split(' ').count() >= TITLE => {
                top.headline = Some((*line).to_owned());
                continue;
            }
            Line::Unsure | Line::Page | Line::Standfirst => {}
        }
        top.taken.push((*line).to_owned());
    }
    let rest = rest.trim_start();
    if rest.is_empty() {
        return (Top { headline: given, ..Top::default() }, body);
    }
    let rest = rest.to_owned();
    (top, rest)
}

/// What a line above a story is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// The moment of publication.
    Moment,
    /// That and who wrote it.
    SignedMoment,
    /// Tells that the names above it are those of the writers.
    Label,
    /// A word of the pack before the writers' names.
    Byline,
    /// A writer's name before the outlet.
    Signed,
    /// Another line of the page.
    Page,
    /// One that may be of the page, or a crosshead of the story.
    Unsure,
    /// A sentence that may be of the page, or the first of the story.
    Standfirst,
}

/// `0%`, `World News`, `Liveblog`: whether a line has no letter, or above a headline of several words is the name of a
/// section, or one word where an hour, a dateline or a paragraph of a story stands below.
fn is_section(line: &str, behind: &str, language: &Language) -> bool {
    let long = |text: &str| headline::split(text).0.is_some_and(|next| next.split(' ').count() >= TITLE);
    // Below one section another may stand: `Berita`, `Nusantara`.
    let headline = || long(behind) || !first(behind).0.contains(' ') && long(first(behind).1.trim_start());
    let hour = || behind.split('\n').take(2 * LINES).any(|line| moment(line, language).is_some());
    let dateline = || dateline::opens(headline::split(behind).1.trim_start(), language);
    // A story has a sentence or more in a paragraph, a standfirst need not.
    let below = || headline::split(behind).1.split('\n').take(2 * LINES);
    let story = || below().any(|line| line.len() > LONGEST && line.ends_with(ENDS));
    // `Liga Pasar`, above a headline and who wrote it
    let written = || below().any(|line| dateline::named(line, language).is_some());
    let few = || line.split(' ').count() == 2 && written();
    let alone = || !line.contains(' ') && (hour() || dateline() || story()) || few();
    !line.contains(char::is_alphabetic) || (is_masthead(line, language) || alone()) && headline()
}

/// `National, News`, `3 min read`: whether a line of few words ends as those of a page do.
fn is_masthead(line: &str, language: &Language) -> bool {
    let ends = |end: &str| {
        let at = line.len().checked_sub(end.len()).filter(|at| line.is_char_boundary(*at));
        at.is_some_and(|at| (at == 0 || line[..at].ends_with(' ')) && line[at..].to_lowercase() == end)
    };
    let words = line.split(' ').filter(|word| word.contains(char::is_alphabetic)).count();
    words <= MASTHEAD && language.pack.boilerplate.mastheads.iter().any(ends)
}

/// `Siti Rahma - wartaNews`: the name in a line before an outlet.
fn signed(line: &str) -> Option<&str> {
    let (names, outlet) = line.rsplit_once(" - ").or_else(|| line.rsplit_once(" | "))?;
    name(names).filter(|_| outlet.split(' ').count() <= BEFORE)
}

/// The first paragraph of a clean text, and what stands behind it.
fn first(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once('\n').unwrap_or((text, ""))
}

fn is_short(line: &str) -> bool {
    !line.is_empty() && line.len() <= 4 * LONGEST && line.chars().count() <= LONGEST
}

/// `Kompas.com - 13/05/2024, 18:54 WIB`, `Rabu, 15 Maret 2023`: the moment a line tells that tells nothing else.
fn moment(line: &str, language: &Language) -> Option<Published> {
    let (before, published, _) = dated(line, language, BEFORE)?;
    (words(before) <= BEFORE).then_some(published)
}

/// `Siti Rahma • Rabu, 15 Maret 2023`, `Oleh Siti Rahma diperbarui 15 Mar 2023, 18:57 WIB`: who wrote a story, and when.
fn signed_moment(line: &str, language: &Language) -> Option<(String, Published)> {
    let (before, published, behind) = dated(line, language, 2 * BEFORE + 2)?;
    // `RABU, 20 MARET 2024 | 23:04 WIB | LAPORAN: SITI RAHMA`
    let last = behind.rsplit_once(" | ").and_then(|(_, last)| dateline::named(last, language));
    if let Some(writer) = last.filter(|_| words(before) <= BEFORE) {
        return Some((writer, published));
    }
    let named = dateline::named(before.trim_end_matches([' ', '-', '|', '•', '–', '—']), language);
    let before = named.as_deref().unwrap_or(before);
    let of_name = |word: &&str| name(word).is_some();
    let names: Vec<&str> = before.split(' ').take_while(of_name).collect();
    let of_person = |word: &&str| language.lexicon.class_of(word.trim_end_matches(',')) & class::GIVEN != 0;
    let person = names.len() > 1 && names.iter().any(of_person);
    let others = words(before) - names.len().min(words(before));
    let writer = names.join(" ").trim_end_matches(',').to_owned();
    ((named.is_some() || person) && !names.is_empty() && others <= 2).then_some((writer, published))
}

fn words(part: &str) -> usize {
    part.split(' ').filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// The day a short line tells behind no more than `most` words, with what stands before it and behind.
fn dated<'a>(line: &'a str, language: &Language, most: usize) -> Option<(&'a str, Published, &'a str)> {
    if !is_short(line) {
        return None;
    }
    let starts = line
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && !line[..*at].ends_with(|before: char| before.is_alphanumeric()));
    let (at, end, date) = starts.take(most + 1).find_map(|(at, _)| {
        let found = language.calendar.read(line, at)?;
        let (year, month, day) = (found.fields.year?, found.fields.month?, found.fields.day?);
        Some((at, found.end, Date::new(year, month, day).ok()?))
    })?;
    // `Updated March 4, 2024, 9:30 a.m. | Published March 3, 2024`
    let whole = line[end..].trim();
    let behind = whole.split_once(" | ").map_or(whole, |(first, _)| first);
    // `26 Oktober 2014 |23:48 WIB`
    let published = time::published(&format!("{date} {}", behind.trim_start_matches(['|', ' '])))?;
    let nothing_else = behind.is_empty() || published.time.is_some();
    (nothing_else && words(behind) <= BEHIND).then_some((&line[..at], published, whole))
}

/// Whether a sentence is short enough to stand between a headline and who wrote the story, and begins with no place.
fn is_standfirst(line: &str, language: &Language) -> bool {
    line.len() <= 4 * STANDFIRST && line.chars().count() <= STANDFIRST && !dateline::opens(line, language)
}

/// `Tim Redaksi`, `Penulis`: whether a line tells that names above it are those of the writers.
fn labels(line: &str, language: &Language) -> bool {
    language.pack.boilerplate.bylines.iter().any(|word| word.trim_end_matches(':') == line.trim_end_matches(':'))
}

/// The name that a line is: two to five words with a capital each, and a comma where another name follows.
fn name(line: &str) -> Option<&str> {
    let name = line.trim_end_matches(',');
    let words = || name.split(' ');
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '.' || c == '-')
    };
    (is_short(line) && words().count() <= 5 && words().all(capital)).then_some(name)
}

/// `Siti Rahma membuka pasar, 18 Maret 2020. Foto: Warta`: whether a paragraph ends with who took the picture.
fn is_caption(line: &str, language: &Language) -> bool {
    // `Ann Ray - © Delta / Owen Hart`
    let credit = line.split_once('©').filter(|(before, by)| {
        (before.is_empty() || before.ends_with(' ')) && by.strip_prefix(' ').is_some_and(|by| !by.is_empty())
    });
    if credit.is_some() && is_short(line) {
        return true;
    }
    // `Balai Kota Sagara (Rahma/wartacom)`
    let bracket = line.strip_suffix(')').and_then(|line| line.rsplit_once('('));
    if is_short(line) && bracket.is_some_and(|(_, credit)| credit.contains('/') && !credit.contains(char::is_numeric)) {
        return true;
    }
    if boilerplate::is_credited(line) {
        return true;
    }
    let mut credits = language.pack.boilerplate.credits.iter();
    credits.any(|word| {
        line.rfind(word).is_some_and(|at| {
            let (before, behind) = (line[..at].trim_end(), &line[at + word.len()..]);
            let name = || word.ends_with(':') && behind.trim().starts_with(char::is_uppercase);
            let closed = before.is_empty() || before.ends_with(['.', '(', '[', ')', '/', '|']);
            is_short(behind.trim()) && (closed || name() && behind.split(' ').count() <= CREDIT)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    fn read(code: &str, headline: Option<&str>, body: &str) -> (Top, String) {
        let languages = Languages::new();
        take_out(headline.map(str::to_owned), body.to_owned(), languages.get_or_neutral(code))
    }

    #[test]
    fn a_page_of_indonesian_news_falls_into_its_parts() {
        let body = "Harga Beras Turun di Sagara\n\nWarta.com - 13/05/2024, 18:54 WIB\n\nSiti Rahma,\n\nBudi\n\nTim Redaksi\n\n\
                    Wali kota membuka pasar, 18 Maret 2020. Foto: Warta/Ratna\n\nSAGARA, WARTA.com - Harga turun.";
        let (top, rest) = read("id", Some("Baca berita tanpa iklan. Langganan di sini"), body);
        assert_eq!(top.headline.as_deref(), Some("Harga Beras Turun di Sagara"));
        assert_eq!(top.published.map(|moment| moment.to_string()).as_deref(), Some("2024-05-13T18:54:00+07:00"));
        assert_eq!(top.byline.as_deref(), Some("Siti Rahma, Budi"));
        assert_eq!((top.taken.len(), rest.as_str()), (6, "SAGARA, WARTA.com - Harga turun."));
    }

    #[test]
    fn what_stands_above_the_headline_and_stands_twice_is_taken() {
        let body = "Selasa, 12 April 2022 20:04\n\nLiveblog\n\nHarga Beras Turun di Sagara\n\nHarga Beras Turun di Sagara\n\n\
                    Siti Rahma - wartaNews\n\nSelasa, 12 April 2022 20:04 WIB\n\nEditor : Budi\n\nHarga turun.";
        let (top, rest) = read("id", Some("0%"), body);
        assert_eq!(top.headline.as_deref(), Some("Harga Beras Turun di Sagara"));
        assert_eq!((top.byline.as_deref(), rest.as_str()), (Some("Siti Rahma"), "Harga turun."));
        let body = "logo header\n\nSelasa, 12 April 2022 20:04\n\nHarga Beras Turun di Sagara\n\nRizal\n\n\
                    Balai Kota Sagara (Rahma/wartacom)\n\nKawasan Pasar\n\nJakarta -\n\nHarga turun.";
        let (top, rest) = read("id", None, body);
        assert_eq!(top.headline.as_deref(), Some("Harga Beras Turun di Sagara"));
        assert_eq!((top.taken.len(), rest.as_str()), (5, "Jakarta -\n\nHarga turun."));
        let body = "Harga Beras Turun di Sagara\n\nSAGARA, - Harga turun.";
        assert_eq!(read("id", Some("Wawancara"), body).0.headline.as_deref(), Some("Harga Beras Turun di Sagara"));
        let (top, _) = read("de", Some("VON DER BERG KOMMT"), "Er kam am Montag.");
        assert_eq!((top.headline.as_deref(), top.byline), (Some("VON DER BERG KOMMT"), None));
        let story =
            "It did not rain for three hundred days in the valley, and nobody there can say when it will again.";
        let body = format!("A year that was dry in the valley\n\n{story}");
        let (top, _) = read("en", Some("Weather"), &body);
        assert_eq!(top.headline.as_deref(), Some("A year that was dry in the valley"));
        let body = "Harga Beras Turun di Sagara\n\nPenulis: Ratna Dewi\n\nHarga turun.";
        assert_eq!(read("id", Some("Liga 1"), body).0.headline.as_deref(), Some("Harga Beras Turun di Sagara"));
        let (top, _) = read("en", Some("Drought"), "A year that was dry\n\nIt did not rain.");
        assert_eq!(top.headline.as_deref(), Some("Drought"));
    }

    #[test]
    fn a_line_of_a_day_alone_is_the_day_and_a_sentence_is_none() {
        for (code, line, day) in [
            ("id", "Rabu, 15 Maret 2023 11:30 WIB", Some("2023-03-15T11:30:00+07:00")),
            ("id", "Rabu, 15 Maret 2023", Some("2023-03-15")),
            ("en", "March 4, 2024 at 9:30 a.m. EST", Some("2024-03-04T09:30:00-05:00")),
            ("en", "Published March 4, 2024", Some("2024-03-04")),
            ("en", "Updated March 4, 2024, 9:30 a.m. ET | Published March 3, 2024", Some("2024-03-04T09:30:00")),
            ("de", "4. März 2024, 09:30", Some("2024-03-04T09:30:00")),
            ("de", "Stand: 17.01.2021 23:02 Uhr", Some("2021-01-17T23:02:00")),
            ("id", "RABU, 20 MARET 2024 | 23:04 WIB | LAPORAN: SITI RAHMA", Some("2024-03-20T23:04:00+07:00")),
            ("en", "March 4, 2024 was a day of rain", None),
            ("en", "A bridge opens again in the city on March 4, 2024", None),
            ("id", "15 Maret", None),
        ] {
            let (top, rest) = read(code, Some("Harga turun"), &format!("{line}\n\nTeks."));
            assert_eq!(top.published.map(|moment| moment.to_string()).as_deref(), day, "{line}");
            assert_eq!(rest == "Teks.", day.is_some(), "{line}");
        }
    }

    #[test]
    fn a_line_tells_who_wrote_and_when() {
        for (line, writer) in [
            ("Oleh Ratna Dewi diperbarui 16 Mar 2015, 18:57 WIB", Some("Ratna Dewi")),
            ("By Ratna Dewi Sagara - Minggu, 26 April 2020 | 14:50 WIB", Some("Ratna Dewi Sagara")),
            ("Ratna Dewi , Jurnalis-Minggu, 26 Oktober 2014 |23:48 WIB", Some("Ratna Dewi")),
            ("Ratna Dewi • Senin, 05 Okt 2015 12:05 WIB", Some("Ratna Dewi")),
            ("SENIN, 26 FEBRUARI 2018 | 14:18 WIB | LAPORAN: RATNA DEWI", Some("RATNA DEWI")),
            ("Kabar Sagara - Senin, 05 Okt 2015 12:05 WIB", None),
        ] {
            let (top, rest) = read("id", Some("Harga turun"), &format!("{line}\n\nTeks."));
            assert_eq!((top.byline.as_deref(), rest.as_str()), (writer, "Teks."), "{line}");
            assert!(top.published.is_some(), "{line}");
        }
    }

    #[test]
    fn a_sentence_between_the_headline_and_the_writer_is_none_of_the_story() {
        for below in ["Penulis: Ratna Dewi\n\nTeks.", "Sabtu, 15 Maret 2023\n\nTeks.", "SAGARA - Teks."] {
            let story = format!("Stok cukup sampai panen.\n\n{below}{}", " Teks.".repeat(60));
            let (top, rest) = read("id", Some("Harga turun"), &story);
            assert!(rest.contains("Teks.") && !rest.contains("Stok"), "{rest}");
            assert!(top.taken.contains(&"Stok cukup sampai panen.".to_owned()));
        }
        for body in ["Stok cukup.\n\nBaca juga: Panen raya\n\nTeks.", "Stok cukup.\n\nPenulis: Ratna Dewi\n\nTeks."] {
            assert_eq!(read("id", Some("Harga turun"), body).1, body);
        }
        let (top, rest) =
            read("id", Some("Berita"), "Nusantara\n\nHarga Beras Turun di Sagara\n\nSabtu, 15 Maret 2023\n\nTeks.");
        assert_eq!((top.headline.as_deref(), rest.as_str()), (Some("Harga Beras Turun di Sagara"), "Teks."));
    }

    #[test]
    fn what_is_below_a_picture_above_a_dateline_is_of_the_page() {
        let story = "MILTON, England — The quay is shut.";
        for above in
            ["A man walks along the quay in Milton on Monday. It was cold.", "The quay in Milton Photo: Ann Ray"]
        {
            let (top, rest) = read("en", Some("The quay is shut again"), &format!("{above}\n\n{story}"));
            assert_eq!((top.taken.as_slice(), rest.as_str()), ([above.to_owned()].as_slice(), story));
        }
        let (top, _) = read("en", Some("Milton & Ostby Weekly News"), "The quay is shut again\n\nIt was cold.");
        assert_eq!(top.headline.as_deref(), Some("The quay is shut again"));
    }

    #[test]
    fn names_and_captions_are_some_only_where_their_label_stands() {
        for body in [
            "Naik Jelang Panen\n\nTeks.",
            "Siti Rahma\n\nTeks.",
            "Foto: di mana-mana ada foto pasar yang ramai itu.\n\nTeks.",
        ] {
            let (top, rest) = read("en", None, body);
            assert_eq!((top, rest.as_str()), (Top::default(), body));
        }
    }

    #[test]
    fn a_headline_and_a_sentence_that_begin_like_a_line_of_the_page_stay() {
        let long = format!("Baca juga: {}", "cerita yang panjang ".repeat(9));
        for (headline, body) in
            [(Some("Saksikan Konser di Sagara"), "Harga turun."), (Some("Harga beras turun"), &long)]
        {
            let (top, rest) = read("id", headline, body);
            assert_eq!((top.headline.as_deref(), rest.as_str(), top.taken.len()), (headline, body, 0));
        }
    }

    #[test]
    fn a_text_of_nothing_but_such_lines_stays() {
        let (top, rest) = read("id", Some("Harga"), "Rabu, 15 Maret 2023");
        assert_eq!(
            (top.headline.as_deref(), top.published, rest.as_str()),
            (Some("Harga"), None, "Rabu, 15 Maret 2023")
        );
    }
}

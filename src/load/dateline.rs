//! The dateline: the place, and often the agency, before the first sentence — `JAKARTA, KOMPAS — …`,
//! `WASHINGTON, July 5 (Reuters) - …`, `KOMPAS.com, Jakarta - …`.
//!
//! It is taken out of the body, so that the first sentence reads as one; what it says is kept in `located` and
//! `source`. Invariant: only what stands at the very beginning, is short, and ends in a dash of the pack is one.

use crate::language::Language;
use crate::language::lexicon::class;

/// The longest dateline, in bytes.
const LONGEST: usize = 80;
/// The most words of a place in capitals at the beginning: `NEW YORK CITY`, `KOTA TANGERANG SELATAN`.
const WORDS: usize = 4;
/// The longest agency in brackets that no dash follows, in bytes.
const AGENCY: usize = 16;
/// The longest agency behind a stroke, in bytes: no town has so few letters.
const SHORT: usize = 4;

/// The dashes of a language without a pack.
const DASHES: [&str; 4] = ["-", "--", "–", "—"];

/// What a dateline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    pub(super) located: Option<String>,
    pub(super) source: Option<String>,
    pub(super) byline: Option<String>,
}

/// Reads the dateline of a body and takes it out, with the line of a byline before it.
pub(super) fn take_out(body: String, language: &Language) -> (Dateline, String) {
    let (byline, rest) = byline(&body, language);
    match (found(rest, language), byline) {
        (None, None) => (Dateline::default(), body),
        (None, Some(byline)) => {
            let rest = rest.to_owned();
            (Dateline { byline: Some(byline), ..Dateline::default() }, rest)
        }
        (Some((dateline, length)), byline) => (Dateline { byline, ..dateline }, rest[length..].to_owned()),
    }
}

/// Whether a text begins with a dateline.
pub(super) fn opens(text: &str, language: &Language) -> bool {
    found(text, language).is_some()
}

fn found(text: &str, language: &Language) -> Option<(Dateline, usize)> {
    let read = |text: &str| match language.pack.dateline.dashes.as_slice() {
        [] => read(text, &DASHES, language),
        dashes => read(text, dashes, language),
    };
    // `warta.com - SAGARA - Harga`, `warta.com | Sagara - Harga`
    let outlet = text.split_once(' ').filter(|(outlet, _)| is_outlet(outlet));
    let placed = outlet.and_then(|(outlet, rest)| {
        let rest = ["- ", "| ", "-- ", "– "].iter().find_map(|dash| rest.strip_prefix(dash))?;
        let (dateline, length) = read(rest).filter(|(dateline, _)| dateline.located.is_some())?;
        let source = dateline.source.or(Some(outlet.to_owned()));
        Some((Dateline { source, ..dateline }, text.len() - rest.len() + length))
    });
    placed.or_else(|| read(text)).or_else(|| undashed(text, language))
}

/// `Kiew. Der Minister …`, `Altdorf (epd). Um …`, `Moskau (AFP) Der Minister …`: a place that the language knows, or one
/// before an agency in small letters, and no dash.
fn undashed(text: &str, language: &Language) -> Option<(Dateline, usize)> {
    let known = |place: &str| language.lexicon.class_of(place) & class::PLACE != 0;
    let end = memchr::memchr3(b'.', b'(', b',', &text.as_bytes()[..text.len().min(LONGEST)])?;
    let place = text[..end].trim_end();
    let small = |agency: &str| agency.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'/');
    let begins = |at: usize| text[at..].starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '„' | '“' | '«'));
    if !is_place(place) || place.contains('\n') {
        return None;
    }
    if text[end..].starts_with('.') {
        let dateline = Dateline { located: Some(place.to_owned()), ..Dateline::default() };
        return (known(place) && text[end..].starts_with(". ") && begins(end + 2)).then_some((dateline, end + 2));
    }
    let agency = text[end..].strip_prefix('(').and_then(|rest| rest.split(')').next())?;
    let close = end + agency.len() + 2;
    let dot = usize::from(text.get(close..).is_some_and(|rest| rest.starts_with(['.', ':'])));
    let named = (2..=AGENCY).contains(&agency.len()) && (known(place) || small(agency));
    let stands =
        close + dot < text.len().min(LONGEST) && text[close + dot..].starts_with(' ') && begins(close + dot + 1);
    let dateline = Dateline { located: Some(place.to_owned()), source: Some(agency.to_owned()), ..Dateline::default() };
    (named && stands).then_some((dateline, close + dot + 1))
}

/// The name in a first or last paragraph that is a byline.
fn byline<'a>(body: &'a str, language: &Language) -> (Option<String>, &'a str) {
    let first = body.split_once('\n').and_then(|(first, rest)| Some((named(first, language)?, rest)));
    let last = || body.rsplit_once('\n').and_then(|(rest, last)| Some((named(last, language)?, rest)));
    first.or_else(last).map_or((None, body), |(name, rest)| (Some(name), rest.trim()))
}

/// The name in a short line that a pack's word opens: `Oleh Ratna Dewi`.
pub(super) fn named(line: &str, language: &Language) -> Option<String> {
    // `- By Ann Ray ann.ray@warta.com @annray`
    let line = line.trim_start_matches("- ");
    let line = line.split_once('@').map_or(line, |(name, _)| name.rsplit_once(' ').map_or(name, |(name, _)| name));
    // `BY ANN RAY`
    let behind = |word: &str| {
        let (opening, name) = line.split_at_checked(word.len())?;
        opening.eq_ignore_ascii_case(word).then_some(name)
    };
    let opened = language.pack.boilerplate.bylines.iter().find_map(|word| behind(word.trim_end()));
    let name = opened.filter(|name| name.starts_with([' ', ':']))?.trim_start_matches([' ', ':']);
    // `Penulis: Siti Rahma | Editor: Budi`, `Laporan Wartawan warta.com, Siti Rahma`
    let name = name.split('|').next().unwrap_or(name).trim();
    // `By Ratna Dewi - Minggu, 11 September 2022 | 08:30 WIB`, and the words below a picture behind it
    let dated = |(_, day): &(&str, &str)| day.contains(|c: char| c.is_ascii_digit());
    let name = name.split_once(" - ").filter(dated).map_or(name, |(name, _)| name);
    let name = name.split_once(", ").filter(|(outlet, _)| is_outlet(outlet)).map_or(name, |(_, name)| name);
    let short = name.chars().count() <= 60 && !name.ends_with(['.', '?', '!']);
    (short && name.starts_with(char::is_uppercase)).then(|| name.to_owned())
}

/// The dateline at the beginning of `text`, and how many bytes it takes with its dash and the blank after.
fn read<D: AsRef<str>>(text: &str, dashes: &[D], language: &Language) -> Option<(Dateline, usize)> {
    let first = text.split('\n').next()?;
    let mut window = first.len().min(LONGEST);
    while !first.is_char_boundary(window) {
        window -= 1;
    }
    // `Jakarta -` in a line by itself, as a page that was copied may have it; `BEST OF ALL -` is somebody's opinion.
    if first.len() <= LONGEST && text[first.len()..].starts_with("\n\n") {
        let head = dashes.iter().find_map(|dash| first.strip_suffix(dash.as_ref())?.strip_suffix(' '));
        let known = |place: &str| language.lexicon.class_of(place) & class::PLACE != 0;
        let sure = |dateline: &Dateline| dateline.source.is_some() || dateline.located.as_deref().is_some_and(known);
        if let Some(dateline) = head.and_then(|head| places(head.trim(), language)).filter(sure) {
            return Some((dateline, first.len() + 2));
        }
    }
    let window = &first[..window];
    let bracket = memchr::memchr(b')', window.as_bytes());
    let found = dashes
        .iter()
        .map(AsRef::as_ref)
        .flat_map(|dash| {
            [spaced(window, dash), unspaced(window, dash), bracket.and_then(|at| closed(window, at + 1, dash))]
        })
        .flatten()
        // Of a dash and its double the longer: both begin at the same place.
        .min_by_key(|(at, length)| (*at, usize::MAX - length));
    let spaced = found.and_then(|(at, dash)| Some((places(first[..at].trim(), language)?, at + dash)));
    let (dateline, length) = spaced.or_else(|| joined(first, window, language))?;
    (length < first.len()).then_some((dateline, length))
}

/// A dateline whose hyphen has no blanks: `SAGARA-Harga`, `Sagara--Harga`. One that may join two names is none.
fn joined(first: &str, window: &str, language: &Language) -> Option<(Dateline, usize)> {
    let (at, dash) = window.char_indices().find(|(_, c)| matches!(c, '-' | '–'))?;
    let behind = first[at..].trim_start_matches(dash);
    let end = first.len() - behind.len();
    let (head, next) = (&first[..at], behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
    let stands = head.ends_with(char::is_alphanumeric) && next.starts_with(char::is_uppercase);
    let dateline = if stands { places(head, language)? } else { return None };
    let place = dateline.located.as_deref()?;
    let (known, of) = (language.lexicon.class_of(place) & class::PLACE != 0, language.lexicon.class_of(next));
    let pair = of & (class::PLACE | class::GIVEN | class::ORGANISATION) != 0 || !next.contains(char::is_lowercase);
    let sure = known || is_capitals(place) || dateline.source.as_deref().is_some_and(is_outlet);
    let double = end > at + dash.len_utf8();
    (sure && (double || !pair)).then_some((dateline, end))
}

/// Where a dash between blanks stands, and how long it is with them. A colon leans on the place: `KUALA LUMPUR: Harga`.
fn spaced(text: &str, dash: &str) -> Option<(usize, usize)> {
    if dash == ":" {
        return Some((text.find(": ")?, 2));
    }
    // Most texts begin with none of them, and looking for a byte is cheaper than for a string. `Jakarta,- Harga`
    let mut places = memchr::memchr_iter(*dash.as_bytes().first()?, text.as_bytes());
    let at = places.find(|at| {
        text[..*at].ends_with([' ', ',']) && text[*at..].strip_prefix(dash).is_some_and(|rest| rest.starts_with(' '))
    })?;
    Some((at - 1, dash.len() + 2))
}

/// Where a long dash without blanks stands before a capital, and how long it is: `LEEDS, England—The`. Shorter ones
/// join words.
fn unspaced(text: &str, dash: &str) -> Option<(usize, usize)> {
    let at = if dash == "—" { text.find(dash)? } else { return None };
    text[at + dash.len()..].starts_with(char::is_uppercase).then_some((at, dash.len()))
}

/// Where a dash without blanks stands at `at`, behind a bracket, and before a capital: `BERLIN (Kawat)--Der`.
fn closed(text: &str, at: usize, dash: &str) -> Option<(usize, usize)> {
    let behind = text[at..].strip_prefix(dash).filter(|_| dash.starts_with('-'))?;
    behind.starts_with(char::is_uppercase).then_some((at, dash.len()))
}

/// The parts before the dash: place, agency, day, in the orders in use.
fn places(head: &str, language: &Language) -> Option<Dateline> {
    let (head, agency) = match head.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((before, agency)) => (before.trim_end().trim_end_matches(','), Some(agency.trim().to_owned())),
        None => (head, None),
    };
    // `Altdorf/dpa -`
    let stroke = head.rsplit_once('/').filter(|(place, outlet)| {
        let short = (2..=SHORT).contains(&outlet.len()) && outlet.bytes().all(|byte| byte.is_ascii_alphabetic());
        short && (is_capitals(outlet) || outlet.bytes().all(|byte| byte.is_ascii_lowercase())) && is_place(place)
    });
    if let Some((place, outlet)) = stroke.filter(|_| agency.is_none()) {
        let place = place.split('/').next().unwrap_or_default();
        return Some(Dateline { located: Some(place.to_owned()), source: Some(outlet.to_owned()), byline: None });
    }
    let parts: Vec<&str> = head.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        // `(Reuters) -`
        let source = agency.filter(|agency| is_place(agency) || is_outlet(agency))?;
        return Some(Dateline { source: Some(source), ..Dateline::default() });
    }
    let (first, rest) = parts.split_first()?;
    let located = |place: &str| Some(place.to_owned());
    // `Dec 29 (Reuters) -`
    let month = |part: &str| {
        let word = part.split(' ').next().unwrap_or_default();
        language.lexicon.class_of(word.trim_end_matches('.')) & class::MONTH != 0
    };
    // `KUALA BAYU 4 Ogos -`
    let day = first.find(|c: char| c.is_ascii_digit()).map(|at| first.split_at(at));
    let day = day.filter(|(_, day)| day.split_once(' ').is_some_and(|(_, rest)| month(rest)));
    let first = &day.map_or(*first, |(place, _)| place.trim_end());
    if agency.is_some() && rest.is_empty() && month(first) {
        return Some(Dateline { source: agency, ..Dateline::default() });
    }
    if is_outlet(first) {
        // `KOMPAS.com, Jakarta`, and `Merdeka.com` by itself.
        let place = match rest.first() {
            Some(place) if is_place(place) => located(place),
            Some(_) => return None,
            None => None,
        };
        return Some(Dateline { located: place, source: located(first), byline: None });
    }
    // `Kabar Timur, Jakarta -`
    let lies = |part: &str| language.lexicon.class_of(part) & class::PLACE != 0;
    if let [place] = rest
        && is_place(first)
        && lies(place)
        && !lies(first)
        && agency.is_none()
    {
        // `ACCUMOLI, Italy —`: where places of a dateline have capitals, the first is no outlet.
        return Some(match is_capitals(first) && !is_capitals(place) && language.pack.names.places_capitalised {
            true => Dateline { located: located(first), ..Dateline::default() },
            false => Dateline { located: located(place), source: located(first), byline: None },
        });
    }
    let agency = agency.or(rest.last().filter(|part| is_agency(part)).copied().map(str::to_owned));
    // `Jakarta -` is a dateline, `Siti -` may be half of a pair of names.
    let classes = language.lexicon.class_of(first);
    // `Depok, Jawa Barat -`, `Denpasar, Kabar Timur -`
    let named =
        |part: &&str| is_place(part) && part.contains(' ') && !part.contains(char::is_numeric) || is_outlet(part);
    let region = |part: &str| lies(part) || lies(part.split(' ').next().unwrap_or_default());
    let inside = rest.iter().all(|part| region(part)) || rest.len() == 1 && rest.iter().all(named);
    let known = inside && is_place(first) && classes & class::PLACE != 0;
    let outlet = rest.first().filter(|part| known && !region(part)).map(|part| (*part).to_owned());
    // `KPK - Ketua …` is no dateline: three letters or a body's name alone are one only where a place is so called.
    let body = rest.is_empty() && agency.is_none() && (first.len() <= 3 || classes & class::ORGANISATION != 0);
    if (!is_capitals(first) || body) && !known && (agency.is_none() || !is_place(first)) {
        return None;
    }
    // `WASHINGTON, July 5`, `LEEDS, England`, `JAKARTA, KOMPAS`: only an agency is all capitals or an outlet.
    let named = rest.iter().find(|part| is_outlet(part) || is_capitals(part)).copied().map(str::to_owned);
    let plausible = rest.iter().all(|part| part.split(' ').count() <= WORDS);
    plausible.then(|| Dateline { located: located(first), source: agency.or(named).or(outlet), byline: None })
}

fn is_outlet(part: &str) -> bool {
    part.split_once('.').is_some_and(|(name, end)| name.len() > 2 && (2..=6).contains(&end.len()) && !end.contains(' '))
}

/// Capitals first: `CNN Indonesia`, as an agency writes itself and no place does.
fn is_agency(part: &str) -> bool {
    is_place(part) && part.split(' ').next().is_some_and(is_capitals)
}

fn is_capitals(part: &str) -> bool {
    let letters = part.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 1 && letters.clone().all(char::is_uppercase) && part.split(' ').count() <= WORDS
}

fn is_place(part: &str) -> bool {
    let words = || part.split([' ', '-']);
    words().count() <= WORDS && words().all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    #[test]
    fn datelines_in_use_and_what_is_none() {
        let languages = Languages::new();
        let language = languages.get_or_neutral("id");
        for (text, located, source) in [
            ("ATHENA - Kata dia.", Some("ATHENA"), None),
            ("JAKARTA, KOMPAS — Kata dia.", Some("JAKARTA"), Some("KOMPAS")),
            ("KOMPAS.com, Jakarta - Kata dia.", Some("Jakarta"), Some("KOMPAS.com")),
            ("WASHINGTON (AP) — He said.", Some("WASHINGTON"), Some("AP")),
            ("WASHINGTON, July 5 (Reuters) - He said.", Some("WASHINGTON"), Some("Reuters")),
            ("LEEDS, England (Wire) -- He said.", Some("LEEDS"), Some("Wire")),
            ("5 Juli (Kawat) - Kata dia.", None, None),
            ("Juli 5 (Kawat) - Kata dia.", None, Some("Kawat")),
            ("Surabaya (Kabar Timur) - Kata dia.", Some("Surabaya"), Some("Kabar Timur")),
            ("(Kawat) - Kata dia.", None, Some("Kawat")),
            ("Kabar Timur, Jakarta,- Kata dia.", Some("Jakarta"), Some("Kabar Timur")),
            ("(dari kami) - Kata dia.", None, None),
            ("Jakarta, ABC Kabar - - Kata dia.", Some("Jakarta"), Some("ABC Kabar")),
            ("Jakarta - Kata dia.", Some("Jakarta"), None),
            ("Kabar.com - Kata dia.", None, Some("Kabar.com")),
            ("LEEDS, England—The mayor said.", Some("LEEDS"), None),
            ("kabar.com - JAKARTA - Kata dia.", Some("JAKARTA"), Some("kabar.com")),
            ("kabar.com | Depok, Jawa Barat - Kata dia.", Some("Depok"), Some("kabar.com")),
            ("kabar.com - Kata dia.", None, Some("kabar.com")),
            ("Jakarta , Kabar Timur - Kata dia.", Some("Jakarta"), Some("Kabar Timur")),
            ("Jakarta: Kata dia.", Some("Jakarta"), None),
            ("Jakarta, kabar.com - Kata dia.", Some("Jakarta"), Some("kabar.com")),
            ("SAGARA, kabar.com | Kata dia.", Some("SAGARA"), Some("kabar.com")),
            ("Pasar: Kata dia.", None, None),
            ("JAKARTA-Kata dia.", Some("JAKARTA"), None),
            ("SAGARA--Kata dia.", Some("SAGARA"), None),
            ("kabar.com,Jakarta-Kata dia.", Some("Jakarta"), Some("kabar.com")),
            ("Jakarta-Pengamat datang.", Some("Jakarta"), None),
            ("Jakarta-Bandung ramai.", None, None),
            ("\"PDI-P punya calon.", None, None),
            ("Namun, di sini, PDI-P punya calon.", None, None),
            ("Pasar-Pasar ramai.", None, None),
            ("JAKARTA–BANDUNG ramai.", None, None),
            ("KPK - Ketua KPK datang.", None, None),
            ("Siti - Rahmat menang.", None, None),
            ("Harga naik - kata dia.", None, None),
            ("Pasangan Siti - Rahmat menang.", None, None),
            ("Harga turun 5-10 persen.", None, None),
            ("JAKARTA (Kawat)--Kata dia.", Some("JAKARTA"), Some("Kawat")),
            ("Surabaya/KBR - Kata dia.", Some("Surabaya"), Some("KBR")),
            ("Surabaya/Solo - Kata dia.", None, None),
            ("Jakarta. Kata dia.", Some("Jakarta"), None),
            ("Siti. Kata dia.", None, None),
            ("Lumba (kbr). Kata dia.", Some("Lumba"), Some("kbr")),
            ("Jakarta (KBR) Kata dia.", Some("Jakarta"), Some("KBR")),
            ("Lumba (KBR) Kata dia.", None, None),
            ("Jakarta (KBR) kata dia.", None, None),
            ("ATHENA - ", None, None),
            ("PALING BAGUS -\n\nHarga turun.", None, None),
        ] {
            let (found, _) = take_out(text.to_owned(), language);
            assert_eq!((found.located.as_deref(), found.source.as_deref()), (located, source), "{text}");
        }
        let (found, _) = take_out("ACCUMOLI, Italy — He said.".to_owned(), languages.get_or_neutral("en"));
        assert_eq!((found.located.as_deref(), found.source), (Some("ACCUMOLI"), None));
        let line = "- By Ann Ray ann.ray@warta.com @annray";
        assert_eq!(named(line, languages.get_or_neutral("en")).as_deref(), Some("Ann Ray"));
        for line in [
            "Penulis: Ratna Dewi | Editor: Budi",
            "Laporan Wartawan kabar.com, Ratna Dewi",
            "Laporan Wartawan : Ratna Dewi",
            "Penulis: Ratna Dewi |",
            "By Ratna Dewi - Minggu, 11 September 2022 | 08:30 WIB Pasar Sagara dibuka.",
        ] {
            assert_eq!(named(line, language).as_deref(), Some("Ratna Dewi"), "{line}");
        }
        let (found, rest) = take_out("Jakarta -\n\nHarga turun.".to_owned(), language);
        assert_eq!((found.located.as_deref(), rest.as_str()), (Some("Jakarta"), "Harga turun."));
        for text in ["OLEH RATNA DEWI\n\nHarga turun.", "Harga turun.\n\nOleh Ratna Dewi"] {
            let (found, rest) = take_out(text.to_owned(), language);
            assert!(found.byline.is_some_and(|name| name.eq_ignore_ascii_case("Ratna Dewi")), "{text}");
            assert_eq!(rest, "Harga turun.");
        }
        let (found, rest) = take_out("KUALA BAYU: Harga turun.".to_owned(), languages.get_or_neutral("ms"));
        assert_eq!((found.located.as_deref(), rest.as_str()), (Some("KUALA BAYU"), "Harga turun."));
        let (found, rest) = take_out("KUALA BAYU 4 Ogos – Harga turun.".to_owned(), languages.get_or_neutral("ms"));
        assert_eq!((found.located.as_deref(), rest.as_str()), (Some("KUALA BAYU"), "Harga turun."));
    }
}

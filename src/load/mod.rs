//! Bytes become articles.
//!
//! ```text
//! paths ─walk, packed─▶ bytes ─decode─▶ text ─sniff─▶ JSON │ JSON Lines │ Markdown │ page │ feed │ agency │ plain
//!                         └──────────────mail─────────────────────▶ Draft ─clean, boilerplate, dateline─▶ Article
//! ```
//!
//! Invariant: whatever the bytes, what comes out is articles that keep the promise of [`Article`] and failures that
//! name file and place, never one or the other; one bad file or record costs only itself. Absent on purpose: threads,
//! the network, and anything found in an article.

mod agency;
mod boilerplate;
mod clean;
mod dateline;
mod decode;
mod draft;
mod failure;
mod feed;
mod front_matter;
mod headline;
mod html;
mod json;
mod json_feed;
mod look;
mod mail;
mod opml;
mod packed;
mod page;
mod pieces;
mod record;
mod sniff;
mod time;
mod top;
mod walk;
mod xml;

use std::io::BufRead;

pub use clean::{line, paragraphs};
pub use failure::{Failure, Place};
pub use look::{Look, look};
pub use opml::{Outline, opml};
pub use packed::{Part, charset};
pub use pieces::{BATCH, Piece, pieces};
pub use walk::{Found, NO_WEB, is_reached, reason, walk};

use crate::article::Article;
use crate::language::Languages;
use draft::Draft;
use sniff::Format;

/// The sample stories that ship with the program: file name and text.
pub const SAMPLES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/stories.rs"));

/// The most bytes of one file that are read: a body and its markup.
pub const MAX_FILE: u64 = 2 * Article::MAX_BODY as u64;

/// What came of one file: its articles, and what of it could not be read.
pub type Loaded = (Vec<Article>, Vec<Failure>);

/// Reads what [`walk`] found.
pub fn read(found: &Found, languages: &Languages) -> Loaded {
    if let Found::Part(part) = found {
        return single(part, languages);
    }
    match found.bytes() {
        Ok(bytes) => part(Part { name: found.name(), bytes, ..Part::default() }, languages),
        Err(failure) => (Vec::new(), vec![failure]),
    }
}

/// Reads the bytes of something called `name`: a file, or standard input.
///
/// ```
/// use kilas::{language::Languages, load};
/// let (articles, failures) = load::from_bytes("a.txt", b"Harga turun\n\nHarga beras turun.", &Languages::new());
/// assert_eq!((articles[0].headline.as_str(), failures.len()), ("Harga turun", 0));
/// ```
pub fn from_bytes(name: &str, bytes: &[u8], languages: &Languages) -> Loaded {
    part(Part { name: name.to_owned(), bytes: bytes.to_vec(), ..Part::default() }, languages)
}

/// Reads bytes with what was said of them from outside; the files within, where they are an archive.
pub fn part(part: Part, languages: &Languages) -> Loaded {
    let Part { name, bytes, charset, link } = part;
    let parts = match packed::bytes(&name, bytes) {
        Ok(parts) => parts,
        Err(bytes) => return single(&Part { name, bytes, charset, link }, languages),
    };
    let mut loaded = Loaded::default();
    for part in parts {
        let (articles, failures) = match part {
            Ok(part) => single(&part, languages),
            Err(failure) => (Vec::new(), vec![failure]),
        };
        loaded.0.extend(articles);
        loaded.1.extend(failures);
    }
    loaded
}

/// Reads bytes that are no archive.
fn single(part: &Part, languages: &Languages) -> Loaded {
    let name = part.name.as_str();
    if mail::is_letter(&part.bytes) {
        return finish(name, [mail::draft(name, &part.bytes)], languages);
    }
    let text = match decode::text(&part.bytes, part.charset.as_deref()) {
        Ok(text) => text,
        Err(reason) => return (Vec::new(), vec![Failure::new(name, None, reason)]),
    };
    // Some old editors end lines with a carriage return alone.
    let text = if text.contains('\n') || !text.contains('\r') { text } else { text.replace('\r', "\n").into() };
    let drafts = match sniff::format(name, &text) {
        Format::Json => json::document(name, &text),
        Format::JsonLines => json::lines(name, &text),
        Format::Markdown => front_matter::drafts(name, &text),
        Format::Agency => agency::drafts(name, &xml::read(&text)),
        Format::Feed => feed::drafts(name, &xml::read(&text), part.link.as_deref()),
        Format::Feeds => vec![Err(Failure::new(name, None, "it is a list of feeds: `kilas add` takes it"))],
        Format::Page => page::drafts(name, &text, part.link.as_deref(), languages),
        Format::Plain => vec![Ok((Draft::plain(name, &text), None))],
    };
    finish(name, drafts, languages)
}

/// The sample stories.
pub fn samples(languages: &Languages) -> Loaded {
    let (mut articles, mut failures) = (Vec::new(), Vec::new());
    for (name, text) in SAMPLES {
        let (more, failed) = from_bytes(name, text.as_bytes(), languages);
        articles.extend(more);
        failures.extend(failed);
    }
    (articles, failures)
}

/// One line of JSON Lines called `name`, `number` from 1: an article, what is doubtful in it, or why it is none;
/// nothing where the line is blank.
pub fn record(name: &str, number: usize, line: &[u8], languages: &Languages) -> Loaded {
    if is_blank(line) {
        return Loaded::default();
    }
    match decode::text(line, None) {
        Ok(text) => finish(name, json::line(name, number, &text), languages),
        Err(reason) => (Vec::new(), vec![Failure::new(name, Some(Place::Line(number)), reason)]),
    }
}

/// Bytes without the byte order mark of UTF-8.
pub fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Whether nothing stands in a line but blanks, behind a byte order mark where there is one.
pub fn is_blank(line: &[u8]) -> bool {
    unmarked(line).trim_ascii().is_empty()
}

/// The articles of drafts, with the doubts about them and the failures among them.
fn finish(name: &str, drafts: impl IntoIterator<Item = json::Record>, languages: &Languages) -> Loaded {
    let drafts = drafts.into_iter();
    let (mut articles, mut failures) = (Vec::with_capacity(drafts.size_hint().0), Vec::new());
    for draft in drafts {
        let article = draft.and_then(|(draft, place)| {
            let (article, doubt) =
                draft.finish(languages).map_err(|reason| Failure::new(name, place.clone(), reason))?;
            failures.extend(doubt.map(|reason| Failure::new(name, place, reason)));
            Ok(article)
        });
        match article {
            Ok(article) => articles.push(article),
            Err(failure) => failures.push(failure),
        }
    }
    (articles, failures)
}

/// The lines of a stream of JSON Lines, each at most [`MAX_FILE`] bytes long, without holding more than one.
///
/// # Errors
/// A line that is too long is a failure; an error of the stream ends it.
pub fn lines<R: BufRead>(name: &str, mut from: R) -> impl Iterator<Item = Result<(usize, Vec<u8>), Failure>> + use<R> {
    let name = name.to_owned();
    let mut number = 0;
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        number += 1;
        let place = Some(Place::Line(number));
        let mut line = Vec::new();
        match read_line(&mut from, &mut line) {
            Ok(0) => None,
            Ok(length) if length > MAX_FILE => Some(Err(Failure::new(&name, place, too_long(length)))),
            Ok(_) => Some(Ok((number, line))),
            Err(error) => {
                ended = true;
                Some(Err(Failure::new(&name, place, error.to_string())))
            }
        }
    })
}

/// Reads to the end of a line, keeping no more than [`MAX_FILE`] bytes of it; answers how long it was.
fn read_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<u64> {
    let mut length = 0;
    loop {
        let held = match from.fill_buf() {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            held => held?,
        };
        let end = memchr::memchr(b'\n', held);
        let taken = end.map_or(held.len(), |end| end + 1);
        if length + taken as u64 <= MAX_FILE {
            line.extend_from_slice(&held[..taken]);
        } else {
            line.clear();
        }
        from.consume(taken);
        length += taken as u64;
        if end.is_some() || taken == 0 {
            return Ok(length);
        }
    }
}

fn too_long(bytes: u64) -> String {
    format!("{} MB is more than the {} MB that kilas reads at once", bytes / 1_000_000, MAX_FILE / 1_000_000)
}

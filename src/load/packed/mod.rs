//! Files within files: archives, crawls, mailboxes, and what is compressed.
//!
//! Invariant: parts come one at a time, in the order of the archive, and nothing is ever written anywhere, so a name
//! within an archive is a name and no path. What expands more than [`RATIO`] times ends its archive; a part that is
//! longer than [`MAX_FILE`] costs only itself. Absent on purpose: passwords, and formats of packing that no newsroom
//! sends.

mod crawl;
mod tar;
mod zip;

use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use super::walk::{open_file, or_a_word};
use super::{Failure, MAX_FILE, mail, reason, too_long};

/// A file within another, or something fetched: bytes, and what was said of them from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What it is called in messages.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The encoding that the server named.
    pub charset: Option<String>,
    /// The address it was read from.
    pub link: Option<String>,
}

/// The encoding that a server names in a `Content-Type`.
pub fn charset(kind: &str) -> Option<String> {
    let (_, label) = kind.split_once("charset=")?;
    Some(label.split(';').next()?.trim_matches(['"', ' ']).to_owned())
}

/// Parts of an archive, and what could not be read of it.
pub(super) type Parts = Box<dyn Iterator<Item = Result<Part, Failure>> + Send>;

/// How many times longer than itself an archive may become. Text shrinks to a fifth, logs to a thirtieth; a bomb to a
/// thousandth.
const RATIO: u64 = 200;
/// What every archive may expand to, however short it is.
const ALWAYS: u64 = 16 << 20;
/// How many archives may lie within each other: a `.tar` in a `.gz` in a `.zip`.
const DEEPEST: usize = 3;
/// How much of a file tells what it is.
const HEAD: usize = 512;
/// How the names of archives end. Other archives are known by their content, where they are read whole.
const ENDINGS: [&str; 9] = [".zip", ".tar", ".tgz", ".gz", ".zst", ".tzst", ".warc", ".mbox", ".mbx"];

/// The formats, by how they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Zip,
    Gzip,
    Zstd,
    Tar,
    Crawl,
    Mailbox,
}

/// Whether a file is called like an archive, so that its parts are worth reading one by one.
pub(super) fn is_called_so(path: &Path) -> bool {
    let name = path.as_os_str().as_encoded_bytes();
    let ends = |ending: &str| {
        name.len().checked_sub(ending.len()).is_some_and(|at| name[at..].eq_ignore_ascii_case(ending.as_bytes()))
    };
    ENDINGS.iter().any(|ending| ends(ending))
}

/// The parts of a file; nothing where it is none of the formats.
pub(super) fn file(name: &str, path: &Path) -> io::Result<Option<Parts>> {
    let (mut file, length) = open_file(path)?;
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let Some(kind) = kind(&head) else { return Ok(None) };
    file.seek(SeekFrom::Start(0))?;
    Ok(Some(said(name, open(name, kind, BufReader::new(file), length, DEEPEST))))
}

/// The parts of bytes called `name`; gives the bytes back where they are none of the formats.
pub(super) fn bytes(name: &str, bytes: Vec<u8>) -> Result<Parts, Vec<u8>> {
    within(name, bytes, DEEPEST).map(|parts| said(name, parts))
}

/// The parts, or a failure where there is none at all: an archive of pictures, a crawl that was answered nothing.
fn said(name: &str, parts: Parts) -> Parts {
    Box::new(or_a_word(parts, Failure::new(name, None, "there is nothing to read in it")))
}

fn within(name: &str, bytes: Vec<u8>, depth: usize) -> Result<Parts, Vec<u8>> {
    match kind(&bytes[..bytes.len().min(HEAD)]) {
        Some(kind) if depth > 0 => {
            let length = bytes.len() as u64;
            Ok(open(name, kind, Cursor::new(bytes), length, depth))
        }
        _ => Err(bytes),
    }
}

fn kind(head: &[u8]) -> Option<Kind> {
    match head {
        _ if head.starts_with(b"PK\x03\x04") => Some(Kind::Zip),
        _ if head.starts_with(b"\x1f\x8b") => Some(Kind::Gzip),
        _ if head.starts_with(b"\x28\xb5\x2f\xfd") => Some(Kind::Zstd),
        _ if head.get(257..262) == Some(b"ustar") => Some(Kind::Tar),
        _ if head.starts_with(b"WARC/1.") => Some(Kind::Crawl),
        _ if mail::is_mailbox(head) => Some(Kind::Mailbox),
        _ => None,
    }
}

fn open<R: BufRead + Seek + Send + 'static>(name: &str, kind: Kind, from: R, length: u64, depth: usize) -> Parts {
    let limit = Limit { left: length.saturating_mul(RATIO).max(ALWAYS) };
    let parts = match kind {
        Kind::Zip => zip::parts(name, from, limit),
        Kind::Gzip => unpacked(name, "gz", MultiGzDecoder::new(from), limit, depth),
        Kind::Zstd => match StreamingDecoder::new(from) {
            Ok(decoder) => unpacked(name, "zst", decoder, limit, depth),
            Err(error) => failed(name, error.to_string()),
        },
        Kind::Tar => tar::parts(name, from, limit),
        Kind::Crawl => crawl::parts(name, from, limit),
        Kind::Mailbox => mail::letters(name, from, limit),
    };
    // What a part is in turn: an archive in an archive.
    Box::new(parts.flat_map(move |part| match part {
        Ok(part) => match within(&part.name, part.bytes, depth - 1) {
            Ok(parts) => parts,
            Err(bytes) => Box::new(std::iter::once(Ok(Part { bytes, ..part }))),
        },
        Err(failure) => Box::new(std::iter::once(Err(failure))),
    }))
}

/// The parts of a compressed stream: those of the archive it is, or itself.
fn unpacked<R: Read + Send + 'static>(name: &str, ending: &str, from: R, limit: Limit, depth: usize) -> Parts {
    let mut from = BufReader::with_capacity(HEAD.max(64 << 10), Limited { from, limit });
    let inner = inner_name(name, ending);
    let kind = match from.fill_buf() {
        Ok(head) => kind(&head[..head.len().min(HEAD)]).filter(|_| depth > 1),
        Err(error) => return failed(name, reason(&error)),
    };
    // What the stream may become is bounded already.
    let unlimited = Limit { left: u64::MAX };
    match kind {
        Some(Kind::Tar) => tar::parts(name, from, unlimited),
        Some(Kind::Crawl) => crawl::parts(name, from, unlimited),
        Some(Kind::Mailbox) => mail::letters(name, from, unlimited),
        // Others need to be read from their end, or are compressed twice.
        Some(Kind::Zip | Kind::Gzip | Kind::Zstd) | None => {
            Box::new(std::iter::once(whole(&inner, &mut from).map(|bytes| Part {
                name: inner,
                bytes,
                ..Part::default()
            })))
        }
    }
}

/// `story.json.gz` holds `story.json`.
fn inner_name(name: &str, ending: &str) -> String {
    match name.rsplit_once('.') {
        Some((inner, end)) if end.eq_ignore_ascii_case(ending) => inner.to_owned(),
        _ => name.to_owned(),
    }
}

/// All of a part.
fn whole(name: &str, from: &mut impl Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    match from.take(MAX_FILE + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > MAX_FILE => Err(Failure::new(name, None, too_long(bytes.len() as u64))),
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::new(name, None, reason(&error))),
    }
}

/// The parts that `step` finds, one a call: none where it stands at something else. It sets its flag at the end, and
/// what it cannot read is the last that comes.
pub(super) fn stream(
    name: &str,
    mut step: impl FnMut(&mut bool) -> io::Result<Option<Result<Part, Failure>>> + Send + 'static,
) -> Parts {
    let (name, mut ended) = (name.to_owned(), false);
    Box::new(std::iter::from_fn(move || {
        while !ended {
            match step(&mut ended) {
                Ok(None) => {}
                Ok(found) => return found,
                Err(error) => {
                    ended = true;
                    return Some(Err(Failure::new(&name, None, reason(&error))));
                }
            }
        }
        None
    }))
}

fn failed(name: &str, reason: String) -> Parts {
    Box::new(std::iter::once(Err(Failure::new(name, None, reason))))
}

/// Whether a part of this name is worth reading: not what systems and browsers put beside files.
fn is_wanted(name: &str) -> bool {
    !name.split('/').any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX")
}

/// How much an archive may still expand to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    left: u64,
}

impl Limit {
    /// Takes bytes off what is left.
    ///
    /// # Errors
    /// When they are more than that; then nothing is left.
    pub(super) fn take(&mut self, bytes: u64) -> io::Result<()> {
        let left = self.left.checked_sub(bytes);
        self.left = left.unwrap_or_default();
        left.map(drop).ok_or_else(|| {
            io::Error::other(format!(
                "it becomes more than {RATIO} times as long as it is, which no honest archive does"
            ))
        })
    }
}

/// A stream that ends with an error where it has become too long.
struct Limited<R> {
    from: R,
    limit: Limit,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.limit.take(read as u64)?;
        Ok(read)
    }
}

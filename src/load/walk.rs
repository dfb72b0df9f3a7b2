//! From what a user names to the files to read: folders gone through, hidden files passed over.
//!
//! Invariant: the same folders give the same files in the same order on any machine: by name. Lazy, so that the first
//! files can be read while the rest is still being found.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::packed::{self, Part, Parts};
use super::{Failure, MAX_FILE, too_long};
use crate::article::{is_address, is_elsewhere};

/// What to say of an address that is none of the web.
pub const NO_WEB: &str = "an address is read where it begins with http:// or https://";

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// Another pipe that was named, as a shell names `<(zcat wire.jsonl.gz)`.
    Pipe(PathBuf),
    /// A file within an archive, already taken out of it.
    Part(Part),
    /// An address, `http` or `https`. Fetching it is not for this room.
    Address(String),
}

impl Found {
    /// What it is called in messages.
    pub fn name(&self) -> String {
        match self {
            Found::File(path) | Found::Pipe(path) => path.display().to_string(),
            Found::Stdin => "standard input".to_owned(),
            Found::Part(part) => part.name.clone(),
            Found::Address(address) => address.clone(),
        }
    }

    /// Whether it comes line by line: a pipe, or a file that is called JSON Lines.
    pub fn is_stream(&self) -> bool {
        let is_called = |path: &Path| {
            path.extension().is_some_and(|e| ["jsonl", "ndjson"].iter().any(|known| e.eq_ignore_ascii_case(known)))
        };
        match self {
            Found::File(path) => is_called(path),
            Found::Stdin | Found::Pipe(_) => true,
            Found::Part(_) | Found::Address(_) => false,
        }
    }

    /// All its bytes.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let fail = |reason: String| Failure::new(&self.name(), None, reason);
        let read = match self {
            Found::Stdin => bounded(io::stdin().lock(), 0),
            Found::Pipe(path) => File::open(path).and_then(|pipe| bounded(pipe, 0)),
            Found::Part(part) => Ok(part.bytes.clone()),
            Found::Address(_) => Err(io::Error::other("an address is fetched, not read")),
            Found::File(path) => open_file(path).and_then(|(file, length)| bounded(file, length)),
        };
        read.map_err(|error| fail(reason(&error)))
    }
}

/// Whether a path leads to a pipe. One that is named is waited for; in a folder it may be nobody's.
fn is_pipe(path: &Path) -> bool {
    #[cfg(unix)]
    return path.metadata().is_ok_and(|metadata| std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type()));
    #[cfg(not(unix))]
    return false;
}

/// A file and its length. A pipe or a device in a folder could keep a reader waiting for ever, even to open it.
pub(super) fn open_file(path: &Path) -> io::Result<(File, u64)> {
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("neither a file nor a folder"));
    }
    Ok((File::open(path)?, metadata.len()))
}

fn bounded(from: impl Read, length: u64) -> io::Result<Vec<u8>> {
    if length > MAX_FILE {
        return Err(io::Error::other(too_long(length)));
    }
    let mut bytes = Vec::with_capacity(length as usize);
    from.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 {
        length if length > MAX_FILE => Err(io::Error::other(too_long(length))),
        _ => Ok(bytes),
    }
}

/// What an error of the system means to a reader, without its number.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// The files of `paths`, folders gone through by name and archives by their own order; `-` is standard input.
pub fn walk(paths: &[PathBuf]) -> impl Iterator<Item = Result<Found, Failure>> + Send + use<> {
    let paths = paths.to_vec();
    let mut found = paths.into_iter().flat_map(|path| -> Box<dyn Iterator<Item = _> + Send> {
        let name = path.to_str().unwrap_or_default();
        if name == "-" {
            return Box::new(std::iter::once(Ok(Found::Stdin)));
        }
        if is_address(name) {
            return Box::new(std::iter::once(Ok(Found::Address(name.to_owned()))));
        }
        if path.is_dir() { Box::new(folder(path)) } else { Box::new(std::iter::once(file(&path))) }
    });
    let mut parts: Option<Parts> = None;
    std::iter::from_fn(move || {
        loop {
            match parts.as_mut().map(Iterator::next) {
                Some(Some(part)) => return Some(part.map(Found::Part)),
                Some(None) => parts = None,
                None => {}
            }
            match found.next()? {
                // What cannot be opened says why where it is read.
                Ok(Found::File(path)) if packed::is_called_so(&path) => {
                    parts = packed::file(&path.display().to_string(), &path).ok().flatten();
                    if parts.is_none() {
                        return Some(Ok(Found::File(path)));
                    }
                }
                found => return Some(found),
            }
        }
    })
}

fn file(path: &Path) -> Result<Found, Failure> {
    let fail = |reason: String| Failure::new(&path.display().to_string(), None, reason);
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_symlink() && !path.exists() => Err(fail("the link leads nowhere".to_owned())),
        Ok(_) if is_pipe(path) => Ok(Found::Pipe(path.to_owned())),
        Ok(_) => Ok(Found::File(path.to_owned())),
        Err(_) if path.to_str().is_some_and(is_elsewhere) => Err(fail(NO_WEB.to_owned())),
        Err(error) => Err(fail(reason(&error))),
    }
}

fn folder(path: PathBuf) -> impl Iterator<Item = Result<Found, Failure>> + Send {
    let name = path.display().to_string();
    let entries = WalkDir::new(path)
        .follow_links(true)
        // By name: within a folder all paths begin alike, and taking the names out of 10,000 of them costs 8 ms.
        .sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str()))
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry));
    let files = entries.filter_map(|entry| match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) => Some(Ok(Found::File(entry.into_path()))),
        Err(error) => Some(Err(broken(&error))),
    });
    or_a_word(files, Failure::new(&name, None, "the folder has no articles"))
}

/// What is found, or a failure where that is nothing.
pub(super) fn or_a_word<T>(
    found: impl Iterator<Item = Result<T, Failure>>,
    nothing: Failure,
) -> impl Iterator<Item = Result<T, Failure>> {
    let (mut found, mut nothing) = (found.fuse(), Some(nothing));
    std::iter::from_fn(move || match found.next() {
        Some(one) => {
            nothing = None;
            Some(one)
        }
        None => nothing.take().map(Err),
    })
}

fn is_passed_over(entry: &DirEntry) -> bool {
    is_hidden(entry.path()) || entry.file_type().is_dir() && is_of_page(entry.path())
}

/// Whether it has a name that hides it, or one that editors give to what a file was before (`a.md~`) and to what is not
/// saved yet (`#a.md#`).
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    name.starts_with(b".") || name.ends_with(b"~") || name.len() > 1 && name.starts_with(b"#") && name.ends_with(b"#")
}

/// Whether a folder holds the pictures and scripts of a page that a browser saved beside it: `a_files` beside `a.html`.
fn is_of_page(folder: &Path) -> bool {
    let page = || {
        let stem = folder.file_name()?.to_str()?.strip_suffix("_files")?;
        Some(["html", "htm"].iter().any(|ending| folder.with_file_name(format!("{stem}.{ending}")).is_file()))
    };
    page() == Some(true)
}

/// Whether [`walk`] would come to a file below one of the folders it was given: nothing on the way there is hidden or
/// belongs to a saved page.
pub fn is_reached(folder: &Path, file: &Path) -> bool {
    let below = file.ancestors().take_while(|path| *path != folder);
    below.enumerate().all(|(depth, path)| !is_hidden(path) && (depth == 0 || !is_of_page(path)))
}

/// A link that leads nowhere or round in a circle, or a folder that may not be read.
fn broken(error: &walkdir::Error) -> Failure {
    let path = error.path().map(|path| path.display().to_string()).unwrap_or_default();
    let link = error.path().is_some_and(|path| path.is_symlink() && !path.exists());
    let text = match (link, error.loop_ancestor(), error.io_error()) {
        (true, ..) => "the link leads nowhere".to_owned(),
        (_, Some(_), _) => "the link leads back to a folder it is in".to_owned(),
        (_, _, Some(error)) => reason(error),
        _ => error.to_string(),
    };
    Failure::new(&path, None, text)
}

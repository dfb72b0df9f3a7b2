//! The files of a ZIP archive.

use std::io::{self, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Failure, Limit, Limited, Part, Parts, failed, is_wanted, stream, whole};

/// The files of an archive, in the order of its directory.
pub(super) fn parts<R: Read + Seek + Send + 'static>(name: &str, from: R, mut limit: Limit) -> Parts {
    let mut archive = match ZipArchive::new(from) {
        Ok(archive) => archive,
        Err(error) => return failed(name, error.to_string()),
    };
    let (outer, mut places) = (name.to_owned(), 0..archive.len());
    stream(name, move |ended| {
        let read = places.next().map(|at| part(&mut archive, at, &outer, &mut limit));
        *ended = read.as_ref().is_none_or(|read| read.is_err() && limit.left == 0);
        Ok(read.and_then(Result::transpose))
    })
}

fn part<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    at: usize,
    name: &str,
    limit: &mut Limit,
) -> Result<Option<Part>, Failure> {
    let file = archive.by_index(at).map_err(|error| Failure::new(name, None, told(&error)))?;
    let inner = file.name().map_err(|error| Failure::new(name, None, told(&error)))?.into_owned();
    if !file.is_file() || !is_wanted(&inner) {
        return Ok(None);
    }
    let name = format!("{name}/{inner}");
    let mut from = Limited { from: file, limit: *limit };
    let read = whole(&name, &mut from);
    *limit = from.limit;
    Ok(Some(Part { bytes: read?, name, ..Part::default() }))
}

fn told(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "it is locked by a password".to_owned(),
        ZipError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
        error => error.to_string(),
    }
}

//! The files of a tar archive, read as a stream.

use std::io::{self, Read};

use tar::{EntryType, Header, PaxExtensions};

use super::{Failure, Limit, MAX_FILE, Part, Parts, is_wanted, stream, too_long};

/// Headers and the contents of files fill whole blocks.
const BLOCK: usize = 512;
/// The longest name that is read from an entry of its own.
const NAME: u64 = 64 << 10;

/// The files of an archive, in its order.
pub(super) fn parts<R: Read + Send + 'static>(name: &str, from: R, limit: Limit) -> Parts {
    let mut reader = Reader { name: name.to_owned(), from, limit, long_name: None };
    stream(name, move |ended| reader.entry(ended))
}

struct Reader<R> {
    name: String,
    from: R,
    limit: Limit,
    /// The name of the next file, where it is too long for its header.
    long_name: Option<String>,
}

impl<R: Read> Reader<R> {
    /// Reads an entry; nothing where it is no file, or the archive has ended. (The crate's own entries borrow the
    /// archive they come from, so they cannot be handed on one by one.)
    fn entry(&mut self, ended: &mut bool) -> io::Result<Option<Result<Part, Failure>>> {
        let mut block = [0; BLOCK];
        let read = fill(&mut self.from, &mut block)?;
        if read < BLOCK {
            return Err(too_early());
        }
        // An archive ends with blocks of nothing.
        if block.iter().all(|byte| *byte == 0) {
            *ended = true;
            return Ok(None);
        }
        let header = Header::from_byte_slice(&block);
        let size = header.entry_size()?;
        self.limit.take(size)?;
        match header.entry_type() {
            EntryType::GNULongName => {
                let bytes = self.content(size.min(NAME), size)?;
                self.long_name = Some(String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned());
                Ok(None)
            }
            EntryType::XHeader => {
                let bytes = self.content(size.min(NAME), size)?;
                let path = PaxExtensions::new(&bytes).flatten().find(|field| field.key() == Ok("path"));
                self.long_name = path.map(|field| String::from_utf8_lossy(field.value_bytes()).into_owned());
                Ok(None)
            }
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                let named = || String::from_utf8_lossy(&header.path_bytes()).into_owned();
                let inner = self.long_name.take().unwrap_or_else(named);
                let name = format!("{}/{inner}", self.name);
                if size > MAX_FILE {
                    self.content(0, size)?;
                    return Ok(Some(Err(Failure::new(&name, None, too_long(size)))));
                }
                let bytes = self.content(size, size)?;
                Ok(is_wanted(&inner).then(|| Ok(Part { name, bytes, ..Part::default() })))
            }
            _ => {
                self.long_name = None;
                self.content(0, size)?;
                Ok(None)
            }
        }
    }

    /// The first `wanted` bytes of a content of `size`; the rest of it and of its last block is passed over.
    fn content(&mut self, wanted: u64, size: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.from.by_ref().take(wanted).read_to_end(&mut bytes)?;
        let rest = size.checked_next_multiple_of(BLOCK as u64).ok_or_else(too_early)? - wanted;
        let passed = io::copy(&mut self.from.by_ref().take(rest), &mut io::sink())?;
        // The padding of the very last block is often left out.
        if (bytes.len() as u64) < wanted || passed < size - wanted { Err(too_early()) } else { Ok(bytes) }
    }
}

fn too_early() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends too early")
}

/// Fills a block as far as there is something to fill it with.
fn fill(from: &mut impl Read, block: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < block.len() {
        match from.read(&mut block[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

//! The pages of a crawl: WARC 1.0 and 1.1, as heritrix, wget, browsertrix and Common Crawl write them.
//!
//! A crawl keeps everything that was fetched. What was answered well and is text is read; the rest is passed over in
//! silence, since a crawl of news is mostly pictures.

use std::io::{self, BufRead, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use super::{Failure, Limit, MAX_FILE, Part, Parts, charset, stream, whole};

/// The most bytes of the headers of a record, or of what a server answered.
const HEADERS: usize = 64 << 10;
/// Bytes that are unpacked at a time.
const BLOCK: usize = 16 << 10;

/// The pages of a crawl, in its order.
pub(super) fn parts<R: BufRead + Send + 'static>(name: &str, from: R, limit: Limit) -> Parts {
    let mut reader = Reader { name: name.to_owned(), from, limit };
    stream(name, move |ended| reader.record(ended))
}

struct Reader<R> {
    name: String,
    from: R,
    limit: Limit,
}

/// Headers, names in small letters.
type Headers = Vec<(String, String)>;

fn header<'h>(headers: &'h Headers, name: &str) -> Option<&'h str> {
    headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

impl<R: BufRead> Reader<R> {
    /// Reads a record; nothing where it is no page, or the crawl has ended.
    fn record(&mut self, ended: &mut bool) -> io::Result<Option<Result<Part, Failure>>> {
        let Some((first, headers)) = headers(&mut self.from)? else {
            *ended = true;
            return Ok(None);
        };
        if !first.starts_with("WARC/") {
            return Err(io::Error::other("a record does not begin as one"));
        }
        let length = header(&headers, "content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| io::Error::other("a record does not say how long it is"))?;
        self.limit.take(length)?;
        let mut content = self.from.by_ref().take(length);
        let part = page(&self.name, &headers, &mut content);
        let passed = io::copy(&mut content, &mut io::sink());
        if passed.is_ok() && content.limit() > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the crawl ends too early"));
        }
        passed.map(|_| part)
    }
}

/// The page that a record holds, where it is one.
fn page(name: &str, record: &Headers, content: &mut impl BufRead) -> Option<Result<Part, Failure>> {
    let kind = header(record, "warc-type")?;
    let link = header(record, "warc-target-uri")?.trim_matches(['<', '>']).to_owned();
    let name = format!("{name}/{link}");
    let is_http = header(record, "content-type").is_some_and(|kind| kind.starts_with("application/http"));
    let answer = match kind {
        "response" if is_http => {
            let (first, answer) = headers(content).ok()??;
            if first.split_whitespace().nth(1) != Some("200") {
                return None;
            }
            answer
        }
        // What was kept without its headers, and the plain text that some crawls make of it.
        "resource" | "conversion" => record.clone(),
        _ => return None,
    };
    let media = header(&answer, "content-type").unwrap_or_default().to_ascii_lowercase();
    if !["text/html", "text/plain", "xml", "json"].iter().any(|known| media.contains(known)) {
        return None;
    }
    let charset = charset(&media);
    let read = body(&name, &answer, content);
    Some(read.map(|bytes| Part { name, bytes, charset, link: Some(link) }))
}

/// What a server answered, unpacked.
fn body(name: &str, answer: &Headers, content: &mut impl BufRead) -> Result<Vec<u8>, Failure> {
    let mut bytes = whole(name, content)?;
    if header(answer, "transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        bytes = joined(&bytes).unwrap_or(bytes);
    }
    match header(answer, "content-encoding") {
        Some("gzip" | "x-gzip") if bytes.starts_with(b"\x1f\x8b") => whole(name, &mut MultiGzDecoder::new(&bytes[..])),
        Some("deflate") => whole(name, &mut ZlibDecoder::new(&bytes[..])),
        // Crawls that unpacked it themselves keep the header; markup and text never begin like a frame of Zstandard,
        // but may be what Brotli cannot be told from.
        Some("zstd") if bytes.starts_with(b"\x28\xb5\x2f\xfd") => match StreamingDecoder::new(&bytes[..]) {
            Ok(mut decoder) => whole(name, &mut decoder),
            Err(error) => Err(Failure::new(name, None, error.to_string())),
        },
        Some("br") => Ok(whole(name, &mut Decompressor::new(&bytes[..], BLOCK)).unwrap_or(bytes)),
        _ => Ok(bytes),
    }
}

/// Chunks of HTTP/1.1 joined; nothing where they are none, as crawls that joined them themselves keep the header.
fn joined(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut joined, mut rest) = (Vec::with_capacity(bytes.len()), bytes);
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n"))?;
    }
}

/// The first line and the headers behind it, up to a blank line; nothing at the end of the stream.
fn headers(from: &mut impl BufRead) -> io::Result<Option<(String, Headers)>> {
    let (mut first, mut headers, mut left) = (None::<String>, Headers::new(), HEADERS);
    loop {
        let mut line = Vec::new();
        let read = from.by_ref().take(left as u64).read_until(b'\n', &mut line)?;
        left -= read;
        if left == 0 {
            return Err(io::Error::other("its headers have no end"));
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        match &mut first {
            None if read == 0 => return Ok(None),
            // Records are apart by blank lines.
            None if line.is_empty() => {}
            None => first = Some(line.to_owned()),
            Some(first) if line.is_empty() => return Ok(Some((std::mem::take(first), headers))),
            Some(_) => {
                if let Some((key, value)) = line.split_once(':') {
                    headers.push((key.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
        }
    }
}

const _: () = assert!(MAX_FILE > HEADERS as u64);

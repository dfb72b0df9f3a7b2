//! Bytes become text: byte order marks, UTF-8, UTF-16 with a mark, and the single-byte encodings of old files.
//!
//! Invariant: whatever the bytes, the answer is text or a reason why they are none.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// Bytes at which files begin that hold no text, with what they are.
const NO_TEXT: [(&[u8], &str); 10] = [
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a sound or picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
];

/// How much of a file is looked at to guess its encoding.
const SAMPLE: usize = 64 << 10;
/// Where pages and XML must say their encoding, by their standards.
const DECLARED: usize = 1024;

/// The text of `bytes`. What is no character of its encoding becomes U+FFFD. What the file says of its encoding counts
/// where it is not UTF-8, as it so often is, and before that the `charset` that a server named.
///
/// # Errors
/// Why they are no text.
pub(super) fn text<'b>(bytes: &'b [u8], charset: Option<&str>) -> Result<Cow<'b, str>, String> {
    let text = decoded(bytes, charset)?;
    if text.trim_start().is_empty() { Err("it is empty".to_owned()) } else { Ok(text) }
}

fn decoded<'b>(bytes: &'b [u8], charset: Option<&str>) -> Result<Cow<'b, str>, String> {
    if let Some((_, what)) = NO_TEXT.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!("it is {what}, no article"));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err("it is binary, no text".to_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        // A few broken bytes in much UTF-8 are damage; the rest is another encoding.
        Err(error) if is_mostly_utf8(bytes, error.valid_up_to()) => Ok(String::from_utf8_lossy(bytes)),
        Err(_) => {
            let named = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
            if let Some(encoding) = named.or_else(|| declared(bytes)) {
                return Ok(encoding.decode_without_bom_handling(bytes).0);
            }
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(&bytes[..bytes.len().min(SAMPLE)], bytes.len() <= SAMPLE);
            Ok(detector.guess(None, Utf8Detection::Deny).decode_without_bom_handling(bytes).0)
        }
    }
}

/// The encoding that a page (`<meta charset="…">`, `text/html; charset=…`) or an XML declaration (`encoding="…"`) names
/// at its beginning.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED)];
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    [&b"charset="[..], b"encoding="].iter().find_map(|key| {
        let at = memchr::memmem::find(head, key)? + key.len();
        let value = head[at..].trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))?;
        Encoding::for_label(&value[..end])
    })
}

/// Whether characters of several bytes outnumber the bytes that are none, so that the file was meant as UTF-8.
fn is_mostly_utf8(bytes: &[u8], valid: usize) -> bool {
    let start = valid.saturating_sub(SAMPLE);
    let sample = &bytes[start..bytes.len().min(valid + SAMPLE)];
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let wanted = "“Café” naik – kata Zoë";
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(wanted);
        let wide: Vec<u16> = wanted.encode_utf16().collect();
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide.iter().flat_map(|c| c.to_le_bytes())).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(wide.iter().flat_map(|c| c.to_be_bytes())).collect();
        let marked: Vec<u8> = b"\xef\xbb\xbf".iter().chain(wanted.as_bytes()).copied().collect();
        for bytes in [wanted.as_bytes(), &windows, &little, &big, &marked] {
            assert_eq!(text(bytes, None).unwrap(), wanted);
        }
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        assert_eq!(text(b"caf\xc3\xa9 na\xc3\xafve \xff end", None).unwrap(), "café naïve \u{fffd} end");
    }

    #[test]
    fn pages_and_xml_say_their_encoding() {
        for head in [
            "<meta charset=\"koi8-r\">",
            "<?xml version='1.0' encoding='KOI8-R'?>",
            "<meta content='x; charset=koi8-r'>",
        ] {
            let (bytes, ..) = encoding_rs::KOI8_R.encode("Цены на рис");
            let bytes: Vec<u8> = head.bytes().chain(bytes.iter().copied()).collect();
            assert_eq!(text(&bytes, None).unwrap(), format!("{head}Цены на рис"));
        }
    }

    #[test]
    fn a_server_goes_before_the_page_it_sends() {
        let (bytes, ..) = encoding_rs::KOI8_R.encode("<meta charset=latin1>Цены");
        assert_eq!(text(&bytes, Some("koi8-r")).unwrap(), "<meta charset=latin1>Цены");
        assert_eq!(text("Цены".as_bytes(), Some("koi8-r")).unwrap(), "Цены");
    }

    #[test]
    fn what_is_no_text_is_named() {
        for (bytes, reason) in [
            (&b""[..], "it is empty"),
            (b" \n\t", "it is empty"),
            (b"\x0b", "it is empty"),
            ("\u{feff}\u{3000}".as_bytes(), "it is empty"),
            (b"%PDF-1.7", "it is a PDF document, no article"),
            (b"a\0b", "it is binary, no text"),
        ] {
            assert_eq!(text(bytes, None).unwrap_err(), reason);
        }
    }
}

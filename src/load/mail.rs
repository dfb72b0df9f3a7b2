//! Letters: newsletters as `.eml` and in mailboxes.
//!
//! Invariant: a letter that cannot be read costs only itself. Absent on purpose: attachments, and who it was sent to.

use std::io::{self, BufRead, Read};

use mail_parser::{Message, MessageParser, PartType};

use super::draft::Draft;
use super::html;
use super::json::Record;
use super::packed::{Limit, Part, Parts, stream};
use super::{Failure, MAX_FILE, too_long};

/// Headers that every letter has some of.
const HEADERS: [&str; 10] = [
    "from",
    "date",
    "subject",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "mime-version",
    "to",
    "dkim-signature",
];
/// How many of them a text must begin with to be a letter.
const ENOUGH: usize = 3;
/// Lines that are looked at for them.
const LINES: usize = 60;

/// Whether bytes are a letter: a block of headers with enough of those that letters have.
pub(super) fn is_letter(bytes: &[u8]) -> bool {
    let mut found = 0;
    for line in bytes.split(|byte| *byte == b'\n').take(LINES) {
        let line = line.trim_ascii_end();
        if line.is_empty() || found == ENOUGH {
            break;
        }
        // A line that begins with a blank continues the one before.
        if line[0] == b' ' || line[0] == b'\t' {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else { return false };
        let name = &line[..colon];
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
            return false;
        }
        found += usize::from(HEADERS.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes())));
    }
    found >= ENOUGH
}

/// Whether a file begins as a mailbox: a line `From …` and then a letter's headers.
pub(super) fn is_mailbox(head: &[u8]) -> bool {
    let end = memchr::memchr(b'\n', head).map(|end| end + 1);
    head.starts_with(b"From ") && end.is_some_and(|end| is_header(&head[end..]))
}

/// Whether what begins like this is a header.
fn is_header(head: &[u8]) -> bool {
    let name = head.split(|byte| *byte == b':').next().unwrap_or_default();
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// The letters of a mailbox, each a part.
pub(super) fn letters<R: BufRead + Send + 'static>(name: &str, from: R, limit: Limit) -> Parts {
    let mut reader = Letters { name: name.to_owned(), from, limit, number: 0 };
    stream(name, move |ended| reader.next(ended))
}

struct Letters<R> {
    name: String,
    from: R,
    limit: Limit,
    number: usize,
}

impl<R: BufRead> Letters<R> {
    /// Reads a letter; nothing where the mailbox has ended.
    fn next(&mut self, ended: &mut bool) -> io::Result<Option<Result<Part, Failure>>> {
        let (mut bytes, mut after_blank, mut length) = (Vec::new(), true, 0);
        while !*ended {
            let line = self.line()?;
            *ended = line.is_empty();
            // Not every writer marks `From` at the beginning of a paragraph; behind that stands no header.
            let begins = after_blank && line.starts_with(b"From ") && is_header(self.from.fill_buf()?);
            after_blank = line.trim_ascii().is_empty();
            if (begins || *ended) && length > 0 {
                break;
            }
            if begins || length == 0 && after_blank {
                continue;
            }
            length += line.len() as u64;
            if length <= MAX_FILE {
                // `>From` in a letter was `From` before it was put into the mailbox.
                let marks = line.iter().take_while(|byte| **byte == b'>').count();
                let quoted = marks > 0 && line[marks..].starts_with(b"From ");
                bytes.extend_from_slice(&line[usize::from(quoted)..]);
            }
        }
        if length == 0 {
            return Ok(None);
        }
        self.number += 1;
        let name = format!("{}#{}", self.name, self.number);
        Ok(Some(match length {
            length if length > MAX_FILE => Err(Failure::new(&name, None, too_long(length))),
            _ => Ok(Part { name, bytes, ..Part::default() }),
        }))
    }

    /// Reads a line; it has an end, whatever the file.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let read = self.from.by_ref().take(MAX_FILE).read_until(b'\n', &mut line)?;
        self.limit.take(read as u64)?;
        Ok(line)
    }
}

/// The draft of a letter.
pub(super) fn draft(name: &str, bytes: &[u8]) -> Record {
    let fail = |reason: &str| Failure::new(name, None, reason);
    let letter = MessageParser::default().parse(bytes).ok_or_else(|| fail("it is no letter that can be read"))?;
    let draft = told(name, &letter).ok_or_else(|| fail("the letter has no text"));
    take_apart(letter);
    draft.map(|draft| (draft, None))
}

/// What a letter says; nothing where it has no text.
fn told(name: &str, letter: &Message<'_>) -> Option<Draft> {
    let plain = letter.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some(text.to_string()),
        _ => None,
    });
    let markup = || {
        letter.html_bodies().find_map(|part| match &part.body {
            PartType::Html(text) => Some(html::text(text)),
            _ => None,
        })
    };
    let body = plain.or_else(markup)?;
    let from = letter.from().and_then(|from| from.first());
    let sender = from.and_then(|from| from.name().or(from.address())).map(str::to_owned);
    Some(Draft {
        uri: letter.message_id().map(|id| format!("mid:{id}")),
        origin: name.to_owned(),
        source: sender,
        headline: letter.subject().map(str::to_owned),
        published: letter.date().map(|date| date.to_rfc3339()),
        body,
        ..Draft::default()
    })
}

/// Takes a letter apart, the letters within it one after the other: two hundred thousand within each other, each taken
/// apart by the one around it, overflowed the stack.
fn take_apart(letter: Message<'_>) {
    let mut parts = letter.parts;
    while let Some(part) = parts.pop() {
        if let PartType::Message(letter) = part.body {
            parts.extend(letter.parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_go_on_in_the_next_line_are_of_a_letter() {
        let head =
            "Received: from k.example\n\tby rawa.example;\n Sat, 14 Feb 2026\nFrom: a@k.example\nSubject: Beras\n";
        assert!(is_letter(head.as_bytes()));
        assert!(is_letter(head.replace('\n', "\r\n").as_bytes()));
        assert!(!is_letter(head.replace('\t', "").as_bytes()), "a line of its own that is no header");
        assert!(!is_letter(b"From: a\nSubject: b\n\nDate: c\n"), "two are too few, and the text has none");
    }
}

//! Links on the screen (OSC 8): whoever clicks one is led there by the terminal.
//!
//! Invariant: only what begins as a page of the web is a link, and what leaves here is printable ASCII, so nothing in
//! it ends the sequence it stands in. A terminal never opens a link by itself. Absent on purpose: other schemes.

use std::fmt::Write as _;

/// Longest link, in bytes: terminals drop longer ones.
const BOUND: usize = 2_000;
/// What begins as one.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// `target` as it may stand in the sequence, what is not plain percent-encoded; `None` where it is no link to follow.
pub(super) fn encoded(target: &str) -> Option<String> {
    let is_page = |scheme: &&str| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    SCHEMES.iter().find(|scheme| is_page(scheme) && target.len() > scheme.len())?;
    let mut text = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte {
            0x21..=0x7e if !br#""<>\^`{|}"#.contains(&byte) => text.push(char::from(byte)),
            _ => drop(write!(text, "%{byte:02X}")),
        }
    }
    (text.len() <= BOUND).then_some(text)
}

/// Begins a link, of which the parts on several rows are one by its number; `None` ends it.
pub(super) fn write(link: Option<(u16, &str)>, out: &mut Vec<u8>) {
    let (number, target) = link.unzip();
    out.extend_from_slice(b"\x1b]8;");
    if let Some(number) = number {
        out.extend_from_slice(format!("id={number}").as_bytes());
    }
    out.push(b';');
    out.extend_from_slice(target.unwrap_or_default().as_bytes());
    out.extend_from_slice(b"\x1b\\");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_and_nothing_that_ends_the_sequence() {
        for (target, text) in [
            ("https://contoh.example/a?b=c&d=%20#e", Some("https://contoh.example/a?b=c&d=%20#e")),
            ("HTTP://contoh.example", Some("HTTP://contoh.example")),
            ("https://contoh.example/é \x1b\\\u{9c}\x07|", Some("https://contoh.example/%C3%A9%20%1B%5C%C2%9C%07%7C")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("https://", None),
            ("", None),
        ] {
            assert_eq!(encoded(target).as_deref(), text, "{target:?}");
        }
        assert_eq!(encoded(&format!("https://{}", "a".repeat(BOUND))), None);
    }
}

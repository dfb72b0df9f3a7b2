//! Which format a text is in, by what it says and then by what it is called.

use std::path::Path;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// One JSON value.
    Json,
    /// A JSON object a line.
    JsonLines,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Page,
    /// RSS or Atom.
    Feed,
    /// NITF or NewsML-G2.
    Agency,
    /// A list of feeds, as readers of feeds hand them on.
    Feeds,
    /// Plain text.
    Plain,
}

/// The format of a text called `name`.
pub(super) fn format(name: &str, text: &str) -> Format {
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    let start = text.trim_start();
    let json = || if has_two_objects(start) { Format::JsonLines } else { Format::Json };
    match extension.as_str() {
        "jsonl" | "ndjson" => Format::JsonLines,
        "json" | "geojson" | "jsonld" => json(),
        "md" | "markdown" => Format::Markdown,
        _ => match root(start) {
            Some(root) => markup(root, &extension),
            None if opens_json(start) => json(),
            None if start.starts_with("---\n") || start.starts_with("---\r\n") => Format::Markdown,
            None => Format::Plain,
        },
    }
}

/// The name of the first element of a text that is markup, without the prefix of its namespace: declarations and
/// comments stand before it.
fn root(start: &str) -> Option<&str> {
    let mut rest = start;
    loop {
        let inner = rest.strip_prefix('<')?;
        let end = match inner.as_bytes().first()? {
            b'?' => inner.find("?>")? + 2,
            b'!' if inner.starts_with("!--") => inner.find("-->")? + 3,
            b'!' => declaration(inner)?,
            _ => {
                let end = inner.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
                return inner[..end].rsplit(':').next();
            }
        };
        rest = inner[end..].trim_start();
    }
}

/// Where `<!DOCTYPE …>` ends, which may hold declarations of its own in brackets.
fn declaration(inner: &str) -> Option<usize> {
    let end = inner.find('>')?;
    match inner[..end].find('[') {
        Some(open) => {
            let close = open + inner[open..].find(']')?;
            Some(close + inner[close..].find('>')? + 1)
        }
        None => Some(end + 1),
    }
}

/// The format of markup, by its first element. A saved part of a page begins with any, and its file says what it is.
fn markup(root: &str, extension: &str) -> Format {
    match root.to_ascii_lowercase().as_str() {
        "html" | "head" | "body" => Format::Page,
        "rss" | "rdf" | "feed" | "channel" => Format::Feed,
        "opml" => Format::Feeds,
        "nitf" | "newsitem" | "newsmessage" => Format::Agency,
        _ if matches!(extension, "html" | "htm" | "xhtml" | "shtml") => Format::Page,
        _ => Format::Plain,
    }
}

/// A brace and a key, or a bracket and an object: prose does not begin so. Or nothing in them, as an answer that found
/// nothing.
fn opens_json(start: &str) -> bool {
    let after = |mark, next| start.strip_prefix(mark).is_some_and(|inner: &str| inner.trim_start().starts_with(next));
    after('{', '"') || after('[', '{') || matches!(start.trim_end(), "[]" | "{}")
}

/// Whether the first line is a whole object and another follows.
fn has_two_objects(start: &str) -> bool {
    let mut lines = start.lines().filter(|line| !line.trim().is_empty());
    let whole = |line: &str| line.trim_start().starts_with('{') && line.trim_end().ends_with('}');
    lines.next().is_some_and(whole) && lines.next().is_some_and(|line| line.trim_start().starts_with('{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_content_and_name() {
        for (name, text, format) in [
            ("a.json", "{\"headline\": 1}", Format::Json),
            ("a", "[\n  {\"headline\": \"x\"}]", Format::Json),
            ("a", "{\"a\": 1}\n{\"a\": 2}\n", Format::JsonLines),
            ("a.json", "{\"a\": 1}\n{\"a\": 2}\n", Format::JsonLines),
            ("a.jsonl", "{\"a\": 1}", Format::JsonLines),
            ("a.txt", "---\ntitle: x\n---\n", Format::Markdown),
            ("a.md", "Text", Format::Markdown),
            ("a.txt", "[Foto: Antara] Harga naik.", Format::Plain),
            ("a", "{{templat}}", Format::Plain),
            ("a", "[]\n", Format::Json),
            ("a", "[] Harga naik.", Format::Plain),
            ("a", "<!DOCTYPE html>\n<html lang=id>", Format::Page),
            ("a.txt", "<?xml version='1.0'?><!-- x --><!DOCTYPE html [<!ENTITY a '>'>]><html>", Format::Page),
            ("a.html", "<div>Teks</div>", Format::Page),
            ("a", "<p>Teks</p>", Format::Plain),
            ("a.html", "Teks tanpa tanda.", Format::Plain),
            ("a.xml", "<?xml version='1.0'?><rss version='2.0'>", Format::Feed),
            ("a", "<rdf:RDF xmlns='x'>", Format::Feed),
            ("a", "<?xml version='1.0'?><newsItem guid='x'>", Format::Agency),
            ("a.xml", "<opml version='2.0'>", Format::Feeds),
            ("a", "<", Format::Plain),
        ] {
            assert_eq!(super::format(name, text), format, "{name} {text:?}");
        }
    }
}

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
    /// Plain text.
    Plain,
}

/// The format of a text called `name`.
pub(super) fn format(name: &str, text: &str) -> Format {
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    let start = text.trim_start();
    match extension.as_str() {
        "jsonl" | "ndjson" => Format::JsonLines,
        "json" | "geojson" | "jsonld" => {
            if has_two_objects(start) {
                Format::JsonLines
            } else {
                Format::Json
            }
        }
        "md" | "markdown" => Format::Markdown,
        _ if opens_json(start) => {
            if has_two_objects(start) {
                Format::JsonLines
            } else {
                Format::Json
            }
        }
        _ if start.starts_with("---\n") || start.starts_with("---\r\n") => Format::Markdown,
        _ => Format::Plain,
    }
}

/// A brace and a key, or a bracket and an object: prose does not begin so.
fn opens_json(start: &str) -> bool {
    let after = |mark, next| start.strip_prefix(mark).is_some_and(|inner: &str| inner.trim_start().starts_with(next));
    after('{', '"') || after('[', '{')
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
        ] {
            assert_eq!(super::format(name, text), format, "{name} {text:?}");
        }
    }
}

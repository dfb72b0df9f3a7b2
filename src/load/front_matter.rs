//! Markdown: the YAML before the text says what is known of it, and the text loses its marks.

use saphyr::{LoadableYamlNode, Yaml};

use super::draft::Draft;
use super::json::Record;
use super::{Failure, Place, headline};

/// The most columns before the first word of a line of front matter.
const DEEPEST: usize = 64;

/// The one draft of a Markdown file.
pub(super) fn drafts(name: &str, text: &str) -> Vec<Record> {
    let Some((matter, body)) = split(text) else {
        return vec![Ok((Draft::plain(name, &plain(text)), None))];
    };
    vec![read(name, matter, body)]
}

/// Front matter and what follows it.
fn split(text: &str) -> Option<(&str, &str)> {
    let start = text.trim_start_matches(['\u{feff}', '\n', '\r']);
    let inner = start.strip_prefix("---")?.trim_start_matches('\r').strip_prefix('\n')?;
    let mut at = 0;
    for line in inner.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&inner[..at], &inner[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// Whether a line could stand deeper in a structure than a parser that calls itself should go: every level of YAML's
/// blocks takes at least a column before its first word. A thousand levels overflowed the stack of saphyr 0.3.
fn is_too_deep(line: &str) -> bool {
    line.bytes().take_while(|byte| b" -?\t".contains(byte)).count() > DEEPEST
}

fn read(name: &str, matter: &str, body: &str) -> Record {
    // The first line of the matter is the second of the file.
    let place = |line: usize| Some(Place::Line(line + 1));
    if let Some(line) = matter.lines().position(is_too_deep) {
        return Err(Failure::new(name, place(line + 1), "front matter: nested too deeply"));
    }
    let documents = Yaml::load_from_str(matter)
        .map_err(|error| Failure::new(name, place(error.marker().line()), format!("front matter: {}", error.info())))?;
    let fields = documents.first();
    let get =
        |names: &[&str]| -> Option<String> { names.iter().find_map(|name| scalar(fields?.as_mapping_get(name)?)) };
    let body = plain(body);
    let (first, rest) = headline::split(&body);
    let given = get(&["headline", "title"]);
    // A heading that says the headline again is not read twice.
    let repeated = given.is_some() && first.is_some() && first == given;
    let body = if given.is_none() || repeated { rest.to_owned() } else { body.clone() };
    let draft = Draft {
        origin: name.to_owned(),
        uri: get(&["uri", "id"]),
        link: get(&["url", "link"]),
        language: get(&["language", "lang"]),
        source: get(&["source", "publisher"]),
        headline: given.or(first),
        byline: get(&["byline", "author", "authors"]),
        slugline: get(&["slugline", "slug"]),
        located: get(&["located", "dateline", "location"]),
        published: get(&["published", "date", "datePublished"]),
        body,
        ..Draft::default()
    };
    Ok((draft, None))
}

/// A scalar as written; several of a list joined.
fn scalar(value: &Yaml<'_>) -> Option<String> {
    if let Some(values) = value.as_vec() {
        let texts: Vec<String> = values.iter().filter_map(scalar).collect();
        return (!texts.is_empty()).then(|| texts.join(", "));
    }
    let text = value.as_str().map(str::to_owned);
    text.or_else(|| value.as_integer().map(|n| n.to_string()))
        .or_else(|| value.as_floating_point().map(|n| n.to_string()))
}

/// Markdown as text: marks of headings and emphasis off, links as their words, pictures gone.
fn plain(text: &str) -> String {
    text.split('\n').map(plain_line).collect::<Vec<_>>().join("\n")
}

fn plain_line(line: &str) -> String {
    let heading = line.trim_start_matches('#');
    let line = if heading.len() < line.len() && heading.starts_with(' ') { heading.trim_start() } else { line };
    let line = line.strip_prefix("> ").unwrap_or(line);
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    // Behind the last bracket no link ends; looking for one from every `[a](` would take the square of their number.
    let behind = line.len() - line.rfind(')').unwrap_or_default();
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'[' | b'!' | b'*' | b'_')) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let picture = rest.starts_with("![");
        let link = if rest.len() > behind { link(rest.strip_prefix('!').unwrap_or(rest)) } else { None };
        if let Some((words, after)) = link {
            if !picture {
                text.push_str(words);
            }
            rest = after;
        } else {
            let strong = rest.starts_with("**") || rest.starts_with("__");
            // A single star or underline may be one of the text; two are emphasis.
            if !strong {
                text.push_str(&rest[..1]);
            }
            rest = &rest[if strong { 2 } else { 1 }..];
        }
    }
    text.push_str(rest);
    text
}

/// The words of a link at the beginning of a line, in which no other begins, and what follows it.
fn link(line: &str) -> Option<(&str, &str)> {
    let inner = line.strip_prefix('[')?;
    let (words, _) = inner[..inner.find('[').unwrap_or(inner.len())].split_once("](")?;
    let (_, after) = inner[words.len()..].split_once(')')?;
    Some((words, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read() {
        let text = "---\ntitle: \"Harga: turun\"\nauthor: [A, B]\ndate: 2024-07-05\nlang: id\n---\n\n# Sub\n\nTeks **tebal** dan [tautan](https://x.example).";
        let (draft, _) = drafts("a.md", text).remove(0).unwrap();
        assert_eq!(draft.headline.as_deref(), Some("Harga: turun"));
        assert_eq!(draft.byline.as_deref(), Some("A, B"));
        assert_eq!(draft.published.as_deref(), Some("2024-07-05"));
        assert!(draft.body.contains("Teks tebal dan tautan."));
    }

    #[test]
    fn a_fault_in_front_matter_has_its_line() {
        let failure = drafts("a.md", "---\ntitle: \"x\nlang: id\n---\nTeks").remove(0).unwrap_err();
        assert!(failure.to_string().starts_with("a.md: line "), "{failure}");
    }

    #[test]
    fn markdown_without_front_matter_has_its_heading() {
        let (draft, _) = drafts("a.md", "# Harga turun\n\nTeks *miring*.").remove(0).unwrap();
        assert_eq!(draft.headline.as_deref(), Some("Harga turun"));
    }

    #[test]
    fn links_are_their_words_and_what_only_begins_as_one_stays() {
        for (line, text) in [
            ("![Foto](a.png) Harga [naik](b) lagi", " Harga naik lagi"),
            ("[a) b](x) dan [c]", "a) b dan [c]"),
            ("[[a](x)](y)", "[a](y)"),
            ("(a) [b](c", "(a) [b](c"),
        ] {
            assert_eq!(plain_line(line), text);
        }
        // Each of them is looked at once; otherwise this takes minutes.
        for flood in ["[", "[a]("] {
            let line = flood.repeat(500_000);
            assert_eq!(plain_line(&line), line);
        }
    }
}

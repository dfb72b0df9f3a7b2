//! JSON and JSON Lines: where the records of a text stand, each with its line.
//!
//! Invariant: a record that cannot be read costs only itself. Nesting is bounded by serde_json (128 levels). Absent on
//! purpose: what the fields of a record mean.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::draft::Draft;
use super::failure::Lines;
use super::{Failure, Place, json_feed, record};

/// A draft and its place, or why there is none.
pub(super) type Record = Result<(Draft, Option<Place>), Failure>;

/// Names under which files keep a list of records.
const ENVELOPES: [&str; 10] =
    ["items", "articles", "stories", "clusters", "@graph", "data", "results", "docs", "entries", "associations"];

/// The records of one JSON value: an object, an array of them, or an envelope around an array.
pub(super) fn document(name: &str, text: &str) -> Vec<Record> {
    let fault = |error: serde_json::Error| vec![Err(broken(name, error.line(), &error))];
    let value: &RawValue = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return fault(error),
    };
    let items = match items(value.get()) {
        Ok(items) => articles(items),
        Err(error) => return fault(error),
    };
    if items.is_empty() {
        return vec![Err(Failure::new(name, None, "there is no article in it"))];
    }
    let single = items.len() == 1;
    let origin = |at: usize| if single { name.to_owned() } else { format!("{name}#{}", at + 1) };
    let mut lines = Lines::new(text);
    let start = |item: &RawValue| item.get().as_ptr().addr() - text.as_ptr().addr();
    let read = items.iter().enumerate().map(|(at, item)| read(name, origin(at), start(item), item, &mut lines));
    match json_feed::head(text) {
        Some(head) => read.map(|record| record.map(|(draft, place)| (head.of(name, draft), place))).collect(),
        None => read.collect(),
    }
}

/// The records of JSON Lines.
pub(super) fn lines(name: &str, text: &str) -> Vec<Record> {
    text.lines().enumerate().flat_map(|(at, text)| line(name, at + 1, text)).collect()
}

/// The record of one line, `number` from 1; none where it is blank. What agencies send as one line may also be an
/// envelope or an array: then it has several.
pub(super) fn line(name: &str, number: usize, text: &str) -> Vec<Record> {
    let place = Some(Place::Line(number));
    if text.trim().is_empty() {
        return Vec::new();
    }
    let origin = format!("{name}#{number}");
    match serde_json::from_str(text) {
        Ok(value) => match record::draft(value) {
            Ok(draft) => vec![Ok((Draft { origin, ..draft }, place))],
            Err(fault) => enclosed(&origin, name, number, text)
                .unwrap_or_else(|| vec![Err(Failure::new(name, place, fault.to_string()))]),
        },
        Err(error) => vec![Err(broken(name, number, &error))],
    }
}

/// Why a text is no JSON, and where: on this line.
fn broken(name: &str, line: usize, error: &serde_json::Error) -> Failure {
    let place = match error.column() {
        // Behind the end of the line before.
        0 => Place::Line(line),
        column => Place::Column(line, column),
    };
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let reason = if error.is_eof() { "it ends too early".to_owned() } else { format!("it is no JSON here: {reason}") };
    Failure::new(name, Some(place), reason)
}

/// The records of a line that is an envelope or an array.
fn enclosed(origin: &str, name: &str, number: usize, text: &str) -> Option<Vec<Record>> {
    let text = text.trim();
    if !text.starts_with('[') && enveloped(text).ok()?.is_none() {
        return None;
    }
    let place = Some(Place::Line(number));
    let read = |(at, item): (usize, &RawValue)| {
        let draft = serde_json::from_str(item.get()).map_err(|error| error.to_string());
        let draft = draft.and_then(|value| record::draft(value).map_err(|fault| fault.to_string()));
        match draft {
            Ok(draft) => Ok((Draft { origin: format!("{origin}.{}", at + 1), ..draft }, place.clone())),
            Err(reason) => Err(Failure::new(name, place.clone(), reason)),
        }
    };
    let items = articles(items(text).ok()?);
    (!items.is_empty()).then(|| items.into_iter().enumerate().map(read).collect())
}

/// The records in a value. A list may be one of lists in turn: the JSON-LD blocks of a page, or the clusters of Kagi's
/// Kite with their articles. What Kite says of a cluster itself is written by a machine, and is no article.
fn items(text: &str) -> serde_json::Result<Vec<&RawValue>> {
    let items: Vec<&RawValue> = match enveloped(text)? {
        Some(items) => items,
        None if text.starts_with('[') => serde_json::from_str(text)?,
        None => return Ok(vec![serde_json::from_str(text)?]),
    };
    let lists = items.into_iter().map(|item| enveloped(item.get()).map(|inner| inner.unwrap_or(vec![item])));
    lists.collect::<serde_json::Result<Vec<_>>>().map(|lists| lists.concat())
}

/// Without what pages describe beside their article — the page, the site, its owner — where one is among them.
fn articles(items: Vec<&RawValue>) -> Vec<&RawValue> {
    let kinds: Vec<Option<bool>> = items.iter().map(|item| record::is_article(item.get())).collect();
    if !kinds.contains(&Some(true)) {
        return items;
    }
    items.into_iter().zip(kinds).filter(|(_, kind)| *kind != Some(false)).map(|(item, _)| item).collect()
}

/// The list in an object that is an envelope: it has no text of its own.
fn enveloped(text: &str) -> serde_json::Result<Option<Vec<&RawValue>>> {
    if !text.starts_with('{') {
        return Ok(None);
    }
    let object: BTreeMap<std::borrow::Cow<'_, str>, &RawValue> = serde_json::from_str(text)?;
    if object.keys().any(|key| record::is_text(key)) {
        return Ok(None);
    }
    let list = ENVELOPES.iter().find_map(|key| object.get(*key).filter(|value| value.get().starts_with('[')));
    list.map(|list| serde_json::from_str(list.get())).transpose()
}

/// The draft of one record, which begins at the byte `start` of its file.
fn read(name: &str, origin: String, start: usize, item: &RawValue, lines: &mut Lines<'_>) -> Record {
    let place = (start > 0).then(|| Place::Line(lines.of(start)));
    let value = serde_json::from_str(item.get())
        .map_err(|error| Failure::new(name, Some(Place::Line(lines.of(start))), error.to_string()))?;
    let draft = record::draft(value).map_err(|fault| {
        // The line of the field itself, where a record is spread over several.
        let key = fault.field.as_ref().and_then(|field| item.get().find(&format!("\"{field}\"")));
        Failure::new(name, Some(Place::Line(lines.of(start + key.unwrap_or_default()))), fault.to_string())
    })?;
    Ok((Draft { origin, ..draft }, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entries_of_a_feed_have_its_title_its_language_and_whole_links() {
        let text = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Kabar", "language": "id", "items": [
            {"id": "7", "content_text": "Harga turun."},
            {"id": "urn:8", "content_text": "Harga naik.", "source": "Warta", "language": "ms"}]}"#;
        let said = |text: &str| -> Vec<[Option<String>; 3]> {
            let drafts = document("a.json", text).into_iter().map(|record| record.unwrap().0);
            drafts.map(|draft| [draft.uri, draft.source, draft.language]).collect()
        };
        let all = |words: [&str; 3]| words.map(|word| Some(word.to_owned()));
        assert_eq!(said(text), [all(["a.json#7", "Kabar", "id"]), all(["urn:8", "Warta", "ms"])]);
        let linked = text.replace("\"id\": \"7\"", "\"id\": \"7\", \"url\": \"/7\"");
        let linked = linked.replace("\"title\"", "\"home_page_url\": \"https://k.example/a/\", \"title\"");
        let (first, _) = document("a.json", &linked).swap_remove(0).unwrap();
        assert_eq!(first.link.as_deref(), Some("https://k.example/7"));
        let other = said(&text.replace("https://jsonfeed.org/version/1.1", "1.1"));
        assert_eq!(other[0], [Some("7".to_owned()), None, None], "any other list has no title of its own");
    }

    #[test]
    fn each_of_many_records_has_its_line() {
        // Counted from the beginning for each, this takes minutes.
        let records = "{\"body\": \"Harga turun.\"},\n".repeat(200_000);
        let text = format!("[{records}{{\n\"body\": 7}}]");
        let read = document("a.json", &text);
        assert!(matches!(&read[0], Ok((_, Some(Place::Line(1))))));
        assert!(matches!(&read[199_999], Ok((_, Some(Place::Line(200_000))))));
        assert_eq!(read[200_000].as_ref().unwrap_err().place, Some(Place::Line(200_002)));
    }
}

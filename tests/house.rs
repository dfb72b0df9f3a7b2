//! The house keeps itself: which room may know which, that every room says what it is, and that no word of a language
//! stands in the code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, each with those it may import. What is not listed may not be.
const MAY_IMPORT: [(&str, &[&str]); 19] = [
    ("article", &[]),
    ("find", &["article"]),
    ("language", &["article"]),
    ("load", &["article", "language"]),
    ("fetch", &["article", "language", "load"]),
    ("brief", &["article", "language"]),
    ("front", &["article", "brief", "language"]),
    ("export", &["article", "brief", "front"]),
    ("app", &["article", "brief", "find"]),
    // Understood alike for the stories of a folder and those of the archive.
    ("query", &["find", "language", "app"]),
    ("view", &["article", "brief", "app"]),
    ("survey", &["article", "brief", "front", "language", "app"]),
    ("pile", &["article", "brief", "find", "app", "survey", "query"]),
    ("archive", &["article", "brief", "language", "find", "app", "survey", "query"]),
    ("pipeline", &[]),
    ("terminal", &["app"]),
    (
        "reader",
        &[
            "article", "brief", "language", "load", "fetch", "app", "view", "pile", "archive", "pipeline", "terminal",
            "survey", "query",
        ],
    ),
    (
        "cli",
        &[
            "article", "brief", "language", "load", "fetch", "export", "app", "view", "archive", "pipeline",
            "terminal", "reader", "front", "query",
        ],
    ),
    ("main", &["cli"]),
];

/// The steps of a briefing, each with a folder for its parts: none knows of a later one.
const STEPS: [&str; 13] = [
    "briefing",
    "weights",
    "text",
    "name",
    "people",
    "attribution",
    "statement",
    "label",
    "speaker",
    "cast",
    "mention",
    "date",
    "key_point",
];

/// What the pure rooms never touch.
const OUTSIDE: [&str; 8] =
    ["std::fs", "std::net", "std::io", "std::env", "std::time", "std::thread", "std::process", "crossterm"];

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The room a file belongs to: the first name under `src`.
fn room(path: &Path) -> String {
    let inner = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
    inner.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The code of a file without its inline tests and comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The rooms that a line names by `crate::room` or `kilas::room`, braces included.
fn named_rooms(line: &str) -> Vec<String> {
    ["crate::", "kilas::"]
        .iter()
        .flat_map(|root| line.match_indices(root).map(|(at, _)| &line[at + root.len()..]))
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split([',', '}']).map(|part| part.trim().to_owned()).collect::<Vec<_>>(),
            None => vec![rest.to_owned()],
        })
        .map(|name| name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn imports_go_one_way() {
    let known: BTreeSet<&str> = MAY_IMPORT.iter().map(|(room, _)| *room).collect();
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let room = room(&path);
        if room == "lib" {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            faults.push(format!("{}: a room that tests/house.rs does not know", path.display()));
            continue;
        };
        for line in code(&text) {
            for named in named_rooms(line) {
                if known.contains(named.as_str()) && named != room && !allowed.contains(&named.as_str()) {
                    faults.push(format!("{}: {room} must not know {named}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn steps_of_a_briefing_go_one_way() {
    let place = |name: &str| STEPS.iter().position(|step| *step == name);
    let mut faults = Vec::new();
    let mut found = BTreeSet::new();
    for (path, text) in sources() {
        let inner = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src/brief"));
        let Ok(inner) = inner.map(|inner| inner.with_extension("").to_string_lossy().replace('\\', "/")) else {
            continue;
        };
        let mut names = inner.split('/');
        let own = names.next().unwrap().to_owned();
        // A step calls the others by `super`, its parts call them by `crate::brief`.
        let root = if names.next().is_some() { "brief::" } else { "super::" };
        if own == "mod" {
            continue;
        }
        let Some(at) = place(&own) else {
            faults.push(format!("{}: a step that tests/house.rs does not know", path.display()));
            continue;
        };
        for line in code(&text) {
            let named = line.match_indices(root).map(|(start, _)| &line[start + root.len()..]);
            let named = named.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap());
            for step in named.filter_map(place) {
                found.insert((own.clone(), STEPS[step]));
                if step > at {
                    faults.push(format!("{}: {own} must not know {}: {}", path.display(), STEPS[step], line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(found.contains(&("speaker".to_owned(), "attribution")), "imports are no longer seen");
}

#[test]
fn a_forbidden_import_is_seen() {
    assert_eq!(named_rooms("use crate::archive::Store;"), ["archive"]);
    assert_eq!(named_rooms("use crate::{load, view::draw};"), ["load", "view"]);
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if ["article", "find", "language", "brief", "front", "app", "view", "pile", "survey", "query"]
            .contains(&room(&path).as_str())
        {
            for line in code(&text) {
                for outside in OUTSIDE.iter().filter(|outside| line.contains(**outside)) {
                    faults.push(format!("{}: {outside} in {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_has_a_front_page() {
    let without: Vec<_> = sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(p, _)| p).collect();
    assert!(without.is_empty(), "begin these with what they are (`//! …`): {without:?}");
}

#[test]
fn rooms_stay_small() {
    let lines = |text: &str| code(text).filter(|line| !line.trim().is_empty()).count();
    let large: Vec<_> =
        sources().into_iter().map(|(path, text)| (lines(&text), path)).filter(|(count, _)| *count > 250).collect();
    assert!(large.is_empty(), "more than 250 lines of code; split by idea: {large:?}");
}

/// Every word of a pack that belongs to a language: strings of the sections that list its words.
fn words_of_packs() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data/languages")).unwrap() {
        let pack: toml::Table = fs::read_to_string(entry.unwrap().path()).unwrap().parse().unwrap();
        for section in ["attribution", "pronouns", "names", "organisations", "places", "dates", "key_points"] {
            if let Some(value) = pack.get(section) {
                collect(value, &mut words);
            }
        }
    }
    words
}

fn collect(value: &toml::Value, words: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(word) if word.chars().count() > 3 && !word.contains('{') => {
            words.insert(word.clone());
        }
        toml::Value::Array(values) => values.iter().for_each(|value| collect(value, words)),
        toml::Value::Table(table) => table.values().for_each(|value| collect(value, words)),
        _ => {}
    }
}

#[test]
fn no_word_of_a_language_stands_in_the_code() {
    let words = words_of_packs();
    let mut faults = Vec::new();
    for (path, text) in sources() {
        // The words of the interface are English, and so are the names of fields in formats and packs.
        if !["language", "brief", "load", "export"].contains(&room(&path).as_str()) {
            continue;
        }
        for line in code(&text).filter(|line| !line.contains("error(\"")) {
            for literal in line.split('"').skip(1).step_by(2) {
                if words.contains(literal) && !FIELDS.contains(&literal) {
                    faults.push(format!("{}: {literal:?}", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "these belong into data/languages:\n{}", faults.join("\n"));
}

/// Names of fields in the formats kilas reads that are also words of a pack.
const FIELDS: [&str; 13] = [
    "about",
    "person",
    "people",
    "place",
    "places",
    "author",
    "text",
    "body",
    "date",
    "title",
    "organisation",
    "withheld",
    "note",
];

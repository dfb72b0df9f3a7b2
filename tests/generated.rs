//! Pages that are made from the code: stale ones are red. `KILAS_WRITE=1 cargo test --test generated` writes them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::{env, fs};

use kilas::app::action::{Group, TABLE};
use kilas::app::keymap::Keymap;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// The table of keys, from the table of actions.
fn keys() -> String {
    let keymap = Keymap::default();
    let mut page = String::from("| keys | what they do | id |\n| --- | --- | --- |\n");
    for group in Group::ALL {
        for entry in TABLE.iter().filter(|entry| entry.group == group) {
            let keys: Vec<String> = keymap.shown(entry.action).split(' ').map(|key| format!("`{key}`")).collect();
            writeln!(page, "| {} | {} | `{}` |", keys.join(" "), entry.help, entry.id).expect("a string takes all");
        }
    }
    page
}

#[test]
fn the_readme_shows_the_keys_there_are() {
    let readme = fs::read_to_string(README).unwrap();
    let (before, rest) = readme.split_once("<!-- keys -->\n").expect("README.md has a line <!-- keys -->");
    let (found, after) = rest.split_once("<!-- /keys -->").expect("README.md has a line <!-- /keys -->");
    if found != keys() && env::var_os("KILAS_WRITE").is_some() {
        fs::write(README, format!("{before}<!-- keys -->\n{}<!-- /keys -->{after}", keys())).unwrap();
        return;
    }
    assert_eq!(found, keys(), "README.md is stale: KILAS_WRITE=1 cargo test --test generated");
}

/// A literal of the code, with `{}` for whatever is filled in.
fn unfilled(literal: &str) -> String {
    let filled = |(at, part): (usize, &str)| match part.split_once('}') {
        Some((_, rest)) if at > 0 => format!("{{}}{rest}"),
        _ => part.to_owned(),
    };
    literal.split('{').enumerate().map(filled).collect()
}

#[test]
fn what_a_locale_says_of_reasons_is_worded_so_in_the_code() {
    let mut code = String::new();
    for room in ["load", "load/packed", "load/page", "fetch", "archive"] {
        for entry in fs::read_dir(format!("{}/src/{room}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
            code += &fs::read_to_string(entry.unwrap().path()).unwrap_or_default();
        }
    }
    // A mark within a literal is no end of it.
    let code = code.replace("\\\"", "\u{1}");
    let literals = code.lines().flat_map(|line| line.split('"').skip(1).step_by(2));
    let literals: BTreeSet<String> = literals.map(|literal| unfilled(literal).replace('\u{1}', "\"")).collect();
    for (code, text) in kilas::view::words::LOCALES.iter().filter(|(code, _)| *code != "en") {
        let locale: serde_json::Value = serde_json::from_str(text).unwrap();
        let reasons = locale["reasons"].as_object().unwrap();
        let stale: Vec<&String> = reasons.keys().filter(|reason| !literals.contains(*reason)).collect();
        assert!(stale.is_empty(), "data/locales/{code}.toml: nothing in src says {stale:?}");
        for (reason, said) in reasons {
            let places = |text: &str| text.matches("{}").count();
            assert_eq!(places(reason), places(said.as_str().unwrap()), "data/locales/{code}.toml: {reason}");
        }
    }
}

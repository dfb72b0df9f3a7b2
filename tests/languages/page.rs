//! Texts copied from their pages: every line that a pack calls one of the page is told from the story.

use std::collections::BTreeSet;
use std::fs;

use kilas::language::Languages;
use kilas::load;

use super::entries::Written;

/// An entry of a pack.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Tried {
    code: String,
    list: String,
    entry: String,
}

/// A text that was copied from its page: `story` and a line with the entry in it.
fn text(list: &str, entry: &str, story: &str) -> String {
    match list {
        "lines" => format!("Sagara 1 2 3\n\n{story}\n\n{entry}\n\n{story}"),
        "line_starts" => format!("Sagara 1 2 3\n\n{story}\n\n{entry} Sagara\n\n{story}"),
        "tail_starts" => format!("Sagara 1 2 3\n\n{story}\n\n{story}\n\n{entry} Sagara\n\n{story}"),
        "bylines" => format!("Sagara 1 2 3\n\n{entry} Ratna Dewi\n\n{story}\n\n{story}"),
        "credits" => format!("Sagara 1 2 3\n\nSagara. {entry} Warta/Ratna\n\n{story}\n\n{story}"),
        "mastheads" => format!("Sagara {entry}\n\nSagara 1 2 3\n\n{story}\n\n{story}"),
        _ => String::new(),
    }
}

/// The entries of `pages.txt`, where each stands below a sentence of its language.
fn tried() -> Vec<(Tried, String)> {
    let path = format!("{}/tests/languages/pages.txt", env!("CARGO_MANIFEST_DIR"));
    let (mut code, mut story, mut entries) = (String::new(), String::new(), Vec::new());
    for line in fs::read_to_string(path).expect("the lines of pages").lines() {
        if let Some((name, sentence)) = line.strip_prefix("# ").and_then(|line| line.split_once(' ')) {
            (code, story) = (name.to_owned(), sentence.to_owned());
        } else if let Some((list, words)) = line.strip_prefix("@boilerplate.").and_then(|line| line.split_once(": ")) {
            let words = words.split('|').map(str::trim).filter(|word| !word.is_empty());
            let tried = |word: &str| Tried { code: code.clone(), list: list.to_owned(), entry: word.to_owned() };
            entries.extend(words.map(|word| (tried(word), story.clone())));
        }
    }
    entries
}

#[test]
fn each_line_of_a_page_is_told_from_the_story() {
    let languages = Languages::new();
    for (tried, story) in tried() {
        let text = text(&tried.list, &tried.entry, &story);
        let (articles, _) = load::from_bytes("page.txt", text.as_bytes(), &languages);
        let [article] = articles.as_slice() else { panic!("no article: {text}") };
        assert_eq!(article.language, tried.code, "{tried:?}");
        assert_eq!(article.headline, "Sagara 1 2 3", "{tried:?}");
        assert_eq!(article.body, format!("{story}\n\n{story}"), "{tried:?}");
        let bylines = &languages.get_or_neutral(&tried.code).pack.boilerplate.bylines;
        let names_writer = bylines.iter().any(|word| *word == tried.entry);
        assert!(!names_writer || article.byline.is_some(), "{tried:?}");
    }
}

#[test]
fn each_entry_is_tried() {
    let mut entries = BTreeSet::new();
    for (code, written) in Written::all() {
        for (key, entry) in written.entries() {
            if let Some(list) = key.strip_prefix("boilerplate.") {
                entries.insert(Tried { code: code.clone(), list: list.to_owned(), entry });
            }
        }
    }
    let tried = tried().into_iter().map(|(tried, _)| tried).collect();
    let missing: Vec<_> = entries.symmetric_difference(&tried).collect();
    assert!(missing.is_empty(), "in a pack or in pages.txt alone: {missing:?}");
}

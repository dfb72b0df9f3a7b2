//! Holds briefings against the marked sentences of `tests/languages/<code>/*.txt`; their README tells the notation.

use std::collections::{BTreeMap, BTreeSet};

use kilas::article::Article;
use kilas::brief::brief;
use kilas::language::Language;

#[path = "languages/case.rs"]
mod case;
#[path = "languages/entries.rs"]
mod entries;
#[path = "languages/page.rs"]
mod page;
#[path = "languages/tried.rs"]
mod tried;

use case::Case;
use entries::Written;

/// The lists every entry of which has to be tried by a case.
const HELD: [&str; 17] = [
    "attribution.cue_source",
    "attribution.source_cue",
    "attribution.either",
    "attribution.openers",
    "attribution.participles",
    "attribution.clause_cues",
    "attribution.conjunctions",
    "attribution.inner_conjunctions",
    "attribution.reporting_conjunctions",
    "attribution.negations",
    "attribution.auxiliaries",
    "attribution.predicates",
    "pronouns.third",
    "dates.weekdays",
    "dates.months",
    "dates.forms",
    "dates.relative",
];

/// Lists that still have entries no sentence shows: they stand in another list too, or nothing reads them.
const LATER: [(&str, &str); 6] = [
    ("de", "attribution.cue_source"),
    ("de", "dates.forms"),
    ("de", "pronouns.third"),
    ("en", "attribution.participles"),
    ("en", "attribution.source_cue"),
    ("id", "pronouns.third"),
];

fn faults(case: &Case, language: &Language) -> Vec<String> {
    let published = case.published.as_deref().map(|day| day.parse().expect("a day of publication"));
    let language_code = language.code().to_owned();
    let article = Article { body: case.body.clone(), language: language_code, published, ..Article::default() };
    case.faults(&brief(&article, language))
}

#[test]
fn marked_sentences_are_read_as_marked() {
    let packs = Written::all();
    let (mut failed, mut all) = (0, 0);
    for tried in tried::all() {
        let code = &tried.code;
        let language = &packs.get(code).unwrap_or_else(|| panic!("no pack for {code}")).language;
        for case in tried.cases() {
            let faults = faults(&case, language);
            all += 1;
            if case.not_yet && faults.is_empty() {
                failed += 1;
                println!("{}: {}\n  holds now: take `not yet:` off", tried.file, case.title);
            } else if !case.not_yet && !faults.is_empty() {
                failed += 1;
                println!("{}: {}\n  {}", tried.file, case.title, case.body.replace('\n', "¶"));
                faults.iter().for_each(|fault| println!("    {fault} of data/languages/{code}.toml"));
            }
        }
    }
    assert!(failed == 0, "{failed} of {all} cases fail");
}

#[test]
fn every_entry_is_tried_by_a_case() {
    let all = tried::all();
    let mut missing = Vec::new();
    for (code, written) in Written::all() {
        let of_code = all.iter().filter(|tried| tried.code == code);
        let known: BTreeSet<&(String, String)> = of_code.flat_map(|tried| &tried.entries).collect();
        let entries = written.entries();
        let held = |key: &str| HELD.contains(&key) && !LATER.contains(&(code.as_str(), key));
        let untried = entries.iter().filter(|entry| held(&entry.0) && !known.contains(entry));
        missing.extend(untried.map(|(key, entry)| {
            format!(
                "{}: no case tries {entry:?}. Add below a case of tests/languages/{code}:\n@{key}: {entry} |",
                written.file
            )
        }));
    }
    assert!(missing.is_empty(), "{} entries:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn a_case_fails_without_the_list_it_tries() {
    let mut idle = Vec::new();
    let packs = Written::all();
    let mut poorer: BTreeMap<(String, String), Language> = BTreeMap::new();
    for tried in tried::all() {
        for (key, entry) in &tried.entries {
            let case = tried.with(entry);
            let list = (tried.code.clone(), key.clone());
            let language = poorer.entry(list).or_insert_with(|| packs[&tried.code].without(key));
            if !case.not_yet && faults(&case, language).is_empty() {
                idle.push(format!("{}: {}: holds without {entry:?} of {key}", tried.file, case.title));
            }
        }
    }
    assert!(idle.is_empty(), "{} entries do nothing in their sentence:\n{}", idle.len(), idle.join("\n"));
}

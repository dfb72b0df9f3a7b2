//! Cases as they stand in a file: a marked sentence, and below it the entries of the packs that it is tried with.

use std::fs;
use std::path::{Path, PathBuf};

use super::case::Case;

/// What a sentence has where an entry of its lists goes.
const PLACE: char = '@';

/// A case of a file.
#[derive(Debug)]
pub(crate) struct Tried {
    /// The language of its folder.
    pub(crate) code: String,
    /// Where it stands, from the root of the project.
    pub(crate) file: String,
    /// The sentence as written.
    text: String,
    /// The entries below it, each with the key of its list.
    pub(crate) entries: Vec<(String, String)>,
}

impl Tried {
    fn parse(code: &str, file: &str, block: &str) -> Self {
        let is_list = |line: &&str| line.starts_with(PLACE) && line.contains(": ");
        let text: Vec<&str> = block.lines().filter(|line| !is_list(line)).collect();
        let mut entries = Vec::new();
        for line in block.lines().filter(is_list) {
            let (key, list) = line[1..].split_once(": ").expect("a list has a key");
            let words: Vec<&str> = if list.contains('|') {
                list.split('|').map(str::trim).collect()
            } else {
                list.split_whitespace().collect()
            };
            entries.extend(
                words.into_iter().filter(|word| !word.is_empty()).map(|word| (key.to_owned(), word.to_owned())),
            );
        }
        Self { code: code.to_owned(), file: file.to_owned(), text: text.join("\n"), entries }
    }

    /// The sentence with `entry` in its place, which gets a capital where it begins a sentence.
    pub(crate) fn with(&self, entry: &str) -> Case {
        let mut text = String::new();
        for c in self.text.chars() {
            if c != PLACE {
                text.push(c);
            } else if text.trim_end_matches(['‹', '{', '<', ' ']).ends_with(['.', '\n', '¶']) {
                let mut letters = entry.chars();
                text.extend(letters.next().into_iter().flat_map(char::to_uppercase).chain(letters));
            } else {
                text.push_str(entry);
            }
        }
        let mut case = Case::parse(&text);
        case.title = format!("{} ({entry})", case.title);
        case
    }

    /// The sentence with each of its entries, or as it is.
    pub(crate) fn cases(&self) -> Vec<Case> {
        if self.text.contains(PLACE) {
            return self.entries.iter().map(|(_, entry)| self.with(entry)).collect();
        }
        vec![Case::parse(&self.text)]
    }
}

/// All cases of all files, in order.
pub(crate) fn all() -> Vec<Tried> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cases = Vec::new();
    for folder in sorted(&root.join("tests/languages")).into_iter().filter(|path| path.is_dir()) {
        let code = folder.file_name().expect("a folder").to_string_lossy().into_owned();
        for file in sorted(&folder) {
            let text = fs::read_to_string(&file).expect("a text");
            let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
            let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
            cases.extend(blocks.map(|block| Tried::parse(&code, &name, block)));
        }
    }
    cases
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

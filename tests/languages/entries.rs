//! The entries of a pack as its file lists them, and a pack without one of its lists.

use std::collections::BTreeMap;
use std::fs;

use kilas::language::Language;

/// Settings that are no lists.
const SETTINGS: [&str; 4] = ["language.code", "language.name", "names.role_stands", "names.second_mention"];

/// A pack as written, read when the test runs, so that a change of a pack needs no build.
pub(crate) struct Written {
    /// Its file, from the root of the project.
    pub(crate) file: String,
    /// What the pack says.
    pub(crate) language: Language,
    table: toml::Table,
}

impl Written {
    /// All packs by the codes of their files.
    pub(crate) fn all() -> BTreeMap<String, Self> {
        let folder = fs::read_dir(format!("{}/data/languages", env!("CARGO_MANIFEST_DIR"))).expect("the packs");
        let code = |entry: fs::DirEntry| entry.path().file_stem().map(|name| name.to_string_lossy().into_owned());
        folder.flatten().filter_map(code).map(|code| (code.clone(), Self::read(&code))).collect()
    }

    fn read(code: &str) -> Self {
        let file = format!("data/languages/{code}.toml");
        let text = fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).expect("a pack");
        let language = Language::parse(&file, &text).expect("a pack has no fault");
        Self { table: text.parse().expect("a pack is TOML"), language, file }
    }

    /// Every entry with the key of its list.
    pub(crate) fn entries(&self) -> Vec<(String, String)> {
        let mut entries = Vec::new();
        self.table.iter().for_each(|(key, value)| collect(key, value, &mut entries));
        entries
    }

    /// The language of the pack without the list under `key`.
    pub(crate) fn without(&self, key: &str) -> Language {
        let mut table = self.table.clone();
        let (path, list) = key.rsplit_once('.').expect("a key has its section");
        let section = path.split('.').try_fold(&mut table, |table, name| table.get_mut(name)?.as_table_mut());
        section.expect("a list names its section and key").remove(list);
        let text = toml::to_string(&table).expect("a table is TOML");
        Language::parse(&self.file, &text).expect("a pack without a list is a pack")
    }
}

fn collect(key: &str, value: &toml::Value, entries: &mut Vec<(String, String)>) {
    match value {
        // A pronoun and a relative day are a form with what it means.
        toml::Value::Table(table) if table.contains_key("form") => {
            entries.push((key.to_owned(), table["form"].as_str().unwrap_or_default().to_owned()));
        }
        toml::Value::Table(table) => {
            table.iter().for_each(|(name, value)| collect(&format!("{key}.{name}"), value, entries));
        }
        toml::Value::Array(values) => values.iter().for_each(|value| match value {
            toml::Value::String(entry) => entries.push((key.to_owned(), entry.clone())),
            list => collect(key, list, entries),
        }),
        toml::Value::String(_) if SETTINGS.contains(&key) => {}
        toml::Value::String(words) => {
            entries.extend(words.split_whitespace().map(|word| (key.to_owned(), word.to_owned())));
        }
        _ => {}
    }
}

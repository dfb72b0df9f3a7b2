//! Puts the data into the program, so that a new language is a new file and nothing else.
//!
//! For each folder `data/<name>` of files it writes `<name>.rs` to the build's own folder: an array with an entry for each
//! file, sorted by name. Language packs are compiled here, by the very modules that the program compiles one with at run
//! time, and locales are written as JSON; a file with a fault stops the build with its name and line.

#![allow(dead_code, unreachable_pub, reason = "the modules are those of the library, which uses all of them")]

use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

#[path = "../src/language/calendar.rs"]
mod calendar;
#[path = "../src/language/compile.rs"]
mod compile;
#[path = "../src/language/fault.rs"]
mod fault;
#[path = "../src/language/folding.rs"]
mod folding;
#[path = "../src/language/lexicon.rs"]
mod lexicon;
#[path = "../src/language/pack.rs"]
mod pack;
#[path = "../src/language/remainder.rs"]
mod remainder;
#[path = "../src/language/template.rs"]
mod template;
#[path = "../src/language/words.rs"]
mod words;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match write_all() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all() -> Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no manifest")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder to build in")?);
    fs::write(out.join("stories.rs"), array(&root.join("data/stories"), embedded)?)?;
    fs::write(out.join("locales.rs"), array(&root.join("data/locales"), locale)?)?;
    fs::write(out.join("languages.rs"), array(&root.join("data/languages"), compiled)?)?;
    fs::write(out.join("telling.rs"), telling(&root.join("data/languages"))?)?;
    println!("cargo::rerun-if-changed=data/build.rs");
    println!("cargo::rerun-if-changed=src/language");
    Ok(())
}

/// The files of a folder, sorted by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let all = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    let mut files: Vec<PathBuf> = all.into_iter().filter(|file| file.is_file()).collect();
    files.sort();
    Ok(files)
}

/// An array of what `entry` writes for each file of a folder, sorted by name.
fn array(folder: &Path, entry: fn(&Path) -> Result<String>) -> Result<String> {
    let entries = files(folder)?.iter().map(|file| entry(file)).collect::<Result<String>>()?;
    Ok(format!("&[\n{entries}]"))
}

/// A language pack and the name that errors give it.
fn pack(file: &Path) -> Result<(String, String, pack::Pack)> {
    let name = format!("data/languages/{}", file.file_name().unwrap_or_default().display());
    let text = fs::read_to_string(file)?;
    let pack = pack::Pack::parse(&name, &text)?;
    Ok((name, text, pack))
}

/// What tells the languages of all packs apart, as a constant.
fn telling(folder: &Path) -> Result<String> {
    let packs = files(folder)?.iter().map(|file| Ok(pack(file)?.2)).collect::<Result<Vec<_>>>()?;
    tables(&compile::telling(&packs))
}

/// The name of a file, and its text as a constant.
fn embedded(file: &Path) -> Result<String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!("    ({name:?}, include_str!({:?})),\n", file.display().to_string()))
}

/// The code of a locale, and what its file says as JSON.
fn locale(file: &Path) -> Result<String> {
    let code = file.file_stem().unwrap_or_default().to_string_lossy();
    let said: toml::Value =
        toml::from_str(&fs::read_to_string(file)?).map_err(|error| format!("data/locales/{code}.toml: {error}"))?;
    Ok(format!("    ({code:?}, {:?}),\n", serde_json::to_string(&said)?))
}

/// A language pack as the tables of its lexicon, and what else a run reads of it as JSON.
fn compiled(file: &Path) -> Result<String> {
    let (name, text, pack) = pack(file)?;
    calendar::Calendar::new(&name, &text, &pack)?;
    let tables = tables(&compile::lexicon(&pack))?;
    let code = pack.language.code.clone();
    let rules = serde_json::to_string(&pack.without_words())?;
    Ok(format!("    Shipped {{ code: {code:?}, rules: {rules:?}, lexicon: {tables} }},\n"))
}

/// A lexicon as a constant.
fn tables(lexicon: &lexicon::Lexicon) -> Result<String> {
    let lexicon::Lexicon { index, entries, phrases, rests, tails } = lexicon;
    let (index, entries, phrases, rests) = (listed(index)?, listed(entries)?, listed(phrases)?, listed(rests)?);
    Ok(format!(
        "Lexicon {{ index: {index}, entries: {entries}, phrases: {phrases}, rests: {rests}, tails: {tails:?} }}"
    ))
}

/// Numbers and structures as their derived `Debug` writes them, which is how Rust reads them.
fn listed<T: Debug>(entries: &[T]) -> Result<String> {
    let mut text = String::from("Borrowed(&[");
    entries.iter().try_for_each(|entry| write!(text, "{entry:?},"))?;
    text.push_str("])");
    Ok(text)
}

//! Lists the data files for `include_str!`, so that a new language is a new file and nothing else.
//!
//! For each folder `data/<name>` of TOML files it writes `<name>.rs` to the build's own folder: an array of
//! `("id", include_str!("…/id.toml"))`, sorted by name. Stories are listed the same way with their whole file name.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    for folder in ["languages", "locales", "stories"] {
        list(&root.join("data").join(folder), &out.join(format!("{folder}.rs")))?;
    }
    println!("cargo::rerun-if-changed=data/build.rs");
    Ok(())
}

fn list(folder: &Path, target: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    if !folder.is_dir() {
        return fs::write(target, "&[]");
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
    files.sort();
    let mut array = String::from("&[\n");
    for file in files.iter().filter(|file| file.is_file()) {
        let name = if file.extension().is_some_and(|e| e == "toml") { file.file_stem() } else { file.file_name() };
        let name = name.unwrap_or_default().to_string_lossy();
        writeln!(array, "    ({name:?}, include_str!({:?})),", file.display().to_string()).map_err(io::Error::other)?;
    }
    array.push(']');
    fs::write(target, array)
}

//! The feeds a reader follows, and what came of them the last time: one file, which a person can read.
//!
//! Invariant: the file is replaced as a whole or not at all, and is for its owner alone. A file that cannot be
//! understood is an error with its line, and stays as it is.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde::{Deserialize, Serialize};

use super::Version;

/// A feed that is followed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// Where it is.
    pub url: String,
    /// What it calls itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// It has only teasers: the pages that it links to are fetched.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pages: bool,
    /// They were the last time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub had_pages: bool,
    /// What came of it the last time, one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// When it was asked for the last time, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<u64>,
    /// When its server may be asked again at the earliest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<u64>,
    /// Its version of the last time.
    #[serde(default, skip_serializing_if = "is_unknown")]
    pub version: Version,
}

fn is_unknown(version: &Version) -> bool {
    *version == Version::default()
}

/// The feeds, in the order they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feeds {
    /// Each of them.
    #[serde(default, rename = "feed", skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<Feed>,
}

impl Feeds {
    /// Those of the file at `path`; none where there is no file.
    ///
    /// # Errors
    /// One line that names the file, and the line in it where it cannot be understood.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(format!("{}: {}", path.display(), crate::load::reason(&error))),
        };
        toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            format!("{}: line {}: {}", path.display(), 1 + before.matches('\n').count(), error.message())
        })
    }

    /// Writes them to the file at `path`.
    ///
    /// # Errors
    /// One line that names the file.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let text = toml::to_string(self).map_err(|error| error.to_string());
        let written = text.and_then(|text| replace(path, text.as_bytes()).map_err(|error| crate::load::reason(&error)));
        written.map_err(|reason| format!("{}: {reason}", path.display()))
    }

    /// Takes over what `asked` remembers of the feeds that both have.
    pub fn update(&mut self, asked: Self) {
        for feed in asked.list {
            self.list.iter_mut().filter(|known| known.url == feed.url).for_each(|known| *known = feed.clone());
        }
    }

    /// Adds a feed, or lets its pages be fetched where it is there; answers whether it was not there yet.
    pub fn add(&mut self, url: &str, title: Option<String>, pages: bool) -> bool {
        match self.list.iter_mut().find(|feed| feed.url == url) {
            Some(known) => {
                known.pages |= pages;
                false
            }
            None => {
                self.list.push(Feed { url: url.to_owned(), title, pages, ..Feed::default() });
                true
            }
        }
    }
}

/// `$XDG_DATA_HOME/kilas/feeds.toml`, by default `~/.local/share/kilas/feeds.toml`; none without a home.
pub fn path() -> Option<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    Some(set("XDG_DATA_HOME").or_else(|| Some(set("HOME")?.join(".local/share")))?.join("kilas/feeds.toml"))
}

/// Replaces a file as a whole, for its owner alone.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let beside = path.with_extension(format!("new-{}", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_as_it_was_written() {
        let folder = env::temp_dir().join(format!("kilas-feeds-{}", std::process::id()));
        let path = folder.join("feeds.toml");
        let mut feeds = Feeds::read(&path).unwrap();
        assert_eq!(feeds, Feeds::default());
        assert!(feeds.add("https://k.example/f", Some("Kabar \"Rawa\"".into()), false));
        assert!(!feeds.add("https://k.example/f", None, true));
        feeds.list[0].version.etag = Some("\"a\"".into());
        feeds.write(&path).unwrap();
        assert_eq!(Feeds::read(&path).unwrap(), feeds);
        let mut others = Feeds::default();
        assert!(others.add("https://k.example/new", None, false) && others.add("https://k.example/f", None, false));
        others.update(feeds);
        assert_eq!(others.list.len(), 2);
        assert_eq!(others.list[1].version.etag.as_deref(), Some("\"a\""));
        fs::write(&path, "[[feed]]\nurl = \"x\"\nurll = 1\n").unwrap();
        let error = Feeds::read(&path).unwrap_err();
        assert!(error.contains("feeds.toml: line 3: unknown field `urll`"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }
}

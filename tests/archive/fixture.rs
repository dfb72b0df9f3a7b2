//! Articles of invented news, and archives in folders of their own.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process};

use kilas::archive::{Archive, Entry};
use kilas::article::Article;
use kilas::brief::brief;
use kilas::language::Languages;

/// A moment at which all is taken in: 2024-07-10.
pub(crate) const NOW: i64 = 1_720_569_600;

/// A folder that goes with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("kilas-archive-{}-{number}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// The archive in it, made where it is not there yet.
    pub(crate) fn archive(&self) -> Archive {
        Archive::open_or_make(&self.file()).unwrap()
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("deep/archive.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An article with a name of its own.
pub(crate) fn article(uri: &str, published: &str, headline: &str, body: &str) -> Article {
    Article {
        uri: uri.to_owned(),
        is_named: true,
        language: "id".to_owned(),
        headline: headline.to_owned(),
        published: published.parse().ok(),
        body: body.to_owned(),
        ..Article::default()
    }
}

/// Articles made ready.
pub(crate) fn entries(articles: impl IntoIterator<Item = Article>) -> Vec<Entry> {
    let languages = Languages::new();
    let entry = |article: Article| {
        let briefing = brief(&article, languages.get_or_neutral(&article.language));
        Entry::new(article, &briefing)
    };
    articles.into_iter().map(entry).collect()
}

/// Numbers that look random and are the same each time (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % end
    }
}

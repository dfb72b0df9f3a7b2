//! JSON Feed: what a feed says once for all its entries, which are records like any other.
//!
//! Invariant: what an entry says itself stays. Absent on purpose: the entries.

use std::borrow::Cow;

use super::draft::Draft;
use crate::article::{is_address, joined};

/// What a feed says of itself.
#[derive(serde::Deserialize)]
pub(super) struct Head<'a> {
    #[serde(borrow)]
    version: Cow<'a, str>,
    pub(super) title: Option<String>,
    language: Option<String>,
    home_page_url: Option<String>,
}

/// The head of a text that is a JSON Feed.
pub(super) fn head(text: &str) -> Option<Head<'_>> {
    let head: Head<'_> = serde_json::from_str(text).ok()?;
    head.version.starts_with("https://jsonfeed.org/").then_some(head)
}

impl Head<'_> {
    /// An entry of the feed called `name`, with what it leaves to the feed to say.
    pub(super) fn of(&self, name: &str, entry: Draft) -> Draft {
        Draft {
            // A number names an entry within its feed alone.
            uri: entry.uri.map(|uri| if uri.contains(':') { uri } else { format!("{name}#{uri}") }),
            link: entry.link.map(|link| self.absolute(link)),
            source: entry.source.or_else(|| self.title.clone()),
            language: entry.language.or_else(|| self.language.clone()),
            ..entry
        }
    }

    /// A link as it leads from anywhere.
    fn absolute(&self, link: String) -> String {
        match &self.home_page_url {
            Some(home) if !is_address(&link) => joined(home, &link).unwrap_or(link),
            _ => link,
        }
    }
}

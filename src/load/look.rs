//! What something fetched is, before it is read: a feed to follow, a page that names its feeds, or neither.

use super::sniff::{self, Format};
use super::{Part, clean, decode, json_feed, page, xml};

/// What something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// A feed, and what it calls itself.
    Feed {
        /// Its title, one line.
        title: Option<String>,
    },
    /// A web page.
    Page {
        /// The addresses of the feeds it names, as written: they may be relative to its own.
        feeds: Vec<String>,
    },
    /// Something else.
    Other,
}

/// Looks at what was fetched.
pub fn look(part: &Part) -> Look {
    let Ok(text) = decode::text(&part.bytes, part.charset.as_deref()) else { return Look::Other };
    match sniff::format(&part.name, &text) {
        Format::Feed => {
            let tree = xml::read(&text);
            let feed = tree.root().child("feed").or_else(|| tree.root().find("channel"));
            let title = feed.and_then(|feed| feed.child("title")?.words());
            Look::Feed { title: title.map(|title| clean::line(&title)) }
        }
        Format::Json => match json_feed::head(&text) {
            Some(head) => Look::Feed { title: head.title.map(|title| clean::line(&title)) },
            None => Look::Other,
        },
        Format::Page => Look::Page { feeds: page::feeds(&text) },
        _ => Look::Other,
    }
}

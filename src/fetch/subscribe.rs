//! From what a reader names to feeds that can be followed, and back to a list that others can read.

use std::io::ErrorKind;
use std::path::Path;

use super::{Answer, Client, Version};
use crate::article::{is_address, is_elsewhere, joined};
use crate::load::{self, Failure, Look, Outline, Part};

/// The feeds that `named` stands for: the address of a feed, of a page that names its feeds, or a file with a list
/// (OPML); and what of it could not be read.
///
/// # Errors
/// One line why there is none.
pub fn subscribe(named: &str, client: &Client) -> Result<(Vec<Outline>, Option<Failure>), Failure> {
    if !is_address(named) {
        let bytes = std::fs::read(Path::new(named)).map_err(|error| {
            let reason = match error.kind() {
                _ if is_elsewhere(named) => load::NO_WEB.to_owned(),
                // Who leaves out the scheme means an address, as in a browser.
                ErrorKind::NotFound => format!("{}; an address begins with https://", load::reason(&error)),
                _ => load::reason(&error),
            };
            Failure::new(named, None, reason)
        })?;
        return load::opml(named, &bytes);
    }
    let part = get(named, client)?;
    match load::look(&part) {
        Look::Feed { title } => Ok((vec![Outline { url: named.to_owned(), title }], None)),
        Look::Page { feeds } => {
            // A page names its main feed first; the others are of its sections and comments.
            let first = feeds.iter().find_map(|feed| joined(named, feed));
            let first = first.ok_or_else(|| Failure::new(named, None, "the page names no feed"))?;
            match load::look(&get(&first, client)?) {
                Look::Feed { title } => Ok((vec![Outline { url: first, title }], None)),
                _ => Err(Failure::new(&first, None, "the page calls it a feed, and it is none")),
            }
        }
        Look::Other => match load::opml(named, &part.bytes) {
            Ok(list) => Ok(list),
            Err(_) => Err(Failure::new(named, None, "it is no feed, and no page that names one")),
        },
    }
}

fn get(address: &str, client: &Client) -> Result<Part, Failure> {
    match client.get(address, &Version::default()) {
        Ok(Answer::Fresh(part, _)) => Ok(part),
        Ok(Answer::Unchanged) => Err(Failure::new(address, None, "the server says that nothing has changed")),
        Err(fault) => Err(Failure::new(address, None, fault.to_string())),
    }
}

/// Feeds as a list that other readers take (OPML).
pub fn outlines<'f>(feeds: impl Iterator<Item = (&'f str, Option<&'f str>)>) -> String {
    let mut list = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>kilas</title></head>\n<body>\n",
    );
    for (url, title) in feeds {
        let (url, title) = (escaped(url), escaped(title.unwrap_or(url)));
        list.push_str(&format!("<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{url}\"/>\n"));
    }
    list.push_str("</body>\n</opml>\n");
    list
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_out_comes_in_again() {
        let list =
            outlines([("https://k.example/?a=1&b=2", Some("Kabar <Rawa>")), ("https://l.example", None)].into_iter());
        let (read, broken) = load::opml("a", list.as_bytes()).unwrap();
        assert!(broken.is_none());
        assert_eq!(read[0].url, "https://k.example/?a=1&b=2");
        assert_eq!(read[0].title.as_deref(), Some("Kabar <Rawa>"));
        assert_eq!(read[1].title.as_deref(), Some("https://l.example"));
    }
}

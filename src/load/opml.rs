//! OPML: lists of feeds, as readers of feeds hand them on.
//!
//! Absent on purpose: folders. A list of kilas is flat; what lies in folders is taken out of them.

use super::{Failure, Place, decode, sniff, xml};

/// A feed in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Where it is.
    pub url: String,
    /// What it is called there.
    pub title: Option<String>,
}

/// The feeds of a list called `name`, and where it is broken.
///
/// # Errors
/// Why it is no list.
pub fn opml(name: &str, bytes: &[u8]) -> Result<(Vec<Outline>, Option<Failure>), Failure> {
    let fail = |reason: &str| Failure::new(name, None, reason);
    let text = decode::text(bytes, None).map_err(|reason| fail(&reason))?;
    if sniff::format(name, &text) != sniff::Format::Feeds {
        return Err(fail("it is no list of feeds (OPML)"));
    }
    let tree = xml::read(&text);
    let outline = |node: xml::Node<'_>| {
        let url = node.attribute("xmlUrl").or(node.attribute("xmlurl"))?.trim();
        let title = node.attribute("title").or(node.attribute("text")).map(str::trim).filter(|title| !title.is_empty());
        (!url.is_empty()).then(|| Outline { url: super::line(url), title: title.map(super::line) })
    };
    let outlines = tree.root().within().filter(|node| node.name() == "outline").filter_map(outline).collect();
    let broken = tree.broken.as_ref();
    let broken =
        broken.map(|(line, fault)| Failure::new(name, Some(Place::Line(*line)), format!("broken here: {fault}")));
    Ok((outlines, broken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_found_in_their_folders() {
        let text = b"<?xml version='1.0'?><opml version='2.0'><body><outline text='Kabar'><outline type='rss' text='Rawa &amp; \\
            Kota' xmlUrl='https://k.example/f?a=1&amp;b=2'/></outline><outline xmlUrl='https://l.example/&#27;[2J'/></body></opml>";
        let (outlines, broken) = opml("a.opml", text).unwrap();
        assert!(broken.is_none());
        assert_eq!(outlines.len(), 2);
        assert_eq!(outlines[0].url, "https://k.example/f?a=1&b=2");
        assert_eq!(outlines[1].url, "https://l.example/[2J");
        assert!(outlines[0].title.as_deref().unwrap().starts_with("Rawa & "));
        assert!(opml("a", b"Harga turun.").is_err());
        assert!(opml("a", b"<opml><outline xmlUrl='x'/><").unwrap().1.is_some());
    }
}

//! Feeds: RSS 0.9x, 1.0 and 2.0, and Atom. JSON Feed is JSON like other records.
//!
//! Feeds are broken in every way there is, and still have stories: every entry that can be read is read, with the whole
//! text where the feed has it, else with the teaser, which counts as a part of the text. Invariant: an entry that is
//! wrong costs only itself. Absent on purpose: going to the pages that entries link to.

use super::draft::Draft;
use super::html;
use super::json::Record;
use super::xml::{Node, Tree};
use super::{Failure, Place};
use crate::article::{Status, is_address, joined};

/// Words from which on a text that the feed calls a description is the story itself.
const WHOLE: usize = 150;
/// How teasers end.
const CUT: [&str; 4] = ["…", "...", "[…]", "[...]"];

/// The entries of a feed called `name`, which was read at `address`.
pub(super) fn drafts(name: &str, tree: &Tree<'_>, address: Option<&str>) -> Vec<Record> {
    let root = tree.root();
    let feed = root.child("feed").or_else(|| root.find("channel")).unwrap_or(root);
    let source = text(feed, &["title"]);
    let language = text(feed, &["language", "dc:language"]);
    let author = feed.child("author").and_then(person);
    let home = link(feed);
    // What the links of its entries are relative to, where they are: RSS does not say, and readers take either.
    let base = address.or(home.as_deref());
    let entries = root.within().filter(|node| matches!(node.name(), "item" | "entry"));
    let mut lines = tree.lines();
    let mut drafts = Vec::new();
    for (at, entry) in entries.enumerate() {
        let place = Some(Place::Line(lines.of(entry.start())));
        let mut draft = draft(entry);
        // A number names an entry within its feed alone.
        draft.uri = draft.uri.map(|uri| if uri.contains(':') { uri } else { format!("{name}#{uri}") });
        let fallback = |own: Option<String>, of_feed: &Option<String>| own.or_else(|| of_feed.clone());
        let draft = Draft {
            origin: format!("{name}#{}", at + 1),
            source: fallback(draft.source, &source),
            language: fallback(draft.language, &language),
            byline: fallback(draft.byline, &author),
            link: draft.link.map(|link| absolute(link, entry, base)),
            ..draft
        };
        drafts.push(Ok((draft, place)));
    }
    if let Some((line, fault)) = &tree.broken {
        // The break may have left of the last entry nothing but its beginning.
        drafts.pop_if(|last| last.as_ref().is_ok_and(|(draft, _)| draft.body.is_empty()));
        let reason = format!("the feed is broken here and was read up to here: {fault}");
        drafts.push(Err(Failure::new(name, Some(Place::Line(*line)), reason)));
    } else if drafts.is_empty() {
        drafts.push(Err(Failure::new(name, None, "the feed has no entries")));
    }
    drafts
}

/// What an entry says.
fn draft(entry: Node<'_>) -> Draft {
    let headline = text(entry, &["title", "dc:title"]);
    let whole = markup(entry, &["content:encoded", "content", "xhtml:body"]);
    let teaser = markup(entry, &["description", "summary", "dc:description", "media:description"]);
    // Some feeds fill the field of the whole text with less than the teaser.
    let is_whole = whole.as_ref().is_some_and(|whole| whole.len() >= teaser.as_ref().map_or(0, String::len));
    let told = if is_whole { whole } else { teaser.or(whole) }.map(|body| html::text(&body)).unwrap_or_default();
    let told = told.trim().to_owned();
    let is_cut = CUT.iter().any(|end| told.ends_with(end));
    let partial = is_cut || !is_whole && told.split_whitespace().count() < WHOLE;
    // An entry may be its title and nothing else.
    let body = if told.is_empty() { headline.clone().unwrap_or_default() } else { told };
    let (link, number) = (link(entry), || text(entry, &["guid", "id"]));
    Draft {
        uri: text(entry, &["guid", "id"]).filter(|uri| uri.contains(':')).or_else(|| link.clone()).or_else(number),
        link,
        language: text(entry, &["dc:language"]).or_else(|| entry.inherited("xml:lang").map(str::to_owned)),
        source: text(entry, &["source"]).or_else(|| text(entry.child("source")?, &["title"])),
        headline,
        byline: ["dc:creator", "author", "itunes:author"].iter().find_map(|name| person(entry.child(name)?)),
        published: text(
            entry,
            &["published", "pubDate", "pubdate", "issued", "dc:date", "date", "updated", "modified"],
        ),
        status: Status { partial, ..Status::default() },
        body,
        ..Draft::default()
    }
}

/// The words of the first of these elements that has some.
fn text(of: Node<'_>, names: &[&str]) -> Option<String> {
    let words = |name: &&str| {
        let node = of.child(name)?;
        let text = node.text();
        // Titles are markup within text (`&lt;b&gt;`, `&amp;#8217;`), whatever their feed declares.
        let plain = if text.contains(['<', '&']) { html::text(text) } else { text.to_owned() };
        let plain = if plain.trim().is_empty() { node.words()? } else { plain };
        Some(plain.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
    };
    names.iter().find_map(words)
}

/// The markup of the first of these elements that has some.
fn markup(of: Node<'_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let node = of.child(name)?;
        let text = node.text();
        let is_plain = node.attribute("type") == Some("text");
        let content = match (text.is_empty(), is_plain) {
            // Atom's xhtml is markup of the feed itself.
            (true, _) => node.markup().to_owned(),
            (false, true) => text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>"),
            (false, false) if text.contains('<') => text.to_owned(),
            (false, false) => text.replace('\n', "<br>"),
        };
        (!content.trim().is_empty()).then_some(content)
    })
}

/// Who an element names: `name` within it, or RSS's `office@kabar.example (Ratna Dewi)`.
fn person(node: Node<'_>) -> Option<String> {
    let name = node.child("name").map_or(node.text(), Node::text);
    let named = name.split_once('(').and_then(|(mail, rest)| mail.contains('@').then(|| rest.trim_end_matches(')')));
    let name = named.unwrap_or(name).trim();
    (!name.is_empty() && !name.contains('@')).then(|| name.to_owned())
}

/// A link as it leads from anywhere: within Atom it may be relative to what an element around it says.
fn absolute(link: String, entry: Node<'_>, base: Option<&str>) -> String {
    let nearer = entry.inherited("xml:base").map(|own| match base {
        Some(base) => joined(base, own).unwrap_or_default(),
        None => own.to_owned(),
    });
    match nearer.as_deref().or(base) {
        Some(base) if !is_address(&link) => joined(base, &link).unwrap_or(link),
        _ => link,
    }
}

/// Where the entry can be read.
fn link(entry: Node<'_>) -> Option<String> {
    let is_page = |node: &Node<'_>| matches!(node.attribute("rel"), None | Some("alternate"));
    let links = || entry.children().filter(|node| matches!(node.name(), "link" | "atom:link")).filter(is_page);
    let written =
        links().find_map(|node| Some(node.attribute("href").unwrap_or(node.text())).filter(|l| !l.is_empty()));
    let guid = || entry.child("guid").filter(|guid| guid.attribute("isPermaLink") != Some("false")).map(Node::text);
    written.or_else(guid).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::xml;
    use super::*;

    fn read(text: &str) -> Vec<Draft> {
        drafts("f", &xml::read(text), None).into_iter().filter_map(|record| Some(record.ok()?.0)).collect()
    }

    #[test]
    fn every_kind_of_feed_says_the_same() {
        let rss = "<title>Beras &amp; gula</title><link>https://k.example/1</link><dc:creator>Ratna</dc:creator>\
                   <description>&lt;p&gt;Harga turun.&lt;/p&gt;</description>";
        for feed in [
            format!("<rss version='0.91'><channel><title>Kabar</title><language>id</language><item>{rss}<pubDate>Fri, 5 \
                     Jul 2024 21:30:00 GMT</pubDate></item></channel></rss>"),
            format!("<rdf:RDF xmlns:rdf='r'><channel><title>Kabar</title><dc:language>id</dc:language></channel><item>{rss}\
                     <dc:date>Fri, 5 Jul 2024 21:30:00 GMT</dc:date></item></rdf:RDF>"),
            "<feed xml:lang='id'><title>Kabar</title><author><name>Ratna</name></author><entry><title type='html'>Beras \
             &amp;amp; gula</title><link rel='self' href='x'/><link href='https://k.example/1'/><published>Fri, 5 Jul \
             2024 21:30:00 GMT</published><summary type='xhtml'><div><p>Harga turun.</p></div></summary></entry></feed>"
                .to_owned(),
        ] {
            let drafts = read(&feed);
            let draft = &drafts[0];
            assert_eq!(drafts.len(), 1, "{feed}");
            assert_eq!(draft.headline.as_deref(), Some("Beras & gula"));
            assert_eq!(draft.link.as_deref(), Some("https://k.example/1"));
            assert_eq!(draft.byline.as_deref(), Some("Ratna"));
            assert_eq!(draft.source.as_deref(), Some("Kabar"));
            assert_eq!(draft.language.as_deref(), Some("id"));
            assert_eq!(draft.published.as_deref(), Some("Fri, 5 Jul 2024 21:30:00 GMT"));
            assert_eq!((draft.body.as_str(), draft.status.partial), ("Harga turun.", true));
        }
    }

    #[test]
    fn the_whole_text_goes_before_the_teaser() {
        let drafts = read(
            "<rss><channel><item><description>Teaser…</description><content:encoded><![CDATA[<p>Satu kalimat.</p><p>Dua \
             kalimat.</p>]]></content:encoded></item><item><title>Judul saja</title></item></channel></rss>",
        );
        assert!(drafts[0].body.contains("Dua kalimat.") && !drafts[0].status.partial);
        assert!(drafts[1].body == "Judul saja" && drafts[1].status.partial);
        let told = |words: String| {
            read(&format!("<rss><channel><item><description>{words}</description></item></channel></rss>")).remove(0)
        };
        // A long description is the story, unless it breaks off.
        for (words, partial) in
            [("kata ".repeat(149), true), ("kata ".repeat(150), false), ("kata ".repeat(150) + "[…]", true)]
        {
            assert_eq!(told(words).status.partial, partial);
        }
    }

    #[test]
    fn a_relative_link_leads_from_where_the_feed_is() {
        let links = |text: &str, address: Option<&str>| -> Vec<Option<String>> {
            drafts("f", &xml::read(text), address).into_iter().map(|draft| draft.unwrap().0.link).collect()
        };
        let rss =
            |home: &str| format!("<rss><channel>{home}<item><title>J</title><link>/1</link></item></channel></rss>");
        let at = |link: &str| vec![Some(link.to_owned())];
        assert_eq!(links(&rss(""), Some("https://k.example/feed/rss.xml")), at("https://k.example/1"));
        assert_eq!(links(&rss("<link>https://l.example/a/</link>"), None), at("https://l.example/1"));
        assert_eq!(links(&rss(""), None), at("/1"));
        let atom = "<feed xml:base='/a/'><entry><title>J</title><link href='1'/></entry>\
                    <entry xml:base='https://m.example/'><title>K</title><link href='2'/></entry></feed>";
        let there = ["https://k.example/a/1", "https://m.example/2"].map(|link| Some(link.to_owned()));
        assert_eq!(links(atom, Some("https://k.example/feed")), there);
    }

    #[test]
    fn a_number_names_an_entry_within_its_feed_alone() {
        let of = |fields: &str| {
            read(&format!("<rss><channel><item>{fields}<title>J</title></item></channel></rss>")).remove(0).uri
        };
        assert_eq!(of("<guid>7</guid>").as_deref(), Some("f#7"));
        assert_eq!(of("<guid>7</guid><link>https://k.example/1</link>").as_deref(), Some("https://k.example/1"));
        assert_eq!(
            of("<guid>tag:k.example:7</guid><link>https://k.example/1</link>").as_deref(),
            Some("tag:k.example:7")
        );
        assert_eq!(of(""), None);
    }

    #[test]
    fn a_broken_feed_is_read_as_far_as_it_goes() {
        let text = "<rss><channel><item><title>A</title></item>\n<item><title>B</title></item>\n<item><tit";
        let records = drafts("f", &xml::read(text), None);
        assert_eq!(records.iter().filter(|record| record.is_ok()).count(), 2);
        let failure = records.last().unwrap().as_ref().unwrap_err().to_string();
        assert!(failure.starts_with("f: line 3: the feed is broken here"), "{failure}");
    }
}
